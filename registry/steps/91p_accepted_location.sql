-- Phase:  pass.
-- Reads:  core.decision, core.fact_partner_assets, used_sale, derived; variable today.
-- Yields: derived with the location that a partner knows better and a named role accepted, and derived_evidence with the row that says so.
-- Why:    a unit moves without being sold again, and the partner who serves it knows (requirement R6.3). The decision names the row, whose
--         address holds as a whole. It ends with the next sale: what was accepted is about the end user of then; or when a role takes it back.
CREATE OR REPLACE TEMP TABLE accepted_location AS
WITH decided AS (
  SELECT *
  FROM core.decision
  WHERE kind IN ('accept', 'take_back') AND attribute = 'location' AND decided_on <= getvariable('today')::DATE
  QUALIFY row_number() OVER (PARTITION BY kind, product_number, serial_number ORDER BY decided_at DESC, decision_id) = 1
)
SELECT d.product_number, d.serial_number, d.delivery_id, d.sheet, d.line, d.decided_by, d.decided_on, d.reason, f.party_id,
  f.location_name, f.location_address_line1, f.location_city, f.location_state, f.location_postal_code, f.location_country,
  'taken back by ' || t.decided_by || ' on ' || t.decided_on || ': ' || t.reason AS taken_back
FROM decided d
JOIN used_sale s ON s.product_number = d.product_number AND s.serial_number = d.serial_number
JOIN core.fact_partner_assets f ON f.delivery_id = d.delivery_id AND f.line = d.line AND f.sheet IS NOT DISTINCT FROM d.sheet
  AND f.serial_number = d.serial_number
LEFT JOIN decided t ON t.kind = 'take_back' AND t.product_number = d.product_number AND t.serial_number = d.serial_number AND t.decided_at > d.decided_at
WHERE d.kind = 'accept' AND NOT s.conflict AND d.decided_on >= s.sold_on
QUALIFY row_number() OVER (PARTITION BY d.product_number, d.serial_number ORDER BY f.item) = 1;

UPDATE derived
SET end_user_name = coalesce(l.location_name, derived.end_user_name),
  end_user_address_line1 = l.location_address_line1,
  end_user_city = l.location_city,
  end_user_state = l.location_state,
  end_user_postal_code = l.location_postal_code,
  end_user_country = coalesce(l.location_country, derived.end_user_country)
FROM accepted_location l
WHERE l.product_number = derived.product_number AND l.serial_number = derived.serial_number AND l.taken_back IS NULL;

INSERT INTO derived_evidence BY NAME
SELECT product_number, serial_number, 'location' AS fact_kind, delivery_id, sheet, line, taken_back IS NULL AS used,
  'location as ' || party_id || ' has it, accepted by ' || decided_by || ' on ' || decided_on || ': ' || reason || coalesce('; ' || taken_back, '') AS why
FROM accepted_location;

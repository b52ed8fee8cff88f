-- Reads:  listed_unit, only_here, core.asset, main.coverage.
-- Yields: core.partner_difference: for each unit of a party's list or of the party, and each of the seven attributes, one row and one state.
-- Why:    asset information is kept by product, serial number, location, type and term of entitlement and warranty (requirement R6.2). What a
--         list leaves empty is not said and no difference. Names and addresses are compared by their keys; of two parts of a location only
--         those that both sides give, and the state only where the postal code does not tell it. A term agrees with any term on record.
CREATE OR REPLACE TEMP TABLE compared_unit AS
SELECT a.product_number, a.serial_number,
  a.end_user_name, a.end_user_address_line1, a.end_user_city, a.end_user_state, a.end_user_postal_code, a.end_user_country,
  nullif(concat_ws(', ', a.end_user_name, a.end_user_address_line1, a.end_user_city, a.end_user_state, a.end_user_postal_code, a.end_user_country), '') AS location,
  a.warranty_type, a.warranty_start, a.warranty_end, a.entitlement_type, a.entitlement_start, a.entitlement_end
FROM core.asset a
SEMI JOIN (
  SELECT our_product AS product_number, serial_number FROM listed_unit
  UNION
  SELECT product_number, serial_number FROM only_here
) USING (product_number, serial_number);

-- Every term of these units, and the run of warranty that the asset shows; the one that the asset shows, or else the last one, is what we say.
CREATE OR REPLACE TEMP TABLE compared_term AS
WITH term AS (
  SELECT c.product_number, c.serial_number, c.kind, c.type, c.starts, c.ends,
    c.starts IS NOT DISTINCT FROM u.entitlement_start AND c.ends IS NOT DISTINCT FROM u.entitlement_end AND c.type IS NOT DISTINCT FROM u.entitlement_type AS shown
  FROM main.coverage c
  JOIN compared_unit u USING (product_number, serial_number)
  UNION
  SELECT product_number, serial_number, 'warranty', warranty_type, warranty_start, warranty_end, true
  FROM compared_unit
  WHERE warranty_start IS NOT NULL
)
SELECT *, row_number() OVER (PARTITION BY product_number, serial_number, kind ORDER BY shown DESC, ends DESC, starts DESC, type) = 1 AS ours
FROM term;

CREATE OR REPLACE TEMP TABLE said_term AS
WITH said AS (
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, item, 'entitlement' AS kind,
    entitlement_type AS type, entitlement_start AS starts, entitlement_end AS ends
  FROM listed_unit
  UNION ALL
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, item, 'warranty', warranty_type, warranty_start, warranty_end
  FROM listed_unit
), matched AS (
  SELECT s.*,
    t.type AS our_type, t.starts AS our_starts, t.ends AS our_ends, t.ours,
    s.type IS NULL OR text_key(s.type) = text_key(t.type) AS same_type,
    (s.starts IS NULL OR s.starts = t.starts) AND (s.ends IS NULL OR s.ends = t.ends) AS same_days
  FROM said s
  LEFT JOIN compared_term t ON t.product_number = s.our_product AND t.serial_number = s.serial_number AND t.kind = s.kind
)
-- Of the terms on record the one that is nearest to what they say: all of it, the type, the days, or the one that we show.
SELECT *
FROM matched
QUALIFY row_number() OVER (
  PARTITION BY party_id, product_number, serial_number, kind, delivery_id, sheet, line, item
  ORDER BY coalesce(same_type AND same_days, false) DESC, coalesce(same_type, false) DESC, coalesce(same_days, false) DESC, ours DESC, our_starts) = 1;

CREATE OR REPLACE TEMP TABLE compared_row AS
WITH located AS (
  SELECT l.*, u.location,
    nullif(concat_ws(', ', l.location_name, l.location_address_line1, l.location_city, l.location_state, l.location_postal_code, l.location_country), '') AS their_location,
    coalesce(end_user_key(l.location_name) = end_user_key(u.end_user_name), true)
      AND coalesce(text_key(l.location_address_line1) = text_key(u.end_user_address_line1), true)
      AND coalesce(text_key(l.location_city) = text_key(u.end_user_city), true)
      AND coalesce(postal_key(l.location_postal_code) = postal_key(u.end_user_postal_code), text_key(l.location_state) = text_key(u.end_user_state), true)
      AND coalesce(l.location_country = u.end_user_country, true) AS same_location
  FROM listed_unit l
  LEFT JOIN compared_unit u ON u.product_number = l.our_product AND u.serial_number = l.serial_number
), attribute AS (
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, 'product' AS attribute, product_number AS theirs, our_product AS ours,
    product_number = our_product AS same
  FROM listed_unit
  UNION ALL
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, 'serial_number', serial_number,
    CASE WHEN our_product IS NOT NULL THEN serial_number END, true
  FROM listed_unit
  UNION ALL
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, 'location', their_location, location, location IS NOT NULL AND same_location
  FROM located
  UNION ALL
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, kind || '_type', type, our_type, coalesce(same_type, false)
  FROM said_term
  UNION ALL
  SELECT party_id, product_number, serial_number, our_product, delivery_id, sheet, line, kind || '_term',
    term_text(starts, ends), term_text(our_starts, our_ends), coalesce(same_days, false)
  FROM said_term
)
SELECT *,
  CASE WHEN theirs IS NULL THEN 'not_said' WHEN our_product IS NULL THEN 'only_there' WHEN same THEN 'agree' ELSE 'differ' END AS state
FROM attribute;

DELETE FROM core.partner_difference;
INSERT INTO core.partner_difference BY NAME
-- Of several lines for one unit a difference on any of them is the one that is shown, the last line first. The key is that of the registry where it has the unit.
SELECT party_id, coalesce(our_product, product_number) AS product_number, serial_number, attribute, state, theirs, ours, delivery_id, sheet, line
FROM compared_row
QUALIFY row_number() OVER (
  PARTITION BY party_id, coalesce(our_product, product_number), serial_number, attribute
  ORDER BY list_position(['differ', 'only_there', 'agree', 'not_said'], state), line DESC, sheet DESC, delivery_id) = 1
UNION ALL BY NAME
SELECT o.party_id, u.product_number, u.serial_number, 'only_here' AS state, NULL::VARCHAR AS theirs,
  unnest(['product', 'serial_number', 'location', 'entitlement_type', 'entitlement_term', 'warranty_type', 'warranty_term']) AS attribute,
  unnest([
    u.product_number, u.serial_number, u.location,
    u.entitlement_type, term_text(u.entitlement_start, u.entitlement_end), u.warranty_type, term_text(u.warranty_start, u.warranty_end)
  ]) AS ours
FROM only_here o
JOIN compared_unit u ON u.product_number = o.product_number AND u.serial_number = o.serial_number;

-- Phase:  sorting.
-- Reads:  facts in scope, live_delivery, replaced_day, core.correction_place, core.rejected_row, core.decision, core.product, core.party.
-- Yields: not_plain(serial_hash): the serials that more than the plain rule may concern; first_report.
-- Why:    most units were shipped once and sold once, to somebody whom nobody disputes. Whether a unit is one of those can be told by few
--         columns; a hash of the serial is enough, because whoever is taken out by a collision is judged by all the steps, as everybody could be.
--         What is to be held in memory stands on the right of each join: of rows that its own transaction wrote DuckDB knows no number.
SET disabled_optimizers = 'build_side_probe_side';
CREATE OR REPLACE TEMP TABLE not_plain AS
WITH may_be_replaced AS (
  SELECT * FROM live_delivery WHERE file_replaced_by IS NOT NULL OR corrections = 'replace_period'
), several AS (
  SELECT hash(serial_number) AS serial_hash FROM core.fact_shipments WHERE in_scope(product_number, serial_number) GROUP BY ALL HAVING count(*) > 1
  UNION ALL
  SELECT hash(serial_number) AS serial_hash FROM core.fact_pos WHERE in_scope(product_number, serial_number) GROUP BY ALL HAVING count(*) > 1
), replaced AS (
  SELECT hash(f.serial_number)
  FROM core.fact_shipments f
  JOIN may_be_replaced d USING (delivery_id)
  LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.shipped_on
  WHERE d.file_replaced_by IS NOT NULL OR r.rank > d.rank
  UNION ALL
  SELECT hash(f.serial_number)
  FROM core.fact_pos f
  JOIN may_be_replaced d USING (delivery_id)
  LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.invoice_date
  WHERE d.file_replaced_by IS NOT NULL OR r.rank > d.rank
), otherwise_named AS (
  SELECT hash(serial_number) FROM core.fact_shipments SEMI JOIN core.correction_place USING (delivery_id)
  UNION ALL
  SELECT hash(serial_number) FROM core.fact_pos SEMI JOIN core.correction_place USING (delivery_id)
  UNION ALL
  SELECT hash(unnest(serial_numbers)) FROM core.rejected_row WHERE feed = 'pos'
  UNION ALL
  SELECT hash(serial_number) FROM core.fact_sales_out
  UNION ALL
  SELECT hash(serial_number) FROM core.decision WHERE kind = 'waive'
), ill_formed AS (
  SELECT hash(f.serial_number)
  FROM core.fact_shipments f
  JOIN core.product p ON p.product_number = f.product_number
  WHERE p.serial_pattern IS NOT NULL AND in_scope(f.product_number, f.serial_number) AND NOT serial_fits(f.serial_number, p.serial_pattern)
), party_keys AS (
  SELECT unnest([end_user_key(party_name), end_user_key(party_id)]) AS name_key FROM core.party
), party_names AS (
  -- A first word of three letters or more stands unchanged in the key, so most names need not be made a key to be told apart.
  SELECT DISTINCT end_user_name
  FROM core.fact_pos
  WHERE in_scope(product_number, serial_number)
    AND (lower(left(end_user_name, 3)) IN (SELECT left(name_key, 3) FROM party_keys) OR NOT regexp_full_match(left(end_user_name, 3), '[A-Za-z0-9]{3}'))
), parties AS (
  SELECT end_user_name FROM party_names WHERE end_user_key(end_user_name) IN (SELECT name_key FROM party_keys)
), sold AS (
  SELECT hash(f.serial_number)
  FROM core.fact_pos f
  LEFT JOIN (SELECT product_number, serial_number, shipped_on FROM core.fact_shipments WHERE in_scope(product_number, serial_number)) s
    ON s.serial_number = f.serial_number
  WHERE in_scope(f.product_number, f.serial_number)
    AND (coalesce(f.transaction_type <> 'sale' OR f.product_number <> s.product_number OR f.invoice_date < s.shipped_on, true)
      OR f.end_user_name IN (FROM parties))
)
SELECT DISTINCT * FROM (FROM several UNION ALL FROM replaced UNION ALL FROM otherwise_named UNION ALL FROM ill_formed UNION ALL FROM sold);
RESET disabled_optimizers;

-- The first report that could name a unit: the first period of a POS source of the ship-to party that closes on or after shipped_on.
CREATE OR REPLACE TEMP TABLE first_report AS
WITH reporting_source AS (
  SELECT source_id, party_id FROM core.source WHERE feed = 'pos' AND active
), wanted AS (
  SELECT DISTINCT ship_to_party, shipped_on
  FROM core.fact_shipments
  SEMI JOIN (SELECT party_id AS ship_to_party FROM reporting_source SEMI JOIN core.period USING (source_id)) USING (ship_to_party)
  WHERE in_scope(product_number, serial_number)
), by_source AS (
  SELECT w.ship_to_party, w.shipped_on, s.source_id, min(p.due_on) AS due_on
  FROM wanted w
  JOIN reporting_source s ON s.party_id = w.ship_to_party
  JOIN core.period p ON p.source_id = s.source_id AND p.period_to >= w.shipped_on
  GROUP BY ALL
)
SELECT ship_to_party AS shipped_to, shipped_on, min(due_on) AS due_on
FROM by_source
GROUP BY ALL;

-- Phase:  pass.
-- Reads:  core.fact_shipments, affected, live_delivery, replaced_day, correction_place.
-- Yields: shipment_fact (every occurrence, with what supersedes it) and shipped (one row a unit: its last shipment).
-- Why:    completeness is judged against what was shipped (requirement R3.2).
CREATE OR REPLACE TEMP TABLE shipment_fact AS
SELECT
  f.*, shipments_fact_id(d.source_id, f) AS fact_id,
  c.set_aside,
  superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
    coalesce(c.rank, d.rank), r.rank, r.delivery_id,
    lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
      PARTITION BY d.source_id, f.product_number, f.serial_number
      ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) AS superseded_by
FROM core.fact_shipments f
SEMI JOIN affected USING (product_number, serial_number)
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.shipped_on;

CREATE OR REPLACE TEMP TABLE shipped AS
SELECT
  product_number, serial_number,
  min(shipped_on) AS first_shipped_on,
  max(shipped_on) AS shipped_on,
  arg_max(ship_to_party, (shipped_on, fact_id)) AS shipped_to,
  arg_max(fact_id, (shipped_on, fact_id)) AS fact_id
FROM shipment_fact
WHERE superseded_by IS NULL
GROUP BY ALL;

-- Reads:  core.fact_shipments, affected, live_delivery, replaced_day.
-- Yields: shipment_fact (every occurrence, with what supersedes it) and shipped (one row a unit: its last shipment).
-- Why:    completeness is judged against what was shipped (requirement R3.2).
CREATE OR REPLACE TEMP TABLE shipment_fact AS
SELECT
  f.*,
  CASE d.corrections
    WHEN 'replace_file' THEN d.file_replaced_by
    WHEN 'replace_period' THEN CASE WHEN r.rank > d.rank THEN r.delivery_id END
    WHEN 'upsert' THEN lead(f.delivery_id) OVER (PARTITION BY d.source_id, f.product_number, f.serial_number ORDER BY d.rank, f.line, f.item)
  END AS superseded_by
FROM core.fact_shipments f
SEMI JOIN affected USING (product_number, serial_number)
JOIN live_delivery d USING (delivery_id)
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

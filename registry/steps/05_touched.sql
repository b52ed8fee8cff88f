-- Reads:  batch_delivery (the ids of the batch), touched_before (keys of facts that the batch takes back), facts, core.rejected_row.
-- Yields: touched(product_number, serial_number): every key whose facts may count differently after this batch.
-- Why:    a delivery of a replacing source also touches the units that only the replaced rows name; a product touches its units; a
--         party may be named anywhere.
CREATE OR REPLACE TEMP TABLE touched AS
WITH batch AS (
  SELECT d.delivery_id, d.source_id, d.feed, d.file_name, s.corrections
  FROM core.delivery d
  SEMI JOIN batch_delivery USING (delivery_id)
  LEFT JOIN core.source s USING (source_id)
), peers AS (
  SELECT DISTINCT o.delivery_id
  FROM batch b
  JOIN core.delivery o ON o.source_id = b.source_id
  WHERE o.delivery_id = b.delivery_id
    OR (b.corrections = 'replace_file' AND o.file_name = b.file_name)
    OR b.corrections = 'replace_period'
), keys AS (
  SELECT product_number, serial_number FROM touched_before
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_shipments SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_pos SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_sales_out SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, unnest(serial_numbers) FROM core.rejected_row SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.asset
  SEMI JOIN (SELECT product_number FROM core.fact_products SEMI JOIN batch USING (delivery_id)) USING (product_number)
)
SELECT DISTINCT product_number, serial_number FROM keys;

-- Phase:  touched.
-- Reads:  batch_delivery (the ids of the batch), touched_before (keys of facts that the batch takes back), facts, core.rejected_row,
--         core.correction_hop.
-- Yields: touched(product_number, serial_number): every key whose facts may count differently after this batch.
-- Why:    a delivery of a replacing source also touches the units that only the replaced rows name; a product touches its units; a
--         party may be named anywhere. A corrected copy touches what the rows say that it corrects, and what other copies of them say;
--         a report touches what the copies say of rows that it may close.
CREATE OR REPLACE TEMP TABLE touched AS
WITH linked AS (
  -- Rejected rows that a copy speaks of, when either of them is in the batch.
  SELECT DISTINCT to_delivery, to_sheet, to_line
  FROM core.correction_hop
  WHERE delivery_id IN (SELECT delivery_id FROM batch_delivery) OR to_delivery IN (SELECT delivery_id FROM batch_delivery)
), answered AS (
  SELECT to_delivery AS delivery_id, to_sheet AS sheet, to_line AS line FROM linked
  UNION
  -- A later delivery closes the row that they go back to, or replaces its file.
  SELECT h.delivery_id, h.sheet, h.line
  FROM core.correction_hop h
  JOIN core.delivery d ON d.delivery_id = h.delivery_id
  LEFT JOIN core.source s ON s.source_id = d.source_id
  WHERE d.source_id IN (SELECT source_id FROM core.delivery SEMI JOIN batch_delivery USING (delivery_id))
    AND (NOT h.accepted OR s.corrections = 'replace_file')
  UNION
  SELECT h.delivery_id, h.sheet, h.line
  FROM core.correction_hop h
  JOIN linked l ON l.to_delivery = h.to_delivery AND l.to_line = h.to_line AND l.to_sheet IS NOT DISTINCT FROM h.to_sheet
), batch AS (
  SELECT d.delivery_id, d.source_id, d.feed, d.file_name, CASE WHEN d.is_correction THEN 'append' ELSE s.corrections END AS corrections
  FROM core.delivery d
  LEFT JOIN core.source s USING (source_id)
  -- A file of which nothing was usable replaces others as soon as one of its rows is corrected.
  WHERE d.delivery_id IN (SELECT delivery_id FROM batch_delivery)
    OR (d.status = 'rejected' AND d.delivery_id IN (SELECT to_delivery FROM linked))
), peers AS (
  SELECT DISTINCT o.delivery_id
  FROM batch b
  JOIN core.delivery o ON o.source_id = b.source_id
  WHERE o.delivery_id = b.delivery_id
    OR (b.corrections = 'replace_file' AND o.file_name = b.file_name)
    OR b.corrections = 'replace_period'
), agreements AS (
  -- A step may concern all units of its agreement.
  SELECT agreement_number FROM core.fact_agreements SEMI JOIN peers USING (delivery_id)
  UNION
  SELECT f.agreement_number
  FROM core.fact_agreements f
  JOIN answered a ON a.delivery_id = f.delivery_id AND a.line = f.line AND a.sheet IS NOT DISTINCT FROM f.sheet
), keys AS (
  SELECT product_number, serial_number FROM touched_before
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_shipments SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_pos SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_sales_out SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_sales_out SEMI JOIN agreements USING (agreement_number)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_agreements SEMI JOIN agreements USING (agreement_number)
  UNION ALL
  SELECT product_number, unnest(serial_numbers) FROM core.rejected_row SEMI JOIN peers USING (delivery_id)
  UNION ALL
  SELECT r.product_number, unnest(r.serial_numbers)
  FROM core.rejected_row r
  JOIN answered a ON a.delivery_id = r.delivery_id AND a.line = r.line AND a.sheet IS NOT DISTINCT FROM r.sheet
  UNION ALL
  SELECT f.product_number, f.serial_number
  FROM (
    SELECT delivery_id, sheet, line, product_number, serial_number FROM core.fact_shipments
    UNION ALL
    SELECT delivery_id, sheet, line, product_number, serial_number FROM core.fact_pos
    UNION ALL
    SELECT delivery_id, sheet, line, product_number, serial_number FROM core.fact_sales_out
  ) f
  JOIN answered a ON a.delivery_id = f.delivery_id AND a.line = f.line AND a.sheet IS NOT DISTINCT FROM f.sheet
  UNION ALL
  SELECT product_number, serial_number FROM core.asset
  SEMI JOIN (SELECT product_number FROM core.fact_products SEMI JOIN batch USING (delivery_id)) USING (product_number)
  UNION ALL
  -- What is or was a service is no unit, so that no asset says who sold it.
  SELECT product_number, serial_number FROM core.fact_pos
  SEMI JOIN (
    SELECT product_number FROM core.fact_products WHERE product_type = 'service'
    INTERSECT SELECT product_number FROM core.fact_products SEMI JOIN batch USING (delivery_id)
  ) USING (product_number)
)
SELECT DISTINCT product_number, serial_number FROM keys;

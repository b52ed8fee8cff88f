-- Reads:  core.rejected_row, affected, live_delivery, replaced_day.
-- Yields: quarantined_row: open rejected POS rows of the affected units; counts = the one that counts for the verdict.
-- Why:    a unit whose every POS row was rejected is known to be sold, but not to whom. The latest readable invoice date counts.
CREATE OR REPLACE TEMP TABLE quarantined_row AS
WITH named AS (
  SELECT r.delivery_id, r.sheet, r.line, r.codes, r.product_number, unnest(r.serial_numbers) AS serial_number, r.business_date
  FROM core.rejected_row r
  WHERE r.feed = 'pos'
), open AS (
  SELECT n.*, d.received_on, d.rank
  FROM named n
  SEMI JOIN affected USING (product_number, serial_number)
  JOIN live_delivery d USING (delivery_id)
  LEFT JOIN replaced_day p ON p.source_id = d.source_id AND p.day = n.business_date
  WHERE d.file_replaced_by IS NULL AND coalesce(p.rank <= d.rank, true)
)
SELECT *,
  row_number() OVER (PARTITION BY product_number, serial_number ORDER BY business_date DESC NULLS LAST, rank DESC, line DESC) = 1 AS counts,
  coalesce(business_date, received_on) AS counts_from
FROM open;

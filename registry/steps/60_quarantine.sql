-- Phase:  pass.
-- Reads:  core.rejected_row, affected, live_delivery, replaced_day, correction_place, core.row_answer.
-- Yields: quarantined_row: open rejected POS rows of the affected units; counts = the one that counts for the verdict.
-- Why:    a unit whose every POS row was rejected is known to be sold, but not to whom. The latest readable invoice date counts. A row
--         that a corrected copy answers is no longer open: it is corrected, or the newer rejection stands for it, since the same day.
CREATE OR REPLACE TEMP TABLE quarantined_row AS
WITH named AS (
  SELECT r.delivery_id, r.sheet, r.line, r.codes, r.product_number, unnest(r.serial_numbers) AS serial_number, r.business_date
  FROM core.rejected_row r
  WHERE r.feed = 'pos'
), open AS (
  SELECT n.*, coalesce(c.received_on, d.received_on) AS received_on, coalesce(c.rank, d.rank) AS rank, coalesce(c.root_line, n.line) AS root_line
  FROM named n
  SEMI JOIN affected USING (product_number, serial_number)
  JOIN live_delivery d USING (delivery_id)
  LEFT JOIN correction_place c ON c.delivery_id = n.delivery_id AND c.line = n.line AND c.sheet IS NOT DISTINCT FROM n.sheet
  LEFT JOIN core.row_answer a ON a.delivery_id = n.delivery_id AND a.line = n.line AND a.sheet IS NOT DISTINCT FROM n.sheet
  LEFT JOIN replaced_day p ON p.source_id = d.source_id AND p.day = n.business_date
  WHERE coalesce(d.file_replaced_by, c.file_replaced_by) IS NULL AND coalesce(p.rank <= coalesce(c.rank, d.rank), true)
    AND coalesce(c.root_counts, true) AND a.delivery_id IS NULL
)
SELECT *,
  row_number() OVER (
    PARTITION BY product_number, serial_number
    ORDER BY business_date DESC NULLS LAST, rank DESC, root_line DESC, line DESC) = 1 AS counts,
  coalesce(business_date, received_on) AS counts_from
FROM open;

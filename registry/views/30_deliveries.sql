-- Reads:  core.delivery, core.rejected_row, core.fact_pos, core.source, core.delivery_period.
-- Yields: main.deliveries and main.rejected_rows (one row for each rejected cell, with the state of its row).
-- Why:    nothing is lost: a rejected row stays with its place, reason and fix until something closes it.
CREATE OR REPLACE VIEW main.deliveries AS
SELECT
  delivery_id, source_id, feed, file_name, sha256, received_at, period_from, period_to, status,
  rows_read, rows_accepted, rows_rejected, error_code, error, party_id, bytes, modified_at, corrects, duplicate_of, account,
  contract_id, contract_version, layout_to
FROM core.delivery;

CREATE OR REPLACE VIEW main.rejected_rows AS
WITH later AS (
  SELECT d.delivery_id, d.source_id, d.file_name, d.rank, s.corrections
  FROM core.delivery d
  JOIN core.source s USING (source_id)
  WHERE d.status IN ('accepted', 'partial', 'nil') AND s.corrections IN ('replace_file', 'replace_period')
), corrected AS (
  -- A later delivery of the same source has an accepted row for every unit that the row names.
  SELECT DISTINCT d.source_id, f.product_number, f.serial_number, d.rank
  FROM core.fact_pos f
  SEMI JOIN (SELECT product_number, unnest(serial_numbers) AS serial_number FROM core.rejected_row) USING (product_number, serial_number)
  JOIN core.delivery d USING (delivery_id)
), row_state AS (
  SELECT r.*, d.file_name, d.source_id,
    CASE
      WHEN d.status = 'held' THEN 'held'
      WHEN d.status = 'discarded' AND EXISTS (SELECT 1 FROM core.delivery c WHERE c.corrects = d.delivery_id AND c.status IN ('accepted', 'partial'))
        THEN 'corrected'
      WHEN d.status = 'discarded' THEN 'discarded'
      WHEN EXISTS (
        SELECT 1 FROM later l
        WHERE l.source_id = d.source_id AND l.rank > d.rank AND l.corrections = 'replace_file' AND l.file_name = d.file_name
      ) OR EXISTS (
        SELECT 1 FROM later l JOIN core.delivery_period p USING (delivery_id)
        WHERE l.source_id = d.source_id AND l.rank > d.rank AND l.corrections = 'replace_period'
          AND r.business_date BETWEEN p.period_from AND p.period_to
      ) THEN 'superseded'
      WHEN r.feed = 'pos' AND len(r.serial_numbers) > 0 AND NOT EXISTS (
        SELECT 1 FROM (SELECT unnest(r.serial_numbers) AS serial_number) u
        WHERE NOT EXISTS (
          SELECT 1 FROM corrected c
          WHERE c.source_id = d.source_id AND c.product_number = r.product_number AND c.serial_number = u.serial_number AND c.rank > d.rank
        )
      ) THEN 'corrected'
      ELSE 'open'
    END AS state
  FROM core.rejected_row r
  JOIN core.delivery d USING (delivery_id)
), cells AS (
  SELECT *, unnest(from_json(errors, '[{"column":"VARCHAR","field":"VARCHAR","code":"VARCHAR","value":"VARCHAR","message":"VARCHAR","fix":"VARCHAR"}]')) AS cell
  FROM row_state
)
SELECT
  delivery_id, file_name, sheet, line, coalesce(cell."column", cell.field) AS column_name, cell.code AS code, cell.value AS value,
  cell.message AS message, cell.fix AS fix, state, source_id, product_number, serial_numbers
FROM cells;

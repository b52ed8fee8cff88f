-- Reads:  core.delivery, core.rejected_row, core.fact_pos, core.source, core.delivery_period, core.correction_place, core.row_answer.
-- Yields: main.deliveries, core.closed_later (rejected rows that a later delivery of the source has closed), main.rejected_rows (one row for
--         each rejected cell, with the state of its row) and main.corrections (one row for each row of a corrected copy).
-- Why:    nothing is lost: a rejected row stays with its place, reason and fix until something closes it.
CREATE OR REPLACE VIEW main.deliveries AS
SELECT
  d.delivery_id, d.source_id, d.feed, d.file_name, d.sha256, d.received_at,
  -- A corrected copy belongs to the period of what it corrects.
  CASE WHEN d.is_correction THEN f.period_from ELSE d.period_from END AS period_from,
  CASE WHEN d.is_correction THEN f.period_to ELSE d.period_to END AS period_to,
  d.status, d.rows_read, d.rows_accepted, d.rows_rejected, d.error_code, d.error, d.party_id, d.bytes, d.modified_at, d.corrects, d.duplicate_of,
  d.account, d.contract_id, d.contract_version, d.layout_to, coalesce(d.is_correction, false) AS is_correction
FROM core.delivery d
LEFT JOIN (
  SELECT c.delivery_id, min(r.period_from) AS period_from, max(r.period_to) AS period_to
  FROM core.correction_place c
  JOIN core.delivery r ON r.delivery_id = c.root_delivery
  GROUP BY c.delivery_id
) f ON f.delivery_id = d.delivery_id;

-- A row of a corrected copy shares the fate of the file that it corrects.
CREATE OR REPLACE VIEW core.closed_later AS
WITH later AS (
  SELECT d.delivery_id, d.source_id, d.file_name, d.rank, s.corrections
  FROM core.delivery d
  JOIN core.source s USING (source_id)
  WHERE s.corrections IN ('replace_file', 'replace_period') AND NOT coalesce(d.is_correction, false)
    AND (d.status IN ('accepted', 'partial', 'nil')
      OR (d.status = 'rejected' AND d.delivery_id IN (SELECT root_delivery FROM core.correction_place WHERE root_counts AND accepted)))
), later_period AS (
  SELECT l.source_id, l.rank, p.period_from, p.period_to
  FROM later l
  JOIN core.delivery_period p USING (delivery_id)
  WHERE l.corrections = 'replace_period'
), placed AS (
  SELECT r.delivery_id, r.sheet, r.line, r.feed, r.product_number, r.serial_numbers, r.business_date, d.source_id, o.rank,
    o.file_name AS first_file_name
  FROM core.rejected_row r
  JOIN core.delivery d USING (delivery_id)
  LEFT JOIN core.correction_place c ON c.delivery_id = r.delivery_id AND c.line = r.line AND c.sheet IS NOT DISTINCT FROM r.sheet AND c.root_counts
  JOIN core.delivery o ON o.delivery_id = coalesce(c.root_delivery, r.delivery_id)
), named AS (
  SELECT delivery_id, sheet, line, source_id, rank, product_number, unnest(serial_numbers) AS serial_number FROM placed WHERE feed = 'pos'
), sold AS (
  SELECT d.source_id, f.product_number, f.serial_number, max(coalesce(c.rank, d.rank)) AS rank
  FROM core.fact_pos f
  SEMI JOIN (SELECT product_number, serial_number FROM named) USING (product_number, serial_number)
  JOIN core.delivery d USING (delivery_id)
  LEFT JOIN core.correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
  WHERE c.set_aside IS NULL
  GROUP BY ALL
), closed AS (
  SELECT p.delivery_id, p.sheet, p.line, 'superseded' AS state
  FROM placed p
  SEMI JOIN later l ON l.source_id = p.source_id AND l.file_name = p.first_file_name AND l.rank > p.rank AND l.corrections = 'replace_file'
  UNION ALL
  SELECT p.delivery_id, p.sheet, p.line, 'superseded'
  FROM placed p
  SEMI JOIN later_period l ON l.source_id = p.source_id AND l.rank > p.rank AND p.business_date BETWEEN l.period_from AND l.period_to
  UNION ALL
  -- A later delivery of the same source has an accepted row for every unit that the row names.
  SELECT n.delivery_id, n.sheet, n.line, 'corrected'
  FROM named n
  LEFT JOIN sold s ON s.source_id = n.source_id AND s.product_number = n.product_number AND s.serial_number = n.serial_number
  GROUP BY n.delivery_id, n.sheet, n.line
  HAVING bool_and(coalesce(s.rank > n.rank, false))
)
-- What is both was replaced, whatever the replacement says.
SELECT delivery_id, sheet, line, max(state) AS state
FROM closed
GROUP BY ALL;

CREATE OR REPLACE VIEW main.rejected_rows AS
WITH row_state AS (
  SELECT r.*, d.file_name, d.source_id, a.by_delivery AS corrected_by, a.by_sheet AS corrected_sheet, a.by_line AS corrected_line,
    CASE
      WHEN d.status = 'held' THEN 'held'
      WHEN d.status = 'discarded' AND EXISTS (
        SELECT 1 FROM core.delivery c
        WHERE c.corrects = d.delivery_id AND c.status IN ('accepted', 'partial') AND NOT coalesce(c.is_correction, false)
      ) THEN 'corrected'
      WHEN d.status = 'discarded' THEN 'discarded'
      WHEN a.delivery_id IS NOT NULL THEN CASE WHEN a.corrected THEN 'corrected' ELSE 'superseded' END
      ELSE coalesce(l.state, 'open')
    END AS state
  FROM core.rejected_row r
  JOIN core.delivery d USING (delivery_id)
  LEFT JOIN core.row_answer a ON a.delivery_id = r.delivery_id AND a.line = r.line AND a.sheet IS NOT DISTINCT FROM r.sheet
  LEFT JOIN core.closed_later l ON l.delivery_id = r.delivery_id AND l.line = r.line AND l.sheet IS NOT DISTINCT FROM r.sheet
), cells AS (
  SELECT *, unnest(from_json(errors, '[{"column":"VARCHAR","field":"VARCHAR","code":"VARCHAR","value":"VARCHAR","message":"VARCHAR","fix":"VARCHAR"}]')) AS cell
  FROM row_state
)
SELECT
  delivery_id, file_name, sheet, line, coalesce(cell."column", cell.field) AS column_name, cell.code AS code, cell.value AS value,
  cell.message AS message, cell.fix AS fix, state, source_id, product_number, serial_numbers,
  corrected_by, corrected_sheet, corrected_line
FROM cells;

CREATE OR REPLACE VIEW main.corrections AS
SELECT c.delivery_id, d.file_name, c.sheet, c.line, c.corrects_delivery, c.corrects_sheet, c.corrects_line, c.accepted,
  CASE
    WHEN d.status NOT IN ('accepted', 'partial', 'rejected') THEN 'delivery is ' || d.status
    WHEN p.set_aside IS NOT NULL THEN p.set_aside
    WHEN NOT c.accepted THEN 'still wrong'
    ELSE 'counts'
  END AS outcome
FROM core.correction c
JOIN core.delivery d ON d.delivery_id = c.delivery_id
LEFT JOIN core.correction_place p ON p.delivery_id = c.delivery_id AND p.line = c.line AND p.sheet IS NOT DISTINCT FROM c.sheet;

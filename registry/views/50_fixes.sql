-- Reads:  core.asset, core.evidence, core.rejected_row, core.closed_later, core.delivery, core.source.
-- Yields: main.fixes: for each unit that is refused, or will be when its grace ends, the smallest change by a party that makes it eligible:
--         one row for each cell to change, or one for a report that is missing.
-- Why:    a refusal that nobody can act on helps nobody; a partner corrects a cell, not a verdict (requirement R3.3). A plain unit that was sold is
--         eligible: every report about a refused one stands in core.evidence.
CREATE OR REPLACE VIEW main.fixes AS
WITH unit AS (
  SELECT product_number, serial_number, eligibility, grace_ends, shipped_on, shipped_to, reasons
  FROM core.asset
  WHERE eligibility IN ('ineligible', 'grace')
), refused AS (
  SELECT * EXCLUDE (reasons), unnest(reasons) AS reason FROM unit
), delivery AS (
  -- Its place among all stands for its rank, which is a long text, in what has a row for each unit.
  SELECT delivery_id, source_id, party_id, file_name, row_number() OVER (ORDER BY rank, delivery_id) AS nth
  FROM core.delivery
), line AS (
  SELECT u.product_number, u.serial_number, u.eligibility, u.grace_ends, e.fact_kind, d.nth, e.sheet, e.line, e.used
  FROM core.evidence e
  JOIN unit u ON u.product_number = e.product_number AND u.serial_number = e.serial_number
  JOIN delivery d ON d.delivery_id = e.delivery_id
  WHERE e.fact_kind IN ('rejected_row', 'sale', 'return')
), wrong_cell AS (
  -- Each cell once, with the first of its errors; what stands in no column is the row itself.
  SELECT l.product_number, l.serial_number, l.eligibility, l.grace_ends, l.nth, l.sheet, l.line, c.column_name, min(c.place) AS place
  FROM line l
  JOIN (
    SELECT nth, sheet, line, coalesce(cell."column", cell.field) AS column_name, place
    FROM (
      SELECT d.nth, r.sheet, r.line, unnest(from_json(r.errors, '[{"column":"VARCHAR","field":"VARCHAR"}]')) AS cell,
        unnest(range(json_array_length(r.errors)::BIGINT)) AS place
      FROM core.rejected_row r
      JOIN delivery d USING (delivery_id)
      SEMI JOIN line l ON l.nth = d.nth AND l.line = r.line
    )
  ) c ON c.nth = l.nth AND c.line = l.line AND c.sheet IS NOT DISTINCT FROM l.sheet
  LEFT JOIN (
    SELECT nth, sheet, line FROM core.closed_later JOIN delivery USING (delivery_id)
  ) k ON k.nth = l.nth AND k.line = l.line AND k.sheet IS NOT DISTINCT FROM l.sheet
  -- What a later delivery has closed need not be corrected, unless the verdict rests on it all the same.
  WHERE l.fact_kind = 'rejected_row' AND (k.nth IS NULL OR l.used)
  GROUP BY ALL
), smallest_row AS (
  SELECT product_number, serial_number, nth, sheet, line, count(*) AS cells
  FROM wrong_cell
  GROUP BY product_number, serial_number, nth, sheet, line
  QUALIFY row_number() OVER (PARTITION BY product_number, serial_number ORDER BY cells, nth DESC, line, sheet) = 1
), reported AS (
  -- A conflict has a line of each report that takes part; everything else is corrected in one.
  SELECT r.product_number, r.serial_number, r.eligibility, r.grace_ends, r.reason, l.nth, l.sheet, l.line
  FROM refused r
  JOIN line l ON l.product_number = r.product_number AND l.serial_number = r.serial_number AND l.used
    AND l.fact_kind = CASE WHEN r.reason = 'RETURNED' THEN 'return' ELSE 'sale' END
  WHERE r.reason IN ('END_USER_IS_PARTY', 'END_USER_CONFLICT', 'SERIAL_UNKNOWN', 'SERIAL_PRODUCT_MISMATCH', 'RETURNED')
  QUALIFY r.reason = 'END_USER_CONFLICT'
    OR row_number() OVER (PARTITION BY r.product_number, r.serial_number, r.reason ORDER BY l.nth DESC, l.line DESC, l.sheet) = 1
), shipped_as AS (
  SELECT serial_number, string_agg(DISTINCT product_number, ' or ' ORDER BY product_number) AS products
  FROM core.asset
  WHERE shipped_on IS NOT NULL AND serial_number IN (SELECT serial_number FROM refused WHERE reason = 'SERIAL_PRODUCT_MISMATCH')
  GROUP BY ALL
), pos_source AS (
  SELECT party_id, min(source_id) AS source_id FROM core.source WHERE feed = 'pos' AND active GROUP BY ALL
), change AS (
  -- What is wrong and what to do are long texts: nothing is joined behind them, or it would hold them for every unit.
  SELECT d.party_id, d.source_id, w.product_number, w.serial_number, w.eligibility, w.grace_ends, 'POS_IN_QUARANTINE' AS reason,
    json_extract_string(r.errors, '$[' || w.place || '].code') AS code, json_extract_string(r.errors, '$[' || w.place || '].message') AS what,
    json_extract_string(r.errors, '$[' || w.place || '].fix') AS fix,
    d.delivery_id, d.file_name, w.sheet, w.line, w.column_name, s.cells
  FROM wrong_cell w
  JOIN smallest_row s ON s.product_number = w.product_number AND s.serial_number = w.serial_number AND s.nth = w.nth
    AND s.line = w.line AND s.sheet IS NOT DISTINCT FROM w.sheet
  JOIN delivery d ON d.nth = w.nth
  JOIN core.rejected_row r ON r.delivery_id = d.delivery_id AND r.line = w.line AND r.sheet IS NOT DISTINCT FROM w.sheet
  UNION ALL
  SELECT party_id, source_id, product_number, serial_number, eligibility, grace_ends, reason, reason,
    CASE reason
      WHEN 'END_USER_IS_PARTY' THEN 'The end user is a distributor or partner.'
      WHEN 'END_USER_CONFLICT' THEN 'Two reports name different end users.'
      WHEN 'SERIAL_UNKNOWN' THEN 'No unit of this product and serial number was ever shipped.'
      WHEN 'SERIAL_PRODUCT_MISMATCH' THEN 'The unit was shipped under another product number.'
      ELSE 'The unit came back and was not sold again.'
    END,
    CASE reason
      WHEN 'END_USER_IS_PARTY' THEN 'Write the company or person that uses the unit; report a unit that went back into stock as a return.'
      WHEN 'END_USER_CONFLICT' THEN 'Check the end user, and correct the report that is wrong.'
      WHEN 'SERIAL_UNKNOWN' THEN 'Read product and serial number from the unit and correct them.'
      WHEN 'SERIAL_PRODUCT_MISMATCH' THEN 'Write product number ' || coalesce(p.products, 'as shipped') || '.'
      ELSE 'Report the next sale of the unit.'
    END,
    delivery_id, file_name, sheet, line,
    CASE reason
      WHEN 'SERIAL_UNKNOWN' THEN 'serial_number'
      WHEN 'SERIAL_PRODUCT_MISMATCH' THEN 'product_number'
      WHEN 'RETURNED' THEN NULL
      ELSE 'end_user_name'
    END,
    CASE WHEN reason = 'RETURNED' THEN 0 ELSE 1 END
  FROM reported
  JOIN delivery USING (nth)
  LEFT JOIN shipped_as p USING (serial_number)
  UNION ALL
  SELECT r.shipped_to, s.source_id, r.product_number, r.serial_number, r.eligibility, r.grace_ends, r.reason, r.reason,
    'No report names the unit since it was shipped on ' || r.shipped_on || '.',
    'Report its sale with the end user, or say that it is still in stock.', NULL, NULL, NULL, NULL, NULL, 0
  FROM refused r
  LEFT JOIN pos_source s ON s.party_id = r.shipped_to
  WHERE r.reason = 'NO_POS_RECORD'
)
FROM change;

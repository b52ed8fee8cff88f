-- Phase:  program.
-- Reads:  core.mention, core.fact_pos, core.party, core.product, main.reporting, correction_place.
-- Yields: program_finding: findings that belong to no single asset, derived as a whole each time.
-- Why:    they are few, and what makes them go away (a product that arrives, a report that comes late) is not tied to a unit. Where the detail
--         of one changes from day to day (a count), `about` says what it is about, so that it stays the same finding.
CREATE OR REPLACE TEMP TABLE program_finding AS
WITH live AS (
  SELECT delivery_id, source_id, party_id FROM core.delivery WHERE status IN ('accepted', 'partial')
), named AS (
  SELECT * FROM core.mention SEMI JOIN live USING (delivery_id)
)
SELECT 'PRODUCT_UNKNOWN' AS kind, 'warning' AS severity, product_number, NULL::VARCHAR AS serial_number, NULL::VARCHAR AS party_id,
  'product ' || product_number || ' is reported or shipped and not in the products feed' AS detail,
  NULL::VARCHAR AS about
FROM (SELECT DISTINCT product_number FROM named WHERE product_number IS NOT NULL) ANTI JOIN core.product USING (product_number)
UNION ALL
SELECT 'PARTY_UNKNOWN', 'warning', NULL, NULL, party_id, 'party ' || party_id || ' is named in a report and not in the parties feed', NULL
FROM (SELECT DISTINCT party_id FROM named WHERE party_id IS NOT NULL) ANTI JOIN core.party USING (party_id)
UNION ALL
SELECT 'SERIAL_MISSING', 'error', f.product_number, NULL, live.party_id,
  'a system without serial number: delivery ' || f.delivery_id || ', ' || coalesce('sheet ' || f.sheet || ', ', '') || 'line ' || f.line, NULL
FROM core.fact_pos f
JOIN live USING (delivery_id)
JOIN core.product p USING (product_number)
WHERE f.serial_number IS NULL AND p.product_type = 'system'
UNION ALL
SELECT 'CORRECTION_UNMATCHED', 'error', NULL, NULL, d.party_id,
  'source ' || d.source_id || ', file ' || d.file_name || ' (' || d.delivery_id || '): ' || count(*) || ' row(s) of this corrected copy name rows that were never '
    || 'rejected here, the first on ' || arg_min(coalesce('sheet ' || c.sheet || ', ', '') || 'line ' || c.line, (c.sheet, c.line)) || '; they do not count', NULL
FROM correction_place c
JOIN core.delivery d ON d.delivery_id = c.delivery_id
WHERE NOT c.matched
GROUP BY d.party_id, d.source_id, d.file_name, d.delivery_id
UNION ALL
SELECT CASE state WHEN 'missing' THEN 'REPORT_MISSING' ELSE 'REPORT_LATE' END,
  CASE state WHEN 'missing' THEN 'warning' ELSE 'info' END, NULL, NULL, party_id,
  'source ' || source_id || ': the report for ' || period_from || ' to ' || period_to || ' was due on ' || due_on, NULL
FROM main.reporting
WHERE state IN ('missing', 'late');

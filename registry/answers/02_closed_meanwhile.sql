-- Reads:  core.closed_later, core.correction_hop, core.row_answer.
-- Yields: core.row_answer without the rows that are closed without any copy, and with the rows of copies that go back to them.
-- Why:    what a later delivery of the source has closed stays closed: a copy of it that comes back wrong opens nothing, whatever it says now.
CREATE OR REPLACE TEMP TABLE closed_root AS
SELECT c.*
FROM core.closed_later c
SEMI JOIN (SELECT to_delivery AS delivery_id, to_line AS line FROM core.correction_hop WHERE is_root AND matched) USING (delivery_id, line)
LEFT JOIN core.row_answer a ON a.delivery_id = c.delivery_id AND a.line = c.line AND a.sheet IS NOT DISTINCT FROM c.sheet
WHERE NOT coalesce(a.corrected, false);

CREATE OR REPLACE TEMP TABLE closed_copy AS
SELECT h.delivery_id, h.sheet, h.line, r.state = 'corrected' AS corrected
FROM core.correction_hop h
JOIN closed_root r ON r.delivery_id = h.to_delivery AND r.line = h.to_line AND r.sheet IS NOT DISTINCT FROM h.to_sheet
WHERE h.is_root AND h.matched AND NOT h.accepted;

DELETE FROM core.row_answer a
WHERE EXISTS (
  SELECT 1
  FROM (SELECT delivery_id, sheet, line FROM closed_root UNION ALL SELECT delivery_id, sheet, line FROM closed_copy) c
  WHERE c.delivery_id = a.delivery_id AND c.line = a.line AND c.sheet IS NOT DISTINCT FROM a.sheet
);
INSERT INTO core.row_answer BY NAME FROM closed_copy;

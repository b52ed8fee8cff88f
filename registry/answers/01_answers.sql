-- Reads:  core.correction, core.delivery, core.rejected_row.
-- Yields: core.correction_hop (each row of a corrected copy with every rejected row that it goes back to, and the copy through which),
--         core.correction_place (where such a row stands) and core.row_answer (rejected rows that are open no more).
-- Why:    a corrected row counts as if the first file had had it right: it has the rank, the line and the fate of the row it corrects.
--         When several copies answer one row, the latest with a good row stands for it, whatever order they arrive in; a copy that comes
--         back uncorrected says nothing new about a row that another one has closed.
DELETE FROM core.correction_hop;
INSERT INTO core.correction_hop BY NAME
WITH RECURSIVE hop AS (
  SELECT delivery_id, sheet, line, accepted, delivery_id AS via, corrects_delivery AS to_delivery, corrects_sheet AS to_sheet, corrects_line AS to_line
  FROM core.correction
  UNION
  SELECT h.delivery_id, h.sheet, h.line, h.accepted, h.to_delivery, c.corrects_delivery, c.corrects_sheet, c.corrects_line
  FROM hop h
  JOIN core.correction c ON c.delivery_id = h.to_delivery AND c.line = h.to_line AND c.sheet IS NOT DISTINCT FROM h.to_sheet
), known AS (
  SELECT DISTINCT r.delivery_id, r.sheet, r.line, d.source_id
  FROM core.rejected_row r
  SEMI JOIN core.correction c ON c.corrects_delivery = r.delivery_id AND c.corrects_line = r.line
  JOIN core.delivery d ON d.delivery_id = r.delivery_id
)
SELECT h.*, d.rank, c.delivery_id IS NULL AS is_root,
  -- Each step has to name a row that was rejected, of the same source.
  bool_and(k.delivery_id IS NOT NULL) OVER (PARTITION BY h.delivery_id, h.sheet, h.line) AS matched
FROM hop h
JOIN core.delivery d ON d.delivery_id = h.delivery_id AND d.status IN ('accepted', 'partial', 'rejected')
LEFT JOIN known k ON k.delivery_id = h.to_delivery AND k.line = h.to_line AND k.sheet IS NOT DISTINCT FROM h.to_sheet AND k.source_id = d.source_id
LEFT JOIN core.correction c ON c.delivery_id = h.to_delivery AND c.line = h.to_line AND c.sheet IS NOT DISTINCT FROM h.to_sheet;

-- Of the copies that answer one row: the one whose good rows stand for it, and the one that answers it: that one, or the newest when none is
-- good. A copy of a copy speaks for both.
CREATE OR REPLACE TEMP TABLE answered AS
SELECT to_delivery, to_sheet, to_line, arg_max(via, (rank, via)) FILTER (accepted) AS standing_via,
  coalesce(standing_via, arg_max(via, (rank, via))) AS answering_via
FROM core.correction_hop
WHERE matched
GROUP BY ALL;

DELETE FROM core.correction_place;
INSERT INTO core.correction_place BY NAME
WITH place AS (
  SELECT h.delivery_id, h.sheet, h.line, h.accepted, h.matched,
    max(h.to_delivery) FILTER (h.is_root) AS root_delivery, max(h.to_line) FILTER (h.is_root) AS root_line,
    min(a.standing_via) FILTER (a.standing_via <> h.via) AS overtaken_by
  FROM core.correction_hop h
  LEFT JOIN answered a ON a.to_delivery = h.to_delivery AND a.to_line = h.to_line AND a.to_sheet IS NOT DISTINCT FROM h.to_sheet
  GROUP BY ALL
)
SELECT p.* EXCLUDE (overtaken_by), d.rank, d.received_on,
  p.matched AND d.status IN ('accepted', 'partial', 'rejected') AS root_counts,
  CASE
    WHEN NOT p.matched THEN 'its reference names no row that was rejected'
    WHEN d.status NOT IN ('accepted', 'partial', 'rejected') THEN 'corrects a row of delivery ' || p.root_delivery || ', which is ' || d.status
    WHEN p.accepted AND p.overtaken_by IS NOT NULL THEN 'corrected once more by delivery ' || p.overtaken_by
  END AS set_aside
FROM place p
LEFT JOIN core.delivery d ON d.delivery_id = p.root_delivery;

DELETE FROM core.row_answer;
INSERT INTO core.row_answer BY NAME
WITH hop AS (
  -- Every step back has to lead through the copy that answers.
  SELECT h.*, a.answering_via,
    bool_and(h.via = a.answering_via) OVER (PARTITION BY h.delivery_id, h.sheet, h.line) AS answers
  FROM core.correction_hop h
  JOIN answered a ON a.to_delivery = h.to_delivery AND a.to_line = h.to_line AND a.to_sheet IS NOT DISTINCT FROM h.to_sheet
  WHERE h.matched
), still_open AS (
  -- Rows of copies that are wrong and that no later copy speaks of.
  SELECT DISTINCT h.delivery_id, h.sheet, h.line
  FROM hop h
  LEFT JOIN answered a ON a.to_delivery = h.delivery_id AND a.to_line = h.line AND a.to_sheet IS NOT DISTINCT FROM h.sheet
  WHERE NOT h.accepted AND h.answers AND a.to_delivery IS NULL
), answer AS (
  SELECT h.to_delivery, h.to_sheet, h.to_line, max(h.rank) AS rank,
    arg_max({delivery_id: h.delivery_id, sheet: h.sheet, line: h.line}, (h.rank, NOT h.accepted, -h.line)) AS by_row,
    bool_and(o.delivery_id IS NULL) AS corrected
  FROM hop h
  LEFT JOIN still_open o ON o.delivery_id = h.delivery_id AND o.line = h.line AND o.sheet IS NOT DISTINCT FROM h.sheet
  WHERE h.answers
  GROUP BY ALL
), closed AS (
  SELECT to_delivery AS delivery_id, to_sheet AS sheet, to_line AS line, rank, by_row, corrected FROM answer
  UNION ALL
  SELECT h.delivery_id, h.sheet, h.line, a.rank, a.by_row, a.corrected
  FROM hop h
  JOIN answer a ON a.to_delivery = h.to_delivery AND a.to_line = h.to_line AND a.to_sheet IS NOT DISTINCT FROM h.to_sheet
  WHERE NOT h.accepted AND h.via <> h.answering_via
)
SELECT delivery_id, sheet, line, corrected, by_row.delivery_id AS by_delivery, by_row.sheet AS by_sheet, by_row.line AS by_line
FROM closed
QUALIFY row_number() OVER (PARTITION BY delivery_id, sheet, line ORDER BY rank DESC, corrected DESC, by_row DESC) = 1;

-- Phase:  changes.
-- Reads:  plain_asset, derived, core.asset; variable now.
-- Yields: core.asset as it is to stand; core.asset_version with the versions that it closes; outcome(derived, changed).
-- Why:    an asset that did not change keeps its known_at and gets no new version; next_change_on may move without a change.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT * FROM plain_asset
UNION ALL BY NAME
SELECT * FROM derived;

CREATE OR REPLACE TEMP TABLE rewritten AS
SELECT s.product_number, s.serial_number,
  CASE WHEN s.said IS DISTINCT FROM c.said THEN getvariable('now')::TIMESTAMP ELSE c.known_at END AS known_at,
  s.said IS DISTINCT FROM c.said AS changed
FROM (SELECT product_number, serial_number, next_change_on, row(*COLUMNS(s.* EXCLUDE (next_change_on))) AS said FROM standing s) s
LEFT JOIN (
  SELECT product_number, serial_number, next_change_on, known_at, row(*COLUMNS(a.* EXCLUDE (next_change_on, known_at))) AS said
  FROM core.asset a
  WHERE in_scope(product_number, serial_number)
) c ON c.product_number = s.product_number AND c.serial_number = s.serial_number
WHERE s.said IS DISTINCT FROM c.said OR s.next_change_on IS DISTINCT FROM c.next_change_on;

CREATE OR REPLACE TEMP TABLE gone AS
SELECT product_number, serial_number
FROM core.asset
ANTI JOIN standing USING (product_number, serial_number)
WHERE in_scope(product_number, serial_number);

INSERT INTO core.asset_version BY NAME
SELECT * EXCLUDE (known_at, next_change_on), known_at AS known_from, getvariable('now')::TIMESTAMP AS known_to
FROM core.asset
SEMI JOIN (SELECT product_number, serial_number FROM rewritten WHERE changed UNION ALL FROM gone) USING (product_number, serial_number);

DELETE FROM core.asset a
USING (SELECT product_number, serial_number FROM rewritten UNION ALL FROM gone) d
WHERE a.product_number = d.product_number AND a.serial_number = d.serial_number;
INSERT INTO core.asset BY NAME
SELECT s.*, r.known_at
FROM standing s
JOIN rewritten r ON r.product_number = s.product_number AND r.serial_number = s.serial_number;

CREATE OR REPLACE TEMP TABLE outcome AS
SELECT (SELECT count(*) FROM standing) AS derived,
  (SELECT count(*) FROM rewritten WHERE changed) + (SELECT count(*) FROM gone) AS changed;

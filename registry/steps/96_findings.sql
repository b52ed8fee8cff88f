-- Reads:  asset_finding, program_finding, affected, core.finding; variable now.
-- Yields: core.finding: what is derived now is open, what was open and is not derived any more is closed.
-- Why:    a finding keeps the day on which it was opened, and a closed one stays to be seen.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT DISTINCT
  left(md5(concat_ws('|', kind, product_number, serial_number, party_id, detail)), 16) AS finding_id, *
FROM (
  SELECT 'asset' AS scope, * FROM asset_finding
  UNION ALL
  SELECT 'program', * FROM program_finding
);

CREATE OR REPLACE TEMP TABLE before AS
SELECT f.* FROM core.finding f
WHERE f.scope = 'program'
  OR (f.scope = 'asset' AND EXISTS (SELECT 1 FROM affected a WHERE a.product_number = f.product_number AND a.serial_number = f.serial_number));

DELETE FROM core.finding f USING before b WHERE f.finding_id = b.finding_id AND f.scope = b.scope;
INSERT INTO core.finding BY NAME
SELECT s.*, CASE WHEN b.state = 'open' THEN b.opened_at ELSE getvariable('now')::TIMESTAMP END AS opened_at, 'open' AS state
FROM standing s
LEFT JOIN before b ON b.finding_id = s.finding_id AND b.scope = s.scope
UNION ALL BY NAME
SELECT * REPLACE ('closed' AS state) FROM before ANTI JOIN standing USING (finding_id, scope);

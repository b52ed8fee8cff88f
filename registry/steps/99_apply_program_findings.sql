-- Phase:  program_apply.
-- Reads:  program_finding, core.finding; variable now.
-- Yields: core.finding for the program as a whole, in the way of 96_apply_findings.
CREATE OR REPLACE TEMP TABLE standing_finding AS
SELECT DISTINCT finding_id(kind, product_number, serial_number, party_id, coalesce(about, detail)) AS finding_id, 'program' AS scope, * EXCLUDE (about)
FROM program_finding;

CREATE OR REPLACE TEMP TABLE finding_before AS
SELECT * FROM core.finding WHERE scope = 'program';

DELETE FROM core.finding WHERE scope = 'program';
INSERT INTO core.finding BY NAME
SELECT s.*, CASE WHEN b.state = 'open' THEN b.opened_at ELSE getvariable('now')::TIMESTAMP END AS opened_at, 'open' AS state
FROM standing_finding s
LEFT JOIN finding_before b ON b.finding_id = s.finding_id
UNION ALL BY NAME
SELECT * REPLACE ('closed' AS state) FROM finding_before ANTI JOIN standing_finding USING (finding_id);

-- Phase:  findings.
-- Reads:  asset_finding, core.finding; variable now.
-- Yields: core.finding for the units in scope: what is derived now is open, what was open and is not derived any more is closed.
-- Why:    a finding keeps the day on which it was opened, and a closed one stays to be seen. A plain unit has none.
CREATE OR REPLACE TEMP TABLE standing_finding AS
SELECT DISTINCT finding_id(kind, product_number, serial_number, party_id, detail) AS finding_id, 'asset' AS scope, *
FROM asset_finding;

CREATE OR REPLACE TEMP TABLE finding_before AS
SELECT * FROM core.finding WHERE scope = 'asset' AND in_scope(product_number, serial_number);

DELETE FROM core.finding WHERE scope = 'asset' AND in_scope(product_number, serial_number);
INSERT INTO core.finding BY NAME
SELECT s.*, CASE WHEN b.state = 'open' THEN b.opened_at ELSE getvariable('now')::TIMESTAMP END AS opened_at, 'open' AS state
FROM standing_finding s
LEFT JOIN finding_before b ON b.finding_id = s.finding_id
UNION ALL BY NAME
SELECT * REPLACE ('closed' AS state) FROM finding_before ANTI JOIN standing_finding USING (finding_id);

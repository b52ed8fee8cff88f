-- Reads:  plain_asset, derived; variable now.
-- Yields: core.asset, where it holds nothing of the scope yet.
-- Why:    what is new altogether need not be compared with what was.
INSERT INTO core.asset BY NAME
SELECT *, getvariable('now')::TIMESTAMP AS known_at FROM plain_asset
UNION ALL BY NAME
SELECT *, getvariable('now')::TIMESTAMP AS known_at FROM derived;

CREATE OR REPLACE TEMP TABLE outcome AS
SELECT count(*) AS derived, count(*) AS changed FROM core.asset WHERE in_scope(product_number, serial_number);

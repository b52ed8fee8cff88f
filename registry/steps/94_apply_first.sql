-- Phase:  first.
-- Reads:  plain_asset, derived; variable now.
-- Yields: core.asset, where it holds nothing of the scope yet.
-- Why:    what is new altogether need not be compared with what was. Of rows that its own transaction wrote DuckDB knows no number, and would rather
--         hold the wide sales in memory than the shipments: it is told to join as it is written.
SET disabled_optimizers = 'build_side_probe_side';
INSERT INTO core.asset BY NAME
SELECT *, getvariable('now')::TIMESTAMP AS known_at FROM plain_asset
UNION ALL BY NAME
SELECT *, getvariable('now')::TIMESTAMP AS known_at FROM derived;
RESET disabled_optimizers;

CREATE OR REPLACE TEMP TABLE outcome AS
SELECT count(*) AS derived, count(*) AS changed FROM core.asset WHERE in_scope(product_number, serial_number);

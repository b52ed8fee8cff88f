-- Phase:  sorting.
-- Reads:  core.fact_agreements.
-- Yields: not_plain, and in it the units that a step of an agreement names.
-- Why:    a unit with a service term has more than a warranty. Units that are in an agreement by sales-out are in it already.
INSERT INTO not_plain SELECT DISTINCT hash(serial_number) FROM core.fact_agreements WHERE serial_number IS NOT NULL;

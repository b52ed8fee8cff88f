-- Reads:  core.term, core.evidence, core.delivery.
-- Yields: main.coverage (one row for each term of each asset) and main.evidence (every line that speaks of an asset).
-- Why:    coverage is kept apart from eligibility, and every verdict explains itself down to the line of the file.
CREATE OR REPLACE VIEW main.coverage AS
SELECT product_number, serial_number, kind, type, starts, ends, basis, agreement_number, party_id, direct_customer_support
FROM core.term;

CREATE OR REPLACE VIEW main.evidence AS
SELECT e.product_number, e.serial_number, e.fact_kind, e.delivery_id, d.file_name, e.sheet, e.line, e.used, e.why,
  d.contract_id, d.contract_version
FROM core.evidence e
LEFT JOIN core.delivery d USING (delivery_id);

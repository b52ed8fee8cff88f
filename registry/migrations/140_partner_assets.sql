-- Reads:  nothing.
-- Yields: core.partner_difference (what partners' own lists say beside what the registry says), and in core.decision the place of the row
--         whose word was accepted.
-- Why:    partners keep their own asset records, which are compared and sent back (requirement R6.3). A decision names the row and never
--         holds what stands in it: it goes through Temporal, where no end user's address may be.
CREATE TABLE core.partner_difference (
  party_id VARCHAR, product_number VARCHAR, serial_number VARCHAR, attribute VARCHAR, state VARCHAR, theirs VARCHAR, ours VARCHAR,
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT
);

ALTER TABLE core.decision ADD COLUMN sheet VARCHAR;
ALTER TABLE core.decision ADD COLUMN line BIGINT;
ALTER TABLE core.decision ADD COLUMN attribute VARCHAR;

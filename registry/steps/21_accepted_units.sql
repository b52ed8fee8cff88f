-- Phase:  sorting.
-- Reads:  core.decision.
-- Yields: not_plain, with the units of which a partner's word was accepted.
-- Why:    what a named role accepted changes what the facts say, and the rule for plain units looks at facts alone.
INSERT INTO not_plain
SELECT hash(serial_number) FROM core.decision WHERE kind = 'accept';

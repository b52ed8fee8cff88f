-- Phase:  pass.
-- Reads:  term, support, derived_evidence, agreement_unit.
-- Yields: core.term, core.support, core.evidence and core.agreement as they are to stand.
-- Why:    delete-and-insert by key inside the transaction of the batch. The warranty of a unit stands in core.asset where it is one term, and
--         the evidence of a plain unit is its facts: neither is stored a second time. A unit that has a row in core.evidence has all of its rows there.
DELETE FROM core.term WHERE in_scope(product_number, serial_number);
INSERT INTO core.term BY NAME
SELECT t.*
FROM term t
WHERE t.kind <> 'warranty'
  OR EXISTS (SELECT 1 FROM term x WHERE x.basis = 'lams_extension' AND x.product_number = t.product_number AND x.serial_number = t.serial_number);

DELETE FROM core.support WHERE in_scope(product_number, serial_number);
INSERT INTO core.support BY NAME SELECT * FROM support;

DELETE FROM core.evidence WHERE in_scope(product_number, serial_number);
INSERT INTO core.evidence BY NAME SELECT * FROM derived_evidence;

DELETE FROM core.agreement WHERE in_scope(product_number, serial_number);
INSERT INTO core.agreement BY NAME
SELECT * EXCLUDE (seller, sold_start), seller AS seller_party FROM agreement_unit;

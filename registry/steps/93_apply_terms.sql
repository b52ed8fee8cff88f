-- Reads:  term, derived_evidence, sales_out_fact.
-- Yields: core.term, core.evidence and core.agreement as they are to stand.
-- Why:    delete-and-insert by key inside the transaction of the batch. The warranty of a unit stands in core.asset, and the evidence of a
--         plain unit is its facts: neither is stored a second time. A unit that has a row in core.evidence has all of its rows there.
DELETE FROM core.term WHERE in_scope(product_number, serial_number);
INSERT INTO core.term BY NAME SELECT * FROM term WHERE kind <> 'warranty';

DELETE FROM core.evidence WHERE in_scope(product_number, serial_number);
INSERT INTO core.evidence BY NAME SELECT * FROM derived_evidence;

DELETE FROM core.agreement WHERE in_scope(product_number, serial_number);
INSERT INTO core.agreement BY NAME
SELECT agreement_number, program, service_product_number, product_number, serial_number, seller AS seller_party, end_user_name,
  quote_number, quoted_on, order_number, ordered_on, delivered_on, term_start, term_end,
  coalesce(direct_customer_support, false) AS direct_customer_support, delivery_id, sheet, line
FROM sales_out_fact
WHERE superseded_by IS NULL
QUALIFY row_number() OVER (PARTITION BY agreement_number, product_number, serial_number, term_start ORDER BY rank DESC, line DESC) = 1;

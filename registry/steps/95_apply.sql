-- Reads:  affected, derived, next_change, term, derived_evidence, sales_out_fact; variable now.
-- Yields: core.asset, core.asset_version, core.next_change, core.term, core.evidence, core.agreement as they are to stand; changed.
-- Why:    writing is delete-and-insert by key inside the transaction of the batch. An asset that did not change keeps its known_at
--         and gets no new version.
CREATE OR REPLACE TEMP TABLE changed AS
SELECT * FROM derived
EXCEPT
SELECT * EXCLUDE (known_at) FROM core.asset SEMI JOIN affected USING (product_number, serial_number);

CREATE OR REPLACE TEMP TABLE gone AS
SELECT * FROM core.asset
SEMI JOIN affected USING (product_number, serial_number)
ANTI JOIN derived USING (product_number, serial_number);

INSERT INTO core.asset_version BY NAME
SELECT *, getvariable('now')::TIMESTAMP AS known_from, false AS gone FROM changed
UNION ALL BY NAME
SELECT * EXCLUDE (known_at), getvariable('now')::TIMESTAMP AS known_from, true AS gone FROM gone;

DELETE FROM core.asset a USING (SELECT product_number, serial_number FROM changed UNION ALL SELECT product_number, serial_number FROM gone) d
WHERE a.product_number = d.product_number AND a.serial_number = d.serial_number;
INSERT INTO core.asset BY NAME SELECT *, getvariable('now')::TIMESTAMP AS known_at FROM changed;

DELETE FROM core.next_change c USING affected a WHERE c.product_number = a.product_number AND c.serial_number = a.serial_number;
INSERT INTO core.next_change BY NAME SELECT * FROM next_change;

DELETE FROM core.term c USING affected a WHERE c.product_number = a.product_number AND c.serial_number = a.serial_number;
INSERT INTO core.term BY NAME SELECT * FROM term;

DELETE FROM core.evidence c USING affected a WHERE c.product_number = a.product_number AND c.serial_number = a.serial_number;
INSERT INTO core.evidence BY NAME SELECT * FROM derived_evidence;

DELETE FROM core.agreement c USING affected a WHERE c.product_number = a.product_number AND c.serial_number = a.serial_number;
INSERT INTO core.agreement BY NAME
SELECT agreement_number, program, service_product_number, product_number, serial_number, seller AS seller_party, end_user_name,
  quote_number, quoted_on, order_number, ordered_on, delivered_on, term_start, term_end,
  coalesce(direct_customer_support, false) AS direct_customer_support, delivery_id, sheet, line
FROM sales_out_fact
WHERE superseded_by IS NULL
QUALIFY row_number() OVER (PARTITION BY agreement_number, product_number, serial_number, term_start ORDER BY rank DESC, line DESC) = 1;

-- Reads:  core.fact_products, core.fact_parties, core.delivery.
-- Yields: core.product and core.party: the latest row of each id.
-- Why:    master data is restated, not added to; later is decided by the delivery's rank, then by the line.
CREATE OR REPLACE VIEW core.product AS
SELECT f.* EXCLUDE (fact_id, item)
FROM core.fact_products f
JOIN core.delivery d USING (delivery_id)
WHERE d.status IN ('accepted', 'partial')
QUALIFY row_number() OVER (PARTITION BY f.product_number ORDER BY d.rank DESC, f.line DESC) = 1;

CREATE OR REPLACE VIEW core.party AS
SELECT f.* EXCLUDE (fact_id, item)
FROM core.fact_parties f
JOIN core.delivery d USING (delivery_id)
WHERE d.status IN ('accepted', 'partial')
QUALIFY row_number() OVER (PARTITION BY f.party_id ORDER BY d.rank DESC, f.line DESC) = 1;

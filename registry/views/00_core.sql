-- Reads:  core.fact_products, core.fact_parties, core.delivery, core.correction_place.
-- Yields: core.product and core.party: the latest row of each id.
-- Why:    master data is restated, not added to; later is decided by the delivery's rank, then by the line.
CREATE OR REPLACE VIEW core.product AS
SELECT f.* EXCLUDE (item)
FROM core.fact_products f
JOIN core.delivery d USING (delivery_id)
LEFT JOIN core.correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
WHERE d.status IN ('accepted', 'partial') AND c.set_aside IS NULL
QUALIFY row_number() OVER (PARTITION BY f.product_number ORDER BY coalesce(c.rank, d.rank) DESC, coalesce(c.root_line, f.line) DESC, f.line DESC) = 1;

CREATE OR REPLACE VIEW core.party AS
SELECT f.* EXCLUDE (item)
FROM core.fact_parties f
JOIN core.delivery d USING (delivery_id)
LEFT JOIN core.correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
WHERE d.status IN ('accepted', 'partial') AND c.set_aside IS NULL
QUALIFY row_number() OVER (PARTITION BY f.party_id ORDER BY coalesce(c.rank, d.rank) DESC, coalesce(c.root_line, f.line) DESC, f.line DESC) = 1;

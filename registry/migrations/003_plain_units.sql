-- Reads:  core.asset_version, core.next_change, the facts.
-- Yields: core.asset with next_change_on, core.asset_version with closed versions only, core.mention; no stored fact ids.
-- Why:    of what can be told from elsewhere nothing is stored: the current version of an asset stands in core.asset, its warranty too, and
--         the evidence of a plain unit is its facts. What is derived is derived again from the facts at the next commit.
ALTER TABLE core.asset ADD COLUMN next_change_on DATE;
DROP TABLE core.next_change;

CREATE TABLE core.asset_version_closed AS
SELECT * EXCLUDE (gone)
FROM (
  SELECT *, lead(known_from) OVER (PARTITION BY product_number, serial_number ORDER BY known_from) AS known_to
  FROM core.asset_version
)
WHERE NOT gone AND known_to IS NOT NULL;
DROP TABLE core.asset_version;
ALTER TABLE core.asset_version_closed RENAME TO asset_version;

DELETE FROM core.term WHERE kind = 'warranty';

-- Which products and parties a delivery names: what is unknown among them is a finding, and looking for it must not read every fact.
CREATE TABLE core.mention (delivery_id VARCHAR, product_number VARCHAR, party_id VARCHAR);
INSERT INTO core.mention (delivery_id, product_number)
SELECT DISTINCT delivery_id, product_number FROM core.fact_shipments
UNION ALL
SELECT DISTINCT delivery_id, product_number FROM core.fact_pos;
INSERT INTO core.mention (delivery_id, party_id)
SELECT DISTINCT delivery_id, ship_to_party FROM core.fact_shipments
UNION ALL
SELECT DISTINCT delivery_id, selling_partner FROM core.fact_pos
UNION ALL
SELECT DISTINCT delivery_id, seller_party FROM core.fact_sales_out;

-- Whoever deletes a column from a table that a view reads has to drop the view first; the views are made again after the migrations.
DROP VIEW IF EXISTS main.cases;
DROP VIEW IF EXISTS main.parties;
DROP VIEW IF EXISTS main.products;
DROP VIEW IF EXISTS core.party;
DROP VIEW IF EXISTS core.product;
ALTER TABLE core.fact_products DROP COLUMN fact_id;
ALTER TABLE core.fact_parties DROP COLUMN fact_id;
ALTER TABLE core.fact_shipments DROP COLUMN fact_id;
ALTER TABLE core.fact_pos DROP COLUMN fact_id;
ALTER TABLE core.fact_sales_out DROP COLUMN fact_id;
ALTER TABLE core.fact_call_centers DROP COLUMN fact_id;
ALTER TABLE core.fact_engineers DROP COLUMN fact_id;
ALTER TABLE core.fact_audits DROP COLUMN fact_id;
ALTER TABLE core.fact_cases DROP COLUMN fact_id;
ALTER TABLE core.fact_partner_assets DROP COLUMN fact_id;

DELETE FROM core.setting WHERE key = 'fingerprint';

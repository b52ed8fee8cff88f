-- Reads:  core.asset (what is known now), core.asset_version (what was known and is not any more).
-- Yields: main.assets (now) and main.asset_history (what was known from when to when).
-- Why:    what was believed on a day can be asked again. Why somebody serves is told from who serves and under what, except where a partner
--         is not able to; so it is known of earlier versions too. The units of today are not read through their history: over a union DuckDB
--         sorts whole what `ORDER BY … LIMIT` asks for, and copies to Parquet more slowly.
CREATE OR REPLACE VIEW main.assets AS
SELECT
  product_number, serial_number, product_name, product_type, status, shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  warranty_type, warranty_start, warranty_start_basis, warranty_end, entitlement_type, entitlement_start, entitlement_end,
  eligibility, reasons, grace_ends, verdict_since, support_l1_l2, support_l3, known_at, policy_version,
  CASE
    WHEN support_reason IS NOT NULL THEN support_reason
    WHEN support_l3 IS NULL THEN 'NOT_COVERED'
    WHEN support_l1_l2 <> 'manufacturer' THEN 'PAMS'
    WHEN entitlement_type = 'PAMS' THEN 'PAMS_DIRECT_CUSTOMER_SUPPORT'
    ELSE coalesce(entitlement_type, 'WARRANTY')
  END AS support_reason
FROM core.asset;

CREATE OR REPLACE VIEW main.asset_history AS
WITH version AS (
  SELECT *, known_at AS known_from, NULL::TIMESTAMP AS known_to FROM core.asset
  UNION ALL BY NAME
  SELECT *, known_from AS known_at FROM core.asset_version
)
SELECT
  product_number, serial_number, product_name, product_type, status, shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  warranty_type, warranty_start, warranty_start_basis, warranty_end, entitlement_type, entitlement_start, entitlement_end,
  eligibility, reasons, grace_ends, verdict_since, support_l1_l2, support_l3, known_at, policy_version,
  CASE
    WHEN support_reason IS NOT NULL THEN support_reason
    WHEN support_l3 IS NULL THEN 'NOT_COVERED'
    WHEN support_l1_l2 <> 'manufacturer' THEN 'PAMS'
    WHEN entitlement_type = 'PAMS' THEN 'PAMS_DIRECT_CUSTOMER_SUPPORT'
    ELSE coalesce(entitlement_type, 'WARRANTY')
  END AS support_reason,
  known_from, known_to
FROM version;

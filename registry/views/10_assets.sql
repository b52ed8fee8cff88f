-- Reads:  core.asset (what is known now), core.asset_version (what was known and is not any more).
-- Yields: main.assets (now) and main.asset_history (what was known from when to when).
-- Why:    what was believed on a day can be asked again.
CREATE OR REPLACE VIEW main.assets AS
SELECT
  product_number, serial_number, product_name, product_type, status, shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  warranty_type, warranty_start, warranty_start_basis, warranty_end, entitlement_type, entitlement_start, entitlement_end,
  eligibility, reasons, grace_ends, verdict_since, support_l1_l2, support_l3, known_at, policy_version
FROM core.asset;

CREATE OR REPLACE VIEW main.asset_history AS
SELECT
  product_number, serial_number, product_name, product_type, status, shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  warranty_type, warranty_start, warranty_start_basis, warranty_end, entitlement_type, entitlement_start, entitlement_end,
  eligibility, reasons, grace_ends, verdict_since, support_l1_l2, support_l3, known_at, policy_version, known_at AS known_from, NULL::TIMESTAMP AS known_to
FROM core.asset
UNION ALL
SELECT
  product_number, serial_number, product_name, product_type, status, shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  warranty_type, warranty_start, warranty_start_basis, warranty_end, entitlement_type, entitlement_start, entitlement_end,
  eligibility, reasons, grace_ends, verdict_since, support_l1_l2, support_l3, known_from, policy_version, known_from, known_to
FROM core.asset_version;

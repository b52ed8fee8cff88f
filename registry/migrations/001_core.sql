-- Reads:  nothing.
-- Yields: the tables of schema core: ledger, deliveries, facts, decisions and what is derived from them.
-- Why:    facts are append-only with provenance; no table depends on an index or an enforced key, so the same SQL runs on a lake.

CREATE TABLE core.batch (
  batch_id VARCHAR, kind VARCHAR, committed_at TIMESTAMP, decided_on DATE,
  deliveries BIGINT, assets_derived BIGINT, assets_changed BIGINT
);

CREATE TABLE core.setting (key VARCHAR, value VARCHAR);
CREATE TABLE core.source (
  source_id VARCHAR, party_id VARCHAR, feed VARCHAR, corrections VARCHAR, since DATE, has_calendar BOOLEAN, active BOOLEAN
);
CREATE TABLE core.period (source_id VARCHAR, period_from DATE, period_to DATE, due_on DATE);

CREATE TABLE core.delivery (
  delivery_id VARCHAR, source_id VARCHAR, feed VARCHAR, party_id VARCHAR, file_name VARCHAR, sha256 VARCHAR, bytes BIGINT,
  modified_at TIMESTAMP, received_at TIMESTAMP, received_on DATE, rank VARCHAR, period_from DATE, period_to DATE, status VARCHAR,
  rows_read BIGINT, rows_accepted BIGINT, rows_rejected BIGINT, error_code VARCHAR, error VARCHAR,
  account VARCHAR, headers VARCHAR, corrects VARCHAR, duplicate_of VARCHAR
);
CREATE TABLE core.delivery_period (delivery_id VARCHAR, period_from DATE, period_to DATE);

CREATE TABLE core.rejected_row (
  delivery_id VARCHAR, feed VARCHAR, sheet VARCHAR, line BIGINT, cells VARCHAR, errors VARCHAR, codes VARCHAR[],
  product_number VARCHAR, serial_numbers VARCHAR[], business_date DATE
);

CREATE TABLE core.decision (
  decision_id VARCHAR, kind VARCHAR, delivery_id VARCHAR, corrected_by VARCHAR, product_number VARCHAR, serial_number VARCHAR,
  until DATE, decided_by VARCHAR, reason VARCHAR, decided_at TIMESTAMP, decided_on DATE
);

-- Facts, one table a feed. The file's place comes first, then the fields of the feed under their own names. Texts that hardly repeat are stored
-- as they are (docs/decisions/121-registry-instance.md).
CREATE TABLE core.fact_products (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  product_number VARCHAR, product_name VARCHAR, product_type VARCHAR, serial_pattern VARCHAR, warranty_type VARCHAR,
  warranty_months BIGINT, program VARCHAR
);
CREATE TABLE core.fact_parties (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  party_id VARCHAR, party_name VARCHAR, party_kind VARCHAR, expert_video_partner BOOLEAN, country VARCHAR,
  address_line1 VARCHAR, address_line2 VARCHAR, city VARCHAR, state VARCHAR, postal_code VARCHAR
);
CREATE TABLE core.fact_shipments (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  shipped_on DATE, ship_to_party VARCHAR, product_number VARCHAR, serial_number VARCHAR USING COMPRESSION uncompressed, delivery_note VARCHAR
);
CREATE TABLE core.fact_pos (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  transaction_type VARCHAR, invoice_number VARCHAR USING COMPRESSION uncompressed, invoice_line VARCHAR, invoice_date DATE, ship_date DATE,
  product_number VARCHAR, serial_number VARCHAR USING COMPRESSION uncompressed, quantity BIGINT, selling_partner VARCHAR,
  end_user_name VARCHAR USING COMPRESSION uncompressed, end_user_address_line1 VARCHAR, end_user_address_line2 VARCHAR, end_user_city VARCHAR,
  end_user_state VARCHAR, end_user_postal_code VARCHAR, end_user_country VARCHAR, end_user_contact VARCHAR,
  end_user_email VARCHAR USING COMPRESSION uncompressed, end_user_phone VARCHAR, unit_price DECIMAL(18, 4), currency VARCHAR
);
CREATE TABLE core.fact_sales_out (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  agreement_number VARCHAR, program VARCHAR, service_product_number VARCHAR, product_number VARCHAR, serial_number VARCHAR,
  term_start DATE, term_end DATE, seller_party VARCHAR,
  end_user_name VARCHAR, end_user_address_line1 VARCHAR, end_user_address_line2 VARCHAR, end_user_city VARCHAR,
  end_user_state VARCHAR, end_user_postal_code VARCHAR, end_user_country VARCHAR, end_user_contact VARCHAR,
  end_user_email VARCHAR, end_user_phone VARCHAR,
  quote_number VARCHAR, quoted_on DATE, order_number VARCHAR, ordered_on DATE, delivered_on DATE, direct_customer_support BOOLEAN
);

CREATE TABLE core.fact_call_centers (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  party_id VARCHAR, call_center_id VARCHAR, hours_per_day DECIMAL(18, 4), days_per_week DECIMAL(18, 4), technical_staff BIGINT,
  case_system VARCHAR, troubleshooting_lab BOOLEAN, valid_from DATE
);
CREATE TABLE core.fact_engineers (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  party_id VARCHAR, call_center_id VARCHAR, engineer_id VARCHAR, certification VARCHAR, certified_on DATE, left_on DATE
);
CREATE TABLE core.fact_audits (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  party_id VARCHAR, call_center_id VARCHAR, audited_on DATE, auditor VARCHAR, outcome VARCHAR
);
CREATE TABLE core.fact_cases (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  case_id VARCHAR, party_id VARCHAR, product_number VARCHAR, serial_number VARCHAR, opened_at TIMESTAMP, severity BIGINT,
  status VARCHAR, level VARCHAR, closed_at TIMESTAMP, summary VARCHAR
);
CREATE TABLE core.fact_partner_assets (
  delivery_id VARCHAR, fact_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  party_id VARCHAR, product_number VARCHAR, serial_number VARCHAR,
  location_name VARCHAR, location_address_line1 VARCHAR, location_address_line2 VARCHAR, location_city VARCHAR, location_state VARCHAR,
  location_postal_code VARCHAR, location_country VARCHAR, entitlement_type VARCHAR, entitlement_start DATE, entitlement_end DATE,
  warranty_type VARCHAR, warranty_start DATE, warranty_end DATE
);

-- Derived, and replaced for the affected assets at each reconciliation.
CREATE TABLE core.asset (
  product_number VARCHAR, serial_number VARCHAR USING COMPRESSION uncompressed, product_name VARCHAR, product_type VARCHAR, status VARCHAR,
  shipped_on DATE, shipped_to VARCHAR, sold_on DATE, sold_by VARCHAR,
  end_user_name VARCHAR USING COMPRESSION uncompressed, end_user_address_line1 VARCHAR, end_user_city VARCHAR, end_user_state VARCHAR,
  end_user_postal_code VARCHAR, end_user_country VARCHAR,
  warranty_type VARCHAR, warranty_start DATE, warranty_start_basis VARCHAR, warranty_end DATE,
  entitlement_type VARCHAR, entitlement_start DATE, entitlement_end DATE,
  eligibility VARCHAR, reasons VARCHAR[], grace_ends DATE, verdict_since DATE,
  support_l1_l2 VARCHAR, support_l3 VARCHAR, policy_version VARCHAR, known_at TIMESTAMP
);
CREATE TABLE core.asset_version (
  product_number VARCHAR, serial_number VARCHAR, product_name VARCHAR, product_type VARCHAR, status VARCHAR,
  shipped_on DATE, shipped_to VARCHAR, sold_on DATE, sold_by VARCHAR,
  end_user_name VARCHAR, end_user_address_line1 VARCHAR, end_user_city VARCHAR, end_user_state VARCHAR,
  end_user_postal_code VARCHAR, end_user_country VARCHAR,
  warranty_type VARCHAR, warranty_start DATE, warranty_start_basis VARCHAR, warranty_end DATE,
  entitlement_type VARCHAR, entitlement_start DATE, entitlement_end DATE,
  eligibility VARCHAR, reasons VARCHAR[], grace_ends DATE, verdict_since DATE,
  support_l1_l2 VARCHAR, support_l3 VARCHAR, policy_version VARCHAR, known_from TIMESTAMP, gone BOOLEAN
);
-- The next day on which time alone may change an asset: the daily decision touches nothing else.
CREATE TABLE core.next_change (product_number VARCHAR, serial_number VARCHAR, day DATE);
CREATE TABLE core.term (
  product_number VARCHAR, serial_number VARCHAR, kind VARCHAR, type VARCHAR, starts DATE, ends DATE, basis VARCHAR,
  agreement_number VARCHAR, party_id VARCHAR, direct_customer_support BOOLEAN
);
CREATE TABLE core.agreement (
  agreement_number VARCHAR, program VARCHAR, service_product_number VARCHAR, product_number VARCHAR, serial_number VARCHAR,
  seller_party VARCHAR, end_user_name VARCHAR, quote_number VARCHAR, quoted_on DATE, order_number VARCHAR, ordered_on DATE,
  delivered_on DATE, term_start DATE, term_end DATE, direct_customer_support BOOLEAN, delivery_id VARCHAR, sheet VARCHAR, line BIGINT
);
CREATE TABLE core.evidence (
  product_number VARCHAR, serial_number VARCHAR, fact_kind VARCHAR, delivery_id VARCHAR, sheet VARCHAR, line BIGINT,
  used BOOLEAN, why VARCHAR
);
-- scope says who derives it again: 'asset' with the affected assets, 'program' at every reconciliation, 'source ID' with the latest delivery of a
-- source, 'file' for files that were refused.
CREATE TABLE core.finding (
  finding_id VARCHAR, scope VARCHAR, kind VARCHAR, severity VARCHAR, product_number VARCHAR, serial_number VARCHAR,
  party_id VARCHAR, detail VARCHAR, opened_at TIMESTAMP, state VARCHAR
);

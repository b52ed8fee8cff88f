-- Reads:  nothing.
-- Yields: core.fact_agreements and core.agreement_step (steps of agreements as reported, and as they stand), core.support (who serves a unit
--         from when until when), and more columns of core.agreement and core.asset.
-- Why:    the steps of an agreement come apart and are dated facts (requirement R2.1); what they make of it is derived, never updated.
CREATE TABLE core.fact_agreements (
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT, item INTEGER,
  agreement_number VARCHAR, step VARCHAR, step_on DATE, seller_party VARCHAR, responsible_party VARCHAR, exception VARCHAR, program VARCHAR,
  service_product_number VARCHAR, product_number VARCHAR, serial_number VARCHAR, quote_number VARCHAR, order_number VARCHAR,
  term_start DATE, term_end DATE,
  end_user_name VARCHAR, end_user_address_line1 VARCHAR, end_user_address_line2 VARCHAR, end_user_city VARCHAR,
  end_user_state VARCHAR, end_user_postal_code VARCHAR, end_user_country VARCHAR, end_user_contact VARCHAR,
  end_user_email VARCHAR, end_user_phone VARCHAR, reason VARCHAR
);

-- Every reported step, with what replaces it. Replaced as a whole when a delivery of the feed comes: it is as long as the feed.
CREATE TABLE core.agreement_step (
  agreement_number VARCHAR, seller VARCHAR, step VARCHAR, step_on DATE, responsible_party VARCHAR, exception VARCHAR, program VARCHAR,
  service_product_number VARCHAR, product_number VARCHAR, serial_number VARCHAR, quote_number VARCHAR, order_number VARCHAR,
  term_start DATE, term_end DATE,
  end_user_name VARCHAR, end_user_address_line1 VARCHAR, end_user_city VARCHAR, end_user_state VARCHAR, end_user_postal_code VARCHAR,
  end_user_country VARCHAR, reason VARCHAR, delivery_id VARCHAR, sheet VARCHAR, line BIGINT, superseded_by VARCHAR, set_aside VARCHAR
);

ALTER TABLE core.agreement ADD COLUMN end_user_address_line1 VARCHAR;
ALTER TABLE core.agreement ADD COLUMN end_user_city VARCHAR;
ALTER TABLE core.agreement ADD COLUMN end_user_state VARCHAR;
ALTER TABLE core.agreement ADD COLUMN end_user_postal_code VARCHAR;
ALTER TABLE core.agreement ADD COLUMN end_user_country VARCHAR;
ALTER TABLE core.agreement ADD COLUMN activated_on DATE;
ALTER TABLE core.agreement ADD COLUMN renewed_from DATE;
ALTER TABLE core.agreement ADD COLUMN renewed_to DATE;
ALTER TABLE core.agreement ADD COLUMN cancelled_on DATE;
ALTER TABLE core.agreement ADD COLUMN quoted_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN ordered_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN delivered_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN activated_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN renewed_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN cancelled_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN transferred_by VARCHAR;
ALTER TABLE core.agreement ADD COLUMN exception VARCHAR;
-- The days that its terms give, as cancellations have left them, and to whom it passed on which day.
ALTER TABLE core.agreement ADD COLUMN covers STRUCT(starts DATE, ends DATE)[];
ALTER TABLE core.agreement ADD COLUMN transfers STRUCT(
  day DATE, end_user_name VARCHAR, end_user_address_line1 VARCHAR, end_user_city VARCHAR, end_user_state VARCHAR,
  end_user_postal_code VARCHAR, end_user_country VARCHAR)[];

-- Of units with a service term; of all others the warranty in core.asset says it.
CREATE TABLE core.support (
  product_number VARCHAR, serial_number VARCHAR, starts DATE, ends DATE, support_l1_l2 VARCHAR, support_l3 VARCHAR, reason VARCHAR,
  agreement_number VARCHAR, kind VARCHAR, type VARCHAR, detail VARCHAR
);

-- Which report invoices which term of which agreement. Few, and replaced as a whole.
CREATE TABLE core.agreement_invoice (
  agreement_number VARCHAR, product_number VARCHAR, serial_number VARCHAR, sold_start DATE, term_start DATE, invoice_number VARCHAR,
  invoiced_on DATE, delivery_id VARCHAR, sheet VARCHAR, line BIGINT
);

-- Only what the other columns do not tell stands in it: PARTNER_NOT_ABLE.
ALTER TABLE core.asset ADD COLUMN support_reason VARCHAR;
ALTER TABLE core.asset_version ADD COLUMN support_reason VARCHAR;

DELETE FROM core.setting WHERE key = 'fingerprint';

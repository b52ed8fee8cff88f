-- Phase:  pass.
-- Reads:  not_plain, facts in scope, live_delivery, first_report, core.product; variables today, grace_days, stock_aging_days, …
-- Yields: plain_asset: the assets of the plain units, as the steps from 30 on would derive them.
-- Why:    what was shipped once and sold once, or not yet, needs no order of facts, no comparison and no evidence of its own, and is
--         most of the registry. test/registry/plain.property.test.ts holds the two ways against each other.
CREATE OR REPLACE TEMP VIEW plain_asset AS
WITH shipment AS (
  SELECT product_number, serial_number, shipped_on, ship_to_party AS shipped_to
  FROM core.fact_shipments
  WHERE in_scope(product_number, serial_number) AND hash(serial_number) NOT IN (FROM not_plain)
), sale AS (
  -- The scope is that of the shipment it is joined to.
  SELECT serial_number, delivery_id, invoice_date AS sold_on, selling_partner,
    end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country
  FROM core.fact_pos
), unit AS (
  SELECT
    s.*, e.* EXCLUDE (serial_number, delivery_id, selling_partner), coalesce(e.selling_partner, d.party_id) AS sold_by,
    p.product_name, p.product_type, p.warranty_type, p.warranty_months::INTEGER AS months,
    CASE WHEN p.warranty_months > 0 THEN coalesce(e.sold_on, s.shipped_on + getvariable('warranty_lag_days')::INTEGER) END AS starts,
    s.shipped_on + getvariable('stock_aging_days')::INTEGER AS aged_on, r.due_on, getvariable('today')::DATE AS today
  -- What is to be held in memory stands on the right.
  FROM sale e
  RIGHT JOIN shipment s ON s.serial_number = e.serial_number
  LEFT JOIN live_delivery d ON d.delivery_id = e.delivery_id
  LEFT JOIN core.product p ON p.product_number = s.product_number
  LEFT JOIN first_report r ON r.shipped_to = s.shipped_to AND r.shipped_on = s.shipped_on
), dated AS (
  SELECT *,
    (starts + to_months(months))::DATE - 1 AS ends,
    CASE
      WHEN sold_on IS NOT NULL THEN 'sold'
      WHEN today <= aged_on THEN 'IN_CHANNEL'
      WHEN today <= due_on THEN 'REPORT_NOT_DUE'
      ELSE 'NO_POS_RECORD'
    END AS code,
    aged_on + getvariable('grace_days')::INTEGER AS grace_end
  FROM unit
)
SELECT
  product_number, serial_number, product_name, product_type,
  CASE code WHEN 'sold' THEN 'sold' ELSE 'in_channel' END AS status,
  shipped_on, shipped_to, sold_on, sold_by,
  end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
  CASE WHEN starts IS NOT NULL THEN warranty_type END AS warranty_type,
  starts AS warranty_start,
  CASE WHEN starts IS NULL THEN NULL WHEN code = 'sold' THEN 'pos_invoice_date' ELSE 'manufacturer_ship_date' END AS warranty_start_basis,
  ends AS warranty_end,
  NULL::VARCHAR AS entitlement_type, NULL::DATE AS entitlement_start, NULL::DATE AS entitlement_end,
  CASE
    WHEN code = 'sold' THEN 'eligible'
    WHEN code <> 'NO_POS_RECORD' THEN 'in_channel'
    WHEN grace_end < today THEN 'ineligible'
    ELSE 'grace'
  END AS eligibility,
  CASE code WHEN 'sold' THEN []::VARCHAR[] ELSE [code] END AS reasons,
  CASE code WHEN 'NO_POS_RECORD' THEN grace_end END AS grace_ends,
  CASE
    WHEN code = 'sold' THEN sold_on
    WHEN code <> 'NO_POS_RECORD' THEN shipped_on
    WHEN grace_end < today THEN grace_end + 1
    ELSE aged_on
  END AS verdict_since,
  CASE WHEN today BETWEEN starts AND ends THEN 'manufacturer' END AS support_l1_l2,
  CASE WHEN today BETWEEN starts AND ends THEN 'manufacturer' END AS support_l3,
  getvariable('policy_version')::VARCHAR AS policy_version,
  least(
    CASE WHEN starts > today THEN starts WHEN ends >= today THEN ends + 1 END,
    CASE
      WHEN code = 'IN_CHANNEL' THEN aged_on + 1
      WHEN code = 'REPORT_NOT_DUE' THEN due_on + 1
      WHEN code = 'NO_POS_RECORD' AND grace_end >= today THEN grace_end + 1
    END) AS next_change_on
FROM dated;

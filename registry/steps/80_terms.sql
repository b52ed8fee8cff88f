-- Phase:  pass.
-- Reads:  unit, used_sale, delivered_term, core.product; variable warranty_lag_days.
-- Yields: term: every warranty and entitlement of the affected assets.
-- Why:    entitlement and warranty are separate typed terms, several of each over time (requirement R6.2). The warranty starts by a
--         chain of proxies, and the step that was used is kept. LAMS extends the warranty (requirement R1.2), PAMS does not. All ends are
--         the last day included.
CREATE OR REPLACE TEMP TABLE term AS
WITH start AS (
  SELECT u.product_number, u.serial_number, p.warranty_type, p.warranty_months::INTEGER AS months,
    coalesce(s.sold_on, u.shipped_on + getvariable('warranty_lag_days')::INTEGER) AS starts,
    CASE WHEN s.sold_on IS NOT NULL THEN 'pos_invoice_date' ELSE 'manufacturer_ship_date' END AS basis
  FROM unit u
  JOIN core.product p ON p.product_number = u.product_number
  LEFT JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
  WHERE p.warranty_months > 0
), covering AS (
  SELECT DISTINCT * EXCLUDE (refused) FROM delivered_term SEMI JOIN unit USING (product_number, serial_number) WHERE NOT refused
)
SELECT product_number, serial_number, 'warranty' AS kind, warranty_type AS type, starts,
  (starts + to_months(months))::DATE - 1 AS ends, basis, NULL AS agreement_number, NULL AS party_id, NULL::BOOLEAN AS direct_customer_support
FROM start
WHERE starts IS NOT NULL
UNION ALL
SELECT product_number, serial_number, 'entitlement', type, starts, ends, basis, agreement_number, party_id, direct_customer_support
FROM covering
UNION ALL
SELECT c.product_number, c.serial_number, 'warranty', coalesce(p.warranty_type, c.type), c.starts, c.ends, 'lams_extension', c.agreement_number,
  c.party_id, NULL
FROM covering c
LEFT JOIN core.product p ON p.product_number = c.product_number
WHERE c.type = 'LAMS';

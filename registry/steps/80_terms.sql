-- Reads:  unit, used_sale, core.product, core.fact_sales_out, live_delivery, replaced_day, correction_place; variables today, warranty_lag_days.
-- Yields: term (every warranty and entitlement of the affected assets) and covered (what answers today, and who serves).
-- Why:    entitlement and warranty are separate typed terms, several of each over time (requirement R6.2). The warranty starts by a
--         chain of proxies, and the step that was used is kept. All ends are the last day included.
CREATE OR REPLACE TEMP TABLE sales_out_fact AS
SELECT
  f.*, d.source_id, coalesce(c.rank, d.rank) AS rank, coalesce(f.seller_party, d.party_id) AS seller,
  c.set_aside,
  CASE WHEN c.set_aside IS NOT NULL THEN f.delivery_id ELSE CASE d.corrections
    WHEN 'replace_file' THEN coalesce(d.file_replaced_by, c.file_replaced_by)
    WHEN 'replace_period' THEN CASE WHEN r.rank > coalesce(c.rank, d.rank) THEN r.delivery_id END
    WHEN 'upsert' THEN lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
      PARTITION BY d.source_id, f.agreement_number, f.product_number, f.serial_number
      ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)
  END END AS superseded_by
FROM core.fact_sales_out f
SEMI JOIN affected USING (product_number, serial_number)
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.term_start;

CREATE OR REPLACE TEMP TABLE term AS
WITH start AS (
  SELECT u.product_number, u.serial_number, p.warranty_type, p.warranty_months::INTEGER AS months,
    coalesce(s.sold_on, u.shipped_on + getvariable('warranty_lag_days')::INTEGER) AS starts,
    CASE WHEN s.sold_on IS NOT NULL THEN 'pos_invoice_date' ELSE 'manufacturer_ship_date' END AS basis
  FROM unit u
  JOIN core.product p ON p.product_number = u.product_number
  LEFT JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
  WHERE p.warranty_months > 0
)
SELECT product_number, serial_number, 'warranty' AS kind, warranty_type AS type, starts,
  (starts + to_months(months))::DATE - 1 AS ends, basis, NULL AS agreement_number, NULL AS party_id, NULL::BOOLEAN AS direct_customer_support
FROM start
WHERE starts IS NOT NULL
UNION ALL
SELECT product_number, serial_number, 'entitlement', program, term_start, term_end, 'sales_out', agreement_number,
  arg_max(seller, rank), bool_or(coalesce(direct_customer_support, false))
FROM sales_out_fact
SEMI JOIN unit USING (product_number, serial_number)
WHERE superseded_by IS NULL AND delivered_on IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE covered AS
WITH active AS (
  SELECT *, kind = 'entitlement' AND type = 'PAMS' AND NOT direct_customer_support AS partner_serves
  FROM term
  WHERE getvariable('today')::DATE BETWEEN starts AND ends
), answering AS (
  SELECT product_number, serial_number, type, starts, ends
  FROM active
  WHERE kind = 'entitlement'
  QUALIFY row_number() OVER (PARTITION BY product_number, serial_number ORDER BY partner_serves DESC, ends DESC, starts, agreement_number) = 1
), serves AS (
  SELECT product_number, serial_number, min(party_id) FILTER (partner_serves) AS partner
  FROM active
  GROUP BY ALL
), changes AS (
  SELECT product_number, serial_number, min(day) AS next_change_on
  FROM (
    SELECT product_number, serial_number, starts AS day FROM term
    UNION ALL
    SELECT product_number, serial_number, ends + 1 FROM term
  )
  WHERE day > getvariable('today')::DATE
  GROUP BY ALL
)
SELECT
  u.product_number, u.serial_number,
  w.type AS warranty_type, w.starts AS warranty_start, w.basis AS warranty_start_basis, w.ends AS warranty_end,
  e.type AS entitlement_type, e.starts AS entitlement_start, e.ends AS entitlement_end,
  CASE WHEN s.serial_number IS NOT NULL THEN coalesce(s.partner, 'manufacturer') END AS support_l1_l2,
  CASE WHEN s.serial_number IS NOT NULL THEN 'manufacturer' END AS support_l3,
  c.next_change_on
FROM unit u
LEFT JOIN term w ON w.product_number = u.product_number AND w.serial_number = u.serial_number AND w.kind = 'warranty'
LEFT JOIN answering e ON e.product_number = u.product_number AND e.serial_number = u.serial_number
LEFT JOIN serves s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
LEFT JOIN changes c ON c.product_number = u.product_number AND c.serial_number = u.serial_number;

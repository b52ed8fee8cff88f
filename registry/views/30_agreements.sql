-- Reads:  core.agreement, core.agreement_step, core.agreement_invoice, core.fact_sales_out, core.delivery, core.setting.
-- Yields: main.agreements (how far each agreement is today, for each unit and sold term) and main.agreement_steps (every step, with the line
--         that reports it).
-- Why:    an agreement that was ordered and never delivered, or delivered with no order, is visible as such, and so is who was responsible
--         for each step (requirement R2.1). The state is told from dated facts and the day.
CREATE OR REPLACE VIEW main.agreements AS
WITH agreement AS (
  SELECT a.*, t.value::DATE AS today, list_last(list_filter(a.transfers, lambda one: one.day <= t.value::DATE)) AS transfer
  FROM core.agreement a
  LEFT JOIN core.setting t ON t.key = 'today'
), invoice AS (
  SELECT agreement_number, product_number, serial_number, sold_start,
    arg_max(invoice_number, (invoiced_on, invoice_number)) AS invoice_number, max(invoiced_on) AS invoiced_on
  FROM core.agreement_invoice
  GROUP BY ALL
)
SELECT
  a.agreement_number, a.program, a.service_product_number, a.product_number, a.serial_number, a.seller_party,
  coalesce(a.transfer.end_user_name, a.end_user_name) AS end_user_name,
  a.quote_number, a.quoted_on, a.order_number, a.ordered_on, a.delivered_on, a.term_start, a.term_end, a.direct_customer_support,
  a.delivery_id, a.sheet, a.line,
  CASE
    WHEN a.cancelled_on <= today AND (a.delivered_on IS NULL OR a.cancelled_on <= coalesce(greatest(a.term_end, a.renewed_to), a.cancelled_on)) THEN 'cancelled'
    WHEN a.delivered_on IS NULL OR a.delivered_on > today THEN
      CASE WHEN a.ordered_on <= today THEN 'ordered' WHEN a.quoted_on <= today THEN 'quoted' ELSE 'reported' END
    WHEN len(list_filter(a.covers, lambda term: today BETWEEN term.starts AND term.ends)) > 0 THEN 'active'
    WHEN len(a.covers) = 0 OR len(list_filter(a.covers, lambda term: term.starts > today)) > 0 THEN 'delivered'
    ELSE 'ended'
  END AS state,
  a.activated_on, a.renewed_from, a.renewed_to, a.cancelled_on, a.transfer.day AS transferred_on,
  a.quoted_by, a.ordered_by, a.delivered_by, a.activated_by, a.renewed_by, a.cancelled_by, a.transferred_by, a.exception,
  CASE WHEN a.transfer IS NULL THEN a.end_user_address_line1 ELSE a.transfer.end_user_address_line1 END AS end_user_address_line1,
  CASE WHEN a.transfer IS NULL THEN a.end_user_city ELSE a.transfer.end_user_city END AS end_user_city,
  CASE WHEN a.transfer IS NULL THEN a.end_user_state ELSE a.transfer.end_user_state END AS end_user_state,
  CASE WHEN a.transfer IS NULL THEN a.end_user_postal_code ELSE a.transfer.end_user_postal_code END AS end_user_postal_code,
  CASE WHEN a.transfer IS NULL THEN a.end_user_country ELSE a.transfer.end_user_country END AS end_user_country,
  i.invoice_number, i.invoiced_on
FROM agreement a
LEFT JOIN invoice i ON i.agreement_number = a.agreement_number AND i.product_number = a.product_number AND i.serial_number = a.serial_number
  AND i.sold_start IS NOT DISTINCT FROM a.term_start;

CREATE OR REPLACE VIEW main.agreement_steps AS
WITH sold AS (
  SELECT a.agreement_number, a.product_number, a.serial_number, a.seller_party, a.program, f.quote_number, f.order_number, a.delivery_id, a.sheet, a.line,
    unnest([{step: 'quote', day: f.quoted_on}, {step: 'order', day: f.ordered_on}, {step: 'delivery', day: f.delivered_on}]) AS said,
    f.term_start, f.term_end
  FROM core.agreement a
  JOIN core.fact_sales_out f ON f.delivery_id = a.delivery_id AND f.line = a.line AND f.sheet IS NOT DISTINCT FROM a.sheet
    AND f.product_number = a.product_number AND f.serial_number = a.serial_number
), step AS (
  SELECT agreement_number, product_number, serial_number, said.step AS step, said.day AS step_on, seller_party, seller_party AS responsible_party,
    NULL AS exception, program, CASE said.step WHEN 'quote' THEN quote_number END AS quote_number,
    CASE said.step WHEN 'order' THEN order_number END AS order_number, NULL::DATE AS term_start, NULL::DATE AS term_end,
    NULL AS end_user_name, NULL AS end_user_city, NULL AS end_user_country, NULL AS reason, 'sales_out' AS feed, true AS used, delivery_id, sheet, line
  FROM sold
  WHERE said.day IS NOT NULL
  UNION ALL
  SELECT agreement_number, product_number, serial_number, step, step_on, seller, coalesce(responsible_party, seller), exception, program,
    quote_number, order_number, term_start, term_end, end_user_name, end_user_city, end_user_country, reason, 'agreements',
    superseded_by IS NULL, delivery_id, sheet, line
  FROM core.agreement_step
)
SELECT s.agreement_number, s.step, s.step_on, s.product_number, s.serial_number, s.seller_party, s.responsible_party, s.exception, s.program,
  s.quote_number, s.order_number, s.term_start, s.term_end, s.end_user_name, s.end_user_city, s.end_user_country, s.reason, s.feed, s.used,
  s.delivery_id, d.file_name, s.sheet, s.line
FROM step s
LEFT JOIN core.delivery d USING (delivery_id);

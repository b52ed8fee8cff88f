-- Phase:  pass.
-- Reads:  agreement_row, unit_step, agreement_term, core.ability.
-- Yields: agreement_unit (the agreements of the affected units as they are to stand in core.agreement) and delivered_term (the terms of
--         agreements that were delivered, and whether they are PAMS that is refused).
-- Why:    an agreement covers once it was delivered. A cancellation ends what was agreed until its day, the day before being the last one
--         covered; what is agreed later stands. PAMS that was ordered while the policy refuses new PAMS of its seller covers nothing.
CREATE OR REPLACE TEMP TABLE agreement_unit AS
WITH stepped AS (
  SELECT agreement_number, product_number, serial_number, sold_start,
    min(step_on) FILTER (step = 'quote') AS quoted_on, arg_min(responsible, (step_on, responsible)) FILTER (step = 'quote') AS quoted_by,
    arg_min(quote_number, (step_on, quote_number)) FILTER (quote_number IS NOT NULL) AS quote_number,
    min(step_on) FILTER (step = 'order') AS ordered_on, arg_min(responsible, (step_on, responsible)) FILTER (step = 'order') AS ordered_by,
    arg_min(order_number, (step_on, order_number)) FILTER (step = 'order' AND order_number IS NOT NULL) AS order_number,
    min(step_on) FILTER (step = 'delivery') AS delivered_on,
    arg_min(responsible, (step_on, responsible)) FILTER (step = 'delivery') AS delivered_by,
    min(step_on) FILTER (step = 'activation') AS activated_on,
    arg_min(responsible, (step_on, responsible)) FILTER (step = 'activation') AS activated_by,
    min(term_start) FILTER (step = 'renewal') AS renewed_from, max(term_end) FILTER (step = 'renewal') AS renewed_to,
    arg_max(responsible, (step_on, responsible)) FILTER (step = 'renewal') AS renewed_by,
    list(step_on) FILTER (step = 'cancellation') AS cancellations,
    arg_max(responsible, (step_on, responsible)) FILTER (step = 'cancellation') AS cancelled_by,
    arg_max(responsible, (step_on, responsible)) FILTER (step = 'transfer') AS transferred_by,
    list({day: step_on, end_user_name: end_user_name, end_user_address_line1: end_user_address_line1, end_user_city: end_user_city,
      end_user_state: end_user_state, end_user_postal_code: end_user_postal_code, end_user_country: end_user_country}
      ORDER BY step_on, end_user_name, end_user_address_line1, end_user_city) FILTER (step = 'transfer') AS transfers,
    string_agg(DISTINCT step || ': ' || exception, '; ' ORDER BY step || ': ' || exception) FILTER (exception IS NOT NULL) AS exception
  FROM unit_step
  GROUP BY ALL
), covered AS (
  SELECT agreement_number, product_number, serial_number, sold_start,
    list({starts: starts, ends: covers_until} ORDER BY starts, covers_until) FILTER (covers_until >= starts) AS covers,
    max(agreed_on) AS agreed_on,
    min(starts) FILTER (basis <> 'renewal') AS term_start, arg_min(ends, (starts, ends)) FILTER (basis <> 'renewal') AS term_end
  FROM agreement_term
  GROUP BY ALL
)
SELECT
  a.agreement_number, a.program, a.service_product_number, a.product_number, a.serial_number, a.seller,
  a.end_user_name, a.end_user_address_line1, a.end_user_city, a.end_user_state, a.end_user_postal_code, a.end_user_country,
  coalesce(a.quote_number, s.quote_number) AS quote_number, coalesce(a.quoted_on, s.quoted_on) AS quoted_on,
  coalesce(a.order_number, s.order_number) AS order_number, coalesce(a.ordered_on, s.ordered_on) AS ordered_on,
  coalesce(a.delivered_on, s.delivered_on) AS delivered_on,
  coalesce(a.term_start, c.term_start) AS term_start, coalesce(a.term_end, c.term_end) AS term_end, a.term_start AS sold_start,
  a.direct_customer_support, a.delivery_id, a.sheet, a.line,
  s.activated_on, s.renewed_from, s.renewed_to,
  -- What was agreed after it stands, and then it ends nothing that is still to come.
  list_min(list_filter(s.cancellations, lambda day: day >= coalesce(c.agreed_on, day))) AS cancelled_on,
  CASE WHEN coalesce(a.quoted_on, s.quoted_on) IS NOT NULL THEN coalesce(s.quoted_by, a.seller) END AS quoted_by,
  CASE WHEN coalesce(a.ordered_on, s.ordered_on) IS NOT NULL THEN coalesce(s.ordered_by, a.seller) END AS ordered_by,
  CASE WHEN coalesce(a.delivered_on, s.delivered_on) IS NOT NULL THEN coalesce(s.delivered_by, a.seller) END AS delivered_by,
  s.activated_by, s.renewed_by, s.cancelled_by, s.transferred_by, s.exception,
  coalesce(c.covers, []) AS covers, coalesce(s.transfers, []) AS transfers
FROM agreement_row a
LEFT JOIN stepped s ON s.agreement_number = a.agreement_number AND s.product_number = a.product_number AND s.serial_number = a.serial_number
  AND s.sold_start IS NOT DISTINCT FROM a.term_start
LEFT JOIN covered c ON c.agreement_number = a.agreement_number AND c.product_number = a.product_number AND c.serial_number = a.serial_number
  AND c.sold_start IS NOT DISTINCT FROM a.term_start;

CREATE OR REPLACE TEMP TABLE delivered_term AS
SELECT t.product_number, t.serial_number, u.program AS type, t.starts, t.covers_until AS ends, t.basis, t.agreement_number, u.seller AS party_id,
  u.direct_customer_support,
  u.program = 'PAMS' AND EXISTS (
    SELECT 1 FROM core.ability y
    WHERE y.party_id = u.seller AND y.new_pams_refused
      AND CASE WHEN t.basis = 'renewal' THEN t.agreed_on ELSE coalesce(u.ordered_on, u.delivered_on, t.starts) END BETWEEN y.starts AND y.ends
  ) AS refused
FROM agreement_term t
JOIN agreement_unit u ON u.agreement_number = t.agreement_number AND u.product_number = t.product_number AND u.serial_number = t.serial_number
  AND u.sold_start IS NOT DISTINCT FROM t.sold_start
WHERE u.delivered_on IS NOT NULL AND u.program IS NOT NULL AND t.covers_until >= t.starts;

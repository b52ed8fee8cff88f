-- Phase:  pass.
-- Reads:  unit, term, support, support_day, core.ability; variable today.
-- Yields: covered: for each affected asset the warranty and the entitlement that `assets` shows, who serves today, and the next day on which
--         that may change.
-- Why:    warranties that follow each other without a gap are one to whoever asks: the run that holds today, else the latest that ended, else
--         the next one. The entitlement is the one that answers first among those that are active.
CREATE OR REPLACE TEMP TABLE covered AS
WITH warranty AS (
  SELECT product_number, serial_number, type, starts, ends, basis,
    coalesce(starts > max(ends) OVER (PARTITION BY product_number, serial_number ORDER BY starts, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1, true) AS new
  FROM term
  WHERE kind = 'warranty'
), numbered AS (
  SELECT *, count(*) FILTER (new) OVER (PARTITION BY product_number, serial_number ORDER BY starts, ends ROWS UNBOUNDED PRECEDING) AS run FROM warranty
), run AS (
  SELECT product_number, serial_number, min(starts) AS starts, max(ends) AS ends,
    arg_min(type, (starts, ends)) AS type, arg_min(basis, (starts, ends)) AS basis
  FROM numbered
  GROUP BY product_number, serial_number, run
), shown AS (
  SELECT *
  FROM run
  QUALIFY row_number() OVER (
    PARTITION BY product_number, serial_number
    ORDER BY CASE WHEN getvariable('today')::DATE BETWEEN starts AND ends THEN 0 WHEN ends < getvariable('today')::DATE THEN 1 ELSE 2 END,
      CASE WHEN starts <= getvariable('today')::DATE THEN -datediff('day', DATE '1970-01-01', ends) ELSE datediff('day', DATE '1970-01-01', starts) END) = 1
), entitled AS (
  SELECT t.product_number, t.serial_number, t.type, t.starts, t.ends
  FROM term t
  LEFT JOIN core.ability a ON a.party_id = t.party_id AND getvariable('today')::DATE BETWEEN a.starts AND a.ends
  WHERE t.kind = 'entitlement' AND getvariable('today')::DATE BETWEEN t.starts AND t.ends
  QUALIFY row_number() OVER (
    PARTITION BY t.product_number, t.serial_number
    ORDER BY CASE WHEN t.type = 'LAMS' THEN 2 WHEN t.direct_customer_support THEN 1 WHEN coalesce(a.able, true) THEN 0 ELSE 3 END,
      t.ends DESC, t.starts, t.agreement_number, t.party_id) = 1
), serves AS (
  SELECT product_number, serial_number, support_l1_l2, support_l3, reason
  FROM support
  WHERE getvariable('today')::DATE BETWEEN starts AND ends
), changes AS (
  SELECT product_number, serial_number, min(day) AS next_change_on
  FROM support_day
  WHERE day > getvariable('today')::DATE
  GROUP BY ALL
)
SELECT
  u.product_number, u.serial_number,
  w.type AS warranty_type, w.starts AS warranty_start, w.basis AS warranty_start_basis, w.ends AS warranty_end,
  e.type AS entitlement_type, e.starts AS entitlement_start, e.ends AS entitlement_end,
  -- A unit without a service term has at most a warranty.
  CASE WHEN s.reason IS NOT NULL THEN s.support_l1_l2 WHEN getvariable('today')::DATE BETWEEN w.starts AND w.ends THEN 'manufacturer' END AS support_l1_l2,
  CASE WHEN s.reason IS NOT NULL THEN s.support_l3 WHEN getvariable('today')::DATE BETWEEN w.starts AND w.ends THEN 'manufacturer' END AS support_l3,
  CASE WHEN s.reason = 'PARTNER_NOT_ABLE' THEN s.reason END AS support_reason,
  c.next_change_on
FROM unit u
LEFT JOIN shown w ON w.product_number = u.product_number AND w.serial_number = u.serial_number
LEFT JOIN entitled e ON e.product_number = u.product_number AND e.serial_number = u.serial_number
LEFT JOIN serves s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
LEFT JOIN changes c ON c.product_number = u.product_number AND c.serial_number = u.serial_number;

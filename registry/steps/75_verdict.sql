-- Phase:  pass.
-- Reads:  unit, reason, used_sale, core.decision; variables today, grace_days, reason_order.
-- Yields: verdict: eligibility, reasons (the decisive one first), grace_ends, verdict_since, and the next day on which time alone
--         may change it.
-- Why:    refusing is a right, not an automatism: it has a grace period before it and can be waived by a named role until a
--         date (requirement R3.5).
CREATE OR REPLACE TEMP TABLE waiver AS
SELECT product_number, serial_number, max(until) AS until, arg_max(decided_on, until) AS decided_on
FROM core.decision
WHERE kind = 'waive' AND until >= getvariable('today')::DATE AND decided_on <= getvariable('today')::DATE
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE verdict AS
WITH dated AS (
  SELECT product_number, serial_number, code, counts_from,
    -- The last day of grace; a returned unit has none.
    CASE WHEN code = 'RETURNED' THEN counts_from - 1 ELSE counts_from + getvariable('grace_days')::INTEGER END AS grace_end
  FROM reason
), listed AS (
  SELECT product_number, serial_number,
    -- Sorted as values: a list that is ordered while it is made costs several times as much.
    [reason.code FOR reason IN list_sort(list({
      ends: coalesce(grace_end, 'infinity'::DATE), place: list_position(getvariable('reason_order')::VARCHAR[], code), code: code}))] AS codes,
    min(grace_end) AS grace_end,
    min(CASE WHEN code <> 'RETURNED' THEN counts_from END) AS counts_from,
    bool_or(code = 'RETURNED') AS returned
  FROM dated
  GROUP BY ALL
), judged AS (
  SELECT
    u.product_number, u.serial_number, l.codes, l.grace_end, l.counts_from, l.returned, w.until, w.decided_on, u.shipped_on, s.sold_on,
    getvariable('today')::DATE AS today,
    CASE
      WHEN l.codes IS NULL THEN 'eligible'
      WHEN w.until IS NOT NULL THEN 'waived'
      WHEN l.grace_end IS NULL THEN 'in_channel'
      WHEN l.grace_end < getvariable('today')::DATE THEN 'ineligible'
      ELSE 'grace'
    END AS state
  FROM unit u
  LEFT JOIN listed l ON l.product_number = u.product_number AND l.serial_number = u.serial_number
  LEFT JOIN waiver w ON w.product_number = u.product_number AND w.serial_number = u.serial_number
  LEFT JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
)
SELECT
  product_number, serial_number,
  CASE state WHEN 'waived' THEN 'eligible' ELSE state END AS eligibility,
  CASE state WHEN 'waived' THEN list_concat(['WAIVED'], codes) ELSE coalesce(codes, []::VARCHAR[]) END AS reasons,
  CASE WHEN state = 'grace' OR (state = 'ineligible' AND NOT returned) THEN grace_end END AS grace_ends,
  CASE state
    WHEN 'eligible' THEN sold_on
    WHEN 'waived' THEN decided_on
    WHEN 'in_channel' THEN shipped_on
    WHEN 'grace' THEN counts_from
    ELSE grace_end + 1
  END AS verdict_since,
  CASE state WHEN 'waived' THEN until + 1 WHEN 'grace' THEN grace_end + 1 END AS next_change_on
FROM judged;

-- Phase:  pass.
-- Reads:  term, core.ability.
-- Yields: support: for each unit with a service term who serves it, from when until when, and why; no day twice, no day left out between its
--         first and its last term. support_day: the days on which an answer may change.
-- Why:    under PAMS the partner is level 1 and 2 and the manufacturer level 3 (requirement R1.3), unless direct customer support was bought
--         (requirement R2.2) or the partner has not the means to deliver (requirement R1.1). Then what else covers answers.
CREATE OR REPLACE TEMP TABLE support_day AS
SELECT product_number, serial_number, starts AS day FROM term
UNION
SELECT product_number, serial_number, ends + 1 FROM term
UNION
SELECT t.product_number, t.serial_number, CASE edge WHEN 'start' THEN a.starts ELSE a.ends + 1 END
FROM term t
JOIN core.ability a ON a.party_id = t.party_id AND a.starts <= t.ends AND a.ends >= t.starts
CROSS JOIN (VALUES ('start'), ('end')) e(edge)
WHERE t.kind = 'entitlement' AND t.type = 'PAMS'
  AND CASE edge WHEN 'start' THEN a.starts > t.starts ELSE a.ends < t.ends END;

CREATE OR REPLACE TEMP TABLE support AS
WITH stretch AS (
  SELECT *
  FROM (
    SELECT product_number, serial_number, day AS starts,
      lead(day) OVER (PARTITION BY product_number, serial_number ORDER BY day) - 1 AS ends
    FROM support_day
    SEMI JOIN (SELECT product_number, serial_number FROM term WHERE kind = 'entitlement') USING (product_number, serial_number)
  )
  WHERE ends IS NOT NULL
), candidate AS (
  SELECT s.product_number, s.serial_number, s.starts, s.ends, t.kind, t.type, t.starts AS term_start, t.ends AS term_end, t.agreement_number, t.party_id,
    CASE
      WHEN t.kind IS NULL THEN NULL
      WHEN t.kind = 'warranty' THEN 'WARRANTY'
      WHEN t.type = 'LAMS' THEN 'LAMS'
      WHEN t.direct_customer_support THEN 'PAMS_DIRECT_CUSTOMER_SUPPORT'
      WHEN coalesce(a.able, true) THEN 'PAMS'
      ELSE 'PARTNER_NOT_ABLE'
    END AS offers,
    CASE WHEN NOT a.able AND t.type = 'PAMS' AND NOT t.direct_customer_support THEN concat_ws(': ', t.party_id, a.why) END AS not_able
  FROM stretch s
  LEFT JOIN term t ON t.product_number = s.product_number AND t.serial_number = s.serial_number AND t.starts <= s.starts AND t.ends >= s.ends
  LEFT JOIN core.ability a ON a.party_id = t.party_id AND s.starts BETWEEN a.starts AND a.ends
), ranked AS (
  SELECT *,
    list_position(['PAMS', 'PAMS_DIRECT_CUSTOMER_SUPPORT', 'LAMS', 'WARRANTY', 'PARTNER_NOT_ABLE'], offers) AS rank,
    min(not_able) OVER (PARTITION BY product_number, serial_number, starts) AS detail
  FROM candidate
), answer AS (
  SELECT product_number, serial_number, starts, ends, agreement_number, kind, type,
    CASE WHEN offers = 'PAMS' THEN NULL ELSE detail END AS detail,
    CASE WHEN kind IS NULL THEN 'NOT_COVERED' WHEN offers <> 'PAMS' AND detail IS NOT NULL THEN 'PARTNER_NOT_ABLE' ELSE offers END AS reason,
    CASE offers WHEN 'PAMS' THEN party_id WHEN 'PARTNER_NOT_ABLE' THEN NULL ELSE CASE WHEN kind IS NOT NULL THEN 'manufacturer' END END AS support_l1_l2,
    CASE WHEN kind IS NOT NULL AND offers <> 'PARTNER_NOT_ABLE' THEN 'manufacturer' END AS support_l3
  FROM ranked
  QUALIFY row_number() OVER (PARTITION BY product_number, serial_number, starts ORDER BY rank, term_end DESC, term_start, agreement_number, party_id) = 1
), begun AS (
  -- Days that have the same answer for the same reason are one stretch.
  SELECT *, coalesce(row(support_l1_l2, support_l3, reason, agreement_number, kind, type, detail) IS DISTINCT FROM
      lag(row(support_l1_l2, support_l3, reason, agreement_number, kind, type, detail))
        OVER (PARTITION BY product_number, serial_number ORDER BY starts), true) AS new
  FROM answer
), numbered AS (
  SELECT *, count(*) FILTER (new) OVER (PARTITION BY product_number, serial_number ORDER BY starts) AS run FROM begun
)
SELECT product_number, serial_number, min(starts) AS starts, max(ends) AS ends, support_l1_l2, support_l3, reason, agreement_number, kind, type, detail
FROM numbered
GROUP BY product_number, serial_number, run, support_l1_l2, support_l3, reason, agreement_number, kind, type, detail;

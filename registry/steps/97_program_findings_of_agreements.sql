-- Phase:  program.
-- Reads:  core.term, core.agreement, core.agreement_step, core.agreement_invoice, service_invoice, main.cases, core.party; variables today,
--         grace_days, renewal_days.
-- Yields: program_finding, with what belongs to an agreement rather than to one of its units.
-- Why:    an agreement of a hundred units has one renewal and one invoice. Whether a term should be invoiced is asked only of those who report
--         invoices of services at all, and of terms since their first one: all others would be blamed for what they never had to report.
INSERT INTO program_finding BY NAME
WITH today AS (
  SELECT getvariable('today')::DATE AS day
), term AS (
  SELECT t.product_number, t.serial_number, t.type, t.starts, t.ends, t.agreement_number, t.party_id,
    max(t.ends) OVER (PARTITION BY t.product_number, t.serial_number) AS last_end
  FROM core.term t
  WHERE t.kind = 'entitlement'
), due AS (
  SELECT t.agreement_number, t.type, t.party_id, t.ends, list_min(list_filter(getvariable('renewal_days')::INTEGER[], lambda n: n >= t.ends - d.day)) AS days,
    count(DISTINCT (t.product_number, t.serial_number)) AS units, min(t.product_number) AS product_number, min(t.serial_number) AS serial_number
  FROM term t
  CROSS JOIN today d
  WHERE t.ends = t.last_end AND t.ends BETWEEN d.day AND d.day + list_max(getvariable('renewal_days')::INTEGER[])
    -- Whoever cancelled does not want to be asked.
    AND NOT EXISTS (
      SELECT 1 FROM core.agreement a
      WHERE a.agreement_number = t.agreement_number AND a.product_number = t.product_number AND a.serial_number = t.serial_number
        AND a.cancelled_on IS NOT NULL)
  GROUP BY ALL
), invoicing AS (
  SELECT seller, min(invoiced_on) AS since FROM service_invoice GROUP BY ALL
), not_invoiced AS (
  SELECT t.agreement_number, t.type, t.party_id, t.starts, count(*) AS units, min(t.product_number) AS product_number, min(t.serial_number) AS serial_number
  FROM term t
  JOIN invoicing i ON i.seller = t.party_id AND t.starts >= i.since
  ANTI JOIN (SELECT agreement_number, product_number, serial_number, term_start AS starts FROM core.agreement_invoice) v
    USING (agreement_number, product_number, serial_number, starts)
  CROSS JOIN today d
  WHERE t.starts + getvariable('grace_days')::INTEGER < d.day
  GROUP BY ALL
), open_case AS (
  SELECT c.product_number, c.serial_number, c.party_id, t.agreement_number, t.ends, count(*) AS cases,
    string_agg(c.case_id, ', ' ORDER BY c.case_id) AS ids
  FROM main.cases c
  JOIN term t ON t.product_number = c.product_number AND t.serial_number = c.serial_number AND t.ends = t.last_end
  CROSS JOIN today d
  WHERE c.status NOT IN ('resolved', 'closed') AND t.ends < d.day AND c.opened_at::DATE BETWEEN t.starts AND t.ends
  GROUP BY ALL
), without_unit AS (
  SELECT s.agreement_number, s.seller, count(*) AS steps
  FROM core.agreement_step s
  WHERE s.superseded_by IS NULL AND s.serial_number IS NULL
    AND NOT EXISTS (SELECT 1 FROM core.agreement a WHERE a.agreement_number = s.agreement_number AND a.seller_party = s.seller)
  GROUP BY ALL
)
SELECT 'RENEWAL_DUE' AS kind, CASE WHEN days = list_min(getvariable('renewal_days')::INTEGER[]) THEN 'warning' ELSE 'info' END AS severity,
  CASE units WHEN 1 THEN product_number END AS product_number, CASE units WHEN 1 THEN serial_number END AS serial_number, party_id,
  'agreement ' || agreement_number || ' (' || type || ') ends on ' || ends || ' for ' || CASE units WHEN 1 THEN 'one unit' ELSE units || ' units' END
    || ': ' || days || ' days or less to renew it' AS detail,
  concat_ws(' ', agreement_number, type, ends, days) AS about
FROM due
UNION ALL
SELECT 'TERM_WITHOUT_INVOICE', 'warning', CASE units WHEN 1 THEN product_number END, CASE units WHEN 1 THEN serial_number END, party_id,
  'agreement ' || agreement_number || ' (' || type || '): no report invoices the term that began on ' || starts
    || CASE units WHEN 1 THEN '' ELSE ', for ' || units || ' units' END,
  concat_ws(' ', agreement_number, type, starts)
FROM not_invoiced
UNION ALL
SELECT 'TERM_ENDED_WITH_OPEN_CASES', 'warning', product_number, serial_number, party_id,
  'agreement ' || agreement_number || ' ended on ' || ends || ' with ' || CASE cases WHEN 1 THEN 'a case' ELSE cases || ' cases' END || ' open: ' || ids,
  concat_ws(' ', agreement_number, ends)
FROM open_case
UNION ALL
SELECT 'AGREEMENT_WITHOUT_UNIT', 'warning', NULL, NULL, seller,
  'agreement ' || agreement_number || ' has ' || CASE steps WHEN 1 THEN 'a step' ELSE steps || ' steps' END
    || ' on record, and no report of ' || seller || ' says which unit it is for', agreement_number
FROM without_unit
UNION ALL
SELECT DISTINCT 'PARTY_UNKNOWN', 'warning', NULL, NULL, party_id, 'party ' || party_id || ' is named in a report and not in the parties feed', NULL
FROM (
  SELECT responsible_party AS party_id FROM core.agreement_step WHERE superseded_by IS NULL
  UNION SELECT f.seller_party FROM core.fact_agreements f SEMI JOIN (SELECT delivery_id FROM core.agreement_step WHERE superseded_by IS NULL) USING (delivery_id)
)
ANTI JOIN core.party USING (party_id)
WHERE party_id IS NOT NULL;

-- Phase:  capability.
-- Reads:  core.fact_call_centers, core.fact_engineers, core.fact_audits, core.fact_sales_out, core.agreement_step, core.product,
--         live_delivery, replaced_day, correction_place;
--         variables required_certification_months, required_audit_months.
-- Yields: center_row, certification and center_audit (what counts, from when until when) and pams_seller (who sold PAMS, since when).
-- Why:    what was restated counts as it was said last: of a call center from a day on, of a certification, of an audit. A certification is
--         annual (requirement R5.2) and ends with the day on which the engineer leaves (requirement R5.3); an audit counts for a year (R5.5).
CREATE OR REPLACE TEMP TABLE capability_row AS
WITH stated AS (
  SELECT delivery_id, sheet, line, item, valid_from AS day FROM core.fact_call_centers
  UNION ALL
  SELECT delivery_id, sheet, line, item, certified_on FROM core.fact_engineers
  UNION ALL
  SELECT delivery_id, sheet, line, item, audited_on FROM core.fact_audits
)
SELECT s.delivery_id, s.sheet, s.line, s.item, coalesce(c.rank, d.rank) AS rank, coalesce(c.root_line, s.line) AS root_line
FROM stated s
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = s.delivery_id AND c.line = s.line AND c.sheet IS NOT DISTINCT FROM s.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = s.day
WHERE superseded_by(d.corrections, s.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
  coalesce(c.rank, d.rank), r.rank, r.delivery_id, NULL) IS NULL;

-- Without hours, days and staff a call center is closed, and nothing is asked of it.
CREATE OR REPLACE TEMP TABLE center_row AS
WITH latest AS (
  SELECT f.party_id, f.call_center_id, f.valid_from AS starts, f.hours_per_day, f.days_per_week, f.technical_staff, f.case_system,
    f.troubleshooting_lab, f.hours_per_day = 0 AND f.days_per_week = 0 AND f.technical_staff = 0 AS closed
  FROM core.fact_call_centers f
  JOIN capability_row r ON r.delivery_id = f.delivery_id AND r.line = f.line AND r.item = f.item AND r.sheet IS NOT DISTINCT FROM f.sheet
  QUALIFY row_number() OVER (PARTITION BY f.party_id, f.call_center_id, f.valid_from ORDER BY r.rank DESC, r.root_line DESC, f.line DESC) = 1
)
SELECT *, coalesce(lead(starts) OVER (PARTITION BY party_id, call_center_id ORDER BY starts) - 1, DATE '9999-12-31') AS ends
FROM latest;

CREATE OR REPLACE TEMP TABLE certification AS
WITH latest AS (
  SELECT f.party_id, f.call_center_id, f.engineer_id, f.certification, f.certified_on, f.left_on
  FROM core.fact_engineers f
  JOIN capability_row r ON r.delivery_id = f.delivery_id AND r.line = f.line AND r.item = f.item AND r.sheet IS NOT DISTINCT FROM f.sheet
  QUALIFY row_number() OVER (
    PARTITION BY f.party_id, f.call_center_id, f.engineer_id, f.certification, f.certified_on ORDER BY r.rank DESC, r.root_line DESC, f.line DESC) = 1
), dated AS (
  -- Who leaves takes every certification along, whichever row says so; who comes back is certified again.
  SELECT l.party_id, l.call_center_id, l.engineer_id, l.certified_on AS starts,
    (l.certified_on + to_months(getvariable('required_certification_months')::INTEGER))::DATE - 1 AS last_day, min(g.left_on) AS left_on
  FROM latest l
  LEFT JOIN latest g ON g.party_id = l.party_id AND g.call_center_id = l.call_center_id AND g.engineer_id = l.engineer_id
    AND g.left_on >= l.certified_on
  GROUP BY ALL
)
SELECT party_id, call_center_id, engineer_id, starts, least(last_day, left_on) AS ends, coalesce(left_on <= last_day, false) AS leaves
FROM dated;

CREATE OR REPLACE TEMP TABLE center_audit AS
WITH latest AS (
  SELECT f.party_id, f.call_center_id, f.audited_on AS starts, f.outcome
  FROM core.fact_audits f
  JOIN capability_row r ON r.delivery_id = f.delivery_id AND r.line = f.line AND r.item = f.item AND r.sheet IS NOT DISTINCT FROM f.sheet
  QUALIFY row_number() OVER (PARTITION BY f.party_id, f.call_center_id, f.audited_on ORDER BY r.rank DESC, r.root_line DESC, f.line DESC) = 1
)
SELECT *,
  coalesce(lead(starts) OVER (PARTITION BY party_id, call_center_id ORDER BY starts) - 1, DATE '9999-12-31') AS ends,
  (starts + to_months(getvariable('required_audit_months')::INTEGER))::DATE - 1 AS last_day
FROM latest;

-- Sold is what was ordered or delivered, or reported without any day; a quote alone is no sale. An agreement may be known by its steps alone.
CREATE OR REPLACE TEMP TABLE pams_seller AS
WITH stated AS (
  SELECT f.*, coalesce(f.seller_party, d.party_id) AS party_id,
    {rank: coalesce(c.rank, d.rank), line: f.line, delivery_id: f.delivery_id} AS place,
    superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
      coalesce(c.rank, d.rank), r.rank, r.delivery_id,
      lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
        PARTITION BY d.source_id, f.agreement_number, f.product_number, f.serial_number
        ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) AS superseded_by
  FROM core.fact_sales_out f
  JOIN live_delivery d USING (delivery_id)
  LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
  LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.term_start
), sold AS (
  -- Of one term the latest row that says a thing counts.
  SELECT agreement_number, arg_max(party_id, place) AS party_id, arg_max(program, place) AS program, arg_max(ordered_on, place) AS ordered_on,
    arg_max(delivered_on, place) AS delivered_on, CASE WHEN count(quoted_on) = 0 THEN term_start END AS starts
  FROM stated
  WHERE superseded_by IS NULL
  GROUP BY agreement_number, product_number, serial_number, term_start
), stepped AS (
  SELECT s.agreement_number, s.seller AS party_id, min(s.step_on) FILTER (s.step = 'order') AS ordered_on,
    min(s.step_on) FILTER (s.step IN ('delivery', 'activation', 'renewal')) AS delivered_on,
    bool_or(coalesce(s.program, p.program) = 'PAMS') AS is_pams
  FROM core.agreement_step s
  LEFT JOIN core.product p ON p.product_number = s.service_product_number
  WHERE s.superseded_by IS NULL
  GROUP BY ALL
), agreed AS (
  SELECT s.party_id, coalesce(s.ordered_on, t.ordered_on, s.delivered_on, t.delivered_on, s.starts) AS sold_on
  FROM sold s
  LEFT JOIN stepped t ON t.agreement_number = s.agreement_number AND t.party_id = s.party_id
  WHERE s.program = 'PAMS'
  UNION ALL
  SELECT t.party_id, coalesce(t.ordered_on, t.delivered_on)
  FROM stepped t
  ANTI JOIN sold s ON s.agreement_number = t.agreement_number AND s.party_id = t.party_id
  WHERE t.is_pams
)
SELECT party_id, min(sold_on) AS sold_on
FROM agreed
WHERE sold_on IS NOT NULL
GROUP BY party_id;

-- Reads:  core.capability, core.breach_rule, core.ability, core.agreement, core.party, core.setting.
-- Yields: core.requirement_run (from when until when a requirement is met or not, whatever its detail), core.breach (what each breach does
--         from when until when), core.pams_sale, main.compliance (today), main.compliance_history and main.partner_ability.
-- Why:    a shortfall says since when, an obligation that is met says until when it will be if nothing happens (requirements R4, R5), and
--         who has no technical staff and sold PAMS must purchase LAMS (requirement R4.2).
CREATE OR REPLACE VIEW core.requirement_run AS
WITH marked AS (
  SELECT *, coalesce(lag(ends) OVER w + 1 = starts AND lag(met) OVER w = met, false) AS goes_on
  FROM core.capability
  WINDOW w AS (PARTITION BY party_id, call_center_id, requirement ORDER BY starts)
), numbered AS (
  SELECT *, count(*) FILTER (NOT goes_on) OVER (PARTITION BY party_id, call_center_id, requirement ORDER BY starts) AS run_number
  FROM marked
)
SELECT party_id, call_center_id, requirement, met, min(starts) AS starts, max(ends) AS ends, arg_max(ended_by, starts) AS ended_by
FROM numbered
GROUP BY party_id, call_center_id, requirement, met, run_number;

CREATE OR REPLACE VIEW core.breach AS
SELECT r.party_id, r.call_center_id, r.requirement, r.starts AS since, greatest(r.starts, p.starts) AS starts, least(r.ends, p.ends) AS ends,
  p.action, CASE p.action WHEN 'cure' THEN r.starts + p.cure_days END AS cure_until
FROM core.requirement_run r
JOIN core.breach_rule p ON p.requirement = r.requirement AND p.starts <= r.ends AND p.ends >= r.starts
WHERE NOT r.met;

-- What was sold as PAMS: ordered or delivered, or reported without any day; a quote alone is no sale.
CREATE OR REPLACE VIEW core.pams_sale AS
SELECT *
FROM (
  SELECT seller_party AS party_id, agreement_number, least(coalesce(greatest(term_end, renewed_to), DATE '9999-12-31'), cancelled_on - 1) AS ends,
    coalesce(ordered_on, delivered_on, CASE WHEN quoted_on IS NULL THEN term_start END) AS sold_on
  FROM core.agreement
  WHERE program = 'PAMS'
)
WHERE sold_on IS NOT NULL;

CREATE OR REPLACE VIEW main.compliance AS
WITH today AS (
  SELECT value::DATE AS day FROM core.setting WHERE key = 'today'
), numbered AS (
  SELECT party_id, list(DISTINCT agreement_number ORDER BY agreement_number) AS numbers
  FROM core.pams_sale
  CROSS JOIN today t
  WHERE ends >= t.day
  GROUP BY party_id
), running AS (
  SELECT party_id,
    array_to_string(numbers[:5], ', ') || CASE WHEN len(numbers) > 5 THEN ' and ' || (len(numbers) - 5) || ' more' ELSE '' END AS agreements
  FROM numbered
), standing AS (
  SELECT c.*, t.day
  FROM core.capability c
  JOIN today t ON t.day BETWEEN c.starts AND c.ends
), staffed AS (
  SELECT DISTINCT party_id FROM standing WHERE requirement = 'technical_staff' AND met
)
SELECT c.party_id, c.call_center_id, c.requirement, c.met, r.starts AS since,
  c.detail
    || CASE WHEN c.met AND r.ended_by IS NOT NULL THEN '; on ' || strftime(r.ends + 1, '%-d %B %Y') || ' ' || r.ended_by ELSE '' END
    || CASE
      WHEN a.party_id IS NULL OR c.met THEN ''
      WHEN c.requirement = 'technical_staff' AND s.party_id IS NULL THEN '; sold PAMS (' || a.agreements || ') and must purchase LAMS'
      WHEN c.requirement = 'expert_video_partner' THEN '; sold PAMS (' || a.agreements || ')'
      ELSE ''
    END AS detail,
  CASE WHEN r.ends < DATE '9999-12-31' THEN r.ends END AS holds_until, b.action, b.cure_until
FROM standing c
JOIN core.requirement_run r ON r.party_id = c.party_id AND r.call_center_id IS NOT DISTINCT FROM c.call_center_id AND r.requirement = c.requirement
  AND c.day BETWEEN r.starts AND r.ends
LEFT JOIN core.breach b ON b.party_id = c.party_id AND b.call_center_id IS NOT DISTINCT FROM c.call_center_id AND b.requirement = c.requirement
  AND c.day BETWEEN b.starts AND b.ends
LEFT JOIN staffed s ON s.party_id = c.party_id
LEFT JOIN running a ON a.party_id = c.party_id
UNION ALL
-- Who is not assessed, because no source reports call centers, is still shown to be an Expert Video Partner or none (requirement R1.1).
SELECT s.party_id, NULL, 'expert_video_partner', coalesce(p.expert_video_partner, false), min(s.sold_on),
  CASE WHEN p.expert_video_partner THEN 'is an Expert Video Partner'
    ELSE 'sold PAMS in ' || count(DISTINCT s.agreement_number) || ' agreement(s) and is no Expert Video Partner' END, NULL, NULL, NULL
FROM core.pams_sale s
LEFT JOIN core.party p ON p.party_id = s.party_id
WHERE s.party_id NOT IN (SELECT party_id FROM core.capability)
GROUP BY s.party_id, p.expert_video_partner;

CREATE OR REPLACE VIEW main.compliance_history AS
SELECT party_id, call_center_id, requirement, starts, CASE WHEN ends < DATE '9999-12-31' THEN ends END AS ends, met, detail
FROM core.capability;

CREATE OR REPLACE VIEW main.partner_ability AS
SELECT party_id, starts, CASE WHEN ends < DATE '9999-12-31' THEN ends END AS ends, able, new_pams_refused, why
FROM core.ability;

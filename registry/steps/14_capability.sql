-- Phase:  capability.
-- Reads:  center_row, certification, center_audit, pams_seller, core.party, core.source; variables required_…
-- Yields: core.capability: for each party that is assessed, each call center and each requirement, from when until when it is met or not.
-- Why:    PAMS may be delivered only by who has the people and the place for it, on each day (requirements R1.1, R4.1, R5). Between two days
--         on which something begins or ends nothing changes. Details count engineers and never name them.
CREATE OR REPLACE TEMP TABLE assessed AS
SELECT party_id, min(starts) AS starts
FROM (
  SELECT party_id, starts FROM center_row
  UNION ALL
  SELECT party_id, sold_on FROM pams_seller
)
WHERE EXISTS (SELECT 1 FROM core.source WHERE feed = 'call_centers' AND active)
GROUP BY party_id;

CREATE OR REPLACE TEMP TABLE center_segment AS
WITH point AS (
  SELECT party_id, call_center_id, starts AS day FROM center_row
  UNION
  SELECT party_id, call_center_id, starts FROM certification
  UNION
  SELECT party_id, call_center_id, ends + 1 FROM certification
  UNION
  SELECT party_id, call_center_id, starts FROM center_audit
  UNION
  SELECT party_id, call_center_id, last_day + 1 FROM center_audit
), span AS (
  SELECT party_id, call_center_id, day AS starts,
    coalesce(lead(day) OVER (PARTITION BY party_id, call_center_id ORDER BY day) - 1, DATE '9999-12-31') AS ends
  FROM point
), certified AS (
  SELECT s.party_id, s.call_center_id, s.starts, count(DISTINCT c.engineer_id) AS engineers
  FROM span s
  JOIN certification c ON c.party_id = s.party_id AND c.call_center_id = s.call_center_id AND s.starts BETWEEN c.starts AND c.ends
  GROUP BY ALL
)
SELECT s.party_id, s.call_center_id, s.starts, s.ends, r.hours_per_day, r.days_per_week, r.technical_staff, r.case_system,
  r.troubleshooting_lab, coalesce(c.engineers, 0) AS engineers, a.starts AS audited_on, a.outcome, s.starts > a.last_day AS audit_overdue
FROM span s
SEMI JOIN assessed t ON t.party_id = s.party_id
JOIN center_row r ON r.party_id = s.party_id AND r.call_center_id = s.call_center_id AND s.starts BETWEEN r.starts AND r.ends
LEFT JOIN certified c ON c.party_id = s.party_id AND c.call_center_id = s.call_center_id AND c.starts = s.starts
LEFT JOIN center_audit a ON a.party_id = s.party_id AND a.call_center_id = s.call_center_id AND s.starts BETWEEN a.starts AND a.ends
WHERE NOT r.closed;

-- The days on which a party that is assessed has no call center at all.
CREATE OR REPLACE TEMP TABLE without_center AS
WITH open AS (
  SELECT party_id, starts, ends FROM center_row SEMI JOIN assessed USING (party_id) WHERE NOT closed
), point AS (
  SELECT party_id, starts AS day FROM assessed
  UNION
  SELECT party_id, ends + 1 FROM open
  UNION
  SELECT party_id, starts FROM open
), span AS (
  SELECT party_id, day AS starts, coalesce(lead(day) OVER (PARTITION BY party_id ORDER BY day) - 1, DATE '9999-12-31') AS ends
  FROM point
  WHERE day <= DATE '9999-12-31'
)
SELECT s.* FROM span s ANTI JOIN open o ON o.party_id = s.party_id AND s.starts BETWEEN o.starts AND o.ends;

DELETE FROM core.capability;
INSERT INTO core.capability BY NAME
WITH of_centers AS (
  SELECT party_id, call_center_id, starts, ends, unnest([
    {requirement: 'coverage_hours', met: hours_per_day >= getvariable('required_hours_per_day'),
      detail: 'takes calls ' || format('{:g}', hours_per_day::DOUBLE) || ' hours a day (' || getvariable('required_hours_per_day') || ' required)'},
    {requirement: 'coverage_days', met: days_per_week >= getvariable('required_days_per_week'),
      detail: 'takes calls ' || format('{:g}', days_per_week::DOUBLE) || ' days a week (' || getvariable('required_days_per_week') || ' required)'},
    {requirement: 'technical_staff', met: technical_staff > 0,
      detail: CASE technical_staff WHEN 0 THEN 'no technical staff' ELSE 'technical staff of ' || technical_staff END},
    {requirement: 'certified_engineers', met: engineers >= getvariable('required_engineers'),
      detail: counted(engineers, 'engineer') || ' with a current certification (' || getvariable('required_engineers') || ' required)'},
    {requirement: 'case_system', met: NOT is_none(case_system),
      detail: CASE WHEN is_none(case_system) THEN 'no case system' ELSE 'logs cases in ' || case_system END},
    {requirement: 'troubleshooting_lab', met: troubleshooting_lab,
      detail: CASE WHEN troubleshooting_lab THEN 'has a troubleshooting lab' ELSE 'no troubleshooting lab' END},
    {requirement: 'audit', met: coalesce(outcome <> 'failed' AND NOT audit_overdue, false),
      detail: CASE
        WHEN outcome IS NULL THEN 'never audited'
        WHEN outcome = 'failed' THEN 'the last audit, on ' || day_in_words(audited_on) || ', failed'
        WHEN audit_overdue THEN 'the audit is overdue: the last one was on ' || day_in_words(audited_on)
        ELSE 'audited on ' || day_in_words(audited_on) || ': ' || outcome
      END}
  ]) AS said
  FROM center_segment
), stated AS (
  SELECT party_id, call_center_id, said.requirement AS requirement, starts, ends, said.met AS met, said.detail AS detail FROM of_centers
  UNION ALL
  SELECT party_id, NULL, r.requirement, starts, ends, false, 'no call center on file'
  FROM without_center
  CROSS JOIN (SELECT DISTINCT requirement FROM core.breach_rule WHERE requirement <> 'expert_video_partner') r
  UNION ALL
  SELECT a.party_id, NULL, 'expert_video_partner', a.starts, DATE '9999-12-31', coalesce(p.expert_video_partner, false),
    CASE WHEN p.expert_video_partner THEN 'is an Expert Video Partner' ELSE 'is no Expert Video Partner' END
  FROM assessed a
  LEFT JOIN core.party p ON p.party_id = a.party_id
), marked AS (
  SELECT *, coalesce(lag(ends) OVER w + 1 = starts AND lag(met) OVER w = met AND lag(detail) OVER w = detail, false) AS goes_on
  FROM stated
  WINDOW w AS (PARTITION BY party_id, call_center_id, requirement ORDER BY starts)
), numbered AS (
  SELECT *, count(*) FILTER (NOT goes_on) OVER (PARTITION BY party_id, call_center_id, requirement ORDER BY starts) AS interval_number
  FROM marked
), merged AS (
  SELECT party_id, call_center_id, requirement, min(starts) AS starts, max(ends) AS ends, met, detail
  FROM numbered
  GROUP BY party_id, call_center_id, requirement, interval_number, met, detail
), followed AS (
  SELECT *, lead(met) OVER w AS next_met, lead(detail) OVER w AS next_detail
  FROM merged
  WINDOW w AS (PARTITION BY party_id, call_center_id, requirement ORDER BY starts)
), over AS (
  SELECT party_id, call_center_id, ends, bool_or(leaves) AS leaves FROM certification GROUP BY ALL
)
SELECT m.* EXCLUDE (next_met, next_detail) REPLACE (
    m.detail || CASE
      WHEN m.requirement <> 'certified_engineers' OR m.met OR b.ends IS NULL THEN ''
      WHEN b.leaves THEN '; one left on ' || day_in_words(b.ends)
      ELSE '; a certification lapsed on ' || day_in_words(m.starts)
    END AS detail),
  CASE
    WHEN next_detail IS NULL OR next_met = m.met THEN NULL
    WHEN m.requirement = 'certified_engineers' AND m.met AND a.leaves THEN 'a certified engineer has left'
    WHEN m.requirement = 'certified_engineers' AND m.met THEN 'the ' || ordinal(getvariable('required_engineers')) || ' certification lapses'
    WHEN m.requirement = 'audit' AND starts_with(next_detail, 'the audit is overdue') THEN 'the next audit is overdue'
    ELSE next_detail
  END AS ended_by
FROM followed m
LEFT JOIN over b ON b.party_id = m.party_id AND b.call_center_id = m.call_center_id AND b.ends = m.starts - 1
LEFT JOIN over a ON a.party_id = m.party_id AND a.call_center_id = m.call_center_id AND a.ends = m.ends;

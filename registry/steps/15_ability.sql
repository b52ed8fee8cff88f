-- Phase:  capability.
-- Reads:  core.capability, core.breach.
-- Yields: core.ability: for each party that is assessed, from when until when it is able to deliver PAMS, and whether PAMS that it sells then
--         is refused; ability_changed(party_id).
-- Why:    what a breach does is the manufacturer's policy. One call center that has everything, or whose breaches leave it able, is enough;
--         what is required of the party itself is required whatever its call centers have (requirement R1.1).
CREATE OR REPLACE TEMP TABLE ability_before AS FROM core.ability;

DELETE FROM core.ability;
INSERT INTO core.ability BY NAME
WITH lack(requirement, said) AS (
  VALUES ('expert_video_partner', 'no Expert Video Partner'), ('coverage_hours', 'too few hours a day'), ('coverage_days', 'too few days a week'),
    ('technical_staff', 'no technical staff'), ('certified_engineers', 'too few certified engineers'), ('case_system', 'no case system'),
    ('troubleshooting_lab', 'no troubleshooting lab'), ('audit', 'no audit that counts')
), effect AS (
  -- The days on which a breach takes the ability away, or has new PAMS refused.
  SELECT party_id, call_center_id, requirement, action, starts, ends FROM core.breach WHERE action = 'refuse_new_pams'
  UNION ALL
  SELECT party_id, call_center_id, requirement, action, greatest(starts, cure_until + 1), ends
  FROM core.breach
  WHERE action = 'cure' AND cure_until < ends
), center AS (
  -- On days without any call center the party has one without an id, which meets nothing.
  SELECT party_id, call_center_id, starts, ends FROM core.capability WHERE requirement = 'technical_staff'
), point AS (
  SELECT party_id, starts AS day FROM core.capability WHERE requirement = 'expert_video_partner'
  UNION
  SELECT party_id, starts FROM center
  UNION
  SELECT party_id, ends + 1 FROM center
  UNION
  SELECT party_id, starts FROM effect
  UNION
  SELECT party_id, ends + 1 FROM effect
), span AS (
  SELECT party_id, day AS starts, coalesce(lead(day) OVER (PARTITION BY party_id ORDER BY day) - 1, DATE '9999-12-31') AS ends
  FROM point
  WHERE day <= DATE '9999-12-31'
), of_party AS (
  SELECT s.party_id, s.starts, bool_or(e.action = 'cure') AS unable, bool_or(e.action = 'refuse_new_pams') AS refuses
  FROM span s
  JOIN effect e ON e.party_id = s.party_id AND e.requirement = 'expert_video_partner' AND s.starts BETWEEN e.starts AND e.ends
  GROUP BY ALL
), of_center AS (
  SELECT s.party_id, s.starts, c.call_center_id, coalesce(bool_or(e.action = 'cure'), false) AS unable,
    coalesce(bool_or(e.action = 'refuse_new_pams'), false) AS refuses,
    list(DISTINCT l.said ORDER BY l.said) FILTER (l.said IS NOT NULL) AS lacks
  FROM span s
  JOIN center c ON c.party_id = s.party_id AND s.starts BETWEEN c.starts AND c.ends
  LEFT JOIN effect e ON e.party_id = s.party_id AND e.requirement <> 'expert_video_partner'
    AND e.call_center_id IS NOT DISTINCT FROM c.call_center_id AND s.starts BETWEEN e.starts AND e.ends
  LEFT JOIN lack l ON l.requirement = e.requirement
  GROUP BY ALL
), best AS (
  SELECT party_id, starts, bool_and(unable) AS unable, bool_and(unable OR refuses) AND bool_or(refuses) AS refuses,
    string_agg(coalesce(call_center_id, 'no call center on file')
      || CASE WHEN call_center_id IS NULL THEN '' ELSE ': ' || array_to_string(lacks, ', ') END, '; ' ORDER BY call_center_id)
      FILTER (unable OR refuses) AS why
  FROM of_center
  GROUP BY party_id, starts
), judged AS (
  SELECT s.party_id, s.starts, s.ends, NOT (b.unable OR coalesce(p.unable, false)) AS able, b.refuses OR coalesce(p.refuses, false) AS new_pams_refused,
    concat_ws('; ', CASE WHEN p.party_id IS NOT NULL THEN (SELECT said FROM lack WHERE requirement = 'expert_video_partner') END, CASE WHEN b.unable OR b.refuses THEN b.why END) AS why
  FROM span s
  JOIN best b ON b.party_id = s.party_id AND b.starts = s.starts
  LEFT JOIN of_party p ON p.party_id = s.party_id AND p.starts = s.starts
), marked AS (
  SELECT *, coalesce(lag(row(able, new_pams_refused, why)) OVER (PARTITION BY party_id ORDER BY starts) = row(able, new_pams_refused, why), false) AS goes_on
  FROM judged
), numbered AS (
  SELECT *, count(*) FILTER (NOT goes_on) OVER (PARTITION BY party_id ORDER BY starts) AS interval_number
  FROM marked
)
SELECT party_id, min(starts) AS starts, max(ends) AS ends, able, nullif(why, '') AS why, new_pams_refused
FROM numbered
GROUP BY party_id, interval_number, able, new_pams_refused, why;

CREATE OR REPLACE TEMP TABLE ability_changed AS
SELECT DISTINCT party_id
FROM ((FROM core.ability EXCEPT FROM ability_before) UNION ALL (FROM ability_before EXCEPT FROM core.ability));

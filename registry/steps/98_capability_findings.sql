-- Phase:  capability_findings.
-- Reads:  main.compliance, core.requirement_run, core.breach, core.capability, core.pams_sale, core.party, center_row, certification, center_audit,
--         pams_seller; variables today, required_warning_days.
-- Yields: program_finding, with what partners lack who sold PAMS, and what is about to lapse.
-- Why:    a sale of PAMS by a partner without technical staff is a breach, found and shown (requirement R4.2); so is every other shortfall, as
--         the policy says. No detail names an engineer or an auditor: they are people.
INSERT INTO program_finding BY NAME
WITH lacking AS (
  SELECT c.*,
    CASE c.action
      WHEN 'cure' THEN '; to be put right by ' || day_in_words(c.cure_until) || ', or PAMS may not be delivered'
      WHEN 'refuse_new_pams' THEN '; PAMS that is sold meanwhile is refused'
      ELSE ''
    END AS consequence,
    CASE c.action WHEN 'notice' THEN 'warning' ELSE 'error' END AS severity
  FROM main.compliance c
  SEMI JOIN pams_seller USING (party_id)
  WHERE c.action <> 'nothing'
), without_staff AS (
  -- Of several call centers the one that has longest to put it right: one with staff is enough.
  SELECT party_id, arg_max(consequence, coalesce(cure_until, since)) AS consequence, max(severity) AS severity
  FROM lacking
  WHERE requirement = 'technical_staff'
    AND party_id NOT IN (SELECT party_id FROM main.compliance WHERE requirement = 'technical_staff' AND met)
  GROUP BY party_id
), staffed AS (
  SELECT party_id, starts, ends FROM core.capability WHERE requirement = 'technical_staff' AND met
), sold_without_staff AS (
  SELECT p.party_id, p.agreement_number, w.party_id IS NOT NULL AS still
  FROM core.pams_sale p
  SEMI JOIN core.breach b ON b.party_id = p.party_id AND b.requirement = 'technical_staff' AND b.action <> 'nothing'
    AND p.sold_on BETWEEN b.starts AND b.ends
  LEFT JOIN without_staff w ON w.party_id = p.party_id
  ANTI JOIN staffed s ON s.party_id = p.party_id AND p.sold_on BETWEEN s.starts AND s.ends
  WHERE p.ends >= getvariable('today')::DATE
  UNION
  SELECT p.party_id, p.agreement_number, true
  FROM core.pams_sale p
  SEMI JOIN without_staff w ON w.party_id = p.party_id
  WHERE p.ends >= getvariable('today')::DATE
), named AS (
  SELECT party_id, still, list(DISTINCT agreement_number ORDER BY agreement_number) AS numbers
  FROM sold_without_staff
  GROUP BY ALL
), soon AS (
  SELECT r.party_id, r.requirement, 'call center ' || r.call_center_id || ': on ' || day_in_words(r.ends + 1) || ' ' || r.ended_by AS detail
  FROM core.requirement_run r
  SEMI JOIN pams_seller USING (party_id)
  WHERE r.met AND r.ended_by IS NOT NULL AND r.starts <= getvariable('today')::DATE
    AND getvariable('today')::DATE BETWEEN r.ends - getvariable('required_warning_days')::INTEGER AND r.ends
), undescribed AS (
  SELECT party_id, call_center_id FROM certification
  UNION
  SELECT party_id, call_center_id FROM center_audit
  EXCEPT
  SELECT party_id, call_center_id FROM center_row
), said AS (
  SELECT 'CAPABILITY_BREACH' AS kind, severity, party_id,
    coalesce('call center ' || call_center_id || ', ', '') || requirement || ' since ' || day_in_words(since) || ': ' || detail || consequence
      || CASE WHEN action = 'cure' AND call_center_id IS NOT NULL THEN ' from there' ELSE '' END AS detail,
    concat_ws(' ', call_center_id, requirement, since) AS about
  FROM lacking
  -- Unit by unit PAMS_NOT_AUTHORISED says already who is no Expert Video Partner: a notice would say it again.
  WHERE CASE requirement
    WHEN 'expert_video_partner' THEN action <> 'notice'
    WHEN 'technical_staff' THEN call_center_id IS NOT NULL AND party_id NOT IN (SELECT party_id FROM without_staff)
    ELSE call_center_id IS NOT NULL
  END
  UNION ALL
  SELECT 'CALL_CENTER_MISSING', max(severity), party_id,
    'sold PAMS and has no call center on file since ' || day_in_words(min(since)) || arg_min(consequence, coalesce(cure_until, since)), 'none'
  FROM lacking
  WHERE call_center_id IS NULL AND requirement <> 'expert_video_partner'
  GROUP BY party_id
  UNION ALL
  SELECT 'PAMS_WITHOUT_STAFF', coalesce(w.severity, 'error'), n.party_id,
    CASE WHEN n.still THEN 'has no technical staff and sold PAMS: ' ELSE 'sold PAMS on days on which it had no technical staff: ' END
      || array_to_string(n.numbers[:10], ', ') || CASE WHEN len(n.numbers) > 10 THEN ' and ' || (len(n.numbers) - 10) || ' more' ELSE '' END
      || '; it must purchase LAMS instead' || coalesce(w.consequence, ''), CASE WHEN n.still THEN 'still' ELSE 'once' END
  FROM named n
  LEFT JOIN without_staff w ON w.party_id = n.party_id
  UNION ALL
  SELECT CASE requirement WHEN 'audit' THEN 'AUDIT_DUE_SOON' ELSE 'CERTIFICATION_LAPSES_SOON' END, 'warning', party_id, detail, NULL
  FROM soon
  WHERE requirement IN ('audit', 'certified_engineers')
  UNION ALL
  SELECT 'CALL_CENTER_UNKNOWN', 'warning', party_id,
    'engineers or audits are reported for call center ' || call_center_id || ', which no report of call centers describes: they count for nothing', NULL
  FROM undescribed
  UNION ALL
  SELECT 'PARTY_UNKNOWN', 'warning', party_id, 'party ' || party_id || ' is named in a report and not in the parties feed', NULL
  FROM (SELECT party_id FROM center_row UNION SELECT party_id FROM certification UNION SELECT party_id FROM center_audit)
  ANTI JOIN core.party USING (party_id)
)
SELECT kind, severity, party_id, detail, about FROM said;

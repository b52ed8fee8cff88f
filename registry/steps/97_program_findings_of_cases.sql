-- Phase:  program.
-- Reads:  main.cases, main.case_events, core.asset, core.fact_cases.
-- Yields: program_finding with what cases say, of those that are not over.
-- Why:    a case on a unit that nobody sold, that was refused, or that was never shipped says that somebody has it (requirements R3.1, R6.1);
--         a response that did not come is to be seen, and level 3 is for issues escalated under PAMS only (requirement R1.3).
INSERT INTO program_finding BY NAME
WITH unit AS (
  SELECT product_number, serial_number, reasons, support_l1_l2, support_l3 FROM core.asset SEMI JOIN core.service_case USING (product_number, serial_number)
), open_case AS MATERIALIZED (
  SELECT c.*, a.reasons, a.support_l1_l2, a.support_l3,
    'case ' || c.case_id || ', kept by ' || c.party_id || ', opened on ' || strftime(c.opened_at, '%Y-%m-%d') || ': ' AS said
  FROM main.cases c
  LEFT JOIN unit a ON a.product_number = c.product_number AND a.serial_number = c.serial_number
  WHERE c.status NOT IN ('resolved', 'closed')
)
SELECT 'CASE_ON_UNKNOWN_UNIT' AS kind, 'warning' AS severity, product_number, serial_number, party_id,
  said || 'nobody shipped or reported this unit, and somebody has it' AS detail, case_id AS about
FROM open_case WHERE verdict = 'unknown'
UNION ALL
SELECT 'CASE_ON_REFUSED_UNIT', 'warning', product_number, serial_number, party_id,
  said || 'the unit is refused (' || array_to_string(reasons, ', ') || '), and somebody has it', case_id
FROM open_case WHERE verdict = 'ineligible'
UNION ALL
SELECT 'CASE_ON_UNSOLD_UNIT', 'warning', product_number, serial_number, party_id,
  said || 'no sale of the unit was reported, and somebody has it', case_id
FROM open_case WHERE verdict = 'in_channel'
UNION ALL
SELECT 'CASE_OVERDUE', 'warning', product_number, serial_number, party_id,
  said || 'severity ' || severity || ', nobody took it up by ' || strftime(respond_by, '%Y-%m-%d %H:%M') || ' UTC', case_id
FROM open_case WHERE overdue AND status = 'new'
UNION ALL
SELECT 'CASE_LEVEL_WITHOUT_PAMS', 'warning', product_number, serial_number, party_id,
  said || 'at level 3, and no partner serves the unit on levels 1 and 2 under PAMS', case_id
FROM open_case WHERE level = '3' AND (coalesce(support_l1_l2, 'manufacturer') = 'manufacturer' OR support_l3 IS DISTINCT FROM 'manufacturer')
UNION ALL
SELECT 'CASE_STEP_NOT_ALLOWED', 'warning', c.product_number, c.serial_number, c.party_id,
  'case ' || c.case_id || ', kept by ' || c.party_id || ': ' || e.kind || CASE WHEN e.kind = 'escalated' THEN ' to level ' || e.level ELSE '' END
    || ' where that cannot follow (' || coalesce(e.file_name || ':' || coalesce(e.sheet || ':', '') || e.line, 'step ' || e.step) || ')', NULL
FROM main.case_events e
JOIN main.cases c ON c.case_id = e.case_id AND c.party_id = e.party_id AND c.origin = e.origin
WHERE e.refused IS NOT NULL
UNION ALL
SELECT DISTINCT 'CASE_KEPT_HERE', 'info', c.product_number, c.serial_number, c.party_id,
  'case ' || c.case_id || ' is kept here, and ' || c.party_id || ' reports one of the same name: those rows change nothing', c.case_id
FROM main.cases c
JOIN core.fact_cases f ON f.case_id = c.case_id AND f.party_id = c.party_id
WHERE c.origin = 'assurance';

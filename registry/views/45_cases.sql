-- Reads:  core.service_case, core.case_step, core.asset, core.setting, core.delivery.
-- Yields: main.cases (each service request as it stands) and main.case_events (what happened to it).
-- Why:    requests are managed from open to closed by unit (requirement R6.1). What was known of the unit when a case was opened here was
--         put on record then; of a case that a partner reports it is told from what is known now about that day, so that no order of
--         arrival makes a difference.
CREATE OR REPLACE VIEW main.cases AS
WITH clock AS (
  SELECT (max(value) FILTER (key = 'case_clock'))::TIMESTAMP AS now, (max(value) FILTER (key = 'grace_days'))::INTEGER AS grace_days
  FROM core.setting
  WHERE key IN ('case_clock', 'grace_days')
), unit AS (
  SELECT product_number, serial_number, eligibility, reasons, verdict_since, grace_ends
  FROM core.asset
  SEMI JOIN core.service_case USING (product_number, serial_number)
)
SELECT
  c.delivery_id, c.sheet, c.line, c.case_id, c.party_id, c.product_number, c.serial_number, c.opened_at, c.severity, c.status, c.level,
  c.closed_at, c.summary, c.origin, c.assigned_to, c.respond_by, c.responded_at,
  CASE
    WHEN c.origin = 'assurance' THEN coalesce(c.responded_at, c.closed_at, k.now, c.opened_at) > c.respond_by
    -- A report does not say when a case was taken up, only that it was.
    ELSE c.status = 'new' AND coalesce(k.now, c.opened_at) > c.respond_by
  END AS overdue,
  CASE
    WHEN c.origin = 'assurance' THEN c.opened_verdict
    WHEN a.serial_number IS NULL THEN 'unknown'
    WHEN a.verdict_since <= c.opened_on THEN a.eligibility
    WHEN a.eligibility = 'ineligible' AND c.opened_on >= a.grace_ends - k.grace_days THEN 'grace'
    WHEN list_contains(a.reasons, 'RETURNED') OR list_contains(a.reasons, 'WAIVED') THEN NULL
    ELSE 'in_channel'
  END AS opened_verdict,
  c.opened_reasons, coalesce(a.eligibility, 'unknown') AS verdict, c.opened_support, c.opened_by, c.override_by, c.override_reason
FROM core.service_case c
CROSS JOIN clock k
LEFT JOIN unit a ON a.product_number = c.product_number AND a.serial_number = c.serial_number;

CREATE OR REPLACE VIEW main.case_events AS
SELECT s.case_id, s.party_id, s.origin, s.step, s.kind, s.happened_at, s.recorded_at, s.by_role, s.assigned_to, s.level, s.text, s.refused,
  s.delivery_id, d.file_name, s.sheet, s.line
FROM core.case_step s
LEFT JOIN core.delivery d USING (delivery_id);

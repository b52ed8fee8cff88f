-- Reads:  core.finding, core.source, core.period, core.delivery, core.delivery_period, core.party, core.product.
-- Yields: main.findings, main.reporting, main.parties, main.products.
-- Why:    late and missing reports are noticed (use U1).
CREATE OR REPLACE VIEW main.findings AS
SELECT finding_id, kind, severity, product_number, serial_number, party_id, detail, opened_at, state
FROM core.finding;

CREATE OR REPLACE VIEW main.reporting AS
WITH today AS (
  SELECT value::DATE AS day FROM core.setting WHERE key = 'today'
), covering AS (
  SELECT d.source_id, d.delivery_id, d.status, d.received_on, d.rank, p.period_from, p.period_to
  FROM core.delivery d
  JOIN core.delivery_period p USING (delivery_id)
  WHERE d.status IN ('accepted', 'partial', 'rejected', 'held', 'nil')
), since AS (
  SELECT s.source_id, s.party_id, coalesce(s.since, min(c.period_from)) AS day
  FROM core.source s
  LEFT JOIN covering c USING (source_id)
  WHERE s.active AND s.has_calendar
  GROUP BY s.source_id, s.party_id, s.since
), expected AS (
  SELECT s.source_id, s.party_id, p.period_from, p.period_to, p.due_on, t.day
  FROM since s
  JOIN core.period p ON p.source_id = s.source_id AND p.period_to >= s.day
  CROSS JOIN today t
  WHERE p.period_from <= t.day
), first_report AS (
  SELECT e.source_id, e.period_from,
    min(c.received_on) AS received_on, arg_min(c.delivery_id, (c.received_on, c.rank)) AS delivery_id,
    bool_and(c.status = 'nil') AS nil
  FROM expected e
  JOIN covering c ON c.source_id = e.source_id AND c.period_from <= e.period_to AND c.period_to >= e.period_from
  GROUP BY ALL
)
SELECT
  e.source_id, e.party_id, e.period_from, e.period_to, e.due_on,
  CASE
    WHEN r.delivery_id IS NULL THEN CASE WHEN e.day <= e.due_on THEN 'pending' ELSE 'missing' END
    WHEN r.nil THEN 'nil'
    WHEN r.received_on <= e.due_on THEN 'received'
    ELSE 'late'
  END AS state,
  r.delivery_id
FROM expected e
LEFT JOIN first_report r ON r.source_id = e.source_id AND r.period_from = e.period_from;

CREATE OR REPLACE VIEW main.parties AS
SELECT party_id, party_name, party_kind, coalesce(expert_video_partner, false) AS expert_video_partner, country,
  address_line1, address_line2, city, state, postal_code
FROM core.party;

CREATE OR REPLACE VIEW main.products AS
SELECT product_number, product_name, product_type, serial_pattern, warranty_type, warranty_months, program FROM core.product;

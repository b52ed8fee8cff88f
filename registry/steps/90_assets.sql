-- Phase:  pass.
-- Reads:  unit, used_sale, verdict, covered, reason, first_report, core.product; variables policy_version, stock_aging_days.
-- Yields: derived, the affected assets as they are to stand in core.asset, with the day on which time alone may change them.
-- Why:    an asset's state is a pure function of its facts, the decisions, the policy and the day.
CREATE OR REPLACE TEMP TABLE derived AS
WITH waiting AS (
  -- Reasons that refuse nothing yet change by time alone when stock ages or the first report falls due.
  SELECT u.product_number, u.serial_number,
    CASE r.code
      WHEN 'IN_CHANNEL' THEN u.shipped_on + getvariable('stock_aging_days')::INTEGER + 1
      WHEN 'REPORT_NOT_DUE' THEN f.due_on + 1
    END AS next_change_on
  FROM unit u
  JOIN reason r ON r.product_number = u.product_number AND r.serial_number = u.serial_number AND r.counts_from IS NULL
  LEFT JOIN first_report f ON f.shipped_to = u.shipped_to AND f.shipped_on = u.shipped_on
)
SELECT
  u.product_number, u.serial_number, p.product_name, p.product_type, u.status, u.shipped_on, u.shipped_to,
  s.sold_on, s.sold_by,
  CASE WHEN NOT s.conflict THEN s.end_user_name END AS end_user_name,
  CASE WHEN NOT s.conflict THEN s.end_user_address_line1 END AS end_user_address_line1,
  CASE WHEN NOT s.conflict THEN s.end_user_city END AS end_user_city,
  CASE WHEN NOT s.conflict THEN s.end_user_state END AS end_user_state,
  CASE WHEN NOT s.conflict THEN s.end_user_postal_code END AS end_user_postal_code,
  CASE WHEN NOT s.conflict THEN s.end_user_country END AS end_user_country,
  c.warranty_type, c.warranty_start, c.warranty_start_basis, c.warranty_end,
  c.entitlement_type, c.entitlement_start, c.entitlement_end,
  v.eligibility, v.reasons, v.grace_ends, v.verdict_since, c.support_l1_l2, c.support_l3, c.support_reason,
  getvariable('policy_version')::VARCHAR AS policy_version,
  least(v.next_change_on, c.next_change_on, w.next_change_on) AS next_change_on
FROM unit u
JOIN verdict v ON v.product_number = u.product_number AND v.serial_number = u.serial_number
JOIN covered c ON c.product_number = u.product_number AND c.serial_number = u.serial_number
LEFT JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
LEFT JOIN core.product p ON p.product_number = u.product_number
LEFT JOIN waiting w ON w.product_number = u.product_number AND w.serial_number = u.serial_number;

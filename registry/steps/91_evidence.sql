-- Phase:  pass.
-- Reads:  shipment_fact, shipped, pos_fact, pos_event, used_sale, mismatch, quarantined_row, sales_out_fact, agreement_row, agreement_unit,
--         core.agreement_step, waiver, unit.
-- Yields: derived_evidence: every line of every file that speaks of an affected asset, whether the verdict rests on it, and why.
-- Why:    every verdict explains itself down to the line of the file; what was not used is shown beside what was.
CREATE OR REPLACE TEMP TABLE derived_evidence AS
WITH pos AS (
  SELECT f.product_number, f.serial_number, f.transaction_type, f.delivery_id, f.sheet, f.line, f.superseded_by, f.set_aside,
    e.seq, e.last_return_seq, u.seq AS used_seq, u.conflict, u.disagree, e.name_key = u.name_key AS same_name,
    e.delivery_id IS DISTINCT FROM f.delivery_id OR e.line IS DISTINCT FROM f.line OR e.sheet IS DISTINCT FROM f.sheet
      OR e.item IS DISTINCT FROM f.item AS repeated
  FROM pos_fact f
  LEFT JOIN pos_event e ON e.fact_id = f.fact_id
  LEFT JOIN used_sale u ON u.product_number = f.product_number AND u.serial_number = f.serial_number
), sold AS (
  SELECT f.* EXCLUDE (delivered_on), f.delivered_on IS NOT NULL OR u.delivered_on IS NOT NULL AS delivered
  FROM sales_out_fact f
  LEFT JOIN agreement_unit u ON u.agreement_number = f.agreement_number AND u.product_number = f.product_number
    AND u.serial_number = f.serial_number AND u.sold_start = f.term_start
), step AS (
  SELECT * FROM core.agreement_step SEMI JOIN affected USING (product_number, serial_number)
  UNION ALL BY NAME
  SELECT s.* REPLACE (a.product_number AS product_number, a.serial_number AS serial_number)
  FROM (SELECT DISTINCT agreement_number, product_number, serial_number, seller FROM agreement_row) a
  JOIN core.agreement_step s ON s.agreement_number = a.agreement_number AND s.seller = a.seller AND s.serial_number IS NULL
)
SELECT f.product_number, f.serial_number, 'shipment' AS fact_kind, f.delivery_id, f.sheet, f.line,
  f.superseded_by IS NULL AND f.fact_id = s.fact_id AS used,
  CASE
    WHEN f.set_aside IS NOT NULL THEN f.set_aside
    WHEN f.superseded_by IS NOT NULL THEN 'replaced by delivery ' || f.superseded_by
    WHEN f.fact_id = s.fact_id THEN 'shipped to ' || f.ship_to_party || ' on ' || f.shipped_on
    ELSE 'an earlier shipment, to ' || f.ship_to_party || ' on ' || f.shipped_on
  END AS why
FROM shipment_fact f
LEFT JOIN shipped s ON s.product_number = f.product_number AND s.serial_number = f.serial_number
UNION ALL
SELECT product_number, serial_number, transaction_type, delivery_id, sheet, line,
  superseded_by IS NULL AND NOT repeated
    AND CASE WHEN transaction_type = 'return' THEN seq = last_return_seq AND used_seq IS NULL
             ELSE seq > last_return_seq AND (seq = used_seq OR conflict OR NOT disagree) END AS used,
  CASE
    WHEN set_aside IS NOT NULL THEN set_aside
    WHEN superseded_by = delivery_id THEN 'replaced by a later row of the same delivery'
    WHEN superseded_by IS NOT NULL THEN 'replaced by delivery ' || superseded_by
    WHEN repeated THEN 'the same row again'
    WHEN transaction_type = 'return' AND seq = last_return_seq AND used_seq IS NULL THEN 'the last fact: the unit came back'
    WHEN transaction_type = 'return' THEN 'a return before the sale that counts'
    WHEN seq <= last_return_seq THEN 'a sale before a return'
    WHEN conflict THEN 'names an end user on whom the reports do not agree'
    WHEN seq = used_seq AND disagree THEN 'the sale that counts by the precedence of the policy'
    WHEN seq = used_seq THEN 'the sale that counts'
    WHEN disagree AND NOT same_name THEN 'names another end user; the precedence of the policy decided against it'
    WHEN disagree THEN 'gives another place; the precedence of the policy decided against it'
    ELSE 'corroborates the sale'
  END
FROM pos
UNION ALL
SELECT m.shipped_product, m.serial_number, f.transaction_type, f.delivery_id, f.sheet, f.line, m.nothing_reported_as_shipped,
  'reports this serial under product ' || m.reported_product
FROM mismatch m
JOIN pos_event f ON f.product_number = m.reported_product AND f.serial_number = m.serial_number AND f.seq > f.last_return_seq
UNION ALL
SELECT m.reported_product, m.serial_number, 'shipment', f.delivery_id, f.sheet, f.line, true,
  'ships this serial under product ' || m.shipped_product
FROM mismatch m
JOIN shipped s ON s.product_number = m.shipped_product AND s.serial_number = m.serial_number
JOIN shipment_fact f ON f.fact_id = s.fact_id AND f.superseded_by IS NULL
UNION ALL
SELECT q.product_number, q.serial_number, 'rejected_row', q.delivery_id, q.sheet, q.line, q.counts AND e.serial_number IS NULL,
  'rejected: ' || array_to_string(list_distinct(q.codes), ', ')
FROM quarantined_row q
SEMI JOIN unit USING (product_number, serial_number)
LEFT JOIN (SELECT DISTINCT product_number, serial_number FROM pos_event) e
  ON e.product_number = q.product_number AND e.serial_number = q.serial_number
UNION ALL
SELECT product_number, serial_number, 'entitlement', delivery_id, sheet, line,
  superseded_by IS NULL AND delivered,
  CASE
    WHEN set_aside IS NOT NULL THEN set_aside
    WHEN superseded_by IS NOT NULL THEN 'replaced by delivery ' || superseded_by
    WHEN delivered
      THEN program || ' under agreement ' || agreement_number || ' from ' || term_start || ' to ' || term_end
    ELSE 'agreement ' || agreement_number || ' was never delivered and covers nothing'
  END
FROM sold
SEMI JOIN unit USING (product_number, serial_number)
UNION ALL
SELECT product_number, serial_number, 'agreement_step', delivery_id, sheet, line, superseded_by IS NULL,
  CASE
    WHEN set_aside IS NOT NULL THEN set_aside
    WHEN superseded_by IS NOT NULL THEN 'replaced by delivery ' || superseded_by
    ELSE step || ' of agreement ' || agreement_number || ' on ' || step_on
      || CASE WHEN step IN ('activation', 'renewal') AND term_start IS NOT NULL THEN ', from ' || term_start || ' to ' || term_end ELSE '' END
  END
FROM step
SEMI JOIN unit USING (product_number, serial_number)
UNION ALL
SELECT product_number, serial_number, 'waiver', NULL, NULL, NULL, true, 'waived by ' || decided_by || ' until ' || until || ': ' || reason
FROM core.decision
SEMI JOIN unit USING (product_number, serial_number)
SEMI JOIN waiver USING (product_number, serial_number)
WHERE kind = 'waive' AND until >= getvariable('today')::DATE;

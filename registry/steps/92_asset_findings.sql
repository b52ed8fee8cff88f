-- Phase:  pass.
-- Reads:  unit, pos_event, used_sale, mismatch, agreement_unit, delivered_term, unit_step, quarantined_row,
--         core.product, core.party; variable today.
-- Yields: asset_finding: what a person should know about the affected assets, beside their verdict.
-- Why:    returns, resales, unknown serials, serials under another product, sold before shipped and sold twice are visible as such.
CREATE OR REPLACE TEMP TABLE asset_finding AS
WITH sale_after_return AS (
  SELECT product_number, serial_number, max(invoice_date) AS sold_on, arg_max(sold_by, seq) AS sold_by
  FROM pos_event
  WHERE transaction_type = 'sale' AND last_return_seq > 0 AND seq > last_return_seq
  GROUP BY ALL
), first_event AS (
  SELECT product_number, serial_number, transaction_type, invoice_date, sold_by
  FROM pos_event
  WHERE seq = 1
), agreement AS (
  SELECT * FROM agreement_unit
), overlap AS (
  -- Each pair once: the one that begins later comes second.
  SELECT a.product_number, a.serial_number, b.party_id, a.agreement_number AS first, a.type AS first_type, b.agreement_number AS second,
    b.type AS second_type, b.starts, least(a.ends, b.ends) AS ends
  FROM term a
  JOIN term b ON b.product_number = a.product_number AND b.serial_number = a.serial_number
    AND row(a.starts, a.ends, a.agreement_number, a.type, a.party_id) < row(b.starts, b.ends, b.agreement_number, b.type, b.party_id)
  WHERE a.kind = 'entitlement' AND b.kind = 'entitlement' AND b.starts <= a.ends
), unsold AS (
  SELECT u.product_number, u.serial_number, u.status, u.last_transaction_on
  FROM unit u
  WHERE u.status IN ('in_channel', 'returned')
    AND NOT EXISTS (SELECT 1 FROM quarantined_row q WHERE q.product_number = u.product_number AND q.serial_number = u.serial_number)
    AND NOT EXISTS (SELECT 1 FROM mismatch m WHERE m.shipped_product = u.product_number AND m.serial_number = u.serial_number)
)
SELECT 'RETURN_WITHOUT_SALE' AS kind, 'warning' AS severity, product_number, serial_number, sold_by AS party_id,
  'returned on ' || invoice_date || ', and no sale before it was reported' AS detail
FROM first_event WHERE transaction_type = 'return'
UNION ALL
SELECT 'RESALE', 'info', product_number, serial_number, sold_by, 'sold again on ' || sold_on || ' after a return' FROM sale_after_return
UNION ALL
SELECT 'SOLD_TWICE', 'error', product_number, serial_number, sold_by, 'one source reports two invoices for this unit and no return between them'
FROM used_sale WHERE sold_twice
UNION ALL
SELECT 'END_USER_CONFLICT', 'error', product_number, serial_number, sold_by, 'two reports name different end users and no rule decides'
FROM used_sale WHERE conflict
UNION ALL
SELECT 'SOLD_BEFORE_SHIPPED', 'warning', u.product_number, u.serial_number, s.sold_by,
  'sold on ' || s.sold_on || ', shipped on ' || u.first_shipped_on
FROM unit u
JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
WHERE s.sold_on < u.first_shipped_on
UNION ALL
SELECT 'SERIAL_UNKNOWN', 'error', u.product_number, u.serial_number, s.sold_by, 'reported on ' || u.last_transaction_on || ', never shipped'
FROM unit u
LEFT JOIN used_sale s ON s.product_number = u.product_number AND s.serial_number = u.serial_number
WHERE u.shipped_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM mismatch m WHERE m.reported_product = u.product_number AND m.serial_number = u.serial_number)
UNION ALL
SELECT DISTINCT 'SERIAL_PRODUCT_MISMATCH', 'error', m.reported_product, m.serial_number, s.sold_by,
  'reported under product ' || m.reported_product || ', shipped under product ' || m.shipped_product
FROM mismatch m
LEFT JOIN used_sale s ON s.product_number = m.reported_product AND s.serial_number = m.serial_number
UNION ALL
SELECT DISTINCT 'SERIAL_PRODUCT_MISMATCH', 'error', m.shipped_product, m.serial_number, s.sold_by,
  'reported under product ' || m.reported_product || ', shipped under product ' || m.shipped_product
FROM mismatch m
LEFT JOIN used_sale s ON s.product_number = m.reported_product AND s.serial_number = m.serial_number
UNION ALL
SELECT 'SERIAL_PATTERN_MISMATCH', 'warning', u.product_number, u.serial_number, NULL,
  'the serial does not have the form that product ' || u.product_number || ' declares'
FROM unit u
JOIN core.product p USING (product_number)
WHERE p.serial_pattern IS NOT NULL AND NOT serial_fits(u.serial_number, p.serial_pattern)
UNION ALL
SELECT DISTINCT 'AGREEMENT_NOT_DELIVERED', 'warning', product_number, serial_number, seller,
  'agreement ' || agreement_number || ' was ' || CASE WHEN ordered_on IS NOT NULL THEN 'ordered' ELSE 'activated' END
    || ' and never delivered: it covers nothing'
FROM agreement
WHERE (ordered_on IS NOT NULL OR activated_on IS NOT NULL) AND delivered_on IS NULL AND cancelled_on IS NULL
UNION ALL
SELECT DISTINCT 'AGREEMENT_WITHOUT_ORDER', 'warning', product_number, serial_number, seller,
  'agreement ' || agreement_number || ' was delivered without an order'
FROM agreement WHERE ordered_on IS NULL AND delivered_on IS NOT NULL
UNION ALL
SELECT DISTINCT 'AGREEMENT_PROGRAM_UNKNOWN', 'warning', product_number, serial_number, seller,
  'agreement ' || agreement_number || ': no report says which program it is, so it covers nothing'
FROM agreement WHERE program IS NULL AND delivered_on IS NOT NULL
UNION ALL
SELECT DISTINCT 'RESPONSIBLE_NOT_SELLER', 'warning', product_number, serial_number, responsible,
  'agreement ' || agreement_number || ': ' || responsible || ' was responsible for the ' || step || ' of ' || step_on || ', ' || seller
    || ' sold it, and no exception is recorded'
FROM unit_step WHERE responsible <> seller AND exception IS NULL
UNION ALL
SELECT DISTINCT 'PAMS_NOT_AUTHORISED', 'error', a.product_number, a.serial_number, a.seller,
  'agreement ' || a.agreement_number || ': ' || a.seller || ' sold PAMS and is no Expert Video Partner'
FROM agreement a
LEFT JOIN core.party p ON p.party_id = a.seller
WHERE a.program = 'PAMS' AND NOT coalesce(p.expert_video_partner, false)
UNION ALL
SELECT DISTINCT 'PAMS_REFUSED', 'error', product_number, serial_number, party_id,
  'agreement ' || agreement_number || ' covers nothing: ' || party_id || ' was in breach when PAMS was ordered, and the policy refuses new PAMS'
FROM delivered_term WHERE refused
UNION ALL
SELECT 'UNIT_COVERED_TWICE', 'warning', product_number, serial_number, party_id,
  'agreement ' || first || ' (' || first_type || ') and agreement ' || second || ' (' || second_type || ') both cover ' || starts || ' to ' || ends
FROM overlap
UNION ALL
SELECT DISTINCT 'ENTITLEMENT_WITHOUT_UNIT', 'error', product_number, serial_number, seller,
  'agreement ' || agreement_number || ' covers a unit that was neither shipped nor sold'
FROM agreement ANTI JOIN unit USING (product_number, serial_number)
UNION ALL
SELECT DISTINCT 'ENTITLEMENT_WITHOUT_UNIT', 'warning', t.product_number, t.serial_number, t.party_id,
  'agreement ' || t.agreement_number || ' covers a unit that ' || CASE u.status
    WHEN 'returned' THEN 'came back on ' || u.last_transaction_on ELSE 'is in stock, as far as anyone has said' END
FROM term t
JOIN unsold u ON u.product_number = t.product_number AND u.serial_number = t.serial_number
WHERE t.kind = 'entitlement' AND t.ends >= getvariable('today')::DATE;

-- Phase:  pass.
-- Reads:  shipped, pos_event, used_sale, quarantined_row, first_report, core.party; variables today, stock_aging_days.
-- Yields: unit (one row for each asset: what its facts say) and reason (every reason that applies, with the day its grace counts
--         from; NULL for reasons that refuse nothing).
-- Why:    a refusal has a reason and a date from which it holds (requirement R3.5). All reasons are kept, not the first.
CREATE OR REPLACE TEMP TABLE unit AS
WITH last_event AS (
  SELECT product_number, serial_number, transaction_type, invoice_date
  FROM pos_event
  QUALIFY row_number() OVER (PARTITION BY product_number, serial_number ORDER BY seq DESC) = 1
), keys AS (
  SELECT product_number, serial_number FROM shipped
  UNION
  SELECT product_number, serial_number FROM last_event
)
SELECT
  k.product_number, k.serial_number, s.first_shipped_on, s.shipped_on, s.shipped_to,
  e.transaction_type AS last_transaction, e.invoice_date AS last_transaction_on,
  CASE
    WHEN e.transaction_type = 'sale' THEN CASE WHEN s.shipped_on IS NULL THEN 'unknown_origin' ELSE 'sold' END
    WHEN e.transaction_type = 'return' AND (s.shipped_on IS NULL OR s.shipped_on <= e.invoice_date) THEN 'returned'
    ELSE 'in_channel'
  END AS status
FROM keys k
LEFT JOIN shipped s ON s.product_number = k.product_number AND s.serial_number = k.serial_number
LEFT JOIN last_event e ON e.product_number = k.product_number AND e.serial_number = k.serial_number;

-- Reported under one product, shipped under another: both keys, with the report's date.
CREATE OR REPLACE TEMP TABLE mismatch AS
SELECT
  reported.product_number AS reported_product, shipped.product_number AS shipped_product, reported.serial_number,
  reported.last_transaction_on AS invoice_date, shipped.last_transaction IS NULL AS nothing_reported_as_shipped
FROM unit reported
JOIN unit shipped ON shipped.serial_number = reported.serial_number
WHERE reported.status = 'unknown_origin' AND shipped.shipped_on IS NOT NULL;

CREATE OR REPLACE TEMP TABLE reason AS
WITH today AS (
  SELECT getvariable('today')::DATE AS day, getvariable('stock_aging_days')::INTEGER AS aging
), quarantined AS (
  SELECT * FROM quarantined_row q ANTI JOIN pos_event USING (product_number, serial_number) WHERE q.counts
), mismatched AS (
  SELECT reported_product AS product_number, serial_number, invoice_date FROM mismatch
  UNION
  SELECT shipped_product, serial_number, invoice_date FROM mismatch WHERE nothing_reported_as_shipped
), unreported AS (
  SELECT u.product_number, u.serial_number, u.shipped_on, r.due_on, u.shipped_on + t.aging AS aged_on, t.day
  FROM unit u
  CROSS JOIN today t
  LEFT JOIN first_report r ON r.shipped_to = u.shipped_to AND r.shipped_on = u.shipped_on
  WHERE u.status = 'in_channel'
), silent AS (
  SELECT * FROM unreported
  ANTI JOIN quarantined USING (product_number, serial_number)
  ANTI JOIN mismatched USING (product_number, serial_number)
), party_names AS (
  SELECT end_user_key(party_name) AS name_key FROM core.party
  UNION
  SELECT end_user_key(party_id) FROM core.party
)
SELECT product_number, serial_number,
  CASE WHEN day <= aged_on THEN 'IN_CHANNEL' WHEN day <= due_on THEN 'REPORT_NOT_DUE' ELSE 'NO_POS_RECORD' END AS code,
  CASE WHEN day <= aged_on OR day <= due_on THEN NULL ELSE aged_on END AS counts_from
FROM silent
UNION ALL
SELECT product_number, serial_number, 'POS_IN_QUARANTINE', counts_from FROM quarantined SEMI JOIN unit USING (product_number, serial_number)
UNION ALL
SELECT product_number, serial_number, code, counts_from
FROM (SELECT product_number, serial_number, counts_from, unnest(list_distinct(codes)) AS code FROM quarantined)
SEMI JOIN unit USING (product_number, serial_number)
WHERE starts_with(code, 'END_USER_')
UNION ALL
SELECT product_number, serial_number, 'END_USER_IS_PARTY', sold_on
FROM used_sale SEMI JOIN party_names USING (name_key)
WHERE NOT conflict
UNION ALL
SELECT product_number, serial_number, 'END_USER_CONFLICT', sold_on FROM used_sale WHERE conflict
UNION ALL
SELECT product_number, serial_number, 'SERIAL_PRODUCT_MISMATCH', max(invoice_date) FROM mismatched GROUP BY ALL
UNION ALL
SELECT product_number, serial_number, 'SERIAL_UNKNOWN', last_transaction_on
FROM unit ANTI JOIN mismatched USING (product_number, serial_number)
WHERE shipped_on IS NULL
UNION ALL
SELECT product_number, serial_number, 'RETURNED', last_transaction_on FROM unit WHERE status = 'returned';

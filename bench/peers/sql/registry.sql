-- Reads:  accepted, rejected, shipment, party; variables today, reporter.
-- Yields: assets, one row a unit: what is known of it, whether it may be served, and the reason that decides.
-- Why:    shared by all peers, which differ in how rows come to be accepted. It decides what these files ask for, once, with nothing in
--         the registry before: no history, no evidence for each verdict, no findings, no waivers, no second source.
CREATE TEMP MACRO end_user_key(name) AS
  replace(regexp_replace(trim(regexp_replace(regexp_replace(lower(name), '[.''’]', '', 'g'), '[^\pL\pN]+', ' ', 'g')),
    '( (inc|incorporated|corp|corporation|ltd|limited|llc|llp|lp|plc|gmbh|mbh|ag|kg|kgaa|ohg|ug|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|co|company|pty|pte|kk))+$',
    ''), ' ', '');

-- Most units have one event and need no order; the others are ordered by day, on one day a return after the sale that it names.
CREATE TEMP TABLE last_event AS
WITH event AS (
  SELECT line, transaction_type, invoice_number, invoice_date, product_number, serial_number, selling_partner, end_user_name,
    end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country
  FROM accepted
  WHERE serial_number IS NOT NULL
), repeated AS (
  SELECT product_number, serial_number FROM event GROUP BY ALL HAVING count(*) > 1
), ranked AS (
  SELECT *,
    CASE
      WHEN transaction_type = 'return' THEN 1
      WHEN bool_or(transaction_type = 'return') OVER (PARTITION BY product_number, serial_number, invoice_date, invoice_number) THEN 0
      ELSE 2
    END AS day_rank
  FROM event
  SEMI JOIN repeated USING (product_number, serial_number)
), ordered AS (
  SELECT *, row_number() OVER (PARTITION BY product_number, serial_number ORDER BY invoice_date, day_rank, invoice_number, line) AS seq
  FROM ranked
), episode AS (
  SELECT *,
    max(seq) OVER unit AS last_seq,
    coalesce(max(CASE WHEN transaction_type = 'return' THEN seq END) OVER unit, 0) AS returned_seq
  FROM ordered
  WINDOW unit AS (PARTITION BY product_number, serial_number)
), sold AS (
  SELECT product_number, serial_number,
    count(DISTINCT end_user_key(end_user_name)) > 1 OR count(DISTINCT end_user_country) > 1
      OR count(DISTINCT upper(regexp_replace(end_user_postal_code, '[\s-]', '', 'g'))) > 1 AS conflict,
    CASE WHEN count(DISTINCT coalesce(selling_partner, getvariable('reporter'))) = 1 THEN any_value(coalesce(selling_partner, getvariable('reporter'))) END AS only_seller
  FROM episode
  WHERE seq > returned_seq
  GROUP BY ALL
)
SELECT *, false AS conflict, NULL::VARCHAR AS only_seller
FROM event
ANTI JOIN repeated USING (product_number, serial_number)
UNION ALL
SELECT e.* EXCLUDE (day_rank, seq, last_seq, returned_seq), coalesce(s.conflict, false), s.only_seller
FROM episode e
LEFT JOIN sold s ON s.product_number = e.product_number AND s.serial_number = e.serial_number
WHERE e.seq = e.last_seq;

CREATE TABLE assets AS
WITH shipped AS (
  SELECT product_number, serial_number, max(shipped_on) AS shipped_on
  FROM shipment
  WHERE reason IS NULL
  GROUP BY ALL
), quarantined AS (
  SELECT product_number, serial_number, coalesce(max(business_date), getvariable('today')) AS counts_from
  FROM rejected
  WHERE serial_number IS NOT NULL AND product_number IS NOT NULL
  GROUP BY ALL
), party_name AS (
  SELECT end_user_key(party_name) AS name FROM party UNION SELECT end_user_key(party_id) FROM party
), unit AS (
  SELECT
    coalesce(s.product_number, e.product_number) AS product_number, coalesce(s.serial_number, e.serial_number) AS serial_number,
    s.shipped_on, e.* EXCLUDE (product_number, serial_number),
    CASE
      WHEN e.transaction_type = 'sale' THEN CASE WHEN s.shipped_on IS NULL THEN 'unknown_origin' ELSE 'sold' END
      WHEN e.transaction_type = 'return' AND (s.shipped_on IS NULL OR s.shipped_on <= e.invoice_date) THEN 'returned'
      ELSE 'in_channel'
    END AS status
  FROM shipped s
  FULL JOIN last_event e ON e.product_number = s.product_number AND e.serial_number = s.serial_number
), reasoned AS (
  SELECT u.*, q.counts_from AS quarantined_from,
    CASE
      WHEN u.status = 'returned' THEN 'RETURNED'
      WHEN u.status = 'in_channel' AND q.counts_from IS NOT NULL THEN 'POS_IN_QUARANTINE'
      WHEN u.status = 'in_channel' AND getvariable('today') <= u.shipped_on + 120 THEN 'IN_CHANNEL'
      WHEN u.status = 'in_channel' THEN 'NO_POS_RECORD'
      WHEN NOT u.conflict AND end_user_key(u.end_user_name) IN (FROM party_name) THEN 'END_USER_IS_PARTY'
      WHEN u.conflict THEN 'END_USER_CONFLICT'
      WHEN u.status = 'unknown_origin' THEN 'SERIAL_UNKNOWN'
    END AS reason
  FROM unit u
  LEFT JOIN quarantined q ON q.product_number = u.product_number AND q.serial_number = u.serial_number
), dated AS (
  SELECT *,
    CASE reason
      WHEN 'RETURNED' THEN invoice_date - 1
      WHEN 'IN_CHANNEL' THEN NULL
      WHEN 'NO_POS_RECORD' THEN shipped_on + 120 + 45
      WHEN 'POS_IN_QUARANTINE' THEN quarantined_from + 45
      ELSE invoice_date + 45
    END AS grace_end
  FROM reasoned
)
SELECT
  product_number, serial_number, status, shipped_on,
  CASE WHEN status IN ('sold', 'unknown_origin') THEN invoice_date END AS sold_on,
  CASE
    WHEN status NOT IN ('sold', 'unknown_origin') THEN NULL
    WHEN conflict THEN only_seller
    ELSE coalesce(selling_partner, getvariable('reporter'))
  END AS sold_by,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_name END AS end_user_name,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_address_line1 END AS end_user_address_line1,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_city END AS end_user_city,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_state END AS end_user_state,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_postal_code END AS end_user_postal_code,
  CASE WHEN status IN ('sold', 'unknown_origin') AND NOT conflict THEN end_user_country END AS end_user_country,
  CASE
    WHEN reason IS NULL THEN 'eligible'
    WHEN grace_end IS NULL THEN 'in_channel'
    WHEN grace_end < getvariable('today') THEN 'ineligible'
    ELSE 'grace'
  END AS eligibility,
  reason,
  CASE WHEN reason <> 'RETURNED' THEN grace_end END AS grace_ends
FROM dated;

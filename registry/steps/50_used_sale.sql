-- Phase:  pass.
-- Reads:  pos_event; variable precedence (policy).
-- Yields: used_sale, one row a unit whose last POS fact is a sale: the sale that counts, whether its end user is in conflict,
--         and whether one source sold it twice.
-- Why:    one sale can arrive by two paths and the two can disagree (requirement R3.1). Agreement corroborates, a policy may
--         decide, otherwise nobody guesses.
CREATE OR REPLACE TEMP TABLE used_sale AS
WITH sale AS (
  SELECT *,
    [CASE rule
       WHEN 'partner' THEN CASE WHEN reported_by_kind = 'partner' THEN 0 ELSE 1 END
       WHEN 'distributor' THEN CASE WHEN reported_by_kind = 'distributor' THEN 0 ELSE 1 END
       ELSE -datediff('day', DATE '1970-01-01', invoice_date)
     END FOR rule IN getvariable('precedence')::VARCHAR[]] AS preference
  FROM pos_event
  WHERE transaction_type = 'sale' AND seq > last_return_seq
), preferred AS (
  SELECT *, min(preference) OVER (PARTITION BY product_number, serial_number) AS best
  FROM sale
), unit AS (
  SELECT
    product_number, serial_number,
    max(seq) AS last_seq,
    max(invoice_date) AS last_invoice_date,
    CASE WHEN count(DISTINCT sold_by) = 1 THEN min(sold_by) END AS only_seller,
    greatest(count(DISTINCT name_key), count(DISTINCT end_user_country), count(DISTINCT postal_key)) <= 1 AS agree,
    max(CASE WHEN preference = best THEN seq END) AS preferred_seq,
    greatest(
      count(DISTINCT name_key) FILTER (preference = best),
      count(DISTINCT end_user_country) FILTER (preference = best),
      count(DISTINCT postal_key) FILTER (preference = best)) <= 1 AS decided
  FROM preferred
  GROUP BY ALL
), twice AS (
  SELECT DISTINCT product_number, serial_number
  FROM sale
  GROUP BY product_number, serial_number, source_id
  HAVING count(DISTINCT invoice_number) > 1
)
SELECT
  e.product_number, e.serial_number, e.fact_id, e.seq, e.name_key,
  CASE WHEN u.agree OR u.decided THEN e.sold_by ELSE u.only_seller END AS sold_by,
  CASE WHEN u.agree OR u.decided THEN e.invoice_date ELSE u.last_invoice_date END AS sold_on,
  NOT (u.agree OR u.decided) AS conflict,
  NOT u.agree AS disagree,
  t.serial_number IS NOT NULL AS sold_twice,
  e.end_user_name, e.end_user_address_line1, e.end_user_city, e.end_user_state, e.end_user_postal_code, e.end_user_country
FROM unit u
JOIN pos_event e ON e.product_number = u.product_number AND e.serial_number = u.serial_number
  AND e.seq = CASE WHEN u.agree OR NOT u.decided THEN u.last_seq ELSE u.preferred_seq END
LEFT JOIN twice t ON t.product_number = u.product_number AND t.serial_number = u.serial_number;

-- Phase:  pass.
-- Reads:  sold_term, core.agreement_step, affected, core.product.
-- Yields: agreement_row (one row for each agreement, unit and sold term, with its steps), unit_step (which steps concern which row) and
--         agreement_term (the days that each agreement gives to a unit, as cancellations have left them).
-- Why:    quote, order, delivery, activation, renewal, cancellation and transfer are dated facts of two feeds (requirement R2.1). What they
--         make of an agreement depends on their days, never on the order in which they came.
CREATE OR REPLACE TEMP TABLE agreement_row AS
WITH named AS (
  SELECT * FROM core.agreement_step SEMI JOIN affected USING (product_number, serial_number) WHERE superseded_by IS NULL
), known_by_steps AS (
  SELECT n.agreement_number, n.product_number, n.serial_number, arg_max(n.seller, (n.step_on, n.seller)) AS seller
  FROM named n
  ANTI JOIN sold_term USING (agreement_number, product_number, serial_number)
  GROUP BY ALL
), said AS (
  -- What an agreement is, when only its steps say so.
  SELECT k.*, arg_max(s.program, (s.step_on, s.program)) AS program,
    arg_max(s.service_product_number, (s.step_on, s.service_product_number)) AS service_product_number
  FROM known_by_steps k
  JOIN core.agreement_step s ON s.agreement_number = k.agreement_number AND s.superseded_by IS NULL
    AND CASE WHEN s.serial_number IS NULL THEN s.seller = k.seller
             ELSE s.product_number = k.product_number AND s.serial_number = k.serial_number END
  GROUP BY ALL
)
SELECT *, lead(term_start) OVER (PARTITION BY agreement_number, product_number, serial_number ORDER BY term_start) AS next_start,
  row_number() OVER (PARTITION BY agreement_number, product_number, serial_number ORDER BY term_start) = 1 AS first
FROM (
  SELECT agreement_number, product_number, serial_number, seller, program, service_product_number, term_start, term_end,
    end_user_name, end_user_address_line1, end_user_city, end_user_state, end_user_postal_code, end_user_country,
    quote_number, quoted_on, order_number, ordered_on, delivered_on, coalesce(direct_customer_support, false) AS direct_customer_support,
    delivery_id, sheet, line
  FROM sold_term
  UNION ALL BY NAME
  SELECT s.agreement_number, s.product_number, s.serial_number, s.seller, coalesce(s.program, p.program) AS program, s.service_product_number,
    false AS direct_customer_support
  FROM said s
  LEFT JOIN core.product p ON p.product_number = s.service_product_number
);

-- Steps that give days go to the sold term in whose time they begin; all others concern the agreement.
CREATE OR REPLACE TEMP TABLE unit_step AS
SELECT a.agreement_number, a.product_number, a.serial_number, a.term_start AS sold_start, a.seller,
  s.step, s.step_on, coalesce(s.responsible_party, a.seller) AS responsible, s.exception, s.quote_number, s.order_number,
  s.term_start, s.term_end,
  s.end_user_name, s.end_user_address_line1, s.end_user_city, s.end_user_state, s.end_user_postal_code, s.end_user_country
FROM agreement_row a
JOIN core.agreement_step s ON s.agreement_number = a.agreement_number AND s.superseded_by IS NULL
  AND CASE WHEN s.serial_number IS NULL THEN s.seller = a.seller
           ELSE s.product_number = a.product_number AND s.serial_number = a.serial_number END
WHERE s.step NOT IN ('activation', 'renewal')
  OR ((a.first OR coalesce(s.term_start, s.step_on) >= a.term_start)
    AND coalesce(coalesce(s.term_start, s.step_on) < a.next_start, true));

CREATE OR REPLACE TEMP TABLE agreement_term AS
WITH cancelled AS (
  SELECT agreement_number, product_number, serial_number, sold_start, list(step_on) AS days
  FROM unit_step
  WHERE step = 'cancellation'
  GROUP BY ALL
), giving AS (
  SELECT s.*, list_min(list_filter(c.days, lambda day: day < s.step_on)) IS NOT NULL AS again
  FROM (SELECT DISTINCT agreement_number, product_number, serial_number, sold_start, step, step_on, term_start, term_end
        FROM unit_step WHERE step IN ('activation', 'renewal') AND term_start IS NOT NULL) s
  LEFT JOIN cancelled c ON c.agreement_number = s.agreement_number AND c.product_number = s.product_number AND c.serial_number = s.serial_number
    AND c.sold_start IS NOT DISTINCT FROM s.sold_start
), activated AS (
  -- An activation says from when on the sold term runs in truth; after a cancellation it gives a further term.
  SELECT * FROM giving
  WHERE step = 'activation' AND NOT again
  QUALIFY row_number() OVER (PARTITION BY agreement_number, product_number, serial_number, sold_start ORDER BY step_on DESC, term_start DESC, term_end DESC) = 1
), agreed AS (
  SELECT a.agreement_number, a.product_number, a.serial_number, a.term_start AS sold_start,
    coalesce(v.term_start, a.term_start) AS starts, coalesce(v.term_end, a.term_end) AS ends,
    CASE WHEN v.step IS NULL THEN 'sales_out' ELSE 'activation' END AS basis,
    coalesce(v.step_on, a.ordered_on, a.quoted_on, a.delivered_on, a.term_start) AS agreed_on, a.ordered_on
  FROM agreement_row a
  LEFT JOIN activated v ON v.agreement_number = a.agreement_number AND v.product_number = a.product_number
    AND v.serial_number = a.serial_number AND v.sold_start IS NOT DISTINCT FROM a.term_start
  UNION ALL
  SELECT agreement_number, product_number, serial_number, sold_start, term_start, term_end, step, step_on, step_on
  FROM giving
  WHERE step = 'renewal' OR again
)
SELECT t.*, least(t.ends, list_min(list_filter(c.days, lambda day: day >= t.agreed_on)) - 1) AS covers_until
FROM agreed t
LEFT JOIN cancelled c ON c.agreement_number = t.agreement_number AND c.product_number = t.product_number AND c.serial_number = t.serial_number
  AND c.sold_start IS NOT DISTINCT FROM t.sold_start
WHERE t.starts IS NOT NULL;

-- Phase:  pass.
-- Reads:  core.fact_sales_out, affected, live_delivery, replaced_day, correction_place.
-- Yields: sales_out_fact (every occurrence, with what supersedes it) and sold_term (one row for each term that was sold for a unit).
-- Why:    rows of one agreement, unit and first day speak of one term; of each of its days the latest row that says it counts, so that an
--         agreement that is reported again as it goes on loses nothing.
CREATE OR REPLACE TEMP TABLE sales_out_fact AS
SELECT
  f.*, d.source_id, coalesce(c.rank, d.rank) AS rank, coalesce(f.seller_party, d.party_id) AS seller,
  c.set_aside,
  superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
    coalesce(c.rank, d.rank), r.rank, r.delivery_id,
    lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
      PARTITION BY d.source_id, f.agreement_number, f.product_number, f.serial_number
      ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) AS superseded_by
FROM core.fact_sales_out f
SEMI JOIN affected USING (product_number, serial_number)
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.term_start;

CREATE OR REPLACE TEMP TABLE sold_term AS
WITH live AS (
  SELECT *, {rank: rank, line: line, delivery_id: delivery_id} AS place FROM sales_out_fact WHERE superseded_by IS NULL
), said AS (
  SELECT agreement_number, product_number, serial_number, term_start,
    arg_max(quoted_on, place) AS quoted_on, arg_max(quote_number, place) AS quote_number,
    arg_max(ordered_on, place) AS ordered_on, arg_max(order_number, place) AS order_number, arg_max(delivered_on, place) AS delivered_on
  FROM live
  GROUP BY ALL
)
SELECT l.* EXCLUDE (place, quoted_on, quote_number, ordered_on, order_number, delivered_on), s.quoted_on, s.quote_number, s.ordered_on,
  s.order_number, s.delivered_on
FROM (
  SELECT * FROM live
  QUALIFY row_number() OVER (PARTITION BY agreement_number, product_number, serial_number, term_start ORDER BY place DESC) = 1
) l
JOIN said s ON s.agreement_number = l.agreement_number AND s.product_number = l.product_number AND s.serial_number = l.serial_number
  AND s.term_start = l.term_start;

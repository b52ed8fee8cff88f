-- Phase:  pass.
-- Reads:  not_plain, facts in scope, core.product.
-- Yields: affected(product_number, serial_number): the units that are derived by all the steps that follow.
-- Why:    what was sold under the number of a service is no unit, also when the row names the serial of the unit that it covers.
CREATE OR REPLACE TEMP TABLE affected AS
SELECT DISTINCT product_number, serial_number
FROM (
  SELECT product_number, serial_number FROM core.fact_shipments
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_pos
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_sales_out
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_agreements
)
WHERE in_scope(product_number, serial_number) AND hash(serial_number) IN (FROM not_plain)
  AND product_number NOT IN (SELECT product_number FROM core.product WHERE product_type = 'service');

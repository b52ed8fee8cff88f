-- Reads:  not_plain, facts in scope.
-- Yields: affected(product_number, serial_number): the units that are derived by all the steps that follow.
CREATE OR REPLACE TEMP TABLE affected AS
SELECT DISTINCT product_number, serial_number
FROM (
  SELECT product_number, serial_number FROM core.fact_shipments
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_pos
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_sales_out
)
WHERE in_scope(product_number, serial_number) AND hash(serial_number) IN (FROM not_plain);

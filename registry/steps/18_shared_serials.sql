-- Phase:  shared.
-- Reads:  touched, facts, core.asset.
-- Yields: touched_key(product_number, serial_number): the touched keys and every key that shares a serial with one of them.
-- Why:    an asset is a function of all its facts; a serial reported under another product concerns both keys, so keys that share a
--         serial are derived together.
CREATE OR REPLACE TEMP TABLE touched_key AS
WITH serials AS (
  SELECT DISTINCT serial_number FROM touched
), keys AS (
  SELECT product_number, serial_number FROM touched
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_shipments SEMI JOIN serials USING (serial_number)
  UNION ALL
  SELECT product_number, serial_number FROM core.fact_pos SEMI JOIN serials USING (serial_number)
  UNION ALL
  SELECT product_number, serial_number FROM core.asset SEMI JOIN serials USING (serial_number)
)
SELECT DISTINCT product_number, serial_number
FROM keys
WHERE product_number IS NOT NULL AND serial_number IS NOT NULL;

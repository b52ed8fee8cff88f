-- Reads:  core.asset, core.term, core.support, core.evidence, core.fact_shipments, core.fact_pos, core.product, core.agreement_invoice,
--         core.delivery.
-- Yields: main.coverage (one row for each term of each asset), main.support (who serves an asset, from when until when) and main.evidence
--         (every line that speaks of an asset).
-- Why:    coverage is kept apart from eligibility, and every verdict explains itself down to the line of the file. A unit whose warranty is
--         one term has it in core.asset, and one without a service term is served under it. Of a plain unit (shipped once, sold once or not
--         yet) the facts themselves are the evidence; all that is said of any other unit stands in core.evidence. The invoice of a service
--         speaks of the unit that the service is for, where an agreement says which.
CREATE OR REPLACE VIEW main.coverage AS
SELECT product_number, serial_number, 'warranty' AS kind, warranty_type AS type, warranty_start AS starts, warranty_end AS ends,
  warranty_start_basis AS basis, NULL::VARCHAR AS agreement_number, NULL::VARCHAR AS party_id, NULL::BOOLEAN AS direct_customer_support
FROM core.asset
ANTI JOIN (SELECT product_number, serial_number FROM core.term WHERE kind = 'warranty') USING (product_number, serial_number)
WHERE warranty_start IS NOT NULL
UNION ALL
SELECT product_number, serial_number, kind, type, starts, ends, basis, agreement_number, party_id, direct_customer_support
FROM core.term;

CREATE OR REPLACE VIEW main.support AS
SELECT product_number, serial_number, warranty_start AS starts, warranty_end AS ends, 'manufacturer' AS support_l1_l2,
  'manufacturer' AS support_l3, 'WARRANTY' AS reason, NULL::VARCHAR AS agreement_number, 'warranty' AS kind, warranty_type AS type,
  NULL::VARCHAR AS detail
FROM core.asset
ANTI JOIN core.support USING (product_number, serial_number)
WHERE warranty_start IS NOT NULL
UNION ALL
SELECT product_number, serial_number, starts, ends, support_l1_l2, support_l3, reason, agreement_number, kind, type, detail
FROM core.support;

CREATE OR REPLACE VIEW main.evidence AS
WITH service AS (
  SELECT product_number FROM core.product WHERE product_type = 'service'
), spoken AS (
  SELECT product_number, serial_number, fact_kind, delivery_id, sheet, line, used, why FROM core.evidence
  UNION ALL
  SELECT product_number, serial_number, 'shipment', delivery_id, sheet, line, true, 'shipped to ' || ship_to_party || ' on ' || shipped_on
  FROM core.fact_shipments ANTI JOIN core.evidence USING (product_number, serial_number)
  WHERE product_number IS NOT NULL AND serial_number IS NOT NULL
  UNION ALL
  SELECT product_number, serial_number, 'sale', delivery_id, sheet, line, true, 'the sale that counts'
  FROM core.fact_pos ANTI JOIN core.evidence USING (product_number, serial_number) ANTI JOIN service USING (product_number)
  WHERE product_number IS NOT NULL AND serial_number IS NOT NULL
  UNION ALL
  SELECT product_number, serial_number, 'service_invoice', delivery_id, sheet, line, true,
    'invoice ' || invoice_number || ' of agreement ' || agreement_number || ' on ' || invoiced_on
  FROM core.agreement_invoice
  UNION ALL
  SELECT f.product_number, f.serial_number, 'service_invoice', f.delivery_id, f.sheet, f.line, false,
    'names a service for this serial number, and is the invoice of no term on record'
  FROM core.fact_pos f
  SEMI JOIN service s ON s.product_number = f.product_number
  ANTI JOIN core.agreement_invoice i ON i.delivery_id = f.delivery_id AND i.line = f.line AND i.sheet IS NOT DISTINCT FROM f.sheet
  WHERE f.serial_number IS NOT NULL
)
SELECT e.product_number, e.serial_number, e.fact_kind, e.delivery_id, d.file_name, e.sheet, e.line, e.used, e.why,
  d.contract_id, d.contract_version
FROM spoken e
LEFT JOIN core.delivery d USING (delivery_id);

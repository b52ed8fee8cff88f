-- Phase:  program.
-- Reads:  core.mention, core.product, core.fact_pos, live_delivery, replaced_day, correction_place, core.agreement.
-- Yields: service_invoice (each reported sale of a service product) and core.agreement_invoice (which term of which agreement it invoices).
-- Why:    an invoice of a service names the unit that it covers, or has the number of the agreement or of its order. It is for the term whose
--         first day is nearest: services are invoiced before and after they begin. Nothing is read where nobody reports such an invoice.
CREATE OR REPLACE TEMP TABLE service_invoice AS
WITH service AS (
  SELECT product_number FROM core.product WHERE product_type = 'service'
), named AS (
  SELECT DISTINCT delivery_id FROM core.mention SEMI JOIN service USING (product_number)
)
SELECT f.product_number AS service_product_number, f.serial_number, f.invoice_number, f.invoice_date AS invoiced_on,
  coalesce(f.selling_partner, d.party_id) AS seller, f.delivery_id, f.sheet, f.line
FROM core.fact_pos f
SEMI JOIN named USING (delivery_id)
SEMI JOIN service USING (product_number)
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.invoice_date
WHERE f.transaction_type = 'sale'
QUALIFY superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
  coalesce(c.rank, d.rank), r.rank, r.delivery_id,
  lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
    PARTITION BY d.source_id, f.invoice_number, f.invoice_line, f.product_number, f.serial_number
    ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) IS NULL;

DELETE FROM core.agreement_invoice;
INSERT INTO core.agreement_invoice BY NAME
WITH term AS (
  SELECT agreement_number, product_number, serial_number, seller_party, service_product_number, order_number, term_start AS sold_start,
    unnest(covers).starts AS term_start
  FROM core.agreement
  SEMI JOIN service_invoice USING (service_product_number)
)
SELECT t.agreement_number, t.product_number, t.serial_number, t.sold_start, t.term_start, i.invoice_number, i.invoiced_on, i.delivery_id, i.sheet, i.line
FROM service_invoice i
JOIN term t ON t.service_product_number = i.service_product_number
  AND CASE WHEN i.serial_number IS NULL THEN i.seller = t.seller_party AND i.invoice_number IN (t.agreement_number, t.order_number)
           ELSE i.serial_number = t.serial_number END
QUALIFY row_number() OVER (
  PARTITION BY i.delivery_id, i.sheet, i.line, t.product_number, t.serial_number
  ORDER BY abs(datediff('day', t.term_start, i.invoiced_on)), t.term_start, t.agreement_number) = 1;

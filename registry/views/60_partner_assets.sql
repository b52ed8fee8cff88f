-- Reads:  core.partner_difference, core.delivery.
-- Yields: main.partner_differences: what a partner's own list says of each unit beside what the registry says.
-- Why:    partners keep their own asset records; the differences are sent back (requirement R6.3).
CREATE OR REPLACE VIEW main.partner_differences AS
SELECT p.party_id, p.product_number, p.serial_number, p.attribute, p.state, p.theirs, p.ours, p.delivery_id, d.file_name, p.sheet, p.line
FROM core.partner_difference p
LEFT JOIN core.delivery d USING (delivery_id);

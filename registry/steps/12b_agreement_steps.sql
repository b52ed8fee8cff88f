-- Phase:  agreements.
-- Reads:  core.fact_agreements, live_delivery, replaced_day, correction_place.
-- Yields: core.agreement_step: every reported step, with what replaces it.
-- Why:    a step of a whole agreement concerns units of several passes, so steps are settled once. What makes a step the same step, for a
--         source that updates: agreement, step and unit; of a renewal its first day and of a transfer its day as well, since these recur.
DELETE FROM core.agreement_step;
INSERT INTO core.agreement_step BY NAME
SELECT
  f.agreement_number, coalesce(f.seller_party, d.party_id) AS seller, f.step, f.step_on, f.responsible_party, f.exception, f.program,
  f.service_product_number, f.product_number, f.serial_number, f.quote_number, f.order_number, f.term_start, f.term_end,
  f.end_user_name, f.end_user_address_line1, f.end_user_city, f.end_user_state, f.end_user_postal_code, f.end_user_country, f.reason,
  f.delivery_id, f.sheet, f.line, c.set_aside,
  superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
    coalesce(c.rank, d.rank), r.rank, r.delivery_id,
    lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
      PARTITION BY d.source_id, f.agreement_number, f.step, f.product_number, f.serial_number,
        CASE f.step WHEN 'renewal' THEN f.term_start WHEN 'transfer' THEN f.step_on END
      ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) AS superseded_by
FROM core.fact_agreements f
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.step_on;

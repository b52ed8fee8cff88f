-- Phase:  pass.
-- Reads:  core.fact_pos, affected, live_delivery, replaced_day, correction_place, core.party.
-- Yields: pos_fact (every occurrence, with what supersedes it) and pos_event (each fact once, in business order: seq, episode).
-- Why:    within a unit facts are ordered by business date; on one day a return comes after the sale that it names and before a
--         sale with another invoice. An episode is what follows the last return.
CREATE OR REPLACE TEMP TABLE pos_fact AS
SELECT
  f.*, pos_fact_id(d.source_id, f) AS fact_id, d.source_id, d.party_id AS reported_by, coalesce(c.rank, d.rank) AS rank,
  c.set_aside,
  superseded_by(d.corrections, f.delivery_id, c.set_aside, coalesce(d.file_replaced_by, c.file_replaced_by),
    coalesce(c.rank, d.rank), r.rank, r.delivery_id,
    lead(CASE WHEN c.set_aside IS NULL THEN f.delivery_id END IGNORE NULLS) OVER (
      PARTITION BY d.source_id, f.invoice_number, f.invoice_line, f.product_number, f.serial_number
      ORDER BY coalesce(c.rank, d.rank), coalesce(c.root_line, f.line), f.line, f.item)) AS superseded_by
FROM core.fact_pos f
SEMI JOIN affected USING (product_number, serial_number)
JOIN live_delivery d USING (delivery_id)
LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
LEFT JOIN replaced_day r ON r.source_id = d.source_id AND r.day = f.invoice_date;

-- Ordered by few columns, so that the wide rows are moved once.
CREATE OR REPLACE TEMP TABLE pos_event AS
WITH once AS (
  SELECT rowid AS row_id, fact_id, transaction_type, product_number, serial_number, invoice_date, invoice_number
  FROM pos_fact
  WHERE superseded_by IS NULL
  QUALIFY row_number() OVER (PARTITION BY fact_id ORDER BY rank, line, item) = 1
), ranked AS (
  SELECT *,
    CASE
      WHEN transaction_type = 'return' THEN 1
      WHEN bool_or(transaction_type = 'return') OVER (PARTITION BY product_number, serial_number, invoice_date, invoice_number) THEN 0
      ELSE 2
    END AS day_rank
  FROM once
), ordered AS (
  SELECT row_id, product_number, serial_number, transaction_type,
    row_number() OVER (PARTITION BY product_number, serial_number ORDER BY invoice_date, day_rank, invoice_number, fact_id) AS seq
  FROM ranked
), episode AS (
  SELECT row_id, seq,
    coalesce(max(CASE WHEN transaction_type = 'return' THEN seq END) OVER (PARTITION BY product_number, serial_number), 0) AS last_return_seq
  FROM ordered
)
SELECT
  f.*, o.seq, o.last_return_seq,
  coalesce(f.selling_partner, f.reported_by) AS sold_by,
  p.party_kind AS reported_by_kind,
  end_user_key(f.end_user_name) AS name_key,
  postal_key(f.end_user_postal_code) AS postal_key
FROM pos_fact f
JOIN episode o ON o.row_id = f.rowid
LEFT JOIN core.party p ON p.party_id = f.reported_by;

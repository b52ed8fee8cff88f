-- Reads:  core.fact_partner_assets, core.delivery, live_delivery, correction_place.
-- Yields: listed (the rows of partners' lists that count) and list_party (who has a list, an empty one too).
-- Why:    a list is a state and no report of a period: the latest delivery of a source is its list. Under replace_file each file name is a
--         part of it, under upsert a delivery names what is new or changed. Later is decided by rank, and a corrected row shares the
--         fate of the file that it corrects.
CREATE OR REPLACE TEMP TABLE partner_list AS
SELECT d.*, max(CASE WHEN d.usable THEN d.rank END) OVER (PARTITION BY d.source_id) AS newest
FROM live_delivery d
JOIN core.delivery c USING (delivery_id)
WHERE c.feed = 'partner_assets' AND NOT coalesce(c.is_correction, false);

CREATE OR REPLACE TEMP TABLE counting_list AS
SELECT *
FROM partner_list
WHERE usable AND CASE corrections WHEN 'replace_file' THEN file_replaced_by IS NULL WHEN 'upsert' THEN true ELSE rank = newest END;

CREATE OR REPLACE TEMP TABLE listed AS
WITH placed AS (
  SELECT f.*, l.source_id, l.corrections, coalesce(c.rank, l.rank) AS rank, coalesce(c.root_line, f.line) AS first_line
  FROM core.fact_partner_assets f
  LEFT JOIN correction_place c ON c.delivery_id = f.delivery_id AND c.line = f.line AND c.sheet IS NOT DISTINCT FROM f.sheet
  JOIN counting_list l ON l.delivery_id = coalesce(c.root_delivery, f.delivery_id)
  WHERE c.set_aside IS NULL
)
SELECT * EXCLUDE (corrections)
FROM placed
-- A unit may stand on several lines of one list, one for each of its terms; a later list of an upserting source replaces all of them.
QUALIFY corrections <> 'upsert' OR rank = max(rank) OVER (PARTITION BY source_id, party_id, product_number, serial_number);

CREATE OR REPLACE TEMP TABLE list_party AS
SELECT DISTINCT party_id FROM listed
UNION
SELECT party_id FROM counting_list WHERE status = 'nil';

-- Phase:  once.
-- Reads:  core.delivery, core.source, core.delivery_period, core.correction_place.
-- Yields: live_delivery (whose rows count, with the delivery that replaces the whole file), replaced_day (for each source in
--         mode replace_period and each day, the latest delivery that restates that day),
--         correction_place (where the rows of corrected copies stand).
-- Why:    later is decided by rank (what the delivery says of itself), never by arrival. A delivery of which nothing was usable
--         replaces nothing. A corrected copy replaces no file and no period; its rows share the fate of the file that they correct.
CREATE OR REPLACE TEMP TABLE live_delivery AS
WITH counting AS (
  SELECT *,
    status <> 'rejected' OR delivery_id IN (SELECT root_delivery FROM core.correction_place WHERE root_counts AND accepted) AS usable,
    coalesce(is_correction, false) AS is_copy
  FROM core.delivery
  WHERE status IN ('accepted', 'partial', 'rejected', 'nil')
)
SELECT
  d.delivery_id, d.source_id, d.party_id, d.file_name, d.rank, d.received_on, d.status,
  coalesce(s.corrections, 'append') AS corrections, d.usable,
  CASE WHEN s.corrections = 'replace_file' AND NOT d.is_copy
    THEN lead(CASE WHEN d.usable THEN d.delivery_id END IGNORE NULLS)
      OVER (PARTITION BY d.source_id, d.is_copy, d.file_name ORDER BY d.rank) END AS file_replaced_by
FROM counting d
LEFT JOIN core.source s USING (source_id);

CREATE OR REPLACE TEMP TABLE correction_place AS
SELECT c.*, d.file_replaced_by
FROM core.correction_place c
LEFT JOIN live_delivery d ON d.delivery_id = c.root_delivery;

CREATE OR REPLACE TEMP TABLE replaced_day AS
WITH days AS (
  SELECT d.source_id, d.rank, d.delivery_id, unnest(generate_series(p.period_from, p.period_to, INTERVAL 1 DAY))::DATE AS day
  FROM live_delivery d
  JOIN core.delivery_period p USING (delivery_id)
  WHERE d.corrections = 'replace_period' AND d.usable
)
SELECT source_id, day, max(rank) AS rank, arg_max(delivery_id, rank) AS delivery_id
FROM days
GROUP BY ALL;

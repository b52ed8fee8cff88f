-- Reads:  core.delivery, core.source, core.delivery_period.
-- Yields: live_delivery (whose rows count, with the delivery that replaces the whole file), replaced_day (for each source in
--         mode replace_period and each day, the latest delivery that restates that day).
-- Why:    later is decided by rank (what the delivery says of itself), never by arrival. A delivery of which nothing was usable
--         replaces nothing.
CREATE OR REPLACE TEMP TABLE live_delivery AS
SELECT
  d.delivery_id, d.source_id, d.party_id, d.file_name, d.rank, d.received_on, d.status,
  coalesce(s.corrections, 'append') AS corrections,
  CASE WHEN s.corrections = 'replace_file'
    THEN lead(CASE WHEN d.status <> 'rejected' THEN d.delivery_id END IGNORE NULLS)
      OVER (PARTITION BY d.source_id, d.file_name ORDER BY d.rank) END AS file_replaced_by
FROM core.delivery d
LEFT JOIN core.source s USING (source_id)
WHERE d.status IN ('accepted', 'partial', 'rejected', 'nil');

CREATE OR REPLACE TEMP TABLE replaced_day AS
WITH days AS (
  SELECT d.source_id, d.rank, d.delivery_id, unnest(generate_series(p.period_from, p.period_to, INTERVAL 1 DAY))::DATE AS day
  FROM live_delivery d
  JOIN core.delivery_period p USING (delivery_id)
  WHERE d.corrections = 'replace_period' AND d.status <> 'rejected'
)
SELECT source_id, day, max(rank) AS rank, arg_max(delivery_id, rank) AS delivery_id
FROM days
GROUP BY ALL;

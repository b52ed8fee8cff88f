-- Phase:  program.
-- Reads:  core.partner_difference.
-- Yields: program_finding, with one row for each party and kind of difference.
-- Why:    a list may have thousands of units; which they are stands in the view partner_differences (requirement R6.3).
INSERT INTO program_finding BY NAME
WITH unit AS (
  SELECT party_id, product_number, serial_number,
    CASE WHEN bool_or(state = 'only_there') THEN 'only_there' WHEN bool_or(state = 'only_here') THEN 'only_here' ELSE 'differs' END AS state
  FROM core.partner_difference
  WHERE state IN ('differ', 'only_there', 'only_here')
  GROUP BY ALL
)
SELECT 'PARTNER_ASSET_' || upper(state) AS kind, 'warning' AS severity, party_id,
  count(*) || CASE state
    WHEN 'differs' THEN ' unit(s) stand otherwise in the list of ' || party_id || ' than in the registry'
    WHEN 'only_there' THEN ' unit(s) stand in the list of ' || party_id || ' and not in the registry'
    ELSE ' unit(s) that ' || party_id || ' sold or serves do not stand in its list'
  END AS detail, 'its list' AS about
FROM unit
GROUP BY party_id, state;

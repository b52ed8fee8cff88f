-- Reads:  listed, list_party, counting_list, core.asset, core.rejected_row.
-- Yields: listed_unit (each row of a list with the unit of the registry that it means) and only_here (units of a party that its list lacks).
-- Why:    a serial that the registry has under one other product is that unit under a wrong product number, not one unit too many and
--         one too few. A party's list should have what the party sold and what it serves; a row of it in quarantine is there all the same.
CREATE OR REPLACE TEMP TABLE listed_unit AS
WITH known AS (
  SELECT product_number, serial_number FROM core.asset SEMI JOIN (SELECT serial_number FROM listed) USING (serial_number)
), exact AS (
  SELECT DISTINCT l.party_id, l.product_number, l.serial_number
  FROM listed l
  SEMI JOIN known USING (product_number, serial_number)
), otherwise AS (
  SELECT l.party_id, l.product_number, l.serial_number, min(k.product_number) AS meant
  FROM (SELECT DISTINCT party_id, product_number, serial_number FROM listed ANTI JOIN known USING (product_number, serial_number)) l
  JOIN known k ON k.serial_number = l.serial_number
  -- What the list names itself under its own product is not meant by another row.
  ANTI JOIN exact e ON e.party_id = l.party_id AND e.product_number = k.product_number AND e.serial_number = k.serial_number
  GROUP BY ALL
  HAVING count(*) = 1
)
SELECT l.*, CASE WHEN e.serial_number IS NOT NULL THEN l.product_number ELSE o.meant END AS our_product
FROM listed l
LEFT JOIN exact e ON e.party_id = l.party_id AND e.product_number = l.product_number AND e.serial_number = l.serial_number
LEFT JOIN otherwise o ON o.party_id = l.party_id AND o.product_number = l.product_number AND o.serial_number = l.serial_number;

CREATE OR REPLACE TEMP TABLE only_here AS
WITH quarantined AS (
  SELECT d.party_id, r.product_number, unnest(r.serial_numbers) AS serial_number
  FROM core.rejected_row r
  JOIN counting_list d USING (delivery_id)
), theirs AS (
  SELECT sold_by AS party_id, product_number, serial_number FROM core.asset SEMI JOIN list_party ON party_id = sold_by
  UNION
  SELECT support_l1_l2, product_number, serial_number FROM core.asset SEMI JOIN list_party ON party_id = support_l1_l2
)
SELECT t.*
FROM theirs t
ANTI JOIN listed_unit l ON l.party_id = t.party_id AND l.our_product = t.product_number AND l.serial_number = t.serial_number
ANTI JOIN quarantined q ON q.party_id = t.party_id AND q.product_number = t.product_number AND q.serial_number = t.serial_number;

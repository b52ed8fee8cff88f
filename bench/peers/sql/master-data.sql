-- Reads:  variables parties_file and shipments_file (CSV).
-- Yields: party, shipment and rejected_shipment.
-- Why:    shared by all peers: what was shipped is judged by the same means, and is not what they differ in.
CREATE TABLE party AS
SELECT trim(party_id) AS party_id, trim(party_name) AS party_name
FROM read_csv(getvariable('parties_file'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
  columns = {party_id: 'VARCHAR', party_name: 'VARCHAR', party_kind: 'VARCHAR', expert_video_partner: 'VARCHAR', country: 'VARCHAR'});

CREATE TABLE shipment AS
WITH raw AS (
  SELECT *
  FROM read_csv(getvariable('shipments_file'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '\N',
    columns = {shipped_on: 'VARCHAR', ship_to_party: 'VARCHAR', product_number: 'VARCHAR', serial_number: 'VARCHAR', delivery_note: 'VARCHAR'})
)
SELECT
  try_strptime(trim(shipped_on), '%Y-%m-%d')::DATE AS shipped_on, trim(ship_to_party) AS ship_to_party,
  trim(product_number) AS product_number, upper(trim(serial_number)) AS serial_number, trim(delivery_note) AS delivery_note,
  CASE
    WHEN try_strptime(trim(shipped_on), '%Y-%m-%d') IS NULL THEN 'DATE_INVALID'
    WHEN trim(ship_to_party) = '' OR trim(product_number) = '' OR trim(serial_number) = '' THEN 'REQUIRED'
    WHEN regexp_matches(upper(trim(serial_number)), '^-?\d+(?:[.,]\d+)?E\+\d+$|^-?\d[.,]\d+E-\d{2,3}$') THEN 'SERIAL_SCIENTIFIC'
    WHEN regexp_matches(serial_number, '[,;\r\n]') THEN 'SERIAL_SEPARATOR_UNDECLARED'
  END AS reason
FROM raw;

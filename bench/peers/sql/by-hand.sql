-- Reads:  variable pos_files (CSV); macros made from lists: in_NAME(t) and postal_code_fits(country, code).
-- Yields: pos: every row of the files once, typed, and with the first reason against it; accepted and rejected are views of it.
-- Why:    what a good data engineer writes when the contract of the POS feed is to be kept and DuckDB is there: all cells as text, one
--         dialect, no inference, one pass, the checks of a row in the order of its columns. Written by hand and tuned by hand.

-- trim() with a set of characters costs five CPU seconds for a million rows, so it is called where there is something to cut.
CREATE TEMP MACRO tidy(t) AS
  CASE
    WHEN starts_with(t, ' ') OR ends_with(t, ' ') OR starts_with(t, chr(160)) OR ends_with(t, chr(160)) OR starts_with(t, chr(9)) OR ends_with(t, chr(9))
    THEN trim(t, ' ' || chr(9) || chr(160))
    ELSE t
  END;

-- No list is joined, and no IN is long enough to become a join: that would lose the order of the file, and with it the line of a row.
CREATE TEMP MACRO is_broken(t) AS
  starts_with(t, '#') AND regexp_full_match(t, '(?i)#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|##+)');

CREATE TEMP MACRO to_day(t) AS
  CASE WHEN try_strptime(t, ['%Y-%m-%d', '%Y-%m-%d 00:00:00'])::DATE BETWEEN DATE '1990-01-01' AND DATE '2100-12-31'
  THEN try_strptime(t, ['%Y-%m-%d', '%Y-%m-%d 00:00:00'])::DATE END;

CREATE TEMP MACRO to_number(t) AS
  CASE WHEN regexp_full_match(t, '[+-]?(\d{1,14}|\d{1,3}(,\d{3}){1,3})?(\.\d*)?') THEN try_cast(replace(t, ',', '') AS DECIMAL(18, 4)) END;

-- Compared without case, accents, punctuation and blanks. What has a letter and a digit is in no list and need not be folded: most streets.
CREATE TEMP MACRO folded(t) AS regexp_replace(upper(strip_accents(t)), '[^\pL\pN]+', '', 'g');
CREATE TEMP MACRO folded_word(t) AS CASE WHEN NOT regexp_matches(t, '\pL.*\d|\d.*\pL') THEN folded(t) END;
CREATE TEMP MACRO is_placeholder(fold, t) AS
  (in_placeholder(fold) OR regexp_full_match(fold, 'X{2,}|0*|9{3,}')) AND NOT in_real_name(t);

-- A box, with no street before it; military post.
CREATE TEMP MACRO box() AS
  '(?i)(?:^|[^\pL\pN])(?:(?:G\.?\s?)?P[.\s]*O[.\s]*BOX(?:[^\pL\pN]|$)|POST\s*OFFICE\s*BOX(?:[^\pL\pN]|$)|POSTFACH(?:[^\pL\pN]|$)'
  || '|(?:BO[IÎ]TE|CASE)\s+POSTALE(?:[^\pL\pN]|$)|CASELLA\s+POSTALE|CAIXA\s+POSTAL|SKRYTKA\s+POCZTOWA|PRIVATE\s+BAG'
  || '|P[.\s]*O[.\s]*B\.?[\s.:,#]*\d|POST\s*(?:OFFICE|BOX)[\s.:,#]*\d|B\.?\s?P\.?[\s.:,#]*\d|(?:POSTBUS|POSTBOKS|CASILLA|LOCKED\s+BAG)[\s.:,#]*\d'
  || '|(?:APARTADO|AP(?:AR)?T?DO\.?)(?:\s+(?:DE\s+CORREOS?|POSTAL|A[EÉ]REO))?[\s.:,#]*\d)';
CREATE TEMP MACRO is_box(t) AS
  CASE
    WHEN regexp_matches(t, box()) THEN NOT regexp_matches(regexp_extract(t, '^(.*?)' || box(), 1), '\d.*\pL{3}|\pL{3}.*\d')
    ELSE regexp_matches(t, '(?i)(?:^|[^\pL\pN])[AFD]PO[\s,]+(?:A[AEP]|\d{3,5})(?:[^\pL\pN]|$)|^[AFD]PO$')
  END;

CREATE TABLE pos AS
WITH raw AS (
  SELECT *
  FROM read_csv(
    getvariable('pos_files'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\n',
    -- A cell that is empty is '', one that is not there is NULL: that is how a row with too few cells, or one too many, is known
    null_padding = true, nullstr = '\N',
    columns = {
      transaction_type: 'VARCHAR', invoice_number: 'VARCHAR', invoice_line: 'VARCHAR', invoice_date: 'VARCHAR', ship_date: 'VARCHAR',
      product_number: 'VARCHAR', serial_number: 'VARCHAR', quantity: 'VARCHAR', selling_partner: 'VARCHAR', end_user_name: 'VARCHAR',
      end_user_address_line1: 'VARCHAR', end_user_address_line2: 'VARCHAR', end_user_city: 'VARCHAR', end_user_state: 'VARCHAR',
      end_user_postal_code: 'VARCHAR', end_user_country: 'VARCHAR', end_user_contact: 'VARCHAR', end_user_email: 'VARCHAR',
      end_user_phone: 'VARCHAR', unit_price: 'VARCHAR', currency: 'VARCHAR', reseller_note: 'VARCHAR', one_too_many: 'VARCHAR'})
), cells AS (
  SELECT
    tidy(transaction_type) AS transaction_type, tidy(invoice_number) AS invoice_number, tidy(invoice_line) AS invoice_line,
    tidy(invoice_date) AS invoice_date, tidy(ship_date) AS ship_date, tidy(product_number) AS product_number,
    upper(tidy(serial_number)) AS serial_number, tidy(quantity) AS quantity, tidy(selling_partner) AS selling_partner,
    tidy(end_user_name) AS name, tidy(end_user_address_line1) AS line1, tidy(end_user_address_line2) AS line2, tidy(end_user_city) AS city,
    tidy(end_user_state) AS state, tidy(end_user_postal_code) AS postal_code, upper(tidy(end_user_country)) AS country,
    tidy(end_user_contact) AS contact, tidy(end_user_email) AS email, tidy(end_user_phone) AS phone, tidy(unit_price) AS unit_price,
    upper(tidy(currency)) AS currency, reseller_note IS NULL OR tidy(one_too_many) <> '' AS out_of_line
  FROM raw
), typed AS (
  SELECT *, lower(transaction_type) AS kind, to_day(invoice_date) AS invoice_day, to_day(ship_date) AS ship_day,
    to_number(quantity) AS count, to_number(unit_price) AS price,
    folded_word(name) AS name_fold, folded_word(line1) AS line1_fold, folded_word(city) AS city_fold,
    CASE WHEN in_country_with_states(country) THEN country || folded(state) END AS state_key,
    CASE
      WHEN regexp_matches(serial_number, '^-?\d+(?:[.,]\d+)?E\+\d+$|^-?\d[.,]\d+E-\d{2,3}$') THEN 'SERIAL_SCIENTIFIC'
      WHEN regexp_matches(serial_number, '[,;\r\n]') THEN 'SERIAL_SEPARATOR_UNDECLARED'
    END AS serial_problem
  FROM cells
), judged AS (
  SELECT *,
    CASE
      WHEN out_of_line THEN 'CELL_COUNT'
      WHEN is_broken(transaction_type) OR is_broken(invoice_number) OR is_broken(invoice_line) OR is_broken(invoice_date) OR is_broken(ship_date)
        OR is_broken(product_number) OR is_broken(serial_number) OR is_broken(quantity) OR is_broken(selling_partner) OR is_broken(name)
        OR is_broken(line1) OR is_broken(line2) OR is_broken(city) OR is_broken(state) OR is_broken(postal_code) OR is_broken(country)
        OR is_broken(unit_price) OR is_broken(currency) THEN 'CELL_ERROR'
      WHEN kind NOT IN ('', 'sale', 'return') THEN 'VALUE_UNKNOWN'
      WHEN invoice_number = '' OR invoice_date = '' THEN 'REQUIRED'
      WHEN invoice_day IS NULL OR (ship_date <> '' AND ship_day IS NULL) THEN 'DATE_INVALID'
      WHEN product_number = '' THEN 'REQUIRED'
      WHEN serial_problem IS NOT NULL THEN serial_problem
      WHEN quantity = '' THEN 'REQUIRED'
      WHEN count IS NULL THEN 'NUMBER_INVALID'
      WHEN count <> trunc(count) THEN 'NUMBER_NOT_WHOLE'
      WHEN name = '' THEN 'END_USER_MISSING'
      WHEN line1 = '' OR city = '' OR NOT in_country(country) THEN 'END_USER_ADDRESS_INCOMPLETE'
      WHEN unit_price <> '' AND price IS NULL THEN 'NUMBER_INVALID'
      WHEN currency <> '' AND NOT in_currency(currency) THEN 'CURRENCY_UNKNOWN'
      WHEN count = 0 THEN 'QUANTITY_ZERO'
      WHEN count < 0 THEN 'QUANTITY_NEGATIVE'
      WHEN serial_number <> '' AND count <> 1 THEN 'SERIAL_COUNT_MISMATCH'
      WHEN is_placeholder(name_fold, name) THEN 'END_USER_PLACEHOLDER'
      WHEN is_placeholder(line1_fold, line1) THEN 'END_USER_ADDRESS_INCOMPLETE'
      WHEN is_box(line1) THEN 'END_USER_ADDRESS_PO_BOX'
      WHEN is_placeholder(city_fold, city) AND NOT in_real_town(country || city_fold) THEN 'END_USER_ADDRESS_INCOMPLETE'
      WHEN regexp_matches(city, '(?i)^[AFD]PO(?:[\s,]+A[AEP])?$') THEN 'END_USER_ADDRESS_PO_BOX'
      WHEN NOT in_state(state_key) THEN 'END_USER_ADDRESS_INCOMPLETE'
      WHEN NOT postal_code_fits(country, upper(postal_code)) THEN 'END_USER_ADDRESS_INCOMPLETE'
    END AS reason
  FROM typed
)
SELECT
  reason, coalesce(nullif(kind, ''), 'sale') AS transaction_type, invoice_number, nullif(invoice_line, '') AS invoice_line, invoice_day AS invoice_date,
  ship_day AS ship_date, nullif(product_number, '') AS product_number, CASE WHEN serial_problem IS NULL THEN nullif(serial_number, '') END AS serial_number,
  count::BIGINT AS quantity, nullif(selling_partner, '') AS selling_partner, name AS end_user_name, line1 AS end_user_address_line1,
  nullif(line2, '') AS end_user_address_line2, city AS end_user_city, nullif(state, '') AS end_user_state,
  nullif(postal_code, '') AS end_user_postal_code, country AS end_user_country, nullif(contact, '') AS end_user_contact,
  nullif(email, '') AS end_user_email, nullif(phone, '') AS end_user_phone, price AS unit_price, nullif(currency, '') AS currency
FROM judged;

-- Rows are kept in the order of the file, and no cell of it has a line break: the line follows from the row's place.
CREATE VIEW accepted AS SELECT rowid + 2 AS line, * EXCLUDE (reason) FROM pos WHERE reason IS NULL;
CREATE VIEW rejected AS
SELECT rowid + 2 AS line, reason AS code,
  CASE WHEN reason <> 'CELL_COUNT' THEN product_number END AS product_number, CASE WHEN reason <> 'CELL_COUNT' THEN serial_number END AS serial_number,
  CASE WHEN reason <> 'CELL_COUNT' THEN invoice_date END AS business_date
FROM pos WHERE reason IS NOT NULL;

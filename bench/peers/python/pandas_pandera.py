"""Peer: pandas reads and prepares, pandera judges with all errors of a column at once, DuckDB keeps and decides."""

import pandas as pd
import pandera.pandas as pa

from common import (
    BLANKS, BOX, BROKEN, COLUMNS, COUNTRIES, CURRENCIES, DAY, FILLER, HEADER, JOINED, LENIENT, LETTER_AND_DIGIT, MILITARY_TOWN, NUMBER,
    PLACEHOLDERS, POSTAL_FORMS, REAL_NAMES, REAL_TOWNS, SCIENTIFIC, STATES, WITH_STATES, decide, folded, is_box, job, lost_cells, open_result,
)  # fmt: skip


def read(path):
    names = [*HEADER, "one_too_many"]
    rows = pd.read_csv(path, header=None, skiprows=1, names=names, dtype=str, keep_default_na=False)
    return rows.assign(lost_cells=lost_cells(path))


def to_day(text):
    day = pd.to_datetime(text.where(text.str.match(DAY)), format="%Y-%m-%d", errors="coerce")
    return day.where(day.dt.year.between(1990, 2100))


def to_number(text):
    return pd.to_numeric(text.where(text.str.match(NUMBER)).str.replace(",", ""), errors="coerce")


def fold(text):
    # What has a letter and a digit is in no list: most streets
    words = text[~text.str.contains(LETTER_AND_DIGIT)]
    return words.map({word: folded(word) for word in words.unique()}).reindex(text.index)


def is_placeholder(text, fold):
    return (fold.isin(PLACEHOLDERS) | fold.str.match(FILLER).fillna(False).astype(bool)) & ~text.isin(REAL_NAMES)


def postal_code_fits(country, code):
    code, fits = code.str.upper(), pd.Series(True, index=code.index)
    bare = code.str.replace(r"\s+", "", regex=True).str.replace(r"^[A-Z]{1,2}-?(\d)", r"\1", regex=True)
    for name in country.unique():
        if name in POSTAL_FORMS:
            rows = country == name
            fits[rows] = code[rows].str.fullmatch(POSTAL_FORMS[name]) | bare[rows].str.fullmatch(POSTAL_FORMS[name])
    return fits


rows = pd.concat([read(path) for path in job["pos_files"]], ignore_index=True)
rows["line"] = rows.index + 2
for name in COLUMNS:
    rows[name] = rows[name].str.strip(BLANKS)
for name in ("serial_number", "end_user_country", "currency"):
    rows[name] = rows[name].str.upper()
rows["transaction_type"] = rows["transaction_type"].str.lower()

# What a check of one column cannot see
in_line = ~rows["lost_cells"] & (rows["one_too_many"].fillna("").str.strip(BLANKS) == "")
invoice_day, ship_day = to_day(rows["invoice_date"]), to_day(rows["ship_date"])
count, price = to_number(rows["quantity"]), to_number(rows["unit_price"])
country, line1, city = rows["end_user_country"], rows["end_user_address_line1"], rows["end_user_city"]
name_fold, line1_fold, city_fold = fold(rows["end_user_name"]), fold(line1), fold(city)
maybe_box = line1[line1.str.contains(BOX)]
box = maybe_box.map(is_box).reindex(line1.index, fill_value=False)
in_states = country.isin(WITH_STATES)
state_key = (country[in_states] + rows["end_user_state"][in_states].map(folded)).reindex(country.index)

# In the order in which a row's reasons count; each says which rows pass
broken = {name: ~(rows[name].str.startswith("#") & rows[name].str.match(BROKEN)) for name in COLUMNS if name not in LENIENT}
CHECKS = [
    ("line", "CELL_COUNT", in_line),
    *[(name, "CELL_ERROR", passed) for name, passed in broken.items()],
    ("transaction_type", "VALUE_UNKNOWN", rows["transaction_type"].isin(["", "sale", "return"])),
    ("invoice_number", "REQUIRED", rows["invoice_number"] != ""),
    ("invoice_date", "REQUIRED", rows["invoice_date"] != ""),
    ("invoice_date", "DATE_INVALID", invoice_day.notna()),
    ("ship_date", "DATE_INVALID", (rows["ship_date"] == "") | ship_day.notna()),
    ("product_number", "REQUIRED", rows["product_number"] != ""),
    ("serial_number", "SERIAL_SCIENTIFIC", ~rows["serial_number"].str.contains(SCIENTIFIC)),
    ("serial_number", "SERIAL_SEPARATOR_UNDECLARED", ~rows["serial_number"].str.contains(JOINED)),
    ("quantity", "REQUIRED", rows["quantity"] != ""),
    ("quantity", "NUMBER_INVALID", count.notna()),
    ("quantity", "NUMBER_NOT_WHOLE", count.isna() | (count % 1 == 0)),
    ("end_user_name", "END_USER_MISSING", rows["end_user_name"] != ""),
    ("end_user_address_line1", "END_USER_ADDRESS_INCOMPLETE", line1 != ""),
    ("end_user_city", "END_USER_ADDRESS_INCOMPLETE", city != ""),
    ("end_user_country", "END_USER_ADDRESS_INCOMPLETE", country.isin(COUNTRIES)),
    ("unit_price", "NUMBER_INVALID", (rows["unit_price"] == "") | price.notna()),
    ("currency", "CURRENCY_UNKNOWN", (rows["currency"] == "") | rows["currency"].isin(CURRENCIES)),
    ("quantity", "QUANTITY_ZERO", count != 0),
    ("quantity", "QUANTITY_NEGATIVE", ~(count < 0)),
    ("serial_number", "SERIAL_COUNT_MISMATCH", (rows["serial_number"] == "") | (count == 1)),
    ("end_user_name", "END_USER_PLACEHOLDER", ~is_placeholder(rows["end_user_name"], name_fold)),
    ("end_user_address_line1", "END_USER_ADDRESS_INCOMPLETE", ~is_placeholder(line1, line1_fold)),
    ("end_user_address_line1", "END_USER_ADDRESS_PO_BOX", ~box),
    ("end_user_city", "END_USER_ADDRESS_INCOMPLETE", ~(is_placeholder(city, city_fold) & ~(country + city_fold.fillna("")).isin(REAL_TOWNS))),
    ("end_user_city", "END_USER_ADDRESS_PO_BOX", ~city.str.match(MILITARY_TOWN)),
    ("end_user_state", "END_USER_ADDRESS_INCOMPLETE", state_key.isna() | state_key.isin(STATES)),
    ("end_user_postal_code", "END_USER_ADDRESS_INCOMPLETE", postal_code_fits(country, rows["end_user_postal_code"])),
]

contract = pa.DataFrameSchema(
    {
        name: pa.Column(
            checks=[
                pa.Check(lambda _series, passed=passed: passed, name=f"{order:02}:{code}", ignore_na=False)
                for order, (column, code, passed) in enumerate(CHECKS)
                if column == name
            ]
        )
        for name in ["line", *COLUMNS]
    }
)  # fmt: skip
try:
    contract.validate(rows, lazy=True)
    code = pd.Series(index=rows.index, dtype=object)
except pa.errors.SchemaErrors as errors:
    cases = errors.failure_cases
    code = cases.groupby("index")["check"].min().str.slice(3).reindex(rows.index)

typed = {
    "transaction_type": rows["transaction_type"].replace("", "sale"),
    "invoice_date": invoice_day,
    "ship_date": ship_day,
    "quantity": count,
    "unit_price": price,
}
good = code.isna()
accepted = pd.DataFrame({name: typed[name] if name in typed else rows[name].where(rows[name] != "") for name in COLUMNS})[good]
accepted.insert(0, "line", rows["line"][good])
readable_serial = ~rows["serial_number"].str.contains(SCIENTIFIC) & ~rows["serial_number"].str.contains(JOINED) & (rows["serial_number"] != "")
rejected = pd.DataFrame(
    {
        "line": rows["line"],
        "code": code,
        "product_number": rows["product_number"].where(in_line & (rows["product_number"] != "")),
        "serial_number": rows["serial_number"].where(in_line & readable_serial),
        "business_date": invoice_day.where(in_line),
    }
)[~good]

connection = open_result()
connection.execute(
    """CREATE TABLE accepted AS SELECT * REPLACE (invoice_date::DATE AS invoice_date, ship_date::DATE AS ship_date, quantity::BIGINT AS quantity,
         unit_price::DECIMAL(18, 4) AS unit_price) FROM accepted;
       CREATE TABLE rejected AS SELECT * REPLACE (business_date::DATE AS business_date) FROM rejected"""
)
decide(connection)
connection.close()

"""Peer: polars reads and judges column by column, DuckDB keeps and decides."""

import polars as pl

from common import (
    BLANKS, BOX, BROKEN, COLUMNS, COUNTRIES, CURRENCIES, DAY, FILLER, HEADER, JOINED, LENIENT, MILITARY_TOWN, NUMBER, PLACEHOLDERS,
    POSTAL_FORMS, REAL_NAMES, REAL_TOWNS, SCIENTIFIC, STATES, WITH_STATES, decide, is_box, job, lost_cells, open_result,
)  # fmt: skip

col = pl.col


def fold(name):
    letters = col(name).str.normalize("NFKD").str.to_uppercase().str.replace_all(r"[^\pL\pN]+", "")
    # What has a letter and a digit is in no list: most streets
    return pl.when(~col(name).str.contains(r"\pL.*\d|\d.*\pL")).then(letters).alias(f"{name}_fold")


def placeholder(name):
    key = col(f"{name}_fold")
    return (key.is_in(PLACEHOLDERS) | key.str.contains(FILLER)) & ~col(name).is_in(REAL_NAMES)


def to_day(name):
    day = col(name).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(col(name).str.contains(DAY) & day.dt.year().is_between(1990, 2100)).then(day)


def to_number(name):
    return pl.when(col(name).str.contains(NUMBER)).then(col(name).str.replace_all(",", "").cast(pl.Decimal(18, 4), strict=False))


def postal_code_fails(countries):
    """One branch for each country that occurs: polars computes all branches for all rows."""
    code = col("end_user_postal_code").str.to_uppercase()
    bare = code.str.replace_all(r"\s+", "").str.replace(r"^[A-Z]{1,2}-?(\d)", "$1")
    fits = pl.lit(True)
    for country in countries:
        form = f"^(?:{POSTAL_FORMS[country]})$"
        fits = pl.when(col("end_user_country") == country).then(code.str.contains(form) | bare.str.contains(form)).otherwise(fits)
    return ~fits


def read(path):
    names = [*HEADER, "one_too_many"]
    rows = pl.read_csv(
        path, has_header=False, skip_rows=1, schema={name: pl.String for name in names}, missing_columns="insert", empty_string_is_null=False
    )  # fmt: skip
    return rows.with_columns(lost_cells=pl.Series(lost_cells(path)))


def cell(name):
    text = col(name).str.strip_chars(BLANKS)
    if name in ("serial_number", "end_user_country", "currency"):
        return text.str.to_uppercase()
    return text.str.to_lowercase() if name == "transaction_type" else text


def first_reason(checks):
    return pl.coalesce([pl.when(check).then(pl.lit(code)) for code, check in checks])


cells = pl.concat([read(path) for path in job["pos_files"]]).with_row_index("line", 2)
cells = cells.with_columns(
    *[cell(name) for name in COLUMNS],
    out_of_line=col("lost_cells") | (col("one_too_many").fill_null("").str.strip_chars(BLANKS) != ""),
).with_columns(
    invoice_day=to_day("invoice_date"), ship_day=to_day("ship_date"), count=to_number("quantity"), price=to_number("unit_price"),
    serial_problem=pl.when(col("serial_number").str.contains(SCIENTIFIC)).then(pl.lit("SERIAL_SCIENTIFIC"))
    .when(col("serial_number").str.contains(JOINED)).then(pl.lit("SERIAL_SEPARATOR_UNDECLARED")),
    end_user_name_fold=fold("end_user_name"), end_user_address_line1_fold=fold("end_user_address_line1"), end_user_city_fold=fold("end_user_city"),
    state_key=pl.when(col("end_user_country").is_in(WITH_STATES)).then(
        col("end_user_country") + col("end_user_state").str.normalize("NFKD").str.to_uppercase().str.replace_all(r"[^\pL\pN]+", "")
    ),
    maybe_box=col("end_user_address_line1").str.contains(BOX),
)  # fmt: skip
# What stands before a box is looked at row by row, where there is a box at all
boxes = cells.filter("maybe_box").select("line", "end_user_address_line1")
in_box = [line for line, text in boxes.iter_rows() if is_box(text)]
countries = [country for country in cells["end_user_country"].unique() if country in POSTAL_FORMS]
broken = pl.any_horizontal([col(name).str.starts_with("#") & col(name).str.contains(BROKEN) for name in COLUMNS if name not in LENIENT])

judged = cells.with_columns(
    code=first_reason(
        [
            ("CELL_COUNT", col("out_of_line")),
            ("CELL_ERROR", broken),
            ("VALUE_UNKNOWN", ~col("transaction_type").is_in(["", "sale", "return"])),
            ("REQUIRED", (col("invoice_number") == "") | (col("invoice_date") == "")),
            ("DATE_INVALID", col("invoice_day").is_null() | ((col("ship_date") != "") & col("ship_day").is_null())),
            ("REQUIRED", col("product_number") == ""),
            ("SERIAL_SCIENTIFIC", col("serial_problem") == "SERIAL_SCIENTIFIC"),
            ("SERIAL_SEPARATOR_UNDECLARED", col("serial_problem").is_not_null()),
            ("REQUIRED", col("quantity") == ""),
            ("NUMBER_INVALID", col("count").is_null()),
            ("NUMBER_NOT_WHOLE", col("count") != col("count").cast(pl.Int64, strict=False)),
            ("END_USER_MISSING", col("end_user_name") == ""),
            (
                "END_USER_ADDRESS_INCOMPLETE",
                (col("end_user_address_line1") == "") | (col("end_user_city") == "") | ~col("end_user_country").is_in(COUNTRIES),
            ),
            ("NUMBER_INVALID", (col("unit_price") != "") & col("price").is_null()),
            ("CURRENCY_UNKNOWN", (col("currency") != "") & ~col("currency").is_in(CURRENCIES)),
            ("QUANTITY_ZERO", col("count") == 0),
            ("QUANTITY_NEGATIVE", col("count") < 0),
            ("SERIAL_COUNT_MISMATCH", (col("serial_number") != "") & (col("count") != 1)),
            ("END_USER_PLACEHOLDER", placeholder("end_user_name")),
            ("END_USER_ADDRESS_INCOMPLETE", placeholder("end_user_address_line1")),
            ("END_USER_ADDRESS_PO_BOX", col("line").is_in(in_box)),
            (
                "END_USER_ADDRESS_INCOMPLETE",
                placeholder("end_user_city") & ~(col("end_user_country") + col("end_user_city_fold")).is_in(REAL_TOWNS),
            ),
            ("END_USER_ADDRESS_PO_BOX", col("end_user_city").str.contains(MILITARY_TOWN)),
            ("END_USER_ADDRESS_INCOMPLETE", ~col("state_key").is_in(STATES)),
            ("END_USER_ADDRESS_INCOMPLETE", postal_code_fails(countries)),
        ]
    )
)

typed = {
    "transaction_type": pl.when(col("transaction_type") == "").then(pl.lit("sale")).otherwise(col("transaction_type")),
    "invoice_date": col("invoice_day"),
    "ship_date": col("ship_day"),
    "quantity": col("count").cast(pl.Int64, strict=False),
    "unit_price": col("price"),
}
accepted = judged.filter(col("code").is_null()).select(
    "line", *[(typed[name] if name in typed else pl.when(col(name) != "").then(col(name))).alias(name) for name in COLUMNS]
)
readable = ~col("out_of_line")
rejected = judged.filter(col("code").is_not_null()).select(
    "line",
    "code",
    pl.when(readable & (col("product_number") != "")).then(col("product_number")).alias("product_number"),
    pl.when(readable & (col("serial_number") != "") & col("serial_problem").is_null()).then(col("serial_number")).alias("serial_number"),
    pl.when(readable).then(col("invoice_day")).alias("business_date"),
)

connection = open_result()
connection.execute("CREATE TABLE accepted AS FROM accepted")
connection.execute("CREATE TABLE rejected AS FROM rejected")
decide(connection)
connection.close()

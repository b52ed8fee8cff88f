"""What the peers in Python share: the job, the lists and expressions of the rules, and DuckDB at the end."""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

import duckdb

job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))

COLUMNS = (
    "transaction_type invoice_number invoice_line invoice_date ship_date product_number serial_number quantity selling_partner end_user_name "
    "end_user_address_line1 end_user_address_line2 end_user_city end_user_state end_user_postal_code end_user_country end_user_contact "
    "end_user_email end_user_phone unit_price currency"
).split()
HEADER = [*COLUMNS, "reseller_note"]
# Told to nobody when they are broken: no sale is rejected for a contact
LENIENT = {"end_user_contact", "end_user_email", "end_user_phone"}


def reference(name):
    with open(Path(job["reference"]) / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


PLACEHOLDERS = {row[0] for row in reference("placeholder")}
REAL_NAMES = [row[0] for row in reference("real_name")]
REAL_TOWNS = {row[0] for row in reference("real_town")}
STATES = {row[0] for row in reference("state")}
WITH_STATES = {row[0] for row in reference("country_with_states")}
COUNTRIES = {row[0] for row in reference("country")}
CURRENCIES = {row[0] for row in reference("currency")}
POSTAL_FORMS = {country: form for country, form in reference("postal_form")}

BLANKS = " \t\u00a0"
DAY = r"^\d{4}-\d{2}-\d{2}$"
NUMBER = r"^[+-]?(?:\d{1,14}|\d{1,3}(?:,\d{3}){1,3})?(?:\.\d*)?$"
BROKEN = r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|##+)$"
SCIENTIFIC = r"^-?\d+(?:[.,]\d+)?E\+\d+$|^-?\d[.,]\d+E-\d{2,3}$"
JOINED = r"[,;\r\n]"
LETTER_AND_DIGIT = r"[^\W\d_].*\d|\d.*[^\W\d_]"
FILLER = r"^(?:X{2,}|0*|9{3,})$"
MILITARY_TOWN = r"(?i)^[AFD]PO(?:[\s,]+A[AEP])?$"
# Without look-behind, so that every engine takes it
START, END = r"(?:^|[^\w])", r"(?:[^\w]|$)"
BOX = (
    rf"(?i){START}(?:(?:G\.?\s?)?P[.\s]*O[.\s]*BOX{END}|POST\s*OFFICE\s*BOX{END}|POSTFACH{END}|(?:BO[IÎ]TE|CASE)\s+POSTALE{END}"
    r"|CASELLA\s+POSTALE|CAIXA\s+POSTAL|SKRYTKA\s+POCZTOWA|PRIVATE\s+BAG|P[.\s]*O[.\s]*B\.?[\s.:,#]*\d|POST\s*(?:OFFICE|BOX)[\s.:,#]*\d"
    r"|B\.?\s?P\.?[\s.:,#]*\d|(?:POSTBUS|POSTBOKS|CASILLA|LOCKED\s+BAG)[\s.:,#]*\d"
    r"|(?:APARTADO|AP(?:AR)?T?DO\.?)(?:\s+(?:DE\s+CORREOS?|POSTAL|A[EÉ]REO))?[\s.:,#]*\d)"
    rf"|{START}[AFD]PO[\s,]+(?:A[AEP]|\d{{3,5}}){END}|^[AFD]PO$"
)
box = re.compile(BOX)
street = re.compile(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*\d")


def is_box(line):
    """A box with no street before it."""
    found = box.search(line)
    return found is not None and street.search(line[: found.start()]) is None


def folded(text):
    """As names are compared: without case, accents, punctuation and blanks."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).upper() if letter.isalnum())


def postal_code_fits(country, code):
    form = POSTAL_FORMS.get(country)
    if form is None or re.fullmatch(form, code):
        return True
    return re.fullmatch(form, re.sub(r"^[A-Z]{1,2}-?(?=\d)", "", re.sub(r"\s+", "", code))) is not None


def lost_cells(path):
    """For each row whether it has fewer cells than the header: no reader of data frames tells a cell that is not there from an empty one."""
    needed = len(HEADER) - 1
    with open(path, "rb") as file:
        next(file)
        return [
            line.count(b",") < needed or (b'"' in line and len(next(csv.reader([line.decode()]))) <= needed) for line in file
        ]  # fmt: skip


def open_result():
    """The DuckDB file to end with. Its settings stay as they are."""
    connection = duckdb.connect(job["result"])
    for name in ("parties_file", "shipments_file", "reporter"):
        connection.execute(f"SET VARIABLE {name} = ?", [job[name]])
    connection.execute("SET VARIABLE today = ?::DATE", [job["today"]])
    return connection


def decide(connection):
    """From accepted and rejected rows to verdicts, by the SQL that all peers share."""
    for name in ("master-data.sql", "registry.sql"):
        connection.execute((Path(job["sql"]) / name).read_text(encoding="utf-8"))

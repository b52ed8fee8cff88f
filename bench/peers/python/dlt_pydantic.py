"""Peer: dlt loads into DuckDB what a pydantic model lets through, row by row; DuckDB decides."""

import csv
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Optional

os.environ.update(RUNTIME__DLTHUB_TELEMETRY="false", RUNTIME__LOG_LEVEL="ERROR")

import dlt
import duckdb
from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from common import (
    BLANKS, BROKEN, COLUMNS, COUNTRIES, CURRENCIES, DAY, FILLER, HEADER, JOINED, LENIENT, MILITARY_TOWN, NUMBER, PLACEHOLDERS, REAL_NAMES,
    REAL_TOWNS, SCIENTIFIC, STATES, WITH_STATES, decide, folded, is_box, job, open_result, postal_code_fits,
)  # fmt: skip


def wrong(code):
    return PydanticCustomError(code, code)


def read_day(text):
    try:
        day = date.fromisoformat(text) if re.match(DAY, text) else None
    except ValueError:
        day = None
    if day is None or not 1990 <= day.year <= 2100:
        raise wrong("DATE_INVALID")
    return day


def read_number(text):
    if not re.match(NUMBER, text) or not any(letter.isdigit() for letter in text):
        raise wrong("NUMBER_INVALID")
    return Decimal(text.replace(",", ""))


def read_whole(text):
    number = read_number(text)
    if number != int(number):
        raise wrong("NUMBER_NOT_WHOLE")
    return int(number)


def read_serial(text):
    serial = text.upper()
    if re.search(SCIENTIFIC, serial):
        raise wrong("SERIAL_SCIENTIFIC")
    if re.search(JOINED, serial):
        raise wrong("SERIAL_SEPARATOR_UNDECLARED")
    return serial


def one_of(words, code):
    def read(text):
        if text not in words:
            raise wrong(code)
        return text

    return read


def cell(read=str, required=None, default=None, lenient=False, change=str):
    def validate(text):
        text = change(text.strip(BLANKS))
        if not lenient and text.startswith("#") and re.match(BROKEN, text):
            raise wrong("CELL_ERROR")
        if text == "":
            if required is not None:
                raise wrong(required)
            return default
        return read(text)

    return BeforeValidator(validate)


def is_placeholder(text):
    field = folded(text)
    return (field in PLACEHOLDERS or re.match(FILLER, field) is not None) and text not in REAL_NAMES


Text = Annotated[Optional[str], cell()]
Contact = Annotated[Optional[str], cell(lenient=True)]
Code = Annotated[str, cell(required="REQUIRED")]
INCOMPLETE = "END_USER_ADDRESS_INCOMPLETE"


class Pos(BaseModel):
    line: int
    transaction_type: Annotated[str, cell(one_of({"sale", "return"}, "VALUE_UNKNOWN"), default="sale", change=str.lower)]
    invoice_number: Code
    invoice_line: Text
    invoice_date: Annotated[date, cell(read_day, required="REQUIRED")]
    ship_date: Annotated[Optional[date], cell(read_day)]
    product_number: Code
    serial_number: Annotated[Optional[str], cell(read_serial)]
    quantity: Annotated[int, cell(read_whole, required="REQUIRED")]
    selling_partner: Text
    end_user_name: Annotated[str, cell(required="END_USER_MISSING")]
    end_user_address_line1: Annotated[str, cell(required=INCOMPLETE)]
    end_user_address_line2: Text
    end_user_city: Annotated[str, cell(required=INCOMPLETE)]
    end_user_state: Text
    end_user_postal_code: Text
    end_user_country: Annotated[str, cell(one_of(COUNTRIES, INCOMPLETE), required=INCOMPLETE, change=str.upper)]
    end_user_contact: Contact
    end_user_email: Contact
    end_user_phone: Contact
    unit_price: Annotated[Optional[Decimal], cell(read_number)]
    currency: Annotated[Optional[str], cell(one_of(CURRENCIES, "CURRENCY_UNKNOWN"), change=str.upper)]

    @model_validator(mode="after")
    def whole_row(self):
        line1, city, country = self.end_user_address_line1, self.end_user_city, self.end_user_country
        if self.quantity <= 0:
            raise wrong("QUANTITY_ZERO" if self.quantity == 0 else "QUANTITY_NEGATIVE")
        if self.serial_number is not None and self.quantity != 1:
            raise wrong("SERIAL_COUNT_MISMATCH")
        if is_placeholder(self.end_user_name):
            raise wrong("END_USER_PLACEHOLDER")
        if is_placeholder(line1):
            raise wrong(INCOMPLETE)
        if is_box(line1) or re.match(MILITARY_TOWN, city):
            raise wrong("END_USER_ADDRESS_PO_BOX")
        if is_placeholder(city) and country + folded(city) not in REAL_TOWNS:
            raise wrong(INCOMPLETE)
        if country in WITH_STATES and country + folded(self.end_user_state or "") not in STATES:
            raise wrong(INCOMPLETE)
        if not postal_code_fits(country, (self.end_user_postal_code or "").upper()):
            raise wrong(INCOMPLETE)
        return self


class Readable(BaseModel):
    """What a rejected row says of its unit, where that can be read."""

    product_number: Code
    serial_number: Annotated[str, cell(read_serial, required="REQUIRED")]
    invoice_date: Annotated[date, cell(read_day, required="REQUIRED")]


def readable(raw, name):
    try:
        return getattr(Readable.__pydantic_validator__.validate_assignment(Readable.model_construct(), name, raw[name]), name)
    except (ValidationError, KeyError):
        return None


def lines():
    line = 1
    for path in job["pos_files"]:
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for cells in reader:
                line += 1
                yield line, cells


def fits(cells):
    return len(cells) >= len(HEADER) and not any(cell.strip() for cell in cells[len(HEADER) :])


# dlt's own way: the model is the contract, and rows that break it are discarded without a word
@dlt.resource(name="accepted", columns=Pos, schema_contract={"columns": "freeze", "data_type": "discard_row"})
def accepted():
    for line, cells in lines():
        if fits(cells):
            yield {"line": line, **dict(zip(COLUMNS, cells))}


def rejected(known):
    """What was discarded is judged once more, for its reason."""
    for line, cells in lines():
        if line in known:
            continue
        if not fits(cells):
            yield {"line": line, "code": "CELL_COUNT"}
            continue
        raw = dict(zip(COLUMNS, cells))
        try:
            Pos(line=line, **raw)
        except ValidationError as error:
            unit = {name: readable(raw, name) for name in ("product_number", "serial_number")}
            yield {"line": line, "code": error.errors()[0]["type"], **unit, "business_date": readable(raw, "invoice_date")}


REJECTED = {
    "line": {"data_type": "bigint"}, "code": {"data_type": "text"}, "product_number": {"data_type": "text"},
    "serial_number": {"data_type": "text"}, "business_date": {"data_type": "date"},
}  # fmt: skip

home = Path(job["result"]).parent
pipeline = dlt.pipeline(
    "bench", pipelines_dir=str(home / "pipelines"), destination=dlt.destinations.duckdb(job["result"]), dataset_name="main"
)  # fmt: skip
pipeline.run(accepted())
with duckdb.connect(job["result"]) as loaded:
    known = {line for (line,) in loaded.execute("SELECT line FROM accepted").fetchall()}
pipeline.run(dlt.resource(rejected(known), name="rejected", columns=REJECTED))

connection = open_result()
decide(connection)
connection.close()

"""Reads the first sheet of a workbook with calamine and prints how many rows there were: python workbook_calamine.py FILE."""

import sys

from python_calamine import CalamineWorkbook

workbook = CalamineWorkbook.from_path(sys.argv[1])
print(sum(1 for _ in workbook.get_sheet_by_index(0).iter_rows()))

#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Transship contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""readxlsx.py FILE: every sheet of a workbook, by name, as JSON; a formula is told by its type."""

import datetime
import json
import sys

import openpyxl


def value(cell):
    if cell.data_type == "f":
        return {"formula": str(cell.value)}
    return cell.value.isoformat() if isinstance(cell.value, datetime.datetime) else cell.value


def main():
    with open(sys.argv[1], "rb") as file:  # whatever its name ends with
        book = openpyxl.load_workbook(file)
    sheets = {sheet.title: [[value(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book}
    json.dump(sheets, sys.stdout)


if __name__ == "__main__":
    main()

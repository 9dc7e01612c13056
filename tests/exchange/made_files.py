"""Referral files made for tests: every person in them is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

COLUMNS = (
    "prap_reference", "referral_made_on", "received_at", "first_name", "last_name", "date_of_birth",
    "ni_number", "address", "postcode", "nation", "telephone", "email", "benefit", "claim_start_date",
    "work_coach", "jobcentre", "vulnerable", "mappa", "scr", "notes",
)  # fmt: skip
GOOD = {
    "prap_reference": "PR-1001",
    "referral_made_on": "2021-05-17",
    "received_at": "2021-05-17 10:15",
    "first_name": "Siân",
    "last_name": "Tregarth-Owen",
    "date_of_birth": "14/03/1988",
    "ni_number": "JK 12 34 56 A",
    "address": "4 Test Row, Exampleton",
    "postcode": "NE1 4AB",
    "nation": "England",
    "telephone": "01632 960123",
    "email": "sian@example.org",
    "benefit": "Universal Credit",
    "claim_start_date": "2021-04-01",
    "work_coach": "R. Vellacott",
    "jobcentre": "Exampleton",
    "vulnerable": "n",
    "mappa": "no",
    "scr": "0",
    "notes": "Prefers mornings",
}
PREFIXES = [
    first + second for first in "ABCEGHJLMPRSW" for second in "ABCEGHJLMPRSW" if first + second != "GB"
]


def person(number: int, **changes: object) -> dict[str, object]:
    """The numbered person: a reference and an NI number of their own."""
    prefix = PREFIXES[number % (len(PREFIXES) - 13)].replace("BG", "BA")
    own = {
        "prap_reference": f"PR-{number:06}",
        "ni_number": f"{prefix}{number:06}{'ABCD'[number % 4]}",
        "last_name": f"Inventon-{'abcdefghij'[number % 10]}",
    }
    return {**GOOD, **own, **changes}


def csv_text(
    rows: Iterable[Mapping[str, object]], *, columns: Iterable[str] = COLUMNS, delimiter: str = ","
) -> str:
    """The rows as CSV with the header."""
    columns = tuple(columns)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue()


def csv_file(folder: Path, rows: Iterable[Mapping[str, object]], name: str = "referrals.csv") -> Path:
    """A CSV file in UTF-8."""
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
    return path


def workbook(folder: Path, rows: Iterable[Mapping[str, object]], name: str = "referrals.xlsx") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([row.get(column) for column in COLUMNS])
    path = folder / name
    book.save(path)
    return path

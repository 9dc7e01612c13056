"""The referral file is read row by row, or refused in one plain sentence (R1)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import referral_file
from jfs_desktop.exchange.raw_rows import COLUMNS as PRODUCT_COLUMNS
from jfs_desktop.exchange.raw_rows import MOST_ROWS
from jfs_desktop.exchange.referral_file import ReferralRows
from tests.exchange.made_files import COLUMNS, GOOD, csv_file, csv_text, person, workbook

EXAMPLES = Path(__file__).parent.parent / "example_files"


def read(path: Path) -> ReferralRows:
    steps = referral_file.read(path)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            assert isinstance(end.value, ReferralRows)
            return end.value


def refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.text.endswith(".")
    assert caught.value.remedy.endswith(".")
    assert "\n" not in caught.value.sentence
    assert path.name not in caught.value.sentence
    return caught.value


def written(folder: Path, data: bytes, name: str = "referrals.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_r1_the_columns_are_those_of_the_public_format() -> None:
    assert PRODUCT_COLUMNS == COLUMNS


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: b"sep=,\r\n" + text.encode(),
    ],
    ids=["utf-8", "bom", "windows", "unix lines", "old mac lines", "sep hint"],
)
def test_r1_encodings_and_line_ends(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    found = read(written(tmp_path, encode(csv_text([GOOD]))))
    assert [row.number for row in found.rows] == [2]
    assert dict(found.rows[0].values) == GOOD
    assert found.rows[0].fault == ""
    assert found.extra_columns == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_r1_the_delimiter_is_told_by_the_header(tmp_path: Path, delimiter: str) -> None:
    row = {**GOOD, "address": "4, Test Row; Exampleton"}
    text = csv_text([row], columns=reversed(COLUMNS), delimiter=delimiter)
    assert dict(read(written(tmp_path, text.encode())).rows[0].values) == row


def test_r1_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    lines = csv_text([{**GOOD, "notes": "two\nlines"}, person(2), person(3)]).splitlines(keepends=True)
    text = "".join([*lines[:3], "\r\n", ("," * (len(COLUMNS) - 1)) + "\r\n", *lines[3:]])
    assert [row.number for row in read(written(tmp_path, text.encode())).rows] == [2, 5, 6]


def test_r1_workbook_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for place, column in enumerate(COLUMNS, start=1):
        sheet.cell(2, place, str(GOOD[column]))
        sheet.cell(9, place, str(GOOD[column]))
    sheet.merge_cells("A11:C12")
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "gaps.xlsx")
    assert [row.number for row in read(tmp_path / "gaps.xlsx").rows] == [2, 9]


def test_r1_workbook_cells_keep_their_types(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "referral_made_on": date(2021, 5, 17),
        "received_at": datetime(2021, 5, 17, 10, 15),  # noqa: DTZ001
        "telephone": 7700900123,
        "mappa": False,
    }
    values = read(workbook(tmp_path, [row])).rows[0].values
    assert values["received_at"] == datetime(2021, 5, 17, 10, 15)  # noqa: DTZ001
    assert values["telephone"] == 7700900123
    assert values["mappa"] is False


def test_r1_the_sheet_with_the_header_is_read_wherever_it_lies(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Cover sheet"])
    second = book.create_sheet("Referrals")
    second.append(COLUMNS)
    second.append([str(GOOD[column]) for column in COLUMNS])
    book.save(tmp_path / "two.xlsx")
    assert len(read(tmp_path / "two.xlsx").rows) == 1


def test_r1_extra_columns_are_reported_and_header_spelling_forgiven(tmp_path: Path) -> None:
    text = csv_text([{**GOOD, "Shoe size": "7"}], columns=[*COLUMNS, "Shoe size"])
    text = text.replace("prap_reference", " PRaP Reference ").replace("ni_number", "NI-Number")
    found = read(written(tmp_path, text.encode()))
    assert found.extra_columns == ("Shoe size",)
    assert found.rows[0].values["ni_number"] == GOOD["ni_number"]


def test_r1_a_missing_column_is_named(tmp_path: Path) -> None:
    """G3, G4: a file that does not say who is a MAPPA case cannot be taken in."""
    columns = [column for column in COLUMNS if column not in {"mappa", "ni_number", "postcode"}]
    error = refusal(written(tmp_path, csv_text([GOOD], columns=columns).encode()))
    assert "ni_number, mappa" in error.text
    assert error.field == "ni_number"


def test_r1_a_file_may_do_without_columns_that_nothing_rests_on(tmp_path: Path) -> None:
    columns = [column for column in COLUMNS if column not in {"notes", "work_coach"}]
    found = read(written(tmp_path, csv_text([GOOD], columns=columns).encode()))
    assert found.missing_columns == ("work_coach", "notes")
    assert found.rows[0].fault == ""
    assert (found.rows[0].values["notes"], found.rows[0].values["mappa"]) == (None, "no")
    assert set(found.rows[0].values) == set(COLUMNS)


def test_r1_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    assert (
        "'mappa'" in refusal(written(tmp_path, csv_text([GOOD], columns=[*COLUMNS, "mappa"]).encode())).text
    )


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"),
        (b" \r\n \r\n", "empty"),
        (",".join(COLUMNS).encode(), "no referrals"),
        (b"name,age\r\nx,1\r\n", "does not name the columns"),
        (csv_text([GOOD]).encode("utf-16"), "Unicode text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><table><tr><td>1", "not a table"),
        (b"\x00\x01\x02\x03" * 100, "not a table"),
        (b"prap_reference,\x81\x8d\n\xff", "neither UTF-8"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "OpenDocument",
        ),
        (csv_text([GOOD]).encode() + b'"never closed', "quotation mark"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_r1_a_file_that_is_none_is_refused_in_one_sentence(tmp_path: Path, data: bytes, part: str) -> None:
    assert part in refusal(written(tmp_path, data)).text


def test_a_spreadsheet_by_name_that_is_none_is_spoken_to_as_one(tmp_path: Path) -> None:
    file = tmp_path / "referrals.XLSX"
    file.write_bytes(bytes(range(255, 0, -1)) * 12)
    assert "spreadsheet is damaged" in refusal(file).text


def test_r1_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path).text
    assert "no such file" in refusal(tmp_path / "away.csv").text


@pytest.mark.parametrize("number", [MOST_ROWS, MOST_ROWS + 1])
def test_r1_the_number_of_rows_is_bounded(tmp_path: Path, number: int) -> None:
    text = ",".join(COLUMNS) + "\n" + ("PR" + "," * (len(COLUMNS) - 1) + "\n") * number
    path = written(tmp_path, text.encode())
    if number <= MOST_ROWS:
        assert len(read(path).rows) == number
    else:
        assert "more than 50,000 rows" in refusal(path).text


def test_r1_five_megabytes_in_one_cell_refuse_that_row_only(tmp_path: Path) -> None:
    rows = [person(1), person(2, notes="x" * 5_000_000), person(3)]
    found = read(csv_file(tmp_path, rows))
    assert [row.fault for row in found.rows] == ["", "the cell holds more than 64 KB of text", ""]
    assert found.rows[1].field == "notes"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x07", "\u202e", "\x85"])
def test_r1_unseen_signs_refuse_the_row(tmp_path: Path, sign: str) -> None:
    found = read(csv_file(tmp_path, [person(1, work_coach=f"A{sign}B"), person(2)]))
    assert (found.rows[0].field, bool(found.rows[0].fault)) == ("work_coach", True)
    assert found.rows[1].fault == ""


def test_r1_rows_of_another_width_than_the_header_are_refused(tmp_path: Path) -> None:
    text = (
        csv_text([person(1)]) + "PR-2,2021-05-17\r\n" + csv_text([person(3)]).splitlines()[1] + ",more,,\r\n"
    )
    text += csv_text([person(4)]).splitlines()[1] + ",,,\r\n"
    found = read(written(tmp_path, text.encode()))
    assert [row.field for row in found.rows] == ["", "received_at", "notes", ""]
    assert "more cells than the header" in found.rows[2].fault


def test_r1_formula_and_error_cells_are_refused_with_row_and_column(tmp_path: Path) -> None:
    rows = [
        person(1),
        person(2, last_name='=HYPERLINK("http://example.org","x")'),
        person(3, postcode="#N/A"),
    ]
    found = read(workbook(tmp_path, rows))
    assert [(row.number, row.field) for row in found.rows] == [(2, ""), (3, "last_name"), (4, "postcode")]
    assert "formula" in found.rows[1].fault
    assert "HYPERLINK" not in str(found.rows[1].values)


def test_r1_text_that_looks_like_a_formula_is_text_in_csv(tmp_path: Path) -> None:
    found = read(csv_file(tmp_path, [person(1, notes="=1+1")]))
    assert (found.rows[0].values["notes"], found.rows[0].fault) == ("=1+1", "")


def test_r1_reading_shows_progress_and_can_be_left(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [person(number) for number in range(1, 1001)])
    parts = [step.part for step in referral_file.read(path)]
    assert len(parts) >= 5
    assert parts == sorted(parts)
    assert parts[-1] <= 1
    steps = referral_file.read(path)
    next(steps)
    steps.close()


@pytest.mark.parametrize("name", ["referrals.csv", "referrals.xlsx"])
def test_r1_the_shipped_examples_are_read(name: str) -> None:
    found = read(EXAMPLES / name)
    assert len(found.rows) >= 8
    assert all(row.fault == "" for row in found.rows)


CELLS = st.sampled_from(
    ["", '"', '""', "a", "=1", "é", "\x00", "\r", "\n", "yes", "31/02/2021", "x" * 70_000]
)
GRAMMAR = st.lists(st.lists(st.tuples(CELLS, st.sampled_from(list(',;\t"\n\r'))), max_size=25), max_size=12)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    GRAMMAR, st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.binary(max_size=8)
)
def test_r1_any_csv_is_read_or_refused_with_a_typed_error(
    tmp_path: Path, rows: list[list[tuple[str, str]]], header: bool, encoding: str, noise: bytes
) -> None:
    body = "\n".join("".join(cell + sign for cell, sign in row) for row in rows)
    text = (",".join(COLUMNS) + "\n" if header else "") + body
    path = written(tmp_path, text.encode(encoding) + noise)
    try:
        found = read(path)
    except BadInput as error:
        assert error.remedy
    else:
        assert all(set(row.values) == set(COLUMNS) for row in found.rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 40), st.binary(min_size=1, max_size=60), st.integers(0, 10**6))
def test_r1_any_damage_to_a_workbook_is_a_typed_error(
    tmp_path: Path, part: int, noise: bytes, place: int
) -> None:
    """The noise goes into the XML itself, so that ZIP checks do not catch it."""
    source = tmp_path / "whole.xlsx"
    if not source.exists():
        workbook(tmp_path, [person(1)], "whole.xlsx")
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(tmp_path / "hurt.xlsx", "w") as hurt:
        names = whole.namelist()
        for number, name in enumerate(names):
            data = whole.read(name)
            if number == part % len(names):
                at = place % len(data)
                data = data[:at] + noise + data[at + len(noise) :]
            hurt.writestr(name, data)
    try:
        read(tmp_path / "hurt.xlsx")
    except BadInput as error:
        assert error.remedy

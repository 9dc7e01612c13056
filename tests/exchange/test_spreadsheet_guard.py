"""A workbook made to fill the memory is refused before it is opened."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.referral_file import read
from jfs_desktop.exchange.spreadsheet_guard import MOST_ENTRIES, guard
from tests.exchange.made_files import person, workbook


def passed(path: Path) -> None:
    for _ in guard(path):
        pass


def packed(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_real_workbook_passes(tmp_path: Path) -> None:
    passed(workbook(tmp_path, [person(number) for number in range(1, 500)]))


def test_a_bomb_of_a_thousand_to_one_is_refused_without_filling_the_memory(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b"\0" * 90_000_000})
    assert bomb.stat().st_size < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="unpacks to"):
            passed(bomb)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_in_a_whole_workbook_is_told_as_one(tmp_path: Path) -> None:
    """Nothing is wrong with it but its size: one sheet of 400 MB in a workbook that opens otherwise."""
    good, bomb = workbook(tmp_path, [person(1)]), tmp_path / "whole.xlsx"
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                made.writestr(part.filename, parts.read(part))
        with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(400):
                sheet.write(bytes(1024 * 1024))
    with pytest.raises(BadInput, match="unpacks to over 100 MB") as refused:
        finish(read(bomb))
    assert "save it again" in refused.value.remedy


def test_many_small_bombs_count_together(tmp_path: Path) -> None:
    parts = {f"xl/media/{number}.bin": b"\0" * 1_000_000 for number in range(110)}
    with pytest.raises(BadInput, match="unpacks to"):
        passed(packed(tmp_path / "many.xlsx", parts))


def test_a_bomb_within_a_bomb_is_counted_as_what_it_is(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a": b"\0" * 5_000_000})
    passed(
        packed(tmp_path / "outer.xlsx", {"xl/embeddings/inner.zip": inner.read_bytes()}, zipfile.ZIP_STORED)
    )


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(MOST_ENTRIES)}
    with pytest.raises(BadInput, match="2,000 parts"):
        passed(packed(tmp_path / "entries.xlsx", parts))


@pytest.mark.parametrize("claimed", [10, 0])
def test_a_size_that_lies_is_refused(tmp_path: Path, claimed: int) -> None:
    data = b"<worksheet>" + b"ab" * 4000
    path = packed(tmp_path / "lying.xlsx", {"xl/worksheets/sheet1.xml": data})
    raw = path.read_bytes().replace(struct.pack("<I", len(data)), struct.pack("<I", claimed))
    path.write_bytes(raw)
    with pytest.raises(BadInput, match="damaged"):
        passed(path)


def test_declared_entities_are_refused_in_any_encoding(tmp_path: Path) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    for encoding in ("utf-8", "utf-16"):
        path = packed(tmp_path / f"{encoding}.xlsx", {"xl/worksheets/sheet1.xml": laughs.encode(encoding)})
        with pytest.raises(BadInput, match="entities"):
            passed(path)


def test_a_declaration_across_two_chunks_is_seen(tmp_path: Path) -> None:
    for shift in range(12):
        data = b" " * (256 * 1024 - shift) + b"<!ENTITY x 'y'>" + bytes(range(1, 250)) * 400
        with pytest.raises(BadInput, match="entities"):
            passed(packed(tmp_path / "split.xlsx", {"xl/sharedStrings.xml": data}))


def test_other_archives_and_odd_packing_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "letters.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(BadInput, match="not an Excel workbook"):
        passed(other)
    with pytest.raises(BadInput, match="unusual"):
        passed(packed(tmp_path / "bzip.xlsx", {"xl/a.xml": b"a"}, zipfile.ZIP_BZIP2))


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [person(1)])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(BadInput, match="damaged"):
        passed(path)

"""'PDF by LibreOffice': where it is installed, in a folder of its own, which is gone afterwards."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pypdf
import pytest

from jfs_desktop.documents.pdf import office_pdf
from jfs_desktop.documents.pdf.office_pdf import Office, OfficeProblem
from tests.documents import made_pages

needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def stand_in(folder: Path, script: str) -> Office:
    """A program that is called as LibreOffice is and does what the script says."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return Office("LibreOffice", program)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for passing files, empty."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@needs_a_shell
def test_the_folder_is_private_and_gone_afterwards(tmp_path: Path, temporary: Path) -> None:
    told = tmp_path / "told"
    office = stand_in(
        tmp_path, f'ls -ld . document.docx > {told}; pwd >> {told}; printf "%%PDF-1.7 made" > document.pdf'
    )
    assert office_pdf.pdf_by(office, b"content") == b"%PDF-1.7 made"
    lines = told.read_text().splitlines()
    modes = sorted(line.split()[0][:10] for line in lines if line[:1] in "d-")
    assert modes == [stat.filemode(stat.S_IFREG | 0o600), stat.filemode(stat.S_IFDIR | 0o700)]
    assert str(temporary) in lines[-1] and not list(temporary.iterdir())


@needs_a_shell
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "could not make a PDF"),
        ("exit 0", "could not make a PDF"),
        ("echo no > document.pdf", "could not make a PDF"),
        ("sleep 30", "did not answer within 1 seconds"),
    ],
)
def test_a_failure_is_one_plain_sentence_and_leaves_nothing(
    script: str, words: str, tmp_path: Path, temporary: Path
) -> None:
    with pytest.raises(OfficeProblem, match=words):
        office_pdf.pdf_by(stand_in(tmp_path, script), b"content", longest=1.0)
    assert not list(temporary.iterdir())


@needs_a_shell
def test_it_stops_when_told_to_and_stays_inside_the_folder_that_is_swept(tmp_path: Path) -> None:
    """So that nothing is left readable while the vault locks (SECURITY: temporary files)."""
    inside, told = tmp_path / "opened", tmp_path / "told"
    inside.mkdir()
    office = stand_in(tmp_path, f"pwd > {told}; sleep 60")
    with pytest.raises(OfficeProblem):
        office_pdf.pdf_by(office, b"content", inside=inside, stopped=told.exists)
    assert told.read_text().startswith(str(inside)) and not list(inside.iterdir())


def test_a_program_of_windows_is_called_by_its_whole_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", r"D:\Windows")
    shell = office_pdf.of_windows("WindowsPowerShell", "v1.0", "powershell.exe")
    assert shell == r"D:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"


def test_a_program_that_has_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OfficeProblem, match="could not make a PDF"):
        office_pdf.pdf_by(Office("LibreOffice", tmp_path / "gone"), b"content")


def test_only_what_is_installed_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    without = office_pdf.found()
    program = tmp_path / ("soffice.com" if os.name == "nt" else "soffice")
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    assert Office("LibreOffice", program) in office_pdf.found()
    assert Office("LibreOffice", program) not in without


@pytest.mark.skipif(not office_pdf.found(), reason="neither Word nor LibreOffice is installed")
def test_the_real_program_makes_a_pdf(tmp_path: Path, temporary: Path) -> None:
    made = office_pdf.pdf_by(office_pdf.found()[-1], made_pages.everything())
    path = tmp_path / "made.pdf"
    path.write_bytes(made)
    assert "Dear Priya" in pypdf.PdfReader(path).pages[0].extract_text()
    assert not list(temporary.iterdir())

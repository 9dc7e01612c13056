"""A file of referrals in the real window: preview, progress, cancelling, and files that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.referrals import cut_off_import, referral_import, referral_preview
from jfs_desktop.casework.referrals.referral_import import ROWS_A_COMMIT, ImportProgress
from jfs_desktop.store.trouble import disk_full
from tests.exchange.made_files import COLUMNS, GOOD, csv_file, csv_text, person, workbook
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.referrals.referral import ReferralDialog
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


def open_dialog(shell: Shell, file: Path) -> ImportDialog:
    dialog = ImportDialog(shell.context, file, shell.window)
    dialog.open()
    return dialog


def cases(shell: Shell) -> int:
    return len(Caseload(shell.context.workspace))


def test_the_preview_is_imported_with_the_key_that_saves_any_form(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    """R1: Ctrl+Enter from the table of rows, which keeps Enter for itself. Afterwards the keys of Today work,
    where the button that offered the import has gone (DESIGN 11). One that died with the program is told
    until somebody has read it."""
    today = shell.frame.page("today")
    assert isinstance(today, TodayPage)
    with shell.context.workspace.changing(referral_import.IMPORT) as change:
        cut_off_import.note(change, 5200, 10_000, "PR-9", process_key="that died")
    today.mark_stale()
    settle(shell)
    assert today.cut_off.isVisible() and "stopped at 5,200 of 10,000" in today.cut_off.words.text()
    today.cut_off.way.click()
    settle(shell)
    assert not today.cut_off.isVisible()
    shell.window.activateWindow()
    today.empty.buttons[0].setFocus()
    dialog = open_dialog(shell, csv_file(tmp_path, [person(1)]))
    settle(shell)
    before = cases(shell)
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert cases(shell) == before + 1
    shell.window.activateWindow()
    qtbot.waitUntil(today.area.hasFocus)
    qtbot.keyClick(today.area, Qt.Key.Key_Down)
    assert today.keys.key is not None


@pytest.mark.parametrize("make", [csv_file, workbook])
def test_a_preview_says_row_by_row_before_anything_is_written(
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    make: Callable[..., Path],
    save_picture: Callable[[QWidget, str], None],
) -> None:  # fmt: skip
    """R1, R4: accepted, duplicate or refused and why; then the import, and the same file changes nothing; who
    doubles an open case may be taken in to be rejected."""
    rows = [
        person(1),
        person(2, referral_made_on="31/02/2021"),
        person(3, prap_reference="pr-000001"),
        person(5, mappa="yes", last_name="Zyxwalter", notes="Hushhush"),
        person(6, ni_number="", shoe_size="42"),
    ]
    file = make(tmp_path, rows)
    dialog = open_dialog(shell, file)
    settle(shell)
    assert (
        "2 referrals to take in (2 arriving lapsed) · 0 already here · 1 twice in this file · 2 refused"
        in dialog.summary.text()
    )
    assert "row 5 (PR-000005)" in dialog.further.text()
    assert "Zyxwalter" not in "".join(
        str(dialog.model.index(row, column).data())
        for row in range(dialog.model.rowCount())
        for column in range(dialog.model.columnCount())
    )
    told = {row.row: (dialog.model.columns[1].text(row), row.why) for row in dialog.model.rows}
    assert told[4] == ("Twice in this file", "PRaP reference: twice in this file (row 2)")
    assert "arrives lapsed" in told[2][1] and dialog.only_problems.isChecked(), "R1"
    dialog.table.selectRow(1)
    assert "February has no 31st" in told[3][1] and dialog.type_in.isEnabled()
    assert cases(shell) == 0
    save_picture(dialog, f"import-preview-{file.suffix[1:]}")
    dialog.go.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert shell.frame.banner.text == (
        "2 referrals taken in, 1 twice in the file, 1 refused, "
        "1 for your nominated officer: Today says which."
    )
    assert "import these referrals" in shell.inside.menus.undo.text()
    assert cases(shell) == 2
    again = open_dialog(shell, file)
    settle(shell)
    assert "0 referrals to take in · 3 already here" in again.summary.text()
    assert not again.doubled.isVisible(), "the same references are the same referrals"
    again.reject()
    days = {"referral_made_on": "2021-06-03", "received_at": "2021-06-03 10:00"}
    loaded = finish(
        referral_preview.read_preview(shell.context.workspace, make(tmp_path, [person(9, **days)]))
    )
    finish(referral_import.run_import(shell.context.workspace, loaded))
    doubling = open_dialog(shell, make(tmp_path, [person(9, prap_reference="PR-900001", **days)]))
    settle(shell)
    assert doubling.doubled.isVisible() and not doubling.go.isEnabled()
    doubling.doubled.click()
    assert doubling.go.text() == "Import 0 referrals and 1 duplicate"
    save_picture(doubling, "import-doubled")
    doubling.go.click()
    settle(shell)
    assert "1 duplicate to be rejected on PRaP" in shell.frame.banner.text
    assert cases(shell) == 4
    the_refused_row_is_told_until_it_comes_in(shell, settle, make(tmp_path, [person(2)]))


def the_refused_row_is_told_until_it_comes_in(shell: Shell, settle: Settle, mended: Path) -> None:
    """R1: it stands on PRaP alone, and would lapse there unseen."""
    today = shell.frame.page("today")
    assert isinstance(today, TodayPage)
    assert "1 row of the last file of referrals was refused: row 3 (PR-000002)" in today.refused.words.text()
    assert "February has no 31st" in today.refused.words.text() and today.refused.isVisible()
    again = open_dialog(shell, mended)
    settle(shell)
    again.go.click()
    settle(shell)
    assert not today.refused.isVisible()


def test_ten_thousand_rows_show_progress_and_can_be_stopped(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    """Cancelling keeps whole rows and says how far it came; the window turns all the while."""
    file = csv_file(tmp_path, (person(number) for number in range(1, 10_001)))
    turns: list[int] = []
    steps: list[int] = []
    ticker = QTimer()
    ticker.timeout.connect(lambda: turns.append(dialog.bar.value()))
    ticker.start(20)
    dialog = open_dialog(shell, file)
    dialog.bar.valueChanged.connect(steps.append)
    qtbot.waitUntil(dialog.go.isEnabled)
    ticker.stop()
    assert len(steps) > 10, "the bar moved while the file was read"
    assert len(set(turns)) > 3, "the window turned meanwhile"
    assert "10,000 referrals to take in" in dialog.summary.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._progress.done >= ROWS_A_COMMIT)
    assert dialog.summary.text().startswith("Importing: ")
    dialog.leave.click()
    settle(shell)
    done = cases(shell)
    assert done % ROWS_A_COMMIT == 0 and 0 < done < 10_000
    assert shell.frame.banner.text == f"Stopped after {done:,} of 10,000; run it again for the rest."


def test_a_failure_in_the_middle_says_how_far_it_came(shell: Shell, settle: Settle, tmp_path: Path) -> None:
    """Whole batches stay: the sentence says how many rows, and the pages are told."""
    dialog = open_dialog(shell, csv_file(tmp_path, [person(1)]))
    settle(shell)
    told: list[object] = []
    shell.context.hub.changed.connect(lambda outcome, _: told.append(outcome.changed))
    dialog._writing, dialog._progress = True, ImportProgress(3400, 10_000)
    dialog._failed(disk_full())
    assert dialog.error_text() == (
        "Stopped after 3,400 of 10,000 rows, which are kept. The disk is full. "
        "Free some space on the disk, then import the file again for the rest."
    )
    assert told and dialog.leave.text() == "Close" and not dialog.go.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def bomb(path: Path, *, part: bytes) -> Path:
    """A real workbook whose sheet is replaced by something made to do harm."""
    whole = workbook(path.parent, [person(1)], "whole.xlsx")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as hostile:
        for name in source.namelist():
            hostile.writestr(name, part if name.endswith("sheet1.xml") else source.read(name))
    return path


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("empty.csv", lambda path: path.write_bytes(b""), "empty"),
        ("columns.csv", lambda path: path.write_bytes(b"who,what\nA,B\n"), "does not name the columns"),
        (
            "lacking.csv",
            lambda path: path.write_text(
                csv_text([GOOD], columns=[one for one in COLUMNS if one != "mappa"])
            ),
            "mappa",
        ),
        ("unicode.csv", lambda path: path.write_bytes(csv_text([GOOD]).encode("utf-16")), "Unicode text"),
        ("large.csv", lambda path: path.write_bytes(b"x" * (20 * 1024 * 1024 + 1)), "larger than 20 MB"),
        ("picture.csv", lambda path: path.write_bytes(bytes(range(256)) * 40), "neither UTF-8"),
        ("broken.xlsx", lambda path: path.write_bytes(b"PK\x03\x04 not a workbook"), "damaged"),
        ("bomb.xlsx", lambda path: bomb(path, part=b"\0" * 90_000_000), "unpacks to"),
        ("laughs.xlsx", lambda path: bomb(path, part=LAUGHS), "entities"),
        ("gone.csv", lambda path: path.unlink(missing_ok=True), "no such file"),
        ("folder.csv", lambda path: path.mkdir(), "folder"),
    ],
)
def test_a_file_that_cannot_be_imported_gets_one_plain_sentence(  # noqa: PLR0917 (fixtures)
    shell: Shell, settle: Settle, tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    """R1, bad input: what is wrong and what to do; nothing is written, and a good file goes on."""
    make(tmp_path / name)
    dialog = open_dialog(shell, tmp_path / name)
    settle(shell)
    told = dialog.error_text()
    assert words in told and told.endswith(".") and told.count(". ") >= 1 and "\n" not in told
    assert name not in told and "Error" not in told and "Errno" not in told
    assert dialog.leave.text() == "Close" and not dialog.go.isEnabled()
    assert cases(shell) == 0
    dialog.leave.click()
    assert QApplication.activeModalWidget() is None
    good = open_dialog(shell, workbook(tmp_path, [person(7)], "good.xlsx"))
    settle(shell)
    good.go.click()
    settle(shell)
    assert cases(shell) == 1


@pytest.mark.parametrize("make", [csv_file, workbook])
def test_one_bad_cell_refuses_its_row_alone(
    shell: Shell, settle: Settle, tmp_path: Path, make: Callable[..., Path]
) -> None:
    """R1, bad input: 31 February, a formula or its error, megabytes in a cell, signs that nobody sees."""
    formula = {"last_name": '=HYPERLINK("http://example.org","x")'}
    rows = [
        person(1, ni_number=" jk 12 34 56 a "),
        person(2, date_of_birth="31/02/1990"),
        person(3, notes="x" * (5_000_000 if make is csv_file else 32_767)),
        person(4, **formula),
        person(5, work_coach="A\u202eB"),
        person(6, ni_number="JK 12 34 56"),
        person(7),
    ]
    dialog = open_dialog(shell, make(tmp_path, rows))
    settle(shell)
    refused = {row.row: row.why for row in dialog.model.rows if row.verdict == "refused"}
    dialog.only_problems.setChecked(False)
    told = {row.row: row.why for row in dialog.model.rows}
    assert set(told) == set(range(2, 9))
    assert "February" in refused[3]
    assert ("64 KB" if make is csv_file else "20,000 characters") in refused[4]
    assert "HYPERLINK" not in "".join(told.values())
    if make is workbook:
        assert "formula" in refused[5]
    assert {6, 7} <= set(refused)
    assert all(len(why) < 400 for why in told.values()), "no cell is repeated to the person in full"
    taken = 7 - len(refused)
    dialog.go.click()
    settle(shell)
    assert cases(shell) == taken


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_in_another_encoding_or_order_keeps_every_accent(
    shell: Shell, settle: Settle, tmp_path: Path, encoding: str
) -> None:
    """R1: columns in any order, one that is not known is named and one that nothing rests on may lack."""
    columns = [*reversed([one for one in COLUMNS if one != "work_coach"]), "Shoe size"]
    text = csv_text([{**GOOD, "Shoe size": "7"}], columns=columns, delimiter=";")
    (tmp_path / "referrals.csv").write_bytes(text.encode(encoding))
    dialog = open_dialog(shell, tmp_path / "referrals.csv")
    settle(shell)
    assert "Columns not used: Shoe size." in dialog.further.text()
    assert "Columns not in this file: Work coach." in dialog.further.text()
    dialog.go.click()
    settle(shell)
    caseload = Caseload(shell.context.workspace)
    (line,) = caseload.rows(caseload.search("Siân"))
    assert line.name == "Siân Tregarth-Owen"


def test_a_refused_row_is_mended_in_the_form(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R1: the form opens with what the row says and tells its fault; what was begun there is kept; the row
    counts as taken in afterwards. A row whose MAPPA cell cannot be read is not to be guessed at (G3)."""
    rows = [
        person(1, first_name="Gwenllïan", nation="Cymru", date_of_birth="31/02/1990", benefit="uc"),
        person(2),
        person(3, mappa="perhaps"),
    ]
    dialog = open_dialog(shell, csv_file(tmp_path, rows))
    settle(shell)
    dialog.table.selectRow(1)
    assert not dialog.type_in.isEnabled(), "nobody may guess whether it is restricted"
    dialog.table.selectRow(0)
    save_picture(dialog, "import-refused-row")
    dialog.type_in.click()
    settle(shell)
    form = dialog.findChild(ReferralDialog)
    assert form is not None and form.form.value("nation") == "WLS"
    assert form.form.value("first_name") == "Gwenllïan" and form.form.value("prap_reference") == "PR-000001"
    assert form.form.field("date_of_birth").edit.text() == "31/02/1990"
    assert "February has no 31st" in form.form.note("date_of_birth") and not form.dirty()
    save_picture(form, "import-row-in-form")
    born = form.form.field("date_of_birth").edit
    born.clear()
    qtbot.keyClicks(born, "28/02/1990")
    form.hide()  # as a lock does
    settle(shell)
    dialog.type_in.click()
    settle(shell)
    again = dialog.findChildren(ReferralDialog)[-1]
    assert again is not form and again.form.value("date_of_birth") == date(1990, 2, 28), (
        "what was typed is kept"
    )
    again.save.click()
    settle(shell)
    assert cases(shell) == 1 and QApplication.activeModalWidget() is dialog
    assert dialog.summary.text().startswith("1 referral to take in")
    assert "1 already here · 1 refused" in dialog.summary.text()
    dialog.go.click()
    settle(shell)
    assert cases(shell) == 2


def test_every_row_of_a_preview_is_read_whole_with_one_scroll_bar(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R1: the table alone scrolls, and takes what the window has; long names and reasons go on in a next
    line; to choose a refused row moves nothing."""
    days = {"referral_made_on": "2021-05-20", "received_at": "2021-05-20 10:00"}
    name = {"first_name": "Mòrag Ceit", "last_name": "NicGilleEathain-MacDhòmhnaill-Stiùbhart"}
    rows = [person(n, **days, **name, claim_start_date="2021-01-04") for n in range(1, 13)]
    unbroken = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    rows.append(person(20, referral_made_on="31/02/2021", first_name="", last_name=unbroken))
    dialog = open_dialog(shell, csv_file(tmp_path, rows))
    settle(shell)
    table, last = dialog.table, len(rows) - 1
    usual = table.verticalHeader().defaultSectionSize()
    qtbot.waitUntil(lambda: table.height() > 500 and table.rowHeight(1) > 2 * usual)
    save_picture(dialog, "import-preview-long")
    areas = [one for one in dialog.findChildren(QAbstractScrollArea) if one.isVisible()]
    assert [one for one in areas if one.verticalScrollBar().maximum() > 0] == [table]
    assert dialog.height() <= 800 and table.columnWidth(4) > 500

    def whole_at_the_end() -> bool:
        table.scrollToBottom()
        return table.rowHeight(last - 1) > 2 * usual and table.rowHeight(last) > usual

    qtbot.waitUntil(whole_at_the_end)
    assert table.model().index(last, 2).data() == unbroken
    before = dialog.height(), table.geometry()
    table.selectRow(last)
    assert dialog.type_in.isEnabled() and (dialog.height(), table.geometry()) == before

"""A file of referrals in the real window: preview, progress, cancelling, and files that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.caseload import Caseload
from jfs_desktop.casework.referral_import import ROWS_A_COMMIT, ImportProgress
from jfs_desktop.errors import VaultProblem
from tests.exchange.made_files import csv_file, person, workbook
from ui.dialogs.import_referrals import ImportDialog
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


def open_dialog(shell: Shell, file: Path) -> ImportDialog:
    assert shell.context is not None
    dialog = ImportDialog(shell.context, file, shell.window)
    dialog.open()
    return dialog


def cases(shell: Shell) -> int:
    assert shell.context is not None
    return len(Caseload(shell.context.workspace))


@pytest.mark.parametrize("make", [csv_file, workbook])
def test_a_preview_says_row_by_row_before_anything_is_written(
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    make: Callable[..., Path],
    save_picture: Callable[[QWidget, str], None],
) -> None:  # fmt: skip
    """R1: accepted, duplicate or refused and why; then the import, and the same file changes nothing."""
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
        "2 referrals to take in · 0 already here · 1 twice in this file · 2 refused" in dialog.summary.text()
    )
    assert "row 5 (PR-000005)" in dialog.further.text()
    assert "Zyxwalter" not in "".join(
        str(dialog.model.index(row, column).data())
        for row in range(dialog.model.rowCount())
        for column in range(dialog.model.columnCount())
    )
    told = {row.row: (dialog.model.columns[1].text(row), row.why) for row in dialog.model.rows}
    assert told[4] == ("Twice in this file", "PRaP reference: twice in this file (row 2)")
    dialog.table.selectRow(0)
    assert dialog.detail.text() == f"Row 3: {told[3][1]}" and "February has no 31st" in told[3][1]
    assert cases(shell) == 0
    save_picture(dialog, f"import-preview-{file.suffix[1:]}")
    dialog.go.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert shell.frame is not None and shell.frame.banner.text == "2 referrals taken in."
    assert cases(shell) == 2
    again = open_dialog(shell, file)
    settle(shell)
    assert "0 referrals to take in · 3 already here" in again.summary.text()
    again.reject()


def test_ten_thousand_rows_show_progress_and_can_be_stopped(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path
) -> None:
    """Cancelling keeps whole rows and says how far it came; the window turns all the while."""
    file = csv_file(tmp_path, (person(number) for number in range(1, 10_001)))
    turns: list[int] = []
    ticker = QTimer()
    ticker.timeout.connect(lambda: turns.append(dialog.bar.value()))
    ticker.start(20)
    dialog = open_dialog(shell, file)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=120_000)
    ticker.stop()
    assert "10,000 referrals to take in" in dialog.summary.text()
    assert len(set(turns)) > 10, "the bar moved while the file was read"
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._progress.done >= ROWS_A_COMMIT, timeout=60_000)
    assert dialog.summary.text().startswith("Importing: ")
    dialog.leave.click()
    settle(shell)
    assert shell.frame is not None
    done = cases(shell)
    assert done % ROWS_A_COMMIT == 0 and 0 < done < 10_000
    assert shell.frame.banner.text == f"Stopped after {done:,} of 10,000; run it again for the rest."


def test_a_failure_in_the_middle_says_how_far_it_came(shell: Shell, settle: Settle, tmp_path: Path) -> None:
    """Whole batches stay: the sentence says how many rows, and the pages are told."""
    dialog = open_dialog(shell, csv_file(tmp_path, [person(1)]))
    settle(shell)
    assert shell.context is not None
    told: list[object] = []
    shell.context.hub.changed.connect(lambda outcome, _: told.append(outcome.changed))
    dialog._writing, dialog._progress = True, ImportProgress(3400, 10_000)
    dialog._failed(VaultProblem("The disk is full.", remedy="Make room on it."))
    assert dialog.error_text() == (
        "Stopped after 3,400 of 10,000: The disk is full. Make room on it. Run it again for the rest."
    )
    assert told and dialog.leave.text() == "Close" and not dialog.go.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("columns.csv", b"who,what\nA,B\n"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ("picture.csv", bytes(range(256)) * 40),
    ],
)
def test_a_wrong_file_gets_one_plain_sentence(
    shell: Shell, settle: Settle, tmp_path: Path, name: str, content: bytes
) -> None:
    """Bad input: one sentence that says what to do, and nothing is written."""
    file = tmp_path / name
    file.write_bytes(content)
    dialog = open_dialog(shell, file)
    settle(shell)
    QCoreApplication.processEvents()
    assert dialog.error_text().endswith(".")
    assert dialog.leave.text() == "Close" and not dialog.go.isEnabled()
    assert cases(shell) == 0
    dialog.reject()

"""Today keeps its rows in sight below what there is to see to (DESIGN 11: letters of 200 %; R3, W10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.referrals import refused_rows
from jfs_desktop.casework.referrals.referral_import import TurnedAwayRow
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.pages.today import TodayPage
from ui.shell.shell import Shell


def two_late_and_a_refusal(maker: CaseMaker) -> None:
    for name in ("Ellery", "Nguyen"):
        maker.referred(date(2021, 5, 27), first_name="Tom", last_name=name)
    maker.on(date(2021, 6, 4), time(9))
    why = "February has no 31st"
    rows = [TurnedAwayRow(row, f"PRP-700{row}", "referral_made_on", why) for row in (5, 6)]
    refused_rows.keep(maker.workspace, rows)


def in_sight(page: TodayPage) -> list[QWidget]:
    """The rows that are seen from their upper edge to their lower."""
    view = page.area.viewport()
    room = QRect(view.mapToGlobal(QPoint()), view.size())
    return [row for row in page.list.rows if room.contains(QRect(row.mapToGlobal(QPoint()), row.size()))]


def test_notices_fold_where_large_letters_leave_no_row_in_sight(  # noqa: PLR0917 (fixtures)
    large_letters: None,
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Any,
    qtbot: QtBot,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """And show on asking; with room they stand open."""
    brought_once(own_vault, passphrase, window_clock, two_late_and_a_refusal)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    line = page.notices.line
    told = [note for note in (page.refused, page.checks) if note.words.text()]
    assert len(told) == 2 and page.notices.folded
    qtbot.waitUntil(lambda: len(in_sight(page)) >= 1)
    save_picture(shell.window, "today-large-letters")
    assert line.words.text() == "2 things to see" and not any(note.isVisible() for note in told)
    qtbot.mouseClick(line.way, Qt.MouseButton.LeftButton)
    assert all(note.isVisible() for note in told) and line.way.text() == "Fold"
    qtbot.mouseClick(line.way, Qt.MouseButton.LeftButton)
    assert not any(note.isVisible() for note in told)
    shell.window.resize(1900, 1400)
    qtbot.waitUntil(lambda: all(note.isVisible() for note in told) and not line.isVisible())

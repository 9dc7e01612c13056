"""Every word that the window shows, in a process of its own that takes the computer's language and customs.

``python words_child.py FOLDER PASSPHRASE CASE OUT``: opens the vault off the screen, walks through every
page, every tab of the case and a calendar, exports the case's plan to OUT, and prints the words as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.pages.case.page import CasePage
from ui.pages.case.plan.plan import PlanTab
from ui.shell.assembly import build
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell
from ui.shell.theme import application
from ui.widgets.date_field import DateField, DayPicker

TABS = ("overview", "sessions", "plan", "support", "history")


class StillClock:
    """Friday 4 June 2021, late in a London evening."""

    def now(self) -> datetime:
        return datetime(2021, 6, 4, 22, 41, 52, tzinfo=UTC)

    def monotonic(self) -> float:
        return 1000.0


def settle(shell: Shell) -> None:
    turns = 0
    while turns < 4 or shell.tasks.busy:  # a timer that came due in the last turn asks for one more
        assert shell.tasks.wait_idle(120_000)
        QApplication.processEvents()
        turns += 1


def words_of(root: QWidget) -> list[str]:
    """What stands on the visible labels, buttons, fields and tables below a widget."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        model = widget.model() if isinstance(widget, QTableView) else None
        if model is not None:
            columns = range(model.columnCount())
            found += [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
            found += [
                str(model.index(row, column).data()) for row in range(model.rowCount()) for column in columns
            ]
    return found


def let_the_news_go(shell: Shell) -> None:
    """It goes after some seconds by itself. Until then it takes room from the page, and a list that is made
    meanwhile may have to tell itself in fewer words."""
    shell.frame.banner.hide()
    settle(shell)
    shell.frame.page("today").mark_stale()
    settle(shell)


def calendar_words() -> list[str]:
    """The month and the days of the week of a date field's calendar."""
    field = DateField(date(2021, 3, 5))
    picker = DayPicker(date(2021, 3, 5), field)
    picker.calendar.grab()
    month = picker.calendar.findChild(QToolButton, "qt_calendar_monthbutton")
    table = picker.calendar.findChild(QTableView)
    assert isinstance(month, QToolButton) and isinstance(table, QTableView)
    return [month.text(), *(str(table.model().index(0, column).data()) for column in range(7))]


def main(folder: str, passphrase: str, case: str, out: str) -> None:
    app = application(sys.argv[:1])
    shell = build(
        app, Path(folder), clock=StillClock(), preferences=Preferences(Path(out).parent / "window.ini"),
        theme="light", plain_size=True,
    )  # fmt: skip
    shell.start()
    shell.door.open_with(passphrase)
    settle(shell)
    words = {"calendar": calendar_words()}
    deadline = time.monotonic() + 120
    while not any(entry.badge.text() for entry in shell.frame.rail.entries.values()):
        assert time.monotonic() < deadline, "the rail never said how much is due"
        QApplication.processEvents()
    let_the_news_go(shell)
    for key in (*shell.frame.rail.entries, *shell.frame.rail.entries):  # the first round makes the pages
        shell.frame.show_page(key)
        settle(shell)
        words[key] = words_of(shell.window)
    for key in (*TABS, *TABS):
        shell.frame.open_case(UUID(case), key)
        settle(shell)
        words[f"case:{key}"] = words_of(shell.window)
    page = shell.frame.page("case")
    assert isinstance(page, CasePage)
    plan = page.tab("plan")
    assert isinstance(plan, PlanTab)
    plan._export_to(Path(out), None)
    settle(shell)
    words["banner"] = [shell.frame.banner.text]
    shell.window.close()
    shell.close()
    print(json.dumps({"system": QLocale.system().name(), "words": words}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""With letters of 18 points nothing that an adviser reads all day scrolls sideways in a window of 1280
(DESIGN 11: scales to 200 %; FIELD-NOTES 4, text)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.casemaker import brought_once, open_window
from tests.ui.test_caseload import five_people, page_of
from ui.pages.caseload_model import COLUMNS, DUE
from ui.shell.shell import Shell
from ui.widgets.text import by_letters

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def large(  # noqa: PLR0917 (fixtures)
    large_letters: None,
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Shell:
    """Five people in the smallest window."""
    brought_once(own_vault, passphrase, window_clock, five_people)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    assert shell.window.width() == 1280
    return shell


def test_the_caseload_keeps_its_columns_in_the_window(
    large: Shell, settle: Callable[[Shell], None], save_picture: Picture
) -> None:
    """After any other page: the least needed columns wait until there is room; what is cut has a tooltip.
    A long news below the outbox takes nothing of it out of sight."""
    for key in ("today", "prap", "group_sessions", "outbox", "jobcentre_requests", "sync", "settings"):
        large.frame.show_page(key)
        settle(large)
    outbox = large.frame.page("outbox")
    large.frame.show_page("outbox")
    large.say.news(f"{'Some cases moved on by themselves. ' * 4}Today says what can still be done.", "Open")
    settle(large)
    assert outbox.layout().minimumHeightForWidth(outbox.width()) <= outbox.height()
    assert outbox.shelf.height() >= 90 and outbox.notice.isVisible() and outbox.empty.isVisible()
    large.inside.menus.share.trigger()
    settle(large)
    assert large.frame.strip.isVisible()
    large.inside.menus.share.trigger()
    settle(large)
    assert large.window.height() == 800, "nothing wants more than the smallest screen has"
    large.frame.show_page("caseload")
    settle(large)
    table = page_of(large).table
    save_picture(large.window, "caseload-large-letters")
    assert table.horizontalScrollBar().maximum() == 0
    shown = [one.key for place, one in enumerate(COLUMNS) if not table.isColumnHidden(place)]
    assert shown[:4] == ["name", "due", "next", "stage"]
    header = table.horizontalHeader()
    for place in range(len(COLUMNS)):
        if not table.isColumnHidden(place):
            title = COLUMNS[place].title
            assert header.sectionSize(place) > header.fontMetrics().horizontalAdvance(title), title
    assert header.sectionSize(DUE) >= by_letters(COLUMNS[DUE].width), "how many days are late or left"
    long = table.model().index(1, 0)
    assert long.data(Qt.ItemDataRole.ToolTipRole) == long.data()
    large.window.resize(2400, 1200)
    settle(large)
    at_first = ["name", "due", "next", "stage", "minutes", "referred", "jobcentre"]
    assert [one.key for place, one in enumerate(COLUMNS) if not table.isColumnHidden(place)] == at_first
    assert table._preferences.state("columns/caseload").isEmpty(), "nobody has chosen columns"

"""The figures beside the names of the pages: of two counts at once the later one stands."""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import count
from threading import Event

from jfs_desktop.casework.desk.workspace import Workspace
from tests import patience
from ui.pages.page import Page
from ui.shell.entries import PageEntry
from ui.shell.figures import Figure
from ui.shell.rail_figures import RailFigures
from ui.shell.shell import Shell


def test_what_was_in_its_last_step_when_it_was_counted_anew_is_not_told(
    shell: Shell, settle: Callable[[Shell], None]
) -> None:
    turns, began, go_on = count(), Event(), Event()

    def counting(_: Workspace) -> Generator[None, None, Figure]:
        if next(turns) > 0:
            return Figure("new")
        yield
        began.set()
        assert go_on.wait(patience.MS / 1000)
        return Figure("old")

    figures = RailFigures(shell.context, [PageEntry("page", "Page", "", Page, counting)], shell)
    told: list[str] = []
    figures.counted.connect(lambda _, text, __: told.append(text))
    figures.read("")
    assert began.wait(patience.MS / 1000)
    figures.read("")
    go_on.set()
    settle(shell)
    assert told == ["new"]

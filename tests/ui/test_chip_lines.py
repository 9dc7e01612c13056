"""A row of chips keeps free every line that it needs: the next question never lies over one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.ends import Death
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.shell.shell import Shell
from ui.shell.theme import Theme
from ui.widgets.chip_choice import ChipChoice


def test_tab_comes_to_the_chip_that_is_taken(theme: Theme, qtbot: QtBot) -> None:
    """Space on another would change the answer."""
    made = ChipChoice([("video", "Video call"), ("chat", "Online chat"), ("mail", "E-mail")])
    qtbot.addWidget(made)
    made.show()
    made.set_chosen(["mail"])
    made.setFocus()
    qtbot.waitUntil(made.chips[2].hasFocus)


def test_what_shows_a_death_stands_in_three_lines(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> None:
    """W4: the form of an outcome for somebody who died before the start."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.on(date(2021, 5, 26), time(17, 30))
        case_id = maker.accepted(first_name="Mòrag", last_name="NicDhòmhnaill")
        maker.on(date(2021, 5, 27), time(10))
        ends.learn_death(maker.workspace, case_id, Death(date(2021, 5, 27), "Her sister"))
        maker.on(date(2021, 6, 2), time(9, 30))
    shell = open_window(make_shell, own_vault, passphrase, settle)
    PrapEntryDialog.ask(shell.context, case_id, "outcome", shell.window)
    settle(shell)
    dialog = shell.window.findChild(PrapEntryDialog)
    assert dialog is not None
    dialog.grab()  # sets everything out, as the first painting does
    rows = [one for one in dialog.findChildren(ChipChoice) if one.isVisible() and one.chips]
    assert any(len({chip.y() for chip in one.chips}) == 3 for one in rows)
    for one in rows:
        assert max(chip.geometry().bottom() for chip in one.chips) < one.height()
    dialog.reject()

"""Today leads to the second attempt to reach somebody who is away (M1, M4, X9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.today import putting_off
from jfs_desktop.casework.today.cockpit import Todo, When
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.recording.record import RecordDialog
from ui.pages.today import TodayPage
from ui.pages.today_rows import state_words
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
AGREED = {"agreed_for": "2021-06-01", "time": "10:00"}
TRIED = {"result": "no_answer"}


def attempts(page: TodayPage) -> list[Todo]:
    return [one for one in page.items.values() if one.kind == putting_off.ATTEMPT]


def test_m4_another_attempt_is_asked_for_on_another_day(  # noqa: PLR0917 - fixtures
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """The working day after an attempt that found nobody, the row opens the form of the next; with the
    second day the row goes, and what follows is the end of the window."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.started()
        maker.record(case_id, FactKind.APPOINTMENT_AGREED, date(2021, 5, 27), detail=AGREED)
        maker.record(case_id, FactKind.MEETING_MISSED, date(2021, 6, 1), at=time(10))
        maker.record(case_id, FactKind.RE_CONTACT_ATTEMPTED, date(2021, 6, 2), detail=TRIED)
        maker.on(date(2021, 6, 3), time(9))
    shell = open_window(make_shell, own_vault, passphrase, settle)
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    (again,) = attempts(page)
    assert again.what == "Try again to reach them: attempt 2 of 2"
    assert (again.when, state_words(again)[0], again.due) == (When.TODAY, "Aim: today", date(2021, 6, 9))
    assert again.why.endswith("JFS 4.20") and again.no_delay
    save_picture(shell.window, "today-second-attempt")
    row = page.list.row_of(next(key for key, one in page.items.items() if one is again))
    assert row is not None and row.action is not None
    row.action.click()
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    chosen = form.chosen()
    assert chosen is not None and chosen.kind is FactKind.RE_CONTACT_ATTEMPTED
    form.form.set_value("channel", "telephone")
    form.questions.set_answers(TRIED | {"other_way_reason": "No answer there."})
    form.save.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert attempts(page) == []

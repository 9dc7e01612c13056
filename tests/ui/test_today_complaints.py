"""A complaint that belongs to no case, on Today in the real window (D6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.circumstances import complaints_outside
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import ANSWERS
from tests.ui.casemaker import case_maker, open_window
from ui.pages.complaints import ComplaintsPage
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

DAY = date(2021, 6, 1)


def test_d6_it_stands_on_today_and_leads_to_the_register(  # noqa: PLR0917 - each is a fixture
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """By the provider's own limit; by its name as by its button; it cannot be put off; settled it goes."""
    kind = FactKind.COMPLAINT_RAISED
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.on(DAY)
        raised = complaints_outside.record(maker.workspace, kind, DAY, ANSWERS[kind]).value.id
        settings.put(maker.workspace, settings.COMPLAINT_ANSWER_DAYS, 2)
        maker.on(date(2021, 6, 4))
    shell = open_window(make_shell, own_vault, passphrase, settle)
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    ((key, todo),) = page.items.items()
    assert (todo.case_id, todo.when, todo.due) == (None, When.LATE, date(2021, 6, 3))
    save_picture(shell.window, "today-complaint-of-no-case")
    page.put_off(key)
    page.list.row_of(key).action.click()  # type: ignore[union-attr]
    settle(shell)
    register = shell.frame.page("complaints")
    assert isinstance(register, ComplaintsPage) and register.isVisible()
    shell.frame.show_page("today")
    page.list.nameRequested.emit(key)
    settle(shell)
    assert register.isVisible()
    settled = FactKind.COMPLAINT_SETTLED
    said = ANSWERS[settled]
    outcome = complaints_outside.record(
        shell.context.workspace, settled, date(2021, 6, 4), said, about=raised
    )
    shell.context.hub.tell(outcome)
    shell.frame.show_page("today")
    settle(shell)
    assert not page.items

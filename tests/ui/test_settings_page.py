"""Settings in the real window: who works here, and how far the calendar reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from jfs_desktop.casework import staff
from ui.pages.settings import SettingsPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


def settings_page(shell: Shell, settle: Settle) -> SettingsPage:
    assert shell.frame is not None
    shell.frame.show_page("settings")
    settle(shell)
    page = shell.frame.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_somebody_else_works_here_from_now_on(
    shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """S4: the new name stands on every entry; who has left, or is here already, is not offered."""
    assert shell.context is not None
    workspace = shell.context.workspace
    morag = staff.add(workspace, name="Morag Sutherland", role="adviser", prap_role=False).value
    gone = staff.add(workspace, name="Gareth Pugh", role="adviser", prap_role=True).value
    staff.change(workspace, gone.id, name="Gareth Pugh", role="adviser", prap_role=True, active=False)
    page = settings_page(shell, settle)
    save_picture(shell.window, "settings-people")
    (offered,) = page.findChildren(QPushButton, "work-as")
    assert "Morag Sutherland" in offered.accessibleName()
    offered.click()
    settle(shell)
    assert workspace.me.id == morag.id
    assert workspace.author.staff_id == morag.id
    assert shell.frame is not None and "Morag Sutherland" in shell.frame.banner.text
    (back,) = [one for one in page.findChildren(QPushButton, "work-as") if one.isVisible()]
    assert "Rosa Khan" in back.accessibleName()


def test_a_calendar_that_runs_short_is_told(shell: Shell, settle: Settle, window_clock: Any) -> None:
    """W17: fewer days ahead than the profile's figure."""
    page = settings_page(shell, settle)
    assert not page.calendar.warning.isVisible()
    assert shell.context is not None
    last = shell.context.workspace.calendar.last
    window_clock.wall = datetime(last.year, last.month, last.day, 9, tzinfo=UTC)
    page.mark_stale()
    settle(shell)
    assert page.calendar.warning.isVisible()
    assert "load a newer one" in page.calendar.warning.text()

"""The opened window on the page of group sessions, for its tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import group_sessions
from jfs_desktop.casework.sessions.group_sessions import GroupPlan
from jfs_desktop.clock import LONDON
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.pages.group_sessions import GroupSessionsPage
from ui.shell.shell import Shell

NAMES = (
    ("Gwenllian Angharad", "Llywelyn-Prytherch"),
    ("Mòrag", "NicDhòmhnaill"),
    ("Ada", "Cole"),
)
TODAY = date(2021, 6, 4)


class Room:
    """The opened window on the page of group sessions."""

    def __init__(self, shell: Shell, people: list[UUID], settle: Callable[[Shell], None]) -> None:
        self.shell, self.people, self._settle = shell, people, settle
        self.workspace = shell.context.workspace
        self.news: list[str] = []
        shell.say.newsSaid.connect(lambda news: self.news.append(news.text))
        shell.frame.show_page("group_sessions")
        self.settle()

    @property
    def page(self) -> GroupSessionsPage:
        page = self.shell.frame.page("group_sessions")
        assert isinstance(page, GroupSessionsPage)
        return page

    def settle(self) -> None:
        self._settle(self.shell)

    def dialog(self) -> Any:
        return QApplication.activeModalWidget()

    def type_in(self, grid: Any, *keys: Qt.Key | str) -> None:
        """Keys pressed in the grid one after the other, words typed into the open cell."""
        for key in keys:
            editor = grid.viewport().findChild(QLineEdit)
            target = editor if editor is not None and editor.isVisible() else grid
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            self.settle()

    def facts(self, case_id: UUID) -> list[str]:
        return [fact.kind for fact in facts.of_case(self.workspace, case_id) if not fact.withdrawn_reason]


@pytest.fixture
def room(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> Room:
    now = window_clock.wall
    people = brought_once(own_vault, passphrase, window_clock, everybody)
    window_clock.wall = now
    return Room(open_window(make_shell, own_vault, passphrase, settle), list(people), settle)


def everybody(maker: CaseMaker) -> tuple[UUID, ...]:
    return tuple(maker.started(first_name=first, last_name=last) for first, last in NAMES)


def held(room: Room, at: time = time(9)) -> UUID:
    """A group session of this morning with everybody invited, put in by the verbs."""
    starts = datetime.combine(TODAY, at, LONDON)
    given = GroupPlan("Applying online", starts, 60, "Video room 2", "Rosa Khan")
    group_id = group_sessions.plan(room.workspace, given).value
    group_sessions.invite(room.workspace, group_id, room.people)
    room.page.mark_stale()
    room.settle()
    return group_id

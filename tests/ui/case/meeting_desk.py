"""The window over one booked person, and short ways through the initial meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.ui.casemaker import CaseMaker
from tests.ui.timer_desk import Desk, Hands
from ui.pages.case.meeting.meeting import MeetingTab
from ui.pages.case.meeting.meeting_bodies import BeginBody
from ui.pages.case.meeting.meeting_part import PartForm
from ui.shell.shell import Shell

REFERRED = date(2021, 5, 26)
LONG = {"first_name": "Gwenllian Angharad", "last_name": "Llywelyn-Prytherch"}
IDENTITY = {"matched": "full_name,referral_facts", "method": "spoken", "evidence_type": "details"}


class MeetingDesk(Desk):
    """The window over one booked person, and the tab of the initial meeting."""

    def __init__(self, shell: Shell, clock: Hands, settle: Callable[[Shell], None], case_id: UUID) -> None:
        super().__init__(shell, clock, settle)
        self.case_id = case_id

    def take_the_keyboard(self, qtbot: QtBot) -> None:
        """Let the window have it, as it has when somebody types."""
        self.shell.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.shell.window)

    def meet(self) -> MeetingTab:
        """The tab, in front."""
        self.shell.frame.open_case(self.case_id, "meeting")
        self.settle()
        return self.tab

    @property
    def tab(self) -> MeetingTab:
        page: Any = self.shell.frame.page("case")
        found = page.tab("meeting")
        assert isinstance(found, MeetingTab)
        return found

    def body(self, step: MeetingStep) -> Any:
        return self.tab.cards[step].body

    def part(self, step: MeetingStep, place: int = 0) -> PartForm:
        found: PartForm = self.body(step).parts[place]
        return found

    def states(self) -> dict[str, str]:
        assert self.tab.view is not None
        return {one.step.value: one.state.value for one in self.tab.view.steps}

    def answer(self, part: PartForm, channel: str = "", **answers: str) -> None:
        """Answer a part's questions and press its button."""
        part.questions.set_answers(answers)
        part.set_channel(channel)
        self.click(f"do-{part.kind.value}", part)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def record(self) -> None:
        """Ctrl+Enter, from wherever the focus is."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()


def reached(maker: CaseMaker) -> UUID:
    """Somebody who was reached, in an office that has its induction pack."""
    maker.pack_published()
    known = {"email": "gwen@example.org", "work_coach": "J. Ahmed", "ni_number": "AB123456C"}
    case_id = maker.referred(REFERRED, **known, **LONG)
    maker.record(case_id, FactKind.ACKNOWLEDGED, REFERRED)
    maker.record(case_id, FactKind.CONTACTED, REFERRED)
    return case_id


def begin(desk: MeetingDesk) -> None:
    desk.meet()
    body = desk.body(MeetingStep.BEGIN)
    assert isinstance(body, BeginBody)
    body.channel.set_chosen(("video",))
    desk.click("meeting-begin")


def recorded(desk: MeetingDesk) -> list[str]:
    return [one.kind for one in facts.of_case(desk.workspace, desk.case_id) if not one.withdrawn_reason]

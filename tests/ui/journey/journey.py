"""A journey with its initial meeting, held on its page from the beginning to the replies."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.answers import ANSWERS
from tests.ui.journey.journey_desk import JourneyDesk

HELD = (
    "Initial meeting begun",
    "Identity confirmed",
    "Induction pack sent",
    "Induction pack talked through",
    "Support explained and offered",
    "Chose to take part",
    "A CV that fits",
    "Froze version 1",
    "Told that the Jobcentre may ask for the JFAP",
    "Way of keeping in touch agreed",
    "Next appointment agreed",
    "Draft JFAP sent",
    "Initial meeting held",
    "Receipt of the pack confirmed",
    "Receipt of the JFAP confirmed",
)
"""What the journal tells of an initial meeting, one change after the other."""


class Journey(JourneyDesk):
    """The window on one case, with every step of a journey."""

    def hold_meeting(self, next_on: date, minutes: int) -> None:
        """The initial meeting on its page, where Today's agenda leads, from its beginning to the replies."""
        aside = self.page("today").aside
        (start,) = [one for one in aside.lines[0].findChildren(QPushButton) if one.text() == "Start"]
        self.picture()
        QTest.mouseClick(start, Qt.MouseButton.LeftButton)
        self.settle()
        assert self.case_page.current_tab == "meeting"
        tab = self.case_page.tab("meeting")
        assert tab.cards[MeetingStep.BEGIN].body.channel.chosen() == ("video",), "as it was booked"
        self.click("meeting-begin", tab)
        self.do_part(
            MeetingStep.IDENTITY,
            1,
            matched="full_name,referral_facts",
            method="spoken",
            evidence_type="details",
        )
        self.do_part(MeetingStep.PACK, **ANSWERS[FactKind.PACK_SENT])
        if tab.open_step is MeetingStep.PACK:
            self.do_part(MeetingStep.PACK, 1)
        self.do_part(MeetingStep.OFFER, one_to_one="accepted", group="accepted", limit_told="yes")
        self.do_part(MeetingStep.CHOICE)
        needs = tab.cards[MeetingStep.NEEDS].body
        for name, text in (
            ("objective", "A CV that fits"),
            ("action", "Rework it"),
            ("measure", "It is sent out"),
        ):
            needs.form.set_value(name, text)
        self.do_part(MeetingStep.NEEDS, needs="A first CV and practice for interviews")
        self.do_part(MeetingStep.PLAN)
        self.do_part(MeetingStep.SHARING)
        self.do_part(MeetingStep.IN_TOUCH, preferred="video", fallback="telephone")
        body = tab.cards[MeetingStep.NEXT].body
        body.form.set_value("on", next_on)
        body.form.set_value("at", time(11))
        self.do_part(MeetingStep.NEXT)
        self.do_part(MeetingStep.DRAFT)
        self.work(minutes * 60)
        self.click("meeting-end", tab)
        self.wrap_up("First objectives agreed")
        for place in (0, 1):
            self.do_part(MeetingStep.REPLIES, place, channel="text", words="Got it, thanks.")
        assert tab.start.meter.text() == "Evidence of the start: 4 of 4, 1 copy missing", (
            "no pack is published"
        )
        self.picture()

    def do_part(self, step: MeetingStep, place: int = 0, channel: str = "", **answers: str) -> None:
        """Answer a part of a step, and press its button."""
        tab = self.case_page.tab("meeting")
        if tab.open_step is not step:
            QTest.mouseClick(tab.cards[step].head, Qt.MouseButton.LeftButton)
        part = tab.cards[step].body.parts[place]
        part.questions.set_answers(part.questions.answers() | answers)
        part.set_channel(channel)
        self.click(f"do-{part.kind.value}", part)
        assert not part.error.text(), part.error.text()

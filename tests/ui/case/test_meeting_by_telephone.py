"""A meeting booked by telephone in the real window: nothing of it speaks of a video call, and the person's
own number stands where it is needed (I2, I5, C2, C4, S12; JFS 3.13, 3.14, 3.24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.recording import facts, record_offers
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.answers import entry
from tests.ui.casemaker import MET, REFERRED, CaseMaker, case_maker, open_window
from tests.ui.tab_desk import TabDesk
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.start_session import LAST_CHANNEL, StartSessionDialog
from ui.pages.case.contact.contact import ContactTab
from ui.pages.case.meeting.meeting import MeetingTab
from ui.pages.case.meeting.meeting_bodies import BeginBody
from ui.shell.shell import Shell
from ui.widgets.chip_choice import ChipChoice

Save = Callable[[QWidget, str], None]
DAY = date(2021, 5, 28)
NUMBER = "01632 960123"
BY_TELEPHONE = {
    "booked_for": DAY.isoformat(),
    "booked_at": "10:00",
    "method": "telephone",
    "telephone_reason": "No device",
    "has_email": "no",
    "it_access": "none",
    "remedy": "A tablet is ordered",
}


class Meeting(TabDesk[MeetingTab]):
    """The window at the initial meeting of one case."""

    key, kind = "meeting", MeetingTab

    @property
    def begin(self) -> BeginBody:
        found = self.tab.cards[MeetingStep.BEGIN].body
        assert isinstance(found, BeginBody)
        return found

    def offered(self, question: str) -> tuple[str, ...]:
        """What may be chosen for one question of the identity check."""
        check: Any = self.tab.cards[MeetingStep.IDENTITY].body
        field = check.check.questions.form.field(question)
        assert isinstance(field, ChipChoice)
        return tuple(field.keys)

    def tell(self, fact: WhatHappened) -> None:
        """Record it beside the window, which hears of it."""
        self.context.hub.tell(facts.record(self.workspace, self.case_id, fact))
        self.settle()


class Contact(TabDesk[ContactTab]):
    """The window at the contact of one case."""

    key, kind = "contact", ContactTab


def reached(maker: CaseMaker) -> UUID:
    case_id = maker.accepted(telephone=NUMBER)
    maker.record(case_id, K.CONTACTED, REFERRED)
    return case_id


def booked(maker: CaseMaker) -> UUID:
    case_id = reached(maker)
    maker.record(case_id, K.MEETING_BOOKED, MET, detail=BY_TELEPHONE)
    return case_id


def on_provision(maker: CaseMaker) -> UUID:
    """Somebody whose session of today is agreed by telephone, and who is met on video otherwise."""
    case_id = maker.started()
    maker.record(case_id, K.COMMUNICATION_AGREED, MET, detail={"preferred": "video"})
    agreed = {"agreed_for": DAY.isoformat(), "time": "10:00"}
    maker.record(case_id, K.APPOINTMENT_AGREED, MET, detail=agreed, channel="telephone")
    return case_id


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
) -> Callable[..., Any]:
    """A case brought there by verbs, and the window opened on it."""

    def opened(bring: Callable[[CaseMaker], UUID], desk: type[TabDesk[Any]]) -> Any:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = bring(maker)
            maker.on(DAY, time(9, 30))
        return desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)

    return opened


def test_i2_i5_a_telephone_meeting_offers_nothing_of_a_video_call(
    opened: Callable[..., Any], save_picture: Save
) -> None:
    desk = opened(booked, Meeting)
    assert desk.begin.channel.chosen() == ("telephone",)
    assert desk.begin.number.text() == f"Number to ring: {NUMBER}" and desk.begin.number.isVisible()
    save_picture(desk.shell.window, "meeting-telephone-begin")
    assert desk.begin.form.value("channel_reason") == "No device", "as it was said at the booking"
    desk.click("meeting-begin")
    assert desk.tab.open_step is MeetingStep.IDENTITY
    assert desk.offered("method") == ("spoken", "sent"), "nobody is seen on the telephone"
    save_picture(desk.shell.window, "meeting-telephone-identity")


def test_i2_a_booking_anew_proposes_its_own_way_and_a_shared_screen_shows_no_number(
    opened: Callable[..., Any],
) -> None:
    desk = opened(booked, Meeting)
    by_video = BY_TELEPHONE | {"method": "video", "rebooking_reason": "A tablet came"}
    desk.tell(entry(K.MEETING_BOOKED, DAY, detail=by_video))
    assert desk.begin.channel.chosen() == ("video",) and desk.begin.number.isHidden()
    assert "seen" in desk.offered("method")
    desk.begin.channel.set_chosen(("telephone",))
    desk.begin.form.changed.emit("channel")
    assert desk.begin.number.isVisible()
    desk.context.sharing.begin(desk.case_id)
    assert desk.begin.number.isHidden()


def test_i2_a_session_agreed_by_telephone_is_proposed_so(opened: Callable[..., Any]) -> None:
    desk = opened(on_provision, Meeting)
    desk.context.preferences.put(LAST_CHANNEL, "video")
    desk.shell.frame.top.timer.start_session(desk.case_id, "one_to_one")
    dialog = desk.dialog_of(StartSessionDialog)
    assert dialog.form.value("channel") == "telephone", "as it was agreed for today"
    dialog.discard()


def test_i2_the_meeting_starts_by_the_way_that_was_booked(opened: Callable[..., Any]) -> None:
    desk = opened(booked, Meeting)
    desk.context.preferences.put(LAST_CHANNEL, "video")
    desk.shell.frame.top.timer.start_session(desk.case_id, "initial_meeting")
    dialog = desk.dialog_of(StartSessionDialog)
    assert dialog.form.value("channel") == "telephone"
    dialog.discard()


def test_c4_their_own_number_is_filled_in_at_the_booking(
    opened: Callable[..., Any], save_picture: Save
) -> None:
    desk = opened(reached, Contact)
    desk.click("book-again")
    fields = desk.tab.meeting.fields
    assert fields is not None
    fields.questions.set_answer("method", "telephone")
    fields.questions.form.changed.emit("method")
    assert fields.questions.answers()["telephone"] == NUMBER
    save_picture(desk.shell.window, "booking-by-telephone")


def test_c2_c4_the_form_for_any_fact_fills_them_in_too(opened: Callable[..., Any]) -> None:
    desk = opened(reached, Contact)
    RecordDialog.ask(desk.context, desk.case_id, desk.shell.window, kinds=(K.MEETING_BOOKED,))
    booking = desk.dialog_of(RecordDialog)
    booking.questions.set_answer("method", "telephone")
    assert booking.questions.answers()["telephone"] == NUMBER
    booking.discard()
    RecordDialog.ask(desk.context, desk.case_id, desk.shell.window, kinds=(K.CONTACT_ATTEMPTED,))
    attempt = desk.dialog_of(RecordDialog)
    attempt.form.set_value("channel", "telephone")
    assert attempt.questions.answers()["detail_used"] == NUMBER
    attempt.form.set_value("channel", "email")
    assert "detail_used" not in attempt.questions.answers(), "no address is held"
    attempt.questions.set_answers({"detail_used": "the neighbour's"})
    attempt.form.set_value("channel", "telephone")
    assert attempt.questions.answers()["detail_used"] == "the neighbour's", "what is typed stays"
    attempt.discard()
    assert QApplication.activeModalWidget() is None


def test_i4_how_somebody_is_met_says_nothing_of_what_else_was_done(opened: Callable[..., Any]) -> None:
    """What was agreed at the booking is no answer to another fact's question of the same name."""
    desk = opened(booked, Contact)
    offer = record_offers.offer(desk.workspace, desk.case_id, kinds=(K.IDENTITY_CONFIRMED,))
    assert offer.proposed.get("telephone") == NUMBER
    assert not {"method", "booked_for", "it_access"} & set(offer.proposed)

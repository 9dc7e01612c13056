"""The wrap-up of an initial meeting in the real window: what is open is named, and a call that dropped goes
on later (I1, P1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, StepState
from jfs_desktop.rules.writing.wording import full_day
from tests.answers import entry
from tests.ui.case.meeting_desk import IDENTITY, MeetingDesk, begin, recorded
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.pages.today import TodayPage

Save = Callable[[QWidget, str], None]


@pytest.fixture
def desk(meeting: MeetingDesk) -> MeetingDesk:
    return meeting


def stopped(desk: MeetingDesk) -> WrapUpDialog:
    desk.work(60)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    return dialog


def words(within: QWidget) -> str:
    return " ".join(one.text() for one in within.findChildren(QLabel) if one.isVisible())


def rows(desk: MeetingDesk) -> list[str]:
    """What Today asks for."""
    desk.shell.frame.show_page("today")
    desk.settle()
    page: Any = desk.shell.frame.page("today")
    assert isinstance(page, TodayPage)
    return [one.what for one in page.items.values()]


def test_i1_a_call_that_dropped_goes_on_later(desk: MeetingDesk, save_picture: Save) -> None:
    """The steps left are named; one press keeps the time, holds nothing and leads back on Today."""
    begin(desk)
    dialog = stopped(desk)
    assert "does not count as held before it is sure who it is" in dialog.head.left.text()
    dialog.reject()
    desk.settle()
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    dialog = stopped(desk)
    assert "counts as held all the same" in dialog.head.left.text()
    assert dialog.head.left.text().startswith("Not done yet: Induction pack; Explain and offer")
    assert dialog.head.left.text().endswith("(JFS 3.19)")
    save_picture(dialog, "wrap-up-dropped")
    desk.click("wrap-up-dropped", dialog)
    assert desk.no_dialog() and "initial_meeting_held" not in recorded(desk)
    (session,) = desk.sessions(desk.case_id)
    assert (session.minutes, session.plan_changed) == (2, False)
    assert any(what.startswith("Finish the initial meeting") for what in rows(desk))
    tab = desk.meet()
    assert tab.open_step is MeetingStep.PACK
    tab.open_at(MeetingStep.BEGIN)
    desk.click("meeting-begin")
    assert desk.bar.session is not None and desk.bar.session.kind == "initial_meeting"


def test_m1_stop_at_a_meeting_that_nobody_joined_offers_to_say_so(
    desk: MeetingDesk, save_picture: Save
) -> None:
    """M1, AMB-18: from the wrap-up, at the stop click; none of the waiting counts, and nothing is owed."""
    begin(desk)
    dialog = stopped(desk)
    save_picture(dialog, "wrap-up-nobody-came")
    desk.click("wrap-up-alone", dialog)
    assert desk.no_dialog() and not sessions.owed(desk.workspace)
    assert "initial_meeting_begun" not in recorded(desk)
    (session,) = desk.sessions(desk.case_id)
    assert (session.state, session.minutes) == ("stopped", 0)
    assert not desk.bar.face.isVisible()


def test_t10_after_a_drop_the_next_booking_may_be_missed(desk: MeetingDesk) -> None:
    """T8, T10: what became of the call that dropped says nothing of the meeting that was booked after it."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    dialog = stopped(desk)
    assert dialog.head.alone.isHidden()
    desk.click("wrap-up-dropped", dialog)
    side = desk.meet().other
    assert side.missed.isHidden() and "End the meeting first" in side.told.text()
    at = f"{desk.clock.wall.astimezone(LONDON) + timedelta(minutes=1):%H:%M}"
    said = {
        "booked_for": desk.workspace.today().isoformat(),
        "booked_at": at,
        "rebooking_reason": "It dropped",
    }
    facts.record(desk.workspace, desk.case_id, entry(FactKind.CONTACTED, desk.workspace.today()))
    booked = entry(FactKind.MEETING_BOOKED, desk.workspace.today(), detail=said)
    desk.shell.context.hub.tell(facts.record(desk.workspace, desk.case_id, booked))
    desk.settle()
    assert "told you beforehand" in side.told.text() and side.go.isEnabled()
    desk.clock.wall += timedelta(minutes=1)
    side.soon.timeout.emit()
    assert side.missed.isVisible()


def test_i19_a_meeting_that_goes_on_another_day_says_which_day_is_the_start_date(
    desk: MeetingDesk, save_picture: Save
) -> None:
    """JFS Annex 3: attended in the first call in which something was talked over, and told at the end."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    facts.record(desk.workspace, desk.case_id, entry(FactKind.OFFER_EXPLAINED, desk.workspace.today()))
    first = desk.workspace.today()
    dialog = stopped(desk)
    assert not dialog.head.attended.isVisible()
    desk.click("wrap-up-dropped", dialog)
    desk.move(timedelta(days=3).total_seconds())
    desk.meet().open_at(MeetingStep.BEGIN)
    desk.click("meeting-begin")
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    assert f"It counts as attended on {full_day(first)}" in dialog.head.attended.text()
    assert dialog.head.attended.isVisible()
    save_picture(dialog, "wrap-up-resumed")
    dialog.plan.unchanged.click()
    dialog.plan.line.setText("Nothing new")
    dialog.plan.line.textEdited.emit("Nothing new")
    desk.click("wrap-up-save", dialog)
    (held,) = [
        one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == "initial_meeting_held"
    ]
    assert desk.no_dialog() and held.on == first


def test_i1_what_a_held_meeting_left_open_is_timed_as_the_meeting(desk: MeetingDesk) -> None:
    """Today names it, the tab goes on with the timer, and the end says what is left."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    dialog = stopped(desk)
    dialog.plan.updated.click()
    dialog.plan.line.setText("Talked about work")
    dialog.plan.line.textEdited.emit("Talked about work")
    desk.click("wrap-up-save", dialog)
    assert "JFS 4.03" in words(dialog), "no JFAP stands yet"
    dialog.plan.unchanged.click()
    dialog.plan.line.setText("The line went dead")
    dialog.plan.line.textEdited.emit("The line went dead")
    desk.click("wrap-up-save", dialog)
    assert desk.no_dialog() and "initial_meeting_held" in recorded(desk)
    assert any(what.startswith("Finish what the initial meeting left open") for what in rows(desk))
    tab = desk.meet()
    assert tab.head.text().startswith("Held, and not finished: Induction pack")
    (held,) = [
        one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == "initial_meeting_held"
    ]
    assert tab.cards[MeetingStep.END].told.text().startswith(f"done at {held.detail['ended_at']} by "), (
        "when it ended, not when it began"
    )
    tab.open_at(MeetingStep.END)
    desk.click("meeting-go-on")
    desk.click("meeting-begin")
    assert desk.bar.session is not None and desk.bar.session.kind == "initial_meeting"
    rest = stopped(desk)
    assert not rest.head.dropped.isVisible() and rest.head.left.isVisible()
    assert tab.view is not None and tab.view.step(MeetingStep.END).state is StepState.DONE

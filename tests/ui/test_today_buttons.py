"""The button of every row of Today that a case's clock stands in: pressed by mouse, it leads to where the
clock is met, and done there, the clock leaves the list (DESIGN 3.2; P11, X3, I17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from jfs_desktop.casework.agreement import plan_finalising
from jfs_desktop.casework.agreement.plan_finalising import Agreement
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.plan.plan import Objective
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.store.profiles import load_programme
from tests.answers import IDENTITY
from tests.ui.by_keyboard import fill
from tests.ui.casemaker import MET, CaseMaker, after, case_maker, open_window, start_to_key
from tests.ui.journey.journey import Journey
from tests.ui.journey.journey_desk import clocks_of
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.shell.shell import Shell

LATE = "The line was down all day"
DAY = date(2021, 5, 28)
UNKNOWN_ABSENCE = {"where": "outside", "moves_on": "2021-05-27", "longer_than_left": ""}


class Today(Journey):
    """The window on Today, over one case."""

    def led_to(self, tab: str) -> Any:
        """The tab to which the button led."""
        frame = self.shell.frame
        assert (frame.current, self.case_page.case_id) == ("case", self.case_id)
        assert self.case_page.current_tab == tab
        return self.case_page.tab(tab)

    def listed(self) -> set[str]:
        """The clocks of the rows on Today."""
        return {clock for item in self.page("today").items.values() for clock in clocks_of(item)}

    def fill_in(self, **answers: str) -> None:
        """The form of any fact, by the keyboard."""
        form = self.dialog_of(RecordDialog)
        self._fill(form, form.save, lambda: form.chosen().kind, answers)

    def fill_entry(self, **answers: str) -> None:
        """The PRaP entry, by the keyboard."""
        entry = self.dialog_of(PrapEntryDialog)
        self._fill(entry, entry.tick, lambda: entry.form.choice.kind, answers)

    def _fill(self, form: Any, go: QPushButton, kind: Any, answers: dict[str, str]) -> None:
        fill(form, go, answers, kind)
        self.settle()
        assert self.no_dialog(), form.error_text()


Do = Callable[[Today], None]


def recorded(kind: K, **answers: str) -> Do:
    """The form of any fact, which the button opens."""
    return lambda today: today.fill_in(kind=kind, **answers)


def keyed(**answers: str) -> Do:
    """The PRaP entry, which the button opens."""
    return lambda today: today.fill_entry(**answers)


def reach(today: Today) -> None:
    """Somebody answers the telephone, and the meeting is booked in the same call."""
    today.led_to("contact")
    today.reach(MET, time(10), has_email="yes", email="priya@example.org")


def hold_the_meeting(today: Today) -> None:
    """The timer runs, it is sure who it is, the meeting is ended, and what came of it is written down."""
    tab = today.led_to("meeting")
    assert tab.cards[MeetingStep.BEGIN].body.channel.chosen() == ("video",), "as it was booked"
    today.click("meeting-begin", tab)
    today.do_part(MeetingStep.IDENTITY, 1, **IDENTITY)
    today.work(60)
    QTest.mouseClick(tab.cards[MeetingStep.END].head, Qt.MouseButton.LeftButton)
    today.click("meeting-end", tab)
    today.wrap_up("They go on tomorrow", changed=False)


def confirmed(place: int, channel: str, **said: str) -> Do:
    """Their reply, noted at the last step of the meeting."""

    def note(today: Today) -> None:
        today.led_to("meeting")
        today.do_part(MeetingStep.REPLIES, place, channel, words="I have got it, thank you.", **said)

    return note


def answer_the_doubt(today: Today) -> None:
    tab = today.led_to("referral")
    today.click("record-answer", tab)
    today.fill_in()


def answer_the_jobcentre(today: Today) -> None:
    """A request of which the form is not at hand; the page of requests stands behind."""
    assert today.shell.frame.current == "jobcentre_requests"
    today.fill_in()


def send_the_form(today: Today) -> None:
    """PRaP14 goes out; POST's e-mail comes the same day, and is entered on the PRaP page."""
    today.fill_entry(proof="Sent 28/05/2021")
    today.open_entry("post_reply")
    today.fill_entry(at="17:00")


def come_back(today: Today) -> None:
    tab = today.led_to("circumstances")
    today.click("away-re_engaged", tab)
    today.fill_in()


def ask_for_the_survey(today: Today) -> None:
    today.click("ask-survey", today.led_to("ending"))
    today.fill_in()


def end_early(reason: str, **answers: str) -> Do:
    """'End early' on the tab of the end."""

    def end(today: Today) -> None:
        today.click("end-early", today.led_to("ending"))
        form = today.dialog_of(EndEarlyDialog)
        today.chip(form.reason, reason)
        fill(form, form.go, answers)
        today.settle()
        assert today.no_dialog(), form.error_text()

    return end


def send_the_plan(today: Today) -> None:
    form = today.dialog_of(SendPlanDialog)
    fill(form, form.save, {"channel": "email", "sent_to": "priya@example.org"})


def reach_the_district_lead(today: Today) -> None:
    form = today.dialog_of(FastTrackDialog)
    fill(form, form.log_reached, {"lead": "M. Farrow", "outcome": "She rings the GP."})


def doubted(maker: CaseMaker) -> UUID:
    """Somebody about whom the Work Coach was asked, and has not answered yet."""
    case_id = maker.accepted()
    maker.record(case_id, K.WORK_COACH_CONSULTED, date(2021, 5, 26))
    return case_id


def much_to_do(maker: CaseMaker) -> UUID:
    """Somebody on provision with whom many things came at once."""
    case_id = after(K.CHANGE_NOTICE_RECEIVED)(maker)
    maker.record(case_id, K.MOVED, date(2021, 5, 27), detail=UNKNOWN_ABSENCE)
    maker.record(case_id, K.JFAP_REQUESTED, date(2021, 5, 27), detail={"requested_on": "2021-05-26"})
    maker.record(case_id, K.BENEFIT_CHANGE_NOTICED, DAY)
    maker.record(case_id, K.SAFEGUARDING_NOTICED, DAY)
    return case_id


def agreed(maker: CaseMaker) -> UUID:
    """Somebody whose final JFAP is agreed."""
    case_id = after(K.GROUP_ATTENDED, on=date(2021, 6, 4))(maker)
    aim = Objective(uuid4(), "Find work in a warehouse", "Apply", "Two applications a week")
    before = plans.open_plan(maker.workspace, case_id).content
    plans.settle(maker.workspace, case_id, replace(before, objectives=(aim,), next_steps="Go on."))
    final = Agreement("Video call", "One group session.")
    plan_finalising.finalise(maker.workspace, case_id, final)
    return case_id


@dataclass(frozen=True)
class Press:
    """What is done where the button of some clocks of one duty leads; why it is late, if it is."""

    clocks: tuple[str, ...]
    do: Do
    late: str = ""


@dataclass(frozen=True)
class Story:
    """Somebody brought to where clocks are open on a day, and what is pressed on Today, one after another."""

    name: str
    today: date
    bring: Callable[[CaseMaker], UUID]
    presses: tuple[Press, ...]


NOT_TOLD = {"channel": "-", "call_not_told_reason": "Not reached any more."}
WORKS = {"job_started_on": "21 June 2021", "no_more_support": "yes"}
STORIES = (
    Story(
        "referred",
        date(2021, 5, 18),
        CaseMaker.referred,
        (Press(("acknowledge_referral",), keyed(proof="Accepted 18/05/2021")),),
    ),
    Story(
        "lapsed",
        date(2021, 5, 21),
        CaseMaker.referred,
        (Press(("acknowledge_referral",), keyed(late_reason=LATE), LATE),),
    ),
    Story("in doubt", DAY, doubted, (Press(("ask_about_doubt",), answer_the_doubt),)),
    Story(
        "accepted",
        date(2021, 5, 24),
        CaseMaker.accepted,
        (Press(("contact_participant",), reach), Press(("hold_initial_meeting",), hold_the_meeting)),
    ),
    Story(
        "not started",
        date(2021, 6, 21),
        CaseMaker.accepted,
        (Press(("prap_auto_dna",), keyed(late_reason=LATE), LATE),),
    ),
    Story(
        "met",
        DAY,
        start_to_key,
        (
            Press(("chase_pack_reply",), confirmed(0, "text")),
            Press(("chase_jfap_reply",), confirmed(1, "telephone", identity="confirmed")),
            Press(("record_prap_outcome", "prap_last_safe_input"), keyed(proof="Start claimed 28/05/2021")),
        ),
    ),
    Story(
        "missed",
        DAY,
        after(K.MEETING_MISSED),
        (
            Press(("missed_meeting_contact",), recorded(K.RE_CONTACT_ATTEMPTED)),
            Press(("next_appointment",), recorded(K.SESSION_HELD)),
            Press(("update_jfap_after_session",), recorded(K.JFAP_UPDATED)),
        ),
    ),
    Story(
        "away",
        DAY,
        after(K.DISENGAGED),
        (
            Press(("disengagement_contact",), recorded(K.RE_CONTACT_ATTEMPTED)),
            Press(("re_engagement_window_capped",), come_back),
        ),
    ),
    Story(
        "much to do",
        DAY,
        much_to_do,
        (
            Press(("safeguarding_contact",), reach_the_district_lead),
            Press(("remind_of_duty",), recorded(K.DUTY_REMINDED)),
            Press(("consider_change_notice",), recorded(K.CHANGE_NOTICE_CONSIDERED)),
            Press(("share_jfap_with_jobcentre",), answer_the_jobcentre),
            Press(("review_absence",), recorded(K.ABSENCE_REVIEWED)),
        ),
    ),
    Story(
        "leaves",
        DAY,
        after(K.WITHDREW, on=DAY),
        (
            Press(("exit_on_request",), end_early("left", **NOT_TOLD)),
            Press(("key_end",), keyed(proof="36 keyed 28/05/2021")),
            Press(("ask_survey",), ask_for_the_survey),
        ),
    ),
    Story(
        "last day",
        date(2021, 6, 22),
        CaseMaker.started,
        (Press(("maximum_provision", "effective_last_day"), end_early("work", **WORKS, **NOT_TOLD)),),
    ),
    Story(
        "ended by PRaP",
        date(2021, 6, 28),
        after(K.EXPERIENCE_CALL_TOLD),
        (Press(("prap_auto_end",), keyed(late_reason=LATE), LATE),),
    ),
    Story("final", date(2021, 6, 4), agreed, (Press(("jfap_to_participant",), send_the_plan),)),
    Story(
        "started in error",
        DAY,
        after(K.ERROR_FOUND_AFTER_START, on=DAY),
        (
            Press(("prap14_to_post",), send_the_form),
            Press(("cancel_after_post_confirmation",), keyed(proof="Cancelled 28/05/2021")),
        ),
    ),
)
RULES = {
    rule.id: rule
    for rule in load_programme("jfs-2021").clocks
    if rule.actionable and rule.listed and rule.scope is Scope.CASE
}


def test_every_actionable_case_clock_has_a_button_that_is_pressed() -> None:
    """None of the profile's case clocks that ask for something is left out here."""
    assert {clock for story in STORIES for press in story.presses for clock in press.clocks} == set(RULES)


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_the_button_of_a_clock_leads_to_where_it_is_met(  # noqa: PLR0917 - fixtures
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Callable[[Shell], None],
    story: Story,
) -> None:
    """Pressed by mouse on Today and done with what stands there, one of the clock's own facts is on record,
    and the clock has left the list."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = story.bring(maker)
        maker.on(story.today)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    today = Today(shell, window_clock, settle, lambda *_: None, passphrase, story.name)
    today.case_id = case_id
    for press in story.presses:
        assert set(press.clocks) <= today.listed()
        known = {one.id for one in facts.of_case(today.workspace, case_id)}
        today.do_on_today(press.clocks[-1])
        press.do(today)
        today.settle()
        assert today.no_dialog(), today.dialog().error_text()  # type: ignore[attr-defined]
        assert not set(press.clocks) & today.listed()
        new = [one for one in facts.of_case(today.workspace, case_id) if one.id not in known]
        for clock in press.clocks:
            assert {one.late_reason for one in new if one.kind in RULES[clock].stops} == {press.late}

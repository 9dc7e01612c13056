"""Today: late things stay and take a reason, contract clocks are never put off, what has no clock is there
too, and what moved by itself is told until it is read (R3, W10, S11, M1, AMB-09, AMB-75)."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import event

from jfs_desktop.casework.cases import automatic_moves, history
from jfs_desktop.casework.contact import contact_view
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.recording import facts, lateness
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind
from jfs_desktop.casework.today import cockpit, moves_told, putting_off
from jfs_desktop.casework.today.agenda import Engagement, agenda
from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.casework.today.warm_up import warm_up
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.store import dialect
from tests.casework.made_stages import papers

JUNE_4 = date(2021, 6, 4)
QUESTIONS = 21
"""What Today asks of the store; each more is seen in the start."""


def today(office):
    for _ in redate(office.workspace):
        pass
    automatic_moves.note(office.workspace)
    return cockpit.cockpit(office.workspace)


def test_who_does_not_want_to_come_is_keyed_and_waited_for_no_more(office) -> None:
    """E1, W4, C3: a withdrawal before the meeting calls the booking off and asks for Did Not Attend; a
    meeting booked anew stands again."""
    office.on(date(2021, 5, 19))
    case_id = office.referred()
    booked = {"booked_for": "2021-05-25", "rebooking_reason": "Has changed her mind"}
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.record(case_id, FactKind.MEETING_BOOKED, detail=booked)
    office.record(case_id, FactKind.WITHDREW)
    rows = [(todo.what, todo.when) for todo in today(office).todos]
    assert rows == [("Key Did Not Attend: they do not want to take part", When.TODAY)]
    office.on(date(2021, 5, 25), "16:00")
    assert agenda(office.workspace) == () and len(today(office).todos) == 1
    office.record(case_id, FactKind.MEETING_BOOKED, detail=booked | {"booked_for": "2021-05-27"})
    assert today(office).todos[0].what == "Hold the initial meeting"
    (line,) = prap.worklist(office.workspace).to_key
    assert line.entry.proposed is None


def test_i21_w5_who_says_no_at_the_meeting_is_keyed_as_not_started(office) -> None:
    """I21, W5, E1: nothing is asked of provision that never began, and PRaP's entry is Did Not Start."""
    case_id = office.met()
    office.record(case_id, FactKind.WITHDREW)
    rows = [(todo.what, todo.when) for todo in today(office).todos]
    assert rows == [("Key Did Not Start: they do not want to take part", When.TODAY)]
    (line,) = prap.worklist(office.workspace).to_key
    assert line.entry.proposed is FactKind.DNS_KEYED
    office.record(case_id, FactKind.DNS_KEYED, detail={"reason": "change"})
    assert not [todo for todo in today(office).todos if todo.what.startswith(("Record the exit", "Key "))]


def asked_coach(office, case_id, doubt: str, decision: str) -> None:
    """The Work Coach is asked and answers in this minute, which is how exactly that is told."""
    office.record(
        case_id,
        FactKind.WORK_COACH_CONSULTED,
        at=office.clock.at.astimezone(LONDON).time().replace(second=0),
        detail={"doubt": doubt, "facts": "Born later", "contact": "D. Osei", "decision": decision},
    )


def rows_of(office, case_id) -> list[str]:
    return [todo.what for todo in today(office).todos if todo.case_id == case_id]


def test_e9_r4_w7_what_the_work_coach_stops_before_the_meeting_is_an_error(office) -> None:
    """E9, R4, W7: the referral is rejected while PRaP takes that, then it is a Did Not Start; the booking is
    off until another one is made all the same."""
    office.on(date(2021, 5, 19))
    case_id = office.referred()
    asked_coach(office, case_id, "eligibility", "stop")
    assert rows_of(office, case_id) == ["Reject the referral on PRaP: the Work Coach said not to go on"]
    (line,) = prap.worklist(office.workspace).to_key
    assert (line.entry.proposed, line.entry.answers) == (FactKind.REJECTED, {"reason": "inappropriate"})
    office.record(case_id, FactKind.ACKNOWLEDGED)
    assert rows_of(office, case_id) == [], "accepted all the same"
    office.record(case_id, FactKind.CONTACTED)
    office.record(case_id, FactKind.MEETING_BOOKED, detail={"booked_for": "2021-05-25"})
    asked_coach(office, case_id, "suitability", "stop")
    assert rows_of(office, case_id) == ["Key Did Not Start: the Work Coach said not to go on"]
    office.on(date(2021, 5, 25), "16:00")
    assert agenda(office.workspace) == () and len(today(office).todos) == 1
    (line,) = prap.worklist(office.workspace).to_key
    assert (line.entry.proposed, line.entry.answers) == (FactKind.DNS_KEYED, {"reason": "error"})
    said = contact_view.contact_view(office.workspace, case_id).standing
    assert said.headline == "The Work Coach said not to go on" and said.advice[0].keyed
    office.record(
        case_id,
        FactKind.MEETING_BOOKED,
        detail={"booked_for": "2021-05-27", "rebooking_reason": "Cleared up"},
    )
    assert "Hold the initial meeting" in rows_of(office, case_id)


def test_i8_w5_w8_a_doubt_at_the_meeting_leads_on_by_the_work_coachs_word(office) -> None:
    """I8, I21, W5, W8, JFS 3.26: asked in the minute of the doubt; to go on is to confirm anew, to stop a Did
    Not Start whatever papers are there, and after the start is on PRaP an error for POST."""
    stopped = "the Work Coach said not to go on"
    case_id = papers()(office)
    office.on(date(2021, 5, 27), "10:00:40")
    office.record(case_id, FactKind.IDENTITY_DOUBTED, at=time(10, 0, 30))
    asked_coach(office, case_id, "eligibility", "go_on")
    assert "Ask the Work Coach about the doubt who this is" in rows_of(office, case_id)
    asked_coach(office, case_id, "identity", "go_on")
    rows = rows_of(office, case_id)
    assert "Confirm who this is: the Work Coach said to go on" in rows
    assert not [what for what in rows if what.startswith("Ask the Work Coach")]
    office.record(case_id, FactKind.DISENGAGED)
    asked_coach(office, case_id, "identity", "stop")
    assert rows_of(office, case_id) == [f"Key Did Not Start: {stopped}"]
    (line,) = prap.worklist(office.workspace).to_key
    assert (line.entry.proposed, line.entry.state) == (FactKind.DNS_KEYED, "open")
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail={"doubt_cleared_up": "Their own number"})
    (keyed,) = prap.worklist(office.workspace).to_key
    assert keyed.entry.proposed is FactKind.START_KEYED
    office.record(case_id, FactKind.START_KEYED)
    asked_coach(office, case_id, "suitability", "stop")
    assert f"Record the error and send PRaP14: {stopped}" in rows_of(office, case_id)
    office.record(case_id, FactKind.ERROR_FOUND_AFTER_START)
    assert f"Record the error and send PRaP14: {stopped}" not in rows_of(office, case_id)


def test_i3_i19_nobody_starts_whose_check_was_taken_back(office) -> None:
    """I3, I19: Today asks for the check again, and no start is keyed before it is there."""
    case_id = papers()(office)
    (check,) = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "identity_confirmed"]
    facts.withdraw(office.workspace, check.id, "It was somebody else's")
    assert "Confirm who this is: no check of it stands" in rows_of(office, case_id)
    with pytest.raises(RefusedByRule, match="known who the person is") as refused:
        office.record(case_id, FactKind.START_KEYED)
    assert refused.value.paragraph == "JFS 3.21"


def test_c2_w4_who_does_not_want_to_be_contacted_is_keyed_from_that_day_on(office) -> None:
    """C2, E1, W4: the outcome is due on working day 10, and is on Today at once, as after a withdrawal."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACT_ATTEMPTED, detail={"result": "no_answer"})
    assert today(office).todos == ()
    office.record(case_id, FactKind.CONTACT_ATTEMPTED, detail={"result": "opted_out"})
    rows = [(todo.what, todo.when) for todo in today(office).todos]
    assert rows == [("Key Did Not Attend: they do not want to take part", When.TODAY)]


def test_c3_a_meeting_booked_too_late_says_the_miss_that_is_foreseen(office) -> None:
    """C3, CSS 1: from the booking on, until it is moved or the last day is over."""
    office.on(date(2021, 5, 24))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 1))
    office.record(case_id, FactKind.CONTACTED)
    late = {"booked_for": "2021-06-07", "rebooking_reason": "On holiday until then"}
    office.record(case_id, FactKind.MEETING_BOOKED, detail=late)
    said = "Hold the initial meeting: booked for 7 June, it misses the standard"
    assert said in [todo.what for todo in today(office).todos]
    office.record(case_id, FactKind.MEETING_BOOKED, detail=late | {"booked_for": "2021-06-04"})
    assert "Hold the initial meeting" in [todo.what for todo in today(office).todos]


def _missed_meeting(office):
    case_id = office.started()
    office.on(date(2021, 6, 1))
    office.record(case_id, FactKind.MEETING_MISSED)
    return case_id


def test_what_today_asks_is_put_into_words_ahead_of_the_passphrase(office) -> None:
    """Once the program has warmed up nothing of the first list is compiled anew."""
    office.started()
    workspace, compiled = office.workspace, dialect.compiled()
    compiled.clear()
    warm_up()
    known = set(compiled)
    cockpit.cockpit(workspace)
    new = [one.string for key, one in compiled.items() if key not in known]
    assert new == []


def test_a_late_item_takes_a_reason_once_and_keeps_it_with_what_is_done(office):
    """DESIGN 3.2, W6: the reason is asked while it is late, shown, and carried into the later entry."""
    case_id = office.met()
    for kind in (FactKind.VOLUNTEER_CONFIRMED, FactKind.JFAP_AGREED, FactKind.PACK_SENT):
        office.record(case_id, kind)
    office.record(case_id, FactKind.DUPLICATES_SEARCHED)
    office.on(JUNE_4)
    late = next(one for one in today(office).of(When.LATE) if one.clock.id == "record_prap_outcome")
    assert late.because == ""
    lateness.explain(office.workspace, case_id, late.clock.id, late.clock.subject, "PRaP was down.")
    late = next(one for one in today(office).of(When.LATE) if one.clock.id == "record_prap_outcome")
    assert late.because == "PRaP was down."
    keyed = office.record(case_id, FactKind.START_KEYED)
    assert keyed.late_reason == "PRaP was down."
    assert not any(one.clock and one.clock.id == "record_prap_outcome" for one in today(office).todos)


def test_without_a_reason_a_late_entry_is_still_refused(office):
    case_id = office.met()
    office.on(JUNE_4)
    with pytest.raises(BadInput, match="Say why it is late"):
        lateness.explain(office.workspace, case_id, "record_prap_outcome", None, "  ")
    with pytest.raises(RefusedByRule):
        lateness.explain(office.workspace, case_id, "expected_completion", None, "Too early")


def test_the_reason_of_one_missed_meeting_is_not_that_of_another(office):
    """M1: each missed meeting has its own clock and its own reason."""
    case_id = _missed_meeting(office)
    office.on(JUNE_4)
    (late,) = [one for one in today(office).of(When.LATE) if one.clock.id == "missed_meeting_contact"]
    assert late.about is not None
    lateness.explain(office.workspace, case_id, late.clock.id, late.about, "No telephone line.")
    office.record(case_id, FactKind.RE_CONTACT_ATTEMPTED, about=late.about)
    office.record(case_id, FactKind.RE_ENGAGED)
    office.on(date(2021, 6, 7))
    office.record(case_id, FactKind.MEETING_MISSED)
    office.on(date(2021, 6, 10))
    again = [one for one in today(office).of(When.LATE) if one.clock.id == "missed_meeting_contact"]
    assert [one.because for one in again] == [""]


def test_a_reason_is_undone(office):
    case_id = office.met()
    office.on(JUNE_4)
    said = lateness.explain(office.workspace, case_id, "record_prap_outcome", None, "PRaP was down.")
    history.undo(office.workspace, said.change_id)
    assert all(one.because == "" for one in today(office).todos)


def test_a_contract_clock_is_not_put_off(office):
    """AMB-75, R2: refused in words, with the paragraph."""
    case_id = office.referred()
    (todo,) = [one for one in today(office).todos if one.case_id == case_id]
    assert "cannot be put off" in todo.no_delay and "JFS 3.07" in todo.no_delay
    with pytest.raises(RefusedByRule, match=r"cannot be put off.*JFS 3\.07"):
        putting_off.put_off(office.workspace, case_id, todo.key, todo.what, date(2021, 6, 7))


def test_every_clock_that_may_wait_is_a_day_of_our_own(office):
    """Only days that the contract does not name may be put off (AMB-13, AMB-55, M8)."""
    waiting = {rule.id for rule in office.workspace.programme.clocks if rule.may_wait}
    assert waiting == {
        "ask_about_doubt",
        "ask_survey",
        "chase_jfap_reply",
        "chase_pack_reply",
        "consider_change_notice",
        "review_absence",
    }
    measured = {standard.clock for standard in office.workspace.programme.standards}
    assert not waiting & measured


def test_what_the_contract_names_is_first_of_what_is_late(office):
    """Item 9, AMB-75, W12, Q6: the one action of a person's late row is that of the contract, before what may
    wait, though that is late for longer."""
    case_id = office.started()
    office.on(date(2021, 5, 27))
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    office.on(date(2021, 6, 8))
    office.record(case_id, FactKind.JFAP_REQUESTED, detail={"requested_on": "2021-06-08"})
    office.on(date(2021, 6, 16))
    late = cockpit.cockpit(office.workspace).of(When.LATE)
    told = [(one.clock.id, one.due) for one in late]
    assert told == [
        ("key_end", date(2021, 5, 28)),
        ("share_jfap_with_jobcentre", date(2021, 6, 15)),
        ("ask_survey", date(2021, 6, 4)),
    ]


def test_a_reply_is_asked_for_day_by_day(office):
    """I17, AMB-13: the chaser is hidden until the next working day and no longer."""
    case_id = office.met(referred_on=date(2021, 5, 26), met_on=date(2021, 6, 3))
    office.on(JUNE_4, "12:00")
    key = putting_off.key_of(putting_off.CLOCK, "chase_pack_reply", None)
    with pytest.raises(BadInput, match="Mon 7 June") as refused:
        putting_off.put_off(office.workspace, case_id, key, "Chase", date(2021, 6, 8))
    assert (refused.value.field, refused.value.paragraph) == ("until", "JFS 3.19")
    chosen = date(2021, 6, 7)
    assert putting_off.put_off(office.workspace, case_id, key, "Chase", chosen).value == chosen


def test_a_reply_is_asked_for_from_the_first_working_day_on(office):
    """I17, AMB-13: each of the two for itself, also while the last day lies beyond those that Today looks
    ahead, and nothing else is due; not on the day of the meeting, nor at the weekend."""
    case_id = office.met(referred_on=date(2021, 6, 2), met_on=date(2021, 6, 3))
    office.record(case_id, FactKind.APPOINTMENT_AGREED)
    chased = ["chase_jfap_reply", "chase_pack_reply"]

    def asked() -> list[str]:
        todos = [one for one in today(office).of(When.TODAY) if one.clock is not None]
        return sorted(one.clock.id for one in todos if one.clock.id in chased)

    assert asked() == []
    office.on(JUNE_4, "12:00")
    office.record(case_id, FactKind.SESSION_HELD)
    assert asked() == chased
    office.on(date(2021, 6, 5))
    assert asked() == []
    office.on(date(2021, 6, 7))
    office.record(case_id, FactKind.PACK_SENT, on=date(2021, 6, 3))
    office.record(case_id, FactKind.PACK_ACKNOWLEDGED, channel="telephone")
    assert asked() == chased[:1]
    office.on(date(2021, 6, 16))
    assert asked() == chased[:1], "its last day"


def _promised(office):
    case_id = office.started()
    office.on(JUNE_4, "12:00")
    began = office.clock.now().replace(hour=9)
    sessions.add_manual(
        office.workspace,
        case_id,
        ManualSession(
            SessionKind.ONE_TO_ONE, "video", began, 30, "Laptop broken",
            no_change_reason="Nothing new", late_reason="Away", to_send=("CV",), identity="confirmed"),
    )  # fmt: skip
    return case_id


def test_what_was_promised_is_put_off_listed_and_shown_again(office):
    case_id = _promised(office)
    (todo,) = [one for one in today(office).todos if one.kind == putting_off.PROMISE]
    assert (todo.what, todo.when, todo.no_delay) == ("Send: CV", When.LOOSE, "")
    putting_off.put_off(office.workspace, case_id, todo.key, todo.what, date(2021, 6, 8))
    seen = today(office)
    assert seen.put_off == 1 and not any(one.kind == putting_off.PROMISE for one in seen.todos)
    (hidden,) = putting_off.all_put_off(office.workspace)
    assert (hidden.what, hidden.until, hidden.name) == ("Send: CV", date(2021, 6, 8), "Priya Nair")
    putting_off.show_again(office.workspace, hidden.fact_id)
    assert today(office).put_off == 0 and not putting_off.all_put_off(office.workspace)
    with pytest.raises(NotFound):
        putting_off.show_again(office.workspace, hidden.fact_id)


def test_what_is_put_off_comes_back_on_its_day_and_is_undone(office):
    case_id = _promised(office)
    (todo,) = [one for one in today(office).todos if one.kind == putting_off.PROMISE]
    with pytest.raises(BadInput, match="still to come"):
        putting_off.put_off(office.workspace, case_id, todo.key, todo.what, JUNE_4)
    done = putting_off.put_off(office.workspace, case_id, todo.key, todo.what, date(2021, 6, 8))
    office.on(date(2021, 6, 8))
    assert any(one.key == todo.key for one in today(office).todos)
    office.on(JUNE_4, "13:00")
    history.undo(office.workspace, done.change_id)
    assert any(one.key == todo.key for one in today(office).todos)


def test_a_notice_is_to_be_read_and_a_doubt_waits(office):
    """G1, I8: what has no clock is there too; a notice cannot be put off. Once it is read and nothing else is
    asked, the case stands among those in hand."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.VULNERABILITY_NOTICED)
    kinds = {one.kind: one for one in today(office).todos if one.when is When.LOOSE}
    assert set(kinds) == {putting_off.NOTICE} and kinds[putting_off.NOTICE].no_delay
    assert case_id not in {one.case_id for one in today(office).in_hand}
    office.record(case_id, FactKind.VULNERABILITY_SEEN)
    assert not [one for one in today(office).todos if one.case_id == case_id]
    assert case_id in {one.case_id for one in today(office).in_hand}
    office.record(case_id, FactKind.IDENTITY_DOUBTED)
    kinds = {one.kind: one for one in today(office).todos if one.when is When.LOOSE}
    assert set(kinds) == {putting_off.DOUBT} and not kinds[putting_off.DOUBT].no_delay


def test_the_work_coachs_answer_is_awaited_and_may_be_put_off(office):
    """E9: a doubt that waits is on Today, once, and is no date of the contract."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    asked = {"doubt": "eligibility", "facts": "Works a little", "contact": "Ms Roe", "decision": "waiting"}
    office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail=asked)
    (todo,) = [one for one in today(office).todos if one.clock and one.clock.id == "ask_about_doubt"]
    assert todo.no_delay == ""
    assert not any(one.kind == putting_off.DOUBT for one in today(office).todos)


def test_a_complaint_past_the_providers_own_limit_is_late(office):
    """D6: open it is there, with who deals with it; with the provider's limit it has a day, and may be put
    off, for no contract clock runs."""
    case_id = office.started()
    office.on(date(2021, 6, 1))
    said = {"taken_by": "The team leader"}
    office.record(case_id, FactKind.COMPLAINT_RAISED, detail=said)
    office.on(JUNE_4)
    (todo,) = [one for one in today(office).todos if one.kind == putting_off.COMPLAINT]
    assert (todo.when, todo.due, todo.what) == (When.LOOSE, None, "Settle the complaint")
    assert todo.why == "raised on 1 June · with The team leader · JFS 1.40"
    settings.put(office.workspace, settings.COMPLAINT_ANSWER_DAYS, 2)
    (todo,) = [one for one in today(office).todos if one.kind == putting_off.COMPLAINT]
    assert (todo.when, todo.due, todo.no_delay) == (When.LATE, date(2021, 6, 3), "")


def test_the_next_limit_of_an_open_complaint_is_there_before_it_has_passed(office):
    """D6: first the first step, then the settling; a settled complaint has none."""
    case_id = office.started()
    office.on(date(2021, 6, 3))
    raised = office.record(case_id, FactKind.COMPLAINT_RAISED)
    settings.put(office.workspace, settings.COMPLAINT_ANSWER_DAYS, 1)
    settings.put(office.workspace, settings.COMPLAINT_SETTLE_DAYS, 20)

    def limits():
        return [
            (one.what, one.when, one.due) for one in today(office).todos if one.kind == putting_off.COMPLAINT
        ]

    assert limits() == [("Answer the complaint", When.COMING, date(2021, 6, 4))]
    office.on(JUNE_4)
    assert limits() == [("Answer the complaint", When.TODAY, date(2021, 6, 4))]
    office.record(case_id, FactKind.COMPLAINT_STEP_TAKEN)
    assert limits() == [("Settle the complaint", When.COMING, date(2021, 7, 1))]
    office.record(case_id, FactKind.COMPLAINT_SETTLED, about=raised.id)
    assert limits() == []


def test_a_prap_entry_handed_over_to_me_is_there(office):
    """W14: until I have taken it over; it cannot be put off."""
    case_id = office.referred()
    me = office.workspace.me
    (line,) = [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]
    detail = {"entry": line.entry.key, "to_whom": me.name, "to_id": str(me.id)}
    office.record(case_id, FactKind.ENTRY_HANDED_OVER, detail=detail)
    (todo,) = [one for one in today(office).todos if one.kind == putting_off.ENTRY]
    assert todo.no_delay and todo.key.split(":")[1] == line.entry.key
    prap_keying.take_over(office.workspace, case_id, line.entry.key)
    assert not any(one.kind == putting_off.ENTRY for one in today(office).todos)


def test_the_target_of_contact_stands_under_today(office):
    """AMB-09: the third working day is the one to aim at, the eighth the last."""
    office.on(date(2021, 6, 1))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(JUNE_4)
    contact = next(one for one in today(office).todos if one.clock and one.clock.id == "contact_participant")
    assert contact.aimed and contact.when is When.TODAY and contact.due == date(2021, 6, 11)
    office.on(date(2021, 6, 5))
    contact = next(one for one in today(office).todos if one.clock and one.clock.id == "contact_participant")
    assert not contact.aimed and contact.when is When.COMING, "nobody is asked to work on a Saturday"
    warned = []
    for day in (date(2021, 6, 4), date(2021, 6, 7), date(2021, 6, 8), date(2021, 6, 10), date(2021, 6, 11)):
        office.on(day)
        found = today(office).todos
        contact = next(one for one in found if one.clock and one.clock.id == "contact_participant")
        warned.append((contact.aimed, contact.warned))
    assert warned == [(True, False), (True, False), (True, True), (True, True), (False, False)]


def test_a_lapse_is_told_until_it_is_read(office):
    """R3, T5: told with the paragraph and what can still be done, and dismissed in the vault."""
    office.on(date(2021, 6, 2))
    case_id = office.referred(first_name="Tom", last_name="Ellery")
    office.on(JUNE_4)
    (move,) = today(office).moves
    assert (move.case_id, move.name, move.stage) == (case_id, "Tom Ellery", Stage.LAPSED)
    assert move.paragraph == "JFS 3.08" and "new referral" in move.can_still
    assert move.clock is not None and move.clock.id == "acknowledge_referral"
    done = moves_told.see(office.workspace, move.fact_id)
    assert today(office).moves == ()
    history.undo(office.workspace, done.change_id)
    assert [one.fact_id for one in today(office).moves] == [move.fact_id]
    office.record(case_id, FactKind.HANDED_BACK, late_reason="Away")
    (again,) = today(office).moves
    assert again.can_still == "Done since: Handed back to the Jobcentre, 4 June 2021."


@pytest.mark.parametrize(
    ("made", "later", "stage"),
    [
        (date(2021, 5, 3), JUNE_4, Stage.AUTO_DNA),
        (date(2021, 4, 28), date(2021, 6, 7), Stage.AUTO_ENDED),
    ],
)
def test_what_prap_did_by_itself_is_told(office, made, later, stage):
    """W10, S11, T16, T28."""
    if stage is Stage.AUTO_DNA:
        office.on(made)
        case_id = office.referred()
        office.record(case_id, FactKind.ACKNOWLEDGED)
    else:
        case_id = office.started(made, date(2021, 5, 4))
    office.on(later)
    moves = [move for move in today(office).moves if move.stage is stage]
    assert [move.case_id for move in moves] == [case_id]
    assert all(move.told and move.can_still and move.paragraph for move in moves)


def test_every_stage_that_comes_by_itself_has_its_words(office):
    for rule in office.workspace.programme.stages:
        if rule.told:
            assert rule.can_still and rule.paragraph.startswith("JFS ")


def test_the_agenda_has_todays_bookings_in_order(office):
    """C3: what is next, by the clock."""
    office.on(date(2021, 6, 1))
    late = office.referred(first_name="Mòrag", last_name="NicDhòmhnaill")
    early = office.referred(first_name="Gwenllian", last_name="Llywelyn-Prytherch")
    for case_id, at in ((late, "15:30"), (early, "09:30")):
        office.record(case_id, FactKind.ACKNOWLEDGED)
        said = {"booked_for": "2021-06-04", "booked_at": at}
        office.record(case_id, FactKind.CONTACTED)
        office.record(case_id, FactKind.MEETING_BOOKED, detail=said)
    office.on(JUNE_4, "12:00")
    lines = agenda(office.workspace)
    assert [(line.at, line.case_id, line.over) for line in lines] == [
        ("09:30", early, True),
        ("15:30", late, False),
    ]
    assert {line.kind for line in lines} == {Engagement.INITIAL_MEETING}


def test_a_reason_never_makes_something_on_time(office):
    """FIELD-NOTES 3.3: late work is never made on time."""
    case_id = office.met()
    office.on(JUNE_4)
    lateness.explain(office.workspace, case_id, "record_prap_outcome", None, "PRaP was down.")
    said = WhatHappened(FactKind.SESSION_HELD, JUNE_4, time(8, 30), channel="video")
    with pytest.raises(BadInput):
        facts.record(office.workspace, case_id, said)  # the next appointment has its own reason


def test_w12_before_a_last_day_at_a_weekend_the_end_stands_under_today_on_the_friday(office):
    case_id = office.started(date(2021, 11, 16), date(2021, 11, 19), nation="SCT")
    office.on(date(2021, 12, 17), "10:00")
    (end,) = [one for one in today(office).todos if one.clock and one.clock.id == "effective_last_day"]
    assert (end.case_id, end.when, end.due) == (case_id, When.TODAY, date(2021, 12, 18))


def test_names_of_one_day_stand_in_the_order_of_the_alphabet(office):
    """Łukasz before Wren, whatever letters a name is written with."""
    for first in ("Wren", "Łukasz", "Ásta"):
        office.referred(first_name=first)
    names = [one.name.split()[0] for one in today(office).todos]
    assert names == ["Ásta", "Łukasz", "Wren"]


def test_today_asks_the_store_as_often_for_one_case_as_for_many(office) -> None:
    """PERFORMANCE 'Start': what the first page asks grows by a statement only where somebody decides so."""
    asked: list[str] = []
    event.listen(office.workspace.vault.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    def questions() -> int:
        today(office)
        asked.clear()
        cockpit.cockpit(office.workspace)
        return sum(one.lstrip().upper().startswith("SELECT") for one in asked)

    office.on(date(2021, 5, 19))
    office.referred()
    alone = questions()
    for _ in range(2):
        office.met()
        office.record(office.referred(), FactKind.ACKNOWLEDGED)
    assert questions() == alone == QUESTIONS

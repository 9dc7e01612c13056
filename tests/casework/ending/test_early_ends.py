"""Ending a case early: the fixed reasons, their guards, the code, the frozen JFAP, a death
(E1, X8, X9, X11, X12, X14, X17, AMB-23, AMB-28, AMB-31 to AMB-33, T19 to T21, T26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import early_ends, endings, ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd, EarlyReason
from jfs_desktop.casework.ending.ends import Death, Engaged
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind
from jfs_desktop.casework.today import cockpit
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from tests.answers import entry
from tests.casework.conftest import Office

DAY = date(2021, 6, 4)
WHY_NOT_TOLD = "No answer any more"


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.started()
    office.on(DAY, "16:00")
    return made


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def reason(office: Office, case_id: UUID, key: str) -> EarlyReason:
    return next(one for one in early_ends.reasons(office.workspace, case_id) if one.key == key)


def end(office: Office, case_id: UUID, key: str, **said: object) -> None:
    values: dict[str, object] = {"not_told_reason": WHY_NOT_TOLD, "identity": "confirmed"} | said
    early_ends.end_early(office.workspace, case_id, EarlyEnd(key, office.workspace.today(), **values))  # type: ignore[arg-type]


def kinds(office: Office, case_id: UUID) -> set[str]:
    return {one.kind for one in facts.of_case(office.workspace, case_id) if not one.withdrawn_reason}


def test_a_withdrawal_after_the_start_ends_with_36(office: Office, case_id: UUID) -> None:
    """E1, T20: the person says that they no longer wish to take part; recorded and ended at once."""
    left = reason(office, case_id, "left")
    assert left.open and left.answers is K.WITHDREW and left.code == 36
    with pytest.raises(RefusedByRule):
        end(office, case_id, "left")
    end(office, case_id, "left", withdrew="Has had enough of forms")
    assert stage(office, case_id) == "early_completer" and "withdrew" in kinds(office, case_id)
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and (ended.code, ended.last_engaged_on) == (36, DAY)


def test_leaving_unheard_needs_tries_and_its_days(office: Office, case_id: UUID) -> None:
    """T19, J4.20: disengaged, two tries on different days, the days for coming back over; then 36."""
    away = office.record(case_id, K.DISENGAGED)
    assert len(reason(office, case_id, "left").otherwise) == 2
    for day in (date(2021, 6, 7), date(2021, 6, 8)):
        office.on(day, "16:00")
        office.record(case_id, K.RE_CONTACT_ATTEMPTED, about=away.id, detail={"result": "no_answer"})
    assert len(reason(office, case_id, "left").otherwise) == 1
    office.on(date(2021, 6, 15), "16:00")
    assert not reason(office, case_id, "left").otherwise
    end(office, case_id, "left", engaged=Engaged(), late_reason="The whole window was waited for")
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and ended.last_engaged_on == date(2021, 5, 26)


def test_their_word_counts_once(office: Office, case_id: UUID) -> None:
    """M4, T19, J4.20: who said that they leave and came back is looked for anew when they are away; and
    leaves at once only by a new word."""
    office.record(case_id, K.DISENGAGED)
    office.record(case_id, K.WITHDREW)
    assert not reason(office, case_id, "left").otherwise
    office.on(date(2021, 6, 7), "16:00")
    office.record(case_id, K.RE_ENGAGED)
    office.on(date(2021, 6, 8), "16:00")
    office.record(case_id, K.DISENGAGED)
    left = reason(office, case_id, "left")
    assert len(left.otherwise) == 2 and left.answers is K.WITHDREW
    with pytest.raises(RefusedByRule, match="Try at least twice"):
        end(office, case_id, "left")
    end(office, case_id, "left", withdrew="I really go now")
    said = [one for one in facts.of_case(office.workspace, case_id) if one.kind == K.WITHDREW]
    assert len(said) == 2 and stage(office, case_id) == "early_completer"


def test_a_job_that_is_known_is_asked_for_once(office: Office, case_id: UUID) -> None:
    """X11: whatever was done after it; only their own word is taken back by taking part."""
    office.record(case_id, K.JOB_STARTED)
    office.on(date(2021, 6, 7), "16:00")
    office.supported(case_id, 60)
    assert reason(office, case_id, "work").answers is None


def test_a_word_from_before_the_start_opens_no_exit(office: Office) -> None:
    """M4, E1: who did not want to come, and came, takes part."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED, at=time(9))
    office.record(case_id, K.WITHDREW)
    office.on(date(2021, 5, 26), "16:00")
    for kind in (K.CONTACTED, K.IDENTITY_CONFIRMED, K.INITIAL_MEETING_HELD, K.VOLUNTEER_CONFIRMED):
        office.record(case_id, kind)
    for kind in (K.JFAP_AGREED, K.PACK_SENT, K.DRAFT_JFAP_SENT):
        office.record(case_id, kind)
    assert stage(office, case_id) == "started"
    assert reason(office, case_id, "left").answers is K.WITHDREW
    with pytest.raises(RefusedByRule, match="while they take part"):
        end(office, case_id, "left")


def test_a_disengaged_person_can_still_be_ended_when_time_is_up(office: Office) -> None:
    """T26, M5, X10, AMB-30: time expired, disengagement shown, 36 before PRaP's own end; work and moves no
    more. Who took part to the last is left to PRaP."""
    case_id = office.started(date(2021, 5, 25), date(2021, 6, 2))
    took_part = office.started(date(2021, 5, 25), date(2021, 6, 2))
    office.on(date(2021, 6, 21), "16:00")
    away = office.record(case_id, K.DISENGAGED)
    for day in (date(2021, 6, 22), date(2021, 6, 23)):
        office.on(day, "16:00")
        office.record(case_id, K.RE_CONTACT_ATTEMPTED, about=away.id, detail={"result": "no_answer"})
    office.on(date(2021, 7, 1), "10:00")
    assert stage(office, case_id) == "time_expired"
    assert not reason(office, case_id, "work").open
    assert stage(office, took_part) == "time_expired"
    assert not any(reason(office, took_part, key).open for key in ("work", "moved"))
    assert reason(office, took_part, "left").otherwise, "not without a word of theirs"
    end(office, case_id, "left", late_reason="The window ran to its last day")
    assert stage(office, case_id) == "early_completer"


def test_work_needs_the_judgement_and_a_start_that_has_come(office: Office, case_id: UUID) -> None:
    """X11, X17, AMB-32, T21: code 1 with the job start as its reason, and only if support is over."""
    with pytest.raises(BadInput) as when:
        end(office, case_id, "work", said={"no_more_support": "yes"})
    assert when.value.field == "job_started_on"
    with pytest.raises(BadInput, match="not started yet"):
        end(office, case_id, "work", said={"no_more_support": "yes"}, job_started_on=date(2021, 6, 7))
    with pytest.raises(BadInput, match="still needed"):
        end(office, case_id, "work", said={"no_more_support": "no"}, job_started_on=DAY)
    end(office, case_id, "work", said={"no_more_support": "yes"}, job_started_on=DAY, employer="Harbour Café")
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and ended.code == 1


def test_work_with_every_test_met_is_a_completion(office: Office, case_id: UUID) -> None:
    """AMB-32, AMB-33: then 39 is offered instead, and code 1 refused."""
    office.finalised(case_id)
    assert "completion" in reason(office, case_id, "work").against[0].text
    with pytest.raises(RefusedByRule, match="completion"):
        end(office, case_id, "work", said={"no_more_support": "yes"}, job_started_on=DAY)
    assert stage(office, case_id) == "finalising"


def test_only_a_long_move_abroad_ends_the_case(office: Office, case_id: UUID) -> None:
    """T20, AMB-31, J4.22: outside Great Britain and for longer than the time left; code 36, for which the
    form says first to ask DWP."""
    assert "ask your DWP contact" in reason(office, case_id, "moved").note
    abroad = {"where": "outside", "destination": "Spain", "moves_on": "2021-06-05"}
    with pytest.raises(RefusedByRule, match="stays open"):
        end(office, case_id, "moved", moved=abroad | {"expected_back_on": "2021-06-12"})
    with pytest.raises(RefusedByRule, match="inside"):
        end(office, case_id, "moved", moved=abroad | {"where": "inside"})
    end(office, case_id, "moved", moved=abroad | {"expected_back_on": "2021-12-01"})
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and ended.code == 36


def test_a_living_person_is_told_of_the_call_or_it_is_said_why_not(office: Office, case_id: UUID) -> None:
    """X14, AMB-28: the notice goes with the exit."""
    with pytest.raises(RefusedByRule, match="DWP may ring"):
        end(office, case_id, "left", withdrew="Has had enough of forms", not_told_reason="")
    assert "withdrew" not in kinds(office, case_id)
    end(office, case_id, "left", withdrew="Has had enough of forms", not_told_reason="", told_by="telephone")
    assert "experience_call_told" in kinds(office, case_id)


def test_who_leaves_or_is_rung_is_who_they_say(office: Office, case_id: UUID) -> None:
    """C8, I3, JFS 3.21: a call record has a confirmation of its own; what was sent in writing needs none."""
    for identity in ("", "doubt"):
        with pytest.raises(BadInput) as asked:
            end(office, case_id, "left", withdrew="Has had enough of forms", identity=identity)
        assert (asked.value.field, asked.value.paragraph) == ("identity", "JFS 3.21")
    office.record(case_id, K.WITHDREW)
    assert early_ends.offer(office.workspace, case_id).sure == "confirmed"  # it is not asked twice in a call
    with pytest.raises(BadInput, match="Sure who it is"):
        end(office, case_id, "left", not_told_reason="", told_by="telephone", identity="")
    end(office, case_id, "left", not_told_reason="", told_by="email", identity="")
    assert "experience_call_told" in kinds(office, case_id)


def test_the_jfap_is_frozen_as_it_stands(office: Office, case_id: UUID) -> None:
    """AMB-23, X9, J5.12: complete or not, with the draft, marked as an early completer's."""
    half_done = PlanContent(objectives=(Objective(uuid4(), objective="Find a course"),))
    plans.save_draft(office.workspace, case_id, half_done)
    with pytest.raises(RefusedByRule):
        plans.make_version(office.workspace, case_id, summary="")
    end(office, case_id, "left", withdrew="Has had enough of forms")
    frozen = plans.open_plan(office.workspace, case_id).versions[0]
    assert frozen.summary == plans.FROZEN
    assert frozen.content.objectives[0].objective == "Find a course"
    assert "jfap_to_participant" not in open_clocks(office, case_id)


def test_an_empty_plan_is_frozen_too_and_takes_no_later_line(office: Office, case_id: UUID) -> None:
    """P14, AMB-23: what is written down later of a day before the end stands on the case, not in the plan
    that is kept; it comes into the plan if the end is taken back."""
    end(office, case_id, "left", withdrew="Has had enough of forms")
    assert [one.summary for one in plans.open_plan(office.workspace, case_id).versions] == [plans.FROZEN]
    given = {"item": "peers", "outcome": "Done", "one_to_one": "no"}
    office.record(case_id, K.SUPPORT_GIVEN, on=date(2021, 6, 2), detail=given)
    assert plans.open_plan(office.workspace, case_id).content.activities == ()
    ends.take_back(office.workspace, case_id, "Meant somebody else")
    (line,) = plans.open_plan(office.workspace, case_id).content.activities
    assert line.at.date() == date(2021, 6, 2)


def open_clocks(office: Office, case_id: UUID) -> set[str]:
    return {one.id for one in clocks.of_case(office.workspace, case_id) if one.is_open}


def test_code_45_is_never_keyed_and_37_and_46_need_who_and_when(office: Office, case_id: UUID) -> None:
    """X12: 45 never by hand; 37 and 46 with the reference, the name and the day of DWP's advice."""
    end(office, case_id, "left", withdrew="Has had enough of forms")
    said = dict(endings.of_case(office.workspace, case_id).proposal())
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.END_KEYED, detail=said | {"end_code": "45"})
    for code in ("37", "46"):
        with pytest.raises(RefusedByRule, match="advice"):
            office.record(case_id, K.END_KEYED, detail=said | {"end_code": code})
        with pytest.raises(BadInput) as who:
            office.record(case_id, K.END_KEYED, detail=said | {"end_code": code, "advice_reference": "P-9"})
        assert who.value.field == "advised_by"
    advice = {"advice_reference": "P-9", "advised_by": "J. Harwood", "advised_on": "2021-06-03"}
    kept = office.record(case_id, K.END_KEYED, detail=said | {"end_code": "46"} | advice)
    assert kept.detail["advised_by"] == "J. Harwood"


def test_a_death_stops_everything_that_goes_out(office: Office, case_id: UUID) -> None:
    """X8, J5.11: no message, survey, call or session; nothing is owed any more; 43 is proposed."""
    office.supported(case_id)
    death = Death(DAY, "The sister rang", date(2021, 6, 2), reason="The session was entered on a wrong day")
    with pytest.raises(BadInput) as who:
        end(office, case_id, "died")
    assert who.value.field == "told_by"
    end(office, case_id, "died", death=death)
    now = endings.of_case(office.workspace, case_id)
    assert now.died and now.end is not None and now.end.code == 43
    stopped = (K.FINAL_JFAP_SENT, K.SURVEY_ASKED, K.EXPERIENCE_CALL_TOLD, K.PACK_SENT, K.CONTACT_ATTEMPTED)
    for kind in stopped:
        with pytest.raises(RefusedByRule, match="has died") as refused:
            facts.record(office.workspace, case_id, entry(kind, DAY))
        assert refused.value.paragraph == "JFS 5.11"
    assert "experience_call_told" not in kinds(office, case_id)
    assert open_clocks(office, case_id) <= {"key_end", "update_jfap_after_session"}


@pytest.mark.parametrize(
    ("died_on", "field"),
    [(date(1980, 1, 1), "died_on"), (date(2021, 5, 25), "died_on_reason"), (date(2021, 6, 5), "died_on")],
)
def test_the_day_of_a_death_is_looked_at(office: Office, case_id: UUID, died_on: date, field: str) -> None:
    """X8: not before birth nor still to come; before a day on which they were met only with the reason."""
    with pytest.raises(BadInput) as refused:
        ends.learn_death(office.workspace, case_id, Death(DAY, "A caller", died_on))
    assert refused.value.field == field
    if field == "died_on_reason":
        assert "26 May 2021" in refused.value.sentence
        ends.learn_death(office.workspace, case_id, Death(DAY, "A caller", died_on, reason="Wrong meeting"))


def test_a_death_is_learned_on_its_own_day_and_told_in_the_journal(office: Office, case_id: UUID) -> None:
    """X8: not on the end's day; the line says who told, and of which day."""
    death = Death(DAY, "The sister", date(2021, 5, 30))
    on = date(2021, 5, 30)
    early_ends.end_early(office.workspace, case_id, EarlyEnd("died", on, death=death))
    told = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == K.DEATH_LEARNED)
    assert told.on == DAY and cases.case_view(office.workspace, case_id).stage == "early_completer"
    lines = [line for one in history.of_case(office.workspace, case_id) for line in one.details]
    assert any("died 30 May 2021, told by The sister" in line for line in lines)


def test_an_end_before_the_last_attended_day_says_why(office: Office, case_id: UUID) -> None:
    """X9, X13: nothing that the record shows later is looked away from."""
    office.supported(case_id)
    said = {"withdrew": "Enough", "not_told_reason": WHY_NOT_TOLD, "identity": "confirmed"}
    early = EarlyEnd("left", date(2021, 6, 3), **said)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="4 June 2021, after this end") as refused:
        early_ends.end_early(office.workspace, case_id, early)
    assert refused.value.field == "last_engaged_reason"
    early_ends.end_early(
        office.workspace, case_id, replace(early, engaged=Engaged(None, "Entered a day late"))
    )
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and (ended.on, ended.last_engaged_on) == (date(2021, 6, 3), date(2021, 6, 3))
    assert ended.last_engaged_reason == "Entered a day late"


def test_the_last_engaged_day_follows_their_own_words(office: Office, case_id: UUID) -> None:
    """X13: with words typed the day proposed is the day of the words; a refusal names the record's."""
    offer = early_ends.offer(office.workspace, case_id)
    assert offer.engaged_on == offer.shows_engaged(DAY, "") == date(2021, 5, 26)
    assert offer.shows_engaged(DAY, "Enough of forms") == DAY
    with pytest.raises(BadInput, match="The record shows 4 June 2021"):
        end(office, case_id, "left", withdrew="Enough", engaged=Engaged(offer.engaged_on))
    proposed = Engaged(offer.shows_engaged(DAY, "Enough"))
    end(office, case_id, "left", withdrew="Enough", engaged=proposed)


def test_what_prap_holds_is_taken_back_entry_by_entry(office: Office, case_id: UUID) -> None:
    """W6, W12, X1: no end, meeting or acceptance goes while an entry rests on it."""
    end(office, case_id, "left", withdrew="Enough")
    office.record(case_id, K.END_KEYED, detail={"last_engaged_on": DAY.isoformat()})
    view = {one.kind: one.id for one in facts.of_case(office.workspace, case_id)}
    for kind in (K.ENDED_EARLY, K.START_KEYED, K.INITIAL_MEETING_HELD, K.ACKNOWLEDGED):
        with pytest.raises(RefusedByRule, match="keyed on PRaP' stands on it"):
            facts.withdraw(office.workspace, view[kind], "Wrong person")
    for kind in (K.END_KEYED, K.ENDED_EARLY):
        facts.withdraw(office.workspace, view[kind], "Wrong person")
    assert stage(office, case_id) == "started"


def test_a_death_stops_what_is_owed_after_a_completion_too(office: Office, case_id: UUID) -> None:
    """X8: learned of after the end, it stops what would still go out."""
    office.finalised(case_id)
    ends.complete(office.workspace, case_id)
    ends.learn_death(office.workspace, case_id, Death(DAY, "The Work Coach"))
    with pytest.raises(RefusedByRule, match="has died"):
        office.record(case_id, K.SURVEY_ASKED)
    assert not open_clocks(office, case_id) & {"jfap_to_participant", "next_appointment"}


def test_a_death_known_before_the_end_stops_what_the_end_would_ask(office: Office, case_id: UUID) -> None:
    """X8, Q6, M9: learned of days before its end, it stops the survey and the reminder all the same, and
    somebody missed after it is not looked for."""
    agreed = {"agreed_for": "2021-06-03", "later_reason": "On a course before"}
    office.record(case_id, K.APPOINTMENT_AGREED, on=date(2021, 6, 1), detail=agreed)
    ends.learn_death(office.workspace, case_id, Death(date(2021, 6, 2), "The sister"))
    office.record(case_id, K.MEETING_MISSED, on=date(2021, 6, 3))
    office.record(case_id, K.BENEFIT_CHANGE_NOTICED)
    office.on(date(2021, 6, 10))
    assert stage(office, case_id) == "started" and not open_clocks(office, case_id) & STOPPED
    end(office, case_id, "died")
    office.on(date(2021, 6, 25))
    assert not open_clocks(office, case_id) & STOPPED


STOPPED = {"ask_survey", "remind_of_duty", "missed_meeting_contact", "re_engagement_window_capped"}


def test_a_death_on_provision_asks_for_its_end(office: Office, case_id: UUID) -> None:
    """X8, X12, T20, AMB-32: Today says so until it is recorded, as no other end; a job asks to judge."""

    def rows() -> list[tuple[str, str, date | None]]:
        todos = cockpit.cockpit(office.workspace).todos
        return [(one.kind, one.action, one.due) for one in todos if one.kind in {"death", "work"}]

    office.record(case_id, K.JOB_STARTED, on=date(2021, 6, 2))
    assert rows() == [("work", "Open the ending", None)]
    ends.learn_death(office.workspace, case_id, Death(DAY, "The sister"))
    assert rows() == [("death", "Open the ending", date(2021, 6, 7))]
    assert "has died" in reason(office, case_id, "left").against[0].text
    with pytest.raises(RefusedByRule, match="has died"):
        end(office, case_id, "work", said={"no_more_support": "yes"})
    end(office, case_id, "died")
    ended = endings.of_case(office.workspace, case_id).end
    assert rows() == [] and ended is not None and ended.code == 43


def test_nothing_is_owed_to_somebody_who_died(office: Office, case_id: UUID) -> None:
    """X8: what a session promised cannot be marked as sent, and no session begins."""
    session = sessions.add_manual(
        office.workspace,
        case_id,
        ManualSession(
            SessionKind.ONE_TO_ONE,
            "video",
            office.clock.now() - timedelta(minutes=60),
            60,
            "Laptop broken",
            no_change_reason="Nothing new",
            to_send=("CV",),
            late_reason="Away",
            identity="confirmed",
        ),
    ).value
    ends.learn_death(office.workspace, case_id, Death(DAY, "The Work Coach"))
    with pytest.raises(RefusedByRule, match="has died"):
        sessions.mark_sent(office.workspace, session.id, "CV")
    with pytest.raises(RefusedByRule, match="has died"):
        sessions.start(
            office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now()
        )


def test_a_wrong_death_is_taken_back_with_a_reason(office: Office, case_id: UUID) -> None:
    """X8: never undone by one key, but corrected; then the case goes on."""
    done = early_ends.end_early(
        office.workspace, case_id, EarlyEnd("died", DAY, death=Death(DAY, "A caller"))
    )
    assert not done.label
    ends.take_back(office.workspace, case_id, "Somebody else of that name")
    assert stage(office, case_id) == "started"
    assert not endings.of_case(office.workspace, case_id).died
    later = {"agreed_for": "2021-06-07", "later_reason": "Was taken for dead"}
    office.record(case_id, K.APPOINTMENT_AGREED, detail=later)  # nobody refuses it

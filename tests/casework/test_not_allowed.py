"""The list 'Not allowed' of the state machine, entry by entry, through the verbs that the window calls:
each is refused with its paragraph, and the case stands as it stood (REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import automatic_moves, cases, history
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.prap.prap_keying import Keyed
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import is_open
from tests.answers import said_with
from tests.casework.conftest import Office

START = date(2021, 5, 26)
DAY = date(2021, 6, 4)
AUTO_END = date(2021, 6, 25)
"""The thirtieth calendar day after the start: PRaP ends the case on it (JFS 5.08)."""


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def received(office: Office) -> UUID:
    office.on(date(2021, 6, 3))
    return office.referred()


def rejected(office: Office) -> UUID:
    case_id = received(office)
    office.record(case_id, K.REJECTED)
    return case_id


def lapsed(office: Office) -> UUID:
    case_id = received(office)
    office.on(date(2021, 6, 7))
    return case_id


CLOSED = [
    pytest.param(received, "received", "JFS 3.07", id="received"),
    pytest.param(rejected, "rejected", "JFS 3.08", id="rejected"),
    pytest.param(lapsed, "lapsed", "JFS 3.08", id="lapsed"),
]


@pytest.mark.parametrize("kind", [K.CONTACTED, K.IDENTITY_CONFIRMED, K.INITIAL_MEETING_HELD, K.START_KEYED])
@pytest.mark.parametrize(("made", "stands", "paragraph"), CLOSED)
def test_started_from_received_rejected_or_lapsed(
    office: Office, made: Callable[[Office], UUID], stands: str, paragraph: str, kind: K
) -> None:
    """Not allowed: STARTED from RECEIVED, REJECTED or LAPSED (T11, T13, R3; JFS 3.07, 3.08)."""
    case_id = made(office)
    before = office.entries()
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, kind, late_reason="Away")
    assert refused.value.paragraph == paragraph
    assert (stage(office, case_id), office.entries()) == (stands, before)


@pytest.mark.parametrize("kind", [SessionKind.INITIAL_MEETING, SessionKind.ONE_TO_ONE])
@pytest.mark.parametrize(("made", "stands", "paragraph"), CLOSED)
def test_no_timer_starts_from_received_rejected_or_lapsed(
    office: Office, made: Callable[[Office], UUID], stands: str, paragraph: str, kind: SessionKind
) -> None:
    """Not allowed: STARTED from RECEIVED, REJECTED or LAPSED: nor does the timer begin there."""
    case_id = made(office)
    with pytest.raises(RefusedByRule) as refused:
        sessions.start(
            office.workspace,
            case_id,
            kind=kind,
            channel="video",
            identity="confirmed",
            at=office.clock.now(),
        )
    assert refused.value.paragraph in {paragraph, "JFS 3.19"}
    assert (stage(office, case_id), sessions.of_case(office.workspace, case_id)) == (stands, ())


def test_the_papers_of_a_start_alone_make_none(office: Office) -> None:
    """Not allowed: STARTED from RECEIVED: what may be recorded ahead of the meeting starts nobody."""
    case_id = received(office)
    office.record(case_id, K.VOLUNTEER_CONFIRMED, detail={"source": "referral"})
    for kind in (K.PACK_SENT, K.DUPLICATES_SEARCHED):
        office.record(case_id, kind)
    assert stage(office, case_id) == "received"
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.START_KEYED)
    assert refused.value.paragraph == "JFS 3.07"


def test_the_start_date_changes_only_by_a_logged_correction(office: Office) -> None:
    """Not allowed: any change to start_date without a logged correction (I19, J-Ann3)."""
    case_id = office.started()
    office.on(DAY, "09:00")
    for on in (START, date(2021, 5, 25), DAY):
        with pytest.raises(RefusedByRule) as refused:
            office.record(case_id, K.INITIAL_MEETING_HELD, on=on)
        assert refused.value.paragraph == "JFS 7.04"
    (held,) = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "initial_meeting_held"]
    with pytest.raises(BadInput, match="why"):
        facts.withdraw(office.workspace, held.id, " ")
    assert cases.case_view(office.workspace, case_id).start_date == START
    with pytest.raises(RefusedByRule, match="'Start keyed on PRaP' stands on it"):
        facts.withdraw(office.workspace, held.id, "The meeting was the day before")
    (keyed,) = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "start_keyed"]
    facts.withdraw(office.workspace, keyed.id, "Keyed with the wrong day")
    facts.withdraw(office.workspace, held.id, "The meeting was the day before")
    assert cases.case_view(office.workspace, case_id).start_date is None
    office.record(case_id, K.IDENTITY_CONFIRMED, on=date(2021, 5, 25))
    office.record(case_id, K.INITIAL_MEETING_HELD, on=date(2021, 5, 25))
    assert cases.case_view(office.workspace, case_id).start_date == date(2021, 5, 25)
    told = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "initial_meeting_held"]
    assert [one.withdrawn_reason for one in told] == ["The meeting was the day before", ""]
    logged = history.of_case(office.workspace, case_id)
    assert any(one.reason == "The meeting was the day before" for one in logged)


def by_record(office: Office, case_id: UUID, detail: dict[str, str]) -> None:
    office.record(case_id, K.END_KEYED, detail=detail)


def by_the_prap_page(office: Office, case_id: UUID, detail: dict[str, str]) -> None:
    said, _ = said_with(office.workspace.programme, K.END_KEYED, detail)
    happened = WhatHappened(K.END_KEYED, office.workspace.today(), detail=said)
    prap_keying.key(office.workspace, case_id, "end", Keyed(happened))


@pytest.mark.parametrize("way", [by_record, by_the_prap_page])
@pytest.mark.parametrize(
    ("code", "advice"),
    [("45", ""), ("45", "POL-9"), ("37", ""), ("37", " "), ("46", ""), ("46", " ")],
)
def test_code_45_by_hand_and_37_or_46_without_advice(
    office: Office, way: Callable[[Office, UUID, dict[str, str]], None], code: str, advice: str
) -> None:
    """Not allowed: code 45 by hand; 37 or 46 without advice (X12, W11; J-Ann2)."""
    case_id = office.started()
    office.on(DAY, "12:00")
    office.record(case_id, K.WITHDREW)
    office.record(case_id, K.ENDED_EARLY)
    detail = {"end_code": code, "advice_reference": advice, "last_engaged_on": "2021-06-04"}
    detail |= {"advised_by": "J. Harwood", "advised_on": "2021-06-03", "end_date": "2021-06-04"}
    with pytest.raises(RefusedByRule) as refused:
        way(office, case_id, detail)
    assert refused.value.paragraph == "JFS Annex 2"
    assert "end_keyed" not in {one.kind for one in facts.of_case(office.workspace, case_id)}


def test_completer_without_240_minutes(office: Office) -> None:
    """Not allowed: COMPLETER without 240 minutes, by none of the ways to it (T24, T27, X2; JFS 5.02)."""
    case_id = office.started()
    office.on(DAY, "16:00")
    office.supported(case_id, 239)
    for kind in (K.GROUP_ATTENDED, K.FINALISING_BEGUN, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT):
        office.record(case_id, kind)
    ways: list[Callable[[], object]] = [
        lambda: office.record(case_id, K.COMPLETED),
        lambda: ends.complete(office.workspace, case_id),
    ]
    for way in ways:
        with pytest.raises(RefusedByRule) as refused:
            way()
        assert refused.value.paragraph == "JFS 5.02"
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.END_KEYED, detail={"end_code": "39", "last_engaged_on": "2021-06-04"})
    assert refused.value.paragraph == "JFS 5.09"
    assert stage(office, case_id) == "finalising"
    office.clock.pass_by(60)
    office.supported(case_id, 1)
    ends.complete(office.workspace, case_id)
    assert stage(office, case_id) == "completer"


def automatically_ended(office: Office) -> UUID:
    case_id = office.started()
    office.on(AUTO_END, "09:00")
    list(redate(office.workspace))
    automatic_moves.note(office.workspace)
    assert stage(office, case_id) == "auto_ended"
    return case_id


BY_ITSELF = {K.REFERRAL_MADE, K.REFERRAL_RECEIVED, K.MOVED_BY_ITSELF, K.MOVE_SEEN, K.DISPOSAL_APPROVED}


@pytest.mark.parametrize("undone", [False, True])
def test_auto_ended_back_to_anything(quick_office: Office, undone: bool) -> None:
    """Not allowed: AUTO_ENDED back to anything: whatever can still be recorded there moves nothing, and
    taking it back moves nothing either (T28; JFS 5.08)."""
    office = quick_office
    case_id = automatically_ended(office)
    taken = []
    for kind in K:
        if kind in BY_ITSELF:
            continue
        try:
            view = office.record(case_id, kind, late_reason="Away")
        except UserError:
            continue
        taken.append(kind)
        assert stage(office, case_id) == "auto_ended", kind
        if undone and kind not in OF_THE_REFERRAL:
            facts.withdraw(office.workspace, view.id, "Wrong")
            assert stage(office, case_id) == "auto_ended", kind
    assert {K.AUTO_END_SEEN, K.COMPLAINT_RAISED} <= set(taken)
    moving = {K.SESSION_HELD, K.COMPLETED, K.ENDED_EARLY, K.END_KEYED, K.RE_ENGAGED, K.FINALISING_BEGUN}
    assert not moving & set(taken)


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [
        (K.END_KEYED, "JFS 5.08"),
        (K.SESSION_HELD, "JFS 5.01"),
        (K.DISENGAGED, "JFS 5.01"),
        (K.FINALISING_BEGUN, "JFS 5.01"),
        (K.ENDED_EARLY, "JFS 5.01"),
        (K.COMPLETED, "JFS 5.02"),
        (K.DNS_KEYED, "JFS 3.37"),
        (K.DNA_KEYED, "JFS 3.33"),
        (K.START_KEYED, "JFS 7.04"),
    ],
)
def test_auto_ended_refuses_with_its_paragraph(office: Office, kind: K, paragraph: str) -> None:
    """Not allowed: AUTO_ENDED back to anything (T28, X16, W11)."""
    case_id = automatically_ended(office)
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, kind, late_reason="Away")
    assert refused.value.paragraph == paragraph


def finalising(office: Office) -> UUID:
    case_id = office.started()
    office.on(DAY, "16:00")
    office.record(case_id, K.FINALISING_BEGUN)
    return case_id


def disengaged(office: Office) -> UUID:
    case_id = office.started()
    office.on(DAY, "16:00")
    office.record(case_id, K.DISENGAGED)
    return case_id


def completer(office: Office) -> UUID:
    case_id = office.started()
    office.on(DAY, "16:00")
    office.finalised(case_id)
    ends.complete(office.workspace, case_id)
    return case_id


def early_completer(office: Office) -> UUID:
    case_id = office.started()
    office.on(DAY, "16:00")
    office.record(case_id, K.WITHDREW)
    office.record(case_id, K.ENDED_EARLY)
    return case_id


def time_expired(office: Office) -> UUID:
    case_id = office.started(date(2021, 5, 25), date(2021, 6, 2))
    office.on(date(2021, 7, 1), "16:00")
    return case_id


def cancel_pending(office: Office) -> UUID:
    case_id = office.started()
    office.on(DAY, "12:00")
    for kind in (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT):
        office.record(case_id, kind)
    return case_id


def cancelled(office: Office) -> UUID:
    case_id = cancel_pending(office)
    office.record(case_id, K.POST_CONFIRMED)
    office.record(case_id, K.CANCELLATION_KEYED)
    return case_id


AFTER_A_START = {
    Stage.STARTED: lambda office: office.started(),
    Stage.DISENGAGED: disengaged,
    Stage.FINALISING: finalising,
    Stage.COMPLETER: completer,
    Stage.EARLY_COMPLETER: early_completer,
    Stage.TIME_EXPIRED: time_expired,
    Stage.AUTO_ENDED: automatically_ended,
    Stage.CANCEL_PENDING: cancel_pending,
    Stage.CANCELLED: cancelled,
}
TASKS = (K.JFAP_REQUESTED, K.SURVEY_ASKED, K.COMPLAINT_RAISED, K.EXPERIENCE_CALL_TOLD, K.PCO_CHECK_ARRANGED)


@pytest.mark.parametrize("stands", AFTER_A_START)
def test_requests_survey_complaints_checks_and_calls_change_no_state(office: Office, stands: Stage) -> None:
    """JFSPRO1, survey, complaints, PCO and calls are tasks on a case in any state after STARTED and do not
    change its state; the survey waits for the exit (Q6, AMB-47)."""
    case_id = AFTER_A_START[stands](office)
    assert stage(office, case_id) == stands
    for kind in TASKS:
        if kind is K.SURVEY_ASKED and stands in {Stage.STARTED, Stage.DISENGAGED}:
            with pytest.raises(RefusedByRule, match="belongs to the exit"):
                office.record(case_id, kind)
            continue
        office.record(case_id, kind)
        assert stage(office, case_id) == stands, kind


def test_every_state_after_a_start_is_tried() -> None:
    """Of the states before a start none takes such a task for granted; ARCHIVED holds no case any more."""
    before = {Stage.RECEIVED, Stage.ACCEPTED, Stage.BOOKED, Stage.MEETING_HELD}
    never = {Stage.REJECTED, Stage.LAPSED, Stage.NO_CONTACT, Stage.DNA, Stage.DNS, Stage.AUTO_DNA}
    assert set(AFTER_A_START) | before | never | {Stage.ARCHIVED} == set(Stage)
    assert not any(is_open(one) for one in never)

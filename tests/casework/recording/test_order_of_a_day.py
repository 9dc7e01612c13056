"""What happened on one day, some of it with a time and some without: what was recorded later as what came
next comes next (T17, T18, T22 to T24, M1); no answer comes before what it answers (I1, I17, W8, G2)."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import MET, Office

DAY = date(2021, 6, 4)


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


@pytest.mark.parametrize(
    ("timed", "untimed", "stands"),
    [
        (K.SESSION_HELD, K.DISENGAGED, "disengaged"),
        (K.DISENGAGED, K.RE_ENGAGED, "started"),
        (K.DISENGAGED, K.SESSION_HELD, "started"),
        (K.FINALISING_BEGUN, K.FINALISING_PAUSED, "started"),
    ],
)
def test_what_has_no_time_follows_what_was_known(office: Office, timed: K, untimed: K, stands: str) -> None:
    """T17, T18, T23: recorded afterwards without a time, it is not taken for the first of the day."""
    case_id = office.started()
    office.on(DAY, "15:00")
    office.record(case_id, timed, at=time(14), late_reason="Away")
    office.clock.pass_by(60)
    office.record(case_id, untimed, late_reason="Away")
    assert stage(office, case_id) == stands
    office.on(date(2021, 6, 7))
    assert stage(office, case_id) == stands


@pytest.mark.parametrize("later", [DAY, date(2021, 6, 7)])
def test_a_completion_follows_the_finalising_of_its_day(office: Office, later: date) -> None:
    """T24, X2: begun at two, every test met by half past; completed the same day or some days after."""
    case_id = office.started()
    office.on(DAY, "13:00")
    office.supported(case_id)
    office.on(DAY, "15:00")
    office.record(case_id, K.FINALISING_BEGUN, at=time(14))
    for kind in (K.GROUP_ATTENDED, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT):
        office.record(case_id, kind, at=time(14, 30))
    office.on(later, "16:00")
    assert ends.complete(office.workspace, case_id).value == DAY
    assert stage(office, case_id) == "completer"


@pytest.mark.parametrize(("at", "field"), [(None, "at"), (time(14), "at"), (time(9), "")])
def test_t4_an_acceptance_recorded_anew_comes_before_what_followed_it(
    office: Office, at: time | None, field: str
) -> None:
    """T4, T6, T11: else the case would stand at 'Accepted' for good, with its meeting held."""
    office.on(MET[0])
    case_id = office.referred()
    accepted = office.record(case_id, K.ACKNOWLEDGED)
    for kind, moment in ((K.CONTACTED, 9), (K.IDENTITY_CONFIRMED, 10), (K.INITIAL_MEETING_HELD, 10)):
        office.on(MET[0], f"{moment:02}:30")
        office.record(case_id, kind, at=time(moment, 30))
    office.on(MET[0], "15:00")
    facts.withdraw(office.workspace, accepted.id, "Another time")
    anew = WhatHappened(K.ACKNOWLEDGED, MET[0], at, detail=accepted.detail)
    if field:
        with pytest.raises(BadInput, match="accepted before that") as refused:
            facts.record(office.workspace, case_id, anew)
        assert refused.value.field == field
    else:
        facts.record(office.workspace, case_id, anew)
        assert stage(office, case_id) == "meeting_held"


@pytest.mark.parametrize("kind", [K.MEETING_BOOKED, K.INITIAL_MEETING_HELD])
def test_t6_t11_nothing_moves_on_before_the_acceptance_of_its_day(office: Office, kind: K) -> None:
    """T4, T6, T11: whoever was reached before it was is told so; the meeting of that day comes after it."""
    office.on(MET[0], "16:00")
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED, at=time(11))
    office.record(case_id, K.CONTACTED, at=time(10))
    office.record(case_id, K.IDENTITY_CONFIRMED, at=time(10))
    with pytest.raises(BadInput, match="11:00") as refused:
        office.record(case_id, kind, at=time(10, 30))
    assert refused.value.field == "at"
    office.record(case_id, kind, at=time(11))
    assert stage(office, case_id) == ("booked" if kind is K.MEETING_BOOKED else "meeting_held")


def test_w6_no_start_is_keyed_before_its_meeting(office: Office) -> None:
    """W6: the meeting is keyed when it has been held, on the same day too."""
    case_id = office.met()
    for kind in (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED, K.PACK_SENT, K.DUPLICATES_SEARCHED):
        office.record(case_id, kind)
    with pytest.raises(BadInput, match="10:00") as refused:
        office.record(case_id, K.START_KEYED, at=time(9))
    assert refused.value.field == "at"
    assert office.record(case_id, K.START_KEYED, at=time(10))


def test_what_was_recorded_first_comes_first_however_late_the_next_one_was(office: Office) -> None:
    """M1, M3: a meeting missed without a time; the attempt typed in after it has its own, earlier, time."""
    case_id = office.started()
    office.on(DAY, "17:00")
    office.record(case_id, K.MEETING_MISSED)
    office.clock.pass_by(60)
    office.record(case_id, K.RE_CONTACT_ATTEMPTED, at=time(10, 45))
    office.clock.pass_by(60)
    office.record(case_id, K.MISSED_MEETING_EXPLAINED)
    office.on(date(2021, 6, 10))
    assert stage(office, case_id) == "started"


@pytest.mark.parametrize(
    ("asked", "answer", "early", "right"),
    [
        (K.PACK_SENT, K.PACK_ACKNOWLEDGED, time(9), time(13, 52)),  # clocks of two systems differ by minutes
        (K.SAFEGUARDING_NOTICED, K.DISTRICT_LEAD_REACHED, time(13, 50), time(14, 5)),
        (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT, time(13, 30), time(14, 30)),
        (K.DISENGAGED, K.RE_ENGAGED, time(13), time(14, 30)),
        (K.FINALISING_BEGUN, K.FINALISING_PAUSED, time(13), time(14, 30)),
    ],
)
def test_no_answer_comes_before_what_it_answers(
    office: Office, asked: K, answer: K, early: time, right: time
) -> None:
    """I17, W8, G2, T18, T23: its time is put right, for it is what DWP and the District Lead read, and a
    return before the going would leave the case away."""
    case_id = office.started() if asked is not K.PACK_SENT else office.met()
    office.on(DAY, "15:00")
    office.record(case_id, asked, at=time(14), late_reason="Away")
    with pytest.raises(BadInput, match="14:00") as refused:
        office.record(case_id, answer, at=early, late_reason="Away")
    assert refused.value.field == "at"
    assert office.record(case_id, answer, at=right, late_reason="Away")


def test_no_meeting_ends_before_it_begins(office: Office) -> None:
    """I1: the times of the initial meeting."""
    office.on(DAY, "15:00")
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED, at=time(9))
    office.record(case_id, K.IDENTITY_CONFIRMED, at=time(9, 59))
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.INITIAL_MEETING_HELD, at=time(10), detail={"ended_at": "09:00"})
    assert refused.value.field == "ended_at"
    assert office.record(case_id, K.INITIAL_MEETING_HELD, at=time(10), detail={"ended_at": "10:40"})

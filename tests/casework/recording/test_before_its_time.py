"""Nothing is missed before its time, and no answer comes before what it answers: by the day, and by the time
of day where both have one (T8, C7, M1, W9, M4, AMB-36; JFS 3.33, 3.38, 4.17, 4.19)."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K

if TYPE_CHECKING:
    from tests.casework.conftest import Office

MADE, BOOKED, DAY = date(2021, 6, 7), date(2021, 6, 14), date(2021, 6, 4)


def reached(office: Office) -> UUID:
    """Somebody who was reached on 7 June, at whose meeting nobody has agreed yet."""
    office.on(MADE)
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    office.record(case_id, K.CONTACTED)
    return case_id


def booked(office: Office) -> UUID:
    """The same, booked for 14 June at 10:00."""
    case_id = reached(office)
    office.record(case_id, K.MEETING_BOOKED, detail={"booked_for": BOOKED.isoformat()})
    return case_id


def refused(office: Office, case_id: UUID, kind: K, at: time | None = None) -> str:
    """What is said against such an entry of today, with its paragraph."""
    with pytest.raises(RefusedByRule) as told:
        office.record(case_id, kind, at=at)
    return f"{told.value.text} {told.value.paragraph}"


def test_t8_no_initial_meeting_is_missed_before_its_booked_time(office: Office) -> None:
    """T8, C7, JFS 3.33: neither a week nor a minute before; the real appointment stays in sight."""
    case_id = booked(office)
    assert "has not come yet" in refused(office, case_id, K.INITIAL_MEETING_MISSED)
    office.on(BOOKED, "09:59")
    assert "told you beforehand" in refused(office, case_id, K.INITIAL_MEETING_MISSED, time(9, 59))
    with pytest.raises(RefusedByRule, match="missed"):  # somebody who could still come
        office.record(case_id, K.DNA_KEYED)
    view = cases.case_view(office.workspace, case_id)
    assert view.stage == "booked" and view.next_appointment is not None
    booking = initial_meeting.read(office.workspace, case_id).booking
    assert booking is not None and not booking.has_come(BOOKED, office.clock.now())
    office.on(BOOKED, "10:00")
    assert booking.has_come(BOOKED, office.clock.now())
    office.record(case_id, K.INITIAL_MEETING_MISSED)
    office.record(case_id, K.DNA_KEYED)
    assert cases.case_view(office.workspace, case_id).stage == "dna"


def test_t8_nothing_is_missed_that_nobody_booked_or_that_was_missed_already(office: Office) -> None:
    """T8: without a booking nothing was missed, and one booking is missed once."""
    case_id = reached(office)
    assert "No initial meeting is booked" in refused(office, case_id, K.INITIAL_MEETING_MISSED)
    other = booked(office)
    office.on(BOOKED, "11:00")
    office.record(other, K.INITIAL_MEETING_MISSED)
    assert refused(office, other, K.INITIAL_MEETING_MISSED).endswith("JFS 3.33")


@pytest.mark.parametrize("make", [reached, booked])
def test_t8_who_told_it_beforehand_need_not_be_waited_for(office: Office, make: object) -> None:
    """T8, C7: 'failed to attend, or told beforehand'; what they said is kept as the evidence."""
    case_id = make(office)  # type: ignore[operator]
    said = {"told_beforehand": "Rang at noon: has found work and will not come."}
    choice = fact_choices.for_case(office.workspace, case_id)
    assert not next(one for one in choice if one.kind is K.INITIAL_MEETING_MISSED).refused
    missed = office.record(case_id, K.INITIAL_MEETING_MISSED, detail=said)
    assert missed.detail == said
    office.record(case_id, K.DNA_KEYED, detail={"reason": "unwilling"})
    assert cases.case_view(office.workspace, case_id).stage == "dna"


def test_m1_no_appointment_is_missed_before_its_agreed_time(office: Office) -> None:
    """M1, JFS 4.17: an entry that names no appointment waits for the one which stands, to the minute."""
    case_id = office.started()
    office.on(DAY)
    said = {"agreed_for": "2021-06-08", "time": "10:30"}
    office.record(case_id, K.APPOINTMENT_AGREED, detail=said)
    assert refused(office, case_id, K.MEETING_MISSED).endswith("JFS 4.17")
    office.on(date(2021, 6, 8), "10:29")
    assert "has not come yet" in refused(office, case_id, K.MEETING_MISSED, time(10, 29))
    office.on(date(2021, 6, 8), "10:30")
    office.record(case_id, K.MEETING_MISSED, at=time(10, 30))


def test_m1_nothing_is_missed_that_nobody_agreed(office: Office) -> None:
    """M1, AMB-79, JFS 4.17: without an appointment, and again once the one that stood was missed or held."""
    case_id = office.started()
    office.on(DAY)
    for kind in (K.MEETING_MISSED, K.SESSION_HELD):
        unagreed = WhatHappened(K.MEETING_MISSED, DAY)
        with pytest.raises(RefusedByRule, match="No appointment stands") as against:
            facts.record(office.workspace, case_id, unagreed)
        assert against.value.paragraph == "JFS 4.17"
        office.record(case_id, K.APPOINTMENT_AGREED, detail={"agreed_for": DAY.isoformat()})
        office.record(case_id, kind, late_reason="They were away.")
    with pytest.raises(RefusedByRule, match="No appointment stands"):
        facts.record(office.workspace, case_id, unagreed)


def test_m4_no_attempt_follows_what_came_after_it(office: Office) -> None:
    """M4, JFS 4.19: an attempt at nine does not answer a disengagement, or a missed meeting, of three."""
    for kind in (K.DISENGAGED, K.MEETING_MISSED):
        case_id = office.started(first_name=kind.value)
        office.on(DAY, "17:00")
        office.record(case_id, kind, at=time(15))
        assert refused(office, case_id, K.RE_CONTACT_ATTEMPTED, time(9)).endswith("JFS 4.19")
        office.record(case_id, K.RE_CONTACT_ATTEMPTED, at=time(15, 5))


def test_w9_posts_e_mail_comes_after_the_prap14_and_says_when(office: Office) -> None:
    """W9, AMB-36, JFS 3.38: the hours run from its time stamp, so it has one; no answer precedes what it
    answers."""
    case_id = office.started()
    office.on(DAY, "16:30")
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    office.record(case_id, K.PRAP14_SENT, at=time(16))
    with pytest.raises(BadInput) as untimed:
        facts.record(
            office.workspace, case_id, WhatHappened(K.POST_CONFIRMED, DAY, detail={"post_answer": "cancel"})
        )
    assert (untimed.value.field, untimed.value.paragraph) == ("at", "JFS 3.38")
    assert refused(office, case_id, K.POST_CONFIRMED, time(9)).endswith("JFS 3.38")
    office.record(case_id, K.POST_CONFIRMED, at=time(16))


@pytest.mark.parametrize(
    ("agreed", "at", "meant", "fault"),
    [
        (date(2021, 6, 4), None, "2021-06-03 10:00", "agreed_for"),
        (date(2021, 6, 3), time(16), "2021-06-03 10:00", "time"),
        (date(2021, 6, 4), None, "2021-06-04 08:00", "time"),  # today, and nothing says when
    ],
)
def test_m1_no_appointment_is_agreed_for_a_time_that_was_over(
    office: Office, agreed: date, at: time | None, meant: str, fault: str
) -> None:
    """C3, M1: by whichever door; else it could be missed on the spot, by somebody nobody asked to come."""
    case_id = office.started()
    office.on(date(2021, 6, 4), "09:30")
    said = {"agreed_for": meant[:10], "time": meant[11:]}
    with pytest.raises(BadInput, match="over when the meeting was agreed") as refused:
        office.record(case_id, K.APPOINTMENT_AGREED, on=agreed, at=at, detail=said)
    assert refused.value.field == fault
    assert ("time at which" if fault == "time" else "day on which") in refused.value.remedy
    office.record(case_id, K.APPOINTMENT_AGREED, on=date(2021, 6, 2), detail=said)


def test_c3_no_initial_meeting_is_booked_for_a_time_that_was_over(office: Office) -> None:
    """T8, T10: a no-show is at a meeting that somebody was asked to."""
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED, at=time(8, 30))
    office.clock.pass_by(3600)
    office.record(case_id, K.CONTACTED)
    booked = {"booked_for": "2021-06-03", "booked_at": "08:00"}
    with pytest.raises(BadInput, match="This day was over") as refused:
        office.record(case_id, K.MEETING_BOOKED, detail=booked)
    assert refused.value.field == "booked_for"
    office.clock.pass_by(30)
    now = {"booked_for": "2021-06-04", "booked_at": f"{office.clock.now().astimezone(LONDON):%H:%M}"}
    office.record(case_id, K.MEETING_BOOKED, detail=now)  # 'let us do it now'
    assert cases.case_view(office.workspace, case_id).stage == "booked"

"""What is still open when provision ends: nothing ends over a 1-2-1 without its wrap-up, and what was done on
the day of an end, before it, is recorded on that day (T22, T24, S1, S5, S15, P4, X13, CSS 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import early_ends, endings, ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import fact_choices, facts, record_offers
from jfs_desktop.casework.sessions import group_sessions, sessions
from jfs_desktop.casework.sessions.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.sessions.group_views import PlaceAnswer
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind, WrapUp
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

DAY = date(2021, 6, 4)
REVIEWED = WrapUp(
    notes="Talked about interviews", no_change_reason="Nothing new came up", late_reason="They were ill"
)
End = Callable[[Office, UUID], object]


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.started()
    office.on(DAY, "10:00")
    return made


def begun(office: Office, case_id: UUID) -> UUID:
    """A 1-2-1 that runs since ten."""
    told = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now()
    )
    return told.value.id


def stopped(office: Office, case_id: UUID) -> UUID:
    """The same, stopped after ten minutes without its wrap-up."""
    session_id = begun(office, case_id)
    office.clock.pass_by(600)
    sessions.stop(office.workspace, session_id, at=office.clock.now())
    return session_id


def leave(office: Office, case_id: UUID) -> None:
    end = EarlyEnd(
        "left",
        office.workspace.today(),
        withdrew="I have had enough",
        not_told_reason="They hung up",
        identity="confirmed",
    )
    early_ends.end_early(office.workspace, case_id, end)


def die(office: Office, case_id: UUID) -> None:
    ends.learn_death(office.workspace, case_id, Death(office.workspace.today(), "Their sister"))


def cancel(office: Office, case_id: UUID) -> None:
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    office.record(case_id, K.PRAP14_SENT)


def finish(office: Office, case_id: UUID) -> None:
    office.finalised(case_id)
    ends.complete(office.workspace, case_id)


def kinds(office: Office, case_id: UUID) -> list[str]:
    return [one.kind for one in facts.of_case(office.workspace, case_id) if not one.withdrawn_reason]


@pytest.mark.parametrize("left", [begun, stopped])
def test_t22_nobody_is_ended_early_over_an_open_session(
    office: Office, case_id: UUID, left: Callable[[Office, UUID], UUID]
) -> None:
    """S15, X13: the form says so with every reason but a death, and the verb holds to it."""
    session_id = left(office, case_id)
    told = {one.key: one for one in early_ends.reasons(office.workspace, case_id)}
    refused = {
        key for key, one in told.items() if any("session is still open" in no.text for no in one.against)
    }
    assert refused == set(told) - {"died"}
    with pytest.raises(RefusedByRule, match="Stop it and wrap it up, then end provision"):
        leave(office, case_id)
    if left is begun:
        sessions.stop(office.workspace, session_id, at=office.clock.now())
    sessions.wrap_up(office.workspace, session_id, REVIEWED)
    leave(office, case_id)
    ended = endings.of_case(office.workspace, case_id).end
    assert ended is not None and ended.last_engaged_on == DAY


def test_t24_nobody_completes_over_an_open_session(office: Office, case_id: UUID) -> None:
    """The check of T22 is asked again where another 1-2-1 began since."""
    office.on(DAY, "15:00")
    office.finalised(case_id)
    office.clock.pass_by(60)
    session_id = stopped(office, case_id)
    against = endings.of_case(office.workspace, case_id).completing
    assert against is not None and "wrap it up, then record the completion" in against.text
    with pytest.raises(RefusedByRule, match="A session is still open"):
        ends.complete(office.workspace, case_id)
    sessions.wrap_up(office.workspace, session_id, REVIEWED)
    ends.complete(office.workspace, case_id)
    assert cases.case_view(office.workspace, case_id).stage == "completer"


def test_the_page_says_with_finalising_that_a_session_is_open(office: Office, case_id: UUID) -> None:
    """T22: before anybody presses the button."""
    stopped(office, case_id)
    against = endings.of_case(office.workspace, case_id).finalising
    assert against is not None and "wrap it up, then begin finalising" in against.text


@pytest.mark.parametrize("later", [DAY, date(2021, 6, 7)])
@pytest.mark.parametrize("end", [die, cancel])
def test_a_session_before_what_cannot_wait_is_wrapped_up_after_it(
    office: Office, case_id: UUID, end: End, later: date
) -> None:
    """S1, P4, X8, T29: a death or a PRaP14 is recorded at once; the session that ran leaves its record."""
    session_id = begun(office, case_id)
    office.clock.pass_by(600)
    end(office, case_id)
    sessions.stop(office.workspace, session_id, at=office.clock.now())
    office.on(later, "16:00")
    sessions.wrap_up(office.workspace, session_id, REVIEWED)
    assert {"session_held", "jfap_updated"} <= set(kinds(office, case_id))
    assert not sessions.owed(office.workspace)
    assert "Talked about interviews" in plans.open_plan(office.workspace, case_id).content.activities[-1].text


def test_p10_after_an_end_only_a_session_before_it_leaves_its_review_of_the_jfap(
    office: Office, case_id: UUID
) -> None:
    """P10, P14, CSS 3: the JFAP is locked, or kept as it stood; what a session still owes is taken, late."""
    held = office.record(case_id, K.SESSION_HELD, late_reason="They were ill")
    office.clock.pass_by(600)
    leave(office, case_id)
    office.on(date(2021, 6, 7), "11:00")
    with pytest.raises(RefusedByRule, match="Provision has ended"):
        office.record(case_id, K.JFAP_UPDATED)
    assert K.JFAP_UPDATED not in {one.kind for one in fact_choices.for_case(office.workspace, case_id)}
    (owed,) = record_offers.offer(office.workspace, case_id, "update_jfap_after_session", held.id).choices
    assert owed.refused == ""
    office.record(case_id, K.JFAP_UPDATED, about=held.id, late_reason="They were ill")
    assert "update_jfap_after_session" not in {
        one.id for one in clocks.of_case(office.workspace, case_id) if one.is_open
    }


def by_hand(office: Office, case_id: UUID, hour: int, minute: int = 0) -> None:
    began = datetime(DAY.year, DAY.month, DAY.day, hour - 1, minute, tzinfo=UTC)  # British Summer Time
    given = ManualSession(
        SessionKind.ONE_TO_ONE,
        "video",
        began,
        20,
        "Laptop broken",
        no_change_reason="Nothing new",
        identity="confirmed",
        late_reason="Laptop broken",
    )
    sessions.add_manual(office.workspace, case_id, given)


@pytest.mark.parametrize("later", [DAY, date(2021, 6, 7)])
@pytest.mark.parametrize("end", [leave, die, cancel])
def test_s1_a_session_on_the_day_of_an_end_counts_up_to_it(
    office: Office, case_id: UUID, end: End, later: date
) -> None:
    """Entered by hand the same day or days after: at ten it was held, at noon nothing went on any more."""
    office.on(DAY, "11:00")
    end(office, case_id)
    office.on(later, "15:00")
    with pytest.raises(RefusedByRule):
        by_hand(office, case_id, 12)
    by_hand(office, case_id, 10)
    assert "session_held" in kinds(office, case_id)


def test_an_end_written_days_later_stands_after_what_was_done_on_its_day(
    office: Office, case_id: UUID
) -> None:
    """X9: of an end that was recorded on another day no time of its own is known."""
    office.on(date(2021, 6, 7), "11:00")
    end = EarlyEnd("left", DAY, withdrew="Enough", not_told_reason="They hung up", identity="confirmed")
    early_ends.end_early(office.workspace, case_id, end)
    by_hand(office, case_id, 16)
    assert cases.case_view(office.workspace, case_id).stage == "early_completer"
    with pytest.raises(RefusedByRule, match="Provision has ended"):
        office.record(case_id, K.SUPPORT_GIVEN)


@pytest.mark.parametrize("later", [DAY, date(2021, 6, 7)])
@pytest.mark.parametrize("end", [leave, die, cancel, finish])
def test_s5_a_group_session_closes_with_who_came_and_ended_since(
    office: Office, end: End, later: date
) -> None:
    """Attendance of the morning is what it is, whatever was recorded of the person from the afternoon on."""
    case_id = office.started()
    office.on(DAY, "09:00")
    began = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
    group_id = group_sessions.plan(
        office.workspace, GroupPlan("Applying online", began, 30, "Video room 2", "Rukhsana Khan")
    ).value
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(later, "16:00")
    end(office, case_id)
    office.on(later, "16:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Liked it"))
    group_sessions.close(office.workspace, group_id, 1)
    assert kinds(office, case_id).count("group_attended") == 1 + (end is finish)


@pytest.mark.parametrize(
    ("end", "given"),
    [
        (leave, PlaceAnswer.DECLINED),
        (die, PlaceAnswer.NOT_APPROPRIATE),
        (cancel, PlaceAnswer.NOT_APPROPRIATE),
    ],
)
def test_s5_a_group_session_closes_with_who_left_before_it(
    office: Office, end: End, given: PlaceAnswer
) -> None:
    """X1: nothing is put on a case that had ended; why they were not there stands on the sheet."""
    case_id = office.started()
    office.on(DAY, "09:00")
    began = datetime(2021, 6, 7, 9, 0, tzinfo=UTC)
    plan = GroupPlan("Applying online", began, 30, "Video room 2", "Rukhsana Khan")
    group_id = group_sessions.plan(office.workspace, plan).value
    group_sessions.invite(office.workspace, group_id, [case_id])
    end(office, case_id)
    office.on(date(2021, 6, 7), "16:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME))
    with pytest.raises(RefusedByRule) as refused:
        group_sessions.close(office.workspace, group_id, 1)
    assert "choose 'Not appropriate'" in refused.value.remedy
    said = Answer(given, "Their time here was over.")
    group_sessions.answer(office.workspace, group_id, case_id, said)
    sheet = group_sessions.close(office.workspace, group_id, 0).value
    assert "group_not_appropriate" not in kinds(office, case_id)
    assert [(one.answer, one.words, one.taken_back) for one in sheet.places] == [(given, said.words, False)]
    again = group_sessions.correct(
        office.workspace, group_id, case_id, Answer(PlaceAnswer.DID_NOT_COME), "They had left"
    )
    assert again.value.places[0].answer is PlaceAnswer.DID_NOT_COME

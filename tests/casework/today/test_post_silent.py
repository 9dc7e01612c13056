"""POST that does not answer, and a complaint nobody set a day for, stay in sight (W8, W9, D6; JFS 3.38)."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.recording import record_offers
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.rules.facts.facts import FactKind as K

if TYPE_CHECKING:
    from tests.casework.conftest import Office

SENT = date(2021, 6, 4)


def awaited(office: Office, case_id: UUID) -> list[tuple[str, str, date | None]]:
    """What Today says of POST's e-mail on that case, with its day."""
    for _ in redate(office.workspace):
        pass
    todos = cockpit.cockpit(office.workspace).todos
    found = [one for one in todos if one.case_id == case_id and one.kind == putting_off.POST]
    return [(one.what, one.when.value, one.due) for one in found]


def test_w9_post_is_asked_after_a_working_day_and_before_the_thirtieth_day(office: Office) -> None:
    """W8, W9, X16: silent on the day itself; from the next working day it waits in sight; a warning comes
    before the day on which PRaP would end the case, and stays after it, until POST answers."""
    case_id = office.started()
    office.on(SENT, "12:00")
    office.record(case_id, K.ERROR_FOUND_AFTER_START)
    office.record(case_id, K.PRAP14_SENT)
    assert awaited(office, case_id) == []
    office.on(date(2021, 6, 7))
    asked = "POST's e-mail is awaited since 4 June"
    assert awaited(office, case_id) == [(asked, "today", date(2021, 6, 7))]
    office.on(date(2021, 6, 8))
    assert awaited(office, case_id) == [(asked, "late", date(2021, 6, 7))]
    thirtieth = date(2021, 6, 25)
    warning = f"Ask POST for its answer: {asked}"
    for day, when in ((18, "coming"), (25, "today"), (30, "late")):
        office.on(date(2021, 6, day))
        assert awaited(office, case_id) == [(warning, when, thirtieth)]
    assert cases.case_view(office.workspace, case_id).stage == "cancel_pending"
    office.record(case_id, K.POST_CONFIRMED, at=time(9))
    assert awaited(office, case_id) == []


def test_d6_the_adviser_is_proposed_to_deal_with_a_complaint(office: Office) -> None:
    """D6, JFS 1.39: whose participant complains deals with it, unless somebody else is named."""
    case_id = office.started()
    adviser = office.workspace.me
    cases.assign(office.workspace, case_id, adviser.id, reason="Holiday")
    offer = record_offers.offer(office.workspace, case_id, kinds=(K.COMPLAINT_RAISED,))
    assert offer.proposed["taken_by"] == adviser.name


def test_q6_the_survey_is_asked_for_with_the_exit_and_once_more_where_nobody_answers(office: Office) -> None:
    """Q6: a row of its own, on a case that is over too; nobody is pressed a third time."""
    case_id = office.finalised(office.started())
    office.record(case_id, K.COMPLETED)
    clock = next(one for one in clocks.of_case(office.workspace, case_id) if one.id == "ask_survey")
    assert clock.is_open
    office.record(case_id, K.SURVEY_ASKED)
    office.record(case_id, K.END_KEYED, detail={"end_code": "39"})
    asked_on = office.workspace.today()
    assert survey_rows(office, case_id) == []
    day = office.workspace.calendar.add(asked_on, 5)
    office.on(day)
    assert survey_rows(office, case_id) == [("Ask for the satisfaction survey once more", day)]
    office.record(case_id, K.SURVEY_ASKED)
    assert survey_rows(office, case_id) == []
    office.on(office.workspace.calendar.add(day, 20))
    assert survey_rows(office, case_id) == []


def test_q6_nobody_is_asked_once_more_who_died_on_provision(office: Office) -> None:
    """Q6, JFS 5.11: also where the end alone tells it."""
    case_id = office.finalised(office.started())
    office.record(case_id, K.SURVEY_ASKED)
    office.record(case_id, K.ENDED_EARLY, detail={"reason": "died"})
    office.on(office.workspace.calendar.add(office.workspace.today(), 5))
    assert survey_rows(office, case_id) == []


def survey_rows(office: Office, case_id: UUID) -> list[tuple[str, date | None]]:
    for _ in redate(office.workspace):
        pass
    todos = cockpit.cockpit(office.workspace).todos
    return [(one.what, one.due) for one in todos if one.case_id == case_id and one.kind == putting_off.SURVEY]

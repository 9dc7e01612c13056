"""The completion list of a case, and the end that it leads to (X1, X2, AMB-16, AMB-17, T22 to T27)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import endings, ends
from jfs_desktop.casework.ending.ends import Engaged
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

DAY = date(2021, 6, 4)
LAST_STEPS = (K.GROUP_ATTENDED, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT)
BY_TEST = {
    "group_session": K.GROUP_ATTENDED,
    "cv": K.CV_AGREED,
    "jfap_final": K.JFAP_FINALISED,
    "jfap_copy_given": K.FINAL_JFAP_SENT,
}


def finalising(office: Office, minutes: int = 240, without: K | None = None) -> UUID:
    """Somebody who is finalising on the day, with all but one of the tests of a completer met."""
    case_id = office.started()
    office.on(DAY, "16:00")
    office.supported(case_id, minutes)
    office.record(case_id, K.FINALISING_BEGUN)
    for kind in LAST_STEPS:
        if kind is without or (without is K.JFAP_FINALISED and kind is K.FINAL_JFAP_SENT):
            continue
        office.record(case_id, kind)
    return case_id


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def test_all_five_met_complete_in_one_step_on_the_day_of_the_last(office: Office) -> None:
    """X2, T24, X12, X13: completed on the day the last test was met, code 39 and the day proposed."""
    case_id = finalising(office)
    office.on(date(2021, 6, 7))
    done = ends.complete(office.workspace, case_id)
    assert done.value == DAY
    assert stage(office, case_id) == "completer"
    now = endings.of_case(office.workspace, case_id)
    assert now.end is not None and (now.end.code, now.end.on, now.end.last_engaged_on) == (39, DAY, DAY)
    assert now.proposal() == {"end_date": "2021-06-04", "end_code": "39", "last_engaged_on": "2021-06-04"}
    keyed = dict(now.proposal())
    assert office.record(case_id, K.END_KEYED, detail=keyed).kind == "end_keyed"


def test_a_completion_begins_finalising_where_nobody_did(office: Office) -> None:
    """T22, T24: one step, whoever forgot to press 'Begin finalising'."""
    case_id = office.started()
    office.on(DAY, "16:00")
    office.supported(case_id)
    for kind in LAST_STEPS:
        office.record(case_id, kind)
    assert endings.of_case(office.workspace, case_id).completing is None
    ends.complete(office.workspace, case_id)
    assert stage(office, case_id) == "completer"


@pytest.mark.parametrize("key", list(BY_TEST))
def test_one_open_test_keeps_the_case_open(office: Office, key: str) -> None:
    """X2: each of the tests by itself holds a completion up, and says what is missing."""
    case_id = finalising(office, without=BY_TEST[key])
    open_tests = [test for test in completion.of_case(office.workspace, case_id) if not test.met]
    assert open_tests[0].key == key and open_tests[0].missing
    with pytest.raises(RefusedByRule, match="Not a completer yet") as refused:
        ends.complete(office.workspace, case_id)
    assert refused.value.paragraph == "JFS 5.02"
    with pytest.raises(RefusedByRule, match="Not a completer yet"):
        office.record(case_id, K.COMPLETED)
    assert stage(office, case_id) == "finalising"


def test_nobody_completes_without_the_minutes(office: Office) -> None:
    """AMB-17, 'not allowed': no completer without 240 minutes, by whatever way."""
    case_id = finalising(office, minutes=239)
    with pytest.raises(RefusedByRule, match="1 min of 1-2-1 support"):
        ends.complete(office.workspace, case_id)
    with pytest.raises(RefusedByRule, match="Not a completer yet"):
        facts.record(office.workspace, case_id, WhatHappened(K.COMPLETED, DAY))
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.END_KEYED, detail={"end_code": "39", "last_engaged_on": "2021-06-04"})


def test_a_completion_stands_on_no_other_day(office: Office) -> None:
    """X2: the day of completion is derived, never chosen."""
    case_id = finalising(office)
    office.on(date(2021, 6, 7))
    with pytest.raises(RefusedByRule, match="4 June 2021"):
        office.record(case_id, K.COMPLETED)


def test_queries_open_the_final_jfap_again(office: Office) -> None:
    """T23, JFS 4.08: back to support, and the final JFAP and its copy are asked for anew."""
    case_id = finalising(office)
    office.record(case_id, K.FINALISING_PAUSED)
    assert stage(office, case_id) == "started"
    still = [test.key for test in completion.of_case(office.workspace, case_id) if not test.met]
    assert still == ["jfap_final", "jfap_copy_given"]
    office.on(date(2021, 6, 7), "10:00")
    for kind in (K.FINALISING_BEGUN, K.JFAP_FINALISED, K.FINAL_JFAP_SENT):
        office.record(case_id, kind)
    assert ends.complete(office.workspace, case_id).value == date(2021, 6, 7)


def test_p8_x2_a_jfap_with_a_query_open_is_not_final_on_the_list(office: Office) -> None:
    """P8, X2, JFS 4.08: a query that comes after the final JFAP opens its test until it is settled."""
    case_id = finalising(office)
    office.on(date(2021, 6, 7), "10:00")
    office.record(case_id, K.JFAP_QUERIED)
    (open_test,) = (one for one in completion.of_case(office.workspace, case_id) if not one.met)
    assert (open_test.key, open_test.meets) == ("jfap_final", (K.JFAP_QUERY_SETTLED,))
    assert open_test.missing == "1 query about the JFAP is open. Answer and settle that first."
    with pytest.raises(RefusedByRule) as refused:
        ends.complete(office.workspace, case_id)
    assert refused.value.paragraph == "JFS 4.08"
    office.record(case_id, K.JFAP_QUERY_SETTLED, detail={"plan_changed": "no"})
    assert all(one.met for one in completion.of_case(office.workspace, case_id))


def test_a_locked_jfap_was_not_changed_for_a_query(office: Office) -> None:
    """P8, X2, T23: who changes it goes back to support; and what is agreed anew has a copy of its own."""
    case_id = finalising(office)
    office.on(date(2021, 6, 7), "10:00")
    office.record(case_id, K.JFAP_QUERIED)
    with pytest.raises(RefusedByRule, match="final and locked") as locked:
        office.record(case_id, K.JFAP_QUERY_SETTLED)
    assert locked.value.paragraph == "JFS 4.08"
    office.record(case_id, K.FINALISING_PAUSED)
    office.record(case_id, K.JFAP_QUERY_SETTLED)
    office.record(case_id, K.FINALISING_BEGUN)
    office.record(case_id, K.JFAP_FINALISED)
    still = [test.key for test in completion.of_case(office.workspace, case_id) if not test.met]
    assert still == ["jfap_copy_given"]


def test_a_late_completion_is_a_fact_with_its_reason(office: Office) -> None:
    """M5, T25, T27, AMB-30: after working day 20 the five tests still make a completer, with a reason."""
    case_id = office.started(date(2021, 5, 25), date(2021, 6, 2))
    office.on(date(2021, 7, 1), "16:00")  # the 21st working day, before the 30th day
    assert stage(office, case_id) == "time_expired"
    office.supported(case_id)
    for kind in LAST_STEPS:
        office.record(case_id, kind, late_reason="Ill for a week")
    now = endings.of_case(office.workspace, case_id)
    assert now.late and now.completing is None
    with pytest.raises(BadInput) as asked:
        ends.complete(office.workspace, case_id)
    assert asked.value.field == "late_reason"
    ends.complete(office.workspace, case_id, late_reason="The participant was ill for a week")
    assert stage(office, case_id) == "completer"


def test_x13_the_last_engaged_day_lies_between_the_start_and_the_end(office: Office) -> None:
    """X13: derived from the record, another day only with a reason, never before the start nor after the end
    date."""
    case_id = finalising(office)
    office.on(date(2021, 6, 7))
    with pytest.raises(BadInput) as after:
        ends.complete(office.workspace, case_id, engaged=Engaged(date(2021, 6, 7), "Rang in"))
    assert after.value.field == "last_engaged_on"
    with pytest.raises(BadInput) as why:
        ends.complete(office.workspace, case_id, engaged=Engaged(date(2021, 6, 3)))
    assert why.value.field == "last_engaged_reason"
    with pytest.raises(BadInput, match="before the start, 26 May 2021") as before:
        ends.complete(office.workspace, case_id, engaged=Engaged(date(2021, 5, 25), "Rang the day before"))
    assert before.value.field == "last_engaged_on"
    ends.complete(office.workspace, case_id, engaged=Engaged(date(2021, 6, 3), "The group came before"))
    now = endings.of_case(office.workspace, case_id)
    assert now.end is not None and now.end.last_engaged_on == date(2021, 6, 3)
    late = dict(now.proposal()) | {"last_engaged_on": "2021-06-07"}
    with pytest.raises(RefusedByRule, match="after the end date"):
        office.record(case_id, K.END_KEYED, detail=late)
    with pytest.raises(RefusedByRule, match="before the start"):
        office.record(case_id, K.END_KEYED, detail=late | {"last_engaged_on": "2021-05-25"})


def test_a_completion_can_be_undone_until_it_is_keyed(office: Office) -> None:
    """X1: undone in one step, or taken back with a reason; neither once the end is on PRaP."""
    case_id = finalising(office)
    done = ends.complete(office.workspace, case_id)
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert stage(office, case_id) == "finalising"
    ends.complete(office.workspace, case_id)
    with pytest.raises(BadInput):
        ends.take_back(office.workspace, case_id, " ")
    ends.take_back(office.workspace, case_id, "Wrong person")
    assert stage(office, case_id) == "finalising"
    ends.complete(office.workspace, case_id)
    keyed = dict(endings.of_case(office.workspace, case_id).proposal())
    office.record(case_id, K.END_KEYED, detail=keyed)
    with pytest.raises(RefusedByRule, match="keyed on PRaP"):
        ends.take_back(office.workspace, case_id, "Wrong person")


def test_a_cv_that_was_there_already_may_stay_with_a_confirmation(office: Office) -> None:
    """AMB-22: help declined with a CV at hand, its place, the reason and their word; without any CV never."""
    case_id = finalising(office, without=K.CV_AGREED)
    kept = {"how": "kept", "declined_reason": "A recruiter wrote it last month", "kept_where": "cv-nair.docx"}
    with pytest.raises(BadInput) as word:
        office.record(case_id, K.CV_AGREED, detail=kept)
    assert word.value.field == "confirmed"
    with pytest.raises(BadInput, match="nobody is a completer"):
        office.record(case_id, K.CV_AGREED, detail={"how": "none"})
    office.record(case_id, K.CV_AGREED, detail=kept | {"confirmed": "yes"})
    assert ends.complete(office.workspace, case_id).value == DAY


def test_the_days_left_are_told_from_the_first_day(office: Office) -> None:
    """AMB-05, AMB-06, AMB-07, X16: the start is day 0; the earlier of both limits, and PRaP's own end. The
    days left are those of the clock, here and on the overview."""
    case_id = office.started()
    days = endings.of_case(office.workspace, case_id).days
    assert days is not None and days.day == 0 and days.of == 20
    assert (days.working_last_day, days.auto_end_on) == (date(2021, 6, 24), date(2021, 6, 25))
    assert days.last_day == min(days.working_last_day, date(2021, 6, 24))
    for today in (date(2021, 6, 4), date(2021, 6, 5), date(2021, 6, 24)):
        office.on(today)
        days = endings.of_case(office.workspace, case_id).days
        clock = next(
            one for one in clocks.of_case(office.workspace, case_id) if one.id == "effective_last_day"
        )
        assert days is not None and days.days_left == clock.days_left

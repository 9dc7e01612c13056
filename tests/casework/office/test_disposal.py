"""The end of a record's life: archived only once the Records Retention End Date is past and somebody has
approved it (T32, AMB-53, JFS 1.33)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.duties import Todo
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

KEPT_UNTIL = date(2021, 9, 30)


@pytest.fixture
def closed(office: Office) -> UUID:
    """A referral that was rejected in June 2021."""
    case_id = office.referred()
    office.record(case_id, K.REJECTED)
    return case_id


def keep_until(office: Office, day: date | None) -> None:
    contract.put(office.workspace, ContractDates(retention_end_date=day))


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def today(office: Office) -> tuple[Todo, ...]:
    for _ in redate(office.workspace):
        pass
    return cockpit.cockpit(office.workspace).todos


def offered(office: Office, case_id: UUID) -> str:
    """'' where it may be recorded, else why not; 'hidden' where it is not offered at all."""
    (choice,) = fact_choices.of_kinds(office.workspace, case_id, [K.DISPOSAL_APPROVED])
    shown = K.DISPOSAL_APPROVED in {one.kind for one in fact_choices.for_case(office.workspace, case_id)}
    assert shown is not bool(choice.refused)
    return choice.refused


def test_t32_without_the_date_every_record_is_kept(office: Office, closed: UUID) -> None:
    assert "Enter it under Settings, Contract" in offered(office, closed)
    with pytest.raises(RefusedByRule, match="Nobody has entered") as refused:
        office.record(closed, K.DISPOSAL_APPROVED)
    assert refused.value.paragraph == "JFS 1.33"


def test_t32_not_on_the_last_day_and_on_the_one_after_with_approval(office: Office, closed: UUID) -> None:
    keep_until(office, KEPT_UNTIL)
    office.on(KEPT_UNTIL)
    assert "30 September 2021" in offered(office, closed)
    with pytest.raises(RefusedByRule, match="30 September 2021"):
        office.record(closed, K.DISPOSAL_APPROVED)
    office.on(date(2021, 10, 1))
    assert offered(office, closed) == ""
    with pytest.raises(BadInput) as asked:
        office.record(closed, K.DISPOSAL_APPROVED, detail={"approved_by": ""})
    assert (asked.value.field, asked.value.paragraph) == ("approved_by", "JFS 1.33")
    assert "30 September 2021; it may go only after that" in endings.told(office.workspace, closed).records
    office.record(closed, K.DISPOSAL_APPROVED, detail={"approved_by": "Ceri Vaughan"})
    assert stage(office, closed) == "archived"
    records = endings.told(office.workspace, closed).records
    assert records == "Disposal was approved by Ceri Vaughan on 1 October 2021 (JFS 1.33)."
    assert facts.of_case(office.workspace, closed)[0].note == "by Ceri Vaughan", "D4: the entry names who did"


def test_t32_no_open_case_is_archived_whatever_the_date(office: Office) -> None:
    keep_until(office, date(2021, 5, 1))
    case_id = office.referred()
    with pytest.raises(RefusedByRule, match="closed case"):
        office.record(case_id, K.DISPOSAL_APPROVED)


def test_q6_nobody_is_asked_for_the_survey_from_records_that_go(office: Office) -> None:
    """Q6, T32, JFS 1.33: neither the first time nor once more; nothing that an archived case refuses is on
    Today or next on the case."""
    case_ids = office.started(), office.started(last_name="Pell")
    for case_id in case_ids:
        office.record(case_id, K.WITHDREW)
        office.record(case_id, K.ENDED_EARLY)
    office.record(case_ids[1], K.SURVEY_ASKED)
    office.on(KEPT_UNTIL)
    keep_until(office, date(2021, 9, 1))
    assert {one.name for one in today(office)} == {"Priya Nair", "Priya Pell"}
    for case_id in case_ids:
        office.record(case_id, K.DISPOSAL_APPROVED, detail={"approved_by": "Ceri Vaughan"})
    assert today(office) == ()
    for case_id in case_ids:
        readings = clocks.of_case(office.workspace, case_id)
        assert {one.id for one in readings if one.actionable and one.is_open} == set()
    survey = endings.told(office.workspace, case_ids[0]).papers.survey
    assert survey.refused is not None and "It counts as not asked" in survey.refused.text
    with pytest.raises(RefusedByRule, match="nobody is asked for the survey any more"):
        office.record(case_ids[0], K.SURVEY_ASKED)


def test_amb_53_a_later_date_holds_at_once_and_is_undone(office: Office, closed: UUID) -> None:
    """One configured date; another day takes the earlier one back, with its change in the journal."""
    keep_until(office, date(2021, 5, 31))
    assert offered(office, closed) == ""
    done = contract.put(office.workspace, ContractDates(retention_end_date=KEPT_UNTIL))
    assert done.value.retention_end_date == KEPT_UNTIL
    assert "30 September 2021" in offered(office, closed)
    before = office.entries()
    keep_until(office, KEPT_UNTIL)
    assert office.entries() == before
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert contract.dates(office.workspace).retention_end_date == date(2021, 5, 31)
    keep_until(office, None)
    assert contract.dates(office.workspace).retention_end_date is None

"""Safeguarding Fast Track (G2, AMB-59, AMB-75)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history, worklist
from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.casework.plan import plan_export
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.plan import PlanActivity
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

TODAY = date(2021, 6, 4)
LEAD = DistrictLead("Mòrag NicDhòmhnaill", "01632 960100", "07700 900100", "Mon to Fri, 8 to 18")


def test_the_minutes_run_until_the_lead_is_reached_and_are_kept(office: Office) -> None:
    """G2, AMB-75: no limit is invented; the alarm stands until it is logged."""
    office.on(TODAY, "09:00")
    case_id = office.referred()
    office.on(TODAY, "10:00")
    noticed = fast_track.notice(office.workspace, case_id, "self_harm", TODAY, time(9, 52)).value
    assert noticed.by == "Rukhsana Khan"
    office.on(TODAY, "10:05")
    (incident,) = fast_track.incidents(office.workspace, case_id)
    assert (incident.open, incident.minutes) == (True, 13)
    assert "safeguarding_contact" in {item.clock.id for item in worklist.worklist(office.workspace)}
    said = {"district_lead": LEAD.name, "outcome": "She rings the GP.", "fast_track_reference": "FT-7"}
    office.record(case_id, K.DISTRICT_LEAD_REACHED, at=time(10, 4), detail=said)
    office.on(TODAY, "15:00")
    (incident,) = fast_track.incidents(office.workspace)
    assert (incident.open, incident.minutes, incident.reference) == (False, 12, "FT-7")
    assert fast_track.page(office.workspace, case_id).open == ()


def test_each_incident_is_answered_once(office: Office) -> None:
    """G2: contact about one incident does not silence another."""
    office.on(TODAY, "10:00")
    case_id = office.referred()
    for _ in range(2):
        fast_track.notice(office.workspace, case_id, "other", TODAY, time(9, 59))
    one, other = fast_track.incidents(office.workspace, case_id)
    with pytest.raises(BadInput):
        office.record(case_id, K.DISTRICT_LEAD_REACHED)
    office.record(case_id, K.DISTRICT_LEAD_REACHED, about=one.id)
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.DISTRICT_LEAD_REACHED, about=one.id)
    assert [found.id for found in fast_track.incidents(office.workspace) if found.open] == [other.id]


def test_it_needs_an_incident_type(office: Office) -> None:
    """G2: incident_type."""
    office.on(TODAY, "10:00")
    case_id = office.referred()
    with pytest.raises(BadInput):
        fast_track.notice(office.workspace, case_id, "", TODAY, None)


def test_nothing_is_noticed_before_the_referral(office: Office) -> None:
    """G2: a year mistyped is told, not counted in minutes for ever; so is a complaint's (D6)."""
    office.on(TODAY, "10:00")
    case_id = office.referred()
    with pytest.raises(RefusedByRule, match="referral was made only on"):
        fast_track.notice(office.workspace, case_id, "self_harm", date(1999, 1, 1), time(9, 0))
    with pytest.raises(RefusedByRule, match="referral was made only on"):
        office.record(case_id, K.COMPLAINT_RAISED, on=date(1999, 1, 1))


def test_district_leads_are_kept_with_numbers_and_hours(office: Office) -> None:
    """G2: several, in the order of ringing; where none is entered the page says what to do."""
    page = fast_track.page(office.workspace, None)
    assert page.leads == ()
    assert "head office" in page.nobody_entered
    assert "999" in page.steps[0]
    second = DistrictLead("Gwenllian Angharad Llywelyn-Prytherch", "01632 960101")
    fast_track.keep_leads(office.workspace, (LEAD, second))
    assert fast_track.leads(office.workspace) == (LEAD, second)
    for bad, field in ((DistrictLead("", "1"), "name"), (DistrictLead("A", " "), "telephone")):
        with pytest.raises(BadInput) as refused:
            fast_track.keep_leads(office.workspace, (bad,))
        assert refused.value.field == field


def test_nothing_of_it_may_be_shared(office: Office) -> None:
    """G2: never in a shared or exported view."""
    kinds = office.workspace.programme.fact_kinds
    assert {kind for kind, rule in kinds.items() if rule.never_shared} == {
        K.SAFEGUARDING_NOTICED,
        K.DISTRICT_LEAD_REACHED,
    }
    assert all(not kinds[kind].goes_out for kind in (K.SAFEGUARDING_NOTICED, K.DISTRICT_LEAD_REACHED))


def test_the_plan_says_nothing_of_an_incident(office: Office, tmp_path: Path) -> None:
    """G2: never in an exported view; the journal keeps it."""
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26))
    told = "Said something worrying about the bridge"
    fast_track.notice(office.workspace, case_id, "attempt_or_threat", date(2021, 5, 26), None, note=told)
    office.record(case_id, K.DISTRICT_LEAD_REACHED, detail={"district_lead": LEAD.name, "outcome": told})
    with office.workspace.reading() as db:
        lines = db.scalars(select(PlanActivity.text)).all()
    assert not [line for line in lines if "worrying" in line or "Lead" in line or "Safeguarding" in line]
    out = tmp_path / "plan.docx"
    plan_export.export(office.workspace, case_id, out)
    with ZipFile(out) as package:
        written = "".join(package.read(part).decode() for part in package.namelist() if part.endswith(".xml"))
    for said in ("worrying", "Safeguarding", LEAD.name, "District Lead"):
        assert said not in written
    journal = history.of_case(office.workspace, case_id)
    (noticed, reached) = [entry for entry in journal if entry.never_shared][::-1]
    assert "Safeguarding issue noticed" in " ".join((noticed.text, *noticed.details))
    assert reached.at >= noticed.at
    assert any("Safeguarding issue noticed" in " ".join((entry.text, *entry.details)) for entry in journal)


def test_what_became_of_it_is_not_shared_either(office: Office) -> None:
    """G2: an incident taken back later stays out of a shared view, in every change that touched it."""
    office.on(TODAY, "10:00")
    case_id = office.referred()
    noticed = fast_track.notice(office.workspace, case_id, "other", TODAY, time(9, 59)).value
    facts.withdraw(office.workspace, noticed.id, "Entered on the wrong case")
    told = history.of_case(office.workspace, case_id)
    assert [entry.never_shared for entry in told] == [True, True, *[False] * (len(told) - 2)]

"""Support beyond the timer: what is due and given, who advised, the pace (S3, S4, S6-S10, S13-S15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history, reports
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions, support
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.putting_off import LEFTOVER
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange.csv_writing import table_as_csv
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.minimum_service import ServiceState
from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office

TODAY = date(2021, 6, 4)
PEERS = {"item": "peers", "outcome": "Met", "identity": "confirmed"}
ITEMS = {
    "mock_interview": {"interviewer": "Rukhsana Khan", "one_to_one": "yes"},
    "sector_advice": {"sector": "Care"},
    "job_matching": {"vacancy": "Care assistant", "employer": "Harbour Homes", "link": "harbour.example"},
    "peers": {},
    "signposting": {"organisation": "Citizens' desk", "scope": "local", "why": "Debt"},
    "transferable_skills": {},
    "job_seeking": {},
}  # fmt: skip
TITLES = {
    "mock_interview": "Mock interview feedback",
    "sector_advice": "Sector-specific job advice",
    "job_matching": "Job matching",
    "peers": "Meeting peers online",
    "signposting": "Signposting",
    "transferable_skills": "Transferable skills",
    "job_seeking": "Job seeking and applications",
}


def given(item: str, outcome: str = "Went well; try again on Monday", **more: object) -> WhatHappened:
    detail = {"item": item, "outcome": outcome, "identity": "confirmed"} | ITEMS[item]
    return WhatHappened(FactKind.SUPPORT_GIVEN, TODAY, channel="video", detail=detail, **more)  # type: ignore[arg-type]


def state(office: Office, case_id: UUID, key: str) -> ServiceState:
    service = support.sheet(office.workspace, case_id).service
    return next(one.state for one in service if one.key == key)


def headings(office: Office, case_id: UUID) -> dict[str, HeadingEntry]:
    return {entry.key: entry for entry in plans.open_plan(office.workspace, case_id).content.headings}


def settle_heading(office: Office, case_id: UUID, text: str) -> None:
    typed = HeadingEntry("sector_advice", HeadingStatus.DONE, text)
    content = plans.open_plan(office.workspace, case_id).content
    entries = tuple(typed if one.key == typed.key else one for one in content.headings)
    plans.settle(office.workspace, case_id, replace(content, headings=entries))


@pytest.fixture
def started(office: Office) -> UUID:
    case_id = office.started()
    office.on(TODAY, "10:00")
    return case_id


@pytest.mark.parametrize("item", ITEMS)
def test_s6_to_s10_s14_support_writes_itself_into_the_jfap(office: Office, started: UUID, item: str) -> None:
    """S6, S7, S8, S9, S10, S14: what was given and what came of it, under its own heading."""
    support.record(office.workspace, started, given(item, note="She seemed unwell"))
    content = plans.open_plan(office.workspace, started).content
    (line,) = content.activities
    assert line.kind == TITLES[item]
    assert "Went well; try again on Monday" in line.text
    assert "unwell" not in line.text, "the adviser's note is not for the plan"
    assert "Sure who" not in line.text, "nor how it was sure who it is (I3)"
    for answer in ITEMS[item].values():
        if answer not in ("yes", "local", "2021-06-10"):
            assert answer in line.text
    done = {entry.key for entry in content.headings if entry.status is HeadingStatus.DONE}
    own = {item} & {entry.key for entry in content.headings}
    assert done == own | ({"employer_advice"} if item == "job_matching" else set())
    (view,) = support.sheet(office.workspace, started).given
    assert (view.item, view.outcome) == (item, "Went well; try again on Monday")


@pytest.mark.parametrize("item", ["mock_interview", "sector_advice", "job_matching", "signposting"])
def test_s6_to_s10_each_asks_what_it_needs(office: Office, started: UUID, item: str) -> None:
    """S6, S7, S8, S10: who interviewed, the sector, the vacancy, the organisation."""
    short = WhatHappened(
        FactKind.SUPPORT_GIVEN, TODAY, channel="video", detail={"item": item, "outcome": "Done"}
    )
    with pytest.raises(BadInput) as refused:
        support.record(office.workspace, started, short)
    assert refused.value.field == next(iter(ITEMS[item]))


def test_s12_support_is_never_face_to_face(office: Office, started: UUID) -> None:
    happened = WhatHappened(FactKind.SUPPORT_GIVEN, TODAY, channel="face_to_face", detail=PEERS)
    with pytest.raises(BadInput) as refused:
        support.record(office.workspace, started, happened)
    assert refused.value.field == "channel"


def test_s6_a_mock_interview_counts_only_one_to_one_and_timed(office: Office, started: UUID) -> None:
    office.supported(started, 30)
    (session,) = sessions.of_case(office.workspace, started)
    support.record(office.workspace, started, given("mock_interview"))
    support.record(office.workspace, started, given("mock_interview", about=session.id))
    assert [one.minutes for one in support.sheet(office.workspace, started).given] == [30, None]
    assert sessions.total(office.workspace, started).minutes == 30, "support by itself adds no minute"
    with pytest.raises(BadInput) as refused:
        support.record(office.workspace, started, given("peers", about=session.id))
    assert refused.value.field == "session"


def test_s9_s2_peers_add_no_minutes(office: Office, started: UUID) -> None:
    """S2, S9, AMB-18: nor do a group, somebody who did not come, and the calls that chase them."""
    office.supported(started, 30)
    support.record(office.workspace, started, given("peers"))
    for kind in (FactKind.GROUP_ATTENDED, FactKind.MEETING_MISSED, FactKind.RE_CONTACT_ATTEMPTED):
        office.record(started, kind)
    assert sessions.total(office.workspace, started).minutes == 30
    peers = next(one for one in support.sheet(office.workspace, started).given if one.item == "peers")
    assert peers.minutes is None


def test_a_withdrawn_fact_takes_its_line_out_of_the_jfap(office: Office, started: UUID) -> None:
    from jfs_desktop.casework.recording import facts

    done = support.record(office.workspace, started, given("sector_advice"))
    facts.withdraw(office.workspace, done.value.id, "Another participant")
    assert plans.open_plan(office.workspace, started).content.activities == ()
    assert support.sheet(office.workspace, started).given == ()


def test_p6_what_stands_under_a_heading_stays_and_an_undo_brings_it_back(
    office: Office, started: UUID
) -> None:
    content = plans.open_plan(office.workspace, started).content
    mine = replace(
        content,
        headings=tuple(
            replace(entry, text="Looked at shifts", status=HeadingStatus.OPEN)
            if entry.key == "sector_advice"
            else entry
            for entry in content.headings
        ),
    )
    plans.settle(office.workspace, started, mine)
    done = support.record(office.workspace, started, given("sector_advice"))

    def heading() -> HeadingEntry:
        now = plans.open_plan(office.workspace, started).content
        return next(entry for entry in now.headings if entry.key == "sector_advice")

    assert heading().text.startswith(
        "Looked at shifts\n4 June: we looked at what work in a sector asks for: Care."
    )
    assert heading().status is HeadingStatus.DONE
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert (heading().text, heading().status) == ("Looked at shifts", HeadingStatus.OPEN)
    assert plans.open_plan(office.workspace, started).content.activities == ()


def test_s13_the_checklist_follows_offers_and_deliveries_in_any_order(office: Office, started: UUID) -> None:
    assert state(office, started, "peers") is ServiceState.NOT_OFFERED
    assert state(office, started, "jfap") is ServiceState.DELIVERED
    office.record(started, FactKind.SUPPORT_OFFERED, detail={"item": "peers", "answer": "later"})
    assert state(office, started, "peers") is ServiceState.OFFERED
    declined = {"item": "peers", "answer": "declined", "declined_reason": "Shy"}
    office.record(started, FactKind.SUPPORT_OFFERED, detail=declined)
    item = next(one for one in support.sheet(office.workspace, started).service if one.key == "peers")
    assert (item.state, item.reason) == (ServiceState.DECLINED, "Shy")
    office.record(started, FactKind.SUPPORT_OFFERED, detail={"item": "peers", "answer": "accepted"})
    assert state(office, started, "peers") is ServiceState.ACCEPTED
    support.record(office.workspace, started, given("peers"))
    assert state(office, started, "peers") is ServiceState.DELIVERED


def test_s13_amb_17_two_sessions_are_wanted_and_what_was_offered_stays_offered(
    office: Office, started: UUID
) -> None:
    office.record(started, FactKind.OFFER_EXPLAINED)
    assert state(office, started, "one_to_one") is ServiceState.ACCEPTED
    assert state(office, started, "group_session") is ServiceState.ACCEPTED
    office.supported(started, 30)
    item = support.sheet(office.workspace, started).service[0]
    assert (item.state, item.done, item.wanted) == (ServiceState.ACCEPTED, 1, 2)
    office.on(TODAY, "15:00")
    office.supported(started, 30)
    assert state(office, started, "one_to_one") is ServiceState.DELIVERED
    for why in ("declined", "not_appropriate"):  # S5: nobody has refused what does not suit them
        said = {"why": why, "reason": "Hears badly in a group"}
        office.record(started, FactKind.GROUP_NOT_APPROPRIATE, detail=said)
        group = support.sheet(office.workspace, started).service[1]
        assert (group.state, group.reason) == (ServiceState(why), said["reason"])


def test_s13_the_report_lists_what_was_not_offered_yet(office: Office, started: UUID) -> None:
    other = office.started(first_name="Ada")
    office.on(TODAY, "10:00")
    office.referred()
    for item in ("peers", "mock_interview"):
        office.record(other, FactKind.SUPPORT_OFFERED, detail={"item": item, "answer": "accepted"})
    lines = reports.not_yet_offered(office.workspace)
    assert [line.case_id for line in lines] == [started, other]
    assert "Meeting peers online" in lines[0].not_offered
    assert "Meeting peers online" not in lines[1].not_offered
    text = reports.offers_csv(lines).decode()
    assert "Priya" not in text
    assert lines[0].reference in text


def test_s4_amb_19_another_adviser_is_a_change_with_its_reason(office: Office, started: UUID) -> None:
    """S4, AMB-19: one adviser or several: each session names its own, a change is allowed, agreed and told
    why, and how many there were is counted for the person and in the report."""
    morag = staff.add(office.workspace, name="Morag Sutherland", role=Role.ADVISER, prap_role=True).value
    office.supported(started, 30)
    with pytest.raises(BadInput) as refused:
        cases.assign(office.workspace, started, morag.id)
    assert (refused.value.field, refused.value.paragraph) == ("change_reason", "JFS 1.32")
    done = cases.assign(office.workspace, started, morag.id, reason="Long leave", agreed="yes")
    me, office.workspace.me = office.workspace.me, morag
    office.on(TODAY, "15:00")
    office.supported(started, 20)
    office.workspace.me = me
    who = support.sheet(office.workspace, started).continuity
    assert who.designated == "Morag Sutherland"
    assert {(one.name, one.sessions) for one in who.advisers} == {
        ("Rukhsana Khan", 1),
        ("Morag Sutherland", 1),
    }
    assert [(one.reason, one.agreed) for one in who.changes] == [("Long leave", "yes")]
    assert [(one.came_from, one.went_to) for one in who.changes] == [("Rukhsana Khan", "Morag Sutherland")]
    told = next(one for one in history.of_case(office.workspace, started) if one.change_id == done.change_id)
    assert told.text == "Changed the designated adviser from Rukhsana Khan to Morag Sutherland"
    (line,) = [one for one in told.details if "Long leave" in one]
    assert "from Rukhsana Khan to Morag Sutherland, Long leave, agreed with them" in line
    named = {one.adviser for one in sessions.of_case(office.workspace, started)}
    assert named == {"Rukhsana Khan", "Morag Sutherland"}
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    who = support.sheet(office.workspace, started).continuity
    assert (who.designated, who.changes) == ("Rukhsana Khan", ())


def test_s3_two_sessions_planned_within_the_expected_span(office: Office, started: UUID) -> None:
    pace = support.sheet(office.workspace, started).pace
    assert (pace.wanted, pace.planned, pace.in_time) == (2, 0, False)
    assert pace.expected_by == date(2021, 6, 10)
    office.supported(started, 30)
    office.record(started, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-11", "time": "10:00"})
    pace = support.sheet(office.workspace, started).pace
    assert (pace.planned, pace.in_time) == (2, False), "the second one lies behind the expected span"
    office.record(started, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-09", "time": "10:00"})
    assert support.sheet(office.workspace, started).pace.in_time


def test_s15_meetings_and_support_per_person_and_in_all(
    office: Office, started: UUID, tmp_path: Path
) -> None:
    other = office.started(first_name="Ada")
    office.referred()
    office.on(TODAY, "10:00")
    office.supported(started, 30)
    office.on(TODAY, "12:00")
    office.supported(started, 20)
    office.on(TODAY, "14:00")
    office.supported(other, 45)
    support.record(office.workspace, started, given("peers"))
    office.record(started, FactKind.GROUP_ATTENDED)
    report = reports.sessions(office.workspace)
    assert [line.name for line in report.lines] == ["Ada Nair", "Priya Nair"]
    mine = report.lines[1]
    assert (mine.sessions, mine.minutes, dict(mine.channels)) == (2, 50, {"Video call": 2})
    assert (mine.groups, dict(mine.support)) == (1, {"Meeting peers online": 1})
    assert (report.meetings, report.minutes, report.support) == (3, 95, 2)
    file = reports.save(tmp_path / "meetings.csv", reports.sessions_csv(report))
    text = file.read_text("utf-8-sig")
    assert "Priya" not in text
    assert f"{mine.reference},0,2,50,Video call 2,1,1,Meeting peers online 1" in text
    with pytest.raises(UserError, match="could not be saved"):
        reports.save(tmp_path / "nowhere" / "x.csv", b"")


@pytest.mark.parametrize("nasty", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_of_a_report_is_a_formula(nasty: str) -> None:
    text = table_as_csv(("Reference",), [(nasty, 3)]).decode("utf-8-sig")
    assert text.splitlines()[1].lstrip('"').startswith("'")
    assert text.rstrip().endswith(",3")


def test_p6_support_taken_back_leaves_the_jfap_but_what_somebody_typed_there_stays(
    office: Office, started: UUID
) -> None:
    settle_heading(office, started, "Wants to work in care")
    wrong = facts.record(office.workspace, started, given("sector_advice")).value
    facts.record(office.workspace, started, given("sector_advice", "Told about the care certificate"))
    facts.withdraw(office.workspace, wrong.id, "It was another participant")
    told = headings(office, started)["sector_advice"].text
    assert told.startswith("Wants to work in care\n4 June: ")
    assert told.endswith("Told about the care certificate")
    assert "Went well" not in told
    assert not [one for one in cockpit.cockpit(office.workspace).todos if one.kind == LEFTOVER]


def test_p6_reworded_lines_of_what_was_taken_back_are_asked_about_on_today_until_they_are_mended(
    office: Office, started: UUID
) -> None:
    wrong = facts.record(office.workspace, started, given("sector_advice")).value
    reworded = headings(office, started)["sector_advice"].text.replace("Went well", "Went very well")
    settle_heading(office, started, reworded)
    facts.withdraw(office.workspace, wrong.id, "It was another participant")
    assert headings(office, started)["sector_advice"].text == reworded
    (asked,) = [one for one in cockpit.cockpit(office.workspace).todos if one.kind == LEFTOVER]
    assert "'Sector-specific job advice'" in asked.what
    assert not asked.no_delay
    settle_heading(office, started, "")
    assert not [one for one in cockpit.cockpit(office.workspace).todos if one.kind == LEFTOVER]

"""The demo vault: made by the verbs, alike for a seed, sound, and closed to whoever lacks the passphrase."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from jfs_desktop.casework import demo
from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import case_facts, session_counting, verification
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.standings import Standings
from jfs_desktop.casework.desk.summaries import next_clock
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.evidence import case_documents
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.requests import jobcentre_request_views
from jfs_desktop.casework.sessions import group_views, sessions
from jfs_desktop.casework.sessions.group_views import GroupState
from jfs_desktop.clock import LONDON
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.document import DocumentIssue
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import PlanActivity, PlanObjective
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.journey.standing import standing_of
from jfs_desktop.rules.person.checks import ni_number, postcode
from jfs_desktop.rules.prap.prap_entries import EntryState
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import CHEAP, TODAY

REACHED = set(Stage) - {Stage.MEETING_HELD, Stage.TIME_EXPIRED, Stage.ARCHIVED}
"""Every stage that a case can stand in on that day: twenty working days are over thirty days then, and
nothing is archived before the retention date."""


class Standing:
    """A clock that stands on the demo's day."""

    def now(self) -> datetime:
        return datetime(2021, 6, 4, 8, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 1.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Forty people on Friday 4 June 2021."""
    made = tmp_path_factory.mktemp("demo") / "vault"
    assert demo.make(made, participants=40, today=TODAY, cost=CHEAP) == 40
    return made


@pytest.fixture(scope="module")
def workspace(folder):
    clock = Standing()
    opened = open_workspace(Vault.open(folder, passphrase=demo.DEMO_PASSPHRASE, clock=clock), clock)
    yield opened
    opened.close()


def test_every_stage_is_there(workspace):
    stages = {key for key, _, _ in Caseload(workspace).stages()}
    assert REACHED - {Stage(stage) for stage in stages} == set()


def test_it_says_that_it_is_a_demo(workspace, office):
    assert demo.is_demo(workspace)
    assert not demo.is_demo(office.workspace)


def test_it_stands_on_its_day_and_is_sound(workspace):
    """`jfs verify` on it: pages, chain, attachments, every due date."""
    assert list(redate(workspace)) == []
    report = verification.verify(workspace)
    assert report.ok, report


def test_every_line_equals_a_count_from_the_facts(workspace):
    """DESIGN 3.2: the stored line is a cache of the clocks, the stage and the minutes, no more."""
    with workspace.reading() as db:
        lines = db.scalars(select(CaseSummary)).all()
        for line in lines:
            facts = case_facts.load(db, line.case_id)
            upcoming = next_clock(clocks_for(facts, workspace.programme, workspace.calendar, TODAY))
            stage = stage_of(facts, workspace.programme, workspace.calendar, TODAY)
            assert (line.stage, line.next_due) == (stage.value, upcoming.due if upcoming else None)
            assert line.minutes == session_counting.total_minutes(db, line.case_id)


def test_people_are_well_formed_and_apart(workspace):
    with workspace.reading() as db:
        people = db.scalars(select(Participant)).all()
    assert len({(one.first_name, one.last_name) for one in people}) == 40
    assert len({one.ni_number for one in people}) == 40
    for one in people:
        assert ni_number(one.ni_number).value == one.ni_number
        assert postcode(one.postcode).value == one.postcode
        assert one.telephone.replace(" ", "").startswith(("07700900", "01632960"))
        assert one.email.endswith("@example.org")


def test_x4_the_jobcentre_asked_was_answered_and_waits(workspace):
    """One request to answer, one answered with its dates, one for nobody here."""
    found = {one.state.value: one for one in jobcentre_request_views.every(workspace)}
    assert set(found) == {"open", "answered", "unmatched"}
    assert found["answered"].answers[0].issued_on == found["answered"].answers[0].on
    assert found["unmatched"].doubts == ("No case has this NI number",)


def test_priya_stands_as_on_the_first_page(workspace):
    """Day 6 of 20, 2 h 36 in three sessions and the initial meeting, three versions of the plan."""
    caseload = Caseload(workspace)
    priya = caseload.search("priya nair")[0]
    total = sessions.total(workspace, priya)
    assert (total.minutes, total.sessions, total.unanswered_gaps) == (156, 3, 0)
    plan = plans.open_plan(workspace, priya)
    assert [version.number for version in plan.versions] == [3, 2, 1]
    assert len(plan.content.objectives) == 3
    assert all(not session.manual for session in sessions.of_case(workspace, priya))


def test_w14_entries_wait_for_who_sits_here(workspace):
    """W14: handed over by the verb, to somebody who can take them over."""
    handed = [line.entry for line in prap.worklist(workspace).to_key if line.entry.hand_over is not None]
    assert {one.hand_over.to for one in handed} == {workspace.me.id}
    assert {one.state for one in handed} == {EntryState.OPEN}


def test_nothing_is_recorded_twice(workspace):
    """I14, I12, P2, S5: what was said or done once on a day stands on the case once, and nobody is invited to
    what was held already."""
    with workspace.reading() as db:
        told = list(db.scalars(select(CaseFact).where(CaseFact.withdrawn_at.is_(None))))
        sessions_of_all = list(db.scalars(select(TimedSession)))
    once = [(one.case_id, one.kind, one.happened_on) for one in told if one.kind != FactKind.GROUP_INVITED]
    assert [one for one, times in Counter(once).items() if times > 1] == []
    notes = [(one.case_id, one.notes) for one in sessions_of_all if one.notes]
    assert len(set(notes)) == len(notes)
    for one in told:
        if one.kind == FactKind.GROUP_INVITED:
            begins = datetime.fromisoformat(f"{one.detail['group_on']} {one.detail['group_at']}")
            assert one.happened_at.astimezone(LONDON) < begins.replace(tzinfo=LONDON)


def test_there_is_a_group_of_nine(workspace):
    """S5: one held and closed, with two people whom the office does not know, one to close, one planned."""
    groups = group_views.all_groups(workspace)
    assert {group.state for group in groups} == {GroupState.TO_CLOSE, GroupState.PLANNED, GroupState.CLOSED}
    nine = next(group for group in groups if group.state is GroupState.CLOSED)
    assert nine.invited == 9
    assert nine.headcount == nine.came + 2


def test_p9_a_completed_case_has_the_papers_of_a_completer(workspace):
    """Letter, pack, JFAP and CV in their versions, each that left with to whom; all made by the verbs."""
    michael = Caseload(workspace).search("michael orr")[0]
    lines = case_documents.of_case(workspace, michael)
    told = {(line.title, line.version, line.state_name) for line in lines}
    assert {
        ("Your appointment", "", "Issued"),
        ("Induction pack", "version 1", "Issued"),
        ("Job Finding Action Plan", "version 1", "Draft, issued"),
        ("CV", "version 1", "Frozen version"),
        ("CV", "version 2", "Final, issued"),
        ("Job Finding Action Plan", "version 4", "Final, issued"),
    } <= told
    assert case_documents.damaged(workspace, michael) == frozenset()


def test_p9_what_went_by_email_went_to_an_address(workspace):
    with workspace.reading() as db:
        sent = (
            db.execute(select(DocumentIssue.sent_to).where(DocumentIssue.channel == "email")).scalars().all()
        )
    assert sent
    assert [to for to in sent if "@" not in to] == []


def made_by(place: Path, seed: int, participants: int) -> dict[str, list[tuple[object, ...]]]:
    """People, facts and plans of a demo vault of that seed."""
    demo.make(place, participants=participants, today=TODAY, seed=seed, cost=CHEAP)
    clock = Standing()
    workspace = open_workspace(Vault.open(place, passphrase=demo.DEMO_PASSPHRASE, clock=clock), clock)
    asked = {
        "people": select(Participant.id, Participant.last_name, Participant.ni_number),
        "facts": select(CaseFact.id, CaseFact.kind, CaseFact.happened_on),
        "plans": select(PlanObjective.id, PlanObjective.status),
    }
    with workspace.reading() as db:
        told = {name: [tuple(row) for row in db.execute(what)] for name, what in asked.items()}
    workspace.close()
    return told


def test_the_same_seed_makes_the_same_vault(tmp_path):
    """Keys, facts and plans come out alike; another seed makes other people."""
    first, again = (made_by(tmp_path / name, 1, 4) for name in ("first", "again"))
    assert first == again
    assert all(first.values())
    other = made_by(tmp_path / "other", 2, 2)
    for column in (0, 2):  # the first people of every demo have the same names
        told, others = ({row[column] for row in one["people"]} for one in (first, other))
        assert others and not told & others


def test_any_day_will_do(tmp_path):
    """A Sunday in the Christmas weeks, where holidays lie close."""
    assert demo.make(tmp_path / "v", participants=41, today=date(2022, 1, 2), seed=5, cost=CHEAP) == 41


def test_nothing_of_anybody_can_be_read_in_the_files(folder, workspace):
    """SECURITY: no name, NI number, note or plan text in any byte of the vault's folder, while it is
    open with its log beside it."""
    from jfs_desktop.casework.recording import facts
    from jfs_desktop.casework.recording.facts import WhatHappened
    from jfs_desktop.rules.facts.facts import FactKind

    secret, said = "the dog is called Bramblewick", {"incident": "other"}
    case_id = Caseload(workspace).search("priya nair")[0]
    facts.record(
        workspace,
        case_id,
        WhatHappened(FactKind.SAFEGUARDING_NOTICED, workspace.today(), note=secret, detail=said),
    )
    with workspace.reading() as db:
        words = {secret, "Bramblewick", "Northgate", "Priya"}
        for one in db.scalars(select(Participant)):
            words |= {one.last_name, one.ni_number, one.email, one.address, one.telephone}
        words |= {note for note in db.scalars(select(CaseFact.note)) if len(note) > 12}
        words |= {text for text in db.scalars(select(PlanActivity.text)) if len(text) > 12}
        words |= {text for text in db.scalars(select(PlanObjective.action)) if len(text) > 12}
    assert (folder / "store.db-wal").stat().st_size > 0
    spelt = {word.encode(coding) for word in words if len(word) > 4 for coding in ("utf-8", "utf-16-le")}
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found = [word for word in spelt if word in content]
            assert found == [], file.name


@pytest.mark.parametrize("days", [-20, -3, 0, 1, 9, 40])
def test_many_cases_stand_as_each_does_by_itself(workspace, days):
    """DESIGN 3.2: withdrawn facts, hours, facts about others and late entries among them."""
    day = TODAY + timedelta(days=days)
    with workspace.reading() as db:
        every = case_facts.load_many(db, list(db.scalars(select(Case.id))))
        many = Standings(workspace.programmes, workspace.calendar, day).of(db, [key.hex for key in every])
    assert many == {
        key.hex: standing_of(facts, workspace.programmes.of(facts), workspace.calendar, day)
        for key, facts in every.items()
    }

"""The plan in the vault: drafts, settling with few journal entries, versions (P1, P3 to P7)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plan_records, plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Changed
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.plan import Plan, PlanObjective
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)
from jfs_desktop.store.unit_of_work import Verb


def objective(text: str, **said: Any) -> Objective:
    values: dict[str, Any] = {"action": f"Do: {text}", "measure": f"Seen: {text}"}
    return Objective(uuid4(), text, **(values | said))


def plan_of(*objectives: Objective, **said: Any) -> PlanContent:
    return PlanContent(objectives=objectives, **said)


def entries(workspace: Workspace, change_id: UUID | None) -> list[JournalEntry]:
    with workspace.reading() as db:
        return list(db.scalars(select(JournalEntry).where(JournalEntry.change_id == change_id)))


FULL = PlanContent(
    objectives=(
        objective("Two applications a week", target_on=date(2021, 6, 8)),
        objective("Interview confidence", owner="adviser", status=ObjectiveStatus.DOING),
        objective("Know the care sector", owner="Mair at the college", status=ObjectiveStatus.DONE),
    ),
    headings=(
        HeadingEntry("cv", HeadingStatus.DONE, "Rewritten.\nOne page."),
        HeadingEntry("job_seeking", HeadingStatus.OPEN, "Alerts set up."),
        HeadingEntry("mock_interview", HeadingStatus.DECLINED, "Does not want one."),
    ),
    activities=(
        Activity(uuid4(), datetime(2021, 5, 27, 9, 0, tzinfo=UTC), "CV", "Profile", "Rukhsana Khan"),
        Activity(uuid4(), datetime(2021, 5, 26, 9, 0, tzinfo=UTC), "Advice", "Fares", "Rukhsana Khan"),
    ),
    further_support="Money advice",
    next_steps="Send the form",
)


def changes(workspace: Workspace) -> set[UUID]:
    """Every change that the journal holds."""
    with workspace.reading() as db:
        return set(db.scalars(select(JournalEntry.change_id)))


def test_an_untouched_plan_shows_every_heading_of_the_profile(office: Any) -> None:
    """P6: the list of headings comes from the programme profile, in its order."""
    case_id = office.met()
    view = plans.open_plan(office.workspace, case_id)
    keys = [heading.key for heading in office.workspace.programme.plan_headings]
    assert [entry.key for entry in view.content.headings] == keys
    assert view.plan_id is None
    assert view.versions == ()
    assert view.initial_meeting_on == date(2021, 5, 26)  # JFS 3.29
    assert view.last_day is not None
    assert view.adviser == "Rukhsana Khan"


def test_what_is_settled_is_what_is_read(office: Any) -> None:
    """P4 to P7: every part comes back; activities in the order they happened."""
    ws, case_id = office.workspace, office.met()
    outcome = plans.settle(ws, case_id, FULL)
    assert outcome.value.content == plan_records.tidy(FULL, plans.headings_of(ws.programme))
    assert outcome.value == plans.open_plan(ws, case_id)
    assert outcome.label == "edit the JFAP"
    assert Changed.PLAN in outcome.changed
    assert [row.kind for row in outcome.value.content.activities] == ["Advice", "CV"]


def test_settling_the_same_again_writes_nothing(office: Any) -> None:
    ws, case_id = office.workspace, office.met()
    settled = plans.settle(ws, case_id, FULL).value.content
    before = office.entries()
    again = plans.settle(ws, case_id, settled)
    assert again.changed is Changed.NOTHING
    assert again.change_id is None
    assert office.entries() == before


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_inserted_row_is_one_journal_entry(office: Any, place: int) -> None:
    """Order is kept by spaced positions, so the neighbours stay as they are."""
    ws, case_id = office.workspace, office.met()
    content = plans.settle(ws, case_id, FULL).value.content
    rows = [*content.objectives]
    rows.insert(place, objective("New"))
    outcome = plans.settle(ws, case_id, replace(content, objectives=tuple(rows)))
    written = entries(ws, outcome.change_id)
    assert [(entry.table, entry.action) for entry in written] == [("plan_objective", "insert")]
    assert [row.objective for row in outcome.value.content.objectives][place] == "New"


def test_a_moved_row_is_one_journal_entry(office: Any) -> None:
    ws, case_id = office.workspace, office.met()
    content = plans.settle(ws, case_id, FULL).value.content
    first, second, third = content.objectives
    outcome = plans.settle(ws, case_id, replace(content, objectives=(third, first, second)))
    written = entries(ws, outcome.change_id)
    assert [(entry.table, entry.action) for entry in written] == [("plan_objective", "update")]
    assert outcome.value.content.objectives == (third, first, second)


def test_rows_squeezed_between_two_others_are_dealt_out_afresh(office: Any) -> None:
    """Twenty rows, each put before the last, use the gap up; the order stays right."""
    ws, case_id = office.workspace, office.met()
    rows = [objective("first"), objective("last")]
    for count in range(20):
        rows.insert(1, objective(f"row {count}"))
        content = plans.settle(ws, case_id, plan_of(*rows)).value.content
        assert list(content.objectives) == rows
    with ws.reading() as db:
        held = db.scalars(select(PlanObjective.position)).all()
    assert len(set(held)) == len(rows)


def test_a_removed_row_is_gone(office: Any) -> None:
    ws, case_id = office.workspace, office.met()
    content = plans.settle(ws, case_id, FULL).value.content
    fewer = replace(content, objectives=content.objectives[:1], activities=content.activities[1:])
    outcome = plans.settle(ws, case_id, fewer)
    assert outcome.value.content == fewer
    assert {entry.action for entry in entries(ws, outcome.change_id)} == {"delete"}


def test_a_draft_is_kept_outside_the_journal(office: Any) -> None:
    """Autosave is a draft row, neither journaled nor sent; settling removes it."""
    ws, case_id = office.workspace, office.met()
    before = office.entries()
    saved_at = plans.save_draft(ws, case_id, FULL)
    assert office.entries() == before
    view = plans.open_plan(ws, case_id)
    assert view.draft == plan_records.tidy(FULL, plans.headings_of(ws.programme))
    assert view.draft_saved_at == saved_at
    assert view.content.objectives == ()
    assert plans.settle(ws, case_id, FULL).value.draft is None
    with ws.reading() as db:
        assert db.get(Draft, f"plan:{case_id}") is None


def test_a_draft_of_one_person_is_never_offered_in_another(office: Any) -> None:
    ws, first, second = office.workspace, office.met(), office.met(first_name="Gethin")
    plans.save_draft(ws, first, FULL)
    assert plans.open_plan(ws, second).draft is None


def test_a_long_session_of_typing_leaves_few_entries(office: Any) -> None:
    """45 minutes, a key and a draft a second, another field each minute: fewer than 100 entries."""
    ws, case_id = office.workspace, office.met()
    content = plans.settle(ws, case_id, FULL).value.content
    before, chance = office.entries(), random.Random(7)
    for _minute in range(45):
        place, field = chance.randrange(3), chance.choice(["objective", "action", "measure"])
        for _second in range(60):
            office.clock.pass_by(1)
            row = content.objectives[place]
            typed = replace(row, **{field: getattr(row, field) + chance.choice("abc ")})
            rows = [typed if item.id == row.id else item for item in content.objectives]
            content = replace(content, objectives=tuple(rows))
            plans.save_draft(ws, case_id, content)
        plans.settle(ws, case_id, content)
    assert plans.open_plan(ws, case_id).content == content
    assert 0 < office.entries() - before < 100


def test_lines_of_sessions_stay_in_the_record(office: Any) -> None:
    """P4: an editor that was opened before the session ended cannot drop its line."""
    ws, case_id = office.workspace, office.met()
    stale = plans.settle(ws, case_id, FULL).value.content
    session = sessions.start(
        ws, case_id, kind="one_to_one", channel="video", identity="confirmed", at=ws.now()
    ).value
    with ws.changing(Verb("tests.session_line", ""), case_id=case_id) as change:
        line = plans.write_activity(
            change,
            ws,
            case_id,
            session_id=session.id,
            at=ws.now(),
            kind="1-2-1 session",
            text="Rehearsed",
            adviser="Rukhsana Khan",
        )
    plans.save_draft(ws, case_id, replace(stale, next_steps="Ring"))
    draft = plans.open_plan(ws, case_id).draft
    assert draft is not None
    assert line in {row.id for row in draft.activities}
    settled = plans.settle(ws, case_id, replace(stale, next_steps="Ring")).value.content
    assert line in {row.id for row in settled.activities}
    assert settled.next_steps == "Ring"


def test_editing_is_undone_by_name(office: Any) -> None:
    ws, case_id = office.workspace, office.met()
    first = plans.settle(ws, case_id, FULL).value.content
    changed = replace(first, next_steps="Something else", objectives=first.objectives[::-1])
    outcome = plans.settle(ws, case_id, changed)
    assert outcome.change_id is not None
    history.undo(ws, outcome.change_id)
    assert plans.open_plan(ws, case_id).content == first


def test_a_version_needs_an_objective(office: Any) -> None:
    """P5, JFS 4.05."""
    ws, case_id = office.workspace, office.met()
    with pytest.raises(RefusedByRule) as refused:
        plans.make_version(ws, case_id, summary="")
    assert refused.value.paragraph == "JFS 4.05"
    dropped = objective("Old", status=ObjectiveStatus.DROPPED)
    plans.settle(ws, case_id, plan_of(dropped))
    with pytest.raises(RefusedByRule, match="no objective"):
        plans.make_version(ws, case_id, summary="")


def test_a_version_needs_objectives_that_can_be_measured(office: Any) -> None:
    """P5, JFS 4.05: the refusal names the row."""
    ws, case_id = office.workspace, office.met()
    plans.settle(ws, case_id, plan_of(objective("One"), objective("Two", measure="  ")))
    with pytest.raises(RefusedByRule, match="Objective 2") as refused:
        plans.make_version(ws, case_id, summary="")
    assert refused.value.paragraph == "JFS 4.05"
    assert plans.open_plan(ws, case_id).versions == ()


def test_a_version_and_what_was_typed_stand_or_fall_together(office: Any) -> None:
    """P1, P9: one change, so that no kill comes between them; what is refused leaves the draft a draft."""
    ws, case_id = office.workspace, office.met()
    unmeasured = plan_of(objective("One", measure=""))
    plans.save_draft(ws, case_id, unmeasured)
    before = changes(ws)
    with pytest.raises(RefusedByRule, match="Objective 1"):
        plans.make_version(ws, case_id, summary="")
    view = plans.open_plan(ws, case_id)
    assert view.draft is not None
    assert view.draft.objectives == unmeasured.objectives
    assert (view.content.objectives, changes(ws)) == ((), before)
    plans.save_draft(ws, case_id, FULL)
    outcome = plans.make_version(ws, case_id, summary="")
    assert changes(ws) - before == {outcome.change_id}
    assert {"plan_objective", "plan_version"} <= {entry.table for entry in entries(ws, outcome.change_id)}
    assert plans.open_plan(ws, case_id).draft is None


def test_versions_are_numbered_and_frozen(office: Any) -> None:
    """P1, P9: a version is what the plan said at that moment, draft included."""
    ws, case_id = office.workspace, office.met()
    plans.save_draft(ws, case_id, FULL)
    first = plans.make_version(ws, case_id, summary="", agreed_how="by video")
    assert first.label == ""
    assert (first.value.number, first.value.summary) == (1, "First version")
    assert first.value.agreed_at == ws.now()
    assert first.value.made_by == "Rukhsana Khan"
    frozen = first.value.content
    assert frozen == plan_records.tidy(FULL, plans.headings_of(ws.programme))
    plans.settle(ws, case_id, replace(FULL, next_steps="Ring the clinic"))
    second = plans.make_version(ws, case_id, summary="")
    assert (second.value.number, second.value.summary) == (2, "Next steps changed")
    assert second.value.agreed_at is None
    unchanged = plans.make_version(ws, case_id, summary="")
    assert unchanged.value.summary == "Reviewed, no change"  # AMB-20
    view = plans.open_plan(ws, case_id)
    assert [version.number for version in view.versions] == [3, 2, 1]
    assert view.versions[-1].content == frozen


def test_a_version_records_that_the_plan_was_updated(office: Any) -> None:
    """P3, CSS 3: the fact stands on the case in the same change."""
    ws, case_id = office.workspace, office.met()
    plans.settle(ws, case_id, FULL)
    outcome = plans.make_version(ws, case_id, summary="Agreed at the meeting")
    found = [fact for fact in facts.of_case(ws, case_id) if fact.kind == FactKind.JFAP_UPDATED]
    assert [(fact.on, fact.note) for fact in found] == [(date(2021, 5, 26), "Agreed at the meeting")]
    assert {entry.table for entry in entries(ws, outcome.change_id)} == {"plan_version", "case_fact"}


def test_a_version_right_after_a_wrap_up_doubles_no_fact(office: Any) -> None:
    """P3: one line under What happened for one update; another once the content moves on."""
    ws, case_id = office.workspace, office.started()
    office.on(date(2021, 6, 1), "10:00")
    session = sessions.start(ws, case_id, channel="video", identity="confirmed", at=office.clock.now()).value
    plans.settle(ws, case_id, FULL)
    office.clock.pass_by(30)
    done = sessions.WrapUp(notes="Went well", plan_changed=True, plan_summary="First objectives")
    sessions.stop(ws, session.id, at=office.clock.now(), wrap_up=done)

    def told() -> int:
        kinds = [fact.kind for fact in facts.of_case(ws, case_id) if not fact.withdrawn_reason]
        return kinds.count(FactKind.JFAP_UPDATED)

    assert told() == 1
    assert plans.make_version(ws, case_id, summary="As agreed").value.number == 1
    assert told() == 1
    content = plans.open_plan(ws, case_id).content
    plans.settle(ws, case_id, replace(content, next_steps="Ring the clinic"))
    plans.make_version(ws, case_id, summary="Next steps")
    assert told() == 2
    plans.make_version(ws, case_id, summary="The same again")
    assert told() == 2


def test_an_unknown_case_is_not_found(office: Any) -> None:
    ws, nobody = office.workspace, uuid4()
    for call in (plans.open_plan, plans.settle_draft):
        with pytest.raises(NotFound):
            call(ws, nobody)
    with pytest.raises(NotFound):
        plans.save_draft(ws, nobody, FULL)
    with pytest.raises(NotFound):
        plans.settle(ws, nobody, FULL)
    with ws.reading() as db:
        assert db.scalar(select(func.count()).select_from(Plan)) == 0
        assert db.scalar(select(func.count()).select_from(Draft)) == 0


def test_one_plan_per_case(office: Any) -> None:
    """P1."""
    ws, case_id = office.workspace, office.met()
    first = plans.settle(ws, case_id, FULL).value.plan_id
    office.clock.at = datetime.combine(date(2021, 6, 1), time(9), UTC)
    assert plans.settle(ws, case_id, PlanContent()).value.plan_id == first

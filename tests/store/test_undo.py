"""Undo: the inverse of a change, refused where somebody built on it; redo is the undo of an undo."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jfs_desktop.errors import UndoRefused
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import Plan
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import journal
from jfs_desktop.store.undo import undo
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.store.conftest import Changing
from tests.store.test_journal import AT, CASE, PERSON, STAFF, add_case

ROW = [UUID(int=(7 << 76) | (2 << 62) | (100 + n)) for n in range(4)]


def state(vault: Vault) -> list[tuple[Any, ...]]:
    """Every row of the journaled tables that the operations below touch."""
    tables = [model.metadata.tables[model.__tablename__] for model in (Participant, Staff, Setting)]
    with reading(vault.engine) as db:
        rows = [tuple(row) for table in tables for row in db.execute(select(table))]
    return sorted(rows, key=repr)


def take_back(change: Changing, target: UUID | None) -> UUID:
    assert target is not None
    with change("history.undo", label="undo change") as undoing:
        undo(undoing, target)
    assert undoing.change_id is not None
    return undoing.change_id


def test_undo_redo_and_undo_again(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann"))
    with change() as second:
        second.db.get_one(Staff, STAFF).name = "Bea"
    undone = take_back(change, second.change_id)
    assert "Ann" in str(state(vault))
    with pytest.raises(UndoRefused, match="already"):
        take_back(change, second.change_id)
    take_back(change, undone)
    assert "Bea" in str(state(vault))
    take_back(change, second.change_id)
    take_back(change, first.change_id)
    assert state(vault) == []
    with reading(vault.engine) as db:
        assert journal.verify_chain(db).ok


def test_a_later_change_of_the_same_field_refuses_and_of_another_does_not(
    vault: Vault, change: Changing
) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann"))
    with change() as name:
        name.db.get_one(Staff, STAFF).name = "Bea"
    with change() as role:
        role.db.get_one(Staff, STAFF).prap_role = True
    with pytest.raises(UndoRefused, match="changed again"):
        take_back(change, first.change_id)
    take_back(change, name.change_id)
    with change() as again:
        again.db.get_one(Staff, STAFF).prap_role = False
    before = state(vault)
    with pytest.raises(UndoRefused, match="changed again") as told:
        take_back(change, role.change_id)
    assert told.value.remedy and state(vault) == before


def test_what_is_corrected_or_erased_or_unknown_is_not_undone(vault: Vault, change: Changing) -> None:
    with change("identity.check", label="") as checked:
        checked.db.add(Staff(id=STAFF, name="Ann"))
    with change() as added:
        added.db.add(Participant(id=PERSON, first_name="Mira", last_name="Quell"))
    with change("retention.erase") as erased:
        journal.erase(erased, Participant, [PERSON])
    for target, reason in ((checked, "not undone"), (added, "erased"), (erased, "erased")):
        with pytest.raises(UndoRefused, match=reason):
            take_back(change, target.change_id)
    with pytest.raises(UndoRefused, match="not in the journal"):
        take_back(change, UUID(int=5))


def test_records_come_and_go_in_the_order_that_holds_them_up(vault: Vault, change: Changing) -> None:
    """A case goes with its derived line; something recorded on it since keeps it."""
    with change() as first:
        add_case(first.db)
        first.db.add(
            CaseSummary(
                case_id=CASE,
                folded="q",
                surname_key="q",
                name_key="q",
                stage="new",
                open=True,
                computed_on=AT.date(),
            )
        )
    undone = take_back(change, first.change_id)
    assert state(vault) == []
    redone = take_back(change, undone)
    assert len(state(vault)) == 1
    with change() as later:
        later.db.add(Plan(id=ROW[0], case_id=CASE, created_at=AT))
    with pytest.raises(UndoRefused, match="rests on it"):
        take_back(change, first.change_id)
    take_back(change, later.change_id)
    take_back(change, redone)
    assert state(vault) == []


operation = st.one_of(
    st.tuples(st.just("person"), st.integers(0, 3), st.text("ab \n", max_size=3).map(lambda text: text * 90)),
    st.tuples(st.just("staff"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("setting"), st.integers(0, 3), st.sampled_from([None, 1, "x", {"a": [1, True]}])),
    st.tuples(st.just("drop"), st.integers(0, 3), st.none()),
)


def apply(db: Any, kind: str, row: int, value: Any) -> None:
    if kind == "person":
        person = db.get(Participant, ROW[row])
        if person is None:
            db.add(Participant(id=ROW[row], first_name="M", last_name="Q", contact_notes=value))
        else:
            person.contact_notes = value
    elif kind == "staff":
        staff = db.get(Staff, ROW[row]) or Staff(id=ROW[row], name="A")
        staff.prap_role = value
        db.add(staff)
    elif kind == "setting":
        setting = db.get(Setting, f"key|{row}") or Setting(key=f"key|{row}")
        setting.value = value
        db.add(setting)
    else:
        for found in (db.get(Participant, ROW[row]), db.get(Setting, f"key|{row}")):
            if found is not None:
                db.delete(found)
    db.flush()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.lists(operation, min_size=1, max_size=4), min_size=1, max_size=6))
def test_any_changes_undone_one_by_one_restore_what_was(
    vault: Vault, change: Changing, changes: list[list[tuple[str, int, Any]]]
) -> None:
    states, ids = [state(vault)], []
    for operations in changes:
        with change() as done:
            for one in operations:
                apply(done.db, *one)
        ids.append(done.change_id)
        states.append(state(vault))
    undoings = []
    for place in reversed(range(len(ids))):
        if ids[place] is not None:
            undoings.append((place, take_back(change, ids[place])))
        assert state(vault) == states[place]
    for place, undoing in reversed(undoings):
        take_back(change, undoing)
        assert state(vault) == states[place + 1]
    with reading(vault.engine) as db:
        assert journal.verify_chain(db).ok


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(operation, min_size=2, max_size=6), pick=st.integers(0, 5))
def test_an_undo_out_of_order_is_refused_or_touches_its_own_fields_alone(
    vault: Vault, change: Changing, changes: list[tuple[str, int, Any]], pick: int
) -> None:
    ids = []
    for one in changes:
        with change() as done:
            apply(done.db, *one)
        ids.append(done.change_id)
    before = state(vault)
    target = ids[pick % len(ids)]
    if target is None:
        return
    undoing = None
    with suppress(UndoRefused):
        undoing = take_back(change, target)
    if undoing is not None:
        take_back(change, undoing)
    assert state(vault) == before

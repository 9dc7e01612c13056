"""A newer calendar by file: open clocks are counted anew, and what moved is shown and kept (W17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history, undo_stack
from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import clocks, verification
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.office import calendars
from jfs_desktop.casework.office.calendars import CalendarPreview, MovedRow
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.records.calendar import WorkingCalendar
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.calendar.calendar_reader import BadCalendar
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.profiles import load_calendar
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.exchange.made_calendars import (
    FUNERAL,
    SOMEBODY,
    a_year_longer,
    key_text,
    signed,
    table,
    written,
)

MISSED, JFAP = "missed_meeting_contact", "share_jfap_with_jobcentre"


def seen(office: Office, made: Any) -> CalendarPreview:
    return finish(calendars.preview(office.workspace, written(office.folder.parent, made)))


def taken_up(office: Office, made: Any) -> CalendarPreview:
    known = seen(office, made)
    finish(calendars.take_up(office.workspace, known, confirmed=known.file.sha256))
    return known


def without_the_funeral(office: Office) -> None:
    """A vault that counts, in September 2022, by a calendar which knows of no State Funeral."""
    office.on(date(2022, 8, 1))
    taken_up(office, table("2028.2", without=[FUNERAL]))


def ex14(office: Office, **said: Any) -> UUID:
    """EX14: JFSPRO1 dated Wednesday 14 September 2022, and a meeting missed on Friday the 16th."""
    case_id = office.started(date(2022, 9, 6), date(2022, 9, 14), **said)
    office.on(date(2022, 9, 14), "18:00")
    office.record(case_id, FactKind.JFAP_REQUESTED, detail={"requested_on": "2022-09-14"})
    office.on(date(2022, 9, 16), "17:00")
    office.record(case_id, FactKind.MEETING_MISSED)
    return case_id


def due(workspace: Workspace, case_id: UUID, clock: str) -> date | None:
    return next(one.due for one in clocks.of_case(workspace, case_id) if one.id == clock)


def told(rows: tuple[MovedRow, ...]) -> set[tuple[UUID, str, date, date, bool]]:
    return {(row.case_id, row.clock, row.before, row.after, row.late) for row in rows}


def moves_of(case_id: UUID, *, late: bool = False) -> set[tuple[UUID, str, date, date, bool]]:
    return {
        (case_id, MISSED, date(2022, 9, 20), date(2022, 9, 21), late),
        (case_id, JFAP, date(2022, 9, 21), date(2022, 9, 22), late),
    }


def stored_due(workspace: Workspace) -> dict[UUID, date | None]:
    with workspace.reading() as db:
        return {line.case_id: line.next_due for line in db.scalars(select(CaseSummary))}


def test_ex14_the_update_moves_21_september_to_22_september(office: Office) -> None:
    without_the_funeral(office)
    case_id = ex14(office)
    assert due(office.workspace, case_id, JFAP) == date(2022, 9, 21)
    assert due(office.workspace, case_id, MISSED) == date(2022, 9, 20)
    assert stored_due(office.workspace)[case_id] == date(2022, 9, 20)
    calendars.trust(office.workspace, key_text())
    known = seen(office, signed(table("2028.3")))
    assert [(one.day, one.comes) for one in known.holidays] == [(FUNERAL, True)]
    assert moves_of(case_id) <= told(known.moved)
    assert {row.name for row in known.moved} == {"Priya Nair"}
    finish(calendars.take_up(office.workspace, known))
    assert due(office.workspace, case_id, JFAP) == date(2022, 9, 22)
    assert due(office.workspace, case_id, MISSED) == date(2022, 9, 21)
    assert stored_due(office.workspace)[case_id] == date(2022, 9, 21)
    kept = [row for row in calendars.moved(office.workspace) if row.calendar == "2028.3"]
    assert told(tuple(kept)) == told(known.moved)
    assert verification.verify(office.workspace).ok


def test_the_list_equals_what_the_clocks_say_before_and_after(office: Office) -> None:
    """FIELD-NOTES, idea 2: every open clock that moved is listed, and nothing else."""
    without_the_funeral(office)
    cases = [ex14(office), office.started(date(2022, 9, 1), date(2022, 9, 8), first_name="Bryn")]
    office.on(date(2022, 9, 16), "17:00")
    cases.append(office.referred(first_name="Cara"))
    rejected = office.referred(first_name="Dewi")
    office.record(rejected, FactKind.REJECTED)
    cases.append(rejected)
    before = readings(office.workspace, cases)
    known = taken_up(office, table("2028.3"))
    after = readings(office.workspace, cases)
    moved = {
        (*key, was.due, after[key].due)
        for key, was in before.items()
        if was.due != after[key].due and (was.is_open or after[key].is_open)
    }
    listed = {(row.case_id, row.clock, row.before, row.after) for row in known.moved}
    assert listed == {(case, clock, was, now) for case, clock, _, was, now in moved}
    assert {row.case_id for row in known.moved} == set(cases[:3])


def readings(workspace: Workspace, cases: list[UUID]) -> dict[Any, Any]:
    return {(case, one.id, one.subject): one for case in cases for one in clocks.of_case(workspace, case)}


def test_a_preview_writes_nothing(office: Office) -> None:
    without_the_funeral(office)
    ex14(office)
    entries, lines = office.entries(), stored_due(office.workspace)
    kept = calendars.moved(office.workspace)
    seen(office, table("2028.3"))
    assert (office.entries(), stored_due(office.workspace)) == (entries, lines)
    assert calendars.moved(office.workspace) == kept
    assert office.workspace.calendar.version == "2028.2"


def test_a_date_that_is_late_all_the_same_is_marked(office: Office) -> None:
    without_the_funeral(office)
    case_id = ex14(office)
    office.on(date(2022, 9, 26))
    known = seen(office, table("2028.3"))
    late = {row.clock for row in known.moved if row.late and row.case_id == case_id}
    assert JFAP in late


def test_who_when_and_from_where_is_journaled(office: Office) -> None:
    office.on(date(2022, 9, 12), "10:15")
    calendars.trust(office.workspace, key_text())
    made = signed(table("2028.2", without=[FUNERAL]))
    known = seen(office, made)
    finish(calendars.take_up(office.workspace, known))
    with office.workspace.reading() as db:
        entry = db.scalars(select(JournalEntry).where(JournalEntry.verb == "calendars.adopt")).one()
        row = db.get_one(WorkingCalendar, "2028.2")
        assert (row.source, row.origin) == ("GOV.UK bank holidays", "signed")
        assert (row.sha256, row.signature) == (known.file.sha256, made["signature"])
    assert entry.staff_id == office.workspace.me.id
    assert entry.at == office.clock.at
    assert entry.label == ""
    now = calendars.standing(office.workspace)
    assert (now.version, now.loaded_by, now.loaded_at) == ("2028.2", "Rukhsana Khan", office.clock.at)
    assert now.signed_by == now.publisher
    assert undo_stack.read(office.workspace).undo is None


def test_a_new_vault_counts_by_the_shipped_calendar(office: Office) -> None:
    now = calendars.standing(office.workspace)
    assert (now.version, now.origin) == (load_calendar().version, "shipped")
    assert office.workspace.calendar is load_calendar()


def test_an_unsigned_file_needs_its_source_and_hash_confirmed(office: Office) -> None:
    office.on(date(2022, 8, 1))
    known = seen(office, table("2028.2", without=[FUNERAL]))
    for said in ("", known.file.sha256[:-1], "0" * 64):
        with pytest.raises(RefusedByRule) as refused:
            calendars.adopt(office.workspace, known, confirmed=said)
        assert known.file.sha256 in refused.value.text
        assert "GOV.UK bank holidays" in refused.value.text
    assert office.workspace.calendar.version == "2028.1"
    calendars.adopt(office.workspace, known, confirmed=known.file.sha256)
    assert calendars.standing(office.workspace).origin == "confirmed"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: signed(table("2028.2"), SOMEBODY), "signature does not fit"),
        (lambda: {**signed(table("2028.2")), "version": "2028.9"}, "signature does not fit"),
        (lambda: signed(table("2027.1")), "older than"),
        (lambda: signed(table("2028.1")), "in use already"),
        (lambda: signed(table("2028.2", without=[date(2021, 5, 31)])), "holiday of the past"),
    ],
)
def test_what_may_not_be_adopted_is_refused(office: Office, make: Callable[[], Any], words: str) -> None:
    calendars.trust(office.workspace, key_text())
    with pytest.raises(BadCalendar, match=words):
        seen(office, make())
    assert office.workspace.calendar is load_calendar()


def test_a_preview_is_good_only_against_what_it_was_made_of(office: Office) -> None:
    older, newer = seen(office, table("2028.2")), seen(office, table("2028.3"))
    finish(calendars.take_up(office.workspace, newer, confirmed=newer.file.sha256))
    with pytest.raises(UserError, match=r"2028\.3 was adopted meanwhile"):
        calendars.adopt(office.workspace, older, confirmed=older.file.sha256)


def test_a_key_that_is_none_changes_nothing(office: Office) -> None:
    told_first = calendars.trust(office.workspace, key_text()).value
    entries = office.entries()
    with pytest.raises(BadInput):
        calendars.trust(office.workspace, "no key")
    calendars.trust(office.workspace, key_text())
    assert office.entries() == entries
    assert calendars.standing(office.workspace).publisher == told_first


def broken_off(office: Office) -> tuple[UUID, ...]:
    """Five cases of EX14, and the adoption of the holiday left after the first two were dated anew."""
    without_the_funeral(office)
    cases = tuple(ex14(office, first_name=name) for name in ("Ann", "Ben", "Cai", "Dot", "Eve"))
    known = seen(office, table("2028.3"))
    calendars.adopt(office.workspace, known, confirmed=known.file.sha256)
    steps = redate(office.workspace, batch=2)
    next(steps)
    steps.close()
    return cases


def reopened(office: Office) -> None:
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)


def test_what_was_broken_off_is_finished_at_the_next_start(office: Office) -> None:
    cases = broken_off(office)
    assert set(stored_due(office.workspace).values()) == {date(2022, 9, 20), date(2022, 9, 21)}
    assert calendars.standing(office.workspace).waiting
    assert verification.verify(office.workspace).ok
    reopened(office)
    assert office.workspace.calendar.version == "2028.3"
    assert len(list(redate(office.workspace, batch=1))) == 3
    assert set(stored_due(office.workspace).values()) == {date(2022, 9, 21)}
    assert not calendars.standing(office.workspace).waiting
    rows = tuple(row for row in calendars.moved(office.workspace) if row.calendar == "2028.3")
    assert {row.case_id for row in rows} == set(cases)
    for case_id in cases:
        assert moves_of(case_id) <= told(rows)
    assert len(rows) == len(told(rows))
    assert Caseload(office.workspace).rows(cases)[0].next_due == date(2022, 9, 21)


def test_a_case_worked_on_in_between_keeps_its_moves(office: Office) -> None:
    """A verb works the line out anew before the dating comes to it: what moved is noted then."""
    cases = broken_off(office)
    due_before = stored_due(office.workspace)
    waiting = next(case for case in cases if due_before[case] == date(2022, 9, 20))
    office.record(waiting, FactKind.CONTACT_ATTEMPTED)
    assert stored_due(office.workspace)[waiting] == date(2022, 9, 21)
    list(redate(office.workspace))
    rows = tuple(row for row in calendars.moved(office.workspace) if row.calendar == "2028.3")
    assert moves_of(waiting) <= told(rows)
    assert len(rows) == len(told(rows))


def test_every_case_is_dated_anew_the_ended_ones_too(office: Office) -> None:
    office.on(date(2022, 8, 1))
    rejected = office.referred()
    office.record(rejected, FactKind.REJECTED)
    office.on(date(2022, 8, 2))
    list(redate(office.workspace))
    taken_up(office, table("2028.2", without=[FUNERAL]))
    with office.workspace.reading() as db:
        line = db.get_one(CaseSummary, rejected)
        assert line.calendar == office.workspace.calendar.stamp
        assert line.computed_on == date(2022, 8, 2)


def test_a_calendar_adopted_in_the_middle_of_a_dating_ends_that(office: Office) -> None:
    office.on(date(2021, 6, 4))
    for name in ("Ann", "Ben", "Cai"):
        office.referred(first_name=name)
    office.on(date(2021, 6, 5))
    steps = redate(office.workspace, batch=1)
    next(steps)
    known = taken_up(office, table("2028.2"))
    assert list(steps) == []
    with office.workspace.reading() as db:
        stamps = set(db.scalars(select(CaseSummary.calendar)))
    assert stamps == {known.file.written.days.stamp}


def test_a_case_taken_back_goes_with_what_moved_in_it(office: Office) -> None:
    """Undoing a referral drops what was worked out from it."""
    without_the_funeral(office)
    office.on(date(2022, 9, 16), "12:00")
    office.referred()
    known = seen(office, table("2028.3"))
    finish(calendars.take_up(office.workspace, known, confirmed=known.file.sha256))
    assert calendars.moved(office.workspace)
    with office.workspace.reading() as db:
        added = db.scalars(select(JournalEntry).where(JournalEntry.verb == "referrals.add")).first()
    history.undo(office.workspace, added.change_id)
    assert calendars.moved(office.workspace) == ()


def test_what_the_earlier_calendar_could_not_count_has_not_moved(office: Office) -> None:
    """A case still to be dated anew, to which something happened that only the longer calendar counts."""
    case_id = office.started(date(2028, 11, 8), date(2028, 11, 16))
    known = seen(office, a_year_longer("2029.1"))
    assert (known.holidays, known.moved) == ((), ())
    calendars.adopt(office.workspace, known, confirmed=known.file.sha256)
    office.on(date(2028, 12, 28))
    office.record(case_id, FactKind.JFAP_REQUESTED, detail={"requested_on": "2028-12-28"})
    assert due(office.workspace, case_id, JFAP) == date(2029, 1, 5)
    assert calendars.moved(office.workspace) == ()
    assert verification.verify(office.workspace).ok


def test_views_tell_nobody_s_name(office: Office, tmp_path: Path) -> None:
    without_the_funeral(office)
    ex14(office)
    known = seen(office, table("2028.3"))
    assert "Priya" not in repr(known)
    assert "Priya" not in repr(known.moved[0])

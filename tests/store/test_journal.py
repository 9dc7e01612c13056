# ruff: noqa: S608  (the columns named in the statements are our own)
"""The journal: what it says of a change, that its chain shows every alteration, and erasure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jfs_desktop.errors import VaultProblem
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.journal import Device, JournalEntry, JournalHead
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import Plan, PlanHeading
from jfs_desktop.records.programme import ProgrammeProfile
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.session import SessionHeartbeat, TimedSession
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.store import content, journal
from jfs_desktop.store.unit_of_work import Change, reading
from jfs_desktop.store.vault import Vault
from tests.store.conftest import Changing

KEYS = [UUID(int=(7 << 76) | (2 << 62) | n) for n in range(1, 20)]
PERSON, REFERRAL, CASE, STAFF, PLAN = KEYS[:5]
AT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)


def person(key: UUID = PERSON, **fields: object) -> Participant:
    return Participant(id=key, first_name="Mira", last_name="Quell", **fields)


def add_case(db: Session) -> None:
    db.add(person())
    db.flush()
    # Kept beforehand in a real vault, and so past the journal of the change that is looked at.
    db.connection().execute(insert(ProgrammeProfile).values(key="jfs-2021/1", texts=[""], adopted_at=AT))
    db.add(
        Referral(
            id=REFERRAL, participant_id=PERSON, source="prap_typed", prap_reference="P1",
            referral_made_on=date(2025, 6, 2), received_at=AT,
        )
    )  # fmt: skip
    db.flush()
    db.add(Case(id=CASE, participant_id=PERSON, referral_id=REFERRAL, programme="jfs-2021/1", opened_at=AT))
    db.flush()


def entries(vault: Vault, change: Change) -> tuple[journal.Entry, ...]:
    assert change.change_id is not None
    with reading(vault.engine) as db:
        return journal.entries_of_change(db, change.change_id)


def test_one_change_of_many_flushes_leaves_one_entry_per_record_with_changed_fields_only(
    vault: Vault, change: Changing
) -> None:
    with change("staff.add") as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    with change("staff.change", reason="Married") as second:
        adviser = second.db.get_one(Staff, STAFF)
        adviser.name = "Ann Bell"
        second.db.flush()
        adviser.prap_role = True
        second.db.flush()
        second.db.expire(adviser)
        adviser.name = "Ann Cole"
    (added,), (changed,) = entries(vault, first), entries(vault, second)
    assert added.content is not None and changed.content is not None
    assert (added.action, added.number, dict(added.content.before)) == ("insert", 1, {})
    assert added.content.after["name"] == "Ann Avery" and added.content.after["active"] is True
    assert (changed.action, changed.number, changed.reason) == ("update", 2, "Married")
    assert dict(changed.content.before) == {"name": "Ann Avery", "prap_role": False}
    assert dict(changed.content.after) == {"name": "Ann Cole", "prap_role": True}


def test_an_old_value_that_was_never_loaded_stands_in_the_entry(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    with change() as second:
        adviser = second.db.get_one(Staff, STAFF)
        second.db.expire(adviser, ["name"])
        adviser.name = "Ann Bell"
    (entry,) = entries(vault, second)
    assert entry.content is not None and dict(entry.content.before) == {"name": "Ann Avery"}


def test_nothing_changed_leaves_no_entry(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    with change() as same:
        adviser = same.db.get_one(Staff, STAFF)
        adviser.name = "Somebody"
        same.db.flush()
        adviser.name = "Ann Avery"
    with change() as brief:
        passing = Staff(id=KEYS[7], name="Passing")
        brief.db.add(passing)
        brief.db.flush()
        brief.db.delete(passing)
    assert (same.change_id, brief.change_id) == (None, None)
    with reading(vault.engine) as db:
        assert len(db.scalars(select(JournalEntry)).all()) == 1


def test_an_exception_takes_back_everything(vault: Vault, change: Changing) -> None:
    with pytest.raises(LookupError), change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
        first.db.flush()
        raise LookupError
    with reading(vault.engine) as db:
        assert db.get(Staff, STAFF) is None
        assert db.scalars(select(JournalEntry)).all() == []
    with change() as again:
        again.db.add(Staff(id=STAFF, name="Ann Avery"))
    assert entries(vault, again)[0].number == 1


def test_an_error_of_somebody_elses_file_is_left_as_it_is(vault: Vault, change: Changing) -> None:
    with pytest.raises(FileNotFoundError), change():
        Path("nowhere/letter.docx").read_bytes()
    with pytest.raises(FileNotFoundError), reading(vault.engine):
        Path("nowhere/letter.docx").read_bytes()


def test_derived_rows_are_written_with_the_cases_of_the_records(
    vault: Vault, change: Changing, new_key: Callable[[], UUID]
) -> None:
    """Also for a record that only hangs on a record of the case."""
    seen: list[set[UUID]] = []
    with change(before_commit=lambda done: seen.append(set(done.case_ids))) as first:
        add_case(first.db)
    with change() as second:
        second.db.add(Plan(id=PLAN, case_id=CASE, created_at=AT))
        second.db.flush()
        second.db.add(PlanHeading(id=KEYS[8], plan_id=PLAN, key="cv", status="open"))
    with change(before_commit=lambda done: seen.append(set(done.case_ids))) as third:
        third.db.get_one(PlanHeading, KEYS[8]).status = "done"
    assert seen == [{CASE}, {CASE}]
    for done in (first, second, third):
        assert {entry.case_id for entry in entries(vault, done)} == {CASE}
    with reading(vault.engine) as db:
        of_case = select(JournalEntry).where(JournalEntry.case_id == CASE).order_by(JournalEntry.number)
        assert [entry.number for entry in journal.read_where(db, of_case)] == [1, 2, 3, 4, 5, 6]


def test_long_text_is_kept_as_what_changed(vault: Vault, change: Changing) -> None:
    long = "Talked about bakery work. " * 40
    with change() as first:
        first.db.add(person(contact_notes=long))
    with change() as second:
        kept = second.db.get_one(Participant, PERSON)
        kept.contact_notes = long[:500] + "NEW " + long[500:]
    (entry,) = entries(vault, second)
    assert entry.content is not None
    start, cut, put = entry.content.delta["contact_notes"]
    assert cut == "" and len(put) == 4 and not entry.content.before
    assert content.undone(long[:500] + "NEW " + long[500:], (start, cut, put)) == long


def test_statements_that_the_journal_could_not_see_are_refused(vault: Vault, change: Changing) -> None:
    for statement in (update(Staff).values(name="X"), delete(Staff)):
        with pytest.raises(RuntimeError, match="record by record"), change() as bulk:
            bulk.db.execute(statement)


def test_a_change_within_a_change_and_a_write_while_reading_are_told_at_once(
    vault: Vault, change: Changing
) -> None:
    with pytest.raises(RuntimeError, match="inside another"), change(), change():
        pass
    with pytest.raises(RuntimeError, match="while reading"), reading(vault.engine) as db:
        db.add(Staff(id=STAFF, name="Ann Avery"))


def test_drafts_heartbeats_derived_rows_and_secrets_never_enter_the_journal(
    vault: Vault, change: Changing
) -> None:
    with change() as first:
        add_case(first.db)
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
        first.db.flush()
        first.db.add(
            TimedSession(
                id=KEYS[9], case_id=CASE, adviser_id=STAFF, kind=SessionKind.ONE_TO_ONE, channel="video",
                state="running", started_at=AT,
            )
        )  # fmt: skip
    with change() as second:
        second.db.add(Draft(owner="plan", body={"text": "DRAFT-CANARY"}, saved_at=AT))
        second.db.add(
            SessionHeartbeat(session_id=KEYS[9], wall=AT, monotonic=987654.25, process_key="CANARY")
        )
        second.db.add(
            CaseSummary(
                case_id=CASE,
                folded="DERIVED-CANARY",
                surname_key="q",
                name_key="q",
                stage="new",
                open=True,
                computed_on=AT.date(),
            )
        )
    assert second.change_id is None
    with reading(vault.engine) as db:
        secret = db.get_one(Device, vault.device_id).private_key
        rows = db.connection().exec_driver_sql("SELECT * FROM journal_entry").all()
    said = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    assert len(rows) == 5
    for canary in (b"CANARY", b"987654.25", secret, secret.hex().encode()):
        assert canary not in said


def raw(vault: Vault, statement: str, *values: object) -> None:
    """What somebody with the key could do to the file: the guards are taken down first."""
    with vault.engine.execution_options(write=True).begin() as connection:
        for name in ("journal_entry_kept", "journal_entry_not_deleted"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement, values)


def altered(value: object) -> object:
    if value is None:
        return KEYS[0].hex
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value + 1000
    return str(value)[:-1] + ("1" if str(value)[-1] != "1" else "2")


def test_every_altered_value_and_every_missing_or_moved_entry_is_seen(vault: Vault, change: Changing) -> None:
    for name in ("Ann", "Bea", "Cid", "Dot", "Eve", "Fay", "Gus"):
        with change("staff.change", reason="why") as done:
            record = done.db.get(Staff, STAFF) or Staff(id=STAFF)
            record.name = name
            done.db.add(record)
    vault.sign_head()
    with reading(vault.engine) as db:
        assert journal.verify_chain(db) == journal.ChainReport(7, "")
        rows = [
            dict(row._mapping)
            for row in db.connection().execute(text("SELECT * FROM journal_entry ORDER BY number"))
        ]
    kept = dict(rows[0])
    seen = 0
    for row in rows:
        for column, value in row.items():
            raw(
                vault,
                f'UPDATE journal_entry SET "{column}" = ? WHERE number = ?',
                altered(value),
                row["number"],
            )
            seen += not found(vault).ok
            where = altered(row["number"]) if column == "number" else row["number"]
            raw(vault, f'UPDATE journal_entry SET "{column}" = ? WHERE number = ?', value, where)
            assert found(vault).ok
    assert seen == 7 * len(kept) == 105
    for gone in range(1, 8):
        row = rows[gone - 1]
        raw(vault, "DELETE FROM journal_entry WHERE number = ?", gone)
        assert not found(vault).ok
        names = ", ".join(f'"{name}"' for name in row)
        raw(vault, f"INSERT INTO journal_entry ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())
        assert found(vault).ok
    for head_column, value in (("digest", b"x" * 32), ("signature", b"x" * 64), ("number", 6)):
        with reading(vault.engine) as db:
            before = db.connection().exec_driver_sql(f"SELECT {head_column} FROM journal_head").scalar_one()
        raw(vault, f"UPDATE journal_head SET {head_column} = ?", value)
        assert not found(vault).ok
        raw(vault, f"UPDATE journal_head SET {head_column} = ?", before)


def found(vault: Vault) -> journal.ChainReport:
    with reading(vault.engine) as db:
        return journal.verify_chain(db)


def test_the_journal_only_grows(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    for statement in (
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET verb = 'x'",
        "UPDATE journal_entry SET content = x'00'",
        "UPDATE journal_entry SET content = NULL",
        "UPDATE journal_entry SET content = NULL, salt = NULL, number = 9",
    ):
        with (
            pytest.raises(IntegrityError, match="the journal only grows"),
            vault.engine.begin() as connection,
        ):
            connection.exec_driver_sql(statement)


def test_erasure_empties_what_was_said_and_the_chain_still_verifies(
    vault: Vault, change: Changing, vault_folder: Path
) -> None:
    with change("participants.add") as first:
        first.db.add(person(ni_number="QQ123456C"))
        first.db.add(person(KEYS[10]))
    with change("participants.change", reason="ERASE-ME moved house") as second:
        second.db.get_one(Participant, PERSON).address = "ERASE-ME Lane"
    vault.sign_head()
    with change("retention.erase", label="") as third:
        assert journal.erase(third, Participant, [PERSON]) == 2
    with reading(vault.engine) as db:
        assert db.get(Participant, PERSON) is None and db.get(Participant, KEYS[10]) is not None
        rows = (
            db.connection()
            .exec_driver_sql("SELECT content, salt, action FROM journal_entry ORDER BY number")
            .all()
        )
    assert [row[2] for row in rows] == ["insert", "insert", "update", "erase"]
    assert [row[0] is None for row in rows] == [row[1] is None for row in rows] == [True, False, True, False]
    assert b"ERASE-ME" not in b"".join(row[0] or b"" for row in rows) and b"QQ123456C" not in rows[3][0]
    assert found(vault) == journal.ChainReport(4, "")
    assert vault.verify().ok
    assert entries(vault, second)[0].content is None


def test_personal_data_never_stands_in_an_error(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(person(ni_number="QQ123456C"))
    with pytest.raises(IntegrityError, match="UNIQUE") as told, change() as second:
        second.db.add(person(ni_number="QQ123456C"))
    assert "QQ123456C" not in str(told.value) and "Quell" not in str(told.value)
    assert not isinstance(told.value, VaultProblem)


def test_facts_keep_their_json_and_their_instants(vault: Vault, change: Changing) -> None:
    with change() as first:
        add_case(first.db)
        first.db.add(
            CaseFact(
                id=KEYS[11], case_id=CASE, kind="k", happened_on=date(2025, 6, 2), happened_at=AT,
                detail={"code": "X1"}, recorded_at=AT,
            )
        )  # fmt: skip
    fact = next(entry for entry in entries(vault, first) if entry.table == "case_fact")
    assert fact.content is not None
    back = content.typed(CaseFact.metadata.tables["case_fact"], fact.content.after)
    assert back["happened_at"] == AT and back["detail"] == {"code": "X1"} and back["case_id"] == CASE


def test_a_head_is_signed_once_per_end(vault: Vault, change: Changing) -> None:
    assert not vault.sign_head()
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    assert vault.sign_head() and not vault.sign_head()
    with reading(vault.engine) as db:
        assert [head.number for head in db.scalars(select(JournalHead))] == [1]

"""Journal entries as lines: what continues a device's chain passes, and nothing else (D11, MI20)."""

from __future__ import annotations

from uuid import UUID

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import journal, journal_lines
from jfs_desktop.store.journal_lines import Continuation, Held, NotOfThisChain
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.store.conftest import Changing

NAMES = ("Ann", "Siân", 'O"Brien\n\t\\', "Łukasz\u2028😀", "\x00\x7f", "")
SWEEP = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def filled(vault: Vault, change: Changing) -> Vault:
    """A vault with an entry for each name, and one that was erased."""
    for number, name in enumerate(NAMES):
        with change("staff.add", reason=name) as made:
            made.db.add(Staff(id=staff_key(number), name=name))
    with change("staff.erase") as made:
        journal.erase(made, Staff, (staff_key(0),))
    return vault


def staff_key(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | 900 + number)


def test_d11_the_database_writes_the_lines_that_we_would_write(filled: Vault) -> None:
    """The quick way by the database itself, and the way that any database goes."""
    with reading(filled.engine) as db:
        quick = b"".join(journal_lines.lines(db, filled.device_id, 1, 99))
        plain = b"".join(journal_lines.lines_by_rows(db, filled.device_id, 1, 99))
    said = [[orjson.loads(line) for line in lines.split(b"\n") if line] for lines in (quick, plain)]
    assert said[0] and [upper(line) for line in said[0]] == [upper(line) for line in said[1]]


def upper(line: list[object]) -> list[object]:
    """Hexadecimal reads alike in both cases."""
    return [*line[:-2], *(str(value).upper() for value in line[-2:])]


def test_d11_lines_give_the_rows_that_they_were_written_from(filled: Vault) -> None:
    with reading(filled.engine) as db:
        lines = b"".join(journal_lines.lines(db, filled.device_id, 1, 99)).split(b"\n")[:-1]
        rows = [dict(row) for row in db.connection().execute(select(JournalEntry.__table__)).mappings()]
        held = journal_lines.held(db, filled.device_id)
    follow = Continuation(filled.device_id, Held(), Held())
    assert [follow.take(line) for line in lines] == rows
    assert follow.at == held
    known = Continuation(filled.device_id, Held(), held)
    assert [known.take(line) for line in lines] == [None] * len(lines)


def test_d11_a_part_of_the_chain_follows_what_is_here(filled: Vault) -> None:
    with reading(filled.engine) as db:
        last = journal_lines.held(db, filled.device_id).number
        before = journal_lines.held_at(db, filled.device_id, 2)
        lines = b"".join(journal_lines.lines(db, filled.device_id, 3, last)).split(b"\n")[:-1]
        with pytest.raises(KeyError):
            journal_lines.held_at(db, filled.device_id, last + 1)
    assert len(lines) == last - 2
    follow = Continuation(filled.device_id, before, before)
    assert all(follow.take(line) is not None for line in lines)


@SWEEP
@given(st.data())
def test_d11_a_line_that_was_altered_ends_in_another_digest_or_is_refused(
    filled: Vault, data: st.DataObject
) -> None:
    with reading(filled.engine) as db:
        lines = b"".join(journal_lines.lines(db, filled.device_id, 1, 99)).split(b"\n")[:-1]
        held = journal_lines.held(db, filled.device_id)
    number = data.draw(st.integers(0, len(lines) - 1))
    values = orjson.loads(lines[number])
    place = data.draw(st.integers(0, len(values) - 1))
    values[place] = data.draw(
        st.one_of(st.none(), st.text(max_size=40), st.integers(-1, 99), st.just(str(values[place]) + "0"))
    )
    altered = orjson.dumps(values)
    if values == orjson.loads(lines[number]) or (place == 12 and values[10] is not None):
        return  # the same, or the commitment of an entry that has its content, which is worked out anyway
    lines[number] = altered
    follow = Continuation(filled.device_id, Held(), held)
    with pytest.raises(NotOfThisChain):
        for line in lines:
            follow.take(line)


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b"null", b"[1,2]", b"\xff", b"[" * 2000])
def test_d11_what_is_no_line_is_refused(vault: Vault, line: bytes) -> None:
    with pytest.raises(NotOfThisChain):
        Continuation(vault.device_id, Held(), Held()).take(line)


def test_d11_lines_out_of_order_or_of_another_device_are_refused(filled: Vault) -> None:
    with reading(filled.engine) as db:
        lines = b"".join(journal_lines.lines(db, filled.device_id, 1, 99)).split(b"\n")[:-1]
        held = journal_lines.held(db, filled.device_id)
    for wrong in (lines[1:], [lines[0], lines[2]], [lines[0], lines[0]]):
        follow = Continuation(filled.device_id, Held(), Held())
        with pytest.raises(NotOfThisChain):
            for line in wrong:
                follow.take(line)
    follow = Continuation(staff_key(5), Held(), held)
    with pytest.raises(NotOfThisChain):
        for line in lines:
            follow.take(line)


def test_d11_new_records_are_found_in_lines(filled: Vault) -> None:
    with reading(filled.engine) as db:
        several = b"".join(journal_lines.lines(db, filled.device_id, 1, 99))
    assert len(list(journal_lines.added(several, "staff"))) == len(NAMES)
    assert list(journal_lines.added(several, "attachment")) == []

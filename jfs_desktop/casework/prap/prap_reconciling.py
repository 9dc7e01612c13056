"""Compare a list exported from PRaP with what was ticked here, and keep what came out (W16, D5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import prap_file
from jfs_desktop.exchange.prap_file import PrapTable
from jfs_desktop.exchange.referral_file import ReadProgress
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.prap.prap_comparison import (
    Compared,
    Result,
    Span,
    compare,
    covered,
    day_in,
    guessed,
    result_of,
    twice,
)
from jfs_desktop.rules.prap.prap_standing import Standing, standing_of
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name
from jfs_desktop.store.unit_of_work import Verb

RECONCILE = Verb("prap.reconcile", "")
COLUMNS = "prap_columns"
_ROWS_A_STEP = 50


@dataclass(frozen=True, slots=True, repr=False)
class ListRead(Discreet):
    """A list as it was read, and which title each column has, as remembered or guessed."""

    table: PrapTable
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Discreet):
    """What would be kept: one line a case or row, what cannot be read, and the columns used.

    A list may cover some days only: cases outside ``span`` are not missing from it, and ``outside`` counts
    those that were left out for that. Without a span every case was looked for.
    """

    lines: tuple[Compared, ...]
    faults: tuple[str, ...]
    columns: Mapping[str, str]
    span: Span | None = None
    outside: int = 0

    def of(self, result: Result) -> tuple[Compared, ...]:
        """The lines with one result."""
        return tuple(line for line in self.lines if line.result is result)


def read_list(workspace: Workspace, path: Path) -> Generator[ReadProgress, None, ListRead]:
    """Read a file in steps. Raises BadInput where it cannot be taken."""
    table = yield from prap_file.read(path)
    with workspace.reading() as db:
        kept = db.get(Setting, COLUMNS)
    known = dict(kept.value) if kept is not None else {}
    remembered = {key: title for key, title in known.items() if title in table.titles}
    return ListRead(table, guessed(table.titles, workspace.programme.prap) | remembered)


def preview(
    workspace: Workspace, table: PrapTable, columns: Mapping[str, str]
) -> Generator[ReadProgress, None, Comparison]:
    """Compare every row, in steps; nothing is written. Raises BadInput (``field``) for a column missing."""
    rules = workspace.programme.prap
    for column in rules.columns:
        if column.needed and not columns.get(column.key):
            raise BadInput(f"Say which column holds this: {column.name}.", field=column.key)
    places = {key: table.titles.index(title) for key, title in columns.items() if title in table.titles}
    cases = _cases(workspace)
    lines: list[Compared] = []
    seen: dict[UUID, int] = {}
    for number, row in enumerate(table.rows, start=1):
        theirs = _cells(row.cells, places)
        reference = theirs.get("reference", "")
        known = cases.get(reference_key(reference)) if reference else None
        if known is None:
            if not row.fault:
                lines.append(Compared(Result.NOT_OURS, reference, row.number))
        else:
            case_id, name = known
            found = compare(_standing(workspace, case_id), theirs, rules, workspace.today())
            line = Compared(result_of(found), reference, row.number, case_id, name, found)
            if case_id in seen:
                lines[seen[case_id]] = twice(lines[seen[case_id]], line)
            else:
                seen[case_id] = len(lines)
                lines.append(line)
        if number % _ROWS_A_STEP == 0:
            yield ReadProgress(number, number / len(table.rows))
    span = covered([_cells(row.cells, places) for row in table.rows], workspace.today())
    missing, outside = _missing(workspace, cases, seen, span)
    lines += missing
    faults = tuple(f"Row {row.number}: {row.fault}" for row in table.rows if row.fault)
    return Comparison(tuple(lines), faults, columns, span, outside)


def keep(
    workspace: Workspace, comparison: Comparison, told: Callable[[int, int], None] = lambda _done, _all: None
) -> Outcome[int]:
    """Keep what came out on every case concerned, and the columns for the next list, in one transaction.

    What came out just so earlier on the same day is not kept again. ``told`` hears after each case how
    many are done. Returns how many cases were concerned.
    """
    ours = [line for line in comparison.lines if line.to_keep]
    now = workspace.now()
    local = now.astimezone(LONDON)
    with workspace.changing(RECONCILE) as change:
        row = change.db.get(Setting, COLUMNS)
        if row is None:
            change.db.add(Setting(key=COLUMNS, value=dict(comparison.columns)))
        elif row.value != comparison.columns:
            row.value = dict(comparison.columns)
        known = case_facts.load_many(change.db, {line.case_id for line in ours if line.case_id is not None})
        for number, line in enumerate(ours, start=1):
            detail = {"result": line.result.value}
            if line.differences:
                detail["difference"] = "; ".join(one.both for one in line.differences)
            at = local.time().replace(second=0, microsecond=0)
            happened = WhatHappened(FactKind.ENTRY_RECONCILED, local.date(), at, detail=detail)
            last = known[line.case_id].last(happened.kind) if line.case_id in known else None
            again = last is not None and (last.on, dict(last.detail)) == (happened.on, detail)
            if line.case_id is not None and not again:
                facts.write(change, workspace, line.case_id, happened)
            told(number, len(ours))
    changed = Changed.CASES | Changed.HISTORY | Changed.SETTINGS
    ids = frozenset(line.case_id for line in ours if line.case_id is not None)
    return Outcome(len(ours), changed, ids, change.change_id)


def _cases(workspace: Workspace) -> dict[str, tuple[UUID, str]]:
    """Every case by its reference, the newest where one stands twice."""
    query = (
        select(Referral.prap_reference, Case.id, Participant.first_name, Participant.last_name)
        .join(Case, Case.referral_id == Referral.id)
        .join(Participant, Participant.id == Case.participant_id)
        .order_by(Referral.referral_made_on, Case.opened_at)
    )
    with workspace.reading() as db:
        return {
            reference_key(reference): (case_id, whole_name(first, last))
            for reference, case_id, first, last in db.execute(query)
        }


def _standing(workspace: Workspace, case_id: UUID) -> Standing:
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    return standing_of(known, workspace.programmes.of(known), workspace.calendar, workspace.today())


def _cells(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {key: cells[place] for key, place in places.items() if place < len(cells)}


def _missing(
    workspace: Workspace, cases: Mapping[str, tuple[UUID, str]], seen: Collection[UUID], span: Span | None
) -> tuple[list[Compared], int]:
    """Cases on which something was ticked and which the list ought to have and does not; and how many of
    them lie outside what it covers."""
    waiting = {case_id: (key, name) for key, (case_id, name) in cases.items() if case_id not in seen}
    with workspace.reading() as db:
        loaded = case_facts.load_many(db, waiting)
    found, outside = [], 0
    for case_id, (reference, name) in waiting.items():
        known = loaded[case_id]
        kinds = workspace.programmes.of(known).fact_kinds
        if not any(kinds[fact.kind].keyed_on_prap for fact in known.facts):
            continue
        if span is None or span.holds(day_in(known, span.what)):
            found.append(Compared(Result.MISSING, reference, 0, case_id, name))
        else:
            outside += 1
    return found, outside

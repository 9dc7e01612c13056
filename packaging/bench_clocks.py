"""Clocks: the due days and standings of a whole caseload, a vault dated anew, a file taken in."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from sqlalchemy import select

import bench_vaults
from jfs_desktop.casework.desk import summaries
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import BATCH, REDATE
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.referrals.referral_import import run_import
from jfs_desktop.casework.referrals.referral_preview import read_preview
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.caseload.fact_columns import FactColumns, columns_of_cases
from jfs_desktop.rules.caseload.many_clocks import ManyClocks, due_columns
from jfs_desktop.rules.caseload.many_standings import ManyStandings
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.store.profiles import load_calendar, load_programme
from measurement import Measurement, median_ms

CASES = 100_000
ROWS = 10_000
STRETCH = 20_000
ONE_BY_ONE = 10_000
TODAY = date(2021, 9, 1)
HOLIDAY = date(2021, 9, 3)


def measure() -> Iterator[Measurement]:
    """From the bare rules to a whole vault: due days, readings, standings, a new day, an import."""
    yield from _rules()
    with TemporaryDirectory(prefix="jfs-bench-") as folder:
        yield from _redating(Path(folder) / "large")
        yield _import(Path(folder))


def _rules() -> Iterator[Measurement]:
    """Due days by column against bare look-ups; every clock and the standings of a caseload; one case.

    The floor looks up fourteen due days and nothing else: no state, no met day, no ended phase. What is
    beside it by column begins where the floor does, at columns of days; laying out whole cases is a row
    of its own.
    """
    programme, calendar = load_programme("jfs-2021"), load_calendar()
    random = Random(1)  # noqa: S311 made-up days, not secrets
    days = [date(2021, 1, 1) + timedelta(days=random.randrange(240)) for _ in range(CASES)]
    columns = dict.fromkeys(_EVENTS, days)
    clocks = len(due_columns(programme, calendar, dict.fromkeys(_EVENTS, days[:1])))
    table = calendar.table()

    def bare() -> None:
        """As many look-ups of a working day as there are due days, in the calendar's own table."""
        worked, upto, base = table.worked, table.upto, table.base
        for _ in range(clocks):
            [worked[upto[day.toordinal() - base] + 8] for day in days]

    floor = median_ms(bare, 3)
    value = median_ms(lambda: due_columns(programme, calendar, columns), 3)
    yield Measurement(f"{clocks} due days a case, by column", CASES, value, floor, most_ratio=3)
    cases = [_case(number, day, random) for number, day in enumerate(days)]
    stretches = [columns_of_cases(cases[begin : begin + STRETCH]) for begin in range(0, CASES, STRETCH)]
    value = median_ms(lambda: _read_all(ManyClocks(programme, calendar, TODAY).read, stretches), 3)
    yield Measurement("state, due and met day of every clock, by column", CASES, value, floor, most_ratio=3)
    value = median_ms(lambda: _read_all(ManyStandings(programme, calendar, TODAY).of, stretches), 3)
    yield Measurement("standing: stage, next clock, next due day, by column", CASES, value, floor)
    value = _once_ms(lambda: deque(map(columns_of_cases, (cases,)), 0))
    yield Measurement("whole cases laid out in columns, for both", CASES, value, floor)
    few = cases[:ONE_BY_ONE]
    value = _once_ms(
        lambda: deque((clocks_for(one, programme, calendar, TODAY, explain=False) for one in few), 0)
    )
    share = floor * ONE_BY_ONE / CASES
    yield Measurement("every clock as a reading, case by case", ONE_BY_ONE, value, share)
    value = median_ms(lambda: clocks_for(cases[0], programme, calendar, TODAY), 50)
    yield Measurement("one case with every explanation", 1, value, most=1.0)


def _read_all(read: Callable[[FactColumns], object], stretches: Sequence[FactColumns]) -> None:
    for columns in stretches:
        read(columns)


def _redating(folder: Path) -> Iterator[Measurement]:
    """A vault's caseload in batches as the app does it: the cases that another day may move, and all
    of them, as for a new calendar."""
    clock = _Clock(datetime(2021, 9, 1, 9, tzinfo=UTC))
    workspace = bench_vaults.make(folder, CASES, clock)
    clock.instant += timedelta(days=1)

    def redated(case_ids: Sequence[UUID], calendar: WorkingDays) -> tuple[float, float]:
        """How long it took, and how long the longest of its jobs, in milliseconds."""
        redating = summaries.Redating(workspace.programmes, calendar, workspace.today())
        jobs = []
        for begin in range(0, len(case_ids), BATCH):
            started = perf_counter()
            with workspace.changing(REDATE) as change:
                redating.batch(change.db, case_ids[begin : begin + BATCH])
            jobs.append((perf_counter() - started) * 1000)
        return sum(jobs), sorted(jobs)[len(jobs) * 95 // 100]

    with workspace.reading() as db:
        stale = summaries.stale(db, workspace.today(), workspace.calendar)
        every = db.scalars(select(Case.id)).all()
        facts = _once_ms(lambda: db.connection().execute(select(CaseFact.__table__)).fetchall())
    yield Measurement("a new day: cases dated anew", len(stale), redated(stale, workspace.calendar)[0])
    value, job = redated(every, _with_a_holiday(workspace.calendar, HOLIDAY))
    yield Measurement("a new calendar: every case dated anew", len(every), value, facts, most=5000)
    yield Measurement("one of its jobs, 95 of 100", BATCH, job, most=50)
    workspace.close()


def _with_a_holiday(calendar: WorkingDays, day: date) -> WorkingDays:
    """The calendar with one more day on which nobody works."""
    days = (
        calendar.first + timedelta(days=number) for number in range((calendar.last - calendar.first).days)
    )
    off = {one: dict.fromkeys(Nation, "Off") for one in days if not calendar.is_working(one)}
    return WorkingDays(off | {day: dict.fromkeys(Nation, "Off")}, calendar.first, calendar.last)


def _import(folder: Path) -> Measurement:
    """Rows a second from a file that was looked through to the last commit."""
    workspace = bench_vaults.make(folder / "empty", 0, _Clock(datetime(2021, 9, 1, 9, tzinfo=UTC)))
    path = folder / "referrals.csv"
    said = {"last_name": "Ash", "date_of_birth": "1990-02-03", "nation": "ENG", "benefit": "UC"}
    said |= {"referral_made_on": "2021-08-31", "received_at": "2021-08-31 10:00", "jobcentre": "Millgate"}
    said |= {"claim_start_date": "2021-08-02", "vulnerable": "n", "mappa": "n", "scr": "n"}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, [column.name for column in fields(ReferralForm)], restval="")
        out.writeheader()
        for number in range(ROWS):
            name = "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()
            out.writerow({**said, "prap_reference": f"BEN-{number:07d}", "first_name": name})
    preview = finish(read_preview(workspace, path))
    rows = len(preview.ready)
    value = rows / (_once_ms(lambda: finish(run_import(workspace, preview))) / 1000)
    workspace.close()
    return Measurement("referral rows imported a second", rows, value, unit="/s", least=1000)


class _Clock:
    """A clock that stands until it is set."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return 0.0


def _once_ms(work: Callable[[], object]) -> float:
    """The time of one call, for work that takes seconds or can be done only once."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


_EVENTS = (
    FactKind.REFERRAL_MADE,
    FactKind.REFERRAL_RECEIVED,
    FactKind.INITIAL_MEETING_HELD,
    FactKind.CLAIM_STARTED,
)


def _case(number: int, made: date, random: Random) -> CaseFacts:
    """A started case: referral, acceptance, contact, meeting and start keyed."""
    kinds = (
        (FactKind.CLAIM_STARTED, -random.randrange(80)),
        (FactKind.REFERRAL_MADE, 0),
        (FactKind.REFERRAL_RECEIVED, 0),
        (FactKind.ACKNOWLEDGED, random.randrange(2)),
        (FactKind.CONTACTED, random.randrange(2, 6)),
        (FactKind.INITIAL_MEETING_HELD, random.randrange(6, 12)),
        (FactKind.START_KEYED, random.randrange(12, 15)),
    )
    facts = tuple(
        Fact(UUID(int=number * 10 + place), kind, made + timedelta(days=later))
        for place, (kind, later) in enumerate(kinds)
    )
    return CaseFacts(UUID(int=number), Nation.ENGLAND, facts)

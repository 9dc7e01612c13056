"""Reports over the caseload, on demand: meetings held (S15, JFS 7.32), and what was not offered yet (S13).

A table on the screen names people; what leaves the vault carries the PRaP reference alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.session_counting import minutes_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.errors import UserError
from jfs_desktop.exchange.csv_writing import table_as_csv
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.plan.minimum_service import ServiceState, checklist
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name

SESSION_HEADINGS = (
    "Reference",
    "Initial meetings",
    "1-2-1 sessions",
    "1-2-1 minutes with the initial meeting",
    "By channel",
    "Advisers",
    "Group sessions",
    "Support and activities",
)
OFFER_HEADINGS = ("Reference", "Stage", "Not offered yet", "Declined")


@dataclass(frozen=True, slots=True, repr=False)
class SessionLine(Discreet):
    """Number and length of meetings of one person, and the support given, by its name."""

    case_id: UUID
    name: str
    reference: str
    initial_meetings: int
    sessions: int
    minutes: int
    channels: Mapping[str, int]
    """Meetings by the name of the channel."""
    advisers: int
    groups: int
    support: Mapping[str, int]


@dataclass(frozen=True, slots=True, repr=False)
class SessionReport(Discreet):
    """The lines by name, those without any meeting or support left out, and their sum."""

    lines: tuple[SessionLine, ...]

    @property
    def meetings(self) -> int:
        """Initial meetings and 1-2-1 sessions together."""
        return sum(line.initial_meetings + line.sessions for line in self.lines)

    @property
    def minutes(self) -> int:
        """Minutes of them all."""
        return sum(line.minutes for line in self.lines)

    @property
    def support(self) -> int:
        """Pieces of support given, and places in group sessions taken up."""
        return sum(line.groups + sum(line.support.values()) for line in self.lines)


@dataclass(frozen=True, slots=True, repr=False)
class OfferLine(Discreet):
    """What of the minimum service one open case was not offered yet."""

    case_id: UUID
    name: str
    reference: str
    stage_name: str
    not_offered: tuple[str, ...]
    declined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    reference: str
    stage: str


def sessions(workspace: Workspace) -> SessionReport:
    """Meetings and support of every case that has some, by name. Raises RefusedByRule where the caseload is
    closed to whoever is here (G5), as the next."""
    staff_checks.require(workspace)
    with workspace.reading() as db:
        who = _everybody(db)
        held: dict[UUID, list[TimedSession]] = defaultdict(list)
        for one in db.scalars(select(TimedSession).where(TimedSession.state == SessionState.STOPPED)):
            held[one.case_id].append(one)
        minutes = minutes_of(db, [one for group in held.values() for one in group])
        known = case_facts.load_many(db, list(who))
    lines = [
        _session_line(
            case_id, who[case_id], held[case_id], minutes, facts, programme=workspace.programmes.of(facts)
        )
        for case_id, facts in known.items()
        if held[case_id] or facts.has(FactKind.SUPPORT_GIVEN, FactKind.GROUP_ATTENDED)
    ]
    return SessionReport(tuple(sorted(lines, key=lambda line: folded(line.name))))


def not_yet_offered(workspace: Workspace) -> tuple[OfferLine, ...]:
    """Open cases that had their initial meeting and lack an offer, most lacking first."""
    staff_checks.require(workspace)
    with workspace.reading() as db:
        who = _everybody(db, only_open=True)
        known = case_facts.load_many(db, list(who))
    lines = []
    for case_id, facts in known.items():
        if not facts.has(FactKind.INITIAL_MEETING_HELD):
            continue
        programme, person = workspace.programmes.of(facts), who[case_id]
        items = checklist(facts, programme)
        lacking = tuple(item.name for item in items if item.state is ServiceState.NOT_OFFERED)
        declined = tuple(item.name for item in items if item.state is ServiceState.DECLINED)
        if lacking:
            stage = programme.stage_names[person.stage]
            lines.append(OfferLine(case_id, person.name, person.reference, stage, lacking, declined))
    return tuple(sorted(lines, key=lambda line: (-len(line.not_offered), folded(line.name))))


def sessions_csv(report: SessionReport) -> bytes:
    """The report without names, for DWP's collection; the last row is the sum."""
    rows: list[tuple[str | int, ...]] = [
        (
            line.reference,
            line.initial_meetings,
            line.sessions,
            line.minutes,
            counted_words(line.channels),
            line.advisers,
            line.groups,
            counted_words(line.support),
        )
        for line in report.lines
    ]
    rows.append(
        (
            "All",
            sum(line.initial_meetings for line in report.lines),
            sum(line.sessions for line in report.lines),
            report.minutes,
            "",
            "",
            sum(line.groups for line in report.lines),
            f"{report.support} in all",
        )
    )
    return table_as_csv(SESSION_HEADINGS, rows)


def offers_csv(lines: tuple[OfferLine, ...]) -> bytes:
    """The report without names."""
    return table_as_csv(
        OFFER_HEADINGS,
        [
            (line.reference, line.stage_name, "; ".join(line.not_offered), "; ".join(line.declined))
            for line in lines
        ],
    )


def save(file: Path, content: bytes) -> Path:
    """Write a report where the person said. Raises UserError where that cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UserError(
            "The report could not be saved there.", remedy="Choose another folder, or another name."
        ) from error
    return file


def counted_words(numbers: Mapping[str, int]) -> str:
    """'Video call 2, Telephone 1'."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def _session_line(
    case_id: UUID,
    who: _Who,
    held: list[TimedSession],
    minutes: Mapping[UUID, int],
    facts: CaseFacts,
    *,
    programme: Programme,
) -> SessionLine:
    channels: defaultdict[str, int] = defaultdict(int)
    names = {channel.key: channel.name for channel in programme.channels}
    for one in held:
        channels[names.get(one.channel, one.channel)] += 1
    asks = programme.fact_kinds[FactKind.SUPPORT_GIVEN].asks
    items = {choice.key: choice.name for ask in asks if ask.key == "item" for choice in ask.choices}
    support: defaultdict[str, int] = defaultdict(int)
    for fact in facts.of(FactKind.SUPPORT_GIVEN):
        support[items.get(fact.detail.get("item", ""), "Other")] += 1
    initial = sum(one.kind == SessionKind.INITIAL_MEETING for one in held)
    return SessionLine(
        case_id,
        who.name,
        who.reference,
        initial,
        len(held) - initial,
        sum(minutes[one.id] for one in held),
        dict(sorted(channels.items())),
        len({one.adviser_id for one in held}),
        sum(1 for _ in facts.of(FactKind.GROUP_ATTENDED)),
        dict(sorted(support.items())),
    )


def _everybody(db: Session, *, only_open: bool = False) -> dict[UUID, _Who]:
    query = (
        select(
            Case.id,
            Participant.first_name,
            Participant.last_name,
            Referral.prap_reference,
            CaseSummary.stage,
        )
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .join(CaseSummary, CaseSummary.case_id == Case.id)
    )
    if only_open:
        query = query.where(CaseSummary.open)
    return {
        row.id: _Who(whole_name(row.first_name, row.last_name), row.prap_reference, row.stage)
        for row in db.execute(query)
    }

"""The safeguarding Fast Track: whom to ring, what was noticed, and how long it took until the District
Lead was reached (G2, JFS 3.05, AMB-59, AMB-75). It needs no network.

What is recorded here stays on the case and in the journal; the profile marks it ``never_shared``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name
from jfs_desktop.store.unit_of_work import Verb

KEEP_LEADS = Verb("fast_track.keep_leads", "change the District Leads")
NOTICED, REACHED = FactKind.SAFEGUARDING_NOTICED, FactKind.DISTRICT_LEAD_REACHED
INCIDENT = "incident"
_LEADS = "district_leads"
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class DistrictLead:
    """One person to ring, with the numbers and the hours in which they answer."""

    name: str
    telephone: str
    other_telephone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Incident(Discreet):
    """One incident. ``minutes`` runs from noticing to the contact, or to now while nobody was reached;
    None where no time of day is known."""

    id: UUID
    case_id: UUID
    name: str
    incident: str
    on: date
    noticed_at: datetime | None
    minutes: int | None
    reached_on: date | None = None
    channel: str = ""
    outcome: str = ""
    reference: str = ""

    @property
    def open(self) -> bool:
        """Whether the District Lead is still to be reached."""
        return self.reached_on is None

    @property
    def since(self) -> tuple[date, float]:
        """Sorts by how long they have been open; an old one without a time first among those of its day."""
        at = self.noticed_at
        return self.on, at.timestamp() if at is not None else 0.0


@dataclass(frozen=True, slots=True, repr=False)
class FastTrack(Discreet):
    """All that the page shows for one case, or for nobody where ``case_id`` is None; what is ``open`` longest
    comes first."""

    case_id: UUID | None
    name: str
    leads: tuple[DistrictLead, ...]
    steps: tuple[str, ...]
    nobody_entered: str
    paragraph: str
    incidents: tuple[Choice, ...]
    channels: Mapping[str, str]
    open: tuple[Incident, ...]


def page(workspace: Workspace, case_id: UUID | None) -> FastTrack:
    """What the page shows. Raises NotFound for an unknown case."""
    programme = workspace.programme_of(case_id) if case_id else workspace.programme
    asks = programme.fact_kinds[NOTICED].asks
    rule = programme.safeguarding
    name = ""
    if case_id is not None:
        with workspace.reading() as db:
            name = name_of(db, case_id)
    return FastTrack(
        case_id,
        name,
        leads(workspace),
        rule.steps,
        rule.nobody_entered,
        rule.paragraph,
        next((question.choices for question in asks if question.key == INCIDENT), ()),
        programme.channels_of(programme.fact_kinds[REACHED]),
        _open(workspace, case_id) if case_id else (),
    )


def leads(workspace: Workspace) -> tuple[DistrictLead, ...]:
    """Whom to ring, in the order of ringing."""
    with workspace.reading() as db:
        row = db.get(Setting, _LEADS)
        return tuple(DistrictLead(**said) for said in row.value) if row is not None else ()


def keep_leads(workspace: Workspace, wanted: tuple[DistrictLead, ...]) -> Outcome[tuple[DistrictLead, ...]]:
    """Keep other District Leads, in the order of ringing. Raises BadInput without a name or number."""
    tidy = tuple(_tidy(one) for one in wanted)
    for one in tidy:
        if not one.name:
            raise BadInput("Type the District Lead's name.", field="name")
        if not one.telephone:
            raise BadInput("Type a number to ring.", field="telephone")
    with workspace.changing(KEEP_LEADS) as change:
        row = change.db.get(Setting, _LEADS)
        value = [asdict(one) for one in tidy]
        if row is None:
            change.db.add(Setting(key=_LEADS, value=value))
        elif row.value != value:
            row.value = value
    return Outcome(tidy, Changed.SETTINGS, change_id=change.change_id, label=KEEP_LEADS.label)


def notice(
    workspace: Workspace, case_id: UUID, incident: str, on: date, at: time | None, *, note: str = ""
) -> Outcome[FactView]:
    """Log what was noticed; the minutes run from then. Raises BadInput, RefusedByRule, NotFound."""
    return facts.record(
        workspace, case_id, WhatHappened(NOTICED, on, at, note=note, detail={INCIDENT: incident})
    )


def incidents(workspace: Workspace, case_id: UUID | None = None) -> tuple[Incident, ...]:
    """Every incident that stands, of one case or of all, the open ones first and each group newest first."""
    query = (
        select(CaseFact, Case.id, Participant.first_name, Participant.last_name)
        .join(Case, Case.id == CaseFact.case_id)
        .join(Participant, Participant.id == Case.participant_id)
        .where(CaseFact.kind.in_([NOTICED.value, REACHED.value]), CaseFact.withdrawn_at.is_(None))
        .order_by(CaseFact.happened_on.desc(), CaseFact.recorded_at.desc())
    )
    if case_id is not None:
        query = query.where(CaseFact.case_id == case_id)
    with workspace.reading() as db:
        rows = db.execute(query).all()
        answers = {fact.about_id: fact for fact, *_ in rows if fact.kind == REACHED}
        found = [
            _incident(workspace, fact, (on_case, whole_name(first, last)), answers.get(fact.id))
            for fact, on_case, first, last in rows
            if fact.kind == NOTICED
        ]
    return tuple(sorted(found, key=lambda one: not one.open))


def _open(workspace: Workspace, case_id: UUID) -> tuple[Incident, ...]:
    found = (one for one in incidents(workspace, case_id) if one.open)
    return tuple(sorted(found, key=lambda one: one.since))


def _tidy(lead: DistrictLead) -> DistrictLead:
    return DistrictLead(*(" ".join(str(part).split()) for part in asdict(lead).values()))


def _incident(
    workspace: Workspace, noticed: CaseFact, whose: tuple[UUID, str], answer: CaseFact | None
) -> Incident:
    case_id, name = whose
    programme = workspace.programme_of(case_id)
    asks = programme.fact_kinds[NOTICED].asks
    names = {choice.key: choice.name for question in asks for choice in question.choices}
    until = (answer.happened_at if answer else workspace.now()) if noticed.happened_at else None
    minutes = None
    if noticed.happened_at is not None and until is not None:
        minutes = max(0, int((until - noticed.happened_at).total_seconds() // _MINUTE))
    incident = Incident(
        noticed.id,
        case_id,
        name,
        names.get(noticed.detail.get(INCIDENT, ""), ""),
        noticed.happened_on,
        noticed.happened_at,
        minutes,
    )
    if answer is None:
        return incident
    said = answer.detail
    return replace(
        incident,
        reached_on=answer.happened_on,
        channel=answer.channel,
        outcome=said.get("outcome", ""),
        reference=said.get("fast_track_reference", ""),
    )

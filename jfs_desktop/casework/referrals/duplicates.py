"""Is this referral, or this person, known already (R4, R5, R9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, select, union
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals.referral_form import CleanReferral, FieldNote
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.clocks.clocks import automatic_ends
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import is_open, stage_after
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.person.same_person import name_key
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day, whole_name

PARAGRAPH = "JFS 3.35"
SAME_REFERENCE = "the same PRaP reference as a referral in the vault"


@dataclass(frozen=True, slots=True, repr=False)
class LapsedReferral(Discreet):
    """A referral that lapsed on the day ``on`` and was not handed back to the Jobcentre yet (R3): a case of
    the vault, or a ``row`` of the file."""

    case_id: UUID | None
    reference: str
    on: date
    row: int | None = None

    @property
    def told(self) -> str:
        """'the earlier referral PR-1 lapsed on 19 November 2021 and is not yet handed back'."""
        return (
            f"the earlier referral {self.reference} lapsed on {long_day(self.on)} and is not yet handed back"
        )


@dataclass(slots=True, repr=False)
class KnownPerson(Discreet):
    """Somebody the vault or the file holds already, with the cases there are."""

    participant_id: UUID | None
    date_of_birth: date | None
    name: str = ""
    case_ids: list[UUID] = field(default_factory=list)
    open_case_id: UUID | None = None
    open_row: int | None = None
    """The row of the file that brought an open referral, when the vault has none."""
    lapsed: LapsedReferral | None = None
    """The newest referral that lapsed and still owes its hand-back."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a duplicate search found (R5).

    'duplicate': the same referral, or a referral of the same person still open, or made before an earlier
    one lapsed that is not handed back yet: only after the lapse can the Jobcentre have referred anew (R3).
    'refused': the NI number belongs to somebody else. 'new': neither.
    ``person`` is the participant to use again, if any; with a duplicate the one whose case is open here.
    """

    verdict: Literal["new", "duplicate", "refused"]
    field: str = ""
    reason: str = ""
    case_id: UUID | None = None
    person: KnownPerson | None = None
    warnings: tuple[FieldNote, ...] = ()
    row: int | None = None
    """The earlier row of the same file that a duplicate repeats; None where the vault holds it."""


class KnownReferrals:
    """References, NI numbers and names as sets, so that a file is searched without a query a row."""

    def __init__(self) -> None:
        self._references: dict[str, tuple[UUID | None, int | None]] = {}
        self._people: dict[str, KnownPerson] = {}
        self._names: set[tuple[str, date]] = set()

    @classmethod
    def of_vault(cls, db: Session, workspace: Workspace) -> KnownReferrals:
        """Everything in the vault, by one query."""
        return cls._loaded(db, workspace, None)

    @classmethod
    def like(
        cls,
        db: Session,
        workspace: Workspace,
        referrals: Collection[CleanReferral],
        *,
        namesakes: bool = True,
    ) -> KnownReferrals:
        """Only what may match these referrals, by indexed look-ups; people of the same name
        and date of birth are left out where nobody reads that advice."""
        references = {reference_key(one.prap_reference) for one in referrals}
        ni_numbers = {one.ni_number for one in referrals if one.ni_number}
        by_person = select(Case.id).join(Participant, Participant.id == Case.participant_id)
        ways = [
            select(Case.id)
            .join(Referral, Referral.id == Case.referral_id)
            .where(Referral.prap_reference.in_(references)),
            by_person.where(Participant.ni_number.in_(ni_numbers)),
        ]
        if namesakes:
            names = {name_key(one.name) for one in referrals if one.date_of_birth}
            ways.append(select(CaseSummary.case_id).where(CaseSummary.name_key.in_(names)))
        return cls._loaded(db, workspace, list(db.scalars(union(*ways))))

    @classmethod
    def _loaded(cls, db: Session, workspace: Workspace, case_ids: list[UUID] | None) -> KnownReferrals:
        known = cls()
        query = (
            select(
                Case.id,
                Case.participant_id,
                Participant.ni_number,
                Participant.first_name,
                Participant.last_name,
                Participant.date_of_birth,
                Referral.prap_reference,
                CaseSummary.open,
                CaseSummary.stage,
                CaseSummary.next_due,
                CaseSummary.computed_on,
            )
            .join(Participant, Participant.id == Case.participant_id)
            .join(Referral, Referral.id == Case.referral_id)
            .outerjoin(CaseSummary, CaseSummary.case_id == Case.id)
            .order_by(Case.opened_at)
        )
        if case_ids is not None:
            query = query.where(Case.id.in_(case_ids))
        rows = db.execute(query).all()
        today = workspace.today()
        # A line of another day may call a case open that has lapsed or ended by itself since.
        stale = [
            row.id for row in rows if row.ni_number and row.open is not False and row.computed_on != today
        ]
        owing = [row.id for row in rows if row.ni_number and row.stage == Stage.LAPSED and row.next_due]
        closed, lapsed = _ended(db, workspace, {*stale, *owing})
        for row in rows:
            person = known._remember(row)
            if person is None:
                continue
            if row.open is not False and row.id not in closed:
                person.open_case_id = person.open_case_id or row.id  # the first: later ones double it
            if row.id in lapsed:
                person.lapsed = LapsedReferral(row.id, row.prap_reference, lapsed[row.id])
        return known

    def _remember(self, row: Row[*tuple[Any, ...]]) -> KnownPerson | None:
        """Note one case of the vault; whose it is, where there is an NI number to tell by."""
        self._references[reference_key(row.prap_reference)] = (row.id, None)
        if row.date_of_birth:
            self._names.add((folded(whole_name(row.first_name, row.last_name)), row.date_of_birth))
        if not row.ni_number:
            return None
        new = KnownPerson(row.participant_id, row.date_of_birth, whole_name(row.first_name, row.last_name))
        person = self._people.setdefault(row.ni_number, new)
        person.case_ids.append(row.id)
        return person

    def search(self, referral: CleanReferral) -> Finding:
        """Judge one referral against everything known so far."""
        if same := self._references.get(reference_key(referral.prap_reference)):
            case_id, row = same
            reason = f"twice in this file (row {row})" if row else SAME_REFERENCE
            return Finding("duplicate", "prap_reference", reason, case_id, row=row)
        person = self._people.get(referral.ni_number) if referral.ni_number else None
        if person is None:
            return Finding("new", warnings=self._namesakes(referral))
        if person.open_case_id or person.open_row:
            row = None if person.open_case_id else person.open_row
            reason = (
                f"twice in this file (row {row})"
                if row
                else "the same NI number as a referral in the vault that is still open"
            )
            held = person if person.open_case_id else None
            return Finding("duplicate", "ni_number", reason, person.open_case_id, held, row=row)
        born, known_born = referral.date_of_birth, person.date_of_birth
        if born and known_born and born != known_born:
            reason = "the NI number is held for somebody with another date of birth; check both"
            return Finding("refused", "ni_number", reason)
        lapsed = person.lapsed
        if lapsed is not None and referral.referral_made_on < lapsed.on:
            return Finding("duplicate", "ni_number", lapsed.told, lapsed.case_id, row=lapsed.row)
        so_far = lapsed.told if lapsed is not None else "the earlier case is closed"
        text = f"referred before; {so_far}, and this becomes a new case"
        again = FieldNote("ni_number", text, "warning", "JFS 5.17")
        return Finding("new", person=person, warnings=(again, *_other_name(referral, person)))

    def add(self, referral: CleanReferral, row: int, *, lapsed_on: date | None = None) -> None:
        """Remember a row that is to be taken in, so that a later row can match it: as an open referral, or
        as one that ``lapsed_on`` that day before it came in."""
        self._references[reference_key(referral.prap_reference)] = (None, row)
        if referral.ni_number:
            new = KnownPerson(None, referral.date_of_birth, referral.name)
            person = self._people.setdefault(referral.ni_number, new)
            if lapsed_on is None:
                person.open_row = row
            else:
                person.lapsed = LapsedReferral(None, referral.prap_reference, lapsed_on, row)
        if referral.date_of_birth:
            self._names.add((folded(referral.name), referral.date_of_birth))

    def _namesakes(self, referral: CleanReferral) -> tuple[FieldNote, ...]:
        """Name and date of birth alone may be chance: advice, never a refusal."""
        born = referral.date_of_birth
        if born is None or (folded(referral.name), born) not in self._names:
            return ()
        text = (
            "somebody of this name and date of birth is known already; check that it is not the same person"
        )
        return (FieldNote("last_name", text, "warning", PARAGRAPH),)


def _other_name(referral: CleanReferral, person: KnownPerson) -> tuple[FieldNote, ...]:
    """People marry and names are misspelt, so another name is advice, too."""
    if folded(referral.name) == folded(person.name):
        return ()
    text = (
        "the NI number is held under another name, which this one replaces; check that it is the same person"
    )
    return (FieldNote("last_name", text, "warning", PARAGRAPH),)


def has_reference(db: Session, reference: str) -> bool:
    """Whether the vault holds a referral of this PRaP reference already."""
    same = Referral.prap_reference == reference_key(reference)
    return db.scalar(select(Referral.id).where(same).limit(1)) is not None


def _ended(
    db: Session, workspace: Workspace, case_ids: Collection[UUID]
) -> tuple[set[UUID], dict[UUID, date]]:
    """Those of the cases that are no longer open, worked out from their facts; and, of these, those that
    lapsed and were not handed back, each with the first day on which it had lapsed."""
    programmes, calendar, today = workspace.programmes, workspace.calendar, workspace.today()
    closed: set[UUID] = set()
    lapsed: dict[UUID, date] = {}
    for case_id, facts in case_facts.load_many(db, case_ids).items():
        programme = programmes.of(facts)
        ends = automatic_ends(facts, programme, calendar, today)
        stage = stage_after(facts, ends, today)
        if not is_open(stage):
            closed.add(case_id)
        if stage is Stage.LAPSED and not facts.has(FactKind.HANDED_BACK):
            lapsed[case_id] = next(day for end, day in ends if end is stage)
    return closed, lapsed

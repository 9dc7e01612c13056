"""A CV as it is shown: content, draft, versions, the one that they had, and what was said about help."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cv.cv_content import decode
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import london_day
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.cv import Cv, CvVersion
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.cv.cv import CvContent
from jfs_desktop.rules.cv.cv_progress import REASON, CvState, declined, state_of
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.writing.discreet import Discreet

EXISTING = "existing_cv"
"""The purpose under which the CV that they had is kept, by its key in the profile (V2)."""
KEPT = "kept"
"""How a final CV came about that they had, help with it declined."""
_MOST_SESSIONS = 6


@dataclass(frozen=True, slots=True, repr=False)
class CvVersionView(Discreet):
    """One frozen version; ``agreed_at`` is empty until the participant agreed it as final (V4)."""

    number: int
    made_at: datetime
    made_by: str
    session_on: date | None
    agreed_at: datetime | None
    agreed_how: str
    shown: StyledCv


@dataclass(frozen=True, slots=True, repr=False)
class ExistingCv(Discreet):
    """The CV that they had, as it is kept (V2)."""

    id: UUID
    name: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class SessionChoice(Discreet):
    """A 1-2-1 in which the CV may have been worked on."""

    id: UUID
    started_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class CvView(Discreet):
    """All that the CV tab shows. ``settled`` is None before a CV was begun; ``draft`` is what was typed
    since and is not settled yet. ``person`` is their name."""

    case_id: UUID
    person: str
    state: CvState
    settled: StyledCv | None
    draft: StyledCv | None
    draft_saved_at: datetime | None
    versions: tuple[CvVersionView, ...]
    existing: ExistingCv | None
    declined_on: date | None
    declined_reason: str
    agreed_on: date | None
    agreed_as: str
    """How the final one came about: 'made', 'improved' or 'kept'; empty before."""
    sessions: tuple[SessionChoice, ...]
    met: bool
    """Whether the initial meeting was held: only then is there help to record."""
    email: str = ""
    telephone: str = ""
    channels: tuple[str, ...] = field(default=())
    documents_in: DocumentLanguage | None = None
    """The language that they chose for what is written to them; None while nobody has asked."""


def cv_of(db: Session, case_id: UUID) -> Cv | None:
    """The CV of a case, None before one was begun."""
    return db.scalars(select(Cv).where(Cv.case_id == case_id)).first()


def owner(case_id: UUID) -> str:
    """Under which its draft is kept."""
    return f"cv:{case_id}"


def styled(style: str, body: object) -> StyledCv:
    """A content and its style as the store holds them."""
    content = decode(body) if isinstance(body, dict) else CvContent()
    return StyledCv(content, CvStyle(style))


def view_of(db: Session, workspace: Workspace, case_id: UUID) -> CvView:
    """The CV of a case within a transaction that is open. Raises NotFound."""
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    facts = case_facts.load(db, case_id)
    cv = cv_of(db, case_id)
    settled = styled(cv.style, cv.content) if cv is not None else None
    draft = db.get(Draft, owner(case_id))
    shown = styled(draft.body["style"], draft.body["content"]) if draft is not None else None
    if shown is not None and shown == settled:
        shown = None
    refusal, agreed = declined(facts), facts.last(FactKind.CV_AGREED)
    return CvView(
        case_id,
        person.name,
        state_of(facts),
        settled,
        shown,
        draft.saved_at if draft is not None and shown is not None else None,
        _versions(db, cv),
        _existing(db, case_id),
        refusal.on if refusal else None,
        refusal.detail.get(REASON, "") if refusal else "",
        agreed.on if agreed else None,
        agreed.detail.get("how", "") if agreed else "",
        _sessions(db, case_id),
        facts.has(FactKind.INITIAL_MEETING_HELD),
        person.email,
        person.telephone,
        tuple(channel.name for channel in workspace.programmes.of(facts).channels),
        chosen(facts),
    )


def _versions(db: Session, cv: Cv | None) -> tuple[CvVersionView, ...]:
    if cv is None:
        return ()
    rows = db.scalars(select(CvVersion).where(CvVersion.cv_id == cv.id).order_by(CvVersion.number.desc()))
    return tuple(version_view(db, row) for row in rows)


def version_view(db: Session, row: CvVersion) -> CvVersionView:
    """One version as it is shown."""
    maker = db.get(Staff, row.made_by)
    session = db.get(TimedSession, row.session_id) if row.session_id else None
    return CvVersionView(
        row.number,
        row.made_at,
        maker.name if maker else "",
        london_day(session.started_at) if session else None,
        row.agreed_at,
        row.agreed_how,
        styled(row.style, row.content),
    )


def _existing(db: Session, case_id: UUID) -> ExistingCv | None:
    row = db.scalars(
        select(Attachment)
        .where(Attachment.case_id == case_id, Attachment.purpose == EXISTING, Attachment.removed_at.is_(None))
        .order_by(Attachment.taken_at.desc())
        .limit(1)
    ).first()
    return ExistingCv(row.id, row.name, row.taken_at) if row is not None else None


def _sessions(db: Session, case_id: UUID) -> tuple[SessionChoice, ...]:
    rows = db.scalars(
        select(TimedSession)
        .where(TimedSession.case_id == case_id)
        .order_by(TimedSession.started_at.desc())
        .limit(_MOST_SESSIONS)
    )
    return tuple(SessionChoice(row.id, row.started_at) for row in rows)

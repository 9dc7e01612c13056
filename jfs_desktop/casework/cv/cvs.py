"""The CV of a case: begin, keep a draft, settle, freeze a version, agree it as final (V1, V4, V5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.cv.cv_content import encode
from jfs_desktop.casework.cv.cv_files import made_files
from jfs_desktop.casework.cv.cv_views import (
    CvVersionView,
    CvView,
    cv_of,
    owner,
    styled,
    version_view,
    view_of,
)
from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentView, views_of
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.cv import Cv, CvVersion
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.cv.cv import Contact, ContactKind, CvContent, Section, is_empty
from jfs_desktop.rules.cv.cv_styles import STYLES, StyledCv
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.typed import cleaned
from jfs_desktop.store.unit_of_work import Change, Verb

BEGIN = Verb("cvs.begin", "begin the CV")
SAVE_DRAFT = Verb("cvs.save_draft", "")
SETTLE = Verb("cvs.settle", "edit the CV")
MAKE_VERSION = Verb("cvs.make_version", "")
AGREE = Verb("cvs.agree", "")

KIND = "cv"
"""The kind of document, by its key in the profile."""
MADE, IMPROVED = "made", "improved"
_TOLD = Changed.CV | Changed.PLAN | Changed.CASES | Changed.CLOCKS | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class AgreedCv(Discreet):
    """A version that is agreed as the final one, and the document that is kept of it; None where the CV was
    changed while that was made."""

    version: CvVersionView
    document: DocumentView | None


def open_cv(workspace: Workspace, case_id: UUID) -> CvView:
    """The CV as it stands, with its versions and an unsettled draft if there is one. Raises NotFound."""
    with workspace.reading() as db:
        return view_of(db, workspace, case_id)


def first_sheet(view: CvView, workspace: Workspace) -> StyledCv:
    """The sheet with which a CV begins: the name, how the person can be reached, and their language."""
    rows = ((ContactKind.TELEPHONE, view.telephone), (ContactKind.EMAIL, view.email))
    contacts = tuple(Contact(workspace.new_key(), kind, text) for kind, text in rows if text.strip())
    language = view.documents_in or DocumentLanguage.ENGLISH
    return StyledCv(CvContent(name=view.person, contacts=contacts, language=language))


def begin(workspace: Workspace, case_id: UUID, sheet: StyledCv | None = None) -> Outcome[CvView]:
    """Begin a CV, by default with the name and how the person can be reached (JFS 4.12).

    Where there is one, nothing happens. Raises RefusedByRule before the initial meeting, NotFound.
    """
    shown = sheet or first_sheet(open_cv(workspace, case_id), workspace)
    with workspace.changing(BEGIN, case_id=case_id) as change:
        case_of(change.db, case_id)
        if cv_of(change.db, case_id) is None:
            begin_in(change, workspace, case_id, shown, came_from="nothing")
        view = view_of(change.db, workspace, case_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id, BEGIN.label)


def begin_in(change: Change, workspace: Workspace, case_id: UUID, sheet: StyledCv, *, came_from: str) -> Cv:
    """The same within an open change; ``came_from`` is 'nothing' or 'existing'."""
    facts.write(change, workspace, case_id, now(workspace, FactKind.CV_BEGUN, {"from": came_from}))
    row = Cv(
        id=workspace.new_key(),
        case_id=case_id,
        style=sheet.style.value,
        content=encode(sheet.content),
        begun_at=change.at,
        edited_at=change.at,
        edited_by=workspace.me.id,
    )
    change.db.add(row)
    change.db.flush()
    return row


def save_draft(workspace: Workspace, case_id: UUID, sheet: StyledCv) -> datetime:
    """Keep half-typed text in the vault, outside the journal; returns when. Raises NotFound."""
    with workspace.changing(SAVE_DRAFT) as change:
        case_of(change.db, case_id)
        body = {"style": sheet.style.value, "content": encode(sheet.content)}
        return drafts.put(change, owner(case_id), body)


def settle(workspace: Workspace, case_id: UUID, sheet: StyledCv) -> Outcome[CvView]:
    """Make the content the CV's own and drop the draft: one change, none where nothing differs.

    Raises NotFound where no CV was begun.
    """
    with workspace.changing(SETTLE, case_id=case_id) as change:
        settle_in(change, workspace, _begun(change, case_id), sheet)
        view = view_of(change.db, workspace, case_id)
    if change.change_id is None:
        return Outcome(view, Changed.NOTHING, frozenset({case_id}))
    return Outcome(view, Changed.CV | Changed.HISTORY, frozenset({case_id}), change.change_id, SETTLE.label)


def settle_in(change: Change, workspace: Workspace, row: Cv, sheet: StyledCv) -> None:
    """The same within an open change."""
    sheet = styled(sheet.style.value, cleaned(encode(sheet.content)))
    if styled(row.style, row.content) != sheet:
        row.style, row.content = sheet.style.value, encode(sheet.content)
        row.edited_at, row.edited_by = change.at, workspace.me.id
    drafts.drop(change, owner(row.case_id))
    change.db.flush()


def settle_draft(workspace: Workspace, case_id: UUID) -> StyledCv:
    """Settle the draft where one is left; what is frozen or leaves is what the journal holds."""
    with workspace.changing(SETTLE, case_id=case_id) as change:
        row = _begun(change, case_id)
        _settle_left(change, workspace, row)
        return styled(row.style, row.content)


def make_version(
    workspace: Workspace, case_id: UUID, *, session_id: UUID | None = None
) -> Outcome[CvVersionView]:
    """Freeze the CV as a numbered version; it writes itself into the JFAP (V5). One that shows the same
    as the newest is that one. ``session_id`` is the 1-2-1 in which it was worked on.

    Raises RefusedByRule for an empty sheet, NotFound.
    """
    with workspace.changing(MAKE_VERSION, case_id=case_id) as change:
        row = _begun(change, case_id)
        _settle_left(change, workspace, row)
        version = freeze_in(change, workspace, row, session_id)
        view = version_view(change.db, version)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def agree(
    workspace: Workspace, case_id: UUID, *, how: str, agreed_how: str, session_id: UUID | None = None
) -> Outcome[AgreedCv]:
    """The participant agrees the CV as their final one (V4): it is frozen as a version and as documents,
    and the CSS 4 duty for it is met. Where no PDF can be made of it, it is kept as Word alone.

    ``how`` it came about is 'made' or 'improved', ``agreed_how`` how they agreed ('Video'). Raises
    BadInput without either, RefusedByRule for an empty sheet or where help with an existing CV was never
    offered (JFS 4.13), NotFound.
    """
    if how not in (MADE, IMPROVED):
        raise BadInput("Say how the CV came about.", field="how", paragraph="JFS 5.02")
    if not agreed_how.strip():
        raise BadInput("Say how the participant agreed.", field="agreed_how", paragraph="JFS 5.02")
    sheet = settle_draft(workspace, case_id)
    files = made_files(workspace, sheet)
    with workspace.changing(AGREE, case_id=case_id) as change:
        row = _begun(change, case_id)
        version = freeze_in(change, workspace, row, session_id)
        version.agreed_at, version.agreed_how = change.at, agreed_how.strip()
        detail = {"how": how, "agreed_how": agreed_how.strip()}
        facts.write(change, workspace, case_id, now(workspace, FactKind.CV_AGREED, detail))
        papers = []
        if styled(row.style, row.content) == sheet:
            new = files.as_new(row.id, version.number)
            papers = [issued_documents.freeze_in(change, workspace, case_id, new)]
        kept = views_of(change.db, workspace, papers)
        agreed = AgreedCv(version_view(change.db, version), kept[0] if kept else None)
    return Outcome(agreed, _TOLD | Changed.DOCUMENTS, frozenset({case_id}), change.change_id)


def now(workspace: Workspace, kind: FactKind, detail: dict[str, str]) -> WhatHappened:
    """Something about the CV that happens at this moment."""
    at = workspace.now().astimezone(LONDON)
    return WhatHappened(kind, london_day(at), at=at.time(), detail=detail)


def _settle_left(change: Change, workspace: Workspace, row: Cv) -> None:
    draft = change.db.get(Draft, owner(row.case_id))
    if draft is not None:
        settle_in(change, workspace, row, styled(draft.body["style"], draft.body["content"]))


def _begun(change: Change, case_id: UUID) -> Cv:
    case_of(change.db, case_id)
    row = cv_of(change.db, case_id)
    if row is None:
        raise NotFound("No CV was begun for this case.", remedy="Begin one on the tab 'CV'.")
    return row


def is_bare(row: Cv) -> bool:
    """Whether there is nothing in it but the head."""
    content = styled(row.style, row.content).content
    return all(is_empty(content, section) for section in Section)


def freeze_in(change: Change, workspace: Workspace, row: Cv, session_id: UUID | None = None) -> CvVersion:
    """Freeze a version within an open change; see :func:`make_version`."""
    shown = styled(row.style, row.content)
    if is_bare(row):
        raise RefusedByRule(
            "The CV has nothing in it yet but the name.",
            paragraph="JFS 4.12",
            remedy="Write at least one section with the participant.",
        )
    _refuse_other_session(change, row, session_id)
    last = change.db.scalars(
        select(CvVersion).where(CvVersion.cv_id == row.id).order_by(CvVersion.number.desc()).limit(1)
    ).first()
    if last is not None and styled(last.style, last.content) == shown:
        last.session_id = session_id or last.session_id
        return last
    number = last.number + 1 if last else 1
    detail = {"version": str(number), "style": STYLES[shown.style].name}
    if shown.content.target_job.strip():
        detail["target"] = " ".join(shown.content.target_job.split())
    facts.write(change, workspace, row.case_id, now(workspace, FactKind.CV_VERSION_MADE, detail))
    version = CvVersion(
        id=workspace.new_key(),
        cv_id=row.id,
        number=number,
        made_at=change.at,
        made_by=workspace.me.id,
        style=row.style,
        session_id=session_id,
        agreed_at=None,
        agreed_how="",
        content=row.content,
    )
    change.db.add(version)
    change.db.flush()
    return version


def _refuse_other_session(change: Change, row: Cv, session_id: UUID | None) -> None:
    session = change.db.get(TimedSession, session_id) if session_id is not None else None
    if session_id is not None and (session is None or session.case_id != row.case_id):
        raise NotFound("This session is not one of this case.")

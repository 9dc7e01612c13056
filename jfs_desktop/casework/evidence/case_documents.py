"""Every document of a case in one list: kept for good, versions of the JFAP and the CV, files brought in of
every kind, and what left as a file (P9, V1, D5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, issued_documents, missing_copies, papers_out
from jfs_desktop.casework.documents.document_views import DocumentView
from jfs_desktop.casework.documents.papers_out import PaperOut
from jfs_desktop.casework.evidence import document_lines
from jfs_desktop.casework.evidence.document_lines import CV, JFAP, STATE_NAMES, DocumentLine, Ending, Source
from jfs_desktop.documents.papers.induction_pack import KIND as PACK
from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.cv import Cv, CvExport, CvVersion
from jfs_desktop.records.document import Document
from jfs_desktop.records.plan import Plan, PlanExport, PlanVersion
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store import attachments as store

__all__ = ["CV", "JFAP", "STATE_NAMES", "DocumentLine", "Ending", "Source", "damaged", "of_case", "one"]


def of_case(workspace: Workspace, case_id: UUID) -> tuple[DocumentLine, ...]:
    """Every document of a case, newest first. Raises NotFound."""
    kept = issued_documents.of_case(workspace, case_id)
    brought = attachments.of_case(workspace, case_id)
    with workspace.reading() as db:
        case_of(db, case_id)
        programme = workspace.programmes.of_case(db, case_id)
        staff = {person.id: person.name for person in db.scalars(select(Staff))}
        lines = [document_lines.of_kept(one) for one in kept]
        lines += _plan_versions(db, case_id, programme, staff, _shown(kept, JFAP))
        lines += _cv_versions(db, case_id, programme, staff, _shown(kept, CV))
        lines += [document_lines.of_file(case_id, one) for one in brought if not one.taken_back]
        lines += _left(db, case_id, programme, staff)
        out = papers_out.of_case(db, case_id)
        lines = [replace(line, out=_out(line.id, out)) for line in lines]
        known = case_facts.load(db, case_id)
        lines += [
            document_lines.of_missing(case_id, one, PACK, programme, _recorded_by(db, one.id, staff))
            for one in missing_copies.of_start(known, kept, brought)
            if one.kind is FactKind.PACK_SENT
        ]
    return tuple(sorted(lines, key=lambda line: (line.made_at, str(line.id)), reverse=True))


def one(workspace: Workspace, case_id: UUID, document_id: UUID) -> DocumentLine:
    """One line of the list. Raises NotFound."""
    found = next((line for line in of_case(workspace, case_id) if line.id == document_id), None)
    if found is None:
        raise NotFound("This document is not on the case.")
    return found


def damaged(workspace: Workspace, case_id: UUID) -> frozenset[UUID]:
    """The documents of a case whose kept bytes are missing or are not those of their hash.

    Nobody is shown anything of them, so that no look is recorded.
    """
    with workspace.reading() as db:
        rows = db.scalars(select(Document).where(Document.case_id == case_id)).all()
        found = {row.id for row in rows if not all(_sound(db, workspace, *held) for held in _held(row))}
        brought = [one for one in attachments.of_case(workspace, case_id) if not one.taken_back]
        found |= {one.id for one in brought if not _sound(db, workspace, one.id, one.sha256)}
    return frozenset(found)


def _out(document_id: UUID, out: Iterable[PaperOut]) -> str:
    """How the newest message stands that carries a document and of which nobody knows that it arrived."""
    return next((one.words for one in out if document_id in one.document_ids), "")


def _held(row: Document) -> Iterator[tuple[UUID, str]]:
    for held, digest in ((row.docx_id, row.docx_sha256), (row.pdf_id, row.pdf_sha256)):
        if held is not None:
            yield held, digest


def _sound(db: Session, workspace: Workspace, held: UUID, digest: str) -> bool:
    try:
        content = store.content_of(db, workspace.vault.folder, held)
    except (VaultProblem, NotFound):
        return False
    return hashlib.sha256(content).hexdigest() == digest


def _shown(kept: tuple[DocumentView, ...], kind: str) -> frozenset[int | None]:
    """The versions of which paper is kept: they stand there once."""
    return frozenset(one.source_version for one in kept if one.kind == kind)


def _plan_versions(
    db: Session,
    case_id: UUID,
    programme: Programme,
    staff: Mapping[UUID, str],
    shown: frozenset[int | None],
) -> Iterator[DocumentLine]:
    language = chosen(case_facts.load(db, case_id)) or DocumentLanguage.ENGLISH
    wanted = select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.case_id == case_id)
    for row in db.scalars(wanted):
        if row.number not in shown:
            by = staff.get(row.made_by, "")
            yield document_lines.of_version(case_id, row, programme, language.value, by)


def _cv_versions(
    db: Session,
    case_id: UUID,
    programme: Programme,
    staff: Mapping[UUID, str],
    shown: frozenset[int | None],
) -> Iterator[DocumentLine]:
    wanted = select(CvVersion).join(Cv, Cv.id == CvVersion.cv_id).where(Cv.case_id == case_id)
    for row in db.scalars(wanted):
        if row.number not in shown:
            by = staff.get(row.made_by, "")
            yield document_lines.of_version(case_id, row, programme, row.content["language"], by)


def _recorded_by(db: Session, fact_id: UUID, staff: Mapping[UUID, str]) -> str:
    by = db.get_one(CaseFact, fact_id).by_staff_id
    return staff.get(by, "") if by is not None else ""


def _left(
    db: Session, case_id: UUID, programme: Programme, staff: Mapping[UUID, str]
) -> Iterator[DocumentLine]:
    plans_left = select(PlanExport).join(Plan, Plan.id == PlanExport.plan_id).where(Plan.case_id == case_id)
    cvs_left = select(CvExport).join(Cv, Cv.id == CvExport.cv_id).where(Cv.case_id == case_id)
    rows: list[PlanExport | CvExport] = [*db.scalars(plans_left), *db.scalars(cvs_left)]
    for row in rows:
        yield document_lines.of_export(case_id, row, programme, staff.get(row.made_by, ""))

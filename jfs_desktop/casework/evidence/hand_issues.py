"""That a document went out, recorded by hand from the list of the case: whatever stands there (P9, V1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jfs_desktop.casework.cv import cv_files, cv_views
from jfs_desktop.casework.desk import case_facts, restricted_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView
from jfs_desktop.casework.documents.issued_documents import NewDocument, NewIssue
from jfs_desktop.casework.evidence.case_documents import CV, JFAP, DocumentLine, Source
from jfs_desktop.casework.plan import plan_keeping, plans
from jfs_desktop.casework.recording import agreed_way
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.cv import CvVersion
from jfs_desktop.rules.facts.doubts import open_doubt
from jfs_desktop.rules.facts.facts import CaseFacts

MAY_GO = frozenset({Source.KEPT, Source.VERSION})
"""Of what may be recorded that it went out: a file that was brought in came from somebody else, and of one
that left no copy is here."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """By which channels a document may have gone, by key, and the one ``proposed``: what the person agreed
    to for what is theirs (I9), '' for what goes to somebody else or where nothing is agreed."""

    channels: Mapping[str, str]
    proposed: str


def ways_out(workspace: Workspace, line: DocumentLine) -> WaysOut:
    """What the form of a sending offers. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, line.case_id)
        programme = workspace.programmes.of(known)
        channels = restricted_cases.ways_left(db, line.case_id, programme.channels_for("document"))
    to_jobcentre = line.kind == JFAP and line.state == DocumentState.ISSUED
    theirs = _is_theirs(line) and not to_jobcentre
    way = agreed_way.first_cleared(known, programme, "document") if theirs else ""
    return WaysOut(channels, way if way in channels else "")


def record(workspace: Workspace, line: DocumentLine, new: NewIssue) -> Outcome[DocumentView]:
    """Record that a document went to somebody. Of a version of which no paper is kept, the paper is made and
    kept with it, so that what went out is there to the byte.

    Raises BadInput (``channel``, ``to``, ``at``), NotFound, TemplateProblem, RefusedByRule for what
    goes to the person while it is in doubt who that is (I8).
    """
    if line.source not in MAY_GO:
        raise NotFound("This document did not go out from here.", remedy="Choose the copy that is kept.")
    paper = _paper(workspace, line) if line.source is Source.VERSION else None
    with workspace.changing(issued_documents.ISSUE, case_id=line.case_id) as change:
        _refuse_in_doubt(case_facts.load(change.db, line.case_id), line)
        restricted_cases.refuse_way(change.db, line.case_id, new.channel, new.at, new.proof, field="proof")
        document_id = line.id
        if paper is not None:
            document_id = issued_documents.freeze_in(change, workspace, line.case_id, paper).id
        since = line.made_at if paper is not None else None
        issued_documents.issue_in(change, workspace, document_id, new, since)
    kept = issued_documents.one(workspace, document_id)
    told = Changed.DOCUMENTS | Changed.HISTORY
    return Outcome(kept, told, frozenset({line.case_id}), change.change_id)


def _refuse_in_doubt(known: CaseFacts, line: DocumentLine) -> None:
    """Nothing goes to somebody of whom it is not sure who they are; what goes to DWP does (JFS 3.26)."""
    if _is_theirs(line) and open_doubt(known) is not None:
        raise RefusedByRule(
            "The person's identity is in doubt, and nothing is sent before that is settled.",
            paragraph="JFS 3.26",
            remedy="Ask the Work Coach, and confirm who it is on the tab 'Initial meeting'.",
        )


def _is_theirs(line: DocumentLine) -> bool:
    kind = kinds().get(line.kind)
    return line.kind == CV or (kind is not None and kind.public)


def _paper(workspace: Workspace, line: DocumentLine) -> NewDocument:
    if line.kind != CV:
        return plan_keeping.paper_of(workspace, plans.open_plan(workspace, line.case_id), line.number or 0)
    with workspace.reading() as db:
        row = db.get(CvVersion, line.id)
        if row is None:
            raise NotFound("This version of the CV is not on the case.")
        cv_id, sheet = row.cv_id, cv_views.styled(row.style, row.content)
    return cv_files.made_files(workspace, sheet).as_new(
        cv_id, line.number or 0, final=row.agreed_at is not None
    )

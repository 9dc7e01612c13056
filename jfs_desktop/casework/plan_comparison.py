"""A comparison of two states of a plan as a document on disk, and the record that it was made (P9)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework import plan_paper, plan_records, plans
from jfs_desktop.casework.leaving_file import Leaving, written_aside
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.documents import comparison, typeset
from jfs_desktop.documents.comparison import ComparisonDocument
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.paths import resource
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.plan import PlanContent
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("plan_comparison.export", "")
LEAVING = Leaving(
    "The comparison",
    "The document was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)
AS_IT_STANDS = "the plan as it stands"


def export(
    workspace: Workspace, case_id: UUID, path: Path, *, older: int | None, newer: int | None
) -> Outcome[Path]:
    """Write what changed between two versions to ``path``, as Word or, where the name ends so, as PDF; None
    stands for the plan as it stands, with what is in its draft.

    Raises BadInput for a name that ends in neither, NotFound for an unknown case or version, UserError when
    the file cannot be made or written.
    """
    form = path.suffix.lower()
    if form not in {".docx", ".pdf"}:
        raise BadInput("The file's name must end in .docx or .pdf.", field="path")
    view = plans.settle_draft(workspace, case_id).value
    document = document_of(workspace, view, older, newer)
    content = comparison.render(document)
    if form == ".pdf":
        content = typeset.pdf_of_word(content, document.made_at.replace(microsecond=0)).content
    pattern = hashlib.sha256(resource("documents", "jfap.docx").read_bytes()).hexdigest()
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        plan = plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
        change.db.add(
            PlanExport(
                id=workspace.new_key(),
                plan_id=plan.id,
                version_number=newer,
                made_at=change.at,
                made_by=workspace.me.id,
                template_sha256=pattern,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
            )
        )
        change.db.flush()
        put_in_place()
    return Outcome(path, Changed.PLAN | Changed.HISTORY, frozenset({case_id}), change.change_id)


def document_of(
    workspace: Workspace, view: PlanView, older: int | None, newer: int | None
) -> ComparisonDocument:
    """What the document will say. Raises NotFound for an unknown version."""
    with workspace.reading() as db:
        contents: list[PlanContent] = [
            view.content if number is None else plans.version_of(db, view.case_id, number).content
            for number in (older, newer)
        ]
        plain = plan_paper.document_in(db, workspace, view)
    return ComparisonDocument(
        service=plain.service,
        title=plain.title,
        provider=plain.provider,
        participant=plain.participant,
        adviser=plain.adviser,
        older=named(older),
        newer=named(newer),
        difference=plans.compare(*contents),
        titles=plain.headings,
        made_at=plain.made_at,
    )


def file_name(workspace: Workspace, view: PlanView, older: int | None, newer: int | None) -> str:
    """A name for the file, with the full names and no person's (AMB-56). Raises NotFound."""
    programme = workspace.programme_of(view.case_id)
    title = programme.document_name(plan_paper.KIND)
    return comparison.file_name(programme.name, title, view.reference, named(older), named(newer))


def named(number: int | None) -> str:
    """How a state is called in the document: 'version 2'."""
    return f"version {number}" if number is not None else AS_IT_STANDS

"""A comparison of two states of a plan as a document on disk, and the record that it was made (P9)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import templates
from jfs_desktop.casework.plan import plan_paper, plan_records, plans
from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers import comparison
from jfs_desktop.documents.papers.comparison import ComparedState, ComparisonDocument, Standing
from jfs_desktop.documents.papers.comparison_words import in_words
from jfs_desktop.documents.pdf import typeset
from jfs_desktop.documents.pdf.typeset import Pages
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_state import PlanStep
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

EXPORT = Verb("plan_comparison.export", "")
LEAVING = Leaving(
    "The comparison",
    "The document was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)
AS_IT_STANDS = "the JFAP as it stands"


@dataclass(frozen=True, slots=True, repr=False)
class FilledComparison(Discreet):
    """A comparison before it leaves: its Word file, and the template of the plan whose paper it is on."""

    case_id: UUID
    document: ComparisonDocument = field(repr=False)
    docx: bytes = field(repr=False)
    template_sha256: str

    def pdf(self) -> Pages:
        """The same as a tagged PDF. Raises PageProblem where it cannot be set."""
        return typeset.pdf_of_word(self.docx, self.document.plan.made_at.replace(microsecond=0))


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
    filled = made(workspace, case_id, older=older, newer=newer)
    if form == ".docx":
        return write(workspace, filled, filled.docx, path)
    pages = filled.pdf()
    return replace(write(workspace, filled, pages.content, path), besides=pages.left_out)


def made(workspace: Workspace, case_id: UUID, *, older: int | None, newer: int | None) -> FilledComparison:
    """The comparison on the paper of the JFAP's template in use, in the language of the person's documents.

    Raises NotFound for an unknown case or version, TemplateProblem, MissingTranslation."""
    view = plans.settle_draft(workspace, case_id).value
    document = document_of(workspace, view, older, newer)
    using = templates.in_use(workspace, plan_paper.KIND, document.plan.language.value)
    return FilledComparison(case_id, document, comparison.render(document, using.template), using.sha256)


def write(workspace: Workspace, filled: FilledComparison, content: bytes, path: Path) -> Outcome[Path]:
    """Put the bytes made of a comparison, by this program or by another, in their place with the record."""
    case_id = filled.case_id
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        _note(change, workspace, filled, content)
        put_in_place()
    return Outcome(path, Changed.PLAN | Changed.HISTORY, frozenset({case_id}), change.change_id)


def document_of(
    workspace: Workspace, view: PlanView, older: int | None, newer: int | None
) -> ComparisonDocument:
    """What the document will say. Raises NotFound for an unknown version."""
    with workspace.reading() as db:
        versions = [
            None if number is None else plans.version_of(db, view.case_id, number)
            for number in (older, newer)
        ]
        plan = plan_paper.document_in(db, workspace, view)
    today = workspace.today()
    first, second = (_state(view, version, today) for version in versions)
    contents: list[PlanContent] = [view.content if one is None else one.content for one in versions]
    before, after = (in_words(plan.labels, content) for content in contents)
    return ComparisonDocument(plan, first, second, plans.compare(before, after))


def _state(view: PlanView, version: PlanVersionView | None, today: date) -> ComparedState:
    """What is compared: which version, of which day, and as what it stands there."""
    if version is None:
        return ComparedState(None, today, Standing.OPEN)
    day, lock = london_day(version.agreed_at or version.made_at), view.lock
    if lock is not None and lock.step is not PlanStep.FROZEN and lock.version == version.number:
        return ComparedState(version.number, day, Standing.FINAL)
    agreed = version.agreed_at is not None
    return ComparedState(version.number, day, Standing.AGREED if agreed else Standing.KEPT)


def file_name(workspace: Workspace, view: PlanView, older: int | None, newer: int | None) -> str:
    """A name for the file, with the full names and no person's (AMB-56). Raises NotFound."""
    programme = workspace.programme_of(view.case_id)
    title = programme.document_name(plan_paper.KIND)
    return comparison.file_name(programme.name, title, view.reference, named(older), named(newer))


def named(number: int | None) -> str:
    """How a state is called in the name of a file: 'version 2'."""
    return f"version {number}" if number is not None else AS_IT_STANDS


def _note(change: Change, workspace: Workspace, filled: FilledComparison, content: bytes) -> None:
    plan = plan_records.plan_for_writing(change.db, filled.case_id, workspace.new_key, change.at)
    change.db.add(
        PlanExport(
            id=workspace.new_key(),
            plan_id=plan.id,
            version_number=filled.document.newer.number,
            made_at=change.at,
            made_by=workspace.me.id,
            template_sha256=filled.template_sha256,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
        )
    )
    change.db.flush()

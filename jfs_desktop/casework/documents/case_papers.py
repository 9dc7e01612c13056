"""Papers filled from a case by the template in use: who issues them, to whom, and what leaves (P9, B2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, settings
from jfs_desktop.casework.desk.known_cases import case_of, name_of
from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents, older_wording, templates, wording_blocks
from jfs_desktop.casework.documents.issued_documents import NewDocument
from jfs_desktop.documents.papers import paper as papers
from jfs_desktop.documents.papers.letters import Recipient
from jfs_desktop.documents.papers.paper import Issuer, Paper
from jfs_desktop.documents.pdf import typeset
from jfs_desktop.documents.pdf.typeset import Pages
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

SAVE = Verb("case_papers.save", "")
"""What has left the vault is not undone."""
LEAVING = Leaving(
    "The document",
    "The document was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)


@dataclass(frozen=True, slots=True, repr=False)
class FilledPaper(Discreet):
    """A paper as it would go out, and what it was filled from."""

    paper: Paper
    docx: bytes = field(repr=False)
    template_version: str
    template_sha256: str
    older: str = ""
    """What is told of its standard texts that are older than their English; '' where none is."""

    @property
    def title(self) -> str:
        """As it stands on the paper."""
        return self.paper.words.name(self.paper.title)

    @property
    def file_name(self) -> str:
        """For the dialog that saves it (AMB-56)."""
        return papers.file_name(self.paper)

    def pdf(self) -> Pages:
        """The same as a tagged PDF. Raises PageProblem where it cannot be set."""
        return typeset.pdf_of_word(self.docx, self.paper.made_at.replace(microsecond=0))

    def text(self) -> str:
        """The same as plain text, for a message."""
        lines = (line.text.replace("\t", ": ").strip() for line in walk(self.docx).paragraphs())
        return "\n\n".join(line for line in lines if line)

    def document(self, version: str = "") -> NewDocument:
        """As it is kept for good."""
        pages = self.pdf()
        return NewDocument(
            self.paper.kind,
            docx=self.docx,
            pdf=pages.content,
            left_out=pages.left_out,
            title=self.title,
            language=self.paper.language.value,
            version=version,
            template_version=self.template_version,
            template_sha256=self.template_sha256,
            wording=wording_blocks.carried(self.docx, self.paper.wording),
        )


def fill(workspace: Workspace, paper: Paper) -> FilledPaper:
    """The paper from the template in use. Raises MissingTranslation, TemplateProblem."""
    using = templates.in_use(workspace, paper.kind, paper.language.value)
    docx = papers.render(paper, using.template)
    return FilledPaper(paper, docx, using.version, using.sha256, _older(workspace, paper, docx))


def _older(workspace: Workspace, paper: Paper, docx: bytes) -> str:
    with workspace.reading() as db:
        if not older_wording.told(db, paper.language, (one.key for one in paper.wording)):
            return ""
        stand = wording_blocks.carried(docx, paper.wording)  # the template may leave one out
        return older_wording.told(db, paper.language, (one.key for one in stand))


def save(
    workspace: Workspace, case_id: UUID, filled: FilledPaper, path: Path, *, pdf: bytes | None = None
) -> Outcome[Path]:
    """Write a paper to ``path``, as Word or PDF by the end of its name, and keep it on the case. ``pdf`` is
    one that another program made of it.

    Raises BadInput for another ending, UserError when the file cannot be written.
    """
    form = path.suffix.lower()
    if form not in {".docx", ".pdf"}:
        raise BadInput("The file's name must end in .docx or .pdf.", field="path")
    new = filled.document()
    if pdf is not None:
        new = replace(new, pdf=pdf, left_out=())
    with (
        written_aside(workspace, LEAVING, new.pdf if form == ".pdf" else new.docx, path) as put_in_place,
        workspace.changing(SAVE, case_id=case_id) as change,
    ):
        issued_documents.freeze_in(change, workspace, case_id, new)
        put_in_place()
    told, besides = Changed.DOCUMENTS | Changed.HISTORY, new.left_out if form == ".pdf" else ()
    return Outcome(path, told, frozenset({case_id}), change.change_id, besides=besides)


def issuer_in(db: Session, workspace: Workspace, case_id: UUID) -> Issuer:
    """Who writes to the person: the provider, and the designated adviser where there is one."""
    case = case_of(db, case_id)
    adviser = db.get(Staff, case.adviser_id) if case.adviser_id else None
    return Issuer(
        workspace.programmes.of_case(db, case_id).name,
        settings.value_in(db, settings.PROVIDER_NAME),
        adviser.name if adviser is not None else "",
        settings.value_in(db, settings.PROVIDER_TELEPHONE),
        settings.value_in(db, settings.PROVIDER_EMAIL),
    )


def recipient_in(db: Session, case_id: UUID, language: DocumentLanguage | None = None) -> Recipient:
    """The person, in the language that they chose unless another is given. Raises NotFound."""
    case = case_of(db, case_id)
    referral, person = db.get_one(Referral, case.referral_id), db.get_one(Participant, case.participant_id)
    place = [line.strip() for line in (*person.address.splitlines(), person.postcode) if line.strip()]
    said = language or chosen(case_facts.load(db, case_id)) or DocumentLanguage.ENGLISH
    return Recipient(name_of(db, case_id), referral.prap_reference, said, person.first_name, ", ".join(place))


def refuse_without_contact(
    issuer: Issuer, ways: Sequence[str] = (), *, what: str = "letter", paragraph: str = ""
) -> None:
    """Raise BadInput where a letter, or ``what`` else goes to a person, would name no way to reach the
    office."""
    if not (issuer.telephone.strip() or issuer.email.strip() or ways):
        raise BadInput(
            f"The {what} would name no way to reach you.",
            field="provider_telephone",
            paragraph=paragraph,
            remedy="Enter the provider's telephone or e-mail address in Settings.",
        )

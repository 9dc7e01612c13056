"""One line of the list of a case's documents, from what is kept of each (P9, V1, D5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Literal
from uuid import UUID

from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.content_digest import digest_of
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView, IssueView
from jfs_desktop.clock import LONDON
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.records.cv import CvExport, CvVersion
from jfs_desktop.records.plan import PlanExport, PlanVersion
from jfs_desktop.rules.facts.facts import Fact
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.carried_wording import CarriedWording
from jfs_desktop.rules.writing.discreet import Discreet

JFAP, CV = "jfap", "cv"
Ending = Literal["docx", "pdf", "jpg", "png", "webp", "txt", "json", "eml", "msg"]
"""What the name of a copy ends in."""
TEXT = "content"
"""Under which key the digest of a frozen text stands that was never made into a file."""
_ENDINGS: dict[FileKind, Ending] = {
    FileKind.PDF: "pdf",
    FileKind.WORD: "docx",
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.WEBP: "webp",
    FileKind.JSON: "json",
    FileKind.TEXT: "txt",
    FileKind.EMAIL: "eml",
    FileKind.OUTLOOK: "msg",
}
KEPT_AS_MADE = "Kept as made"


class Source(StrEnum):
    """Where the bytes of a document are."""

    KEPT = "kept"
    """Frozen in the vault, to be given back to the byte."""
    VERSION = "version"
    """A version of the JFAP or the CV of which no paper is kept: it is made anew from what was frozen."""
    FILE = "file"
    """Brought in, or kept as evidence."""
    LEFT = "left"
    """It left as a file or on paper; the vault has its hash alone."""
    MISSING = "missing"
    """It went out, and nothing of it is kept here."""


STATE_NAMES = {
    DocumentState.DRAFT.value: "Draft",
    DocumentState.FINAL.value: "Final",
    DocumentState.FROZEN_EARLY.value: "Frozen at the early end",
    DocumentState.ISSUED.value: "Issued",
    Source.VERSION.value: "Frozen version",
    Source.FILE.value: "Brought in",
    Source.LEFT.value: "Saved or printed",
    Source.MISSING.value: "No copy kept here",
}


@dataclass(frozen=True, slots=True, repr=False)
class DocumentLine(Discreet):
    """One document of the list. ``kind`` is a key by which the list is filtered; ``state`` a key of
    STATE_NAMES; ``forms`` those in which it can be had, the first as it is; ``digests`` the SHA-256 by the
    ending of the name; ``size`` in bytes, 0 where it is made anew; ``pixels`` width and height of a picture;
    ``number`` that of the version shown, where there is one."""

    id: UUID
    case_id: UUID
    source: Source
    kind: str
    kind_name: str
    title: str
    state: str
    version: str
    language: str
    made_at: datetime
    made_by: str
    forms: tuple[Ending, ...]
    digests: tuple[tuple[str, str], ...]
    template_version: str = ""
    template_sha256: str = ""
    size: int = 0
    note: str = ""
    number: int | None = None
    pixels: tuple[int, int] = (0, 0)
    issues: tuple[IssueView, ...] = ()
    left_out: tuple[str, ...] = ()
    """What the PDF that is kept does not show as Word does."""
    wording: tuple[CarriedWording, ...] = ()
    """The standard texts that it carries (B3)."""
    out: str = ""
    """Where it is as far as it is in the outbox, could not go or came back, in a sentence; else ''."""

    @property
    def state_name(self) -> str:
        """The state in words, with that it went out."""
        name = STATE_NAMES[self.state]
        if self.state == DocumentState.ISSUED:
            return name if self.went_out else KEPT_AS_MADE
        return f"{name}, issued" if self.went_out else name

    @property
    def standing_issues(self) -> tuple[IssueView, ...]:
        """To whom it went, the newest first, as far as that was not taken back."""
        return tuple(one for one in self.issues if not one.withdrawn_reason)

    @property
    def went_out(self) -> bool:
        """Whether it went to somebody."""
        return bool(self.standing_issues)

    @property
    def has_pages(self) -> bool:
        """Whether it can be looked at and printed."""
        return "pdf" in self.forms

    @property
    def shown_unasked(self) -> bool:
        """Whether its pages are shown at once: each look at what was brought in is recorded."""
        return self.has_pages and self.source is not Source.FILE


def of_kept(view: DocumentView) -> DocumentLine:
    """A document that was frozen."""
    digests = (("pdf", view.pdf_sha256), ("docx", view.docx_sha256))
    return DocumentLine(
        view.id,
        view.case_id,
        Source.KEPT,
        view.kind,
        view.kind_name,
        view.title,
        view.state.value,
        f"version {view.version}" if view.version.isdigit() else view.version,
        view.language,
        view.made_at,
        view.made_by,
        ("docx", "pdf") if view.docx_sha256 else ("pdf",),
        tuple((ending, digest) for ending, digest in digests if digest),
        view.template_version,
        view.template_sha256,
        view.docx_size + view.pdf_size,
        view.note,
        view.source_version,
        issues=view.issues,
        left_out=view.left_out,
        wording=view.wording,
    )


def of_version(
    case_id: UUID, row: PlanVersion | CvVersion, programme: Programme, language: str, by: str
) -> DocumentLine:
    """A version of which no paper is kept; ``language`` is that in which it is made anew."""
    kind = CV if isinstance(row, CvVersion) else JFAP
    name = programme.document_name(kind)
    agreed = f"Agreed: {row.agreed_how}." if row.agreed_how else ""
    return DocumentLine(
        row.id,
        case_id,
        Source.VERSION,
        kind,
        name,
        name,
        Source.VERSION.value,
        f"version {row.number}",
        language,
        row.made_at,
        by,
        ("docx", "pdf", "txt", "json") if kind == CV else ("docx", "pdf"),
        ((TEXT, digest_of(row.content)),),
        note=agreed,
        number=row.number,
    )


def ending_of(kind: FileKind) -> Ending:
    """What the name of such a file ends in."""
    return _ENDINGS[kind]


def of_file(case_id: UUID, view: AttachmentView) -> DocumentLine:
    """A file that was brought in; of a picture a page can be made."""
    ending = ending_of(view.kind)
    paged = ending == "docx" or view.kind.is_picture
    return DocumentLine(
        view.id,
        case_id,
        Source.FILE,
        view.purpose,
        view.purpose_name,
        view.purpose_name,
        Source.FILE.value,
        "",
        "",
        view.taken_at,
        view.by,
        (ending, "pdf") if paged else (ending,),
        ((ending, view.sha256),),
        size=view.size,
        note=view.name,
        pixels=(view.width or 0, view.height or 0),
    )


def of_export(case_id: UUID, row: PlanExport | CvExport, programme: Programme, by: str) -> DocumentLine:
    """A file that left."""
    kind, form = (CV, row.form) if isinstance(row, CvExport) else (JFAP, "file")
    name, number = programme.document_name(kind), row.version_number
    return DocumentLine(
        row.id,
        case_id,
        Source.LEFT,
        kind,
        name,
        name,
        Source.LEFT.value,
        f"version {number}" if number else "as it stood",
        "",
        row.made_at,
        by,
        (),
        ((form, row.sha256),),
        template_sha256=row.template_sha256,
        size=row.size,
        number=number,
    )


def of_missing(case_id: UUID, sent: Fact, kind: str, programme: Programme, by: str) -> DocumentLine:
    """A paper that went out and of which nothing is kept here, as its entry tells it."""
    name, number = programme.document_name(kind), str(sent.detail.get("version", ""))
    return DocumentLine(
        sent.id,
        case_id,
        Source.MISSING,
        kind,
        name,
        name,
        Source.MISSING.value,
        f"version {number}" if number else "",
        "",
        sent.at or datetime.combine(sent.on, time(12), LONDON).astimezone(UTC),
        by,
        (),
        (),
        note="Add the file that went on the tab 'Initial meeting'.",
    )

"""A CV as files: Word, PDF, plain text, JSON Resume (V1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import templates
from jfs_desktop.casework.documents.issued_documents import DocumentState, NewDocument
from jfs_desktop.documents.papers import cv as cv_document
from jfs_desktop.documents.papers.cv import CvDocument
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_styles import StyledCv
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:  # the typesetter comes with the first PDF
    from jfs_desktop.documents.pdf.typeset import Pages


@dataclass(frozen=True, slots=True, repr=False)
class CvFile(Discreet):
    """One file, with version and SHA-256 of the template it was filled from ('' where none was), and what a
    PDF does not show as Word does."""

    content: bytes = field(repr=False)
    template_sha256: str = ""
    template_version: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class CvFiles(Discreet):
    """The Word file and the PDF of one state, as they are kept for good; ``pages`` is None where it could not
    be put on any."""

    word: CvFile
    pages: Pages | None = field(repr=False)
    language: str = "en"

    def as_new(self, cv_id: UUID, number: int, *, final: bool = True) -> NewDocument:
        """The document to be frozen; ``final`` where it was agreed as that."""
        return NewDocument(
            "cv",
            docx=self.word.content,
            pdf=self.pages.content if self.pages is not None else b"",
            left_out=self.pages.left_out if self.pages is not None else (),
            language=self.language,
            state=DocumentState.FINAL if final else DocumentState.DRAFT,
            version=f"version {number}",
            template_version=self.word.template_version,
            template_sha256=self.word.template_sha256,
            source_id=cv_id,
            source_version=number,
        )


def made_files(workspace: Workspace, sheet: StyledCv) -> CvFiles:
    """Word and PDF of a CV, or its Word file alone where no PDF can be made of it. Raises TemplateProblem."""
    from jfs_desktop.documents.pdf.typeset import PageProblem

    made_at = workspace.now()
    word = as_word(workspace, sheet, made_at)
    try:
        pages = pdf_of(word.content, made_at)
    except PageProblem:
        pages = None  # the Word file is kept all the same
    return CvFiles(word, pages, sheet.content.language.value)


def as_word(workspace: Workspace, sheet: StyledCv, made_at: datetime) -> CvFile:
    """The Word file, in the template of the style that is in use. Raises TemplateProblem."""
    using = templates.in_use(workspace, f"cv-{sheet.style.value}", sheet.content.language.value)
    document = CvDocument(sheet.content, sheet.style, made_at)
    return CvFile(cv_document.render(document, using.template), using.sha256, using.version)


def pdf_of(word: bytes, made_at: datetime) -> Pages:
    """The PDF of the Word file: the one way to paper. Raises PageProblem."""
    from jfs_desktop.documents.pdf.typeset import pdf_of_word

    return pdf_of_word(word, made_at, "CV")


def preview(workspace: Workspace, sheet: StyledCv, made_at: datetime) -> Pages:
    """The PDF as the preview shows it and as an export would write it."""
    return pdf_of(as_word(workspace, sheet, made_at).content, made_at)


def preview_name(sheet: StyledCv) -> str:
    """What the file would be called."""
    return cv_document.file_name(sheet.content, CvForm.PDF.value)


def made(workspace: Workspace, sheet: StyledCv, form: CvForm) -> CvFile:
    """The file in the form asked for."""
    made_at = workspace.now()
    match form:
        case CvForm.WORD:
            return as_word(workspace, sheet, made_at)
        case CvForm.PDF:
            word = as_word(workspace, sheet, made_at)
            pages = pdf_of(word.content, made_at)
            return CvFile(pages.content, word.template_sha256, word.template_version, pages.left_out)
        case CvForm.TEXT:
            from jfs_desktop.documents.papers.cv_text import render_text

            return CvFile(render_text(sheet.content, sheet.style).encode())
        case CvForm.JSON_RESUME:
            from jfs_desktop.exchange.json_resume import to_json_resume

            return CvFile(to_json_resume(sheet.content))

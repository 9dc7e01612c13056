"""Which template is in use for a kind of document, and the library of all that arrived (P2, B1, I15, MI2).

Head office's own template comes into the vault, is checked, and is published from a day on; the newest one
published counts. Until there is one, and after the last one is withdrawn, the template that is shipped with
the program is in use. Nothing that is not published ever leaves in a document.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.documents.marks.template_findings import NameCheck
from jfs_desktop.documents.papers.template import WordTemplate, load_template
from jfs_desktop.documents.samples.template_fields import TemplateKind, kinds
from jfs_desktop.errors import BadInput, NotFound, VaultProblem
from jfs_desktop.paths import resource
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.template import DocumentTemplate, TemplateFile
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation
from jfs_desktop.rules.writing.discreet import Discreet

_LEAVING = Leaving(
    "The template",
    "The template was not saved",
    "Close it in Word or Excel if it is open there, or choose another folder.",
)
BUILT_IN = "built-in 1"
"""The version that a document names where its template came with the program; its hash says which."""


class TemplateState(StrEnum):
    """Where a template stands."""

    ARRIVED = "arrived"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class TemplateInUse:
    """What a document is filled from. ``version`` is 'built-in 1' or a number such as '3'."""

    kind: str
    language: str
    version: str
    sha256: str
    template: WordTemplate = field(repr=False)
    template_id: UUID | None = None
    """None for the one that is shipped."""


@dataclass(frozen=True, slots=True, repr=False)
class TemplateView(Discreet):
    """One template of the library. ``in_use`` says that documents of today are filled from it."""

    id: UUID
    kind: str
    language: str
    version: str
    name: str
    size: int
    sha256: str
    state: TemplateState
    in_use: bool
    arrived_at: datetime
    arrived_by: str
    received_from_dwp_on: date | None
    published_at: datetime | None
    published_by: str
    in_use_from: date | None
    approved_by: str
    checks: tuple[NameCheck, ...]
    logo_version: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of document in one language. ``version`` is what is in use today, empty where nothing is;
    ``templates`` are those that arrived, the newest first."""

    kind: str
    name: str
    paragraph: str
    language: str
    version: str
    since: date | None
    """The day from which it is in use; None for what is shipped."""
    by_dwp: bool
    templates: tuple[TemplateView, ...] = field(repr=False)


def in_use(workspace: Workspace, kind: str, language: str = "en", on: date | None = None) -> TemplateInUse:
    """The template for a kind of document on a day, by default today.

    ``kind`` is a key of resources/documents/templates.toml ('jfap', 'cv-skills', 'induction_pack').
    Raises NotFound for an unknown kind or one that has no template, MissingTranslation where there is one
    in English alone, VaultProblem where the kept file is damaged.
    """
    sort = kind_of(kind)
    with workspace.reading() as db:
        row = _published(db, kind, language, on or workspace.today())
        content = _content(db, row) if row is not None else b""
    if row is not None:
        word = _compiled(content, row.name)
        return TemplateInUse(kind, language, str(row.number), row.sha256, word, row.id)
    word = load_template(_shipped(sort, language))
    return TemplateInUse(kind, language, BUILT_IN, word.sha256, word)


def kind_of(key: str) -> TemplateKind:
    """A kind by its key. Raises NotFound."""
    found = kinds().get(key)
    if found is None:
        raise NotFound(f"There are no templates of the kind '{key}'.")
    return found


def shelves(workspace: Workspace) -> tuple[Shelf, ...]:
    """Every kind in each language in which it is made, with what arrived for it."""
    with workspace.reading() as db:
        rows = db.scalars(select(DocumentTemplate).order_by(DocumentTemplate.number.desc())).all()
        names = dict(db.execute(select(Staff.id, Staff.name)).all())
    lists: dict[tuple[str, str], list[DocumentTemplate]] = defaultdict(list)
    for row in rows:
        lists[row.kind, row.language].append(row)
    today = workspace.today()
    return tuple(
        _shelf(sort, language, lists[sort.key, language], names, today)
        for sort in kinds().values()
        for language in sort.languages
    )


def of_id(workspace: Workspace, template_id: UUID) -> TemplateView:
    """One template. Raises NotFound."""
    with workspace.reading() as db:
        return view(db, row_of(db, template_id), workspace.today())


def content(workspace: Workspace, template_id: UUID) -> bytes:
    """The file as it came. Raises NotFound, and VaultProblem where it is damaged."""
    with workspace.reading() as db:
        return _content(db, row_of(db, template_id))


def content_in_use(workspace: Workspace, kind: str, language: str = "en") -> bytes:
    """The file that is in use today, to be edited in Word or Excel. Raises as :func:`in_use`."""
    sort = kind_of(kind)
    return published_content(workspace, kind, language) or _shipped(sort, language).read_bytes()


def published_content(workspace: Workspace, kind: str, language: str = "en") -> bytes:
    """The same of one that head office has published; b'' where the shipped one is in use."""
    with workspace.reading() as db:
        row = _published(db, kind, language, workspace.today())
        return _content(db, row) if row is not None else b""


def export(
    workspace: Workspace, path: Path, kind: str, language: str = "en", template_id: UUID | None = None
) -> Path:
    """Write the template in use, or another of the library, to the byte, to be edited in Word or Excel.

    Raises BadInput for a name of another ending, UserError where the file cannot be written, and as
    :func:`content_in_use` does.
    """
    ending = f".{kind_of(kind).form}"
    if path.suffix.lower() != ending:
        raise BadInput(f"The file's name must end in {ending}.", field="path")
    found = content(workspace, template_id) if template_id else content_in_use(workspace, kind, language)
    with written_aside(workspace, _LEAVING, found, path) as put_in_place:
        put_in_place()
    return path


def row_of(db: Session, template_id: UUID) -> DocumentTemplate:
    """Within a transaction that is open. Raises NotFound."""
    row = db.get(DocumentTemplate, template_id)
    if row is None:
        raise NotFound("This template is not in the vault.")
    return row


def view(db: Session, row: DocumentTemplate, today: date) -> TemplateView:
    """The frozen row of a template."""
    names = dict(db.execute(select(Staff.id, Staff.name)).all())
    used = _published(db, row.kind, row.language, today)
    return _view(row, names, in_use=used is not None and used.id == row.id)


def _published(db: Session, kind: str, language: str, on: date) -> DocumentTemplate | None:
    rows = db.scalars(
        select(DocumentTemplate).where(DocumentTemplate.kind == kind, DocumentTemplate.language == language)
    )
    return _newest(rows, on)


def _newest(rows: Iterable[DocumentTemplate], on: date) -> DocumentTemplate | None:
    standing = [
        (row.in_use_from, row.number, row)
        for row in rows
        if row.published_at is not None
        and row.withdrawn_at is None
        and row.in_use_from is not None
        and row.in_use_from <= on
    ]
    return max(standing, key=lambda one: one[:2])[2] if standing else None


def _content(db: Session, row: DocumentTemplate) -> bytes:
    file = db.get(TemplateFile, row.id)
    if file is None or hashlib.sha256(file.content).hexdigest() != row.sha256:
        raise VaultProblem(
            f"Version {row.number} of this template is missing or damaged in the vault.",
            title="The template is damaged",
            remedy="Withdraw it in Templates, or restore the vault from a backup.",
        )
    return file.content


@lru_cache(maxsize=16)
def _compiled(content: bytes, name: str) -> WordTemplate:
    return WordTemplate(content, name)


def _shipped(sort: TemplateKind, language: str) -> Path:
    path = resource("documents", sort.shipped(language))
    if path.is_file():
        return path
    if language != "en" and resource("documents", sort.shipped("en")).is_file():
        raise MissingTranslation(sort.name, DocumentLanguage(language))
    raise NotFound(
        f"There is no template for the document '{sort.name}'.", remedy="Publish one in Templates."
    )


def _shelf(
    sort: TemplateKind, language: str, rows: list[DocumentTemplate], names: dict[UUID, str], today: date
) -> Shelf:
    used = _newest(rows, today)
    shipped = BUILT_IN if resource("documents", sort.shipped(language)).is_file() else ""
    return Shelf(
        sort.key,
        sort.name,
        sort.paragraph,
        language,
        str(used.number) if used else shipped,
        used.in_use_from if used else None,
        sort.by_dwp,
        tuple(_view(row, names, in_use=row is used) for row in rows),
    )


def _view(row: DocumentTemplate, names: dict[UUID, str], *, in_use: bool) -> TemplateView:
    def name_of(staff_id: UUID | None) -> str:
        return names.get(staff_id, "") if staff_id is not None else ""

    return TemplateView(
        id=row.id,
        kind=row.kind,
        language=row.language,
        version=str(row.number),
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        state=_state(row),
        in_use=in_use,
        arrived_at=row.arrived_at,
        arrived_by=name_of(row.arrived_by),
        received_from_dwp_on=row.received_from_dwp_on,
        published_at=row.published_at,
        published_by=name_of(row.published_by),
        in_use_from=row.in_use_from,
        approved_by=row.approved_by,
        checks=tuple(NameCheck.read(said) for said in row.checks),
        logo_version=row.logo_version,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=name_of(row.withdrawn_by),
        withdrawn_reason=row.withdrawn_reason,
    )


def _state(row: DocumentTemplate) -> TemplateState:
    if row.withdrawn_at is not None:
        return TemplateState.WITHDRAWN
    return TemplateState.PUBLISHED if row.published_at is not None else TemplateState.ARRIVED

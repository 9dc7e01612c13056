"""The files behind the evidence of a case, byte for byte as they are kept (I18, D5, MI12).

That each was taken out is recorded before its bytes are given (I6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.evidence import document_copies, message_pieces
from jfs_desktop.casework.evidence.document_lines import DocumentLine, Ending, Source, ending_of
from jfs_desktop.casework.evidence.evidence import CaseRecords, EvidenceLine, Opens, State
from jfs_desktop.casework.evidence.pack_piece import Piece
from jfs_desktop.store.unit_of_work import Verb

EXPORT: Final = Verb("evidence_pack.export", "")
"""What has left the vault is not undone."""
FOLDERS: Final = {
    Opens.DOCUMENT: "documents",
    Opens.FILE: "files",
    Opens.MESSAGE: "messages",
    Opens.REPLY: "messages",
}
_FORMS: Final[dict[Ending, str]] = {
    "pdf": "PDF",
    "docx": "Word file",
    "eml": "E-mail",
    "msg": "E-mail of Outlook",
}


def pieces_of(
    workspace: Workspace, case_id: UUID, line: EvidenceLine, records: CaseRecords
) -> Iterator[Piece]:
    """The files behind one line, none where it is an entry alone, was taken back, or only its hash is kept.

    Raises NotFound, VaultProblem where one is missing or damaged, BadInput for a message that cannot be
    written, TemplateProblem, PageProblem.
    """
    if line.state is State.TAKEN_BACK:
        return
    if line.opens is Opens.DOCUMENT:
        document = next(one for one in records.documents if one.id == line.id)
        yield from _document(workspace, case_id, document, line.title)
    elif line.opens is Opens.FILE:
        file = next(one for one in records.files if one.id == line.id)
        yield _kept(workspace, file.id, ending_of(file.kind), line.title)
    elif line.opens is Opens.REPLY:
        came = next(one.attachment_id for one in records.replies if one.id == line.id)
        kind = next((one.kind for one in records.files if one.id == came), None)
        yield _kept(workspace, came, ending_of(kind) if kind is not None else "eml", line.title)
    elif line.opens is Opens.MESSAGE:
        view = next(one for one in records.messages if one.id == line.id)
        copies = records.copies.get(line.id, ())
        yield from message_pieces.pieces(workspace, view, line.title, copies, EXPORT)


def _document(workspace: Workspace, case_id: UUID, line: DocumentLine, title: str) -> Iterator[Piece]:
    if line.source is Source.KEPT:
        for form in ("pdf", "docx"):
            if form in dict(line.digests):
                content = issued_documents.content(workspace, line.id, form, EXPORT)
                yield Piece(title, form, _FORMS[form], content)
    elif line.source is Source.VERSION:  # no file of its own leaves: the pack's own entry has the hash
        copy = document_copies.copy_of(workspace, case_id, line.id, "pdf")
        yield Piece(title, "pdf", "PDF, made from the frozen text", copy.content)


def _kept(workspace: Workspace, held: UUID, ending: Ending, title: str) -> Piece:
    label = _FORMS.get(ending, "Picture")
    return Piece(title, ending, label, attachments.content(workspace, held, EXPORT))

"""What opens on a piece of evidence: the house's own viewer of its document, file or message (I6, I18)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.evidence.evidence import CaseRecords, EvidenceLine, Opens
from jfs_desktop.casework.outbox.mail_account import Route
from ui.dialogs.mail.message_shown import MessageDialog
from ui.dialogs.replies.reply import ReplyDialog
from ui.dialogs.viewing.document_viewer import DocumentViewer
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.shell.context import Context

TABS = {Opens.ENTRY: "history", Opens.SESSION: "sessions"}
"""What has no viewer of its own stands on another tab."""


def open_line(
    context: Context, line: EvidenceLine, records: CaseRecords, parent: QWidget, *, route: Route
) -> None:
    """Show what is behind a line; that it was looked at is recorded where it is a file. ``route`` is the way
    by which messages leave here."""
    if line.opens is Opens.DOCUMENT:
        for document in records.documents:
            if document.id == line.id:
                DocumentViewer.ask(context, document, parent)
    elif line.opens is Opens.FILE:
        for file in records.files:
            if file.id == line.id:
                PictureViewer.ask(context, file, parent)
    elif line.opens is Opens.MESSAGE:
        for message in records.messages:
            if message.id == line.id:
                MessageDialog(context, message, (), parent, route=route).open()
    elif line.opens is Opens.REPLY:
        ReplyDialog.ask(context, line.id, parent)

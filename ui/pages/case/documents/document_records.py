"""What is recorded of a document of a case: that it went out, that this was wrong, that it goes (P9, D5)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.document_views import DocumentState, IssueView
from jfs_desktop.casework.evidence.case_documents import JFAP, DocumentLine
from ui.dialogs.evidence.certificate import CertificateDialog
from ui.dialogs.evidence.document_went_out import TakeBackIssueDialog, WentOutDialog
from ui.dialogs.evidence.take_back_evidence import TakeBackEvidenceDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.shell.context import Context


def went_out(context: Context, line: DocumentLine, lines: Sequence[DocumentLine], window: QWidget) -> None:
    """Record by hand that it went; the JFAP that goes to the participant now has a form of its own."""
    if _goes_by_its_form(line, lines):
        SendPlanDialog.ask(context, line.case_id, window)
    else:
        WentOutDialog.ask(context, line, window)


def prove(context: Context, line: DocumentLine, window: QWidget) -> None:
    """Show what proves that it went and came (I18)."""
    CertificateDialog.ask(context, line.id, window)


def take_back(context: Context, issue: IssueView, window: QWidget) -> None:
    """Say that a sending was recorded wrongly."""
    TakeBackIssueDialog(context, issue, window).open()


def erase(context: Context, line: DocumentLine, owner: QWidget) -> None:
    """Take back a file that was brought in and should not be here."""
    workspace, case_id, wanted = context.workspace, line.case_id, line.id

    def ask(brought: tuple[AttachmentView, ...]) -> None:
        kept = next((one for one in brought if one.id == wanted), None)
        if kept is not None:
            TakeBackEvidenceDialog.ask(context, kept, owner.window())

    context.tasks.read(lambda: attachments.of_case(workspace, case_id), owner=owner, done=ask)


def _goes_by_its_form(line: DocumentLine, lines: Sequence[DocumentLine]) -> bool:
    """Whether it is the JFAP that goes now, with its covering message (I16, X3)."""
    newest = max((one.number or 0 for one in lines if one.kind == JFAP), default=0)
    early = line.state == DocumentState.FROZEN_EARLY.value
    return line.kind == JFAP and line.number == newest and not early

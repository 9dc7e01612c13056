"""Keeps a picture or PDF as evidence of a contact attempt: a text sent, an e-mail, a letter (C7)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.contact.contact_view import EVIDENCE
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.picture_drop import PictureDrop


class ContactEvidenceDialog(Dialog):
    """One picture or PDF for one entry of the log."""

    def __init__(
        self,
        context: Context,
        about: UUID,
        told: str,
        case_id: UUID | None,
        purpose: EvidencePurpose,
        *,
        parent: QWidget | None,
    ) -> None:
        title = "Evidence of contact" if purpose.key == EVIDENCE else purpose.name
        super().__init__(title, told, parent, width=520)
        self._purpose = purpose.key
        self._context = context
        self._about = about
        self._case_id = case_id
        self.picture = PictureDrop(context, purpose)
        self.content.addWidget(self.picture)
        self.add_cancel()
        self.keep = self.add_verb("Keep", "primary", self._keep_it, default=True)
        self.keep.setObjectName("keep-evidence")
        self.keep.setEnabled(False)
        self.picture.taken.connect(lambda *_: self.keep.setEnabled(True))
        self.picture.cleared.connect(lambda: self.keep.setEnabled(False))

    @classmethod
    def ask(
        cls,
        context: Context,
        about: UUID,
        told: str,
        case_id: UUID | None,
        parent: QWidget | None,
        *,
        purpose_key: str = EVIDENCE,
    ) -> ContactEvidenceDialog | None:
        """Open the form over ``parent`` for the fact ``about``, which ``told`` names; None where the
        programme keeps no such evidence."""
        purpose = context.workspace.programme.evidence_purpose(purpose_key)
        if purpose is None:
            return None
        dialog = cls(context, about, told, case_id, purpose, parent=parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return self.picture.content() is not None

    def _keep_it(self) -> None:
        checked = self.picture.checked()
        if checked is None:
            return
        self.set_busy(True)
        workspace, name, about = self._context.workspace, self.picture.name(), self._about
        version, shown_at, case_id = self.picture.notice_version, self.picture.notice_shown_at, self._case_id
        purpose = self._purpose
        self._context.tasks.write(
            lambda: attachments.keep(
                workspace,
                case_id,
                purpose,
                checked,
                name,
                about=about,
                notice_version=version,
                notice_shown_at=shown_at,
            ),
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, outcome: Outcome[AttachmentView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("The evidence is kept, encrypted.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        self.picture.show_error(error)

"""Keep the proof of a PRaP entry that was keyed before (W16)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.prap.prap import PROOF_PURPOSE, PrapLine
from jfs_desktop.casework.recording import facts
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit
from ui.widgets.picture_drop import PictureDrop
from ui.widgets.text import label

KEYED_WRONGLY = "It was keyed wrongly…"


class ProofDialog(FormDialog):
    """Words or a picture, or both."""

    def __init__(self, context: Context, line: PrapLine, parent: QWidget | None) -> None:
        super().__init__("Proof of a PRaP entry", "", parent, width=520)
        self._context = context
        self._line = line
        self.heading.setText(f"Proof: {line.entry.ways[0].name}, {line.name}")
        keyed = line.entry.keyed
        self.body.setText(f"{line.reference} · keyed on {long_day(keyed.on)}" if keyed else line.reference)
        self.body.show()
        self.form = FormKit()
        self.form.add("proof", "What PRaP showed, or where it is kept", QLineEdit())
        self.content.addWidget(self.form)
        purpose = context.workspace.programme_of(line.case_id).evidence_purpose(PROOF_PURPOSE)
        self.picture = PictureDrop(context, purpose) if purpose is not None else None
        if self.picture is not None:
            self.content.addWidget(label("Or a picture of it", "strong"))
            self.content.addWidget(self.picture)
        self.wrong = self.add_verb(KEYED_WRONGLY, "plain", self._wrong)
        self.wrong.setObjectName("keyed-wrongly")
        self.add_cancel()
        self.go = self.add_verb("Keep the proof", "primary", self._go, default=True)
        self.go.setObjectName("keep-proof")
        self.form.field("proof").setFocus()

    def dirty(self) -> bool:
        taken = self.picture is not None and self.picture.content() is not None
        return taken or bool(self.form.value("proof").strip())

    def _wrong(self) -> None:
        parent = self.parentWidget()
        self.discard()
        correct(self._context, self._line, parent)

    def _go(self) -> None:
        keyed = self._line.entry.keyed
        if keyed is None or not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, words, picture = self._context.workspace, self.form.value("proof"), self.picture
        checked = picture.checked() if picture is not None else None
        name = picture.name() if picture is not None else ""
        self._context.tasks.write(
            lambda: prap_keying.prove(workspace, keyed.id, words, checked, name),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("The proof is kept.")
        self.accept()


def correct(context: Context, line: PrapLine, parent: QWidget | None) -> None:
    """Ask why an entry that was ticked is taken back; then it is to be keyed again."""
    workspace, keyed, case_id = context.workspace, line.entry.keyed, line.case_id

    def ask(found: tuple[FactView, ...]) -> None:
        for one in found:
            if keyed is not None and one.id == keyed.id:
                WithdrawDialog.ask(context, one, parent)

    context.tasks.read(lambda: facts.of_case(workspace, case_id), owner=parent or context.hub, done=ask)

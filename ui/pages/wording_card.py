"""One standard text in one language: what it says, who changed it and why, and a new version of it (B3)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import wording_blocks
from jfs_desktop.casework.documents.wording_blocks import Block, BlockVersion
from jfs_desktop.documents.samples.template_fields import LANGUAGES
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import day_and_time
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo, with_unshown
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.pill import Pill
from ui.widgets.text import label

BEHIND = "English changed since"
STANDS, REWRITE = "stands", "rewrite"
_TRANSLATION = {
    "": "Choose…",
    STANDS: "Yes, it still says the same",
    REWRITE: "No, it has to be rewritten too",
}


class WordingCard(Card):
    """Shows the text in force and every one before it."""

    def __init__(self, context: Context) -> None:
        super().__init__("Standard wording", wrap=True)
        self._context = context
        self._block: Block | None = None
        self.text = label("", "", wrap=True)
        self.source = label("", "soft", wrap=True)
        self.behind = Pill(BEHIND, "today")
        self.behind.setObjectName("wording-behind")
        self.earlier = label("Versions", "section")
        self.versions = QVBoxLayout()
        self.versions.setSpacing(8)
        self.change = button("Rewrite…", "plain", self._rewrite, name="rewrite-wording")
        self.verbs.addWidget(self.change)
        for widget in (self.behind, self.source, self.text, self.earlier):
            self.body.addWidget(widget)
        self.body.addLayout(self.versions)
        self.body.addStretch(1)
        self.show_block(None, may=False)

    def show_block(self, block: Block | None, *, may: bool) -> None:
        """Show a text; None while nothing is chosen."""
        self._block = block
        self._show_versions(())
        self.change.setVisible(may and block is not None)
        self.behind.setVisible(block is not None and block.behind)
        self.heading.setText(f"{block.name}, {LANGUAGES[block.language]}" if block else "Choose a text")
        if block is None:
            self.text.setText("")
            self.source.setText("")
            return
        self.source.setText(f"Asked for by {block.paragraph}. In templates it is the field ‘{block.key}’.")
        self.text.setText(block.text or "There is no wording in this language yet.")
        workspace, key, language = self._context.workspace, block.key, block.language
        self._context.tasks.read(
            lambda: wording_blocks.history(workspace, key, language), owner=self, done=self._show_versions
        )

    def _show_versions(self, found: tuple[BlockVersion, ...]) -> None:
        while self.versions.count():
            item = self.versions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.earlier.setVisible(len(found) > 1)
        for one in found if len(found) > 1 else ():
            self.versions.addWidget(_version(one))

    def _rewrite(self) -> None:
        if self._block is not None:
            RewriteDialog(self._context, self._block, self.window()).open()


class RewriteDialog(FormDialog):
    """A new version of a text, in force at once for what is made from then on."""

    def __init__(self, context: Context, block: Block, parent: QWidget | None) -> None:
        super().__init__(
            "Rewrite standard wording",
            f"{block.name}, {LANGUAGES[block.language]} ({block.paragraph}). What was issued keeps its "
            "words. A line of its own is a paragraph.",
            parent,
            width=620,
        )
        self._context, self._block = context, block
        self.form = FormKit()
        self.form.add("text", "Wording", note_box(8))
        self.form.set_value("text", block.text)
        self.form.add("reason", "Why is it changed?", QLineEdit())
        self.form.add("translation", "Does the Welsh wording still say the same?", choice(_TRANSLATION))
        self.form.set_shown("translation", block.language == "en")
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Keep the new version", "primary", self._go, default=True)
        self.go.setObjectName("keep-wording")
        self.form.field("text").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("text").strip() != self._block.text)

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        workspace, block, values = self._context.workspace, self._block, self.form.values()
        if block.language == "en" and values["reason"].strip() and not values["translation"]:
            self.form.set_notes({"translation": ("Say whether the Welsh has to be rewritten too.", "error")})
            self.form.focus_first_note()
            return
        stands = values["translation"] == STANDS
        self.set_busy(True)
        self._context.tasks.write(
            lambda: wording_blocks.rewrite(
                workspace,
                block.key,
                block.language,
                values["text"],
                values["reason"],
                translations_stand=stands,
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[Block]) -> None:
        self.accept()
        if outcome.change_id is None:
            self._context.say.news("These are the words that are in force.")
            return
        told = f"Version {outcome.value.version} of the wording is in force."
        tell_with_undo(self._context, outcome, with_unshown(told, self.form.value("text")))


def _version(one: BlockVersion) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    head = QHBoxLayout()
    named = "Came with the program" if one.written_at is None else f"Version {one.version}"
    head.addWidget(label(named, "strong"))
    head.addStretch(1)
    column.addLayout(head)
    if one.written_at is not None:
        column.addWidget(
            label(f"{day_and_time(one.written_at)}, {one.written_by}: {one.reason}", "soft", wrap=True)
        )
    column.addWidget(label(one.text, "", wrap=True))
    return row

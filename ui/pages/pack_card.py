"""Settings: the induction pack, its version in force and the text of the next one (I15)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.documents import pack_texts
from jfs_desktop.casework.documents.pack_texts import PackShelf, PackText
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.writing.pack_text import PackTextDialog
from ui.pages.safeguarding_card import SelfReadingCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import label

_NONE = "None is published yet, so that none can be sent from here."
_OLDER = 3


class PackCard(SelfReadingCard):
    """Which version goes out, who approved it, in which languages; opens the text."""

    cares = Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Induction pack", context, parent)
        self._shelf: PackShelf | None = None
        self.write = button("Write and publish…", "plain", self._open, name="pack-write")
        self.verbs.addWidget(self.write)
        self.write.setEnabled(False)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: pack_texts.shelf(workspace), owner=self, done=self._show)

    def _show(self, shelf: PackShelf) -> None:
        self._shelf = shelf
        self.write.setEnabled(True)
        rows = self.rows()
        if not shelf.versions:
            rows.addWidget(label(_NONE, "warning", wrap=True))
        for at, version in enumerate(shelf.versions[:_OLDER]):
            rows.addWidget(label(_words(version, in_force=at == 0), "" if at == 0 else "soft", wrap=True))
        if shelf.saved_at is not None:
            day = long_day(london_day(shelf.saved_at))
            rows.addWidget(label(f"A draft of the next version was kept on {day}.", "soft", wrap=True))

    def _open(self) -> None:
        if self._shelf is not None:
            dialog = PackTextDialog.ask(self.context, self._shelf, self.window())
            dialog.settled.connect(self.load)


def _words(version: PackText, *, in_force: bool) -> str:
    languages = " and ".join(language.called for language in version.texts)
    day = long_day(london_day(version.published_at))
    standing = "goes out now" if in_force else "replaced"
    return f"Version {version.number}, {day}, {languages}, approved by {version.approved_by}: {standing}."

"""A changed head office, as the paper that two people sign says it: countersigned here, or taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from jfs_desktop.casework.sync import head_office_changes
from jfs_desktop.casework.sync.head_office_changes import SUFFIX, ChangeSeen
from jfs_desktop.casework.sync.sync import SyncStanding
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit
from ui.widgets.name_values import NameValues
from ui.widgets.text import label

OTHER = (
    "Compare the new fingerprint with what the new head office reads out to you by telephone. From the "
    "change on everything goes to it, anew from the first entry, and nothing to the old one."
)
SAME = "The head office and its keys stay as they are; other people countersign a change of them from now on."
CHANGES = f"Change of head office (*{SUFFIX})"


class HeadOfficeChangeDialog(FormDialog):
    """Shows the old and the new, why, and who signed; and offers the one thing that may be done with it."""

    def __init__(self, context: Context, path: Path, seen: ChangeSeen, parent: QWidget | None) -> None:
        super().__init__(
            "Changed head office",
            SAME if seen.keeps_head_office else OTHER,
            parent,
            width=600,
        )
        self._context, self._path, self._new = context, path, seen.new
        self.form = FormKit()
        self.lines = NameValues()
        self.lines.show_lines(
            (
                ("Until now", seen.old),
                ("Fingerprint", _in_fours(seen.old_fingerprint)),
                ("From now on", seen.new),
                ("New fingerprint", _in_fours(seen.new_fingerprint)),
                ("Why", seen.reason),
                ("Signed by", seen.signed_by),
                ("Countersigned by", seen.second or "Nobody yet: it needs two people."),
                ("The next change", _next(seen.countersigners)),
            )
        )
        self.content.addWidget(self.lines)
        self._offer(seen)

    def _offer(self, seen: ChangeSeen) -> None:
        if seen.second:
            field = self.form.add(
                "code",
                "The new head office's code",
                QLineEdit(),
                help="25 letters and digits, in five groups.",
            )
            self.content.addWidget(self.form)
            self.add_cancel()
            self.add_verb("Change head office", "primary", self._take, default=True).setObjectName(
                "take-change"
            )
            field.setFocus()
        elif seen.mine:
            told = "With your signature every device may change over. Ask head office first, by telephone."
            self.content.addWidget(label(told, "warning", wrap=True))
            self.add_cancel()
            self.add_verb("Countersign", "primary", self._sign).setObjectName("countersign")
        else:
            told = "Whoever countersigns for head office signs the file first; then choose it here again."
            self.content.addWidget(label(told, "soft", wrap=True))
            self.add_cancel("Close")

    @classmethod
    def choose(cls, context: Context, parent: QWidget) -> None:
        """Have the file chosen, then show what it says; what does not hold is told instead."""
        name, _ = QFileDialog.getOpenFileName(parent, "Change of head office", "", CHANGES)
        if not name:
            return
        workspace, path = context.workspace, Path(name)

        def show(seen: ChangeSeen) -> None:
            cls(context, path, seen, parent).open()

        context.tasks.read(partial(head_office_changes.look, workspace, path), owner=parent, done=show)

    def dirty(self) -> bool:
        return bool(self.form.names() and self.form.value("code").strip())

    def _sign(self) -> None:
        workspace, path = self._context.workspace, self._path
        self.set_busy(True)
        self._context.tasks.write(
            lambda: head_office_changes.countersign(workspace, path),
            owner=self,
            done=self._signed,
            failed=self.show_error,
        )

    def _signed(self, outcome: Outcome[str]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(
            "The file bears both signatures now. Give it back to head office for the devices."
        )
        self.accept()

    def _take(self) -> None:
        workspace, path, code = self._context.workspace, self._path, self.form.value("code")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: head_office_changes.take(workspace, path, code),
            owner=self,
            done=self._taken,
            failed=self._refused,
        )

    def _taken(self, outcome: Outcome[SyncStanding]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"From now on this vault sends to {self._new}. Export now to begin.")
        self.accept()


def _next(countersigners: tuple[str, ...]) -> str:
    if not countersigners:
        return "Not yet possible: nobody is named who countersigns it."
    return f"To be countersigned by {' or '.join(countersigners)}."


def _in_fours(fingerprint: str) -> str:
    """As it is read out over the telephone."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))

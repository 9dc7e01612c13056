"""The first start: who works here, for which provider, and a vault of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from jfs_desktop.errors import UserError
from ui.dialogs.vault.face import Face, PassphraseEdit
from ui.dialogs.vault.strength import judge
from ui.widgets.buttons import button
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.text import label

ROLES = {
    "adviser": "Adviser",
    "nominated_officer": "Nominated officer",
    "analyst": "Performance analyst",
    "administrator": "Administrator",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the first form asks."""

    provider_name: str
    name: str
    role: str
    prap_role: bool
    folder: Path
    passphrase: str = field(repr=False)


class FirstRunFace(Face):
    """``createRequested(Wishes)``; ``otherRequested()`` opens a vault that exists already.

    With ``finish`` the vault is there already and only the names are asked.
    """

    createRequested = Signal(object)
    otherRequested = Signal()

    def __init__(self, folder: Path, *, finish: bool = False) -> None:
        super().__init__(
            "Finish setting up" if finish else "Set up your vault",
            "Casework is kept in one encrypted folder on this computer. Only your passphrase opens it.",
            width=680,
        )
        self._finish = finish
        self.form = FormKit(columns=2)
        self._add_fields(folder)
        self._strength = label("", "small", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._judge)
        self.body.addWidget(self.form)
        self.body.addWidget(self._strength)
        self.body.addWidget(self.error)
        self.body.addLayout(self._verbs())
        self.form.changed.connect(self._typed)
        self._follow_enter()
        self.setFocusProxy(self.form.field("provider_name"))

    def set_busy(self, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.go.setText("Making the vault…" if busy else self._go_text())

    def fail(self, error: UserError) -> None:
        """Say why it did not work, and wait for another try."""
        self.set_busy(False)
        self.show_error(error)

    def _add_fields(self, folder: Path) -> None:
        form = self.form
        form.add(
            "provider_name",
            "Provider's name",
            QLineEdit(),
            help="Stands on every document: 'Job Finding Support, delivered by …'",
        )
        form.add("name", "Your name", QLineEdit(), help="Stands beside everything you record.")
        form.add("role", "Your role", choice(ROLES))
        form.add("prap_role", "", QCheckBox("I have the right to key into PRaP"))
        if self._finish:
            return
        self._folder = QLineEdit(str(folder))
        form.add("folder", "Place of the vault", PlaceField(self._folder), span=2)
        form.add(
            "passphrase",
            "Passphrase",
            PassphraseEdit("passphrase"),
            help="Five words that do not belong together are easy to keep and hard to guess.",
        )
        form.add("again", "Passphrase again", PassphraseEdit("again"))

    def _follow_enter(self) -> None:
        """Enter goes on to the next thing asked, and after the last one makes the vault."""
        names = self.form.names()
        for name, following in zip(names, [*names[1:], ""], strict=True):
            edit = self.form.field(name).focusProxy() or self.form.field(name)
            if isinstance(edit, QLineEdit):
                edit.returnPressed.connect(partial(self._go_on, following))

    def _go_on(self, name: str) -> None:
        if not name:
            self.go.click()  # nothing while the vault is being made
        else:
            self.form.field(name).setFocus()

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        other = button("Open a vault that I have…", "link", self.otherRequested.emit, name="other-vault")
        other.setVisible(not self._finish)
        self.go = button(self._go_text(), "primary", self._submit, name="create")
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(self.go)
        return row

    def _go_text(self) -> str:
        return "Start" if self._finish else "Create the vault"

    def _typed(self, name: str) -> None:
        if name == "passphrase":
            self._strength.show()
            self._pause.start(150)

    def _judge(self) -> None:
        self._strength.setText(judge(self.form.value("passphrase"), self._known()).grade)

    def _known(self) -> tuple[str, ...]:
        return (self.form.value("provider_name"), self.form.value("name"))

    def _problems(self) -> dict[str, tuple[str, str]]:
        found: dict[str, str] = {}
        for name, words in (("provider_name", "Type the provider's name."), ("name", "Type your name.")):
            if not self.form.value(name).strip():
                found[name] = words
        if not self._finish:
            strength = judge(self.form.value("passphrase"), self._known())
            if not strength.enough:
                found["passphrase"] = strength.grade or "Choose a passphrase."
            elif self.form.value("passphrase") != self.form.value("again"):
                found["again"] = "The two passphrases differ. Type the same one twice."
            if self._place() is None:
                found["folder"] = "Choose a folder, such as one in your own documents."
        return {name: (text, "error") for name, text in found.items()}

    def _place(self) -> Path | None:
        """The folder typed; None where it names none, such as '~nobody'."""
        if self._finish or not self._folder.text().strip():
            return None
        try:
            folder = Path(self._folder.text().strip()).expanduser()
        except RuntimeError:
            return None
        return folder if folder.is_absolute() else None

    def _submit(self) -> None:
        problems = self._problems()
        self.form.set_notes(problems)
        self._strength.setVisible("passphrase" not in problems)  # the note says it already
        self.show_error("")
        if problems:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        form = self.form
        self.createRequested.emit(
            Wishes(
                form.value("provider_name").strip(),
                form.value("name").strip(),
                form.value("role"),
                form.value("prap_role"),
                self._place() or Path(),
                "" if self._finish else form.value("passphrase"),
            )
        )


class PlaceField(QWidget):
    """A folder, typed or chosen."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__()
        self._edit = edit
        edit.setAccessibleName("Place of the vault")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(edit, 1)
        row.addWidget(button("Choose…", "plain", self._choose))
        self.setFocusProxy(edit)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder for the vault", self._edit.text())
        if folder:
            self._edit.setText(str(Path(folder) / "JFS vault"))

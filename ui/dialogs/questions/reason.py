"""One question before something is taken back: why. What was taken back stays readable with the answer."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Generic, Self, TypeVar

from PySide6.QtWidgets import QWidget

from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box

T = TypeVar("T")


class ReasonDialog(Dialog, Generic[T]):
    """Asks why ``about`` is taken back, and does it; the verb of the core refuses an empty reason.

    Subclasses say the words, and what ``carry_out`` does with the reason."""

    title: ClassVar[str]
    question: ClassVar[str] = "Why was it wrong?"
    verb: ClassVar[str] = "Take it back"
    name: ClassVar[str]
    """The object name of the button."""

    def __init__(self, context: Context, about: T, parent: QWidget | None = None) -> None:
        super().__init__(self.title, "", parent, width=480)
        self.about = about
        self.heading.setText(self.headline())
        self.body.setText(self.text())
        self.body.setVisible(bool(self.text()))
        self._context = context
        self.workspace = context.workspace
        self.form = FormKit()
        reason = self.form.add("reason", self.question, note_box(2))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb(self.verb, "danger", self._go, saves=True)
        self.go.setObjectName(self.name)
        reason.setFocus()

    @classmethod
    def ask(cls, context: Context, about: T, parent: QWidget | None) -> Self:
        """Open it over ``parent``."""
        dialog = cls(context, about, parent)
        dialog.open()
        return dialog

    def text(self) -> str:
        """What is said below the title."""
        return ""

    def headline(self) -> str:
        """The title within the dialog; that of the window bears nobody's name."""
        return self.title

    @abstractmethod
    def carry_out(self, reason: str) -> Outcome[Any]:
        """Take it back, on the writer's thread."""

    def said(self, outcome: Outcome[Any]) -> str:
        """What is said once it is done."""
        return "Taken back."

    def dirty(self) -> bool:
        return bool(str(self.form.value("reason")).strip())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        self.set_busy(True)
        reason = str(self.form.value("reason"))
        self._context.tasks.write(
            lambda: self.carry_out(reason),
            owner=self,
            done=self._done,
            failed=lambda error: self.show_refusal(error, self.form),
        )

    def _done(self, outcome: Outcome[Any]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        self._context.say.news(self.said(outcome))

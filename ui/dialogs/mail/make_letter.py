"""Making a letter, form or record from the case: which one, and what the case does not know (C3, M10, W8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents.case_papers import FilledPaper
from jfs_desktop.casework.documents.paper_sources import Signposted, Typed
from jfs_desktop.casework.ending import case_letters
from jfs_desktop.casework.ending.case_letters import FOR_DWP, LETTERS, NAMES
from jfs_desktop.casework.outbox import mail_papers
from jfs_desktop.casework.outbox.mail_offers import MailAbout
from jfs_desktop.documents.papers.forms import IPESSO1, JFS07, PRAP14, SURVEY
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.rules.programme.questions import NO, YES
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.viewing.paper import PaperDialog
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit
from ui.widgets.line_note import LineNote

__all__ = ["IPESSO1", "JFS07", "LETTERS", "PRAP14", "SURVEY", "MakeLetterDialog"]

_ASKED = {
    "reply_by": (Letter.FIRST_CONTACT, Letter.MISSED),
    "changed_on": (JFS07,),
    "change": (JFS07,),
    "effect": (JFS07,),
    "other_reference": (PRAP14,),
    **dict.fromkeys(("organisation", "told_on", "told", "volunteers", "completed_on", "inbox"), (IPESSO1,)),
}
"""What is asked for which kind."""
POINTS = (
    ("length", "How long it lasts"),
    ("voluntary", "It is voluntary"),
    ("responsibilities", "Their responsibilities"),
    ("benefits", "What it can bring"),
    ("sharing", "Their details go to DWP"),
    ("work_coach", "A Work Coach will be in touch"),
    ("no_promise", "No place is promised"),
)
"""What is told before IPESSO1 is opened, by its key in ``documents.forms.EXPLAINED``."""
NO_INBOX = "It cannot go by e-mail yet: DWP's inbox for JFS07 is not entered."
_HEIGHT = 72
_ABOUT = (
    "It is filled from the case, in the language of the person's documents; what goes to DWP is in English."
)


class MakeLetterDialog(FormDialog):
    """Choose, answer, look at the pages; saving keeps a copy on the case. What is for DWP can be sent.

    ``fieldRequested(page, field)`` asks for where the inbox is entered that JFS07 goes to.
    """

    fieldRequested = Signal(str, str)

    def __init__(
        self,
        context: Context,
        case_id: UUID,
        kinds: Sequence[str] = tuple(NAMES),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Letter, form or record", _ABOUT, parent, width=620)
        self._context, self._case_id = context, case_id
        today = context.clock.now().date()
        self.form = FormKit(columns=2)
        self.kind = self.form.add(
            "kind", "Which one", ChipChoice([(str(kind), NAMES[kind]) for kind in kinds]), span=2
        )
        self.form.add("reply_by", "Please reply by", DateField(today), span=2)
        self.form.add("changed_on", "Changed since", DateField(today), span=2)
        self.form.add("other_reference", "PRaP reference of the other referral", QLineEdit(), span=2)
        self.form.add("change", "What has changed", _text(), span=2, help="Empty: as it stands on the case.")
        self.form.add("effect", "What it means for the provision", _text(), span=2)
        self._add_signpost(today)
        self.kind.set_chosen((str(kinds[0]),))
        if len(kinds) == 1:  # it was chosen by whatever led here
            self.form.set_shown("kind", False)
            self.heading.setText(NAMES[kinds[0]])
        self._before = self.form.values()
        self.no_inbox = LineNote("Enter it in Settings", self._enter_inbox)
        self._lacks_inbox = False
        self.content.addWidget(self.no_inbox)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.look = self.add_verb("&Look at it…", "primary", self._look, default=True)
        self.look.setObjectName("letter-look")
        self.form.changed.connect(lambda _: self._ask())
        self._ask()
        if len(kinds) > 1:
            self.kind.setFocus()
        if JFS07 in kinds:
            workspace = context.workspace
            context.tasks.read(lambda: mail_papers.lacks_inbox(workspace), owner=self, done=self._show_lack)

    @classmethod
    def ask(
        cls,
        context: Context,
        case_id: UUID,
        parent: QWidget,
        kinds: Sequence[str] = (),
        lead: Callable[[str, str], object] | None = None,
    ) -> None:
        """Open it over ``parent``, for these kinds, or for all that the case can have; ``lead`` shows a field
        of a page."""
        workspace = context.workspace

        def show(offered: Sequence[str]) -> None:
            made = cls(context, case_id, offered, parent)
            if lead is not None:
                made.fieldRequested.connect(lead)
            made.open()

        if kinds:
            show(kinds)
            return
        context.tasks.read(lambda: case_letters.offered(workspace, case_id), owner=parent, done=show)

    def _show_lack(self, lacks: bool) -> None:
        self._lacks_inbox = lacks
        self._ask()

    def _enter_inbox(self) -> None:
        if self.dirty():
            self.reject()  # which asks first
            return
        self.discard()
        self.fieldRequested.emit("settings", settings.JFS07_INBOX.key)

    def _add_signpost(self, today: date) -> None:
        add = self.form.add
        add("organisation", "Organisation that signposts", QLineEdit(), help="Empty: the provider itself.")
        add("inbox", "E-mail address of the District inbox", QLineEdit())
        add("told_on", "Explained on", DateField(today, today))
        add("volunteers", "They want to volunteer", ChipChoice([(YES, "Yes"), (NO, "No")]))
        add("told", "What was explained", ChipChoice(POINTS, several=True), span=2)
        add("completed_on", "Form filled in on", DateField(today), help="Empty: not yet.")

    def dirty(self) -> bool:
        """Which one is chosen is nothing typed."""
        return bool({**self.form.values(), "kind": None} != {**(self._before or {}), "kind": None})

    def chosen(self) -> str:
        """The key of the kind."""
        return next(iter(self.kind.chosen()), "")

    def _ask(self) -> None:
        for name, kinds in _ASKED.items():
            self.form.set_shown(name, self.chosen() in kinds)
        self.no_inbox.show_words(NO_INBOX if self._lacks_inbox and self.chosen() == JFS07 else "")

    def _look(self) -> None:
        workspace, case_id, kind = self._context.workspace, self._case_id, self.chosen()
        notes = {name: note for name, note in self.form.date_problems().items() if kind in _ASKED[name]}
        if not kind:
            notes["kind"] = ("Choose one of these.", "error")
        self.form.set_notes(notes)
        self.show_error("")
        if notes:
            return
        typed = self._typed(kind)
        self.set_busy(True)
        self._context.tasks.read(
            lambda: case_letters.fill(workspace, case_id, kind, typed),
            owner=self,
            done=lambda filled: self._show(kind, typed, filled),
            failed=self._refused,
        )

    def _typed(self, kind: str) -> Typed:
        value = self.form.value
        return Typed(
            reply_by=value("reply_by") if kind in _ASKED["reply_by"] else None,
            changed_on=value("changed_on") if kind in _ASKED["changed_on"] else None,
            change=str(value("change")),
            effect=str(value("effect")),
            other_reference=str(value("other_reference")).strip(),
            signposted=Signposted(
                str(value("organisation")),
                value("told_on"),
                frozenset(value("told")),
                YES in value("volunteers"),
                value("completed_on"),
                str(value("inbox")),
            ),
        )

    def _show(self, kind: str, typed: Typed, filled: FilledPaper) -> None:
        self.set_busy(False)
        self._before = self.form.values()
        goes = kind in FOR_DWP and not (kind == JFS07 and self._lacks_inbox)
        mail = partial(self._mail, kind, typed) if goes else None
        shown = PaperDialog.ask(self._context, self._case_id, NAMES[kind], lambda: filled, self, mail=mail)
        shown.saved.connect(self.accept)

    def _mail(self, kind: str, typed: Typed) -> None:
        """The message to DWP, with the form as it was looked at."""
        parent = self.parentWidget()
        self.discard()
        ComposeDialog.ask(self._context, self._case_id, kind, parent, about=MailAbout(paper=typed))


def _text() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(_HEIGHT)
    return made

"""Changing how a participant is reached."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework.contact import case_contact
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.calendar.working_days import NATION_NAMES
from jfs_desktop.rules.facts.facts import Nation
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice

_NATIONS = {"": "Not known"} | {nation.value: name for nation, name in NATION_NAMES.items()}


class ContactDetailsDialog(FormDialog):
    """Telephone, e-mail, address, nation, vulnerability and notes; an error stands beside its field."""

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__("Contact details", "", parent, width=560)
        self._context = context
        self._case_id = view.case_id
        self.form = FormKit(columns=2)
        self.form.add("telephone", "Telephone", QLineEdit())
        self.form.add("email", "E-mail", QLineEdit())
        self.form.add("address", "Address", _text(72), span=2)
        self.form.add("postcode", "Postcode", QLineEdit())
        self.form.add("nation", "Nation", choice(_NATIONS))
        self.form.add("contact_notes", "How best to reach them", _text(56), span=2)
        self.form.add("vulnerable", "", QCheckBox("Marked as vulnerable"), span=2)
        for name in ("telephone", "email", "address", "postcode", "contact_notes", "vulnerable"):
            self.form.set_value(name, getattr(view, name))
        self.form.set_value("nation", view.nation or "")
        self._before = self.form.values()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Save", "primary", self._go, default=True)
        self.save.setObjectName("save-contact")
        self.form.field("telephone").setFocus()

    @classmethod
    def ask(cls, context: Context, view: CaseView, parent: QWidget | None) -> ContactDetailsDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, view, parent)
        dialog.open()
        return dialog

    def _wish(self) -> case_contact.ContactDetails:
        value = self.form.value
        return case_contact.ContactDetails(
            telephone=value("telephone"),
            email=value("email"),
            address=value("address"),
            postcode=value("postcode"),
            nation=Nation(value("nation")) if value("nation") else None,
            vulnerable=value("vulnerable"),
            contact_notes=value("contact_notes"),
        )

    def _go(self) -> None:
        self.set_busy(True)
        workspace, case_id, wish = self._context.workspace, self._case_id, self._wish()
        self._context.tasks.write(
            lambda: case_contact.change_contact(workspace, case_id, wish),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[case_contact.ContactDetails]) -> None:
        context = self._context
        if outcome.change_id is not None:
            tell_with_undo(context, outcome, "Contact details saved.")
        self.accept()


def _text(height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made

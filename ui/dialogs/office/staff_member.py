"""Adding or changing a member of staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.records.views import StaffView
from ui.dialogs.vault.first_run import ROLES
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice


@dataclass(frozen=True, slots=True)
class StaffWish:
    """What the form holds."""

    name: str
    role: str
    prap_role: bool
    active: bool


Save = Callable[["StaffMemberDialog", UUID | None, StaffWish], None]


class StaffMemberDialog(Dialog):
    """Name, role and PRaP right. ``save`` gets the dialog, and closes it or shows the error in it."""

    def __init__(self, person: StaffView | None, save: Save, parent: QWidget | None = None) -> None:
        super().__init__("Change a member of staff" if person else "Add somebody", parent=parent)
        self._id = person.id if person else None
        self._save = save
        self.form = FormKit()
        self.form.add("name", "Name", QLineEdit())
        self.form.add("role", "Role", choice(ROLES))
        self.form.add("prap_role", "", QCheckBox("May say that something was keyed into PRaP"))
        self.form.add("active", "", QCheckBox("Works here"))
        self._before = person or StaffView(UUID(int=0), "", "adviser", False)
        for name in ("name", "role", "prap_role", "active"):
            self.form.set_value(name, getattr(self._before, name))
        self.form.set_shown("active", person is not None)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.add_verb("Save" if person else "Add", "primary", self._go, default=True)
        self.form.field("name").setFocus()

    @classmethod
    def ask(cls, parent: QWidget, person: StaffView | None, save: Save) -> StaffMemberDialog:
        """Open the dialog over ``parent``."""
        dialog = cls(person, save, parent)
        dialog.open()
        return dialog

    def refused(self, error: UserError) -> None:
        """Show why this cannot be kept."""
        self.show_refusal(error, self.form)

    def dirty(self) -> bool:
        return self._wish() != StaffWish(
            self._before.name, self._before.role, self._before.prap_role, self._before.active
        )

    def _wish(self) -> StaffWish:
        value = self.form.value
        return StaffWish(value("name"), value("role"), value("prap_role"), value("active"))

    def _go(self) -> None:
        self.show_error("")
        self.set_busy(True)
        self._save(self, self._id, self._wish())

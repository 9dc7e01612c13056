"""Entering whom to ring in a Fast Track (G2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.errors import UserError
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit

Save = Callable[["DistrictLeadDialog", DistrictLead], None]
_NAMES = ("name", "telephone", "other_telephone", "hours")


class DistrictLeadDialog(Dialog):
    """Name, numbers and hours. ``save`` gets the dialog, and closes it or shows the error in it."""

    def __init__(self, lead: DistrictLead | None, save: Save, parent: QWidget | None = None) -> None:
        super().__init__("District Lead", "", parent)
        self._save = save
        self._before = lead or DistrictLead("", "")
        self.form = FormKit(columns=2)
        self.form.add("name", "Name", QLineEdit(), span=2)
        self.form.add("telephone", "Telephone", QLineEdit())
        self.form.add("other_telephone", "Another number", QLineEdit())
        self.form.add("hours", "Hours", QLineEdit(), help="Such as: Mon to Fri, 8 to 18", span=2)
        for name in _NAMES:
            self.form.set_value(name, getattr(self._before, name))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Save", "primary", self._go, default=True)
        self.save.setObjectName("save-lead")
        self.form.field("name").setFocus()

    @classmethod
    def ask(cls, parent: QWidget, lead: DistrictLead | None, save: Save) -> DistrictLeadDialog:
        """Open the form over ``parent``."""
        dialog = cls(lead, save, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return self._wish() != self._before

    def refused(self, error: UserError) -> None:
        """Show why it cannot be kept."""
        self.show_refusal(error, self.form)

    def _wish(self) -> DistrictLead:
        return DistrictLead(*(self.form.value(name) for name in _NAMES))

    def _go(self) -> None:
        self.set_busy(True)
        self._save(self, self._wish())

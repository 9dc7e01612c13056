"""A dialog that holds one form."""

from __future__ import annotations

from typing import Any

from jfs_desktop.errors import UserError
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit


class FormDialog(Dialog):
    """A subclass makes ``form``, and sets ``_before`` to its values where what is typed from then on is
    not to be lost without a question."""

    form: FormKit
    _before: dict[str, Any] | None = None

    def dirty(self) -> bool:
        return self._before is not None and bool(self.form.values() != self._before)

    def dates_told(self) -> bool:
        """Whether every date that was typed is one; mark the others and go to the first of them."""
        problems = self.form.date_problems()
        self.form.set_notes(problems)
        if problems:
            self.form.focus_first_note()
        return not problems

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)

"""The card of Settings with the contract's dates, and the day on which the service ends (E11)."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.office import contract
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.date_field import DateField
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label

_DAYS = (
    (contract.START, "Contract began"),
    (contract.REFERRAL_END, "Last day for referrals"),
    (contract.EXTENSION_END, "Last day of the extension"),
    (contract.LAST_START, "Last start"),
    (contract.RETENTION_END, "Records Retention End Date"),
)
_HELP = {
    contract.RETENTION_END: "No record goes on or before it, nor while the contract lasts (JFS 1.33, 4.09).",
}


class ContractCard(Card):
    """Dates as the contract's own terms give them; they warn of referrals that come after them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Contract", parent)
        self._context = context
        self._shown = ContractDates()
        self.form = FormKit(columns=2)
        today = london_day(context.clock.now())
        for name, title in _DAYS:
            self.form.add(name, title, DateField(today), help=_HELP.get(name, ""))
        self.form.add(
            contract.SOURCE,
            "Where the contract says so",
            QLineEdit(),
            help="The contract's own terms are the master for these dates (JFS 1.34).",
            span=2,
        )
        self.advice = label("", "warning", wrap=True)
        self.advice.hide()
        self.ends = label("", "soft", wrap=True)
        self.keep = button("Keep these dates", "plain", self._keep, name="keep-contract")
        self.verbs.addWidget(self.keep)
        for part in (self.form, self.advice, self.ends):
            self.body.addWidget(part)

    def read(self) -> None:
        """Read the dates anew; what is being typed is left alone."""
        workspace = self._context.workspace
        self._context.tasks.read(lambda: contract.dates(workspace), owner=self, done=self._show)

    def dirty(self) -> bool:
        """Whether something was typed that is not kept."""
        return any(self.form.value(name) != getattr(self._shown, name) for name, _ in _DAYS) or (
            self.form.value(contract.SOURCE).strip() != self._shown.source_clause
        )

    def _show(self, dates: ContractDates) -> None:
        if not self.dirty():
            for name, _ in _DAYS:
                self.form.set_value(name, getattr(dates, name))
            self.form.set_value(contract.SOURCE, dates.source_clause)
        self._shown = dates
        self.advice.setText("\n".join(dates.advice))
        self.advice.setVisible(bool(dates.advice))
        ends, closes = dates.service_end, dates.prap_closes_on
        self.ends.setText(
            f"The service runs on until {long_day(ends)} (JFS 1.24). Keep staff and accounts until "
            f"{long_day(closes)}, when PRaP ends the last case by itself (JFS 5.08)."
            if ends and closes
            else "Once the last start is known, the day on which the service ends is worked out from it."
        )

    def _keep(self) -> None:
        notes = self.form.date_problems()
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        said = ContractDates(
            **{name: self.form.value(name) for name, _ in _DAYS},
            source_clause=self.form.value(contract.SOURCE),
        )
        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: contract.put(workspace, said), owner=self, done=self._kept, failed=self._refused
        )

    def _kept(self, outcome: Outcome[ContractDates]) -> None:
        context = self._context
        self._shown = outcome.value
        tell_with_undo(context, outcome, "The contract's dates are kept.")
        self._show(outcome.value)

    def _refused(self, error: UserError) -> None:
        if not self.form.show_refusal(error):
            self._context.say.problem(error)

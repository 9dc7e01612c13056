"""Settings: whom to ring in a Fast Track, and the staff checks (G2, G5)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.office.staff_checks import CheckView, Standing
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.office.district_lead import DistrictLeadDialog
from ui.dialogs.office.staff_check import CheckBackDialog, StaffCheckDialog
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.rows import Rows
from ui.widgets.text import ElidedLabel, label


class SelfReadingCard(Card):
    """A card that reads its own rows when it is shown, and when what it ``cares`` for changes."""

    cares = Changed.NOTHING

    def __init__(self, title: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.context = context
        self._rows = Rows()
        self.body.addLayout(self._rows)
        context.hub.changed.connect(self._hear)

    def load(self) -> None:
        """Ask for the rows."""

    def rows(self) -> QVBoxLayout:
        """An empty column in place of the rows shown before."""
        return self._rows.anew(8)

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        if outcome.changed & self.cares and not self.context.tasks.held:
            self.load()


class LeadsCard(SelfReadingCard):
    """The District Leads in the order of ringing."""

    cares = Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Safeguarding: whom to ring", context, parent)
        self._leads: tuple[DistrictLead, ...] = ()
        self.verbs.addWidget(button("Add…", "plain", lambda: self._ask(None), name="add-lead"))

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: fast_track.leads(workspace), owner=self, done=self._show)

    def _show(self, leads: tuple[DistrictLead, ...]) -> None:
        self._leads = leads
        column = self.rows()
        if not leads:
            told = self.context.workspace.programme.safeguarding.nobody_entered
            column.addWidget(label(told, "warning", wrap=True))
        for place, lead in enumerate(leads):
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(ElidedLabel(lead.name, "strong"))
            said = (lead.telephone, lead.other_telephone, lead.hours)
            words.addWidget(label(" · ".join(part for part in said if part), "soft", wrap=True))
            row.addLayout(words, 1)
            verbs = (("Change…", self._ask, "change-lead"), ("Remove", self._remove, "remove-lead"))
            for text, act, name in verbs:
                made = button(text, "quiet", partial(act, place), name=name)
                made.setAccessibleName(f"{text} {lead.name}")
                row.addWidget(made)
            column.addLayout(row)

    def _ask(self, place: int | None) -> None:
        def save(dialog: DistrictLeadDialog, lead: DistrictLead) -> None:
            leads = list(self._leads)
            if place is None:
                leads.append(lead)
            else:
                leads[place] = lead
            self._keep(tuple(leads), dialog)

        DistrictLeadDialog.ask(self.window(), self._leads[place] if place is not None else None, save)

    def _remove(self, place: int) -> None:
        self._keep(self._leads[:place] + self._leads[place + 1 :], None)

    def _keep(self, leads: tuple[DistrictLead, ...], dialog: DistrictLeadDialog | None) -> None:
        workspace, context = self.context.workspace, self.context

        def done(outcome: Outcome[Any]) -> None:
            if dialog is not None:
                dialog.accept()
            context.hub.tell(outcome)

        context.tasks.write(
            lambda: fast_track.keep_leads(workspace, leads),
            owner=dialog or self,
            done=done,
            failed=dialog.refused if dialog is not None else context.say.problem,
        )


class StaffChecksCard(SelfReadingCard):
    """Everybody who works here with their checks, the loudest where one is missing."""

    cares = Changed.STAFF | Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Staff checks", context, parent)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: staff_checks.standings(workspace), owner=self, done=self._show)

    def _show(self, standings: tuple[Standing, ...]) -> None:
        column = self.rows()
        for one in standings:
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(one.person.name, "strong"), 1)
            row.addWidget(Pill(one.words, one.mark))
            enter = partial(StaffCheckDialog.ask, self.context, one.person, self.window())
            made = button("Enter…", "quiet", enter, name="enter-check")
            made.setAccessibleName(f"Enter a staff check of {one.person.name}")
            row.addWidget(made)
            column.addLayout(row)
            for check in one.checks:
                column.addLayout(self._check(check))

    def _check(self, check: CheckView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(_told(check), "soft", wrap=True), 1)
        if not check.taken_back_reason:
            ask = partial(CheckBackDialog.ask, self.context, check, self.window())
            row.addWidget(button("Take back…", "link", ask, name="check-back"))
        return row


def _told(check: CheckView) -> str:
    days = (
        ("checked", check.checked_on),
        ("valid until", check.valid_until),
        ("chapter 2 read", check.chapter_read_on),
    )
    parts = [f"{check.kind_name} {check.reference}".strip()]
    parts += [f"{title} {long_day(day)}" for title, day in days if day is not None]
    if check.taken_back_reason:
        parts.append(f"taken back: {check.taken_back_reason}")
    return " · ".join(parts)

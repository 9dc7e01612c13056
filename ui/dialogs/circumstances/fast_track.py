"""The safeguarding Fast Track sheet: whom to ring, what to do, and the log of both (G2, JFS 3.05).

It reads nothing but the vault, so it works without a network.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import REACHED, DistrictLead, FastTrack, Incident
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.writing.wording import counted, long_day
from ui.shell.context import Context
from ui.widgets.card import Card
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.text import label

_EVERY_MS = 10_000


class FastTrackDialog(Dialog):
    """Numbers and steps at once; below them what was noticed, then whom you reached."""

    def __init__(
        self, context: Context, sheet: FastTrack, parent: QWidget | None, incident: UUID | None = None
    ) -> None:
        super().__init__("Fast Track", "", parent, width=680)
        self.setObjectName("fast-track")
        self._context, self._sheet = context, sheet
        if sheet.name:
            self.heading.setText(f"Safeguarding Fast Track: {sheet.name}")  # the window's title names nobody
        longest = next(iter(sheet.open), None)
        self._incident = next((one for one in sheet.open if one.id == incident), longest)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.since = label("", "big", wrap=True)
        column.addWidget(self.since)
        column.addWidget(self._leads_card())
        column.addWidget(self._steps_card())
        self.noticed, self.reached = self._noticed_form(), self._reached_form()
        self._moment = self._typed_moment()
        for form in (self.noticed, self.reached):
            column.addWidget(form)
        self.content.addWidget(held)
        self.close_it = self.add_cancel("Close")
        self.log_noticed = self.add_verb("Log it and count the minutes", "primary", self._log_noticed)
        self.log_noticed.setObjectName("log-noticed")
        self.log_reached = self.add_verb("Log the contact", "primary", self._log_reached)
        self.log_reached.setObjectName("log-reached")
        self._turn = QTimer(self, interval=_EVERY_MS)
        self._turn.timeout.connect(self._tick)
        self._turn.start()
        self._follow()

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID | None, parent: QWidget | None, incident: UUID | None = None
    ) -> None:
        """Read the numbers and the open incidents of a case, and open the sheet at the one that is named, or
        at the one that is open longest."""
        workspace = context.workspace
        context.tasks.read(
            lambda: fast_track.page(workspace, case_id),
            owner=parent or context.hub,
            done=lambda sheet: cls(context, sheet, parent, incident).open(),
        )

    def dirty(self) -> bool:
        if self._incident is None:
            return bool(self.noticed.value("note").strip())
        return bool(self.reached.value("outcome").strip() or self.reached.value("reference").strip())

    def _leads_card(self) -> Card:
        card = Card("Ring the District Lead")
        for lead in self._sheet.leads:
            card.body.addLayout(_lead_row(lead))
        if not self._sheet.leads:
            card.body.addWidget(label(self._sheet.nobody_entered, "warning", wrap=True))
        return card

    def _steps_card(self) -> Card:
        card = Card("What to do")
        for number, step in enumerate(self._sheet.steps, 1):
            card.body.addWidget(label(f"{number}. {step}", "strong" if number == 1 else "", wrap=True))
        card.body.addWidget(label(self._sheet.paragraph, "small"))
        return card

    def _noticed_form(self) -> FormKit:
        now = self._context.clock.now().astimezone(LONDON)
        form = FormKit(columns=2)
        kinds = {"": "Choose…"} | {one.key: one.name for one in self._sheet.incidents}
        form.add("incident", "What was noticed", choice(kinds), span=2)
        form.add("on", "On which day", DateField(now.date(), now.date()))
        form.add("at", "At what time", TimeField())
        form.set_value("at", now.time().replace(second=0, microsecond=0))
        form.add("note", "In the person's words", note_box(2), span=2)
        return form

    def _reached_form(self) -> FormKit:
        form = FormKit(columns=2)
        lead = QComboBox()
        lead.setEditable(True)
        for one in self._sheet.leads:
            lead.addItem(one.name)
        form.add("lead", "Whom you reached", lead)
        form.add("channel", "How", choice(dict(self._sheet.channels)))
        form.set_value("channel", "telephone")
        today = self._context.clock.now().astimezone(LONDON).date()
        form.add("on", "On which day", DateField(today, today))
        form.add("at", "At what time", TimeField())
        form.add("outcome", "What was agreed", note_box(2))
        form.add("reference", "Fast Track reference", QLineEdit())
        return form

    def _follow(self) -> None:
        """Show what is to be logged next; without a case there is nothing to log."""
        case, running = self._sheet.case_id is not None, self._incident is not None
        self.noticed.setVisible(case and not running)
        self.log_noticed.setVisible(case and not running)
        self.reached.setVisible(case and running)
        self.log_reached.setVisible(case and running)
        self.propose(self.log_reached if running else self.log_noticed)
        if not case:
            self.body.setText("Open the person's case to log what was noticed.")
            self.body.show()
        self._tick()
        (self.reached.field("lead") if running else self.noticed.field("incident")).setFocus()

    def _tick(self) -> None:
        incident = self._incident
        if self._moment == self._typed_moment():  # nobody has said that it was earlier
            now = self._context.clock.now().astimezone(LONDON)
            self.reached.set_value("on", now.date())
            self.reached.set_value("at", now.time())
            self._moment = self._typed_moment()
        words = self._of_many(incident) if incident is not None else []
        if incident is not None and incident.noticed_at is not None:
            seconds = (self._context.clock.now() - incident.noticed_at).total_seconds()
            minutes = counted(max(0, int(seconds // 60)), "minute")
            words.append(f"{minutes} since it was noticed")
        self.since.setText("\n".join(words))
        self.since.setVisible(bool(words))

    def _typed_moment(self) -> tuple[date | None, time | None]:
        return self.reached.value("on"), self.reached.value("at")

    def _of_many(self, incident: Incident) -> list[str]:
        """Which of several open ones it is."""
        if len(self._sheet.open) < 2:
            return []
        return [f"{incident.incident}, noticed {long_day(incident.on)}"]

    def _log_noticed(self) -> None:
        case_id, values = self._sheet.case_id, self.noticed.values()
        problems = self.noticed.date_problems()
        if not values["incident"]:
            problems["incident"] = ("Choose what was noticed.", "error")
        if values["on"] is None:
            problems.setdefault("on", ("Type the day.", "error"))
        self.noticed.set_notes(problems)
        if problems or case_id is None:
            self.noticed.focus_first_note()
            return
        self.set_busy(True)
        workspace = self._context.workspace
        incident, on, at, note = (values[name] for name in ("incident", "on", "at", "note"))

        def log() -> tuple[Outcome[FactView], FastTrack]:
            outcome = fast_track.notice(workspace, case_id, incident, on, at, note=note)
            return outcome, fast_track.page(workspace, case_id)

        self._context.tasks.write(log, owner=self, done=self._noticed_logged, failed=self._noticed_refused)

    def _noticed_logged(self, found: tuple[Outcome[FactView], FastTrack]) -> None:
        outcome, sheet = found
        self._context.hub.tell(outcome)
        self._sheet = sheet
        self._incident = next((one for one in sheet.open if one.id == outcome.value.id), None)
        self.noticed.set_value("note", "")
        self.set_busy(False)
        self._follow()

    def _noticed_refused(self, error: UserError) -> None:
        self.show_refusal(error, self.noticed)

    def _log_reached(self) -> None:
        case_id, incident, values = self._sheet.case_id, self._incident, self.reached.values()
        if case_id is None or incident is None:
            return
        lead, on = values["lead"].strip(), values["on"]
        problems = self.reached.date_problems()
        if not lead:
            problems["lead"] = ("Type whom you reached.", "error")
        if on is None:
            problems.setdefault("on", ("Type the day.", "error"))
        self.reached.set_notes(problems)
        if problems:
            self.reached.focus_first_note()
            return
        said = {
            "district_lead": lead,
            "outcome": values["outcome"],
            "fast_track_reference": values["reference"],
        }
        detail = {key: text.strip() for key, text in said.items() if text.strip()}
        happened = WhatHappened(
            REACHED, on, values["at"], channel=values["channel"] or "", about=incident.id, detail=detail
        )
        if incident.on < on:  # the day has turned meanwhile; the minutes say how long it took
            happened = replace(happened, late_reason="Reached on a later day; the minutes are kept.")
        workspace = self._context.workspace
        self.set_busy(True)
        self._context.tasks.write(
            lambda: facts.record(workspace, case_id, happened),
            owner=self,
            done=self._reached_logged,
            failed=self._reached_refused,
        )

    def _reached_logged(self, outcome: Outcome[FactView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("The contact is logged.")
        self.accept()

    def _reached_refused(self, error: UserError) -> None:
        self.show_refusal(error, self.reached, {"district_lead": "lead"})


def _lead_row(lead: DistrictLead) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(lead.name, "strong", wrap=True))
    if lead.hours:
        words.addWidget(label(lead.hours, "soft", wrap=True))
    row.addLayout(words, 1)
    numbers = QVBoxLayout()
    for number in (lead.telephone, lead.other_telephone):
        if number:
            shown = label(number, "big")
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            shown.setAccessibleName(f"Number of {lead.name}: {number}")
            numbers.addWidget(shown)
    row.addLayout(numbers)
    return row

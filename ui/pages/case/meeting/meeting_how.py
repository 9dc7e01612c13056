"""By which way, on which day and when a part of a meeting was done, and why late where it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.clock import LONDON, Clock
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit

ON, AT, CHANNEL, LATE = "part_on", "part_at", "part_channel", "part_late"


class HowForm(FormKit):
    """Asks nothing of a part without a channel: it is of the moment of the click. What is proposed gives way
    to what is typed, and is not kept in a draft."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, columns=2)
        self._clock = clock
        self.channels: ChipChoice | None = None
        self._proposed: tuple[date | None, time | None] = (None, None)
        self._proposed_channel = ""

    def ask(self, choice: FactChoice) -> None:
        """Offer the ways of this part."""
        if self.channels is not None:
            self.channels.offer(choice.channels)
        elif choice.channel_needed:
            today = self._now().date()
            self.channels = self.add(CHANNEL, "How", ChipChoice(list(choice.channels)), span=2)
            self.add(ON, "On which day", DateField(today, today))
            self.add(AT, "At what time", TimeField())
            self._proposed = self.value(ON), self.value(AT)
            self.propose_moment()
        if LATE not in self.names():
            self.add(LATE, "Why is it late?", QLineEdit(), span=2)
            self.set_shown(LATE, False)

    def channel(self) -> str:
        """The channel now chosen; '' for none."""
        return next(iter(self.channels.chosen()), "") if self.channels is not None else ""

    def propose_channel(self, key: str) -> None:
        """Choose this channel and no other; '' for none."""
        self._proposed_channel = key
        if self.channels is not None:
            self.channels.set_chosen((key,) if key else ())

    def propose_moment(self) -> None:
        """The moment of now, unless another was typed: the window may stand open over night."""
        if self.channels is None or (self.value(ON), self.value(AT)) != self._proposed:
            return
        now = self._now()
        self._proposed = now.date(), now.time().replace(second=0, microsecond=0)
        self._set(dict(zip((ON, AT), self._proposed, strict=True)))

    def moment(self) -> tuple[date | None, time | None]:
        """The day and time typed, in Europe/London."""
        if self.channels is None:
            return self._now().date(), self._now().time()
        return self.value(ON), self.value(AT)

    def late(self) -> str:
        """Why it is late, as typed."""
        return str(self.value(LATE)).strip() if LATE in self.names() else ""

    def forget_late(self) -> None:
        """Ask no more why it is late."""
        self._set({LATE: ""})
        if LATE in self.names():
            self.set_shown(LATE, False)

    def clear(self) -> None:
        """Let go of all that was chosen and typed."""
        self.propose_channel("")
        self._set(dict(zip((ON, AT), self._proposed, strict=True)))
        self.forget_late()
        self.set_notes({})

    def answers(self) -> dict[str, str]:
        """What was typed and not proposed, for a draft; days and times in ISO."""
        typed = {LATE: self.late()}
        if self.channels is not None:
            for name, proposed in zip((ON, AT), self._proposed, strict=True):
                value = self.value(name)
                typed[name] = value.isoformat() if value is not None and value != proposed else ""
            typed[CHANNEL] = self.channel() if self.channel() != self._proposed_channel else ""
        return {name: text for name, text in typed.items() if text}

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show what a draft kept; other keys are left alone."""
        if CHANNEL in answers and self.channels is not None:
            self.channels.set_chosen((answers[CHANNEL],))
        read: dict[str, Any] = {ON: date.fromisoformat, AT: time.fromisoformat, LATE: str}
        self._set({name: reads(answers[name]) for name, reads in read.items() if name in answers})
        if LATE in answers:
            self.set_shown(LATE, True)

    def _set(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name in self.names():
                self.set_value(name, value)

    def _now(self) -> datetime:
        return self._clock.now().astimezone(LONDON)

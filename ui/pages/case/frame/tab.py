"""What every tab of the case page has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk import drafts
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import CaseView, FactView, SessionView
from jfs_desktop.rules.clocks.clocks import ClockReading, next_to_run_out
from jfs_desktop.rules.facts.facts import FactKind
from ui.pages.page import Chosen, Place, place_in, put_back
from ui.pages.reloading import Reloading
from ui.shell.context import Context


@dataclass(frozen=True, slots=True)
class CaseNow:
    """One reading of a case, shared by the head, the cards and the tabs."""

    view: CaseView
    clocks: tuple[ClockReading, ...]
    facts: tuple[FactView, ...]
    running: bool = False
    """Whether a session with this participant runs or is paused."""
    promised: tuple[tuple[SessionView, str], ...] = ()
    """What was promised in a session and is not sent yet, the oldest session first."""
    died: bool = False
    """Whether the person is known to have died, so that nothing goes out (X8)."""
    never_shared: frozenset[str] = frozenset()
    """Kinds of facts that nobody but the adviser may see (G2)."""
    barred: Mapping[FactKind, str] = field(default_factory=dict)
    """Kinds of facts that do not belong to the stage of the case, each with why."""

    def turns_at(self, now: datetime) -> datetime | None:
        """The next moment (aware) at which it is another by itself: the time of the next appointment comes,
        or hours run out. Other days come with the day."""
        agreed = self.view.next_appointment
        moments = [agreed.moment] if agreed is not None and not agreed.is_over(now) else []
        moments.append(next_to_run_out(self.clocks, now))
        return min((one for one in moments if one is not None), default=None)

    def as_shared(self) -> CaseNow:
        """What of it the person may see on a shared screen."""
        kinds = self.never_shared
        facts = tuple(fact for fact in self.facts if fact.kind not in kinds)
        clocks = tuple(one for one in self.clocks if not kinds.intersection((*one.rule.starts, *one.stops)))
        return replace(self, facts=facts, clocks=clocks)


class CaseTab(Reloading):
    """One tab: it reads its own rows in ``load``, for ``case_id``, when something it ``cares`` for
    has changed and it is (or comes to be) in front.

    ``read_case`` is called whenever the page has read the case anew; a tab that
    shows nothing else needs no ``load``. ``beside`` names the cards that stand
    to the right of the tab: 'time', 'weigh', 'person'.

    ``tabRequested(key)`` asks for another tab, ``workRequested(key)`` for one, or this one, to go on with
    the work there, ``startRequested(kind)`` for a session with this participant, ``stopRequested()`` for
    the end of the one that runs, ``savedChanged(text)`` changes the left end of the status bar,
    ``caseRequested(case_id, tab)`` opens another case, ``fieldRequested(page, name)`` a field of a page.
    """

    beside: tuple[str, ...] = ()

    tabRequested = Signal(str)
    workRequested = Signal(str)
    startRequested = Signal(str)
    stopRequested = Signal()
    savedChanged = Signal(str)
    caseRequested = Signal(object, str)
    fieldRequested = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.case_id: UUID | None = None

    def show_case(self, case_id: UUID) -> None:
        """Turn to another case; what was typed about the last one is kept as a draft."""
        if case_id == self.case_id:
            return
        if self.case_id is not None:
            self.save_drafts()
        self.clear()
        self.case_id = case_id
        self.mark_stale()

    def read_case(self, case: CaseNow) -> None:
        """Take note of what the page has just read; called before the tab is first shown, too."""

    def go_on(self) -> None:
        """Put the focus where the work goes on; for who asked for this very tab."""

    def clear(self) -> None:
        """Let go of every row and text shown."""

    def save_drafts(self) -> None:
        """Write half-typed text as encrypted drafts with ``context.tasks.write``."""

    def keep_draft(self, owner: str, typed: Mapping[str, str]) -> None:
        """Keep what stands half typed in a form of this tab, encrypted, under ``owner``."""
        job = self.context.last_words.job(owner, drafts.save_draft, owner, dict(typed))
        self.context.tasks.write(job, owner=self)

    def drop_draft(self, owner: str) -> None:
        """Let go of what was kept under ``owner``."""
        job = self.context.last_words.job(owner, drafts.discard, owner)
        self.context.tasks.write(job, owner=self)

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is no room for anything beside the tab's own content."""

    def export(self) -> None:
        """Make the tab's document; only the plan has one."""

    def chosen(self) -> Chosen:
        """What the person has chosen to see here, as ``Page.chosen``."""
        return {}

    def choose_again(self, chosen: Chosen) -> None:
        """Choose the same after an unlock, before anything is read."""

    def remember(self) -> Place:
        """Where the person is in this tab."""
        return place_in(self)

    def restore(self, place: Place) -> None:
        """Go back to ``place`` after an unlock."""
        put_back(self, place)

    def concerns(self, outcome: Outcome[Any]) -> bool:
        elsewhere = bool(outcome.case_ids) and self.case_id not in outcome.case_ids
        return not elsewhere and super().concerns(outcome)

    def may_load(self) -> bool:
        return self.case_id is not None and super().may_load()


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab: its key, its title, its maker."""

    key: str
    title: str
    make: Callable[[Context], CaseTab]

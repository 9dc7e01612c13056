"""The frame around the pages: top bar, rail, banner, pages, status line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Outcome
from ui.pages.page import Page, Place
from ui.shell.context import Context
from ui.shell.entries import PageEntry
from ui.shell.own_undo import OwnUndo
from ui.shell.rail import Rail
from ui.shell.rail_figures import RailFigures
from ui.shell.say import News, Question
from ui.shell.sharing_cover import SharingCover, SharingStrip
from ui.shell.status import StatusLine
from ui.shell.timer_slot import TimerSlot
from ui.shell.top_bar import TopBar
from ui.widgets.banner import Banner
from ui.widgets.dialog import QuestionBox

if TYPE_CHECKING:  # made once the first page stands
    from ui.pages.fast_track_notice import FastTrackNotice

CASE, CASE_RAIL = "case", "caseload"
BELOW = 8  # pixels between the banner and the status line


class Frame(QWidget):
    """Holds the pages; each is made when it is first needed."""

    pageShown = Signal(str)

    def __init__(
        self, context: Context, entries: Sequence[PageEntry], timer: TimerSlot, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._chosen = b""
        self.current = ""
        self.top = TopBar(context.theme, timer)
        self.rail = Rail(context.theme)
        self.figures = RailFigures(context, entries, self)
        self.strip = SharingStrip(context.sharing)
        self.cover = SharingCover(context.sharing)
        self.banner = Banner()
        self.fast_track: FastTrackNotice | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.cover)
        self.status = StatusLine()
        self._assemble()
        for entry in entries:
            if entry.icon:
                self.rail.add(entry.key, entry.title, entry.icon)
        self._connect(timer)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages made so far."""
        return tuple(self._pages.values())

    def page(self, key: str) -> Page:
        """The page, made now if it was not yet."""
        if key not in self._pages:
            self._make(key)
        return self._pages[key]

    def own_undo(self) -> OwnUndo | None:
        """What was done in the editor in front, which takes it back itself."""
        page = self._pages.get(self.current)
        return page.own_undo if page is not None else None

    def show_page(self, key: str) -> None:
        """Bring a page to the front and let its keys work: the focus is in it."""
        if key not in self._entries:
            return
        page = self.page(key)
        self.current = key
        self.rail.show_chosen(CASE_RAIL if key == CASE else key)
        self._bring(page)
        if self.stack.currentWidget() is page:
            page.take_focus()  # Qt itself would go into whatever field was made first
        self.pageShown.emit(key)

    def take_focus(self) -> None:
        """Let the keys of what is in front work at once."""
        page = self._pages.get(self.current)
        if self.stack.currentWidget() is page and page is not None:
            page.take_focus()
        elif page is not None:
            self.cover.stop.setFocus()

    def show_field(self, key: str, name: str) -> None:
        """Bring a page to the front and go to one of its fields."""
        self.show_page(key)
        self.page(key).restore(Place(name))

    def open_case(self, case_id: UUID, tab: str = "") -> None:
        """Show a case on the case page; while the screen is shared, another person's only if it may stop."""
        if CASE in self._entries:
            self._context.sharing.let(lambda: self._open(case_id, tab), case_id)

    def case_in_front(self) -> UUID | None:
        """The case that the page in front shows."""
        page = self._pages.get(self.current)
        return page.case_id if page is not None else None

    def save_drafts(self) -> None:
        """Keep what is half typed on any page."""
        for page in self.pages:
            page.save_drafts()

    def watch_fast_track(self) -> None:
        """Show above every page who has an open Fast Track, from now on (G2)."""
        from ui.pages.fast_track_notice import FastTrackNotice

        if self.fast_track is None:
            self.fast_track = FastTrackNotice(self._context)
            self._above.addWidget(self.fast_track)
        self.fast_track.refresh()

    def clear(self) -> None:
        """Let go of every row and text shown; called when the vault locks."""
        self.banner.hide()
        if self.fast_track is not None:
            self.fast_track.clear()
        for page in self._pages.values():
            page.clear()

    def remember(self) -> tuple[str, Place]:
        """The page in front and the place on it. What every page was asked to show is kept here, sealed:
        words searched for may be a name. Called before the lock, while the vault has its key."""
        chosen = {key: page.chosen() for key, page in self._pages.items()}
        self._chosen = self._context.workspace.vault.seal(json.dumps(chosen).encode())
        return self.current, self._pages[self.current].remember() if self.current in self._pages else Place()

    def restore(self, key: str, place: Place) -> None:
        """Go back to a page and a place on it, and read everything anew, as each page was asked to."""
        chosen, self._chosen = self._chosen, b""
        for name, one in json.loads(self._context.workspace.vault.unseal(chosen)).items():
            self._pages[name].choose_again(one)
        for page in self._pages.values():
            page.mark_stale()
        self.show_page(key)
        self.figures.read(key)
        if self.fast_track is not None:
            self.fast_track.refresh()
        if key not in self._pages:
            return
        page = self._pages[key]
        page.restore(place)
        if self._context.tasks.busy:  # the text comes back from its draft: then the caret goes in again
            self._context.tasks.idle.connect(
                lambda: page.restore(place), Qt.ConnectionType.SingleShotConnection
            )

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        """Pass a change on to every page and note that it is saved."""
        now = self._context.clock.now()
        self.status.saved(now)
        self.status.day(london_day(now))
        for page in self.pages:
            page.hear(outcome, initiator)
        self.figures.hear(outcome.changed, self.current)

    def _open(self, case_id: UUID, tab: str) -> None:
        self.page(CASE).open_case(case_id, tab)
        self.show_page(CASE)

    def _bring(self, page: Page) -> None:
        """Bring a page to the front, or the cover while it shows whom the screen must not show."""
        self.stack.setCurrentWidget(self.cover if self._context.sharing.hides(page.case_id) else page)

    def _follow_sharing(self) -> None:
        self.banner.hide()  # its words were meant for the adviser alone
        self.strip.follow()
        self.cover.follow()
        self.rail.show_shared(self._context.sharing.on)
        page = self._pages.get(self.current)
        if page is not None:
            self._bring(page)
            if self.stack.currentWidget() is self.cover:
                self.cover.stop.setFocus()

    def _make(self, key: str) -> None:
        page = self._entries[key].make(self._context)
        page.setObjectName(page.objectName() or f"page-{key}")
        self._pages[key] = page
        page.lent = self._lent
        self.stack.addWidget(page)
        page.caseRequested.connect(self.open_case)
        page.startSessionRequested.connect(self.top.timer.start_session)
        page.stopSessionRequested.connect(self.top.timer.stop)
        page.pageRequested.connect(self.show_page)
        page.fieldRequested.connect(self.show_field)
        page.savedChanged.connect(self.status.say_saved)
        page.badgeChanged.connect(partial(self._take_figure, key))

    def _take_figure(self, key: str, text: str, urgent: bool) -> None:
        """A page has read its rows, and its figure with them."""
        self.figures.told(key)
        self.rail.set_badge(key, text, urgent)

    def _lent(self) -> int:
        """What the banner has of the room below the pages, as it was laid out last."""
        return max(0, self._ground.height() - self.stack.geometry().bottom() - 1 - BELOW)

    def _connect(self, timer: TimerSlot) -> None:
        self.figures.counted.connect(self.rail.set_badge)
        self.rail.chosen.connect(self.show_page)
        timer.caseRequested.connect(self.open_case)
        timer.wrapUpComing.connect(self.save_drafts)
        self._context.hub.changed.connect(self.hear)
        self._context.say.newsSaid.connect(self._news)
        self._context.say.asked.connect(self._ask)
        self._context.sharing.changed.connect(self._follow_sharing)
        self.cover.caseRequested.connect(self.open_case)

    def _news(self, news: News) -> None:
        if news.for_good:
            self.status.say_damaged(news.title)
        self.banner.tell(
            news.text, news.level, title=news.title, action=news.action, act=news.act, lasts=news.lasts
        )

    def _ask(self, question: Question) -> None:
        box = QuestionBox(
            question.title,
            question.text,
            question.yes,
            question.no,
            question.answer,
            danger=question.danger,
            parent=self.window(),
        )
        box.open()

    def _assemble(self) -> None:
        self._above = QVBoxLayout()
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(24, 0, 24, BELOW)
        held.addWidget(self.banner)
        middle.addLayout(self._above)
        middle.addWidget(self.stack, 1)
        middle.addLayout(held)  # below, so that what is about to be pressed stays where it is
        self._ground = ground = QWidget()
        ground.setProperty("role", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ground.setLayout(middle)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(ground, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        column.addWidget(self.status)

"""The whole window as one object: door, frame, menus and lock, and all their connections."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.shell.collector import Collector
from ui.shell.door import Door
from ui.shell.hub import ChangeHub
from ui.shell.say import Say
from ui.shell.tasks import Tasks
from ui.shell.theme import THEME, Theme
from ui.shell.window import MainWindow

if TYPE_CHECKING:  # what the opened vault is shown with loads behind the first face
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QDialog

    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.clock import Clock
    from jfs_desktop.outcome import Outcome
    from ui.pages.page import Place
    from ui.shell.context import Context
    from ui.shell.entries import Command, PageEntry
    from ui.shell.frame import Frame
    from ui.shell.inside import Inside
    from ui.shell.lock import LockKeeper
    from ui.shell.preferences import Preferences
    from ui.shell.sealed_dialogs import SealedDialogs
    from ui.shell.sharing import Sharing
    from ui.shell.timer_slot import TimerSlot


RECOVERED = (
    "The new passphrase is set. The printed recovery code still opens the vault: if somebody else has seen "
    "it, make a new one under Settings."
)


class Shell(QObject):
    """The whole window: door, frame, menus, lock. Everything is let go by ``close``."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        clock: Clock,
        preferences: Preferences,
        theme: str = "",
        page: str = "",
        plain_size: bool = False,
        pages: tuple[PageEntry, ...],
        commands: tuple[Command, ...],
        make_timer: Callable[[Context], TimerSlot],
        sharing: Sharing,
    ) -> None:
        super().__init__()
        self.theme = Theme(app, theme or preferences.text(THEME, "system"))
        self.tasks = Tasks(self)
        self.collector = Collector(self, works=lambda: self.tasks.busy)
        self.hub = ChangeHub(self)
        self.say = Say(self)
        self.sharing, self.preferences, self.clock = sharing, preferences, clock
        self.window = MainWindow(preferences, plain_size=plain_size)
        self.door = Door(self.window, self.tasks, clock, preferences, folder)
        self._ready: tuple[Context, Frame] | None = None
        self._inside: Inside | None = None
        self._pages, self._commands, self._first = pages, commands, page
        self._make_timer = make_timer
        self._place: tuple[str, Place] | None = None
        self._sealed: SealedDialogs | None = None
        self._elapsed = ""
        self._closed = False
        self._connect_door()

    @property
    def is_open(self) -> bool:
        """Whether the vault was opened; it may be locked by now."""
        return self._inside is not None

    @property
    def inside(self) -> Inside:
        """What stands in the window once the vault was opened. Raises RuntimeError before (``is_open``)."""
        if self._inside is None:
            raise RuntimeError("the vault is not open yet")
        return self._inside

    @property
    def context(self) -> Context:
        """The services of the window; as ``inside``."""
        return self.inside.context

    @property
    def frame(self) -> Frame:
        """What shows the pages; as ``inside``."""
        return self.inside.frame

    @cached_property
    def keeper(self) -> LockKeeper:
        """What locks the vault when nobody is there; made when it opens, for before there is nothing to
        lock."""
        from ui.shell.lock import LockKeeper

        made = LockKeeper(self.clock, self._call_running, self)
        made.lockRequested.connect(self.lock)
        return made

    def start(self) -> None:
        """Show the window with its first face."""
        self.door.start()
        self.window.show()
        self.collector.start()

    def lock(self) -> None:
        """Cover the window, keep half-typed text as drafts, close the vault, let every row go."""
        if not self.is_open or self.tasks.held:
            return
        inside = self.inside
        self.keeper.stop()
        self._place = inside.frame.remember()
        hidden = self._hide_dialogs()
        inside.frame.save_drafts()
        inside.frame.top.timer.locking()
        self._seal(hidden)
        self.door.lock(self._elapsed, inside.context.last_words)
        inside.clear()

    def open_page(self, name: str) -> None:
        """Show a page by its key; 'case', 'case:tab' or 'case:tab:words' shows the first case found."""
        from ui.shell.frame import CASE

        if not self.is_open:
            return
        frame, context = self.frame, self.context
        key, tab, words = (*name.split(":", 2), "", "")[:3]
        if key != CASE:
            frame.show_page(key)
            return

        def first_case() -> tuple[UUID, ...]:
            return context.caseload.now().search(words, only_open=not words)[:1]

        def open_it(ids: tuple[UUID, ...]) -> None:
            for case_id in ids:
                frame.open_case(case_id, tab)

        self.tasks.read(first_case, owner=self, done=open_it)

    def close(self) -> None:
        """Save drafts, close the vault and end its threads."""
        if self._closed:
            return
        self._closed = True
        if self.is_open:
            self.keeper.end()
            self.inside.settling.closing()
            if not self.tasks.held:
                self.frame.save_drafts()
        self.door.close()
        self.tasks.stop()
        self.collector.stop()
        self.preferences.save()

    def _connect_door(self) -> None:
        self.door.opening.connect(self._stand_ready)
        self.door.opened.connect(self._build)
        self.door.unlocked.connect(self._come_back)
        self.door.recovered.connect(self._tell_recovered)
        self.tasks.problem.connect(self.say.problem)
        self.window.closing.connect(self.close)

    def _stand_ready(self) -> tuple[Context, Frame]:
        """Make what the vault is not needed for, while the passphrase is worked out if there is one."""
        from ui.shell.context import Context
        from ui.shell.inside import stand_ready

        if self._ready is None:
            context = Context(
                self.tasks, self.hub, self.say, self.theme, self.clock, self.preferences, self.sharing
            )
            frame = stand_ready(self.window, context, self._pages, self._make_timer(context))
            self._ready = context, frame
        return self._ready

    def _build(self, workspace: Workspace) -> None:
        from ui.shell.closing import Closing
        from ui.shell.inside import furnish

        context, frame = self._stand_ready()
        context.begin(workspace, self)
        timer = frame.top.timer
        inside = furnish(
            self.window,
            frame,
            context,
            self._pages,
            self._commands,
            owner=self,
            vault=lambda: self.door.vault,
        )
        self._inside = inside
        self.window.may_close = Closing(inside, lambda: self.door.face, self.window).may_close
        self._connect(inside, timer)
        if self._first:
            self.open_page(self._first)
        inside.settling.begin_with(
            timer.load,
            inside.frame.watch_fast_track,
            self._read_settings,
            inside.undo.refresh,
            inside.day.look,
            self._watch,
        )

    def _show_today(self) -> None:
        """A notification was pressed."""
        self.window.showNormal() if self.window.isMinimized() else self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        if not self.tasks.held:
            self.frame.show_page(self._pages[0].key)

    def _connect(self, inside: Inside, timer: TimerSlot) -> None:
        frame, menus = inside.frame, inside.menus
        menus.lock.triggered.connect(self.lock)
        menus.quit.triggered.connect(self.window.close)
        menus.find.triggered.connect(frame.top.search.setFocus)
        menus.print.triggered.connect(lambda: frame.page(frame.current).print_shown())
        menus.shortcuts.triggered.connect(self._show_shortcuts)
        menus.about.triggered.connect(self._show_about)
        self.hub.changed.connect(self._hear)
        timer.elapsedChanged.connect(self._note_elapsed)
        inside.finder.caseChosen.connect(frame.open_case)
        inside.notices.chosen.connect(self._show_today)

    def _tell_recovered(self) -> None:
        if self.is_open:
            self.context.say.news(RECOVERED, level="info")

    def _come_back(self) -> None:
        from ui.widgets.dialog import Dialog

        inside = self.inside
        self.window.show_frame(inside.frame)
        if self._place is not None:
            inside.frame.restore(*self._place)
        sealed, vault = self._sealed, self.door.vault
        if sealed is not None and vault is not None:
            sealed.take_out(vault.unseal)
            for dialog in sealed.show():
                if isinstance(dialog, Dialog):
                    dialog.come_back()
        inside.frame.top.timer.unlocked()
        inside.share_safe.read_name()
        inside.undo.refresh()
        inside.day.look(aloud=False)  # the banner may have to say what the lock interrupted
        self._watch()
        self._read_settings()  # a lock right after the start drops the first reading
        inside.settling.go_on()

    def _watch(self) -> None:
        handle = self.window.windowHandle()
        if handle is not None:
            self.keeper.watch(handle)
        self.keeper.start()

    def _hide_dialogs(self) -> list[QDialog]:
        from PySide6.QtWidgets import QDialog

        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        windows = QApplication.topLevelWidgets()
        dialogs = [widget for widget in windows if isinstance(widget, QDialog) and widget.isVisible()]
        for dialog in dialogs:
            dialog.hide()
        return dialogs

    def _seal(self, hidden: list[QDialog]) -> None:
        """Take out what stands in the dialogs; only the vault's key brings it back."""
        from ui.shell.sealed_dialogs import SealedDialogs

        if self._sealed is None:
            self._sealed = SealedDialogs()
        if self.door.vault is not None:
            self._sealed.put_away([one for one in hidden if shiboken6.isValid(one)], self.door.vault.seal)

    def _call_running(self) -> bool:
        return self.is_open and self.frame.top.timer.call_running

    def _note_elapsed(self, text: str) -> None:
        self._elapsed = text
        face = self.door.face
        if face is not None:
            face.set_session_line(text)

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        from jfs_desktop.outcome import Changed

        if outcome.changed & (Changed.SETTINGS | Changed.STAFF):
            self._read_settings()

    def _read_settings(self) -> None:
        workspace = self.context.workspace

        def read() -> tuple[str, int, int]:
            from jfs_desktop.casework.desk import settings

            with workspace.reading() as db:
                return (
                    settings.value_in(db, settings.PROVIDER_NAME),
                    settings.value_in(db, settings.IDLE_MINUTES),
                    settings.value_in(db, settings.CALL_IDLE_MINUTES),
                )

        self.tasks.read(read, owner=self, done=self._take_settings)

    def _take_settings(self, values: tuple[str, int, int]) -> None:
        provider, idle, call = values
        self.keeper.set_minutes(idle, call)
        self.frame.top.set_provider(provider)
        self.frame.status.store(idle, call)

    def _show_shortcuts(self) -> None:
        from ui.dialogs.viewing.help import ShortcutSheet

        ShortcutSheet(self.inside.menus.actions(), self.window).open()

    def _show_about(self) -> None:
        from ui.dialogs.viewing.help import AboutBox

        programme = self.context.workspace.programme
        AboutBox([f"Programme {programme.id}, version {programme.version}"], self.window).open()

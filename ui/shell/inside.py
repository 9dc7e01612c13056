"""What stands in the window once its vault is open: the frame, its pages, and all that watches over them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jfs_desktop.clock import london_day
from ui.shell.capture import capture_of
from ui.shell.day_watch import DayWatch
from ui.shell.finder import Finder
from ui.shell.footing import Footing
from ui.shell.frame import Frame
from ui.shell.menus import Menus
from ui.shell.notices import Notices, TrayBell
from ui.shell.settling import Settling
from ui.shell.share_safe import ShareSafe
from ui.shell.undo_menu import UndoMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from jfs_desktop.store.vault import Vault
    from ui.shell.context import Context
    from ui.shell.entries import Command, PageEntry
    from ui.shell.timer_slot import TimerSlot
    from ui.shell.window import MainWindow


@dataclass(frozen=True, slots=True)
class Inside:
    """Made once, when the vault opens, and kept through every lock."""

    context: Context
    frame: Frame
    menus: Menus
    finder: Finder
    undo: UndoMenu
    day: DayWatch
    notices: Notices
    share_safe: ShareSafe
    settling: Settling

    def clear(self) -> None:
        """Let go of every row and name, as the vault locks."""
        self.frame.clear()
        self.finder.clear()
        self.undo.clear()
        self.context.caseload.clear()
        self.share_safe.forget_name()


def stand_ready(window: MainWindow, context: Context, pages: Sequence[PageEntry], timer: TimerSlot) -> Frame:
    """The frame and its first page, not shown yet and without anything read: the vault may not be open."""
    frame = Frame(context, tuple(pages), timer)
    frame.page(pages[0].key)
    window.hold(frame)
    return frame


def furnish(
    window: MainWindow,
    frame: Frame,
    context: Context,
    pages: Sequence[PageEntry],
    commands: Sequence[Command],
    *,
    owner: QObject,
    vault: Callable[[], Vault | None],
) -> Inside:
    """Show the frame with its first page; while that is read, make the rest, which ``owner`` keeps."""
    frame.status.day(london_day(context.clock.now()))
    menus = Menus(window, context, commands)
    menus.add_pages([(entry.key, entry.title) for entry in pages if entry.icon], frame.show_page)
    frame.rail.add_verbs(tuple(commands), lambda one: one.start(context, window))
    finder = Finder(context, frame.top.search, frame, menus.actions)
    window.landing = Footing(window, frame).catch
    window.show_frame(frame)
    frame.show_page(pages[0].key)
    frame.page(pages[0].key).take_focus()
    undo, day = UndoMenu(context, menus, frame), DayWatch(context, owner)
    notices = Notices(context, TrayBell(window), owner)
    share_safe = ShareSafe(context, frame, menus, notices, capture_of(sys.platform))
    settling = Settling(context, frame, vault, owner)
    return Inside(context, frame, menus, finder, undo, day, notices, share_safe, settling)

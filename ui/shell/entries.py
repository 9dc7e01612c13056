"""What is listed in the assembly: pages of the rail and entries of the File menu, not loaded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.pages.page import Page
    from ui.shell.context import Context
    from ui.shell.window import MainWindow


class PageEntry(NamedTuple):
    """One page: its key, its words and drawing in the rail (no drawing: not in the rail), its maker, and
    whether a figure stands beside it in the rail, for which it is made before anybody asks for it."""

    key: str
    title: str
    icon: str
    make: Callable[[Context], Page]
    counts: bool = False


class Command(NamedTuple):
    """One entry of the File menu that a page or dialog brings: ``run(context, window)``.

    ``foot`` are its words at the foot of the rail, where it is to be one click away on every page.
    ``private`` is what a person who sees the screen must not see: while it is shared, it is asked about.
    """

    text: str
    shortcut: str
    run: Callable[[Context, MainWindow], None]
    foot: str = ""
    private: bool = True

    def start(self, context: Context, window: MainWindow) -> None:
        """Run it; while the screen is shared, something private only once sharing has stopped."""
        if self.private:
            context.sharing.let(lambda: self.run(context, window))
        else:
            self.run(context, window)

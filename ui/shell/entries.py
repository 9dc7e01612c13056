"""What is listed in the assembly: pages of the rail and entries of the File menu, not loaded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from jfs_desktop.casework.desk.workspace import Workspace
    from ui.pages.page import Page
    from ui.shell.context import Context
    from ui.shell.figures import Figure
    from ui.shell.window import MainWindow


class PageEntry(NamedTuple):
    """One page: its key, its words and drawing in the rail (no drawing: not in the rail) and its maker.

    ``figure``, where one stands beside it in the rail, counts it step by step on the reader thread,
    between the person's own reads: the page itself need not be there.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Context], Page]
    figure: Callable[[Workspace], Generator[None, None, Figure]] | None = None


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

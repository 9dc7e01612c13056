"""The menu bar: the same action has the same name everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.shell.context import Context
from ui.shell.entries import Command
from ui.shell.theme import CHOICES, THEME
from ui.shell.window import MainWindow

THEME_WORDS = {"system": "As the system", "light": "Light", "dark": "Dark"}


class Menus:
    """Builds the menus; the shell connects what they trigger."""

    def __init__(self, window: MainWindow, context: Context, commands: Sequence[Command]) -> None:
        self._window = window
        self._context = context
        bar = window.menuBar()
        bar.clear()
        self.file = bar.addMenu("&File")
        self.edit = bar.addMenu("&Edit")
        self.view = bar.addMenu("&View")
        self.help = bar.addMenu("&Help")
        for command in commands:
            self._command(command)
        self.print = self._add(self.file, "&Print…", QKeySequence(QKeySequence.StandardKey.Print), "Ctrl+P")
        self.file.addSeparator()
        self.lock = self._add(self.file, "&Lock", "Ctrl+L")
        self.quit = self._add(self.file, "&Quit", QKeySequence(QKeySequence.StandardKey.Quit), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        window.addAction(self.quit)  # the bar takes no keys while the window is locked
        self.undo = self._add(self.edit, "&Undo", QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = self._add(self.edit, "&Redo", QKeySequence(QKeySequence.StandardKey.Redo))
        self.undo.setIconText("Undo")
        self.redo.setIconText("Redo")
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.edit.addSeparator()
        self.find = self._add(self.edit, "&Find…", "Ctrl+K")
        self.share = self._add(self.view, "&Share my screen safely", "Ctrl+Shift+S")
        self.share.setCheckable(True)
        self.shortcuts = self._add(self.help, "&Keyboard shortcuts", "F1")
        self.shortcuts.setShortcuts([QKeySequence(keys) for keys in ("F1", "Ctrl+/", "Ctrl+?")])
        self.about = self._add(self.help, "&About JFS Desktop", "")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def add_pages(self, pages: Sequence[tuple[str, str]], show: Callable[[str], None]) -> None:
        """Add the pages, with Ctrl+1 onwards, and the choice of theme."""
        for number, (key, title) in enumerate(pages, 1):
            action = self._add(self.view, f"&{title}", f"Ctrl+{number}")
            action.triggered.connect(lambda _=False, which=key: show(which))
        self.view.addSeparator()
        self.view.addAction(self.share)
        menu = self.view.addMenu("&Theme")
        group = QActionGroup(menu)
        for choice in CHOICES:
            action = menu.addAction(THEME_WORDS[choice])
            action.setCheckable(True)
            action.setChecked(self._context.theme.choice == choice)
            action.triggered.connect(lambda _=False, which=choice: self.choose_theme(which))
            group.addAction(action)

    def choose_theme(self, choice: str) -> None:
        """Show and remember a theme."""
        self._context.theme.choose(choice)
        self._context.preferences.put(THEME, choice)

    def actions(self) -> list[QAction]:
        """Every action of every menu, for the search field and the shortcut sheet."""
        found: list[QAction] = []
        for menu in (self.file, self.edit, self.view, self.help):
            found += [
                action for action in menu.actions() if not action.isSeparator() and action.menu() is None
            ]
        return found

    def show_undo(self, undo: str, redo: str = "", *, refused: bool = False) -> None:
        """Offer to undo and redo what the labels say. Where the newest change is ``refused`` an undo, the key
        still works: it says why."""
        self.undo.setText(f"&Undo {undo}" if undo else "&Undo")
        self.undo.setEnabled(bool(undo) or refused)
        self.redo.setText(f"&Redo {redo}" if redo else "&Redo")
        self.redo.setEnabled(bool(redo))

    def _command(self, command: Command) -> None:
        action = self._add(self.file, command.text, command.shortcut)
        action.triggered.connect(lambda: command.start(self._context, self._window))

    def _add(self, menu: QMenu, text: str, key: str | QKeySequence, fallback: str = "") -> QAction:
        action = menu.addAction(text)
        keys = QKeySequence(key)
        action.setShortcut(QKeySequence(fallback) if keys.isEmpty() and fallback else keys)
        return action

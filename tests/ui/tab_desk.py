"""The real window at one case, and at one tab of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from ui.pages.case.frame.tab import CaseTab
from ui.pages.case.page import CasePage
from ui.shell.context import Context
from ui.shell.shell import Shell
from ui.widgets.form_kit import FormKit

T = TypeVar("T", bound=CaseTab)
D = TypeVar("D", bound=QWidget)


def places(form: FormKit, within: QWidget | None = None) -> dict[str, QPoint]:
    """Where its fields stand in it, or in what it stands in, of those that are shown."""
    QApplication.processEvents()
    shown = {name: form.field(name) for name in form.names() if form.field(name).isVisible()}
    return {name: field.mapTo(within or form, QPoint()) for name, field in shown.items()}


class CaseDesk:
    """The window, and a case that it can show."""

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None]) -> None:
        self.shell, self.case_id, self._settle = shell, case_id, settle

    @property
    def context(self) -> Context:
        return self.shell.context

    @property
    def workspace(self) -> Workspace:
        return self.context.workspace

    @property
    def page(self) -> CasePage:
        page = self.shell.frame.page("case")
        assert isinstance(page, CasePage)
        return page

    def settle(self) -> None:
        """Every job has come home."""
        self._settle(self.shell)

    def dialog(self) -> Any:
        """What stands in front, or None."""
        self.settle()
        return QApplication.activeModalWidget()

    def dialog_of(self, kind: type[D]) -> D:
        """What stands in front, which is of that kind."""
        found = self.dialog()
        assert isinstance(found, kind), found
        return found


class TabDesk(CaseDesk, Generic[T]):
    """The window at one tab of the case. A subclass says which, by ``key`` and ``kind``."""

    key: ClassVar[str]
    kind: ClassVar[type[CaseTab]]

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None]) -> None:
        super().__init__(shell, case_id, settle)
        self.open()

    @property
    def tab(self) -> T:
        tab: Any = self.page.tab(self.key)
        assert isinstance(tab, self.kind)
        return tab

    def open(self) -> None:
        """Bring the tab to the front."""
        self.shell.frame.open_case(self.case_id, self.key)
        self.settle()

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Press a button of the tab by its object name."""
        found = (within or self.tab).findChild(QPushButton, name)
        assert isinstance(found, QPushButton) and found.isVisible() and found.isEnabled(), name
        found.click()
        self.settle()

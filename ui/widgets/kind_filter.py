"""Which kind of its rows a list shows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QWidget

EVERY = ""


class KindFilter(QComboBox):
    """Every kind, or one of those that there are."""

    def __init__(self, name: str, title: str, every: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._every = every
        self.setObjectName(name)
        self.setAccessibleName(title)

    def chosen(self) -> str:
        """The key of the kind, or ``EVERY``."""
        return self.currentData() or EVERY

    def shows(self, key: str) -> bool:
        """Whether rows of this kind are shown."""
        return self.chosen() in (EVERY, key)

    def want(self, key: str) -> None:
        """Choose a kind before there are rows; its name comes with them."""
        self.addItem("", key)

    def offer(self, kinds: Iterable[tuple[str, str]]) -> None:
        """Offer these kinds, as key and name. The kind that is chosen stays so, if it is among them; nothing
        is told."""
        before = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(self._every, EVERY)
        for key, name in kinds:
            self.addItem(name, key)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)

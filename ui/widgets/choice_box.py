"""A drop-down whose list is as wide as its words, however little room the closed box has."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyle


class ChoiceBox(QComboBox):
    """As wide as its longest choice where there is the room; Qt itself keeps the width of the first one."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def showPopup(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + bar)
        super().showPopup()

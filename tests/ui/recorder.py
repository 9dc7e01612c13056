"""What the window told the person."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.shell.say import News, Say


class Recorder(QObject):
    """Keeps each line of news, the oldest first."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.news: list[News] = []
        say.newsSaid.connect(self.news.append)

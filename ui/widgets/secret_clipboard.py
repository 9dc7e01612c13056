"""Copying what must not stay on the clipboard."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

_MARKS = {
    "win32": ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1"),
    "darwin": ("application/x-nspasteboard-concealed-type", b"1"),
}
_MARK_ELSEWHERE = ("x-kde-passwordManagerHint", b"secret")


def copy_secret(text: str, ms: int) -> None:
    """Copy a text, marked so that the system's clipboard history leaves it out. It is cleared after
    ``ms``, and when the program ends, unless something else has been copied meanwhile."""
    app = QGuiApplication.instance()
    if app is None:
        return
    for earlier in app.findChildren(_Copied):
        earlier.deleteLater()
    data = QMimeData()
    data.setText(text)
    data.setData(*_MARKS.get(sys.platform, _MARK_ELSEWHERE))
    QGuiApplication.clipboard().setMimeData(data)
    _Copied(text, ms, app)


class _Copied(QObject):
    """Remembers what was copied until it is cleared."""

    def __init__(self, text: str, ms: int, app: QObject) -> None:
        super().__init__(app)
        self.setObjectName("copied-secret")
        self._text = text
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.forget)
        self._timer.start(ms)
        if isinstance(app, QGuiApplication):
            app.aboutToQuit.connect(self.forget)

    def forget(self) -> None:
        """Clear the clipboard if the text is still there."""
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
        self.deleteLater()

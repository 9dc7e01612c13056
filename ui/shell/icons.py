"""Our own line drawings, tinted by a role's colour."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QImageReader, QPixmap

from ui.shell.theme import icon_file


def fine_screen() -> bool:
    """Whether a screen has smaller pixels than the usual ones; the theme tells when one comes or
    the window comes to it."""
    return any(screen.devicePixelRatio() > 1 for screen in QGuiApplication.screens())


def icon(name: str, colour: QColor, *, size: int = 20) -> QIcon:
    """The drawing ``name`` in ``colour``, drawn for screens of 100 % and, where there is such a one, of
    200 %."""
    result = QIcon()
    for ratio in (1, 2) if fine_screen() else (1,):
        pixmap = QPixmap.fromImage(drawn(name, colour, size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        result.addPixmap(pixmap)
    return result


def drawn(name: str, colour: QColor, pixels: int) -> QImage:
    """The same as a square picture of so many pixels; on any thread."""
    drawing = icon_file(name).read_text("utf-8").replace("currentColor", colour.name())
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing.encode()))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(pixels, pixels))
    return reader.read()

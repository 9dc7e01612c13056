"""The floors that other figures are held against: a bare window, and Argon2id alone."""

from __future__ import annotations

from collections.abc import Iterator

from argon2.low_level import Type, hash_secret_raw

from jfs_desktop.store.key_header import ArgonCost
from measurement import Measurement, median_ms, process_ms

# Ends at the first paint, without taking Qt down again.
BARE_WINDOW = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)

application = QApplication([])
window = Window()
window.show()
application.exec()
"""


def measure() -> Iterator[Measurement]:
    """Start of an empty Python, of a bare window, and the cost of the passphrase alone."""
    bare = process_ms("pass", 7)
    yield Measurement("Python starts and ends", 7, bare)
    yield Measurement("bare QMainWindow, process start to first paint", 7, bare_window_ms(), bare)
    yield Measurement("Argon2id, at the cost of a new vault", 5, median_ms(argon2id, 5))


def bare_window_ms() -> float:
    """Process start to first paint of an empty main window: the floor of every start."""
    return process_ms(BARE_WINDOW, 7)


def argon2id() -> bytes:
    """One derivation at the cost that a new vault uses."""
    cost = ArgonCost()
    salt = bytes(16)
    return hash_secret_raw(b"words", salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)

"""Keeps windows out of what the system gives to others as the picture of a screen.

Windows leaves a marked window out altogether (from version 2004 on; before, it is black). macOS leaves it
out of the older ways of capture alone: from version 15 on a call may still show it. Linux has nothing of
the kind. So this is a second line: what must not be seen is not on the screen at all while it is shared.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Protocol

ADVICE = "Share this window alone, not the whole screen."
AFFINITY_NONE, AFFINITY_MONITOR, AFFINITY_EXCLUDE = 0x00, 0x01, 0x11
SHARING_NONE, SHARING_READ_ONLY = 0, 1
LIBOBJC = "/usr/lib/libobjc.A.dylib"


class Capture(Protocol):
    """``keep_out(window, hidden)`` takes a window, by the system's number, out of every capture, or lets it
    in again; the answer says whether the system did so."""

    def keep_out(self, window: int, hidden: bool) -> bool: ...


class NoCapture:
    """For a system that cannot do it."""

    def keep_out(self, window: int, hidden: bool) -> bool:
        """Nothing; what shows others is held back instead."""
        return False


class WindowsCapture:
    """SetWindowDisplayAffinity."""

    def keep_out(self, window: int, hidden: bool) -> bool:
        """Leave the window out; where the version cannot, let it be black."""
        if sys.platform == "win32":
            user = ctypes.WinDLL("user32")
            user.SetWindowDisplayAffinity.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
            user.SetWindowDisplayAffinity.restype = ctypes.c_int
            return any(bool(user.SetWindowDisplayAffinity(window, one)) for one in affinities(hidden))
        return False


class MacCapture:
    """The sharing type of an NSWindow. Without the calls it does nothing."""

    def __init__(self, library: str = LIBOBJC) -> None:
        self._library = library

    def keep_out(self, window: int, hidden: bool) -> bool:
        """``window`` is Qt's number on macOS: the address of the view."""
        try:
            objc = ctypes.CDLL(self._library)
            objc.sel_registerName.restype = ctypes.c_void_p
            objc.sel_registerName.argtypes = (ctypes.c_char_p,)
            address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
        except (OSError, AttributeError):  # no such library, or not this call in it
            return False
        if not window or address is None:
            return False
        ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
        tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(address)
        held = ask(window, objc.sel_registerName(b"window"))
        if held:
            tell(held, objc.sel_registerName(b"setSharingType:"), sharing_type(hidden))
        return bool(held)


def affinities(hidden: bool) -> tuple[int, ...]:
    """What is asked of Windows, one after the other until it agrees."""
    return (AFFINITY_EXCLUDE, AFFINITY_MONITOR) if hidden else (AFFINITY_NONE,)


def sharing_type(hidden: bool) -> int:
    """What is asked of macOS; the usual type lets others see the window and no more."""
    return SHARING_NONE if hidden else SHARING_READ_ONLY


def capture_of(platform: str) -> Capture:
    """What there is on a system, by Python's name for it."""
    if platform == "win32":
        return WindowsCapture()
    if platform == "darwin":
        return MacCapture()
    return NoCapture()

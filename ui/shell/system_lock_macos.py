"""macOS is asked twice a second for the state of its session, and tells by itself that it goes to sleep."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ui.shell import awake_macos
from ui.shell.system_lock import Notice, SystemWatch

LOOK_MS = 500
IO_CAN_SLEEP, IO_WILL_SLEEP = 0xE0000270, 0xE0000280
UTF8 = 0x08000100
FRAMEWORKS = "/System/Library/Frameworks"
_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Session:
    """What the system says of the session: its screen is locked, and it is the one at the screen."""

    screen_locked: bool = False
    at_screen: bool = True


def turned(before: Session, now: Session) -> Notice | None:
    """What has happened between two looks."""
    if now.screen_locked and not before.screen_locked:
        return Notice.SCREEN_LOCKED
    if before.at_screen and not now.at_screen:
        return Notice.USER_SWITCHED
    return None


class MacWatch(SystemWatch):
    """Looks at the session's state and hears of sleep. A system without these calls is no error."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library: Frameworks | None = None
        self._before = Session()
        self._at_work = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, window: int) -> None:
        if self._library is None:
            try:
                self._library = Frameworks()
                self._library.hear_sleep(lambda: self.noticed.emit(Notice.SLEEP_COMING))
            except (OSError, AttributeError):  # no such library, or not this call in it
                self._library = None
                return
        if not self._at_work:
            self._at_work = awake_macos.at_work()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Read the session's state and tell what has turned since the last look."""
        if self._library is None:
            return
        before, self._before = self._before, self._library.session()
        told = turned(before, self._before)
        if told is not None:
            self.noticed.emit(told)


class Frameworks:
    """The calls of macOS that are used here. Raises OSError or AttributeError where they are not."""

    def __init__(self) -> None:
        self._core = ctypes.CDLL(f"{FRAMEWORKS}/CoreFoundation.framework/CoreFoundation")
        self._graphics = ctypes.CDLL(f"{FRAMEWORKS}/CoreGraphics.framework/CoreGraphics")
        self._power = ctypes.CDLL(f"{FRAMEWORKS}/IOKit.framework/IOKit")
        core, pointer = self._core, ctypes.c_void_p
        core.CFStringCreateWithCString.restype = pointer
        core.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
        core.CFDictionaryGetValue.restype = pointer
        core.CFDictionaryGetValue.argtypes = (pointer, pointer)
        core.CFBooleanGetValue.restype = ctypes.c_bool
        core.CFBooleanGetValue.argtypes = (pointer,)
        core.CFGetTypeID.restype = ctypes.c_ulong
        core.CFGetTypeID.argtypes = (pointer,)
        core.CFBooleanGetTypeID.restype = ctypes.c_ulong
        core.CFRelease.argtypes = (pointer,)
        self._graphics.CGSessionCopyCurrentDictionary.restype = pointer
        self._locked = self._text(b"CGSSessionScreenIsLocked")
        self._on_console = self._text(b"kCGSSessionOnConsoleKey")
        self._heard: Any = None

    def session(self) -> Session:
        """The state of now. Without a session at a screen nobody is there to be shut out."""
        found = self._graphics.CGSessionCopyCurrentDictionary()
        if not found:
            return Session()
        try:
            return Session(
                self._truth(found, self._locked, default=False),
                self._truth(found, self._on_console, default=True),
            )
        finally:
            self._core.CFRelease(found)

    def hear_sleep(self, tell: Any) -> None:
        """Call ``tell`` before the machine sleeps, on the thread of the window, whose loop this joins."""
        power, core, pointer = self._power, self._core, ctypes.c_void_p
        power.IORegisterForSystemPower.restype = ctypes.c_uint32
        power.IORegisterForSystemPower.argtypes = (pointer, pointer, _CALLBACK, pointer)
        power.IOAllowPowerChange.argtypes = (ctypes.c_uint32, ctypes.c_ssize_t)
        power.IONotificationPortGetRunLoopSource.restype = pointer
        power.IONotificationPortGetRunLoopSource.argtypes = (pointer,)
        core.CFRunLoopGetMain.restype = pointer
        core.CFRunLoopAddSource.argtypes = (pointer, pointer, pointer)
        port, notifier, root = ctypes.c_void_p(), ctypes.c_uint32(), 0

        def heard(_: int | None, __: int, kind: int, word: int | None) -> None:
            if kind == IO_WILL_SLEEP:
                tell()
            if kind in (IO_CAN_SLEEP, IO_WILL_SLEEP):
                power.IOAllowPowerChange(root, word or 0)  # unanswered, sleep would wait half a minute

        self._heard = _CALLBACK(heard)  # kept: the system holds only its address
        root = power.IORegisterForSystemPower(None, ctypes.byref(port), self._heard, ctypes.byref(notifier))
        if root:
            modes = ctypes.c_void_p.in_dll(core, "kCFRunLoopCommonModes")
            source = power.IONotificationPortGetRunLoopSource(port)
            core.CFRunLoopAddSource(core.CFRunLoopGetMain(), source, modes)

    def _text(self, words: bytes) -> Any:
        return self._core.CFStringCreateWithCString(None, words, UTF8)

    def _truth(self, found: Any, key: Any, *, default: bool) -> bool:
        value = self._core.CFDictionaryGetValue(found, key)
        if not value or self._core.CFGetTypeID(value) != self._core.CFBooleanGetTypeID():
            return default
        return bool(self._core.CFBooleanGetValue(value))

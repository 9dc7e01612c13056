"""Windows says it in messages to the window: a change of session, and a change of power."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject

from ui.shell.system_lock import Notice, SystemWatch

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x4
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
NOTIFY_FOR_THIS_SESSION = 0
_MEANS = {
    (WM_POWERBROADCAST, PBT_APMSUSPEND): Notice.SLEEP_COMING,
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK): Notice.SCREEN_LOCKED,
    (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT): Notice.USER_SWITCHED,
    (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT): Notice.USER_SWITCHED,
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOGOFF): Notice.USER_SWITCHED,
}


class Message(ctypes.Structure):
    """The head of Windows' MSG: as far as what is looked at here."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("number", ctypes.c_uint),
        ("word", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
    )


def meaning(number: int, word: int) -> Notice | None:
    """What a message says by its number and its first word (wParam); None for all others."""
    return _MEANS.get((number, word))


def read_message(address: int) -> Notice | None:
    """What the message at an address in memory says."""
    message = Message.from_address(address)
    return meaning(message.number, message.word)


class WindowsWatch(SystemWatch):
    """Asks for the messages of the session; those about power come to every window unasked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: MessageFilter | None = None
        self._window = 0

    def start(self, window: int) -> None:
        app = QCoreApplication.instance()
        if self._filter is not None or app is None:
            return
        self._filter = MessageFilter(self)
        app.installNativeEventFilter(self._filter)
        if sys.platform == "win32" and window:
            sessions = ctypes.WinDLL("wtsapi32")
            sessions.WTSRegisterSessionNotification.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
            if sessions.WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION):
                self._window = window

    def stop(self) -> None:
        app, listening, self._filter = QCoreApplication.instance(), self._filter, None
        if listening is not None and app is not None:
            app.removeNativeEventFilter(listening)
        if sys.platform == "win32" and self._window:
            sessions = ctypes.WinDLL("wtsapi32")
            sessions.WTSUnRegisterSessionNotification.argtypes = (ctypes.c_void_p,)
            sessions.WTSUnRegisterSessionNotification(self._window)
        self._window = 0


class MessageFilter(QAbstractNativeEventFilter):
    """Looks at each message on its way and lets all of them pass."""

    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        if kind == b"windows_generic_MSG":  # once a message, where the window itself takes it
            told = read_message(int(message))
            if told is not None:
                self._watch.noticed.emit(told)
        return False, 0

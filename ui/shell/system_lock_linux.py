"""Linux says it over D-Bus: logind on the system bus, the desktop's screen saver on the session bus."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, QTimer, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from ui.shell.system_lock import Notice, SystemWatch

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
LOGIN_DESK, LOGIN_SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"  # logind's own names
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
LOCKED, ACTIVE = "LockedHint", "Active"
HOLD_SLEEP_MS = 1000
"""How long sleep waits for the lock; logind itself waits five seconds at most."""


class LinuxWatch(SystemWatch):
    """Hears logind and every screen saver known here. A bus that is not there is no error.

    While it listens it asks logind to wait a moment before sleep, so that the
    key is gone from memory before the machine stands still.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._system, self._session = system, session
        self._listening = False
        self._own = ""
        self._brake: QDBusUnixFileDescriptor | None = None
        self._let_sleep = QTimer(self, singleShot=True, interval=HOLD_SLEEP_MS)
        self._let_sleep.timeout.connect(self._release)

    @property
    def own_session(self) -> str:
        """logind's path of the session this runs in; empty until it is known."""
        return self._own

    @property
    def holds_sleep(self) -> bool:
        """Whether sleep waits for this program."""
        return self._brake is not None

    def start(self, window: int) -> None:
        if not self._listening:
            self._listening = True
            self._hear_login()
            self._hear_savers()
        elif self._brake is None:
            self._hold()

    def stop(self) -> None:
        self._let_sleep.stop()
        self._release()

    def _hear_login(self) -> None:
        bus = self._system if self._system is not None else QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        self._system = bus
        _join(bus, (LOGIN, LOGIN_PATH, LOGIN_DESK, "PrepareForSleep"), self, "sleeping(bool)")
        self._ask("GetSession", [os.environ.get("XDG_SESSION_ID") or "auto"], "take_session(QDBusMessage)")
        self._hold()

    def _hear_savers(self) -> None:
        # Without a bus of its own Qt would start one, which nobody then speaks on.
        if self._session is None and not _has_session_bus():
            return
        bus = self._session if self._session is not None else QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        self._session = bus
        for name in SAVERS:
            _join(bus, ("", "", name, "ActiveChanged"), self, "saver(bool)")

    def _hold(self) -> None:
        words = ["sleep", "JFS Desktop", "The vault is being locked", "delay"]
        self._ask("Inhibit", words, "take_brake(QDBusMessage)")

    def _release(self) -> None:
        self._brake = None  # with the last reference the descriptor is closed: logind may go on

    def _ask(
        self, what: str, words: list[str], answer: str, path: str = LOGIN_PATH, side: str = LOGIN_DESK
    ) -> None:
        """Call logind without waiting; where it is not there, nothing comes back."""
        if self._system is None:
            return
        call = QDBusMessage.createMethodCall(LOGIN, path, side, what)
        call.setArguments(words)
        self._system.callWithCallback(call, self, SLOT(answer))  # type: ignore[call-overload]  # it takes a str

    @Slot(QDBusMessage)
    def take_session(self, answer: QDBusMessage) -> None:
        """Hear the session this program runs in, and no other."""
        found = answer.arguments()
        if self._system is None or not found or not isinstance(found[0], QDBusObjectPath):
            return
        self._own = found[0].path()
        _join(self._system, (LOGIN, self._own, LOGIN_SESSION, "Lock"), self, "locked()")
        changes = (LOGIN, self._own, PROPERTIES, "PropertiesChanged")
        _join(self._system, changes, self, "changed(QDBusMessage)")

    @Slot(QDBusMessage)
    def take_brake(self, answer: QDBusMessage) -> None:
        """Keep what makes sleep wait."""
        found = answer.arguments()
        if found and isinstance(found[0], QDBusUnixFileDescriptor) and found[0].isValid():
            self._brake = found[0]

    @Slot(QDBusMessage)
    def changed(self, _: QDBusMessage) -> None:
        """Something about the session is other than before: ask for the two things that matter."""
        self._ask("Get", [LOGIN_SESSION, LOCKED], "take_locked(QDBusMessage)", self._own, PROPERTIES)
        self._ask("Get", [LOGIN_SESSION, ACTIVE], "take_active(QDBusMessage)", self._own, PROPERTIES)

    @Slot(QDBusMessage)
    def take_locked(self, answer: QDBusMessage) -> None:
        if _truth(answer) is True:
            self.noticed.emit(Notice.SCREEN_LOCKED)

    @Slot(QDBusMessage)
    def take_active(self, answer: QDBusMessage) -> None:
        if _truth(answer) is False:
            self.noticed.emit(Notice.USER_SWITCHED)

    @Slot()
    def locked(self) -> None:
        """``loginctl lock-session`` and the desktops that go by logind."""
        self.noticed.emit(Notice.SCREEN_LOCKED)

    @Slot(bool)
    def saver(self, active: bool) -> None:
        """The desktop's own screen saver has come or gone."""
        if active:
            self.noticed.emit(Notice.SCREEN_LOCKED)

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """logind says it before and after sleep."""
        if begins:
            self.noticed.emit(Notice.SLEEP_COMING)
            self._let_sleep.start()
        else:
            self._let_sleep.stop()
            self._hold()


def _join(bus: QDBusConnection, where: tuple[str, str, str, str], hearer: QObject, slot: str) -> None:
    """Have a slot called for a signal: its service, path, interface and name, '' for any."""
    bus.connect(*where, hearer, SLOT(slot))  # type: ignore[call-overload]  # it takes a str


def _truth(answer: QDBusMessage) -> bool | None:
    """The yes or no that a property holds; None where it holds none."""
    found = answer.arguments()
    value = found[0].variant() if found and isinstance(found[0], QDBusVariant) else None
    return value if isinstance(value, bool) else None


def _has_session_bus() -> bool:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and (Path(str(runtime)) / "bus").exists()

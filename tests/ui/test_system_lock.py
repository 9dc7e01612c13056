"""The operating system's own lock, sleep and change of user (DESIGN 4), heard on a private bus of the test;
of Windows and macOS the reading of what they say."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import ClassInfo, Property, QByteArray, QObject, Slot
from pytestqt.qtbot import QtBot

from ui.shell import awake_macos, system_lock_macos, system_lock_windows
from ui.shell.shell import Shell
from ui.shell.system_lock import Notice, SystemWatch
from ui.shell.system_lock_macos import MacWatch, Session, turned
from ui.shell.system_lock_windows import Message, MessageFilter, WindowsWatch, meaning, read_message

dbus = pytest.importorskip("PySide6.QtDBus")
from PySide6.QtDBus import (  # noqa: E402 (where there is none, nothing above this was lost)
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

from ui.shell.system_lock_linux import LOGIN, LOGIN_DESK, LOGIN_PATH, LOGIN_SESSION, LinuxWatch  # noqa: E402

OWN = f"{LOGIN_PATH}/session/_32"
OTHER = f"{LOGIN_PATH}/session/_33"
PRIVATE_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/></policy></busconfig>"""
WITHIN_MS = 1000


@ClassInfo({"D-Bus Interface": LOGIN_DESK})
class LoginDesk(QObject):
    """As much of logind as is asked for, answering in its words."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_for = ""
        self.waits: list[int] = []

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, name: str) -> QDBusObjectPath:
        self.asked_for = name
        return QDBusObjectPath(OWN)

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        assert (what, mode) == ("sleep", "delay"), (who, why)
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        self.waits.append(ours)
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        return given


@ClassInfo({"D-Bus Interface": LOGIN_SESSION})
class LoginSession(QObject):
    """One session, with the two properties that desktops keep."""

    hint, here = False, True

    LockedHint = Property(bool, lambda self: self.hint)
    Active = Property(bool, lambda self: self.here)


class Bus:
    """A private bus with a logind on it, and the program's own connection to it."""

    def __init__(self, address: str, name: str) -> None:
        self.names = (f"{name}-service", f"{name}-ours")
        self.service = QDBusConnection.connectToBus(address, self.names[0])
        self.ours = QDBusConnection.connectToBus(address, self.names[1])
        assert self.service.isConnected() and self.ours.isConnected()
        self.desk, self.session = LoginDesk(), LoginSession()
        every = QDBusConnection.RegisterOption
        assert self.service.registerObject(LOGIN_PATH, self.desk, every.ExportAllSlots)
        assert self.service.registerObject(OWN, self.session, every.ExportAllProperties)
        assert self.service.registerService(LOGIN)

    def say(self, path: str, side: str, name: str, *words: object) -> None:
        told = QDBusMessage.createSignal(path, side, name)
        told.setArguments(list(words))
        assert self.service.send(told)

    def session_turns(self, *, hint: bool = False, here: bool = True) -> None:
        self.session.hint, self.session.here = hint, here
        turned_now = {"LockedHint": hint, "Active": here}
        properties = "org.freedesktop.DBus.Properties"
        self.say(OWN, properties, "PropertiesChanged", LOGIN_SESSION, turned_now, [])

    def still_waited_for(self) -> bool:
        """Whether logind sees its last wait held: at the end of the pipe it is not."""
        try:
            return os.read(self.desk.waits[-1], 1) != b""
        except BlockingIOError:
            return True

    def close(self) -> None:
        for wait in self.desk.waits:
            os.close(wait)
        for name in self.names:
            QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def bus(tmp_path: Path, qapp: QObject) -> Iterator[Bus]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon on this system")
    config = tmp_path / "bus.conf"
    config.write_text(PRIVATE_BUS.format(socket=tmp_path / "bus"), encoding="utf-8")
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as daemon:  # fmt: skip
        try:
            assert daemon.stdout is not None
            made = Bus(daemon.stdout.readline().strip(), tmp_path.name)
            yield made
            made.close()
        finally:
            daemon.terminate()


@pytest.fixture
def watch(bus: Bus, qtbot: QtBot) -> Iterator[LinuxWatch]:
    made = LinuxWatch(system=bus.ours, session=bus.ours)
    made.start(0)
    qtbot.waitUntil(lambda: bool(made.own_session) and made.holds_sleep, timeout=5000)
    yield made
    made.stop()


def heard(qtbot: QtBot, watch: SystemWatch, act: Callable[[], None]) -> Notice:
    with qtbot.waitSignal(watch.noticed, timeout=WITHIN_MS) as told:
        act()
    assert told.args is not None
    notice = told.args[0]
    assert isinstance(notice, Notice)
    return notice


def test_logind_locks_the_session(qtbot: QtBot, bus: Bus, watch: LinuxWatch) -> None:
    """SECURITY 4: lock on session lock. The lock of somebody else's session is nothing to this one."""
    said: list[Notice] = []
    watch.noticed.connect(said.append)
    bus.say(OTHER, LOGIN_SESSION, "Lock")
    assert heard(qtbot, watch, lambda: bus.say(OWN, LOGIN_SESSION, "Lock")) is Notice.SCREEN_LOCKED
    assert said == [Notice.SCREEN_LOCKED]
    assert bus.desk.asked_for


@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_the_desktops_screen_saver_comes_and_goes(
    qtbot: QtBot, bus: Bus, watch: LinuxWatch, saver: str
) -> None:
    said: list[Notice] = []
    watch.noticed.connect(said.append)
    path = "/" + saver.replace(".", "/")
    bus.say(path, saver, "ActiveChanged", False)
    assert heard(qtbot, watch, lambda: bus.say(path, saver, "ActiveChanged", True)) is Notice.SCREEN_LOCKED
    assert said == [Notice.SCREEN_LOCKED]


def test_the_locked_hint_and_another_user_are_heard(qtbot: QtBot, bus: Bus, watch: LinuxWatch) -> None:
    assert heard(qtbot, watch, lambda: bus.session_turns(hint=True)) is Notice.SCREEN_LOCKED
    assert heard(qtbot, watch, lambda: bus.session_turns(here=False)) is Notice.USER_SWITCHED


def test_sleep_waits_until_the_lock_is_done(qtbot: QtBot, bus: Bus, watch: LinuxWatch) -> None:
    """SECURITY 4: a stolen laptop that sleeps holds no key; logind waits, and goes on by itself."""
    assert bus.still_waited_for()
    told = heard(qtbot, watch, lambda: bus.say(LOGIN_PATH, LOGIN_DESK, "PrepareForSleep", True))
    assert told is Notice.SLEEP_COMING
    assert bus.still_waited_for()
    qtbot.waitUntil(lambda: not bus.still_waited_for(), timeout=3000)
    bus.say(LOGIN_PATH, LOGIN_DESK, "PrepareForSleep", False)
    qtbot.waitUntil(lambda: len(bus.desk.waits) == 2 and watch.holds_sleep, timeout=5000)
    assert bus.still_waited_for()


def test_without_any_bus_nothing_is_heard_and_nothing_fails(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A server without D-Bus, a container, another system."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path}/none", "nowhere")
    assert not nowhere.isConnected()
    lonely = LinuxWatch(system=nowhere)
    lonely.start(0)
    assert not lonely.holds_sleep
    assert lonely.own_session == ""
    lonely.stop()
    QDBusConnection.disconnectFromBus("nowhere")


def test_the_window_locks_within_a_second_of_the_systems_lock(
    qtbot: QtBot, bus: Bus, shell: Shell, settle: Callable[[Shell], None]
) -> None:
    """DESIGN 4: from the message on the bus to a vault without a key."""
    keeper = shell.keeper
    keeper.listen_to(LinuxWatch(keeper, system=bus.ours, session=bus.ours))
    system = keeper.system
    assert isinstance(system, LinuxWatch)
    qtbot.waitUntil(lambda: bool(system.own_session), timeout=5000)
    bus.say(OWN, LOGIN_SESSION, "Lock")
    qtbot.waitUntil(lambda: shell.window.covered, timeout=WITHIN_MS)
    settle(shell)
    assert shell.door.vault is not None
    assert shell.door.vault.is_locked
    bus.say(OWN, LOGIN_SESSION, "Lock")  # again, while locked: nothing more to do
    settle(shell)
    assert shell.window.covered


WINDOWS = [
    (0x0218, 0x4, Notice.SLEEP_COMING),  # WM_POWERBROADCAST, PBT_APMSUSPEND
    (0x0218, 0x12, None),  # PBT_APMRESUMEAUTOMATIC
    (0x0218, 0x7, None),  # PBT_APMRESUMESUSPEND
    (0x0218, 0xA, None),  # PBT_APMPOWERSTATUSCHANGE
    (0x02B1, 0x1, None),  # WM_WTSSESSION_CHANGE, WTS_CONSOLE_CONNECT
    (0x02B1, 0x2, Notice.USER_SWITCHED),  # WTS_CONSOLE_DISCONNECT
    (0x02B1, 0x3, None),  # WTS_REMOTE_CONNECT
    (0x02B1, 0x4, Notice.USER_SWITCHED),  # WTS_REMOTE_DISCONNECT
    (0x02B1, 0x5, None),  # WTS_SESSION_LOGON
    (0x02B1, 0x6, Notice.USER_SWITCHED),  # WTS_SESSION_LOGOFF
    (0x02B1, 0x7, Notice.SCREEN_LOCKED),  # WTS_SESSION_LOCK
    (0x02B1, 0x8, None),  # WTS_SESSION_UNLOCK
    (0x0100, 0x7, None),  # WM_KEYDOWN with the same word
]


@pytest.mark.parametrize(("number", "word", "told"), WINDOWS)
def test_what_windows_says_by_its_numbers(qapp: QObject, number: int, word: int, told: Notice | None) -> None:
    assert meaning(number, word) is told
    message = Message(window=None, number=number, word=word, long=0)
    address = ctypes.addressof(message)
    assert read_message(address) is told
    watch, said = WindowsWatch(), list[Notice]()
    watch.noticed.connect(said.append)
    listening = MessageFilter(watch)
    assert listening.nativeEventFilter(QByteArray(b"windows_generic_MSG"), address) == (False, 0)
    assert listening.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), address) == (False, 0)
    assert said == ([told] if told else [])


def test_a_message_lies_in_memory_as_windows_has_it() -> None:
    """MSG of a 64-bit Windows: HWND, UINT, padding, WPARAM, LPARAM."""
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (Message.number.offset, Message.word.offset, Message.long.offset) == (8, 16, 24)


def test_the_filter_of_windows_comes_and_goes(qapp: QObject) -> None:
    watch = WindowsWatch()
    watch.start(0)
    watch.start(0)
    watch.stop()
    watch.stop()
    assert system_lock_windows.NOTIFY_FOR_THIS_SESSION == 0


def test_what_turns_between_two_looks_at_macos() -> None:
    open_, locked, away = Session(), Session(screen_locked=True), Session(at_screen=False)
    assert turned(open_, open_) is None
    assert turned(open_, locked) is Notice.SCREEN_LOCKED
    assert turned(locked, locked) is None
    assert turned(locked, open_) is None
    assert turned(open_, away) is Notice.USER_SWITCHED
    assert turned(away, open_) is None


@pytest.mark.skipif(Path(system_lock_macos.FRAMEWORKS).exists(), reason="this is macOS")
def test_without_macos_nobody_is_told_that_the_program_is_at_work() -> None:
    """S1: a library that is not there, and one that has other calls, are no error."""
    assert awake_macos.at_work() is False
    other = ctypes.util.find_library("c") or ""
    assert awake_macos.at_work(other, other, other) is False
    assert awake_macos.AT_WORK & ~awake_macos.KEEPS_MACHINE_AWAKE == 0x00EFFFFF


@pytest.mark.skipif(Path(system_lock_macos.FRAMEWORKS).exists(), reason="this is macOS")
def test_without_macos_its_watch_hears_nothing(qapp: QObject) -> None:
    watch = MacWatch()
    watch.start(0)
    watch.look()
    watch.stop()

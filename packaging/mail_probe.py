"""Sends and brings in messages through the real window, off the screen, in a process of its own, beside a
mail server in another; and prints what it measured.

``python packaging/mail_probe.py window FOLDER`` prints one JSON object of lists of milliseconds, and of
seconds where the name says so. The vault in FOLDER is one of ``bench_vaults``.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from made_clock import BenchClock
from window_probe import PASSPHRASE, Samples, until

MESSAGES, REPLIES, PARTS = 500, 500, 3
TICK_MS = 4
OWN = "person@example.org"
PDF = b"%PDF-1.7\n" + os.urandom(60_000)
"""What goes with a message has about the size of a plan of three pages."""


class Beat:
    """Ticks on the window's thread: how long each turn of its loop took, working and in all."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.work: list[float] = []
        self.turn: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Measure from now on."""
        self._wall, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self, found: Samples, name: str) -> None:
        """Give what was measured."""
        self._timer.stop()
        found[f"{name}: work"], found[f"{name}: turn"] = self.work, self.turn
        self.work, self.turn = [], []

    def _tick(self) -> None:
        wall, worked = time.perf_counter(), time.thread_time()
        self.work.append((worked - self._worked) * 1000)
        self.turn.append((wall - self._wall) * 1000 - TICK_MS)
        self._wall, self._worked = time.perf_counter(), time.thread_time()


def window(folder: Path) -> Samples:
    """Queue, send and bring in, with the page of the outbox in sight."""
    with mail_server(folder) as port:
        os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
        from PySide6.QtWidgets import QApplication

        app = QApplication([])
        from ui.shell.assembly import build
        from ui.shell.preferences import Preferences

        preferences = Preferences(folder / "window.ini")
        shell = build(
            app, folder / "vault", clock=BenchClock(), preferences=preferences, theme="light", plain_size=True
        )
        shell.window.resize(1280, 800)
        shell.start()
        shell.door.open_with(PASSPHRASE)
        until(app, lambda: shell.is_open)
        shell.frame.show_page("outbox")
        until(app, lambda: not shell.tasks.busy)
        found: Samples = {}
        _queue(app, shell, found)
        _send(app, shell, port, found)
        _bring_in(app, shell, folder, found)
        shell.window.close()
        shell.close()
    return found


def _queue(app: Any, shell: Any, found: Samples) -> None:
    """Messages with three attachments each; no way for them to leave is chosen yet."""
    from jfs_desktop.casework.cases.caseload import Caseload
    from jfs_desktop.casework.documents import issued_documents
    from jfs_desktop.casework.office import channel_clearances
    from jfs_desktop.casework.outbox import mail_account, mail_guards, outbox
    from jfs_desktop.casework.outbox.mail_account import MailAccount
    from jfs_desktop.casework.outbox.message_views import NewMessage, NewPart

    workspace, beat = shell.context.workspace, Beat()
    channel_clearances.clear(
        workspace, ["email"], approved_on=workspace.today(), approved_by="Bench", security_ref="Bench"
    )
    mail_account.put(workspace, MailAccount(grace_seconds=0))  # the clock of the measurement stands still
    cases = Caseload(workspace).search("")[:MESSAGES]
    ended: list[object] = []

    def queue(number: int) -> Any:
        case_id = cases[number % len(cases)]
        kept = [
            issued_documents.freeze(
                workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=PDF + bytes([place]))
            ).value
            for place in range(PARTS)
        ]
        parts = tuple(NewPart(one.id, "pdf", f"Plan {place}.pdf") for place, one in enumerate(kept))
        new = NewMessage("letter", case_id, OWN, "A person", "Your papers", "Here they are.", parts=parts)
        asked = tuple(one.words for one in mail_guards.look(workspace, new))
        return outbox.queue(workspace, replace(new, confirmed=asked))

    def fail(error: Exception) -> None:
        raise SystemExit(str(error))

    beat.start()
    for number in range(MESSAGES):
        worked, wall = time.thread_time(), time.perf_counter()

        def done(outcome: Any) -> None:
            shell.hub.tell(outcome)
            ended.append(outcome.value.id)

        shell.tasks.write(lambda number=number: queue(number), owner=shell, done=done, failed=fail)
        until(app, lambda number=number: len(ended) > number)  # type: ignore[misc]
        found.setdefault("queue one: window", []).append((time.thread_time() - worked) * 1000)
        found.setdefault("queue one: in all", []).append((time.perf_counter() - wall) * 1000)
    beat.stop(found, "queue")


def _send(app: Any, shell: Any, port: int, found: Samples) -> None:
    from jfs_desktop.casework.outbox import mail_account, outbox
    from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
    from jfs_desktop.mail.delivery import Security, SignIn
    from jfs_desktop.rules.mail.outbox import MessageState

    workspace, beat = shell.context.workspace, Beat()
    account = MailAccount(
        Route.SERVER,
        "127.0.0.1",
        port,
        Security.TLS,
        SignIn.NONE,
        sender_address="office@provider.example",
        grace_seconds=0,
    )
    start = time.perf_counter()
    beat.start()
    shell.tasks.write(lambda: mail_account.put(workspace, account), owner=shell, done=shell.hub.tell)
    postman = shell.inside.settling.postman

    def all_gone() -> bool:
        return not (shell.tasks.busy or postman.is_out) and not outbox.listed(
            workspace, [MessageState.QUEUED]
        )

    looked = [time.perf_counter()]

    def now_and_then() -> bool:
        if time.perf_counter() - looked[0] < 1:
            return False
        looked[0] = time.perf_counter()
        beat_work = time.thread_time()
        gone = all_gone()
        beat._worked += time.thread_time() - beat_work  # the look itself is none of the window's work
        return gone

    until(app, now_and_then)
    beat.stop(found, "send")
    found["send: seconds"] = [time.perf_counter() - start]
    sent = len(outbox.listed(workspace, [MessageState.SENT]))
    found["sent"] = [sent]


def _bring_in(app: Any, shell: Any, folder: Path, found: Samples) -> None:
    from jfs_desktop.casework.outbox import outbox

    messages = outbox.listed(shell.context.workspace)[:REPLIES]
    paths = []
    for number, one in enumerate(messages):
        made = EmailMessage()
        made["From"], made["To"], made["In-Reply-To"] = OWN, "office@provider.example", one.message_id
        made["Subject"], made["Message-ID"] = f"Re: {one.subject}", f"<{number}@example.org>"
        made["Date"] = "Fri, 04 Jun 2021 10:00:00 +0000"
        made.set_content("I have got the papers, thank you.")
        paths.append(folder / f"{number}.eml")
        paths[-1].write_bytes(bytes(made))
    shelf, beat = shell.frame.page("outbox").replies, Beat()
    start = time.perf_counter()
    beat.start()
    shelf.bring_in(paths)
    until(app, lambda: not shelf.importing.running and not shell.tasks.busy)
    beat.stop(found, "bring in")
    found["bring in: seconds"] = [time.perf_counter() - start]


@contextmanager
def mail_server(folder: Path) -> Iterator[int]:
    """A mail server in a process of its own; the port it listens at."""
    started = subprocess.Popen(
        [sys.executable, __file__, "server", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None and started.stdin is not None
    try:
        yield int(started.stdout.readline())
    finally:
        started.stdin.close()
        started.wait(30)


def server(folder: Path) -> None:
    """Listen until nobody holds the other end of the standard input any more."""
    from cryptography.hazmat.primitives.serialization import Encoding

    # Not by name: the tests' own modules are not held to the types of this one.
    certificates = importlib.import_module("tests.mail.certificates")
    loopback = importlib.import_module("tests.mail.loopback")
    issuer = certificates.Issuer()
    (folder / "authority.pem").write_bytes(issuer.certificate.public_bytes(Encoding.PEM))
    listening = loopback.Loopback(loopback.Behaviour(), issuer.server(folder), at_once=True)
    listening.start()
    print(listening.port, flush=True)
    sys.stdin.read()
    listening.stop()


def give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A measurement that goes wrong ends at once: its loop would wait for ever."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


if __name__ == "__main__":
    kind, place = sys.argv[1:3]
    sys.excepthook = give_up
    if kind == "server":
        server(Path(place))
    else:
        print(json.dumps(window(Path(place))))

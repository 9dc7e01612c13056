"""A whole run of the program in a home of its own, from first run to exported plan; then every file below
that home is searched for what only the vault and the exported document may hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.plan import plans
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from tests import patience

ROOT = Path(__file__).parents[2]
NAME, NUMBER, NOTE, SEARCHED = "Zyxwalterine", "JK917356A", "hushworthy note", "Vulpinella"
PASSPHRASE = "otter lamp window gravel thirty"
DEED = "Visit the Quibblesham fair"
CANARIES = (NAME, NUMBER, "JK 91 73 56 A", NOTE, SEARCHED, PASSPHRASE, "Quibblesham", "Canaryfolder")

CHILD = """
import logging, os, sys, traceback
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from jfs_desktop import paths
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.cases.caseload import Caseload
from tests.answers import entry
from tests.cleared import with_channels
from jfs_desktop.casework.sessions.session_wrap_up import WrapUp
from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import UserError
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.dialogs.referrals.referral import ReferralDialog
from ui.shell.assembly import build
from ui.shell.crash import CrashHook, watch_native
from ui.shell.log import start_log
from ui.shell.preferences import Preferences

name, number, note, searched, passphrase, deed, out, word = sys.argv[1:]
app = QApplication([])
start_log(paths.logs())
stream, _ = watch_native(paths.logs())
clock = SystemClock()
shell = build(app, paths.default_vault(), clock=clock, preferences=Preferences(paths.settings_file()))
CrashHook(shell.window).install()
shell.start()

def settle():
    for _ in range(4):
        assert shell.tasks.wait_idle(120_000)
        app.processEvents()

def enter():
    form = shell.door.face.form
    texts = {"provider_name": "Northgate Skills", "name": "Rosa Khan", "passphrase": passphrase,
        "again": passphrase}
    for field, text in texts.items():
        form.set_value(field, text)
    form.set_value("prap_role", True)
    shell.door.face.go.click()
    settle()
    code = shell.window.findChild(RecoveryCodeFace)
    code.last.setText(code.sheet.shown.text().split()[-1])
    code.findChild(QPushButton, "confirm-code").click()
    settle()

def refer():
    context = shell.context
    with_channels(context.workspace)
    dialog = ReferralDialog.ask(context, shell.window)
    settle()
    today = context.workspace.today()
    values = {"prap_reference": "PR-77001", "referral_made_on": today, "jobcentre": "Harbourside",
        "benefit": "UC", "first_name": name, "last_name": name, "ni_number": number, "nation": "ENG",
        "notes": note}
    for field, value in values.items():
        dialog.form.set_value(field, value)
        dialog.form.changed.emit(field)
    QTest.qWait(1000)  # a draft is kept and the fields are checked
    settle()
    dialog._add()
    settle()
    rows = Path(out).parent / (name + ".csv")
    ImportDialog(context, rows, shell.window).open()
    settle()
    app.activeModalWidget().reject()
    ImportDialog(context, rows.with_suffix(".gone"), shell.window).open()
    settle()
    app.activeModalWidget().reject()

def meet(case_id):
    workspace = shell.context.workspace
    for kind in (FactKind.ACKNOWLEDGED, FactKind.CONTACTED, FactKind.IDENTITY_CONFIRMED,
            FactKind.INITIAL_MEETING_HELD):
        outcome = facts.record(workspace, case_id, entry(kind, workspace.today(), note=note))
    shell.hub.tell(outcome)
    try:
        long_ago = workspace.today().replace(year=2012, day=1)
        facts.record(workspace, case_id, entry(FactKind.START_KEYED, long_ago, note=note))
    except UserError as error:
        shell.say.problem(error)
    made = sessions.start(workspace, case_id, channel="video", identity="confirmed", at=workspace.now()).value
    sessions.stop(workspace, made.id, at=workspace.now(), wrap_up=WrapUp(notes=note, no_change_reason=note))
    shell.hub.tell(outcome)
    settle()

def look_for(text):
    frame = shell.frame
    QTest.keyClicks(frame.top.search, text)
    QTest.qWait(200)
    frame.show_page("caseload")
    settle()
    frame.page("caseload").search_for(text)
    QTest.qWait(300)
    settle()

def write(case_id):
    shell.frame.open_case(case_id, "plan")
    settle()
    tab = shell.frame.page("case").tab("plan")
    QTest.keyClicks(tab.editor.steps, deed)
    while "✓" not in tab.head.saved.text():
        app.processEvents()
    return tab

def export(tab):
    tab.export()
    dialog = shell.window.findChild(QFileDialog, "where-to-save") or app.activeModalWidget()
    dialog.setDirectory(str(Path(out).parent))
    dialog.selectFile(out)
    dialog.accept()
    settle()
    assert Path(out).exists(), "no export"

def stumble():
    raise ValueError(name + number + note)

def whole_way():
    enter()
    refer()
    case_id = Caseload(shell.context.workspace).search("")[0]
    meet(case_id)
    look_for(searched)
    look_for(name)
    tab = write(case_id)
    if word == "kill":
        print("SAVED", flush=True)
        while True:
            QTest.keyClicks(tab.editor.steps, deed)
    if word == "export":
        export(tab)
        QTimer.singleShot(0, stumble)
        QTimer.singleShot(50, app.exit)
        app.exec()
        assert app.activeModalWidget() is not None, "no report"
        logging.getLogger("ui").warning("a text argument: %s", name)
        app.activeModalWidget().accept()
        shell.lock()
        settle()
        shell.door.face.passphrase.setText(passphrase)
        shell.door.face.go.click()
        settle()
        assert not shell.window.covered
    shell.window.close()
    shell.close()
    print("DONE", flush=True)

try:
    whole_way()
except BaseException:
    traceback.print_exc()
    os._exit(3)
"""


@dataclass(frozen=True)
class Home:
    """Where everything goes that the program writes by itself, and where the person exports to."""

    folder: Path
    outside: Path

    def environment(self) -> dict[str, str]:
        """Every place an operating system may name, below the home."""
        below = {
            "HOME": "", "USERPROFILE": "", "APPDATA": "roaming", "LOCALAPPDATA": "local",
            "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache",
            "XDG_STATE_HOME": "state", "TMPDIR": "temp", "TMP": "temp", "TEMP": "temp",
        }  # fmt: skip
        places = {variable: self.folder / name for variable, name in below.items()}
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        return kept | {name: str(place) for name, place in places.items()} | {"PYTHONUTF8": "1"}

    def child(self, word: str) -> subprocess.Popen[str]:
        """The program, driven from first run to the plan and on as the word says."""
        words = (NAME, NUMBER, NOTE, SEARCHED, PASSPHRASE, DEED, str(self.outside / "plan.docx"), word)
        return subprocess.Popen(
            [sys.executable, "-c", CHILD, *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=self.environment(),
        )  # fmt: skip

    def vault(self) -> Path:
        return next(self.folder.rglob("keys.json")).parent

    def found(self) -> list[str]:
        """Every canary with the file that holds it, or is named after it."""
        hits = []
        for path in self.folder.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            for word in CANARIES:
                forms = (
                    word.encode(),
                    word.encode("utf-16-le"),
                    word.upper().encode(),
                    word.lower().encode(),
                )
                if any(form in data for form in forms) or word in path.name:
                    hits.append(f"{word}: {path.relative_to(self.folder)}")
        return hits


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{NAME}.csv").write_text(f"prap_reference\n{NAME}\n", encoding="utf-8")
    yield Home(tmp_path / "home", outside)


def test_only_the_exported_document_names_the_person(home: Home) -> None:
    """Vault, settings, log, crash files, temporary files: not a byte, search words and paths included."""
    with home.child("export") as child:
        out, error = child.communicate(timeout=patience.SECONDS)
    assert out == "DONE\n", error
    assert home.found() == []
    assert NAME not in error and NUMBER not in error
    written = [path for path in home.folder.rglob("*") if path.is_file()]
    assert any(path.name == "jfs.log" and path.stat().st_size for path in written)
    assert any(path.suffix == ".ini" for path in written)
    with zipfile.ZipFile(home.outside / "plan.docx") as document:
        text = b"".join(document.read(name) for name in document.namelist()).decode("utf-8", "replace")
    assert NAME in text and DEED in text
    assert NUMBER not in text
    assert sorted(path.name for path in home.outside.iterdir()) == [f"{NAME}.csv", "plan.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
def test_a_kill_in_the_middle_of_typing_leaves_no_byte_and_loses_no_word(home: Home) -> None:
    with home.child("kill") as child:
        assert child.stdout is not None and child.stderr is not None
        line = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert line == "SAVED\n", child.stderr.read()
    assert home.found() == []
    vault = Vault.open(home.vault(), passphrase=PASSPHRASE, clock=SystemClock())
    workspace = open_workspace(vault, SystemClock())
    case_id = Caseload(workspace).search("")[0]
    view = plans.open_plan(workspace, case_id)
    assert (view.draft or view.content).next_steps.startswith(DEED)
    assert vault.verify().ok
    workspace.close()

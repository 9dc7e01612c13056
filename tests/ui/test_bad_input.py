"""Everything that can go wrong under a person's hands, in the real window: one plain sentence each time,
the window goes on, and nothing is lost or half-written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from jfs_desktop.casework import demo
from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import UserError, VaultDamaged
from jfs_desktop.records.journal import JournalHead
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests import patience
from tests.cleared import with_channels
from tests.conftest import CHEAP
from tests.exchange.made_files import csv_file, person
from tests.ui.casemaker import case_maker, open_window
from ui.app import main
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.vault.first_run import FirstRunFace
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.viewing.crash_box import CrashBox
from ui.pages.case.page import CasePage
from ui.pages.case.plan.plan import PlanTab
from ui.shell import vault_jobs
from ui.shell.crash import CrashHook
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
GOOD = "otter lamp window gravel thirty"


def plain(sentence: str) -> str:
    """A sentence for people: it ends, it says what to do, and no machine's word is in it."""
    assert sentence.endswith("."), sentence
    assert sentence.count(". ") >= 1 or sentence.startswith(("Type ", "Choose ")), sentence
    for word in ("Errno", "Error", "sqlite", "Traceback", "None"):
        assert word not in sentence
    return sentence


def unlock_face(shell: Shell) -> UnlockFace:
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    return face


def unlock(shell: Shell, typed: str, settle: Settle) -> None:
    """Type into the face and press its button."""
    face = unlock_face(shell)
    face.passphrase.setText(typed)
    face.go.click()
    settle(shell)


def told(shell: Shell) -> str:
    """The sentence of the face, which must wait for another try."""
    face = unlock_face(shell)
    assert face.go.isEnabled() and not shell.is_open
    return plain(face.error.text())


def covered(shell: Shell) -> bool:
    """Whether a face hides the window now."""
    return shell.window.covered


@pytest.fixture
def case_id(own_vault: Path, passphrase: str, window_clock: Any) -> UUID:
    """A participant whose initial meeting was held."""
    now = window_clock.wall
    with case_maker(own_vault, passphrase, window_clock) as maker:
        made = maker.met()
    window_clock.wall = now
    return made


@pytest.fixture
def desk(make_shell: Make, own_vault: Path, case_id: UUID, passphrase: str, settle: Settle) -> Shell:
    """The window, open on a vault with one participant in it."""
    return open_window(make_shell, own_vault, passphrase, settle)


def plan_tab(shell: Shell, case_id: UUID, settle: Settle) -> PlanTab:
    """The JFAP tab of the case, in front."""
    shell.frame.open_case(case_id, "plan")
    settle(shell)
    page = shell.frame.page("case")
    assert isinstance(page, CasePage)
    tab = page.tab("plan")
    assert isinstance(tab, PlanTab)
    return tab


def test_no_wrong_passphrase_opens_and_the_right_one_still_does(
    make_shell: Make, tmp_path: Path, settle: Settle
) -> None:
    """Empty, wrong, 10 kB, emoji, NUL; then the right one as a Mac would hand it over."""
    folder, right = tmp_path / "vault", "café naïve Zoë dragon lamp"
    Vault.create(folder, unicodedata.normalize("NFC", right), clock=SystemClock(), cost=CHEAP)[0].close()
    shell = make_shell(folder)
    shell.start()
    for typed in ("", "something else", "x" * 10_240, "🦦🦦🦦🦦", "a\0b", right + " "):
        unlock(shell, typed, settle)
        assert typed == "" or typed not in told(shell)
    unlock(shell, unicodedata.normalize("NFD", right), settle)
    assert isinstance(shell.door.face, FirstRunFace)
    assert shell.door.vault is not None


def test_a_wrong_recovery_code_is_told_apart_from_a_mistyped_one(
    make_shell: Make, tmp_path: Path, settle: Settle, window_clock: Any
) -> None:
    """After the mistakes the right code sets a new passphrase; nothing holds the vault meanwhile."""
    folder, other = tmp_path / "vault", tmp_path / "other"
    vault, code = Vault.create(folder, GOOD, clock=SystemClock(), cost=CHEAP)
    vault.close()
    vault, foreign = Vault.create(other, GOOD, clock=SystemClock(), cost=CHEAP)
    vault.close()
    shell = make_shell(folder)
    shell.start()
    face = unlock_face(shell)
    face._switch_way()
    slip = ("0" if code[0] != "0" else "1") + code[1:]
    for typed, word in (
        (foreign, "does not open"),
        (slip, "typing error"),
        ("ABCD", "36"),
        ("?" * 36, "sign"),
    ):
        face.by_code.code.setText(typed)
        face.by_code.new.setText("marble teapot winter saddle river")
        face.by_code.again.setText("marble teapot winter saddle river")
        face.go.click()
        settle(shell)
        assert word in told(shell)
        assert typed not in face.error.text()
        Vault.open(folder, passphrase=GOOD, clock=SystemClock()).close()
    face.by_code.code.setText(code.lower().replace("-", " "))
    face.by_code.new.setText("marble teapot winter saddle river")
    face.by_code.again.setText("marble teapot winter saddle river")
    face.go.click()
    settle(shell)
    assert shell.door.vault is not None


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        pytest.param(lambda folder: (folder / "store.db").write_bytes(b""), "damaged", id="empty"),
        pytest.param(lambda folder: os.truncate(folder / "store.db", 9000), "damaged", id="truncated"),
        pytest.param(lambda folder: (folder / "store.db").unlink(), "missing", id="missing"),
        pytest.param(
            lambda folder: [(folder / name).write_bytes(b"{") for name in ("keys.json", "keys.json.bak")],
            "keys.json",
            id="keys",
        ),
    ],
)
def test_a_damaged_vault_is_told_on_the_face_and_opens_once_put_back(  # noqa: PLR0917 (fixtures)
    make_shell: Make,
    own_vault: Path,
    passphrase: str,
    settle: Settle,
    damage: Callable[[Path], object],
    word: str,
) -> None:
    names = ("store.db", "keys.json", "keys.json.bak")
    whole = {name: (own_vault / name).read_bytes() for name in names}
    damage(own_vault)
    shell = make_shell(own_vault)
    shell.start()
    unlock(shell, passphrase, settle)
    assert word in told(shell)
    for name, data in whole.items():
        (own_vault / name).write_bytes(data)
    unlock(shell, passphrase, settle)


def test_damage_inside_the_vault_is_told_behind_the_first_page(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    """Nobody waits for the look at every page, and what it finds is told in the same plain sentence."""
    database = own_vault / "store.db"
    whole = bytearray(database.read_bytes())
    whole[-2000] ^= 1
    database.write_bytes(whole)
    shell = make_shell(own_vault)
    shell.start()
    unlock(shell, passphrase, settle)
    assert shell.frame.banner.isVisible()
    said = " ".join(words.text() for words in shell.frame.banner.findChildren(QLabel))
    assert "damaged" in said and "put the latest backup back" in said
    assert database.read_bytes()[-2000] == whole[-2000]
    shell.frame.banner.hide()
    foot = " ".join(words.text() for words in shell.frame.status.findChildren(QLabel))
    assert "The vault is damaged: nothing more is saved" in foot
    workspace = shell.context.workspace
    with pytest.raises(VaultDamaged):
        settings.put(workspace, settings.IDLE_MINUTES, 12)
    assert settings.get(workspace, settings.IDLE_MINUTES) == settings.IDLE_MINUTES.default
    shell.lock()
    settle(shell)
    assert shell.tasks.held


def test_a_database_that_went_while_locked_is_told(
    shell: Shell, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    shell.lock()
    settle(shell)
    away = own_vault.parent / "away.db"
    (own_vault / "store.db").replace(away)
    unlock(shell, passphrase, settle)
    assert "missing" in plain(unlock_face(shell).error.text())
    assert not (own_vault / "store.db").exists()
    away.replace(own_vault / "store.db")
    unlock(shell, passphrase, settle)
    assert not covered(shell)


def fill_first_run(face: FirstRunFace, folder: str) -> None:
    for name, text in (("provider_name", "Northgate Skills"), ("name", "Rosa Khan")):
        face.form.set_value(name, text)
    face.form.set_value("passphrase", GOOD)
    face.form.set_value("again", GOOD)
    face._folder.setText(folder)
    face.go.click()


def test_a_new_vault_in_a_place_that_cannot_be_is_refused_and_asked_again(
    make_shell: Make, tmp_path: Path, settle: Settle
) -> None:
    """A file, a folder full of other things, a name too long, a person who does not exist."""
    file, other = tmp_path / "file.txt", tmp_path / "documents"
    file.write_text("mine", encoding="utf-8")
    other.mkdir()
    (other / "letter.part-1.odt").write_text("mine", encoding="utf-8")
    shell = make_shell(tmp_path / "nothing yet")
    shell.start()
    face = shell.door.face
    assert isinstance(face, FirstRunFace)
    for place in (str(file), str(file / "below"), str(other), str(tmp_path / ("x" * 300))):
        fill_first_run(face, place)
        settle(shell)
        assert "folder" in plain(face.error.text())
        assert face.go.isEnabled()
    for place in ("~nobody-of-that-name/vault", "a/relative/place"):
        fill_first_run(face, place)
        assert plain(face.form.note("folder"))
        assert face.go.isEnabled()
    assert (other / "letter.part-1.odt").read_text("utf-8") == "mine"
    fill_first_run(face, str(tmp_path / "fine"))
    settle(shell)
    assert shell.window.findChild(RecoveryCodeFace) is not None


def choose_in_dialog(path: Path) -> None:
    """Answers the file dialog that opens next, as a person does."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(str(path))
        dialog.accept()

    QTimer.singleShot(0, answer)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own file dialog opens")
def test_another_folder_that_holds_no_vault_is_told(
    make_shell: Make, own_vault: Path, tmp_path: Path, passphrase: str, settle: Settle
) -> None:
    """The form for a new vault does not come up unasked, and the old vault can still be opened."""
    other = tmp_path / "photographs"
    other.mkdir()
    shell = make_shell(own_vault)
    shell.start()
    choose_in_dialog(other)
    unlock_face(shell).other.click()
    assert "no vault in that folder" in told(shell)
    unlock(shell, passphrase, settle)


def test_a_failed_finish_leaves_the_vault_free_and_its_code_shown(tmp_path: Path) -> None:
    """The recovery code must come even where the second step of making a vault fails."""
    from ui.dialogs.vault.first_run import Wishes

    wishes = Wishes(" ", "Rosa Khan", "adviser", False, tmp_path / "vault", GOOD)
    opened = vault_jobs.create_vault(wishes, SystemClock())
    assert opened.workspace is None and opened.recovery_code
    opened.vault.close()
    with pytest.raises(UserError):
        vault_jobs.recover_vault(tmp_path / "vault", opened.recovery_code, " ", SystemClock())
    Vault.open(tmp_path / "vault", passphrase=GOOD, clock=SystemClock()).close()


# Locking in the middle of things


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own file dialog opens")
def test_lock_with_a_file_dialog_open_and_the_watch_goes_on_after(
    shell: Shell, passphrase: str, settle: Settle, window_clock: Any
) -> None:
    """Hiding a file chooser ends it: unlocking must not stumble over it, or idle locking would stop."""
    chooser = next(one for one in shell.inside.menus.actions() if "Import" in one.text())
    QTimer.singleShot(0, shell.lock)
    chooser.trigger()
    settle(shell)
    assert covered(shell)
    with capture_exceptions() as raised:
        unlock(shell, passphrase, settle)
    assert raised == []
    assert not covered(shell)
    window_clock.seconds += 6 * 60
    shell.keeper.look()
    settle(shell)
    assert covered(shell)


def test_lock_while_the_plan_is_exported_gives_a_whole_file_or_none(
    desk: Shell, case_id: UUID, passphrase: str, settle: Settle, tmp_path: Path
) -> None:
    shell = desk
    tab = plan_tab(shell, case_id, settle)
    file = tmp_path / "plan.docx"
    tab._export_to(file, None)
    shell.lock()
    settle(shell)
    assert not list(tmp_path.glob("*.part-*"))
    assert not file.exists() or Document(str(file)).paragraphs
    unlock(shell, passphrase, settle)
    tab._export_to(file, None)
    settle(shell)
    assert Document(str(file)).paragraphs


def test_lock_in_the_middle_of_an_import_keeps_whole_rows_and_lets_go(
    shell: Shell, tmp_path: Path, passphrase: str, settle: Settle, qtbot: QtBot
) -> None:
    """R1: after unlocking the window can be used, and the file brings the rest."""
    file = csv_file(tmp_path, [person(number) for number in range(1, 900)])
    dialog = ImportDialog(shell.context, file, shell.window)
    dialog.open()
    settle(shell)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 100)
    shell.lock()
    settle(shell)
    assert covered(shell)
    unlock(shell, passphrase, settle)
    kept = len(Caseload(shell.context.workspace))
    assert 0 < kept < 899
    waiting = QApplication.activeModalWidget()
    if isinstance(waiting, ImportDialog):
        waiting.leave.click()
        settle(shell)
    assert QApplication.activeModalWidget() is None
    again = ImportDialog(shell.context, file, shell.window)
    again.open()
    settle(shell)
    assert f"{kept:,} already here" in again.summary.text()
    again.go.click()
    settle(shell)
    assert len(Caseload(shell.context.workspace)) == 899


# Places that cannot be written to


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(
    desk: Shell, case_id: UUID, settle: Settle, tmp_path: Path
) -> None:
    """An existing folder, a folder that is gone: then somewhere that works."""
    shell = desk
    tab = plan_tab(shell, case_id, settle)
    (tmp_path / "folder.docx").mkdir()
    for place in ("folder.docx", "gone/plan.docx"):
        tab._export_to(tmp_path / place, None)
        settle(shell)
        assert "could not be written" in plain(shell.frame.banner.text)
        assert str(tmp_path) not in shell.frame.banner.text
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".docx") == ["folder.docx"]
    tab._export_to(tmp_path / "plan.docx", None)
    settle(shell)
    assert "Exported" in shell.frame.banner.text


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 14 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(disk)]
    if (
        sys.platform == "win32"
        or os.getuid() != 0
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(filler: Path) -> None:
    """Leave not a byte."""
    with filler.open("ab", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            if file.write(b"x" * 4096) < 4096:
                file.write(b"x")


@pytest.fixture
def full_desk(
    make_shell: Make, small_disk: Path, window_clock: Any, settle: Settle
) -> Iterator[tuple[Shell, UUID]]:
    """The window on a vault on the small disk, and a case in it."""
    folder, now = small_disk / "vault", window_clock.wall
    vault, _ = Vault.create(folder, GOOD, clock=window_clock, cost=CHEAP)
    with_channels(begin(vault, window_clock, FirstRun("Northgate Skills", "Rosa Khan", prap_role=True)))
    vault.close()
    with case_maker(folder, GOOD, window_clock) as maker:
        case_id = maker.met()
    window_clock.wall = now
    shell = open_window(make_shell, folder, GOOD, settle)
    yield shell, case_id
    shell.window.close()


def test_a_full_disk_stops_nothing_but_the_step(
    full_desk: tuple[Shell, UUID], small_disk: Path, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    """Typing the plan, recording a fact, importing, exporting, locking; then there is room again."""
    shell, case_id = full_desk
    said: list[str] = []
    shell.say.newsSaid.connect(lambda news: said.append(news.text))
    workspace, tab = shell.context.workspace, plan_tab(shell, case_id, settle)
    filler = small_disk / "filler"
    fill(filler)
    for _ in range(2):  # the ballast gives the first of them room to go on
        file = csv_file(tmp_path, [person(number) for number in range(1, 5000)])
        dialog = ImportDialog(shell.context, file, shell.window)
        dialog.open()
        settle(shell)
        dialog.go.click()
        settle(shell)
        assert "disk is full" in plain(dialog._error.text())
        dialog.leave.click()
        settle(shell)
        fill(filler)
    assert QApplication.activeModalWidget() is None
    kept = len(Caseload(workspace))
    assert kept % 200 == 1
    tab.editor.steps.setFocus()
    QTest.keyClicks(tab.editor.steps, "Ring the clinic " * 400)
    qtbot.waitUntil(lambda: "Not saved" in tab.head.saved.text() or "✓" in tab.head.saved.text())
    tab._export_to(small_disk / "plan.docx", None)
    settle(shell)
    assert not (small_disk / "plan.docx").exists()
    assert not list(small_disk.glob("*.part-*"))
    assert any("disk is full" in text or "could not be written" in text for text in said)
    typed = tab.editor.steps.toPlainText()
    filler.unlink()
    qtbot.waitUntil(lambda: tab.keeper.at_rest and "✓" in tab.head.saved.text())
    facts.record(workspace, case_id, WhatHappened(FactKind.APPOINTMENT_AGREED, on=workspace.today()))
    tab._export_to(tmp_path / "plan.docx", None)
    settle(shell)
    assert (tmp_path / "plan.docx").exists()
    fill(filler)
    shell.lock()
    settle(shell)
    assert workspace.vault.is_locked
    unlock(shell, GOOD, settle)
    assert not covered(shell)
    filler.unlink()
    assert workspace.vault.verify().ok
    view = plans.open_plan(workspace, case_id)
    assert (view.draft or view.content).next_steps.strip() == typed.strip()


def test_a_full_disk_makes_no_half_vault(make_shell: Make, small_disk: Path, settle: Settle) -> None:
    filler = small_disk / "filler"
    fill(filler)
    shell = make_shell(small_disk / "vault")
    shell.start()
    face = shell.door.face
    assert isinstance(face, FirstRunFace)
    fill_first_run(face, str(small_disk / "vault"))
    settle(shell)
    assert "disk is full" in plain(face.error.text())
    assert not Vault.exists(small_disk / "vault")
    filler.unlink()
    face.go.click()
    settle(shell)
    assert shell.window.findChild(RecoveryCodeFace) is not None


# Bugs, clocks, and the practice caseload


def test_a_bug_in_a_page_shows_a_report_that_names_nobody_and_the_window_goes_on(
    desk: Shell, settle: Settle
) -> None:
    shell = desk
    hook = CrashHook(shell.window)

    def stumble() -> None:
        canary = "Priya Nair QQ123456C"
        raise ValueError(canary)

    for _ in range(2):
        try:
            stumble()
        except ValueError as error:
            hook(type(error), error, error.__traceback__)
    boxes = [box for box in shell.window.findChildren(CrashBox) if box.isVisible()]
    assert len(boxes) == 1
    shown = boxes[0].findChild(QPlainTextEdit)
    assert shown is not None
    report = shown.toPlainText()
    assert "ValueError" in report and "stumble" in report
    assert "Priya" not in report and "QQ123456C" not in report
    QGuiApplication.clipboard().clear()
    next(one for one in boxes[0].findChildren(QPushButton) if one.text() == "Copy report").click()
    assert QGuiApplication.clipboard().text() == report
    boxes[0].accept()
    settle(shell)
    shell.frame.show_page("caseload")
    settle(shell)
    assert shell.frame.current == "caseload"


def test_the_clock_set_back_a_year_locks_nobody_out(
    desk: Shell, case_id: UUID, passphrase: str, settle: Settle, window_clock: Any
) -> None:
    shell = desk
    tab = plan_tab(shell, case_id, settle)
    window_clock.wall -= timedelta(days=365)
    shell.keeper.look()
    assert not covered(shell)
    tab.editor.steps.setPlainText("Written while the clock was wrong")
    shell.lock()
    settle(shell)
    unlock(shell, passphrase, settle)
    window_clock.wall += timedelta(days=365)
    shell.keeper.look()
    settle(shell)
    if covered(shell):  # a jump of a year ahead looks like a machine that slept
        unlock(shell, passphrase, settle)
    view = plans.open_plan(shell.context.workspace, case_id)
    assert (view.draft or view.content).next_steps == "Written while the clock was wrong"
    assert shell.context.workspace.vault.verify().ok


@pytest.mark.parametrize("words", [["--today", "2021-06-04"], ["--screenshot", "x.png"], ["--today", "31"]])
def test_only_the_demo_has_another_day(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_picture_of_what_does_not_open_says_why(tmp_path: Path) -> None:
    """Nobody waits for it without end."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    words = ("--demo", "--vault", str(tmp_path), "--screenshot", str(tmp_path / "x.png"))
    call = [sys.executable, "-m", "ui", *words]
    answer = subprocess.run(call, capture_output=True, text=True, timeout=patience.SECONDS, check=False)
    assert answer.returncode == 1 and "other things" in plain(answer.stderr.strip())
    assert not (tmp_path / "x.png").exists()


def test_a_real_vault_is_no_practice_caseload(
    make_shell: Make, own_vault: Path, settle: Settle, tmp_path: Path, window_clock: Any
) -> None:
    """Not even where somebody chose the practice passphrase: its journal is never signed on another day."""
    unlucky, other = tmp_path / "unlucky", tmp_path / "documents"
    vault, _ = Vault.create(unlucky, demo.DEMO_PASSPHRASE, clock=SystemClock(), cost=CHEAP)
    begin(vault, SystemClock(), FirstRun("Northgate Skills", "Rosa Khan"))
    vault._let_go()
    vault._lock.release(force=True)  # as a crash leaves it: the journal's end is not signed
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    for folder, word in ((own_vault, "practice"), (unlucky, "practice"), (other, "other things")):
        shell = make_shell(folder)
        shell.door.open_demo(date(2021, 6, 4), 1)
        shell.start()
        settle(shell)
        assert not shell.is_open and shell.door.face is not None
        assert word in plain(shell.door.face.error.text())
    assert [path.name for path in other.iterdir()] == ["mine.txt"]
    again = Vault.open(unlucky, passphrase=demo.DEMO_PASSPHRASE, clock=SystemClock())
    with reading(again.engine) as db:
        assert all(head.signed_at.year > 2021 for head in db.query(JournalHead))
    again.close()


def test_a_practice_caseload_is_made_whole_or_not_at_all(
    make_shell: Make, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    shell = make_shell(folder)
    shell.door.open_demo(date(2021, 6, 4), 1)
    shell.start()
    settle(shell)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["practice"]
    shell.lock()
    settle(shell)
    face = shell.door.face
    assert isinstance(face, UnlockFace) and demo.DEMO_PASSPHRASE in face.text.text()
    face.unlockRequested.emit(demo.DEMO_PASSPHRASE)
    settle(shell)
    assert not shell.window.covered


LOCAL = """
import os, time
from datetime import UTC, date, datetime
from PySide6.QtWidgets import QApplication
from jfs_desktop.rules.writing import wording
from ui.widgets import clock_chip

app = QApplication([])  # takes the computer's language and customs
print(time.tzname[0], wording.time_of_day(datetime(2021, 6, 4, 23, 30, tzinfo=UTC)),
    wording.day_and_time(datetime(2021, 6, 4, 23, 30, tzinfo=UTC)), wording.full_day(date(2021, 3, 3)),
    *clock_chip.due_words(3, date(2021, 3, 3)))
"""
HERE_ONLY = re.compile(
    r"(?<!\{)%[-#]?[aAbBcpxX]\b(?! [a-z…])"
    r"|astimezone\(\)|fromtimestamp\([^,]*\)|date\.today\(|datetime\.now\(\)"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no time zone from the environment")
def test_a_computer_in_new_york_shows_london_time_and_english_months() -> None:
    """AMB-03: the day ends in London, wherever the computer is and whatever it speaks."""
    done = subprocess.run(
        [sys.executable, "-c", LOCAL],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
        env=os.environ | {"TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.split() == (
        [
            "EST",
            "00:30",
            "5",
            "June",
            "2021,",
            "00:30",
            "Wednesday",
            "3",
            "March",
            "2021",
            "Wed",
            "3",
            "March",
            "soon",
        ]
    )


def test_no_page_leaves_zone_or_month_names_to_the_computer() -> None:
    """Qt switches Python's own dates to the computer's language as soon as the window opens."""
    top = Path(__file__).parents[2]
    found = [
        f"{path.relative_to(top)}:{number}"
        for folder in ("ui", "jfs_desktop")
        for path in (top / folder).rglob("*.py")
        for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if HERE_ONLY.search(text)
    ]
    assert found == []

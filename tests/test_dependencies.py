"""What the product stands on: pinned, used, licensed, and loaded only when needed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
LOCKED = sorted(REQUIREMENTS.glob("*.txt"))

# The module that a package brings, where the two names differ.
MODULES = {
    "pyside6-essentials": {"PySide6", "shiboken6"},
    "argon2-cffi": {"argon2"},
    "pillow": {"PIL"},
    "python-docx": {"docx"},
    "python-oxmsg": {"oxmsg"},
    "email-validator": {"email_validator"},
    "chunspell": {"hunspell"},
    "uuid-utils": {"uuid_utils"},
}
# Named for its pin alone, or read by the standard library (zoneinfo) where the system has no zones.
NOT_IMPORTED = {"argon2-cffi-bindings", "python-dateutil", "tzdata"}
# The head-office extra.
EXTRA = {"psycopg"}


def asked_for() -> set[str]:
    """The packages of run.in, by their plain names."""
    rows = (
        line.partition("#")[0].strip() for line in (REQUIREMENTS / "run.in").read_text("utf-8").splitlines()
    )
    return {re.split(r"[\s<>=;\[]", row)[0].lower() for row in rows if row}


@cache
def used() -> set[str]:
    """The top names of everything that the core and the window import from outside."""
    found = set()
    for package in ("jfs_desktop", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {name.name.split(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"jfs_desktop", "ui", "__future__"}


def test_what_is_imported_is_asked_for_and_what_is_asked_for_is_imported() -> None:
    brought = {package: MODULES.get(package, {package}) for package in asked_for() - NOT_IMPORTED}
    assert used() - EXTRA - set().union(*brought.values()) == set()
    assert {package for package, modules in brought.items() if not modules & used()} == set()


def test_the_wheel_asks_for_what_the_requirement_file_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=\[;]", row)[0].lower() for row in project["dependencies"]}
    assert named == asked_for() - {"argon2-cffi-bindings"}


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: file.stem)
def test_every_requirement_is_pinned_by_hash_and_names_no_address(file: Path) -> None:
    text = file.read_text("utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+( ; [^-]+)?\s+--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert not re.search(r"https?:|--(extra-)?index|--find-links|file:|/opt/", text)


@pytest.mark.parametrize("name", ["run", "test"])
def test_what_runs_here_is_what_is_pinned(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==([^\s;]+) \\$", text, re.MULTILINE)
    assert len(pins) > 10
    assert {package: version(package) for package, _ in pins} == dict(pins)


def test_qt_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 drops one at every void call on Python 3.11, and the process dies of it."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(500):
        thing.setObjectName(f"name {number}")
    assert before - sys.getrefcount(None) < 100


def test_nothing_that_ships_is_under_the_gpl() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "licences.py")], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout
    assert "sqlcipher3" in answer.stdout


def test_no_tracked_file_names_a_package_server() -> None:
    """Mirrors and proxies are the business of each computer."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    hosts = ["py" + "pi.", "python" + "hosted", "registry." + "npm", "deb." + "debian", "index" + "-url "]
    found = subprocess.run(
        ["git", "grep", "-I", "-i", "-l", "-F", *(word for host in hosts for word in ("-e", host))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode in (0, 1), found.stderr
    assert found.stdout == ""


# What costs time or memory and is loaded while the passphrase is typed, or when first used.
LATE = {
    "alembic", "argon2", "cryptography", "docx", "docxtpl", "email_validator", "holidays", "icalendar",
    "openpyxl", "orjson", "oxmsg", "phonenumbers", "rich", "sqlalchemy", "sqlcipher3", "typer", "zxcvbn",
}  # fmt: skip


def loaded_after(code: str) -> set[str]:
    """The top names that a fresh process has loaded when the code has run."""
    answer = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return {name.split(".")[0] for name in answer.stdout.split()}


@pytest.mark.parametrize(
    "module", ["ui.app", "ui.shell.window", "ui.dialogs.vault.unlock", "ui.dialogs.vault.first_run"]
)
def test_the_first_window_is_imported_without_the_store(module: str) -> None:
    assert loaded_after(f"import {module}") & LATE == set()


def test_the_unlock_face_is_painted_without_the_store() -> None:
    paint = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.dialogs.vault.unlock import UnlockFace
application = QApplication([])
face = UnlockFace(Path("vault"))
face.show()
assert not face.grab().isNull()
"""
    assert loaded_after(paint) & LATE == set()


def test_word_waits_until_a_document_is_made() -> None:
    """What is loaded while the passphrase is typed leaves documents, mail and calendars to their first use:
    Word alone takes 16 MB."""
    # Looked into at each start.
    outbox = "import jfs_desktop.casework.outbox.outbox, jfs_desktop.casework.replies.replies"
    warmed = loaded_after(f"from ui.shell.vault_jobs import warm_up\nwarm_up()\n{outbox}")
    assert "sqlalchemy" in warmed
    later = {"docx", "docxtpl", "jinja2", "lxml", "openpyxl", "icalendar", "typst", "holidays"}
    assert warmed & later == set()


# Of our own: the arguments, the shell's outside and the face. Pages, frame, menus and dialogs come later.
FIRST = {
    "ui.app", "ui.dialogs.vault.face", "ui.dialogs.vault.unlock", "ui.shell.assembly",
    "ui.shell.collector", "ui.shell.crash", "ui.shell.door", "ui.shell.entries", "ui.shell.figures",
    "ui.shell.geometry",
    "ui.shell.hub", "ui.shell.lane", "ui.shell.lock", "ui.shell.no_window", "ui.shell.preferences",
    "ui.shell.say",
    "ui.shell.sharing", "ui.shell.shell", "ui.shell.system_lock", "ui.shell.tasks", "ui.shell.theme",
    "ui.shell.vault_jobs", "ui.shell.window",
    "ui.widgets.buttons", "ui.widgets.roles", "ui.widgets.text",
    "jfs_desktop.clock", "jfs_desktop.errors", "jfs_desktop.paths",
}  # fmt: skip


def test_the_whole_program_reaches_its_first_paint_with_few_modules(tmp_path: Path) -> None:
    """Start-up: the unlock window stands before anything but Qt and its own face is loaded."""
    (tmp_path / "keys.json").touch()
    start = f"""
import os, sys
from ui.app import main
from ui.dialogs.vault.face import Face

def painted(self, event):
    from PySide6 import QtCore, QtWidgets
    made = [name for name in ("Qt", "QStyle") if name in vars(QtCore) or name in vars(QtWidgets)]
    print(*made, *sys.modules, flush=True)
    os._exit(0)

Face.paintEvent = painted
main(["--vault", {str(tmp_path)!r}])
"""
    places = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    answer = subprocess.run(
        [sys.executable, "-c", start],
        cwd=ROOT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(answer.stdout.split())
    packages = {"ui", "ui.dialogs", "ui.dialogs.vault", "ui.shell", "ui.widgets", "jfs_desktop"}
    own = {name for name in loaded if name.partition(".")[0] in ("ui", "jfs_desktop")} - packages
    assert own - FIRST == set()
    slow = LATE | {"asyncio", "dataclasses", "logging.handlers", "socket", "tomllib", "zoneinfo"}
    slow |= {"Qt", "QStyle"}  # of PySide6, made by the first use: 130 enum classes, and the style's
    assert loaded & slow == set()


def test_the_window_imports_as_python_does() -> None:
    """PySide6 reads the source of all that is imported after it, unless the window takes that back."""
    code = "import builtins, linecache, ui.shell.shell\nprint(builtins.__import__.__name__, *linecache.cache)"
    words = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "feature" not in words
    assert "shell.py" not in words

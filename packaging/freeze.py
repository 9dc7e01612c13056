"""Puts the product into a folder that runs without Python, and works with it there once before anybody does.

What it prints besides its answers is a failure, as it would be in the tests.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import licences
from trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
MADE, WORK = ROOT / "dist", ROOT / "build" / "freeze"
ENDING = ".exe" if sys.platform == "win32" else ""
DAY = "2021-06-04"
PAGES = ("today", "caseload", "case:plan", "prap", "outbox", "settings")
LICENCE = re.compile("licen[cs]e|copying|notice", re.IGNORECASE)
FORMS = {".docx": b"PK\x03\x04", ".pdf": b"%PDF-"}
MESSAGE = b"From: a@example.org\r\nContent-Type: text/html\r\n\r\n<p>Yes, at ten.</p>\r\n"


def build() -> Path:
    """Make the folder anew. Raises Trouble."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(MADE), "--workpath", str(WORK), "packaging/frozen.spec"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Trouble("The folder could not be made: see above.")
    folder = MADE / "jfs-desktop"
    add_licences(folder / "licences")
    return folder


def add_licences(place: Path) -> None:
    """Lay the licence of each package that ships beside the programs, as most of them ask, with a list. That
    of Qt, the LGPL, lies with the dictionaries."""
    place.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in sorted(set(licences.shipped())):
        try:
            package = distribution(name)
        except PackageNotFoundError:  # it ships on another system
            continue
        rows.append(f"{name} {package.version}: {licences.licence_of(package.metadata)}\n")
        for file in package.files or ():
            if file.parts[0].endswith(".dist-info") and LICENCE.search("/".join(file.parts[1:])):
                (place / f"{name} {file.name}").write_bytes(file.read_binary())
    (place / "packages.txt").write_text("".join(rows), "utf-8")


def try_out(folder: Path, spare: Path) -> None:
    """Make a vault of made-up people with the programs in ``folder``, open pages of it, make documents and
    read a message. Raises Trouble."""
    command, desk = folder / f"jfs{ENDING}", folder / f"jfs-desktop{ENDING}"
    vault, said = spare / "vault", spare / "passphrase.txt"
    told = _run(command, "demo", str(vault), "--participants", "12", "--today", DAY)
    said.write_bytes(told.strip().rpartition(b": ")[2])
    opened = ("--vault", str(vault), "--passphrase-file", str(said), "--today", DAY)
    for page in PAGES:
        picture = spare / f"{page.replace(':', '-')}.png"
        look = ("--demo", "--vault", str(vault), "--today", DAY, "--page", page, "--screenshot", str(picture))
        if _run(desk, *look) or not picture.exists():
            raise Trouble(f"The window said something, or made no picture of the page {page}.")
    person = json.loads(_run(command, "cases", "--json", *opened))[0]["reference"]
    for ending, begins in FORMS.items():
        paper = spare / f"plan{ending}"
        _run(command, "export", "jfap", person, "--out", str(paper), *opened)
        if not paper.read_bytes().startswith(begins):
            raise Trouble(f"The plan was not made as {ending}.")
    for program in (desk, command):
        if json.loads(_run(program, "--read-message", given=MESSAGE))["text"] != "Yes, at ten.":
            raise Trouble(f"{program.name} does not read messages.")


def _run(program: Path, *words: str, given: bytes = b"") -> bytes:
    own = {key: said for key, said in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [program, *words], input=given, capture_output=True, env=own, cwd=program.parent, check=False
    )
    if done.returncode or done.stderr:
        raise Trouble(f"{program.name} {words[0]} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def main(words: list[str]) -> int:
    """Build and try out; with 'try' only the folder that is there."""
    try:
        folder = MADE / "jfs-desktop" if words == ["try"] else build()
        with tempfile.TemporaryDirectory(prefix="jfs-frozen-") as spare:
            try_out(folder, Path(spare))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Made and tried out: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

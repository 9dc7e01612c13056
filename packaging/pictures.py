"""Takes the pictures of the README from the demo vault, and a larger set to look at.

``python3 packaging/dev.py pictures`` writes docs/pictures/ (kept) and build/pictures/
(looked at): every page, light and dark, small and large; every face and dialog, light and
dark, at 200 % and with large letters; the Job Finding Action Plan as Word, PDF and pages; and every
kind of document, set by this program beside LibreOffice, where that and poppler are installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "pictures"
LOOKED_AT = ROOT / "build" / "pictures"
DAY = "2021-06-04"
PERSON = "Priya Nair"

PAGES = {
    "today": "today",
    "caseload": "caseload",
    "prap": "prap",
    "group-sessions": "group_sessions",
    "complaints": "complaints",
    "overview": f"case:overview:{PERSON}",
    "referral": f"case:referral:{PERSON}",
    "contact": f"case:contact:{PERSON}",
    "initial-meeting": f"case:meeting:{PERSON}",
    "sessions": f"case:sessions:{PERSON}",
    "support": f"case:support:{PERSON}",
    "jfap": f"case:plan:{PERSON}",
    "cv": f"case:cv:{PERSON}",
    "documents": f"case:documents:{PERSON}",
    "circumstances": f"case:circumstances:{PERSON}",
    "ending": f"case:ending:{PERSON}",
    "history": f"case:history:{PERSON}",
    "settings": "settings",
}
IN_README = ("today", "caseload", "jfap")
SIZES = ("1280x800", "1920x1080")
THEMES = ("light", "dark")
DIALOG_LOOKS = {"100": ("1", "0"), "200": ("2", "0"), "18pt": ("1", "18")}
"""The name of each look of the faces and dialogs: its scale, and its letters in points, 0 for the usual."""


def main(words: list[str]) -> int:
    """All pictures, or those of the pages named."""
    unknown = [word for word in words if word not in PAGES]
    if unknown:
        print(f"There is no page '{unknown[0]}': choose among {', '.join(PAGES)}.", file=sys.stderr)
        return 2
    for folder in (KEPT, LOOKED_AT):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jfs-pictures-") as spare:
        vault = Path(spare) / "vault"
        _run("-m", "jfs_desktop.cli", "demo", str(vault), "--participants", "46", "--today", DAY)
        for page in words or PAGES:
            for theme in THEMES:
                for size in SIZES:
                    _photograph(vault, page, theme, size)
        if not words:
            _dialogs(vault, Path(spare))
            _document(vault, Path(spare))
            print(_run("packaging/picture_documents.py"), end="", flush=True)
    return 0


def _photograph(vault: Path, page: str, theme: str, size: str) -> None:
    file = LOOKED_AT / f"{page}-{theme}-{size}.png"
    _run(
        *("-m", "ui", "--demo", "--vault", str(vault), "--today", DAY, "--page", PAGES[page]),
        *("--theme", theme, "--size", size, "--screenshot", str(file)),
    )
    file.chmod(0o644)
    print(file.relative_to(ROOT), flush=True)
    if page in IN_README and size == SIZES[0]:
        shutil.copyfile(file, KEPT / f"{page}-{theme}.png")


def _dialogs(vault: Path, spare: Path) -> None:
    """Each look has a copy of the vault: a session is started in it."""
    for name, (scale, points) in DIALOG_LOOKS.items():
        for theme in THEMES:
            own = spare / f"{name}-{theme}" / "vault"
            shutil.copytree(vault, own)
            words = (str(own), str(LOOKED_AT), theme, name, "--points", points)
            done = _run("packaging/picture_dialogs.py", *words, scale=scale)
            print(done, end="", flush=True)


def _document(vault: Path, spare: Path) -> None:
    """The plan as Word, and as pages where the programs for that are installed."""
    known = _run("-c", "from jfs_desktop.casework import demo; print(demo.DEMO_PASSPHRASE)")
    said = spare / "passphrase"
    said.write_text(known, encoding="utf-8")
    opened = ("--vault", str(vault), "--passphrase-file", str(said))
    answer = _run("-m", "jfs_desktop.cli", "cases", "--search", PERSON, "--json", *opened, "--today", DAY)
    reference = json.loads(answer)[0]["reference"]
    document = LOOKED_AT / "Job Finding Action Plan.docx"
    _run(
        "-m", "jfs_desktop.cli", "export", "jfap", reference, "--out", str(document), *opened, "--today", DAY
    )
    print(document.relative_to(ROOT), flush=True)
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if not office or not pages:
        print("LibreOffice or poppler is not installed: no pages were made.")
        return
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(LOOKED_AT), str(document)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = document.with_suffix(".pdf")
    subprocess.run([pages, "-png", "-r", "80", str(pdf), str(LOOKED_AT / "jfap-page")], check=True)
    first = sorted(LOOKED_AT.glob("jfap-page*.png"))[0]
    shutil.copyfile(first, KEPT / "jfap-document.png")


def _run(*words: str, scale: str = "1") -> str:
    surroundings = dict(os.environ, PYTHONPATH=str(ROOT), QT_SCALE_FACTOR=scale)
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""'PDF by Word' and 'PDF by LibreOffice': offered where one of them is installed, and only there.

The document leaves the vault for as long as that takes, in a folder that only this user can read, and is
cleared away whatever happens. What either program keeps for itself meanwhile is its own affair, which the
person is told before.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from jfs_desktop.errors import UserError

LONGEST: Final = 90.0
"""Seconds: the first start of either program on a slow computer."""
_LOOK: Final = 0.2
"""Seconds between two looks at whether it shall stop."""
_NO_CONSOLE: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows opens a black window for a program of the command line otherwise."""
_LIBRE: Final = ("soffice", "libreoffice", "soffice.com")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_WORD: Final = (
    r"Microsoft Office\root\Office16\WINWORD.EXE",
    r"Microsoft Office\Office16\WINWORD.EXE",
    r"Microsoft Office\Office15\WINWORD.EXE",
)
_BY_WORD: Final = """
$word = New-Object -ComObject Word.Application
$word.Visible = $false
$word.DisplayAlerts = 0
$word.AutomationSecurity = 3
try {
  $document = $word.Documents.Open($env:JFS_FROM, $false, $true, $false)
  $document.ExportAsFixedFormat($env:JFS_TO, 17, $false, 0, 0, 1, 1, 0, $true, $true, 1, $true)
  $document.Close($false)
} finally { $word.Quit() }
"""
"""Opened for reading, macros off; exported with the marks that a reader aloud needs."""


class OfficeProblem(UserError):
    """The other program did not make a PDF."""

    default_title = "No PDF was made"


@dataclass(frozen=True, slots=True)
class Office:
    """A program that makes PDFs of Word files: ``name`` as the verb says it ('Word')."""

    name: str
    program: Path


def found() -> tuple[Office, ...]:
    """The programs on this computer, Word first."""
    offices: list[Office] = []
    if sys.platform == "win32":
        roots = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
        words = (Path(root) / place for root in roots if root for place in _WORD)
        offices += [Office("Word", place) for place in words if place.is_file()][:1]
    libre = next((path for name in _LIBRE if (path := shutil.which(name))), "")
    places = [Path(libre)] if libre else [place for place in map(Path, _PLACES) if place.is_file()]
    return (*offices, *(Office("LibreOffice", place) for place in places[:1]))


def pdf_by(
    office: Office,
    content: bytes,
    *,
    longest: float = LONGEST,
    inside: Path | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> bytes:
    """The PDF that the program makes of a .docx, in a folder of its own ``inside`` a private one, which is
    swept where the work is cut off.

    It ends with the program once ``stopped`` says so. Raises OfficeProblem then, and where no PDF is made
    in ``longest`` seconds.
    """
    with _private_folder(inside) as folder:
        source, target = folder / "document.docx", folder / "document.pdf"
        _write_private(source, content)
        try:
            surroundings = _surroundings(office, source, target, folder)
            _run(_command(office, source, folder), surroundings, longest, stopped)
            made = target.read_bytes()
        except subprocess.TimeoutExpired:
            raise _problem(office, f"did not answer within {longest:.0f} seconds") from None
        except (subprocess.CalledProcessError, OSError):
            raise _problem(office, "could not make a PDF of this document") from None
    if not made.startswith(b"%PDF-"):
        raise _problem(office, "could not make a PDF of this document")
    return made


def _run(
    command: list[str], surroundings: dict[str, str], longest: float, stopped: Callable[[], bool]
) -> None:
    """Runs it to its end; what it has started ends with it when the time is over."""
    program = subprocess.Popen(  # noqa: S603  # a program found on this computer, no shell in between
        command,
        env=surroundings,
        cwd=surroundings["JFS_FOLDER"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=_NO_CONSOLE,
    )
    try:
        ended = _waited(program, longest, stopped)
    except subprocess.TimeoutExpired:
        _end(program)
        raise
    if ended != 0:
        raise subprocess.CalledProcessError(ended, command[0])


def _end(program: subprocess.Popen[bytes]) -> None:
    """Ends it and what it has started: either program may work in a process of its own."""
    if sys.platform == "win32":
        words = [of_windows("taskkill.exe"), "/T", "/F", "/PID", str(program.pid)]
        silent = subprocess.DEVNULL
        subprocess.run(words, stdout=silent, stderr=silent, creationflags=_NO_CONSOLE, check=False)  # noqa: S603
        program.kill()
    else:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def of_windows(*place: str) -> str:
    """A program of Windows itself by its whole path: what lies in the folder where somebody stands, under the
    same name, is not taken for it."""
    return str(PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", *place))


def _waited(program: subprocess.Popen[bytes], longest: float, stopped: Callable[[], bool]) -> int:
    until = time.monotonic() + longest
    while True:
        try:
            return program.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if stopped() or time.monotonic() >= until:
                raise


def _command(office: Office, source: Path, folder: Path) -> list[str]:
    if office.name == "Word":
        shell = of_windows("WindowsPowerShell", "v1.0", "powershell.exe")
        return [shell, "-NoProfile", "-NonInteractive", "-Command", _BY_WORD]
    return [
        str(office.program),
        # A profile of its own: a window of LibreOffice that is open already would take the job over, and
        # its list of recent files would keep the name.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}',
        "--outdir",
        str(folder),
        str(source),
    ]


def _surroundings(office: Office, source: Path, target: Path, folder: Path) -> dict[str, str]:
    known = {name: said for name, said in os.environ.items() if name not in ("LD_LIBRARY_PATH", "PYTHONPATH")}
    known["JFS_FOLDER"] = str(folder)
    if office.name == "Word":
        return {**known, "JFS_FROM": str(source), "JFS_TO": str(target)}
    return {**known, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}


@contextlib.contextmanager
def _private_folder(inside: Path | None) -> Iterator[Path]:
    """A folder that only this user can read (0700), gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="jfs-", dir=inside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_private(path: Path, content: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)


def _problem(office: Office, what: str) -> OfficeProblem:
    return OfficeProblem(
        f"{office.name} {what}.",
        remedy="Use the PDF that this program makes, or open the Word file there and save it as a PDF.",
    )

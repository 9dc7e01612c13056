"""The Debian and Ubuntu packages that a wheel cannot bring, and how to add them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence

from trouble import Trouble

# One entry a library; where releases name it differently, the newest name first.
WINDOW = (
    ("libgl1",),
    ("libegl1",),
    ("libxkbcommon0",),
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libfontconfig1",),
    ("libdbus-1-3",),
    ("libxcb-cursor0",),
    ("libxkbcommon-x11-0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
)
TESTS = (("xvfb",), ("postgresql",), ("dbus-daemon", "dbus"))
PICTURES = (("libreoffice-writer",), ("poppler-utils",))

Wanted = Sequence[tuple[str, ...]]


def add(wanted: Wanted, *, purpose: str, required: bool) -> None:
    """Installs what is missing where that may be done without asking for a password.

    Elsewhere it prints the one line to type; with ``required`` it then stops, as
    nothing would start. On a system without apt it does nothing.
    """
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    missing = lacking(wanted, installed(name for names in wanted for name in names))
    if not missing:
        return
    prefix = _right_to_install()
    if prefix is None:
        line = "sudo apt-get update && sudo apt-get install -y " + " ".join(_names_here(missing))
        text = f"Some system packages are missing for {purpose}. Type this once:\n    {line}"
        if required:
            raise Trouble(text)
        print(text, flush=True)
        return
    print(f"Adding system packages for {purpose} ...", flush=True)
    _apt(prefix, "update", required=False)
    names = _names_here(missing)
    if not _apt(prefix, "install", "-y", "--no-install-recommends", *names, required=required):
        print(f"Not installed: {' '.join(names)}. What needs them is skipped.", flush=True)


def installed(names: Iterable[str]) -> set[str]:
    """Those of the names that dpkg holds as installed."""
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${binary:Package} ${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split() for line in answer.stdout.splitlines())
    return {row[0].partition(":")[0] for row in rows if row[-1] == "installed"}


def lacking(wanted: Wanted, present: set[str]) -> list[tuple[str, ...]]:
    """The entries of which no name is present."""
    return [names for names in wanted if present.isdisjoint(names)]


def venv_package() -> str:
    """Debian leaves ensurepip out of its Python; this package brings it."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def for_freezing() -> Wanted:
    """A screen to try it out on, what looks into libraries, and Debian's own Python as one."""
    python = ((f"libpython{sys.version_info.major}.{sys.version_info.minor}",),)
    return (("xvfb",), ("binutils",), *(python if sys.base_prefix == "/usr" else ()))


def _names_here(missing: Wanted) -> list[str]:
    """The name that this release knows, for each entry."""
    return [next((name for name in names if _offered(name)), names[-1]) for names in missing]


def _offered(name: str) -> bool:
    answer = subprocess.run(["apt-cache", "show", name], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and f"Package: {name}\n" in answer.stdout


def _right_to_install() -> list[str] | None:
    """What to put before apt-get, or None where a person must do it."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        ask = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if ask.returncode == 0:
            return ["sudo", "-n"]
    return None


def _apt(prefix: list[str], *words: str, required: bool) -> bool:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    # Another installer may be at work: wait for it as long as a person would.
    command += ["-o", "DPkg::Lock::Timeout=300", *words]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0 and required:
        last = [line for line in answer.stderr.splitlines() if line.startswith("E:")][:1]
        raise Trouble(
            "The system packages could not be installed: check the network connection and run the same"
            f" command again. apt-get said: {' '.join(last) or 'nothing'}"
        )
    return answer.returncode == 0

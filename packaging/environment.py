"""The project's own ``.venv``: made once, filled from hash-pinned files, refilled when they change."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import system_packages
from trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
FOLDER = ROOT / ".venv"
PYTHONS = ((3, 11), (3, 12), (3, 13))

_NO_NETWORK = (
    "Temporary failure in name resolution",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "Connection refused",
    "Network is unreachable",
    "getaddrinfo failed",
)


def python() -> Path:
    """The interpreter inside ``.venv``."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(*sets: str) -> Path:
    """Makes ``.venv`` hold the named sets of requirements and the project's two commands.

    A set is the stem of a file in packaging/requirements. What is already there by
    the stamp of an earlier run costs nothing. Returns the interpreter to use.
    """
    if not _usable():
        _make()
    stamp_file = FOLDER / "installed.json"
    stamp: dict[str, str] = json.loads(stamp_file.read_text("utf-8")) if stamp_file.exists() else {}
    for name in sets:
        source = REQUIREMENTS / f"{name}.txt"
        digest = fingerprint(source)
        if stamp.get(name) == digest:
            continue
        print(f"Installing {source.name} (the first time takes a minute or two) ...", flush=True)
        _pip("--require-hashes", "--only-binary", ":all:", "-r", str(source))
        stamp[name] = digest
        stamp_file.write_text(json.dumps(stamp, indent=1), "utf-8")
    digest = fingerprint(ROOT / "pyproject.toml")
    if "build" in sets and stamp.get("project") != digest:
        _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        _spell_in_ascii()
        stamp["project"] = digest
        stamp_file.write_text(json.dumps(stamp, indent=1), "utf-8")
    return python()


def _spell_in_ascii() -> None:
    """Before 3.13 Python reads the way to this folder in the computer's code page, while it is written in
    another: under a name such as Siân or Łukasz nothing would be found, or Python not start at all."""
    if not str(ROOT).isascii():
        for place in ("lib/python*", "Lib"):
            for file in FOLDER.glob(f"{place}/site-packages/_editable_impl_*.pth"):
                file.write_text(way_to(ROOT), "ascii")


def way_to(folder: Path) -> str:
    """A line of a .pth file that adds a folder, in letters of every code page."""
    return f"import sys; sys.path.append({str(folder)!a})\n"


def fingerprint(file: Path) -> str:
    """SHA-256 of the file's text, alike on every system whatever its line ends."""
    return hashlib.sha256(file.read_text("utf-8").encode("utf-8")).hexdigest()


def _usable() -> bool:
    """Whether ``.venv`` holds a Python of a release that the product runs on, and its pip."""
    if not python().exists():
        return False
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = _asked([str(python()), "-c", question])
    except OSError:
        return False
    return answer.returncode == 0 and tuple(map(int, answer.stdout.split())) in PYTHONS


def _asked(command: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
    """What a program says; a letter that is not in the computer's code page is no reason to fail."""
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, **settings)


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = system_packages.venv_package()
        system_packages.add([(package,)], purpose="Python's own environments", required=True)
    print(f"Making .venv with Python {sys.version.split()[0]} ...", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(FOLDER)]
    answer = _asked(command)
    if answer.returncode != 0:
        lines = (answer.stdout + answer.stderr).strip().splitlines()
        raise Trouble(
            f"The environment could not be made in {FOLDER}: check that the folder can be written and that"
            f" the disk has 1 GB free. Python said: {lines[-1] if lines else 'nothing'}"
        )


def _pip(*words: str) -> None:
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # A person's own PYTHON* settings must not reach into the environment.
    foreign = ("PYTHONPATH", "PYTHONHOME")
    surroundings = {key: value for key, value in os.environ.items() if key not in foreign}
    answer = _asked([*command, *words], cwd=ROOT, env=surroundings)
    if answer.returncode != 0:
        raise Trouble(explain(answer.stdout + answer.stderr))


_KNOWN = (
    (_NO_NETWORK, "The package server cannot be reached: check the network connection"),
    (
        ("DO NOT MATCH THE HASHES",),
        "A downloaded package is not the one this project was tested with, so nothing was installed:"
        " check the proxy or package mirror of this computer",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "certificate verify failed", "confirming the ssl certificate"),
        "This computer does not trust the certificate of the package server, as where a proxy reads along:"
        " name the certificate of your network in PIP_CERT",
    ),
    (
        ("[WinError 5]", "[WinError 32]"),
        "A file of the environment is in use: close every window of JFS Desktop",
    ),
    (("No space left on device",), "The disk is full: free 1 GB"),
    (
        ("Long Path support",),
        "The way to this folder is too long for Windows: move the project to a shorter one, such as C:\\jfs",
    ),
)
"""What pip prints, and what that means; behind each of them the same command is run again."""


def explain(said: str) -> str:
    """One sentence for what pip printed before it gave up."""
    for signs, meaning in _KNOWN:
        if any(sign in said for sign in signs):
            return f"{meaning}, and run the same command again."
    if "No matching distribution" in said:
        name = next((line for line in said.splitlines() if "No matching distribution" in line), "")
        return (
            "A package has no build for this computer: Windows, macOS 13 or Linux (glibc 2.34, on ARM 2.39)"
            f" on a 64-bit processor is needed. pip said: {name.removeprefix('ERROR: ')}"
        )
    errors = [line for line in said.splitlines() if line.lower().startswith("error")]
    return "The packages could not be installed. pip said: " + " ".join(errors or said.splitlines()[-3:])

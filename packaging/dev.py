"""Every chore of the project, by one word each: ``python3 packaging/dev.py WORD``.

Needs nothing but Python's standard library; the rest it installs into ``.venv``.
This file itself is read by older Pythons too, so that they can say what they lack.
"""

from __future__ import annotations

import subprocess
import sys

SUPPORTED = ("3.11", "3.12", "3.13")


def other_python() -> list[str]:
    """How to call a supported Python of this computer, or an empty list."""
    for release in reversed(SUPPORTED):
        call = ["py", f"-{release}"] if sys.platform == "win32" else [f"python{release}"]
        try:
            found = subprocess.run([*call, "--version"], capture_output=True, check=False).returncode == 0
        except OSError:
            continue
        if found:
            return call
    return []


def start() -> int:
    """Runs the word under a Python that the product supports."""
    if ".".join(map(str, sys.version_info[:2])) in SUPPORTED:
        from words import main

        return main(sys.argv[1:])
    better = other_python()
    if better:
        return subprocess.run([*better, *sys.argv], check=False).returncode
    print(
        f"JFS Desktop needs Python {', '.join(SUPPORTED)}: install one of them and try again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(start())

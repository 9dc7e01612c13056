"""Makes the hash-pinned requirement files anew and proves that every platform has its wheels."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from environment import PYTHONS, REQUIREMENTS
from trouble import Trouble

# run comes first: the others take its versions as given.
FILES = ("run", "test", "build", "freeze", "lock")
# Qt 6.11 itself asks for glibc 2.34, and for 2.39 on ARM.
PLATFORMS = (
    "x86_64-manylinux_2_36",
    "aarch64-manylinux_2_39",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
)


def lock(python: Path, words: list[str]) -> int:
    """Resolves each .in file afresh; ``words`` go to the resolver ('--upgrade')."""
    for name in FILES:
        print(f"Resolving {name}.in ...", flush=True)
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
        options += ["--no-annotate", "--no-header", "--quiet", "--output-file", f"{name}.txt"]
        _uv(python, "pip", "compile", *options, *words, f"{name}.in")
    for platform in PLATFORMS:
        for major, minor in PYTHONS:
            print(f"Checking the wheels of Python {major}.{minor} on {platform} ...", flush=True)
            _check(python, platform, f"{major}.{minor}")
    return 0


def _check(python: Path, platform: str, release: str) -> None:
    with tempfile.TemporaryDirectory() as nowhere:
        options = ["--dry-run", "--target", nowhere, "--python-platform", platform]
        options += ["--python-version", release, "--only-binary", ":all:", "--require-hashes", "--no-deps"]
        for name in FILES:
            options += ["-r", f"{name}.txt"]
        _uv(python, "pip", "install", "--python", str(python), *options)


def _uv(python: Path, *words: str) -> None:
    # --no-config: neither this computer's mirrors nor its constraints may reach the files.
    command = [str(python), "-m", "uv", *words[:2], "--no-config", *words[2:]]
    answer = subprocess.run(command, cwd=REQUIREMENTS, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise Trouble(answer.stderr.strip())

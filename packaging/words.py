"""What each word of ``dev.py`` does."""

from __future__ import annotations

import os
import subprocess
import sys

import display
import environment
import lock
import system_packages
from trouble import Trouble


def set_up(words: list[str]) -> int:
    """install what the product needs"""
    system_packages.add(system_packages.WINDOW, purpose="the window", required=True)
    environment.prepare("run", "build")
    if words:
        raise Trouble(f"'setup' takes no further words, but got: {' '.join(words)}")
    return 0


def run(words: list[str]) -> int:
    """start the window; --demo opens a vault of made-up people"""
    set_up([])
    # -P: a folder named ui where the person stands must not be taken for ours.
    return subprocess.run([str(environment.python()), "-P", "-m", "ui", *words], check=False).returncode


def test(words: list[str]) -> int:
    """run every test; further words go to pytest"""
    set_up([])
    system_packages.add(system_packages.TESTS, purpose="the tests", required=False)
    python = environment.prepare("run", "build", "test")
    # A process a core, yet two on a single one, where many a test waits; each makes vaults of its own.
    how = words or ["-n", str(min(max(os.cpu_count() or 2, 2), 4)), "--dist", "worksteal"]
    with display.screen() as surroundings:
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        # Many tests start processes of their own, each of which would compile the program anew.
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [str(python), "-m", "pytest", *how]
        return subprocess.run(command, cwd=environment.ROOT, env=surroundings, check=False).returncode


def check(words: list[str]) -> int:
    """lint, format and types; --fix mends what can be mended"""
    python = str(environment.prepare("run", "build", "test"))
    fix = words == ["--fix"]
    if words and not fix:
        raise Trouble(f"'check' knows only --fix, but got: {' '.join(words)}")
    steps = [
        ["ruff", "check", *(["--fix"] if fix else []), "."],
        ["ruff", "format", *([] if fix else ["--check"]), "."],
        ["mypy"],
        *(_types_on(platform) for platform in ("win32", "darwin")),
    ]
    worst = 0
    for step in steps:
        print(f"{' '.join(step)} ...", flush=True)
        answer = subprocess.run([python, "-m", *step], cwd=environment.ROOT, check=False)
        worst = max(worst, answer.returncode)
    return worst


def _types_on(platform: str) -> list[str]:
    """The same look as on another system, whose own branches end before what follows them."""
    return ["mypy", f"--platform={platform}", "--no-warn-unreachable", f"--cache-dir=.mypy_cache/{platform}"]


def bench(words: list[str]) -> int:
    """measure the goals of speed; names of measurements choose among them"""
    set_up([])
    python = environment.prepare("run", "build", "test")
    with display.screen() as surroundings:
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [str(python), "packaging/bench.py", *words]
        return subprocess.run(command, cwd=environment.ROOT, env=surroundings, check=False).returncode


def pictures(words: list[str]) -> int:
    """take the pictures of the README from the demo vault"""
    set_up([])
    system_packages.add(system_packages.PICTURES, purpose="the pictures", required=False)
    python = environment.prepare("run", "build")
    with display.screen() as surroundings:
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [str(python), "packaging/pictures.py", *words]
        return subprocess.run(command, cwd=environment.ROOT, env=surroundings, check=False).returncode


def build(words: list[str]) -> int:
    """make a folder in dist/ that runs without Python, and try it out; 'try' only tries it out"""
    set_up([])
    system_packages.add(system_packages.for_freezing(), purpose="the folder", required=False)
    python = environment.prepare("run", "build", "freeze")
    with display.screen() as surroundings:
        command = [str(python), "packaging/freeze.py", *words]
        return subprocess.run(command, cwd=environment.ROOT, env=surroundings, check=False).returncode


def audit(words: list[str]) -> int:
    """the licence of everything that ships, and whether the packages fit together"""
    python = str(environment.prepare("run", "build"))
    fit = subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "check"], check=False)
    listed = subprocess.run([python, "packaging/licences.py", *words], cwd=environment.ROOT, check=False)
    return max(fit.returncode, listed.returncode)


def relock(words: list[str]) -> int:
    """make the hash-pinned requirement files anew; --upgrade takes newer releases"""
    return lock.lock(environment.prepare("lock"), words)


WORDS = {
    "setup": set_up,
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "pictures": pictures,
    "build": build,
    "audit": audit,
    "lock": relock,
}


def explain() -> str:
    """The list of words that a wrong call prints."""
    rows = [f"  {word:10}{action.__doc__}" for word, action in WORDS.items()]
    return "\n".join(["usage: python3 packaging/dev.py WORD [more]", "", *rows])


def main(arguments: list[str]) -> int:
    """Runs one word; returns the exit code (2 for a wrong call)."""
    if not arguments or arguments[0] not in WORDS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help")
        print(explain(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return WORDS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130

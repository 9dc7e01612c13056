"""The set-up scripts, and the product's own files in source, wheel and frozen build."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "packaging"
Load = Callable[[str], ModuleType]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads one of the scripts as ``dev.py`` does: with their folder first on the path."""
    monkeypatch.syspath_prepend(str(SCRIPTS))

    return importlib.import_module


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "dev.py"), *words], capture_output=True, text=True, check=False
    )


def test_a_wrong_word_prints_the_words_and_no_traceback() -> None:
    answer = dev("nonsense")
    assert answer.returncode == 2
    assert answer.stdout == ""
    for word in ("setup", "run", "test", "check", "bench", "pictures", "build"):
        assert re.search(rf"^  {word} ", answer.stderr, re.MULTILINE)
    assert dev("--help").returncode == 0


def test_the_readme_shows_the_two_commands_first() -> None:
    commands = re.findall(r"^    (python3 .*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert commands[:2] == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]


def test_every_script_that_a_word_starts_exists() -> None:
    named = set(re.findall(r"packaging/(\w+\.py)", (SCRIPTS / "words.py").read_text("utf-8")))
    assert named
    assert {name for name in named if not (SCRIPTS / name).exists()} == set()


def test_the_scripts_need_the_standard_library_alone() -> None:
    """All but those that ``dev.py`` starts inside .venv."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import words; print(*sorted(sys.modules))"
    answer = subprocess.run(
        [sys.executable, "-S", "-c", code, str(SCRIPTS)], capture_output=True, text=True, check=True
    )
    own = {path.stem for path in SCRIPTS.glob("*.py")}
    loaded = {name.split(".")[0] for name in answer.stdout.split()}
    assert loaded - own - set(sys.stdlib_module_names) - {"__main__"} == set()


def test_a_library_counts_as_present_under_either_of_its_names(script: Load) -> None:
    lacking = script("system_packages").lacking
    wanted = (("libglib2.0-0t64", "libglib2.0-0"), ("libgl1",))
    assert lacking(wanted, {"libglib2.0-0", "libgl1"}) == []
    assert lacking(wanted, {"libglib2.0-0t64"}) == [("libgl1",)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("... NewConnectionError('<pip...>: Failed to establish a new connection')", "network connection"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(SSLCertVerificationError"
            "(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))'"
            "\nERROR: No matching distribution found for alembic==1.20.1",
            "PIP_CERT",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied", "close every"),
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:'"
            "\nHINT: This error might have occurred since this system does not have Windows Long Path support"
            " enabled.",
            "shorter",
        ),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "pyside6-essentials"),
        ("ERROR: something new\n", "something new"),
    ],
)
def test_what_stopped_the_installer_is_told_in_one_sentence(script: Load, said: str, told: str) -> None:
    sentence = script("environment").explain(said)
    assert told in sentence
    assert "\n" not in sentence


def test_line_ends_do_not_make_a_requirement_file_new(script: Load, tmp_path: Path) -> None:
    fingerprint = script("environment").fingerprint
    (tmp_path / "a.txt").write_bytes(b"one\ntwo\n")
    (tmp_path / "b.txt").write_bytes(b"one\r\ntwo\r\n")
    (tmp_path / "c.txt").write_bytes(b"one\nthree\n")
    assert fingerprint(tmp_path / "a.txt") == fingerprint(tmp_path / "b.txt")
    assert fingerprint(tmp_path / "a.txt") != fingerprint(tmp_path / "c.txt")


def test_a_folder_with_welsh_letters_is_found_in_any_code_page(script: Load, tmp_path: Path) -> None:
    folder = tmp_path / "Siân Łŵ"
    folder.mkdir()
    (tmp_path / "own.pth").write_text(script("environment").way_to(folder), "ascii")
    code = "import site, sys; site.addsitedir(sys.argv[1]); print(ascii(sys.path[-1]))"
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    answer = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, **bare},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == ascii(str(folder))


@pytest.mark.parametrize(
    ("licence", "ships"),
    [
        ("MIT", True),
        ("LGPL-2.1-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("not said", False),
    ],
)
def test_the_audit_tells_the_gpl_from_the_lgpl(script: Load, licence: str, ships: bool) -> None:
    assert script("licences").allowed(licence) is ships


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def found_from(place: Path, code: str) -> Path:
    """Where a fresh process that sees only ``place`` finds the resources."""
    answer = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(answer.stdout.strip())


def test_resources_are_found_in_source_wheel_and_frozen_build(tmp_path: Path) -> None:
    ask = "from jfs_desktop.paths import resource; print(resource())"
    assert found_from(ROOT, ask) == ROOT / "resources"

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    assert found_from(place, ask) == place / "jfs_desktop" / "resources"
    assert "fonts/Inter-Regular.otf" in files_below(place / "jfs_desktop" / "resources")
    (entry_points,) = place.glob("*.dist-info/entry_points.txt")
    commands = entry_points.read_text("utf-8")
    assert "jfs = jfs_desktop.cli:main" in commands
    assert "jfs-desktop = ui.app:main" in commands
    assert not {path.name for path in place.iterdir()} & {"tests", "packaging", "resources"}

    frozen = tmp_path / "frozen"
    (frozen / "resources").mkdir(parents=True)
    assert found_from(place, f"import sys; sys._MEIPASS = {str(frozen)!r}; {ask}") == frozen / "resources"


def test_the_two_programs_of_a_frozen_build_are_those_of_the_source(tmp_path: Path) -> None:
    """What starts them has put its own ways to libraries into the surroundings; those end with them."""
    ask = tmp_path / "sitecustomize.py"
    ask.write_text(
        "import atexit, os\natexit.register(lambda: print(*map(os.environ.get, ('QT_PLUGIN_PATH',"
        " 'LD_LIBRARY_PATH'))))\n"
    )
    ways = {"QT_PLUGIN_PATH": "ours", "LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs"}
    for program, left in (("desk", "None /theirs"), ("jfs", "")):
        answer = subprocess.run(
            [sys.executable, str(SCRIPTS / "programs" / f"{program}.py"), "--help"],
            env={**os.environ, **ways, "PYTHONPATH": os.pathsep.join((str(ROOT), str(tmp_path)))},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "usage: jfs" in answer.stdout.lower()
        assert left in answer.stdout.splitlines()[-1]


def test_a_frozen_build_brings_the_licence_of_what_ships(script: Load, tmp_path: Path) -> None:
    script("freeze").add_licences(tmp_path)
    rows = (tmp_path / "packages.txt").read_text("utf-8").splitlines()
    assert {row.partition(" ")[0] for row in rows} >= {"pyside6-essentials", "typst", "truststore", "tzdata"}
    assert len(list(tmp_path.iterdir())) > len(rows) / 2
    assert "Permission is hereby granted" in (tmp_path / "truststore LICENSE").read_text("utf-8")


def test_a_goal_is_kept_only_where_every_part_of_it_is(script: Load) -> None:
    row = script("measurement").Measurement
    assert row("a", 1, 130.0, 100.0, most_ratio=1.35).met is True
    assert row("a", 1, 136.0, 100.0, most_ratio=1.35).met is False
    assert row("a", 1, 130.0, 100.0, most_ratio=1.35, most=120).met is False
    assert row("a", 1, 130.0).met is None
    assert row("a", 1, 1500.0, unit="/s", least=1000).met is True
    assert row("a", 1, 900.0, unit="/s", least=1000).cells()[-2:] == ("≥ 1,000 /s", "NO")
    assert row("a", 10_000, 1.5, 1.0, most_ratio=3).cells() == (
        "a", "10,000", "1.5 ms", "1 ms", "1.50", "≤ 3 x floor", "yes",
    )  # fmt: skip


def test_an_unknown_measurement_is_refused_in_one_sentence() -> None:
    answer = subprocess.run(
        [sys.executable, str(SCRIPTS / "bench.py"), "nonsense"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert "nonsense" in answer.stderr
    assert "Traceback" not in answer.stderr

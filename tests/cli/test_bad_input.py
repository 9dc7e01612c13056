"""Everything that can be wrong with a vault, a passphrase or a file, as `jfs` meets it.

Each case gets exit status 2 and one plain sentence that says what to do, and loses nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.clock import SystemClock
from jfs_desktop.store import key_file
from jfs_desktop.store.engine import set_key
from jfs_desktop.store.files import STRAY
from jfs_desktop.store.vault import Vault
from tests.cli.conftest import PASSPHRASE, ROOT, Answer, Jfs, run_apart
from tests.conftest import CHEAP

HEADER = (ROOT / "tests/example_files/referrals.csv").read_text("utf-8-sig").splitlines()[0]
ROW = (ROOT / "tests/example_files/referrals.csv").read_text("utf-8-sig").splitlines()[1]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A vault that is set up and closed."""
    folder, clock = tmp_path / "vault", SystemClock()
    vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
    begin(vault, clock, FirstRun("Northgate Skills", "R. Khan"))
    vault.close()
    return folder


def refused(answer: Answer, *words: str) -> str:
    """The sentence of a command that was refused plainly: what happened, then what to do."""
    assert (answer.status, answer.out) == (2, ""), answer
    assert answer.error.startswith("jfs: ") and answer.error.count("\n") == 1
    assert "Traceback" not in answer.error and "Errno" not in answer.error
    sentence = answer.error.removeprefix("jfs: ").strip()
    assert sentence.endswith(".") and sentence.count(". ") >= 1, sentence
    for word in words:
        assert word in sentence
    return sentence


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a vault that holds something of it."""
    return {name: (folder / name).read_bytes() for name in ("store.db", "keys.json", "keys.json.bak")}


def test_a_wrong_passphrase_is_told_and_never_repeated(jfs: Jfs, made: Path, tmp_path: Path) -> None:
    """A wrong one, a blank, 10 kB, emoji, capitals, a blank too many."""
    wrong, before = tmp_path / "wrong.txt", content(made)
    for typed in ("otherwise", " ", "x" * 10_240, "🦦" * 5, PASSPHRASE.upper(), PASSPHRASE + " "):
        wrong.write_text(typed + "\n", encoding="utf-8")
        said = refused(jfs("cases", JFS_PASSPHRASE_FILE=str(wrong)), "passphrase")
        assert typed.strip() == "" or typed not in said
    assert content(made) == before


def test_accents_open_the_vault_in_either_spelling_with_or_without_a_mark(jfs: Jfs, tmp_path: Path) -> None:
    """A Mac hands over accents in two parts; Windows Notepad puts a mark before the first letter."""
    typed = "café naïve Zoë dragon lamp"
    file = tmp_path / "said.txt"
    file.write_text(unicodedata.normalize("NFC", typed) + "\n", encoding="utf-8")
    reach = {"JFS_PASSPHRASE_FILE": str(file)}
    words = ("vault", "create", tmp_path / "vault", "--provider", "Northgate Skills", "--name", "R. Khan")
    assert jfs(*words, **reach).status == 0
    file.write_text(unicodedata.normalize("NFD", typed) + "\r\n", encoding="utf-8-sig", newline="")
    assert jfs("cases", **reach).status == 0


def test_a_passphrase_file_that_is_none_is_told(jfs: Jfs, made: Path, tmp_path: Path) -> None:
    blank, binary = tmp_path / "blank.txt", tmp_path / "utf16.txt"
    blank.write_text("\nsecond line\n", encoding="utf-8")
    binary.write_bytes(PASSPHRASE.encode("utf-16"))
    refused(jfs("cases", JFS_PASSPHRASE_FILE=str(blank)), "empty")
    refused(jfs("cases", JFS_PASSPHRASE_FILE=str(binary)), "cannot be read")
    refused(jfs("cases", JFS_PASSPHRASE_FILE=str(tmp_path)), "cannot be read")
    refused(jfs("cases", JFS_PASSPHRASE_FILE=str(tmp_path / "none.txt")), "There is no passphrase file")


def test_nobody_is_asked_for_the_passphrase_of_a_vault_that_cannot_be(
    jfs: Jfs, made: Path, tmp_path: Path
) -> None:
    unsaid = {"JFS_VAULT": str(tmp_path / "elsewhere"), "JFS_PASSPHRASE_FILE": ""}
    refused(jfs("cases", **unsaid), "no vault in this folder")
    refused(jfs("vault", "backup", tmp_path / "elsewhere", **unsaid), "no vault in this folder")
    names = ("--provider", "Northgate Skills", "--name", "R. Khan")
    refused(jfs("vault", "create", made, *names, **unsaid), "a vault in this folder already")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(lambda file: file.write_bytes(b""), "damaged", id="empty"),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:9000]), "damaged", id="truncated"),
        pytest.param(lambda file: file.write_bytes(os.urandom(50_000)), "damaged", id="noise"),
        pytest.param(lambda file: file.write_bytes(b"SQLite format 3\0" * 500), "not encrypted", id="plain"),
        pytest.param(lambda file: file.unlink(), "missing", id="missing"),
    ],
)
def test_a_damaged_database_is_told_and_left_alone(
    jfs: Jfs, made: Path, damage: Callable[[Path], object], words: str
) -> None:
    store, whole = made / "store.db", (made / "store.db").read_bytes()
    damage(store)
    before = store.read_bytes() if store.exists() else None
    refused(jfs("cases"), words)
    assert (store.read_bytes() if store.exists() else None) == before
    store.write_bytes(whole)
    assert jfs("cases").status == 0


def test_a_damaged_key_file_is_mended_from_its_copy_or_told(jfs: Jfs, made: Path) -> None:
    keys, copy = made / "keys.json", made / "keys.json.bak"
    good = keys.read_bytes()
    for damage in (b"", b"{}", good[:300], good.replace(b"argon2id", b"argon2ix")):
        keys.write_bytes(damage)
        assert jfs("cases").status == 0
        assert keys.read_bytes() == good
    keys.unlink()
    assert jfs("cases").status == 0
    for damage in (b"", b"{}", good[:300]):
        keys.write_bytes(damage)
        copy.write_bytes(damage)
        refused(jfs("cases"), "keys.json")
    keys.unlink()
    copy.unlink()
    refused(jfs("cases"), "keys.json", "missing")
    keys.write_bytes(good)
    assert jfs("cases").status == 0


def test_a_newer_key_file_with_fields_of_its_own_is_no_damage(jfs: Jfs, made: Path) -> None:
    """A vault of a later program must not be called damaged, nor overwritten from a copy."""
    newer = json.loads((made / "keys.json").read_bytes()) | {"v": 2, "tokens": ["of a kind not known yet"]}
    for name in ("keys.json", "keys.json.bak"):
        (made / name).write_text(json.dumps(newer), encoding="utf-8")
    before = content(made)
    refused(jfs("cases"), "newer version", "Install")
    assert content(made) == before


def test_a_newer_database_is_told_and_not_touched(jfs: Jfs, made: Path) -> None:
    _, key = key_file.open_header(made, passphrase=PASSPHRASE)
    connection = sqlcipher.connect(str(made / "store.db"))
    set_key(connection, key)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    before = content(made)
    refused(jfs("cases"), "newer version", "Install")
    assert content(made) == before


def test_places_that_are_no_vault_are_told(jfs: Jfs, tmp_path: Path) -> None:
    file, other = tmp_path / "file.txt", tmp_path / "other"
    file.write_text("x", encoding="utf-8")
    other.mkdir()
    (other / "letter.odt").write_text("x", encoding="utf-8")
    for place in (file, file / "below", other, tmp_path / "nowhere", tmp_path / ("x" * 300)):
        refused(jfs("cases", "--vault", place))


def test_a_new_vault_keeps_out_of_other_peoples_folders(jfs: Jfs, tmp_path: Path) -> None:
    """Making one would close the folder to others and sweep files that look unfinished."""
    other, file = tmp_path / "documents", tmp_path / "file.txt"
    other.mkdir()
    other.chmod(0o755)
    mine = other / f"thesis{STRAY}2.odt"
    mine.write_text("a year of work", encoding="utf-8")
    file.write_text("x", encoding="utf-8")
    mode = other.stat().st_mode
    said = ("--provider", "Northgate Skills", "--name", "R. Khan")
    refused(jfs("vault", "create", other, *said), "folder")
    refused(jfs("vault", "create", file, *said), "folder")
    refused(jfs("vault", "create", file / "below", *said), "folder")
    refused(jfs("vault", "create", tmp_path / ("x" * 300), *said), "folder")
    refused(jfs("demo", other, "--participants", "1"), "folder")
    assert mine.read_text("utf-8") == "a year of work"
    assert other.stat().st_mode == mode
    assert [path.name for path in other.iterdir()] == [mine.name]


def test_a_vault_is_not_made_by_halves(jfs: Jfs, tmp_path: Path) -> None:
    """What is wrong with the names is told before anything is made: the recovery code shows only once."""
    folder = tmp_path / "vault"
    for provider, name, role in (("", "R", "adviser"), ("N", " ", "adviser"), ("N", "R", "king")):
        refused(jfs("vault", "create", folder, "--provider", provider, "--name", name, "--role", role))
        assert not folder.exists()


@pytest.fixture
def holder(made: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the vault open."""
    script = (
        "import sys; from pathlib import Path; from jfs_desktop.clock import SystemClock;"
        "from jfs_desktop.store.vault import Vault;"
        "vault = Vault.open(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock());"
        "print('open', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(made), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as child:  # fmt: skip
        assert child.stdout is not None and child.stdout.readline() == "open\n"
        yield child
        child.kill()


def test_a_vault_open_elsewhere_is_told_and_opens_after_a_kill(
    jfs: Jfs, made: Path, holder: subprocess.Popen[str]
) -> None:
    refused(jfs("cases"), "open in another window or program", "Close")
    refused(jfs("vault", "change-passphrase", made), "open in another")
    holder.kill()
    holder.wait()
    assert jfs("verify").status == 0


def test_a_change_of_passphrase_that_was_cut_off_leaves_a_way_in(
    jfs: Jfs, made: Path, tmp_path: Path
) -> None:
    """Killed between the two writes, the new one opens; before the first, the old one does."""
    old, new = content(made), tmp_path / "new.txt"
    new.write_text("winter saddle marble teapot river\n", encoding="utf-8")
    assert jfs("vault", "change-passphrase", made, "--new-passphrase-file", new).status == 0
    fresh = content(made)
    (made / "keys.json.bak").write_bytes(old["keys.json.bak"])
    assert jfs("cases", JFS_PASSPHRASE_FILE=str(new)).status == 0
    refused(jfs("cases"), "does not open")
    (made / "keys.json").write_bytes(old["keys.json"])
    (made / f"keys.json{STRAY}1234").write_bytes(fresh["keys.json"][:100])
    assert jfs("cases").status == 0
    assert not list(made.glob(f"*{STRAY}*"))


AS_SOMEBODY_ELSE = """
import contextlib, io, os, sys
from jfs_desktop.cli import main

def jfs(*words):
    sys.argv = ["jfs", *words]
    try:
        main()
    except SystemExit as end:
        return end.code

good, spare, *words = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()):  # loads what the other user may not read
    jfs("cases", "--vault", good)
    jfs("vault", "create", spare, "--provider", "N", "--name", "R")
os.setegid(65534)
os.seteuid(65534)
sys.exit(jfs(*words))
"""


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="acts as another user, as root may")
def test_a_read_only_folder_is_told(made: Path) -> None:
    """The command runs as another user, since root is bound by no permissions."""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder, said = Path(outer) / "vault", Path(outer) / "said.txt"
        said.write_text(PASSPHRASE, encoding="utf-8")
        Vault.create(folder, PASSPHRASE, clock=SystemClock(), cost=CHEAP)[0].close()
        for path in (folder, said, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        new = ("vault", "create", f"{outer}/new", "--provider", "N", "--name", "R")
        for words in (("cases", "--vault", str(folder)), new):
            spare = str(Path(outer) / f"spare-{words[0]}")
            done = subprocess.run(
                [sys.executable, "-c", AS_SOMEBODY_ELSE, str(made), spare, *words],
                capture_output=True, text=True, cwd=ROOT, check=False,
                env=os.environ | {"JFS_PASSPHRASE_FILE": str(said)},
            )  # fmt: skip
            refused(Answer(done.returncode, done.stdout, done.stderr), "cannot be written")


def test_to_look_as_on_another_day_writes_nothing_on_a_real_vault(
    jfs: Jfs, made: Path, tmp_path: Path
) -> None:
    refused(jfs("export", "jfap", "X", "--out", tmp_path / "x.docx", "--today", "2021-06-04"), "demo")
    assert not (tmp_path / "x.docx").exists()
    assert jfs("worklist", "--today", "2026-06-04").status == 0


def _csv(rows: list[str]) -> bytes:
    return "\r\n".join([HEADER, *rows, ""]).encode()


def _archive(folder: Path, **parts: bytes) -> bytes:
    made = folder / "made.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return made.read_bytes()


def test_files_that_hold_no_referrals_are_refused_in_one_sentence(
    jfs: Jfs, made: Path, tmp_path: Path
) -> None:
    """R1: nothing is written by any of them."""
    files = {
        "empty.csv": b"",
        "blank.csv": b"\r\n\r\n",
        "missing.csv": _csv([ROW]).replace(b"ni_number", b"number"),
        "word.xlsx": _archive(tmp_path, word__document_dot_xml=b"<x/>"),
        "bomb.xlsx": _archive(tmp_path, xl__workbook_dot_xml=b"<x/>", xl__bomb=b"0" * 30_000_000),
        "cut.xlsx": (ROOT / "tests/example_files/referrals.xlsx").read_bytes()[:2000],
        "noise.csv": bytes(range(128, 256)) * 50,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        refused(jfs("import", "referrals", tmp_path / name))
    refused(jfs("import", "referrals", tmp_path), "folder")
    refused(jfs("import", "referrals", tmp_path / "nowhere.csv"), "no such file")
    assert jfs("cases", "--json").json == []


def test_rows_that_are_wrong_are_refused_alone(jfs: Jfs, made: Path, tmp_path: Path) -> None:
    """R1: an NI number with spaces is right; 31 February and 5 MB in a cell refuse their row only."""
    columns = HEADER.split(",")
    sound = dict(zip(columns, ["" for _ in columns], strict=True)) | {
        "prap_reference": "PR-90001", "referral_made_on": "01/06/2021", "received_at": "2021-06-01 09:00",
        "first_name": "Zoë", "last_name": "Fenwick", "ni_number": "ab 12 34 56 c", "nation": "ENG",
        "benefit": "UC", "jobcentre": "Harbourside", "vulnerable": "n", "mappa": "n", "scr": "n",
    }  # fmt: skip
    rows = [
        sound,
        sound | {"prap_reference": "PR-90002", "ni_number": "", "date_of_birth": "31/02/1990"},
        sound | {"prap_reference": "PR-90003", "ni_number": "", "notes": "x" * (5 * 1024 * 1024)},
    ]
    file = tmp_path / "rows.csv"
    file.write_bytes(_csv([",".join(row.values()) for row in rows]).decode().encode("cp1252"))
    report = jfs("import", "referrals", file, "--json").json
    assert [row["row"] for row in report["accepted"]] == [2]
    assert [(row["row"], row["field"]) for row in report["refused"]] == [(3, "date_of_birth"), (4, "notes")]
    assert [row["name"] for row in jfs("cases", "--json").json] == ["Zoë Fenwick"]
    before = jfs("cases", "--json").json
    assert jfs("import", "referrals", file, "--json").json["accepted"] == []
    assert jfs("cases", "--json").json == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("export", "jfap", "x", "--out", "x.pdf", "--number", "two"),
            "'--number': that is no whole number.",
        ),
        (("demo", "x", "--participants", "0"), "'--participants': the least is 1."),
        (("export", "jfap", "x", "--out", "x.gif", "--format", "gif"), "'gif' is not one of 'docx', 'pdf'."),
    ],
)
def test_an_option_that_cannot_be_read_is_said_in_our_own_words(
    jfs: Jfs, words: tuple[str, ...], said: str
) -> None:
    answer = jfs(*words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.error and "Input should" not in answer.error and "Value error" not in answer.error


def test_a_name_keeps_its_letters_in_a_pipe_under_an_old_code_page() -> None:
    """Windows has one there that knows no Welsh letter."""
    words = ("worklist", "--vault", "none", "--today", "dydd Llŷr")
    refused(run_apart(*words, PYTHONUTF8="0", PYTHONIOENCODING="cp1252"), "'dydd Llŷr'")

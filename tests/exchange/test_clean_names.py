"""Names of files that stay where they are put (SECURITY: 60 hostile names)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from jfs_desktop.exchange.clean_names import LONGEST, clean, numbered

HOSTILE = (
    "../../etc/passwd", "..\\..\\Startup\\run", "/etc/shadow", "C:\\w", "C:w", "\\\\server\\share\\x", "..",
    ".", "...", "", " ", "\t", ".hidden", "-rf", "--help", "~", "~/x", "x/", "a/../../b", "CON", "con", "PRN",
    "AUX", "NUL", "nul.txt", "COM1", "COM¹", "lpt9", "CONIN$", "Clock$", "CON .txt", "x:ads", "x::$DATA",
    "a<b", "a>b", 'a"b', "a|b", "a?b", "a*b", "a%00b", "a\x00b", "a\nb", "a\r\nb", "a\x1b[31mb", "a\x7fb",
    "gpj.\u202efdp",
    "a\u200bb", "\ufeffa", "a\u2028b", "a\u2215b", "a\uff0fb", "x" * 400, "é" * 300, "𝔘" * 300, "e\u0301tude",
    "name.", "name ", "name. . .", "$(rm -rf)", "`x`", "'; DROP", "<script>", "&amp;", "%2e%2e%2fx",
    "\ud800x",
)  # fmt: skip


def test_there_are_sixty_of_them() -> None:
    """SECURITY, path traversal."""
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_becomes_a_plain_one(name: str, tmp_path: Path) -> None:
    """SECURITY: one file in its own folder, of letters that can be seen, not too long, never a device."""
    made = clean(name)
    assert made and made == made.strip(" .") and len(made) <= LONGEST + 5
    assert not set(made) & set("/\\:*?\"<>|%$`'&;~.") and not made.startswith("-")
    assert all(unicodedata.category(sign)[0] != "C" for sign in made)
    assert (
        made.casefold() not in {"con", "prn", "aux", "nul", "com1", "com¹", "lpt9", "conin", "clock"}
        or "$" in name
    )
    target = tmp_path / f"{made}.pdf"
    target.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == [target.name] and target.resolve().parent == tmp_path


def test_no_two_names_are_the_same_on_any_system() -> None:
    """SECURITY: capital letters and folders aside; an ending that is none becomes a plain one."""
    named = [(name, ending) for name in HOSTILE for ending in ("pdf", "../sh", "EXE", "")]
    paths = list(numbered("files", named))
    assert len({path.casefold() for path in paths}) == len(named)
    assert all(path.startswith("files/") and path.count("/") == 1 for path in paths)
    assert {path.rpartition(".")[2] for path in paths} == {"pdf", "bin", "exe"}

"""Splits a Hunspell word list into slices that are loaded one after the other.

``python packaging/split_dictionary.py WORDS.dic`` writes ``en_GB.dic``, ``en_GB-02.dic`` and so on into
``resources/dictionaries``. Hunspell holds Python's lock while it reads a file, so that one large file would
stop the window for as long. A word that stands in the list several times stays in one slice, with all its
endings.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

SLICES = 16
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "dictionaries"


def slices(lines: list[str]) -> Iterator[list[str]]:
    """The lines in parts of like length, in alphabetical order of their words."""
    most = -(-len(lines) // SLICES)
    part: list[str] = []
    for _, alike in groupby(sorted(lines, key=_word), key=_word):
        part += alike
        if len(part) >= most:
            yield part
            part = []
    if part:
        yield part


def _word(line: str) -> str:
    return line.partition("/")[0].split("\t")[0]


def main(words: list[str]) -> int:
    """Replaces the slices that are there."""
    if len(words) != 1:
        print("Name the .dic file to be split.", file=sys.stderr)
        return 2
    _, *lines = Path(words[0]).read_text("utf-8").split("\n")
    for old in FOLDER.glob("en_GB*.dic"):
        old.unlink()
    for number, part in enumerate(slices([line.strip() for line in lines if line.strip()]), 1):
        name = "en_GB.dic" if number == 1 else f"en_GB-{number:02}.dic"
        (FOLDER / name).write_text("\n".join([str(len(part)), *part, ""]), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Readers of a finished CV, as a recruiter's system might read it; they use nothing of what wrote it.

Each gives blocks, what they are ('H1', 'H2', 'H3', 'P', 'LI') and their words, in reading order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pdfplumber

from tests.documents.cv_visible import Letter, letters_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Blocks = list[tuple[str, str]]


def blocks_of_word(content: bytes) -> Blocks:
    """By zip and ElementTree alone: the style of a paragraph says what it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = ElementTree.fromstring(package.read("word/styles.xml"))  # noqa: S314  (written here)
        body = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314
    names = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")
    }  # type: ignore[union-attr]
    roles = {"heading 1": "H1", "heading 2": "H2", "heading 3": "H3", "List Bullet": "LI"}
    found = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = names[style.get(f"{W}val")] if style is not None else ""
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        assert text.strip(), "no empty paragraphs for spacing"
        found.append((roles.get(name or "", "P"), text))
    assert body.find(f".//{W}tbl") is None, "no tables for layout"
    return found


def bold_in_word(content: bytes) -> set[str]:
    """The words of every run that is bold by itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314  (written here)
    runs = (run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None)
    return {"".join(piece.text or "" for piece in run.iter(f"{W}t")) for run in runs}


def links_of_word(content: bytes) -> set[str]:
    """Where its links lead."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314  (written here)
    fields = ((field.text or "").split() for field in body.iter(f"{W}instrText"))
    return {words[1].strip('"') for words in fields if words[:1] == ["HYPERLINK"]}


class ReadPdf(NamedTuple):
    """``hyphens``: how many words are broken at a hyphen of theirs, at the end of a line."""

    blocks: Blocks
    pages: int
    hyphens: int
    letters: list[Letter]


def blocks_of_pdf(content: bytes) -> ReadPdf:
    """By the tags of the PDF and the places of its letters."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        placed = [letter for page in pdf.pages for letter in letters_of(page)]
        letters: dict[tuple[int, int], list[Letter]] = {}
        for letter in placed:
            if letter.mark is not None:
                letters.setdefault((letter.page, letter.mark), []).append(letter)
        found = [
            # The marks of a page are counted as it is written; a link is an element of its own within others.
            (role, _joined([letters.get(mark, []) for mark in sorted(marks)]))
            for role, marks in _elements(pdf.structure_tree, 1)
        ]
        in_order = [letter for mark in sorted(letters) for letter in letters[mark]]
        hyphens = sum(
            one.text == "-" and after.text.isalpha() and after.x1 < one.x0
            for one, after in pairwise(in_order)
        )
        return ReadPdf([(role, text) for role, text in found if text], len(pdf.pages), hyphens, placed)


def _elements(tree: list[dict[str, Any]], page: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for element in tree:
        here = element.get("page_number") or page
        kind = element["type"]
        if kind in ("H1", "H2", "H3", "P", "LBody"):
            yield {"LBody": "LI"}.get(kind, kind), list(_marks(element, here))
        elif kind != "Lbl":
            yield from _elements(element.get("children", []), here)


def _marks(element: dict[str, Any], page: int) -> Iterator[tuple[int, int]]:
    here = element.get("page_number") or page
    yield from ((here, mark) for mark in element.get("mcids", []))
    for child in element.get("children", []):
        yield from _marks(child, here)


def _joined(groups: list[list[Letter]]) -> str:
    """Letters in their order. A line ends with a blank, unless it was broken within a word."""
    return " ".join("".join(letter.text for group in groups for letter in group).split())


def blocks_of_text(text: str) -> Blocks:
    """By the conventions of the plain text: capitals, '- ', and what an indented line means."""
    found: Blocks = []
    head = True
    for chunk in text.rstrip("\n").split("\n\n"):
        lines = chunk.split("\n")
        title = lines[0] if not head and lines[0].isupper() else ""
        if title:
            found.append(("H2", title))
            lines = lines[1:]
        title = next((words for role, words in reversed(found) if role == "H2"), "")
        in_profile = title in ("PROFILE", "PROFFIL")
        for line in lines:
            if line.startswith("- "):
                found.append(("LI", line[2:]))
            elif line.startswith("  ") or (in_profile and line != lines[0]):
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            else:
                found.append(("P", line))
        head = False
    return found

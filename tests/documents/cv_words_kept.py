"""Whether every word of an old CV was kept: what a test of its import is judged by (V2)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from jfs_desktop.documents.cv_import.cv_import import ReadCv
from jfs_desktop.documents.cv_terms.cv_lines import Piece
from jfs_desktop.rules.cv.cv import every_entry, texts_of


def words(*texts: str) -> Counter[str]:
    """Words however they were broken at the end of a line."""
    return Counter(
        re.findall(r"\w+", re.sub(r"(?<=[^\W\d])[-\u00ad\u2010\x02]\s?(?=[^\W\d])", "", " ".join(texts)))
    )


def accounted(read: ReadCv) -> Counter[str]:
    """All words of pieces and of what was not understood, put together again line by line."""
    parts = [(piece.line, piece.start, piece.text) for piece in read.pieces]
    for item in read.unread:
        parts.append((item.line, read.lines[item.line].text.index(item.text), item.text))
    by_line: dict[int, str] = {}
    for line, _, text in sorted(parts):
        by_line[line] = f"{by_line.get(line, '')} {text}"
    return sum((Counter(re.findall(r"\w+", text)) for text in by_line.values()), Counter())


_NOTHING_BUT_FORM = {"title", "label", "mark"}
_COUNTED = r"(?i)\b(?:level|lefel|grade|gradd|category|categori|unit|uned|part|rhan|year|blwyddyn)\s*$"
_ON_REQUEST = set(
    words("second reference references referee details are available on request mae geirdaon ar gael gais")
)


def lost(read: ReadCv) -> Counter[str]:
    """Words of the source that stand neither in the CV nor among what was not understood: headings, labels,
    page numbers and dates apart, and the words that say no more than 'on request'."""
    content = read.content
    rows = [text for _, entry in every_entry(content) for text in texts_of(entry)]
    kept = words(content.name, content.target_job, content.profile, *rows)
    kept += words(*(item.text for item in read.unread))
    form = [piece for piece in read.pieces if piece.field in _NOTHING_BUT_FORM]
    kept += words(*(piece.text for piece in form if piece.field != "title" or piece.entry_id is None))
    kept += sum(
        (told_by_dates(read, one) for one in read.pieces if one.field in ("dates", "gained")), words()
    )
    for piece in read.pieces:
        if piece.field == "references_on_request":
            kept += Counter(
                {word: n for word, n in words(piece.text).items() if word.casefold() in _ON_REQUEST}
            )
    return words(*(line.text for line in read.lines)) - kept


def told_by_dates(read: ReadCv, piece: Piece) -> Counter[str]:
    """The words of a time for which the CV has a month or year. A figure of one or two places says a month
    or a short year that the entry has, or a day beside its month; behind 'Level' it never does."""
    row: Any = next(entry for _, entry in every_entry(read.content) if entry.id == piece.entry_id)
    moments = [one for name in ("began", "ended", "gained") if (one := getattr(row, name, None))]
    years = {text for one in moments for text in (str(one.year), f"{one.year % 100:02}")}
    months = {text for one in moments for text in (str(one.month), f"{one.month:02}")}
    kept: Counter[str] = Counter()
    for word in re.finditer(r"\w+", piece.text):
        before = read.lines[piece.line].text[: piece.start] + piece.text[: word.start()]
        behind = piece.text[word.end() :]
        beside_year = re.match(r"[/.-][0-9]|\s/\s[0-9]", behind) or re.search(r"[0-9][/.-]$", before)
        is_day = re.match(r"[/.][0-9]{1,2}[/.]|\s+[^\W\d]{3}", behind)
        said = word[0] in years or (beside_year and word[0] in months) or is_day
        if not re.fullmatch("[0-9]+", word[0]) or (said and not re.search(_COUNTED, before)):
            kept[word[0]] += 1
    return kept


def held(read: ReadCv) -> Counter[str]:
    return sum((Counter(re.findall(r"\w+", line.text)) for line in read.lines), Counter())

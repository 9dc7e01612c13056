"""The pages of a pack of evidence: plain HTML that any browser shows and any printer prints (I18, MI12).

There is no script, no picture and nothing from elsewhere; every text is escaped, whoever typed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from urllib.parse import quote

from jfs_desktop.exchange.evidence_pack import (
    INDEX,
    MISSING,
    SUMS,
    Pack,
    PackDigest,
    PackFile,
    PackGap,
    PackLog,
    PackRow,
    PackSection,
)
from jfs_desktop.paths import resource
from jfs_desktop.rules.writing.wording import counted

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_COLUMNS = ("What", "What it says", "When", "Who", "State", "Files")
_DIGEST = re.compile("[0-9a-f]{64}")
_CHECK = (
    "To check that nothing was changed, open a terminal in this folder and type: sha256sum -c SHA256SUMS. On"
    " Windows compare single files with: certutil -hashfile NAME SHA256."
)


def index(pack: Pack) -> bytes:
    """The page that opens first: who, what is missing, every piece by class, logs and hashes."""
    contents = [(f"#{one.key}", one.name) for one in pack.sections]
    parts = [
        _table_of_who(pack),
        _gaps_in_short(pack),
        _left_out(pack.left_out),
        "<h2>Contents</h2>",
        _list(_link(href, name) for href, name in contents),
        *(_section(one) for one in pack.sections),
        '<h2 id="logs">Logs</h2>',
        _list(
            f"{_link(f'logs/{one.key}.html', one.title)}: {_text(one.told)}"
            f" ({_link(f'logs/{one.key}.csv', 'as a table')})"
            for one in pack.logs
        ),
        '<h2 id="hashes">Hashes</h2>',
        f"<p>{_link(SUMS, 'SHA256SUMS')} holds the SHA-256 of every file. {_text(_CHECK)}</p>",
    ]
    return _page(pack, pack.title, parts)


def missing(pack: Pack) -> bytes:
    """The page of what is not there, with what to do."""
    rows = (
        f'<tr><th scope="row">{_text(one.text)}</th><td>{_text(one.name)}</td><td>{_text(one.todo)}</td>'
        f"<td>{_text(one.paragraph)}</td></tr>"
        for one in pack.gaps
    )
    table = _table("What is missing, and what to do", ("Missing", "Class", "What to do", "Source"), rows)
    nothing = "<p>Nothing that the guidance wants by now is missing.</p>"
    back = f"<p>{_link(INDEX, 'Back to the contents')}</p>"
    return _page(pack, "What is missing", [table if pack.gaps else nothing, _left_out(pack.left_out), back])


def log(pack: Pack, one: PackLog) -> bytes:
    """One log as a table to read."""
    rows = ("<tr>" + "".join(_cell(row[at]) for at in one.shown) + "</tr>" for row in one.rows)
    table = _table(one.told, [f"{name[:1].upper()}{name[1:]}" for name in _shown(one)], rows)
    ways = (
        f"{_link(f'../{INDEX}', 'Back to the contents')} · {_link(f'{one.key}.csv', 'The same as a table')}"
    )
    return _page(pack, one.title, [table if one.rows else "<p>Nothing is recorded.</p>", f"<p>{ways}</p>"])


def _shown(one: PackLog) -> Iterable[str]:
    return (one.headings[at] for at in one.shown)


def _cell(words: str) -> str:
    """One of a log; a digest takes lines of its own letters."""
    kind = ' class="hash"' if _DIGEST.fullmatch(words) else ""
    return f"<td{kind}>{_text(words)}</td>"


def _section(section: PackSection) -> str:
    caption = f"{counted(len(section.rows), 'piece')} of evidence, newest first"
    rows = "".join(_row(one) for one in section.rows)
    return (
        f'<h2 id="{escape(section.key, quote=True)}">{_text(section.name)}</h2>'
        f'<p class="source">{_text(section.paragraph)}</p>' + _table(caption, _COLUMNS, [rows], "evidence")
    )


def _row(row: PackRow) -> str:
    details = f'<ul class="lines">{"".join(f"<li>{_text(one)}</li>" for one in row.details)}</ul>'
    files = "".join(_file(one) for one in row.files)
    files += "".join(_named(one) for one in row.digests)
    return (
        f'<tr><th scope="row">{_text(row.title)}</th><td>{details if row.details else "–"}</td>'
        f"<td>{_text(row.when)}</td><td>{_text(row.who)}</td>"
        f'<td class="state">{_text(row.state)}</td><td>{files or "–"}</td></tr>'
    )


def _file(file: PackFile) -> str:
    return f"<div>{_link(file.path, file.label)}{_hash(file.sha256)}</div>"


def _named(one: PackDigest) -> str:
    told = _link(one.path, one.told) if one.path else _text(one.told)
    return f"<div>{told}{_hash(one.sha256)}</div>"


def _hash(digest: str) -> str:
    return f'<div class="hash">SHA-256 {_text(digest)}</div>'


def _table_of_who(pack: Pack) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(name)}</th><td>{_text(value)}</td></tr>' for name, value in pack.who
    )
    return f'<table class="who"><caption>Whose evidence this is</caption><tbody>{rows}</tbody></table>'


def _gaps_in_short(pack: Pack) -> str:
    if not pack.gaps:
        words = "Nothing that the guidance wants by now is missing."
        return f'<div class="whole"><p><strong>{words}</strong></p></div>'
    head = f"{counted(len(pack.gaps), 'thing')} missing"
    return (
        f'<div class="gaps"><p><strong>{head}</strong></p>{_list(map(_gap, pack.gaps))}'
        f"<p>{_link(MISSING, 'What to do about it')}</p></div>"
    )


def _gap(gap: PackGap) -> str:
    return f'{_text(gap.text)} <span class="source">({_text(gap.paragraph)})</span>'


def _left_out(sentences: Iterable[str]) -> str:
    told = [_text(one) for one in sentences]
    return f"<h2>Not in this pack</h2>{_list(told)}" if told else ""


def _table(caption: str, headings: Iterable[str], rows: Iterable[str], kind: str = "plain") -> str:
    heads = "".join(f'<th scope="col">{_text(one)}</th>' for one in headings)
    return (
        f'<table class="{kind}"><caption>{_text(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{one}</li>' for one in items)}</ul>"


def _link(href: str, words: str) -> str:
    """A way to a place within the pack."""
    return f'<a href="{escape(quote(href, safe="/#."), quote=True)}">{_text(words)}</a>'


def _text(words: str) -> str:
    """A text as a page shows it: escaped, and without letters that cannot be seen or turn the line round."""
    seen = (
        sign if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for sign in words
    )
    return escape("".join(seen), quote=True)


def _page(pack: Pack, title: str, parts: Iterable[str]) -> bytes:
    whose = "" if title == pack.title else f"{pack.title} · "  # a page that is printed alone says it
    whole = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY, quote=True)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)} – {_text(pack.programme)}</title>\n"
        f"<style>\n{_style()}</style>\n</head>\n<body>\n"
        f'<header><p class="over">{_text(pack.programme)}</p><h1>{_text(title)}</h1>'
        f'<p class="over">{_text(whose)}{_text(pack.made)}</p></header>\n<main>\n'
    )
    return (whole + "\n".join(part for part in parts if part) + "\n</main>\n</body>\n</html>\n").encode()


@cache
def _style() -> str:
    return resource("evidence", "pack.css").read_text("utf-8")

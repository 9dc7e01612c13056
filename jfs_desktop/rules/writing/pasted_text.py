"""What is kept of text that is pasted from Word or from the web: words, bold, lists and links.

Nothing is fetched and nothing is run: the HTML is read as text by a reader that knows only marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.rich_text import Line, LineKind, Span, address, tidy

MOST = 400_000
"""Letters of HTML that are read; what comes behind is left out and said."""
PICTURES, TABLES, LINKS, NESTED, TOO_LONG, STRUCK, COMMENTS = (
    "pictures",
    "tables",
    "links",
    "nested",
    "too long",
    "struck",
    "comments",
)
_SAID = {
    PICTURES: "Pictures were left out.",
    TABLES: "A table became lines.",
    LINKS: "A link that is no web or e-mail address was left out; its words stay.",
    NESTED: "Lists within lists became one list.",
    STRUCK: "Words that were struck out were left out.",
    COMMENTS: "Comments were left out.",
    TOO_LONG: "The end was left out: it is too long to paste at once.",
}
_CONDITIONS = re.compile(r"<!\[[^>]{0,200}>")
_COMMENT_END = re.compile(r"--!?>")
_SILENT = frozenset(
    {"style", "script", "head", "title", "template", "noscript", "svg", "math", "xml", "select"}
)
_PICTURES = frozenset({"img", "svg", "object", "embed", "video", "audio", "canvas", "iframe", "v:shape"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "blockquote", "pre", "h1",
     "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "form", "fieldset",
     "address", "figure", "figcaption", "hr"}
)  # fmt: skip
_IN_ITEMS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
_STRUCK = frozenset({"del", "s", "strike"})
_THROUGH = re.compile(r"text-decoration[^;]*:[^;]*line-through")
_COMMENTS = re.compile(r"mso-(?:element|special-character):comment(?:-list)?(?:;|$)")
_OF_COMMENTS = frozenset(
    {"msocomanchor", "msocomtxt", "msocomoff", "msocommentreference", "msocommenttext", "msocommentsubject"}
)
"""How Word marks a comment and what points to it; the words that are commented on bear none of these."""
HIDES = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:opacity|max-height)\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|(?:left|right|top|text-indent)\s*:\s*-\d{4}"
    r"|^(?=.*overflow\s*:\s*hidden).*(?<![-\w])(?:width|height)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
)
_LETTERS = re.compile(r"font(?:-size)?\s*:[^;]*|(?<![-\w])color\s*:[^;]*")
_NO_LETTERS = re.compile(
    r":\s*(?:[01](?:\.\d*)?(?:px|pt)|0(?:\.0*)?(?:r?em|%)?)\s*(?:[/!].*)?$"
    r"|:\s*transparent\b|rgba\([^)]*,\s*0(?:\.0*)?\s*\)"
)
"""Of a size or a colour that nobody can read."""
_DEEPER = re.compile(r"mso-list\s*:[^;]*level[2-9]")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th"})
_CELLS, _ROWS = frozenset({"td", "th"}), frozenset({"tr", "table"})
_LONE = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEAVY = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|[6-9]00|1000)")
_LIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(normal|lighter|[1-5]00)")
"""Not Word's 'mso-bidi-font-weight', which it writes beside most of its bold: that is for other scripts."""
_BULLET = re.compile(r"^\s*(?:[·•▪◦‣§●○■–-]|o(?=\s))\s+")
_COUNTED = re.compile(r"^\s*(?:\d{1,3}|[a-zA-Z])[.)]\s+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Where a page would let a word be parted, or not: no sign of the word itself."""
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_MOST_DEEP = 400


@dataclass(frozen=True, slots=True, repr=False)
class Pasted(Discreet):
    """The lines to put in, and what to say of the rest ('' where all of it is kept)."""

    lines: tuple[Line, ...]
    told: str = ""


def of_html(html: str) -> Pasted:
    """The words and the form of a page or of a part of a Word document."""
    reader = _Reader()
    reader.feed(_shown(html[:MOST]))
    reader.close()
    if len(html) > MOST:
        reader.left_out.add(TOO_LONG)
    return Pasted(_without_edges(reader.lines()), _told(reader.left_out))


def _shown(html: str) -> str:
    """The page without its comments, whatever stands in them (Outlook's '<!--[if mso]>' too), and without the
    marks of conditions outside them. A comment that is never closed hides the rest."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(_CONDITIONS.sub("", html[at:start]))
        end = _COMMENT_END.search(html, start + 2)
        if end is None:
            return "".join(kept)
        at = end.end()
    return "".join([*kept, _CONDITIONS.sub("", html[at:])])


def of_text(text: str) -> Pasted:
    """Plain text line by line; bullets that other programs type become bullets."""
    lines = []
    for raw in _UNSEEN.sub("", text[:MOST]).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _BULLET.match(raw)
        kind = LineKind.BULLET if found else LineKind.PLAIN
        lines.append(tidy(Line((Span(raw[found.end() :] if found else raw),), kind)))
    return Pasted(tuple(lines), _told({TOO_LONG} if len(text) > MOST else set()))


def _told(left_out: set[str]) -> str:
    return " ".join(words for key, words in _SAID.items() if key in left_out)


def _without_edges(lines: list[Line]) -> tuple[Line, ...]:
    while lines and not lines[0].text.strip():
        lines.pop(0)
    while lines and not lines[-1].text.strip():
        lines.pop()
    return tuple(lines)


@dataclass(slots=True)
class _Tag:
    name: str
    bold: bool
    link: str
    silent: bool
    faint: bool = False
    preformatted: bool = False
    in_cell: bool = False


@dataclass(slots=True)
class _Open:
    """The line that is being gathered."""

    spans: list[Span] = field(default_factory=list)
    kind: LineKind = LineKind.PLAIN
    marked_by_word: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.left_out: set[str] = set()
        self._lines: list[Line] = []
        self._open = _Open()
        self._tags: list[_Tag] = [_Tag("", bold=False, link="", silent=False)]
        self._lists: list[LineKind] = []
        self._cells = 0

    def lines(self) -> list[Line]:
        """What was read."""
        self._end_line()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        above = self._tags[-1]
        if tag in _PICTURES and not above.silent:
            self.left_out.add(PICTURES)
        if tag in _BLOCKS and not above.silent:
            if above.in_cell and tag not in _ROWS:
                self._part()
            else:
                self._begin_block(tag, said)
        elif tag == "br" and not above.silent:
            self._end_line(keep_empty=True)
        elif tag in _CELLS and not above.silent:
            self._begin_cell()
        if tag not in _LONE and len(self._tags) < _MOST_DEEP:
            self._tags.append(self._tag(tag, said, above))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._tags) - 1, 0, -1) if self._tags[at].name == tag), 0)
        if not at:
            return
        above = self._tags[at - 1]
        del self._tags[at:]
        if above.silent:
            return
        if above.in_cell and tag not in _ROWS:
            self._part()
            return
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        now = self._tags[-1]
        data = _UNSEEN.sub("", data)
        if now.silent or now.faint:
            self._note_words_mark(data)
            return
        if now.preformatted and "\n" in data:
            first, *rest = data.split("\n")
            self._put(first, now)
            for text in rest:
                self._end_line(keep_empty=True)
                self._put(text, now)
            return
        text = data if now.preformatted else _BLANKS.sub(" ", data)
        if self._open.spans or text.strip():
            self._put(text if self._open.spans else text.lstrip(" "), now)

    def _put(self, text: str, now: _Tag) -> None:
        if text:
            self._open.spans.append(Span(text, now.bold, now.link))

    def _tag(self, tag: str, said: dict[str, str], above: _Tag) -> _Tag:
        style = said.get("style", "").lower()
        bold = above.bold or tag in ("b", "strong") or tag in _HEADS or bool(_HEAVY.search(style))
        if _LIGHT.search(style):
            bold = False
        link = above.link
        if tag == "a" and said.get("href", "").strip():
            link = address(said["href"])
            if not link and not said["href"].startswith("#"):
                self.left_out.add(LINKS)
        word = "mso-list:ignore" in style.replace(" ", "")
        hidden = "hidden" in said or HIDES.search(style) is not None
        struck = tag in _STRUCK or _THROUGH.search(style) is not None
        comment = _is_comment(style, said.get("class", ""))
        for what, there in ((STRUCK, struck), (COMMENTS, comment)):
            if there and not above.silent:
                self.left_out.add(what)
        silent = above.silent or tag in _SILENT or word or hidden or struck or comment
        in_cell = tag not in _ROWS and (above.in_cell or tag in _CELLS)
        preformatted = above.preformatted or tag == "pre"
        return _Tag(tag, bold, link, silent, _is_faint(style, above.faint), preformatted, in_cell)

    def _begin_block(self, tag: str, said: dict[str, str]) -> None:
        item = self._open.kind if not self._open.spans else LineKind.PLAIN
        self._end_line()
        if tag in _IN_ITEMS:
            self._open.kind = item  # all but Word itself put a paragraph into each item of a list
        if tag in ("ul", "ol"):
            if self._lists:
                self.left_out.add(NESTED)
            self._lists.append(LineKind.BULLET if tag == "ul" else LineKind.NUMBER)
        elif tag == "li":
            self._open.kind = self._lists[-1] if self._lists else LineKind.BULLET
        elif tag == "tr":
            self._cells = 0
        elif tag == "table":
            self.left_out.add(TABLES)
        elif "mso-list:" in said.get("style", "").lower().replace(" ", ""):
            self._open.kind = LineKind.BULLET
            self._open.marked_by_word = True
            if _DEEPER.search(said["style"].lower()):
                self.left_out.add(NESTED)

    def _begin_cell(self) -> None:
        self._cells += 1
        if self._cells > 1 and self._open.spans:
            last = self._open.spans[-1]
            self._open.spans[-1] = Span(last.text.rstrip(), last.bold, last.link)
            self._open.spans.append(Span(" | "))

    def _part(self) -> None:
        """Paragraphs of one cell stand in one line."""
        if self._open.spans and not self._open.spans[-1].text.endswith(" "):
            self._open.spans.append(Span(" "))

    def _note_words_mark(self, data: str) -> None:
        """Word writes the bullet or number of a list as text of its own."""
        if self._open.marked_by_word and re.match(r"\s*\d{1,3}[.)]", data):
            self._open.kind = LineKind.NUMBER

    def _end_line(self, *, keep_empty: bool = False) -> None:
        done, self._open = self._open, _Open()
        line = tidy(Line(tuple(done.spans), done.kind))
        if not line.text.strip():
            if keep_empty:
                self._lines.append(Line())
            return
        self._lines.append(_with_own_mark(_trimmed(line)))


def _is_faint(style: str, above: bool) -> bool:
    """Whether letters are too small or too pale to be read: what stands within may be set otherwise."""
    said = _LETTERS.findall(style)
    return any(map(_NO_LETTERS.search, said)) if said else above


def _is_comment(style: str, named: str) -> bool:
    return bool(_COMMENTS.search(style.replace(" ", "")) or _OF_COMMENTS.intersection(named.lower().split()))


def _trimmed(line: Line) -> Line:
    spans = list(line.spans)
    last = spans[-1]
    spans[-1] = Span(last.text.rstrip(), last.bold, last.link)
    return tidy(Line(tuple(spans), line.kind))


def _with_own_mark(line: Line) -> Line:
    """A line whose bullet was typed as a letter is a bullet; that of a list loses the letter."""
    first = line.spans[0]
    found = _BULLET.match(first.text) or (
        _COUNTED.match(first.text) if line.kind is LineKind.NUMBER else None
    )
    if found is None:
        return line
    kind = LineKind.BULLET if line.kind is LineKind.PLAIN else line.kind
    return tidy(Line((Span(first.text[found.end() :], first.bold, first.link), *line.spans[1:]), kind))

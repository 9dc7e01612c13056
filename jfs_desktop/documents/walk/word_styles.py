"""What a paragraph and a run look like once Word's styles, defaults and direct settings are added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from jfs_desktop.documents.page.walked import Align, Edges, Face, Line, Manner, Tab
from jfs_desktop.documents.word.word_names import (
    A,
    Element,
    Properties,
    W,
    colour,
    flat,
    is_on,
    merged,
    number,
    points,
    value,
)

_ALIGNS: Final = {
    "center": Align.CENTRE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFIED,
    "distribute": Align.JUSTIFIED,
}
_HIGHLIGHTS: Final = {
    "yellow": "#ffff00",
    "green": "#00ff00",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "blue": "#0000ff",
    "red": "#ff0000",
    "lightGray": "#c0c0c0",
    "darkGray": "#808080",
    "darkYellow": "#808000",
    "darkGreen": "#008000",
    "darkCyan": "#008080",
    "darkBlue": "#000080",
    "darkRed": "#800000",
    "darkMagenta": "#800080",
    "black": "#000000",
}
_CUTS: Final = 0.8
"""The height of a line in the size of its letters below which Word cuts some of them."""
_LINE: Final = 240.0
_NATURAL: Final = 1.15
"""The height of a line in the size of its letters, where nothing else is asked for."""
_AUTO_SPACE: Final = 14.0
"""What Word puts where the space is left to it."""


class Styles:
    """The styles of one document. Its parts are given as read, None where the file has none."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._found: dict[str, Element] = {}
        self._usual: dict[str, str] = {}
        self._known: dict[tuple[str, str], Properties] = {}
        self.plain_run: Properties = {}
        self.plain_paragraph: Properties = {}
        if styles is None:
            return
        for style in styles.iter(W + "style"):
            self._found[value(style, "styleId")] = style
            if value(style, "default") in ("1", "true"):
                self._usual.setdefault(value(style, "type"), value(style, "styleId"))
        self.plain_run = flat(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.plain_paragraph = flat(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))

    def usual(self, kind: str) -> str:
        """The style of a 'paragraph', 'table' or 'character' that names none."""
        return self._usual.get(kind, "")

    def chain(self, style: str) -> tuple[Element, ...]:
        """The style and those that it is based on, the furthest first."""
        found: list[Element] = []
        while (element := self._found.get(style)) is not None and element not in found:
            found.append(element)
            style = value(element.find(W + "basedOn"))
        return tuple(reversed(found))

    def name(self, style: str) -> str:
        """What Word calls it ('heading 1'), in small letters."""
        element = self._found.get(style)
        return value(element.find(W + "name")).lower() if element is not None else ""

    def paragraph(self, style: str) -> Properties:
        """The paragraph properties of a style."""
        return self._of(style, "pPr")

    def run(self, style: str) -> Properties:
        """The run properties of a paragraph or character style."""
        return self._of(style, "rPr")

    def said_of(self, paragraph: Properties, direct: Properties) -> Properties:
        """What a run says once its own style and settings lie over those of its paragraph."""
        style = direct.get("rStyle/val", "")
        return merged(paragraph, self.run(style) if style else {}, direct)

    def _of(self, style: str, properties: str) -> Properties:
        known = self._known.get((style, properties))
        if known is None:
            known = merged(*(flat(element.find(W + properties)) for element in self.chain(style)))
            self._known[style, properties] = known
        return known

    def tabs(self, style: str) -> dict[float, Tab | None]:
        """The tab stops of a style; None where one is taken away."""
        found: dict[float, Tab | None] = {}
        for element in self.chain(style):
            found.update(tabs_in(element.find(W + "pPr")))
        return found

    def face(self, said: Properties) -> Face:
        """A face from run properties that are added up already."""
        underline = said.get("u/val", "none")
        ground = _HIGHLIGHTS.get(said.get("highlight/val", ""), "") or colour(said.get("shd/fill"))
        raised = {"superscript": 1, "subscript": -1}.get(said.get("vertAlign/val", ""), 0)
        return Face(
            font=self._font(said),
            size=max(1.0, min(number(said.get("sz/val"), 20.0) / 2, 400.0)),
            bold=is_on(said, "b"),
            italic=is_on(said, "i"),
            underline=underline not in ("none", "0", ""),
            struck=is_on(said, "strike") or is_on(said, "dstrike"),
            capitals=is_on(said, "caps") or is_on(said, "smallCaps"),
            colour=colour(said.get("color/val")),
            ground=ground,
            raised=raised,
        )

    def _font(self, said: Properties) -> str:
        for name in ("ascii", "hAnsi"):
            theme = said.get(f"rFonts/{name}Theme", "")
            if theme:
                return self._fonts.get("major" if theme.startswith("major") else "minor", "")
            if font := said.get(f"rFonts/{name}", ""):
                return font
        return ""


def tabs_in(properties: Element | None) -> dict[float, Tab | None]:
    """The tab stops that a pPr sets or (None) takes away."""
    tabs = None if properties is None else properties.find(W + "tabs")
    found: dict[float, Tab | None] = {}
    for tab in () if tabs is None else tabs.iter(W + "tab"):
        at, kind = points(value(tab, "pos")), value(tab)
        align = {"right": "right", "end": "right", "center": "center"}.get(kind, "left")
        dotted = value(tab, "leader") not in ("", "none")
        found[at] = None if kind == "clear" else Tab(at, align, dotted)
    return found


def manner(said: Properties, tabs: Mapping[float, Tab | None], plain: Face, style: str) -> Manner:
    """How a paragraph is laid out, from properties that are added up already."""
    rule = said.get("spacing/lineRule", "auto")
    line = number(said.get("spacing/line"), _LINE)
    if rule == "atLeast" and line / 20.0 <= plain.size * _NATURAL:
        rule, line = "auto", _LINE
    return Manner(
        align=_ALIGNS.get(said.get("jc/val", ""), Align.LEFT),
        before=_space(said, "before"),
        after=_space(said, "after"),
        line=max(line, 1.0) / (20.0 if rule in ("exact", "atLeast") else _LINE),
        exact=rule in ("exact", "atLeast"),
        left=points(said.get("ind/left", said.get("ind/start"))),
        right=points(said.get("ind/right", said.get("ind/end"))),
        first=points(said.get("ind/firstLine")) - points(said.get("ind/hanging")),
        keep_next=is_on(said, "keepNext"),
        keep_lines=is_on(said, "keepLines"),
        new_page=is_on(said, "pageBreakBefore"),
        ground=colour(said.get("shd/fill")),
        edges=edges(said, "pBdr"),
        tabs=tuple(tab for _, tab in sorted(tabs.items()) if tab is not None),
        plain=plain,
        joined=is_on(said, "contextualSpacing"),
        style=style,
    )


def beyond(said: Properties, size: float) -> Iterator[str]:
    """What of a paragraph's layout stands on no page of ours, in a person's words; ``size`` is that of its
    largest letters."""
    if "framePr/dropCap" in said:
        yield "a first letter over several lines (it stands in a line of its own)"
    elif any(key.startswith("framePr/") for key in said):
        yield "a frame with a place of its own (its text stands where it comes in order)"
    if said.get("spacing/lineRule") == "exact" and number(said.get("spacing/line")) / 20.0 < size * _CUTS:
        yield "lines that are lower than their letters, which Word cuts (they are whole)"


def _space(said: Properties, side: str) -> float:
    if said.get(f"spacing/{side}Autospacing") in ("1", "true", "on"):
        return _AUTO_SPACE
    return max(0.0, points(said.get(f"spacing/{side}")))


def edges(said: Properties, kind: str) -> Edges:
    """The rules that stand under 'pBdr', 'tcBorders' or 'tblBorders'."""
    return Edges(*(line(said, f"{kind}/{side}") for side in ("top", "right", "bottom", "left")))


def line(said: Properties, key: str) -> Line | None:
    """One rule, None where there is none."""
    style = said.get(f"{key}/val", "none")
    if style in ("none", "nil", ""):
        return None
    # Word writes the stroke in eighths of a point and the gap in points.
    width = max(0.25, min(number(said.get(f"{key}/sz"), 4.0) / 8, 12.0))
    gap = number(said.get(f"{key}/space"))
    return Line(width, colour(said.get(f"{key}/color")) or "#000000", gap)


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    if theme is None:
        return {}
    found = {}
    for which in ("major", "minor"):
        latin = theme.find(f".//{A}{which}Font/{A}latin")
        found[which] = str(latin.get("typeface") or "") if latin is not None else ""
    return found

"""A walked document as plain values for the page: measures added up, gaps worked out, faces counted once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from jfs_desktop.documents.page.page_measures import (
    USUAL_FONT,
    Plain,
    bare,
    begins_page,
    edges_of,
    font_for,
    frame_of,
    gap_between,
    grouped,
    line_of,
    list_kind,
    nested,
    on_one_page,
    spoken,
    tabs_from,
    text_of,
    topped,
)
from jfs_desktop.documents.page.page_tables import table_of
from jfs_desktop.documents.page.page_words import parted
from jfs_desktop.documents.page.walked import (
    Block,
    Edges,
    Face,
    Inline,
    Item,
    Listing,
    Manner,
    PageBreak,
    PageNumber,
    Paragraph,
    Picture,
    Run,
    Table,
    Walked,
)

_INK: Final = "#000000"
_LINK_INK: Final = "#0b4f8a"
_EDGE: Final = 12.0  # points at the edge of the paper that no printer reaches
_MOST_LEVEL: Final = 6
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What no page may hold: controls, halves of letters, marks of byte order."""


class PageLayout:
    """Works one document out."""

    def __init__(self, document: Walked) -> None:
        self._document = document
        self._faces: dict[tuple[object, ...], int] = {}
        self._plain_faces: list[Plain] = []
        self._level = 0

    def values(self) -> Plain:
        """What the page is made from, ready for JSON."""
        document, sheet = self._document, self._document.sheet
        room = sheet.width - sheet.margins[1] - sheet.margins[3]
        region = document.language.partition("-")[2]
        blocks = self.blocks(document.blocks, room)
        page = {
            "width": sheet.width,
            "height": sheet.height,
            "margins": sheet.margins,
            "head": sheet.head,
            "foot": sheet.foot,
            "own-first": sheet.own_first,
            "header": self._furniture(sheet.header, room),
            "footer": self._furniture(sheet.footer, room),
            "first-header": self._furniture(sheet.first_header, room),
            "first-footer": self._furniture(sheet.first_footer, room),
        }
        return {
            "title": _UNPRINTABLE.sub("", document.title),
            "author": _UNPRINTABLE.sub("", document.author),
            "language": spoken(document.language) or "en",
            "region": region if len(region) == 2 and region.isalpha() else None,
            "font": USUAL_FONT,
            "sheet": page,
            "blocks": blocks,
            "faces": self._plain_faces,
        }

    def blocks(self, given: Sequence[Block], room: float) -> list[Plain]:
        """Blocks one below the other."""
        return self._stacked(given, room)[0]

    def _furniture(self, given: Sequence[Block], room: float) -> list[Plain]:
        """The same of what stands on every page."""
        return on_one_page(self.blocks(bare(given), room))

    def _stacked(self, given: Sequence[Block], room: float) -> tuple[list[Plain], float]:
        """The same, and the space that the last of them leaves below."""
        found: list[Plain] = []
        gap = 0.0
        before: Manner | None = None
        for members in grouped(given):
            if frame_of(members[0]) is None:
                for block in members:
                    made, gap, before = self._block(block, room, gap, before)
                    found += made
                continue
            box, gap, before = self._framed(members, room, gap)
            found += ([{"kind": "new page"}] if begins_page(members[0]) else []) + [box]
        return topped(found), gap

    def _block(
        self, block: Block, room: float, gap: float, before: Manner | None
    ) -> tuple[list[Plain], float, Manner | None]:
        """The block, the space that it leaves below, and its manner where it is a paragraph."""
        if isinstance(block, PageBreak):
            return [{"kind": "new page"}], 0.0, None
        if isinstance(block, Table):
            return [{**table_of(block, self._stacked), "above": gap}], 0.0, None
        if isinstance(block, Listing):
            first, last = block.items[0].paragraph.manner, block.items[-1].paragraph.manner
            lists = self._lists(block.items, room, gap_between(before, first, gap))
            return ([{"kind": "new page"}] if first.new_page else []) + lists, last.after, last
        manner = block.manner
        above = gap_between(before, manner, gap)
        made: list[Plain] = [{"kind": "new page"}] if manner.new_page else []
        made.append(self._paragraph(block, room, above))
        return made, manner.after, manner

    def _framed(self, members: list[Block], room: float, gap: float) -> tuple[Plain, float, Manner | None]:
        """Paragraphs that share their shading and rules stand in one box, as Word draws them."""
        paragraphs = [member for member in members if isinstance(member, Paragraph)]
        first, last = paragraphs[0].manner, paragraphs[-1].manner
        edges = first.edges
        lines = [edges.top, edges.right, edges.bottom, edges.left]
        inset = [line.gap + line.width / 2 if line is not None else 0.0 for line in lines]
        start = min(first.left, first.left + first.first)
        inner = []
        for at, one in enumerate(paragraphs):
            how = replace(
                one.manner,
                before=0.0 if at == 0 else one.manner.before,
                after=0.0 if at == len(paragraphs) - 1 else one.manner.after,
                ground="",
                edges=Edges(),
                left=one.manner.left - start,
                right=0.0,
                new_page=False,
                keep_next=one.manner.keep_next,
                tabs=tabs_from(start, one.manner),
            )
            inner.append(replace(one, manner=how))
        width = room - start - first.right
        framed = {
            "kind": "box",
            "above": max(gap, first.before),
            "left": start - inset[3],
            "right": first.right - inset[1],
            "inset": inset,
            "ground": first.ground or None,
            "edges": edges_of(edges),
            "sticky": last.keep_next,
            "blocks": self.blocks(inner, width),
        }
        return framed, last.after, last

    def _paragraph(self, block: Paragraph, room: float, above: float) -> Plain:
        manner = block.manner
        if not any(isinstance(piece, PageNumber | Picture) or text_of(piece) for piece in block.inlines):
            top, bottom, _ = line_of(manner)
            height = (top + bottom) * (1.0 if manner.exact else manner.plain.size)
            # Space and no paragraph: nothing is read out where nothing is said.
            return {"kind": "gap", "above": above, "height": height, "sticky": manner.keep_next}
        title = " ".join(_UNPRINTABLE.sub("", block.text).split())
        return {
            "kind": "paragraph",
            "above": above,
            "level": self._heading(block.level) if title else 0,
            "title": title,
            "manner": self._manner(manner, room),
            "stretches": self._stretches(block.inlines, room - manner.left - manner.right),
        }

    def _heading(self, level: int) -> int:
        """The level without a jump: a reader aloud must not meet a third level under a first."""
        if level:
            self._level = level = min(level, self._level + 1, _MOST_LEVEL)
        return level

    def _manner(self, manner: Manner, room: float) -> Plain:
        top, bottom, exact = line_of(manner)
        stops: list[Plain] = [{"at": tab.at, "align": tab.align, "dotted": tab.dotted} for tab in manner.tabs]
        if manner.first < 0 and not any(abs(tab.at - manner.left) < 0.5 for tab in manner.tabs):
            # What hangs has a stop of its own where the other lines begin.
            stops = sorted(
                [*stops, {"at": manner.left, "align": "left", "dotted": False}], key=lambda stop: stop["at"]
            )
        return {
            "align": manner.align.value,
            "top": top,
            "bottom": bottom,
            "exact": exact,
            "first": manner.first,
            "indent": manner.left + min(manner.first, 0.0),
            "left": manner.left,
            "right": manner.right,
            "start": manner.left + manner.first,
            "sticky": manner.keep_next,
            "breakable": not manner.keep_lines,
            "stops": stops,
            "room": room - manner.right,
            "over": self._over(room),
        }

    def _over(self, room: float) -> float:
        """How far a tab may lead into the margin at the right: nowhere from a list, a box or a cell."""
        sheet = self._document.sheet
        whole = sheet.width - sheet.margins[1] - sheet.margins[3]
        return max(0.0, sheet.margins[1] - _EDGE) if abs(room - whole) < 0.1 else 0.0

    def _stretches(self, inlines: Sequence[Inline], room: float) -> list[Plain]:
        """The pieces, cut at each tab; where tabs stand, at each new line too ('fresh')."""
        tabs = any("\t" in text_of(piece) for piece in inlines)
        found: list[Plain] = [{"fresh": False, "pieces": []}]
        for piece in inlines:
            if not isinstance(piece, Run):
                found[-1]["pieces"].append(self._inline(piece))
                continue
            for at, cut in enumerate(_UNPRINTABLE.sub("", piece.text).split("\t")):
                if at:
                    found.append({"fresh": False, "pieces": []})
                for number, text in enumerate(cut.split("\n")):
                    if number and tabs:
                        found.append({"fresh": True, "pieces": []})
                    elif number:
                        found[-1]["pieces"].append({"kind": "break"})
                    for once, part in enumerate(parted(text, piece.face, room)):
                        found[-1]["pieces"] += [{"kind": "chance"}] if once else []
                        found[-1]["pieces"].append(self._run(piece, part))
        return found

    def _run(self, run: Run, text: str) -> Plain:
        face = run.face
        # What cannot be seen cannot be clicked on: a soft hyphen, say.
        link = run.link if any(sign.isprintable() for sign in text) else ""
        if link and not face.colour:
            face = replace(face, colour=_LINK_INK, underline=True)
        return {
            "kind": "run",
            "text": text,
            "face": self._face(face),
            "link": link or None,
            "language": spoken(run.language) or None,
        }

    def _inline(self, piece: Inline) -> Plain:
        if isinstance(piece, PageNumber):
            return {"kind": piece.which.value, "face": self._face(piece.face)}
        if isinstance(piece, Run):
            return self._run(piece, piece.text)
        sheet = self._document.sheet
        wide, high = sheet.width - 20, sheet.height - sheet.margins[0] - sheet.margins[2] - 20
        scale = min(1.0, wide / piece.width, high / piece.height)
        return {
            "kind": "picture",
            "file": list(piece.content),
            "width": piece.width * scale,
            "height": piece.height * scale,
            "alt": _UNPRINTABLE.sub("", piece.alt) or "Picture",
            "decorative": piece.decorative,
        }

    def _face(self, face: Face) -> int:
        made = {
            "font": font_for(face.font),
            "size": face.size,
            "weight": 700 if face.bold else 400,
            "style": "italic" if face.italic else "normal",
            "colour": face.colour or _INK,
            "underline": face.underline,
            "struck": face.struck,
            "ground": face.ground or None,
            "raised": face.raised,
        }
        key = tuple(made.values())
        if key not in self._faces:
            self._faces[key] = len(self._plain_faces)
            self._plain_faces.append(made)
        return self._faces[key]

    def _lists(self, items: Sequence[Item], room: float, above: float) -> list[Plain]:
        """Lists one below the other: another begins where a bullet follows a number."""
        found: list[Plain] = []
        gap = above
        for _, group in groupby(nested(items), lambda pair: list_kind(pair[0])):
            members = list(group)
            found.append(self._list(members, room, gap, 0.0))
            last = members[-1][1][-1] if members[-1][1] else members[-1][0]
            gap = last.paragraph.manner.after
        return found

    def _list(
        self, members: list[tuple[Item, list[Item]]], room: float, above: float, origin: float
    ) -> Plain:
        """``origin`` is where the text around it begins."""
        first = members[0][0].paragraph.manner
        indent = max(0.0, first.left + min(first.first, 0.0) - origin)
        hang = max(0.0, first.left - origin - indent) or 12.0
        start = origin + indent + hang
        made = []
        for item, below in members:
            own = item.paragraph.manner
            bare = replace(own, left=0.0, first=0.0, tabs=tabs_from(start, own), before=0.0)
            top, bottom, exact = line_of(own)
            size = max(item.face.size, 1.0) if exact else 1.0
            inner = [
                self._paragraph(replace(item.paragraph, manner=bare), room - start, 0.0),
                *self._below(below, room, own, start),
            ]
            mark = {"marker": item.marker, "face": self._face(item.face)}
            made.append({**mark, "top": top / size, "bottom": bottom / size, "blocks": inner})
        follows = members[1][0].paragraph.manner if len(members) > 1 else first
        last = members[-1][0].paragraph.manner
        return {
            "kind": "list",
            "above": above,
            "ordered": members[0][0].ordered,
            "indent": indent,
            "hang": hang,
            "spacing": gap_between(first, follows, first.after),
            "sticky": last.keep_next,
            "items": made,
        }

    def _below(self, items: list[Item], room: float, above: Manner, origin: float) -> list[Plain]:
        if not items:
            return []
        found = []
        gap = gap_between(above, items[0].paragraph.manner, above.after)
        for _, group in groupby(nested(items), lambda pair: list_kind(pair[0])):
            members = list(group)
            found.append(self._list(members, room, gap, origin))
            gap = members[-1][0].paragraph.manner.after
        return found

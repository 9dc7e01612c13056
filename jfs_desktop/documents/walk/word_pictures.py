"""The pictures of a Word document, written anew from their pixels alone."""

from __future__ import annotations

import io
from typing import Final

from jfs_desktop.documents.files import picture
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.page.walked import Picture
from jfs_desktop.documents.walk.word_parts import Notes, WordParts
from jfs_desktop.documents.word.word_names import WP, A, Element, R, V, emu, number
from jfs_desktop.errors import BadInput

_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_LARGEST: Final = 2_000.0
_DOTS_PER_INCH: Final = 220
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.346, "mm": 2.8346, "px": 0.75}


def drawn(drawing: Element, part: str, parts: WordParts, notes: Notes) -> Picture | None:
    """The picture of a w:drawing; None where there is none, or none that can be carried."""
    blip = drawing.find(f".//{A}blip")
    if blip is None:
        kind = _other(drawing)
        if kind:
            notes.add(kind)
        return None
    if drawing.find(WP + "anchor") is not None:
        notes.add("the free place of a picture (it stands in the line instead)")
    properties, extent = drawing.find(f".//{WP}docPr"), drawing.find(f".//{WP}extent")
    width, height = (emu(extent.get(side)) if extent is not None else 0.0 for side in ("cx", "cy"))
    alt = _alt(properties, "descr", "title")
    decorative = any(mark.get("val") in ("1", "true") for mark in drawing.iter(_DECORATIVE))
    content = _content(str(blip.get(R + "embed") or ""), part, parts)
    return _taken(content, (width, height), (alt, decorative), notes)


def old_drawn(pict: Element, part: str, parts: WordParts, notes: Notes) -> Picture | None:
    """The picture of a w:pict, as Word wrote them before 2007 and for watermarks."""
    if pict.find(f".//{V}textpath") is not None:
        notes.add("a watermark")
        return None
    image = pict.find(f".//{V}imagedata")
    if image is None:
        if pict.find(f".//{V}textbox") is None:
            notes.add("a drawn shape")
        return None
    shape = image.getparent()
    style = {
        piece.partition(":")[0].strip(): piece.partition(":")[2].strip()
        for piece in str(shape.get("style") or "").split(";")
    }
    alt = _alt(shape, "alt")
    size = (_length(style.get("width", "")), _length(style.get("height", "")))
    return _taken(_content(str(image.get(R + "id") or ""), part, parts), size, (alt, False), notes)


def _content(identifier: str, part: str, parts: WordParts) -> bytes | None:
    pointer = parts.pointers(part).get(identifier)
    return None if pointer is None or pointer.outside else parts.content(pointer.target)


def _taken(
    content: bytes | None, size: tuple[float, float], says: tuple[str, bool], notes: Notes
) -> Picture | None:
    if content is None:
        notes.add("a picture that lies elsewhere")
        return None
    try:
        taken = picture.take_in(content)
    except BadInput:
        notes.add("a picture that is no JPEG, PNG or WEBP")
        return None
    alt, decorative = says
    if not alt and not decorative:
        notes.add("a picture without a description (it is read out as 'Picture')")
    width, height = size
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        width, height = taken.width * 0.75, taken.height * 0.75
    return Picture(_as_shown(taken, width), taken.kind, width, height, alt, decorative)


def _as_shown(taken: picture.Picture, width: float) -> bytes:
    """The pixels that its size on the page can show: a photograph of a telephone has ten times as many."""
    from PIL import Image

    most = int(width / 72 * _DOTS_PER_INCH)
    if taken.width <= most * 1.3:
        return taken.content
    with Image.open(io.BytesIO(taken.content)) as image:
        small = image.resize((most, max(1, taken.height * most // taken.width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG" if taken.kind is FileKind.PNG else "JPEG", quality=picture.QUALITY)
    return out.getvalue()


def _alt(element: Element | None, *names: str) -> str:
    said = ("" if element is None else str(element.get(name) or "").strip() for name in names)
    return next((text for text in said if text), "")


def _length(said: str) -> float:
    return number(said[:-2].strip()) * _POINTS.get(said[-2:], 0.0) if len(said) > 2 else 0.0


def _other(drawing: Element) -> str:
    """What a drawing without a picture is, empty for a box of text, which is carried as text."""
    names = {element.tag.rpartition("}")[2] for element in drawing.iter() if isinstance(element.tag, str)}
    if "chart" in names:
        return "a chart"
    if "relIds" in names:
        return "a SmartArt diagram"
    return "" if "txbxContent" in names else "a drawn shape"

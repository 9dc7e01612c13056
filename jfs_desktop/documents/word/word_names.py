"""The names of Word's own writing, and its measures in points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"

SOURCE: Final = "source"
"""An attribute of ours on a paragraph: where in a template it comes from. No file that is kept has it."""

Properties = dict[str, str]
"""What Word says of a paragraph, run, cell or table, flattened: 'spacing/after', 'pBdr/top/color'."""

Element = Any
"""An element of lxml, which brings no types."""

_EITHER: Final = (
    ("ind/firstLine", "ind/hanging"),
    ("ind/hanging", "ind/firstLine"),
    ("rFonts/ascii", "rFonts/asciiTheme"),
    ("rFonts/hAnsi", "rFonts/hAnsiTheme"),
)
"""What takes the other away when it comes later."""
_TWIPS: Final = 20.0
_EMU: Final = 12_700.0


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute in Word's namespace, or empty."""
    return "" if element is None else str(element.get(W + name) or "")


def flat(element: Element | None) -> Properties:
    """The properties that stand in a pPr, rPr, tcPr, trPr or tblPr, two levels deep."""
    found: Properties = {}
    for child in () if element is None else element:
        name = local(child)
        if not name:
            continue
        found.update({f"{name}/{local_name(key)}": str(said) for key, said in child.attrib.items()})
        for inner in child:
            for key, said in inner.attrib.items():
                found[f"{name}/{local(inner)}/{local_name(key)}"] = str(said)
        if not child.attrib and not len(child):
            found[f"{name}/val"] = "1"
    return found


def local_name(attribute: str) -> str:
    return attribute.rpartition("}")[2]


def merged(*layers: Properties) -> Properties:
    """One over the other, the last strongest."""
    whole: Properties = {}
    for layer in layers:
        for one, other in _EITHER:
            if one in layer:
                whole.pop(other, None)
        for edge in {key.rpartition("/")[0] for key in layer if key.startswith(("pBdr/", "tcBorders/"))}:
            for key in [key for key in whole if key.startswith(edge + "/")]:
                del whole[key]
        whole.update(layer)
    return whole


def is_on(said: Properties, name: str) -> bool:
    """Whether a property that is on or off is on."""
    return said.get(f"{name}/val", "0").lower() not in ("0", "false", "off", "none")


def points(said: str | None, otherwise: float = 0.0) -> float:
    """Twentieths of a point, as Word writes measures, in points."""
    return number(said, otherwise * _TWIPS) / _TWIPS


def emu(said: str | None) -> float:
    """The units of drawings in points."""
    return number(said) / _EMU


def number(said: str | None, otherwise: float = 0.0) -> float:
    """A number that is written, or ``otherwise`` where none is."""
    try:
        found = float(said) if said else otherwise
    except ValueError:
        return otherwise
    return found if abs(found) < 1e9 else otherwise


def colour(said: str | None) -> str:
    """'#rrggbb', or empty for 'auto' and for what is no colour."""
    plain = (said or "").lower()
    return f"#{plain}" if len(plain) == 6 and all(letter in "0123456789abcdef" for letter in plain) else ""


def inside(element: Element) -> Iterator[Element]:
    """The children; of a thing written in two ways the newer way alone, never both."""
    for child in element:
        if child.tag == MC + "AlternateContent":
            choice = child.find(MC + "Choice")
            yield from inside(choice if choice is not None else child.find(MC + "Fallback") or ())
        elif isinstance(child.tag, str):
            yield child

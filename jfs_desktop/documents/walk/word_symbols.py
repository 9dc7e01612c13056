"""The signs of Word's symbol fonts, which number their letters in their own way, as everybody else writes
them: a ticked box is the letter 'þ' in Wingdings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SYMBOLS: Final[Mapping[str, str]] = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "›", "\uf0fc": "✓", "\uf0fb": "✗", "\uf0a8": "□", "\uf06f": "□",
    "\uf071": "□", "\uf078": "☒", "\uf0fd": "☒", "\uf0fe": "☑", "\uf0e0": "→", "\uf02d": "–", "\uf076": "◆",
    "\uf06e": "■", "\uf06c": "●", "\uf0ab": "★", "\uf02a": "✉", "\uf028": "☎", "\uf0f0": "→", "\uf0b0": "°",
    "\uf0bb": "≈", "\uf0a3": "☐", "\uf052": "☑",
}  # fmt: skip
"""By where they stand in Wingdings, and, where that has nothing a form or a list uses, in another of them."""
_SECOND: Final[Mapping[str, str]] = {
    "\uf050": "✓", "\uf04f": "✗", "\uf051": "☒", "\uf053": "☒", "\uf054": "☒", "\uf02a": "☐", "\uf030": "☐",
}  # fmt: skip
"""Where 'Wingdings 2' has them, other than Wingdings."""
_FONTS: Final = ("wingdings", "webdings", "symbol")
UNKNOWN: Final = "•"


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are signs: 'Wingdings 2', 'Symbol'."""
    words = font.casefold().split()
    return bool(words) and words[0] in _FONTS and all(word.isdigit() for word in words[1:])


def sign(letter: str, font: str) -> str:
    """What a letter of a symbol font shows; '' where that is not known."""
    code = ord(letter)
    placed = chr(code | 0xF000) if code < 0x100 else letter
    known = _SECOND.get(placed) if font.casefold() == "wingdings 2" else None
    return known or SYMBOLS.get(placed, "")

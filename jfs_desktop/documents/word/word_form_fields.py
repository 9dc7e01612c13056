"""The boxes and lists of Word's older forms, which say what they show in the field and not in the text."""

from __future__ import annotations

from typing import Final

from jfs_desktop.documents.word.word_names import Element, W, flat, is_on, number, value

TICKED: Final = "\u2612"
EMPTY: Final = "\u2610"
MACROS: Final = ("entryMacro", "exitMacro")
"""What names a macro that runs when somebody goes into the field or leaves it."""


def shown_in(mark: Element) -> str:
    """What the field that begins here shows: its box, or the choice of its list; empty for any other."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        said = flat(box)
        return TICKED if is_on(said, "checked" if "checked/val" in said else "default") else EMPTY
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    said = flat(choices)
    entries = [value(entry) for entry in choices.findall(W + "listEntry")]
    chosen = int(number(said.get("result/val", said.get("default/val"))))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def runs_macro(mark: Element) -> bool:
    """Whether the field that begins here names a macro."""
    return any(value(one) for name in MACROS for one in mark.iter(W + name))

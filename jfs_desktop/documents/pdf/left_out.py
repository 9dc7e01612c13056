"""What a PDF does not show as its Word file does, in words for whoever makes, sends or reads it (P9).

Nothing is dropped in silence: whatever makes a PDF or shows its pages says these words, and a document that
is kept for good keeps them beside its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jfs_desktop.documents.page.walked import NotCarried

BY_TEMPLATE: Final = "have head office change the template"
AS_IT_CAME: Final = "The file itself is kept as it came: open it in Word to see all of it."
_NAMED: Final = 3
"""Things that one line names; the rest are counted."""


def told(not_carried: Iterable[NotCarried]) -> tuple[str, ...]:
    """Each thing once, in the order of the document."""
    return tuple(dict.fromkeys(note.what for note in not_carried))


def in_one_line(things: Sequence[str]) -> str:
    """'a watermark; a chart; a drawn shape, and 2 more things'."""
    more = len(things) - _NAMED
    named = "; ".join(things[:_NAMED])
    return named if more < 1 else f"{named}, and {more} more {'thing' if more == 1 else 'things'}"


def beside(things: Sequence[str]) -> str:
    """The same for a narrow place beside the pages; empty where they show everything."""
    return f"Not as in Word: {in_one_line(things)}." if things else ""


def sentence(things: Sequence[str]) -> str:
    """What the PDF does not show as Word does; empty where it shows everything."""
    return f"The PDF does not show this as Word does: {in_one_line(things)}." if things else ""


def remedy(programs: Sequence[str] = ()) -> str:
    """What to do about it. ``programs`` are those on this computer that make PDFs ('Word')."""
    by = (
        f"Save it as ‘PDF by {programs[0]}’"
        if programs
        else "Save it as a Word file and make its PDF in Word"
    )
    return f"{by}, or {BY_TEMPLATE}."

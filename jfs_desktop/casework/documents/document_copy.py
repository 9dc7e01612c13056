"""The bytes of one document that somebody looks at, saves, prints or opens in another program (P9, D5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change


@dataclass(frozen=True, slots=True, repr=False)
class Copy(Discreet):
    """The bytes of a document, the name of its file, and whether they are ``exact``, as they are kept.
    ``left_out`` is what a PDF does not show as Word does."""

    content: bytes = field(repr=False)
    name: str
    exact: bool
    left_out: tuple[str, ...] = ()
    note: Callable[[Change], None] | None = None
    """What is recorded once it leaves, of one that was made anew."""

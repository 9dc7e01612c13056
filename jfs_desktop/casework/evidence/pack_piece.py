"""One file of what leaves as evidence (I18, D5)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class Piece(Discreet):
    """One file: what it shows, its ending, what it is called beside its line, and its bytes."""

    name: str
    ending: str
    label: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

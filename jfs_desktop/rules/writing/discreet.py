"""Values whose repr tells nobody's business: what lands in a traceback or a log names ids only."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from uuid import UUID


class Discreet:
    """Above a dataclass made with ``repr=False``: its repr shows ids and fixed choices, nothing else."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = []
        for field in fields(self):  # type: ignore[arg-type]  # only dataclasses stand below it
            value = getattr(self, field.name)
            if isinstance(value, UUID | Enum):
                shown.append(f"{field.name}={value!s}")
        return f"{type(self).__name__}({', '.join(shown)})"

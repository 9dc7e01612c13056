"""Long work is a generator that tells how far it is; who shows no progress runs it to its end at once."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from jfs_desktop.errors import UserError

R = TypeVar("R")


class Where(StrEnum):
    """What the next step of a long job touches, and so which thread of the window it belongs to."""

    VAULT = "vault"  # it writes to the vault, and is short
    APART = "apart"  # it reads the vault or reckons, as long as it takes
    FOLDER = "folder"  # it waits for a folder that may be slow, and touches nothing of the vault


class Placed(Protocol):
    """How far a job is whose steps belong to different threads."""

    @property
    def part(self) -> float: ...
    @property
    def where(self) -> Where: ...


class Stopped(UserError):
    """Somebody stopped a long job; thrown into it, which then takes away what is half."""

    default_title = "Stopped"


def finish(steps: Generator[Any, None, R]) -> R:
    """Run all steps of a long job and return what it comes to; raises what a step raises."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: R = end.value
            return result

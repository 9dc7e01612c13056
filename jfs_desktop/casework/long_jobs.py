"""Long work is a generator that tells how far it is; who shows no progress runs it to its end at once."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

R = TypeVar("R")


def finish(steps: Generator[Any, None, R]) -> R:
    """Run all steps of a long job and return what it comes to; raises what a step raises."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: R = end.value
            return result

"""Options that many commands share, said once instead of in each of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import get_type_hints


def with_options_of(opening: Callable[..., None], command: Callable[..., None]) -> Callable[..., None]:
    """``opening`` as typer is to read it: named as ``command``, with the options of ``command`` and, after
    them, its own keyword options. What it opens is the first argument of ``command``, and no option."""
    _, *own = _typed(command)
    shared = [one for one in _typed(opening) if one.kind is one.KEYWORD_ONLY]
    opening.__name__, opening.__doc__ = command.__name__, command.__doc__
    opening.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    opening.__annotations__ = {one.name: one.annotation for one in (*own, *shared)}
    return opening


def _typed(function: Callable[..., None]) -> list[inspect.Parameter]:
    """A function's parameters with their types instead of the names of these."""
    first, *others = inspect.signature(function).parameters.values()
    known = function.__globals__ | {first.annotation: object}  # imported for the type checker alone
    types = get_type_hints(function, known, include_extras=True)
    return [one.replace(annotation=types[one.name]) for one in (first, *others)]

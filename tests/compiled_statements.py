"""Statements that a run of the tests compiles once. A vault's engine compiles its own, as the program's does
after each unlock; a test opens one or two, and half of what it asks of them was asked by the test before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event


class _Compiled(dict[Any, Any]):
    """By the kind of dialect and the statement; SQLAlchemy goes by the engine's own dialect. What it keeps
    holds no value that a statement was given."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_any_engine(key), compiled)


def _of_any_engine(key: Any) -> tuple[Any, ...]:
    dialect, *statement = key
    return (type(dialect), *statement)


def compile_once() -> None:
    """From now on, for every engine of this process."""
    compiled = _Compiled()

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

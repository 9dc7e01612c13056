"""Reaching a PostgreSQL server: its address without a password, encrypted unless it is this computer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from jfs_desktop.errors import BadInput, UserError

_DRIVER: Final = "postgresql+psycopg"
_CHECKED: Final = "verify-full"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_CONNECT_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a database; it holds no password."""

    url: URL

    @property
    def text(self) -> str:
        """As it was given."""
        return self.url.render_as_string(hide_password=False)

    @property
    def is_here(self) -> bool:
        """Whether it is reached without leaving this computer: by a socket, or the loopback address.

        What the address does not say, the environment may; a service's file may name any computer.
        """
        if self.url.query.get("service") or os.environ.get("PGSERVICE"):
            return False
        hosts = _said(self.url.query.get("host", self.url.host), "PGHOST")
        addresses = _said(self.url.query.get("hostaddr"), "PGHOSTADDR")
        return all(one.startswith("/") or one in _HERE for one in (*hosts, *addresses))


def _said(values: str | tuple[str, ...] | None, variable: str) -> tuple[str, ...]:
    """The hosts or addresses that are tried, one after the other."""
    several = values if isinstance(values, tuple) else (values or os.environ.get(variable, ""),)
    return tuple(one for value in several for one in value.split(",") if one)


def read_url(text: str) -> Place:
    """Read 'postgresql+psycopg://user@host/name'. Raises BadInput, for a password in it too."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise _no_address() from None
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername=_DRIVER)
    if url.drivername != _DRIVER or not url.database:
        raise _no_address()
    if url.password is not None or {"password", "sslpassword"} & set(url.query):
        raise BadInput(
            "A password does not belong into the address, where others may see it.",
            field="--database",
            remedy="Put it into a file and name that with --database-password-file, or use a pgpass file.",
        )
    place = Place(url)
    if not place.is_here and url.query.get("sslmode", _CHECKED) != _CHECKED:
        raise BadInput(
            "A database on another computer is reached only encrypted, its certificate checked.",
            field="--database",
            remedy=f"Leave sslmode out, or set it to {_CHECKED}.",
        )
    return place


def connect(place: Place, password: str = "") -> Engine:
    """An engine for it; it connects when it is first used. Raises UserError without the driver."""
    said: dict[str, object] = {"connect_timeout": _CONNECT_SECONDS}
    if password:
        said["password"] = password
    if not place.is_here:
        said["sslmode"] = _CHECKED
    try:
        return create_engine(
            place.url, connect_args=said, hide_parameters=True, pool_size=2, max_overflow=0,
            isolation_level="READ COMMITTED",
        )  # fmt: skip
    except ModuleNotFoundError as problem:
        raise UserError(
            "The driver for PostgreSQL is not installed here.",
            remedy="Install the program with its part for head office.",
        ) from problem


def read_password(file: Path | None) -> str:
    """The first line of a file; '' for none named. Raises UserError."""
    if file is None:
        return ""
    try:
        first = file.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(
            "The file with the database's password cannot be read.", remedy="Save it as text in UTF-8."
        ) from problem
    if not first:
        raise UserError(
            "The file with the database's password is empty.", remedy="Write it on the first line."
        )
    return first


def unreached(problem: DBAPIError) -> UserError:
    """Why the server was not reached, told from what the driver says of it."""
    said = str(problem.orig)
    if "root certificate" in said:
        return UserError(
            "There is no certificate to check the database's server by, so nothing was sent to it.",
            title="Not encrypted safely",
            remedy="Ask IT support for that of its authority, and name it in the address: ?sslrootcert=FILE.",
        )
    if "does not match host name" in said:
        return _unproven("is made out to another name than the address has")
    if "does not support SSL" in said:
        return UserError(
            "The database's server offers no encryption, so nothing was sent to it.",
            title="Not encrypted",
            remedy="Have encryption switched on there; another computer is reached in no other way.",
        )
    if "SSL error" in said or "certificate" in said:
        return _unproven("does not prove who it is")
    return _no_answer()


def _unproven(why: str) -> UserError:
    return UserError(
        f"The certificate of the database's server {why}, so nothing was sent to it.",
        title="Not the right server",
        remedy="Ask your IT support before you go on: somebody may be in between.",
    )


def _no_answer() -> UserError:
    """The server is away, or lets nobody in."""
    return UserError(
        "The database of head office does not answer, or does not let you in.",
        title="No database",
        remedy="Check its address, your name and password there, and that it runs; nothing was changed.",
    )


def _no_address() -> BadInput:
    return BadInput(
        "This is not the address of a PostgreSQL database.",
        field="--database",
        remedy="Write it as postgresql+psycopg://name@server/database.",
    )

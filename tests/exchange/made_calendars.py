"""Calendar files made for tests: the shipped holidays with some taken out or put in, signed or not."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jfs_desktop.store.profiles import shipped_calendar_table

FUNERAL = date(2022, 9, 19)
FUNERAL_NAME = "Bank Holiday for the State Funeral of Queen Elizabeth II"
PUBLISHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SOMEBODY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def key_text(key: Ed25519PrivateKey = PUBLISHER) -> str:
    """The public half as a publisher would print it."""
    return key.public_key().public_bytes_raw().hex()


def table(
    version: str, *, without: Collection[date] = (), extra: Mapping[date, str] | None = None
) -> dict[str, Any]:
    """The shipped calendar under another version, with days taken out of, or put into, every division."""
    made: dict[str, Any] = deepcopy(dict(shipped_calendar_table()))
    made["version"] = version
    for division in made["divisions"]:
        kept = [one for one in division["holidays"] if date.fromisoformat(one["date"]) not in without]
        kept += [{"date": day.isoformat(), "name": name} for day, name in (extra or {}).items()]
        division["holidays"] = sorted(kept, key=lambda one: one["date"])
    return made


def a_year_longer(version: str) -> dict[str, Any]:
    """The shipped calendar and the year 2029."""
    year = {date(2029, *day): "A holiday" for day in ((1, 1), (3, 30), (5, 7), (8, 27), (12, 25))}
    made = table(version, extra=year)
    for division in made["divisions"]:
        division["last"] = "2029-12-31"
    return made


def signed(made: Mapping[str, Any], key: Ed25519PrivateKey = PUBLISHER) -> dict[str, Any]:
    """The same with a signature, made from the description of the format and not by the product."""
    text = json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**made, "signature": base64.b64encode(key.sign(text.encode("utf-8"))).decode("ascii")}


def written(folder: Path, made: Mapping[str, Any], name: str = "calendar.json") -> Path:
    """The table as a file."""
    file = folder / name
    file.write_text(json.dumps(made, indent=1), encoding="utf-8")
    return file

"""Bundles that somebody tampered with, and what must come of them (D11, SECURITY 2.8)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jfs_desktop.exchange import envelope
from jfs_desktop.exchange.refusal import EnvelopeRefused
from tests.head_office.conftest import Exchange


def refused(exchange: Exchange, path: Path, saying: str) -> None:
    """The bundle is refused in one sentence with what to do, and nothing at head office has changed."""
    before, receipts = exchange.everything(), set(exchange.post.glob("*.jfsr"))
    with pytest.raises(EnvelopeRefused, match=saying) as told:
        exchange.take_in(path)
    said = re.sub(r"\b[Nn]o\. (?=\d)", "", told.value.text)
    assert said.endswith(".") and ". " not in said and told.value.remedy
    assert exchange.everything() == before
    assert set(exchange.post.glob("*.jfsr")) == receipts


def resigned(path: Path, signer: Ed25519PrivateKey, *, named: bool) -> Path:
    """The same sealed content under another signature; ``named`` puts the new key into the header."""
    with path.open("rb") as file:
        sealed = envelope.read(file, path.stat().st_size)
    header = sealed.header
    if named:
        header = replace(header, signer=signer.public_key().public_bytes_raw())
    start = len(sealed.header.to_bytes())
    content = path.read_bytes()[start : start + header.sealed]
    out = path.with_name("forged.jfsb")
    out.write_bytes(header.to_bytes() + content)
    out.write_bytes(out.read_bytes() + bytes(64))
    with out.open("rb") as file:
        message = envelope.read(file, out.stat().st_size).message
    out.write_bytes(out.read_bytes()[:-64] + signer.sign(message))
    return out

"""The content of a bundle, read as its pieces come, in whatever sizes (D11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.exchange.bundle import Carried, Manifest, Unpacking, content_of
from jfs_desktop.exchange.envelope import Header, Kind
from jfs_desktop.exchange.refusal import EnvelopeRefused

HEADER = Header(Kind.JOURNAL, UUID(int=7), b"k" * 32, b"r" * 32, 3)
LINES = (b'[1,"a"]\n[2,"b"]\n', b'[3,"c"]\n')
MANIFEST = Manifest(HEADER, 5, 7, b"d" * 32, datetime(2021, 6, 4, 8, tzinfo=UTC), b"s" * 64)


def carried(number: int, content: bytes) -> Carried:
    return Carried(UUID(int=number), hashlib.sha256(content).hexdigest(), content)


FILES = (carried(1, b'\n[9,"x"]\n{"end":0}\n' * 9), carried(2, b""), Carried(UUID(int=3), "", None))


@dataclass
class Seen:
    """What was handed on, in order."""

    manifests: list[Manifest] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    files: list[Carried] = field(default_factory=list)
    missing: tuple[UUID, ...] = ()


def read(pieces: Iterable[bytes], header: Header = HEADER) -> Seen:
    seen = Seen()
    unpacking = Unpacking(header, seen.manifests.append, seen.entries.append, seen.files.append)
    for piece in pieces:
        unpacking.take(piece)
    unpacking.end()
    seen.missing = unpacking.missing
    return seen


WHOLE = b"".join(content_of(MANIFEST, LINES, FILES))


@given(st.lists(st.integers(0, len(WHOLE)), max_size=40))
def test_d11_pieces_of_any_size_hold_the_same(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(WHOLE)]
    seen = read(WHOLE[start:end] for start, end in pairwise(places))
    assert seen.manifests == [MANIFEST]
    assert seen.entries == [b'[1,"a"]', b'[2,"b"]', b'[3,"c"]']
    assert seen.files == list(FILES[:2]) and seen.missing == (UUID(int=3),)


def test_d11_byte_by_byte_too() -> None:
    assert read(bytes([byte]) for byte in WHOLE).files == list(FILES[:2])


@pytest.mark.parametrize("length", range(0, len(WHOLE), 3))
def test_d11_a_part_is_no_bundle(length: int) -> None:
    with pytest.raises(EnvelopeRefused):
        read([WHOLE[:length]])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"number":3', b'"number":4'),
        (b'"first":5', b'"first":0'),
        (b'"first":5', b'"first":"5"'),
        (b'"last":7', b'"last":4'),
        (b'"last":7', b'"last":6'),
        (b'"last":7', b'"last":8'),
        (b'[2,"b"]', b'{"a":1}'),
        (b'"size":0', b'"size":-1'),
        (b'"size":0', b'"size":67108865'),
        (b'"size":0', b'"size":true'),
        (b'"size":0', b'"size":1'),
        (b'{"end":0}', b'{"end":1}'),
        (b'{"end":3,"attachments":2}', b'{"end":3,"attachments":1}'),
        (b'{"end":3,"attachments":2}\n', b'{"end":3,"attachments":2}\n{"end":3,"attachments":2}\n'),
        (b'{"end":3,"attachments":2}\n', b'{"end":3,"attachments":2}\nx'),
        (b'{"missing"', b'{"nothing"'),
        (b'{"missing"', b'["missing"'),
    ],
)
def test_d11_what_does_not_add_up_is_refused(was: bytes, becomes: bytes) -> None:
    altered = WHOLE.replace(was, becomes)
    assert altered != WHOLE
    with pytest.raises(EnvelopeRefused):
        read([altered])


def test_d11_a_manifest_of_endless_length_is_not_waited_for() -> None:
    with pytest.raises(EnvelopeRefused):
        read([b"{" * 70_000])

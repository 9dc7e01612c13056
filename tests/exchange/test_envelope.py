"""What travels is encrypted to one recipient and signed by one sender; anything else is refused before it is
believed (D11, MI20, SECURITY 2.8)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import UserError
from jfs_desktop.exchange import envelope, sealing
from jfs_desktop.exchange.envelope import Envelope, Header, Kind, fingerprint
from jfs_desktop.exchange.refusal import EnvelopeRefused

SIGNER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
PUBLIC = SIGNER.public_key().public_bytes_raw()
OFFICE = sealing.new_key()
HEADER = Header(
    Kind.JOURNAL, UUID(int=7), PUBLIC, fingerprint(PUBLIC, OFFICE.recipient), 1, introduction=b"who I am"
)


def written(content: bytes = b"Priya Nair " * 40, header: Header = HEADER) -> bytes:
    out = io.BytesIO()
    envelope.write(out, header, SIGNER, OFFICE.recipient, iter((content,)))
    return out.getvalue()


def opened(file: bytes, identity: str = OFFICE.identity) -> bytes:
    """The content after every check. Raises EnvelopeRefused."""
    source, plain = io.BytesIO(file), bytearray()
    sealed = envelope.read(source, len(file))
    envelope.check_signature(sealed, PUBLIC)
    envelope.open_into(source, sealed, identity, plain.extend)
    return bytes(plain)


@given(st.lists(st.binary(max_size=3000), max_size=5), st.integers(1, 2**40))
def test_d11_what_went_in_comes_out(pieces: list[bytes], number: int) -> None:
    out = io.BytesIO()
    done = envelope.write(out, replace(HEADER, number=number), SIGNER, OFFICE.recipient, iter(pieces))
    assert opened(out.getvalue()) == b"".join(pieces)
    read = envelope.read(io.BytesIO(out.getvalue()), len(out.getvalue()))
    assert (read, read.digest) == (done, done.digest)
    assert (read.header.number, read.header.plain) == (number, sum(map(len, pieces)))


def test_d11_a_large_content_comes_out_too() -> None:
    content = b"".join(number.to_bytes(4, "big") for number in range(600_000))
    assert opened(written(content)) == content


def test_d11_nothing_of_the_content_stands_in_the_file() -> None:
    assert b"Priya" not in written()


def test_d11_every_flipped_bit_is_refused() -> None:
    whole = written(b"x" * 50)
    for place in range(len(whole)):
        for bit in range(8):
            altered = bytearray(whole)
            altered[place] ^= 1 << bit
            with pytest.raises(EnvelopeRefused):
                opened(bytes(altered))


def test_d11_every_cut_and_every_addition_is_refused() -> None:
    whole = written(b"x" * 50)
    for length in range(len(whole)):
        with pytest.raises(EnvelopeRefused):
            opened(whole[:length])
    for more in (b"\0", b"JFSB", whole):
        with pytest.raises(EnvelopeRefused, match="cut off or was added to"):
            opened(whole + more)


@given(st.binary(max_size=600))
def test_d11_whatever_else_is_no_envelope(file: bytes) -> None:
    for content in (file, b"JFSB\x00\x01" + file):
        with pytest.raises(EnvelopeRefused):
            opened(content)


def test_d11_a_newer_form_is_told_as_such() -> None:
    with pytest.raises(EnvelopeRefused, match=r"newer version of the program\. Install"):
        opened(b"JFSB\x00\x02" + written()[6:])


def test_d11_another_recipient_cannot_open_it() -> None:
    with pytest.raises(EnvelopeRefused):
        opened(written(), sealing.new_key().identity)


def test_d11_another_signer_is_told_as_such() -> None:
    other = Ed25519PrivateKey.generate()
    public = other.public_key().public_bytes_raw()
    out = io.BytesIO()
    envelope.write(out, replace(HEADER, signer=public), other, OFFICE.recipient, iter((b"x",)))
    with pytest.raises(EnvelopeRefused, match="signed by another key"):
        opened(out.getvalue())
    out = io.BytesIO()
    envelope.write(out, HEADER, other, OFFICE.recipient, iter((b"x",)))  # says it was the known one
    with pytest.raises(EnvelopeRefused, match="damaged or was altered"):
        opened(out.getvalue())


@pytest.mark.parametrize("declared", [0, 39, 41, 2**40])
def test_d11_a_signed_lie_about_the_length_is_refused(declared: int) -> None:
    """A bomb is stopped at the length that was declared, and a length past the cap is not begun with."""
    whole = written(b"x" * 40)
    sealed = envelope.read(io.BytesIO(whole), len(whole))
    assert sealed.header.plain == 40
    told = replace(sealed.header, plain=declared)
    start = len(told.to_bytes())
    content = whole[start:-64]
    message = b"jfs/envelope" + hashlib.sha512(told.to_bytes()).digest() + hashlib.sha512(content).digest()
    with pytest.raises(EnvelopeRefused):
        opened(told.to_bytes() + content + SIGNER.sign(message))


def test_d11_a_bomb_is_not_inflated_past_what_it_declares() -> None:
    whole = written(bytes(300 * 1024**2))
    sealed = envelope.read(io.BytesIO(whole), len(whole))
    small = Envelope(replace(sealed.header, plain=1000), sealed.signature, sealed.message)
    seen = bytearray()
    with pytest.raises(EnvelopeRefused):
        envelope.open_into(io.BytesIO(whole), small, OFFICE.identity, seen.extend)
    assert len(seen) <= 1000


def test_d11_what_goes_wrong_while_writing_is_told_as_it_was() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise UserError("The attachment is damaged.")

    with pytest.raises(UserError, match="The attachment is damaged"):
        envelope.write(io.BytesIO(), HEADER, SIGNER, OFFICE.recipient, broken())


def test_d11_a_disk_that_is_full_is_told_as_such() -> None:
    class Full(io.BytesIO):
        def write(self, piece: object) -> int:
            if self.tell() > 200:
                raise OSError(28, "No space left on device")
            return super().write(piece)  # type: ignore[arg-type]

    with pytest.raises(OSError, match="No space left"):
        envelope.write(Full(), HEADER, SIGNER, OFFICE.recipient, iter((bytes(range(256)) * 4000,)))

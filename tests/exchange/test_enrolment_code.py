"""The code by which a device and head office come to know one another's keys (D11)."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import enrolment_code, sealing
from jfs_desktop.exchange.enrolment_code import Code, Party
from jfs_desktop.exchange.refusal import EnvelopeRefused

PAIR = sealing.new_key()
OFFICE = Party(UUID(int=1), "Northgate Skills", b"k" * 32, PAIR.recipient)
DEVICE = Party(UUID(int=2), "Rukhsana Khan", b"d" * 32, sealing.new_key().recipient)


@given(st.binary(min_size=10, max_size=10), st.binary(min_size=5, max_size=5))
def test_d11_a_code_is_read_as_it_was_written(print_of: bytes, token: bytes) -> None:
    code = Code(print_of, token)
    text = str(code)
    assert len(text) == 29 and text.count("-") == 4
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", "").replace("0", "o")):
        assert enrolment_code.read_code(typed) == code


@given(st.integers(0, 24), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_d11_a_slip_of_the_pen_is_told(place: int, letter: str) -> None:
    plain = str(Code(b"0123456789", b"token")).replace("-", "")
    slipped = plain[:place] + letter + plain[place + 1 :]
    if slipped == plain:
        assert enrolment_code.read_code(slipped).token == b"token"
        return
    with pytest.raises(BadInput, match="typing error"):
        enrolment_code.read_code(slipped)


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 25, "é" * 25, "0" * 26])
def test_d11_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(BadInput, match="It has 25 letters and digits"):
        enrolment_code.read_code(typed)


def test_d11_a_code_belongs_to_one_card() -> None:
    code = enrolment_code.new_code(OFFICE)
    assert code.fits(enrolment_code.read_card(OFFICE.to_bytes()))
    swapped = Party(OFFICE.id, OFFICE.name, OFFICE.signing_key, DEVICE.recipient)
    assert not code.fits(swapped)
    assert not code.fits(Party(OFFICE.id, OFFICE.name, b"K" * 32, OFFICE.recipient))
    assert enrolment_code.new_code(OFFICE).token != code.token


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b"x" * 5000,
        OFFICE.to_bytes().replace(b'"jfs":1', b'"jfs":2'),
        OFFICE.to_bytes().replace(b"age1", b"age2"),
        OFFICE.to_bytes().replace(b"6b6b", b"6b"),
        OFFICE.to_bytes().replace(b'"Northgate Skills"', b'""'),
        OFFICE.to_bytes().replace(b'"Northgate Skills"', b"7"),
    ],
)  # fmt: skip
def test_d11_what_is_no_card_is_told(content: bytes) -> None:
    with pytest.raises(EnvelopeRefused, match="not a head office's card"):
        enrolment_code.read_card(content)


def test_d11_only_head_office_reads_an_introduction() -> None:
    sealed = enrolment_code.introduction(DEVICE, b"token", OFFICE)
    assert b"token".hex().encode() not in sealed and b"Rukhsana" not in sealed
    assert enrolment_code.read_introduction(sealed, PAIR.identity) == (DEVICE, b"token")
    for other in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", b"age"):
        with pytest.raises(EnvelopeRefused):
            enrolment_code.read_introduction(other, PAIR.identity)
    with pytest.raises(EnvelopeRefused):
        enrolment_code.read_introduction(sealed, sealing.new_key().identity)

"""Key slots: what opens a vault, what does not, and that no altered key file is ever accepted."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput, UserError, VaultProblem, WrongPassphrase
from jfs_desktop.store import key_file, key_slots, recovery_code
from jfs_desktop.store.key_header import LARGEST, ArgonCost, DamagedHeader, Header, canonical, read_header
from tests.conftest import CHEAP, PASSPHRASE

AT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
STORE = UUID("01970000-0000-7000-8000-000000000001")


def make(passphrase: str = PASSPHRASE) -> tuple[Header, str, bytearray]:
    key = bytearray(secrets.token_bytes(32))
    header, code = key_slots.new_header(STORE, key, "ab" * 16, passphrase, cost=CHEAP, at=AT)
    return header, code, key


@pytest.fixture(scope="module")
def made() -> tuple[Header, str, bytearray]:
    return make()


def test_passphrase_and_recovery_code_open_the_same_key(made: tuple[Header, str, bytearray]) -> None:
    header, code, key = made
    again = read_header(header.to_bytes())
    assert key_slots.unlock(again, passphrase=PASSPHRASE) == key
    assert key_slots.unlock(again, code=code) == key


def test_wrong_passphrase_and_foreign_code_are_told_apart_from_damage(
    made: tuple[Header, str, bytearray],
) -> None:
    header, _, _ = made
    _, other_code, _ = make()
    for refused in ({"passphrase": "seven quiet otters wad"}, {"code": other_code}):
        with pytest.raises(WrongPassphrase) as told:
            key_slots.unlock(header, **refused)
        assert told.value.remedy


def test_accents_typed_on_a_mac_open_what_was_made_elsewhere() -> None:
    header, _, key = make("crème brûlée für Siân")
    assert key_slots.unlock(header, passphrase=unicodedata.normalize("NFD", "crème brûlée für Siân")) == key


@given(code=st.binary(min_size=20, max_size=20), data=st.data())
def test_recovery_code_is_read_back_whatever_the_spelling(code: bytes, data: st.DataObject) -> None:
    written = recovery_code.write(code)
    assert [len(group) for group in written.split("-")] == [4] * 9
    loose = written.replace("0", data.draw(st.sampled_from("0Oo"))).replace(
        "1", data.draw(st.sampled_from("1IiLl"))
    )
    loose = loose.replace("-", data.draw(st.sampled_from(["", " ", " - ", "–"])))
    assert recovery_code.read(loose if data.draw(st.booleans()) else loose.lower()) == code


@given(
    code=st.binary(min_size=20, max_size=20),
    place=st.integers(0, 35),
    letter=st.sampled_from(recovery_code.LETTERS),
)
def test_one_wrong_letter_of_a_recovery_code_is_noticed(code: bytes, place: int, letter: str) -> None:
    plain = recovery_code.write(code).replace("-", "")
    if plain[place] != letter:
        with pytest.raises(WrongPassphrase):
            recovery_code.read(plain[:place] + letter + plain[place + 1 :])


@pytest.mark.parametrize("typed", ["", "1234", "U" * 36, "7" * 35, "é" * 36])
def test_what_is_no_recovery_code_is_refused_in_words(typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        recovery_code.read(typed)


@pytest.mark.parametrize("passphrase", ["", "   ", "x" * 2000])
def test_what_cannot_be_a_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(BadInput):
        key_slots.check_new_passphrase(passphrase)


def test_every_flipped_bit_of_the_key_file_is_refused_in_words(made: tuple[Header, str, bytearray]) -> None:
    """By the recovery code, which costs nothing, over the whole file: form, bounds, binding and mac."""
    header, code, _ = made
    data = header.to_bytes()
    accepted = 0
    for place in range(len(data) * 8):
        altered = bytearray(data)
        altered[place // 8] ^= 1 << (place % 8)
        try:
            key_slots.unlock(read_header(bytes(altered)), code=code)
        except VaultProblem:
            continue
        accepted += 1
    assert accepted == 0
    assert len(data) < 1000


def test_every_flipped_bit_of_the_passphrase_slot_is_refused_by_passphrase(
    made: tuple[Header, str, bytearray],
) -> None:
    header, _, _ = made
    data = header.to_bytes()
    start = data.index(b'{"created"', data.index(b'"slots"'))
    end = data.index(b'"type":"passphrase"') + 20
    accepted = 0
    for place in range(start, end):
        altered = bytearray(data)
        altered[place] ^= 1
        try:
            key_slots.unlock(read_header(bytes(altered)), passphrase=PASSPHRASE)
        except VaultProblem:
            continue
        accepted += 1
    assert accepted == 0


def change_kdf(header: Header, **fields: object) -> bytes:
    found = orjson.loads(header.to_bytes())
    slot = next(slot for slot in found["slots"] if slot["type"] == "passphrase")
    slot["kdf"] |= fields
    return canonical(found)


@pytest.mark.parametrize(
    "fields",
    [{"m": 1 << 40}, {"m": 18 * 1024}, {"m": 1024 * 1024 + 1}, {"t": 0}, {"t": 17}, {"p": 0}, {"p": 9},
     {"m": 19456.0}, {"m": "19456"}, {"m": True}, {"t": -1}, {"x": 1}, {"salt": "AA=="}, {"name": "scrypt"}],
)  # fmt: skip
def test_costs_out_of_bounds_are_refused_before_any_key_is_derived(
    made: tuple[Header, str, bytearray], fields: dict[str, object]
) -> None:
    with pytest.raises(DamagedHeader):
        read_header(change_kdf(made[0], **fields))


def test_a_weakened_passphrase_cost_within_bounds_does_not_open(made: tuple[Header, str, bytearray]) -> None:
    header, _, key = made
    dear = key_slots.with_passphrase(header, key, PASSPHRASE, cost=ArgonCost(20 * 1024, 2, 1), at=AT)
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(read_header(change_kdf(dear, t=1)), passphrase=PASSPHRASE)


def test_dropping_or_adding_a_slot_is_noticed(made: tuple[Header, str, bytearray]) -> None:
    header, code, _ = made
    foreign, _, _ = make()
    found = orjson.loads(header.to_bytes())
    dropped = canonical(found | {"slots": [slot for slot in found["slots"] if slot["type"] == "recovery"]})
    added = canonical(found | {"slots": found["slots"] + orjson.loads(foreign.to_bytes())["slots"][:1]})
    for data in (dropped, added):
        with pytest.raises(DamagedHeader):
            key_slots.unlock(read_header(data), code=code)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"{" * 5000,
        b'{"a":' * 3000,
        b" " * (LARGEST + 1),
        b'{"magic":"JFS-KEYS"}',
    ],
)
def test_what_is_no_key_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(DamagedHeader) as told:
        read_header(data)
    assert "restored" not in told.value.text
    assert told.value.remedy


@given(st.binary(max_size=300))
def test_noise_is_never_an_unexplained_error(data: bytes) -> None:
    with pytest.raises(UserError):
        read_header(data)


def test_a_new_passphrase_opens_both_files_and_the_old_one_neither(tmp_path: Path) -> None:
    header, code, key = make()
    key_file.write_first(tmp_path, header)
    fresh = key_slots.with_passphrase(header, key, "nine calm herons stand", cost=None, at=AT)
    key_file.replace_header(tmp_path, fresh, passphrase="nine calm herons stand")
    assert fresh.gen == header.gen + 1
    for name in (key_file.NAME, key_file.COPY):
        written = read_header((tmp_path / name).read_bytes())
        assert key_slots.unlock(written, passphrase="nine calm herons stand") == key
        assert key_slots.unlock(written, code=code) == key
        with pytest.raises(WrongPassphrase):
            key_slots.unlock(written, passphrase=PASSPHRASE)


def test_an_older_copy_never_brings_an_old_passphrase_back(tmp_path: Path) -> None:
    """As after a crash between the two writings of a passphrase change."""
    header, _, key = make()
    key_file.write_first(tmp_path, header)
    fresh = key_slots.with_passphrase(header, key, "nine calm herons stand", cost=None, at=AT)
    (tmp_path / key_file.NAME).write_bytes(fresh.to_bytes())
    with pytest.raises(WrongPassphrase):
        key_file.open_header(tmp_path, passphrase=PASSPHRASE)
    assert key_file.open_header(tmp_path, passphrase="nine calm herons stand")[1] == key
    assert (tmp_path / key_file.COPY).read_bytes() == fresh.to_bytes()
    (tmp_path / key_file.NAME).unlink()
    with pytest.raises(WrongPassphrase):
        key_file.open_header(tmp_path, passphrase=PASSPHRASE)


@pytest.mark.parametrize("damage", [b"", b"not a key file", b"slot"])
def test_a_damaged_copy_is_renewed_by_the_next_opening(tmp_path: Path, damage: bytes) -> None:
    header, _, _ = make()
    key_file.write_first(tmp_path, header)
    altered = header.to_bytes().replace(b'"ct":"', b'"ct":"A', 1)
    (tmp_path / key_file.COPY).write_bytes(altered if damage == b"slot" else damage)
    key_file.open_header(tmp_path, passphrase=PASSPHRASE)
    assert (tmp_path / key_file.COPY).read_bytes() == header.to_bytes()


def test_the_key_file_of_a_newer_program_is_never_replaced_by_an_older_copy(tmp_path: Path) -> None:
    header, _, _ = make()
    key_file.write_first(tmp_path, header)
    newer = canonical(orjson.loads(header.to_bytes()) | {"v": 2})
    (tmp_path / key_file.NAME).write_bytes(newer)
    with pytest.raises(VaultProblem, match="newer version"):
        key_file.open_header(tmp_path, passphrase=PASSPHRASE)
    assert (tmp_path / key_file.NAME).read_bytes() == newer
    (tmp_path / key_file.NAME).write_bytes(header.to_bytes())
    (tmp_path / key_file.COPY).write_bytes(newer)
    key_file.open_header(tmp_path, passphrase=PASSPHRASE)
    assert (tmp_path / key_file.COPY).read_bytes() == newer


def test_a_wrong_passphrase_is_called_that_though_the_key_file_is_damaged(tmp_path: Path) -> None:
    """The right one mends the file from its copy, so nobody is sent to look for a backup."""
    header, _, key = make()
    key_file.write_first(tmp_path, header)
    (tmp_path / key_file.NAME).write_bytes(b"{")
    with pytest.raises(WrongPassphrase):
        key_file.open_header(tmp_path, passphrase="otherwise")
    assert key_file.open_header(tmp_path, passphrase=PASSPHRASE)[1] == key


@pytest.mark.parametrize("damage", [b"", b"not a key file", None, "slot", "mac"])
def test_a_damaged_key_file_is_mended_from_its_copy(tmp_path: Path, damage: bytes | str | None) -> None:
    header, _, key = make()
    key_file.write_first(tmp_path, header)
    main = tmp_path / key_file.NAME
    if damage is None:
        main.unlink()
    elif isinstance(damage, bytes):
        main.write_bytes(damage)
    else:
        found = orjson.loads(header.to_bytes())
        target = (
            next(slot for slot in found["slots"] if slot["type"] == "passphrase")
            if damage == "slot"
            else found
        )
        name = "ct" if damage == "slot" else "mac"
        target[name] = ("B" if target[name][0] == "A" else "A") + target[name][1:]
        main.write_bytes(canonical(found))
    assert key_file.open_header(tmp_path, passphrase=PASSPHRASE)[1] == key
    assert main.read_bytes() == header.to_bytes()


def test_both_key_files_gone_or_damaged_is_told_without_an_offer_to_delete(tmp_path: Path) -> None:
    with pytest.raises(VaultProblem, match="missing"):
        key_file.open_header(tmp_path, passphrase=PASSPHRASE)
    for name in (key_file.NAME, key_file.COPY):
        (tmp_path / name).write_bytes(b"garbage")
    with pytest.raises(DamagedHeader, match="damaged"):
        key_file.open_header(tmp_path, passphrase=PASSPHRASE)

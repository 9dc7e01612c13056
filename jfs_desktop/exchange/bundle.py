"""The content of a bundle: a manifest, journal entries as lines, attachments by their hash, and an end.

Of a vault that was put back from a backup the journals of before come first, each from its first entry.

::

    {manifest}
    [entry]            as store.journal_lines writes them
    {"attachment": id, "sha256": …, "size": n}   followed by n bytes and a line's end
    {"missing": id}    an attachment whose file is not whole in the sender's vault
    {"end": entries, "attachments": n}
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from jfs_desktop.exchange.envelope import Header
from jfs_desktop.exchange.refusal import damaged

LONGEST_LINE: Final = 16 * 1024**2
LARGEST_ATTACHMENT: Final = 64 * 1024**2
_MOST_MANIFEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Before:
    """The journal of the device that the sender was before it was put back from a backup: all entries up to
    ``last``, and its signature on that end."""

    device_id: UUID
    last: int
    head_digest: bytes
    head_signed_at: datetime
    head_signature: bytes

    def said(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return {
            "device": str(self.device_id),
            "last": self.last,
            "head_digest": self.head_digest.hex(),
            "head_signed_at": self.head_signed_at.astimezone(UTC).isoformat(),
            "head_signature": self.head_signature.hex(),
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the bundle holds: the entries ``first`` to ``last``, and the device's signature on the end; first
    of all the journals ``before``.

    It says again, under the encryption, what the header says in clear.
    """

    header: Header
    first: int
    last: int
    head_digest: bytes
    head_signed_at: datetime
    head_signature: bytes
    before: tuple[Before, ...] = ()

    @property
    def entries(self) -> int:
        """How many there are, with those of before."""
        return self.last - self.first + 1 + sum(one.last for one in self.before)

    def to_bytes(self) -> bytes:
        values: dict[str, Any] = {
            "sender": str(self.header.sender),
            "recipient": self.header.recipient.hex(),
            "number": self.header.number,
            "previous": self.header.previous.hex(),
            "first": self.first,
            "last": self.last,
            "head_digest": self.head_digest.hex(),
            "head_signed_at": self.head_signed_at.astimezone(UTC).isoformat(),
            "head_signature": self.head_signature.hex(),
        }
        if self.before:
            values["before"] = [one.said() for one in self.before]
        return orjson.dumps(values) + b"\n"


@dataclass(frozen=True, slots=True)
class Carried:
    """One attachment on its way. ``content`` is None where its file is not whole in the vault."""

    attachment_id: UUID
    sha256: str
    content: bytes | None = field(repr=False)


def content_of(
    manifest: Manifest, entries: Iterable[bytes], attachments: Iterable[Carried]
) -> Iterator[bytes]:
    """The bytes of a bundle, in pieces."""
    yield manifest.to_bytes()
    yield from entries
    count = 0
    for item in attachments:
        if item.content is None:
            yield orjson.dumps({"missing": str(item.attachment_id)}) + b"\n"
            continue
        count += 1
        said = {"attachment": str(item.attachment_id), "sha256": item.sha256, "size": len(item.content)}
        yield orjson.dumps(said) + b"\n"
        yield item.content
        yield b"\n"
    yield orjson.dumps({"end": manifest.entries, "attachments": count}) + b"\n"


def read_manifest(line: bytes, header: Header) -> Manifest:
    """Raises EnvelopeRefused where it does not say what the header says."""
    try:
        values = orjson.loads(line)
        first, last = values["first"], values["last"]
        manifest = Manifest(
            header,
            first,
            last,
            bytes.fromhex(values["head_digest"]),
            datetime.fromisoformat(values["head_signed_at"]),
            bytes.fromhex(values["head_signature"]),
            tuple(_before(said) for said in values.get("before", ())),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged() from None
    lasts = [one.last for one in manifest.before]
    if any(type(number) is not int for number in (first, last, *lasts)):
        raise damaged()
    if not 1 <= first <= last or min(lasts, default=1) < 1:
        raise damaged()
    if manifest.to_bytes() != line + b"\n":
        raise damaged()
    return manifest


def _before(said: dict[str, Any]) -> Before:
    return Before(
        UUID(said["device"]),
        said["last"],
        bytes.fromhex(said["head_digest"]),
        datetime.fromisoformat(said["head_signed_at"]),
        bytes.fromhex(said["head_signature"]),
    )


class Unpacking:
    """Takes the bytes of a bundle in pieces as they come, and hands on what they hold.

    ``on_manifest`` is called first, ``on_entry`` with each line, ``on_attachment`` with each attachment
    whose bytes have the hash that was said.
    """

    def __init__(
        self,
        header: Header,
        on_manifest: Callable[[Manifest], None],
        on_entry: Callable[[bytes], None],
        on_attachment: Callable[[Carried], None],
    ) -> None:
        self._header = header
        self._on_manifest, self._on_entry, self._on_attachment = on_manifest, on_entry, on_attachment
        self._rest = bytearray()
        self._manifest: Manifest | None = None
        self._awaited: dict[str, Any] | None = None
        self._entries = self._attachments = 0
        self._missing: list[UUID] = []
        self._ended = False

    @property
    def missing(self) -> tuple[UUID, ...]:
        """The attachments that were not whole in the sender's vault."""
        return tuple(self._missing)

    def take(self, piece: bytes) -> None:
        """The next bytes. Raises EnvelopeRefused where they are not a bundle's."""
        self._rest += piece
        while self._step():
            pass

    def _step(self) -> bool:
        """Whether a whole line or attachment was there."""
        if self._awaited is not None:
            return self._attachment(self._awaited)
        if self._manifest is not None:
            awaited = self._manifest.entries - self._entries
            if awaited > 0:
                return self._several_lines(awaited)
        end = self._rest.find(b"\n")
        if end < 0:
            if len(self._rest) > (LONGEST_LINE if self._manifest else _MOST_MANIFEST):
                raise damaged()
            return False
        line = bytes(self._rest[:end])
        del self._rest[: end + 1]
        self._line(line)
        return True

    def _several_lines(self, awaited: int) -> bool:
        """All whole lines of entries that are there, cut off once: the rest is not moved for each."""
        end = self._rest.rfind(b"\n")
        if end < 0:
            if len(self._rest) > LONGEST_LINE:
                raise damaged()
            return False
        found = bytes(self._rest[: end + 1]).split(b"\n", awaited)
        taken = found[:awaited] if len(found) > awaited else found[:-1]
        del self._rest[: sum(map(len, taken)) + len(taken)]
        for line in taken:
            if line[:1] != b"[":
                raise damaged()
            self._on_entry(line)
        self._entries += len(taken)
        return True

    def _line(self, line: bytes) -> None:
        if self._ended:
            raise damaged()
        if self._manifest is None:
            self._manifest = read_manifest(line, self._header)
            self._on_manifest(self._manifest)
            return
        try:
            said = orjson.loads(line)
            if "attachment" in said:
                self._await(said)
            elif "missing" in said:
                self._missing.append(UUID(said["missing"]))
            else:
                self._ended = said == {"end": self._entries, "attachments": self._attachments}
                if not self._ended:
                    raise damaged()
        except (ValueError, TypeError, KeyError, AttributeError):
            raise damaged() from None

    def _await(self, said: dict[str, Any]) -> None:
        size = said["size"]
        if (
            type(size) is not int
            or not 0 <= size <= LARGEST_ATTACHMENT
            or not isinstance(said["sha256"], str)
        ):
            raise damaged()
        self._awaited = said | {"attachment": UUID(said["attachment"])}

    def _attachment(self, said: dict[str, Any]) -> bool:
        size = said["size"]
        if len(self._rest) <= size:
            return False
        content = bytes(self._rest[:size])
        if self._rest[size : size + 1] != b"\n" or hashlib.sha256(content).hexdigest() != said["sha256"]:
            raise damaged()
        del self._rest[: size + 1]
        self._awaited = None
        self._attachments += 1
        self._on_attachment(Carried(said["attachment"], said["sha256"], content))
        return True

    def end(self) -> None:
        """Raises EnvelopeRefused where more was announced than came."""
        if not self._ended or self._rest:
            raise damaged()

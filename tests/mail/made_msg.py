"""A message of Outlook, made by hand: a compound file with the streams in which Outlook keeps its properties
(MS-CFB, MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

SECTOR, MINI, SMALL = 512, 64, 4096
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
TEXT, BINARY, NUMBER, TIME, OBJECT = 0x001F, 0x0102, 0x0003, 0x0040, 0x000D
SUBJECT, BODY, HTML, SENDER_NAME, SENDER_ADDRESS = 0x0037, 0x1000, 0x1013, 0x0C1A, 0x0C1F
HEADS, SUBMITTED, NAME, ADDRESS, SMTP_ADDRESS = 0x007D, 0x0039, 0x3001, 0x3003, 0x39FE
FILE_NAME, FILE_TYPE, FILE_CONTENT, FILE_METHOD = 0x3707, 0x370E, 0x3701, 0x3705
CODE_PAGE: Final = 0x3FDE
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass
class Folder:
    """A storage: streams and storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


Value = str | bytes | int | datetime | Folder


def made_msg(
    properties: Mapping[int, Value],
    recipients: Sequence[Mapping[int, Value]] = (),
    files: Sequence[Mapping[int, Value]] = (),
) -> bytes:
    """A .msg file of these properties, recipients and attachments."""
    count = (len(recipients), len(files))
    root = _storage(properties, struct.pack("<8x4I8x", *count, *count))
    for number, one in enumerate(recipients):
        root.folders[f"__recip_version1.0_#{number:08X}"] = _storage(one, bytes(8))
    for number, one in enumerate(files):
        root.folders[f"__attach_version1.0_#{number:08X}"] = _storage({FILE_METHOD: 1, **one}, bytes(8))
    return compound(root)


def hung_on(properties: Mapping[int, Value]) -> Mapping[int, Value]:
    """A message of these properties, as the attachment of another."""
    return {FILE_METHOD: 5, NAME: "The message", FILE_CONTENT: _storage(properties, bytes(24))}


def _storage(properties: Mapping[int, Value], head: bytes) -> Folder:
    made, rows = Folder(), [head]
    for name, value in properties.items():
        kind, fixed, long = _as_kept(value)
        rows.append(struct.pack("<HHI", kind, name, 6) + fixed)
        if isinstance(value, Folder):
            made.folders[f"__substg1.0_{name:04X}{kind:04X}"] = value
        if long is not None:
            made.streams[f"__substg1.0_{name:04X}{kind:04X}"] = long
    made.streams["__properties_version1.0"] = b"".join(rows)
    return made


def _as_kept(value: Value) -> tuple[int, bytes, bytes | None]:
    if isinstance(value, str):
        long = value.encode("utf-16-le")
        return TEXT, struct.pack("<II", len(long) + 2, 0), long
    if isinstance(value, Folder):
        return OBJECT, struct.pack("<II", 0xFFFFFFFF, 0), None
    if isinstance(value, bytes):
        return BINARY, struct.pack("<II", len(value), 0), value
    if isinstance(value, datetime):
        return TIME, struct.pack("<Q", int((value - _EPOCH).total_seconds()) * 10**7), None
    return NUMBER, struct.pack("<II", value, 0), None


class _Writer:
    def __init__(self) -> None:
        self.rows: list[bytearray] = []
        self.small, self.small_next = bytearray(), list[int]()
        self.sectors, self.next = bytearray(), list[int]()

    def row(self, name: str, kind: int) -> int:
        held = name.encode("utf-16-le") + b"\0\0"
        row = bytearray(128)
        struct.pack_into("<64sHBBIII", row, 0, held, len(held), kind, 1, NONE, NONE, NONE)
        self.rows.append(row)
        return len(self.rows) - 1

    def folder(self, number: int, folder: Folder) -> None:
        """Its streams and folders: each the right neighbour of the one before."""
        before = -1
        for name in sorted({**folder.streams, **folder.folders}, key=lambda one: (len(one), one.upper())):
            here = self.row(name, 1 if name in folder.folders else 2)
            struct.pack_into(
                "<I", self.rows[number if before < 0 else before], 76 if before < 0 else 72, here
            )
            before = here
            if name in folder.folders:
                self.folder(here, folder.folders[name])
            else:
                content = folder.streams[name]
                struct.pack_into("<IQ", self.rows[here], 116, self.stream(content), len(content))

    def stream(self, content: bytes) -> int:
        if not content:
            return END
        if len(content) < SMALL:
            return _chain(self.small, self.small_next, content, MINI)
        return _chain(self.sectors, self.next, content, SECTOR)


def _chain(held: bytearray, following: list[int], content: bytes, size: int) -> int:
    first, count = len(following), -(-len(content) // size)
    held += content.ljust(count * size, b"\0")
    following += [*range(first + 1, first + count), END]
    return first


def compound(root: Folder) -> bytes:
    """The folders as one file."""
    writer = _Writer()
    top = writer.row("Root Entry", 5)
    writer.folder(top, root)
    small_table = b"".join(struct.pack("<I", one) for one in writer.small_next)
    small_table = small_table.ljust(-(-max(len(small_table), 1) // SECTOR) * SECTOR, b"\xff")
    in_small = _chain(writer.sectors, writer.next, bytes(writer.small) or bytes(MINI), SECTOR)
    struct.pack_into("<IQ", writer.rows[top], 116, in_small, len(writer.small))
    table_at = _chain(writer.sectors, writer.next, small_table, SECTOR)
    rows_at = _chain(writer.sectors, writer.next, b"".join(writer.rows), SECTOR)
    tables = 1
    while tables * (SECTOR // 4) < len(writer.next) + tables:
        tables += 1
    first = len(writer.next)
    entries = [*writer.next, *[FAT] * tables]
    entries += [FREE] * (tables * (SECTOR // 4) - len(entries))
    head = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, rows_at, 0, SMALL, table_at, len(small_table) // SECTOR, END, 0,
    )  # fmt: skip
    places = [*range(first, first + tables), *[FREE] * (109 - tables)]
    table = b"".join(struct.pack("<I", one) for one in entries)
    return head + struct.pack("<109I", *places) + bytes(writer.sectors) + table

"""Word files made for tests: whole ones, and each kind of hostile one."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping

from tests.documents.blank_word import blank_word

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def whole(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    made = blank_word()
    for text in paragraphs or ("Dear Priya,",):
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {part: package.read(part) for part in package.namelist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


def with_parts(**changed: bytes | None) -> bytes:
    """A whole Word file with parts put in, changed or (None) taken out."""
    parts = parts_of(whole())
    for part, content in changed.items():
        if content is None:
            del parts[part]
        else:
            parts[part] = content
    return zipped(parts)


def saying(xml: str, *, head: str = "") -> bytes:
    """A Word file whose body is this XML."""
    main = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{head}<w:document xmlns:w="{W}" '
        f'xmlns:r="{R}"><w:body>{xml}</w:body></w:document>'
    )
    return with_parts(**{MAIN: main.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def related(kind: str, target: str, *, body: str = "", external: bool = True, **parts: bytes) -> bytes:
    """A Word file whose main part has one more relation, 'rId99', of that kind."""
    content = parts_of(saying(body + paragraph("Dear Priya,")) if body else whole())
    name = "word/_rels/document.xml.rels"
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId99" Type="{OFFICE}{kind}" Target="{target}"{mode}/></Relationships>'
    content[name] = content[name].replace(b"</Relationships>", relation.encode())
    return zipped({**content, **parts})


def entity_bomb() -> bytes:
    """A billion laughs."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return saying(paragraph("&a9;"), head=f"<!DOCTYPE w:document [{''.join(lines)}]>")


def depth_bomb() -> bytes:
    return saying("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)


def text_bomb() -> bytes:
    """One text of 16 million letters that do not pack so well that it is told by that alone."""
    return saying(paragraph(random.Random(1).randbytes(8_000_000).hex()))


def _loose(units: int) -> bytes:
    """So many times 100,000 bytes, packed at about 45 to 1."""
    chance = random.Random(2)
    return b"".join(chance.randbytes(2_000) + bytes(98_000) for _ in range(units))


def tag_bomb() -> bytes:
    """Few bytes in the file, many in the tree that a parser makes of them."""
    lump = "".join(f"<w:p w:x{number % 977}=''/>" for number in range(2_000))
    return saying(lump * 900)


def ratio_bomb() -> bytes:
    """About 1028 to 1."""
    return with_parts(**{"word/media/image1.bin": bytes(60_000_000)})


def size_bomb() -> bytes:
    """More than 100 MB in pieces that each look harmless in ratio."""
    return with_parts(**{f"word/media/image{number}.bin": _loose(350) for number in range(3)})


def lying_size() -> bytes:
    """An entry of 60 MB that says it has ten bytes, in both places where a zip file says it."""
    name = b"word/media/image1.bin"
    content = bytearray(ratio_bomb())
    local = content.index(name) - 30
    struct.pack_into("<I", content, local + 22, 10)
    central = content.rindex(name) - 46
    struct.pack_into("<I", content, central + 24, 10)
    return bytes(content)


def nested_bomb() -> bytes:
    """A zip in a zip in a zip, each of which would inflate to much more."""
    inner = zipped({"0.bin": _loose(200)})
    for copies in (5, 2):
        inner = zipped({f"{number}.zip": inner for number in range(copies)}, zipfile.ZIP_STORED)
    return with_parts(**{"word/embeddings/Package.docx": inner})


def crowd(entries: int = 2_500) -> bytes:
    return with_parts(**{f"word/media/{number}.bin": b"x" for number in range(entries)})


def long_directory() -> bytes:
    """A list of entries of 20 MB, which its reader would believe line by line."""
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"x") * (20_000_000 // 47)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(directory), 4, 0)
    return b"PK\x03\x04" + directory + end


def ole(stream: str) -> bytes:
    """The beginning of a compound file whose directory names that stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + stream.encode("utf-16-le") + bytes(512)


def locked_zip() -> bytes:
    content = bytearray(whole())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def open_document(kind: str = "text") -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<a/>"})


def workbook() -> bytes:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()

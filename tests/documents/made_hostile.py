"""Files that no door takes, each with a piece of the one sentence that refuses it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.documents import made_old_cvs as old
from tests.documents import made_word as word

Refused = Mapping[str, tuple[Callable[[], bytes], str]]
_TEXT = b"BT /F1 9 Tf (Jo Bloggs, packer for many years in Leeds) Tj ET"
_NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _with(part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(old.word_with_table())) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr(part, content)
    return out.getvalue()


TEMPLATES: Refused = {
    "macros": (lambda: word.with_parts(**{"word/vbaProject.bin": b"x"}), "macros"),
    "a locked file": (word.locked_zip, "password"),
    "a locked file of Word": (lambda: word.ole("EncryptedPackage"), "password"),
    "an old Word file": (lambda: word.ole("WordDocument"), "old Word file"),
    "a Rich Text file": (lambda: b"{\\rtf1 hello}", "Rich Text"),
    "a PDF": (lambda: b"%PDF-1.7", "PDF"),
    "a workbook": (word.workbook, "Excel"),
    "a linked picture": (lambda: word.related("image", "https://example.org/a"), "picture that lies"),
    "a template elsewhere": (
        lambda: word.related("attachedTemplate", "file:///x.dotm"), "template that lies",
    ),
    "an embedded object": (
        lambda: word.related("oleObject", "a.bin", external=False, **{"word/a.bin": b"x"}),
        "object of another program",
    ),
    "entities": (word.entity_bomb, "DTD"),
    "a bomb": (word.ratio_bomb, "packed so tightly"),
    "a file that lies": (word.lying_size, "damaged"),
    "too many pieces": (word.crowd, "pieces"),
    "nothing": (lambda: b"", "empty"),
    "half a file": (lambda: word.whole()[:900], "damaged"),
    "a file of 11 MB": (lambda: word.whole() + bytes(11 * 1024 * 1024), "10 MB"),
    "300 pages": (lambda: word.saying(_NEW_PAGE * 300), "longer than any form or letter"),
    "many thousand lines": (
        lambda: word.saying(word.paragraph("Line") * 2_500), "longer than any form or letter",
    ),
}  # fmt: skip
"""For the templates of head office."""

CVS: Refused = {
    "macros": (lambda: _with("word/vbaProject.bin", b"x"), "macros"),
    "external": (lambda: word.related("image", "https://example.org/spy.png"), "picture that lies"),
    "bomb": (lambda: _with("word/bomb.xml", b"<a>" + b" " * 60_000_000 + b"</a>"), "tightly"),
    "doc": (lambda: word.ole("WordDocument"), r"old Word file \(\.doc\)"),
    "locked": (lambda: word.ole("EncryptedPackage"), "password"),
    "cut": (lambda: old.word_with_table()[:3000], "damaged"),
    "empty": (lambda: b"", "empty"),
    "300 pages": (lambda: old.plain_pdf(_TEXT, pages=300), "300 pages"),
    "300 Word pages": (lambda: word.saying((word.paragraph("Jo Bloggs") + _NEW_PAGE) * 299), "300 pages"),
    "locked pdf": (lambda: old.plain_pdf(_TEXT, trailer=b"/#45ncrypt 3 0 R"), "password"),
    "pdf bomb": (lambda: old.plain_pdf(b" " * 60_000_000), "trap"),
    "forms": (lambda: old.plain_pdf(b"/X Do " * 10, forms=8), "trap"),
    "scanned": (lambda: old.plain_pdf(b"0 0 m 9 9 l S"), "picture of a CV"),
    "no pdf": (lambda: b"%PDF-1.7\nnothing", "damaged"),
    "cut pdf": (lambda: old.plain_pdf(_TEXT)[:400], "damaged"),
}
"""For a CV that somebody has."""

EVIDENCE: Refused = {
    "a Word file": (old.word_with_table, r"a Word file \(\.docx\)"),
    "macros": (lambda: _with("word/vbaProject.bin", b"x"), "a Word file"),
    "doc": (lambda: word.ole("WordDocument"), r"an old Word file \(\.doc\)"),
    "locked": (lambda: word.ole("EncryptedPackage"), "locked or old Office file"),
    "rtf": (lambda: b"{\\rtf1 hello}", r"a Rich Text file \(\.rtf\)"),
    "web page": (lambda: b"<!DOCTYPE html><p>hello", "a web page"),
    "program": (lambda: b"MZ\x90\x00" + bytes(400), "a program"),
    "empty": (lambda: b"", "empty"),
    "300 pages": (lambda: old.plain_pdf(_TEXT, pages=300), "300 pages"),
    "locked pdf": (lambda: old.plain_pdf(_TEXT, trailer=b"/#45ncrypt 3 0 R"), "password"),
    "pdf bomb": (lambda: old.plain_pdf(b" " * 60_000_000), "trap"),
    "forms": (lambda: old.plain_pdf(b"/X Do " * 10, forms=8), "trap"),
    "cut pdf": (lambda: old.plain_pdf(_TEXT)[:400], "damaged"),
}
"""For evidence, which is a picture or, for some purposes, a PDF."""

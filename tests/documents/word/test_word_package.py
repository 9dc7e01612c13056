"""The door for Word files from outside: what is refused, in which words, and at which cost (SECURITY 4)."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from jfs_desktop.documents.papers.template import TemplateProblem, WordTemplate
from jfs_desktop.documents.word.word_package import Elsewhere, WordFileRefused, open_word
from tests.documents import made_word as made

CHILD = """
import sys, time
from pathlib import Path
from jfs_desktop.documents.word.word_package import open_word
from jfs_desktop.errors import UserError

def highest():
    # In kilobytes. What getrusage says of a child begins with the memory of its parent.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

content = Path(sys.argv[1]).read_bytes()
before, start = highest(), time.process_time()
try:
    open_word(content, "cv.docx")
    said = "taken"
except UserError as refused:
    said = refused.sentence
print(int((time.process_time() - start) * 1000), (highest() - before) // 1024, said, sep="|")
"""
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entity": (made.entity_bomb, "defines words"),
    "depth": (made.depth_bomb, "damaged"),
    "text node": (made.text_bomb, "damaged"),
    "tags": (made.tag_bomb, "longer than any document"),
    "ratio": (made.ratio_bomb, "packed so tightly"),
    "lying size": (made.lying_size, "damaged"),
    "sum": (made.size_bomb, "larger than 100 MB once unpacked"),
    "nested": (made.nested_bomb, "taken"),
    "entries": (made.crowd, "more than 2,000 pieces"),
    "directory": (made.long_directory, "more than 2,000 pieces"),
}
MOST_MEGABYTES = 150
MOST_SECONDS = 5


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_costs_little_and_is_refused_in_one_sentence(bomb: str, tmp_path: Path) -> None:
    """Each in a process of its own, whose memory and time are measured."""
    make, words = BOMBS[bomb]
    path = tmp_path / "bomb"
    path.write_bytes(make())
    child = subprocess.run(
        [sys.executable, "-c", CHILD, path], capture_output=True, text=True, check=True, timeout=120
    )
    took, grown, said = child.stdout.strip().split("|")
    assert words in said
    assert int(grown) <= MOST_MEGABYTES and int(took) <= MOST_SECONDS * 1000, (took, grown)


def test_what_lies_inside_the_nested_bomb_is_never_opened() -> None:
    """It is carried of another program, so that it is left out, or refused in a template."""
    content = made.related(
        "package",
        "embeddings/Package.docx",
        external=False,
        **{"word/embeddings/Package.docx": made.parts_of(made.nested_bomb())["word/embeddings/Package.docx"]},
    )
    taken = open_word(content, "cv.docx")
    assert "word/embeddings/Package.docx" not in taken.parts
    assert taken.dropped == ("a workbook or other file inside",)
    with pytest.raises(WordFileRefused, match="a workbook or other file inside"):
        open_word(content, "cv.docx", elsewhere=Elsewhere.REFUSE)


STRANGERS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "doc": (made.ole("WordDocument"), r"old Word file \(\.doc\)"),
    "xls": (made.ole("Workbook"), "old Office file"),
    "password": (made.ole("EncryptedPackage"), "protected with a password"),
    "zip password": (made.locked_zip(), "protected with a password"),
    "rtf": (b"{\\rtf1\\ansi Hello}", r"Rich Text file \(\.rtf\)"),
    "odt": (made.open_document(), r"OpenDocument file \(\.odt\)"),
    "ods": (made.open_document("spreadsheet"), "not a text"),
    "pdf": (b"%PDF-1.7 ...", "a PDF"),
    "html": (b"\n<!DOCTYPE html><p>CV", "a web page"),
    "xlsx": (made.workbook(), "Excel workbook"),
    "pages": (made.zipped({"Index/Document.iwa": b"x"}), "Pages file"),
    "zip": (made.zipped({"readme.txt": b"hello"}), "not a Word document"),
    "text": (b"Priya Nair", "damaged or is not a Word document"),
    "cut off": (made.whole()[:900], "damaged"),
    "macro": (made.with_parts(**{"word/vbaProject.bin": b"x"}), "contains macros"),
    "strict": (
        made.with_parts(**{made.MAIN: b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
        "Strict Open XML",
    ),
    "climbing": (made.with_parts(**{"../../evil.xml": b"<a/>"}), "damaged"),
    "windows": (made.with_parts(**{"C:\\evil.xml": b"<a/>"}), "damaged"),
    "twice": (made.with_parts(**{"WORD/document.xml": b"<a/>"}), "damaged"),
    "another writing": (
        made.with_parts(**{made.MAIN: b'<?xml version="1.0" encoding="UTF-7"?><a/>'}),
        "damaged",
    ),
    "hidden definitions in UTF-16": (
        made.with_parts(**{made.MAIN: '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16")}),
        "defines words",
    ),
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_each_stranger_is_named_in_one_plain_sentence(stranger: str) -> None:
    content, words = STRANGERS[stranger]
    with pytest.raises(WordFileRefused, match=words) as caught:
        open_word(content, "cv.docx")
    refused = caught.value
    assert refused.text.startswith("'cv.docx' ") and refused.text.endswith(".") and refused.remedy
    assert refused.text.count(". ") == 0


def test_macros_are_refused_by_the_content_type_alone() -> None:
    types = made.parts_of(made.whole())["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(WordFileRefused, match="contains macros"):
        open_word(made.with_parts(**{"[Content_Types].xml": types}), "cv.docm")


def test_every_cut_and_many_flips_are_refused_or_taken_never_worse() -> None:
    """Nothing but the one kind of refusal comes out, whatever has happened to the file."""
    content = made.whole("Some words.")
    for length in range(0, len(content), 211):
        with pytest.raises(WordFileRefused):
            open_word(content[:length])
    taken = 0
    for place in range(0, len(content), 37):
        damaged = bytearray(content)
        damaged[place] ^= 0x55
        try:
            open_word(bytes(damaged))
            taken += 1
        except WordFileRefused:
            continue
    assert taken < len(content) // 37


def test_an_external_file_on_this_disk_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    content = made.saying(
        made.paragraph("&x;"), head=f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    )
    with pytest.raises(WordFileRefused, match="defines words"):
        open_word(content)


def called_otherwise(**more: bytes) -> bytes:
    """As Word for the web writes a file."""
    parts = made.parts_of(made.whole("Priya Nair"))
    for part in ("_rels/.rels", "[Content_Types].xml"):
        parts[part] = parts[part].replace(b"word/document.xml", b"word/document2.xml")
    new = {made.MAIN: "word/document2.xml", "word/_rels/document.xml.rels": "word/_rels/document2.xml.rels"}
    return made.zipped({new.get(part, part): content for part, content in parts.items()} | more)


def test_v2_p2_a_file_whose_text_has_another_name_is_a_word_document() -> None:
    taken = open_word(called_otherwise(), "cv.docx")
    assert "word/document2.xml" not in taken.parts and "word/_rels/document.xml.rels" in taken.parts
    assert docx.Document(io.BytesIO(taken.packed())).paragraphs[0].text == "Priya Nair"
    other = made.parts_of(made.whole("Somebody else"))[made.MAIN]
    with pytest.raises(WordFileRefused, match="damaged"):  # Word would open with what nobody has looked at
        open_word(called_otherwise(**{made.MAIN: other}), "cv.docx")


ELSEWHERE = {
    "attachedTemplate": ("http://evil.example/t.dotm", "", "a template that lies elsewhere"),
    "image": ("file://evil/share/x.png", '<w:p><w:r><w:pict r:link="rId99"/></w:r></w:p>', "a picture"),
    "oleObject": ("file:///c:/x.xlsx", '<w:p><w:r><w:object r:id="rId99"/></w:r></w:p>', "an object"),
    "subDocument": ("file:///c:/x.docx", '<w:subDoc r:id="rId99"/>', "a part that lies in another file"),
    "frame": ("http://evil.example/f", "", "something that lies elsewhere"),
}


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_what_lies_elsewhere_is_dropped_or_refused_as_the_caller_chooses(kind: str) -> None:
    target, body, words = ELSEWHERE[kind]
    content = made.related(kind, target, body=body)
    taken = open_word(content, "cv.docx")
    assert len(taken.dropped) == 1 and words in taken.dropped[0]
    everything = b"".join(taken.parts.values())
    assert b"rId99" not in everything and target.encode() not in everything
    read = docx.Document(io.BytesIO(taken.packed()))
    assert [paragraph.text for paragraph in read.paragraphs][-1] == "Dear Priya,"
    with pytest.raises(WordFileRefused, match=words):
        open_word(content, "cv.docx", elsewhere=Elsewhere.REFUSE)


def test_an_address_to_click_on_stays() -> None:
    content = made.related("hyperlink", "https://www.gov.uk/", body="")
    taken = open_word(content, elsewhere=Elsewhere.REFUSE)
    assert b"https://www.gov.uk/" in taken.parts["word/_rels/document.xml.rels"] and not taken.dropped


def test_the_same_parts_give_the_same_bytes_and_word_opens_them() -> None:
    taken = open_word(made.whole("Annwyl Siân,", "Ŵ ŷ"))
    assert taken.packed() == taken.packed() == open_word(taken.packed()).packed()
    read = docx.Document(io.BytesIO(taken.packed()))
    assert [paragraph.text for paragraph in read.paragraphs] == ["Annwyl Siân,", "Ŵ ŷ"]


def test_a_file_name_cannot_dress_up_the_sentence() -> None:
    with pytest.raises(WordFileRefused) as caught:
        open_word(b"", "cv\u202ecod.exe\n" + "x" * 300 + ".docx")
    assert caught.value.text.isprintable() and len(caught.value.text) < 120


def test_nothing_of_a_document_stands_in_its_repr() -> None:
    taken = open_word(made.whole("Priya Nair"), "Priya Nair.docx")
    assert "Priya" not in repr(taken)


def test_a_template_comes_in_by_the_same_door() -> None:
    for content in (made.entity_bomb(), made.ratio_bomb(), made.ole("EncryptedPackage")):
        with pytest.raises(TemplateProblem):
            WordTemplate(content, "letter.docx")
    fetching = made.related("attachedTemplate", "http://evil.example/t.dotm")
    with pytest.raises(TemplateProblem, match="a template that lies elsewhere"):
        WordTemplate(fetching, "letter.docx")


def test_a_long_honest_document_is_taken_quickly() -> None:
    """Three hundred pages of text that somebody could have written."""
    words = "Rang the employer about the vacancy and wrote down what was said about hours and pay. " * 5
    content = made.saying("".join(made.paragraph(f"{number} {words}") for number in range(4_500)))
    start = time.process_time()
    assert open_word(content).parts
    assert time.process_time() - start < 5

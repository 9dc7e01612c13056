"""No document bears what its template tells of those who made that (P9: nobody's machine)."""

from __future__ import annotations

import io
import zipfile

import docx
from lxml import etree

from jfs_desktop.documents.papers.template import WordTemplate
from jfs_desktop.documents.word.properties import Properties
from tests.documents import made_templates as templates
from tests.documents import made_word as made
from tests.documents.made_plans import MADE

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = "Sofia Marin XB123456B"
PARTS = ("docProps/custom.xml", "word/people.xml", "docProps/thumbnail.jpeg")


def traced() -> bytes:
    """A provider's letter with variables of another program, properties, people and a picture of its page."""
    document = templates.blank()
    document.add_table(1, 1).cell(0, 0).text = "{{ title }}"
    document.settings.element.append(etree.fromstring(
        f'<w:docVars xmlns:w="{made.W}"><w:docVar w:name="secret" w:val="{SECRET}"/></w:docVars>'
    ))  # fmt: skip
    found = made.parts_of(templates.saved(document))
    for part, kind in zip(PARTS, ("custom-properties", "people", "thumbnail"), strict=True):
        found[part] = SECRET.encode() if part.endswith("jpeg") else f"<x>{SECRET}</x>".encode()
        rels, target = "_rels/.rels", part
        if part.startswith("word/"):
            rels, target = "word/_rels/document.xml.rels", part.removeprefix("word/")
        added = f'<Relationship Id="rIdT{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
        found[rels] = found[rels].replace(b"</Relationships>", added.encode())
        entry = f'<Override PartName="/{part}" ContentType="application/xml"/></Types>'
        found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"</Types>", entry.encode())
    return made.zipped(found)


def test_p9_what_a_template_tells_of_its_makers_stands_in_no_document() -> None:
    template = WordTemplate(traced(), "own.docx")
    filled = template.fill({"title": "Plan"}, Properties("Plan", "Northgate", MADE))
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(SECRET.encode() in content for content in parts.values())
    assert not set(PARTS) & parts.keys()
    pointing = b"".join(content for name, content in parts.items() if name.endswith((".rels", "Types].xml")))
    assert not any(part.rpartition("/")[2].encode() in pointing for part in PARTS)
    assert b"settings.xml" in pointing
    assert docx.Document(io.BytesIO(filled)).tables[0].cell(0, 0).text == "Plan"


def test_p2_what_is_filled_in_stands_and_not_a_property_of_the_file() -> None:
    """Word's cover pages tie a control to the title of the file, and show that in place of its words."""
    document = templates.blank()
    control = etree.fromstring(
        f'<w:sdt xmlns:w="{made.W}"><w:sdtPr><w:alias w:val="Title"/><w:dataBinding w:xpath="/a"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>{{ adviser }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, control)
    template = WordTemplate(templates.saved(document), "own.docx")
    body = made.parts_of(template.fill({"adviser": "Rosa"}, Properties("Plan", "Northgate", MADE)))[made.MAIN]
    assert b"Rosa" in body and b'"Title"' in body and b"dataBinding" not in body

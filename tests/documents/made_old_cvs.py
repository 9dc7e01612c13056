"""CVs as people bring them: laid out in their own ways, or made to do harm."""

from __future__ import annotations

import io
import zipfile
import zlib

import typst
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.documents.blank_word import blank_word

TWO_COLUMNS = r"""
#set page(paper: "a4", margin: 1.5cm)
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true)
#align(center)[#text(20pt, weight: "bold")[CURRICULUM VITAE]]
#align(center)[#text(18pt, weight: "bold")[Łukasz Wiśniewski]]
#grid(columns: (5.5cm, 1fr), gutter: 1cm, [
== Contact
22 Ffordd y Castell \
Caernarfon \
LL55 1AB

Mobile: 07700 900 456 \
Email: lukasz.w\@example.org

== Key Skills
- Forklift truck (counterbalance)
- Stock-taking
- Health and safety

== Languages
Polish (native) \
English - fluent \
Welsh: basic
], [
== Personal Statement
A dependable and hard-working warehouse professional with extraordinary organisational competencies,
accustomed to multidisciplinary teamwork and responsible internationalisation of documentation procedures.

== Employment History
*Warehouse Supervisor* #h(1fr) Jan 2019 – present \
Castle Logistics Ltd, Bangor
- Supervised twelve operatives across two shifts and communicated requirements to international partners
- Reduced mistakes in dispatch

*Picker/Packer* #h(1fr) 03/2016 - 12/2018 \
Amazon, Swansea
- Picked orders by scanner

*Kitchen Porter* #h(1fr) Summer 2015 \
Hotel Eryri, Llanberis
- Washed up

== Education
*Bangor University* #h(1fr) 2012-15 \
BSc Business Studies

== Awards
Employee of the month, twice

== References
Available on request
])
"""

WELSH = r"""
#set page(paper: "a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 11pt)
#text(18pt)[Ffion ap Siôn]

3 Stryd Fawr, Bethesda, LL57 3AE | 01248 600123 | ffion\@example.org

*PROFFIL*

Gweithiwr gofal profiadol.

*HANES GWAITH*
#grid(columns: (4cm, 1fr), gutter: 8pt,
[2018 – presennol], [*Gweithiwr cymorth*, Cartref Plas-y-Môr, Bangor],
[], [Helping residents to wash and dress. Writing care plans with the nurse.],
[Sept 2015 - Mai 2018], [*Cogydd*, Ysgol Morgan Llwyd],
[], [Cooked for 200 children.],
)
*ADDYSG A CHYMWYSTERAU*

2010 #h(2cm) NVQ Level 2 Care, Coleg Menai

*Diddordebau:* canu, cerdded

*Driving licence:* Full, clean

Date of birth: 3 June 1985
"""


AWKWARD = r"""
#set page(paper: "a4", margin: 1.8cm,
  header: [Curriculum Vitae #h(1fr) Zdzisława Wójcik],
  footer: context [Zdzisława Wójcik, tel. 07700 900432 #h(1fr) Page #counter(page).display() of 2])
#set text(font: "Libertinus Serif", size: 10pt, hyphenate: false)
#text(20pt, weight: "bold")[Zdzisława \ Wójcik]

#link("https://www.linkedin.com/in/zdz")[LinkedIn] | zdz\@example.org
#table(columns: (4cm, 1fr), stroke: 0.4pt,
  [Address], [14 Chester Road, Wrexham LL13 7AA],
  [Driving licence], [Full],
  [Nationality], [Polish])

#text(14pt, weight: "bold", tracking: 3pt)[WORK EXPERIENCE]

#table(columns: (4cm, 4cm, 1fr), stroke: 0.4pt, [Dates], [Employer], [Job],
  [2018 – now], [Plas Menai Ltd], [Care assistant],
  [2016/2018], [Bryn Awel Ltd], [Cook])
#pagebreak()
#text(14pt, weight: "bold", tracking: 3pt)[SKILLS]

‣ Lifting \
‣ First aid

#text(14pt, weight: "bold", tracking: 3pt)[AVAILABILITY]

At once

#text(14pt, weight: "bold", tracking: 3pt)[REFERENCES]

Dr Anna Nowak, Manager, Plas Menai Ltd, anna\@example.org
"""


def typeset(source: str) -> bytes:
    """A PDF as another program would have made it."""
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def word_with_table() -> bytes:
    """A Word CV of the usual kind: name in the header, jobs in a table, subjects in prose."""
    made = blank_word()
    made.sections[0].header.paragraphs[0].text = "Seán Ó Briain"
    made.add_paragraph("Tel: 07700 900789\tE-mail: sean@example.org")
    made.add_heading("Summary", 1)
    made.add_paragraph("Painter and decorator with ten years of work in homes and schools.")
    made.add_heading("Career History", 1)
    table = made.add_table(0, 3)
    for cells in (
        ("2017-19", "Painter", "Brush & Co Ltd, Leeds"),
        ("Since June 2019", "Site manager", "Self-employed"),
    ):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_heading("Qualifications", 1)
    made.add_paragraph("Leeds City College\t2009 – 2011")
    made.add_paragraph("City & Guilds Level 2, Painting and Decorating")
    made.add_heading("Publications", 1)
    made.add_paragraph("A letter in the Yorkshire Post")
    made.add_heading("Hobbies & Interests", 1)
    made.add_paragraph("Hurling", style="List Bullet")
    made.add_paragraph("Uilleann pipes", style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word_of_many_parts() -> bytes:
    """A Word CV whose words lie in a link, a broken date, a footer, a note, a diagram and a comment."""
    made = blank_word()
    made.sections[0].footer.paragraphs[0].text = "Tel. 07700 900888, page 1 of 1"
    made.add_heading("Resume – Anne-Marie O'Súilleabháin", 0)
    target = made.part.relate_to("https://example.org/anne", RT.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>My page</w:t></w:r></w:hyperlink>'
    made.add_paragraph()._p.append(parse_xml(link))
    made.add_heading("Work History", 1)
    first, second = made.add_table(1, 2).rows[0].cells
    first.text, second.text = "Nov 2019\nto\nJul 2021", "Barista at Costa Coffee, Bangor"
    made.add_paragraph("Ware\u00adhouse temp, Bay Stores, 2016 and 2017 (2 years)")
    made.add_heading("Education", 1)
    made.add_paragraph("First Aid at Work, 03/20")
    out = io.BytesIO()
    made.save(out)
    note = "<w:p><w:r><w:t>A note</w:t></w:r></w:p>"
    parts = {
        "word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>",
        "word/comments.xml": f"<w:comments {nsdecls('w')}/>",
        "word/diagrams/data1.xml": f"<a:p {nsdecls('a')}><a:r><a:t>Five stars</a:t></a:r></a:p>",
    }
    with zipfile.ZipFile(out, "a") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


def plain_pdf(drawn: bytes, pages: int = 1, trailer: bytes = b"", forms: int = 0) -> bytes:
    """A PDF by hand: every page draws the same orders; ``forms`` within forms call one another ten times."""
    kids = b" ".join(b"%d 0 R" % (5 + page) for page in range(pages))
    first_form = 5 + pages
    own = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>"
    packed = zlib.compress(drawn, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"
    objects += [page % (own % first_form) for _ in range(pages)]
    for form in range(forms):
        orders = b"/X Do " * 10 if form + 1 < forms else b"BT /F1 9 Tf (a) Tj ET"
        words = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + own % (first_form + form + 1)
        objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (words, len(orders), orders))
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, tail)

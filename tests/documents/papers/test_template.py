"""Word templates: filled in a sandbox, and refused in plain words when they are broken."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from jinja2 import StrictUndefined, Undefined, UndefinedError

from jfs_desktop.documents.papers.template import TemplateProblem, WordTemplate, load_template
from jfs_desktop.documents.papers.template_sandbox import compiled
from jfs_desktop.documents.word.properties import Properties
from tests.documents.blank_word import blank_word

PROPERTIES = Properties("A title", "Northgate Skills", datetime(2021, 6, 4, 9, 0, tzinfo=UTC))


def template_saying(*paragraphs: str) -> bytes:
    made = blank_word()
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(content: bytes, **said: object) -> list[str]:
    data = WordTemplate(content, "letter.docx").fill(said, PROPERTIES)
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_field_is_filled() -> None:
    assert filled(template_saying("Dear {{ name }},"), name="Priya\tNair") == ["Dear Priya\tNair,"]


def test_a_field_that_word_has_split_is_filled() -> None:
    """Word breaks runs where it likes, also inside a field."""
    made = blank_word()
    paragraph = made.add_paragraph("Dear {")
    for piece in ("{ na", "me }", "},"):
        paragraph.add_run(piece).bold = True
    out = io.BytesIO()
    made.save(out)
    assert filled(out.getvalue(), name="Priya") == ["Dear Priya,"]


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(TemplateProblem, match="nickname"):
        filled(template_saying("Dear {{ nickname }},"), name="Priya")


@pytest.mark.parametrize("text", ["{{ name", "{% if name %}", "{% nonsense %}"])
def test_a_broken_mark_is_refused(text: str) -> None:
    with pytest.raises(TemplateProblem):
        filled(template_saying(text), name="Priya")


def test_crossed_marks_are_found_before_the_reader_finds_them() -> None:
    """A condition that opens in a paragraph and closes in a table would cut both in two."""
    made = blank_word()
    made.add_paragraph("{% if name %}Dear")
    made.add_table(1, 1).rows[0].cells[0].text = "{{ name }}{% endif %}"
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateProblem, match="mistake"):
        filled(out.getvalue(), name="")


@pytest.mark.parametrize(
    "text",
    [
        "{{ name.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ rows.append(1) }}",
    ],
)
def test_a_template_reads_what_it_is_given_and_nothing_else(text: str) -> None:
    with pytest.raises(TemplateProblem):
        filled(template_saying(text), name="Priya", rows=[])


@pytest.mark.parametrize("content", [b"no zip", b"PK\x03\x04", template_saying("x")[:500]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateProblem, match="damaged"):
        WordTemplate(content, "letter.docx")


def test_a_package_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "hello")
    with pytest.raises(TemplateProblem, match="not a Word document"):
        WordTemplate(out.getvalue(), "letter.docx")


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(template_saying("One {{ name }}"))
    first = load_template(path)
    assert load_template(path) is first
    path.write_bytes(template_saying("Another {{ name }}, longer"))
    assert load_template(path).sha256 != first.sha256


def test_a_missing_template_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match="cannot be read"):
        load_template(tmp_path / "none.docx")


def test_the_same_part_is_compiled_once_whatever_becomes_of_an_unknown_field() -> None:
    """The check fills a template twice: for what it looks like, and for whether it asks for what is not."""
    loose, strict = (compiled("Dear {{ name }}", unknown, str) for unknown in (Undefined, StrictUndefined))
    assert loose.root_render_func.__code__ is strict.root_render_func.__code__
    assert loose.render() == "Dear "
    with pytest.raises(UndefinedError):
        strict.render()

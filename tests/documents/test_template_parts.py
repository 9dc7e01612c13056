"""A part that the guidance wants is there only where the filled sample shows it (P5, X3, D10, B1)."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document

from jfs_desktop.documents.template_findings import Finding, Severity
from jfs_desktop.paths import resource
from tests.documents import made_templates as made
from tests.documents.made_templates import saved
from tests.documents.test_template_doctor import checked, told


def shipped(name: str) -> Document:
    return docx.Document(str(resource("documents", f"{name}.docx")))


def wrapped(document: Document, text: str, condition: str) -> None:
    """A condition around the loop that begins with that paragraph."""
    paragraphs = document.paragraphs
    at = next(at for at, one in enumerate(paragraphs) if one.text == text)
    end = next(one for one in paragraphs[at:] if one.text == "{%p endfor %}")
    paragraphs[at].insert_paragraph_before(f"{{%p if {condition} %}}")
    end._p.addnext(docx.Document().add_paragraph("{%p endif %}")._p)


def lacking(document: Document, kind: str) -> list[Finding]:
    return [one for one in checked(saved(document), kind).findings if one.key == "part-missing"]


def test_x3_a_reminder_that_nobody_with_an_address_gets_is_none() -> None:
    document = shipped("final-jfap-message")
    wrapped(document, "{%p for line in call_reminder %}", "not address")
    (found,) = lacking(document, "final_jfap_message")
    assert (found.paragraph, found.severity) == ("JFS 5.20", Severity.MEND)
    assert "‘call_reminder’" in found.remedy and "does not show it" in found.remedy
    assert "{%p for line in call_reminder %}" in found.place.near


def test_p5_objectives_under_the_opposite_condition_are_missing() -> None:
    document = shipped("jfap")
    made.instead("{%p if objectives %}", "{%p if not objectives %}")(document)
    (found,) = lacking(document, "jfap")
    assert found.paragraph == "JFS 4.05" and "objectives.measure" in found.remedy
    assert found.place.words.startswith("Table 1, row 3, column 1, near ‘{{ row.number }}. {{ row.objective")


def test_d10_who_may_receive_what_is_kept_is_never_said_under_a_condition_that_cannot_hold() -> None:
    document = shipped("induction-pack")
    made.instead("{%p if privacy_notice %}", "{%p if adviser and not adviser %}")(document)
    assert [one.paragraph for one in lacking(document, "induction_pack")] == ["JFS 3.19"]


@pytest.mark.parametrize(
    "text", ["{{ agreed_line|upper }}", "{% if agreed_line %}{{ agreed_line }}{% else %}not yet{% endif %}"]
)
def test_p2_a_part_in_other_letters_or_under_its_own_condition_is_there(text: str) -> None:
    document = made.jfap()
    made.instead("Agreed: {{ agreed_line }}", f"Agreed: {text}")(document)
    assert told(checked(saved(document))) == []


def test_p2_a_field_that_is_only_counted_is_not_shown() -> None:
    document = made.jfap()
    made.instead("Agreed: {{ agreed_line }}", "{{ agreed_line|length }}")(document)
    (found,) = lacking(document, "jfap")
    assert found.paragraph == "JFS 4.09" and found.place.paragraph == 4

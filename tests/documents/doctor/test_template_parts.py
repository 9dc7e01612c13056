"""A part that the guidance wants is there only where the filled sample shows it (P5, X3, D10, B1)."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document

from jfs_desktop.documents.marks.template_findings import Finding, Severity
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv.cv_styles import CvStyle
from tests.documents import made_templates as made
from tests.documents.blank_word import blank_word
from tests.documents.doctor.test_template_doctor import checked, told
from tests.documents.made_templates import saved


def shipped(name: str) -> Document:
    return docx.Document(str(resource("documents", f"{name}.docx")))


def wrapped(document: Document, text: str, condition: str) -> None:
    """A condition around the loop that begins with that paragraph."""
    paragraphs = document.paragraphs
    at = next(at for at, one in enumerate(paragraphs) if one.text == text)
    end = next(one for one in paragraphs[at:] if one.text == "{%p endfor %}")
    paragraphs[at].insert_paragraph_before(f"{{%p if {condition} %}}")
    end._p.addnext(blank_word().add_paragraph("{%p endif %}")._p)


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
    made.instead("Agreed: {{ agreed_line }} {{ standing }}", f"Agreed: {text} {{{{ standing }}}}")(document)
    assert told(checked(saved(document))) == []


def test_p2_a_field_that_is_only_counted_is_not_shown() -> None:
    document = made.jfap()
    made.instead("{{ agreed_line }}", "{{ agreed_line|length }}")(document)
    (found,) = lacking(document, "jfap")
    assert found.paragraph == "JFS 4.09" and found.place.paragraph == 4


def conditional(document: Document, kind: str = "jfap") -> list[Finding]:
    seen = checked(saved(document), kind)
    assert {one.key for one in seen.findings} <= {"part-conditional", "name-conditional"}, told(seen)
    assert seen.sound is not bool(seen.findings)
    return list(seen.findings)


@pytest.mark.parametrize(
    ("condition", "hides"),
    [
        ('first_name == "Gwenllian"', True),
        ("address", True),
        ("version != 'Version 7'", True),
        ("call_reminder and address", True),
        ("call_reminder", False),
        ("call_reminder|length > 0 and participant", False),
        ("address or call_reminder", False),
    ],
)
def test_x3_what_holds_of_the_invented_person_alone_is_no_way_to_say_it_to_all(
    condition: str, hides: bool
) -> None:
    document = shipped("final-jfap-message")
    wrapped(document, "{%p for line in call_reminder %}", condition)
    found = conditional(document, "final_jfap_message")
    assert [(one.paragraph, one.severity) for one in found] == (
        [("JFS 5.20", Severity.MEND)] if hides else []
    )
    assert all(f"{{%p if {condition} %}}" in one.place.near for one in found)


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ("{{ agreed_line if last_day else 'not yet' }}", True),
        ("{% if last_day %}{{ agreed_line }}{% elif version %}{{ agreed_line }}{% endif %}", True),
        ("{% if last_day %}{{ agreed_line }}{% else %}Without a day. {{ agreed_line }}{% endif %}", False),
        ("{{ agreed_line if agreed_line else 'not yet' }}", False),
        ("{% for row in activities %}{{ agreed_line }}{% endfor %}", True),
    ],
)
def test_p2_a_part_stands_in_every_branch_or_under_no_other_condition(text: str, hides: bool) -> None:
    document = made.jfap()
    made.instead("Agreed: {{ agreed_line }} {{ standing }}", f"Agreed: {text} {{{{ standing }}}}")(document)
    found = conditional(document)
    assert [one.paragraph for one in found] == (["JFS 4.09"] if hides else [])
    assert all(one.place.paragraph == 4 for one in found)


def test_b1_the_name_and_what_is_said_in_words_hang_on_no_condition() -> None:
    """JFS 1.38: what is typed into the template itself counts as what a field prints."""
    document = made.jfap()
    made.instead(made.NAME_LINE, f"{{% if last_day %}}{made.NAME_LINE}{{% endif %}}")(document)
    (found,) = conditional(document)
    assert (found.key, found.paragraph, found.place.paragraph) == ("name-conditional", "JFS 1.38", 1)
    pack = made.pack("complaints")
    made.lines(pack, "{%p if adviser %}", "## Complaints", "Write to the director.", "{%p endif %}")
    (found,) = conditional(pack, "induction_pack")
    assert (found.key, found.paragraph) == ("part-conditional", "JFS 3.20")
    assert "Complaints" in found.place.near


@pytest.mark.parametrize("style", CvStyle)
def test_v1_a_template_of_a_cv_prints_all_that_its_style_tells(style: CvStyle) -> None:
    document, kind = shipped(f"cv-{style.value}"), f"cv-{style.value}"
    assert lacking(document, kind) == []
    made.instead("section.kind == 'volunteering'", "section.kind == 'profile'")(document)
    (found,) = lacking(document, kind)
    assert found.text.startswith("The document lacks what stands under ‘Volunteering’: ‘")


def test_v1_a_cv_of_nothing_is_no_template() -> None:
    document = made.blank()
    made.lines(document, "# {{ name }}", "Hello")
    found = lacking(document, "cv-short")
    assert {one.paragraph for one in found} == {"JFS 4.12"} and len(found) > 8

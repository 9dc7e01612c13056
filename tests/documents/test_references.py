"""Every kind of document compared with its reference in all parts of the package: text, styles, header and
footer, numbering, properties (P9). ``--update-references`` writes the references anew: look at the change."""

from __future__ import annotations

import io
import zipfile

import pytest

from jfs_desktop.documents.specimens import specimens
from jfs_desktop.store.profiles import load_programme
from tests.documents import references
from tests.documents.references import Part

PROVIDER = "Northgate Skills"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {one.name: one.docx for one in specimens(load_programme("jfs-2021"), PROVIDER)}


def test_every_part_of_every_document_is_as_its_reference(
    made: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    """A change of a template, a style, a label or a sample shows here, in the part where it is."""
    documents = {name: references.parts_of(docx) for name, docx in made.items()}
    if request.config.getoption("update_references"):
        references.update(documents)
    kept = {one.name for one in references.KEPT.iterdir()} - {references.SHARED}
    assert kept == set(documents), "--update-references writes the references anew"
    told = "\n".join(filter(None, (references.differences(*one) for one in documents.items())))
    if told:
        pytest.fail(
            f"{told}\n\nIf this is meant: --update-references, then look at the change.", pytrace=False
        )


def test_the_same_document_gives_the_same_bytes(made: dict[str, bytes]) -> None:
    """Nothing of the clock, of chance or of the computer is in a document: made again it is the same file."""
    for again in specimens(load_programme("jfs-2021"), PROVIDER):
        assert again.docx == made[again.name], again.name
        with zipfile.ZipFile(io.BytesIO(again.docx)) as package:
            assert {one.date_time[0] for one in package.infolist()} == {2021}
            assert all(one.create_system in (0, 3) for one in package.infolist())


def test_a_change_is_told_in_its_part_and_place() -> None:
    """The difference names document, part and line, and nothing that stayed."""
    name, reference = "jfap.en", references.kept("jfap.en")
    assert reference is not None
    at = next(number for number, one in enumerate(reference) if one.name == "word/document.xml")
    changed = Part("word/document.xml", reference[at].text.replace("Job Finding Action Plan", "Plan", 1))
    told = references.differences(name, (*reference[:at], changed, *reference[at + 1 :]))
    assert "jfap.en/word/document.xml, made now" in told
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert len(lines) == 2 and "Plan" in lines[1]
    assert references.differences(name, reference) == ""
    assert "is gone" in references.differences(name, reference[1:])

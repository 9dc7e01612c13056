"""Every kind of document compared with its reference in all parts of the package: text, styles, header and
footer, numbering, properties (P9). ``--update-references`` writes the references anew: look at the change."""

from __future__ import annotations

import io
import zipfile

import pytest

from jfs_desktop.documents.samples.specimens import specimens
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
    told = references.differences(documents)
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


def test_a_change_is_told_in_its_part_and_place_and_once_for_all_that_share_it() -> None:
    """The difference names part, documents and line, and nothing that stayed."""
    names = ("survey.en", "prap14.en")
    stored = {name: references.kept(name) or () for name in names}
    assert all(stored.values()) and references.differences(stored) == ""

    def other(name: str, part: str, old: str, new: str) -> tuple[Part, ...]:
        return tuple(
            Part(part, one.text.replace(old, new, 1)) if one.name == part else one for one in stored[name]
        )

    told = references.differences({"survey.en": other("survey.en", "word/document.xml", "Chosen", "Taken")})
    assert told.startswith("word/document.xml of survey.en:")
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert [line[:1] for line in lines] == ["-", "+"] and "Taken" in lines[1]
    both = {name: other(name, "word/styles.xml", "0B5F58", "000000") for name in names}
    told = references.differences(both)
    assert told.startswith("word/styles.xml of survey.en, prap14.en:") and told.count("made now") == 1
    assert "it is gone" in references.differences({"survey.en": stored["survey.en"][1:]})
    assert "no reference yet" in references.differences({"birthday_card.en": stored["survey.en"]})

"""The induction pack: five sections, approved versions, what is for one person, the exact copy (I14, I15)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact import document_language, induction_packs, initial_meeting
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import attachments, case_papers, issued_documents, pack_texts
from jfs_desktop.casework.documents.pack_texts import starting_texts
from jfs_desktop.casework.evidence import case_documents, document_copies, start_evidence
from jfs_desktop.casework.evidence.case_documents import Source
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.outbox import mail_offers
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office
from tests.documents.made_pictures import jpeg

ENGLISH, WELSH = DocumentLanguage.ENGLISH, DocumentLanguage.WELSH
NOTHING_MORE = {"insert": "none_needed"}


@pytest.fixture(autouse=True)
def head_office(office: Office) -> None:
    """Who works here keeps the pack, too."""
    me = office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)


def published(office: Office, *languages: DocumentLanguage) -> None:
    settings.put(office.workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
    texts = {language: starting_texts()[language] for language in languages or (ENGLISH,)}
    pack_texts.publish(office.workspace, texts, "Ceri Vaughan, head of service")


def sent(office: Office, **detail: str) -> WhatHappened:
    return WhatHappened(
        FactKind.PACK_SENT,
        office.workspace.today(),
        channel="email",
        detail={"sent_to": "a@example.org", **detail},
    )


def words(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize("section", ["complaints", "data_protection", "contact", "expectations"])
def test_no_version_is_published_with_a_section_missing(office: Office, section: str) -> None:
    """I15: a gate for each section, with the paragraph."""
    texts = {ENGLISH: {**starting_texts()[ENGLISH], section: " \n"}}
    with pytest.raises(BadInput) as refused:
        pack_texts.publish(office.workspace, texts, "Ceri Vaughan")
    assert (refused.value.field, refused.value.paragraph) == (f"en.{section}", "JFS 3.20")
    assert pack_texts.shelf(office.workspace).versions == ()


@pytest.mark.parametrize("language", [ENGLISH, WELSH])
@pytest.mark.parametrize("section", ["complaints", "data_protection", "contact", "expectations"])
@pytest.mark.parametrize("text", ["x", "Complain. Contact. Data protection. GDPR", "Lorem ipsum dolor " * 9])
def test_i15_a_section_says_something_of_what_it_is_there_for(
    office: Office, section: str, text: str, language: DocumentLanguage
) -> None:
    texts = {**starting_texts(), language: {**starting_texts()[language], section: text}}
    with pytest.raises(BadInput, match=r"is too short|does not say") as refused:
        pack_texts.publish(office.workspace, texts, "Ceri Vaughan")
    assert (refused.value.field, refused.value.paragraph) == (f"{language.value}.{section}", "JFS 3.20")
    assert pack_texts.shelf(office.workspace).versions == ()


def test_e1_words_of_duty_are_found_in_bold_too(office: Office) -> None:
    own = starting_texts()[ENGLISH]
    texts = {ENGLISH: {**own, "expectations": own["expectations"] + "\n- You **have to** take part."}}
    with pytest.raises(BadInput, match="does not belong here") as refused:
        pack_texts.publish(office.workspace, texts, "Ceri Vaughan")
    assert refused.value.field == "en.expectations"


@pytest.mark.parametrize("who", ["", " ", "-", "123", "?"])
def test_i15_whoever_approved_it_has_a_name(office: Office, who: str) -> None:
    with pytest.raises(BadInput) as refused:
        pack_texts.publish(office.workspace, starting_texts(), who)
    assert (refused.value.field, refused.value.paragraph) == ("approved_by", "JFS 3.20")


def test_i15_no_pack_goes_out_that_names_no_way_to_reach_the_provider(office: Office) -> None:
    """Neither the settings nor the provider's own words have a number or an address: offer, send and mail."""
    case_id = office.met(email="a@example.org")
    pack_texts.publish(office.workspace, starting_texts(), "Ceri Vaughan")
    assert "no way to reach you" in induction_packs.offer(office.workspace, case_id).refused
    for attempt in (
        lambda: induction_packs.send(office.workspace, case_id, sent(office, **NOTHING_MORE)),
        lambda: mail_offers.offer(office.workspace, case_id, mail_offers.PACK),
    ):
        with pytest.raises(BadInput, match="no way to reach you") as refused:
            attempt()
        assert refused.value.paragraph == "JFS 3.20"
    assert issued_documents.of_case(office.workspace, case_id) == ()
    settings.put(office.workspace, settings.PROVIDER_EMAIL, "help@northgate.example")
    assert induction_packs.offer(office.workspace, case_id).refused == ""


@pytest.mark.parametrize(
    ("own", "is_enough"),
    [
        ("Ring us on 01632 960400, from nine to five, on every working day.", True),
        ("Write to help@northgate.example whenever you need us, day or night.", True),
        ("Ring us whenever you need us. We answer within 3 to 5 days, 24/7.", False),
    ],
)
def test_i15_the_providers_own_words_may_say_how_to_reach_it(
    office: Office, own: str, is_enough: bool
) -> None:
    case_id = office.met()
    texts = {ENGLISH: {**starting_texts()[ENGLISH], "contact": own}}
    pack_texts.publish(office.workspace, texts, "Ceri Vaughan")
    assert (induction_packs.offer(office.workspace, case_id).refused == "") is is_enough


def test_a_version_names_who_approved_it(office: Office) -> None:
    """I15: pack_version and approved_by."""
    with pytest.raises(BadInput) as refused:
        pack_texts.publish(office.workspace, starting_texts(), " ")
    assert refused.value.field == "approved_by"
    pack_texts.publish(office.workspace, starting_texts(), "Ceri Vaughan")
    pack_texts.publish(office.workspace, starting_texts(), "Mòrag NicDhòmhnaill")
    shelf = pack_texts.shelf(office.workspace)
    assert [(one.number, one.approved_by) for one in shelf.versions] == [
        (2, "Mòrag NicDhòmhnaill"),
        (1, "Ceri Vaughan"),
    ]
    assert shelf.in_force is shelf.versions[0]
    assert "Published the induction pack" in [entry.text for entry in history.of_case(office.workspace, None)]


def test_a_translation_is_whole_or_not_there(office: Office) -> None:
    """A section without Welsh is named; nothing is published half in English."""
    texts = {ENGLISH: starting_texts()[ENGLISH], WELSH: {**starting_texts()[WELSH], "contact": ""}}
    with pytest.raises(BadInput) as refused:
        pack_texts.publish(office.workspace, texts, "Ceri Vaughan")
    assert refused.value.field == "cy.contact"
    assert "has no Welsh wording yet" in refused.value.text


def test_only_head_office_publishes(office: Office) -> None:
    me = office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role=Role.ADVISER, prap_role=True)
    with pytest.raises(RefusedByRule):
        pack_texts.publish(office.workspace, starting_texts(), "Ceri Vaughan")


def test_what_is_being_written_is_kept(office: Office) -> None:
    pack_texts.save_working(office.workspace, {ENGLISH: {"complaints": "Half a sen"}})
    assert pack_texts.shelf(office.workspace).working == {ENGLISH: {"complaints": "Half a sen"}}
    pack_texts.publish(office.workspace, starting_texts(), "Ceri Vaughan")
    assert pack_texts.shelf(office.workspace).saved_at is None


def test_no_pack_goes_out_before_one_is_published(office: Office) -> None:
    """I15: cannot be sent with a section missing."""
    case_id = office.met()
    assert "No induction pack is published yet" in induction_packs.offer(office.workspace, case_id).refused
    with pytest.raises(RefusedByRule) as refused:
        induction_packs.send(office.workspace, case_id, sent(office, **NOTHING_MORE))
    assert refused.value.paragraph == "JFS 3.20"
    assert issued_documents.of_case(office.workspace, case_id) == ()


def test_the_pack_goes_out_with_its_version_its_sections_and_the_exact_copy(office: Office) -> None:
    """I14, I15, AMB-76, P9: the fact tells version, sections, approver and that nothing more was needed."""
    case_id = office.met()
    published(office)
    done = induction_packs.send(office.workspace, case_id, sent(office, **NOTHING_MORE))
    fact = next(one for one in facts.of_case(office.workspace, case_id) if one.id == done.value)
    assert fact.detail["version"] == "1"
    assert fact.detail["approved_by"] == "Ceri Vaughan, head of service"
    assert fact.detail["sections"] == "contact,expectations,complaints,data_protection,for_you"
    assert fact.detail["insert"] == "none_needed"
    kept = issued_documents.of_case(office.workspace, case_id)[0]
    assert (kept.kind, kept.language, kept.version) == ("induction_pack", "en", "1")
    assert {(one.key, one.version) for one in kept.wording} == {
        ("privacy_notice", "built-in 1"),
        ("conditionality", "built-in 1"),
    }, "B3"
    assert kept.issues[0].to == "a@example.org"
    docx_bytes = issued_documents.content(office.workspace, kept.id, "docx")
    assert any("01632 960100" in line for line in words(docx_bytes))
    assert issued_documents.content(office.workspace, kept.id, "pdf").startswith(b"%PDF")
    assert done.label == "", "what went out is not undone"


def test_a_pack_of_which_nothing_is_kept_is_told_as_a_missing_copy(office: Office, tmp_path: Path) -> None:
    """I15, P9, I18: on the meeting, among the documents and in the list of evidence, until its file comes."""
    case_id = office.met()
    office.record(case_id, FactKind.PACK_SENT)
    fact = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.PACK_SENT)

    def told() -> tuple[bool, list[str], bool]:
        view = initial_meeting.read(office.workspace, case_id)
        lines = case_documents.of_case(office.workspace, case_id)
        out = start_evidence.export(office.workspace, case_id, tmp_path / "evidence.zip").value
        with zipfile.ZipFile(out) as archive:
            words = archive.read(start_evidence.LIST).decode("utf-8-sig")
        return (
            FactKind.PACK_SENT in view.uncopied,
            [one.state_name for one in lines if one.source is Source.MISSING],
            "MISSING COPY" in words,
        )

    assert told() == (True, ["No copy kept here"], True)
    (line,) = case_documents.of_case(office.workspace, case_id)
    with pytest.raises(NotFound, match="No copy of this paper"):
        document_copies.copy_of(office.workspace, case_id, line.id, "pdf")
    attachments.keep(
        office.workspace, case_id, initial_meeting.REPLY_PURPOSE, jpeg(), "pack.jpg", about=fact.id
    )
    assert told() == (False, [], False)


def test_who_may_receive_data_stands_in_the_pack(office: Office) -> None:
    """D10: Jobcentre, DWP's checks and calls, publication of survey answers."""
    case_id = office.met()
    published(office)
    text = "\n".join(words(induction_packs.assemble(office.workspace, case_id).docx))
    for said in ("Jobcentre", "DWP", "evaluate", "survey"):
        assert said in text
    assert "Data Protection Act" in text
    assert "GDPR" in text


def test_the_insert_is_for_this_person_alone(office: Office) -> None:
    """AMB-76: written for them, or 'none needed'; one of both has to be said."""
    case_id = office.met()
    published(office)
    with pytest.raises(BadInput) as refused:
        induction_packs.send(office.workspace, case_id, sent(office))
    assert refused.value.field == "insert"
    induction_packs.send(
        office.workspace,
        case_id,
        sent(office, insert="added", insert_text="Captions are switched on for you."),
    )
    kept = issued_documents.of_case(office.workspace, case_id)[0]
    assert "Captions are switched on for you." in words(
        issued_documents.content(office.workspace, kept.id, "docx")
    )


def test_the_pack_is_in_the_persons_language_or_refused(office: Office) -> None:
    case_id = office.met()
    published(office)
    document_language.choose(office.workspace, case_id, WELSH)
    assert "has no Welsh wording yet" in induction_packs.offer(office.workspace, case_id).refused
    with pytest.raises(MissingTranslation):
        induction_packs.assemble(office.workspace, case_id)
    published(office, ENGLISH, WELSH)
    filled = induction_packs.assemble(office.workspace, case_id)
    assert filled.title == "Pecyn cynefino"
    text = words(filled.docx)
    assert "Os oes gennych gŵyn" in text
    assert "If you have a complaint" not in text


def test_a_pack_is_saved_as_word_and_as_pdf_and_kept(office: Office, tmp_path: Path) -> None:
    case_id = office.met()
    published(office)
    filled = induction_packs.assemble(office.workspace, case_id)
    assert filled.file_name.startswith("Job Finding Support - Induction pack")
    for ending, mark in ((".docx", b"PK"), (".pdf", b"%PDF")):
        path = tmp_path / f"pack{ending}"
        case_papers.save(office.workspace, case_id, filled, path)
        assert path.read_bytes().startswith(mark)
    assert len(issued_documents.of_case(office.workspace, case_id)) == 2
    with pytest.raises(BadInput):
        case_papers.save(office.workspace, case_id, filled, tmp_path / "pack.odt")

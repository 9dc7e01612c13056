"""The list of a case's documents, their bytes, and the check of each hash (P9, D5, AMB-56)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pypdf
import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.evidence import case_documents, document_copies, hand_issues
from jfs_desktop.casework.evidence.case_documents import Source
from jfs_desktop.casework.office import contract, disposal
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.casework.plan import plan_export, plans
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.errors import BadInput, NotFound, VaultProblem
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.rules.cv.cv import CvContent
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.store import attachment_files
from tests.casework.conftest import Office
from tests.documents import made_pages, made_pictures

WORD = made_pages.everything()
PAPER = pdf_of_word(WORD, datetime(2021, 6, 4, tzinfo=UTC)).content
CONTENT = PlanContent(
    objectives=(Objective(uuid4(), "Two applications a week", "Apply", "Confirmations kept"),),
    next_steps="Ring the clinic",
)


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.started()
    plans.settle(office.workspace, made, CONTENT)
    plans.make_version(office.workspace, made, summary="", agreed_how="by video")
    return made


def letter(office: Office, case_id: UUID, **said: object) -> UUID:
    values: dict[str, object] = {"kind": "letter", "title": "Your appointment", "docx": WORD, "pdf": PAPER}
    return issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(**(values | said))
    ).value.id  # type: ignore[arg-type]


def test_every_document_stands_in_one_list_newest_first(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """P9: frozen versions, what was kept, and what left as a file."""
    office.clock.pass_by(60)
    plan_export.export(office.workspace, case_id, tmp_path / "plan.pdf", version=1)
    office.clock.pass_by(60)
    kept = letter(office, case_id, state=DocumentState.FINAL, template_version="built-in 1")
    lines = case_documents.of_case(office.workspace, case_id)
    assert [line.source for line in lines[:3]] == [Source.KEPT, Source.LEFT, Source.VERSION]
    assert (
        lines[0].id == kept and lines[0].state_name == "Final" and lines[0].template_version == "built-in 1"
    )
    assert dict(lines[0].digests) == {
        "pdf": hashlib.sha256(PAPER).hexdigest(),
        "docx": hashlib.sha256(WORD).hexdigest(),
    }
    assert dict(lines[1].digests)["file"] == hashlib.sha256((tmp_path / "plan.pdf").read_bytes()).hexdigest()
    assert (lines[2].kind, lines[2].version, lines[2].made_by) == ("jfap", "version 1", "Rukhsana Khan")


def test_a_version_that_is_kept_as_paper_stands_there_once(office: Office, case_id: UUID) -> None:
    letter(office, case_id, kind="jfap", source_version=1, version="version 1", state=DocumentState.FINAL)
    lines = case_documents.of_case(office.workspace, case_id)
    assert [line.source for line in lines if line.kind == "jfap"] == [Source.KEPT]


def test_a_sending_shows_in_the_state(office: Office, case_id: UUID) -> None:
    kept = letter(office, case_id, state=DocumentState.FINAL)
    now = office.clock.now()
    issued_documents.issued(
        office.workspace, kept, issued_documents.NewIssue(channel="email", to="priya@example.org", at=now)
    )
    line = case_documents.one(office.workspace, case_id, kept)
    assert line.state_name == "Final, issued" and line.went_out
    issued_documents.take_back_issue(office.workspace, line.issues[0].id, "Went to nobody")
    assert case_documents.one(office.workspace, case_id, kept).state_name == "Final"


def test_a_copy_of_what_is_kept_is_it_to_the_byte_and_recorded(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """P9; I6: who had it and what for."""
    kept = letter(office, case_id)
    copy = document_copies.copy_of(office.workspace, case_id, kept, "docx", document_copies.SAVE)
    assert copy.content == WORD and copy.exact
    assert copy.name == "Job Finding Support - Your appointment.docx"
    document_copies.save(office.workspace, copy, tmp_path / "letter.docx")
    assert (tmp_path / "letter.docx").read_bytes() == WORD
    assert history.of_case(office.workspace, case_id)[0].text == "Saved a copy of a document"
    with pytest.raises(BadInput):
        document_copies.save(office.workspace, copy, tmp_path / "letter.pdf")


def test_a_word_file_alone_is_shown_on_pages(office: Office, case_id: UUID) -> None:
    kept = letter(office, case_id, pdf=b"")
    copy = document_copies.copy_of(office.workspace, case_id, kept, "pdf")
    assert not copy.exact and pypdf.PdfReader(io.BytesIO(copy.content)).pages


def test_a_version_without_paper_is_made_anew_and_its_leaving_recorded(office: Office, case_id: UUID) -> None:
    line = case_documents.of_case(office.workspace, case_id)[0]
    assert line.source is Source.VERSION
    copy = document_copies.copy_of(office.workspace, case_id, line.id, "pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(copy.content)).pages)
    assert "Two applications a week" in text and not copy.exact
    assert case_documents.of_case(office.workspace, case_id)[0].id == line.id, "a look leaves nothing"
    document_copies.copy_of(office.workspace, case_id, line.id, "pdf", document_copies.OPEN_ELSEWHERE)
    newest = case_documents.of_case(office.workspace, case_id)
    assert Source.LEFT in [one.source for one in newest]
    told = history.of_case(office.workspace, case_id)[0].text
    assert told == "Opened a document in another program"


def test_a_version_made_anew_names_the_language_it_is_made_in(office: Office, case_id: UUID) -> None:
    document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    line = case_documents.of_case(office.workspace, case_id)[0]
    assert (line.source, line.language) == (Source.VERSION, "cy")
    copy = document_copies.copy_of(office.workspace, case_id, line.id, "pdf")
    assert pypdf.PdfReader(io.BytesIO(copy.content)).trailer["/Root"]["/Lang"].startswith("cy")


def test_what_left_as_a_file_is_not_there_to_be_had(office: Office, case_id: UUID, tmp_path: Path) -> None:
    plan_export.export(office.workspace, case_id, tmp_path / "plan.docx", version=1)
    left = next(one for one in case_documents.of_case(office.workspace, case_id) if one.source is Source.LEFT)
    with pytest.raises(NotFound, match="Only the hash"):
        document_copies.copy_of(office.workspace, case_id, left.id, "pdf")
    with pytest.raises(NotFound):
        document_copies.copy_of(office.workspace, case_id, uuid4(), "pdf")


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_what_is_not_what_was_frozen_is_named(office: Office, case_id: UUID, how: str) -> None:
    """D5: a document whose bytes do not match its hash."""
    kept, whole = letter(office, case_id), letter(office, case_id, title="Another")
    assert case_documents.damaged(office.workspace, case_id) == frozenset()
    with office.workspace.reading() as db:
        word = select(Attachment.id).where(Attachment.about_id == kept, Attachment.name == "letter.docx")
        held = db.scalars(word).one()
    file = attachment_files.place(office.folder, held)
    sealed = bytearray(file.read_bytes())
    file.chmod(0o600)
    if how == "missing":
        file.unlink()
    else:
        sealed[len(sealed) // 2] ^= 1
        file.write_bytes(bytes(sealed))
    assert case_documents.damaged(office.workspace, case_id) == {kept}
    with pytest.raises(VaultProblem):
        document_copies.copy_of(office.workspace, case_id, kept, "docx")
    assert document_copies.copy_of(office.workspace, case_id, whole, "pdf").content == PAPER


def test_no_file_bears_a_person_s_name(office: Office, case_id: UUID) -> None:
    """AMB-56, V1: full names of the service, none on a CV, and nobody's name in any."""
    for said, name in (
        ({"kind": "jfap", "title": "", "version": "version 3"},
         "Job Finding Support - Job Finding Action Plan - version 3.pdf"),
        ({"kind": "cv", "title": "", "version": "Version 2"}, "CV - Version 2.pdf"),
        ({"title": "A/B: \"letter\"\n"}, "Job Finding Support - A-B- -letter.pdf"),
    ):  # fmt: skip
        kept = letter(office, case_id, **said)
        line = case_documents.one(office.workspace, case_id, kept)
        assert document_copies.file_name(office.workspace, line, "pdf").startswith(name.removesuffix(".pdf"))


def with_cv(office: Office, case_id: UUID, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> StyledCv:
    """A CV with one version."""
    sheet = StyledCv(CvContent(name="Siân Rees", profile="Pwyllog.", language=language), CvStyle.SHORT)
    cvs.begin(office.workspace, case_id, sheet)
    cvs.make_version(office.workspace, case_id)
    return sheet


def test_v1_a_version_of_the_cv_stands_there_until_its_paper_does(office: Office, case_id: UUID) -> None:
    """V1, V4: every version, in the language of the CV, to be had in four forms; the agreed one once."""
    sheet = with_cv(office, case_id, DocumentLanguage.WELSH)
    (line,) = [one for one in case_documents.of_case(office.workspace, case_id) if one.kind == "cv"]
    assert (line.source, line.version, line.language) == (Source.VERSION, "version 1", "cy")
    assert line.forms == ("docx", "pdf", "txt", "json") and len(dict(line.digests)["content"]) == 64
    text = document_copies.copy_of(office.workspace, case_id, line.id, "txt", document_copies.SAVE)
    assert "PROFFIL" in text.content.decode() and text.name == "CV - version 1.txt"
    left = case_documents.of_case(office.workspace, case_id)[0]
    assert (left.source, dict(left.digests)["txt"]) == (
        Source.LEFT,
        hashlib.sha256(text.content).hexdigest(),
    )
    cvs.settle(office.workspace, case_id, StyledCv(sheet.content, CvStyle.SKILLS))
    cvs.agree(office.workspace, case_id, how=cvs.MADE, agreed_how="Video call")
    mine = [one for one in case_documents.of_case(office.workspace, case_id) if one.kind == "cv"]
    told = [(one.version, one.source, one.language) for one in mine if one.source is not Source.LEFT]
    assert told == [("version 2", Source.KEPT, "cy"), ("version 1", Source.VERSION, "cy")]


def test_a_version_that_goes_out_by_hand_is_kept_to_the_byte(office: Office, case_id: UUID) -> None:
    """P9, V1: of a version without paper the copy that went out is made and kept with the record."""
    with_cv(office, case_id)
    for kind in ("cv", "jfap"):
        line = next(one for one in case_documents.of_case(office.workspace, case_id) if one.kind == kind)
        new = NewIssue("email", "work.coach@example.org", office.clock.now(), proof="Sent items")
        hand_issues.record(office.workspace, line, new)
        (kept,) = [one for one in case_documents.of_case(office.workspace, case_id) if one.kind == kind]
        assert (kept.source, kept.version, kept.number) == (Source.KEPT, "version 1", 1)
        assert kept.state_name == "Draft, issued" and kept.issues[0].to == "work.coach@example.org"
        copy = document_copies.copy_of(office.workspace, case_id, kept.id, "pdf")
        assert copy.exact and hashlib.sha256(copy.content).hexdigest() == dict(kept.digests)["pdf"]


@pytest.mark.parametrize(("made", "ending"), [(made_pictures.jpeg, "jpg"), (made_pictures.png, "png")])
def test_a_picture_that_was_brought_in_is_listed_and_put_on_a_page(
    office: Office, case_id: UUID, made: Callable[[], bytes], ending: str
) -> None:
    """P9, I6: whatever the vault holds is a document of the case; a look at it is recorded."""
    kept = attachments.keep(office.workspace, case_id, "contact_evidence", made(), "screen.bin").value
    line = case_documents.one(office.workspace, case_id, kept.id)
    assert (line.source, line.forms, dict(line.digests)) == (
        Source.FILE,
        (ending, "pdf"),
        {ending: kept.sha256},
    )
    exact = document_copies.copy_of(office.workspace, case_id, kept.id, ending)  # type: ignore[arg-type]
    assert exact.exact and hashlib.sha256(exact.content).hexdigest() == kept.sha256
    page = pypdf.PdfReader(
        io.BytesIO(document_copies.copy_of(office.workspace, case_id, kept.id, "pdf").content)
    )
    assert len(page.pages) == 1 and page.pages[0].images
    assert len(attachments.openings(office.workspace, kept.id)) == 2
    with pytest.raises(NotFound):
        hand_issues.record(office.workspace, line, NewIssue("email", "a", office.clock.now()))
    attachments.take_back(office.workspace, kept.id, "Of somebody else")
    assert kept.id not in [one.id for one in case_documents.of_case(office.workspace, case_id)]


def test_p13_nothing_goes_before_the_contract_has_ended(office: Office) -> None:
    """P13, D4, AMB-53, JFS 4.09: the day is told; a retention date before the contract's end is refused."""
    case_id = office.referred()
    assert "Nobody has entered" in disposal.kept_until(office.workspace, case_id)
    frame = ContractDates(date(2021, 4, 1), date(2022, 3, 31), source_clause="Schedule 2")
    with pytest.raises(BadInput, match="as long as the contract lasts, until 31 March 2022") as refused:
        contract.put(office.workspace, replace(frame, retention_end_date=date(2022, 3, 30)))
    assert (refused.value.field, refused.value.paragraph) == (contract.RETENTION_END, "JFS 4.09")
    assert contract.dates(office.workspace) == ContractDates(), "nothing of it is kept"
    contract.put(office.workspace, replace(frame, retention_end_date=date(2022, 3, 31)))
    later = replace(frame, extension_end_date=date(2023, 3, 31), retention_end_date=date(2029, 3, 31))
    contract.put(office.workspace, later)
    assert "at least until 31 March 2029" in disposal.kept_until(office.workspace, case_id)
    with office.workspace.reading() as db:
        against = disposal.refusal(db, date(2029, 3, 31))
        assert against is not None and "31 March 2029" in against.text
        assert disposal.refusal(db, date(2029, 4, 1)) is None

"""The CV of a case: kept while it is typed, frozen, agreed, exported, brought in, declined
(V1 to V5, P4, P6, AMB-22)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.cv import cv_export, cv_help, cvs
from jfs_desktop.casework.cv.cv_reading import ReadFile, read_existing
from jfs_desktop.casework.cv.cv_views import EXISTING
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.sessions import support
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.rules.cv.cv import MonthYear, Position, Skill
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.plan.minimum_service import ServiceState
from jfs_desktop.rules.plan.plan import HeadingStatus
from tests.casework.conftest import Office
from tests.documents.made_word import whole

REFERRED, MET = date(2021, 5, 18), date(2021, 5, 26)
OLD_CV = whole(
    "Priya Nair",
    "07700 900123",
    "Work history",
    "Kitchen porter",
    "The Harbour Café, Harbourside",
    "March 2017 to May 2019",
    "Washed up for eighty guests a night.",
)


def at_work(office: Office) -> StyledCv:
    """A sheet with one job and one skill."""
    key = office.workspace.new_key
    first = cvs.first_sheet(cvs.open_cv(office.workspace, office.case), office.workspace)
    job = Position(key(), "Kitchen porter", "Harbour Café", "", MonthYear(2017, 3), MonthYear(2019, 5))
    content = replace(first.content, work=(job,), skills=(Skill(key(), "Stamina", "Eighty guests a night."),))
    return StyledCv(content, CvStyle.CHRONOLOGICAL)


def read(office: Office) -> ReadFile:
    return read_existing(OLD_CV, "my cv.docx", office.workspace.new_key)


def lines(office: Office) -> list[str]:
    """The record of activities under the heading of the CV."""
    view = plans.open_plan(office.workspace, office.case)
    return [row.text for row in view.content.activities if row.kind == "CV"]


def heading(office: Office) -> HeadingStatus:
    rows = plans.open_plan(office.workspace, office.case).content.headings
    return next(row.status for row in rows if row.key == "cv")


@pytest.fixture
def at(office: Office) -> Office:
    office.case = office.started(REFERRED, MET)  # type: ignore[attr-defined]
    return office


def test_a_cv_begins_with_how_to_reach_the_person(at: Office) -> None:
    """V1, V5."""
    assert cvs.open_cv(at.workspace, at.case).state is CvState.NONE
    view = cvs.begin(at.workspace, at.case).value
    assert view.state is CvState.DRAFT
    assert view.settled is not None and view.settled.content.name == "Priya Nair"
    again = cvs.begin(at.workspace, at.case)
    assert again.change_id is None
    assert lines(at) == ["We began a new CV for you."]
    assert heading(at) is HeadingStatus.DONE


def test_what_is_typed_is_kept_at_once_and_journaled_once_it_rests(at: Office) -> None:
    """V1: a draft leaves no entry in the journal; settling leaves one."""
    cvs.begin(at.workspace, at.case)
    before = at.entries()
    sheet = at_work(at)
    cvs.save_draft(at.workspace, at.case, sheet)
    assert at.entries() == before
    view = cvs.open_cv(at.workspace, at.case)
    assert view.draft == sheet and view.draft_saved_at == at.clock.at
    settled = cvs.settle(at.workspace, at.case, sheet)
    assert settled.value.settled == sheet and settled.value.draft is None
    assert at.entries() == before + 1
    assert cvs.settle(at.workspace, at.case, sheet).change_id is None
    history.undo(at.workspace, settled.change_id)
    undone = cvs.open_cv(at.workspace, at.case).settled
    assert undone is not None and undone.content.work == ()


def test_each_version_writes_its_line_into_the_jfap_once(at: Office) -> None:
    """V1, V5, P4."""
    cvs.begin(at.workspace, at.case)
    cvs.save_draft(at.workspace, at.case, at_work(at))
    at.supported(at.case, 60)
    session = cvs.open_cv(at.workspace, at.case).sessions[0]
    first = cvs.make_version(at.workspace, at.case, session_id=session.id).value
    assert (first.number, first.session_on) == (1, MET)
    assert cvs.make_version(at.workspace, at.case).value.number == 1
    assert lines(at) == [
        "We began a new CV for you.",
        "We made version 1 of your CV.",
    ]
    short = replace(first.shown, style=CvStyle.SHORT)
    cvs.settle(at.workspace, at.case, short)
    assert cvs.make_version(at.workspace, at.case).value.number == 2
    assert [one.number for one in cvs.open_cv(at.workspace, at.case).versions] == [2, 1]


def test_an_empty_sheet_is_no_version(at: Office) -> None:
    cvs.begin(at.workspace, at.case)
    with pytest.raises(RefusedByRule, match="nothing in it yet"):
        cvs.make_version(at.workspace, at.case)


def test_agreeing_freezes_it_and_stops_the_clock(at: Office) -> None:
    """V4: CSS 4 is met by the CV; the documents are kept for good."""
    cvs.begin(at.workspace, at.case)
    cvs.save_draft(at.workspace, at.case, at_work(at))
    at.clock.pass_by(0.25)  # a clock that ticks in parts of a second
    with pytest.raises(BadInput) as asked:
        cvs.agree(at.workspace, at.case, how="made", agreed_how=" ")
    assert asked.value.field == "agreed_how"
    version = cvs.agree(at.workspace, at.case, how="made", agreed_how="Video call").value.version
    assert (version.number, version.agreed_how, version.agreed_at) == (1, "Video call", at.clock.at)
    assert cvs.open_cv(at.workspace, at.case).state is CvState.FINAL
    kept = issued_documents.of_case(at.workspace, at.case, kind="cv")
    assert [one.version for one in kept] == ["version 1"]
    pdf = issued_documents.content(at.workspace, kept[0].id, "pdf")
    assert pdf.startswith(b"%PDF-")
    with at.workspace.reading() as db:
        agreed = case_facts.load(db, at.case).last(K.CV_AGREED)
    assert agreed is not None and agreed.detail["how"] == "made"
    assert lines(at)[-1] == "We agreed your CV together by video call."
    parts = {part.key: part.state for part in support.sheet(at.workspace, at.case).service}
    assert parts["cv"] is ServiceState.DELIVERED


@pytest.mark.parametrize("form", list(CvForm))
def test_it_leaves_in_each_form_and_reads_back(at: Office, tmp_path: Path, form: CvForm) -> None:
    """V1: Word, PDF, text, JSON Resume; the name of the file holds the person's name alone."""
    cvs.begin(at.workspace, at.case)
    sheet = at_work(at)
    cvs.save_draft(at.workspace, at.case, sheet)
    name = cv_export.file_name(sheet, form)
    assert name == f"Priya Nair - CV.{form.value}"
    out = tmp_path / name
    cv_export.export(at.workspace, at.case, out, form)
    match form:
        case CvForm.WORD:
            text = "\n".join(row.text for row in docx.Document(str(out)).paragraphs)
        case CvForm.PDF:
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
        case CvForm.TEXT:
            text = out.read_text(encoding="utf-8")
        case CvForm.JSON_RESUME:
            text = json.dumps(json.loads(out.read_bytes()), ensure_ascii=False)
    assert "Harbour Café" in text and "Stamina" in text
    with pytest.raises(BadInput, match="must end in"):
        cv_export.export(at.workspace, at.case, tmp_path / "cv.odt", form)


def test_a_frozen_version_leaves_as_it_was(at: Office, tmp_path: Path) -> None:
    cvs.begin(at.workspace, at.case)
    sheet = at_work(at)
    cvs.settle(at.workspace, at.case, sheet)
    cvs.make_version(at.workspace, at.case)
    cvs.settle(at.workspace, at.case, replace(sheet, content=replace(sheet.content, work=())))
    out = tmp_path / "one.txt"
    cv_export.export(at.workspace, at.case, out, CvForm.TEXT, version=1)
    assert "Harbour Café" in out.read_text(encoding="utf-8")


def test_an_existing_cv_is_kept_with_the_offer_and_gone_on_from(at: Office) -> None:
    """V2: the file as it came, the offer and its answer, what is to be improved."""
    found = read(at)
    assert [job.title for job in found.content.work] == ["Kitchen porter"]
    sheet = StyledCv(found.content)
    view = cv_help.bring_in(at.workspace, at.case, found, sheet, improvements="Dates, and a profile").value
    assert view.settled == sheet and view.state is CvState.DRAFT
    assert view.existing is not None and view.existing.name == "my cv.docx"
    kept = attachments.of_purpose(at.workspace, EXISTING)
    assert attachments.content(at.workspace, kept[0].id) == OLD_CV
    assert lines(at) == [
        "You gave us the CV that you have.",
        "You wanted help with the CV that you have: Dates, and a profile.",
        "We began your CV from the one that you have.",
    ]


def test_declining_needs_a_reason_and_stands_in_the_jfap(at: Office) -> None:
    """V3: the refusal and the reason are in the record of activities."""
    with pytest.raises(BadInput) as asked:
        cv_help.decline(at.workspace, at.case, reason=" ", has_one=True)
    assert asked.value.field == "reason"
    view = cv_help.decline(at.workspace, at.case, reason="Their sister wrote it.", has_one=True).value
    assert (view.state, view.declined_reason) == (CvState.DECLINED, "Their sister wrote it.")
    assert lines(at) == [
        "We offered help with the CV that you have, and you did not want it: Their sister wrote it."
    ]
    assert heading(at) is HeadingStatus.DECLINED
    cvs.begin(at.workspace, at.case)
    assert cvs.open_cv(at.workspace, at.case).state is CvState.DRAFT


def test_who_declines_confirms_the_cv_that_they_have(at: Office) -> None:
    """AMB-22: with a CV, their word makes it the final one; with none, nobody is a completer."""
    with pytest.raises(RefusedByRule, match="no CV on this case"):
        cv_help.decline(at.workspace, at.case, reason="None wanted", has_one=True, confirmed_how="Video")
    assert cvs.open_cv(at.workspace, at.case).state is CvState.NONE
    view = cv_help.decline(
        at.workspace, at.case, reason="None wanted", has_one=True, file=read(at), confirmed_how="Video"
    ).value
    assert view.state is CvState.FINAL
    with at.workspace.reading() as db:
        agreed = case_facts.load(db, at.case).last(K.CV_AGREED)
    assert agreed is not None
    assert (agreed.detail["how"], agreed.detail["declined_reason"]) == ("kept", "None wanted")
    assert agreed.detail["kept_where"] == "my cv.docx", "no English words of ours in a JFAP in Welsh"


def test_the_word_may_be_given_later(at: Office) -> None:
    """AMB-22."""
    with pytest.raises(RefusedByRule):
        cv_help.confirm(at.workspace, at.case, confirmed_how="Video")
    cv_help.decline(at.workspace, at.case, reason="None wanted", has_one=True, file=read(at))
    assert cv_help.confirm(at.workspace, at.case, confirmed_how="Telephone").value.state is CvState.FINAL


def test_an_existing_cv_is_no_final_one_before_help_was_offered(at: Office) -> None:
    """V2: the gate of the offer."""
    at.record(at.case, K.CV_BROUGHT_IN)
    with pytest.raises(RefusedByRule, match="offer help with it first"):
        at.record(at.case, K.CV_AGREED)
    at.record(at.case, K.CV_HELP_OFFERED)
    at.record(at.case, K.CV_AGREED)


def test_help_begins_with_the_initial_meeting(office: Office) -> None:
    office.on(date(2021, 6, 1))
    case_id = office.referred()
    with pytest.raises(RefusedByRule, match="initial meeting"):
        cvs.begin(office.workspace, case_id)


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"%PDF-1.7 and nothing", b'{"work": 3}'])
def test_a_file_that_is_no_cv_is_refused_in_one_sentence(content: bytes, office: Office) -> None:
    with pytest.raises(UserError) as refused:
        read_existing(content, "cv.docx", office.workspace.new_key)
    assert refused.value.remedy

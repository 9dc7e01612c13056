"""Letters and forms made from a case (C3, M4, M10, W8, X3)."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import UUID

import docx
import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.cases.history_sentences import DONE
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import case_papers, issued_documents
from jfs_desktop.casework.documents.paper_sources import Signposted
from jfs_desktop.casework.ending import case_letters
from jfs_desktop.casework.ending.case_letters import FOR_DWP, LETTERS, NAMES, Typed
from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.sessions import support
from jfs_desktop.documents.papers.forms import EXPLAINED, IPESSO1, JFS07, PRAP14, SURVEY
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.casework.conftest import Office


@pytest.fixture(autouse=True)
def reached(office: Office) -> None:
    settings.put(office.workspace, settings.PROVIDER_EMAIL, "office@example.org")


def told(office: Office, case_id: UUID, kind: str, typed: Typed | None = None) -> str:
    filled = case_letters.fill(office.workspace, case_id, kind, typed)
    opened = docx.Document(io.BytesIO(filled.docx))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_the_first_letter_tells_what_is_offered_and_by_when_to_reply(office: Office) -> None:
    """JFS 3.11, 3.19: the figures come from the programme."""
    case_id, typed = office.referred(), Typed(reply_by=date(2021, 6, 9))
    text = told(office, case_id, Letter.FIRST_CONTACT, typed)
    kept = case_letters.fill(office.workspace, case_id, Letter.FIRST_CONTACT, typed).document()
    assert [(one.key, one.version) for one in kept.wording] == [("conditionality", "built-in 1")], "B3"
    for said in ("4 hours", "20 working days", "Wednesday 9 June 2021", "voluntary", "office@example.org"):
        assert said in text


def test_a_letter_that_names_no_way_to_reach_the_office_is_refused(office: Office) -> None:
    case_id = office.referred()
    settings.put(office.workspace, settings.PROVIDER_EMAIL, "")
    with pytest.raises(BadInput) as refused:
        case_letters.fill(office.workspace, case_id, Letter.FIRST_CONTACT)
    assert "Settings" in refused.value.sentence


def test_x8_no_letter_is_written_to_somebody_who_died(office: Office) -> None:
    """J5.11: what goes to DWP is still made."""
    case_id = office.started()
    office.record(case_id, FactKind.DEATH_LEARNED, detail={"told_by": "A sister"})
    for kind in LETTERS:
        with pytest.raises(RefusedByRule, match="has died"):
            case_letters.fill(office.workspace, case_id, kind, Typed())
    assert set(case_letters.offered(office.workspace, case_id)) == {JFS07, PRAP14, SURVEY}
    assert "None." in told(office, case_id, JFS07, Typed(change="Died", effect="None."))


def test_an_appointment_is_confirmed_as_it_was_booked(office: Office) -> None:
    """C3, JFS 3.14, in the language of the person's documents."""
    case_id = office.referred()
    with pytest.raises(RefusedByRule):
        case_letters.fill(office.workspace, case_id, Letter.APPOINTMENT)
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.record(
        case_id,
        FactKind.MEETING_BOOKED,
        detail={"booked_for": "2021-06-08", "booked_at": "10:30", "method": "video", "platform": "Teams"},
    )
    assert "Tuesday 8 June 2021" in told(office, case_id, Letter.APPOINTMENT)
    document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    welsh = told(office, case_id, Letter.APPOINTMENT)
    for said in ("Dydd Mawrth 8 Mehefin 2021", "10:30", "Galwad fideo", "Teams", "Eich apwyntiad"):
        assert said in welsh


def test_the_next_appointment_agreed_is_confirmed_too(office: Office) -> None:
    case_id = office.started()
    office.record(
        case_id,
        FactKind.APPOINTMENT_AGREED,
        channel="video",
        detail={"agreed_for": "2021-05-28", "time": "11:00"},
    )
    assert "Friday 28 May 2021" in told(office, case_id, Letter.APPOINTMENT)


def test_a_missed_appointment_is_named(office: Office) -> None:
    """M4, JFS 4.17."""
    case_id = office.started()
    with pytest.raises(RefusedByRule):
        case_letters.fill(office.workspace, case_id, Letter.MISSED)
    office.record(case_id, FactKind.MEETING_MISSED, at=time(9, 30))
    assert "Wednesday 26 May 2021 at 09:30" in told(office, case_id, Letter.MISSED)


def test_jfs07_is_filled_from_the_case_and_stays_english(office: Office, tmp_path: Path) -> None:
    """M10, JFS 4.27: filled, saved as Word and PDF, kept on the case."""
    case_id = office.started()
    document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    with pytest.raises(BadInput) as refused:
        case_letters.fill(office.workspace, case_id, JFS07)
    assert (refused.value.field, refused.value.paragraph) == ("change", "JFS 4.27")
    office.record(case_id, FactKind.CHANGE_NOTICED)
    text = told(office, case_id, JFS07)
    assert "Has moved in with a sister." in text
    assert "PR-00001" in text
    filled = case_letters.fill(office.workspace, case_id, JFS07, Typed(effect="None."))
    for ending in ("docx", "pdf"):
        case_papers.save(office.workspace, case_id, filled, tmp_path / f"form.{ending}")
    kept = issued_documents.of_case(office.workspace, case_id, kind=JFS07)
    assert [(one.language, one.title) for one in kept] == [("en", "Notice of a change of circumstances")] * 2


def test_prap14_names_the_error_and_where_it_goes(office: Office) -> None:
    """W8, JFS 3.37: only once an error found after the start is recorded; to POST's address."""
    case_id = office.started()
    with pytest.raises(RefusedByRule) as refused:
        case_letters.fill(office.workspace, case_id, PRAP14)
    assert refused.value.paragraph == "JFS 3.37"
    office.record(
        case_id,
        FactKind.ERROR_FOUND_AFTER_START,
        detail={"error": "duplicate", "explanation": "Referred twice by two Jobcentres."},
    )
    text = told(office, case_id, PRAP14, Typed(other_reference="PR-00099"))
    for said in (
        office.workspace.programme.prap.post_address,
        "Duplicate referral",
        "Referred twice by two Jobcentres.",
        "PR-00099",
    ):
        assert said in text


def test_the_final_letter_waits_for_the_final_plan(office: Office) -> None:
    """X3."""
    with pytest.raises(RefusedByRule) as refused:
        case_letters.fill(office.workspace, office.started(), Letter.FINAL_JFAP)
    assert refused.value.paragraph == "JFS 5.02"
    assert "DWP may ring you" in told(office, office.finalised(office.started()), Letter.FINAL_JFAP)


def test_q7_q8_the_survey_record_is_filled_from_what_was_asked_and_answered(
    office: Office, tmp_path: Path
) -> None:
    """Q6 to Q8, Q10, Q11: refused before anybody was asked; not answered yet says so; an answer by telephone
    with why and with every word; DWP's question in its version; kept on the case with its retention class,
    and in the history."""
    case_id, workspace = office.finalised(office.started()), office.workspace
    with pytest.raises(RefusedByRule) as refused:
        case_letters.fill(workspace, case_id, SURVEY)
    assert refused.value.paragraph == "JFS 7.44"
    with pytest.raises(RefusedByRule):
        office.record(case_id, FactKind.SURVEY_ANSWERED)
    office.record(case_id, FactKind.SURVEY_ASKED, channel="email")
    unanswered = told(office, case_id, SURVEY)
    survey = workspace.programme.survey
    for said in (survey.question, survey.version, survey.follow_up, *survey.answers, "No answer", "E-mail"):
        assert said in unanswered, said
    assert "added nothing" not in unanswered, "nobody knows yet what they will add"
    assert "Chosen" not in unanswered.replace("Chosen\n", "", 1), "only the head of the column"
    answered = {
        "way": "telephone",
        "why_telephone": "No e-mail and no internet at home.",
        "answer": "fairly_satisfied",
        "spoken": "The mock interview helped.\nThe forms did not.",
    }
    for key, empty in itertools.product(("why_telephone", "answer", "spoken"), ("", " \n")):
        with pytest.raises(BadInput) as missing:  # Q8: by telephone no record is empty
            office.record(case_id, FactKind.SURVEY_ANSWERED, detail=answered | {key: empty})
        assert missing.value.field == key
    office.record(case_id, FactKind.SURVEY_ANSWERED, detail=answered)
    filled = case_letters.fill(workspace, case_id, SURVEY)
    text = told(office, case_id, SURVEY)
    for said in ("Telephone", answered["why_telephone"], "The mock interview helped.", "The forms did not."):
        assert said in text
    rows = docx.Document(io.BytesIO(filled.docx)).tables[0].rows
    marks = {row.cells[0].text: row.cells[1].text for row in rows}
    assert {name for name, mark in marks.items() if mark == "Chosen"} == {"Fairly satisfied"}
    version = f"Version of the questions: {survey.version}"
    lines = [one for one in evidence.of_case(workspace, case_id).lines if version in one.details]
    assert len(lines) == 2, "asked and answered by hand, each in the version that was asked"
    case_papers.save(workspace, case_id, filled, tmp_path / "record.pdf")
    (kept,) = issued_documents.of_case(workspace, case_id, kind=SURVEY)
    assert (kept.kind_name, kept.retention_class) == ("Customer satisfaction survey", "survey_responses")
    with workspace.reading() as db:
        purposes = {one.retention_class for one in db.query(Attachment).filter_by(about_id=kept.id)}
    assert purposes == {"survey_responses"}
    assert DONE["case_papers.save"] in {one.text for one in history.of_case(workspace, case_id)}
    document_language.choose(workspace, case_id, DocumentLanguage.WELSH)
    assert "Eithaf bodlon" in told(office, case_id, SURVEY)


def test_o7_o8_the_sheet_for_ipesso1_stands_where_a_case_signposts(office: Office, tmp_path: Path) -> None:
    """AMB-60: off on a case of Job Finding Support until head office turns it on; O7: nothing is filled in
    before every point was told; O8, EX25, AMB-38: to be sent by the date of England and Wales."""
    case_id, workspace = office.started(), office.workspace
    assert IPESSO1 not in case_letters.offered(workspace, case_id)
    assert support.sheet(workspace, case_id).signpost is None
    with pytest.raises(RefusedByRule):
        case_letters.fill(workspace, case_id, IPESSO1)
    settings.put(workspace, settings.SIGNPOSTING, True)
    assert IPESSO1 in case_letters.offered(workspace, case_id)
    some = Typed(signposted=Signposted(told_on=workspace.today(), told=frozenset({"length", "sharing"})))
    sheet = told(office, case_id, IPESSO1, some)
    assert "Northgate Skills" in sheet and sheet.count("Not yet") == 9
    office.on(date(2021, 11, 29))
    with pytest.raises(RefusedByRule, match="not signed"):
        office.record(case_id, FactKind.IPESSO1_SENT)
    office.record(case_id, FactKind.IPESSO1_SIGNED)
    for typed, field in (
        (Signposted(), "told_on"),
        (some.signposted, "told"),
        (replace(some.signposted, told=frozenset(EXPLAINED)), "volunteers"),
    ):
        with pytest.raises(BadInput) as refused:
            case_letters.fill(workspace, case_id, IPESSO1, Typed(signposted=typed))
        assert refused.value.field == field and refused.value.paragraph.startswith("IPES 5.1")
    all_told = replace(some.signposted, told=frozenset(EXPLAINED), volunteers=True, inbox="in@example.org")
    filled = case_letters.fill(workspace, case_id, IPESSO1, Typed(signposted=all_told))
    text = told(office, case_id, IPESSO1, Typed(signposted=all_told))
    assert "6 December 2021" in text and "in@example.org" in text and "Not yet" not in text
    stands = support.sheet(workspace, case_id).signpost
    assert stands is not None and (stands.send_by, stands.sent_on) == (date(2021, 12, 6), None)
    case_papers.save(workspace, case_id, filled, tmp_path / "sheet.docx")
    (kept,) = issued_documents.of_case(workspace, case_id, kind=IPESSO1)
    assert kept.docx_sha256 and kept.pdf_sha256 and kept.template_version == "built-in 1"
    office.record(case_id, FactKind.IPESSO1_SENT)
    stands = support.sheet(workspace, case_id).signpost
    assert stands is not None and stands.sent_on == date(2021, 11, 29)


def test_every_kind_has_a_name_and_no_other_is_made(office: Office) -> None:
    assert set(NAMES) == {*Letter, *FOR_DWP, SURVEY, IPESSO1}
    with pytest.raises(NotFound):
        case_letters.fill(office.workspace, office.referred(), "cv")

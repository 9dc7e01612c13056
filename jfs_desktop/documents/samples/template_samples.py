"""Invented people whose papers show what a template makes of a plan and a CV: every field is filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from jfs_desktop.documents.papers import cv, plan
from jfs_desktop.documents.samples import paper_samples
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    ContactKind,
    Course,
    CvContent,
    Interest,
    Language,
    Licence,
    MonthYear,
    Position,
    Referee,
    Skill,
)
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.mail.jfap_request import JfapState, JobcentreDates
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)

PARTICIPANT = "Gwenllian Angharad Llywelyn-Prytherch"
ADVISER = "Mòrag NicDhòmhnaill"
MADE_AT = datetime(2021, 6, 4, 9, 30, tzinfo=UTC)
SUMMARY = {
    DocumentLanguage.ENGLISH: "10 May 2021 to 4 June 2021: an initial meeting, 2 one-to-one sessions.",
    DocumentLanguage.WELSH: "10 Mai 2021 – 4 Mehefin 2021: cyfarfod cychwynnol, 2 sesiwn un-i-un.",
}


def _key(number: int) -> UUID:
    return UUID(int=number)


def plan_sample(title: str, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> dict[str, Any]:
    """The fields of a plan, none of them empty. Who issues it is filled in by the kind."""
    document = plan_document("-", title, "-", language)
    return {**plan.fields(document), "language_note": document.labels.of("plan", "typed_in_other")}


def plan_document(
    service: str, title: str, provider: str, language: DocumentLanguage = DocumentLanguage.ENGLISH
) -> plan.PlanDocument:
    """The plan itself, as it would be rendered."""
    return plan.PlanDocument(
        service=service,
        title=title,
        provider=provider,
        participant=PARTICIPANT,
        first_name="Gwenllian",
        adviser=ADVISER,
        content=plan_content(language),
        headings={"job_search": "Job matching", "interview": "Mock interview", "cv": "CV"},
        made_at=MADE_AT,
        reference="PR-00417",
        initial_meeting_on=date(2021, 5, 10),
        last_day=date(2021, 6, 8),
        version=3,
        version_made_at=MADE_AT,
        agreed_at=MADE_AT,
        agreed_how="Telephone",
        jobcentre=(JobcentreDates(date(2021, 6, 1), date(2021, 6, 3)),),
        standing=JfapState.NOT_FINAL,
        summary=SUMMARY[language],
        how_to_query=tuple(shipped_wording.lines("how_to_query", language)),
        language=language,
    )


def plan_content(language: DocumentLanguage = DocumentLanguage.ENGLISH) -> PlanContent:
    """Two objectives, two headings, two activities, next steps, typed in that language."""
    return _WELSH if language is DocumentLanguage.WELSH else _ENGLISH


_ENGLISH = PlanContent(
    objectives=(
        Objective(
            _key(1),
            "Apply for three warehouse jobs a week within reach of Bangor",
            "Use the saved search and the covering letter we wrote",
            "Nine applications noted by the end of next week",
            "participant",
            date(2021, 6, 11),
            ObjectiveStatus.DOING,
        ),
        Objective(
            _key(2),
            "Be ready for an interview on video",
            "Practise once with the camera on",
            "One practice interview held, with feedback",
            "adviser",
            date(2021, 6, 8),
            ObjectiveStatus.DONE,
        ),
    ),
    headings=(
        HeadingEntry("job_search", HeadingStatus.DONE, "Saved searches on two boards.\nSix applications."),
        HeadingEntry("interview", HeadingStatus.DECLINED, "Would rather not be filmed."),
    ),
    activities=(
        Activity(_key(3), MADE_AT, "1-2-1 session", "Rewrote the CV.\nChose two boards.", ADVISER),
        Activity(_key(4), MADE_AT, "Group session", "How to read an advertisement.", ADVISER),
    ),
    further_support="A bus pass for the first month was applied for.",
    next_steps="Ring the agency on Monday.\nBring the certificates to the next session.",
)
_WELSH = PlanContent(
    objectives=(
        Objective(
            _key(1),
            "Ymgeisio am dair swydd warws yr wythnos o fewn cyrraedd i Fangor",
            "Defnyddio'r chwiliad a gadwyd a'r llythyr eglurhaol a ysgrifennwyd gennym",
            "Naw cais wedi'u nodi erbyn diwedd yr wythnos nesaf",
            "participant",
            date(2021, 6, 11),
            ObjectiveStatus.DOING,
        ),
        Objective(
            _key(2),
            "Bod yn barod am gyfweliad fideo",
            "Ymarfer unwaith gyda'r camera ymlaen",
            "Un cyfweliad ymarfer wedi'i gynnal, gydag adborth",
            "adviser",
            date(2021, 6, 8),
            ObjectiveStatus.DONE,
        ),
    ),
    headings=(
        HeadingEntry(
            "job_search", HeadingStatus.DONE, "Chwiliadau wedi'u cadw ar ddau fwrdd swyddi.\nChwe chais."
        ),
        HeadingEntry("interview", HeadingStatus.DECLINED, "Byddai'n well ganddi beidio â chael ei ffilmio."),
    ),
    activities=(
        Activity(_key(3), MADE_AT, "1-2-1 session", "Ailysgrifennwyd y CV.\nDewiswyd dau fwrdd.", ADVISER),
        Activity(_key(4), MADE_AT, "Group session", "Sut i ddarllen hysbyseb.", ADVISER),
    ),
    further_support="Gwnaed cais am docyn bws ar gyfer y mis cyntaf.",
    next_steps="Ffonio'r asiantaeth ddydd Llun.\nDod â'r tystysgrifau i'r sesiwn nesaf.",
    written_in=DocumentLanguage.WELSH,
)


def cv_sample(style: CvStyle, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> dict[str, Any]:
    """The fields of a CV in a style, every section of it filled."""
    content = replace(cv_content(), language=language)
    found = cv.fields(content, style)
    # A section that a style leaves out may still be asked for by a template.
    whole = cv.fields(content, CvStyle.COMBINED)["sections"]
    shown = {section["kind"] for section in found["sections"]}
    return {**found, "sections": [*found["sections"], *(one for one in whole if one["kind"] not in shown)]}


def cv_content() -> CvContent:
    """A CV with an entry in each section."""
    return CvContent(
        name=PARTICIPANT,
        target_job="Warehouse team leader",
        profile="Steady and quick, with four years in food warehousing.\nWelsh and English.",
        contacts=(
            Contact(_key(11), ContactKind.ADDRESS, "Bangor, Gwynedd"),
            Contact(_key(12), ContactKind.TELEPHONE, "01632 960 417"),
            Contact(_key(13), ContactKind.EMAIL, "gwenllian@example.org"),
        ),
        skills=(Skill(_key(14), "Stock control", "Brought losses down by a fifth"),),
        work=(_POST,),
        education=(_COURSE,),
        training=(Certificate(_key(17), "Forklift, counterbalance", "RTITB", MonthYear(2018)),),
        volunteering=(_ROUND,),
        languages=(Language(_key(19), "Welsh", "first language"),),
        licences=(Licence(_key(20), "Driving licence", "B"),),
        interests=(Interest(_key(21), "Hill running"),),
        references=(Referee(_key(22), "Siân Prys", "Manager", "Northern Foods", "01632 960 418"),),
    )


_POST = Position(
    _key(15),
    "Warehouse operative",
    "Northern Foods",
    "Bangor",
    MonthYear(2016, 3),
    MonthYear(2020, 11),
    duties=("Picked and packed 120 lines an hour", "Trained four new starters"),
    achievement="Operative of the year 2019",
)
_ROUND = Position(
    _key(18),
    "Driver",
    "Food bank",
    "Bangor",
    MonthYear(2019, 6),
    ongoing=True,
    duties=("Two rounds a week",),
    achievement="Set up a second round",
)
_COURSE = Course(
    _key(16),
    "Level 2 in warehousing",
    "Coleg Menai",
    "Merit",
    MonthYear(2014),
    MonthYear(2015),
    notes=("Stock systems",),
)


Sample = Callable[[str, DocumentLanguage], dict[str, Any]]


def _of_paper(kind: str) -> Sample:
    return lambda _, language: paper_samples.fields_of(kind, language)


def _of_style(style: CvStyle) -> Sample:
    return lambda _, language: cv_sample(style, language)


SAMPLES: Mapping[str, Sample] = {
    "jfap": plan_sample,
    **{f"cv-{style.value}": _of_style(style) for style in CvStyle},
    **{kind: _of_paper(kind) for kind in paper_samples.PAPERS},
}
"""By the kind's key; each is given what the document is called, and the language."""

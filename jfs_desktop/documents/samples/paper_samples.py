"""Invented people's letters, pack and forms, every field filled: what their templates are checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from jfs_desktop.documents.papers import forms, induction_pack, letters
from jfs_desktop.documents.papers.forms import Error, Referred, Signpost, SurveyAnswer
from jfs_desktop.documents.papers.induction_pack import PackText
from jfs_desktop.documents.papers.letters import Letter, Meeting, Recipient
from jfs_desktop.documents.papers.paper import Issuer, Paper
from jfs_desktop.documents.wording.shipped_wording import lines, pack_sections
from jfs_desktop.rules.person.document_language import DocumentLanguage

ENGLISH: Final = DocumentLanguage.ENGLISH
WELSH: Final = DocumentLanguage.WELSH
MADE_AT: Final = datetime(2021, 6, 4, 9, 30, tzinfo=UTC)
NAME, FIRST_NAME, REFERENCE = "Gwenllian Angharad Llywelyn-Prytherch", "Gwenllian", "PR-00417"
ADDRESS = "14 Harbour Terrace, Bangor, LL57 3ZZ"
ISSUER = Issuer("-", "Northgate Skills", "Mòrag NicDhòmhnaill", "01632 960100", "jfs@northgate.example")
MEETING = Meeting(date(2021, 6, 8), "10:30", "Video call", "Teams")
PERSON = Referred(
    NAME,
    REFERENCE,
    "AB 12 34 56 C",
    date(1988, 3, 1),
    "Bangor",
    "D. Osei",
    date(2021, 5, 4),
    date(2021, 5, 10),
    date(2021, 5, 11),
)
FOR_THEM: Final = {
    ENGLISH: "Your sessions are on Tuesdays at 10:30, by video call with captions switched on.\n"
    "Bring your forklift certificate to the second one: it goes into your CV.",
    WELSH: "Mae eich sesiynau ar ddydd Mawrth am 10:30, drwy alwad fideo gyda chapsiynau.\n"
    "Dewch â'ch tystysgrif fforch godi i'r ail un: bydd yn mynd i'ch CV.",
}
"""What stands in the pack for this person alone."""
REASON: Final = {
    ENGLISH: "The mock interview helped most: I had never been asked those questions before. I would have "
    "liked one more session on filling in application forms.",
    WELSH: "Y ffug gyfweliad a helpodd fwyaf: doedd neb wedi gofyn y cwestiynau hynny imi o'r blaen. Byddwn "
    "wedi hoffi un sesiwn arall ar lenwi ffurflenni cais.",
}
NO_INTERNET: Final = {
    ENGLISH: "No e-mail, and no internet at home.",
    WELSH: "Dim e-bost, a dim rhyngrwyd gartref.",
}
ANSWERED = SurveyAnswer(
    "1",
    "How did you find it?",
    ("Good", "Bad"),
    "Why do you say so?",
    "Telephone",
    "Good",
    REASON[ENGLISH],
    date(2021, 6, 4),
    NO_INTERNET[ENGLISH],
)


def pack(language: DocumentLanguage = ENGLISH) -> Paper:
    """An induction pack."""
    text = PackText(
        "3",
        date(2021, 6, 1),
        pack_sections()[language],
        FOR_THEM[language],
        lines("privacy_notice", language),
        lines("conditionality", language),
    )
    return induction_pack.pack(_to(language), ISSUER, MADE_AT, text, first_name=FIRST_NAME)


def letter(kind: Letter, language: DocumentLanguage = ENGLISH) -> Paper:
    """A letter or message."""
    to, at, by = _to(language), MADE_AT, date(2021, 6, 9)
    stays, query = lines("conditionality", language), lines("how_to_query", language)
    call, query_closed = lines("call_reminder", language), lines("how_to_query_closed", language)
    makers: Mapping[Letter, Callable[[], Paper]] = {
        Letter.FIRST_CONTACT: lambda: letters.first_contact(
            to, ISSUER, at, hours=4, days=20, conditionality=stays, reply_by=by
        ),
        Letter.APPOINTMENT: lambda: letters.appointment(to, ISSUER, at, MEETING),
        Letter.DRAFT_JFAP: lambda: letters.draft_plan(
            to, ISSUER, at, version=1, how_to_query=query, next_meeting=MEETING
        ),
        Letter.FINAL_JFAP: lambda: letters.final_plan(
            to, ISSUER, at, version=4, call_reminder=call, how_to_query=query_closed
        ),
        Letter.MISSED: lambda: letters.missed(to, ISSUER, at, MEETING, conditionality=stays, reply_by=by),
    }
    return makers[kind]()


def change_notice(_: DocumentLanguage = ENGLISH) -> Paper:
    """JFS07."""
    return forms.change_notice(
        PERSON,
        ISSUER,
        MADE_AT,
        date(2021, 6, 2),
        "Has moved in with a sister and now lives at 3 Quay Street, Bangor, LL57 1AB.\n"
        "The telephone number and the e-mail address stay the same.",
        effect="Sessions go on as before, by video call.",
    )


def cancellation(_: DocumentLanguage = ENGLISH) -> Paper:
    """PRaP14."""
    told = (
        "The same person was referred twice on the same day.\n"
        "The first referral goes on under PR-00398; nothing was delivered under this one."
    )
    error = Error("Duplicate referral", date(2021, 6, 3), told, "PR-00398")
    return forms.cancellation(PERSON, ISSUER, MADE_AT, error, "POST")


def signpost(language: DocumentLanguage = ENGLISH) -> Paper:
    """The sheet that goes with IPESSO1."""
    told = dict.fromkeys(forms.EXPLAINED, date(2021, 6, 4))
    day = date(2021, 6, 4)
    said = Signpost("Northgate Skills", told, True, day, day, date(2021, 6, 11), "signposts@example.org")
    return forms.signpost(_to(language), ISSUER, MADE_AT, said)


def survey(language: DocumentLanguage = ENGLISH, asked: SurveyAnswer = ANSWERED) -> Paper:
    """A survey that was answered, in their own words."""
    said = replace(asked, reason=REASON[language], telephone_reason=NO_INTERNET[language])
    return forms.survey(_to(language), ISSUER, MADE_AT, said)


def _to(language: DocumentLanguage) -> Recipient:
    return Recipient(NAME, REFERENCE, language, FIRST_NAME, ADDRESS)


def _of_letter(kind: Letter) -> Callable[[DocumentLanguage], Paper]:
    return lambda language: letter(kind, language)


PAPERS: Mapping[str, Callable[[DocumentLanguage], Paper]] = {
    induction_pack.KIND: pack,
    **{kind.value: _of_letter(kind) for kind in Letter},
    forms.JFS07: change_notice,
    forms.PRAP14: cancellation,
    forms.IPESSO1: signpost,
    forms.SURVEY: survey,
}
"""A filled paper of each kind, by its template's key."""

FOR_DWP = (forms.JFS07, forms.PRAP14)
"""Those that go to DWP, in English alone."""


def fields_of(kind: str, language: DocumentLanguage = ENGLISH) -> dict[str, Any]:
    """The fields of a kind of paper, none of them empty."""
    return PAPERS[kind](language).filled()

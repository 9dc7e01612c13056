"""The words by which forms and tables name what stands beside or below them, in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from jfs_desktop.documents.cv_terms.cv_titles import LONGEST, folded
from jfs_desktop.rules.cv.cv_dates import find_span


class Tells(StrEnum):
    """What a label says of what it stands for. ``LABEL`` is a label itself, ``MORE`` goes on with the cell of
    the line above, ``HEAD`` is title and employer in one, and ``OTHER`` has no place on a CV of ours."""

    LABEL = "label"
    MORE = "more"
    HEAD = "head"
    TIME = "time"
    BEGAN = "began"
    ENDED = "ended"
    EXPIRES = "expires"
    ROLE = "role"
    HOUSE = "house"
    EMPLOYER = "employer"
    SCHOOL = "school"
    PLACE = "place"
    DUTIES = "duties"
    QUALIFICATION = "qualification"
    SUBJECT = "subject"
    LEVEL = "level"
    GRADE = "grade"
    NAME = "name"
    FIRST_NAME = "first name"
    SURNAME = "surname"
    TARGET = "job aimed for"
    REACH = "reach"
    MOTHER_TONGUE = "mother tongue"
    LANGUAGE = "language"
    LICENCE = "licence"
    SKILL = "skill"
    OTHER = "other"


_WORDINGS: Final[dict[Tells, str]] = {
    Tells.TIME: (
        "date, dates, year, years, period, dates of employment, date of employment, employment dates, "
        "employment period, period of employment, period employed, dates employed, dates attended, "
        "dates of attendance, dates of study, when, month, date gained, date awarded, date obtained, "
        "date achieved, date passed, date taken, date completed, year gained, year awarded, year obtained, "
        "date of award, completion date, date of training, date of course, dyddiad, dyddiadau, blwyddyn, "
        "blynyddoedd, cyfnod, cyfnod cyflogaeth, pryd"
    ),
    Tells.BEGAN: (
        "from, start, started, start date, date started, starting date, date from, dates from, from date, "
        "began, date began, since, joined, date joined, o, oddi wrth, dyddiad dechrau, dechrau"
    ),
    Tells.ENDED: (
        "to, until, till, end, ended, end date, date ended, ending date, date to, dates to, to date, finish, "
        "finished, finish date, date finished, left, date left, leaving date, date of leaving, hyd, "
        "dyddiad gorffen, dyddiad gadael, gorffen, diwedd"
    ),
    Tells.EXPIRES: (
        "expires, expiry, expiry date, expires on, valid to, valid until, renewal, renewal date, "
        "renewal due, date of expiry, dyddiad dod i ben, yn ddilys tan"
    ),
    Tells.ROLE: (
        "title, role, position, post, post held, job, job title, job role, job position, position held, "
        "positions held, occupation, occupation or position held, position or occupation, role title, "
        "title of post, title of job, role or position, job held, type of job, type of work, position title, "
        "teitl, swydd, teitl swydd, teitl y swydd, galwedigaeth, rol, galwedigaeth neu swydd a ddaliwyd"
    ),
    Tells.EMPLOYER: (
        "employer, employers, employer name, employer s name, company, company name, firm, business name, "
        "name of business, place of work, workplace, worked for, where i worked, cyflogwr, enw r cyflogwr, "
        "enw cyflogwr, cwmni, enw a chyfeiriad y cyflogwr, enw a chyfeiriad cyflogwr"
    ),
    Tells.SCHOOL: (
        "school, school name, college, college name, university, university name, place of study, "
        "where i studied, school attended, college attended, schools attended, ysgol, coleg, prifysgol"
    ),
    Tells.HOUSE: (
        "organisation, organization, institution, institute, establishment, organisation name, provider, "
        "training provider, course provider, awarding body, awarding organisation, awarded by, issued by, "
        "issuing body, issuer, examining body, exam board, sefydliad, darparwr, corff dyfarnu"
    ),
    Tells.PLACE: "place, location, town, city, town or city, country, city or town, lleoliad, tref",
    Tells.DUTIES: (
        "duties, main duties, key duties, job duties, my duties, responsibilities, main responsibilities, "
        "key responsibilities, description, job description, description of duties, brief description, "
        "brief description of duties, summary of duties, tasks, main tasks, activities, main activities, "
        "what i did, details, details of duties, main activities and responsibilities, principal duties, "
        "principal subjects and occupational skills covered, principal subjects, subjects covered, "
        "topics covered, skills covered, dyletswyddau, prif ddyletswyddau, cyfrifoldebau, "
        "prif weithgareddau a chyfrifoldebau, disgrifiad"
    ),
    Tells.QUALIFICATION: (
        "qualification, qualifications, qualification gained, qualifications gained, "
        "qualification obtained, qualifications obtained, qualification awarded, qualifications awarded, "
        "title of qualification, title of qualification awarded, title of award, award, course, "
        "course title, course name, course of study, name of course, programme, programme of study, "
        "certificate, certificate name, exam, exams, examination, examinations, "
        "examinations passed, exams taken, examinations taken, "
        "type of qualification, qualification type, training course, name of training, cymhwyster, "
        "cymwysterau, cwrs, tystysgrif, arholiad, teitl y cymhwyster a ddyfarnwyd"
    ),
    Tells.SUBJECT: "subject, subjects, subject studied, subjects studied, subjects taken, pwnc, pynciau",
    Tells.LEVEL: (
        "level, level of qualification, qualification level, level in national classification, "
        "level in national or international classification, lefel"
    ),
    Tells.GRADE: (
        "grade, grades, result, results, grade achieved, grades achieved, grade obtained, grades obtained, "
        "grade awarded, classification, marks, class of degree, predicted grade, gradd, graddau, "
        "canlyniad, canlyniadau"
    ),
    Tells.NAME: (
        "name, full name, name in full, first name and surname, first name and last name, "
        "surname and first name, last name and first name, surname and forename, forename and surname, "
        "forenames and surname, name and surname, surname and name, enw, enw llawn, enw cyntaf a chyfenw"
    ),
    Tells.FIRST_NAME: (
        "first name, first names, forename, forenames, given name, given names, christian name, "
        "enw cyntaf, enwau cyntaf"
    ),
    Tells.SURNAME: "surname, surnames, last name, family name, cyfenw",
    Tells.TARGET: (
        "desired employment, occupational field, desired employment and occupational field, "
        "job applied for, position applied for, preferred job, studies applied for, "
        "desired job, job wanted, job sought, target job, y swydd a ddymunir"
    ),
    Tells.REACH: (
        "address, home address, postal address, current address, full address, postcode, telephone, "
        "telephone number, telephone no, phone, phone number, phone no, tel, tel no, mobile, mobile number, "
        "mobile no, mobile phone, mobile telephone, home telephone, home phone, contact number, landline, "
        "email, e mail, email address, e mail address, linkedin, website, cyfeiriad, ffon, ffon symudol, "
        "rhif ffon, e bost, ebost, cod post"
    ),
    Tells.MOTHER_TONGUE: "mother tongue, native language, mamiaith, iaith gyntaf",
    Tells.LANGUAGE: "other language, other languages, foreign languages, ieithoedd eraill",
    Tells.LICENCE: "driving licence, driving licences, driving license, trwydded yrru",
    Tells.SKILL: (
        "social skills, social skills and competences, organisational skills, "
        "organisational and managerial skills, organisational skills and competences, "
        "technical skills and competences, job related skills, communication skills, digital skills, "
        "digital competence, computer skills and competences, artistic skills and competences, "
        "other skills and competences, artistic skills, other skills"
    ),
    Tells.OTHER: (
        "reason for leaving, reason, salary, final salary, pay, rate of pay, wage, hours, hours per week, "
        "hours worked, notice, notice period, notice required, type of business, type of business or sector, "
        "business or sector, sector, line manager, full time or part time, full or part time, "
        "ni number, ni no, national insurance number, national insurance no, rhif yswiriant gwladol, "
        "contract type, date of birth, dob, nationality, gender, sex, fax, "
        "rheswm dros adael, cyflog, dyddiad geni, cenedligrwydd, marital status"
    ),
}
_TELLS: Final[dict[str, Tells]] = {
    wording.strip(): tells for tells, wordings in _WORDINGS.items() for wording in wordings.split(",")
}
OF_TIME: Final = frozenset({Tells.TIME, Tells.BEGAN, Tells.ENDED})
OF_ONE_SECTION: Final = frozenset({Tells.MOTHER_TONGUE, Tells.LANGUAGE, Tells.LICENCE, Tells.SKILL})
"""What stands in a section of its own, wherever its label is."""
OF_HOUSE: Final = frozenset({Tells.EMPLOYER, Tells.SCHOOL, Tells.HOUSE})
NAMES: Final = (Tells.FIRST_NAME, Tells.SURNAME, Tells.NAME)
OF_PERSON: Final = frozenset({*NAMES, Tells.TARGET, Tells.REACH})
_OF_GAIN: Final = frozenset({Tells.QUALIFICATION, Tells.SUBJECT, Tells.LEVEL, Tells.GRADE})
_NAMES_OF: Final = re.compile(
    r"(?:full )?(?:names?|title)(?: and (?:full )?(?:address|type))?(?: and address)? "
    r"of (?:the |your |my )?(.+)"
)
_OWN: Final = re.compile(
    r"\b(?:previous|former|current|most recent|last|your|my|the|of employer|of school)\b ?"
)


def tells(text: str) -> tuple[Tells, ...]:
    """What a text alone is the label of, in the order of its parts: 'Job title and duties' is of two.
    Empty for what is no label."""
    told = re.sub(r"\((?:e?s)\)", "", text)
    if len(told) > LONGEST + 20 or re.search(r"\d", re.sub(r"\([^)]*\)", "", told)):
        return ()
    without_hint = re.sub(r"\([^)]*\)", " ", told)
    for words in (folded(told), folded(without_hint)):
        plainer = _OWN.sub("", words).strip()
        found = _of_words(words) or _of_words(plainer)
        if found:
            return found
    return ()


def kind_of_first(kinds: Sequence[Tells], *, alone: bool) -> str:
    """What the first line of a cell below a label is, by what the label tells; ``alone``: the only line. Of
    two things, such as title and duties, it is the first one; title and employer may share it."""
    if len(kinds) > 1 and kinds[-1] is not Tells.DUTIES and alone:
        return Tells.HEAD
    return kinds[0] if kinds else ""


def is_label(text: str) -> bool:
    """Whether a text alone is a label."""
    return bool(tells(text))


def names_the_person(text: str) -> bool:
    """Whether a text alone is what stands before a name or a way to be reached, or another thing that a form
    asks about the person: 'E-mail:', 'Enw'."""
    return bool(OF_PERSON.union({Tells.LICENCE, Tells.OTHER}).intersection(tells(text)))


def is_title_row(texts: Iterable[str]) -> bool:
    """Whether the texts of a row name the columns of the table below it: two or more of them are labels of
    different things, and of the others none says when, nor are they as many."""
    filled = [text for text in texts if text.strip()]
    found = [tells(text) for text in filled]
    told = {one for kinds in found for one in kinds}
    strange = [text for text, kinds in zip(filled, found, strict=True) if not kinds]
    return (
        len(told) > 1
        and len(found) - len(strange) > 1
        and len(strange) * 3 <= len(found)
        and not any(find_span(text) for text in strange)
    )


def _of_words(words: str) -> tuple[Tells, ...]:
    if words in _TELLS:
        return (_TELLS[words],)
    named = _NAMES_OF.fullmatch(words)
    if named:
        whose = _of_words(re.sub(r" providing .*", "", named[1]))
        return whose[:1]
    parts = [_TELLS.get(part) for part in re.split(r" (?:and|or|a|ac|neu) ", words)]
    known = [part for part in parts if part is not None]
    return _merged(known) if 1 < len(parts) == len(known) else ()


def _merged(kinds: list[Tells]) -> tuple[Tells, ...]:
    """Labels that stand together as one where they tell of the same thing."""
    several = set(kinds)
    if several <= OF_TIME:
        return (Tells.TIME,)
    if several <= _OF_GAIN:
        return (Tells.QUALIFICATION if Tells.QUALIFICATION in several else kinds[0],)
    if several <= OF_PERSON:
        return (Tells.NAME if several.intersection(NAMES) else kinds[0],)
    if several <= OF_HOUSE | {Tells.PLACE, Tells.REACH, Tells.NAME} and several & OF_HOUSE:
        return (next(kind for kind in kinds if kind in OF_HOUSE),)
    return tuple(dict.fromkeys(kinds))

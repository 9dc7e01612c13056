"""The titles under which people put the parts of a CV, in English and Welsh."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from jfs_desktop.documents.cv_lines import Look, Sheet, SourceLine
from jfs_desktop.rules.cv import Section


class OtherTitle(StrEnum):
    """A title that begins no section of ours."""

    CONTACT = "contact"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


_WORDINGS: dict[Section | OtherTitle, str] = {
    Section.PROFILE: (
        "profile, personal profile, professional profile, career profile, personal statement, "
        "statement, summary, professional summary, personal summary, executive summary, career summary, "
        "about me, about, career objective, objective, objectives, career aim, introduction, overview, "
        "personal overview, who i am, proffil, proffil personol, datganiad personol, crynodeb, amdanaf "
        "i, amdanaf fi, amcan gyrfa, cyflwyniad"
    ),
    Section.SKILLS: (
        "skills, key skills, core skills, main skills, skills and abilities, skills and strengths, "
        "skills and experience, skills profile, skills summary, summary of skills, technical skills, it "
        "skills, computer skills, transferable skills, personal skills, professional skills, soft "
        "skills, relevant skills, key skills and abilities, core competencies, competencies, key "
        "competencies, key strengths, strengths, areas of expertise, expertise, abilities, key skills "
        "and strengths, what i can do, sgiliau, sgiliau allweddol, prif sgiliau, cryfderau, sgiliau a "
        "chryfderau"
    ),
    Section.WORK: (
        "work history, work experience, employment history, employment, employment record, employment "
        "summary, experience, professional experience, relevant experience, work, career history, "
        "career, career to date, previous employment, previous experience, recent employment, job "
        "history, jobs, my jobs, positions held, employment and work experience, paid work, "
        "professional background, work history and experience, current employment, earlier employment, "
        "early career, other experience, profiad gwaith, hanes gwaith, hanes cyflogaeth, cyflogaeth, "
        "profiad, gyrfa, hanes gyrfa, gwaith"
    ),
    Section.EDUCATION: (
        "education, education and qualifications, qualifications, qualifications and education, "
        "academic background, academic qualifications, academic history, educational background, "
        "educational qualifications, education and training, training and education, education history, "
        "schools, schooling, school, qualifications and training, addysg, addysg a chymwysterau, "
        "cymwysterau, addysg a hyfforddiant, cefndir addysgol"
    ),
    Section.TRAINING: (
        "training, training and certificates, training and courses, training and development, "
        "certificates, certifications, certification, courses, courses and certificates, short courses, "
        "additional training, professional development, professional qualifications, work related "
        "training, tickets, certificates and training, licences and certifications, licenses and "
        "certifications, other qualifications, hyfforddiant, tystysgrifau, cyrsiau, hyfforddiant a "
        "thystysgrifau, datblygiad proffesiynol"
    ),
    Section.VOLUNTEERING: (
        "volunteering, voluntary work, volunteer work, volunteer experience, voluntary experience, "
        "volunteering experience, community work, community involvement, voluntary roles, unpaid work, "
        "gwirfoddoli, gwaith gwirfoddol, profiad gwirfoddol"
    ),
    Section.LANGUAGES: ("languages, language skills, languages spoken, ieithoedd, sgiliau iaith"),
    Section.LICENCES: (
        "licences, licenses, licence, driving licence, driving license, driving, driving licences, "
        "licences and tickets, trwyddedau, trwydded yrru, gyrru"
    ),
    Section.INTERESTS: (
        "interests, hobbies, hobbies and interests, interests and hobbies, personal interests, "
        "interests and activities, activities and interests, activities, leisure interests, leisure, "
        "spare time, outside work, my interests, other interests, diddordebau, hobiau, hobiau a "
        "diddordebau, diddordebau a hobiau, diddordebau personol"
    ),
    Section.REFERENCES: ("references, referees, reference, geirda, canolwyr, tystlythyrau, geirdaon"),
    OtherTitle.CONTACT: (
        "contact, contact details, contact information, contact me, contacts, personal details, "
        "personal information, details, address, get in touch, manylion cyswllt, manylion personol, "
        "cysylltu, cyswllt"
    ),
    OtherTitle.DOCUMENT: ("curriculum vitae, cv, resume, curriculum vitae cv"),
    OtherTitle.UNKNOWN: (
        "awards, honours, honours and awards, awards and honours, achievements, projects, personal "
        "projects, key projects, publications, memberships, professional memberships, affiliations, "
        "additional information, other information, further information, military service, conferences, "
        "research, portfolio, key achievements and awards, nationality, personal, other, gwobrau, "
        "gwybodaeth ychwanegol, cyflawniadau, prosiectau, aelodaeth"
    ),
}
_TITLES: dict[str, Section | OtherTitle] = {
    wording.strip(): title for title, wordings in _WORDINGS.items() for wording in wordings.split(",")
}
_LABELLED = {Section.PROFILE, Section.LANGUAGES, Section.LICENCES, Section.INTERESTS, Section.REFERENCES}
_LABELLED_OUTSIDE_WORK = {Section.SKILLS, Section.EDUCATION}
LONGEST = 60


def folded(text: str) -> str:
    """A title as it is looked up: small letters without marks above them, '&' as 'and', single spaces."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    words = re.findall(r"[^\W_]+", plain.casefold().replace("&", " and ").replace("/", " and "))
    if len(words) > 3 and all(len(word) == 1 for word in words):
        words = ["".join(words)]  # 'S K I L L S'
    return " ".join(words)


def title_of(text: str) -> Section | OtherTitle | None:
    """Which part of a CV a line alone begins, None for an ordinary line."""
    return _TITLES.get(folded(text)) if len(text) <= LONGEST and not re.search(r"[.!?]$", text) else None


def label_of(text: str, current: Section | OtherTitle | None) -> tuple[Section, int] | None:
    """The section that a label before its words begins, and where the words begin: 'Languages: Polish'."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > LONGEST:
        return None
    title = _TITLES.get(folded(head))
    if not isinstance(title, Section):
        return None
    if title in _LABELLED or (
        title in _LABELLED_OUTSIDE_WORK and current not in (Section.WORK, Section.VOLUNTEERING)
    ):
        return title, len(head) + 1
    return None


def titles_in(sheet: Sheet) -> dict[int, Section | OtherTitle]:
    """The lines that are titles. Where most look like titles, one that looks like the text is none."""
    found = {
        at: title
        for at, line in enumerate(sheet.lines)
        if not sheet.is_bullet(at) and "\t" not in line.text.strip() and (title := title_of(sheet.text(at)))
    }
    looks = Counter(sheet.lines[at].look for at in found)
    ordinary = _ordinary_look(sheet)
    if looks and looks[ordinary] * 2 < sum(looks.values()):
        found = {at: title for at, title in found.items() if sheet.lines[at].look != ordinary}
    # A heading of the same kind that we have no name for begins a part of its own.
    levels = {sheet.lines[at].look.level for at, title in found.items() if isinstance(title, Section)} - {0}
    for at, line in enumerate(sheet.lines):
        if (
            at not in found
            and line.look.level in levels
            and line.text.strip()
            and min(levels) == line.look.level
        ):
            found[at] = OtherTitle.UNKNOWN
    return found


def _ordinary_look(sheet: Sheet) -> Look:
    words: Counter[Look] = Counter()
    for line in _plain(sheet.lines):
        words[line.look] += len(line.text)
    return words.most_common(1)[0][0] if words else Look()


def _plain(lines: tuple[SourceLine, ...]) -> Iterator[SourceLine]:
    return (line for line in lines if line.text.strip())

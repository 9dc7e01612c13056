"""The titles under which people put the parts of a CV, in English and Welsh."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from jfs_desktop.documents.cv_terms.cv_lines import RATING, Look, Sheet, SourceLine
from jfs_desktop.rules.cv.cv import Section


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
        "and strengths, what i can do, personal skills and competences, "
        "personal skills and competencies, sgiliau, sgiliau allweddol, prif sgiliau, cryfderau, sgiliau a "
        "chryfderau"
    ),
    Section.WORK: (
        "work history, work experience, employment history, employment, employment record, employment "
        "summary, experience, professional experience, relevant experience, work, career history, "
        "career, career to date, previous employment, previous experience, recent employment, job "
        "history, jobs, my jobs, positions held, employment and work experience, paid work, "
        "present employment, present or most recent employment, current or most recent employment, "
        "most recent employment, present or last employment, my career, my career so far, "
        "where i have worked, my work history, employment details, "
        "professional background, work history and experience, current employment, earlier employment, "
        "clinical experience, nursing experience, care experience, teaching experience, retail experience, "
        "hospitality experience, catering experience, industry experience, practical experience, military "
        "career, military service, armed forces career, "
        "early career, other experience, profiad gwaith, hanes gwaith, hanes cyflogaeth, cyflogaeth, "
        "profiad, gyrfa, hanes gyrfa, gwaith"
    ),
    Section.EDUCATION: (
        "education, education and qualifications, qualifications, qualifications and education, "
        "academic background, academic qualifications, academic history, educational background, "
        "educational qualifications, education and training, training and education, education history, "
        "where i learned, where i studied, my education, education details, "
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
    OtherTitle.DOCUMENT: (
        "curriculum vitae, cv, resume, curriculum vitae cv, europass curriculum vitae, europass cv, europass"
    ),
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
_PARTS_OF_TITLES: dict[str, Section] = {
    "it": Section.SKILLS,
    "ict": Section.SKILLS,
    "computing": Section.SKILLS,
    "tg": Section.SKILLS,
    "tickets": Section.TRAINING,
    "chymwysterau": Section.EDUCATION,
    "hyfforddiant": Section.TRAINING,
    "thrwyddedau": Section.LICENCES,
}
"""What names a part only beside another in one title; alone it is an ordinary word."""
_SQUEEZED = {wording.replace(" ", ""): title for wording, title in _TITLES.items()}
"""For titles whose letters stand apart: 'A B O U T  M E'."""
_LABELLED = {Section.PROFILE, Section.LANGUAGES, Section.LICENCES, Section.INTERESTS, Section.REFERENCES}
_LABELLED_OUTSIDE_WORK = {Section.SKILLS, Section.EDUCATION}
LONGEST = 60
_IN_CAPITALS = re.compile(r"[A-Z]{3,}(?:\s+(?:&|[A-Z]{2,}))*(?=\s+[^\W\d_]*[a-z])")
"""What leads a line in capitals, where the rest of it is not in them."""
_RATED = re.compile(rf"[^\W_].*?{RATING}$")
"""'Driving ●●●●○' is a skill."""


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
    if len(text) > LONGEST or re.search(r"[.!?]$", text) or _RATED.match(text):
        return None
    words = folded(text)
    squeezed = _SQUEEZED.get(words.replace(" ", "")) if _is_wide_set(text) else None
    return _TITLES.get(words) or squeezed or _of_several(words)


def _of_several(words: str) -> Section | OtherTitle | None:
    """What a title begins that names several parts: 'Skills and hobbies', 'Languages and IT'.

    Whose lines are whose only a person can say, unless all are of one part.
    """
    named = [_TITLES.get(part, _PARTS_OF_TITLES.get(part)) for part in re.split(r" (?:and|a|ac) ", words)]
    if len(named) < 2 or None in named:
        return None
    return named[0] if len(set(named)) == 1 else OtherTitle.UNKNOWN


def _is_wide_set(text: str) -> bool:
    """Whether the letters stand so far apart that they read as words of a letter or two."""
    pieces = text.split()
    return len(pieces) > 3 and sum(map(len, pieces)) < 2.5 * len(pieces)


def label_of(text: str, current: Section | OtherTitle | None) -> tuple[Section, int] | None:
    """The section that a label before its words begins, and where the words begin: 'Languages: Polish',
    'LANGUAGES Polish'."""
    head, colon, rest = text.partition(":")
    if not colon and (drawn := _IN_CAPITALS.match(text)):
        head, rest = drawn[0], text[drawn.end() :]
    if head == text or not rest.strip() or len(head) > LONGEST:
        return None
    title = _TITLES.get(folded(head))
    if not isinstance(title, Section):
        return None
    if title in _LABELLED or (
        title in _LABELLED_OUTSIDE_WORK and current not in (Section.WORK, Section.VOLUNTEERING)
    ):
        return title, len(head) + len(colon)
    return None


def titles_in(sheet: Sheet) -> dict[int, Section | OtherTitle]:
    """The lines that are titles. Where most look like titles, one that looks like the text is none."""
    found = {
        at: title
        for at, line in enumerate(sheet.lines)
        if not (sheet.is_bullet(at) or line.columns or "\t" in line.text.strip())
        and (title := title_of(sheet.text(at)))
    }
    looks = Counter(sheet.lines[at].look for at in found)
    ordinary = _ordinary_look(sheet)
    if looks and looks[ordinary] * 2 < sum(looks.values()):
        found = {at: title for at, title in found.items() if sheet.lines[at].look != ordinary}
    # A heading of the same kind that we have no name for begins a part of its own.
    levels = {sheet.lines[at].look.level for at, title in found.items() if isinstance(title, Section)} - {0}
    first = min(found, default=0)
    drawn = _drawn_apart(sheet, found)
    for at, line in enumerate(sheet.lines):
        alike = bool(levels) and line.look.level == min(levels)
        titled = (
            bool(line.text.strip()) and not line.columns and (alike or (line.look == drawn and _short(line)))
        )
        if titled and at > first and at not in found:  # above the first title stands the head
            found[at] = OtherTitle.UNKNOWN
    return found


def _drawn_apart(sheet: Sheet, found: Mapping[int, Section | OtherTitle]) -> Look | None:
    """The look of two titles or more that are larger than the text; none where each has its own."""
    looks = Counter(sheet.lines[at].look for at, title in found.items() if isinstance(title, Section))
    for look, count in looks.most_common(1):
        if count > 1 and not look.level and look.size > _ordinary_look(sheet).size + 0.9:
            return look
    return None


def _short(line: SourceLine) -> bool:
    return len(line.text) <= 40 and not line.bullet and not re.search(r"\d|[.,;]$|\t", line.text.strip())


def _ordinary_look(sheet: Sheet) -> Look:
    words: Counter[Look] = Counter()
    for line in _plain(sheet.lines):
        words[line.look] += len(line.text)
    return words.most_common(1)[0][0] if words else Look()


def _plain(lines: tuple[SourceLine, ...]) -> Iterator[SourceLine]:
    return (line for line in lines if line.text.strip())

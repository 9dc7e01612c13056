"""The styles of a CV: the order in which each tells, and what it leaves out on purpose.

One content serves every style (JFS 4.12: a style that suits the jobs sought). What a style leaves out
is told in words, so that nothing goes missing unseen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from jfs_desktop.rules.cv.cv import CvContent, Section, is_empty, without_empty_rows
from jfs_desktop.rules.cv.cv_order import newest_first
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted


class CvStyle(StrEnum):
    """How a CV is laid out."""

    CHRONOLOGICAL = "chronological"
    SKILLS = "skills"
    COMBINED = "combined"
    FIRST_JOB = "first-job"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class StyleWords:
    """What a style is called, and whom it suits, in a line."""

    name: str
    suits: str


@dataclass(frozen=True, slots=True, repr=False)
class StyledCv(Discreet):
    """A CV as it is edited: its content, and the style in which it is shown."""

    content: CvContent
    style: CvStyle = CvStyle.COMBINED


STYLES: Mapping[CvStyle, StyleWords] = {
    CvStyle.CHRONOLOGICAL: StyleWords("Chronological", "Steady work in one line of work; newest job first."),
    CvStyle.SKILLS: StyleWords(
        "Skills-based", "A change of work, or gaps: what they can do comes first, jobs in one line each."
    ),
    CvStyle.COMBINED: StyleWords("Combined", "Skills with proof first, then the jobs in full."),
    CvStyle.FIRST_JOB: StyleWords(
        "First job", "Little paid work yet: education, volunteering and interests count."
    ),
    CvStyle.SHORT: StyleWords("Short, one page", "An agency, a shop counter, a quick application."),
}

_TAIL = (
    Section.LICENCES,
    Section.LANGUAGES,
    Section.VOLUNTEERING,
    Section.INTERESTS,
    Section.REFERENCES,
)
ORDER: Mapping[CvStyle, tuple[Section, ...]] = {
    CvStyle.CHRONOLOGICAL: (
        Section.PROFILE, Section.WORK, Section.SKILLS, Section.EDUCATION, Section.TRAINING, *_TAIL,
    ),
    CvStyle.SKILLS: (
        Section.PROFILE, Section.SKILLS, Section.WORK, Section.TRAINING, Section.EDUCATION, *_TAIL,
    ),
    CvStyle.COMBINED: (
        Section.PROFILE, Section.SKILLS, Section.WORK, Section.EDUCATION, Section.TRAINING, *_TAIL,
    ),
    CvStyle.FIRST_JOB: (
        Section.PROFILE, Section.EDUCATION, Section.SKILLS, Section.VOLUNTEERING, Section.WORK,
        Section.TRAINING, Section.LANGUAGES, Section.LICENCES, Section.INTERESTS, Section.REFERENCES,
    ),
    CvStyle.SHORT: (
        Section.PROFILE, Section.SKILLS, Section.WORK, Section.EDUCATION, Section.TRAINING, *_TAIL,
    ),
}  # fmt: skip
"""The order of sections in each style, where the person has not chosen one."""

SHORT_JOBS_IN_FULL = 3
SHORT_DUTIES = 2
"""The short style tells this many duties of this many jobs, the newest; of the others the line alone."""


def section_order(content: CvContent, style: CvStyle) -> tuple[Section, ...]:
    """The sections that have something to show, in the order in which they stand."""
    chosen = tuple(dict.fromkeys((*content.sections, *ORDER[style])))
    return tuple(section for section in chosen if not is_empty(content, section))


def as_shown(content: CvContent, style: CvStyle) -> CvContent:
    """What a style prints of a content, its ``sections`` those that stand there."""
    shown = without_empty_rows(content)
    if style is CvStyle.SKILLS:
        shown = replace(shown, work=tuple(replace(job, duties=(), achievement="") for job in shown.work))
    if style is CvStyle.SHORT:
        shown = _shortened(shown)
    shown = without_empty_rows(shown)  # a job of which only duties are known says nothing without them
    return replace(shown, sections=section_order(shown, style))


def _shortened(content: CvContent) -> CvContent:
    """For one page: the skills by name, the newest jobs with their first duties, no interests."""
    newest = {job.id for job in newest_first(content.work)[:SHORT_JOBS_IN_FULL]}
    jobs = tuple(
        replace(job, duties=job.duties[:SHORT_DUTIES])
        if job.id in newest
        else replace(job, duties=(), achievement="")
        for job in content.work
    )
    return replace(
        content,
        work=jobs,
        skills=tuple(replace(skill, evidence="") if skill.name else skill for skill in content.skills),
        education=tuple(replace(course, notes=()) for course in content.education),
        volunteering=tuple(replace(role, duties=(), achievement="") for role in content.volunteering),
        interests=(),
    )


def left_out(content: CvContent, style: CvStyle) -> tuple[str, ...]:
    """What a style does not print of a content, a short line each: 'duties of 2 jobs'."""
    whole, shown = without_empty_rows(content), as_shown(content, style)

    def fewer(before: Iterable[object], after: Collection[object]) -> int:
        return sum(row not in after for row in before)

    jobs, roles = fewer(whole.work, shown.work), fewer(whole.volunteering, shown.volunteering)
    skills, courses = fewer(whole.skills, shown.skills), fewer(whole.education, shown.education)
    hidden = sum(not row.shown for row in content.contacts)
    told = [
        (jobs, f"duties of {counted(jobs, 'job')}"),
        (roles, f"duties of {counted(roles, 'voluntary role')}"),
        (skills, f"the evidence of {counted(skills, 'skill')}"),
        (courses, f"the notes of {counted(courses, 'course')}"),
        (len(whole.interests) - len(shown.interests), "interests"),
        (hidden, f"{counted(hidden, 'contact line')} not ticked for it"),
    ]
    return tuple(text for number, text in told if number)

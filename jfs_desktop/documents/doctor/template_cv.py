"""What a template of a CV leaves out: a style says in words what it does not print, a template drops nothing
beside that (V1; JFS 4.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jfs_desktop.documents.doctor.template_parts import Shown
from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity
from jfs_desktop.documents.samples.template_samples import cv_content
from jfs_desktop.rules.cv.cv import TITLES, CvContent, Section, entries_of, texts_of
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown
from jfs_desktop.rules.writing.rich_text import plain_lines

_KIND: Final = "cv-"
_ROWS: Final = "Print its lines and rows as the template that came with the program does."


def left_out_of_cv(kind: str, shown: Shown) -> Iterator[Finding]:
    """A finding for each part of the sample's CV of which the filled template does not print every word;
    none for another kind of document."""
    if not kind.startswith(_KIND):
        return
    content = as_shown(cv_content(), CvStyle(kind.removeprefix(_KIND)))
    for what, texts, remedy in _parts(content):
        missing = next((text for text in texts if not shown.holds(text)), None)
        if missing is not None:
            told = f"The document lacks {what}: ‘{missing}’."
            yield Finding("part-missing", Severity.MEND, told, remedy, Place(), "JFS 4.12")


def _parts(content: CvContent) -> Iterator[tuple[str, Sequence[str], str]]:
    """Each part by its name, what it tells, and what puts it in."""
    yield "the person's name", [content.name], "Put in ‘name’ from the list of fields."
    yield "the job sought", [content.target_job], "Put in ‘target_job’ from the list of fields."
    reach = [row.text for row in content.contacts]
    yield "how to reach the person", reach, "Put in ‘contact_line’ from the list of fields."
    for section in content.sections:
        if section is Section.PROFILE:
            texts = list(plain_lines(content.profile))
        else:
            texts = [text for entry in entries_of(content, section) for text in texts_of(entry) if text]
        yield f"what stands under ‘{TITLES[section]}’", texts, _ROWS

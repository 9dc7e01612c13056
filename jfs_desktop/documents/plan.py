"""The Job Finding Action Plan as a Word document (P2, P5 to P8, B1, B2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jfs_desktop.clock import london_day
from jfs_desktop.documents.properties import Properties
from jfs_desktop.documents.template import WordTemplate, load_template, printable
from jfs_desktop.paths import resource
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.jfap_request import JfapState, JobcentreDates
from jfs_desktop.rules.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)
from jfs_desktop.rules.wording import long_day

PROGRESS = {
    ObjectiveStatus.TO_DO: "To do",
    ObjectiveStatus.DOING: "Doing",
    ObjectiveStatus.DONE: "Done",
    ObjectiveStatus.DROPPED: "No longer planned",
}
HEADING_STATUS = {
    HeadingStatus.OPEN: "",
    HeadingStatus.DONE: "Done.",
    HeadingStatus.DECLINED: "Offered and declined.",
    HeadingStatus.NOT_NEEDED: "Not needed.",
}
STANDING = {
    JfapState.FINAL: "",
    JfapState.NOT_FINAL: "Not final yet. This is the plan as it stands; the final one follows.",
    JfapState.EARLY_COMPLETER: "Early completer. This is the plan as it stood; no final one is needed.",
}
"""What a copy for the Jobcentre says of itself (AMB-26)."""


@dataclass(frozen=True, slots=True, repr=False)
class PlanDocument(Discreet):
    """Everything that the document says.

    ``headings`` gives the title of each heading key in the order to print (P6).
    ``version`` is the number of the frozen version; with ``changed_since`` the plan has moved on
    from it, and with None it was never frozen. ``agreed_at`` and ``agreed_how`` belong to the
    version. Days are printed as the participant reads them, in Europe/London.
    """

    service: str
    """The programme's name in full, as the participant knows it (B1)."""
    title: str
    provider: str
    participant: str
    first_name: str
    adviser: str
    content: PlanContent = field(repr=False)
    headings: Mapping[str, str] = field(repr=False)
    made_at: datetime
    reference: str = ""
    initial_meeting_on: date | None = None
    last_day: date | None = None
    version: int | None = None
    version_made_at: datetime | None = None
    changed_since: bool = False
    agreed_at: datetime | None = None
    agreed_how: str = ""
    jobcentre: tuple[JobcentreDates, ...] = ()
    """When the Jobcentre asked for it and when it was issued (JFS 5.03)."""
    standing: JfapState = JfapState.FINAL
    """As what a copy for the Jobcentre goes; of any other copy nothing is said."""


def template() -> WordTemplate:
    """The template in use."""
    return load_template(resource("documents", "jfap.docx"))


def render(document: PlanDocument, using: WordTemplate | None = None) -> bytes:
    """The finished .docx. Raises TemplateProblem when the template is at fault."""
    properties = Properties(
        title=f"{document.title}, {document.service}, delivered by {printable(document.provider)}",
        author=printable(document.provider),
        made_at=document.made_at,
    )
    return (using or template()).fill(fields(document), properties)


def file_name(
    service: str, title: str, reference: str, version: int | None, *, changed_since: bool = False
) -> str:
    """A name for the file that holds the full names and no person's (AMB-56)."""
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in reference).strip("-")
    state = f"version {version}" if version and not changed_since else "draft"
    return " - ".join(part for part in (service, title, safe, state) if part) + ".docx"


def fields(document: PlanDocument) -> dict[str, Any]:
    """The fields that a plan's template may use, as text, lists of lines, and rows."""
    covered = [entry for entry in _ordered(document) if _is_covered(entry)]
    open_titles = [_title(document, entry) for entry in _ordered(document) if not _is_covered(entry)]
    content = document.content
    return {
        "title": document.title,
        "service": document.service,
        "provider": document.provider,
        "participant": document.participant,
        "first_name": document.first_name,
        "adviser": document.adviser or "Not named yet",
        "adviser_or_yours": document.adviser or "your adviser",
        "reference": document.reference,
        "initial_meeting": _day(document.initial_meeting_on, "Not held yet"),
        "last_day": _day(document.last_day, "Not known yet"),
        "printed": long_day(london_day(document.made_at)),
        "version": _version(document),
        "version_line": _version_line(document),
        "agreed_line": _agreed_line(document),
        "standing": STANDING[document.standing],
        "jobcentre": [_jobcentre_line(dates) for dates in document.jobcentre],
        "objectives": [_objective(document, at, row) for at, row in enumerate(content.objectives, 1)],
        "next_steps": lines(content.next_steps),
        "further_support": lines(content.further_support),
        "headings": [
            {
                "title": _title(document, entry),
                "status": HEADING_STATUS[entry.status],
                "lines": lines(entry.text),
            }
            for entry in covered
        ],
        "not_covered": ", ".join(open_titles),
        "activities": [_activity(row) for row in content.activities],
    }


def lines(text: str) -> list[str]:
    """The paragraphs of a text; empty lines are left out."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]


def _block(text: str) -> str:
    """Text for a table cell, one line each, without empty lines."""
    return "\n".join(lines(text))


def _ordered(document: PlanDocument) -> list[HeadingEntry]:
    held = {entry.key: entry for entry in document.content.headings}
    known = [held.pop(key, HeadingEntry(key)) for key in document.headings]
    return [*known, *(entry for entry in held.values() if _is_covered(entry))]


def _is_covered(entry: HeadingEntry) -> bool:
    return entry.status is not HeadingStatus.OPEN or bool(entry.text.strip())


def _title(document: PlanDocument, entry: HeadingEntry) -> str:
    return document.headings.get(entry.key, entry.key.replace("_", " ").capitalize())


def _objective(document: PlanDocument, number: int, row: Objective) -> dict[str, Any]:
    told, action = _block(row.objective), _block(row.action)
    if not told:
        told, action = action or "Not written down yet", ""
    return {
        "number": number,
        "objective": told,
        "action": action,
        "measure": _block(row.measure) or "Not agreed yet",
        "who": _who(document, row.owner),
        "by": _day(row.target_on, "No date agreed yet"),
        "progress": PROGRESS[row.status],
    }


def _who(document: PlanDocument, owner: str) -> str:
    if owner == "participant":
        return document.participant
    if owner == "adviser":
        return document.adviser or "Your adviser"
    return owner.strip() or "Not agreed yet"


def _activity(row: Activity) -> dict[str, str]:
    return {
        "date": long_day(london_day(row.at)),
        "kind": row.kind,
        "text": _block(row.text),
        "adviser": row.adviser,
    }


def _day(day: date | None, otherwise: str) -> str:
    return long_day(day) if day else otherwise


def _version(document: PlanDocument) -> str:
    if document.version is None:
        return "first draft"
    number = f"version {document.version}"
    return f"draft after {number}" if document.changed_since else number


def _version_line(document: PlanDocument) -> str:
    text = _version(document)
    made = document.version_made_at
    dated = f", {long_day(london_day(made))}" if made and not document.changed_since else ""
    return f"{text[:1].upper()}{text[1:]}{dated}. Printed {long_day(london_day(document.made_at))}"


def _jobcentre_line(dates: JobcentreDates) -> str:
    issued = f"issued {long_day(dates.issued_on)}" if dates.issued_on else "not issued yet"
    return f"Requested {long_day(dates.requested_on)}, {issued}"


def _agreed_line(document: PlanDocument) -> str:
    """Who agreed, when and how; an agreement counts for the version it was given for."""
    if document.agreed_at is None:
        return "Not agreed yet"
    who = " and ".join(name for name in (document.participant, document.adviser) if name)
    how = f", {document.agreed_how}" if document.agreed_how else ""
    told = f"{who}, {long_day(london_day(document.agreed_at))}{how}"
    if document.changed_since:
        return f"Version {document.version}: {told}. The changes since then are not agreed yet."
    return told

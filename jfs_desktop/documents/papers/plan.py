"""The Job Finding Action Plan as a Word document (P2, P5 to P8, B1, B2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers.plan_typed import TypedText, in_words
from jfs_desktop.documents.papers.template import WordTemplate, load_template, printable
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.wording.hard_spaces import held
from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.documents.wording.rich_lines import SignedText
from jfs_desktop.paths import resource
from jfs_desktop.rules.mail.jfap_request import JfapState, JobcentreDates
from jfs_desktop.rules.person.document_language import DocumentLanguage, long_day
from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, HeadingStatus, Objective, PlanContent
from jfs_desktop.rules.plan.plan_summary import named_in_sessions
from jfs_desktop.rules.writing.carried_wording import CarriedWording
from jfs_desktop.rules.writing.discreet import Discreet

__all__ = ["PlanDocument", "fields", "file_name", "in_words", "render", "template"]


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
    agreed_version: int | None = None
    """The version that was agreed, where it is another than this one."""
    jobcentre: tuple[JobcentreDates, ...] = ()
    """When the Jobcentre asked for it and when it was issued (JFS 5.03)."""
    standing: JfapState = JfapState.FINAL
    """As what a copy for the Jobcentre goes, or that it was kept at an early end; of any other copy nothing
    is said."""
    final: bool = False
    """Whether it is the version that was made final (P10)."""
    closed: bool = False
    """Whether it is no longer written in: final, or kept at an early end. Its words are chosen by it."""
    ended_on: date | None = None
    """The day of an early end (JFS 5.12)."""
    how_to_query: tuple[str, ...] = ()
    """How to question it or have it changed, a paragraph each (P8)."""
    wording: tuple[CarriedWording, ...] = ()
    """The standard texts among these words, in the versions that were in use (B3)."""
    summary: str = field(default="", repr=False)
    """Of the activities; a final version carries one (P11)."""
    language: DocumentLanguage = DocumentLanguage.ENGLISH
    """Of the labels and days; what was typed stays as it was typed, and is named as what it is in."""

    @property
    def labels(self) -> Labels:
        """The words of its language."""
        return labels_in(self.language)

    def said(self, key: str, **values: object) -> str:
        """A label of plans, as it is worded where the plan is closed. Raises MissingTranslation."""
        closed = f"{key}_closed"
        own = self.closed and closed in self.labels.groups.get("plan", {})
        return self.labels.of("plan", closed if own else key, **values)

    @property
    def typed(self) -> TypedText:
        """How its typed texts are set."""
        return TypedText(self.labels, self.content.written_in)


def template(language: DocumentLanguage = DocumentLanguage.ENGLISH) -> WordTemplate:
    """The template that comes with the program."""
    ending = "" if language is DocumentLanguage.ENGLISH else f".{language.value}"
    return load_template(resource("documents", f"jfap{ending}.docx"))


def render(document: PlanDocument, using: WordTemplate | None = None) -> bytes:
    """The finished .docx. Raises TemplateProblem when the template is at fault, MissingTranslation where a
    name of the programme has no wording in the document's language."""
    filled = fields(document)
    provider = printable(document.provider)
    title = document.labels.of(
        "paper", "delivered_by", title=filled["title"], service=document.service, provider=provider
    )
    properties = Properties(title, provider, document.made_at, document.language.tag)
    return (using or template(document.language)).fill(held(filled), properties)


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
    content, words, typed = document.content, document.labels, document.typed
    return {
        "title": words.name(document.title),
        "service": document.service,
        "provider": document.provider,
        "participant": document.participant,
        "first_name": document.first_name,
        "adviser": document.adviser or document.said("no_adviser"),
        "adviser_or_yours": document.adviser or words.of("plan", "your_adviser"),
        "reference": document.reference,
        "initial_meeting": _day(document, document.initial_meeting_on, "not_held"),
        "last_day": _day(document, document.ended_on or document.last_day, "not_known"),
        "printed": long_day(london_day(document.made_at), document.language),
        "version": _version(document),
        "version_line": _version_line(document),
        "agreed_line": _agreed_line(document),
        "standing": _standing(document),
        "language_note": words.of("plan", "typed_in_other") if typed.said else "",
        "jobcentre": [_jobcentre_line(document, dates) for dates in document.jobcentre],
        "objectives": [_objective(document, at, row) for at, row in enumerate(content.objectives, 1)],
        "next_steps": typed.lines(content.next_steps),
        "further_support": typed.lines(content.further_support),
        "headings": [
            {
                "title": _title(document, entry),
                "status": _heading_status(document, entry.status),
                "lines": typed.noted(entry.text),
            }
            for entry in covered
        ],
        "not_covered": _not_covered(document),
        "how_to_query": list(document.how_to_query),
        **_worded_by_state(document, _not_covered(document)),
        "summary": typed.lines(document.summary),
        "activities": [_activity(document, row) for row in content.activities],
    }


def _worded_by_state(document: PlanDocument, not_covered: str) -> dict[str, str]:
    """What is said of a plan that is written in otherwise than of one that is closed."""
    alone = ("no_objectives", "no_next_steps", "no_activities", "jobcentre_note")
    return {
        "lead": document.said("lead", first_name=document.first_name),
        "support_title": document.said("support"),
        "not_covered_line": document.said("not_covered", titles=not_covered) if not_covered else "",
        **{key: document.said(key) for key in alone},
    }


def _ordered(document: PlanDocument) -> list[HeadingEntry]:
    held = {entry.key: entry for entry in document.content.headings}
    known = [held.pop(key, HeadingEntry(key)) for key in document.headings]
    return [*known, *(entry for entry in held.values() if _is_covered(entry))]


def _not_covered(document: PlanDocument) -> str:
    """The titles of what neither stands in the plan nor was worked on in a session."""
    told = named_in_sessions(document.content, document.headings)
    left = (entry for entry in _ordered(document) if not _is_covered(entry) and entry.key not in told)
    return ", ".join(_title(document, entry) for entry in left)


def _is_covered(entry: HeadingEntry) -> bool:
    return entry.status is not HeadingStatus.OPEN or bool(entry.text.strip())


def _title(document: PlanDocument, entry: HeadingEntry) -> str:
    title = document.headings.get(entry.key)
    return document.labels.name(title) if title else entry.key.replace("_", " ").capitalize()


def _standing(document: PlanDocument) -> str:
    """As what the copy goes (AMB-26); that of an early completer says when provision ended (AMB-23)."""
    if document.standing is JfapState.FINAL:
        return ""
    told = document.labels.of("plan", document.standing.value)
    if document.standing is JfapState.EARLY_COMPLETER and document.ended_on is not None:
        ended = long_day(document.ended_on, document.language)
        return f"{told} {document.labels.of('plan', 'ended_early', day=ended)}"
    return told


def _heading_status(document: PlanDocument, status: HeadingStatus) -> str:
    return "" if status is HeadingStatus.OPEN else document.labels.of("plan", f"heading_{status.value}")


def _objective(document: PlanDocument, number: int, row: Objective) -> dict[str, Any]:
    typed, words = document.typed, document.labels
    told: str = typed.cell(row.objective)
    action: str = typed.cell(row.action)
    if not told:
        told, action = action or document.said("not_written"), ""
    return {
        "number": number,
        "objective": told,
        "action": action,
        "measure": typed.cell(row.measure) or document.said("not_agreed"),
        "who": _who(document, row.owner),
        "by": _day(document, row.target_on, "no_date"),
        "progress": words.of("plan", row.status.value),
    }


def _who(document: PlanDocument, owner: str) -> str:
    if owner == "participant":
        return document.participant
    if owner == "adviser":
        return document.adviser or document.labels.of("plan", "your_adviser_alone")
    return owner.strip() or document.said("not_agreed")


def _activity(document: PlanDocument, row: Activity) -> dict[str, str]:
    return {
        "date": long_day(london_day(row.at), document.language),
        "kind": document.typed.name(row.kind),
        "text": document.typed.recorded(row.text),
        "adviser": row.adviser,
    }


def _day(document: PlanDocument, day: date | None, otherwise: str) -> str:
    return long_day(day, document.language) if day else document.said(otherwise)


def _version(document: PlanDocument) -> str:
    words = document.labels
    if document.version is None:
        return words.of("plan", "first_draft")
    number = words.of("plan", "final_version" if document.final else "version", number=document.version)
    return words.of("plan", "draft_after", version=number) if document.changed_since else number


def _version_line(document: PlanDocument) -> str:
    text = _version(document)
    made = document.version_made_at
    dated = ""
    if made and not document.changed_since:
        dated = f", {long_day(london_day(made), document.language)}"
    printed = document.labels.of(
        "plan", "printed", day=long_day(london_day(document.made_at), document.language)
    )
    return f"{text[:1].upper()}{text[1:]}{dated}. {printed}"


def _jobcentre_line(document: PlanDocument, dates: JobcentreDates) -> str:
    words, language = document.labels, document.language
    issued = words.of("plan", "not_issued")
    if dates.issued_on:
        issued = words.of("plan", "issued", day=long_day(dates.issued_on, language))
    return words.of("plan", "requested", day=long_day(dates.requested_on, language), issued=issued)


def _agreed_line(document: PlanDocument) -> str:
    """Who agreed, when and how; an agreement counts for the version it was given for."""
    words = document.labels
    if document.agreed_at is None:
        early = document.standing is JfapState.EARLY_COMPLETER
        return words.of("plan", "never_agreed") if early else document.said("not_agreed")
    who = document.participant
    if document.adviser:
        who = words.both(who, document.adviser)
    how = f", {document.typed.way(document.agreed_how)}" if document.agreed_how else ""
    told = f"{who}, {long_day(london_day(document.agreed_at), document.language)}{how}"
    if document.changed_since:
        told = words.of("plan", "changed_since", number=document.version, told=told)
    elif document.closed and document.agreed_version not in {None, document.version}:
        told = words.of("plan", "agreed_before", number=document.agreed_version, told=told)
    return SignedText(told)

"""How a document of the case is told: the columns of the list and the lines of its details (P9)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from jfs_desktop.casework.documents.document_views import DocumentState, IssueView
from jfs_desktop.casework.evidence.case_documents import DocumentLine, Source
from jfs_desktop.casework.evidence.document_lines import TEXT
from jfs_desktop.clock import london_day
from jfs_desktop.documents.wording.shipped_wording import name_of
from jfs_desktop.rules.writing.wording import day_and_time, near_day
from ui.widgets.file_size import size_words
from ui.widgets.record_table import Column

WIDTHS = (70, 190, 84, 140, 150)
FORMS = {
    "pdf": "PDF",
    "docx": "Word file",
    "txt": "text file",
    "json": "JSON Resume",
    "jpg": "picture",
    "png": "picture",
    "webp": "picture",
    "eml": "e-mail",
    "msg": "e-mail of Outlook",
    "file": "file",
    TEXT: "frozen text",
}
LANGUAGES = {"en": "English", "cy": "Welsh", "": ""}
DAMAGED = "Damaged"
DAMAGED_TEXT = (
    "▲ Damaged: what is kept is not what was frozen, so it is not shown. Bring it back from a backup, or ask"
    " head office for their copy."
)


def columns(
    today: Callable[[], date], damaged: Callable[[], Collection[UUID]]
) -> Sequence[Column[DocumentLine]]:
    """The columns of the list; ``damaged`` names those whose bytes are not those of their hash."""

    def state(line: DocumentLine) -> str:
        return f"▲ {DAMAGED}" if line.id in damaged() else line.state_name

    return (
        Column(
            "made",
            "Made",
            lambda line: near_day(london_day(line.made_at), today()),
            WIDTHS[0],
            sort=lambda line: (line.made_at, str(line.id)),
            tip=lambda line: f"{day_and_time(line.made_at)}, {line.made_by}",
        ),
        Column(
            "document",
            "Document",
            lambda line: line.title,
            WIDTHS[1],
            tip=lambda line: line.note or line.title,
        ),
        Column("version", "Version", _number, WIDTHS[2], tip=lambda line: line.version),
        Column("state", "State", state, WIDTHS[3]),
        Column("to", "Went to", went_to, WIDTHS[4], tip=_every_sending),
    )


def _number(line: DocumentLine) -> str:
    """'3' below 'Version': the name beside it needs the room."""
    return line.version.removeprefix("version ")


def went_to(line: DocumentLine) -> str:
    """To whom it went last, and to how many more; '–' where it did not go out from here."""
    names = list(dict.fromkeys(one.to for one in line.standing_issues))
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    if line.out:
        return "In the outbox" if not names else f"{names[0]}{more} ▲"
    return f"{names[0]}{more}" if names else "–"


def _every_sending(line: DocumentLine) -> str:
    told = [line.out] if line.out else []
    return "\n".join([*told, *map(issue_words, line.standing_issues)]) or "Nothing says that it went out."


def pill(line: DocumentLine, *, damaged: bool) -> tuple[str, str]:
    """The words of the pill and its kind."""
    if damaged:
        return DAMAGED, "late"
    good = line.went_out or line.state == DocumentState.FINAL
    return line.state_name, "good" if good else "neutral"


def about(line: DocumentLine) -> str:
    """'English · template built-in 1 · made on 4 June 2021, 10:40 by Rosa Khan'."""
    template = f"template {line.template_version}" if line.template_version else ""
    verb = {Source.FILE: "brought in", Source.LEFT: "saved", Source.MISSING: "sent"}.get(line.source, "made")
    made = f"{verb} on {day_and_time(line.made_at)} by {line.made_by}"
    parts = (LANGUAGES.get(line.language, line.language), template, size_words(line.size), made)
    return " · ".join(part for part in parts if part)


def wording_words(line: DocumentLine) -> str:
    """'Standard wording: How to question or change the plan (built-in 1).'"""
    told = ", ".join(f"{name_of(one.key)} ({one.version})" for one in line.wording)
    return f"Standard wording: {told}." if told else ""


def short_hash(digest: str) -> str:
    """'3f2a 9c41 … 77e0': enough to compare at a glance; the whole one is copied."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"


def issue_words(issue: IssueView) -> str:
    """One sending: to whom, by which way, when, recorded by whom, with its proof."""
    words = f"{day_and_time(issue.at)} to {issue.to} by {_lower(issue.channel_name)}, recorded by {issue.by}."
    if issue.message_parts:
        parts = ", ".join(f"{name} ({version})" for name, version in issue.message_parts)
        words += f" With the message: {parts}."
    if issue.proof:
        words += f" Proof: {issue.proof.rstrip('.')}."
    if issue.note:
        words += f" {issue.note}"
    return f"{words} Taken back: {issue.withdrawn_reason}" if issue.withdrawn_reason else words


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]

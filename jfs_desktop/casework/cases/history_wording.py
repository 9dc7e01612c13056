"""The words in which the journal is told: what was done, and which fields changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from jfs_desktop.casework.cases.history_sentences import DONE
from jfs_desktop.casework.cases.history_times import OWN_WAY
from jfs_desktop.casework.documents.kept_files import OWN
from jfs_desktop.documents.wording.shipped_wording import name_of
from jfs_desktop.rules.evidence import told_answers, told_details
from jfs_desktop.rules.facts.facts import CAME_BACK, POST_REFUSED, FactKind
from jfs_desktop.rules.plan.plan_difference import RICH
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.carried_wording import read as read_wording
from jfs_desktop.rules.writing.rich_text import plain
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from jfs_desktop.store.content import Content

ASSIGN, _ADVISER = "cases.assign", "adviser_id"
_NOTHING = "nothing"
_FROZE = "Froze version "
_EXPORT = "plan_export"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_TABLES: Mapping[str, str] = {
    "participant": "Participant",
    "referral": "Referral",
    "case": "Case",
    "case_fact": "Entry",
    "timed_session": "Session",
    "session_correction": "Correction",
    "plan": "JFAP",
    "plan_objective": "Objective",
    "plan_heading": "Heading",
    "plan_activity": "Activity",
    "plan_version": "Version",
    "plan_export": "Document",
    "cv": "CV",
    "cv_version": "Version of the CV",
    "cv_export": "CV as a file",
    "document": "Document",
    "document_issue": "Sent",
    "jobcentre_request": "Request",
    "group_session": "Group session",
    "group_place": "Group session",
    "attachment": "Evidence",
    "attachment_opening": "Evidence",
    "call_summary": "Summary of experience calls",
    "message": "Message",
    "received_message": "Reply",
    "staff": "Staff",
    "staff_check": "Staff check",
    "setting": "Setting",
    "working_calendar": "Working-day calendar",
    "restricted_referral": "Restricted referral",
}

_NEW: Mapping[str, tuple[str, ...]] = {
    "participant": ("first_name", "last_name"),
    "referral": ("prap_reference", "jobcentre"),
    "timed_session": ("channel",),
    "session_correction": ("minutes_before", "minutes_after"),
    "plan_objective": ("objective", "action", "measure"),
    "plan_heading": ("text",),
    "plan_activity": ("text",),
    "plan_version": ("number", "summary"),
    "plan_export": ("version_number", "issued_on"),
    "cv_version": ("number", "agreed_how"),
    "cv_export": ("form",),
    "document": ("title", "version"),
    "document_issue": ("sent_to", "issued_at"),
    "jobcentre_request": ("requested_on", "jobcentre"),
    "group_session": ("topic", "platform"),
    "attachment": ("name",),
    "call_summary": ("call_month", "received_on"),
    "message": ("subject",),
    "received_message": ("subject",),
    "staff": ("name", "role"),
    "setting": ("key", "value"),
    "working_calendar": ("version", "source"),
    "restricted_referral": ("prap_reference",),
}
"""The fields that tell a new record; a table that is not here is told by the sentence alone."""

_SILENT = frozenset(
    {
        "id", "plan_id", "case_id", "group_id", "invitation_id", "outcome_id",
        "session_id", "participant_id", "referral_id", "adviser_id",
        "by_staff_id", "made_by", "position", "fact_id", "recorded_at", "created_at", "content", "programme",
        "about_id", "opened_at", "state", "ended_at", "stopped_at", "answered_at", "withdrawn_at",
        "removed_at", "logged_at", "logged_by", "request_id", "duplicate_of_id", "checked_by",
        "check_missing", "settled_at", "edited_at", "edited_by",
        "settled_by", "answers_id", "attachment_id", "proves", "score",
        "ni_number",
    }
)  # fmt: skip
"""Fields of a changed record that nobody reads: keys, and times that the line itself has. NI numbers
are masked wherever they are not asked for."""


_ROW_LETTERS = 48
_LOOKS = "bold, a list or a link"
_ASIDE: Mapping[str, str] = {CAME_BACK: "came back undelivered", POST_REFUSED: "refused by POST"}
_COUNTS = "counts again"
_KEYS = frozenset({"status", "answer"})
"""Fields that hold one of a fixed list: 'to_do', 'did_not_come'."""


def sentence(verb: str, label: str) -> str:
    """What was done, in the past tense. An undo says what it took back, a redo what it brought back."""
    if verb == "history.undo":
        plain = label.removeprefix("undo ")
        return f"Undid: {plain}" if label.startswith("undo ") else f"Brought back: {plain or 'a change'}"
    return DONE.get(verb, "Changed the case")


def adviser_named(names: Mapping[UUID, str], told: Iterable[Content]) -> str:
    """Who was the designated adviser, and who is (S4)."""
    for one in told:
        if _ADVISER in one.after and _ADVISER in one.before:
            was, now = (
                names.get(UUID(str(said[_ADVISER])), "") if said[_ADVISER] else ""
                for said in (one.before, one.after)
            )
            changed = f"Changed the designated adviser from {was} to {now}"
            return changed if was else f"Named {now} the designated adviser"
    return DONE[ASSIGN]


def version_first(text: str, lines: list[str]) -> tuple[str, list[str]]:
    """The version's own line as the sentence, and the lines that are left: 'Froze version 4'."""
    own = next((line for line in lines if line.startswith(_FROZE)), "")
    if not own:
        return text, lines
    told, _, summary = own.partition(", ")
    return told, [line for line in (summary, *(other for other in lines if other != own)) if line]


def details(table: str, action: str, content: Content, programme: Programme, row: str = "") -> Iterator[str]:
    """One line a changed field, or one line for a new or removed record. ``row`` tells a changed row of a
    JFAP from its neighbours (history_rows.py)."""
    name = _row_name(table, row, content, programme)
    if content.after.get("purpose") in OWN:  # the document or the message itself is told
        return
    if own := OWN_WAY.get(table):
        yield from own(action, content)
        return
    if table == "case_fact" and action == "insert":
        yield _fact(content.after, programme)
        return
    if action == "delete":
        gist = _gist(table, content.before)
        yield f"{name} removed: {gist}" if gist else f"{name} removed"
        return
    if action == "insert":
        gist = _gist(table, content.after)
        if table == "timed_session":
            channels = {channel.key: channel.name for channel in programme.channels}
            gist = channels.get(gist, gist)
            yield f"{name} by {gist.lower()}" if gist else name
        elif table == "plan_version":
            yield f"{_FROZE}{gist}"
        elif gist:
            yield f"{name}: {gist}"
        if table == "document":
            carried = read_wording(content.after.get("wording") or "")
            yield from (f"Standard wording, {name_of(one.key)}: {one.version}" for one in carried)
        return
    yield from _changed(name, content)


def _changed(name: str, content: Content) -> Iterator[str]:
    """One line a field: what it said, and what it says."""
    for field in content.before:
        if marked := _set_aside(name, content.before[field], content.after.get(field)):
            yield marked
        elif field not in _SILENT:
            sides = _differing(content.before[field], content.after.get(field))
            was, now = (_said(_read(field, one)) for one in sides)
            yield (
                f"{name}, {_label(field)}: {now}"
                if was == _NOTHING
                else f"{name}, {_label(field)}: {was} → {now}"
            )
    for field, (_, cut, put) in content.delta.items():
        if field in _SILENT:
            continue
        was, now = _said(_read(field, cut)), _said(_read(field, put))
        yield f"{name}, {_label(field)}: {_LOOKS if was == now else f'{was} → {now}'}"


def _differing(was: Any, now: Any) -> tuple[Any, Any]:
    """Both values, of answers by their keys only those that are not the same."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return was, now
    gone = {key: said for key, said in was.items() if now.get(key) != said}
    return gone, {key: said for key, said in now.items() if was.get(key) != said}


def _set_aside(name: str, was: Any, now: Any) -> str:
    """That an entry counts for nothing from then on, or counts again; '' for any other change."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return ""
    mark = next((key for key in _ASIDE if (key in was) is not (key in now)), None)
    if mark is None:
        return ""
    rest = {key: said for key, said in now.items() if key not in _ASIDE}
    told = f"{name} ({_said(rest)})" if rest else name
    return f"{told}: {_ASIDE[mark] if mark in now else _COUNTS}"


def _row_name(table: str, row: str, content: Content, programme: Programme) -> str:
    """'Objective “Two applications a week”', unless those words are what changed; 'Heading “Training”'."""
    name = _TABLES.get(table, table)
    if not row or "objective" in content.fields:
        return name
    title = next((one.title for one in programme.plan_headings if one.key == row), row)
    return f"{name} “{shorten(title, _ROW_LETTERS, placeholder='…')}”"


def answers(table: str, action: str, content: Content, programme: Programme) -> tuple[str, ...]:
    """What was answered when an entry was recorded, one line each; of what is kept apart nothing more than
    the entry itself tells (G2, D6)."""
    if (table, action) != ("case_fact", "insert"):
        return ()
    kind, detail = FactKind(content.after["kind"]), content.after.get("detail") or {}
    if told_answers.is_kept_apart(kind, detail, programme):
        return ()
    return told_answers.told(kind, detail, programme, told_details.TELLS.get(kind, frozenset()))


def _fact(after: Mapping[str, Any], programme: Programme) -> str:
    channels = {channel.key: channel.name for channel in programme.channels}
    kind = FactKind(after["kind"])
    parts = [programme.fact_kinds[kind].name, _told(after.get("happened_on"))]
    parts.append(_flat(told_details.told(kind, after.get("detail") or {}, programme)))
    parts.append(channels.get(after.get("channel") or "", ""))
    parts.append(_flat(after.get("note") or ""))
    if after.get("late_reason"):
        parts.append(f"late because {_flat(after['late_reason'])}")
    return ", ".join(part for part in parts if part)


def _gist(table: str, values: Mapping[str, Any]) -> str:
    if table == _EXPORT and values.get("version_number") is None:
        return "as it stood that day"
    filled = (field for field in _NEW.get(table, ()) if values.get(field) not in ("", None))
    gist = _flat(", ".join(_told(_read(field, values[field])) for field in filled))
    return f"version {gist}" if table == _EXPORT else gist


def _read(field: str, value: Any) -> Any:
    """A value as it reads: the marks of rules/writing/rich_text.py are not told, half ones neither."""
    if field in _KEYS and isinstance(value, str):
        return value.replace("_", " ")
    return plain(value).replace("**", "") if field in RICH and isinstance(value, str) else value


def _label(field: str) -> str:
    return field.replace("_", " ").removesuffix(" on").removesuffix(" at")


def _said(value: Any) -> str:
    """A field's value in words: texts in quotation marks, days and times as people write them."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _flat(", ".join(f"{_label(key)} {_told(inner)}" for key, inner in value.items())) or _NOTHING
    told = _told(value)
    return _flat(f"“{told}”" if isinstance(value, str) and told == value else told)


def _told(value: Any) -> str:
    """Text as it is, a figure whole, an ISO day or instant in British words."""
    text = str(round(value) if isinstance(value, float) else value)
    if not isinstance(value, str) or not _DAY.match(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return long_day(moment.date()) if moment.tzinfo is None else day_and_time(moment)


def _flat(text: str) -> str:
    return " ".join(text.split())

"""The words in which the journal is told: what was done, and which fields changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from jfs_desktop.casework.attachments import DOCUMENT
from jfs_desktop.documents.shipped_wording import name_of
from jfs_desktop.rules import told_details
from jfs_desktop.rules.carried_wording import read as read_wording
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.rich_text import plain
from jfs_desktop.rules.wording import day_and_time, long_day
from jfs_desktop.store.content import Content

ASSIGN, _ADVISER = "cases.assign", "adviser_id"
DONE: Mapping[str, str] = {
    "first_run.begin": "Set up the vault",
    "programmes.adopt": "Adopted a programme profile",
    "calendars.adopt": "Adopted a working-day calendar",
    "calendars.trust": "Entered the calendar publisher's key",
    "settings.put": "Changed a setting",
    "sync.enrol": "Enrolled this vault with head office",
    "sync.export": "Exported to head office",
    "sync.receive": "Read head office's receipt",
    "templates.arrive": "Took a template into the library",
    "templates.publish": "Published a template",
    "templates.withdraw": "Withdrew a template",
    "wording_blocks.rewrite": "Rewrote standard wording",
    "own_words.add": "Added a word to the dictionary",
    "own_words.remove": "Took a word out of the dictionary",
    "snippets.add": "Added reusable wording",
    "snippets.change": "Changed reusable wording",
    "snippets.remove": "Put reusable wording away",
    "pack_texts.publish": "Published the induction pack",
    "induction_packs.send": "Sent the induction pack",
    "case_papers.save": "Saved a document as a file",
    "staff.add": "Added a member of staff",
    "staff.change": "Changed a member of staff",
    "staff.work_as": "Changed who works here",
    "staff_checks.add": "Entered a staff check",
    "staff_checks.take_back": "Took a staff check back",
    "channel_clearances.clear": "Entered the clearance of channels",
    "channel_clearances.take_back": "Took a channel out of use",
    "fast_track.keep_leads": "Changed whom to ring in a Fast Track",
    "moves.record": "Recorded a move",
    "referrals.add": "Took the referral in",
    "referrals.import": "Imported the referral from a file",
    "referral_checks.search": "Searched for duplicates",
    "referral_corrections.correct": "Corrected the referral",
    "referral_corrections.join": "Corrected the referral, and joined the case to the person known already",
    "doubled_referrals.take_in": "Took a duplicate in, to be rejected on PRaP",
    "weighings.weigh": "Weighed the referral",
    "contract.put": "Changed the contract's dates",
    "restricted_referrals.hand_over": "Handed restricted referrals to the nominated officer",
    "referrals.refuse_restricted": "Sent a restricted referral to the nominated officer",
    ASSIGN: "Named the designated adviser",
    "cases.change_contact": "Changed contact details",
    "complaints_outside.record": "Recorded a complaint that belongs to no case",
    "complaints_outside.record_for_good": "Asked for advice on a complaint that belongs to no case",
    "facts.record": "Recorded what happened",
    "facts.record_for_good": "Recorded what happened",
    "facts.withdraw": "Took an entry back",
    "contacts.see_notice": "Read the notice of a vulnerable person",
    "contacts.attempt": "Logged a contact attempt",
    "contacts.reach": "Reached the participant",
    "contacts.doubt": "Logged an attempt with a doubt who it was",
    "contacts.book": "Booked the initial meeting",
    "contacts.jobcentre_appointment": "Noted a Jobcentre appointment",
    "contacts.conditionality": "Told the person that benefit conditions stay",
    "contacts.save_calendar_file": "Saved a calendar file",
    "prap.key": "Keyed on PRaP",
    "prap.prove": "Kept the proof of a PRaP entry",
    "prap.hand_over": "Handed a PRaP entry over",
    "prap.take_over": "Took a PRaP entry over",
    "prap.reconcile": "Compared the case with a list from PRaP",
    "automatic_moves.note": "Moved on by itself",
    "moves_told.see": "Read of a move by itself",
    "lateness.explain": "Said why something is late",
    "putting_off.put_off": "Put something off on Today",
    "putting_off.show": "Showed again what was put off",
    "sessions.start": "Started a session",
    "sessions.pause": "Paused the session",
    "sessions.resume": "Resumed the session",
    "sessions.stop": "Stopped and wrapped up the session",
    "sessions.wrap_up": "Wrapped up the session",
    "sessions.mark_sent": "Noted that something promised was sent",
    "sessions.gap": "Noted time that needs an answer",
    "sessions.answer_gap": "Said what a gap was",
    "sessions.correct": "Corrected the minutes of a session",
    "sessions.add_manual": "Entered a session by hand",
    "group_sessions.plan": "Planned a group session",
    "group_sessions.change": "Changed a group session",
    "group_sessions.call_off": "Called a group session off",
    "group_sessions.invite": "Gave places in a group session",
    "group_sessions.answer": "Noted the attendance of a group session",
    "group_sessions.close": "Closed a group session",
    "group_sessions.take_off": "Took an invitation to a group session back",
    "group_sessions.correct": "Corrected the attendance of a group session",
    "ends.complete": "Completed provision",
    "ends.learn_death": "Noted that the person has died",
    "ends.take_back": "Took the end of provision back",
    "early_ends.end_early": "Ended provision early",
    "plans.settle": "Edited the plan",
    "plans.make_version": "Froze a version of the plan",
    "plans.export": "Exported the plan",
    "plan_finalising.finalise": "Made the JFAP final",
    "plan_queries.raise_query": "Logged a query about the JFAP",
    "plan_queries.settle": "Settled a query about the JFAP",
    "plan_sending.send": "Recorded that the JFAP was sent",
    "outbox.queue": "Put a message into the outbox",
    "outbox.take_back": "A message was taken back before it went",
    "outbox.begin": "Began to send a message",
    "outbox.date_anew": "Put the day on which it goes on a copy for the Jobcentre",
    "outbox.end": "A try to send a message ended",
    "outbox.decide": "Decided about a message",
    "outbox.open_draft": "Opened a message in another mail program",
    "outbox.try_now": "Tried waiting messages at once",
    "outbox.interrupted": "A message was being sent as the program stopped",
    "replies.bring_in": "Brought a reply in",
    "replies.accept": "Took a reply as a confirmation",
    "replies.attach": "Said whose reply it is",
    "replies.set_aside": "Set a reply aside",
    "replies.record": "Recorded what a message says",
    "replies.take_up": "Took a reply up again",
    "certificate.export": "Saved the certificate of a document",
    "mail_account.put": "Changed how messages leave",
    "plan_comparison.export": "Exported a comparison of two versions",
    "cvs.begin": "Began the CV",
    "cvs.settle": "Edited the CV",
    "cvs.make_version": "Froze a version of the CV",
    "cvs.agree": "Agreed the CV as final",
    "cv_export.export": "Exported the CV",
    "cv_help.bring_in": "Brought in the CV that they had",
    "cv_help.decline": "Recorded that help with the CV was declined",
    "cv_help.confirm": "Recorded that they confirmed their own CV as final",
    "issued_documents.freeze": "Kept a document for good",
    "issued_documents.issue": "Recorded that a document was sent",
    "issued_documents.open": "Looked at a document",
    "document_copies.save": "Saved a copy of a document",
    "document_copies.open_elsewhere": "Opened a document in another program",
    "document_copies.print": "Printed a document",
    "issued_documents.take_back": "Took the record of a sending back",
    "jobcentre_requests.log": "Logged the Jobcentre's request",
    "jobcentre_requests.match": "Found the case of the Jobcentre's request",
    "jobcentre_requests.settle": "Settled the Jobcentre's request",
    "jobcentre_requests.amend": "Corrected the Jobcentre's request",
    "jobcentre_requests.take_back": "Took the Jobcentre's request off the case",
    "jobcentre_answers.check": "Looked the JFAP through for the Jobcentre",
    "jobcentre_answers.send": "Sent the JFAP to the Jobcentre",
    "initial_meeting.confirm_identity": "Confirmed who somebody is",
    "initial_meeting.acknowledge": "Recorded a reply confirming receipt",
    "initial_meeting.explain_offer": "Explained the support and offered it",
    "start_evidence.export": "Saved the evidence of the start as a file",
    "evidence_pack.export": "Took evidence out for a pack",
    "initial_meeting.agree_needs": "Noted the support needs",
    "initial_meeting.agree_plan": "Agreed the first JFAP",
    "initial_meeting.send_draft": "Recorded that the draft JFAP was sent",
    "initial_meeting.agree_next": "Agreed the next appointment",
    "initial_meeting.not_starting": "Noted why they will not start",
    "call_summaries.add": "Kept the summary of DWP's experience calls",
    "call_summaries.note_actions": "Changed the actions on a summary of experience calls",
    "call_summaries.take_back": "Took a summary of experience calls back",
    "attachments.keep": "Kept a piece of evidence",
    "attachments.open": "Looked at a piece of evidence",
    "attachments.take_back": "Took a piece of evidence back",
}

_NOTHING = "nothing"
_FROZE = "Froze version "
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_TABLES: Mapping[str, str] = {
    "participant": "Participant",
    "referral": "Referral",
    "case": "Case",
    "case_fact": "Entry",
    "timed_session": "Session",
    "session_segment": "Time",
    "session_gap": "Gap",
    "session_correction": "Correction",
    "plan": "Plan",
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
    "session_gap": ("started_at", "ended_at"),
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


_RICH = frozenset({"text", "further_support", "next_steps"})
"""Fields that may hold bold words, lists and links."""
_LOOKS = "bold, a list or a link"


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


def details(table: str, action: str, content: Content, programme: Programme) -> Iterator[str]:
    """One line a changed field, or one line for a new or removed record."""
    name = _TABLES.get(table, table)
    if content.after.get("purpose") == DOCUMENT:  # the document itself is told
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
    for field in content.before:
        if field not in _SILENT:
            was, now = (_said(_read(field, one)) for one in (content.before[field], content.after.get(field)))
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
    filled = (field for field in _NEW.get(table, ()) if values.get(field) not in ("", None))
    return _flat(", ".join(_told(_read(field, values[field])) for field in filled))


def _read(field: str, value: Any) -> Any:
    """A value as it reads: the marks of rules/rich_text.py are not told, half ones neither."""
    return plain(value).replace("**", "") if field in _RICH and isinstance(value, str) else value


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
    """Text as it is; an ISO day or instant in British words."""
    text = str(value)
    if not isinstance(value, str) or not _DAY.match(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return long_day(moment.date()) if moment.tzinfo is None else day_and_time(moment)


def _flat(text: str) -> str:
    return " ".join(text.split())

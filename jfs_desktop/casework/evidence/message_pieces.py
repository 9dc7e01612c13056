"""A message out as files for whoever audits it: the e-mail as it was handed over, or a page that tells what
is recorded of one that did not go from here (I18, MI12, JFS 3.19).

No e-mail is made up: what a server took without its bytes being kept is composed anew and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.kept_files import GIVEN, PERHAPS, TAKEN
from jfs_desktop.casework.evidence.pack_piece import Piece
from jfs_desktop.casework.outbox import mail_account, message_copies
from jfs_desktop.casework.outbox.mail_purposes import PURPOSES
from jfs_desktop.casework.outbox.message_copies import MessageCopy
from jfs_desktop.casework.outbox.message_rows import letter, parts_of, row_of
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.outbox.outbox import NOWHERE
from jfs_desktop.mail.compose import compose
from jfs_desktop.rules.mail.outbox import NAMES, MessageState, told_of_tries
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.unit_of_work import Verb

_LABELS: Final[Mapping[str, str]] = {
    TAKEN: "E-mail, byte for byte as the server took it",
    GIVEN: "E-mail as another program was given it",
    PERHAPS: "E-mail as it was being handed over",
}
ANEW: Final = "E-mail, composed anew: the bytes that went were not kept"
PAGE: Final = "Page of what is recorded"
_NO_MAIL: Final = (
    "This page was written from what is recorded in the case. It is no e-mail, and nothing here was received"
    " by a mail server."
)


def pieces(
    workspace: Workspace, view: MessageView, title: str, copies: Sequence[MessageCopy], verb: Verb
) -> Iterator[Piece]:
    """The files of a message that went or may have gone; that each kept one was taken out is recorded.

    Raises NotFound, VaultProblem where one is missing or damaged, BadInput for what cannot be composed.
    """
    for copy in copies:
        content = message_copies.content(workspace, copy.id, verb)
        yield Piece(title, "eml", f"{_LABELS[copy.kept_as]}, {day_and_time(copy.at)}", content)
    if view.state is not MessageState.SENT:
        programme = workspace.programme if view.case_id is None else workspace.programme_of(view.case_id)
        yield Piece(title, "txt", PAGE, _page(programme, view, title))
    elif not _as_taken(copies):
        yield Piece(title, "eml", ANEW, _anew(workspace, view.id, verb))


def lacks(view: MessageView, copies: Sequence[MessageCopy]) -> tuple[str, str] | None:
    """What is not there of a message, and what to do; None where nothing is."""
    purpose = PURPOSES[view.purpose].name if view.purpose in PURPOSES else view.purpose
    at = day_and_time(view.ended_at or view.queued_at or view.made_at)
    if view.state is MessageState.FAILED:
        return f"'{purpose}' of {at} was not sent", "Send it again, or record how it went."
    if view.state is MessageState.SENT and not _as_taken(copies):
        told = f"The bytes of '{purpose}', sent {at}, were not kept: the e-mail here is composed anew"
        return told, "Where the bytes matter, look in the mailbox that it was sent from."
    return None


def _as_taken(copies: Sequence[MessageCopy]) -> bool:
    return any(one.kept_as == TAKEN for one in copies)


def _page(programme: Programme, view: MessageView, title: str) -> bytes:
    """What is recorded of a message that no server is known to have taken."""
    channels = {one.key: one.name for one in programme.channels}
    went, said = view.state is MessageState.BY_HAND, []
    at = view.ended_at or view.queued_at or view.made_at
    for name, value in (
        ("State", NAMES[view.state]),
        ("Written to", f"{view.to_name} <{view.to_address}>" if view.to_name else view.to_address),
        ("How it went", channels.get(view.channel, view.channel) if went else ""),
        ("When", day_and_time(at)),
        ("Recorded by", view.by),
        ("How that is known" if went else "Note", view.note),
        ("Why", view.failure),
        ("Tries", told_of_tries(view.server_answer, view.state)),
        ("Subject", view.subject),
    ):
        if value:
            said.append(f"{name}: {value}")
    said += [f"With it: {one.name}, SHA-256 {one.sha256}" for one in view.parts]
    lines = [programme.name, f"{title}: {NAMES[view.state].lower()}", "", _NO_MAIL, "", *said, ""]
    lines += ["What was written", "", *view.body.splitlines(), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _anew(workspace: Workspace, message_id: UUID, verb: Verb) -> bytes:
    """The text and the attachments that it went with, put together anew."""
    with workspace.changing(verb) as change:
        row, account = row_of(change, message_id), mail_account.in_force(change.db)
        if not account.sender_address:
            account = replace(account, sender_address=f"office@{NOWHERE}")
        return compose(letter(account, row, tuple(parts_of(change, workspace, row)))).as_bytes()

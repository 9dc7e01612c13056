"""The certificate of a document in words, for the window and for the page (I18, P9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jfs_desktop.casework.documents.kept_files import GIVEN, PERHAPS, TAKEN
from jfs_desktop.casework.evidence.certificate import CarriedBy, Certificate, Confirmation, Sending
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.documents.pdf.proof_sheet import Section
from jfs_desktop.rules.writing.wording import counted, day_and_time, long_day

if TYPE_CHECKING:  # the typesetter comes with the first document
    from jfs_desktop.documents.pdf.typeset import Pages

_HANDED: Final = {
    TAKEN: "Kept byte for byte as the server took it",
    GIVEN: "Kept byte for byte as another program was given it",
    PERHAPS: "Kept byte for byte as it was being handed over",
}
_STANDS: Final = {
    ReplyState.WAITING: "waits for a decision",
    ReplyState.ACCEPTED: "taken as a confirmation, or an entry, of something else",
    ReplyState.SET_ASIDE: "set aside",
}
NOT_RECEIVED = "No reply that confirms the receipt is on record."


def sections(one: Certificate) -> tuple[Section, ...]:
    """What was sent, to whom and how, what came back, and where the journal holds it."""
    return tuple(_sections(one))


def told(one: Certificate) -> str:
    """The certificate in one sentence."""
    sent = [sending for sending in one.sendings if not sending.issue.withdrawn_reason]
    back = sum(sending.message is not None and bool(sending.message.came_back) for sending in sent)
    went = f"went out {_times(len(sent))}" if sent else "was not sent, by what stands now"
    returned = f", came back undelivered {_times(back)}" if back else ""
    came = "its receipt was confirmed" if one.received else "its receipt is not confirmed"
    return f"For {one.case_name}, {one.service}. The document {went}{returned}, and {came}."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number) or counted(number, "time")


def pages_of(one: Certificate) -> Pages:
    """The certificate on pages. Raises PageProblem."""
    from jfs_desktop.documents.pdf.proof_sheet import pages

    return pages(one.title, told(one), sections(one), one.made_at.replace(microsecond=0), one.service)


def _sections(one: Certificate) -> Iterator[Section]:
    document = one.document
    name = ", ".join(part for part in (document.title, _version(document.version)) if part)
    hashes = (("PDF", document.pdf_sha256), ("Word file", document.docx_sha256))
    yield Section(
        "The document",
        (
            ("Name", name),
            ("Kept since", f"{day_and_time(document.made_at)}, by {document.made_by}"),
            *((f"SHA-256, {form}", digest) for form, digest in hashes if digest),
        ),
    )
    for sending in one.sendings:
        yield Section("Sent", tuple(_sent(sending)))
    for confirmation in one.confirmations:
        yield Section("Receipt confirmed", tuple(_confirmed(confirmation)))
    if not one.received:
        yield Section("Receipt", (("So far", NOT_RECEIVED),))
    for confirmation in one.elsewhere:
        lines = (*_confirmed(confirmation), ("Confirms", _what_it_confirms(confirmation)))
        yield Section("Another confirmation of the case", lines)
    for reply in one.others:
        yield Section("Another reply", tuple(_other(reply)))
    yield Section("Chained in the journal", tuple(_chained(one)))


def _version(version: str) -> str:
    return f"version {version}" if version.isdigit() else version


def _sent(one: Sending) -> Iterator[tuple[str, str]]:
    issue = one.issue
    yield "When", day_and_time(issue.at)
    yield "To", issue.to
    taken = one.message is not None and one.message.by_server
    how = f"let go by {issue.by}, taken by the mail server" if taken else f"recorded by {issue.by}"
    yield "By", f"{issue.channel_name}, {how}"
    if issue.proof:
        yield "The server answered" if taken else "Proof", issue.proof
    if issue.note:
        yield "Note", issue.note
    if one.message is not None:
        yield from _carried(one.message)
    if issue.withdrawn_reason:
        yield "Taken back", issue.withdrawn_reason


def _carried(message: CarriedBy) -> Iterator[tuple[str, str]]:
    if message.by_server and message.route:
        yield "Route", message.route
    if message.sender:
        yield "From", message.sender
    yield "Subject", f"{message.subject} [{message.reference}]"
    yield "Message-ID", message.message_id
    yield "Attached", message.name
    yield "SHA-256, attached", message.sha256
    for copy in message.whole:
        yield "The whole message", f"{_HANDED[copy.kept_as]}, {day_and_time(copy.at)}"
        yield "SHA-256, message", copy.sha256
    if message.came_back:
        yield "Afterwards", message.came_back


def _confirmed(one: Confirmation) -> Iterator[tuple[str, str]]:
    if one.at is not None:
        yield "When", day_and_time(one.at)
    yield "By", f"{one.channel_name}, recorded by {one.by}"
    yield "Their words", one.words or "none: see the file"
    if one.reply is not None:
        yield "From", one.reply.sender
        yield "SHA-256, reply", one.reply.sha256
    if one.note:
        yield "Note", one.note
    if one.withdrawn_reason:
        yield "Taken back", one.withdrawn_reason


def _what_it_confirms(one: Confirmation) -> str:
    if one.sent_on is None:
        return "Nothing that is on record: none had gone by then"
    when = day_and_time(one.sent_at) if one.sent_at is not None else long_day(one.sent_on)
    return f"What went on {when}, which was another copy than this document"


def _other(one: ReplyView) -> Iterator[tuple[str, str]]:
    yield "From", one.sender
    yield "When", day_and_time(one.written_at or one.brought_in_at)
    yield "Stands as", f"{_STANDS[one.state]}{f': {one.settled_reason}' if one.settled_reason else ''}"
    yield "SHA-256, reply", one.sha256


def _chained(one: Certificate) -> Iterator[tuple[str, str]]:
    for entry in one.entries:
        yield f"Entry {entry.number:,}", f"{entry.what}, {day_and_time(entry.at)}\n{entry.digest}"
    if one.end is not None:
        yield f"End, {one.end.number:,}", f"{day_and_time(one.end.at)}\n{one.end.digest}"
    yield "Looked through", one.chain.text
    yield "Made", f"{day_and_time(one.made_at)}, by {one.by}"

"""A JFSPRO1 that comes as a file: the e-mail itself, the form within it, or the form alone (X4, JFS 5.05)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from jfs_desktop.casework.documents.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.replies import came_by_mail
from jfs_desktop.casework.replies.reply_files import ENDINGS, ReplyFile
from jfs_desktop.casework.replies.reply_views import REQUEST
from jfs_desktop.casework.requests import request_form
from jfs_desktop.clock import london_day
from jfs_desktop.documents.cv_import.cv_import import form_of
from jfs_desktop.documents.cv_import.form_text import form_text
from jfs_desktop.documents.files.word_refusals import shown
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.mail.attached import attached_content, html_words
from jfs_desktop.mail.received import LARGEST, Attached, Received
from jfs_desktop.rules.mail.request_text import PastedRequest
from jfs_desktop.rules.writing.discreet import Discreet

PURPOSE: Final = REQUEST
FORMS: Final = (".docx", ".pdf")
_MEDIA: Final = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_WHOLE: Final = 6
"""Items of a form that asks for no post."""
MOST_FORMS: Final = 3
"""Attached forms that are looked into; a message has one."""
NI_NUMBER: Final = "ni_number"
"""The item that tells whom a form asks for."""
_BY_ITSELF: Final = "Save it from the message, and log it as a request of its own."
_TOO_MANY: Final = (
    f"Only the first {MOST_FORMS} forms in it were looked into. Is there one more? {_BY_ITSELF}"
)


@dataclass(frozen=True, slots=True, repr=False)
class RequestFile(Discreet):
    """What was read of a file: the ``text`` with the items; ``found_in`` names the attached form that it
    stands in, '' for the message or the file itself; ``problems`` say what could not be read. ``arrived``
    is the message's own time, aware; ``mailbox`` to whom it was written."""

    evidence: NewEvidence
    text: str = field(repr=False)
    found_in: str = ""
    arrived: datetime | None = None
    mailbox: str = ""
    problems: tuple[str, ...] = ()


def read(path: Path, today: date) -> Generator[None, None, RequestFile]:
    """Read a dropped file in short steps; it reads no vault. Of message and forms the one counts in which the
    most items stand, and what asks for somebody else is told. Raises BadInput (``file``), WordFileRefused,
    PdfRefused."""
    if path.suffix.lower() in ENDINGS:
        return (yield from of_message((yield from came_by_mail.read(path)), today))
    content = _content(path)
    text = form_text(content, path.name)
    kept = NewEvidence(PURPOSE, CheckedFile(content, form_of(content)), path.name)
    return RequestFile(kept, text, problems=tuple(_wordless(path.name, text)))


def of_message(file: ReplyFile, today: date) -> Generator[None, None, RequestFile]:
    """The same of a message that was read already, with its bytes; one that hangs on it as a file is looked
    into as it is."""
    texts, problems = [], list[str]()
    for said in (file.said, *file.said.forwarded):
        texts.append(_found(said, "", said.text, today))
        forms = [one for one in said.attached if _may_be_read(one)]
        if len(forms) > MOST_FORMS:
            problems.append(_TOO_MANY)
        for one in forms[:MOST_FORMS]:
            yield
            try:
                text = form_text((yield from attached_content(file.content, one)), one.name)
                texts.append(_found(said, one.name, text, today))
                problems += _wordless(one.name, text)
            except UserError as refused:
                problems.append(refused.sentence)
    best = max(texts, key=_items)
    if len(best.form.values) < _WHOLE:
        # A table in HTML stands in plain text as each mail program likes.
        in_html = _found(file.said, "", (yield from html_words(file.content)), today)
        best = max((best, in_html), key=_items)
    if len(best.form.values) < _WHOLE:
        problems += _unread(file.said)
    problems += _of_others(best, texts)
    kept, said = came_by_mail.evidence(PURPOSE, file), best.said
    return RequestFile(kept, best.text, best.name, said.at, next(iter(said.to), ""), tuple(problems))


def _may_be_read(one: Attached) -> bool:
    """Whether a file is of a kind that is read, by its name or, where that tells nothing, by what it is said
    to be."""
    named = one.name.lower().endswith(FORMS)
    return named or ("." not in one.name and one.media_type.lower() in _MEDIA)


def _unread(whole: Received) -> Iterator[str]:
    """What is to be said of files that may hold the form and are of no kind that is read. A picture is mostly
    a signature's, unless it bears the form's name."""
    others = [one for said in (whole, *whole.forwarded) for one in said.attached if not _may_be_read(one)]
    form = request_form.items().form.casefold()
    for one in others:
        kind = one.media_type.lower().partition("/")[0]
        if kind != "message" and (kind != "image" or form in one.name.casefold()):
            yield f"{shown(one.name)} was not looked into: only .docx and PDF are read. Type what it says."


class _Found(NamedTuple):
    """A text of a message: of which, the name of the form in it, '' for its own words, and what was read."""

    said: Received
    name: str
    text: str
    form: PastedRequest


def _found(said: Received, name: str, text: str, today: date) -> _Found:
    received_on = london_day(said.at) if said.at is not None else today
    return _Found(said, name, text, request_form.paste(text, received_on))


def _items(found: _Found) -> tuple[int, int]:
    """How many items of the form a text holds, and how many of them are sure."""
    values = len(found.form.values)
    return values + len(found.form.doubtful), values


def _of_others(taken: _Found, texts: list[_Found]) -> Iterator[str]:
    """What is to be said of each text that asks for another person than the one that is taken."""
    known = {taken.form.values.get(NI_NUMBER), None}
    for one in texts:
        asked = one.form.values.get(NI_NUMBER)
        if asked not in known:
            known.add(asked)
            where = shown(one.name) if one.name else "Another message within it"
            yield f"{where} asks for somebody else. {_BY_ITSELF}"


def _wordless(name: str, text: str) -> list[str]:
    """What is to be said of a form in which no words stand, such as one that was scanned."""
    told = f"{shown(name)} holds no words that can be read, perhaps only a picture: type what it says."
    return [] if text.strip() else [told]


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(
            "This file could not be read.", field="file", remedy="Save it anew, and choose it again."
        ) from error
    if len(content) > LARGEST:
        raise BadInput("This file is larger than any form.", field="file")
    return content

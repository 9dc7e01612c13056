"""A message that came as a file (.eml, or .msg of Outlook), read where it can do no harm (I17, I18).

What a stranger wrote is measured before it is read at all, and then read by a process of its own that has
five seconds of work and a fixed share of memory, and is waited for no longer than fifteen. HTML becomes
words; nothing of it is fetched, nor shown as a page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail import child
from jfs_desktop.mail.asking import PATIENCE, STEP_S, Asking, NoAnswer, TooLate, TooMuchWork
from jfs_desktop.mail.mail_file import OLE
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.replies.reply_match import Reply
from jfs_desktop.rules.replies.reply_voice import told_twice
from jfs_desktop.rules.writing.discreet import Discreet

LARGEST: Final = 10 * 2**20
"""Bytes of a whole message."""
LONGEST_HEAD: Final = 64 * 2**10
MOST_PARTS, MOST_WITHIN = 100, 10
_TOO_LATE: Final = "It could not be read in time: this computer is busy, or the file holds it up."
_AGAIN: Final = "Nothing was kept. Try it once more; record the reply by hand if it is refused again."
_BY_HAND: Final = "Nothing was kept. Record the reply by hand if you can read it in your mail program."
_TOO_LONG: Final = "It takes longer to read than any true message does."
_PART: Final = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_WITHIN: Final = re.compile(rb"boundary\s*=|^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY: Final = re.compile(rb'boundary\s*=\s*"?([^"\s;]{1,70})', re.IGNORECASE)
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_HEAD_LINE: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:from |[!-9;-~]{1,80}:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class Attached(Discreet):
    """A file within a message: what it is called there, and its hash. Its bytes stay in the message."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, repr=False)
class Received(Discreet):
    """A message as it was read. ``at`` is its own date in UTC, None where it has none; ``report`` what a mail
    server's report says of the message that it is on, None for what is no report; ``forwarded`` are the
    messages that hang on it as files; ``shown`` what mail programs show, '' where that is the text."""

    from_address: str
    from_name: str
    to: tuple[str, ...]
    subject: str
    at: datetime | None
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str = field(repr=False)
    automatic: bool
    report: ReplyKind | None
    attached: tuple[Attached, ...]
    forwarded: tuple[Received, ...] = ()
    shown: str = field(default="", repr=False)

    @property
    def told(self) -> str:
        """All that it says: its text, and beside it what mail programs show where that has other words."""
        return told_twice(self.text, self.shown)

    @property
    def reply(self) -> Reply:
        """What matters for finding the message that it answers."""
        return Reply(
            self.from_address,
            self.subject,
            self.at,
            self.message_id,
            self.in_reply_to,
            self.references,
            self.told,
            self.automatic,
            self.report,
        )


class Reading:
    """A message that another process is reading. Whoever cannot stay so long asks for it in short waits, and
    calls ``stop`` in the end, whatever came of it."""

    def __init__(self, content: bytes, *, seconds: int = child.SECONDS, patience: float = PATIENCE) -> None:
        """Begin, with so many seconds of work for all of it, and so much ``patience`` (:class:`Asking`).
        Raises BadInput (``file``) for what is seen to be no message, or could do harm."""
        _refuse_at_sight(content)
        self._asking = Asking(content, seconds=seconds, patience=patience)

    def wait(self, seconds: float) -> Received | None:
        """What it is; None where it is not read yet after ``seconds``. Raises BadInput (``file``) for what
        is no message or is damaged, and for what took too long."""
        try:
            said = self._asking.wait(seconds)
            return None if said is None else _received(json.loads(said))
        except TooLate:
            raise _refused(_TOO_LATE, _AGAIN) from None
        except TooMuchWork:
            raise _refused(_TOO_LONG) from None
        except (NoAnswer, ValueError) as error:
            raise _refused("It is damaged, or no message.") from error

    def stop(self) -> None:
        """Read no further."""
        self._asking.stop()


def read_message(content: bytes, *, seconds: int = child.SECONDS) -> Received:
    """Read a message; ``seconds`` as in :class:`Reading`. Raises BadInput (``file``) for what is none, is
    damaged, or could do harm."""
    reading = Reading(content, seconds=seconds)
    try:
        while (found := reading.wait(STEP_S)) is None:
            pass
        return found
    finally:
        reading.stop()


def _received(found: dict[str, Any]) -> Received:
    at = datetime.fromisoformat(found.pop("at")) if found["at"] else found.pop("at") or None
    attached = tuple(Attached(**one) for one in found.pop("attached"))
    to, references = tuple(found.pop("to")), tuple(found.pop("references"))
    report = ReplyKind(found.pop("report")) if found["report"] else found.pop("report") or None
    forwarded = tuple(map(_received, found.pop("forwarded", ())))
    return Received(
        **found,
        report=report,
        at=at,
        attached=attached,
        to=to,
        references=references,
        forwarded=forwarded,
    )


def _refuse_at_sight(content: bytes) -> None:
    if not content:
        raise _refused("The file is empty.")
    if len(content) > LARGEST:
        raise _refused(f"It is larger than {LARGEST // 2**20} megabytes.")
    if content.startswith(OLE):
        return
    if not _HEAD_LINE.match(content):
        raise _refused("It is no message: save it from the mail program as .eml or .msg.")
    end = _HEAD_END.search(content)
    if (end.start() if end else len(content)) > LONGEST_HEAD:
        raise _refused("Its head is longer than any true message has.")
    within = len(_WITHIN.findall(content))
    if (
        within > 3 * MOST_WITHIN
        or len(_PART.findall(content)) > MOST_PARTS
        or _parted(content) > 2 * MOST_PARTS
    ):
        raise _refused("It has more parts than any true message has.")


def _parted(content: bytes) -> int:
    """How often the message is parted, also where the parts say nothing of their kind."""
    return sum(content.count(b"\n--" + mark) for mark in set(_BOUNDARY.findall(content)))


def _refused(why: str, remedy: str = _BY_HAND) -> BadInput:
    return BadInput(f"This file was not read as a message. {why}", field="file", remedy=remedy)

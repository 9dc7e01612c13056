"""Which message a reply answers and what it proves, with every reason (I17, I18, JFS 3.19).

Nothing is accepted here: a reply is proposed to the adviser, or the adviser is told why it is not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from jfs_desktop.rules.journey.order_of_day import CLOCKS_APART
from jfs_desktop.rules.mail import mail_warnings
from jfs_desktop.rules.replies.reply_kinds import BY_MACHINE, Paper, ReplyKind
from jfs_desktop.rules.replies.reply_names import Names, in_first_person, may_be_anothers
from jfs_desktop.rules.replies.reply_voice import between_quoted, forms, own_words
from jfs_desktop.rules.replies.reply_words import (
    LONGEST,
    Saying,
    names_one_of_two,
    papers_named,
    saying,
    takes_back,
)
from jfs_desktop.rules.writing.discreet import Discreet

ANSWERS, THREADED, REFERRED, ADDRESSED, TITLED = 60, 50, 40, 30, 15
"""What each sign adds: it answers the message, stands in its thread, bears its reference, comes from where
it was sent, and has its title."""
BEST: Final = ANSWERS + REFERRED + ADDRESSED + TITLED
"""The score of a reply for which everything speaks: what answers a message stands in its thread too."""
ENOUGH: Final = REFERRED
"""From here on a reply is taken to belong to a message: for its reference, which no other has, or for its
address with its title; an address alone does not do."""
REFERENCE: Final = re.compile(r"\[(JFS-[0-9A-Z]{6,12})\]", re.IGNORECASE)
_RE: Final = re.compile(r"^\s*(?:(?:re|aw|sv|fw|fwd|ateb|ymlaen)\s*:\s*)+", re.IGNORECASE)
_PUT_BEFORE: Final = re.compile(
    r"^\s*(?:(?:re|aw|sv|fw|fwd|ateb|ymlaen|undelivered|undeliverable|automatic reply)\s*:\s*)+",
    re.IGNORECASE,
)
"""What programs and servers put before the title of the message that they answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Reply(Discreet):
    """A message that came in, as far as it matters here. ``at`` is aware; ``automatic`` that its head says a
    machine wrote it; ``report`` what a mail server's report says of a message, None for what is none."""

    from_address: str
    subject: str = ""
    at: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    automatic: bool = False
    report: ReplyKind | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing(Discreet):
    """A message that went out and may be answered. ``papers`` are those of a start that it carried; ``names``
    are those of whom it went to and of those who work here; ``to_dwp`` says that it went to DWP."""

    id: UUID
    case_id: UUID | None
    message_id: str
    reference: str
    to_address: str
    subject: str
    sent_at: datetime
    papers: frozenset[Paper] = frozenset()
    names: Names = field(default_factory=Names)
    to_dwp: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Match(Discreet):
    """What is thought of a reply. ``why`` are the reasons in sentences; ``proves`` the papers whose receipt
    it confirms, empty unless it acknowledges."""

    kind: ReplyKind
    answers: UUID | None
    case_id: UUID | None
    score: int
    why: tuple[str, ...]
    proves: frozenset[Paper] = frozenset()


_AUTOMATIC_WORDS: Final = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|ymateb awtomatig"
    r"|i am (?:currently )?(?:away|on (?:annual )?leave|out of)|delivery receipt|read:)",
    re.IGNORECASE,
)
_AUTOMATIC_TEXT: Final = re.compile(
    r"\b(?:auto(?:mat(?:ed|ic))?[- ]?(?:reply|response|message|e-?mail)|out of (?:the )?office|do not reply"
    r"|no-?reply|(?:on|until|from) annual leave|away (?:from|until)"
    r"|allan o'r swyddfa|ymateb awtomatig)\b",
    re.IGNORECASE,
)
"""What a machine's letter says of itself, where its head does not."""
_POSTMASTER: Final = re.compile(
    r"^(?:mailer-daemon|postmaster|microsoftexchange[0-9a-f]{8,}|no-?reply\+?bounce)", re.IGNORECASE
)
_OF_REPORT: Final = {
    ReplyKind.BOUNCE: "A mail server says that it could not be delivered.",
    ReplyKind.DELAYED: "A mail server says that it is still on its way: it goes on trying.",
    ReplyKind.DELIVERED: "A mail server says that it was delivered or passed on; nobody says that it came.",
}
_OF_DWP: Final = "It answers a message to DWP: the participant did not write it."
_ELSEWHERE: Final = "It comes from another address than the message went to: ask who wrote it."
_CARRIED_NONE: Final = (
    "It says that something came, but what it answers carried neither the induction pack nor the draft JFAP."
)
_ONE_OF_TWO: Final = "It says that one thing came, and both papers went: ask about the other."
_ANSWERS_NONE: Final = "No message that was sent from here is answered by it."
_DATED_BEFORE: Final = "Its date is before the message went that it would answer: ask when they wrote it."
_BETWEEN: Final = (
    "It says that it came, and may take that back between the lines that it quotes: read it whole."
)
_TOLD_TWICE: Final = "Its plain text says something else than what a mail program shows: read both."
_OF_SAYING: Final = {
    Saying.NOT_CAME: (ReplyKind.NOT_RECEIVED, "It says that something did not come, or cannot be opened."),
    Saying.ASKS: (ReplyKind.ASKS, "It asks something, and confirms nothing yet."),
    Saying.WRONG_PERSON: (
        ReplyKind.WRONG_PERSON,
        "It seems to come from somebody else than the participant.",
    ),
    Saying.THANKS: (ReplyKind.THANKS, "It only says thanks: that is no proof of what came."),
    Saying.OTHER: (ReplyKind.UNCLEAR, "Its words do not say for certain that anything came."),
}


def match(reply: Reply, sent: Iterable[Outgoing]) -> Match:
    """The message that a reply answers and what it says; ``answers`` is None where none is found, or where
    two are as likely."""
    sent = tuple(sent)
    scored = sorted(((*_score(reply, one), one) for one in sent), key=lambda one: -one[0])
    best = scored[0] if scored and scored[0][0] >= ENOUGH else None
    if best is not None and len(scored) > 1 and scored[1][0] == best[0]:
        why = ("It may answer two messages: choose which.",)
        return Match(_kind(reply, best[2] if best[2].to_dwp else None)[0], None, None, best[0], why)
    kind, said = _kind(reply, best[2] if best else None)
    if best is None:
        before = any(_dated_before(reply, one) and _signs(reply, one)[0] >= ENOUGH for one in sent)
        alone = (_DATED_BEFORE if before else _ANSWERS_NONE, *said)
        return Match(kind if kind in BY_MACHINE else ReplyKind.UNRELATED, None, None, 0, alone)
    score, reasons, message = best
    proves = _proved(reply, message) if kind is ReplyKind.ACKNOWLEDGES else frozenset()
    return Match(kind, message.id, message.case_id, score, (*reasons, *said), proves)


def chosen(reply: Reply, message: Outgoing) -> Match:
    """The same for a reply whose message somebody chose, however little speaks for it."""
    score, reasons = _score(reply, message)
    kind, said = _kind(reply, message)
    proves = _proved(reply, message) if kind is ReplyKind.ACKNOWLEDGES else frozenset()
    return Match(kind, message.id, message.case_id, score, (*reasons, *said), proves)


def _kind(reply: Reply, answered: Outgoing | None) -> tuple[ReplyKind, tuple[str, ...]]:
    if reply.report is not None:
        return reply.report, (_OF_REPORT[reply.report],)
    if _by_server(reply):
        late = mail_warnings.is_late(reply.subject, reply.text)
        told = ReplyKind.DELAYED if late else ReplyKind.BOUNCE
        return told, (_OF_REPORT[told],)
    by_itself = reply.automatic or _AUTOMATIC_TEXT.search(own_words(reply.text))
    if by_itself or _AUTOMATIC_WORDS.match(_RE.sub("", reply.subject)):
        return ReplyKind.AUTOMATIC, ("A machine wrote it, not the participant.",)
    elsewhere = answered is not None and _folded(reply.from_address) != _folded(answered.to_address)
    if answered is not None and answered.to_dwp:
        return ReplyKind.NOTICE, (_OF_DWP, *((_ELSEWHERE,) if elsewhere else ()))
    return (ReplyKind.WRONG_PERSON, (_ELSEWHERE,)) if elsewhere else _of_forms(reply, answered)


def _of_forms(reply: Reply, answered: Outgoing | None) -> tuple[ReplyKind, tuple[str, ...]]:
    """What each of its texts says, where all of them say the same and confirm the same papers."""
    each = [replace(reply, text=text) for text in forms(reply.text)]
    told = [_of_person(one, answered) for one in each]
    if told[0][0] is ReplyKind.ACKNOWLEDGES and answered is not None:
        alike = len({_proved(one, answered) for one in each}) == 1
    else:
        alike = True
    return told[0] if alike and len(set(told)) == 1 else (ReplyKind.UNCLEAR, (_TOLD_TWICE,))


def _of_person(reply: Reply, answered: Outgoing | None) -> tuple[ReplyKind, tuple[str, ...]]:
    """What the words of a person say, and whether it may be somebody else's."""
    said = saying(_own_voice(reply, answered))
    if said is not Saying.CAME:
        kind, words = _OF_SAYING[said]
        return kind, (words,)
    if takes_back(between_quoted(reply.text)):
        return ReplyKind.UNCLEAR, (_BETWEEN,)
    other = "" if answered is None else may_be_anothers(_written(reply, answered), answered.names)
    if other:
        return ReplyKind.UNCLEAR, (f"It says that it came, and names {other}: ask who wrote it.",)
    if answered is not None and not answered.papers:
        return ReplyKind.UNCLEAR, (_CARRIED_NONE,)
    if answered is not None and len(answered.papers) > 1 and names_one_of_two(_own_voice(reply, answered)):
        return ReplyKind.UNCLEAR, (_ONE_OF_TWO,)
    return ReplyKind.ACKNOWLEDGES, ("In their own words it says that it came.",)


def _score(reply: Reply, sent: Outgoing) -> tuple[int, tuple[str, ...]]:
    """What speaks for it that a reply answers a message: nothing where it was written before that went."""
    return (0, (_DATED_BEFORE,)) if _dated_before(reply, sent) else _signs(reply, sent)


def _dated_before(reply: Reply, sent: Outgoing) -> bool:
    return reply.at is not None and reply.at + CLOCKS_APART < sent.sent_at


def _signs(reply: Reply, sent: Outgoing) -> tuple[int, tuple[str, ...]]:
    found: list[tuple[int, str]] = []
    if sent.message_id and reply.in_reply_to == sent.message_id:
        found.append((ANSWERS, "It is an answer to that message."))
    elif sent.message_id and sent.message_id in reply.references:
        found.append((THREADED, "It stands in the thread of that message."))
    named = references_in(reply)
    if sent.reference.upper() in named:
        found.append((REFERRED, f"It bears the reference {sent.reference}."))
    if _folded(reply.from_address) == _folded(sent.to_address):
        found.append((ADDRESSED, "It comes from the address that the message went to."))
    of_another = named and sent.reference.upper() not in named
    if not of_another and _title(reply.subject) and _title(reply.subject) == _title(sent.subject):
        found.append((TITLED, "It has the title of that message."))
    return sum(points for points, _ in found), tuple(words for _, words in found)


def references_in(reply: Reply) -> frozenset[str]:
    """The references, in capitals, that its title bears, or else those in the text of a mail server's report,
    which gives back the head of the message."""
    found = REFERENCE.findall(reply.subject)
    if not found and _by_server(reply):
        found = REFERENCE.findall(reply.text)
    return frozenset(one.upper() for one in found)


def _by_server(reply: Reply) -> bool:
    """Whether a mail server wrote it, as its head, its sender or its title tells."""
    if reply.report is not None:
        return True
    return bool(_POSTMASTER.match(reply.from_address)) or mail_warnings.is_one(reply.subject)


def _proved(reply: Reply, sent: Outgoing) -> frozenset[Paper]:
    """The papers it confirms: those it names of what the message carried, or all where it names none. Of two
    texts the first tells: the other was found to confirm the same."""
    named = papers_named(_own_voice(replace(reply, text=forms(reply.text)[0]), sent))
    return sent.papers & named if named else sent.papers


def _written(reply: Reply, answered: Outgoing | None) -> str:
    """Their own words, without the lines of a signature that give the address that is known anyway."""
    words = own_words(reply.text)
    if answered is None:
        return words
    known = re.escape(answered.to_address.strip())
    return re.sub(
        rf"^[^\w\n]{{0,9}}(?:e-?mail[: ]+)?<?{known}>?[ \t]*$", "", words, flags=re.IGNORECASE | re.MULTILINE
    )


def _own_voice(reply: Reply, answered: Outgoing | None) -> str:
    words = _written(reply, answered)
    return words if answered is None or len(words) > LONGEST else in_first_person(words, answered.names)


def _title(subject: str) -> str:
    """A title as it was written, without what was put before it and without the reference, which stands there
    over the wire alone."""
    return " ".join(_PUT_BEFORE.sub("", REFERENCE.sub(" ", subject)).casefold().split())


def _folded(text: str) -> str:
    return text.strip().casefold()

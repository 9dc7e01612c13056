"""What a reply is, in words and with its mark (I17)."""

from __future__ import annotations

from collections.abc import Mapping

from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.replies.reply_kinds import BY_MACHINE, Paper, ReplyKind

KINDS: Mapping[ReplyKind, tuple[str, str]] = {
    ReplyKind.ACKNOWLEDGES: ("Confirms", "good"),
    ReplyKind.NOT_RECEIVED: ("Did not come", "late"),
    ReplyKind.ASKS: ("Asks something", "today"),
    ReplyKind.THANKS: ("Only thanks", "neutral"),
    ReplyKind.AUTOMATIC: ("Written by a machine", "neutral"),
    ReplyKind.BOUNCE: ("Came back undelivered", "late"),
    ReplyKind.DELAYED: ("Still on its way", "neutral"),
    ReplyKind.DELIVERED: ("Delivered, says a server", "neutral"),
    ReplyKind.WRONG_PERSON: ("Somebody else?", "today"),
    ReplyKind.UNCLEAR: ("Unclear", "neutral"),
    ReplyKind.UNRELATED: ("Matches nothing", "neutral"),
    ReplyKind.NOTICE: ("From DWP", "today"),
    ReplyKind.REQUEST: ("Asks for a JFAP", "today"),
}
"""What the words of a reply come to, and the mark of its pill."""
STATES: Mapping[ReplyState, tuple[str, str]] = {
    ReplyState.ACCEPTED: ("Taken as confirmation", "good"),
    ReplyState.SET_ASIDE: ("Set aside", "neutral"),
}
ENTRIES: Mapping[FactKind, str] = {
    FactKind.SURVEY_ANSWERED: "their answer to the survey",
    FactKind.CHANGE_NOTICE_RECEIVED: "DWP's notice of a change",
    FactKind.POST_CONFIRMED: "POST's answer",
    FactKind.JFAP_REQUESTED: "the Jobcentre's request",
}
"""As which entry of its own a message stands on the case."""
PAPERS: Mapping[frozenset[Paper], str] = {
    frozenset(): "",
    frozenset({Paper.PACK}): "the pack",
    frozenset({Paper.PLAN}): "the JFAP",
    frozenset(Paper): "the pack and the JFAP",
}


def pill_of(reply: ReplyView) -> tuple[str, str]:
    """What was decided, else what it is taken for: 'Confirms the pack'."""
    if reply.entry is not None:
        return f"Recorded: {ENTRIES[reply.entry]}", "good"
    if reply.state in STATES:
        return STATES[reply.state]
    if reply.answers_survey and reply.kind not in BY_MACHINE:
        return "Answers the survey", "today"
    words, state = KINDS[reply.kind]
    return f"{words} {PAPERS[reply.proves]}".rstrip(), state


def whose(reply: ReplyView) -> str:
    """Whose reply it is, as far as anybody knows."""
    likely = f", perhaps of {reply.likely_name}" if reply.likely_name else ""
    return reply.case_name or f"Nobody's yet{likely}"

"""What a reply is, in words and with its mark (I17)."""

from __future__ import annotations

from collections.abc import Mapping

from jfs_desktop.casework.reply_views import ReplyState, ReplyView
from jfs_desktop.rules.reply_kinds import Paper, ReplyKind

KINDS: Mapping[ReplyKind, tuple[str, str]] = {
    ReplyKind.ACKNOWLEDGES: ("Confirms", "good"),
    ReplyKind.NOT_RECEIVED: ("Did not come", "late"),
    ReplyKind.ASKS: ("Asks something", "today"),
    ReplyKind.THANKS: ("Only thanks", "neutral"),
    ReplyKind.AUTOMATIC: ("Written by a machine", "neutral"),
    ReplyKind.BOUNCE: ("Came back undelivered", "late"),
    ReplyKind.WRONG_PERSON: ("Somebody else?", "today"),
    ReplyKind.UNCLEAR: ("Unclear", "neutral"),
    ReplyKind.UNRELATED: ("Matches nothing", "neutral"),
}
"""What the words of a reply come to, and the mark of its pill."""
STATES: Mapping[ReplyState, tuple[str, str]] = {
    ReplyState.ACCEPTED: ("Taken as confirmation", "good"),
    ReplyState.SET_ASIDE: ("Set aside", "neutral"),
}
PAPERS: Mapping[frozenset[Paper], str] = {
    frozenset(): "",
    frozenset({Paper.PACK}): "the pack",
    frozenset({Paper.PLAN}): "the plan",
    frozenset(Paper): "the pack and the plan",
}


def pill_of(reply: ReplyView) -> tuple[str, str]:
    """What was decided, else what it is taken for: 'Confirms the pack'."""
    if reply.state in STATES:
        return STATES[reply.state]
    words, state = KINDS[reply.kind]
    return f"{words} {PAPERS[reply.proves]}".rstrip(), state


def whose(reply: ReplyView) -> str:
    """Whose reply it is, as far as anybody knows."""
    return reply.case_name or "Nobody's yet"

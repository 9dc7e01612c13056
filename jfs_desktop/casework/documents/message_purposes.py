"""What a message can be for, whom it is for, and the fact of the case that it becomes by going (I14, I16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jfs_desktop.errors import NotFound
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.recipients import Towards
from jfs_desktop.rules.replies.reply_kinds import Paper

FOR_JOBCENTRE, PRAP14, JFS07, SURVEY, EXIT = "jcp_jfap", "prap14", "jfs07", "survey", "exit"

ABOUT: Final = "about"
"""In the details of a message: the fact that its own fact is about, such as the Jobcentre's request."""
CONTENT: Final = "content"
"""In the details: the digest of what its paper shows, so that the same is known again."""
PERHAPS_WENT_AT, GIVEN_AWAY_AT = "perhaps_went_at", "given_away_at"
"""In the details: when (ISO) it last may have gone, or was given to another mail program."""
ASKED_FOR_ALL: Final = "asked_for_all"
"""In the details: how often it found the way shut by which all messages leave."""
OF_THE_OUTBOX: Final = (CONTENT, PERHAPS_WENT_AT, GIVEN_AWAY_AT, ASKED_FOR_ALL)
"""What is kept with a message for the outbox alone, and is no part of the fact that it becomes."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """``fact`` is what the case records when it has gone; ``papers`` are those of a start that it carries."""

    key: str
    name: str
    towards: Towards
    fact: FactKind | None = None
    papers: frozenset[Paper] = frozenset()


PURPOSES: Final = {
    one.key: one
    for one in (
        Purpose("pack", "Induction pack", Towards.PARTICIPANT, FactKind.PACK_SENT, frozenset({Paper.PACK})),
        Purpose(
            "draft_jfap", "Draft JFAP", Towards.PARTICIPANT, FactKind.DRAFT_JFAP_SENT, frozenset({Paper.PLAN})
        ),
        Purpose("final_jfap", "Final JFAP", Towards.PARTICIPANT, FactKind.FINAL_JFAP_SENT),
        Purpose(FOR_JOBCENTRE, "JFAP for the Jobcentre", Towards.DWP, FactKind.JFAP_SENT_TO_JOBCENTRE),
        Purpose(JFS07, "JFS07", Towards.DWP, FactKind.JFS07_SENT),
        Purpose(PRAP14, "PRaP14", Towards.DWP, FactKind.PRAP14_SENT),
        Purpose(SURVEY, "Satisfaction survey", Towards.PARTICIPANT, FactKind.SURVEY_ASKED),
        Purpose(EXIT, "Exit message", Towards.PARTICIPANT, FactKind.EXPERIENCE_CALL_TOLD),
        Purpose("letter", "Letter", Towards.PARTICIPANT),
    )
}


def of(key: str) -> Purpose:
    """A purpose by its key. Raises NotFound."""
    try:
        return PURPOSES[key]
    except KeyError:
        raise NotFound(f"There is no message for '{key}'.") from None


def becoming(kind: FactKind) -> frozenset[str]:
    """The keys of the purposes whose messages become this fact by going."""
    return frozenset(one.key for one in PURPOSES.values() if one.fact is kind)

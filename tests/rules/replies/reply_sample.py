"""One reply as a participant might have written it, with what may be thought of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind

OWN: Final = "rhys.penhale@example.org"
"""Where the message went that all samples answer: it carried both papers."""
TITLE: Final = "Re: Your induction pack and your draft action plan [JFS-7K2M9Q]"
BOTH: Final = frozenset(Paper)
PACK: Final = frozenset({Paper.PACK})
PLAN: Final = frozenset({Paper.PLAN})


@dataclass(frozen=True)
class Sample:
    """``kind`` is what a careful person takes it for, ``proves`` what it confirms: empty unless it does."""

    text: str
    kind: ReplyKind
    proves: frozenset[Paper] = frozenset()
    from_address: str = OWN
    subject: str = TITLE
    automatic: bool = False
    report: ReplyKind | None = None

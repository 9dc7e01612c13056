"""Group sessions that were moved or called off and of which somebody is still to be told: a row of Today for
each (S5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import group_news
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import GROUP, key_of
from jfs_desktop.rules.facts.facts import Fact
from jfs_desktop.rules.meetings.group_changes import told_by
from jfs_desktop.rules.writing.wording import counted

_PARAGRAPH: Final = "JFS 1.20"


def loose_ends(db: Session, workspace: Workspace) -> Iterator[LooseEnd]:
    """One row for each such group session; it names nobody."""
    for group_id, cases in group_news.to_tell(db, workspace).items():
        yield _row(group_id, cases)


def _row(group_id: UUID, cases: Mapping[UUID, Fact]) -> LooseEnd:
    fact = next(iter(cases.values()))
    what = f"Tell {counted(len(cases), 'person', 'people')}: {group_news.in_words(fact)}"
    why = f"before anybody comes in vain · {_PARAGRAPH}"
    return LooseEnd(
        key_of(GROUP, group_id, fact.id), GROUP, what, why, "Say who was told", told_by(fact), group_id
    )

"""POST refuses a PRaP14: the start stands on PRaP, and the case goes on from where it would be without the
error (W8, W9; JFS 3.37, 3.38).

The error, the form and POST's e-mail stay on record as they were. The rules do not see them any more, as they
do not see what came back, so that every clock of provision runs as if nobody had asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import kept_on_prap
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import POST_REFUSED, CaseFacts, Fact, FactKind
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change

POST_ANSWER, POST_WORDS = "post_answer", "post_words"
"""Under which keys what POST answers is asked for."""
REFUSED: Final = "refused"
_ASKED = (FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT)
_FIRST = "Take that entry back first, with a reason, if it is wrong."


def refuses(kind: str, detail: Mapping[str, str]) -> bool:
    """Whether that is POST's e-mail, and says that the referral is not cancelled."""
    return kind == FactKind.POST_CONFIRMED and detail.get(POST_ANSWER) == REFUSED


def last_of(known: CaseFacts) -> Fact | None:
    """The last e-mail by which POST refused; None where it did not, or where it was asked again since."""
    if known.has(*_ASKED):
        return None
    return next((one for one in reversed(known.returned) if refuses(one.kind, one.detail)), None)


def set_aside(change: Change, known: CaseFacts, answer: CaseFact) -> None:
    """Let what POST refused count no more, where ``answer`` refuses it."""
    if not refuses(answer.kind, answer.detail):
        return
    asked = (known.last(kind) for kind in _ASKED)
    for fact_id in (answer.id, *(one.id for one in asked if one is not None)):
        row = change.db.get_one(CaseFact, fact_id)
        row.detail = {**row.detail, POST_REFUSED: str(answer.id)}
    change.db.flush()


def refuse_alone(change: Change, fact: CaseFact) -> None:
    """Raises RefusedByRule where an error or its form would be taken back from under POST's answer."""
    answered_by = fact.detail.get(POST_REFUSED, "")
    if not answered_by or answered_by == str(fact.id):
        return
    answer = change.db.get_one(CaseFact, UUID(answered_by))
    raise RefusedByRule(
        f"POST refused it on {long_day(answer.happened_on)}.", paragraph="JFS 3.38", remedy=_FIRST
    )


def restore(change: Change, workspace: Workspace, answer: CaseFact) -> None:
    """Let it count again, where ``answer`` that refused it is taken back. Raises RefusedByRule where POST was
    asked again since, or an end or an entry on PRaP rests on the case having gone on."""
    if answer.case_id is None or not refuses(answer.kind, answer.detail):
        return
    change.db.flush()  # facts are read past what waits
    before = case_facts.load(change.db, answer.case_id)
    if (again := before.last(*_ASKED)) is not None:
        name = workspace.programmes.of(before).fact_kinds[again.kind].name
        raise RefusedByRule(
            f"'{name}' of {long_day(again.on)} came after it.", paragraph="JFS 3.37", remedy=_FIRST
        )
    ours = select(CaseFact).where(CaseFact.case_id == answer.case_id, CaseFact.id != answer.id)
    for row in change.db.scalars(ours):
        if row.detail.get(POST_REFUSED) == str(answer.id):
            row.detail = {key: said for key, said in row.detail.items() if key != POST_REFUSED}
    change.db.flush()
    kept_on_prap.refuse_moved(workspace, before, case_facts.load(change.db, answer.case_id))

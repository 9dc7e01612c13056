"""What PRaP holds is not pulled from under it: a meeting, an acceptance or an end that was keyed is taken
back only after its entry, and so is all by which the case came to where that entry found it (W6, W8, W12, X1,
T29, T30, JFS 6.14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stages_at
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import long_day

_OUTCOMES = (FactKind.START_KEYED, FactKind.DNA_KEYED, FactKind.DNS_KEYED, FactKind.NO_CONTACT_KEYED)
_KEYED_FROM: Mapping[FactKind, tuple[FactKind, ...]] = {
    FactKind.ACKNOWLEDGED: _OUTCOMES,
    FactKind.INITIAL_MEETING_HELD: (FactKind.START_KEYED, FactKind.DNS_KEYED),
    FactKind.START_KEYED: (FactKind.END_KEYED,),
    FactKind.COMPLETED: (FactKind.END_KEYED,),
    FactKind.ENDED_EARLY: (FactKind.END_KEYED,),
    FactKind.ERROR_FOUND_AFTER_START: (FactKind.CANCELLATION_KEYED,),
    FactKind.PRAP14_SENT: (FactKind.CANCELLATION_KEYED,),
    FactKind.POST_CONFIRMED: (FactKind.CANCELLATION_KEYED,),
}
"""The entries that rest on each kind of fact, wherever the case stands."""
_BY_ITSELF = {Stage.LAPSED, Stage.AUTO_DNA, Stage.AUTO_ENDED}
_ENDS = {FactKind.COMPLETED, FactKind.ENDED_EARLY, FactKind.PRAP14_SENT}


def refuse(workspace: Workspace, known: CaseFacts, kind: FactKind, gone: Collection[UUID]) -> None:
    """Raises RefusedByRule where an entry on PRaP rests on a fact of that kind, or where it or an end would
    stand at another stage of the case without the facts that are about to be ``gone``."""
    programme = workspace.programmes.of(known)
    left = replace(known, facts=tuple(fact for fact in known.facts if fact.id not in gone))
    keyed = known.last(*_KEYED_FROM.get(kind, ()))
    keyed = keyed or next((fact for fact, _ in _moved(workspace, programme, known, left)), None)
    if keyed is not None:
        raise _stands(programme, keyed)


def refuse_fallen(workspace: Workspace, known: CaseFacts, left: CaseFacts) -> None:
    """Raises RefusedByRule where the case would have ended by itself before what PRaP holds, by other days of
    its referral as in ``left`` (R1, T5, T16, T28)."""
    programme = workspace.programmes.of(known)
    for keyed, stage in _moved(workspace, programme, known, left):
        if stage in _BY_ITSELF:
            raise _stands(programme, keyed)


def refuse_moved(workspace: Workspace, known: CaseFacts, left: CaseFacts) -> None:
    """Raises RefusedByRule where an end or an entry on PRaP would stand at another stage of the case with the
    facts as they are ``left``."""
    programme, standing = workspace.programmes.of(known), {fact.id for fact in known.facts}
    for keyed, _ in _moved(workspace, programme, known, left):
        if keyed.id in standing:
            raise _stands(programme, keyed)


def _stands(programme: Programme, keyed: Fact) -> RefusedByRule:
    name = programme.fact_kinds[keyed.kind].name
    return RefusedByRule(
        f"'{name}' stands on it, for {long_day(keyed.on)}.",
        paragraph=programme.settings.record_paragraph,
        remedy="Take that entry back first, with a reason, if it is wrong.",
    )


def _moved(
    workspace: Workspace, programme: Programme, known: CaseFacts, left: CaseFacts
) -> Iterator[tuple[Fact, Stage]]:
    """The standing ends and entries on PRaP at which the case would have been at another stage, with that."""
    kinds = {rule.kind for rule in programme.facts if rule.keyed_on_prap} | _ENDS
    calendar, today = workspace.calendar, workspace.today()
    before = stages_at(known, kinds, programme, calendar, today)
    after = stages_at(left, kinds, programme, calendar, today)
    for fact in left.facts:
        if before.get(fact.id) is not after.get(fact.id):
            yield fact, after[fact.id]

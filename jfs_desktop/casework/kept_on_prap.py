"""What PRaP holds is not pulled from under it: a meeting, an acceptance or an end that was keyed is taken
back only after its entry (W6, W12, X1, JFS 6.14)."""

from __future__ import annotations

from collections.abc import Mapping

from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.wording import long_day

_OUTCOMES = (FactKind.START_KEYED, FactKind.DNA_KEYED, FactKind.DNS_KEYED, FactKind.NO_CONTACT_KEYED)
_KEYED_FROM: Mapping[FactKind, tuple[FactKind, ...]] = {
    FactKind.ACKNOWLEDGED: _OUTCOMES,
    FactKind.INITIAL_MEETING_HELD: (FactKind.START_KEYED, FactKind.DNS_KEYED),
    FactKind.START_KEYED: (FactKind.END_KEYED,),
    FactKind.COMPLETED: (FactKind.END_KEYED,),
    FactKind.ENDED_EARLY: (FactKind.END_KEYED,),
}
"""The entries that rest on each kind of fact."""


def refuse(known: CaseFacts, programme: Programme, kind: FactKind) -> None:
    """Raises RefusedByRule where an entry on PRaP rests on a fact of that kind."""
    keyed = known.last(*_KEYED_FROM.get(kind, ()))
    if keyed is None:
        return
    name = programme.fact_kinds[keyed.kind].name
    raise RefusedByRule(
        f"'{name}' stands on it, for {long_day(keyed.on)}.",
        paragraph=programme.settings.record_paragraph,
        remedy="Take that entry back first, with a reason, if it is wrong.",
    )

"""What is done about a PRaP entry: keyed, proved, handed over, taken over (W1 to W14, W16).

Nothing here is undone: what stands on PRaP is taken back with a reason (``facts.withdraw``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.prap.prap import PROOF_PURPOSE
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.prap.prap_entries import ENTRY, PROOF, TO_ID, TO_WHOM, hand_over_of, open_entries
from jfs_desktop.rules.programme.prap_lists import PrapEntryRule
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

KEY = Verb("prap.key", "")
PROVE = Verb("prap.prove", "")
HAND_OVER = Verb("prap.hand_over", "")
TAKE_OVER = Verb("prap.take_over", "")

_TOLD = Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.EVIDENCE


@dataclass(frozen=True, slots=True, repr=False)
class Keyed(Discreet):
    """An entry as it was keyed. ``picture`` is its proof where that is a picture; words stand in the
    detail of ``happened`` under 'proof'."""

    happened: WhatHappened
    picture: CheckedFile | None = None
    picture_name: str = field(default="", repr=False)


def key(workspace: Workspace, case_id: UUID, entry: str, keyed: Keyed) -> Outcome[UUID]:
    """Tick an entry as keyed, with its proof, in one change; the id of the fact.

    Raises what ``facts.record`` raises, BadInput (``at``) where hours are counted from it and it has no
    time, NotFound for an unknown entry, RefusedByRule for a fact that is no way of answering it.
    """
    staff_checks.require(workspace)
    programme = workspace.programme_of(case_id)
    rule = programme.prap.entry(entry)
    if rule is None:
        raise NotFound("There is no such PRaP entry.")
    _refuse_unfit(rule, keyed.happened)
    keyed_there = programme.fact_kinds[keyed.happened.kind].keyed_on_prap
    with workspace.changing(KEY if keyed_there else facts.RECORD_FOR_GOOD, case_id=case_id) as change:
        fact = facts.write(change, workspace, case_id, _with_proof(keyed))
        if keyed.picture is not None:
            _keep_picture(change, workspace, fact, keyed.picture, keyed.picture_name)
        made = fact.id
    return Outcome(made, _TOLD, frozenset({case_id}), change.change_id)


def prove(
    workspace: Workspace,
    fact_id: UUID,
    words: str,
    picture: CheckedFile | None = None,
    picture_name: str = "",
) -> Outcome[UUID]:
    """Keep the proof of an entry that was keyed before (W16). Raises BadInput without any, NotFound."""
    if not words.strip() and picture is None:
        raise BadInput("Type what PRaP showed, or choose a picture of it.", field=PROOF)
    with workspace.changing(PROVE) as change:
        keyed = _standing(change, fact_id)
        case_id = keyed.case_id
        if case_id is None:
            raise NotFound("This entry is not on a case.")
        said = words.strip() or attachments.plain_name(picture_name)
        happened = _now(workspace, FactKind.ENTRY_PROVED, {PROOF: said}, about=fact_id)
        facts.write(change, workspace, case_id, happened)
        if picture is not None:
            _keep_picture(change, workspace, keyed, picture, picture_name)
    return Outcome(fact_id, _TOLD, frozenset({case_id}), change.change_id)


def hand_over(workspace: Workspace, case_id: UUID, entry: str, to: UUID, note: str = "") -> Outcome[UUID]:
    """Ask somebody with the PRaP right to key an entry (W14). Raises BadInput for anybody else, for the
    person at this computer and for who has it already, NotFound where the entry is not to be keyed (now)."""
    with workspace.changing(HAND_OVER, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        if entry not in _to_key(workspace, known):
            raise NotFound("This entry is not to be keyed, so there is nothing to hand over.")
        if to == workspace.me.id:
            raise BadInput("That is you: key it, or choose somebody else.", field="to")
        handed = hand_over_of(entry, known)
        if handed is not None and handed.to == to:
            raise BadInput(f"{handed.to_name} has this entry already.", field="to")
        person = change.db.get(Staff, to)
        if person is None or not person.active or not person.prap_role:
            raise BadInput(
                "Only somebody with the PRaP right can take this over.",
                field="to",
                paragraph=workspace.programme_of(case_id).prap.paragraph,
                remedy="Choose somebody else, or give the role under Settings, Staff.",
            )
        detail = {ENTRY: entry, TO_WHOM: person.name, TO_ID: str(person.id)}
        happened = _now(workspace, FactKind.ENTRY_HANDED_OVER, detail, note=note)
        made = facts.write(change, workspace, case_id, happened).id
    return Outcome(made, _TOLD, frozenset({case_id}), change.change_id)


def take_over(workspace: Workspace, case_id: UUID, entry: str) -> Outcome[UUID]:
    """Take an entry over that was handed to the person at this computer, or to anybody (W14).

    Raises RefusedByRule without the PRaP right, or where nothing was handed over.
    """
    programme = workspace.programme_of(case_id)
    if not workspace.me.prap_role:
        raise RefusedByRule(
            "You do not have the PRaP right, so this entry stays with whom it was handed to.",
            paragraph=programme.prap.paragraph,
        )
    with workspace.changing(TAKE_OVER, case_id=case_id) as change:
        handed = hand_over_of(entry, case_facts.load(change.db, case_id))
        if handed is None:
            raise RefusedByRule("This entry was handed to nobody.", paragraph=programme.prap.paragraph)
        if handed.taken_over:
            raise RefusedByRule("This entry was already taken over.", paragraph=programme.prap.paragraph)
        happened = _now(workspace, FactKind.ENTRY_TAKEN_OVER, {ENTRY: entry}, about=handed.fact)
        made = facts.write(change, workspace, case_id, happened).id
    return Outcome(made, _TOLD, frozenset({case_id}), change.change_id)


def _with_proof(keyed: Keyed) -> WhatHappened:
    """The entry as it is kept: a picture without words stands there by its name (W16)."""
    happened = keyed.happened
    if keyed.picture is None or happened.detail.get(PROOF, "").strip():
        return happened
    return replace(happened, detail={**happened.detail, PROOF: attachments.plain_name(keyed.picture_name)})


def _to_key(workspace: Workspace, known: CaseFacts) -> frozenset[str]:
    """The keys of the entries of a case that are not keyed yet."""
    programme, calendar, now = workspace.programmes.of(known), workspace.calendar, workspace.now()
    readings = clocks_for(known, programme, calendar, workspace.today(), now=now, explain=False)
    return frozenset(one.key for one in open_entries(known, readings, programme, calendar, now))


def _refuse_unfit(rule: PrapEntryRule, happened: WhatHappened) -> None:
    if happened.kind not in rule.answered_by:
        raise RefusedByRule("This does not answer that entry.", paragraph=rule.paragraph)
    if rule.needs_time and happened.at is None:
        raise BadInput(
            "Type the time as well: hours are counted from it.", field="at", paragraph=rule.paragraph
        )


def _keep_picture(
    change: Change, workspace: Workspace, fact: CaseFact, picture: CheckedFile, name: str
) -> None:
    given = NewEvidence(PROOF_PURPOSE, picture, name)
    attachments.keep_in(change, workspace, fact.case_id, given, fact.id)


def _standing(change: Change, fact_id: UUID) -> CaseFact:
    fact = change.db.get(CaseFact, fact_id)
    if fact is None or fact.withdrawn_at is not None:
        raise NotFound("This entry is not in the vault, or it was taken back.")
    return fact


def _now(
    workspace: Workspace,
    kind: FactKind,
    detail: dict[str, str],
    *,
    about: UUID | None = None,
    note: str = "",
) -> WhatHappened:
    moment = workspace.now()
    local = moment.astimezone(LONDON).time().replace(second=0, microsecond=0)
    return WhatHappened(kind, london_day(moment), local, detail=detail, about=about, note=note)

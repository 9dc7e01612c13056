"""What a programme profile says about PRaP: its entries, their fields, and the words in its own lists.

PRaP's reason wordings come from a user guide of their own, so that they are lists with a version (W15).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.clock_rules import Said


@dataclass(frozen=True, slots=True)
class PrapField:
    """One field as PRaP asks for it: ``key`` says what goes in, or ``value`` is what always does. One that is
    asked ``where_known`` belongs to some cases alone, and is left out where nothing goes in."""

    key: str
    text: str
    value: str = ""
    where_known: bool = False


@dataclass(frozen=True, slots=True)
class PrapForm:
    """What PRaP asks for when one kind of fact is keyed, in PRaP's order."""

    fact: FactKind
    name: str
    fields: tuple[PrapField, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Proposes keying ``propose`` once one of ``after`` stands later than every one of ``since``, none of
    ``unless`` is recorded, and ``said`` was answered where it is given; ``evidence`` goes with it and, where
    that one names none of its own, ``reason``. With ``only_in`` the case stands in one of these stages, and
    where it is ``stopped`` the Work Coach's word stands that it does not go on."""

    propose: FactKind
    after: tuple[FactKind, ...]
    since: tuple[FactKind, ...] = ()
    unless: tuple[FactKind, ...] = ()
    only_in: tuple[Stage, ...] = ()
    said: Said | None = None
    stopped: bool = False
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PrapEntryRule:
    """One thing that is keyed on PRaP, or done about it.

    It is there from one of ``starts`` (or whenever the case stands ``only_in`` such a stage) until one of
    ``facts`` is recorded; a case ``closed_in`` such a stage has it no more, nor one without a start on PRaP
    once the day of the clock ``gone_with`` has come. It is due with the first open
    one of ``clocks``; with ``when_due`` it is not there before that day. ``last_safe`` and ``closes`` are
    clocks that tell until when PRaP still takes it and when PRaP closes the case by itself (W10); from
    then on ``once_closed`` answers it as well and is proposed. ``same_clock_time`` works to the same time
    of the next day where that is earlier (AMB-36). ``waits`` says what is being waited for while nothing
    can be keyed yet.
    """

    key: str
    name: str
    paragraph: str
    facts: tuple[FactKind, ...]
    starts: tuple[FactKind, ...] = ()
    only_in: tuple[Stage, ...] = ()
    closed_in: tuple[Stage, ...] = ()
    clocks: tuple[str, ...] = ()
    when_due: bool = False
    last_safe: str = ""
    closes: str = ""
    once_closed: FactKind | None = None
    gone_with: str = ""
    same_clock_time: bool = False
    needs_time: bool = False
    """Whether the time of day has to be recorded, because hours are counted from it."""
    waits: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def answered_by(self) -> tuple[FactKind, ...]:
        """Every fact that may answer it."""
        return self.facts if self.once_closed is None else (*self.facts, self.once_closed)


@dataclass(frozen=True, slots=True)
class PrapColumn:
    """A column of a list exported from PRaP: what it means and the titles it is known by."""

    key: str
    name: str
    titles: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class PrapWord:
    """Words of PRaP's list and what they may stand for: facts, and stages that a case came to by itself.
    The first word names the first of either."""

    words: tuple[str, ...]
    facts: tuple[FactKind, ...] = ()
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class PrapRules:
    """Everything of PRaP in one profile. Which guide its words are from, and since when they are used."""

    version: str = ""
    source: str = ""
    in_use_from: date | None = None
    post_address: str = ""
    engaged_by: tuple[FactKind, ...] = ()
    """Facts that show somebody taking part: the last of them gives the last engaged day (W13)."""
    entries: tuple[PrapEntryRule, ...] = ()
    forms: tuple[PrapForm, ...] = ()
    columns: tuple[PrapColumn, ...] = ()
    words: tuple[PrapWord, ...] = ()
    paragraph: str = ""

    def entry(self, key: str) -> PrapEntryRule | None:
        """The entry of that key."""
        return next((rule for rule in self.entries if rule.key == key), None)

    def entry_of(self, fact: FactKind) -> PrapEntryRule | None:
        """The entry which that kind of fact answers."""
        return next((rule for rule in self.entries if fact in rule.facts), None)

    def form(self, fact: FactKind) -> PrapForm | None:
        """What PRaP asks for with that kind of fact."""
        return next((form for form in self.forms if form.fact is fact), None)


NO_PRAP = PrapRules()
"""What a profile has that says nothing of PRaP."""

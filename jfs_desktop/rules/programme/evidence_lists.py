"""What a programme counts as evidence: its classes, and what each stage of a case has to have (D5, C7, MI12).

Each class here is one table of the profile file; its fields are the keys that may stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage


class Looks(StrEnum):
    """What a need looks at, besides the facts and documents that it names."""

    CASE = "case"
    """Whether one of its facts or documents is there."""
    PROOF = "proof"
    """Whether each entry keyed on PRaP has its proof."""
    COPY = "copy"
    """Whether of each paper that went out, as its facts tell, a copy is kept."""
    RECEIPT = "receipt"
    """Whether of each of its facts that came by e-mail that e-mail is kept."""
    NAMED = "named"
    """Whether each of its facts names what shows it."""
    CLOCK = "clock"
    """Whether its clock ran out with nothing done."""
    COMPLETION = "completion"
    """Which tests of a completer are not met."""
    SENDING = "sending"
    """Messages of which nobody knows whether they went."""
    RETURNED = "returned"
    """Papers that came back and were not sent again."""
    REPLY = "reply"
    """Replies that nobody has decided about."""


@dataclass(frozen=True, slots=True)
class EvidenceClass:
    """One class of evidence, and what belongs to it: facts, files by the purpose they are kept for, documents
    by kind, ``sessions`` and ``messages``. What nothing else claims belongs to the class of the ``rest``.

    ``restricted`` classes leave the house only on a tick with a reason; ``pictures_asked`` holds pictures
    back until they are asked for.
    """

    key: str
    name: str
    paragraph: str
    facts: tuple[FactKind, ...] = ()
    purposes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sessions: bool = False
    messages: bool = False
    rest: bool = False
    restricted: bool = False
    pictures_asked: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceNeed:
    """Something that the guidance wants on a case that has come so far.

    It is looked for in ``stages`` (any where none are named), once one of ``after`` is recorded, none of
    ``unless`` is and, with ``while_alive``, the person has not died. ``text`` says what is not there, with
    '{what}' and '{day}' for the entry concerned; ``todo`` says what to do, on the case's tab ``tab`` or
    the page of that name.
    """

    key: str
    of: str
    text: str
    todo: str
    paragraph: str
    looks: Looks = Looks.CASE
    facts: tuple[FactKind, ...] = ()
    documents: tuple[str, ...] = ()
    clock: str = ""
    detail: str = ""
    """For ``Looks.NAMED``: under which key of the fact's answers it stands."""
    stages: tuple[Stage, ...] = ()
    after: tuple[FactKind, ...] = ()
    unless: tuple[FactKind, ...] = ()
    while_alive: bool = False
    excused_by_answer: str = ""
    """Under which key of an answer of ``after`` it stands why it is not there; then nothing is missing."""
    tab: str = ""

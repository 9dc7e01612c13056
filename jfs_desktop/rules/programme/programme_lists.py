"""The lists of a programme profile: stages, codes, reasons, channels, documents, evidence and the like.

Each class is one table of the profile file; its fields are the keys that may stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage


@dataclass(frozen=True, slots=True)
class StageRule:
    """What a stage is called on screen; where a case comes to it by itself, in which words that is told,
    what can still be done, and the paragraph."""

    stage: Stage
    name: str
    meaning: str
    told: str = ""
    can_still: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a fixed list; ``channels`` are the only ones by which it can be so, empty for any."""

    key: str
    name: str
    note: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """One of the tests a completer must meet (X2)."""

    key: str
    name: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class EndCode:
    """A PRaP end code (X12). ``by_hand`` is false for a code that PRaP sets itself;
    ``needs_advice`` asks for a DWP advice reference; ``completes`` marks the completer's code;
    ``reasons`` are the early completer's reasons that it stands for, any where none are named."""

    code: int
    name: str
    paragraph: str
    by_hand: bool = True
    needs_advice: bool = False
    completes: bool = False
    reasons: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CancellationReason:
    """A reason for 'Request Cancellation' on PRaP, with its sub-reasons (W2 to W5)."""

    key: str
    name: str
    fact: FactKind
    paragraph: str
    reasons: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The satisfaction question as DWP sets it (Q7, Q11)."""

    version: str
    question: str
    answers: tuple[str, ...]
    follow_up: str
    channels: tuple[Choice, ...]
    last_resort: str
    """The channel that needs a reason."""
    chase_after_working_days: int
    """So long after the first time it is asked for once more where no answer came (Q6)."""
    paragraph: str


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """What somebody does on noticing that a person is at risk (G2, JFS 3.05): the steps in their
    order, the first of which stands above all else, and what to do where no number is entered."""

    paragraph: str = ""
    steps: tuple[str, ...] = ()
    nobody_entered: str = ""


@dataclass(frozen=True, slots=True)
class StaffChecks:
    """Which checks of staff the law on vulnerable groups asks for, and which roles need one (G5)."""

    paragraph: str = ""
    kinds: tuple[Choice, ...] = ()
    roles: tuple[str, ...] = ()
    warning_days: int = 0
    """Calendar days before a check ends on which its end is told."""


@dataclass(frozen=True, slots=True)
class ReturnKind:
    """A return to DWP and the clock that times it (Q9, MI1 to MI6)."""

    id: str
    name: str
    clock: str
    route: str
    paragraph: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """A heading of the plan with a prompt for what belongs there (P6)."""

    key: str
    title: str
    prompt: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of reaching the participant; ``uses`` are 'contact', 'session', 'document'.

    One that ``needs_clearance`` may be chosen only once the provider has it cleared against DWP's
    security terms (JFS 3.18).
    """

    key: str
    name: str
    uses: tuple[str, ...]
    needs_reason: bool = False
    needs_clearance: bool = True


@dataclass(frozen=True, slots=True)
class Clearance:
    """That the provider's own use of a channel is cleared: when, by whom and by which record (I2). It
    comes from the vault's settings, never from a profile."""

    channel: str
    approved_on: date
    approved_by: str
    security_ref: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What an adviser may promise to send after a session."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A form or document of the programme (AMB-51)."""

    key: str
    name: str
    paragraph: str
    issued_by: str = "provider"
    retention_class: str = ""


@dataclass(frozen=True, slots=True)
class EvidencePurpose:
    """What a picture or file is kept as evidence of, and for how long (C7, I6, W16, D5).

    ``pdf`` lets a PDF be kept as it came, beside pictures. ``notice`` is what is shown or read out before
    a picture is taken (I7), and ``notice_version`` says which; both are empty where none is asked for.
    """

    key: str
    name: str
    paragraph: str
    retention_class: str
    pdf: bool = False
    notice: str = ""
    notice_version: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A fact by which something is told, where ``answers`` are given only with one of them to the
    question ``key``. ``reason`` names the question that says why. A later fact ``undone_by`` about the same
    record takes it back: an invitation to what was called off."""

    fact: FactKind
    key: str = ""
    answers: tuple[str, ...] = ()
    reason: str = ""
    undone_by: FactKind | None = None


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One part of the minimum service, and the facts that tell what became of it (S13).

    Besides these, 'support offered' with the item's ``key`` tells the offer and its answer.
    ``at_least`` names the minimum that says how many must be delivered; without one it is one.
    """

    key: str
    name: str
    paragraph: str
    delivered: tuple[Sign, ...]
    offered: tuple[Sign, ...] = ()
    accepted: tuple[Sign, ...] = ()
    declined: tuple[Sign, ...] = ()
    not_appropriate: tuple[Sign, ...] = ()
    at_least: str = ""

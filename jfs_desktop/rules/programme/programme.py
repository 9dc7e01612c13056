"""A programme profile: every figure, code, list and prescribed wording of a contract, as data.

:func:`parse_programme` checks a mapping (the store reads it from a file) into one
frozen :class:`Programme`. Code knows kinds of rule; only the profile knows figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.clock_rules import ClockRule, FactRule, Guard, Phase, Scope
from jfs_desktop.rules.programme.evidence_lists import EvidenceClass, EvidenceNeed
from jfs_desktop.rules.programme.prap_lists import NO_PRAP, PrapRules
from jfs_desktop.rules.programme.profile_reader import BadProfile, read
from jfs_desktop.rules.programme.programme_figures import (
    ACCEPTED,
    CASES,
    EACH,
    FIRST_CALL,
    HELD,
    LAST_CALL,
    Assurance,
    Benefit,
    ContractFrame,
    Credits,
    Eligibility,
    Minimums,
    NationRule,
    Retention,
    Settings,
    Standard,
    Thresholds,
)
from jfs_desktop.rules.programme.programme_lists import (
    CancellationReason,
    Channel,
    Choice,
    Clearance,
    CompletionItem,
    DocumentKind,
    EndCode,
    EvidencePurpose,
    PlanHeading,
    Promise,
    ReturnKind,
    Safeguarding,
    ServiceItem,
    StaffChecks,
    StageRule,
    Survey,
)
from jfs_desktop.rules.programme.questions import Question
from jfs_desktop.rules.writing.voluntary import Voluntary


@dataclass(frozen=True, eq=False)
class Programme:
    """One version of one programme's rules. A case keeps the one it started on.

    Vaults hold profiles as they were written, so once a version is released a key that is new here
    needs a default, and none that they use may go.

    Two are the same only if they are the same object, so that what is worked out
    from one can be kept with it.
    """

    id: str
    version: str
    name: str
    paragraph_prefixes: tuple[str, ...]
    based_on: str
    minimums: Minimums
    settings: Settings
    eligibility: Eligibility
    contract: ContractFrame
    retention: Retention
    survey: Survey
    credits: Credits
    thresholds: Thresholds
    facts: tuple[FactRule, ...]
    stages: tuple[StageRule, ...]
    phases: tuple[Phase, ...]
    clocks: tuple[ClockRule, ...]
    guards: tuple[Guard, ...]
    completion: tuple[CompletionItem, ...]
    end_codes: tuple[EndCode, ...]
    early_reasons: tuple[Choice, ...]
    rejection_reasons: tuple[Choice, ...]
    cancellation_reasons: tuple[CancellationReason, ...]
    standards: tuple[Standard, ...]
    returns: tuple[ReturnKind, ...]
    plan_headings: tuple[PlanHeading, ...]
    nations: tuple[NationRule, ...]
    benefit_kinds: tuple[Benefit, ...]
    channels: tuple[Channel, ...]
    document_kinds: tuple[DocumentKind, ...]
    evidence_purposes: tuple[EvidencePurpose, ...] = ()
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    staff_checks: StaffChecks = field(default_factory=StaffChecks)
    voluntary: Voluntary = field(default_factory=Voluntary)
    promises: tuple[Promise, ...] = ()
    assurance: Assurance = field(default_factory=Assurance)
    prap: PrapRules = NO_PRAP
    minimum_service: tuple[ServiceItem, ...] = ()
    evidence_classes: tuple[EvidenceClass, ...] = ()
    evidence_needs: tuple[EvidenceNeed, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    """The provider's own, put here as the vault is opened."""

    @property
    def key(self) -> str:
        """Id and version as a case keeps them: 'jfs-2021/1'."""
        return f"{self.id}/{self.version}"

    @cached_property
    def _clocks_by_id(self) -> dict[str, ClockRule]:
        return {rule.id: rule for rule in self.clocks}

    @cached_property
    def fact_kinds(self) -> Mapping[FactKind, FactRule]:
        """What each kind of fact is called and how it may be recorded."""
        return {rule.kind: rule for rule in self.facts}

    @cached_property
    def minimum_figures(self) -> Mapping[str, int]:
        """The minimums by name."""
        return {figure.name: getattr(self.minimums, figure.name) for figure in fields(self.minimums)}

    @cached_property
    def stage_names(self) -> Mapping[str, str]:
        """What each stage is called, by the stage's value."""
        return {rule.stage.value: rule.name for rule in self.stages}

    @cached_property
    def benefits(self) -> Mapping[str, str]:
        """Benefit names by code."""
        return {benefit.code: benefit.name for benefit in self.benefit_kinds}

    @cached_property
    def phase_of(self) -> Mapping[str, Phase]:
        """The phases by key."""
        return {phase.key: phase for phase in self.phases}

    def clock(self, clock_id: str) -> ClockRule:
        """The rule with that id. Raises KeyError: ids come from the profile itself or were checked."""
        return self._clocks_by_id[clock_id]

    def has_clock(self, clock_id: str) -> bool:
        """Whether the profile has a clock of that id."""
        return clock_id in self._clocks_by_id

    def clock_ids(self) -> tuple[str, ...]:
        """All clock ids in the profile's order."""
        return tuple(self._clocks_by_id)

    def channels_for(self, use: str) -> Mapping[str, str]:
        """Names of the channels cleared for a use ('contact', 'session', 'document'), by key, or of all,
        cleared or not, for no use in particular (I2, JFS 3.18)."""
        cleared = {one.channel for one in self.clearances}
        return {
            channel.key: channel.name
            for channel in self.channels
            if not use or (use in channel.uses and (channel.key in cleared or not channel.needs_clearance))
        }

    def channels_of(self, rule: FactRule) -> Mapping[str, str]:
        """Names of the channels by which such a fact may have come about, by key."""
        if rule.any_channel:
            return {one.key: one.name for one in self.channels if rule.channel_use in one.uses}
        return self.channels_for(rule.channel_use)

    def asks_of(self, rule: FactRule) -> tuple[Question, ...]:
        """The questions that go with such a fact, without the channels that nobody has cleared (I2)."""
        return tuple(self._open(question) if question.channel_use else question for question in rule.asks)

    def _open(self, question: Question) -> Question:
        cleared = self.channels_for(question.channel_use)
        return replace(question, closed=tuple(one.key for one in question.choices if one.key not in cleared))

    def document_name(self, key: str) -> str:
        """What a kind of document is called, in full. Raises KeyError for an unknown key."""
        return next(kind.name for kind in self.document_kinds if kind.key == key)

    def evidence_purpose(self, key: str) -> EvidencePurpose | None:
        """What evidence under that key is kept for."""
        return next((known for known in self.evidence_purposes if known.key == key), None)

    def end_code(self, code: int) -> EndCode | None:
        """The end code of that number."""
        return next((known for known in self.end_codes if known.code == code), None)


def parse_programme(profile: Mapping[str, object]) -> Programme:
    """The mapping as a programme.

    Raises BadProfile, naming the place, for an unknown key or fact, a missing
    key or paragraph, an id that stands twice, a clock that nothing can meet, or
    a reference to something that is not there.
    """
    programme = read(Programme, profile, "the top")
    _refuse_twins("facts", (rule.kind for rule in programme.facts))
    _refuse_twins("stages", (rule.stage for rule in programme.stages))
    _refuse_twins("clocks", (rule.id for rule in programme.clocks))
    _refuse_twins("phases", (phase.key for phase in programme.phases))
    _refuse_twins("end_codes", (code.code for code in programme.end_codes))
    _refuse_twins("standards", (standard.id for standard in programme.standards))
    _refuse_twins("plan_headings", (heading.key for heading in programme.plan_headings))
    _refuse_twins("promises", (promise.key for promise in programme.promises))
    _refuse_twins("minimum_service", (item.key for item in programme.minimum_service))
    _refuse_twins("evidence_purposes", (purpose.key for purpose in programme.evidence_purposes))
    for purpose in programme.evidence_purposes:
        _check_purpose(programme, purpose)
    _refuse_twins("evidence_classes", (one.key for one in programme.evidence_classes))
    for need in programme.evidence_needs:
        _check_need(programme, need)
    for kind in FactKind:
        if kind not in programme.fact_kinds:
            raise BadProfile("facts", f"'{kind.value}' has no name")
    for fact in programme.facts:
        _check_headings(programme, fact)
    _check_readings(programme.settings)
    _check_survey(programme)
    for rule in programme.clocks:
        _check_clock(programme, rule)
    for number, guard in enumerate(programme.guards, start=1):
        _check_guard(programme, guard, f"guards[{number}]")
    return replace(programme, clocks=tuple(_switched(rule, programme.settings) for rule in programme.clocks))


def _refuse_twins(place: str, names: Iterable[object]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise BadProfile(place, f"'{name}' stands twice")


def _check_readings(settings: Settings) -> None:
    known = {"standards_base": {ACCEPTED, HELD}, "clerical_units": {CASES, EACH}}
    known["resumed_meeting_attended"] = {FIRST_CALL, LAST_CALL}
    for name, readings in known.items():
        if getattr(settings, name) not in readings:
            raise BadProfile(f"settings.{name}", f"'{getattr(settings, name)}' is not known")


def _check_survey(programme: Programme) -> None:
    """What may be recorded of an answer is what DWP's survey offers (Q7, Q11)."""
    asks = {ask.key: ask.choices for ask in programme.fact_kinds[FactKind.SURVEY_ANSWERED].asks}
    survey = programme.survey
    if [one.name for one in asks.get("answer", ())] != list(survey.answers):
        raise BadProfile("facts[survey_answered]", "its answers are not those of the survey")
    if [(one.key, one.name) for one in asks.get("way", ())] != [
        (one.key, one.name) for one in survey.channels
    ]:
        raise BadProfile("facts[survey_answered]", "its ways are not the channels of the survey")


def _check_clock(programme: Programme, rule: ClockRule) -> None:
    place = f"clocks[{rule.id}]"
    if rule.paragraph.partition(" ")[0] not in programme.paragraph_prefixes:
        raise BadProfile(place, "the paragraph is missing or names no guidance")
    if rule.phase not in programme.phase_of:
        raise BadProfile(place, f"there is no phase '{rule.phase}'")
    if rule.actionable and rule.scope is Scope.CASE and not (rule.stops and rule.action):
        raise BadProfile(place, "somebody must act on it, but no fact meets it or no action is named")
    if rule.turned_by not in {"", *(one.id for one in programme.clocks if one.ends_as is not None)}:
        raise BadProfile(place, f"missing '{rule.turned_by}' moves no case by itself")
    if rule.after and not programme.has_clock(rule.after):
        raise BadProfile(place, f"there is no clock '{rule.after}' after which it comes")


def _switched(rule: ClockRule, settings: Settings) -> ClockRule:
    """The rule, taken off the list where the settings switch it off."""
    if not rule.off_with:
        return rule
    switch = getattr(settings, rule.off_with, None)
    if not isinstance(switch, bool):
        raise BadProfile(f"clocks[{rule.id}].off_with", f"'{rule.off_with}' is no switch of the settings")
    return replace(rule, listed=rule.listed and not switch)


def _check_headings(programme: Programme, rule: FactRule) -> None:
    known = {"", *(heading.key for heading in programme.plan_headings)}
    for name in (rule.heading, *(question.heading for question in rule.asks)):
        if name not in known:
            raise BadProfile(f"facts[{rule.kind.value}]", f"the plan has no heading '{name}'")
    if rule.heading_by and rule.heading_by not in {question.key for question in rule.asks}:
        raise BadProfile(f"facts[{rule.kind.value}]", f"'{rule.heading_by}' is not asked")


def _check_purpose(programme: Programme, purpose: EvidencePurpose) -> None:
    place = f"evidence_purposes[{purpose.key}]"
    if purpose.retention_class not in programme.retention.classes:
        raise BadProfile(place, f"there is no retention class '{purpose.retention_class}'")
    if bool(purpose.notice) != bool(purpose.notice_version):
        raise BadProfile(place, "a notice and its version go together")


def _check_need(programme: Programme, need: EvidenceNeed) -> None:
    place = f"evidence_needs[{need.key}]"
    if need.of not in {one.key for one in programme.evidence_classes}:
        raise BadProfile(place, f"there is no class of evidence '{need.of}'")
    if need.clock and not programme.has_clock(need.clock):
        raise BadProfile(place, f"there is no clock '{need.clock}'")
    if not need.paragraph:
        raise BadProfile(place, "the paragraph is missing")


def _check_guard(programme: Programme, guard: Guard, place: str) -> None:
    if not guard.paragraph:
        raise BadProfile(place, "the paragraph is missing")
    for clock in filter(None, (guard.after_clock, guard.until_clock)):
        if not programme.has_clock(clock):
            raise BadProfile(place, f"there is no clock '{clock}'")
    if guard.at_least and guard.at_least not in {field.name for field in fields(Minimums)}:
        raise BadProfile(place, f"there is no minimum '{guard.at_least}'")

"""The facts that clocks and stages are worked out from.

A fact is something that happened on a case (or, with no case, on the
contract) on a day. The list of kinds is closed: a programme profile may start
or stop a clock on any of them, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class FactKind(StrEnum):
    """Every kind of fact, grouped as the journey runs."""

    # Intake (JFS 3.06 to 3.08, 3.35)
    REFERRAL_MADE = "referral_made"
    REFERRAL_RECEIVED = "referral_received"
    ACKNOWLEDGED = "acknowledged"  # 'accept' keyed on PRaP
    REJECTED = "rejected"  # 'reject' keyed on PRaP
    DUPLICATES_SEARCHED = "duplicates_searched"
    DUPLICATES_FOUND = "duplicates_found"  # at intake: somebody has to say what they are (T4)
    ELIGIBILITY_WEIGHED = "eligibility_weighed"
    SUITABILITY_WEIGHED = "suitability_weighed"
    WORK_COACH_CONSULTED = "work_coach_consulted"
    DOUBT_LEFT_WAITING = "doubt_left_waiting"  # the Work Coach has not answered yet (E9)
    WORK_COACH_ANSWERED = "work_coach_answered"
    RE_REFERRAL_WEIGHED = "re_referral_weighed"
    EARLIER_END_CHECKED = "earlier_end_checked"  # the earlier record is closed on PRaP
    VOLUNTEER_CONFIRMED = "volunteer_confirmed"
    DOCUMENT_LANGUAGE_CHOSEN = "document_language_chosen"
    ACCESS_NEEDS_NOTED = "access_needs_noted"
    VULNERABILITY_NOTICED = "vulnerability_noticed"  # the Jobcentre's notice
    VULNERABILITY_SEEN = "vulnerability_seen"
    # Contact and booking (JFS 3.11 to 3.15)
    CONTACT_ATTEMPTED = "contact_attempted"
    CONTACTED = "contacted"  # two-way
    JOBCENTRE_APPOINTMENT_TOLD = "jobcentre_appointment_told"
    JOBCENTRE_CLASH_WEIGHED = "jobcentre_clash_weighed"  # a booking over one may stand (C9)
    CONDITIONALITY_TOLD = "conditionality_told"
    MEETING_BOOKED = "meeting_booked"
    APPOINTMENT_FILE_SAVED = "appointment_file_saved"  # a calendar file without a name in it
    START_EVIDENCE_SAVED = "start_evidence_saved"  # what proves the start, for DWP (JFS 3.29)
    EVIDENCE_PACK_SAVED = "evidence_pack_saved"  # everything on a case, for DWP (JFS 7.36)
    # Initial meeting and start (JFS 3.17 to 3.34)
    INITIAL_MEETING_BEGUN = "initial_meeting_begun"
    IDENTITY_CONFIRMED = "identity_confirmed"
    IDENTITY_DOUBTED = "identity_doubted"
    INITIAL_MEETING_HELD = "initial_meeting_held"
    INITIAL_MEETING_MISSED = "initial_meeting_missed"
    PACK_SENT = "pack_sent"
    PACK_DISCUSSED = "pack_discussed"
    OFFER_EXPLAINED = "offer_explained"
    NEEDS_AGREED = "needs_agreed"
    JFAP_AGREED = "jfap_agreed"  # the first version, in the meeting
    COMMUNICATION_AGREED = "communication_agreed"
    SHARING_TOLD = "sharing_told"
    DRAFT_JFAP_SENT = "draft_jfap_sent"
    PACK_ACKNOWLEDGED = "pack_acknowledged"
    JFAP_ACKNOWLEDGED = "jfap_acknowledged"
    START_KEYED = "start_keyed"
    DNA_KEYED = "dna_keyed"
    DNS_KEYED = "dns_keyed"
    NO_CONTACT_KEYED = "no_contact_keyed"
    HANDED_BACK = "handed_back"  # to the Jobcentre after automatic DNA
    # On provision (JFS 4)
    APPOINTMENT_AGREED = "appointment_agreed"
    SESSION_HELD = "session_held"  # a 1-2-1 session stopped and saved
    SUPPORT_OFFERED = "support_offered"
    SUPPORT_GIVEN = "support_given"
    GROUP_INVITED = "group_invited"
    GROUP_MOVED = "group_moved"
    GROUP_CALLED_OFF = "group_called_off"
    GROUP_CHANGE_TOLD = "group_change_told"  # that it was moved or called off (S5)
    GROUP_ATTENDED = "group_attended"
    GROUP_NOT_APPROPRIATE = "group_not_appropriate"
    ADVISER_CHANGED = "adviser_changed"
    JFAP_UPDATED = "jfap_updated"
    JFAP_QUERIED = "jfap_queried"  # by the participant (JFS 4.08)
    JFAP_QUERY_SETTLED = "jfap_query_settled"
    CV_BEGUN = "cv_begun"
    CV_BROUGHT_IN = "cv_brought_in"  # the one that they have is kept
    CV_HELP_OFFERED = "cv_help_offered"
    CV_VERSION_MADE = "cv_version_made"
    MEETING_MISSED = "meeting_missed"
    MISSED_MEETING_EXPLAINED = "missed_meeting_explained"
    RE_CONTACT_ATTEMPTED = "re_contact_attempted"
    DISENGAGED = "disengaged"
    RE_ENGAGED = "re_engaged"
    WITHDREW = "withdrew"  # says that they no longer wish to take part
    MOVED = "moved"
    ABSENCE_LEFT_OPEN = "absence_left_open"  # nobody knows how long it will last (AMB-55)
    ABSENCE_REVIEWED = "absence_reviewed"
    CHANGE_NOTICED = "change_noticed"
    BENEFIT_CHANGE_NOTICED = "benefit_change_noticed"
    DUTY_REMINDED = "duty_reminded"
    CHANGE_CLOSED = "change_closed"
    CHANGE_NOTICE_RECEIVED = "change_notice_received"  # CEPD1 or UC78e
    CHANGE_NOTICE_CONSIDERED = "change_notice_considered"
    CHANGE_NOTICE_CLOSED = "change_notice_closed"
    JFS07_SENT = "jfs07_sent"
    COMPLAINT_RAISED = "complaint_raised"
    COMPLAINT_STEP_TAKEN = "complaint_step_taken"
    COMPLAINT_ESCALATED = "complaint_escalated"
    COMPLAINT_SETTLED = "complaint_settled"
    # End (JFS 5)
    FINALISING_BEGUN = "finalising_begun"
    FINALISING_PAUSED = "finalising_paused"
    CV_AGREED = "cv_agreed"
    JFAP_FINALISED = "jfap_finalised"
    EXPERIENCE_CALL_TOLD = "experience_call_told"
    JOB_STARTED = "job_started"
    DEATH_LEARNED = "death_learned"  # nothing goes out from here on (JFS 5.11)
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    END_KEYED = "end_keyed"
    AUTO_END_SEEN = "auto_end_seen"
    FINAL_JFAP_SENT = "final_jfap_sent"
    JFAP_REQUESTED = "jfap_requested"  # JFSPRO1
    JFAP_SENT_TO_JOBCENTRE = "jfap_sent_to_jobcentre"
    SURVEY_ASKED = "survey_asked"
    SURVEY_ANSWERED = "survey_answered"
    # Errors after the start (JFS 3.37, 3.38)
    ERROR_FOUND_AFTER_START = "error_found_after_start"
    PRAP14_SENT = "prap14_sent"
    POST_CONFIRMED = "post_confirmed"
    CANCELLATION_KEYED = "cancellation_keyed"
    # PRaP entries and what moves by itself (JFS 6.14, 3.08, 3.40, 4.18, 5.08)
    ENTRY_HANDED_OVER = "entry_handed_over"
    ENTRY_TAKEN_OVER = "entry_taken_over"
    ENTRY_PROVED = "entry_proved"
    ENTRY_RECONCILED = "entry_reconciled"
    LATENESS_EXPLAINED = "lateness_explained"
    MOVED_BY_ITSELF = "moved_by_itself"
    MOVE_SEEN = "move_seen"  # such a move was read on Today
    PUT_OFF = "put_off"  # hidden on Today until a day
    # Safeguarding (JFS 3.05)
    SAFEGUARDING_NOTICED = "safeguarding_noticed"
    DISTRICT_LEAD_REACHED = "district_lead_reached"
    # Eligibility
    CLAIM_STARTED = "claim_started"
    UNEMPLOYED_SINCE = "unemployed_since"
    # The contract (JFS 1.24, 7, 8)
    MONTH_ENDED = "month_ended"
    SURVEY_RETURN_SENT = "survey_return_sent"
    CLERICAL_RETURN_UPLOADED = "clerical_return_uploaded"
    CPR_ARRANGED = "cpr_arranged"
    CPR_INFORMATION_SENT = "cpr_information_sent"
    PCO_CHECK_ARRANGED = "pco_check_arranged"
    PCO_PACKS_READY = "pco_packs_ready"
    LAST_START = "last_start"
    SERVICE_CLOSED = "service_closed"
    CONTRACT_CHANGE_NOTICED = "contract_change_noticed"
    PROGRAMME_MANAGER_TOLD = "programme_manager_told"
    RETENTION_END_SET = "retention_end_set"
    DISPOSAL_APPROVED = "disposal_approved"
    # The second guidance (IPES 5)
    IPESSO1_SIGNED = "ipesso1_signed"
    IPESSO1_SENT = "ipesso1_sent"
    CHILD_BORN = "child_born"


OF_THE_REFERRAL = (FactKind.REFERRAL_MADE, FactKind.REFERRAL_RECEIVED, FactKind.CLAIM_STARTED)
"""The days that a case stands on: they are corrected with the referral, never taken back (R1)."""
CLOSING = (
    FactKind.COMPLETED,
    FactKind.ENDED_EARLY,
    FactKind.DEATH_LEARNED,
    FactKind.PRAP14_SENT,
    FactKind.CANCELLATION_KEYED,
)
"""After one of these nothing of the service goes on (JFS 3.37, 5.01, 5.11)."""
CAME_BACK = "came_back"
"""In the detail of a fact: the message that it stands for was returned, so that it met nothing."""
POST_REFUSED = "post_refused"
"""In the detail of an error after the start, of its form and of POST's answer: POST cancels nothing."""
OF_POST = (FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED)
"""What POST can refuse, and its answer."""
SET_ASIDE = frozenset({CAME_BACK, POST_REFUSED})
"""A fact whose detail has one of these stands on record, and counts for nothing."""


class Nation(StrEnum):
    """The nations the contract covers, by the codes used in files."""

    ENGLAND = "ENG"
    SCOTLAND = "SCT"
    WALES = "WLS"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened.

    ``on`` is the Europe/London day; ``at`` the instant where it is known
    (aware, UTC). ``about`` is the id of the fact that this one answers, such
    as the missed meeting that a contact attempt follows. ``detail`` holds
    fixed choices, such as an end code. ``no_later`` is the instant at which an
    end without a time of its own was recorded: it had come by then.
    """

    id: UUID
    kind: FactKind
    on: date
    at: datetime | None = None
    about: UUID | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    no_later: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All facts of one case in the order they happened, or of the contract when ``case_id`` is None.

    ``programme`` is the key of the profile that the case started on, and so is read by; ``returned`` are the
    entries that count for nothing: their message came back, and yet whoever answers them had them; or POST
    refused what they asked for.
    """

    case_id: UUID | None
    nation: Nation | None
    facts: tuple[Fact, ...]
    programme: str = ""
    returned: tuple[Fact, ...] = ()

    def of(self, *kinds: FactKind) -> Iterator[Fact]:
        """Facts of the given kinds, earliest first."""
        return (fact for fact in self.facts if fact.kind in kinds)

    def first(self, *kinds: FactKind) -> Fact | None:
        """The earliest fact of the given kinds."""
        return next(self.of(*kinds), None)

    def last(self, *kinds: FactKind) -> Fact | None:
        """The latest fact of the given kinds."""
        return next((fact for fact in reversed(self.facts) if fact.kind in kinds), None)

    def has(self, *kinds: FactKind) -> bool:
        """Whether any such fact is recorded."""
        return self.first(*kinds) is not None

    def until(self, day: date, at: datetime | None = None) -> CaseFacts:
        """The case as it was known at the end of that day, or at the minute ``at`` of it (aware): then
        without what is known to have come later that day."""
        return replace(self, facts=tuple(fact for fact in self.facts if not _later(fact.at, fact, day, at)))

    def before_an_end(self, day: date, at: datetime | None) -> CaseFacts:
        """The same, where an end of that day without a time of its own comes only when it was recorded: what
        was done on the day of an end may have been done before it."""
        kept = (one for one in self.facts if not _later(one.at or one.no_later, one, day, at))
        return replace(self, facts=tuple(kept))


def _later(when: datetime | None, fact: Fact, day: date, at: datetime | None) -> bool:
    if fact.on != day or when is None or at is None:
        return fact.on > day
    return when.replace(second=0, microsecond=0) > at

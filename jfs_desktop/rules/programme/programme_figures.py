"""The figures of a programme profile: minimums, readings, eligibility, contract, standards and credits.

Each class is one table of the profile file; its fields are the keys that may stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.facts.facts import Nation


@dataclass(frozen=True, slots=True)
class Minimums:
    """What a participant must at least be offered or have had, and guide figures (JFS 1.19, 3.12, 5.02)."""

    one_to_one_minutes: int
    one_to_one_sessions: int
    """The initial meeting not counted (AMB-16)."""
    group_sessions: int
    group_size_guide: int
    """Above it a group is warned about, never blocked (AMB-21)."""
    expected_working_days: int
    provision_working_days: int
    contact_attempts: int
    contact_attempt_days: int
    """Days over which attempts are best spread (AMB-10)."""
    contact_attempt_methods: int
    identity_items: int
    """Matching items that satisfy an identity check (AMB-15)."""
    re_engagement_attempts: int
    plan_objectives: int
    pack_sections: int
    """What an induction pack holds at least (I15, AMB-76)."""
    experience_call_minutes: int
    experience_call_questions: int
    change_notice_working_days: int
    """After so many days a change notice that nobody considered raises an alarm (derived, M8)."""


ACCEPTED, HELD = "accepted_referrals", "meetings_held"
"""Whom the standard of the initial meeting counts (AMB-46): everybody accepted, or who came to one."""

CASES, EACH = "participants_completers_requests", "each_meeting_or_request"
"""What standards are counted in (AMB-78): one case once, or each meeting and request by itself."""

FIRST_CALL, LAST_CALL = "first_call", "last_call"
"""On which day an initial meeting was attended whose call dropped and that was finished on a later day."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Readings of unclear text that DWP's answer may change (AMB-02, 16, 46, 57, 78), and derived alarms."""

    working_days_of: str
    """'any_nation': a holiday in any nation counts out for all; 'participant': only the participant's."""
    initial_meeting_minutes_count: bool
    initial_meeting_is_a_session: bool
    missed_initial_meeting_may_be_rebooked: bool
    """Where it may not, the first missed one makes the case a DNA, still to be keyed (AMB-57)."""
    standards_base: str
    """``ACCEPTED`` or ``HELD``, by month of referral (AMB-46)."""
    clerical_units: str
    """``CASES`` or ``EACH`` (AMB-78)."""
    calendar_warning_days: int
    """An alarm is raised when the working-day calendar covers fewer days ahead (W17)."""
    unsynced_working_days: int
    """A device that head office has had nothing from for more of them is told of (D11)."""
    prap_right_needed_to_key: bool
    early_reasons_paragraph: str
    rejection_reasons_paragraph: str
    channels_paragraph: str
    """Where cleared channels are asked for."""
    record_paragraph: str
    """Where a clear trail of what was recorded is asked for."""
    post_asked_after_working_days: int = 1
    """So long after PRaP14 POST is asked where its e-mail stays (W9)."""
    post_warning_working_days: int = 5
    """So long before PRaP would end the case by itself it is a warning (W9, X16)."""
    attempts_paragraph: str = ""
    """Where the number of contact attempts is asked for."""
    no_contact_paragraph: str = ""
    """Where the outcome of somebody who could not be reached is named."""
    commitments_paragraph: str = ""
    """Where Jobcentre appointments and conditionality are named."""
    resumed_meeting_attended: str = FIRST_CALL
    """``FIRST_CALL`` or ``LAST_CALL``: the day of attendance is the start date (JFS Annex 3, I19)."""
    meeting_minutes: int = 60
    """How long an appointment is taken to last where overlaps are looked for (derived, C9)."""
    one_call_minutes: int = 30
    """For so long a call goes on in which it is sure already who it is (derived, I3)."""


@dataclass(frozen=True, slots=True)
class NationRule:
    """A nation of the contract. ``aliases`` are what a referral file may say, in lower case."""

    code: Nation
    name: str
    minimum_age: int
    adult_age: int
    aliases: tuple[str, ...] = ()
    younger_note: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit that opens the programme (JFS 3.01, Annex 3)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    identification_route: bool = True


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Figures of the eligibility notes that are no clocks, and the paragraphs to cite (E2 to E8)."""

    claim_paragraph: str
    unemployment_paragraph: str
    age_paragraph: str
    residence_paragraph: str
    benefit_paragraph: str
    education_days: int
    education_paragraph: str
    contract_paragraph: str
    doubt_paragraph: str
    pension_asked_from: int = 0
    """From this age the day of State Pension age is asked for; 0 where it never is."""
    lost_job_benefits: tuple[str, ...] = ()
    """Codes of the benefits whose claimants the exception for a lost job is for (JFS 3.02)."""
    employment_paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ContractFrame:
    """The contract's dates; the contract's own terms are the master for them (E11)."""

    referral_months: int
    extension_months: int
    paragraph: str
    start: date | None = None
    referral_end: date | None = None
    extension_end: date | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records are kept (D4, D5): to one configured date, nothing before it (AMB-53)."""

    paragraph: str
    classes: tuple[str, ...]
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """A Customer Service Standard (Q1 to Q6). Percentages are whole; a band is told from the
    exact ratio (AMB-43). ``red_below`` is 0 where the standard has no bands."""

    id: str
    name: str
    text: str
    paragraph: str
    target_percent: int
    source: str
    clock: str = ""
    red_below: int = 0


@dataclass(frozen=True, slots=True)
class Credits:
    """Service credits as percentages of the monthly payment (Q13)."""

    red_once: int
    red_running: int
    amber_running: int
    paragraph: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When the contract may be ended for performance (Q15), and when to warn before."""

    red_months_running: int
    red_months: int
    of_months: int
    warn_at_running: int
    warn_at_months: int
    rolling_months: tuple[int, ...]
    paragraph: str


@dataclass(frozen=True, slots=True)
class Assurance:
    """Ratings of DWP's provider assurance team, lowest first, and those that are poor (MI21, JFS 7.53)."""

    ratings: tuple[str, ...] = ()
    poor: tuple[str, ...] = ()
    poor_in_a_row: int = 0
    paragraph: str = ""

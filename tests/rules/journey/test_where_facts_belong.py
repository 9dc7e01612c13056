"""Which kind of fact may be recorded in which stage: every kind against every stage (REQUIREMENTS,
'State machine'). A kind that is new stands in no group below and is named until it does."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.stages import Stage as S
from jfs_desktop.rules.facts.stages import is_open
from jfs_desktop.rules.journey.guards import first_biting, guards_of
from jfs_desktop.rules.journey.journey import refusal
from tests.rules.journey.test_journey import BOOKED, MET
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started

ALL = frozenset(S)
OPEN = frozenset(one for one in S if is_open(one)) - {S.CANCEL_PENDING}
ON_PROVISION = frozenset({S.STARTED, S.DISENGAGED, S.FINALISING, S.TIME_EXPIRED})
ENDED = frozenset({S.COMPLETER, S.EARLY_COMPLETER, S.AUTO_ENDED})
MET_OR_MORE = frozenset({S.MEETING_HELD}) | ON_PROVISION
NEVER_STARTED = frozenset({S.REJECTED, S.LAPSED, S.NO_CONTACT, S.DNA, S.DNS, S.AUTO_DNA})
UNACCEPTED = frozenset({S.RECEIVED, S.REJECTED, S.LAPSED})

_ANYWHERE = (  # what is known or owed whatever became of the case, or belongs to none
    *(K.REFERRAL_MADE, K.REFERRAL_RECEIVED, K.DUPLICATES_SEARCHED, K.DUPLICATES_FOUND),
    *(K.ELIGIBILITY_WEIGHED, K.SUITABILITY_WEIGHED, K.WORK_COACH_CONSULTED, K.DOUBT_LEFT_WAITING),
    *(K.WORK_COACH_ANSWERED, K.RE_REFERRAL_WEIGHED, K.EARLIER_END_CHECKED, K.DOCUMENT_LANGUAGE_CHOSEN),
    *(K.ACCESS_NEEDS_NOTED, K.VULNERABILITY_NOTICED, K.VULNERABILITY_SEEN, K.APPOINTMENT_FILE_SAVED),
    *(K.START_EVIDENCE_SAVED, K.EVIDENCE_PACK_SAVED, K.PACK_ACKNOWLEDGED, K.JFAP_ACKNOWLEDGED),
    *(K.ADVISER_CHANGED, K.JFAP_QUERY_SETTLED, K.MISSED_MEETING_EXPLAINED, K.MOVED, K.ABSENCE_LEFT_OPEN),
    *(K.ABSENCE_REVIEWED, K.CHANGE_NOTICED, K.BENEFIT_CHANGE_NOTICED, K.DUTY_REMINDED, K.CHANGE_CLOSED),
    *(K.CHANGE_NOTICE_RECEIVED, K.CHANGE_NOTICE_CONSIDERED, K.CHANGE_NOTICE_CLOSED, K.JFS07_SENT),
    *(K.COMPLAINT_RAISED, K.COMPLAINT_STEP_TAKEN, K.COMPLAINT_ESCALATED, K.COMPLAINT_SETTLED),
    *(K.JOB_STARTED, K.DEATH_LEARNED, K.GROUP_MOVED, K.GROUP_CALLED_OFF, K.GROUP_CHANGE_TOLD),
    *(K.AUTO_END_SEEN, K.JFAP_REQUESTED, K.JFAP_SENT_TO_JOBCENTRE, K.SURVEY_ANSWERED),
    *(K.ENTRY_HANDED_OVER, K.ENTRY_TAKEN_OVER, K.ENTRY_PROVED, K.ENTRY_RECONCILED, K.LATENESS_EXPLAINED),
    *(K.MOVED_BY_ITSELF, K.MOVE_SEEN, K.PUT_OFF, K.SAFEGUARDING_NOTICED, K.DISTRICT_LEAD_REACHED),
    *(K.CLAIM_STARTED, K.UNEMPLOYED_SINCE, K.MONTH_ENDED, K.SURVEY_RETURN_SENT, K.CLERICAL_RETURN_UPLOADED),
    *(K.CPR_ARRANGED, K.CPR_INFORMATION_SENT, K.PCO_CHECK_ARRANGED, K.PCO_PACKS_READY, K.LAST_START),
    *(K.SERVICE_CLOSED, K.CONTRACT_CHANGE_NOTICED, K.PROGRAMME_MANAGER_TOLD, K.RETENTION_END_SET),
    *(K.IPESSO1_SIGNED, K.IPESSO1_SENT, K.CHILD_BORN),
)
_GROUPS: tuple[tuple[frozenset[S], tuple[K, ...]], ...] = (
    (ALL, _ANYWHERE),
    (frozenset({S.RECEIVED}), (K.ACKNOWLEDGED, K.REJECTED)),
    (ALL - UNACCEPTED - {S.NO_CONTACT, S.DNA, S.DNS, S.CANCELLED}, (K.CONTACT_ATTEMPTED, K.CONTACTED)),
    (ALL - UNACCEPTED, (K.IDENTITY_CONFIRMED, K.IDENTITY_DOUBTED)),
    (
        ALL - {S.REJECTED, S.LAPSED},
        (K.CONDITIONALITY_TOLD, K.JOBCENTRE_APPOINTMENT_TOLD),
    ),
    (ALL - {S.REJECTED, S.LAPSED}, (K.JOBCENTRE_CLASH_WEIGHED, K.EXPERIENCE_CALL_TOLD)),
    # Up to the start
    (frozenset({S.ACCEPTED, S.BOOKED}), (K.MEETING_BOOKED, K.INITIAL_MEETING_HELD)),
    (frozenset({S.ACCEPTED, S.BOOKED, S.AUTO_DNA}), (K.INITIAL_MEETING_MISSED,)),
    (OPEN, (K.PACK_SENT, K.VOLUNTEER_CONFIRMED, K.WITHDREW)),
    (OPEN | ENDED, (K.COMMUNICATION_AGREED,)),
    (OPEN, (K.JFAP_UPDATED,)),  # final and locked at the end, or kept as it stood (P10, P14)
    (frozenset({S.ACCEPTED}), (K.NO_CONTACT_KEYED,)),
    (
        frozenset({S.ACCEPTED, S.BOOKED, S.DNA}),
        (K.DNA_KEYED,),
    ),  # a DNA by itself is still to be keyed (AMB-57)
    (frozenset({S.ACCEPTED, S.BOOKED, S.MEETING_HELD}), (K.DNS_KEYED,)),
    (MET_OR_MORE | ENDED, (K.START_KEYED,)),
    # The service, which the end closes; what came before it is written down on its own day
    (
        MET_OR_MORE,
        (
            *(K.PACK_DISCUSSED, K.OFFER_EXPLAINED, K.NEEDS_AGREED, K.JFAP_AGREED, K.SHARING_TOLD),
            *(K.DRAFT_JFAP_SENT, K.SUPPORT_GIVEN, K.GROUP_ATTENDED),
            *(K.CV_BEGUN, K.CV_BROUGHT_IN, K.CV_HELP_OFFERED, K.CV_VERSION_MADE, K.CV_AGREED),
            *(K.JFAP_FINALISED, K.RE_CONTACT_ATTEMPTED),
        ),
    ),
    (MET_OR_MORE | ENDED, (K.FINAL_JFAP_SENT, K.JFAP_QUERIED)),
    (
        OPEN - {S.RECEIVED},
        (K.INITIAL_MEETING_BEGUN, K.GROUP_NOT_APPROPRIATE, K.SUPPORT_OFFERED, K.GROUP_INVITED),
    ),
    (MET_OR_MORE, (K.APPOINTMENT_AGREED, K.SESSION_HELD, K.MEETING_MISSED, K.RE_ENGAGED)),
    (frozenset({S.STARTED}), (K.DISENGAGED, K.FINALISING_BEGUN)),
    (frozenset({S.FINALISING}), (K.FINALISING_PAUSED,)),
    # The end, and a start that was an error
    (frozenset({S.FINALISING, S.TIME_EXPIRED}), (K.COMPLETED,)),
    (ON_PROVISION, (K.ENDED_EARLY,)),
    (ON_PROVISION | {S.COMPLETER, S.EARLY_COMPLETER}, (K.END_KEYED,)),
    (ON_PROVISION, (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT)),
    (ENDED | {S.FINALISING, S.TIME_EXPIRED, S.CANCEL_PENDING, S.CANCELLED}, (K.SURVEY_ASKED,)),
    (frozenset({S.CANCEL_PENDING}), (K.POST_CONFIRMED, K.CANCELLATION_KEYED)),
    (
        NEVER_STARTED - {S.REJECTED} | {S.EARLY_COMPLETER, S.AUTO_ENDED, S.CANCELLED},
        (K.HANDED_BACK,),
    ),
    (NEVER_STARTED | ENDED | {S.CANCELLED}, (K.DISPOSAL_APPROVED,)),
)
BELONGS = {kind: stages for stages, kinds in _GROUPS for kind in kinds}
"""Where each kind may be recorded; that it lacks something else may forbid it there still."""

_MADE = {S.RECEIVED: referred(), S.REJECTED: referred(), S.LAPSED: referred(), S.ACCEPTED: accepted()} | {
    S.BOOKED: BOOKED,
    S.NO_CONTACT: accepted(),
    S.DNA: BOOKED,
}
"""What stands on a case that never met; every other had its meeting, and a start on PRaP but for these."""
_UNKEYED = {S.MEETING_HELD: MET, S.DNS: MET, S.AUTO_DNA: BOOKED}
DAY = date(2021, 7, 21)


def test_every_kind_is_in_one_group() -> None:
    named = [kind for _, kinds in _GROUPS for kind in kinds]
    assert set(K) - set(named) == set(), "say in _GROUPS where it belongs, and guard it in the profile"
    assert len(named) == len(set(named))


@pytest.mark.parametrize("stage", list(S))
def test_nothing_is_recorded_where_it_does_not_belong(stage: S) -> None:
    """The list 'Not allowed' and T3 to T30, for every kind: guarded where it does not belong, and nowhere
    barred by the stage where it does."""
    facts = case(*_MADE.get(stage, _UNKEYED.get(stage, started())))
    accepts, bars = set(), set()
    for kind in K:
        guards = guards_of(kind, facts, PROGRAMME, {"reason": "error"})
        if any((one.only_in and stage not in one.only_in) or stage in one.never_in for one in guards):
            bars.add(kind)
        once = facts.has(kind) and not PROGRAMME.fact_kinds[kind].repeats
        if not once and first_biting(guards, stage, facts, PROGRAMME, calendar=CALENDAR, on=DAY) is None:
            accepts.add(kind)
    assert accepts - {kind for kind in K if stage in BELONGS[kind]} == set()
    assert {kind for kind in bars if stage in BELONGS[kind]} == set()


OWED_AFTER_AN_END = (
    *(K.FINAL_JFAP_SENT, K.JFAP_REQUESTED, K.JFAP_SENT_TO_JOBCENTRE, K.SURVEY_ASKED, K.SURVEY_ANSWERED),
    *(K.EXPERIENCE_CALL_TOLD, K.COMPLAINT_RAISED, K.SAFEGUARDING_NOTICED, K.CONTACTED, K.END_KEYED),
    *(K.PACK_ACKNOWLEDGED, K.JFAP_ACKNOWLEDGED, K.JFAP_QUERIED, K.LATENESS_EXPLAINED),
)


def test_the_service_closes_with_the_end_and_what_is_owed_goes_on() -> None:
    """X1, JFS 5.01: after the end nothing of the service, on a day before it whatever happened then; the
    Jobcentre's request, the survey, complaints and evidence in any case (T24, 'Not allowed')."""
    end = fact(K.COMPLETED, "2021-07-23")
    facts = case(*started(), fact(K.FINALISING_BEGUN, "2021-07-22"), end)
    for kind in (K.CV_AGREED, K.INITIAL_MEETING_BEGUN, K.JFAP_UPDATED, K.SUPPORT_GIVEN, K.JFAP_FINALISED):
        after = refusal(kind, facts, PROGRAMME, CALENDAR, today=date(2021, 8, 2), on=date(2021, 8, 2))
        assert after is not None and after.paragraph == "JFS 5.01", kind
        assert (
            refusal(kind, facts, PROGRAMME, CALENDAR, today=date(2021, 8, 2), on=date(2021, 7, 22)) is None
        ), kind
    for kind in OWED_AFTER_AN_END:
        told = first_biting(
            guards_of(kind, facts, PROGRAMME, None), S.COMPLETER, facts, PROGRAMME, calendar=CALENDAR, on=DAY
        )
        assert told is None or told.paragraph != "JFS 5.01", kind


def test_an_end_that_is_keyed_did_not_come_by_itself() -> None:
    """T28: 'nothing keyed before'. An end that nobody keyed in time PRaP makes by itself too (X16)."""
    ended = (*started(), fact(K.FINALISING_BEGUN, "2021-07-22"), fact(K.COMPLETED, "2021-07-23"))
    keyed, today = (*ended, fact(K.END_KEYED, "2021-07-23", end_code="39")), date(2021, 8, 16)
    told = refusal(K.AUTO_END_SEEN, case(*keyed), PROGRAMME, CALENDAR, today=today, on=today)
    assert told is not None and told.paragraph == "JFS 5.08" and "keyed on PRaP before" in told.text
    assert refusal(K.AUTO_END_SEEN, case(*ended), PROGRAMME, CALENDAR, today=today, on=today) is None


@pytest.mark.parametrize(
    "kind", [K.GROUP_ATTENDED, K.IDENTITY_CONFIRMED, K.CV_AGREED, K.JFAP_AGREED, K.MOVED]
)
def test_nobody_takes_part_after_their_death(kind: K) -> None:
    """X8, X9: not from the day on which it was learned, nor after the day of the death itself; what was done
    before that is recorded still."""
    learned = fact(K.DEATH_LEARNED, "2021-07-26", died_on="2021-07-22")
    for died, day in ((learned, 23), (learned, 27), (fact(K.DEATH_LEARNED, "2021-07-26"), 26)):
        on = date(2021, 7, day)
        told = refusal(kind, case(*started(), died), PROGRAMME, CALENDAR, today=date(2021, 7, 30), on=on)
        assert told is not None and told.paragraph == "JFS 5.11", day
    before = refusal(
        kind, case(*started(), learned), PROGRAMME, CALENDAR, today=date(2021, 7, 30), on=date(2021, 7, 21)
    )
    assert before is None


@pytest.mark.parametrize(
    ("stage", "paragraph"),
    [
        (S.REJECTED, "JFS 3.08"),
        (S.LAPSED, "JFS 3.08"),
        (S.CANCEL_PENDING, "JFS 3.37"),
        (S.CANCELLED, "JFS 3.38"),
    ],
)
@pytest.mark.parametrize("kind", [K.PACK_SENT, K.GROUP_INVITED, K.SESSION_HELD, K.JFAP_FINALISED])
def test_the_refusal_says_what_became_of_the_case(stage: S, paragraph: str, kind: K) -> None:
    """T5, T29, T30: a cancellation under way is told as that."""
    guards = guards_of(kind, case(*started()), PROGRAMME, {})
    told = first_biting(guards, stage, case(*started()), PROGRAMME, calendar=CALENDAR, on=DAY)
    assert told is not None and told.paragraph == paragraph
    assert ("cancellation is under way" in told.text) is (stage is S.CANCEL_PENDING)

"""Right answers to the questions that go with facts, for tests which are about something else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store.profiles import load_programme

IDENTITY = {"matched": "full_name,referral_facts", "method": "spoken", "evidence_type": "details"}
ANSWERS: dict[FactKind, dict[str, str]] = {
    FactKind.REJECTED: {"reason": "duplicate", "matched": "PR-90909", "explanation": "Sent twice."},
    FactKind.HANDED_BACK: {"to_whom": "D. Osei", "method": "telephone"},
    FactKind.NO_CONTACT_KEYED: {"evidence": "log"},
    FactKind.DNA_KEYED: {"reason": "absent", "evidence": "record"},
    FactKind.DNS_KEYED: {"reason": "work", "evidence": "record"},
    FactKind.ENDED_EARLY: {"reason": "left", "call_not_told_reason": "Not reached any more."},
    FactKind.AUTO_END_SEEN: {"call_not_told_reason": "Not reached any more."},
    FactKind.END_KEYED: {"end_code": "36", "last_engaged_on": "2021-05-26"},
    FactKind.IDENTITY_CONFIRMED: IDENTITY,
    FactKind.IDENTITY_DOUBTED: {"doubt": "Another date of birth was given."},
    FactKind.VOLUNTEER_CONFIRMED: {"source": "meeting"},
    FactKind.DOCUMENT_LANGUAGE_CHOSEN: {"language": "en"},
    FactKind.DUPLICATES_SEARCHED: {"criteria": "ni_number,reference", "hits": "0", "decision": "none"},
    FactKind.WORK_COACH_CONSULTED: {
        "doubt": "eligibility",
        "facts": "The claim looks older than it may be.",
        "contact": "D. Osei",
        "decision": "waiting",
    },
    FactKind.WORK_COACH_ANSWERED: {
        "contact": "D. Osei",
        "answer": "The claim was moved; go on.",
        "decision": "go_on",
    },
    FactKind.CONTACT_ATTEMPTED: {"result": "no_answer"},
    FactKind.RE_CONTACT_ATTEMPTED: {"result": "no_answer"},
    FactKind.CONTACTED: {"identity": "confirmed"},
    FactKind.MEETING_BOOKED: {
        "booked_at": "10:00",
        "method": "video",
        "has_email": "yes",
        "it_access": "full",
    },
    FactKind.SESSION_HELD: {"identity": "confirmed"},
    FactKind.GROUP_ATTENDED: {"identity": "confirmed"},
    FactKind.PACK_ACKNOWLEDGED: {"identity": "confirmed", "words": "I have got the pack."},
    FactKind.JFAP_ACKNOWLEDGED: {"identity": "confirmed", "words": "I have got the plan."},
    FactKind.DUTY_REMINDED: {"identity": "confirmed"},
    FactKind.SUPPORT_GIVEN: {"identity": "confirmed"},
    FactKind.MISSED_MEETING_EXPLAINED: {"identity": "confirmed"},
    FactKind.RE_ENGAGED: {"identity": "confirmed"},
    FactKind.PACK_SENT: {
        "version": "3",
        "approved_by": "Head office",
        "sections": "contact,expectations,complaints,data_protection,for_you",
        "insert": "none_needed",
    },
    FactKind.OFFER_EXPLAINED: {"one_to_one": "accepted", "group": "accepted", "limit_told": "yes"},
    FactKind.NEEDS_AGREED: {"needs": "A first CV and practice for interviews."},
    FactKind.COMMUNICATION_AGREED: {"preferred": "video", "fallback": "telephone"},
    FactKind.DISENGAGED: {"cause": "failed_appointment"},
    FactKind.GROUP_NOT_APPROPRIATE: {"why": "declined", "reason": "Does not like groups."},
    FactKind.CV_BEGUN: {"from": "nothing"},
    FactKind.CV_BROUGHT_IN: {"form": "Word document"},
    FactKind.CV_HELP_OFFERED: {"existing": "yes", "answer": "accepted"},
    FactKind.CV_VERSION_MADE: {"version": "1", "style": "Combined"},
    FactKind.CV_AGREED: {"how": "improved"},
    FactKind.JFAP_FINALISED: {"summary": "yes", "next_steps": "yes"},
    FactKind.FINAL_JFAP_SENT: {"call_reminder": "yes"},
    FactKind.JFAP_QUERIED: {
        "identity": "confirmed",
        "query": "The date of the second objective is too early.",
    },
    FactKind.JFAP_QUERY_SETTLED: {"answer": "Moved by a week, as they wish.", "plan_changed": "yes"},
    FactKind.ERROR_FOUND_AFTER_START: {"error": "duplicate"},
    FactKind.POST_CONFIRMED: {"post_answer": "cancel"},
    FactKind.BENEFIT_CHANGE_NOTICED: {"what": "Works six hours a week now."},
    FactKind.CHANGE_NOTICED: {"what": "Has moved in with a sister.", "learned": "after"},
    FactKind.CHANGE_NOTICE_RECEIVED: {"form": "cepd1", "what": "A new address."},
    FactKind.CHANGE_NOTICE_CONSIDERED: {"action": "Address brought up to date."},
    FactKind.MOVED: {
        "where": "outside",
        "destination": "Ireland",
        "moves_on": "2021-06-07",
        "longer_than_left": "yes",
    },
    FactKind.WITHDREW: {"identity": "confirmed", "words": "I have had enough of this."},
    FactKind.EXPERIENCE_CALL_TOLD: {"identity": "confirmed"},
    FactKind.ABSENCE_REVIEWED: {"back": "yes"},
    FactKind.COMPLAINT_RAISED: {"raised_by": "The participant", "words": "Nobody rang back."},
    FactKind.COMPLAINT_STEP_TAKEN: {"step": "Rang to listen."},
    FactKind.COMPLAINT_ESCALATED: {"to_whom": "Harbourside Jobcentre"},
    FactKind.COMPLAINT_SETTLED: {"outcome": "Apologised; rang at once."},
    FactKind.DISPOSAL_APPROVED: {"approved_by": "Head office"},
    FactKind.JFS07_SENT: {"to_inbox": "The agreed inbox"},
    FactKind.BENEFIT_CHANGE_NOTICED: {"what": "A partner moved in."},
    FactKind.CHANGE_NOTICE_RECEIVED: {"form": "cepd1", "what": "A new address."},
    FactKind.CHANGE_NOTICE_CONSIDERED: {"action": "Appointments go on as agreed."},
    FactKind.SAFEGUARDING_NOTICED: {"incident": "other"},
    FactKind.DISTRICT_LEAD_REACHED: {"district_lead": "M. Farrow"},
    FactKind.LATENESS_EXPLAINED: {"clock": "acknowledge_referral", "late_because": "PRaP was down."},
}
"""Answers that are right for each fact which asks for some."""

CHANNELS = {"contact": "telephone", "session": "video", "document": "email"}
"""A cleared channel for each use."""


def entry(kind: FactKind, on: date, **said: Any) -> WhatHappened:
    """Such a fact with right answers, a cleared channel and the time that it needs; what is ``said`` wins."""
    programme = load_programme("jfs-2021")
    detail, channel = said_with(programme, kind, said.pop("detail", {}))
    at = time(0, 1) if programme.fact_kinds[kind].timed_by else None
    values: dict[str, Any] = {"channel": channel, "at": at} | said
    return WhatHappened(kind, on, detail=detail, **values)


def said_with(programme: Programme, kind: FactKind, said: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The answers and the channel to record such a fact with; what is ``said`` wins."""
    return ANSWERS.get(kind, {}) | dict(said), CHANNELS.get(programme.fact_kinds[kind].channel_use, "")

"""What each row of the requirement tables keeps (column 'Record kept'): the fact, how a case comes to where
it is recorded, the answers, and which of them it is refused without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

MADE, MET, DAY = date(2021, 5, 18), date(2021, 5, 26), date(2021, 6, 4)


def received(office: Office) -> UUID:
    office.on(DAY, "10:00")
    return office.referred()


def lapsed(office: Office) -> UUID:
    office.on(date(2021, 6, 2))
    case_id = office.referred()
    office.on(DAY, "10:00")
    return case_id


def accepted(office: Office) -> UUID:
    case_id = received(office)
    office.record(case_id, K.ACKNOWLEDGED)
    return case_id


def reached(office: Office) -> UUID:
    case_id = accepted(office)
    office.record(case_id, K.CONTACTED)
    return case_id


def not_coming(office: Office) -> UUID:
    case_id = accepted(office)
    office.record(case_id, K.WITHDREW)
    return case_id


def tried(office: Office) -> UUID:
    case_id = accepted(office)
    office.record(case_id, K.CONTACT_ATTEMPTED, detail={"result": "no_answer"})
    return case_id


def noticed(office: Office) -> UUID:
    case_id = accepted(office)
    office.record(case_id, K.VULNERABILITY_NOTICED)
    return case_id


def meeting(office: Office) -> UUID:
    case_id = accepted(office)
    office.record(case_id, K.IDENTITY_CONFIRMED)
    office.record(case_id, K.INITIAL_MEETING_BEGUN)
    return case_id


def met(office: Office) -> UUID:
    case_id = office.met(MADE, MET)
    office.on(date(2021, 5, 28), "10:00")
    return case_id


def papers_sent(office: Office) -> UUID:
    case_id = office.met(MADE, MET)
    office.record(case_id, K.PACK_SENT)
    office.record(case_id, K.DRAFT_JFAP_SENT)
    return case_id


def started(office: Office) -> UUID:
    case_id = office.started(MADE, MET)
    office.on(DAY, "10:00")
    return case_id


def after(*kinds: K) -> Callable[[Office], UUID]:
    """A start, and these after it."""

    def made(office: Office) -> UUID:
        case_id = started(office)
        for kind in kinds:
            office.record(case_id, kind)
        return case_id

    return made


@dataclass(frozen=True)
class Row:
    """One record that a row of the tables asks for. ``asked`` are the answers without which it is refused."""

    row: str
    kind: K
    made: Callable[[Office], UUID]
    kept: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    paragraph: str = ""
    channel: str = ""

    def __str__(self) -> str:
        return f"{self.row} {self.kind.value} {'-'.join(self.asked)}"


FIVE = ("right_to_reside", "right_to_work", "lives_in_britain", "claim_in_time", "working_age")
SIX = ("no_other_provision", "not_employed", "would_benefit", "can_take_part", "volunteers", "motivated")
ELIGIBLE = dict.fromkeys(FIVE, "yes") | {"source": "participant"}
LOST_JOB = {"exception": "UC_LOST_JOB", "change_declared_on": "2021-05-30", "evidence_note": "Seen online"}
LONG = {
    "exception": "DWP_26_WEEKS",
    "unemployed_since": "2021-02-01",
    "authorised_by": "D. Osei",
    "authorised_on": "2021-06-01",
}
ELSEWHERE = {"no_other_provision": "no", "other_provision": "Kickstart", "work_coach_override": "Her choice"}
FRESH = {"left_education_on": "2021-04-30", "education_considered": "Wants work, not more study."}
DOUBLED = {"reason": "duplicate", "matched": "PR-9", "explanation": "Twice"}
IN_ERROR = {"reason": "inappropriate", "explanation": "Meant for another programme"}
TOLD_BACK = {"to_whom": "Harbourside", "method": "telephone"}
SEVERAL = {
    "source": "several",
    "by_participant": "right_to_reside,right_to_work",
    "by_work_coach": "claim_in_time",
}
ASKED_COACH = {"doubt": "eligibility", "facts": "The claim looks old.", "contact": "D. Osei"}
BOOKED = {"booked_for": "2021-06-10", "booked_at": "10:00", "has_email": "yes", "email": "a@example.org"}
ONLINE = {"method": "video", "platform": "Teams", "join_details_sent_on": "2021-06-04", "it_access": "full"}
BY_PHONE = {"method": "telephone", "telephone_reason": "No laptop", "it_access": "none", "remedy": "Library"}
DOCUMENT = {
    "matched": "full_name,document",
    "method": "seen",
    "evidence_type": "document_seen",
    "document_kind": "driving_licence",
    "document_reference": "NAIR 901010",
}
PACK = {
    "version": "3",
    "approved_by": "Head office",
    "sections": "contact,expectations,complaints,data_protection,for_you",
    "insert": "none_needed",
}
SURE = {"identity": "confirmed"}
AWAY = {
    "where": "outside",
    "destination": "Ireland",
    "moves_on": "2021-06-07",
    "expected_back_on": "2021-06-14",
}
MOCK = {"item": "mock_interview", "interviewer": "Aled Rees", "one_to_one": "no", "outcome": "Speak slower"}
SECTOR = {"item": "sector_advice", "sector": "Care", "outcome": "Apply online through the trust's portal"}
MATCH = {
    "item": "job_matching",
    "vacancy": "V-77",
    "employer": "Harbour Homes",
    "link": "h.example",
    "outcome": "Applied",
}
PEERS = {"item": "peers", "outcome": "Met three others"}
SIGNPOST = {
    "item": "signposting",
    "organisation": "Citizens' desk",
    "scope": "local",
    "why": "Debt",
    "follow_up": "2021-06-18",
    "outcome": "Will ring",
}
SKILLS = {"item": "transferable_skills", "outcome": "Stock-taking counts as planning"}
SEEKING = {"item": "job_seeking", "outcome": "Alerts on two job sites"}
ENDED = {"last_engaged_on": "2021-06-03", "last_engaged_reason": "Sent a text", "facts": "Said so by text"}
TOLD = {"call_not_told_reason": "No answer"}

ROWS = (
    Row("R4", K.REJECTED, received, DOUBLED, ("matched",), "JFS 3.36"),
    Row("R4", K.REJECTED, received, IN_ERROR, ("reason", "explanation"), "JFS 3.35"),
    Row("R3", K.HANDED_BACK, lapsed, {"to_whom": "D. Osei", "method": "email", "cause": "PRaP was down"}),
    Row("R10", K.HANDED_BACK, lapsed, TOLD_BACK, ("to_whom", "method"), "JFS 3.40"),
    Row("E1", K.VOLUNTEER_CONFIRMED, accepted, {"source": "contact"}, ("source",), "JFS 1.14"),
    Row("E1", K.WITHDREW, started, SURE | {"words": "I have had enough."}, ("words",), "JFS 4.20"),
    Row("I3", K.WITHDREW, started, SURE | {"words": "I have had enough."}, ("identity",), "JFS 3.21"),
    Row("E2", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE, FIVE, "JFS 2.02"),
    Row("E2", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE, ("source",)),
    Row("E2", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE | SEVERAL),
    Row("E4", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE | {"low_earnings": "yes"}),
    Row("E5", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE | LOST_JOB, ("change_declared_on",), "JFS 3.02"),
    Row("E6", K.ELIGIBILITY_WEIGHED, received, ELIGIBLE | LONG, tuple(LONG)[1:], "JFS 2.04"),
    Row("E7", K.SUITABILITY_WEIGHED, received, dict.fromkeys(SIX, "yes"), SIX, "JFS 2.03"),
    Row("E7", K.SUITABILITY_WEIGHED, received, dict.fromkeys(SIX, "yes") | ELSEWHERE, ("other_provision",)),
    Row("E8", K.SUITABILITY_WEIGHED, received, dict.fromkeys(SIX, "yes") | FRESH),
    Row(
        "E9",
        K.WORK_COACH_CONSULTED,
        received,
        ASKED_COACH | {"answer": "Go on", "decision": "go_on"},
        ("doubt", "facts", "contact", "decision"),
        channel="telephone",
    ),
    Row("E10", K.ACCESS_NEEDS_NOTED, received, {"needs": "captions,breaks", "adjustments": "Captions on"}),
    Row("R5", K.DUPLICATES_SEARCHED, received, {"criteria": "ni_number", "hits": "0", "decision": "none"}),
    Row("G1", K.VULNERABILITY_NOTICED, received, {"notified_by": "D. Osei", "nature": "Panic"}),
    Row("G1", K.VULNERABILITY_SEEN, noticed, {"procedure_ref": "SG-3", "adaptations": "Text first"}),
    Row(
        "C2",
        K.CONTACT_ATTEMPTED,
        accepted,
        {"detail_used": "07700 900123", "result": "no_answer"},
        ("channel",),
        "JFS 3.18",
        "telephone",
    ),
    Row("C8", K.CONTACTED, accepted, {"identity": "confirmed"}, ("identity",), "", "telephone"),
    Row("C3", K.MEETING_BOOKED, reached, BOOKED | ONLINE, ("booked_at",), "JFS 3.14"),
    Row("C4", K.MEETING_BOOKED, reached, BOOKED | ONLINE, ("method",)),
    Row("C4", K.MEETING_BOOKED, reached, BOOKED | BY_PHONE, ("telephone_reason",), "JFS 1.16"),
    Row("C5", K.MEETING_BOOKED, reached, BOOKED | BY_PHONE, ("has_email", "it_access", "remedy")),
    Row(
        "C9",
        K.JOBCENTRE_APPOINTMENT_TOLD,
        accepted,
        {"appointment_on": "2021-06-09", "time": "09:30", "what": "Signing on"},
    ),
    Row("I1", K.INITIAL_MEETING_HELD, meeting, {"ended_at": "09:50"}),
    Row("I4", K.IDENTITY_CONFIRMED, accepted, DOCUMENT, ("matched",), "JFS 3.22"),
    Row("I5", K.IDENTITY_CONFIRMED, accepted, DOCUMENT, ("method", "evidence_type", "document_reference")),
    Row("I8", K.IDENTITY_DOUBTED, accepted, {"doubt": "Another birthday"}, ("doubt",), "JFS 3.26"),
    Row("I9", K.COMMUNICATION_AGREED, meeting, {"preferred": "text", "fallback": "email"}, ("preferred",)),
    Row(
        "I10",
        K.OFFER_EXPLAINED,
        meeting,
        {"one_to_one": "accepted", "group": "declined", "limit_told": "yes"},
        ("one_to_one", "group", "limit_told"),
    ),
    Row("I11", K.NEEDS_AGREED, meeting, {"needs": "A first CV"}, ("needs",), "JFS 3.19"),
    Row("I14", K.PACK_SENT, met, {**PACK, "sent_to": "a@example.org"}, ("channel",), "", "email"),
    Row("I15", K.PACK_SENT, met, PACK, ("version", "approved_by", "sections", "insert"), "JFS 3.20", "email"),
    Row(
        "AMB-76",
        K.PACK_SENT,
        met,
        {**PACK, "insert": "added", "insert_text": "Tuesdays."},
        ("insert_text",),
        "JFS 3.20",
        "email",
    ),
    Row("I16", K.DRAFT_JFAP_SENT, met, {"sent_to": "a@example.org"}, ("channel",), "", "email"),
    Row("I17", K.PACK_ACKNOWLEDGED, papers_sent, {"words": "Got it"}, ("channel", "words"), "", "text"),
    Row("I17", K.JFAP_ACKNOWLEDGED, papers_sent, {"words": "Got it"}, ("channel", "words"), "", "text"),
    Row("I21", K.DNS_KEYED, met, {"reason": "ill", "evidence": "record"}, ("reason",), "JFS 3.31"),
    Row("W5", K.DNS_KEYED, met, {"reason": "work", "evidence": "record", "proof": "PRaP 12"}, ("evidence",)),
    Row("W4", K.DNA_KEYED, not_coming, {"reason": "ill", "evidence": "told"}, ("reason",), "JFS 3.33"),
    Row(
        "W7",
        K.DNS_KEYED,
        tried,
        {"reason": "error", "error": "Other person", "found_on": "2021-05-19", "evidence": "log"},
        ("error", "found_on"),
        "JFS 3.32",
    ),
    Row(
        "S5", K.GROUP_ATTENDED, started, SURE | {"topic": "Applying online", "feedback": "Found two portals"}
    ),
    Row("I3", K.GROUP_ATTENDED, started, SURE, ("identity",), "JFS 3.21"),
    Row("S5", K.GROUP_NOT_APPROPRIATE, started, {"why": "declined", "reason": "Shy"}, ("why", "reason")),
    Row("S6", K.SUPPORT_GIVEN, started, MOCK | SURE, ("interviewer", "one_to_one", "outcome"), "", "video"),
    Row("S7", K.SUPPORT_GIVEN, started, SECTOR | SURE, ("sector", "outcome"), "", "video"),
    Row("S8", K.SUPPORT_GIVEN, started, MATCH | SURE, ("vacancy", "outcome"), "", "video"),
    Row("S9", K.SUPPORT_GIVEN, started, PEERS | SURE, ("outcome",), "", "video"),
    Row(
        "S9",
        K.SUPPORT_OFFERED,
        started,
        {"item": "peers", "answer": "declined", "declined_reason": "Shy"},
        ("answer", "declined_reason"),
    ),
    Row("S10", K.SUPPORT_GIVEN, started, SIGNPOST | SURE, ("organisation", "scope", "why"), "", "video"),
    Row("S12", K.SUPPORT_GIVEN, started, PEERS | SURE, ("channel",), "JFS 3.18", "video"),
    Row("S14", K.SUPPORT_GIVEN, started, SKILLS | SURE, ("outcome",), "JFS 4.06", "video"),
    Row("S14", K.SUPPORT_GIVEN, started, SEEKING | SURE, ("outcome",), "JFS 4.06", "video"),
    Row("M1", K.MISSED_MEETING_EXPLAINED, after(K.MEETING_MISSED), {"explanation": "The bus"} | SURE),
    Row("M2", K.DISENGAGED, started, {"cause": "no_participation"}, ("cause",), "JFS 4.18"),
    Row("M3", K.RE_CONTACT_ATTEMPTED, after(K.DISENGAGED), {"result": "no_answer"}, ("channel",), "", "text"),
    Row("M3", K.RE_ENGAGED, after(K.DISENGAGED), {"circumstances": "Was in hospital"} | SURE),
    Row("I3", K.SUPPORT_GIVEN, started, PEERS | SURE, ("identity",), "JFS 3.21", "video"),
    Row("I3", K.MISSED_MEETING_EXPLAINED, after(K.MEETING_MISSED), SURE, ("identity",), "JFS 3.21"),
    Row("I3", K.RE_ENGAGED, after(K.DISENGAGED), SURE, ("identity",), "JFS 3.21"),
    Row(
        "I3",
        K.RE_CONTACT_ATTEMPTED,
        after(K.DISENGAGED),
        {"result": "reached"} | SURE,
        ("identity",),
        "JFS 3.21",
        "text",
    ),
    Row("M4", K.WITHDREW, after(K.DISENGAGED), SURE | {"words": "No more"}, ("words",), "JFS 4.20"),
    Row(
        "M7",
        K.MOVED,
        started,
        AWAY,
        ("where", "destination", "moves_on"),
        "JFS 4.22",
    ),
    Row(
        "M8",
        K.CHANGE_NOTICE_RECEIVED,
        started,
        {"form": "uc78e", "mailbox": "notices@example.org", "what": "Moved"},
        ("form", "what"),
    ),
    Row(
        "M8",
        K.CHANGE_NOTICE_CONSIDERED,
        after(K.CHANGE_NOTICE_RECEIVED),
        {"action": "Nothing changes"},
        ("action",),
        "JFS 4.24",
    ),
    Row("M9", K.BENEFIT_CHANGE_NOTICED, started, {"what": "A partner moved in"}, ("what",), "JFS 4.26"),
    Row("M9", K.DUTY_REMINDED, after(K.BENEFIT_CHANGE_NOTICED), SURE, ("channel",), "JFS 3.18", "telephone"),
    Row("I3", K.DUTY_REMINDED, after(K.BENEFIT_CHANGE_NOTICED), SURE, ("identity",), "JFS 3.21", "telephone"),
    Row(
        "I3", K.PACK_ACKNOWLEDGED, papers_sent, SURE | {"words": "Got it"}, ("identity",), "JFS 3.21", "video"
    ),
    Row("M10", K.JFS07_SENT, started, {"to_inbox": "changes@example.org"}, ("to_inbox",), "JFS 4.28"),
    Row("M11", K.CHANGE_NOTICED, started, {"what": "New work", "learned": "after"}, ("what", "learned")),
    Row("X8", K.ENDED_EARLY, after(K.WITHDREW), {"reason": "left"} | ENDED | TOLD, ("reason",), "JFS 5.11"),
    Row("X13", K.ENDED_EARLY, after(K.WITHDREW), {"reason": "left"} | ENDED | TOLD),
    Row("X14", K.EXPERIENCE_CALL_TOLD, started, SURE, ("channel",), "JFS 3.18", "telephone"),
    Row("C8", K.EXPERIENCE_CALL_TOLD, started, SURE, ("identity",), "JFS 3.21", "telephone"),
    Row("X17", K.JOB_STARTED, started, {"employer": "Harbour Homes"}),
    Row(
        "X12",
        K.END_KEYED,
        after(K.WITHDREW, K.ENDED_EARLY),
        {"end_code": "36", "last_engaged_on": "2021-06-03", "end_date": "2021-06-04", "proof": "PRaP 7"},
        ("last_engaged_on",),
        "JFS Annex 2",
    ),
    Row(
        "W8",
        K.ERROR_FOUND_AFTER_START,
        started,
        {"error": "error", "explanation": "Other person"},
        ("error",),
        "JFS 3.37",
    ),
    Row("W8", K.PRAP14_SENT, after(K.ERROR_FOUND_AFTER_START), {"sent_to": "PRAP.SUPPORT@DWP.GOV.UK"}),
    Row("G2", K.SAFEGUARDING_NOTICED, started, {"incident": "self_harm"}, ("incident",), "JFS 3.05"),
    Row(
        "G2",
        K.DISTRICT_LEAD_REACHED,
        after(K.SAFEGUARDING_NOTICED),
        {"district_lead": "M. Farrow", "outcome": "Takes it on", "fast_track_reference": "FT-1"},
        ("district_lead", "channel"),
        "",
        "telephone",
    ),
    Row(
        "D6",
        K.COMPLAINT_RAISED,
        started,
        {"raised_by": "Priya", "words": "Nobody rang", "taken_by": "Rukhsana Khan"},
        ("raised_by", "words"),
        "JFS 1.39",
    ),
    Row("D6", K.COMPLAINT_STEP_TAKEN, after(K.COMPLAINT_RAISED), {"step": "Rang"}, ("step",), "JFS 1.40"),
    Row("D6", K.COMPLAINT_ESCALATED, after(K.COMPLAINT_RAISED), {"to_whom": "D. Osei"}, ("to_whom",)),
    Row("D6", K.COMPLAINT_SETTLED, after(K.COMPLAINT_RAISED), {"outcome": "Sorry said"}, ("outcome",)),
)

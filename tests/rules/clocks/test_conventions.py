"""How the guidance's periods are counted, and what else its words leave open (AMB-01 to AMB-09, 24, 29, 54).

Each convention is shown on a week without holidays, by hand, so that a reviewer can check it on a
calendar; the worked examples and the walk of test_due_dates.py show the rest.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, timedelta

import pytest

from jfs_desktop import paths
from jfs_desktop.rules.clocks.clocks import clocks_for, contract_clocks_for, due
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind, Nation
from jfs_desktop.rules.journey.journey import refusal, start_date
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.store.profiles import load_programme
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started

WEDNESDAY = date(2021, 7, 7)
WORKING_DAYS = {
    "contact_participant": (8, date(2021, 7, 19)),
    "hold_initial_meeting": (8, date(2021, 7, 19)),
    "record_prap_outcome": (10, date(2021, 7, 21)),
    "next_appointment": (5, date(2021, 7, 14)),
    "missed_meeting_contact": (2, date(2021, 7, 9)),
    "disengagement_contact": (2, date(2021, 7, 9)),
    "re_engagement_window": (5, date(2021, 7, 14)),
    "share_jfap_with_jobcentre": (5, date(2021, 7, 14)),
    "expected_completion": (10, date(2021, 7, 21)),
    "maximum_provision": (20, date(2021, 8, 5)),
    "service_end": (20, date(2021, 8, 5)),
}
"""By hand from Wednesday 7 July 2021, which is day 0; Monday 2 August is a holiday in Scotland."""
DESIGN_8 = """acknowledge_referral, contact_participant, hold_initial_meeting, record_prap_outcome,
prap_last_safe_input, prap_thirtieth_day, prap_auto_dna, next_appointment, expected_completion,
maximum_provision, prap_auto_end, effective_last_day, missed_meeting_contact, disengagement_contact,
re_engagement_window, re_engagement_window_capped, share_jfap_with_jobcentre, survey_return,
clerical_mi_return, clerical_mi_target, mi_before_cpr, pco_sample_arrival, service_end,
claim_first_ineligible_day, unemployment_exception_last_day, cancel_after_post_confirmation"""
DESIGN_8_SECOND = ("ipesso1_submission", "childcare_stop", "childcare_last_payable")


def test_the_clock_register_is_complete_and_every_clock_cites_its_paragraph() -> None:
    """W17, clock register: each id of the design, in each programme that has it, with where it stands."""
    ids = DESIGN_8.replace("\n", " ").split(", ")
    assert set(ids) <= set(PROGRAMME.clock_ids())
    second = load_programme("ipes-2023")
    assert {*ids, *DESIGN_8_SECOND} <= set(second.clock_ids())
    for programme, asked in ((PROGRAMME, ids), (second, [*ids, *DESIGN_8_SECOND])):
        for one in asked:
            assert re.match(r"(JFS|IPES) (\d|Annex)", programme.clock(one).paragraph), one


@pytest.mark.parametrize("rule", sorted(WORKING_DAYS))
def test_amb_01_the_event_is_day_0_of_every_clock_but_the_acknowledgement(rule: str) -> None:
    """AMB-01, AMB-05, AMB-06, AMB-54: "20 days" are working days, and the start is day 0 of them."""
    count, expected = WORKING_DAYS[rule]
    answer = due(rule, WEDNESDAY, PROGRAMME, CALENDAR)
    assert answer.due == expected
    days = (WEDNESDAY + timedelta(days=one) for one in range(1, (answer.due - WEDNESDAY).days + 1))
    assert sum(CALENDAR.is_working(day) for day in days) == count


def test_amb_01_the_day_of_receipt_is_day_1_of_the_acknowledgement() -> None:
    """R2: received on a Saturday, the Monday after is day 1."""
    assert due("acknowledge_referral", WEDNESDAY, PROGRAMME, CALENDAR).due == date(2021, 7, 8)
    assert due("acknowledge_referral", date(2021, 7, 10), PROGRAMME, CALENDAR).due == date(2021, 7, 13)


def test_amb_04_receipt_drives_the_acknowledgement_and_nothing_else() -> None:
    """R1, R2, C1, I1, W6, W10: PRaP passed the referral on three days after DWP had made it."""
    made, received = "2021-07-07", "2021-07-12"
    late = case(fact(FactKind.REFERRAL_MADE, made), fact(FactKind.REFERRAL_RECEIVED, received))
    today = date(2021, 7, 12)
    read = {one.id: one.due for one in clocks_for(late, PROGRAMME, CALENDAR, today)}
    same = {one.id: one.due for one in clocks_for(case(*referred(made)), PROGRAMME, CALENDAR, today)}
    assert read["acknowledge_referral"] == date(2021, 7, 13) != same["acknowledge_referral"]
    for rule in ("contact_participant", "hold_initial_meeting", "record_prap_outcome", "prap_auto_dna"):
        assert read[rule] == same[rule] == due(rule, WEDNESDAY, PROGRAMME, CALENDAR).due


def test_w17_the_stricter_single_nation_date_stands_beside_the_other() -> None:
    """W17, AMB-02: over the Scottish August holiday, in England and in Scotland."""
    event = date(2021, 7, 29)
    english = due("hold_initial_meeting", event, PROGRAMME, CALENDAR, Nation.ENGLAND)
    scottish = due("hold_initial_meeting", event, PROGRAMME, CALENDAR, Nation.SCOTLAND)
    assert english.due == scottish.due == date(2021, 8, 11)
    assert (english.single_nation_due, scottish.single_nation_due) == (date(2021, 8, 10), None)


@pytest.mark.parametrize(
    ("month", "survey", "clerical", "target"),
    [
        ("2021-07-31", "2021-08-16", "2021-08-15", "2021-08-13"),  # a Sunday
        ("2022-03-31", "2022-04-19", "2022-04-15", "2022-04-14"),  # Good Friday
        ("2021-08-31", "2021-09-15", "2021-09-15", "2021-09-15"),  # a working day
    ],
)
def test_amb_24_the_survey_return_rolls_forward_and_the_clerical_return_does_not(
    month: str, survey: str, clerical: str, target: str
) -> None:
    """MI6, AMB-24: the target of the clerical return is the working day on or before its literal day."""
    ended = date.fromisoformat(month)
    rules = ("survey_return", "clerical_mi_return", "clerical_mi_target")
    answers = [due(rule, ended, PROGRAMME, CALENDAR).due.isoformat() for rule in rules]
    assert answers == [survey, clerical, target]


def test_e11_amb_54_the_service_ends_20_working_days_after_the_last_start() -> None:
    """E11: a clock of the contract and of no case."""
    facts = CaseFacts(None, None, (fact(FactKind.LAST_START, "2021-07-07"),))
    readings = contract_clocks_for(facts, PROGRAMME, CALENDAR, date(2021, 7, 8))
    (reading,) = [one for one in readings if one.id == "service_end"]
    assert (reading.due, reading.rule.scope) == (date(2021, 8, 5), Scope.CONTRACT)


def test_e2_e6_both_limits_of_the_claim_are_clocks() -> None:
    """E2, E6: day 91 of the claim is the first too late; day 182 out of work is the last in time."""
    begun = date(2021, 1, 4)
    assert due("claim_first_ineligible_day", begun, PROGRAMME, CALENDAR).due == date(2021, 4, 5)
    assert due("unemployment_exception_last_day", begun, PROGRAMME, CALENDAR).due == date(2021, 7, 5)


def test_e4_the_benefits_are_those_of_the_guidance_and_the_routes_are_told_apart() -> None:
    """E4: three routes that identify people, and two from the wider definition."""
    routes = {kind.code: kind.identification_route for kind in PROGRAMME.benefit_kinds}
    assert routes == {"UC": True, "NSJSA": True, "NSESA": True, "JSA": False, "ESA": False}


def test_e1_leaving_is_possible_at_every_stage_without_a_sanction() -> None:
    """E1: before the meeting as a DNA, after the start as an early end with code 36."""
    (dna,) = [reason for reason in PROGRAMME.cancellation_reasons if reason.key == "dna"]
    assert "Does not want to take part" in {one.name for one in dna.reasons}
    assert "Chose to leave or disengaged" in {one.name for one in PROGRAMME.early_reasons}
    assert 36 in {int(one.code) for one in PROGRAMME.end_codes if one.by_hand and not one.needs_advice}


def test_e1_no_word_of_mandation_stands_in_what_people_are_shown() -> None:
    """E1, JFS 3.03: taking part is voluntary, so nothing that ships may threaten anybody."""
    files = [*paths.resource("programmes").glob("*.toml"), *paths.resource("documents").glob("*.toml")]
    shown = {path.name: path.read_text("utf-8") for path in files}
    shown["jfs-2021.toml"] = re.sub(r"(?ms)^\[voluntary\].*?(?=^\[)", "", shown["jfs-2021.toml"])
    for template in paths.resource("documents").glob("*.docx"):
        with zipfile.ZipFile(template) as parts:
            shown |= {f"{template.name}/{name}": parts.read(name).decode() for name in parts.namelist()}
    assert {"jfs-2021.toml", "induction-pack.toml", "jfap.docx/word/document.xml"} <= set(shown)
    assert [name for name, text in shown.items() if PROGRAMME.voluntary.threats_in(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Attendance is MANDATORY, or sanctions follow. Sanctions!", ("mandatory", "sanctions")),
        ("Mae'n orfodol; gall cosb ddilyn.", ("orfodol", "cosb")),
        ("You choose to take part and may leave at any time.", ()),
        ("The Costbury office", ()),
        ("Attendance is obligatory.", ("obligatory",)),
        ("You have to take part. Your benefit may be cut.", ("have to take part", "benefit may be cut")),
        ("Your benefit will be stopped if you do not come.", ("benefit will be stopped",)),
        ("If you do not come your benefit could be reduced.", ("benefit could be reduced",)),
        ("You are required to attend every session.", ("required to attend",)),
        ("Rhaid i chi gymryd rhan.", ("rhaid i chi gymryd rhan",)),
        ("Gall eich budd-dal gael ei atal.", ("budd-dal gael ei atal",)),
        ("You do not have to take part, and you don’t have to attend.", ()),
        ("Nobody will stop your benefit: it will not be cut.", ()),
        ("Taking part does not affect your benefit.", ()),
        ("Nid oes rhaid i chi gymryd rhan. Ni fydd eich budd-dal yn cael ei atal.", ()),
    ],
)
def test_e1_words_of_duty_are_told_in_both_languages(text: str, found: tuple[str, ...]) -> None:
    """E1"""
    assert PROGRAMME.voluntary.threats_in(text) == found


def test_r9_only_a_start_makes_a_later_referral_a_re_referral() -> None:
    """R9: accepted, met or missed is no taking part; the start is."""
    assert start_date(case(*accepted(), fact(FactKind.NO_CONTACT_KEYED, "2021-07-20"))) is None
    assert start_date(case(*accepted(), fact(FactKind.DNA_KEYED, "2021-07-20"))) is None
    assert start_date(case(*started())) == date(2021, 7, 14)


@pytest.mark.parametrize("kind", [FactKind.INITIAL_MEETING_HELD, FactKind.START_KEYED])
@pytest.mark.parametrize("facts", [case(), case(fact(FactKind.REFERRAL_MADE, "2021-07-07"))])
def test_r1_nobody_starts_without_a_referral_that_was_received(kind: FactKind, facts: CaseFacts) -> None:
    """R1, JFS 3.09."""
    day = date(2021, 7, 14)
    refused = refusal(kind, facts, PROGRAMME, CALENDAR, today=day, on=day)
    assert refused is not None and refused.paragraph == "JFS 3.07"
    whole = [one for one in started() if one.kind is not kind and one.on <= day]
    searched = fact(FactKind.DUPLICATES_SEARCHED, "2021-07-14")
    if kind is FactKind.START_KEYED:
        whole.append(searched)
    assert refusal(kind, case(*whole), PROGRAMME, CALENDAR, today=day, on=day) is None

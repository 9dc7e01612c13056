"""Reports on referrals, on demand (E2, E6, E10, R3, R10)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.casework.referrals import referral_reports, weighings
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.conftest import Office
from tests.casework.referrals.test_weighings import ELIGIBLE


def test_accepted_referrals_in_doubt_and_exceptions_are_listed(office: Office) -> None:
    """E2, E6: a 'no' or 'not known' counts once the referral is accepted, and so does what nobody asked;
    exceptions are counted."""
    sure, doubted, not_accepted = office.referred(), office.referred(), office.referred()
    exception = {
        "exception": "DWP_26_WEEKS", "unemployed_since": "2021-01-04",
        "authorised_by": "P. Hale", "authorised_on": "2021-06-02",
    }  # fmt: skip
    said = ELIGIBLE | {"claim_in_time": "no", "right_to_work": "not_known"} | exception
    for case_id, answers in ((sure, ELIGIBLE), (doubted, said), (not_accepted, said)):
        weighings.weigh(office.workspace, case_id, FactKind.ELIGIBILITY_WEIGHED, answers)
    unasked = office.referred(claim_start_date="2021-03-01")
    for case_id in (sure, doubted, unasked):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    report = referral_reports.referrals(office.workspace)
    line, other = report.doubtful
    assert (line.case_id, line.no, line.not_known, line.weighed) == (
        doubted, ("The claim is young enough",), ("Right to work in the UK",), True,
    )  # fmt: skip
    assert (other.case_id, other.no, other.not_known, other.weighed) == (
        unasked, ("The claim is young enough",),
        ("Right to reside in the UK", "Right to work in the UK"), False,
    )  # fmt: skip
    assert report.exceptions == {"DWP's exception for up to 26 weeks unemployed": 2}


def test_answers_in_time_are_counted_by_month(office: Office) -> None:
    """R3: answered by the end of the second working day, of all received in the month."""
    office.on(date(2021, 5, 18))
    accepted, _lapsed = office.referred(), office.referred()
    rejected = office.referred()
    office.on(date(2021, 5, 19))
    office.record(accepted, FactKind.ACKNOWLEDGED)
    office.record(rejected, FactKind.REJECTED)
    office.on(date(2021, 6, 4))
    office.referred()
    report = referral_reports.referrals(office.workspace)
    assert [(one.month, one.received, one.on_time, one.waiting) for one in report.months] == [
        ("2021-05", 3, 2, 0),
        ("2021-06", 1, 0, 1),
    ]
    assert list(report.rejections.values()) == [1]


def test_people_handed_back_without_a_start_are_listed(office: Office) -> None:
    """R10: after PRaP's thirty days, and before them where the referral lapsed."""
    office.on(date(2021, 4, 20))
    never_met, lapsed = office.referred(), office.referred()
    office.record(never_met, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 4, 26))
    told = {"to_whom": "D. Osei", "method": "telephone"}
    office.record(lapsed, FactKind.HANDED_BACK, detail=told, late_reason="Away")
    office.on(date(2021, 5, 28))
    office.record(never_met, FactKind.HANDED_BACK, detail=told, late_reason="Away")
    report = referral_reports.referrals(office.workspace)
    assert {one.method for one in report.handed_back} == {"Telephone"}
    assert {(one.case_id, one.to_whom, one.after_days) for one in report.handed_back} == {
        (lapsed, "D. Osei", False),
        (never_met, "D. Osei", True),
    }
    assert report.months[0].on_time == 1

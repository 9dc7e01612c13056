"""What can still be saved of this month's standards (Q1 to Q5, AMB-43, AMB-46, AMB-78)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.office.standards import this_month
from jfs_desktop.rules.facts.facts import FactKind


def tallies(office):
    for _ in redate(office.workspace):
        pass
    return {row.standard.id: row for row in this_month(office.workspace).tallies}


def of_css1(office):
    """What is told of the standard of the initial meeting, month by month."""
    for _ in redate(office.workspace):
        pass
    return {row.month: row for row in this_month(office.workspace).of_standard("css1")}


MAY, JUNE, JULY = date(2021, 5, 1), date(2021, 6, 1), date(2021, 7, 1)


def test_every_standard_with_a_clock_has_its_line(office):
    expected = [one.id for one in office.workspace.programme.standards if one.clock]
    assert list(tallies(office)) == expected and len(expected) == 6
    assert all(row.total == 0 and row.best is None and row.reachable for row in tallies(office).values())


def test_the_initial_meeting_counts_by_the_month_of_the_referral(office):
    """AMB-46: accepted referrals of the month; one held, one open and due soon, one not accepted."""
    office.on(date(2021, 6, 1))
    held, waits, not_accepted = office.referred(), office.referred(), office.referred()
    for case_id in (held, waits):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 10), "17:00")
    for kind in (FactKind.CONTACTED, FactKind.IDENTITY_CONFIRMED, FactKind.INITIAL_MEETING_HELD):
        office.record(held, kind)
    row = tallies(office)["css1"]
    assert row.met == (held,) and row.missed == ()
    assert [(one.case_id, one.due) for one in row.soon] == [(waits, date(2021, 6, 11))]
    assert row.best == 100 and row.reachable
    assert not_accepted not in {*row.met, *row.missed}
    office.on(date(2021, 6, 14))
    row = tallies(office)["css1"]
    assert row.missed == (waits,) and row.best == Fraction(50) and not row.reachable


def test_a_referral_of_another_month_is_not_counted(office):
    office.met()
    office.on(date(2021, 6, 4))
    row = tallies(office)["css1"]
    assert row.total == 0 and row.waiting == ()


def test_what_is_late_from_an_earlier_month_is_told_until_it_is_done(office):
    """Q1, C3: the month of a referral may be over while its meeting is still to be held."""
    case_id = office.referred(date(2021, 5, 20))
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 2))
    assert [one.case_id for one in of_css1(office)[MAY].soon] == [case_id]
    assert case_id in this_month(office.workspace).names
    office.on(date(2021, 6, 4))
    assert list(of_css1(office)) == [JUNE], "nothing of May can still be saved"
    row = tallies(office)["css1"]
    assert row.total == 0 and row.soon == () and row.waiting == (case_id,)
    assert case_id in this_month(office.workspace).names
    for kind in (FactKind.CONTACTED, FactKind.IDENTITY_CONFIRMED):
        office.record(case_id, kind, late_reason="Rang too late")
    office.record(case_id, FactKind.INITIAL_MEETING_HELD, late_reason="Rang too late")
    assert tallies(office)["css1"].waiting == ()


def test_what_is_open_over_the_end_of_a_month_counts_in_its_own(office):
    """Q1, AMB-46: on 2 June the best for May is told of all of May's referrals, the ended ones among them,
    and June's of June's alone; an open case never stands in the figure of a month that it leaves as it is."""
    in_time = office.met(date(2021, 5, 11), date(2021, 5, 19))
    ended = office.referred(date(2021, 5, 18))
    office.record(ended, FactKind.ACKNOWLEDGED)
    ill = {"reason": "ill", "evidence": "told"}
    office.record(ended, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Rang to say so"})
    office.record(ended, FactKind.DNA_KEYED, detail=ill, note="Rang to say so")
    office.on(date(2021, 5, 24))
    waits = office.referred()
    office.record(waits, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 2))
    of_june = office.referred()
    office.record(of_june, FactKind.ACKNOWLEDGED)
    told = of_css1(office)
    assert list(told) == [MAY, JUNE]
    assert (told[MAY].met, told[MAY].missed) == ((in_time,), (ended,))
    assert [one.case_id for one in told[MAY].open] == [one.case_id for one in told[MAY].soon] == [waits]
    assert told[MAY].best == Fraction(200, 3) and not told[MAY].reachable
    assert [one.case_id for one in told[JUNE].open] == [of_june] and told[JUNE].soon == ()
    assert told[JUNE].best == 100 and told[JUNE].waiting == ()
    assert {ended, in_time, waits, of_june} <= set(this_month(office.workspace).names)


def test_what_counts_only_next_month_is_told_while_it_is_due_soon(office):
    """Q4, AMB-78: working day 20 of somebody on provision falls on 1 July; on 29 June that is soon."""
    office.started(date(2021, 5, 25), date(2021, 6, 3))

    def months():
        return [row.month for row in this_month(office.workspace).of_standard("css4")]

    office.on(date(2021, 6, 25))
    tallies(office)
    before = months()
    office.on(date(2021, 6, 29))
    tallies(office)
    assert (before, months()) == ([JUNE], [JUNE, JULY])


def test_a_request_of_an_earlier_month_is_late_after_the_end_too(office):
    """Q5, X6: the case is closed and nothing happened this month, yet the Jobcentre still waits."""
    case_id = office.started(date(2021, 5, 6), date(2021, 5, 11))
    office.on(date(2021, 5, 24), "17:00")
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    office.record(case_id, FactKind.JFAP_REQUESTED, detail={"requested_on": "2021-05-24"})
    office.on(date(2021, 6, 4))
    assert tallies(office)["css5b"].waiting == (case_id,)


def test_each_session_needs_its_jfap_entry(office):
    """Q3, AMB-78: a participant counts once, and only when every session has its entry."""
    case_id = office.started()
    office.on(date(2021, 6, 2), "12:00")
    office.record(case_id, FactKind.SESSION_HELD, late_reason="Away")
    row = tallies(office)["css3"]
    assert [one.case_id for one in row.open] == [case_id]
    office.record(case_id, FactKind.JFAP_UPDATED)
    assert tallies(office)["css3"].met == (case_id,)
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, FactKind.SESSION_HELD)
    office.on(date(2021, 6, 4), "12:00")
    row = tallies(office)["css3"]
    assert row.missed == (case_id,) and row.met == () and not row.reachable


def test_completers_count_by_the_day_of_completion_and_before_it_by_the_last_day(office):
    """Q4, AMB-78, S11."""
    case_id = office.started(date(2021, 5, 6), date(2021, 5, 11))
    office.on(date(2021, 6, 4), "17:00")
    assert [one.case_id for one in tallies(office)["css4"].open] == [case_id]
    office.finalised(case_id)
    office.record(case_id, FactKind.COMPLETED)
    assert tallies(office)["css4"].met == (case_id,)


def test_who_ends_early_is_no_completer(office):
    """P14, AMB-23."""
    case_id = office.started(date(2021, 5, 6), date(2021, 5, 11))
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    assert tallies(office)["css4"].total == 0


def test_the_jobcentres_request_counts_by_its_day(office):
    """Q5, X6."""
    case_id = office.started()
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.JFAP_REQUESTED, detail={"requested_on": "2021-06-04"})
    row = tallies(office)["css5b"]
    assert [(one.case_id, one.due) for one in row.open] == [(case_id, date(2021, 6, 11))]
    assert row.soon == ()
    office.record(case_id, FactKind.JFAP_SENT_TO_JOBCENTRE)
    assert tallies(office)["css5b"].met == (case_id,)

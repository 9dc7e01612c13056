"""Gates and days of the PRaP actions that have no test of their own elsewhere (W2, W3, W6, W10 to W13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import endings, ends
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.today import cockpit
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.answers import ANSWERS
from tests.casework.conftest import Office
from tests.casework.made_stages import (
    DAY,
    MET,
    accepted,
    at,
    booked,
    completed,
    papers,
    received,
    started,
    tried,
)

Make = Callable[[Office], UUID]
NO_CONTACT = at(date(2021, 6, 1), tried(19, 20, 21))
MISSED = at(MET, booked, K.INITIAL_MEETING_MISSED)
NOT_STARTED = at(MET, papers(K.PACK_SENT))


def fields(office: Office, case_id: UUID, entry: str, kind: K, **said: str) -> dict[str, str]:
    opened = prap.opened(office.workspace, case_id, entry)
    answers = ANSWERS.get(kind, {}) | said
    return {one.key: one.value for one in opened.values(office.workspace.programme, kind, answers)}


@pytest.mark.parametrize(
    ("made", "kind", "words"),
    [
        (NO_CONTACT, K.NO_CONTACT_KEYED, "No Contact"),
        (MISSED, K.DNA_KEYED, "Did not attend interview/DNA"),
        (NOT_STARTED, K.DNS_KEYED, "Did not start/DNS"),
    ],
)
def test_w2_three_fixed_reasons_of_a_cancellation(office: Office, made: Make, kind: K, words: str) -> None:
    """W2, W3 to W5: 'Request Cancellation' with the reason in PRaP's own words, from a list of three."""
    case_id = made(office)
    assert fields(office, case_id, "outcome", kind)["reason"] == words
    listed = {one.name for one in office.workspace.programme.cancellation_reasons}
    assert len(listed) == 3


@pytest.mark.parametrize(
    ("made", "kind", "paragraph"),
    [
        *((received, kind, "JFS 3.07") for kind in (K.NO_CONTACT_KEYED, K.DNA_KEYED, K.DNS_KEYED)),
        (at(DAY, started), K.NO_CONTACT_KEYED, "JFS 3.15"),
        (at(DAY, started), K.DNA_KEYED, "JFS 3.33"),
        (at(DAY, started), K.DNS_KEYED, "JFS 3.37"),
    ],
)
def test_w2_open_only_when_acknowledged_and_no_start_claimed(
    office: Office, made: Make, kind: K, paragraph: str
) -> None:
    """W2: neither before the acknowledgement nor once the start is on PRaP; then it is PRaP14's way."""
    case_id = made(office)
    before = cases.case_view(office.workspace, case_id).stage
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, kind, late_reason="Away")
    assert refused.value.paragraph == paragraph
    assert cases.case_view(office.workspace, case_id).stage == before


def test_w6_w10_days_of_an_outcome(office: Office) -> None:
    """W6, W10: counted from the referral: working day 10, calendar days 29, 30 and 31."""
    case_id = at(MET, papers())(office)
    due = {one.id: one.due for one in clocks.of_case(office.workspace, case_id)}
    assert [due[one] for one in ("record_prap_outcome", "prap_last_safe_input")] == [
        date(2021, 6, 2),
        date(2021, 6, 16),
    ]
    assert [due[one] for one in ("prap_thirtieth_day", "prap_auto_dna")] == [
        date(2021, 6, 17),
        date(2021, 6, 18),
    ]
    assert fields(office, case_id, "outcome", K.START_KEYED)["start_date"] == "26/05/2021"


@pytest.mark.parametrize(
    ("day", "asked"), [(date(2021, 6, 2), False), (date(2021, 6, 3), True), (date(2021, 6, 17), True)]
)
def test_w6_a_start_may_be_keyed_late_with_its_reason(office: Office, day: date, asked: bool) -> None:
    """W6, T15: a meeting already held may be keyed afterwards; after working day 10 it says why."""
    case_id = at(day, papers())(office)
    if asked:
        with pytest.raises(BadInput) as refused:
            office.record(case_id, K.START_KEYED)
        assert (refused.value.field, refused.value.paragraph) == ("late_reason", "JFS 3.27")
    office.record(case_id, K.START_KEYED, late_reason="PRaP was down" if asked else "")
    assert cases.case_view(office.workspace, case_id).start_date == MET


def test_w12_an_end_is_keyed_by_calendar_day_29(office: Office) -> None:
    """W12, AMB-07: the same or the next working day, and never later than the day before PRaP's own end;
    from that day on 45 stands there and is confirmed, not keyed (W11, X16)."""
    case_id = at(date(2021, 6, 24), started, K.WITHDREW, K.ENDED_EARLY)(office)
    end = next(one for one in clocks.of_case(office.workspace, case_id) if one.id == "key_end")
    assert (end.due, end.target_on) == (date(2021, 6, 24), date(2021, 6, 24))
    earlier = at(DAY, started, K.WITHDREW, K.ENDED_EARLY)(office)
    end = next(one for one in clocks.of_case(office.workspace, earlier) if one.id == "key_end")
    assert (end.due, end.target_on) == (date(2021, 6, 7), DAY)
    office.on(date(2021, 6, 25), "10:00")
    with pytest.raises(RefusedByRule) as refused:
        office.record(earlier, K.END_KEYED, late_reason="PRaP was down")
    assert refused.value.paragraph == "JFS 5.08"

    def told() -> tuple[str, ...]:
        """What the strip, Today and the tab Ending say of the end on PRaP."""
        last = cases.case_view(office.workspace, earlier).journey[-1]
        todos = cockpit.cockpit(office.workspace).todos
        mine = (one.action for one in todos if one.case_id == earlier and one.key.startswith("clock:key_end"))
        end = endings.of_case(office.workspace, earlier).end
        assert end is not None
        overtaken = str(end.overtaken(office.workspace.today()))
        return (last.title, last.text, last.state, *mine, overtaken)

    assert told() == ("PRaP auto end", "25 June", "late", "Confirm the automatic end", "True")
    office.on(date(2021, 6, 24), "10:00")
    assert told() == ("PRaP auto end", "25 June", "ahead", "Record the end keyed", "False")
    office.on(date(2021, 6, 25), "10:00")
    office.record(earlier, K.AUTO_END_SEEN)
    assert told() == ("End on PRaP", "25 June", "done", "False")


@pytest.mark.parametrize("missing", ["last_engaged_on", "end_code"])
def test_w13_the_last_engaged_day_goes_with_every_code(office: Office, missing: str) -> None:
    """W13, X13: no end is keyed without the day and the code."""
    case_id = at(DAY, started, K.WITHDREW, K.ENDED_EARLY)(office)
    with pytest.raises((BadInput, RefusedByRule)) as refused:
        office.record(case_id, K.END_KEYED, detail={missing: ""})
    assert refused.value.paragraph == "JFS Annex 2"


def test_w11_45_is_expected_confirmed_and_never_keyed(office: Office) -> None:
    """W11, X16: nothing to confirm before calendar day 30; from then on that alone."""
    case_id = at(date(2021, 6, 24), started)(office)
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.AUTO_END_SEEN)
    assert refused.value.paragraph == "JFS 5.08"
    office.on(date(2021, 6, 25))
    listed = [one.entry.key for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]
    assert listed == ["automatic_end"]
    office.record(case_id, K.AUTO_END_SEEN)
    assert not [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]


def test_w3_no_contact_is_open_from_the_ninth_working_day_and_due_with_the_outcome(office: Office) -> None:
    """W3, C6, AMB-11: open after WD+8, keyed by WD+10 without a reason for lateness."""
    case_id = tried(19, 20, 21)(office)
    office.on(date(2021, 5, 28), "23:00")
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.NO_CONTACT_KEYED)
    assert refused.value.paragraph == "JFS 3.15"
    office.on(date(2021, 6, 2), "23:00")
    kept = office.record(case_id, K.NO_CONTACT_KEYED)
    assert kept.late_reason == "" and cases.case_view(office.workspace, case_id).stage == "no_contact"


def test_a_death_before_the_start_has_an_outcome_of_its_own(office: Office) -> None:
    """W4, C7, JFS 5.11: nobody is asked to reach the dead: Did Not Attend is proposed, and the death as it
    was noted shows that it is right."""
    case_id = at(date(2021, 5, 20), accepted)(office)
    ends.learn_death(office.workspace, case_id, Death(date(2021, 5, 20), "Her sister"))
    office.on(date(2021, 6, 3))
    entry = prap.opened(office.workspace, case_id, "outcome").line.entry
    assert entry.proposed is K.DNA_KEYED and entry.way is not None and not entry.way.missing
    keyed = office.record(case_id, K.DNA_KEYED, detail=dict(entry.answers or {}), late_reason="Learned late")
    assert {"reason": "change", "evidence": "death"}.items() <= keyed.detail.items()
    assert cases.case_view(office.workspace, case_id).stage == "dna"
    assert not [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]


@pytest.mark.parametrize(("without", "proposed"), [((K.PACK_SENT,), K.DNS_KEYED), ((), K.START_KEYED)])
def test_a_death_after_the_meeting_is_a_start_only_with_its_papers(
    office: Office, without: tuple[K, ...], proposed: K
) -> None:
    """W5, I21, JFS 3.31, 5.11: what cannot be sent any more is not asked for; Did Not Start is proposed."""
    case_id = at(MET, papers(*without))(office)
    ends.learn_death(office.workspace, case_id, Death(MET, "Her sister"))
    entry = prap.opened(office.workspace, case_id, "outcome").line.entry
    assert entry.proposed is proposed and entry.way is not None and not entry.way.missing
    keyed = office.record(case_id, proposed, detail=dict(entry.answers or {}))
    assert keyed.detail.get("evidence", "death") == "death"


def test_what_is_left_after_a_death_speaks_of_the_case(office: Office) -> None:
    """R2, W10, JFS 5.11: a case that PRaP closed is handed back, and that is recorded once."""
    case_id = received(office)
    ends.learn_death(office.workspace, case_id, Death(date(2021, 5, 18), "Her sister"))
    office.on(date(2021, 5, 21))
    (line,) = [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]
    assert line.entry.rule.name == "Hand the case back to the Jobcentre"
    office.record(case_id, K.HANDED_BACK, late_reason="Away", detail={"cause": "She has died"})
    assert not [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]


def test_w12_an_end_not_keyed_in_time_has_come_by_itself(office: Office) -> None:
    """W12, X16, AMB-07: until when PRaP takes an end stands with it; afterwards the automatic end is
    confirmed, and a code is ticked only with what showed that PRaP still took it."""
    case_id = completed(office)
    entry = prap.opened(office.workspace, case_id, "end").line.entry
    assert (entry.last_safe_on, entry.closes_on) == (date(2021, 6, 24), date(2021, 6, 25))
    assert (entry.proposed, len(entry.ways), entry.closed) == (K.END_KEYED, 1, False)
    office.on(date(2021, 6, 25))
    entry = prap.opened(office.workspace, case_id, "end").line.entry
    assert (entry.proposed, len(entry.ways), entry.closed) == (K.AUTO_END_SEEN, 2, True)
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.END_KEYED, late_reason="Away", detail={"end_code": "39"})
    assert refused.value.paragraph == "JFS 5.08"
    office.record(case_id, K.AUTO_END_SEEN)
    assert not [one for one in prap.worklist(office.workspace).to_key if one.case_id == case_id]


def test_w12_an_end_that_prap_still_took_is_ticked_with_what_showed_it(office: Office) -> None:
    """W12: the list of PRaP has the last word."""
    case_id = completed(office)
    office.on(date(2021, 6, 25))
    shown = {"end_code": "39", "still_open_on_prap": "PRaP said: outcome saved"}
    assert office.record(case_id, K.END_KEYED, late_reason="Away", detail=shown).kind == K.END_KEYED


def test_w14_only_what_is_to_be_keyed_is_handed_to_somebody_new(office: Office) -> None:
    """W14: no entry that is keyed or not there yet, none to oneself, none twice to the same person."""
    ws, case_id = office.workspace, accepted(office)
    beth = staff.add(ws, name="Beth Rees", role="adviser", prap_role=True).value
    carys = staff.add(ws, name="Carys Prosser", role="adviser", prap_role=True).value
    for entry in ("acknowledge", "hand_back", "end", "no such entry"):
        with pytest.raises(NotFound):
            prap_keying.hand_over(ws, case_id, entry, beth.id)
    prap_keying.hand_over(ws, case_id, "outcome", beth.id)
    for to, words in ((ws.me.id, "That is you"), (beth.id, "Beth Rees has this entry already")):
        with pytest.raises(BadInput, match=words) as refused:
            prap_keying.hand_over(ws, case_id, "outcome", to)
        assert refused.value.field == "to"
    prap_keying.hand_over(ws, case_id, "outcome", carys.id)
    handed = prap.opened(ws, case_id, "outcome").line.entry.hand_over
    assert handed is not None and handed.to == carys.id

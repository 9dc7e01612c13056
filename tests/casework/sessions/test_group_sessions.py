"""Group sessions for many participants at once: places, attendance, feedback (S5, AMB-21, P4, P6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.sessions import group_candidates, group_sessions, group_views, sessions
from jfs_desktop.casework.sessions.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.sessions.group_views import GroupState, PlaceAnswer
from jfs_desktop.errors import BadInput, RefusedByRule, UndoRefused
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import HeadingStatus
from tests.casework.conftest import Office

HELD = datetime(2021, 6, 3, 13, 0, tzinfo=UTC)
FIRST_NAMES = (
    "Gwenllian", "Morag", "Ada", "Tom", "Bartholomew", "Iseabail", "Aled", "Rhiannon", "Callum", "Zoe",
    "Yusuf", "Nia", "Owen", "Petra", "Quentin", "Ruth", "Sian",
)  # fmt: skip


def people(office: Office, number: int) -> list[UUID]:
    """So many participants on provision; the clock stands on the morning of the group session."""
    made = [
        office.started(first_name=FIRST_NAMES[place], last_name=f"Person-{place}") for place in range(number)
    ]
    office.on(date(2021, 6, 3), "09:00")
    return made


def planned(office: Office, topic: str = "Applying online") -> UUID:
    given = GroupPlan(topic, HELD, 60, "Video room 2", "Rukhsana Khan")
    return group_sessions.plan(office.workspace, given).value


def kinds(office: Office, case_id: UUID) -> list[str]:
    return [fact.kind for fact in facts.of_case(office.workspace, case_id) if not fact.withdrawn_reason]


def test_s2_group_time_is_no_1_2_1(office: Office) -> None:
    """S2: neither of who leads the group session nor of who sits in it, whichever is recorded first."""
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:10")
    with pytest.raises(RefusedByRule, match="You led the group session") as led:
        office.supported(case_id, 90)
    assert led.value.paragraph == "JFS Annex 3, 1-2-1"
    office.supported(case_id, 10)
    group_sessions.change_plan(
        office.workspace, group_id, GroupPlan("Applying online", HELD, 120, "Video room 2", "A guest")
    )
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME))
    with pytest.raises(RefusedByRule, match="counts minutes of the same time") as counted:
        group_sessions.close(office.workspace, group_id, 1)
    (session,) = sessions.of_case(office.workspace, case_id)
    assert "Gwenllian" in counted.value.text
    sessions.correct(office.workspace, session.id, 0, "It was the group session")
    group_sessions.close(office.workspace, group_id, 1)
    office.on(date(2021, 6, 3), "15:00")
    with pytest.raises(RefusedByRule, match="They were in the group session"):
        office.supported(case_id, 45)


def test_s2_s5_a_row_put_right_later_leaves_nobody_in_two_places(office: Office) -> None:
    """S2, S5: what closing refuses is refused of a closed row too, and nobody comes to two at once."""
    (case_id,) = people(office, 1)
    there = [planned(office, topic) for topic in ("Applying online", "Interviews")]
    for group_id in there:
        group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:10")
    absent, came = Answer(PlaceAnswer.DID_NOT_COME), Answer(PlaceAnswer.CAME)
    for group_id in there:
        group_sessions.answer(office.workspace, group_id, case_id, came)
    group_sessions.close(office.workspace, there[0], 1)
    with pytest.raises(BadInput, match="at the same time") as twice:
        group_sessions.close(office.workspace, there[1], 1)
    assert twice.value.field == str(case_id)
    group_sessions.answer(office.workspace, there[1], case_id, absent)
    group_sessions.close(office.workspace, there[1], 0)
    with pytest.raises(BadInput, match="at the same time"):
        group_sessions.correct(office.workspace, there[1], case_id, came, "They were there")
    assert kinds(office, case_id).count("group_attended") == 1


def test_s2_nobody_is_put_into_a_group_session_over_their_1_2_1(office: Office) -> None:
    """S2: a 1-2-1 that was counted while they were down as absent."""
    (case_id,) = people(office, 1)
    plan = GroupPlan("Applying online", HELD, 60, "Video room 2", "A guest")
    group_id = group_sessions.plan(office.workspace, plan).value
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:10")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.DID_NOT_COME))
    group_sessions.close(office.workspace, group_id, 0)
    office.supported(case_id, 45)
    with pytest.raises(RefusedByRule, match="counts minutes of the same time"):
        group_sessions.correct(
            office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME), "They were there"
        )


def heading(office: Office, case_id: UUID, key: str = "group_session") -> tuple[HeadingStatus, str]:
    content = plans.open_plan(office.workspace, case_id).content
    return next((entry.status, entry.text) for entry in content.headings if entry.key == key)


def test_s5_a_group_of_nine_from_plan_to_close(office: Office) -> None:
    everybody = people(office, 9)
    group_id = planned(office)
    (line,) = group_views.all_groups(office.workspace)
    assert (line.state, line.invited, line.guide) == (GroupState.PLANNED, 0, 15)
    invited = group_sessions.invite(office.workspace, group_id, everybody).value
    assert len(invited.places) == 9
    for case_id in everybody:
        (fact,) = (
            one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.GROUP_INVITED
        )
        assert fact.about == group_id
    office.on(date(2021, 6, 3), "15:30")
    assert group_views.all_groups(office.workspace)[0].state is GroupState.TO_CLOSE
    for number, case_id in enumerate(everybody):
        said = Answer(PlaceAnswer.CAME, f"Learned thing {number}")
        if number == 7:
            said = Answer(PlaceAnswer.DID_NOT_COME)
        if number == 8:
            said = Answer(PlaceAnswer.DECLINED, "Anxious in groups")
        group_sessions.answer(office.workspace, group_id, case_id, said)
    before = office.entries()
    closed = group_sessions.close(office.workspace, group_id, 11)
    assert closed.case_ids == frozenset(everybody)
    assert office.entries() > before
    assert (closed.value.group.state, closed.value.group.came, closed.value.group.headcount) == (
        GroupState.CLOSED,
        7,
        11,
    )
    came, absent, declined = everybody[0], everybody[7], everybody[8]
    attended = next(
        one for one in facts.of_case(office.workspace, came) if one.kind == FactKind.GROUP_ATTENDED
    )
    assert (attended.about, attended.on, attended.at) == (group_id, date(2021, 6, 3), HELD)
    said_of = {"identity": "confirmed", "topic": "Applying online", "feedback": "Learned thing 0"}
    assert attended.detail == said_of
    assert FactKind.GROUP_ATTENDED not in kinds(office, absent)
    assert FactKind.GROUP_NOT_APPROPRIATE not in kinds(office, absent)
    settled = next(
        one for one in facts.of_case(office.workspace, declined) if one.kind == FactKind.GROUP_NOT_APPROPRIATE
    )
    assert settled.detail == {"why": "declined", "reason": "Anxious in groups"}


def test_p4_p6_the_feedback_stands_in_each_ones_own_jfap(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    office.on(date(2021, 6, 3), "15:30")
    for case_id, words in ((first, "Found two portals"), (second, "Wants to practise uploads")):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, words))
    group_sessions.close(office.workspace, group_id, 2)
    (line,) = plans.open_plan(office.workspace, first).content.activities
    assert line.kind == "Group session feedback"
    assert line.text == "You took part in a group session: Applying online.\nFound two portals"
    assert (line.adviser, line.at, line.by_hand) == ("Rukhsana Khan", HELD, False)
    status, text = heading(office, first)
    assert status is HeadingStatus.DONE
    assert "Found two portals" in text
    assert "uploads" not in text


def test_p4_an_edit_of_the_plan_never_drops_what_was_written_by_itself(office: Office) -> None:
    (case_id,) = people(office, 1)
    before = plans.open_plan(office.workspace, case_id).content
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    group_sessions.close(office.workspace, group_id, 1)
    after = plans.settle(office.workspace, case_id, before).value.content
    assert [line.kind for line in after.activities] == ["Group session feedback"]


def test_names_of_others_stand_in_nobodys_case(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    office.on(date(2021, 6, 3), "15:30")
    for case_id, words in ((first, "Mine"), (second, "Secret of the other")):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, words))
    group_sessions.close(office.workspace, group_id, 2)
    told = history.of_case(office.workspace, first)
    everything = "\n".join("\n".join((entry.text, *entry.details, entry.reason)) for entry in told)
    assert "Closed a group session" in everything
    assert "Mine" in everything
    assert "Secret of the other" not in everything
    assert "Morag" not in everything
    close = next(entry for entry in told if entry.text == "Closed a group session")
    assert close.undo_label == "", "one person's history does not undo what happened to the others"


def test_closing_is_undone_whole_and_the_grid_stays(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    office.on(date(2021, 6, 3), "15:30")
    for case_id in (first, second):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    done = group_sessions.close(office.workspace, group_id, 2)
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    sheet = group_views.sheet(office.workspace, group_id)
    assert sheet.group.state is GroupState.TO_CLOSE
    assert [place.words for place in sheet.places] == ["Good", "Good"]
    for case_id in (first, second):
        assert FactKind.GROUP_ATTENDED not in kinds(office, case_id)
        assert plans.open_plan(office.workspace, case_id).content.activities == ()
        assert heading(office, case_id) == (HeadingStatus.OPEN, "")


def test_an_undo_is_refused_where_a_later_fact_of_any_of_them_rests_on_it(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    office.on(date(2021, 6, 3), "15:30")
    for case_id in (first, second):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    done = group_sessions.close(office.workspace, group_id, 2)
    group_sessions.correct(
        office.workspace, group_id, second, Answer(PlaceAnswer.DID_NOT_COME), "Wrong line ticked"
    )
    assert done.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, done.change_id)


def test_a_closed_row_is_corrected_with_a_reason(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    office.on(date(2021, 6, 3), "15:30")
    for case_id in (first, second):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    group_sessions.close(office.workspace, group_id, 2)
    wrong = Answer(PlaceAnswer.DID_NOT_COME)
    with pytest.raises(BadInput) as refused:
        group_sessions.correct(office.workspace, group_id, first, wrong, " ")
    assert refused.value.field == "reason"
    group_sessions.correct(office.workspace, group_id, first, wrong, "Wrong line ticked")
    assert FactKind.GROUP_ATTENDED not in kinds(office, first)
    assert plans.open_plan(office.workspace, first).content.activities == ()
    assert FactKind.GROUP_ATTENDED in kinds(office, second)
    with pytest.raises(RefusedByRule, match="closed"):
        group_sessions.answer(office.workspace, group_id, first, wrong)


def test_a_fact_taken_back_in_the_history_shows_in_the_grid(office: Office) -> None:
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    group_sessions.close(office.workspace, group_id, 1)
    attended = next(
        one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.GROUP_ATTENDED
    )
    facts.withdraw(office.workspace, attended.id, "It was somebody else")
    (place,) = group_views.sheet(office.workspace, group_id).places
    assert place.taken_back
    assert plans.open_plan(office.workspace, case_id).content.activities == ()


def test_amb_21_more_than_fifteen_are_never_refused(office: Office) -> None:
    everybody = people(office, 17)
    group_id = planned(office)
    sheet = group_sessions.invite(office.workspace, group_id, everybody).value
    assert (sheet.group.invited, sheet.group.guide) == (17, 15)


def test_amb_21_declining_needs_a_reason_and_meets_the_completion_test(office: Office) -> None:
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.DECLINED))
    with pytest.raises(BadInput) as refused:
        group_sessions.close(office.workspace, group_id, 0)
    assert (refused.value.field, refused.value.paragraph) == (str(case_id), "JFS 5.02")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.DECLINED, "No camera"))
    group_sessions.close(office.workspace, group_id, 0)
    test = next(one for one in completion.of_case(office.workspace, case_id) if one.key == "group_session")
    assert test.met


def test_closing_asks_for_everybody_and_for_the_heads(office: Office) -> None:
    first, second = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [first, second])
    with pytest.raises(RefusedByRule, match="not begun"):
        group_sessions.close(office.workspace, group_id, 2)
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, first, Answer(PlaceAnswer.CAME))
    with pytest.raises(BadInput) as refused:
        group_sessions.close(office.workspace, group_id, 2)
    assert refused.value.field == str(second)
    group_sessions.answer(office.workspace, group_id, second, Answer(PlaceAnswer.CAME))
    with pytest.raises(BadInput) as refused:
        group_sessions.close(office.workspace, group_id, 1)
    assert refused.value.field == "headcount"


def test_s2_group_time_never_counts_to_the_hours(office: Office) -> None:
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, "Good"))
    group_sessions.close(office.workspace, group_id, 1)
    assert sessions.total(office.workspace, case_id).minutes == 0


def test_those_who_had_none_come_first(office: Office) -> None:
    first, second, third = people(office, 3)
    office.record(second, FactKind.GROUP_ATTENDED)
    office.record(third, FactKind.GROUP_NOT_APPROPRIATE)
    not_met = office.referred(made_on=date(2021, 6, 2))
    group_id = planned(office)
    listed = group_candidates.candidates(office.workspace, group_id)
    assert [one.case_id for one in listed] == [first, third, second]
    assert not_met not in {one.case_id for one in listed}
    found = group_candidates.candidates(office.workspace, group_id, "ada person")
    assert [one.case_id for one in found] == [third]
    group_sessions.invite(office.workspace, group_id, [first])
    assert first not in {one.case_id for one in group_candidates.candidates(office.workspace, group_id)}


def test_an_invitation_made_by_mistake_is_taken_back_with_a_reason(office: Office) -> None:
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    sheet = group_sessions.take_off(office.workspace, group_id, case_id, "Meant somebody else").value
    assert sheet.places == ()
    assert FactKind.GROUP_INVITED not in kinds(office, case_id)
    assert group_sessions.invite(office.workspace, group_id, [case_id]).value.group.invited == 1


def test_planning_says_what_is_missing_and_calling_off_asks_why(office: Office) -> None:
    for field, given in (
        ("topic", GroupPlan(" ", HELD, 60, "Room", "Me")),
        ("platform", GroupPlan("CVs", HELD, 60, "", "Me")),
        ("led_by", GroupPlan("CVs", HELD, 60, "Room", "")),
        ("minutes", GroupPlan("CVs", HELD, 0, "Room", "Me")),
    ):
        with pytest.raises(BadInput) as refused:
            group_sessions.plan(office.workspace, given)
        assert refused.value.field == field
    office.on(date(2021, 6, 3))
    group_id = planned(office)
    later = GroupPlan("CVs", HELD + timedelta(days=1), 45, "Room 3", "Morag")
    group_sessions.change_plan(office.workspace, group_id, later)
    with pytest.raises(BadInput):
        group_sessions.call_off(office.workspace, group_id, "")
    group_sessions.call_off(office.workspace, group_id, "Nobody could come")
    (line,) = group_views.all_groups(office.workspace)
    assert (line.topic, line.minutes, line.state) == ("CVs", 45, GroupState.CALLED_OFF)
    with pytest.raises(RefusedByRule, match="called off"):
        group_sessions.invite(office.workspace, group_id, [])


def test_each_who_came_is_confirmed_or_doubted_by_name(office: Office) -> None:
    """I3, I8, JFS 3.21, 3.26: a group session says of everybody who came whether it was sure who it is; a
    doubt holds up what goes out, and goes with the row when that is corrected."""
    sure, unsure = people(office, 2)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [sure, unsure])
    office.on(date(2021, 6, 3), "15:30")
    group_sessions.answer(office.workspace, group_id, sure, Answer(PlaceAnswer.CAME, "Good"))
    group_sessions.answer(office.workspace, group_id, unsure, Answer(PlaceAnswer.CAME_IN_DOUBT))
    with pytest.raises(BadInput, match="what the doubt is about") as asked:
        group_sessions.close(office.workspace, group_id, 2)
    assert (asked.value.field, asked.value.paragraph) == (str(unsure), "JFS 3.26")
    said = Answer(PlaceAnswer.CAME_IN_DOUBT, "Another voice than before")
    group_sessions.answer(office.workspace, group_id, unsure, said)
    assert group_sessions.close(office.workspace, group_id, 2).value.group.came == 2
    told = {
        case_id: next(
            one.detail["identity"]
            for one in facts.of_case(office.workspace, case_id)
            if one.kind == FactKind.GROUP_ATTENDED
        )
        for case_id in (sure, unsure)
    }
    assert told == {sure: "confirmed", unsure: "doubt"}
    assert FactKind.IDENTITY_DOUBTED in kinds(office, unsure) and FactKind.IDENTITY_DOUBTED not in kinds(
        office, sure
    )
    right = Answer(PlaceAnswer.CAME, "Good")
    group_sessions.correct(office.workspace, group_id, unsure, right, "Wrong row")
    assert FactKind.IDENTITY_DOUBTED not in kinds(office, unsure)


def test_p6_what_is_corrected_leaves_the_jfap_and_stands_there_once_when_it_was_right(office: Office) -> None:
    (case_id,) = people(office, 1)
    group_id = planned(office)
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 3), "15:30")
    came = Answer(PlaceAnswer.CAME, "Spoke well about the last job")
    group_sessions.answer(office.workspace, group_id, case_id, came)
    group_sessions.close(office.workspace, group_id, 1)
    _status, told = heading(office, case_id)
    missed = Answer(PlaceAnswer.DID_NOT_COME)
    group_sessions.correct(office.workspace, group_id, case_id, missed, "Wrong line ticked")
    assert heading(office, case_id) == (HeadingStatus.OPEN, "")
    group_sessions.correct(office.workspace, group_id, case_id, came, "It was right")
    assert heading(office, case_id) == (HeadingStatus.DONE, told)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2021, 5, 17), "the start was on"), (date(2021, 7, 30), "provision ends by itself on")],
)
def test_s5_nobody_gets_a_place_on_a_day_on_which_they_cannot_take_part(
    office: Office, day: date, words: str
) -> None:
    (case_id,) = people(office, 1)
    impossible = datetime.combine(day, time(9), UTC)
    group_id = planned(office)
    other = GroupPlan("Interviews", impossible, 60, "Video room 2", "Rukhsana Khan")
    outside = group_sessions.plan(office.workspace, other).value
    with pytest.raises(RefusedByRule, match=words) as refused:
        group_sessions.invite(office.workspace, outside, [case_id])
    assert "Gwenllian" in refused.value.text
    assert "1-2-1" not in refused.value.text
    group_sessions.invite(office.workspace, group_id, [case_id])
    with pytest.raises(RefusedByRule, match=words):
        group_sessions.change_plan(office.workspace, group_id, other)
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.DECLINED, "Anxious"))
    group_sessions.change_plan(office.workspace, group_id, other)

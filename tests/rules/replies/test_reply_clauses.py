"""Each paper of a start is proved by what its own clause says of it (I17, JFS 3.19)."""

from __future__ import annotations

import pytest

from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_match import match
from tests.rules.replies.reply_sample import BOTH, PACK, PLAN
from tests.rules.replies.test_reply_match import MESSAGE, confirming


def proved(text: str) -> frozenset[Paper]:
    return match(confirming(text=text), [MESSAGE]).proves


PACK_ALONE = (
    "You keep the plan, I got the pack",
    "I got the pack and see the plan on Monday",
    "Got the pack, post the plan",
    "Got the pack, get the plan on Monday",
    "Received the pack, looking at the plan on Monday",
    "Received the pack, and sign the plan on Monday",
    "The pack came, and the plan on Monday",
    "Pack is here, plan is on Monday",
    "Pack here, plan Monday",
    "I got the pack with the information on the plan",
    "I have the pack and am getting the plan on Monday",
    "I got the pack and the plan is in the post",
    "I got the pack and the plan is with you",
    "I got the pack and the plan is as discussed",
    "I got the pack and agree with the plan",
    "Pack received, plan understood",
    "Pack received, plan noted",
    "pack received, plan seen",
    "Got the pack, plan done",
    "Got the pack, receive the plan on Monday",
    "Mae'r pecyn wedi cyrraedd a'r cynllun yn dod",
    "Mae'r pecyn wedi dod drwodd a'r cynllun yn dod drwodd",
)


def test_i17_what_another_clause_says_of_a_paper_proves_nothing_of_it() -> None:
    assert [text for text in PACK_ALONE if proved(text) != PACK] == []


PLAN_ALONE = (
    "I had my induction with you and got the plan",
    "Thanks for the warm welcome, got the plan",
    "I got the plan at the induction",
)


def test_i17_the_meeting_and_a_welcome_are_no_pack() -> None:
    assert [text for text in PLAN_ALONE if proved(text) - PLAN] == []


BOTH_IN_A_LIST = (
    "The induction pack and the action plan have arrived",
    "Got the pack and plan today, thanks",
    "I have received my pack, my plan and your e-mail",
    "I've received the pack and read the plan",
    "Pack received, plan received",
    "Received the pack and the plan that you sent over",
    "Your e-mail with the pack and the plan arrived",
    "I can confirm that I am in receipt of the induction pack and the draft action plan",
    "The pack and the plan are in my inbox",
    "I got a copy of the pack and of the plan on Friday",
    "Have the pack and plan now, thanks so much",
    "Mae'r pecyn a'r cynllun wedi cyrraedd",
    "Dw i wedi cael y pecyn ac wedi darllen y cynllun",
    "Cefais y pecyn a'r cynllun gweithredu drafft bore ma, diolch",
    "Rwy'n cadarnhau fy mod wedi derbyn y pecyn sefydlu a'r cynllun gweithredu",
)


def test_i17_papers_in_one_list_came_together() -> None:
    assert [text for text in BOTH_IN_A_LIST if proved(text) != BOTH] == []


@pytest.mark.parametrize(
    "text",
    [
        "Plan arrived and the pack will come on Monday",
        "I received the pack on the plan",
        "We are both here now, see you at the meeting",
        "We have both arrived",
        "Have got all the documents in the post to you",
        "I got the paperwork done",
        "I got both done",
        "I read the plan on your laptop today",
        "I have read both documents in the meeting",
        "I looked through the plan with you",
        "I have got to confirm I got both",
        "Soon I can read both",
        "I was read the plan",
        "Got the plan with you today",
        "I have received both documents in your inbox",
        "Got both, here they are",
        "Draft: I have received both",
        "Message: I have received both",
        "Received 1/2",
        "Received: 0",
        "Received: 1",
        "Pack received 0/10",
    ],
)
def test_i17_what_is_to_come_or_was_seen_together_is_no_receipt(text: str) -> None:
    assert proved(text) == frozenset()


def test_i17_a_day_is_no_number_of_papers() -> None:
    for day in ("4 June", "both 4/6", "both at 4", "both on 4 June 2021 at 10.30", "04/06/21", "2"):
        assert proved(f"Received {day}") == BOTH


ABOVE = "I have received both.\n\nOn Fri, 4 Jun 2021, Rosa wrote:\n"
QUOTED = ABOVE + "> Did the pack come?\n{}\n> And the plan?\n{}\n"


@pytest.mark.parametrize(
    "answers", [("Yes", "No"), ("yes", "\nIt did not come."), ("Nope.", ""), ("", "not mine")]
)
def test_i17_answers_between_the_quoted_lines_may_take_it_back(answers: tuple[str, str]) -> None:
    assert proved(QUOTED.format(*answers)) == frozenset()


def test_i17_a_quoted_line_that_was_broken_takes_nothing_back() -> None:
    broken = ABOVE + "> Tell us if something in it is\nmissing or not right for you.\n"
    office = "\n\nThis e-mail is confidential. If you have received it in error, please delete it.\n"
    for text in (QUOTED.format("Yes", "Yes"), broken, broken + office):
        assert proved(text) == BOTH

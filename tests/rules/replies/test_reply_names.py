"""What a reply proves where the names of whom it comes from and of who works here are known (I17)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.replies.reply_match import match
from jfs_desktop.rules.replies.reply_names import Names
from jfs_desktop.rules.writing import pasted_text, rich_text
from tests.rules.replies import (
    reply_samples_3,
    reply_samples_4,
    reply_samples_6,
    reply_samples_7,
    reply_samples_8,
    reply_samples_9,
    reply_samples_10,
    reply_samples_11,
)
from tests.rules.replies.reply_sample import BOTH, PACK, PLAN
from tests.rules.replies.test_reply_match import FALSE_FRIENDS, MESSAGE, confirming

NAMED = replace(MESSAGE, names=Names("Rhys Penhale", ("Rosa Khan", "Carys Llwyd")))
"""The same message where the names are known: as the vault gives it."""


def _words(text: str) -> str:
    """A reply in HTML as its words, as they are read out of the message."""
    return rich_text.plain(rich_text.write(pasted_text.of_html(text).lines)) if text[0] == "<" else text


def test_none_of_the_deceiving_replies_to_somebody_by_name_is_taken() -> None:
    """I17, JFS 3.19: questions, forwards, third persons, sarcasm, conditions, other papers, bare names."""
    tricky = (*reply_samples_3.NO, *reply_samples_4.NO, *reply_samples_6.NO, *FALSE_FRIENDS)
    tricky = (*tricky, *reply_samples_7.NO, *reply_samples_8.NO, *reply_samples_9.NO)
    tricky = (*tricky, *reply_samples_10.NO, *reply_samples_11.NO)
    found = {text: match(confirming(text=_words(text)), [NAMED]) for text in tricky}
    assert [text for text, one in found.items() if one.kind is ReplyKind.ACKNOWLEDGES or one.proves] == []


def test_nearly_all_confirmations_in_many_voices_are_found() -> None:
    """I17: 166 of 173, of which 100 were found at first sight. Never more than they say."""
    samples = (*reply_samples_7.YES, *reply_samples_8.YES, *reply_samples_9.YES, *reply_samples_9.LATER)
    samples = (*samples, *reply_samples_10.YES)
    said = {text: match(confirming(text=_words(text)), [NAMED]).proves for text, _ in samples}
    assert [text for text, proves in samples if not said[text] <= proves] == []
    lost = [text for text, proves in samples if said[text] != proves]
    assert len(lost) <= 7, lost


def test_i17_confirmations_in_the_english_of_many_people_are_found() -> None:
    """77 of 86, and never more than they say: typing errors, Welsh, second languages, quotations."""
    said = {text: match(confirming(text=text), [NAMED]).proves for text, _ in reply_samples_11.YES}
    assert [text for text, proves in reply_samples_11.YES if not said[text] <= proves] == []
    lost = [text for text, proves in reply_samples_11.YES if said[text] != proves]
    assert len(lost) <= 9, lost


@pytest.mark.parametrize(
    ("text", "proves"),
    [
        ("Got both. I haven't read them yet", BOTH),
        ("Received both, not read yet", BOTH),
        ("I have received both documents. I agree with the action plan.", BOTH),
        ("The documents you emailed have been received. Thanks", BOTH),
        ("Yep the pack and the plan are both here", BOTH),
        ("It came, the letter about my rent", frozenset()),
        ("Both received under protest", frozenset()),
        ("Received both. I could not read them", frozenset()),
        ("Got the pack, the plan on Monday", PACK),
        ("I have all my papers here", frozenset()),
        ("I receive both on Monday", frozenset()),
        ("I have both documents for you", frozenset()),
        ("Both came to see me", frozenset()),
        ("Received both, I've attached them", frozenset()),
        ("Both received. Have you got the plan", frozenset()),
        ("Got both. I will get the plan on Monday", frozenset()),
        ("I tomorrow received both documents", frozenset()),
    ],
)
def test_i17_what_stands_beside_a_clause_is_read_too(text: str, proves: frozenset[Paper]) -> None:
    """Papers that came and are not read came; those still to come did not."""
    assert match(confirming(text=text), [NAMED]).proves == proves


def test_i17_what_is_not_read_yet_is_not_said_not_to_have_come() -> None:
    assert match(confirming(text="I have not read it yet"), [NAMED]).kind is ReplyKind.UNCLEAR


@pytest.mark.parametrize("between", [" ", ", ", ". ", "\n", " - ", "... "])
def test_i17_no_afterthought_leaves_the_confirmation_whole(between: str) -> None:
    said = [
        f"{first}{between}{then}"
        for first in ("Received both", "Got both")
        for then in reply_samples_10.AFTER
    ]
    found = [text for text in said if match(confirming(text=text), [NAMED]).kind is ReplyKind.ACKNOWLEDGES]
    assert found == []


@pytest.mark.parametrize(
    ("text", "proves"), [("Got both plans", PLAN), ("Received two plans", PLAN), ("I have both packs", PACK)]
)
def test_i17_two_of_one_kind_are_not_one_of_each(text: str, proves: frozenset[Paper]) -> None:
    assert match(confirming(text=text), [NAMED]).proves == proves


def test_i17_one_thing_is_enough_where_one_paper_went() -> None:
    of_pack = replace(NAMED, papers=PACK)
    assert match(confirming(text="Got the attachment, thanks"), [of_pack]).proves == PACK


TAKEN_BACK = (
    "Damaged", "Unreadable", "Illegible", "Corrupted", "Incomplete", "Rubbish", "Blurry", "Locked", "Garbled",
    "Encrypted", "Outdated", "Fraud", "Unreadable Scan", "Old Version", "Incorrect Details", "Version 1",
)  # fmt: skip
PLACES = (
    "Both arrived. {}.", "Both arrived {}", "Both arrived - {}.", "Received both\n{}", "Received.\n{}\nRhys",
    "Both received.\nRhys\n{}", "Both received. Rhys. {}.", "Both received. Rhys {}", "Got both\nRhys, {}",
    "Both received.\nThanks\nRhys Penhale\n\n{}", "I got both, thanks. {}", "Got both. Thanks Rosa {}",
    "Got both.\nRhys\n07700 900123\n{}", "Got both.\nRhys\n{}\n07700 900123", "Got both\nRP\n07700 900123 {}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_capitalised_word_at_the_end_is_no_name_of_theirs(place: str) -> None:
    """I17: it may take the confirmation back, and nobody can list all words that do."""
    found = {word: match(confirming(text=place.format(word)), [NAMED]) for word in TAKEN_BACK}
    assert [word for word, one in found.items() if one.kind is ReplyKind.ACKNOWLEDGES or one.proves] == []


@pytest.mark.parametrize(
    "text",
    [
        "Got both.\nRhys\n12 High Street\nCardiff\nCF10 1AA",
        "Got both.\nRhys Owain Penhale\n12a, Mill Lane",
        "Got both.\nKind regards,\nRhys Penhale\nTel: 07700 900123",
        "Got both. Thanks, Rhys x",
        "Got both. Thanks Rosa, Rhys",
        "Both received. Thanks Rosa Khan\nRhys",
        "Got both\nRhys\nThanks again Rosa",
    ],
)
def test_what_stands_below_their_own_name_may_be_an_address_or_thanks(text: str) -> None:
    assert match(confirming(text=text), [NAMED]).proves == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "Yes Rosa got them",
        "Yes Rhys got them",
        "Rhys here, got both",
        "Hi Rosa, this is Rhys. Both received.",
        "I, Rhys Penhale, have received both documents",
        "Rhys Penhale has received both documents",
        "Both received.\nR. Penhale",
        "Both received. Thanks Rosa\nRhys",
    ],
)
def test_who_speaks_of_themself_by_name_confirms(text: str) -> None:
    assert match(confirming(text=text), [NAMED]).proves == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "Rhys",
        "Rhys Penhale",
        "Yes.\nRhys Penhale",
        "Yes Ann got them",
        "Ann here, got both",
        "Both received. Ann",
        "Both received.\n\nAnn Penhale",
        "Both received.\nMrs Penhale",
        "Got both thanks Ann",
        "Signed Ann Penhale. Both received",
        "Both received.\nRosa",
        "Rhys has got both",
        "Hi Rosa Rhys got both",
    ],
)
def test_a_bare_name_or_the_name_of_another_confirms_nothing(text: str) -> None:
    assert not match(confirming(text=text), [NAMED]).proves


def test_the_adviser_is_told_whose_name_it_was() -> None:
    found = match(confirming(text="Both received.\nAnn"), [NAMED])
    assert found.kind is ReplyKind.UNCLEAR
    assert found.why[-1] == "It says that it came, and names Ann: ask who wrote it."


@pytest.mark.parametrize(
    "said", ["{} I got both", "Hi Rosa. {} I got both", "{}, got both", "{} i receive both"]
)
@pytest.mark.parametrize(
    "word",
    [
        "After",
        "Before",
        "Maybe",
        "Hopefully",
        "Think",
        "Guess",
        "Say",
        "Once",
        "Till",
        "Whenever",
        "Assuming",
    ],
)
def test_no_word_of_doubt_at_the_head_is_taken_for_the_name_of_whom_they_call(word: str, said: str) -> None:
    """'Rosa, I got both' calls her; 'Maybe I got both' calls nobody."""
    for message in (MESSAGE, NAMED):
        assert not match(confirming(text=said.format(word)), [message]).proves
    assert match(confirming(text="Rosa, I got both"), [NAMED]).proves == BOTH
    assert not match(confirming(text="Bethan, I got both"), [NAMED]).proves


@pytest.mark.parametrize("own", ["Will Hope", "May Grace", "Ffion"])
def test_a_name_that_is_a_word_too_makes_no_confirmation(own: str) -> None:
    """'Will' is the participant in one case, and what is still to come in the next."""
    named = replace(MESSAGE, names=Names(own, ("Rosa Khan", "Hope Grant")))
    for text in (
        "yes will get them",
        "I hope I got both",
        "may have got both",
        "yes hope got both",
        "got both i hope",
    ):
        assert not match(confirming(text=text), [named]).proves
    assert match(confirming(text=f"Got both.\n{own}"), [named]).proves == BOTH
    assert not match(confirming(text="Got both.\nAnn"), [named]).proves


@pytest.mark.parametrize("own", ["April Penhale", "Rhys Will"])
def test_a_name_that_is_a_word_too_signs_for_whoever_has_it(own: str) -> None:
    """Of the participant and of those who work here; and a month is no name where it says when."""
    named = replace(MESSAGE, names=Names(own, ("June Khan",)))
    first = own.split(maxsplit=1)[0]
    for text in (f"Got both.\n{own}", f"Got both, thanks June\n{first}", "Got both, thanks, June"):
        assert match(confirming(text=text), [named]).proves == BOTH, text
    for text in ("Received both 4 June", "Received both yesterday. 3 June", "Got both. See you in May"):
        assert match(confirming(text=text), [named]).proves == BOTH, text
    for text in ("Got both.\nMae", "Got both, Di", "August has received both"):
        assert not match(confirming(text=text), [named]).proves, text


def test_what_stands_below_a_quotation_is_read_only_where_it_is_all_they_wrote() -> None:
    """A line that a mail program broke in two is no word of theirs."""
    quoted = "On Fri, 4 Jun 2021, Rosa Khan wrote:\n> Please say that you have\n"
    assert match(confirming(text=f"{quoted}\nGot both, thanks"), [NAMED]).proves == BOTH
    assert match(confirming(text="> Have you got both?\n\nGot both, thanks"), [NAMED]).proves == BOTH
    for text in (
        "> I have received both documents.\n\nRhys",
        f"{quoted}received both.\n",
        f"Will look later.\n\n{quoted}\nreceived both",
        f"{quoted}> received both\n",
        f"I have not received it. {quoted}\nreceived both",
    ):
        assert not match(confirming(text=text), [NAMED]).proves, text


@pytest.mark.parametrize(
    "below",
    [
        "Sent from AOL on Android",
        "Sent with Proton Mail secure email.",
        "Virus-free.www.avast.com",
        "Rhys Penhale\nTel: 07700 900123\n{own}",
        "Rhys Penhale (he/him)\nE-mail: <{own}>",
        "Am 04.06.2021 um 10:42 schrieb Northgate Skills:\n> bitte",
        "W dniu pt., 4 cze 2021 o 10:42 Northgate <office@northgate.example> napisa\u0142(a):\n> prosz\u0119",
    ],
)
def test_what_programs_and_signatures_put_below_takes_nothing_back(below: str) -> None:
    """The address that the message went to is known; another below may be somebody else's."""
    text = f"Both received, thanks.\n\nRhys\n\n{below}"
    assert match(confirming(text=text.format(own=MESSAGE.to_address)), [NAMED]).proves == BOTH
    other = text.format(own="ann.penhale@example.org")
    assert match(confirming(text=other), [NAMED]).proves == (frozenset() if "{own}" in below else BOTH)

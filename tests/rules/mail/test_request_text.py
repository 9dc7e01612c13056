"""A pasted JFSPRO1: seven labelled items recognised, whatever else stands in the text (X4, JFS 5.05)."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.casework.requests.request_form import items
from jfs_desktop.rules.mail.request_text import PastedRequest, read

RECEIVED = date(2021, 6, 4)
WHOLE = """
From: Harbourside Jobcentre
Subject: JFSPRO1

Date of request: 3 June 2021
Return email address: workcoach@jobcentre.example
Return postal address (if required, e.g. MAPPA/SCR): N/A
Participant name: Gwenllian Angharad Llywelyn-Prytherch
Participant NINo: JK 12 34 56 A
Provision end date: 24/06/2021
Participant owning jobcentre: Harbourside

Kind regards
D. Osei, 01632 960123
"""
VALUES = {
    "requested_on": "2021-06-03",
    "return_email": "workcoach@jobcentre.example",
    "participant_name": "Gwenllian Angharad Llywelyn-Prytherch",
    "ni_number": "JK123456A",
    "provision_ended_on": "2021-06-24",
    "jobcentre": "Harbourside",
}


def pasted(text: str) -> PastedRequest:
    return read(text, items(), RECEIVED)


def test_x4_the_shipped_form_has_the_seven_items_of_the_paragraph() -> None:
    form = items()
    assert (form.form, form.paragraph, len(form.items)) == ("JFSPRO1", "JFS 5.05", 7)
    assert [item.key for item in form.items if item.may_be_empty] == ["return_address"]


def test_x4_a_whole_e_mail_is_read() -> None:
    found = pasted(WHOLE)
    assert (found.values, found.missing, found.doubtful) == (VALUES, (), {})


@pytest.mark.parametrize(
    "turned",
    [
        WHOLE.replace(": ", "\t"),  # a table's rows
        WHOLE.replace(": ", "\n"),  # a table's cells, one below the other
        WHOLE.replace(": ", " - "),
        WHOLE.replace(": ", ":\n\n"),
        WHOLE.replace(": ", " | "),  # a table's rows in HTML
        "\n".join(f"{n}\t{line}" for n, line in enumerate(WHOLE.replace(": ", "\t").splitlines(), 1)),
        "\n".join(f"{n} {line}" for n, line in enumerate(WHOLE.splitlines(), 1)),
        re.sub("(?m)^(Participant|Provision) (.+): (.+)", r"\1\t\3\n\2", WHOLE),  # labels that break
        re.sub("(?m)^(Participant|Provision) (.+): (.+)", r"5.\t\1\t\3\n\2", WHOLE),
        re.sub("(?m)^(.+): ", r"*\1:* ", WHOLE),
        re.sub("(?m)^(.+): ", r"**\1**: ", WHOLE),
        re.sub("(?m)^(.+): ", r"_\1_: ", WHOLE),
        WHOLE.upper().replace("WORKCOACH@JOBCENTRE.EXAMPLE", "workcoach@jobcentre.example"),
        WHOLE.replace("\n", "\r\n"),
        WHOLE.replace("email", "e-mail").replace("NINo", "National Insurance Number"),
        "\n".join(f"> {line}" for line in WHOLE.splitlines()),  # a quoted reply
        "\n".join(f"{n}. {line}" for n, line in enumerate(WHOLE.splitlines(), 1)),
        WHOLE.replace("Date of request: 3 June 2021\n", "Date of request: 3 June 2021    ")
        .replace("Participant name", "Participant's name"),
    ],
)  # fmt: skip
def test_x4_however_the_form_was_laid_out(turned: str) -> None:
    found = pasted(turned)
    told = {key: value.casefold() for key, value in found.values.items()}
    assert told == {key: value.casefold() for key, value in VALUES.items()}
    assert found.doubtful == {}


def test_x7_a_postal_address_takes_the_lines_below_it() -> None:
    address = "Return postal address:\nRestricted team\nPO Box 12\nHarbourside HB1 2CD\nParticipant name: A B"
    found = pasted(address)
    assert found.values["return_address"] == "Restricted team\nPO Box 12\nHarbourside HB1 2CD"
    assert found.values["participant_name"] == "A B"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "N/A",
            "No",
            "Not needed",
            "By email please",
            "Please use e-mail",
            "n/a - not MAPPA",
            "Not MAPPA/SCR",
        ),
        "Not required - please use e-mail, by 10 June",
        "N/A\nD. Osei\n12 Quay Street, Harbourside HB1 2CD",
    ],
)
def test_x7_a_form_that_asks_for_no_post_has_no_address(words: str) -> None:
    found = pasted(WHOLE.replace("N/A", words))
    assert (found.values, found.doubtful) == (VALUES, {})


ITEMS = [line.split(": ") for line in WHOLE.splitlines()[4:11]]
LABELS, BELOW = " | ".join(label for label, _ in ITEMS), [value for _, value in ITEMS]


@pytest.mark.parametrize(
    ("below", "address"),
    [
        (" | ".join(BELOW), ""),
        (" | ".join("" if value == "N/A" else value for value in BELOW), ""),
        ("\t".join(value for value in BELOW if value != "N/A"), ""),  # Word drops what is empty
        (" | ".join(BELOW).replace("N/A", "Restricted team\nPO Box 12"), "Restricted team\nPO Box 12"),
        ("\n".join(BELOW).replace("N/A", "Restricted team\nPO Box 12"), "Restricted team\nPO Box 12"),
    ],
)
def test_x4_labels_in_a_row_above_their_values_are_read(below: str, address: str) -> None:
    found = pasted(f"Good morning\n{LABELS}\n{below}\nPlease answer soon.")
    assert found.values == VALUES | ({"return_address": address} if address else {})
    assert (found.missing, found.doubtful) == ((), {})


def test_x4_nothing_is_taken_from_below_labels_where_it_cannot_be_told_whose_it_is() -> None:
    found = pasted(f"{LABELS}\n" + "\t".join(BELOW[1:4]) + "\nPlease answer soon.")
    assert (found.values, list(found.doubtful)) == ({}, ["return_address"]), "of the rest it is told: missing"


def test_x4_the_foot_of_a_printed_page_is_no_jobcentre() -> None:
    found = pasted("Participant owning\nJobcentre\nfile:///C:/forms/jfspro1.html\t1/1")
    assert "jobcentre" not in found.values and "jobcentre" in found.doubtful


def test_x7_an_address_beside_a_full_label_is_not_lost() -> None:
    """The value of the next cell follows the label's remark without a gap."""
    found = pasted("Return postal address (if required, e.g. MAPPA/SCR) PO Box 12\nHarbourside HB1 2CD")
    assert found.values == {"return_address": "PO Box 12\nHarbourside HB1 2CD"}


def test_x7_a_line_above_the_label_of_an_address_makes_it_doubtful() -> None:
    """So a PDF without lines has what stood in the upper half of a cell: nothing is posted to half of it."""
    found = pasted(
        WHOLE.replace("Return postal", "Restricted team\nReturn postal").replace("N/A", "PO Box 12")
    )
    assert found.values == VALUES and "'Restricted team' stands above" in found.doubtful["return_address"]
    assert pasted(WHOLE.replace("Return postal", "as usual\nReturn postal")).doubtful == {}
    posted = WHOLE.replace("Return postal", "3\nReturn postal").replace("N/A", "PO Box 12")
    assert pasted(posted).values == VALUES | {"return_address": "PO Box 12"}


def test_x7_an_address_whose_label_is_broken_into_its_lines_is_doubtful() -> None:
    """So a PDF without lines is read in narrow columns: nobody who needs post is answered by e-mail."""
    broken = """Return postal
Restricted team
address (only if
PO Box 12
needed, for example
Harbourside HB1 2CD
for MAPPA or SCR)"""
    label = "Return postal address (if required, e.g. MAPPA/SCR): N/A"
    found = read(WHOLE.replace(label, broken), items(), RECEIVED)
    assert (dict(found.values), found.missing) == (VALUES, ())
    assert "could not be read. Type it where the form asks" in found.doubtful["return_address"]
    assert read(WHOLE.replace(label, ""), items(), RECEIVED).doubtful == {}, "a form may leave it out"
    parted = "Records Team\nJobcentre\n14 Long Quayside\nReturn postal address: Harbourside HB1 2CD"
    found = read(WHOLE.replace(label, parted), items(), RECEIVED)
    assert set(found.doubtful) == {"jobcentre", "return_address"}, "half of it is no address"


def test_x7_the_end_of_the_letter_is_no_address() -> None:
    form = "\n".join(line for line in WHOLE.splitlines()[:-3] if "postal" not in line)
    found = pasted(
        f"{form}\nReturn postal address:\nKind regards,\nD. Osei\n12 Quay Street, Harbourside HB1 2CD"
    )
    assert (found.values, found.doubtful) == (VALUES, {})


@pytest.mark.parametrize("words", ["TBC", "X", "see above", "same as before", "ask me if you need it"])
def test_x7_what_is_no_address_is_left_to_the_person(words: str) -> None:
    """An ordinary request must not become one that only the officer sees."""
    found = pasted(WHOLE.replace("N/A", words))
    assert found.values == VALUES
    assert found.doubtful["return_address"].startswith(f"'{words}' is no address")


@pytest.mark.parametrize(
    "words",
    [
        "PO Box 12",
        "Harbourside HB1 2CD",
        "12 Quay Street, Harbourside",
        "No 4, Quay Street",
        "Nil, 4 HB1 2CD",
    ],
)
def test_x7_an_address_in_one_line_is_taken(words: str) -> None:
    assert pasted(WHOLE.replace("N/A", words)).values["return_address"] == words


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("Work Coach <workcoach@jobcentre.example>", "workcoach@jobcentre.example"),
        ("<mailto:workcoach@jobcentre.example>", "workcoach@jobcentre.example"),
        ("workcoach@jobcentre.example<mailto:workcoach@jobcentre.example>", "workcoach@jobcentre.example"),
        ("workcoach@jobcentre.example; team@jobcentre.example", ""),
        ("other@jobcentre.example <workcoach@jobcentre.example>", ""),
        ("Work\u202e Coach <workcoach@jobcentre.example>", ""),
    ],
)
def test_x4_an_address_as_mail_programs_copy_it(told: str, address: str) -> None:
    found = pasted(f"Return email address: {told}")
    assert found.values.get("return_email", "") == address
    assert ("return_email" in found.doubtful) is not bool(address)


def test_x4_what_was_not_found_is_named() -> None:
    found = pasted("Participant name: Priya Nair\nsome words\n")
    assert found.values == {"participant_name": "Priya Nair"}
    assert set(found.missing) == {
        "requested_on",
        "return_email",
        "ni_number",
        "provision_ended_on",
        "jobcentre",
    }
    assert pasted("").missing == tuple(item.key for item in items().items if not item.may_be_empty)


def test_x4_two_values_for_one_item_are_left_to_the_person() -> None:
    """Such as a reply above an earlier request."""
    found = pasted(f"{WHOLE}\n-----\n{WHOLE.replace('JK 12 34 56 A', 'JK 12 34 56 B')}")
    assert found.doubtful == {"ni_number": "it stands there twice, and not alike"}
    assert "ni_number" not in found.values
    assert found.values["jobcentre"] == "Harbourside"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Date of request: 31 June 2021", "requested_on"),
        ("Date of request: 06-03", "requested_on"),
        ("Return email address: nobody at all", "return_email"),
        ("Return email address: a@b.example\u202e", "return_email"),
        ("Participant name: Priya\u202e Nair", "participant_name"),
        ('Participant name: =HYPERLINK("x")', "participant_name"),
        ("Participant NINo: BG 12 34 56 A", "ni_number"),
        ("Owning jobcentre: Har\x00bourside", "jobcentre"),
    ],
)
def test_x4_a_value_that_cannot_be_right_is_not_taken(line: str, key: str) -> None:
    found = pasted(line)
    assert key not in found.values
    assert key in found.doubtful
    assert found.doubtful[key]


@pytest.mark.parametrize(
    "text",
    [
        "Please see the date of request that I gave you by telephone on 3 June.",
        "The participant name is on the form.",
        "Jobcentres are open from nine.",
        "Nino said hello",
        "We end date nights early",
    ],
)
def test_x4_labels_within_a_sentence_are_none(text: str) -> None:
    assert pasted(text).values == {}


@pytest.mark.parametrize(
    "text",
    [
        "Return postal address:\n" * 50_000,
        "\t" * 300_000,
        " " * 300_000,
        "1. " * 100_000,
        "Date of request" + "(" * 200_000,
        "Date " * 80_000,
        "-" * 200_000,
        "<html><script>Participant name: x</script>" * 5_000,
        "Participant name: " + "a" * 200_000,
    ],
)
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    began = time.process_time()
    pasted(text)
    assert time.process_time() - began < 2


def test_text_behind_the_longest_form_is_not_read() -> None:
    assert pasted("x" * 200_001 + "\n" + WHOLE).values == {}


@given(st.text(max_size=400))
def test_whatever_is_pasted_it_is_read_without_failing(text: str) -> None:
    found = pasted(text)
    assert set(found.values) & set(found.doubtful) == set()
    assert set(found.values) & set(found.missing) == set()


@given(st.lists(st.sampled_from(WHOLE.splitlines()), max_size=30), st.text(max_size=60))
def test_lines_in_any_order_give_nothing_that_does_not_stand_there(lines: list[str], more: str) -> None:
    found = pasted("\n".join([*lines, "", more]))
    for key, value in found.values.items():
        if key in VALUES and not more.strip():
            assert value == VALUES[key]

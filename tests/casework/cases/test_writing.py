"""Reusable wording, the own dictionary and spelling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history, own_words, snippets
from jfs_desktop.casework.cases.snippets import Wording
from jfs_desktop.documents.wording import spelling
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed
from jfs_desktop.paths import resource
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.writing.fill_ins import filled, open_ones
from jfs_desktop.rules.writing.rich_text import parse, words, write
from tests.casework.conftest import Office


@pytest.fixture(scope="module")
def speller() -> spelling.Speller:
    return spelling.loaded()


def test_wording_is_kept_changed_put_away_and_brought_back(office: Office) -> None:
    ws = office.workspace
    made = snippets.add(ws, Wording(" Bus pass ", "{first name} asks for a **bus pass**", "retail")).value
    assert made.title == "Bus pass"
    assert made in snippets.every(ws)
    reworded = snippets.change(ws, made, Wording("Bus pass", "Another text")).value
    assert reworded.id == made.id
    removed = snippets.remove(ws, reworded)
    assert made.id not in {one.id for one in snippets.every(ws)}
    assert removed.label == "remove the wording"
    assert removed.change_id is not None
    history.undo(ws, removed.change_id)
    assert reworded in snippets.every(ws)
    with pytest.raises(BadInput):
        snippets.add(ws, Wording("", "x"))
    snippets.remove(ws, reworded)
    with pytest.raises(NotFound):
        snippets.change(ws, reworded, reworded)


def test_p8_wording_is_kept_as_it_can_be_printed(office: Office) -> None:
    """Hidden signs that come with what is pasted go when it is saved, not first on the page."""
    ws = office.workspace
    made = snippets.add(ws, Wording("Bus\x07 pass", "One\x0btwo\x00 ŵ\ud800", "ret\x1bail")).value
    assert (made.title, made.text, made.sector) == ("Bus pass", "One\ntwo ŵ", "retail")
    again = snippets.change(ws, made, Wording("Bus\x08 pass", "\x7fThree")).value
    assert (again.title, again.text) == ("Bus pass", "Three")
    with pytest.raises(BadInput):
        snippets.add(ws, Wording("\x07", "text"))


def test_shipped_wording_is_marked_and_can_be_reworded(office: Office) -> None:
    ws = office.workspace
    shipped = next(one for one in snippets.every(ws) if one.shipped_key == "retail-duties")
    assert shipped.shipped
    changed = snippets.change(ws, shipped, Wording("Mine", "Other", "retail"))
    listed = [one for one in snippets.every(ws) if one.shipped_key == "retail-duties"]
    assert listed == [changed.value]
    assert not changed.value.shipped
    assert changed.change_id is not None
    history.undo(ws, changed.change_id)
    assert shipped in snippets.every(ws)
    snippets.remove(ws, shipped)
    assert "retail-duties" not in {one.shipped_key for one in snippets.every(ws)}


def test_the_shipped_set_reads_whole_and_is_found_by_typing(office: Office) -> None:
    every = snippets.every(office.workspace)
    assert {one.sector for one in every} == set(snippets.sectors())
    assert all(write(parse(one.text)) == one.text for one in every)
    assert any(words(one.text) != one.text for one in every)
    hits = snippets.found(every, "care dut")
    assert [one.shipped_key for one in hits] == ["care-duties"]
    first = snippets.found(every, "", "next_steps")[0]
    assert first.heading == "next_steps"


def test_fill_ins_come_from_the_case(office: Office) -> None:
    case_id = office.referred()
    known = snippets.known_of(office.workspace, case_id)
    text = filled("{First name} goes to {place}", known)
    assert text.startswith(known["first name"])
    assert [text[at : at + size] for at, size in open_ones(text)] == ["{place}"]
    assert set(snippets.known_of(office.workspace, None)) == {"today"}


def test_a_word_of_ones_own_stands_in_no_journal_and_is_gone_when_taken_out(office: Office) -> None:
    ws = office.workspace
    outcome = own_words.add(ws, "Llŷn")
    assert outcome.changed is Changed.SETTINGS
    assert outcome.change_id is None
    assert own_words.every(ws) == ("Llŷn",)
    with ws.reading() as db:
        entries = db.scalars(select(JournalEntry)).all()
    assert entries
    assert "own_word" not in {entry.table for entry in entries}
    own_words.remove(ws, "Llŷn")
    assert own_words.every(ws) == ()
    with pytest.raises(BadInput):
        own_words.add(ws, "two words")


def test_names_of_the_case_are_known(office: Office) -> None:
    case_id = office.referred()
    found = own_words.names_of(office.workspace, case_id)
    known = snippets.known_of(office.workspace, case_id)
    assert known["first name"] in found
    assert known["jobcentre"] in found
    assert office.workspace.me.name in found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("We recieve the colour", ["recieve"]),
        ("His CVs, the JFAP and don’t at 10am", []),
        ("see https://www.exmaple.org/xyzzy and rosa@exmaple.org or {plaace}", []),
        ("Gwynfryn-Llanwrst", ["Gwynfryn", "Llanwrst"]),
        ("Deer {frist name}@exmaple.org, qwzk{x}", ["qwzk"]),
        *((sign * 300_000, []) for sign in ("x", "{", "}", "{x", "w.")),  # in no more than moments
    ],
    ids=range(10),
)
def test_words_that_may_be_misspelt(speller: spelling.Speller, text: str, wrong: list[str]) -> None:
    speller.forget()
    assert [text[at : at + size] for at, size in speller.wrong_in(text)] == wrong


def test_names_and_own_words_are_right(speller: spelling.Speller) -> None:
    speller.forget()
    text = "NicDhòmhnaill’s bus to Porthmadogg and Llŷnfrwd"
    assert len(list(speller.wrong_in(text))) == 3
    speller.set_names(["Mòrag NicDhòmhnaill", "12 Stryd Fawr, Porthmadogg"])
    speller.set_own(["Llŷnfrwd"])
    assert not list(speller.wrong_in(text))
    speller.forget()
    assert len(list(speller.wrong_in(text))) == 3


def test_suggestions(speller: spelling.Speller) -> None:
    speller.forget()
    assert "receive" in speller.suggestions("recieve")
    speller.set_names(["Siân"])
    assert speller.suggestions("Siann")
    assert speller.suggestions("Sian")[0] == "Siân"


def test_the_dictionary_is_read_in_slices_so_that_no_key_waits_for_it() -> None:
    """The library holds Python's lock for the whole of a slice."""
    slices = sorted(resource("dictionaries").glob("en_GB*.dic"))
    sizes = [int(one.read_text("utf-8").partition("\n")[0]) for one in slices]
    assert len(list(spelling.load())) == len(slices) == 16
    assert max(sizes) < 1.1 * sum(sizes) / len(sizes)
    words = [word for one in slices for word in set(_words_of(one))]
    assert len(words) == len(set(words)), "a word with several endings stands in one slice"


def _words_of(slice_of_it: Path) -> Iterator[str]:
    lines = slice_of_it.read_text("utf-8").split("\n")[1:]
    return (line.partition("/")[0] for line in lines if line)


def test_a_missing_dictionary_is_said(tmp_path: Path) -> None:
    with pytest.raises(spelling.SpellingAbsent, match="Install the program again"):
        spelling.loaded(tmp_path)


@pytest.mark.parametrize("name", ["Gwenllian ŵyr", "Mòrag NicDhòmhnaill", "Siân ŷ", "ḃéal", "Ŵ Ŷ"])
def test_welsh_and_gaelic_letters_are_found_without_them(name: str) -> None:
    assert folded(name).isascii()

"""The end of a case on the PRaP page, in the real window: code, days and reason (W12, W13, W15, X17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import EntryState
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from tests.ui.test_prap_page import PrapDesk
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.recording.record_choices import NOT_NOW
from ui.shell.shell import Shell


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> PrapDesk:
    """Somebody who found work and ended, and somebody who takes part; today is Friday 4 June 2021."""
    cases = brought_once(own_vault, passphrase, window_clock, two)
    return PrapDesk(open_window(make_shell, own_vault, passphrase, settle), settle, dict(cases))


def two(maker: CaseMaker) -> dict[str, Any]:
    cases = {"ended": maker.started(), "going": maker.started(first_name="Tom", last_name="Adeyemi")}
    today = date(2021, 6, 4)
    staff.add(maker.workspace, name="Owen Lloyd", role="adviser", prap_role=True)
    maker.on(today, time(9, 30))
    maker.record(cases["ended"], FactKind.WITHDREW, today)
    maker.record(cases["ended"], FactKind.ENDED_EARLY, today)
    maker.on(today, time(10, 41))
    return cases


def listed(box: Any) -> set[str]:
    assert isinstance(box, QComboBox)
    return {str(box.itemData(place)) for place in range(box.count()) if box.itemData(place)}


def test_w12_w13_an_end_is_keyed_with_its_code_and_the_last_engaged_day(
    desk: PrapDesk, save_picture: Callable[[QWidget, str], None]
) -> None:
    """Annex 2: both days and the code are there to copy, 45 is none to choose, and nothing is kept without
    the last engaged day; once it is keyed the entry is done."""
    dialog = desk.press_row("ended", "end")
    assert isinstance(dialog, PrapEntryDialog)
    assert dialog.fields.value("end_code").startswith("36 ")
    assert dialog.fields.value("end_date") == dialog.fields.value("last_engaged_on") == "04/06/2021"
    codes = dialog.form.form.field("detail")
    assert isinstance(codes, QComboBox) and listed(codes) == {"36", "37", "46"}
    lines = [codes.itemText(place) for place in range(codes.count())]
    assert NOT_NOW in lines and not any("45 " in line for line in lines)
    assert any("39 Completed Provision: " in line and "for completers" in line for line in lines)
    save_picture(dialog, "prap-end")
    dialog.form.questions.set_answers({"last_engaged_on": "", "proof": "36 keyed 04/06/2021"})
    desk.press("keyed", dialog)
    assert dialog.isVisible() and desk.states("ended")["end"] is EntryState.OPEN
    dialog.form.questions.set_answers({"last_engaged_on": "2021-05-04", "proof": "36 keyed 04/06/2021"})
    desk.press("keyed", dialog)
    asked = dialog.form.questions.form
    assert asked is not None and "cannot lie before the start" in asked.note("last_engaged_on")
    dialog.form.questions.set_answers({"last_engaged_on": "2021-06-04", "proof": "36 keyed 04/06/2021"})
    desk.press("keyed", dialog)
    assert desk.states("ended")["end"] is EntryState.PROVED
    kept = facts.of_case(desk.workspace, desk.cases["ended"])[0]
    assert (kept.kind, kept.detail["end_code"], kept.detail["last_engaged_on"]) == (
        FactKind.END_KEYED,
        "36",
        "2021-06-04",
    )
    assert kept.by and kept.on == date(2021, 6, 4)


def test_w15_the_entry_says_of_which_list_its_words_are(desk: PrapDesk) -> None:
    """J3.15, J3.36: the guide, its version and since when it is in use."""
    dialog = desk.press_row("ended", "end")
    rules = desk.workspace.programme_of(desk.cases["ended"]).prap
    assert dialog.lists.isVisible() and rules.source in dialog.lists.text()
    assert rules.version in dialog.lists.text() and "in use from 23 July 2021" in dialog.lists.text()
    dialog.discard()


def test_x17_a_job_start_is_recorded_for_code_1_and_claimed_nowhere(desk: PrapDesk) -> None:
    """J1.30: the employer is asked for and may stay empty; nothing is to be keyed for it, the case goes on,
    and no page is about outcomes or claims."""
    case_id, before = desk.cases["going"], desk.states("going")
    RecordDialog.ask(desk.shell.context, case_id, desk.shell.window, kinds=(FactKind.JOB_STARTED,))
    desk.settle()
    form = desk.dialog()
    assert isinstance(form, RecordDialog)
    form.save.click()
    desk.settle()
    assert facts.of_case(desk.workspace, case_id)[0].kind == FactKind.JOB_STARTED
    assert desk.states("going") == before
    names = " ".join(entry.text() for entry in desk.shell.frame.rail.entries.values()).lower()
    assert names and not any(word in names for word in ("outcome", "claim", "payment"))

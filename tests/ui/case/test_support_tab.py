"""The Support tab and the reports in the real window (S3, S4, S6 to S10, S13, S15)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.office import channel_clearances, staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.sessions import support
from jfs_desktop.rules.plan.minimum_service import ServiceState
from jfs_desktop.rules.programme.roles import Role
from tests.cleared import with_channels
from tests.ui.casemaker import case_maker, open_window
from tests.ui.tab_desk import TabDesk
from ui.dialogs.circumstances.assign_adviser import AssignAdviserDialog
from ui.dialogs.mail.make_letter import IPESSO1, POINTS, MakeLetterDialog
from ui.dialogs.office.reports import OFFERS, ReportsDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.record_support import RecordSupportDialog
from ui.dialogs.viewing.paper import PaperDialog
from ui.pages.case.support.support import SupportTab
from ui.shell.shell import Shell

Save = Callable[[QWidget, str], None]


class Desk(TabDesk[SupportTab]):
    """The window on one case that is on provision."""

    key, kind = "support", SupportTab

    def state(self, key: str) -> ServiceState:
        service = support.sheet(self.workspace, self.case_id).service
        return next(one.state for one in service if one.key == key)


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> Desk:
    now = window_clock.wall
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
        staff.add(maker.workspace, name="Mòrag NicDhòmhnaill", role=Role.ADVISER, prap_role=True)
    window_clock.wall = now
    return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)


def test_s13_the_checklist_leads_to_an_offer_and_its_answer(desk: Desk, save_picture: Save) -> None:
    tab = desk.tab
    assert tab.service.states["peers"].text() == "● Not offered yet"
    assert tab.nothing.isVisible()
    tab.service.offers["peers"].click()
    dialog = desk.dialog()
    assert isinstance(dialog, RecordSupportDialog)
    dialog.save.click()
    desk.settle()
    assert desk.state("peers") is ServiceState.NOT_OFFERED, "an offer without an answer is not recorded"
    dialog.questions.set_answers({"item": "peers", "answer": "declined", "declined_reason": "Shy in groups"})
    dialog.save.click()
    desk.settle()
    assert desk.state("peers") is ServiceState.DECLINED
    assert tab.service.states["peers"].text() == "Declined"
    save_picture(desk.shell.window, "support-checklist-light")


def test_s8_s14_support_is_recorded_and_stands_in_the_jfap(desk: Desk, save_picture: Save) -> None:
    desk.tab.service.records["job_matching"].click()
    dialog = desk.dialog()
    assert dialog.questions.answers()["item"] == "job_matching"
    assert dialog.form.field("session").isHidden()
    dialog.save.click()
    assert dialog.form.note("channel") == "Say how it was done."
    dialog.form.set_value("channel", "video")
    answers = {
        "item": "job_matching",
        "vacancy": "Care assistant",
        "employer": "Harbour Homes",
        "outcome": "Applied the same day",
        "identity": "confirmed",
    }
    dialog.questions.set_answers(answers)
    save_picture(dialog, "support-form-light")
    channel_clearances.take_back(desk.workspace, "video", "Under review")
    dialog.save.click()
    desk.settle()
    assert "not cleared" in dialog.notice.words.text(), "I2: with the way to its clearance beside it"
    with_channels(desk.workspace)
    dialog.save.click()
    desk.settle()
    (line,) = plans.open_plan(desk.workspace, desk.case_id).content.activities
    assert line.kind == "Job matching"
    assert "Care assistant" in line.text
    assert desk.tab.given.rows[0].outcome == "Applied the same day"
    assert desk.tab.service.states["job_matching"].text() == "✓ Delivered"
    desk.tab.service.records["job_matching"].click()
    assert desk.dialog().questions.answers()["identity"] == "confirmed", "asked once in one call (I3)"


def test_s7_sector_advice_names_its_sector_and_stands_in_the_jfap(desk: Desk) -> None:
    """S7: no advice for a sector without saying which; then in the JFAP and on the checklist."""
    desk.tab.service.records["sector_advice"].click()
    dialog = desk.dialog()
    assert isinstance(dialog, RecordSupportDialog)
    dialog.form.set_value("channel", "video")
    said = {"item": "sector_advice", "outcome": "Two online applications", "identity": "confirmed"}
    dialog.questions.set_answers(said)
    dialog.save.click()
    desk.settle()
    assert dialog.questions.form is not None and "Which sector" in dialog.questions.form.note("sector")
    assert desk.state("sector_advice") is ServiceState.NOT_OFFERED
    dialog.questions.set_answers(said | {"sector": "Care"})
    dialog.save.click()
    desk.settle()
    (line,) = plans.open_plan(desk.workspace, desk.case_id).content.activities
    assert "Care" in line.text and "Two online applications" in line.text
    assert desk.tab.service.states["sector_advice"].text() == "✓ Delivered"


def test_s6_a_mock_interview_asks_for_its_timed_session(desk: Desk) -> None:
    desk.tab.record.click()
    dialog = desk.dialog()
    answers = {"item": "mock_interview", "one_to_one": "no", "interviewer": "An employer"}
    dialog.questions.set_answers(answers)
    dialog.questions.changed.emit()
    assert dialog.form.field("session").isHidden()
    dialog.questions.set_answers(answers | {"one_to_one": "yes"})
    dialog.questions.changed.emit()
    assert not dialog.form.field("session").isHidden()
    assert dialog.form.value("session") is None, "not timed, and so in no minutes, until one is chosen"


def test_s3_s4_pace_and_advisers_stand_on_the_case(desk: Desk, save_picture: Save) -> None:
    assert "2 sessions are still to be planned" in desk.tab.pace.text()
    assert desk.tab.advisers.text().startswith("Designated adviser: Rosa Khan.")
    button = desk.shell.window.findChild(QPushButton, "change-adviser")
    assert isinstance(button, QPushButton)
    button.click()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AssignAdviserDialog)
    assert dialog.form.field("change_reason").isHidden()
    morag = next(one for one in staff.all_staff(desk.workspace) if one.name.startswith("Mòrag"))
    dialog.form.set_value("adviser", morag.id)
    assert not dialog.form.field("change_reason").isHidden()
    dialog.save.click()
    desk.settle()
    assert dialog.form.note("change_reason"), "no change of adviser without its reason"
    QTest.keyClicks(dialog.form.field("change_reason"), "Long leave")
    dialog.form.set_value("agreed", ("yes",))
    dialog.save.click()
    desk.settle()
    assert desk.tab.advisers.text().startswith("Designated adviser: Mòrag NicDhòmhnaill.")
    assert "Long leave, agreed with them" in desk.tab.changes.text()
    save_picture(desk.shell.window, "support-adviser-light")


def test_s13_s15_reports_are_saved_without_names(desk: Desk, tmp_path: Path, save_picture: Save) -> None:
    ReportsDialog.ask(desk.shell.frame._context, desk.shell.window, desk.shell.frame.open_case)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ReportsDialog)
    dialog.bar.setCurrentIndex(OFFERS)
    assert len(dialog.lacking.rows) == 1
    save_picture(dialog, "report-offers-light")
    dialog.save_to(tmp_path / "offers.csv")
    desk.settle()
    text = (tmp_path / "offers.csv").read_text("utf-8-sig")
    assert "PR-00001" in text
    assert "Gwenllian" not in text
    dialog.tables[OFFERS].selectRow(0)
    dialog.tables[OFFERS].opened.emit(0)
    desk.settle()
    assert desk.dialog() is None
    assert desk.page.current_tab == "support"


def test_a_locked_window_holds_nothing_of_the_support(desk: Desk) -> None:
    desk.shell.lock()
    desk.settle()
    assert desk.tab.given.rows == ()
    assert desk.tab.advisers.text() == ""


def test_o7_o8_ipesso1_is_signposted_where_head_office_turns_it_on(
    desk: Desk, qtbot: QtBot, save_picture: Save
) -> None:
    """AMB-60, O7, O8: nothing of it on a case of Job Finding Support; once turned on, the sheet, the
    signature and the day by which the form goes."""
    assert not desk.tab.signpost.isVisible()
    desk.shell.hub.tell(settings.put(desk.workspace, settings.SIGNPOSTING, True))
    desk.tab.mark_stale()
    desk.settle()
    assert "promises no place" in desk.tab.signpost.told.text() and not desk.tab.signpost.sent.isVisible()
    desk.tab.signpost.signed.click()
    record = desk.dialog()
    assert isinstance(record, RecordDialog)
    record.save.click()
    desk.settle()
    assert "by 11 June (IPES 5.17)" in desk.tab.signpost.told.text()
    desk.tab.signpost.sheet.click()
    form = desk.dialog()
    assert isinstance(form, MakeLetterDialog) and form.chosen() == IPESSO1
    form.look.click()
    desk.settle()
    assert "Every point is told" in form.form.note("told")
    form.form.set_value("told", [key for key, _ in POINTS])
    form.form.set_value("volunteers", ["yes"])
    save_picture(form, "ipesso1-form")
    form.look.click()
    desk.settle()
    (paper,) = [one for one in form.findChildren(PaperDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: paper.pages.page_count > 0)
    save_picture(paper, "ipesso1-sheet")
    paper.discard()
    form.discard()
    desk.settle()
    save_picture(desk.tab.signpost, "support-signpost")

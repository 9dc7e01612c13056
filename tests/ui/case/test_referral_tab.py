"""The tab 'Referral' in the real window: panels, doubts, duplicates, an earlier case, the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import doubled_referrals, referral_view, weighings
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from tests import patience
from tests.ui.case.case_desk import OFFSCREEN
from tests.ui.casemaker import CaseMaker, case_maker, open_window
from tests.ui.tab_desk import TabDesk
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.referrals.correct_referral import CorrectReferralDialog
from ui.pages.case.referral.referral import ReferralTab
from ui.pages.case.referral.referral_record import record_lines
from ui.shell.shell import Shell

TODAY = date(2021, 6, 24)
NI = {"ni_number": "AB123456C", "date_of_birth": "1990-02-03"}
SUITABLE = dict.fromkeys(
    ("no_other_provision", "not_employed", "would_benefit", "can_take_part", "volunteers", "motivated"), "yes"
)
pytestmark = OFFSCREEN
Settle = Callable[[Shell], None]
Open = Callable[[Callable[[CaseMaker], UUID]], "Desk"]


class Desk(TabDesk[ReferralTab]):
    """The opened window on one case."""

    key, kind = "referral", ReferralTab

    def settled(self) -> ReferralTab:
        self.settle()
        return self.tab

    def facts(self, kind: K) -> list[FactView]:
        found = facts.of_case(self.workspace, self.case_id)
        return [fact for fact in found if fact.kind == kind]

    @property
    def view(self) -> referral_view.ReferralView:
        return referral_view.of_case(self.workspace, self.case_id)


@pytest.fixture
def at_desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Open:
    """Brings a case somewhere, and opens the window on its tab 'Referral'."""

    def make(bring: Callable[[CaseMaker], UUID]) -> Desk:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = bring(maker)
            if maker.workspace.today() < TODAY:
                maker.on(TODAY)
        return Desk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)

    return make


def received(maker: CaseMaker) -> UUID:
    return maker.referred(TODAY, **NI, claim_start_date="2021-03-01", left_education_on="2021-05-01")


def referred_again(maker: CaseMaker) -> UUID:
    """Somebody who left on working day eight, whose end nobody keyed."""
    earlier = maker.started(**NI, first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
    maker.record(earlier, K.WITHDREW, date(2021, 6, 8))
    maker.record(earlier, K.ENDED_EARLY, date(2021, 6, 8))
    maker.on(TODAY)
    return maker.referred(TODAY, **NI, first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")


def doubled(maker: CaseMaker, day: date = TODAY) -> UUID:
    """Another referral of somebody whose case is running, taken in that day."""
    maker.started(**NI)
    maker.on(day)
    said = {"prap_reference": "PR-DOUBLE", "referral_made_on": day.isoformat()}
    form = ReferralForm(
        **said, received_at=f"{day.isoformat()} 08:50", first_name="Priya", last_name="Nair", **NI
    )
    return doubled_referrals.take_in(maker.workspace, form).value


def test_answers_are_given_by_chips_kept_and_told_with_their_doubts(at_desk: Open, qtbot: QtBot) -> None:
    """E2, E9: what the referral says is filled in; the rest is pressed; the doubt names its paragraph."""
    desk = at_desk(received)
    card = desk.tab.weighings["eligibility"]
    assert card.form.answers()["claim_in_time"] == "no"
    assert "(JFS 2.02)" in card.doubts.text()
    assert card.form.form is not None
    for name in ("right_to_reside", "right_to_work"):
        chips = card.form.form.field(name)
        yes = chips.chips[0]  # type: ignore[attr-defined]
        yes.setFocus()
        qtbot.keyClick(yes, Qt.Key.Key_Space)
    desk.click("keep-eligibility")
    (kept,) = desk.facts(K.ELIGIBILITY_WEIGHED)
    assert kept.detail["right_to_work"] == "yes" and kept.by == "Rosa Khan"
    assert "Weighed by Rosa Khan" in desk.tab.weighings["eligibility"].state.text()
    assert "The claim is young enough" in desk.tab.doubts.open.text()


def test_what_is_missing_is_told_at_its_question(at_desk: Open) -> None:
    desk = at_desk(received)
    desk.click("keep-suitability")
    assert desk.facts(K.SUITABILITY_WEIGHED) == []
    form = desk.tab.weighings["suitability"].form.form
    assert form is not None
    told = [one for one in form.findChildren(QWidget) if one.property("role") == "error" and one.isVisible()]
    assert len(told) == 6


@pytest.mark.parametrize(
    ("exception", "said"),
    [
        pytest.param("UC_LOST_JOB", {"change_declared_on": "2021-06-20"}, id="E5"),
        pytest.param(
            "DWP_26_WEEKS",
            {"unemployed_since": "2021-02-01", "authorised_by": "P. Hale", "authorised_on": "2021-06-20"},
            id="E6",
        ),
    ],
)
def test_e5_e6_an_exception_carries_an_older_claim(
    at_desk: Open, exception: str, said: dict[str, str]
) -> None:
    """E5, E6: what the exception rests on is asked for at its own questions; kept, it takes the doubt about
    the claim away."""
    desk = at_desk(received)
    card = desk.tab.weighings["eligibility"]
    assert "claim" in card.doubts.text()
    yes = dict.fromkeys(("right_to_reside", "right_to_work", "lives_in_britain", "working_age"), "yes")
    card.form.set_answers(card.form.answers() | yes | {"exception": exception, "source": "work_coach"})
    desk.click("keep-eligibility")
    form = card.form.form
    assert form is not None and desk.facts(K.ELIGIBILITY_WEIGHED) == []
    assert all(form.field(name).isVisible() and form.note(name) for name in said)
    card.form.set_answers(card.form.answers() | said)
    desk.click("keep-eligibility")
    (kept,) = desk.facts(K.ELIGIBILITY_WEIGHED)
    assert said.items() <= kept.detail.items() and kept.detail["exception"] == exception
    assert "claim" not in desk.settled().weighings["eligibility"].doubts.text()


def test_doubt_goes_to_the_work_coach_and_waits_for_the_answer(at_desk: Open) -> None:
    """E9: the form is filled in with what is in doubt; the answer is recorded where it is awaited."""
    desk = at_desk(received)
    desk.click("ask-work-coach")
    dialog = desk.dialog()
    answers = dialog.questions.answers()
    assert answers["doubt"] == "eligibility" and "young enough" in answers["facts"]
    assert answers["decision"] == "waiting"
    dialog.questions.set_answers(answers | {"contact": "D. Osei"})
    dialog.form.set_value("channel", "telephone")
    dialog.save.click()
    desk.settle()
    assert [one.contact for one in desk.view.waiting] == ["D. Osei"]
    desk.click("record-answer")
    dialog = desk.dialog()
    dialog.questions.set_answers(
        {"contact": "D. Osei", "answer": "The claim was closed and opened anew.", "decision": "go_on"}
    )
    dialog.save.click()
    desk.settle()
    assert desk.view.waiting == ()
    assert desk.view.doubts[0].answer == "The claim was closed and opened anew."


def test_search_without_hits_is_kept_by_one_press_and_undone(at_desk: Open) -> None:
    """R5"""
    desk = at_desk(received)
    desk.click("search-duplicates")
    assert [fact.detail["decision"] for fact in desk.facts(K.DUPLICATES_SEARCHED)] == ["none", "none"]
    assert "nothing found" in desk.tab.duplicates.state.text()


def test_what_intake_found_stands_there_at_once(at_desk: Open) -> None:
    """T4, R5: nobody has to search for it again; settled, the case can be accepted."""

    def two(maker: CaseMaker) -> UUID:
        maker.referred(TODAY, date_of_birth="1990-02-03", first_name="Príya")
        return maker.referred(TODAY, date_of_birth="1990-02-03")

    desk = at_desk(two)
    card = desk.tab.duplicates
    assert card.owed.isVisible() and "before you accept" in card.owed.text()
    assert card.choice is not None and card.keep.isVisible()
    card.choice.chips[card.choice.keys.index("other_people")].click()
    desk.click("keep-search")
    assert [fact.detail["decision"] for fact in desk.facts(K.DUPLICATES_SEARCHED)] == ["other_people"]
    assert not card.owed.isVisible() and not card.keep.isVisible()


def test_hit_is_looked_at_and_decided(at_desk: Open) -> None:
    """R5, R4: a hit opens its case; called a duplicate it leads to the rejection."""

    def two(maker: CaseMaker) -> UUID:
        maker.referred(TODAY, date_of_birth="1990-02-03", first_name="Príya")
        return maker.referred(TODAY, date_of_birth="1990-02-03")

    desk = at_desk(two)
    desk.click("search-duplicates")
    card = desk.tab.duplicates
    assert card.choice is not None and card.choice.chosen() == ()
    desk.click("keep-search")
    assert "Say what the cases found are" in card.error.text()
    card.choice.chips[card.choice.keys.index("duplicate")].click()
    desk.click("keep-search")
    assert [fact.detail["hits"] for fact in desk.facts(K.DUPLICATES_SEARCHED)] == ["1"]
    assert desk.tab.doubled.named.text() == "Doubles the open case of Príya Nair, PR-00001"
    desk.click("reject-duplicate")
    entry = QApplication.activeModalWidget()
    assert isinstance(entry, PrapEntryDialog)
    assert entry.form.answers()["matched"] == "PR-00001"  # R4: taken from the case found
    entry.discard()
    desk.settle()
    desk.click("search-duplicates")
    desk.click("open-hit")
    assert desk.settled().case_id != desk.case_id


def test_what_doubles_a_running_case_leads_with_its_rejection(
    at_desk: Open, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R2, R4, JFS 3.35, 3.36: the doubled case is named and opened, and the one primary action rejects."""
    desk = at_desk(doubled)
    tab = desk.tab
    assert tab.doubled.named.text() == "Doubles the open case of Priya Nair, PR-00001"
    assert "by the end of 25 June 2021 (JFS 3.35, 3.36)" in tab.doubled.words.text()
    assert dict(record_lines(desk.view.record))["Kind"] == "Duplicate of another referral"
    assert not any(card.isVisible() for card in tab.weighings.values())
    assert not tab.earlier.isVisible() and not tab.doubts.isVisible()
    primary = [one for one in tab.findChildren(QPushButton) if one.property("role") == "primary"]
    assert [one.objectName() for one in primary if one.isVisible()] == ["reject-duplicate"]
    save_picture(desk.shell.window, "case-referral-doubled")
    desk.click("open-doubled")
    assert desk.settled().case_id != desk.case_id


def test_earlier_case_is_named_read_beside_and_holds_the_acceptance(
    at_desk: Open, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R6, R7, R8: criteria filled in, the old JFAP beside, and PRaP looked at before accepting."""
    desk = at_desk(referred_again)
    card = desk.tab.weighings["re-referral"]
    assert card.isVisible()
    assert {"not_completed": "yes", "limit_not_reached": "yes", "no_earlier": "yes"}.items() <= (
        card.form.answers().items()
    )
    assert "no end keyed on PRaP" in desk.tab.earlier.alarm.text()
    desk.click("read-jfap")
    assert "to read only" in desk.tab.earlier.plan.text()
    save_picture(desk.shell.window, "case-referral-again")
    for area in desk.tab.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    desk.click("read-jfap")
    assert not desk.tab.earlier.plan.isVisible()
    desk.click("earlier-closed")
    dialog = desk.dialog()
    dialog.questions.set_answers({"ended_on": "2021-06-09"})
    dialog.save.click()
    desk.settle()
    assert len(desk.facts(K.EARLIER_END_CHECKED)) == 1
    assert not desk.tab.earlier.alarm.isVisible()
    desk.click("open-earlier")
    assert desk.settled().case_id == desk.view.earlier[0].case_id


def test_who_is_recorded_as_deceased_is_asked_about_in_the_open(
    at_desk: Open, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R6, E9, JFS 5.11: the earlier case says so, and the doubt stands ready to be raised."""

    def bring(maker: CaseMaker) -> UUID:
        earlier = maker.started(**NI, first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
        on = maker.workspace.today()
        early_ends.end_early(maker.workspace, earlier, EarlyEnd("died", on, death=Death(on, "The sister")))
        maker.on(TODAY)
        return maker.referred(TODAY, **NI, first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")

    desk = at_desk(bring)
    assert "as deceased: ask the Work Coach" in desk.tab.earlier.alarm.text()
    assert "as deceased" in desk.tab.doubts.open.text()
    save_picture(desk.shell.window, "case-referral-deceased")


def test_what_is_on_record_is_shown_and_put_right_with_a_reason(
    at_desk: Open, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R1, R2, E3: how it came, how old they were, when it is owed; a wrong day is corrected in the window."""
    desk = at_desk(lambda maker: maker.referred(TODAY, **NI, work_coach="D. Osei"))
    told = dict(record_lines(desk.view.record))
    assert (told["Age"], told["Kind"]) == ("31 at the referral", "First referral")
    assert told["Answer"] == "Owed by the end of 25 June 2021 (JFS 3.07)"
    desk.click("correct-referral")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CorrectReferralDialog) and not dialog.dirty()
    dialog.form.set_value("referral_made_on", date(2021, 6, 23))
    dialog.form.set_value("work_coach", "Mòrag NicDhòmhnaill")
    dialog.save.click()
    desk.settle()
    assert "why it is corrected" in dialog.form.note("reason")
    dialog.form.set_value("reason", "Read in the wrong line")
    save_picture(dialog, "referral-correct")
    dialog.save.click()
    desk.settle()
    assert QApplication.activeModalWidget() is None
    record = desk.view.record
    assert (record.made_on, record.work_coach) == (date(2021, 6, 23), "Mòrag NicDhòmhnaill")
    made = [one for one in desk.facts(K.REFERRAL_MADE) if one.withdrawn_reason]
    assert [one.withdrawn_reason for one in made] == ["Read in the wrong line"]


def test_a_mistyped_ni_number_is_told_and_joins_the_case_to_its_person(
    at_desk: Open, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R1, R5, R9: whose number it is and what follows is told first; joined, the earlier case stands beside
    this one, and changing another field lets go of what was told."""
    who = {"first_name": "Gwenllian Angharad", "last_name": "Llywelyn-Prytherch"}

    def two(maker: CaseMaker) -> UUID:
        earlier = maker.started(**NI, **who)
        maker.record(earlier, K.WITHDREW, date(2021, 6, 8))
        maker.record(earlier, K.ENDED_EARLY, date(2021, 6, 8))
        maker.on(TODAY)
        return maker.referred(TODAY, **who | {"ni_number": "AB123465C", "date_of_birth": "1990-02-03"})

    desk = at_desk(two)
    desk.click("correct-referral")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CorrectReferralDialog) and not dialog.join.isVisible()
    dialog.form.set_value("ni_number", "AB 12 34 56 C")
    dialog.form.set_value("reason", "Two figures exchanged")
    dialog.save.click()
    desk.settle()
    assert "knows already" in dialog.form.note("ni_number") and dialog.join.isVisible()
    assert "PR-00001" in dialog.told.text() and "can be undone" in dialog.told.text()
    save_picture(dialog, "referral-join")
    dialog.form.set_value("work_coach", "D. Osei")
    assert not dialog.join.isVisible() and dialog.told.text() == ""
    dialog.save.click()
    desk.settle()
    dialog.join.click()
    desk.settle()
    assert QApplication.activeModalWidget() is None
    assert [one.reference for one in desk.view.earlier] == ["PR-00001"]
    assert dict(record_lines(desk.view.record))["Kind"] == "Re-referral"
    assert desk.tab.weighings["re-referral"].isVisible()


def test_lapsed_referral_says_what_to_do_and_takes_the_hand_back(at_desk: Open) -> None:
    """R3, R10: to whom and how is asked; the case stays lapsed."""
    desk = at_desk(lambda maker: maker.referred(date(2021, 6, 1), work_coach="D. Osei"))
    assert "This referral lapsed" in desk.tab.back.words.text()
    shown = [one.text() for one in desk.page.findChildren(QLabel) if one.isVisible()]
    assert len([one for one in shown if "by the end of its" in one]) == 1, "why it lapsed is said once"
    desk.shell.frame.open_case(desk.case_id, "overview")
    desk.settle()
    shown = [one.text() for one in desk.page.findChildren(QLabel) if one.isVisible()]
    assert len([one for one in shown if "has lapsed" in one]) == 1, "so is what follows from it"
    desk.shell.frame.open_case(desk.case_id, "referral")
    desk.settle()
    desk.click("hand-back")
    dialog = desk.dialog()
    assert dialog.questions.answers()["to_whom"] == "D. Osei"
    dialog.questions.set_answers({"to_whom": "D. Osei", "method": "telephone"})
    dialog.save.click()  # it is late by now, which is asked
    desk.settle()
    assert desk.facts(K.HANDED_BACK) == []
    dialog.form.set_value("late_reason", "Sick leave")
    dialog.save.click()
    desk.settle()
    assert [fact.detail["method"] for fact in desk.facts(K.HANDED_BACK)] == ["telephone"]
    assert "Handed back on 24 June 2021 to D. Osei (telephone)." in desk.tab.back.words.text()


def test_lapsed_duplicate_asks_for_no_new_referral(at_desk: Open) -> None:
    """R3, R4: the case that it doubled goes on; there is nothing to reject any more."""
    desk = at_desk(lambda maker: doubled(maker, date(2021, 6, 21)))
    assert "ask for no new one" in desk.tab.back.words.text()
    assert desk.tab.doubled.isVisible() and not desk.tab.doubled.reject.isVisible()
    assert "goes on as it is" in desk.tab.doubled.words.text()


def test_half_given_answers_outlive_a_lock(at_desk: Open, passphrase: str) -> None:
    """E7: what was pressed and not kept is there again; nobody is to be seen meanwhile."""
    desk = at_desk(received)
    form = desk.tab.weighings["suitability"].form
    form.set_answers({"volunteers": "yes", "motivated": "not_known"})
    desk.shell.lock()
    assert desk.shell.tasks.wait_idle(patience.MS)
    assert desk.tab.duplicates.state.text() == ""
    desk.shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    tab = desk.settled()
    answers = tab.weighings["suitability"].form.answers()
    assert (answers["volunteers"], answers["motivated"]) == ("yes", "not_known")


def test_suitability_kept_before_is_shown_again(at_desk: Open) -> None:
    """E7, E8: kept answers come back after a restart, with what is still to be considered."""

    def weighed(maker: CaseMaker) -> UUID:
        case_id = received(maker)
        weighings.weigh(
            maker.workspace, case_id, K.SUITABILITY_WEIGHED, SUITABLE | {"left_education_on": "2021-05-01"}
        )
        return case_id

    desk = at_desk(weighed)
    card = desk.tab.weighings["suitability"]
    assert SUITABLE.items() <= card.form.answers().items()
    assert "Fresh from education" in card.doubts.text()

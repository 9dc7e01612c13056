"""The 'Ending' tab in the real window: completing, ending early, a death, PRaP14 and the survey (X1, X2, X8,
X12 to X14, X16, W8, W9, Q6 to Q8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.ending import case_letters, early_ends, endings, ends
from jfs_desktop.casework.ending.endings import Ending
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.office.contract import ContractDates
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind, WrapUp
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.plan.plan import Objective
from tests.documents import made_templates
from tests.ui.casemaker import MET, CaseMaker, after, case_maker, open_window
from tests.ui.recorder import Recorder
from tests.ui.tab_desk import TabDesk
from ui.dialogs.ending.complete import CompleteDialog
from ui.dialogs.ending.end_corrections import TakeEndBackDialog
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.mail.make_letter import PRAP14, MakeLetterDialog
from ui.dialogs.plan.finalise_plan import FinalisePlanDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.start_session import StartSessionDialog
from ui.dialogs.viewing.paper import PaperDialog
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.pages.case.ending.ending import EndingTab
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]
DAY = date(2021, 6, 4)
LONG = {"first_name": "Gwenllian Angharad", "last_name": "Llywelyn-Prytherch"}


class Way(TabDesk[EndingTab]):
    """The window on one case, at its 'Ending' tab."""

    key, kind = "ending", EndingTab

    def ending(self) -> Ending:
        return endings.of_case(self.workspace, self.case_id)

    def meet(self, key: str, **answers: str) -> None:
        """Meets one test of the list by its own button."""
        self.click(f"meet-{key}")
        dialog = self.dialog_of(RecordDialog)
        channel = answers.pop("channel", "")
        if channel:
            dialog.form.set_value("channel", channel)
        dialog.questions.set_answers(answers)
        self.click("record", dialog)
        assert QApplication.activeModalWidget() is None, dialog.error_text()

    def words(self, widget: QWidget | None = None) -> str:
        labels = (widget or self.shell.window).findChildren(QLabel)
        return " ".join(one.text() for one in labels if one.isVisible())


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock, settle: Settle
) -> Callable[..., Way]:
    """A case brought there by verbs, and the window opened on it."""

    def opened(bring: Callable[[CaseMaker], UUID], day: date = DAY) -> Way:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = bring(maker)
            maker.on(day, time(9, 30))
        return Way(open_window(make_shell, own_vault, passphrase, settle), case_id, settle)

    return opened


def supported(maker: CaseMaker, minutes: int = 240, **said: str) -> UUID:
    """Somebody on provision with so many minutes of support."""
    case_id = maker.started(**said)
    maker.on(date(2021, 6, 3))
    began = maker.workspace.now() - timedelta(minutes=minutes)
    by_hand = ManualSession(
        SessionKind.ONE_TO_ONE,
        "video",
        began,
        minutes,
        "Laptop broken",
        no_change_reason="Nothing new",
        late_reason="Away",
        identity="confirmed",
    )
    sessions.add_manual(maker.workspace, case_id, by_hand)
    return case_id


def finalising(maker: CaseMaker) -> UUID:
    """The survey belongs to the exit, which begins with finalising."""
    case_id = maker.started(**LONG)
    maker.record(case_id, K.FINALISING_BEGUN, date(2021, 6, 4))
    return case_id


def planned(maker: CaseMaker) -> UUID:
    """The same with a plan that may be made final."""
    case_id = supported(maker)
    before = plans.open_plan(maker.workspace, case_id).content
    aims = (Objective(uuid4(), "Find work in a warehouse", "Apply", "Two applications a week"),)
    plans.settle(maker.workspace, case_id, replace(before, objectives=aims, next_steps="Go on applying."))
    return case_id


def half_started(maker: CaseMaker) -> UUID:
    """An initial meeting that was held and not finished: no pack went, and nothing is keyed."""
    case_id = maker.accepted(**LONG)
    for kind in (K.CONTACTED, K.IDENTITY_CONFIRMED, K.INITIAL_MEETING_HELD, K.VOLUNTEER_CONFIRMED):
        maker.record(case_id, kind, MET)
    return case_id


def disengaged(maker: CaseMaker) -> UUID:
    case_id = planned(maker)
    maker.on(DAY, time(9))
    maker.record(case_id, K.DISENGAGED, DAY)
    return case_id


def test_i1_p10_what_a_final_jfap_waits_for_is_led_to(opened: Callable[..., Way], save_picture: Save) -> None:
    """Before the start is made nothing is final: the sentence names what is left, a button leads there."""
    way = opened(half_started)
    way.click("meet-jfap_final")
    form = way.dialog_of(FinalisePlanDialog)
    assert "Still to be recorded: First JFAP agreed; Induction pack sent. (JFS 3.19)" in form.lacks.text()
    save_picture(form, "final-start-missing")
    way.click("mend-start", form)
    assert QApplication.activeModalWidget() is None and way.page.current_tab == "meeting"


def test_m3_p10_somebody_who_is_away_is_back_first(opened: Callable[..., Way]) -> None:
    way = opened(disengaged)
    way.click("meet-jfap_final")
    way.click("mend-away", way.dialog_of(FinalisePlanDialog))
    back = way.dialog_of(RecordDialog)
    assert back.kind.currentData() == K.RE_ENGAGED.value
    back.form.set_value("channel", "telephone")
    back.questions.set_answers({"identity": "confirmed"})
    way.click("record", back)
    assert QApplication.activeModalWidget() is None, back.error_text()
    way.click("meet-jfap_final")
    form = way.dialog_of(FinalisePlanDialog)
    assert form.form.isVisible(), form.lacks.text()


def test_the_long_way_of_a_completer(opened: Callable[..., Way], save_picture: Save) -> None:
    """X2, T22 to T24, AMB-16, X13: from support to 39 keyed, by the buttons of the tab alone."""
    way = opened(planned)
    assert not way.tab.complete.isEnabled()
    assert "Group session" in way.tab.refused.text() and "JFS 5.02" in way.tab.refused.text()
    save_picture(way.shell.window, "journey-completer-1-support")
    way.meet("group_session", identity="confirmed")
    way.click("begin-finalising")
    assert way.ending().stage == "finalising"
    way.click("back-to-support")
    assert way.ending().stage == "started"
    way.click("begin-finalising")
    way.meet("cv", how="made")
    assert way.tab.findChild(QPushButton, "meet-jfap_copy_given") is None, "what went now would be a draft"
    save_picture(way.shell.window, "journey-completer-2-finalising")
    way.click("meet-jfap_final")
    final = way.dialog_of(FinalisePlanDialog)
    assert "one-to-one session" in str(final.form.value("summary")), "proposed from the record (P11)"
    save_picture(final, "journey-completer-2-final-jfap")
    final.form.set_value("how", "Video call")
    way.click("finalise-plan", final)
    assert QApplication.activeModalWidget() is None, final.error_text()
    way.click("meet-jfap_copy_given")
    sending = way.dialog_of(SendPlanDialog)
    assert "DWP may ring you" in str(sending.form.value("message"))
    sending.form.set_value("channel", "email")
    sending.form.set_value("sent_to", "priya@example.org")
    save_picture(sending, "journey-completer-2-send-jfap")
    way.click("record-sent", sending)
    assert QApplication.activeModalWidget() is None, sending.error_text()
    assert way.tab.complete.isEnabled() and not way.tab.refused.isVisible()
    way.click("complete")
    dialog = way.dialog_of(CompleteDialog)
    assert "code 39" in dialog.body.text() and "Friday 4 June 2021" in dialog.body.text()
    save_picture(dialog, "journey-completer-3-complete")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    way.settle()
    ending = way.ending()
    assert ending.stage == "completer" and ending.end is not None and ending.end.on == DAY
    assert "39 Completed Provision" in way.words(way.tab.end)
    save_picture(way.shell.window, "journey-completer-4-to-key")
    way.click("key-end")
    entry = way.dialog_of(PrapEntryDialog)
    assert "39 Completed Provision" in way.words(entry) and "04/06/2021" in way.words(entry)
    way.click("keyed", entry)
    keyed = way.ending().end
    assert keyed is not None and keyed.keyed_on == DAY
    assert not way.tab.end.key.isVisible() and not way.tab.end.back.isVisible()
    save_picture(way.shell.window, "journey-completer-5-keyed")


def test_p3_a_session_on_a_final_jfap_leaves_no_change(opened: Callable[..., Way]) -> None:
    """P3, CSS 3: it is said before the timer starts, and the wrap-up offers 'No change' alone; so does the
    verb."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = finalising(maker)
        maker.record(case_id, K.JFAP_FINALISED, date(2021, 6, 4))
        return case_id

    way = opened(bring)
    way.click("case-start", way.page)
    start = way.dialog_of(StartSessionDialog)
    assert start.final.isVisible() and "Back to support" in start.final.text()
    start.form.set_value("identity", ("confirmed",))
    way.click("session-go", start)
    way.click("timer-stop", way.shell.window)
    dialog = way.dialog_of(WrapUpDialog)
    assert not dialog.plan.updated.isEnabled()
    assert dialog.plan.unchanged.isChecked() and dialog.plan.reason == "The JFAP is final"
    workspace, session_id = way.shell.context.workspace, dialog.session.id  # type: ignore[union-attr]
    with pytest.raises(RefusedByRule, match="final before this session"):
        sessions.stop(workspace, session_id, at=workspace.now(), wrap_up=WrapUp(plan_changed=True, notes="x"))
    dialog.form.set_value("late_reason", "Off sick")
    way.click("wrap-up-save", dialog)
    assert QApplication.activeModalWidget() is None, way.words(dialog)
    assert sessions.one(workspace, session_id).plan_changed is False


def test_a_total_short_without_the_meeting_warns_before_39(opened: Callable[..., Way]) -> None:
    """AMB-16: told with and without the initial meeting, and loudly before the code."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = supported(maker, 200)
        maker.on(date(2021, 6, 3))
        met = ManualSession(
            SessionKind.INITIAL_MEETING,
            "video",
            maker.workspace.now() - timedelta(minutes=460),
            45,
            "Laptop broken",
            no_change_reason="Nothing new",
            late_reason="Away",
        )
        sessions.add_manual(maker.workspace, case_id, met)
        for kind in (K.GROUP_ATTENDED, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT):
            maker.record(case_id, kind, date(2021, 6, 3))
        return case_id

    way = opened(bring)
    assert "4 h 05 with the initial meeting, 3 h 20 without it" in way.words(way.tab)
    way.click("complete")
    assert "Without the initial meeting it is 3 h 20" in way.words(way.dialog_of(CompleteDialog))


def test_ending_early_shows_what_each_reason_needs(opened: Callable[..., Way], save_picture: Save) -> None:
    """X8, X11, X12, X14, E1: refused with why, or ended with the code and the JFAP frozen."""
    way = opened(lambda maker: supported(maker, 60, **LONG))
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    assert not dialog.go.isEnabled()
    choose(way, dialog, "left")
    assert "code 36" in way.words(dialog.told) and "without them it needs" in way.words(dialog.told).lower()
    save_picture(dialog, "end-early-left")
    way.click("end-now", dialog)
    assert dialog.form.note("channel")
    choose(way, dialog, "work")
    assert "code 1" in way.words(dialog.told)
    dialog.form.set_value("job_started_on", DAY)
    dialog.form.set_value("channel", "telephone")
    way.click("end-now", dialog)
    assert way.ending().end is None
    dialog.form.field("no_more_support").set_chosen(["yes"])  # type: ignore[attr-defined]
    way.click("end-now", dialog)
    assert "sure who it is" in dialog.form.note("identity")  # C8, I3: they were rung
    dialog.sure.set_chosen(["doubt"])
    way.click("end-now", dialog)
    assert "record the doubt" in dialog.form.note("identity") and way.ending().end is None
    dialog.sure.set_chosen(["confirmed"])
    save_picture(dialog, "end-early-sure")
    way.click("end-now", dialog)
    assert QApplication.activeModalWidget() is None, dialog.error_text()
    ending = way.ending()
    assert ending.end is not None and ending.end.code == 1 and ending.stage == "early_completer"
    listed = way.words(way.tab.rows)
    assert "Not met" in listed and not any(
        asks in listed for asks in ("still to come", "Record", "Agree the")
    )
    save_picture(way.shell.window, "end-early-done")


def test_t22_the_form_says_that_a_session_is_open_and_a_death_does_not_wait_for_it(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    """S1, S15, X13: wrapped up first; what was held before a death was learned of is wrapped up after it."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        maker.on(DAY, time(9, 10))
        began = sessions.start(
            maker.workspace, case_id, channel="video", identity="confirmed", at=maker.workspace.now()
        )
        maker.on(DAY, time(9, 10, 30))
        sessions.stop(maker.workspace, began.value.id, at=maker.workspace.now())
        return case_id

    way = opened(bring)
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    choose(way, dialog, "left")
    assert "wrap it up, then end provision" in way.words(dialog.told) and not dialog.go.isEnabled()
    save_picture(dialog, "end-early-open-session")
    choose(way, dialog, "died")
    assert dialog.go.isEnabled()
    dialog.form.set_value("told_by", "Her sister")
    way.click("end-now", dialog)
    assert QApplication.activeModalWidget() is None
    (owed,) = sessions.owed(way.workspace)
    assert owed.case_id == way.case_id
    way.click("timer-owed", way.shell.window)
    wrapping = way.dialog_of(WrapUpDialog)
    save_picture(wrapping, "wrap-up-after-a-death")
    wrapping.plan.set_entry(False, "", "They had to stop early")
    wrapping.form.set_value("late_reason", "They were ill")
    way.click("wrap-up-save", wrapping)
    assert QApplication.activeModalWidget() is None, wrapping.error_text()
    assert not sessions.owed(way.workspace)


@pytest.mark.parametrize("layout", ["without pages", "with a mistake"])
def test_p14_an_early_end_says_what_it_could_not_keep_of_the_jfap(
    opened: Callable[..., Way], layout: str
) -> None:
    """JFS 5.12, AMB-23: no layout stands between somebody and the end, and none fails unsaid."""
    here = f'first_name == "{LONG["first_name"]}"'
    made = made_templates.jfap()
    if layout == "with a mistake":
        made_templates.lines(made, f"{{%p if {here} %}}", "{{ further_support|length|join }}", "{%p endif %}")
    content = made_templates.saved(made)
    if layout == "without pages":
        content = made_templates.without_pages(made, here)

    def bring(maker: CaseMaker) -> UUID:
        maker.layout_published("jfap", content)
        return supported(maker, 60, **LONG)

    way = opened(bring)
    said = Recorder(way.shell.context.say)
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    choose(way, dialog, "left")
    dialog.form.set_value("words", "Has had enough of forms")
    dialog.form.set_value("channel", "email")
    dialog.sure.set_chosen(["confirmed"])
    way.click("end-now", dialog)
    assert QApplication.activeModalWidget() is None, dialog.error_text()
    told, kept = said.news[-1].text, issued_documents.of_case(way.workspace, way.case_id)
    assert told.startswith("Provision ended early")
    if layout == "without pages":
        (paper,) = kept
        assert paper.docx_sha256 and not paper.pdf_sha256 and "The JFAP is kept as Word alone" in told
    else:
        assert not kept and "no Word file or PDF of it could be made" in told


def test_leaving_in_their_words_takes_its_own_proposal(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    """X13, T20: the last engaged day follows the words and the end date, and what is proposed is taken."""
    way = opened(lambda maker: maker.started())
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    choose(way, dialog, "left")
    engaged = dialog.form.field("last_engaged_on")
    assert dialog.form.value("last_engaged_on") == date(2021, 5, 26)
    dialog.form.set_value("words", "Has had enough of forms")
    assert dialog.form.value("last_engaged_on") == DAY and not engaged.isHidden()
    assert dialog.form.field("last_engaged_reason").isHidden()
    dialog.form.set_value("on", date(2021, 6, 2))
    assert dialog.form.value("last_engaged_on") == date(2021, 6, 2)
    dialog.form.set_value("words", "")
    assert dialog.form.value("last_engaged_on") == date(2021, 5, 26)
    dialog.form.set_value("words", "Has had enough of forms")
    dialog.form.set_value("channel", "telephone")
    dialog.sure.set_chosen(["confirmed"])
    save_picture(dialog, "end-early-words")
    way.click("end-now", dialog)
    assert QApplication.activeModalWidget() is None, dialog.error_text()
    end = way.ending().end
    assert end is not None and (end.code, end.on, end.last_engaged_on) == (
        36,
        date(2021, 6, 2),
        date(2021, 6, 2),
    )
    way.settle()
    told = [one for one in way.tab.end.values.values() if one.isVisible()]
    cut = [one.text() for one in told if one.height() < one.heightForWidth(one.width())]
    assert not cut


def choose(way: Way, dialog: EndEarlyDialog, key: str) -> None:
    """Takes a reason by its chip."""
    QTest.mouseClick(dialog.reason.chips[dialog.reason.keys.index(key)], Qt.MouseButton.LeftButton)
    way.settle()


def test_a_death_is_seen_on_the_case_and_corrected_with_a_reason(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    """X8, J5.11: a banner, nothing to send or start; taken back only with a reason."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        maker.on(date(2021, 6, 3))
        promised = ManualSession(
            SessionKind.ONE_TO_ONE,
            "video",
            maker.workspace.now() - timedelta(minutes=60),
            60,
            "Laptop broken",
            no_change_reason="Nothing new",
            to_send=("CV",),
            late_reason="Away",
            identity="confirmed",
        )
        sessions.add_manual(maker.workspace, case_id, promised)
        return case_id

    way = opened(bring)
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    assert_told_by_message(way)
    choose(way, dialog, "died")
    assert dialog.form.field("channel").isHidden()
    way.click("end-now", dialog)
    assert dialog.form.note("told_by")
    dialog.form.set_value("told_by", "The sister rang")
    dialog.form.set_value("died_on", date(2021, 6, 2))
    assert not dialog.form.field("died_on_reason").isHidden(), "they were met on 3 June"
    save_picture(dialog, "end-early-died")
    way.click("end-now", dialog)
    assert "3 June 2021" in dialog.form.note("died_on_reason") and way.ending().end is None
    dialog.form.set_value("on", date(2021, 6, 3))
    dialog.form.set_value("died_on", date(2021, 6, 4))
    way.click("end-now", dialog)
    assert "4 June 2021" in dialog.form.note("on") and way.ending().end is None, "no end before the death"
    dialog.form.set_value("on", date(2021, 6, 4))
    way.click("end-now", dialog)
    assert "The person has died" in way.page.head.vulnerable_text.text()
    assert way.page.head.vulnerable.isVisible() and not way.page.head.start.isVisible()
    assert not way.tab.list_card.isVisible(), "nothing is asked of somebody who died"
    save_picture(way.shell.window, "ending-died")
    way.page.show_tab("overview")
    way.settle()
    assert "Send: CV" not in way.words()
    assert_off(way, "contact", ("log-contact", "tell-conditions", "contact-letter"), "JFS 5.11")
    assert not set(case_letters.LETTERS) & set(case_letters.offered(way.workspace, way.case_id))
    assert_off(way, "cv", ("cv-bring", "cv-begin", "cv-decline"), "(JFS")
    way.page.show_tab("ending")
    way.settle()
    way.click("end-back")
    back = way.dialog_of(TakeEndBackDialog)
    way.click("take-end-back", back)
    assert back.form.note("reason")
    back.form.set_value("reason", "Somebody else of that name")
    way.click("take-end-back", back)
    assert not way.ending().died and way.page.head.start.isVisible()
    end_who_is_known_to_have_died(way, save_picture)


def end_who_is_known_to_have_died(way: Way, save_picture: Save) -> None:
    """X8, X12, T20: a death that was noted without its end leads to it, and is not told twice."""
    noted = ends.learn_death(way.workspace, way.case_id, ends.Death(DAY, "The sister"))
    way.context.hub.tell(noted)
    way.settle()
    assert not way.tab.list_card.isVisible() and not way.tab.days.fits.isVisible()
    assert "still to be recorded" in way.words(way.tab.early_card)
    save_picture(way.shell.window, "ending-death-known")
    way.click("end-early")
    dialog = way.dialog_of(EndEarlyDialog)
    assert dialog.reason.chosen() == ("died",) and dialog.form.field("told_by").isHidden()
    save_picture(dialog, "end-early-death-known")
    way.click("end-now", dialog)
    ended = way.ending().end
    assert ended is not None and ended.code == 43 and not way.tab.early_card.isVisible()


def assert_told_by_message(way: Way) -> None:
    """X14: while a message with the notice waits, nobody is asked how they are told."""
    context = way.shell.context
    asked = early_ends.offer(context.workspace, way.case_id)
    waits = replace(asked, notice_out="In the outbox: it goes to g@example.org.", notice_waits=True)
    for offer, hidden in ((asked, False), (waits, True)):
        form = EndEarlyDialog(context, offer, DAY, way.shell.window)
        choose(way, form, "left")
        assert form.form.field("channel").isHidden() is hidden
        assert any("counts when it goes" in one.text() for one in form.told.findChildren(QLabel)) is hidden


def assert_off(way: Way, key: str, names: tuple[str, ...], why: str) -> None:
    """X8, W9: what would be refused is off on its tab, with the reason in sight."""
    way.page.show_tab(key)
    way.settle()
    tab = way.page.tab(key)
    for name in names:
        made = tab.findChild(QPushButton, name)
        assert made is not None and not made.isEnabled(), name
    shown = [one.text() for one in tab.findChildren(QLabel) if one.isVisible()]
    assert any(why in words for words in shown), key


def test_time_expired_is_explained_and_the_automatic_end_confirmed(opened: Callable[..., Way]) -> None:
    """X10, X14, X16, T25, T28: what may still be done, then PRaP's own end to confirm, with why nobody could
    be told that DWP may ring; 45 never keyed. W8: no PRaP14 cancels it any more."""
    way = opened(after(K.ERROR_FOUND_AFTER_START), date(2021, 6, 25))
    assert way.ending().stage == "auto_ended"
    assert "code 45" in way.words(way.tab.days)
    error = way.tab.error
    assert "The case was over before PRaP14 went." in way.words(error)
    assert not any(verb.isVisible() for verb in error.findChildren(QPushButton))
    way.click("confirm-auto-end")
    record = way.dialog_of(RecordDialog)
    way.click("record", record)
    why = record.questions.form
    assert why is not None and "or write why they could not be told" in why.note("call_not_told_reason")
    record.questions.set_answers({"call_not_told_reason": "Has not answered for weeks"})
    way.click("record", record)
    kinds = {one.kind for one in facts.of_case(way.shell.context.workspace, way.case_id)}
    assert K.AUTO_END_SEEN in kinds and K.END_KEYED not in kinds


def test_p8_x2_a_query_about_the_jfap_is_led_to_from_the_list(opened: Callable[..., Way]) -> None:
    """P8, X2, JFS 4.08: while a query is open nothing offers to agree the final JFAP."""

    def queried(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        maker.record(case_id, K.JFAP_QUERIED, DAY)
        return case_id

    way = opened(queried)
    button = way.tab.findChild(QPushButton, "meet-jfap_final")
    assert button is not None and button.text() == "Open the query"
    assert "1 query about the JFAP is open" in way.words(way.tab)
    way.click("meet-jfap_final")
    assert way.page.current_tab == "plan" and QApplication.activeModalWidget() is None


def test_the_days_left_are_told_and_what_fits(opened: Callable[..., Way]) -> None:
    """AMB-07: the last day that counts, how many are left, and how the rest would fit."""
    way = opened(CaseMaker.started, date(2021, 5, 26))
    told = way.words(way.tab.days)
    assert "Thursday 24 June 2021" in told and "25 June 2021" in told
    assert "working days left" in way.tab.days.left.text()
    assert "would meet it" in told


def test_the_overview_leads_an_end_to_its_tab(opened: Callable[..., Way]) -> None:
    """X1: 'Record the end' opens the tab that shows what an end needs, not a bare form."""
    way = opened(CaseMaker.started, date(2021, 6, 24))
    way.page.show_tab("overview")
    way.settle()
    overview = way.page.tab("overview")
    verbs = [one for one in overview.findChildren(QPushButton) if one.text() == "Record the end"]
    QTest.mouseClick(next(one for one in verbs if one.isVisible()), Qt.MouseButton.LeftButton)
    way.settle()
    assert way.page.current_tab == "ending" and QApplication.activeModalWidget() is None


def test_w8_w9_prap14_is_filled_sent_and_the_24_hours_run_to_the_cancellation(
    opened: Callable[..., Way], save_picture: Save, qtbot: QtBot
) -> None:
    """W8, W9, J3.37, J3.38: from the error to the cancellation by the buttons of the tab; 24 hours from
    POST's e-mail, shown to the minute."""
    way = opened(lambda maker: maker.started(**LONG))
    card = way.tab.error
    assert card.isVisible() and not card.paper.isVisible() and "within 24 hours" in way.words(card)
    way.click("record-error")
    record = way.dialog_of(RecordDialog)
    record.questions.set_answers({"error": "duplicate", "explanation": "Referred by two Jobcentres."})
    way.click("record", record)
    assert "Duplicate referral, found 4 June 2021." in way.words(card)
    assert "Due 4 June 2021 (JFS 3.37)" in way.words(card) and "PRaP14 to send" in card.state.text()
    save_picture(way.shell.window, "ending-prap14-to-send")
    way.click("ending-prap14")
    form = way.dialog_of(MakeLetterDialog)
    assert form.chosen() == PRAP14
    way.click("letter-look", form)
    paper = way.dialog_of(PaperDialog)
    qtbot.waitUntil(lambda: paper.pages.page_count > 0)
    paper.discard()
    form.discard()
    way.click("error-step")
    way.click("keyed", way.dialog_of(PrapEntryDialog))
    assert way.ending().stage == "cancel_pending" and "POST's e-mail awaited" in card.state.text()
    service = (way.tab.days, way.tab.list_card, way.tab.early, way.page.head.start)
    assert not any(part.isVisible() for part in service)  # the cancellation leads (T29)
    barred = way.page.tab("cv").findChild(QPushButton, "cv-agree")
    assert barred is not None and not barred.isEnabled() and "JFS 3.37" in barred.toolTip()
    assert "hours are counted from it" in way.words(card)
    way.click("error-step")
    entry = way.dialog_of(PrapEntryDialog)
    entry.form.form.set_value("at", time(9, 30))
    entry.form.questions.set_answers({"post_answer": "refused", "post_words": "The other one is the double."})
    way.click("keyed", entry)
    assert way.ending().stage == "started" and all(part.isVisible() for part in service), "it goes on (W9)"
    assert "POST refused to cancel the referral on 4 June 2021. The start stands." in way.words(card)
    assert "The other one is the double." in way.words(card) and card.error.isVisible()
    save_picture(way.shell.window, "ending-post-refused")
    said = next(one for one in facts.of_case(way.workspace, way.case_id) if one.kind == "post_confirmed")
    way.shell.context.hub.tell(facts.withdraw(way.workspace, said.id, "It was about another case"))
    way.settle()
    way.click("error-step")
    entry = way.dialog_of(PrapEntryDialog)
    entry.form.form.set_value("at", time(9, 30))
    entry.form.questions.set_answers({"post_answer": "cancel"})
    way.click("keyed", entry)
    assert "Key it by" in way.words(card) and "5 June 2021, 09:30" in way.words(card)
    assert "weekends and holidays included" in way.words(card)
    save_picture(way.shell.window, "ending-cancellation-to-key")
    way.click("error-step")
    way.click("keyed", way.dialog_of(PrapEntryDialog))
    assert way.ending().stage == "cancelled" and "Cancelled 4 June 2021" in card.state.text()
    assert not card.paper.isVisible() and not way.tab.survey.isVisible(), "nothing of it may follow"
    assert way.tab.other_ends.text().startswith("A death alone")
    assert not card.step.isVisible()
    assert_off(way, "cv", ("cv-bring", "cv-begin", "cv-decline"), "JFS 3.38")


def test_q6_i17_a_late_survey_and_a_missing_reply_are_told_until_the_records_go(
    opened: Callable[..., Way],
) -> None:
    """Q6, I17, AMB-13, T32: as Today tells it while it is asked for; no more once disposal is approved."""

    def ended(maker: CaseMaker) -> UUID:
        case_id = maker.met()
        for kind in (K.PACK_ACKNOWLEDGED, K.WITHDREW, K.ENDED_EARLY):
            maker.record(case_id, kind, MET)
        return case_id

    way = opened(ended)
    assert "1 working day late" in way.tab.survey.state.text()
    lacks = "Incomplete, missing: receipt of the JFAP confirmed (JFS 3.19)."
    assert lacks in way.words(way.tab.end)
    contract.put(way.workspace, ContractDates(retention_end_date=DAY - timedelta(days=1)))
    gone = WhatHappened(K.DISPOSAL_APPROVED, DAY, detail={"approved_by": "Ceri Vaughan"})
    facts.record(way.workspace, way.case_id, gone)
    way.tab.load()
    way.settle()
    card = way.tab.survey
    assert card.state.text() == "Not asked" and "It counts as not asked. (JFS 1.33)" in card.told.text()
    assert not card.ask.isVisible() and not card.mail.isVisible()


def test_q6_q8_the_survey_is_asked_answered_and_its_record_seen(
    opened: Callable[..., Way], save_picture: Save, qtbot: QtBot
) -> None:
    """Q6 to Q8: by the card of the tab; an answer by telephone asks why; the record shows what was said."""
    way = opened(finalising)
    card = way.tab.survey
    assert "Every participant is asked" in card.told.text() and not card.record.isVisible()
    way.click("ask-survey")
    asked = way.dialog_of(RecordDialog)
    way.click("record", asked)
    assert "Asked" in card.state.text() and not card.ask.isVisible()
    way.click("answer-survey")
    answer = way.dialog_of(RecordDialog)
    answer.questions.set_answers({"way": "telephone", "answer": "fairly_satisfied"})
    way.click("record", answer)
    assert QApplication.activeModalWidget() is answer, "why by telephone, and what was said"
    answer.questions.set_answers(
        {
            "way": "telephone",
            "answer": "fairly_satisfied",
            "why_telephone": "No internet",
            "spoken": "It helped.",
        }
    )
    save_picture(answer, "survey-answer")
    way.click("record", answer)
    assert "Answered on 4 June 2021 (Telephone): Fairly satisfied." in card.told.text()
    way.click("survey-record")
    paper = way.dialog_of(PaperDialog)
    qtbot.waitUntil(lambda: paper.pages.page_count > 0)
    save_picture(paper, "survey-record")

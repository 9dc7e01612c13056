"""'Record what happened': every actionable case clock leaves the list of Today by its own button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework import clocks, fact_choices, facts
from jfs_desktop.rules.clock_rules import Scope
from jfs_desktop.rules.facts import FactKind as K
from jfs_desktop.store.profiles import load_programme
from tests.answers import said_with
from tests.ui.casemaker import MET, CaseMaker, case_maker, open_window
from ui.dialogs.record import RecordDialog
from ui.dialogs.record_choices import NOT_NOW
from ui.pages.today import TodayPage
from ui.pages.today_places import FAST_TRACK, OF_CLOCK
from ui.shell.shell import Shell
from ui.widgets.chip_choice import ChipChoice

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
PROGRAMME = load_programme("jfs-2021")
LED_ELSEWHERE = frozenset({*OF_CLOCK, FAST_TRACK}).union(*(entry.clocks for entry in PROGRAMME.prap.entries))
OF_THE_FINAL_JFAP = "jfap_to_participant"
"""Met by the form that keeps the copy: tests/ui/plan/test_plan_final.py presses its button on Today."""
LATE = "The line was down all day"
SELECTABLE = Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Way:
    """How a clock comes to be open, and what is recorded to meet it."""

    clock: str
    today: date
    bring: Callable[[CaseMaker], UUID]
    kinds: tuple[K, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    late: bool = False


def after(*kinds: K, on: date = date(2021, 5, 27), **said: Any) -> Callable[[CaseMaker], UUID]:
    """A started case on which these facts were recorded."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        for kind in kinds:
            about = None
            maker.record(case_id, kind, on, about=about, **said)
        return case_id

    return bring


def came_back(maker: CaseMaker) -> UUID:
    """A participant who disengaged and was tried again."""
    case_id = maker.started()
    away = maker.record(case_id, K.DISENGAGED, date(2021, 5, 27))
    maker.record(case_id, K.RE_CONTACT_ATTEMPTED, date(2021, 5, 28), about=away)
    return case_id


def contacted(maker: CaseMaker) -> UUID:
    """Somebody whose identity was confirmed, so that the meeting can count as held."""
    case_id = maker.accepted()
    maker.record(case_id, K.CONTACTED, date(2021, 5, 20))
    maker.record(case_id, K.IDENTITY_CONFIRMED, date(2021, 5, 20))
    return case_id


def start_to_key(maker: CaseMaker) -> UUID:
    """Somebody who started; duplicates were searched for once more."""
    case_id = maker.met()
    maker.record(case_id, K.DUPLICATES_SEARCHED, MET)
    return case_id


def withdrawn(*kinds: K) -> Callable[[CaseMaker], UUID]:
    """Somebody who said that they no longer wish to take part."""
    return after(K.WITHDREW, *kinds)


LEFT = {"detail": "left"}
THEIRS = {"words": "I have got it, thank you."}


def left(maker: CaseMaker) -> UUID:
    """Somebody who ended early and was not yet asked for the survey."""
    case_id = maker.started()
    for kind in (K.WITHDREW, K.ENDED_EARLY):
        maker.record(case_id, kind, date(2021, 5, 27))
    return case_id


def doubted(maker: CaseMaker) -> UUID:
    """Somebody about whom the Work Coach was asked, and has not answered yet."""
    case_id = maker.accepted()
    maker.record(case_id, K.WORK_COACH_CONSULTED, date(2021, 5, 26))
    return case_id


UNKNOWN_ABSENCE = {"where": "outside", "moves_on": "2021-05-27", "longer_than_left": ""}


def post_answered(maker: CaseMaker) -> UUID:
    case_id = after(K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT)(maker)
    maker.record(case_id, K.POST_CONFIRMED, date(2021, 5, 28), at=time(9, 30))
    return case_id


def call_told(maker: CaseMaker) -> UUID:
    """Somebody who was told in time that DWP may ring (X14)."""
    return after(K.EXPERIENCE_CALL_TOLD)(maker)


DAY, LATEST = date(2021, 5, 28), date(2021, 6, 22)
WAYS = (
    Way("acknowledge_referral", date(2021, 5, 18), CaseMaker.referred, (K.ACKNOWLEDGED,)),
    Way("contact_participant", date(2021, 5, 24), CaseMaker.accepted, (K.CONTACTED,)),
    Way("hold_initial_meeting", date(2021, 5, 24), contacted, (K.INITIAL_MEETING_HELD,)),
    Way("record_prap_outcome", DAY, start_to_key, (K.START_KEYED,)),
    Way("prap_last_safe_input", DAY, start_to_key, (K.START_KEYED,)),
    Way("prap_auto_dna", date(2021, 6, 21), CaseMaker.accepted, (K.HANDED_BACK,), late=True),
    Way("next_appointment", date(2021, 6, 1), CaseMaker.started, (K.SESSION_HELD,)),
    Way("chase_pack_reply", DAY, CaseMaker.met, (K.PACK_ACKNOWLEDGED,), THEIRS),
    Way("chase_jfap_reply", DAY, CaseMaker.met, (K.JFAP_ACKNOWLEDGED,), THEIRS),
    Way("ask_survey", DAY, left, (K.SURVEY_ASKED,)),
    Way("exit_on_request", LATEST, after(K.WITHDREW, on=LATEST), (K.ENDED_EARLY,), LEFT),
    Way("maximum_provision", LATEST, after(K.WITHDREW, on=LATEST), (K.ENDED_EARLY,), LEFT),
    Way("effective_last_day", LATEST, after(K.WITHDREW, on=LATEST), (K.ENDED_EARLY,), LEFT),
    Way("prap_auto_end", date(2021, 6, 28), call_told, (K.AUTO_END_SEEN,), late=True),
    Way("update_jfap_after_session", DAY, after(K.SESSION_HELD, on=DAY), (K.JFAP_UPDATED,)),
    Way("missed_meeting_contact", DAY, after(K.MEETING_MISSED), (K.RE_CONTACT_ATTEMPTED,)),
    Way("disengagement_contact", DAY, after(K.DISENGAGED), (K.RE_CONTACT_ATTEMPTED,)),
    Way("re_engagement_window_capped", date(2021, 6, 1), came_back, (K.RE_ENGAGED,)),
    Way("key_end", DAY, withdrawn(K.ENDED_EARLY), (K.END_KEYED,), {"detail": "36"}),
    Way("remind_of_duty", DAY, after(K.BENEFIT_CHANGE_NOTICED, on=DAY), (K.DUTY_REMINDED,)),
    Way("consider_change_notice", DAY, after(K.CHANGE_NOTICE_RECEIVED), (K.CHANGE_NOTICE_CONSIDERED,)),
    Way(
        "share_jfap_with_jobcentre",
        DAY,
        after(K.JFAP_REQUESTED, detail={"requested_on": "2021-05-26"}),
        (K.JFAP_SENT_TO_JOBCENTRE,),
    ),
    Way("ask_about_doubt", DAY, doubted, (K.WORK_COACH_ANSWERED,)),
    Way("review_absence", DAY, after(K.MOVED, detail=UNKNOWN_ABSENCE), (K.ABSENCE_REVIEWED,)),
    Way("prap14_to_post", DAY, after(K.ERROR_FOUND_AFTER_START, on=DAY), (K.PRAP14_SENT,)),
    Way("cancel_after_post_confirmation", DAY, post_answered, (K.CANCELLATION_KEYED,)),
    Way("safeguarding_contact", DAY, after(K.SAFEGUARDING_NOTICED, on=DAY), (K.DISTRICT_LEAD_REACHED,)),
)


@pytest.fixture
def opened(
    make_shell: Make, own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Callable[..., tuple[Shell, UUID]]:
    """Brings one case somewhere, moves to a day, and opens the window on Today."""

    def make(bring: Callable[[CaseMaker], UUID], today: date, at: time = time(17)) -> tuple[Shell, UUID]:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = bring(maker)
            maker.on(today, at)
        return open_window(make_shell, own_vault, passphrase, settle), case_id

    return make


def page_of(shell: Shell) -> TodayPage:
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    return page


def press(qtbot: QtBot, shell: Shell, clock_id: str, settle: Settle) -> RecordDialog:
    """Presses the button of the row that shows the clock, or of the row that shows its duty."""
    page = page_of(shell)
    key = next(
        key
        for key, item in page.items.items()
        if item.clock is not None and clock_id in {item.clock.id, *(one.id for one in item.also)}
    )
    row = page.list.row_of(key)
    assert row is not None and row.action is not None
    assert row.action.text() == page.items[key].clock.action
    if clock_id in LED_ELSEWHERE:  # to a page or to its PRaP entry, which have tests of their own
        item = page.items[key]
        RecordDialog.ask(page.context, item.case_id, shell.window, clock=item.clock)
        settle(shell)
        other = QApplication.activeModalWidget()
        assert isinstance(other, RecordDialog)
        return other
    if clock_id == "contact_participant":  # its own tab is where Today leads
        item = page.items[key]
        RecordDialog.ask(page.context, item.case_id, shell.window, clock=item.clock)
    else:
        qtbot.mouseClick(row.action, Qt.MouseButton.LeftButton)
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    return dialog


def fill(qtbot: QtBot, dialog: RecordDialog, answers: Mapping[str, str]) -> list[str]:
    """Goes through the form by Tab alone, answers what is asked, and presses Enter at the end.

    Returns the names of the fields in the order in which Tab reached them.
    """
    order: list[str] = []
    last: QWidget | None = None
    for _ in range(80):
        focus = dialog.focusWidget()
        assert focus is not None
        name = focus.objectName() or focus.parentWidget().objectName()
        if name == "record":
            break
        if name and name not in order:
            order.append(name)
            choice = dialog.chosen()
            assert choice is not None
            usual, channel = said_with(PROGRAMME, choice.kind, {})
            answer(qtbot, focus, ({"channel": channel or None} | usual | dict(answers)).get(name))
            last = focus
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert last is not None
    qtbot.keyClick(dialog.save, Qt.Key.Key_Return)
    return order


def answer(qtbot: QtBot, focus: QWidget, wanted: str | None) -> None:
    if wanted is None:
        return
    if isinstance(focus.parentWidget(), ChipChoice):
        take_chips(qtbot, focus.parentWidget(), wanted.split(","))
        return
    if isinstance(focus, QComboBox):
        for _ in range(focus.count()):
            if focus.currentData() == wanted:
                return
            qtbot.keyClick(focus, Qt.Key.Key_Down)
        assert focus.currentData() == wanted
        return
    qtbot.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focus, wanted)


def take_chips(qtbot: QtBot, choice: ChipChoice, wanted: list[str]) -> None:
    """Walks along the chips with the arrow key and presses Space on those that are wanted."""
    for number in range(len(choice.chips)):
        made = choice.chips[number]
        if choice.keys[number] in wanted and not made.isChecked():  # said already in the same call (I3)
            qtbot.keyClick(made, Qt.Key.Key_Space)
        if number + 1 < len(choice.chips):
            qtbot.keyClick(made, Qt.Key.Key_Right)
    assert list(choice.chosen()) == [key for key in choice.keys if key in wanted]


def open_clocks(shell: Shell, case_id: UUID) -> set[str]:
    return {one.id for one in clocks.of_case(shell.context.workspace, case_id) if one.is_open}


def test_every_actionable_case_clock_has_a_way() -> None:
    """None of the profile's case clocks that ask for something is left out below."""
    rules = load_programme("jfs-2021").clocks
    asked = {one.id for one in rules if one.actionable and one.listed and one.scope is Scope.CASE}
    assert {way.clock for way in WAYS} | {OF_THE_FINAL_JFAP} == asked


@pytest.mark.parametrize("way", WAYS, ids=[way.clock for way in WAYS])
def test_the_button_of_a_clock_meets_it(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle, way: Way
) -> None:
    """Pressed on Today, filled in by keyboard, the clock leaves the list (item 4: every case clock)."""
    shell, case_id = opened(way.bring, way.today)
    assert way.clock in open_clocks(shell, case_id)
    for kind in way.kinds:
        dialog = press(qtbot, shell, way.clock, settle)
        answers = {"kind": kind.value, "note": "Said so on the telephone", **way.answers}
        fill(qtbot, dialog, answers | ({"late_reason": LATE} if way.late else {}))
        settle(shell)
        assert QApplication.activeModalWidget() is None
    assert way.clock not in open_clocks(shell, case_id)
    shell.frame.show_page("today")  # a request of the Jobcentre leads to its own page
    settle(shell)
    shown = {one.id for item in page_of(shell).items.values() for one in (item.clock, *item.also) if one}
    assert way.clock not in shown
    newest = facts.of_case(shell.context.workspace, case_id)[0]
    assert newest.note == "Said so on the telephone"
    assert newest.late_reason == (LATE if way.late else "")


def test_tab_goes_as_it_is_read_and_ctrl_enter_records(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = press(qtbot, shell, "contact_participant", settle)
    assert dialog.focusWidget().objectName() == "kind"
    order = ["kind", "on", "at", "by", "channel", "identity", "detail_used", "note"]
    reached = []
    while len(reached) < len(order):
        focus = dialog.focusWidget()
        name = focus.objectName() or focus.parentWidget().objectName()
        if name:
            reached.append(name)
        answer(qtbot, focus, {"channel": "telephone", "identity": "confirmed"}.get(name))
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert reached == order
    qtbot.keyClick(dialog.form.field("note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert "contact_participant" not in open_clocks(shell, case_id)


def test_undo_in_the_banner_brings_the_clock_back(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, case_id = opened(CaseMaker.accepted, date(2021, 5, 24))
    fill(qtbot, press(qtbot, shell, "contact_participant", settle), {"kind": K.CONTACTED.value})
    settle(shell)
    assert "Contact made" in shell.frame.banner.text
    undo = shell.frame.banner.findChild(QPushButton, "banner-action")
    assert isinstance(undo, QPushButton) and undo.text() == "Undo"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle(shell)
    assert "contact_participant" in open_clocks(shell, case_id)
    assert any(item.clock.id == "contact_participant" for item in page_of(shell).items.values())


def test_what_was_keyed_offers_no_undo(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, _ = opened(CaseMaker.referred, date(2021, 5, 18))
    fill(qtbot, press(qtbot, shell, "acknowledge_referral", settle), {"kind": K.ACKNOWLEDGED.value})
    settle(shell)
    undo = shell.frame.banner.findChild(QPushButton, "banner-action")
    assert isinstance(undo, QPushButton) and not undo.isVisible()
    assert "take it back with a reason" in shell.frame.banner.text


def test_a_late_day_asks_for_the_reason_and_keeps_asking(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """A late duty takes a reason and counts as late (DESIGN 3.2)."""
    shell, case_id = opened(start_to_key, date(2021, 6, 4))
    dialog = press(qtbot, shell, "record_prap_outcome", settle)
    reason = dialog.form.field("late_reason")
    assert reason.isVisible()
    dialog.save.click()
    assert dialog.form.note("late_reason") == "Say why it is late."
    qtbot.keyClicks(reason, LATE)
    assert reason.isVisible()
    dialog.save.click()
    settle(shell)
    assert "record_prap_outcome" not in open_clocks(shell, case_id)
    shell.inside.menus.undo.trigger()
    settle(shell)
    assert "is not undone but corrected" in shell.frame.banner.text, "DESIGN 3.4: the key says why"


def test_the_store_asks_for_a_reason_that_the_form_did_not_foresee(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """A meeting held late meets two clocks; the form was opened for the one that is not late."""
    shell, case_id = opened(contacted, date(2021, 6, 1))
    RecordDialog.ask(shell.context, case_id, shell.window)
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    assert dialog.chosen() is not None and dialog.chosen().kind is K.INITIAL_MEETING_HELD
    assert not dialog.form.field("late_reason").isVisible()
    dialog.save.click()
    settle(shell)
    reason = dialog.form.field("late_reason")
    assert reason.isVisible() and "JFS 3.1" in dialog.form.note("late_reason")
    qtbot.keyClicks(reason, LATE)
    assert reason.isVisible()
    dialog.save.click()
    settle(shell)
    assert "hold_initial_meeting" not in open_clocks(shell, case_id)


def test_a_refusal_names_its_paragraph_and_nothing_is_lost(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """No Contact before the attempts are logged is refused by JFS 3.12 and its like (C6)."""
    shell, _ = opened(CaseMaker.accepted, date(2021, 5, 28))
    dialog = press(qtbot, shell, "record_prap_outcome", settle)
    dialog.form.set_value("kind", K.NO_CONTACT_KEYED.value)
    assert not dialog.save.isEnabled()
    assert "(JFS 3." in dialog.refused.text()
    dialog.form.set_value("note", "Three calls")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.form.value("note") == "Three calls"


def test_a_code_that_needs_advice_asks_for_its_reference(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """X12: some end codes stand only on cases on which DWP has advised."""
    shell, case_id = opened(withdrawn(K.ENDED_EARLY), DAY)
    dialog = press(qtbot, shell, "key_end", settle)
    choice = dialog.chosen()
    assert choice is not None and choice.advised
    dialog.save.click()
    assert dialog.form.note("detail") == "Choose one of these."
    dialog.form.set_value("detail", sorted(choice.advised)[0])
    assert dialog.form.field("advice").isVisible()
    dialog.save.click()
    assert dialog.form.note("advice")
    dialog.form.set_value("advice", "DWP-2021-0017")
    dialog.questions.set_answers({"last_engaged_on": "2021-05-27"})
    dialog.save.click()
    assert dialog.questions.form is not None and dialog.questions.form.note("advised_by")
    dialog.questions.set_answers(
        {"last_engaged_on": "2021-05-27", "advised_by": "J. Harwood, JFS policy", "advised_on": "2021-05-27"}
    )
    dialog.save.click()
    settle(shell)
    assert "key_end" not in open_clocks(shell, case_id)


def test_a_booked_meeting_keeps_its_day(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """T6, C3: it is agreed with somebody who was reached."""

    def reached(maker: CaseMaker) -> UUID:
        case_id = maker.accepted()
        maker.record(case_id, K.CONTACTED, date(2021, 5, 20))
        return case_id

    shell, case_id = opened(reached, date(2021, 5, 24))
    RecordDialog.ask(page_of(shell).context, case_id, shell.window, kinds=(K.MEETING_BOOKED,))
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    fill(qtbot, dialog, {"kind": K.MEETING_BOOKED.value, "on": "21 May 2021", "day": "26 May 2021"})
    settle(shell)

    assert QApplication.activeModalWidget() is None, dialog.error_text()
    booked = facts.of_case(shell.context.workspace, case_id)[0]
    assert (booked.kind, booked.on) == (K.MEETING_BOOKED.value, date(2021, 5, 21))
    assert booked.on < MET


def test_the_window_of_the_form_names_nobody(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    shell, _ = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = press(qtbot, shell, "contact_participant", settle)
    assert "Nair" not in dialog.windowTitle()
    assert "Nair" in dialog.heading.text()


def test_a_day_to_come_is_refused_before_anything_about_lateness(
    qtbot: QtBot, opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """What has not happened cannot be recorded; whether it would be late is no question yet."""
    shell, _ = opened(CaseMaker.accepted, date(2021, 5, 24))
    dialog = press(qtbot, shell, "contact_participant", settle)
    dialog.form.set_value("on", date(2021, 6, 30))
    assert dialog.form.note("on").startswith("This day is still to come.")
    assert not dialog.form.field("late_reason").isVisible()
    dialog.save.click()
    settle(shell)
    assert dialog.isVisible() and dialog.form.note("on").startswith("This day is still to come.")
    assert not dialog.form.note("late_reason")
    dialog.form.set_value("on", date(2021, 5, 24))
    assert not dialog.form.note("on")


def in_list(box: Any) -> list[tuple[str, bool]]:
    """The lines of a list, and whether each can be chosen."""
    return [
        (box.itemText(row).strip(), bool(box.model().flags(box.model().index(row, 0)) & SELECTABLE))
        for row in range(box.count())
    ]


def test_i17_the_form_takes_no_receipt_by_an_e_mail_that_is_not_kept(opened: Any, settle: Settle) -> None:
    """AMB-80: as in the meeting, the message itself proves it; words have their time and say that it came."""
    shell, case_id = opened(lambda maker: maker.met(), MET)
    RecordDialog.ask(page_of(shell).context, case_id, shell.window, kinds=(K.PACK_ACKNOWLEDGED,))
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    workspace = page_of(shell).context.workspace

    def recorded(channel: str, words: str) -> bool:
        form.form.set_value("channel", channel)
        form.questions.set_answers({"words": words, "identity": "confirmed"})
        form.save.click()
        settle(shell)
        return any(one.kind == K.PACK_ACKNOWLEDGED for one in facts.of_case(workspace, case_id))

    assert not recorded("email", "I have got the pack.")
    assert "as the message itself" in " ".join(one.text() for one in form.findChildren(QLabel))
    assert not recorded("text", "") and not recorded("text", "I have not received the pack.")
    assert QApplication.activeModalWidget() is form
    assert recorded("text", "I have got the pack.")


def test_what_cannot_be_now_stands_under_a_heading_with_its_reason(
    opened: Any, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R2, R10, I21, W5: a hand-back waits for a lapse; before the meeting only an error is Did Not Start."""
    shell, case_id = opened(lambda maker: maker.accepted(), MET)
    kinds = (K.HANDED_BACK, K.DNS_KEYED)
    RecordDialog.ask(page_of(shell).context, case_id, shell.window, kinds=kinds)
    settle(shell)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    chosen = form.chosen()
    assert chosen is not None and chosen.kind is K.DNS_KEYED, "what may be recorded stands first"
    (why,) = (text for text, _ in in_list(form.kind) if "Handed" in text or "handed" in text)
    assert in_list(form.kind)[-2:] == [(NOT_NOW, False), (why, True)]
    lines = in_list(form.detail)
    place = [text for text, _ in lines].index(NOT_NOW)
    assert [may for _, may in lines] == [True] * place + [False] * (len(lines) - place)
    assert place == 2 and all(text.endswith("(JFS 3.31)") for text, _ in lines[place + 1 :])
    assert form.width() <= 620, "the form does not grow with a reason"
    save_picture(form, "record-not-possible-now")
    form.detail.showPopup()
    save_picture(form.detail.view().window(), "record-not-possible-list")
    form.detail.hidePopup()
    form.kind.setCurrentIndex(form.kind.findData(K.HANDED_BACK.value))
    assert form.refused.text().endswith("(JFS 3.40)") and not form.save.isEnabled()


def test_nothing_that_ends_the_case_is_proposed(
    opened: Callable[..., tuple[Shell, UUID]], settle: Settle
) -> None:
    """T8: where the start cannot be keyed yet, what it waits for is proposed and no other outcome; with
    nothing to wait for either, the person chooses."""
    shell, case_id = opened(lambda maker: maker.met(), date(2021, 6, 1))
    offer = fact_choices.offer(shell.context.workspace, case_id)
    assert offer.first not in {K.DNS_KEYED, K.DNA_KEYED, K.NO_CONTACT_KEYED}
    dialog = RecordDialog(shell.context, replace(offer, first=None), shell.window)
    assert dialog.chosen() is None and not dialog.save.isEnabled() and dialog.kind.currentText() == "Choose…"
    dialog.form.set_value("kind", offer.choices[0].kind.value)
    assert dialog.chosen() is offer.choices[0]
    dialog.discard()

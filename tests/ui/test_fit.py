"""What is shown fits, and what is offered first is right (FIELD-NOTES 4: nothing is cut off)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import record_offers
from jfs_desktop.records.views import JourneyStep
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.ui import soon
from tests.ui.casemaker import MET, CaseMaker, brought_once, case_maker, open_window
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.restricted_referrals import RestrictedDialog
from ui.pages.case.page import CasePage
from ui.pages.case.tabs import TABS
from ui.pages.today_filter import FilterField
from ui.shell.preferences import Preferences
from ui.shell.rail import Rail
from ui.shell.shell import Shell
from ui.shell.theme import Theme
from ui.shell.timer_slot import TimerSlot
from ui.shell.top_bar import SERVICE, TopBar
from ui.widgets.card import PageHead
from ui.widgets.field_values import read_field, write_field
from ui.widgets.form_kit import choice
from ui.widgets.journey_strip import JourneyStrip
from ui.widgets.name_values import ValueLabel, breakable
from ui.widgets.record_table import Column, RecordModel, RecordTable, within
from ui.widgets.section_list import ListRow, RowWidget, SectionList
from ui.widgets.section_row import NameButton
from ui.widgets.text import ElidedLabel, TwoLineLabel, label

PROVIDER = "Northgate Skills and Employment Partnership"
LONG = "Gwenllian Angharad Llanfairpwllgwyngyll-Prydderch"


def test_who_records_is_offered_first_whoever_else_works_here(
    make_shell: Callable[..., Shell], own_vault: Path, window_clock: Any, passphrase: str, settle: Any
) -> None:
    """The adviser at the keyboard, not the first of the alphabet."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.started()
        staff.add(maker.workspace, name="Aled Abbott", role="adviser", prap_role=True)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    context = shell.context
    offer = record_offers.offer(context.workspace, case_id, None, None)
    dialog = RecordDialog(context, offer, shell.window)
    assert [dialog.by.itemText(place) for place in range(dialog.by.count())] == ["Aled Abbott", "Rosa Khan"]
    assert dialog.by.currentText() == "Rosa Khan"
    assert read_field(dialog.by) == offer.me


def test_a_choice_is_found_by_a_value_that_is_equal_and_not_the_same(theme: Theme, qtbot: QtBot) -> None:
    first, second = UUID(int=1), UUID(int=2)
    field = choice([(first, "One"), (second, "Two")])
    qtbot.addWidget(field)
    write_field(field, UUID(str(second)))
    assert field.currentText() == "Two"
    write_field(field, UUID(int=9))
    assert field.currentText() == "One"


def test_the_list_for_the_officer_opens_with_nothing_in_it(shell: Shell) -> None:
    """G3, G4: and says so."""
    dialog = RestrictedDialog(shell.context, (), shell.window)
    assert "None is waiting." in dialog.body.text()
    assert dialog.table.model().columnCount() == 7


def test_the_journey_stands_in_two_rows_where_one_would_cut_it(theme: Theme, qtbot: QtBot) -> None:
    strip = JourneyStrip()
    qtbot.addWidget(strip)
    steps = [JourneyStep(str(n), f"Outcome on PRaP {n}", "was due 3 June", "ahead") for n in range(8)]
    strip.set_steps(steps)
    made = strip.cells
    strip.set_steps(tuple(steps))
    assert strip.cells == made, "the same steps are not made anew"
    strip.resize(1400, 60)
    strip.show()
    qtbot.waitUntil(lambda: len({cell.y() for cell in strip.cells}) == 1)
    strip.resize(640, 120)
    qtbot.waitUntil(lambda: len({cell.y() for cell in strip.cells}) == 2)
    strip.resize(1400, 60)
    qtbot.waitUntil(lambda: len({cell.y() for cell in strip.cells}) == 1)


def test_columns_take_what_their_rows_need_until_a_person_sets_them(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    model = RecordModel[str](
        [Column("name", "Name", lambda row: row), Column("how", "How", lambda _: "video")]
    )
    table = RecordTable("people", preferences)
    qtbot.addWidget(table)
    table.take(model, (60, 60))
    table.resize(700, 200)
    table.show()
    model.set_rows([LONG])
    table.fit()
    needed = table.fontMetrics().horizontalAdvance(LONG)
    assert table.columnWidth(0) >= needed > 280, "of room to spare it is told whole"
    table.resize(330, 200)
    assert table.columnWidth(0) <= 300
    table.resize(700, 200)
    model.set_rows([LONG] * 3)
    table.fit()
    table.setFixedHeight(60)  # so low that a bar takes some of the width
    table.resize(320, 60)
    QApplication.processEvents()
    assert table.verticalScrollBar().isVisible() and not table.horizontalScrollBar().maximum()
    table.resize(700, 200)
    table.setColumnWidth(0, 90)  # as a drag does
    table.fit()
    assert table.columnWidth(0) == 90


def test_a_column_that_is_told_whole_leaves_the_others_to_be_cut(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    """The time at the end of a day is not what gives way, as letters grow."""
    day = Column("when", "When", lambda _: "Wednesday 3 June 2021, 15:00", whole=True)
    model = RecordModel[str]([day, Column("name", "Name", lambda row: row)])
    table = RecordTable("days", Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(table)
    table.take(model)
    table.resize(260, 200)
    table.show()
    model.set_rows([LONG])
    table.fit()
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(day.text(LONG)) > 130


def test_a_list_row_gives_each_part_a_line_as_room_goes(theme: Theme, qtbot: QtBot) -> None:
    """At 200 % what is to do, and its button, are not cut."""
    made = SectionList()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(made)
    qtbot.addWidget(area)
    row = ListRow(
        1, "2 working days late", "late", LONG, "Day 12 of 20", "Try again", "JFS 4.17", "Record it now"
    )
    made.set_sections([("Overdue", [row])])
    area.show()
    shown = made.rows[0]
    assert shown.action is not None and shown.holder is not None
    action, holder = shown.action, shown.holder
    area.resize(1100, 200)
    qtbot.waitUntil(lambda: shown.height() < 3 * action.height())
    area.resize(340, 300)
    qtbot.waitUntil(lambda: holder.y() > shown.state.y() + shown.state.height())
    assert action.width() >= action.sizeHint().width()
    assert shown.width() <= made.width()


def many_rows(number: int) -> list[ListRow]:
    return [
        ListRow(n, "Due today", "today", f"Person {n}", "Day 2 of 20", "Call", "JFS 3.11", "Record contact")
        for n in range(number)
    ]


def test_a_long_list_is_seen_before_all_its_rows_are_made(theme: Theme, qtbot: QtBot) -> None:
    """Today with 200 open cases stands at once: only the rows in sight are waited for."""
    made = SectionList()
    area = made.scrolled()
    qtbot.addWidget(area)
    area.resize(1000, 600)
    area.show()
    made.set_sections([("Today", many_rows(30)), ("Next five working days", many_rows(50))])
    assert 600 // 60 <= len(made.findChildren(RowWidget)) <= 20
    assert not made.settled
    qtbot.waitUntil(lambda: made.settled)
    bar = area.verticalScrollBar()
    near = len(made.findChildren(RowWidget))
    assert 2 * 600 // 60 <= near < 60, "a window's height further, and no more"
    high = bar.maximum()
    bar.setValue(high)
    qtbot.waitUntil(lambda: len(made.findChildren(RowWidget)) == 30 + 50)
    assert abs(bar.maximum() - high) < high / 2, "the place of rows to come is kept free"
    qtbot.waitUntil(lambda: len({row.width() for row in made.rows}) == 1)
    assert len(made.rows) == len(made.findChildren(RowWidget))
    assert not [one for one in made.findChildren(QPushButton) if one.text().startswith("Show")]
    states, actions = ({part.width() for part in parts} for parts in _columns(made.rows))
    assert len(states) == len(actions) == 1


def test_the_tab_key_goes_down_the_rows_in_order(theme: Theme, qtbot: QtBot) -> None:
    """Rows made later stand in the order of the eye too."""
    made = SectionList()
    qtbot.addWidget(made)
    made.show()
    made.set_sections([("Overdue", many_rows(12)), ("Today", many_rows(12))], at_once=False)
    assert len(made._made) == 1, "no more in one turn than a frame has time for"
    made.set_sections([("Overdue", many_rows(12)), ("Today", many_rows(12))])
    qtbot.waitUntil(lambda: made.settled and made.rows[-1].isVisible())
    made.rows[0].chip.setFocus()
    reached = []
    for _ in range(3 * 24):
        reached.append(made.focusWidget())
        made.focusNextChild()
    assert reached == [part for row in made.rows for part in (row.chip, row.name, row.action)]


def _columns(rows: list[RowWidget]) -> tuple[list[QWidget], list[QWidget]]:
    return [row.state for row in rows], [row.holder for row in rows if row.holder is not None]


def cut_off(window: QWidget) -> list[tuple[str, int]]:
    """What is wider than its place, in pixels: a bar that is always off is not seen, but has its length."""
    areas = [one for one in window.findChildren(QAbstractScrollArea) if one.isVisible()]
    wide = [(one, one.horizontalScrollBar().maximum()) for one in areas]
    return [(f"{type(one).__name__} {one.accessibleName()}", more) for one, more in wide if more > 0]


SIDES = {
    "e_mail": "gwenllian.angharad.bowen-cadwaladr@llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio.cymru",
    "work_coach": "Caoilfhionn Ó Súilleabháin-NicDhòmhnaill",
}


def waiting(maker: CaseMaker) -> UUID:
    """Somebody with a name and an address without a blank, who missed the initial meeting."""
    case_id = maker.accepted(
        first_name="Róisín", last_name="Ó Súilleabháin", email=SIDES["e_mail"], work_coach=SIDES["work_coach"]
    )
    day = date(2021, 5, 24)
    said = {"booked_for": day.isoformat(), "booked_at": "10:30"}
    maker.record(case_id, K.MEETING_BOOKED, date(2021, 5, 20), detail=said)
    maker.record(case_id, K.INITIAL_MEETING_MISSED, day)
    return case_id


def test_what_is_cut_beside_a_bar_that_is_always_off_is_seen(theme: Theme, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    area = QScrollArea(around)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QLabel("x")
    inside.setMinimumWidth(400)
    area.setWidget(inside)
    area.resize(300, 100)
    around.resize(300, 100)
    around.show()
    assert [more for _, more in cut_off(around)] and not area.horizontalScrollBar().isVisible()
    inside.setMinimumWidth(100)
    qtbot.waitUntil(lambda: not cut_off(around))


def test_a_value_breaks_where_it_can_and_is_copied_as_it_is(theme: Theme, qtbot: QtBot) -> None:
    made = ValueLabel(SIDES["e_mail"])
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < 150 < made.fontMetrics().horizontalAdvance(SIDES["e_mail"])
    assert made.text() == SIDES["e_mail"]
    made.setSelection(0, len(QLabel.text(made)))
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == SIDES["e_mail"]
    assert breakable("12 Heol y Bont, Pontypridd") == "12 Heol y Bont, Pontypridd"


def test_a_word_that_no_line_holds_breaks_in_a_label_that_is_filled_later(theme: Theme, qtbot: QtBot) -> None:
    """P6: what somebody typed without a blank widens no page, and is read back and copied as it was typed."""
    word = "W" * 90
    made = label("", wrap=True)
    qtbot.addWidget(made)
    made.setText(f"Said: {word}")
    assert made.minimumSizeHint().width() < made.fontMetrics().horizontalAdvance(word) / 4
    assert made.text() == f"Said: {word}"
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSelection(0, len(QLabel.text(made)))
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"Said: {word}"


def two_cases(maker: CaseMaker) -> tuple[UUID, UUID]:
    return full_case(maker), waiting(maker)


def full_case(maker: CaseMaker) -> UUID:
    """Away, noticed, complained, with a booking, long words and documents."""
    case_id = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
    day = date(2021, 6, 2)
    maker.record(case_id, K.APPOINTMENT_AGREED, MET, detail={"agreed_for": "2021-06-02", "time": "10:30"})
    for kind in (K.BENEFIT_CHANGE_NOTICED, K.COMPLAINT_RAISED, K.DISENGAGED, K.RE_CONTACT_ATTEMPTED):
        maker.record(case_id, kind, day)
    for title in ("Appointment letter with the way to the Jobcentre", "Letter to the employer in Pontypridd"):
        issued_documents.freeze(
            maker.workspace,
            case_id,
            issued_documents.NewDocument(
                kind="letter", docx=b"PK", pdf=b"%PDF-1.4", title=title, template_version="built-in 1"
            ),
        )
    return case_id


def test_no_tab_of_a_full_case_scrolls_sideways(
    make_shell: Callable[..., Shell], own_vault: Path, window_clock: Any, passphrase: str, settle: Any
) -> None:
    """FIELD-NOTES 4, I1: in a window of 1280 by 800, light or dark, the cards beside a tab as well."""
    cases = brought_once(own_vault, passphrase, window_clock, two_cases)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    for case_id, tab in product(reversed(cases), TABS):
        shell.frame.open_case(case_id, tab.key)
        settle(shell)
        page: Any = shell.frame.page("case")
        if tab.key == "documents":  # the one in front is to be seen, or why it cannot be
            soon.come(page.tab("documents")._rest)
            settle(shell)
        bars = [one.horizontalScrollBar() for one in shell.window.findChildren(QAbstractScrollArea)]
        shown = [bar.parentWidget() for bar in bars if bar.isVisible()]
        assert not shown, f"{tab.title}: {shown}"
        assert not cut_off(shell.window), tab.title
    page = shell.frame.page("case")
    assert isinstance(page, CasePage)
    name = page.head.name
    name.setText(f"{LONG} {LONG}")
    settle(shell)
    assert name.text().split()[-1] in name.shown() and "\n" in name.shown(), "in two lines, not cut"
    assert name.height() >= 2 * name.fontMetrics().height()


def test_the_widest_columns_give_way_first() -> None:
    """What is narrow stays whole; where the headings alone have no room, all stand at theirs."""
    columns = [(50, 70), (60, 280), (60, 200), (50, 90)]
    assert within(700, columns) == [70, 280, 200, 90]
    assert within(560, columns) == [70, 200, 200, 90]
    assert within(401, columns) == [70, 120, 120, 90]
    assert within(100, columns) == [50, 60, 60, 50]


def test_why_takes_a_second_line_before_it_is_cut(theme: Theme, qtbot: QtBot) -> None:
    why = "5 working days from 26 May: the Jobcentre asked for the JFAP on JFSPRO1 · JFS 5.03"
    made = TwoLineLabel(why, "soft", keep_end=True)
    qtbot.addWidget(made)
    made.resize(900, 20)
    made.show()
    assert made.minimumHeight() == 0 and made.toolTip() == ""
    name = TwoLineLabel("Mòrag Fionnghuala NicDhòmhnaill-MacGilleFhaolain", "title")
    qtbot.addWidget(name)
    name.show()
    name.resize(name.fontMetrics().horizontalAdvance("NicDhòmhnaill-MacGilleFhaolain") + 4, 60)
    assert name.shown() == "Mòrag Fionnghuala\nNicDhòmhnaill-MacGilleFhaolain"
    made.resize(390, 20)
    assert made.minimumHeight() >= 2 * made.fontMetrics().height() and made.toolTip() == ""
    assert made.minimumSizeHint().height() >= made.minimumHeight()
    made.resize(120, 40)
    assert made.toolTip() == why
    made.resize(900, 40)
    assert made.minimumSizeHint().height() < 2 * made.fontMetrics().height(), "nor does it keep the second"


def test_rail_and_top_bar_grow_with_the_letters(large_letters: None, theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme)
    bar = TopBar(theme, TimerSlot())
    for part in (rail, bar):
        qtbot.addWidget(part)
    for key, title in (("today", "Today"), ("requests", "Jobcentre requests")):
        rail.add(key, title, "today")
    rail.set_badge("requests", "100,000", urgent=True)
    rail.adjustSize()
    bar.resize(1280, bar.sizeHint().height())
    rail.show()
    bar.show()
    bar.set_provider(PROVIDER)  # as it is read once the window stands
    entry = rail.entries["requests"]
    words = entry.fontMetrics().horizontalAdvance(entry.text())
    assert entry.width() >= entry.iconSize().width() + words + entry.badge.sizeHint().width()
    brand = next(one for one in bar.findChildren(QLabel) if one.text() == SERVICE)
    assert brand.width() >= brand.fontMetrics().horizontalAdvance(SERVICE)
    whole = f"delivered by {PROVIDER}"
    (provider,) = (one for one in bar.findChildren(ElidedLabel) if one.text() == whole)
    assert provider.shown().replace("\n", " ") == whole, "nobody who sees the window sees half of the brand"
    assert provider.minimumHeight() >= 2 * provider.fontMetrics().lineSpacing()
    assert bar.minimumSizeHint().height() > brand.height() + provider.minimumHeight()


def test_the_verbs_of_a_page_stand_beside_its_title_below_it_or_in_two_rows(
    theme: Theme, qtbot: QtBot
) -> None:
    """FIELD-NOTES 4: a head never makes the window wider than its widest part."""
    page = QWidget()
    qtbot.addWidget(page)
    head = PageHead("Today, Friday 4 June 2021", page)
    first, second, last = QPushButton("Agenda: 15:30"), FilterField(), QPushButton("Group by: due date")
    for made in (first, second):
        head.verbs.addWidget(made)
    head.more.addWidget(last)
    least = head.minimumSizeHint().width()

    def tops(width: int) -> list[int]:
        head.resize(width, 200)
        page.show()
        QApplication.processEvents()
        return [part.geometry().center().y() for part in (first, second, last)]

    wide = tops(1200)
    assert len(set(wide)) == 1 and first.x() > head.title.geometry().left()
    row = tops(first.width() + second.width() + last.width() + 60)
    assert len(set(row)) == 1 and row[0] > wide[0] and first.x() == 0
    assert first.width() == first.sizeHint().width()
    two = tops(least)
    assert two[0] == two[1] < two[2] and (first.x(), last.x()) == (0, 0)
    assert least < first.width() + second.width() + last.width()
    assert tops(1200) == wide


@pytest.mark.parametrize("name", ["Gwenllian Angharad Llywelyn-Prytherch", "Mòrag NicDhòmhnaill"])
def test_a_long_name_has_its_room_where_there_is_room(theme: Theme, qtbot: QtBot, name: str) -> None:
    """In the width of the PRaP page a name stands whole; in less it is cut and told in full."""
    made = SectionList()
    qtbot.addWidget(made)
    made.set_sections(
        [("Overdue", [ListRow(1, "Due today", "today", name, "PRP-1", "Key", "JFS 3.07", "Key…")])]
    )
    made.resize(1020, 100)
    made.show()
    row = made.rows[0]
    qtbot.waitUntil(lambda: row.name.text() == name)
    made.resize(420, 100)
    qtbot.waitUntil(lambda: row.name.width() < 300)
    assert row.name.text() == name or name in row.name.toolTip()


def test_of_a_first_name_too_long_for_its_line_the_last_name_still_shows(theme: Theme, qtbot: QtBot) -> None:
    made = NameButton("Llanfairpwllgwyngyllgogerychwyrndrobwll Evans-Prydderch")
    qtbot.addWidget(made)
    made.resize(150, 40)
    made.show()
    first, last = made.text().split("\n")
    assert first.startswith("Llanfair") and first.endswith("…") and last == "Evans-Prydderch"


def test_a_line_for_several_things_still_tells_why(theme: Theme, qtbot: QtBot) -> None:
    """3.2: what is to do gives way to the paragraph, which stays whole to its end."""
    made = SectionList()
    qtbot.addWidget(made)
    what = "3: Make contact with the participant · Hold the initial meeting · Ask for the survey once more"
    row = ListRow(1, "Late", "late", "Mòrag", "", what, "8 working days · JFS 3.11", "Act", compact=True)
    made.set_sections([("Overdue", [row])])
    made.resize(600, 100)
    made.show()

    def shown() -> list[str]:
        return [one.shown() for one in made.rows[0].findChildren(ElidedLabel) if one.isVisible()]

    qtbot.waitUntil(lambda: any(words.endswith("JFS 3.11") for words in shown()))
    assert any(words.startswith("3: Make") and words.endswith("…") for words in shown())
    assert what in made.rows[0].toolTip()
    made.resize(1200, 100)  # why stands beside it: both lines are left to what is to do
    qtbot.waitUntil(lambda: what in [words.replace("\n", " ") for words in shown()])


def test_a_line_without_room_shows_an_arrow_for_its_action(theme: Theme, qtbot: QtBot) -> None:
    """What is to do stays to be read where letters are large; the action's name is in its tooltip. Where the
    list is wide, why it is to be done stands beside it."""
    made = SectionList()
    qtbot.addWidget(made)
    row = ListRow(
        1, "Due today", "today", LONG, "", "Make contact", "JFS 3.11", "Record contact", compact=True
    )
    made.set_sections([("Overdue", [row])])
    made.resize(1000, 100)
    made.show()
    shown = made.rows[0]
    assert shown.action is not None
    action = shown.action
    qtbot.waitUntil(lambda: action.text() == "Record contact")
    made.resize(400, 100)
    qtbot.waitUntil(lambda: action.text() == "→")
    assert action.toolTip() == action.accessibleName() == "Record contact"
    assert shown.toolTip() == "Make contact\nJFS 3.11", "whatever is cut is told in full"
    what = next(one for one in shown.findChildren(ElidedLabel) if one.text() == "Make contact")

    def why() -> QPoint | None:
        """Where it stands in the row; None where it does not."""
        found = [one for one in shown.findChildren(ElidedLabel) if one.text() == "JFS 3.11"]
        return next((one.mapTo(shown, QPoint()) for one in found if one.isVisible()), None)

    at = what.mapTo(shown, QPoint())
    qtbot.waitUntil(lambda: (place := why()) is not None and place.y() > at.y())
    made.resize(1400, 100)
    qtbot.waitUntil(lambda: (place := why()) is not None and place.x() > what.mapTo(shown, QPoint()).x())

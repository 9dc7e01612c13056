"""Colours by role: every pair can be read, and every role of the sheet exists in both looks."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtCore import QEvent, QFile, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop import paths
from ui.shell.theme import Theme, colour_table, contrast_table
from ui.widgets.buttons import Button
from ui.widgets.roles import set_role
from ui.widgets.text import label

TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
PAIRS = tomllib.loads(paths.resource("themes", "pairs.toml").read_text("utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("kind", "least"), [("text", TEXT_CONTRAST), ("shape", SHAPE_CONTRAST)])
def test_every_pair_can_be_read(name: str, kind: str, least: float) -> None:
    """4.5:1 for text, 3:1 for lines and shapes that carry meaning."""
    table = colour_table(name)
    poor = {
        f"{role} on {ground}": round(contrast(table[role], table[ground]), 2)
        for role, grounds in PAIRS[kind].items()
        for ground in grounds
        if contrast(table[role], table[ground]) < least
    }
    assert poor == {}


def test_both_looks_have_the_same_roles() -> None:
    assert colour_table("light").keys() == colour_table("dark").keys()


def test_every_text_colour_of_the_sheet_stands_in_the_pairs() -> None:
    sheet = paths.resource("themes", "sheet.qss").read_text("utf-8")
    used = set(re.findall(r"(?<![-\w])color: \$(\w+)", sheet))
    assert used <= PAIRS["text"].keys()


def test_system_contrast_theme_fills_every_role(qapp: QApplication) -> None:
    assert colour_table("light").keys() <= contrast_table(qapp.palette()).keys()


def test_look_changes_while_running(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.colour("ground").name()))
    theme.choose("dark")
    assert heard == [colour_table("dark")["ground"]]
    assert colour_table("dark")["ground"] in qapp.styleSheet()
    theme.choose("light")
    assert colour_table("light")["ground"] in qapp.styleSheet()


class Dressed(QLabel):
    """Counts how often it was dressed anew."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.times += event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def test_the_same_look_dresses_nothing_anew(qapp: QApplication, theme: Theme) -> None:
    """A window with thousands of widgets takes seconds over it."""
    shown = Dressed("Words")
    shown.ensurePolished()
    shown.times = 0
    again = Theme(qapp, "light")
    assert shown.times == 0
    again.choose("dark")
    assert shown.times > 0
    again.choose("light")
    shown.deleteLater()


def test_a_menu_that_comes_later_has_room_for_its_arrow(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made, later = Button("Words", page), Button("Words", page)
    made.setMenu(QMenu(made))
    for one in (made, later):
        column.addWidget(one)
    page.show()
    later.setMenu(QMenu(later))
    assert later.sizeHint() == made.sizeHint()


def test_one_frame_says_that_the_keyboard_is_at_a_box_to_tick(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field, box = QLineEdit(), QCheckBox("Words")
    for one in (field, box):
        column.addWidget(one)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    inside = box.rect().adjusted(3, 3, -3, -3)
    before = box.grab(inside).toImage()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert box.hasFocus()
    assert box.grab(inside).toImage() == before


def test_a_word_taken_later_gives_a_label_its_room(theme: Theme, qtbot: QtBot) -> None:
    """And one given up takes none with it: a notice that turns to plain words stands in their column."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made, taken, given_up = label("Words", "warning"), label("Words", "soft"), label("Words", "warning")
    for one in (made, taken, given_up):
        column.addWidget(one)
    page.show()
    before = taken.contentsRect().left()
    set_role(taken, "warning")
    set_role(given_up, "soft")
    assert taken.contentsRect().left() == made.contentsRect().left() > before
    assert given_up.contentsRect().left() == before


def test_no_widget_holds_style_text() -> None:
    ui = paths.resource().parent / "ui"
    theme = ui / "shell" / "theme.py"
    found = [
        file.name for file in ui.rglob("*.py") if file != theme and "setStyleSheet" in file.read_text("utf-8")
    ]
    assert found == []


def test_type_is_inter(theme: Theme) -> None:
    assert theme.font().family() == "Inter"


def test_the_sheet_finds_its_drawings_wherever_the_program_lies(qapp: QApplication) -> None:
    """'Program Files (x86)' has brackets, which would end a drawing's address within a sheet."""
    Theme(qapp, "light")
    named = re.findall(r"url\(([^)]*)\)", qapp.styleSheet())
    assert named
    assert [one for one in named if not re.fullmatch(r"icons:[\w.-]+", one) or not QFile.exists(one)] == []

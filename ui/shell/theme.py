"""Colours by role, type sizes, and the one style sheet made from them.

No widget holds style text: a widget says what it is with the property
``role`` ('primary', 'title', 'pill-late', ...) and the sheet in
``resources/themes/sheet.qss`` says how that looks.
"""

from __future__ import annotations

import string
import sys
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QLocale, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop import paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STYLE = "Fusion"
"""The style that the sheet is written for."""
THEME = "look/theme"
"""The preference that holds the person's choice."""
WEIGHTS = ("Regular", "SemiBold")
"""The weights that the sheet and the widgets ask for; each costs the first paint two milliseconds."""
CHOICES = ("system", "light", "dark")

_SYSTEM_ROLES: Mapping[str, str] = {
    "Window": "ground rail card hover field field_off done_soft accent_soft danger_soft "
    "warn_soft good_soft neutral_soft meter accent_text danger_on tip",
    "WindowText": "text text_soft line line_strong field_line focus accent accent_hover "
    "accent_press accent_line accent_soft_text danger danger_hover danger_text warn_text good_text "
    "neutral_text recording tip_text",
    "Link": "link",
    "Highlight": "select",
    "HighlightedText": "select_text",
}


def colour_table(name: str) -> dict[str, str]:
    """The colours of 'light' or 'dark', by role."""
    # By hand: a flat table of strings, read before the first paint, which a TOML parser would hold up.
    rows = paths.resource("themes", f"{name}.toml").read_text("utf-8").splitlines()
    pairs = (row.split(" = ", 1) for row in rows if row and not row.startswith("#"))
    return {role: colour.strip('"') for role, colour in pairs}


def contrast_table(palette: QPalette) -> dict[str, str]:
    """The colours of the system's own high-contrast theme, by role."""
    return {
        role: palette.color(QPalette.ColorRole[source]).name()
        for source, roles in _SYSTEM_ROLES.items()
        for role in roles.split()
    }


def application(words: list[str]) -> QApplication:
    """The program's application in our style.

    Named as an argument, since ``setStyle`` gives the style back, and wrapping that takes 5 ms.
    """
    made = QApplication([*words, "-style", STYLE])
    made.setProperty("style", STYLE)
    QLocale.setDefault(QLocale("en_GB"))  # Qt's own calendar too, whatever the computer speaks
    return made


class Theme(QObject):
    """Follows the system's light, dark or high-contrast look, or a forced one, while running.

    Before the first paint dark is told by the system's colours alone; ``look_closely`` then asks Qt,
    whose answers are enums of ``PySide6.QtCore.Qt`` (see ``ui.widgets.text``).
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice if choice in CHOICES else "system"
        self._system_palette = app.palette()
        self._system_points = app.font().pointSizeF()
        self._family = load_fonts(app.font().family())
        self._table: dict[str, str] = {}
        if app.property("style") != STYLE:
            app.setStyle(STYLE)
            app.setProperty("style", STYLE)
        self._system = (_is_dark(app.palette()), False)
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        app.screenAdded.connect(lambda _: self.changed.emit())  # drawings are drawn for its pixels

    @property
    def choice(self) -> str:
        """'system', 'light' or 'dark', as the person chose."""
        return self._choice

    @property
    def dark(self) -> bool:
        """Whether the colours now shown are the dark ones."""
        if self._choice != "system":
            return self._choice == "dark"
        return self._system[0]

    @property
    def points(self) -> float:
        """The size of body text in points; never below the system's own size."""
        usual = 13.0 if sys.platform == "darwin" else 10.0
        return max(usual, self._system_points)

    def colour(self, role: str) -> QColor:
        """The colour of a role now; a painter asks again after ``changed``."""
        return QColor(self._table[role])

    def font(self, *, scale: float = 1.0, bold: bool = False) -> QFont:
        """The window's type at a share of the body size, with figures of equal width."""
        font = QFont(self._family)
        font.setPointSizeF(self.points * scale)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def choose(self, choice: str) -> None:
        """Force 'light' or 'dark', or follow the 'system'."""
        if choice in CHOICES and choice != self._choice:
            self._choice = choice
            self._apply()

    def look_closely(self) -> None:
        """Ask for the system's look, and take it up where the first paint did not have it."""
        before = self._system
        self._ask_system()
        if self._choice == "system" and self._system != before:
            self._apply()

    def follow_scale(self, window: QWidget) -> None:
        """Have everything drawn anew when the window comes to a screen of another scale, or its screen gets
        one."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.changed.emit()
        return super().eventFilter(watched, event)

    def _ask_system(self) -> None:
        from PySide6.QtCore import Qt

        hints = self._app.styleHints()
        scheme, contrast = hints.colorScheme(), hints.accessibility().contrastPreference()
        dark = self._system[0] if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark
        self._system = (dark, contrast is Qt.ContrastPreference.HighContrast)

    def _system_changed(self) -> None:
        self._ask_system()
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        name = "dark" if self.dark else "light"
        if self._system[1] and self._choice == "system":
            self._table = contrast_table(self._system_palette)
        else:
            self._table = colour_table(name)
        font, palette, sheet = self.font(), self._palette(), self._sheet(name)
        # Each has every widget that there is dressed anew, also where it is the same as before.
        if self._app.font() != font:
            self._app.setFont(font)
        if self._app.palette() != palette:
            self._app.setPalette(palette)
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _sheet(self, name: str) -> str:
        # Named by a word of our own: a sheet cannot be read where the way to them has a bracket in it.
        QDir.setSearchPaths("icons", [str(paths.resource("icons"))])
        ratio = self.points / (13.0 if sys.platform == "darwin" else 10.0)
        values = dict(self._table, shade=name)
        for share in (85, 90, 95, 100, 105, 110, 125, 160, 170):
            values[f"pt{share}"] = f"{self.points * share / 100:.2f}pt"
        for size in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24, 32):
            values[f"px{size}"] = f"{max(1, round(size * ratio))}px"
        template = paths.resource("themes", "sheet.qss").read_text("utf-8")
        return string.Template(template).substitute(values)

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette(self.colour("card"), self.colour("ground"))
        for target, name in {
            role.WindowText: "text",
            role.Text: "text",
            role.ButtonText: "text",
            role.Base: "field",
            role.AlternateBase: "hover",
            role.Button: "card",
            role.Highlight: "select",
            role.HighlightedText: "select_text",
            role.Link: "link",
            role.PlaceholderText: "text_soft",
            role.ToolTipBase: "tip",
            role.ToolTipText: "tip_text",
            role.Accent: "accent",
            role.Mid: "line_strong",
        }.items():
            palette.setColor(target, self.colour(name))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("text_soft"))
        return palette


def load_fonts(fallback: str) -> str:
    """Load the shipped type and return its family, or ``fallback`` where it is not there."""
    families: list[str] = []
    folder = paths.resource("fonts")
    for name in WEIGHTS:
        file = folder / f"Inter-{name}.otf"
        if not file.is_file():
            continue
        families += _families(file)
    named = [family for family in families if family in ("Inter", "Inter Variable")]
    return (named or families or [fallback])[0]


@cache  # loaded once more it would have Qt forget every letter that it has drawn
def _families(file: Path) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(file))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def _is_dark(palette: QPalette) -> bool:
    ground, letters = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return ground.lightness() < letters.lightness()


def icon_file(name: str) -> Path:
    """The path of a shipped drawing."""
    return paths.resource("icons", f"{name}.svg")

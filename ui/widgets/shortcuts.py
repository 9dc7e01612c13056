"""Every keyboard shortcut that is not a menu's: bound from here and shown from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class Keys:
    """One line of the sheet: ``keys`` in Qt's portable words (or as Qt's standard ones), what they do,
    and, where the keys themselves are too many or too odd to read, how they are ``shown``."""

    keys: tuple[str | QKeySequence.StandardKey, ...]
    what: str
    shown: str = ""

    def sequences(self) -> tuple[QKeySequence, ...]:
        """The keys as this computer has them; a standard one may differ from system to system."""
        return tuple(QKeySequence(one) for one in self.keys)

    def bind(
        self,
        owner: QWidget,
        act: Callable[[], object],
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        """Let each key do ``act`` while the window of ``owner`` (or what ``context`` says) has it."""
        for keys in self.sequences():
            made = QShortcut(keys, owner)
            made.setContext(context)
            made.activated.connect(act)

    def each(self) -> tuple[Keys, ...]:
        """One line for each key, to be bound to things that stand in a row."""
        return tuple(Keys((one,), self.what) for one in self.keys)

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether a key event is one of these."""
        return QKeySequence(event.keyCombination()) in self.sequences()

    def words(self) -> str:
        """The keys as this computer names them."""
        return self.shown or " or ".join(one.toString(NATIVE) for one in self.sequences())


_NINE = tuple(f"Alt+{number}" for number in range(1, 10))

CASE_TABS = Keys((*_NINE, "Alt+0", "Alt+-", "Alt+=", "Alt+]"), "Open a tab by its place", "Alt+1, Alt+2, …")
NEXT_TAB = Keys(("Ctrl+PgDown",), "Next tab")
PREVIOUS_TAB = Keys(("Ctrl+PgUp",), "Tab before")
ADD_OBJECTIVE = Keys(("Ctrl+Shift+N",), "Add an objective")
MOVE_UP = Keys(("Alt+Up",), "Move the objective up")
MOVE_DOWN = Keys(("Alt+Down",), "Move the objective down")
SAVE_FORM = Keys(("Ctrl+Return", "Ctrl+Enter"), "Save, from any field", "Ctrl+Enter")
COPY_NEXT = Keys(("Ctrl+Shift+C",), "Copy the next field for PRaP")
ACTIVITIES = Keys(_NINE, "Choose what was done in a session", "Alt+1, Alt+2, …")
REFRESH = Keys((QKeySequence.StandardKey.Refresh,), "Read Today anew")
ROW_BELOW = Keys(("Down",), "Next row")
ROW_ABOVE = Keys(("Up",), "Row before")
ACT = Keys(("Return", "Enter"), "Do what the row's button says", "Enter")
SAY_WHY_LATE = Keys(("L",), "Say why it is late")
PUT_OFF = Keys(("S",), "Put it off until a day")
HAVE_READ = Keys(("Delete",), "A move by itself was read")
PRINT = Keys((QKeySequence.StandardKey.Print,), "Print the document in front")
LARGER = Keys(("Ctrl++", "Ctrl+="), "Larger pages")
SMALLER = Keys(("Ctrl+-",), "Smaller pages")
FIT_WIDTH = Keys(("Ctrl+0",), "Pages as wide as the room")
PAGE_SIZE = Keys(
    LARGER.keys + SMALLER.keys + FIT_WIDTH.keys, "Pages larger, smaller, as wide as the room", "Ctrl++, −, 0"
)
FILTER = Keys(("/",), "Show only rows with some words")
BOLD = Keys((QKeySequence.StandardKey.Bold,), "Bold")
LISTS = Keys(("Ctrl+Shift+L", "Ctrl+Shift+O"), "A list with bullets, with numbers")
BULLETS, NUMBERS = LISTS.each()
LINK = Keys(("Ctrl+Shift+K",), "A link")
SNIPPETS = Keys(("Ctrl+Space",), "Put in reusable wording")
LETTERS = Keys(("F8",), "A special letter, such as ŵ")
MISSPELT = Keys(("F7",), "The next word that may be misspelt")

SHEET: tuple[tuple[str, tuple[Keys, ...]], ...] = (
    ("On a case", (CASE_TABS, NEXT_TAB, PREVIOUS_TAB, PRINT, PAGE_SIZE)),
    ("In the JFAP", (ADD_OBJECTIVE, MOVE_UP, MOVE_DOWN)),
    (
        "In a form",
        (
            SAVE_FORM,
            ACTIVITIES,
            COPY_NEXT,
            Keys(("Up",), "A day later, in a date"),
            Keys(("Down",), "A day earlier, in a date"),
            Keys(("Esc",), "Leave; typed text is asked about"),
        ),
    ),
    ("In a text", (BOLD, LISTS, LINK, SNIPPETS, LETTERS, MISSPELT)),
    (
        "In a list",
        (
            Keys(("Return",), "Open the row", "Enter"),
            Keys((QKeySequence.StandardKey.Copy,), "Copy the row"),
            REFRESH,
        ),
    ),
    ("On Today", (ROW_BELOW, ROW_ABOVE, ACT, SAY_WHY_LATE, PUT_OFF, HAVE_READ, FILTER)),
    ("Anywhere", (Keys((), "Press that button or menu", "Alt+underlined letter"),)),
)
"""What the sheet shows below the menus. A key that is bound and not here fails a test."""

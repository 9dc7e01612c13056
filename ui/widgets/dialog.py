"""The base of every dialog: title, body, error line, and verbs on its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.errors import UserError
from ui.widgets.buttons import button
from ui.widgets.dialog_body import DialogBody
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.tab_order import go
from ui.widgets.text import by_letters, label

if TYPE_CHECKING:
    from ui.widgets.form_kit import FormKit

BESIDE = 40
"""Pixels of the room that stay free beside a dialog and above it, for its frame."""
OPENING_MS = 150
"""So long a dialog may also become lower again: fields ask for too much until they have their width."""
LOCKED_MEANWHILE = (
    "The window was locked while this was being saved. Look whether it is there before you save it again."
)
_FOLLOWED = "tells-its-dialog"
SPARE_LINES = 4
"""With so many lines empty above its verbs a dialog becomes lower; for less, such as a note that went, the
verbs do not move."""


class Dialog(QDialog):
    """A question or a form over the window. It never blocks: it is opened with ``open()``, and the
    subclass's class method takes a callback for the answer.

    Put fields into ``content``. Override ``dirty`` to say that something was
    typed: Esc and the close button then ask before it is lost. ``settled``
    tells that the dialog has gone, by whatever way. ``width`` is in pixels at
    the usual size of letters; what is higher than the screen scrolls between
    the title and the verbs.
    """

    settled = Signal()

    def __init__(
        self, title: str, body: str = "", parent: QWidget | None = None, *, width: int = 520
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.heading = label(title, "title", wrap=True)
        self.body = label(body, "soft", wrap=True)
        if not body:
            self.body.hide()
        self._body = DialogBody()
        self.content = self._body.content
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._error_stays = False
        self._busy = False
        self._pausing: list[QWidget] = []
        self._left: tuple[QWidget, QWidget | None] | None = None
        self._keep = _KeepBar(self)
        self._by_key: QPushButton | None = None
        SAVE_FORM.bind(self, self._press_by_key)
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(8)
        self.verbs.addStretch(1)
        column = QVBoxLayout(self)
        column.addStrut(self._wide(width) - 48)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        for widget in (self.heading, self.body):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        column.addWidget(self._error)
        column.addWidget(self._keep)
        column.addLayout(self.verbs)
        self._middle: QPoint | None = None
        self._made_by_hand = False
        self._opening = QTimer(self, interval=OPENING_MS, singleShot=True)
        self.finished.connect(lambda _: self.settled.emit())

    def add_verb(
        self,
        text: str,
        role: str,
        act: Callable[[], object],
        *,
        default: bool = False,
        saves: bool = False,
    ) -> QPushButton:
        """Add a button that says what it does. The ``default`` one answers to Enter and, from any field, to
        Ctrl+Enter; one that ``saves`` to Ctrl+Enter alone, for Enter would be too light a touch."""
        made = button(text, role, act)
        self.verbs.addWidget(made)
        if default:
            self.propose(made)
        elif saves:
            self._by_key = made
        return made

    def propose(self, verb: QPushButton) -> None:
        """Let Enter and Ctrl+Enter press this verb from now on."""
        verb.setDefault(True)
        self._by_key = verb

    def add_cancel(self, text: str = "Cancel") -> QPushButton:
        """Add the button that leaves without doing anything."""
        return self.add_verb(text, "plain", self.reject)

    def dirty(self) -> bool:
        """Whether leaving now would lose something typed."""
        return False

    def show_error(self, error: UserError | str, *, stays: bool = False) -> None:
        """Show what went wrong above the buttons and let the person go on. It goes as soon as a field is
        changed, unless it ``stays``: no field of this dialog can mend it."""
        self._error.setText(error.sentence if isinstance(error, UserError) else error)
        self._error.setVisible(bool(self._error.text()))
        self.set_busy(False)
        self._error_stays = stays
        if self._error.text():
            self._follow_fields()
            QAccessible.updateAccessibility(QAccessibleEvent(self._error, QAccessible.Event.Alert))

    def show_refusal(self, error: UserError, form: FormKit, fields: Mapping[str, str] | None = None) -> None:
        """Show a refusal beside the field of the form that it names, else above the buttons."""
        self.set_busy(False)
        if not form.show_refusal(error, fields):
            self.show_error(error)

    def add_foot(self, widget: QWidget) -> None:
        """Put something between what scrolls and the error above the buttons."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self._error), widget)

    def bring_into_sight(self, field: QWidget) -> None:
        """Scroll to a field of the content."""
        self._body.ensureWidgetVisible(field)

    def error_text(self) -> str:
        """The error now shown; empty when there is none."""
        return self._error.text()

    def set_busy(self, busy: bool) -> None:
        """Disable the buttons while a verb runs, and then enable those that could be pressed before. The
        keyboard, which Qt moves on from a button that is disabled, comes back to it where nobody took it
        elsewhere meanwhile."""
        left = self.focusWidget() if busy and not self._busy else None
        items = (self.verbs.itemAt(place) for place in range(self.verbs.count()))
        verbs = [item.widget() for item in items if item is not None]
        if busy and not self._busy:
            self._pausing = [verb for verb in verbs if verb is not None and verb.isEnabled()]
        self._busy = busy
        for verb in self._pausing:
            if verb in verbs:  # the others have gone meanwhile
                verb.setEnabled(not busy)
        if not busy:
            self._pausing = []
        if left is not None and not left.isEnabled():
            self._left = left, self.focusWidget()
        elif not busy and self._left is not None:
            button, moved_to = self._left
            self._left = None
            if self.focusWidget() is moved_to:
                button.setFocus()

    def come_back(self) -> None:
        """Be usable again after a lock. The answer to a verb that ran meanwhile was not let through,
        so that whether it was carried out has to be looked up."""
        if self._busy:
            self.show_error(LOCKED_MEANWHILE, stays=True)

    def reject(self) -> None:
        """Leave; what was typed is not lost without a question."""
        if self.dirty():
            self._keep.toggle()
            return
        super().reject()

    def discard(self) -> None:
        """Leave and lose what was typed: the answer to the question."""
        super().reject()

    def _follow_fields(self) -> None:
        """Hear of a change in each field that stands here now."""
        from ui.widgets.field_values import change_of

        for field in self._body.findChildren(QWidget):
            told = None if field.property(_FOLLOWED) else change_of(field)
            if told is not None:
                field.setProperty(_FOLLOWED, True)
                told.connect(self._mended)

    def _mended(self, *_: object) -> None:
        if not self._error_stays:
            self._error.setText("")
            self._error.hide()

    def _press_by_key(self) -> None:
        if self._by_key is not None and self._by_key.isVisible():
            self._by_key.click()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on as the eye reads."""
        return go(self, next)

    def showEvent(self, event: QShowEvent) -> None:
        opens = not self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if opens:
            self._take_size(self.sizeHint().width())
            self._opening.start()
        super().showEvent(event)
        if opens:
            self._middle = self.geometry().center()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.spontaneous():
            self._made_by_hand = True
            self._keep.height_before = self.height()

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._take_size(self.width())
        return answer

    def be_as_high_as(self, height: int) -> None:
        """Go back to a height from before, where what asked for more has left."""
        column = self.layout()
        if column is not None:
            column.activate()
        self.resize(self.width(), height)

    def _take_size(self, width: int) -> None:
        """As high as the words are at that width, within the screen: Qt itself would stop at two thirds.
        What a person has made so high stays so."""
        column = self.layout()
        if column is None:
            return
        width = max(width, column.totalMinimumSize().width())
        needed = column.totalHeightForWidth(width) if column.hasHeightForWidth() else self.sizeHint().height()
        height = min(needed, self._room().height() - BESIDE)
        little = self.height() - height < SPARE_LINES * self.fontMetrics().lineSpacing()
        if self._made_by_hand or (little and self.isVisible() and not self._opening.isActive()):
            height = max(height, self.height())
        if QSize(width, height) == self.size():
            return
        now = QRect(self.geometry().topLeft(), QSize(width, height))
        place = self._placed(now)
        if place == now:
            self.resize(width, height)
        else:
            self.setGeometry(place)

    def _placed(self, place: QRect) -> QRect:
        """Where it stands with another size: over its middle while it opens, for until the window system has
        mapped it Qt may hear of the corner of the screen as its place, and by a mere change of size it would
        go there; later where it is, but so far up that its verbs stay on the screen."""
        free = self.screen().availableGeometry().adjusted(0, BESIDE // 2, 0, 0)
        moved = QRect(place)
        if self._middle is None:
            return moved
        if self._opening.isActive():
            moved.moveCenter(self._middle)
        elif moved.bottom() > free.bottom():
            moved.moveBottom(free.bottom())
        moved.moveTo(max(moved.left(), free.left()), max(moved.top(), free.top()))
        return moved

    def _wide(self, width: int) -> int:
        """The width in pixels that a width at the usual letters comes to, within the window."""
        return max(width, min(by_letters(width), self._room().width() - BESIDE))

    def _room(self) -> QSize:
        """What the screen offers, or the window where it reaches beyond."""
        room = self.screen().availableGeometry().size()
        parent = self.parentWidget()
        return room.expandedTo(parent.window().size()) if parent is not None else room

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.dirty() and self.isVisible():
            event.ignore()
            self._keep.toggle()
            return
        super().closeEvent(event)


class _KeepBar(QFrame):
    """Asks inside the dialog whether what was typed may be lost; Esc again keeps it. With the answer the
    dialog has the ``height_before`` again, in pixels, or the one that a person gave it meanwhile."""

    def __init__(self, dialog: Dialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.height_before = 0
        self.setProperty("role", "banner-info")
        self.keep = button("Keep editing", "primary", self._stay, name="keep-editing")
        self.lose = button("Discard what I typed", "plain", dialog.discard, name="discard")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(label("Something was typed and is not saved.", wrap=True), 1)
        row.addWidget(self.lose)
        row.addWidget(self.keep)
        self._before: QWidget | None = None
        self.hide()

    def toggle(self) -> None:
        """Ask; asked already, go back to editing."""
        if self.isVisible():
            self._stay()
            return
        self._before = self._dialog.focusWidget()
        self.height_before = self._dialog.height()
        self.show()
        self.keep.setFocus()

    def _stay(self) -> None:
        self.hide()
        self._dialog.be_as_high_as(self.height_before)
        if self._before is not None:
            self._before.setFocus()


class QuestionBox(Dialog):
    """Two verbs; the safe one is the default and what Esc means."""

    def __init__(
        self,
        title: str,
        text: str,
        yes: str,
        no: str,
        answer: Callable[[bool], None],
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, parent, width=440)
        safe = self.add_verb(no, "plain", self.reject, default=True)
        self.add_verb(yes, "danger" if danger else "primary", self.accept)
        safe.setFocus()
        self.finished.connect(lambda result: answer(result == QDialog.DialogCode.Accepted))

"""The questions of a programme profile as a form: each comes up when the answers before ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.rules.programme.questions import (
    NO,
    YES,
    AnswerKind,
    Question,
    Unanswered,
    chosen,
    is_asked,
    written,
)
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit, note_box

T = TypeVar("T", date, time)
_SHORT = (AnswerKind.DAY, AnswerKind.TIME, AnswerKind.NUMBER)


class QuestionForm(QWidget):
    """Questions in their order, answered as text (``rules/programme/questions.py``).

    ``changed`` tells an answer.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._questions: tuple[Question, ...] = ()
        self._around: Mapping[str, str] = {}
        self.form: FormKit | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def ask(self, questions: Sequence[Question], answers: Mapping[str, str] | None = None) -> None:
        """Put other questions, with answers known already."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._questions = tuple(questions)
        self.form = FormKit(columns=2)
        for question in self._questions:
            span = 1 if question.kind in _SHORT else 2
            self.form.add(question.key, question.text, self._field(question), help=question.help, span=span)
        self._column.addWidget(self.form)
        self.form.show()
        self.form.changed.connect(lambda _: self._answered())
        self.set_answers(answers or {})

    def answers(self) -> dict[str, str]:
        """What was answered to the questions that come up; what is empty is left out."""
        given = {question.key: self._read(question) for question in self._questions}
        said = {**self._around, **given}
        return {
            question.key: given[question.key]
            for question in self._questions
            if given[question.key] and is_asked(question, said)
        }

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show these answers; questions that are not among them become empty."""
        for question in self._questions:
            self._write(question, answers.get(question.key, ""))
        self._show_asked()

    def set_answer(self, key: str, answer: str) -> None:
        """Show this answer to one question; the others stay as they are."""
        for question in self._questions:
            if question.key == key:
                self._write(question, answer)

    def set_around(self, answers: Mapping[str, str]) -> None:
        """Answers given outside this form that decide which questions come up."""
        self._around = dict(answers)
        self._show_asked()

    def problems(self) -> dict[str, tuple[str, str]]:
        """Days and times that cannot be read, in the shape of ``FormKit.set_notes``."""
        return self._form().date_problems()

    def show_unanswered(self, missing: Sequence[Unanswered]) -> None:
        """Tell what is missing beside each question, and go to the first."""
        notes = {one.key: (one.text, "error") for one in missing}
        self._form().set_notes(self.problems() | notes)
        self._form().focus_first_note()

    def show_refusal(self, error: UserError) -> bool:
        """Tell a refusal beside the question that it names and go there; False where it names none here."""
        if not self.holds(error.field):
            return False
        self.show_unanswered([Unanswered(error.field, error.sentence, error.paragraph)])
        return True

    def clear_note(self, key: str) -> None:
        """What was wrong with an answer was put right elsewhere."""
        self._form().set_note(key, "")

    def holds(self, key: str) -> bool:
        """Whether there is such a question, come up or not."""
        return any(question.key == key for question in self._questions)

    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self._questions

    def _answered(self) -> None:
        self._show_asked()
        self.changed.emit()

    def _show_asked(self) -> None:
        said = {**self._around, **{question.key: self._read(question) for question in self._questions}}
        for question in self._questions:
            self._form().set_shown(question.key, is_asked(question, said))

    def _form(self) -> FormKit:
        if self.form is None:
            self.form = FormKit(columns=2)
        return self.form

    def _field(self, question: Question) -> QWidget:
        match question.kind:
            case AnswerKind.YES_NO:
                return ChipChoice([(YES, "Yes"), (NO, "No")])
            case AnswerKind.CHOICE | AnswerKind.CHOICES:
                several = question.kind is AnswerKind.CHOICES
                return ChipChoice([(one.key, one.name) for one in question.offered], several=several)
            case AnswerKind.DAY:
                return DateField(self._today)
            case AnswerKind.TIME:
                return TimeField()
            case AnswerKind.WORDS:
                return note_box(2)
        return QLineEdit()

    def _read(self, question: Question) -> str:
        field = self._form().field(question.key)
        if isinstance(field, ChipChoice):
            return written(field.chosen())
        value = self._form().value(question.key)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, time):
            return value.strftime("%H:%M")
        return str(value or "").strip()

    def _write(self, question: Question, answer: str) -> None:
        field = self._form().field(question.key)
        if isinstance(field, ChipChoice):
            field.set_chosen(chosen(answer))
        elif isinstance(field, DateField):
            field.set_value(_or_none(date.fromisoformat, answer))
        elif isinstance(field, TimeField):
            field.set_value(_or_none(time.fromisoformat, answer))
        elif isinstance(field, QLineEdit):
            field.setText(answer)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(answer)


def _or_none(read: Callable[[str], T], answer: str) -> T | None:
    try:
        return read(answer) if answer else None
    except ValueError:
        return None

"""What is asked with a fact: the programme profile's questions, and whether they are answered.

Answers are kept as text in the fact's detail: a yes or no as 'yes' or 'no', a day in ISO
form, a time as 'HH:MM', several choices with commas between their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.writing.reasons import says_why

YES, NO = "yes", "no"
CHANNEL = "channel"
"""A question may come up by the way it was done: in a call, but not in a letter (I3)."""
_AND = ","


class AnswerKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"  # one line
    WORDS = "words"  # some lines
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of ``choices``
    CHOICES = "choices"  # any number of ``choices``
    DAY = "day"
    TIME = "time"
    NUMBER = "number"  # whole, not negative


@dataclass(frozen=True, slots=True)
class Question:
    """One question that goes with a fact.

    It must be answered if ``required``; if ``only_if`` is given, it is asked only where the question
    ``only_if``, or the way it was done (CHANNEL), was answered with one of ``only_if_answers``. ``at_least``
    names a minimum of the programme: so many of the ``choices`` must be taken, unless one of them is
    ``enough_alone``. ``refused_answers`` stop the fact, with ``refused_text``. Its answer stands under the
    plan's ``heading`` too, if given.
    What is chosen here cannot be chosen in ``apart_from``. With a ``channel_use`` the choices are channels,
    and those ``closed`` now, which the programme works out from the clearances, cannot be taken (I2).
    ``why`` asks for a reason, for which not any words pass.
    """

    key: str
    text: str
    kind: AnswerKind = AnswerKind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    only_if: str = ""
    only_if_answers: tuple[str, ...] = ()
    at_least: str = ""
    enough_alone: tuple[str, ...] = ()
    refused_answers: tuple[str, ...] = ()
    refused_text: str = ""
    heading: str = ""
    help: str = ""
    paragraph: str = ""
    apart_from: str = ""
    channel_use: str = ""
    closed: tuple[str, ...] = ()
    why: bool = False

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices that can be taken now."""
        return tuple(choice for choice in self.choices if choice.key not in self.closed)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An answer that is missing or cannot stand: the question's key, why, and where that is written."""

    key: str
    text: str
    paragraph: str


def is_asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether the question comes up after these answers."""
    if not question.only_if:
        return True
    given = answers.get(question.only_if, "")
    return not {given, *chosen(given)}.isdisjoint(question.only_if_answers)


def chosen(answer: str) -> tuple[str, ...]:
    """The keys of several choices."""
    return tuple(key for key in answer.split(_AND) if key)


def written(keys: Sequence[str]) -> str:
    """Several choices as one answer."""
    return _AND.join(keys)


def choice_name(questions: Sequence[Question], key: str, said: str) -> str:
    """What the choice that was taken is called; '' where none was, or it is none of the list."""
    listed = (choice for question in questions if question.key == key for choice in question.choices)
    return next((choice.name for choice in listed if choice.key == said), "")


def all_unanswered(
    questions: Sequence[Question], answers: Mapping[str, str], minimums: Mapping[str, int]
) -> tuple[Unanswered, ...]:
    """Every question that comes up and whose answer is missing or cannot stand."""
    found = (
        (question, _problem(question, answers.get(question.key, "").strip(), minimums, answers))
        for question in questions
        if is_asked(question, answers)
    )
    return tuple(
        Unanswered(question.key, problem, question.paragraph) for question, problem in found if problem
    )


def _problem(question: Question, answer: str, minimums: Mapping[str, int], answers: Mapping[str, str]) -> str:
    if not answer:
        return f"Answer this: {question.text}." if question.required else ""
    if question.why and not says_why(answer):
        return "This says nothing yet: give the reason in words."
    if answer in question.refused_answers:
        return question.refused_text
    if question.kind is AnswerKind.CHOICES:
        keys = chosen(answer)
        return (
            _not_listed(question, keys)
            or _too_few(question, keys, minimums)
            or _twice(question, keys, chosen(answers.get(question.apart_from, "")))
        )
    if question.kind is AnswerKind.CHOICE:
        return _not_listed(question, (answer,))
    check, complaint = _FORMS.get(question.kind, _ANY)
    return "" if check(answer) else complaint


def _not_listed(question: Question, keys: Sequence[str]) -> str:
    names = {choice.key: choice.name for choice in question.choices}
    if not set(keys) <= set(names):
        return "Choose from the list."
    closed = [names[key] for key in keys if key in question.closed]
    if closed and question.channel_use:
        return f"{closed[0]} is not cleared for use. Enter the clearance under Settings, Channels."
    return f"{closed[0]} cannot be chosen here." if closed else ""


def _twice(question: Question, keys: Sequence[str], others: Sequence[str]) -> str:
    names = {choice.key: choice.name for choice in question.choices}
    both = [names[key] for key in keys if key in others]
    return f"{both[0]} is chosen above too; it can be only one of them." if both else ""


def _too_few(question: Question, keys: Sequence[str], minimums: Mapping[str, int]) -> str:
    if not set(question.enough_alone).isdisjoint(keys):
        return ""
    wanted = minimums.get(question.at_least, 0)
    return f"Choose at least {wanted} of these." if len(set(keys)) < wanted else ""


def _reads_day(answer: str) -> bool:
    return _reads(date.fromisoformat, answer)


def _reads_time(answer: str) -> bool:
    return _reads(time.fromisoformat, answer)


def _reads(reader: Callable[[str], object], answer: str) -> bool:
    try:
        reader(answer)
    except ValueError:
        return False
    return True


def _anything(_answer: str) -> bool:
    return True


_ANY: tuple[Callable[[str], bool], str] = (_anything, "")
_FORMS: Mapping[AnswerKind, tuple[Callable[[str], bool], str]] = {
    AnswerKind.YES_NO: ({YES, NO}.__contains__, "Answer yes or no."),
    AnswerKind.DAY: (_reads_day, "Type this day as day, month and year."),
    AnswerKind.TIME: (_reads_time, "Type this time as hours and minutes."),
    AnswerKind.NUMBER: (str.isdecimal, "Type a whole number."),
}

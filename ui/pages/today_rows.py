"""The rows of Today: how they are put under headings, and what each says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from jfs_desktop.casework.today.cockpit import Cockpit, Todo, When
from jfs_desktop.casework.today.moves_told import ToldMove
from jfs_desktop.rules.writing.wording import counted, full_day, short_day, time_of_day, weekday_day
from ui.pages.today_room import Room
from ui.widgets.clock_chip import chip_words
from ui.widgets.section_list import ListRow

BY_DAY, BY_PERSON, BY_KIND = "day", "person", "kind"
GROUPS: Mapping[str, str] = {BY_DAY: "due date", BY_PERSON: "participant", BY_KIND: "kind of action"}

MOST_AT_LARGE = 6
"""More late things than this, or than have three quarters of the room, take a compact row each, and those of
one person one row together. Why stands in its second line as long as all rows are in sight so. Where not
even lines have the room, they stand in two columns."""
AIMED = ("Aim: today", "today")
MOVED = "Moved on by itself"
READ = "I have read this"
HEADINGS: tuple[tuple[str, When], ...] = (
    ("Overdue", When.LATE),
    ("Today", When.TODAY),
    ("To follow up", When.LOOSE),
    ("Next five working days", When.COMING),
)

Numbered = tuple[int, Todo]
Section = tuple[str, list[ListRow]]


def sections(
    way: str, items: Iterable[Numbered], room: Room, made: dict[int, ListRow] | None = None
) -> list[Section]:
    """The rows under the headings of one way of grouping, as large as there is room for them. ``made`` keeps
    the usual rows of these items for another try with other room."""
    made = {} if made is None else made
    if way == BY_DAY:
        return _by_day(tuple(items), room, made)
    return _SECTIONS[way](tuple(items))


def matches(todo: Todo, words: str) -> bool:
    """Whether a row shows every one of these words."""
    text = f"{todo.name} {todo.what} {todo.context} {todo.because}".casefold()
    return all(word in text for word in words.casefold().split())


def summary(found: Cockpit) -> str:
    """The soft line under the title."""
    late, today = len(found.of(When.LATE)), len(found.of(When.TODAY))
    parts = [f"{counted(late + today, 'action')} due"]
    if late:
        parts.append(f"{late:,} overdue")
    parts.append(f"next working day {full_day(found.next_working_day).rsplit(' ', 1)[0]}")
    return " · ".join(parts)


def move_rows(moves: Iterable[ToldMove], todos: Iterable[Todo]) -> list[ListRow]:
    """The moves that cases made by themselves, but for those that are told where something is to be done."""
    within = {todo.move.fact_id for todo in todos if todo.move is not None}
    return [_move_row(move) for move in moves if move.fact_id not in within]


def _move_row(move: ToldMove) -> ListRow:
    action = move.clock.action if move.clock is not None else "Open the case"
    why = f"{move.can_still} · {move.paragraph}"
    on = weekday_day(move.on)
    return ListRow(move.fact_id, on, "accent", move.name, "", move.told, why, action, second=READ)


def is_compact(shown: Iterable[Section]) -> bool:
    """Whether any rows have a line each, and so their why in the line at the foot."""
    return any(row.compact for _, rows in shown for row in rows)


def _by_day(items: tuple[Numbered, ...], room: Room, made: dict[int, ListRow]) -> list[Section]:
    found: list[Section] = []
    for title, when in HEADINGS:
        under = [one for one in items if one[1].when is when]
        if when is When.LATE and len(under) > min(room.large, max(MOST_AT_LARGE, room.large * 3 // 4)):
            people = len({todo.case_id for _, todo in under})
            dense = people > room.compact and room.columns
            rows = _compact(under, dense=dense, lines=2 if people <= room.two_lines else 1)
            air = room.air((people + 1) // 2)
            found.append((title, [replace(row, air=air) for row in rows] if dense else rows))
        else:
            made.update((key, row_of(key, todo)) for key, todo in under if key not in made)
            found.append((title, [made[key] for key, _ in under]))
    return found


def _by_person(items: tuple[Numbered, ...]) -> list[Section]:
    """Under each name, the one with the most urgent action first."""
    return _under(items, lambda todo: (todo.name, str(todo.case_id)))


def _by_kind(items: tuple[Numbered, ...]) -> list[Section]:
    return _under(items, lambda todo: (todo.what, ""))


def _under(items: Iterable[Numbered], heading: Callable[[Todo], tuple[str, str]]) -> list[Section]:
    found: dict[tuple[str, str], list[ListRow]] = {}
    for number, todo in items:
        found.setdefault(heading(todo), []).append(row_of(number, todo))
    return [(title, rows) for (title, _), rows in found.items()]


_SECTIONS: Mapping[str, Callable[[tuple[Numbered, ...]], list[Section]]] = {
    BY_PERSON: _by_person,
    BY_KIND: _by_kind,
}


def _compact(items: list[Numbered], *, dense: bool, lines: int) -> list[ListRow]:
    """One row for each person; what else of theirs is late stands behind the first."""
    people: dict[object, list[Numbered]] = {}
    for number, todo in items:
        people.setdefault(todo.case_id, []).append((number, todo))
    rows = []
    for own in people.values():
        number, first = own[0]
        words, kind = state_words(first)
        what = " · ".join(todo.what for _, todo in own)
        if len(own) > 1:
            what = f"{len(own)}: {what}"
        reasons = [f"Late because: {todo.because}" for _, todo in own if todo.because]
        why = " · ".join([*reasons, why_of(first)])
        shown = f"{what} · {reasons[0]}" if reasons else what
        rows.append(
            ListRow(
                number,
                _in_few(words, dense=dense),
                kind,
                first.name,
                first.context,
                shown,
                why,
                first.action,
                True,
                compact=True,
                dense=dense,
                lines=lines,
                menu=True,
                covers=tuple(key for key, _ in own),
            )
        )
    return rows


def _in_few(words: str, *, dense: bool) -> str:
    """'3 working days late', as everywhere. Only '3 days', or '4 June' for 'Since 4 June', where two columns
    stand under a heading that says the rest."""
    if not dense:
        return words
    return words.replace("working day", "day").removesuffix(" late").removeprefix("Since ")


def in_full(row: ListRow, todos: Iterable[Todo]) -> str:
    """Everything that a row stands for, a line each with its why; the words of a row of another kind."""
    whole = [f"{todo.what}: {_reason(todo)}{why_of(todo)}" for todo in todos]
    told = whole or [" · ".join(dict.fromkeys(filter(None, (row.what, row.why))))]
    return "\n".join((f"{row.name} · {told[0]}", *told[1:]))


def row_of(key: int, todo: Todo) -> ListRow:
    """The row of one thing to do."""
    words, kind = state_words(todo)
    return ListRow(
        key,
        words,
        kind,
        todo.name,
        todo.context,
        todo.what,
        _reason(todo) + why_of(todo),
        todo.action,
        todo.when is When.LATE,
        menu=True,
        covers=(key,),
    )


def _reason(todo: Todo) -> str:
    return f"Late because: {todo.because} · " if todo.because else ""


def state_words(todo: Todo) -> tuple[str, str]:
    """The chip's words and kind."""
    if todo.clock is None:
        return _without_clock(todo)
    if todo.warned:
        return f"Only {counted(todo.clock.days_left or 0, 'day')} left", "today"  # no wider than a late one
    if todo.aimed:
        return AIMED
    words, kind = chip_words(todo.clock)
    if kind == "soon" and todo.clock.due is not None:
        words = weekday_day(todo.clock.due)
    return words, kind


def _without_clock(todo: Todo) -> tuple[str, str]:
    if todo.due is None:
        return "To follow up", "neutral"
    if todo.aimed:
        return AIMED
    if todo.when is When.LATE:
        return f"Since {short_day(todo.due)}", "late"
    return ("Due today", "today") if todo.when is When.TODAY else (weekday_day(todo.due), "soon")


def why_of(todo: Todo) -> str:
    """What moved by itself and left it to do, what has to be done first, how it is counted, later limits of
    the same duty, and where it is written."""
    clock = todo.clock
    if clock is None:
        return todo.why
    move = todo.move
    parts: list[str] = []
    if move is not None:
        told = f"{move.told}. {move.can_still}"
        parts.append(told.rstrip(".") if move.paragraph == clock.paragraph else f"{told} ({move.paragraph})")
    if clock.waits_for is not None:
        parts.append(f"waits for '{clock.waits_for.name}' ({clock.waits_for.paragraph})")
    parts += [clock.explanation.brief] if clock.explanation and clock.explanation.brief else []
    if todo.aimed and clock.due is not None:
        if clock.target_on is not None:
            parts.append(f"our own earlier aim: {weekday_day(clock.target_on)}")
        parts.append(f"last day {weekday_day(clock.due)}")
    if clock.due is not None and clock.due_at is not None:
        at = time_of_day(clock.due_at)
        parts += [] if at in state_words(todo)[0] else [f"by {at} on {short_day(clock.due)}"]
    parts += [f"{later.name}: {short_day(later.due)}" for later in todo.also if later.due]
    parts.append(clock.paragraph)
    return " · ".join(parts)

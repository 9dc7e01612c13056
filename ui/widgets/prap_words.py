"""How PRaP entries are told on the screen."""

from __future__ import annotations

from jfs_desktop.casework.prap.prap import PrapLine
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import EntryState, PrapEntry
from jfs_desktop.rules.programme.prap_lists import PrapRules
from jfs_desktop.rules.writing.wording import day_and_time, long_day, short_day, time_of_day, weekday_day
from ui.widgets.section_list import ListRow

SECTIONS: tuple[tuple[EntryState, str], ...] = (
    (EntryState.OVERDUE, "Overdue"),
    (EntryState.OPEN, "To key now"),
    (EntryState.HANDED_OVER, "Handed over"),
    (EntryState.WAITING, "Not yet"),
)
NOT_KEYED = frozenset(
    {FactKind.HANDED_BACK, FactKind.AUTO_END_SEEN, FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED}
)
UNPROVED, PROVED = "Keyed, proof still to keep", "Keyed in the last two weeks"


def until_when(entry: PrapEntry) -> str:
    """Until when an entry is to be keyed, and what happens otherwise."""
    parts: list[str] = []
    if entry.due_at is not None:
        if entry.aim_at is not None and entry.aim_at < entry.due_at:
            parts.append(f"Key it by {day_and_time(entry.aim_at)}, at the very latest by")
            parts[-1] += f" {day_and_time(entry.due_at)}"
        else:
            parts.append(f"Key it by {day_and_time(entry.due_at)}")
    elif entry.due is not None:
        parts.append(f"{'Was due' if entry.state is EntryState.OVERDUE else 'Due'} {long_day(entry.due)}")
    if entry.closed and entry.closes_on is not None:
        return " · ".join((*parts, f"PRaP ended the case by itself on {long_day(entry.closes_on)}"))
    if entry.last_safe_on is not None and entry.last_safe_on != entry.due:
        parts.append(f"last safe day on PRaP {long_day(entry.last_safe_on)}")
    if entry.alarm and entry.closes_on is not None:
        parts.append(f"PRaP closes the case by itself on {long_day(entry.closes_on)}")
    return " · ".join(parts)


def row(number: int, line: PrapLine, me: object) -> ListRow:
    """One row of the list. Open entries lead to their form, keyed ones to their proof, with the correction in
    a menu beside it, and proved ones to their correction."""
    entry = line.entry
    if entry.keyed is not None:
        proved = entry.state is EntryState.PROVED
        by = f" by {line.keyed_by}" if line.keyed_by else ""
        name = entry.ways[0].name
        why = f"Keyed on {short_day(entry.keyed.on)}{by}"
        action = "Correct…" if proved else "Keep proof…"
        state = "Proof kept" if proved else "Keyed"
        kind = "good" if proved else "neutral"
        return ListRow(number, state, kind, line.name, line.reference, name, why, action, menu=not proved)
    state, kind = _chip(entry)
    confirms = entry.closed or NOT_KEYED.issuperset(entry.rule.facts)
    plain = entry.state is EntryState.WAITING or confirms
    action = "Open…" if plain else "Key…"
    urgent = entry.state is EntryState.OVERDUE
    return ListRow(
        number, state, kind, line.name, line.reference, _what(entry), _why(entry, me), action, urgent
    )


def _chip(entry: PrapEntry) -> tuple[str, str]:
    if entry.state is EntryState.OVERDUE:
        return f"Due {short_day(entry.due)}" if entry.due else "Late", "late"
    if entry.aim_at is not None or entry.due_at is not None:
        moment = entry.aim_at or entry.due_at
        return (f"By {time_of_day(moment)}" if moment else ""), "today"
    if entry.due is None:
        return "No day", "neutral"
    return weekday_day(entry.due), "today" if entry.state is EntryState.OPEN else "soon"


def _what(entry: PrapEntry) -> str:
    way = entry.way
    return f"{entry.rule.name}: {way.name}" if way and len(entry.ways) > 1 else entry.rule.name


def _why(entry: PrapEntry, me: object) -> str:
    parts: list[str] = []
    if entry.hand_over is not None:
        handed = entry.hand_over
        to = "you" if handed.to == me else handed.to_name
        parts.append(f"Handed over to {to}" + (", who took it over" if handed.taken_over else ""))
    if entry.way is not None and entry.way.missing:
        first, *more = entry.way.missing
        parts.append(first.text.rstrip(".") + (f", and {len(more)} more" if more else ""))
    elif entry.proposed is None and entry.rule.waits:
        parts.append(entry.rule.waits.rstrip("."))
    if entry.closed and entry.closes_on is not None:
        parts.append(f"PRaP ended it by itself on {short_day(entry.closes_on)}")
        return " · ".join((*parts, entry.rule.paragraph))
    if entry.alarm and entry.closes_on is not None:
        parts.append(f"PRaP closes it on {short_day(entry.closes_on)}")
    if entry.last_safe_on is not None and entry.last_safe_on != entry.due:
        parts.append(f"Last safe day {short_day(entry.last_safe_on)}")
    return " · ".join((*parts, entry.rule.paragraph))


def lists_line(rules: PrapRules) -> str:
    """Of which guide the fields and reasons are, its version and since when it is in use (W15)."""
    if not rules.source:
        return ""
    since = f", in use from {long_day(rules.in_use_from)}" if rules.in_use_from else ""
    return f"Fields and reasons as in {rules.source}: list {rules.version}{since}."

"""How group sessions are worded on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jfs_desktop.casework.sessions.group_views import (
    GroupSheet,
    GroupState,
    GroupView,
    PlaceAnswer,
    PlaceView,
)
from jfs_desktop.rules.writing.wording import counted

ANSWERS: Mapping[PlaceAnswer, str] = {
    PlaceAnswer.INVITED: "Invited",
    PlaceAnswer.CAME: "✓ Came, sure",
    PlaceAnswer.CAME_IN_DOUBT: "Came, unsure",
    PlaceAnswer.DID_NOT_COME: "Did not come",
    PlaceAnswer.DECLINED: "Declined",
    PlaceAnswer.NOT_APPROPRIATE: "Not appropriate",
}
STATES: Mapping[GroupState, tuple[str, str]] = {
    GroupState.PLANNED: ("Planned", "accent"),
    GroupState.TO_CLOSE: ("Attendance to settle", "today"),
    GroupState.CLOSED: ("Closed", "good"),
    GroupState.CALLED_OFF: ("Called off", "neutral"),
}
HINTS: Mapping[PlaceAnswer, str] = {
    PlaceAnswer.CAME: "What they took from it",
    PlaceAnswer.CAME_IN_DOUBT: "What the doubt is about",
    PlaceAnswer.DECLINED: "Why they declined",
    PlaceAnswer.NOT_APPROPRIATE: "Why it is not appropriate",
}
"""What is asked in words, by the answer; all but the first must be answered."""


def size_words(group: GroupView) -> str:
    """A warning where the group is larger than the guide; '' otherwise. It never stops anybody."""
    if group.invited <= group.guide:
        return ""
    return (
        f"{counted(group.invited, 'person', 'people')} are invited. The guide for one group is up to"
        f" {group.guide} (JFS 1.20); a second session may serve them better."
    )


def tell_words(sheet: GroupSheet) -> str:
    """Who is still to be told of a change, without a name; '' where nobody is."""
    if not sheet.to_tell:
        return ""
    whom = "1 person is" if sheet.to_tell == 1 else f"{sheet.to_tell} people are"
    off = sheet.group.state is GroupState.CALLED_OFF
    return f"{whom} still to be told that it {'is called off' if off else 'was moved'}."


def doubt_words(places: Iterable[PlaceView]) -> str:
    """What is said while it is open who somebody is, without a name; '' for nobody."""
    number = sum(row.in_doubt for row in places)
    if not number:
        return ""
    whose = "one participant" if number == 1 else f"{number} participants"
    return (
        f"Identity in doubt: {whose}, marked below. 'Everybody came' leaves them out:"
        " clear it up on the case, or say row by row (JFS 3.26)."
    )

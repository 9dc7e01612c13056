"""How the states of a plan's objectives and headings are called, each with its pill, and who does what."""

from __future__ import annotations

from jfs_desktop.rules.plan.plan import HeadingStatus, ObjectiveStatus

PROGRESS = {
    ObjectiveStatus.TO_DO: ("To do", "neutral"),
    ObjectiveStatus.DOING: ("Doing", "today"),
    ObjectiveStatus.DONE: ("Done", "good"),
    ObjectiveStatus.DROPPED: ("Dropped", "neutral"),
}
HEADING = {
    HeadingStatus.OPEN: ("Open", "neutral"),
    HeadingStatus.DONE: ("Done", "good"),
    HeadingStatus.DECLINED: ("Declined", "today"),
    HeadingStatus.NOT_NEEDED: ("Not needed", "neutral"),
}
PARTICIPANT, ADVISER = "participant", "adviser"

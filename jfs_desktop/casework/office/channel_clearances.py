"""The channels that the provider has cleared for meetings, contact and documents (I2, JFS 3.18).

The profile says which channels need it; when, by whom and by which record is entered here, and nowhere
else. A channel without it cannot be chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from jfs_desktop.casework.desk.adopted_programmes import CLEARANCES
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Clearance
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.rules.writing.wording import STILL_TO_COME
from jfs_desktop.store.unit_of_work import Verb

CLEAR = Verb("channel_clearances.clear", "")
TAKE_BACK = Verb("channel_clearances.take_back", "")
"""Both are corrected by another entry: the way in which a call was made stays what it was."""

WHERE = "Enter the clearance under Settings, Channels."


class NotCleared(BadInput):
    """A channel that nobody has cleared yet; the window leads from here to where that is entered."""


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """One channel of the programme; ``clearance`` is None while nobody has entered one."""

    key: str
    name: str
    uses: tuple[str, ...]
    clearance: Clearance | None


def standings(workspace: Workspace) -> tuple[ChannelStanding, ...]:
    """Every channel that needs a clearance, in the profile's order."""
    programme = workspace.programme
    given = {one.channel: one for one in programme.clearances}
    return tuple(
        ChannelStanding(one.key, one.name, one.uses, given.get(one.key))
        for one in programme.channels
        if one.needs_clearance
    )


def clear(
    workspace: Workspace,
    channels: Collection[str],
    *,
    approved_on: date | None,
    approved_by: str,
    security_ref: str,
) -> Outcome[int]:
    """Enter one clearance for all these channels; one entered before is replaced. The value is their number.

    Raises BadInput (``field``) where anything of it is missing, or the day is still to come.
    """
    wanted = {one.key for one in standings(workspace)} & set(channels)
    if not wanted:
        raise _missing("channels", "Choose at least one channel.", workspace)
    if approved_on is None:
        raise _missing("approved_on", "Type the day of the clearance.", workspace)
    if approved_on > workspace.today():
        raise _missing("approved_on", STILL_TO_COME, workspace)
    by, reference = " ".join(approved_by.split()), " ".join(security_ref.split())
    if not by:
        raise _missing("approved_by", "Say who cleared it.", workspace)
    if not reference:
        raise _missing("security_ref", "Give the reference of the security record.", workspace)
    said = {"approved_on": approved_on.isoformat(), "approved_by": by, "security_ref": reference}
    return _put(workspace, CLEAR, _kept(workspace) | dict.fromkeys(sorted(wanted), said), len(wanted))


def take_back(workspace: Workspace, channel: str, reason: str) -> Outcome[int]:
    """Take a channel out of use from now on. Raises BadInput without a reason, RefusedByRule for one that
    is not cleared."""
    reason = told_why(reason, "Say why it is no longer cleared.")
    kept = dict(_kept(workspace))
    if channel not in kept:
        raise RefusedByRule("This channel is not cleared.", paragraph=_paragraph(workspace), remedy=WHERE)
    del kept[channel]
    return _put(workspace, TAKE_BACK, kept, 1, reason)


def refused(programme: Programme, channel: str, use: str) -> BadInput | None:
    """Why a channel may not be chosen for a use, as NotCleared with where that is put right, or as what was
    left out; None where it may."""
    if channel in programme.channels_for(use):
        return None
    known = next((one for one in programme.channels if one.key == channel and use in one.uses), None)
    paragraph = programme.settings.channels_paragraph
    if known is None and programme.channels_for(use):
        return BadInput("Say how it was done.", field="channel", paragraph=paragraph)
    text = f"'{known.name}' is not cleared for use." if known else nothing_cleared(programme, use)
    return NotCleared(text, field="channel", paragraph=paragraph, remedy=WHERE)


def nothing_cleared(programme: Programme, use: str) -> str:
    """Said in place of the choice where no channel can be chosen for a use; '' where one can."""
    return "" if programme.channels_for(use) else "No channel is cleared for this yet."


def first_needed(programme: Programme, *uses: str) -> str:
    """The notice that leads to the clearances while one of these uses has no channel; '' otherwise."""
    if all(programme.channels_for(use) for use in uses):
        return ""
    for_this = " for this" if programme.clearances else ""
    paragraph = programme.settings.channels_paragraph
    return f"No channel is cleared{for_this} yet: say which your organisation has cleared ({paragraph})."


def nothing_to_choose(programme: Programme, use: str) -> str:
    """The same with its paragraph and where that is put right."""
    told = nothing_cleared(programme, use)
    return f"{told} {WHERE} ({programme.settings.channels_paragraph})" if told else ""


def _put(
    workspace: Workspace, verb: Verb, kept: Mapping[str, object], number: int, reason: str = ""
) -> Outcome[int]:
    with workspace.changing(verb, reason=reason) as change:
        row = change.db.get(Setting, CLEARANCES)
        if row is None:
            change.db.add(Setting(key=CLEARANCES, value=dict(kept)))
        elif row.value != kept:
            row.value = dict(kept)
    with workspace.reading() as db:
        workspace.programmes.reload(db)
    return Outcome(number, Changed.SETTINGS | Changed.CASES, change_id=change.change_id)


def _kept(workspace: Workspace) -> dict[str, object]:
    with workspace.reading() as db:
        row = db.get(Setting, CLEARANCES)
        return dict(row.value) if row is not None else {}


def _missing(field: str, text: str, workspace: Workspace) -> BadInput:
    return BadInput(text, field=field, paragraph=_paragraph(workspace))


def _paragraph(workspace: Workspace) -> str:
    return workspace.programme.settings.channels_paragraph

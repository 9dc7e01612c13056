"""The invented office's numbers for a Fast Track, and the staff checks of everybody in it."""

from __future__ import annotations

from datetime import date, timedelta

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import DistrictLead
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.office.staff_checks import NewCheck

# Numbers that Ofcom keeps free for drama.
LEADS = (
    DistrictLead("Mòrag NicDhòmhnaill", "01632 960142", "07700 900142", "Monday to Friday, 8 to 18"),
    DistrictLead("Gwenllian Angharad Llywelyn-Prytherch", "01632 960177", "", "Evenings and weekends"),
)
_CHECKED_DAYS_AGO, _VALID_DAYS = 200, 1095
_ENDS_SOON_IN_DAYS = 18


def furnish(workspace: Workspace, today: date) -> None:
    """Enter the District Leads, and a check for each member of staff; the last one's ends soon."""
    fast_track.keep_leads(workspace, LEADS)
    people = [one.person for one in staff_checks.standings(workspace) if one.needed]
    people.sort(key=lambda person: person.id != workspace.me.id)
    checked = today - timedelta(days=_CHECKED_DAYS_AGO)
    for number, person in enumerate(people):
        soon = number == len(people) - 1 and number > 0
        until = today + timedelta(days=_ENDS_SOON_IN_DAYS) if soon else checked + timedelta(days=_VALID_DAYS)
        new = NewCheck("dbs", f"00{1520 + 29 * number} 4471", checked, until, checked + timedelta(days=3))
        staff_checks.add(workspace, person.id, new)

"""An import of referrals that a kill or a dead computer cut off: told until it is imported again (R1).

Whole batches are kept, so nothing is wrong with the vault; but whoever saw the import begin believes that
all of it came in.
"""

from __future__ import annotations

from dataclasses import dataclass

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions.session_timing import THIS_PROCESS
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.store.unit_of_work import Change, Verb

DISMISS = Verb("referrals.dismiss_cut_off", "dismiss that an import stopped")
KEY = "import_under_way"


@dataclass(frozen=True, slots=True)
class CutOffImport:
    """Rows taken in, of those that were to be."""

    done: int
    total: int

    @property
    def words(self) -> str:
        """What to tell."""
        return (
            f"An import of referrals stopped at {self.done:,} of {self.total:,}; import the file again for "
            "the rest. No row is taken in twice."
        )


def note(change: Change, done: int, total: int, last: str, *, process_key: str = THIS_PROCESS) -> None:
    """Note with a batch how far the import has come that ends with the referral ``last``; nothing is noted
    any more once it is whole."""
    row = change.db.get(Setting, KEY)
    if done >= total:
        if row is not None and row.value["last"] == last:
            change.db.delete(row)
        return
    value = {"done": done, "total": total, "last": last, "process": process_key}
    if row is None:
        change.db.add(Setting(key=KEY, value=value))
    else:
        row.value = value


def found(workspace: Workspace) -> CutOffImport | None:
    """The import that another run of the program left unfinished."""
    with workspace.reading() as db:
        row = db.get(Setting, KEY)
        if row is None or row.value["process"] == THIS_PROCESS:
            return None
        return CutOffImport(row.value["done"], row.value["total"])


def told(workspace: Workspace) -> str:
    """What to say of it; '' where none was."""
    left = found(workspace)
    return left.words if left is not None else ""


def dismiss(workspace: Workspace) -> Outcome[None]:
    """Tell it no more."""
    with workspace.changing(DISMISS) as change:
        row = change.db.get(Setting, KEY)
        if row is not None:
            change.db.delete(row)
    return Outcome(None, Changed.SETTINGS, change_id=change.change_id, label=DISMISS.label)

"""The rows that an import of referrals refused: told until each is taken in after all, or dismissed (R1, R4).

Such a referral stands on PRaP alone and lapses there unseen, unless somebody mends the row or types it in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.writing.wording import counted
from jfs_desktop.store.unit_of_work import Verb

if TYPE_CHECKING:  # it is asked at every start, and nearly always there are none
    from jfs_desktop.casework.referrals.referral_import import TurnedAwayRow

KEEP = Verb("referrals.keep_refused_rows", "")
DISMISS = Verb("referrals.dismiss_refused_rows", "dismiss the rows that an import refused")
KEY = "refused_rows"
MOST_KEPT, MOST_NAMED = 50, 2


def refused(rows: Sequence[TurnedAwayRow]) -> tuple[TurnedAwayRow, ...]:
    """Those that are to be mended; of a restricted one the nominated officer hears (G3, G4)."""
    from jfs_desktop.casework.referrals.referral_form import RESTRICTED_FIELDS

    return tuple(row for row in rows if row.field not in RESTRICTED_FIELDS)


def in_words(rows: Sequence[TurnedAwayRow], further: int = 0) -> str:
    """'row 3 (PR-000002), Referral made on: February has no 31st; and 2 more', with ``further`` ones of which
    no more than their number is known."""
    named = [_words(row) for row in rows[:MOST_NAMED]]
    more = len(rows) - len(named) + further
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])])


def keep(workspace: Workspace, rows: Sequence[TurnedAwayRow], taken: Collection[str] = ()) -> None:
    """Keep what an import refused, in place of what one before it did; nothing refused leaves that. Where
    another row of the file has its reference and is taken in, as the ``taken`` ones are, only a dismissal
    ends it: that one coming into the vault mends nothing."""
    owed = refused(rows)
    if not owed:
        return
    references = {reference_key(one) for one in taken}
    kept = [
        [row.row, row.reference, row.field, row.reason, reference_key(row.reference) in references]
        for row in owed[:MOST_KEPT]
    ]
    value = {"rows": kept, "further": len(owed) - len(kept)}
    with workspace.changing(KEEP) as change:
        setting = change.db.get(Setting, KEY)
        if setting is None:
            change.db.add(Setting(key=KEY, value=value))
        else:
            setting.value = value


def told(workspace: Workspace) -> str:
    """What to say of the rows whose PRaP reference has not come into the vault since; '' without any."""
    with workspace.reading() as db:
        setting = db.get(Setting, KEY)
        if setting is None:
            return ""
        from jfs_desktop.casework.referrals.duplicates import has_reference
        from jfs_desktop.casework.referrals.referral_import import TurnedAwayRow

        further = setting.value["further"]
        left = [
            TurnedAwayRow(row, reference, *why)
            for row, reference, *why, shared in setting.value["rows"]
            if shared or not reference or not has_reference(db, reference)
        ]
    if not left:
        return ""
    number = len(left) + further
    what = (
        f"{counted(number, 'row')} of the last file of referrals {'was' if number == 1 else 'were'} refused"
    )
    mend = "Type it in" if number == 1 else "Type them in"
    return f"{what}: {in_words(left, further)}. {mend}, or mend the file and import it again."


def dismiss(workspace: Workspace) -> Outcome[None]:
    """Tell of them no more."""
    with workspace.changing(DISMISS) as change:
        setting = change.db.get(Setting, KEY)
        if setting is not None:
            change.db.delete(setting)
    return Outcome(None, Changed.SETTINGS, change_id=change.change_id, label=DISMISS.label)


def _words(row: TurnedAwayRow) -> str:
    from jfs_desktop.casework.referrals.referral_form import field_title

    which = f"row {row.row}" + (f" ({row.reference})" if row.reference else "")
    return f"{which}, {field_title(row.field)}: {row.reason}"

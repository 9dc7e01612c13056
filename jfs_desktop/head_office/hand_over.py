"""Handing the devices over to a head office with other keys, which takes two people (SECURITY 4)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jfs_desktop.casework.sync.head_office_changes import SUFFIX
from jfs_desktop.casework.sync.sync import MOST_RECEIPT, read_file
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.exchange import enrolment_code
from jfs_desktop.exchange.head_office_change import LONGEST_REASON, HeadOfficeChange
from jfs_desktop.head_office import enrolment
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.records.setting import Setting
from jfs_desktop.store import device
from jfs_desktop.store.files import write_whole
from jfs_desktop.store.unit_of_work import Verb

HAND_OVER: Final = Verb("head_office.hand_over", "")
_HANDED_OVER: Final = "handed_over_to"
_LAST_SERIAL: Final = "last_head_office_change"


def hand_over(archive: Archive, card: Path, reason: str, folder: Path) -> Path:
    """Sign that the devices go to the head office of a card; somebody else countersigns the file.

    With a newer card of this head office itself only those who countersign change. Nothing changes here:
    what devices send goes on being taken in. The serial is the second of the signing, so that it rises from
    one head office to the next as well. Raises BadInput, EnvelopeRefused, and RefusedByRule where nobody
    could countersign.
    """
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise BadInput(
            "Say why, in a sentence or two: it stands in every device's history.", field="--reason"
        )
    new, old = enrolment_code.read_card(read_file(card, MOST_RECEIPT)), enrolment.on_card(archive)
    if not old.countersigners:
        raise RefusedByRule(
            "Nobody is named who countersigns, and a change of head office takes two people.",
            remedy="Name a device with `jfs head-office countersigner`, and send the devices the new card.",
        )
    workspace = archive.workspace
    path = folder / f"jfs-head-office-{new.id.hex[-8:]}{SUFFIX}"
    with workspace.changing(HAND_OVER, reason=said) as change:
        last = change.db.get(Setting, _LAST_SERIAL)
        serial = max(int(change.at.timestamp()), int(last.value) + 1 if last is not None else 0)
        paper = HeadOfficeChange(old.fingerprint, new, said, workspace.me.name, change.at, serial)
        content = paper.signed(device.signer(change.db, old.id)).to_bytes()
        change.db.merge(Setting(key=_HANDED_OVER, value=new.fingerprint.hex()))
        change.db.merge(Setting(key=_LAST_SERIAL, value=str(serial)))
        change.db.flush()
        try:
            write_whole(path, content)
        except OSError as problem:
            raise BadInput(
                "The file could not be written there.", field="folder", remedy="Choose another folder."
            ) from problem
    return path

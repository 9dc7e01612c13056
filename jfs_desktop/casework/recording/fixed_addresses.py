"""Where a form goes that the guidance gives one address for: it is logged with the sending, and another is
explained (W8, AMB-39, JFS 3.37)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme import Programme

SENT_TO = "sent_to"


def with_address(
    programme: Programme, kind: FactKind, detail: Mapping[str, Any], note: str
) -> Mapping[str, Any]:
    """The answers to a sending with the address it went to; other facts pass as they are.

    Raises BadInput for another address than the fixed one where no note says why: what holds personal
    data goes by plain e-mail to that address alone.
    """
    address = programme.prap.post_address
    if kind is not FactKind.PRAP14_SENT or not address:
        return detail
    said = str(detail.get(SENT_TO, "")).strip()
    if said and said.casefold() != address.casefold() and not note.strip():
        raise BadInput(
            f"PRaP14 goes to {address}. Say in the note why it went elsewhere.",
            field=SENT_TO,
            paragraph="JFS 3.37",
        )
    return {**detail, SENT_TO: said or address}

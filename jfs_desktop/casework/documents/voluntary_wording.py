"""Standard wording that would make taking part sound like a duty is not kept (E1, JFS 3.03)."""

from __future__ import annotations

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.rich_text import plain


def refuse_threats(programme: Programme, text: str, field: str) -> None:
    """Raise BadInput for ``field`` where the text, in bold or not, holds words that the profile bars."""
    found = programme.voluntary.threats_in(plain(text))
    if found:
        raise BadInput(
            f"‘{found[0]}’ does not belong here: taking part is voluntary.",
            field=field,
            remedy="Say it without that word.",
            paragraph=programme.voluntary.paragraph,
        )

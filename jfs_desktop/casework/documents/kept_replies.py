"""As what a reply is kept with its case, and where the entry that rests on it names it (I17)."""

from __future__ import annotations

from typing import Final

EVIDENCE: Final = "reply"
"""The evidence purpose as which a reply is kept."""
KEPT_AS: Final = "reply"
"""In the detail of a fact: the attachment that is the reply which confirms it."""
KEPT_HASH: Final = "reply_sha256"
"""In the detail of a fact: the SHA-256 of that attachment."""

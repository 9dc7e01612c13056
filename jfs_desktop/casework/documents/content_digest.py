"""The digest of a frozen text: what a version holds, whatever paper is made of it (P9, I16)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a version's content as JSON with its keys in order, in hexadecimal."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()

"""The program's log: ids and figures, never a text that was in play."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path
from uuid import UUID

LOG = "jfs.log"
_SAFE = (int, float, bool, UUID, type(None))


class OnlyCounts(logging.Filter):
    """Lets ids and figures into the log and nothing else: text arguments become '…'."""

    def filter(self, record: logging.LogRecord) -> bool:
        arguments = record.args if isinstance(record.args, tuple) else ()
        record.args = tuple(value if isinstance(value, _SAFE) else "…" for value in arguments)
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def start_log(folder: Path) -> logging.Handler:
    """Write a short rotating log of ids and counts into ``folder``. Raises OSError where that cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / LOG, maxBytes=200_000, backupCount=2, encoding="utf-8"
    )
    handler.addFilter(OnlyCounts())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("ui", "jfs_desktop"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    return handler

"""The window of JFS Desktop.

PySide6 puts an ``__import__`` of its own in place of Python's, for the sake of a switch that nothing
here uses (``from __feature__ import ...``). It reads the source text of every module imported from then
on, and keeps it: a tenth of the start, and megabytes once the store is loaded. The whole window imports
as Python does.
"""

from __future__ import annotations

import builtins
import gc

_looked_by_itself = gc.isenabled()
gc.disable()  # nothing that loading makes is rubbish, and all of it stays
import PySide6.QtWidgets  # noqa: E402, F401 (loaded here for its effects)

gc.freeze()
if _looked_by_itself:
    gc.enable()
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

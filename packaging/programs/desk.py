"""The window's program in a frozen build; what ``python -m ui`` is in a source tree."""

from __future__ import annotations

import os

# How this build finds its own libraries is over when this is read, and is no business of the programs that it
# starts: they would load ours in the place of theirs. What starts them has put by what stood there before.
for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "LD_LIBRARY_PATH"):
    os.environ.pop(name, None)
    if before := os.environ.pop(f"{name}_ORIG", ""):
        os.environ[name] = before

import ui.__main__  # noqa: E402, F401 - it runs as it is read

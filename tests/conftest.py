"""Settings of the whole test run."""

from __future__ import annotations

import os

from hypothesis import settings

# Windows open off the screen, unless the person asks to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Test processes share a small machine, where time is no measure; every run tries the same examples.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

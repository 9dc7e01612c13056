"""Workbooks as DWP may issue them, for tests of the template library (MI2)."""

from __future__ import annotations

import io

from openpyxl import Workbook

MPR = "mpr"
TABS = ("Instructions", "CSS", "Staffing", "Clerical MI return")
OWN_WORDS = "Complete every tab. Text of DWP's own, which nobody here has written."


def book() -> Workbook:
    """The four tabs, each saying something."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title in TABS:
        made.create_sheet(title)["A1"] = OWN_WORDS if title == TABS[0] else "Month"
    return made


def saved(made: Workbook) -> bytes:
    """The file."""
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()

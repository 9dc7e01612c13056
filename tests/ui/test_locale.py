"""Whatever the computer speaks, the window's dates, times, numbers and words stay British (AMB-03)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document

from tests.ui.casemaker import case_maker

CHILD = Path(__file__).with_name("words_child.py")
ROOT = CHILD.parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows takes no locale from the environment"
)


def shown(folder: Path, passphrase: str, case_id: UUID, language: str, out: Path) -> dict[str, Any]:
    """What the window shows, and exports to ``out``, on a computer of that language."""
    spoken = {"LANG": language, "LC_ALL": language, "LANGUAGE": language[:2], "PYTHONUTF8": "1"}
    copy = shutil.copytree(folder, out.parent / "vault")  # each sees it for the first time
    done = subprocess.run(
        [sys.executable, str(CHILD), str(copy), passphrase, str(case_id), str(out)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
        env=os.environ | spoken | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout.replace(str(out.parent), "HERE"))
    assert found["system"].startswith(language[:2])
    return found["words"]


def document_words(path: Path) -> list[str]:
    """The text of a Word file, its tables included."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_the_window_says_the_same_in_germany_and_in_welsh(
    own_vault: Path, passphrase: str, window_clock: Any, tmp_path: Path
) -> None:
    """Every page, every tab of a case, the calendar of a date field and the exported plan."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.met()
        maker.referred(first_name="Siân", last_name="Tregarth", nation="ENG")
    seen: dict[str, dict[str, Any]] = {}
    for language in ("en_GB.UTF-8", "de_DE.UTF-8", "cy_GB.UTF-8", "ar_EG.UTF-8"):
        out = tmp_path / language[:2] / "plan.docx"
        seen[language] = shown(own_vault, passphrase, case_id, language, out)
        seen[language]["document"] = document_words(out)
    british = seen.pop("en_GB.UTF-8")
    assert british["calendar"][0] == "March" and british["calendar"][1:] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip
    assert any("June" in word for word in british["today"])
    for language, words in seen.items():
        for place, expected in british.items():
            assert words[place] == expected, (language, place)

"""Letters, JFS07 and PRaP14 from the case in the window (C3, M10, W8)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import MET, case_maker, open_window
from tests.ui.timer_desk import Desk
from ui.dialogs.mail.make_letter import JFS07, PRAP14, MakeLetterDialog
from ui.dialogs.viewing.paper import PaperDialog
from ui.shell.shell import Shell

Save = Callable[[QWidget, str], None]


@pytest.fixture
def case_id(own_vault: Path, passphrase: str, window_clock: Any) -> UUID:
    now = window_clock.wall
    with case_maker(own_vault, passphrase, window_clock) as maker:
        settings.put(maker.workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
        made = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
        maker.record(made, FactKind.ERROR_FOUND_AFTER_START, MET)
    window_clock.wall = now
    return made


@pytest.fixture
def desk(  # noqa: PLR0917 - fixtures
    case_id: UUID,
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
) -> Desk:
    shell = open_window(make_shell, own_vault, passphrase, settle)
    return Desk(shell, window_clock, settle)


def tab_of(desk: Desk, case_id: UUID, name: str) -> Any:
    desk.open_case(case_id, name)
    page: Any = desk.shell.frame.page("case")
    return page.tab(name)


def looked_at(desk: Desk, qtbot: QtBot, dialog: MakeLetterDialog) -> PaperDialog:
    desk.click("letter-look", dialog)
    found = [one for one in dialog.findChildren(PaperDialog) if one.isVisible()]
    assert found, dialog.error_text()
    qtbot.waitUntil(lambda: found[0].pages.page_count > 0)
    return found[0]


def test_jfs07_is_filled_looked_at_and_saved(
    desk: Desk, case_id: UUID, qtbot: QtBot, tmp_path: Path, save_picture: Save
) -> None:
    """M10: from the card of change notices; what it asks for is said where it is missing; a copy is kept."""
    desk.click("fill-jfs07", tab_of(desk, case_id, "circumstances"))
    dialog = desk.dialog()
    assert isinstance(dialog, MakeLetterDialog) and dialog.chosen() == JFS07
    assert "DWP's inbox for JFS07 is not entered" in dialog.no_inbox.words.text()
    save_picture(dialog, "letter-jfs07-without-inbox")
    desk.click("line-note", dialog)
    frame = desk.shell.frame
    assert frame.current == "settings"
    assert frame.page("settings").focusWidget() is frame.page("settings").form.field("jfs07_inbox")
    assert not frame.page("settings").focusWidget().visibleRegion().isEmpty()
    save_picture(desk.shell.window, "settings-jfs07-inbox")
    desk.click("fill-jfs07", tab_of(desk, case_id, "circumstances"))
    dialog = desk.dialog()
    assert isinstance(dialog, MakeLetterDialog)
    desk.click("letter-look", dialog)
    assert "what has changed" in dialog.form.note("change")
    dialog.form.set_value("change", "Moved in with a sister.")
    save_picture(dialog, "letter-jfs07")
    paper = looked_at(desk, qtbot, dialog)
    assert not paper.mail.isVisible()
    save_picture(paper, "paper-jfs07")
    desk.click("paper-save", paper)
    asked = paper.findChild(QFileDialog)
    assert asked is not None
    file = tmp_path / "form.pdf"
    asked.fileSelected.emit(str(file))
    desk.settle()
    assert file.read_bytes().startswith(b"%PDF")
    (kept,) = issued_documents.of_case(desk.workspace, case_id)
    assert kept.kind == JFS07


def test_a_letter_says_what_the_case_has_nothing_for(
    desk: Desk, case_id: UUID, qtbot: QtBot, save_picture: Save
) -> None:
    """C3: the refusal says what to do; another kind asks for other things."""
    desk.click("contact-letter", tab_of(desk, case_id, "contact"))
    dialog = desk.dialog()
    assert isinstance(dialog, MakeLetterDialog)
    dialog.kind.chips[dialog.kind.keys.index(Letter.MISSED)].click()
    assert dialog.form.field("reply_by").isVisible()
    desk.click("letter-look", dialog)
    assert "Record it first" in dialog.error_text()
    dialog.kind.chips[dialog.kind.keys.index(Letter.DRAFT_JFAP)].click()
    assert not dialog.form.field("reply_by").isVisible()
    paper = looked_at(desk, qtbot, dialog)
    save_picture(paper, "paper-letter")


def test_every_kind_is_offered_among_the_documents(desk: Desk, case_id: UUID, qtbot: QtBot) -> None:
    """W8: PRaP14 from the documents of the case, too. Others may be chosen before it, one upon the other:
    each asks for something else, and the form finds its size."""
    desk.click("document-new", tab_of(desk, case_id, "documents"))
    dialog = desk.dialog()
    assert isinstance(dialog, MakeLetterDialog)
    for first, then in permutations(dialog.kind.chips, 2):
        first.click()
        then.click()
        desk.settle()
    dialog.kind.set_chosen(())
    desk.click("letter-look", dialog)
    assert "Choose one of these" in dialog.form.note("kind") and not dialog.error_text()
    dialog.kind.chips[dialog.kind.keys.index(PRAP14)].click()
    looked_at(desk, qtbot, dialog)

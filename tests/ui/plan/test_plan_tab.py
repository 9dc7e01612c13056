"""The JFAP tab in the real window, on a real vault (P1, P5 to P7, P15, autosave, undo)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plans
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.plan.plan import Activity, HeadingStatus, Objective, ObjectiveStatus, PlanContent
from tests import patience
from ui.dialogs.plan.compare_versions import AS_IT_STANDS, CompareVersions
from ui.dialogs.plan.make_version import MakeVersionDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.case.sheet.draft_keeper import PAUSE_MS

if TYPE_CHECKING:
    Desk = Any

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
UNDO = CTRL
Inside = Callable[[Callable[[Workspace], object]], object]


def entries(desk: Desk) -> int:
    with desk.shell.context.workspace.reading() as db:
        return db.scalar(select(func.count()).select_from(JournalEntry)) or 0


def standing(desk: Desk) -> PlanContent:
    """What the vault holds, settled."""
    return plans.open_plan(desk.shell.context.workspace, desk.case_id).content


def test_typed_text_is_saved_and_there_after_a_restart(desk: Desk, make_desk: Callable[[], Desk]) -> None:
    """P5: an objective typed by keyboard, saved without a button, the same after a restart."""
    desk.add("Two tailored applications a week", "Apply to Harbour Clinic", "Two sent each Friday", "8 jun")
    assert "Saving" in desk.tab.head.saved.text() or "Saved" in desk.tab.head.saved.text()
    desk.rest()
    desk.settle()
    assert desk.tab.head.saved.text() == "✓ Saved 10:41"
    desk.shell.window.close()
    desk.shell.close()
    again = make_desk()
    (row,) = again.tab.editor.objectives.rows
    assert row.aim.text() == "Two tailored applications a week"
    assert row.measure.text() == "Two sent each Friday"
    assert row.by.text() == "8 June"
    assert row.objective().target_on == date(2021, 6, 8)
    assert row.days.text() == "2 working days left"
    assert row.who.text() == "Priya"
    assert not again.tab.head.notice.isVisible()


def test_a_draft_is_written_within_a_second_and_not_journaled(desk: Desk, qtbot: QtBot) -> None:
    """DESIGN 3.4: autosave leaves a draft, no journal entry; leaving the field leaves one change."""
    before = entries(desk)
    box = desk.tab.editor.steps
    box.setFocus()
    assert PAUSE_MS < 1_000
    with qtbot.waitSignal(desk.tab.keeper.saved):
        qtbot.keyClicks(box, "Ring the clinic on Monday")
    assert entries(desk) == before
    view = plans.open_plan(desk.shell.context.workspace, desk.case_id)
    assert view.draft is not None
    assert view.draft.next_steps == "Ring the clinic on Monday"
    assert view.content.next_steps == ""
    qtbot.keyClick(box, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert standing(desk).next_steps == "Ring the clinic on Monday"
    after = entries(desk)
    assert before < after <= before + 2
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert entries(desk) == after


def test_a_draft_left_behind_is_restored_with_its_time(
    inside: Inside, case_id: UUID, make_desk: Callable[[], Desk], qtbot: QtBot
) -> None:
    inside(lambda ws: plans.save_draft(ws, case_id, PlanContent(next_steps="half a sent")))
    desk = make_desk()
    assert desk.tab.editor.steps.text() == "half a sent"
    assert desk.tab.head.notice.isVisible()
    assert desk.tab.head.restored.text() == "Restored what you were typing at 10:41."
    outer = [one for one in desk.shell.window.findChildren(QScrollArea) if one.isAncestorOf(desk.tab)]
    desk.shell.window.resize(1280, 790)
    desk.settle()
    assert [one.verticalScrollBar().maximum() for one in outer] == [0], "the plan alone scrolls"
    desk.tab.head.discardRequested.emit()
    desk.settle()
    assert desk.tab.editor.steps.text() == ""
    view = plans.open_plan(desk.shell.context.workspace, case_id)
    assert view.draft is None
    assert view.content.next_steps == ""


def test_nothing_is_offered_to_be_discarded_once_what_came_back_is_kept(
    inside: Inside, case_id: UUID, make_desk: Callable[[], Desk], qtbot: QtBot
) -> None:
    """The field left, or a version agreed, settles what came back: to discard it would do nothing."""
    inside(lambda ws: plans.save_draft(ws, case_id, PlanContent(next_steps="half a sent")))
    desk = make_desk()
    desk.tab.editor.steps.setFocus()
    assert desk.tab.head.notice.isVisible()
    qtbot.keyClick(desk.tab.editor.steps, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert standing(desk).next_steps == "half a sent"
    assert not desk.tab.head.notice.isVisible()


def test_lock_while_typing_comes_back_to_field_and_caret(desk: Desk, qtbot: QtBot, passphrase: str) -> None:
    desk.add("Interview confidence")
    row = desk.tab.editor.objectives.rows[0]
    name = row.measure.objectName()
    row.measure.setFocus()
    qtbot.keyClicks(row.measure, "Feedback on three answers")
    cursor = row.measure.textCursor()
    cursor.setPosition(9)
    row.measure.setTextCursor(cursor)
    desk.shell.lock()
    assert desk.tab.editor.objectives.rows == []
    desk.settle()
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == name
    assert focus.toPlainText() == "Feedback on three answers"  # type: ignore[attr-defined]
    assert focus.textCursor().position() == 9  # type: ignore[attr-defined]


def test_rows_are_undone_and_redone_by_name(desk: Desk, qtbot: QtBot) -> None:
    desk.add("First", measure="one")
    desk.add("Second", measure="two")
    table, head = desk.tab.editor.objectives, desk.tab.head
    table.delete(table.rows[0])
    assert head.undo.text() == "Undo delete objective"
    assert [row.aim.text() for row in table.rows] == ["Second"]
    focus = table.rows[0].aim
    assert QApplication.focusWidget() is focus
    focus.document().clearUndoRedoStacks()
    QTest.keyClick(desk.shell.window.windowHandle(), Qt.Key.Key_Z, UNDO)
    assert [row.aim.text() for row in table.rows] == ["First", "Second"]
    assert table.rows[0].measure.text() == "one"
    assert head.redo.text() == "Redo delete objective"
    QTest.keyClick(desk.shell.window.windowHandle(), Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert [row.aim.text() for row in table.rows] == ["Second"]
    head.undo.click()
    table.rows[1].aim.setFocus()
    qtbot.keyClick(table.rows[1].aim, Qt.Key.Key_Up, ALT)
    assert [row.aim.text() for row in table.rows] == ["Second", "First"]
    assert QApplication.focusWidget() is table.rows[0].aim
    head.undo.click()
    assert [row.aim.text() for row in table.rows] == ["First", "Second"]
    table.rows[0].progress.setCurrentIndex(2)
    assert table.rows[0].objective().status is ObjectiveStatus.DONE
    assert head.undo.text() == "Undo change of progress"
    head.undo.click()
    assert table.rows[0].objective().status is ObjectiveStatus.TO_DO
    heading = next(iter(desk.tab.editor.headings.rows.values()))
    heading.status.setCurrentIndex(1)
    head.undo.click()
    assert heading.entry().status is HeadingStatus.OPEN
    desk.settle()
    assert [one.objective for one in standing(desk).objectives] == ["First", "Second"]


def test_a_target_date_is_undone_and_redone_from_its_own_cell(desk: Desk, qtbot: QtBot) -> None:
    """P5, P15: Ctrl+Z takes back letters while they are typed, and then the day as a whole."""
    desk.add("First", measure="one", by="14 June")
    row, head, window = desk.tab.editor.objectives.rows[0], desk.tab.head, desk.shell.window.windowHandle()
    assert head.undo.text() == "Undo change of target date"
    row.by.setFocus()
    row.by.selectAll()
    qtbot.keyClicks(row.by, "21 june")
    QTest.keyClick(window, Qt.Key.Key_Z, UNDO)
    assert row.by.text() != "21 june", "letters are the field's own"
    row.by.selectAll()
    qtbot.keyClicks(row.by, "21 june")
    desk.rest()
    qtbot.keyClick(row.by, Qt.Key.Key_Return)
    assert row.objective().target_on == date(2021, 6, 21)
    QTest.keyClick(window, Qt.Key.Key_Z, UNDO)
    assert row.objective().target_on == date(2021, 6, 14)
    assert row.by.text() == "14 June"
    assert head.redo.text() == "Redo change of target date"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert row.by.text() == "21 June"
    for _ in range(2):
        head.undo.click()
    assert row.objective().target_on is None
    desk.settle()
    desk.rest()
    assert standing(desk).objectives[0].target_on is None


def test_a_day_that_was_not_changed_leaves_nothing_to_undo(desk: Desk, qtbot: QtBot) -> None:
    """P15: nor does one that is no day."""
    desk.add("First", measure="one", by="14 June")
    row = desk.tab.editor.objectives.rows[0]
    deeds = desk.tab.deeds
    deeds.clear()
    for typed in ("14/6/2021", "31 june"):
        row.by.setFocus()
        row.by.selectAll()
        qtbot.keyClicks(row.by, typed)
        qtbot.keyClick(row.by, Qt.Key.Key_Return)
        assert deeds.undo_name == ""
    assert row.objective().target_on == date(2021, 6, 14)


def test_edit_undo_takes_a_kept_target_date_back(desk: Desk, qtbot: QtBot) -> None:
    """P5: once it was kept the Edit menu undoes it too, by name."""
    desk.add("First", measure="one")
    desk.settle()
    row = desk.tab.editor.objectives.rows[0]
    row.by.setFocus()
    qtbot.keyClicks(row.by, "14 June")
    qtbot.keyClick(row.by, Qt.Key.Key_Tab)
    desk.settle()
    assert standing(desk).objectives[0].target_on == date(2021, 6, 14)
    menus = desk.shell.inside.menus
    assert menus.undo.isEnabled()
    menus.undo.trigger()
    desk.settle()
    assert standing(desk).objectives[0].target_on is None
    assert desk.tab.editor.objectives.rows[0].by.text() == ""


def test_the_edit_menu_goes_with_the_editor_in_front(desk: Desk, qtbot: QtBot) -> None:
    """P5, DESIGN 3.4: one undo after another never brings back what the editor itself took away, not even
    when its last undo is kept already; redo does that."""
    desk.add("Beta", measure="one")
    desk.settle()
    menus = desk.shell.inside.menus
    menus.edit.aboutToShow.emit()
    assert menus.undo.text() == "&Undo add objective"
    menus.undo.trigger()
    desk.settle()
    assert standing(desk).objectives == ()
    menus.edit.aboutToShow.emit()
    assert not menus.undo.isEnabled() and menus.redo.text() == "&Redo add objective"
    desk.tab.editor.setFocus()
    qtbot.keyClick(desk.tab.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert standing(desk).objectives == ()
    menus.redo.trigger()
    desk.settle()
    assert [one.objective for one in standing(desk).objectives] == ["Beta"]


def test_text_has_its_own_undo_first(desk: Desk, qtbot: QtBot) -> None:
    desk.add("Kept")
    row = desk.tab.editor.objectives.rows[0]
    row.action.setFocus()
    qtbot.keyClicks(row.action, "word")
    QTest.keyClick(desk.shell.window.windowHandle(), Qt.Key.Key_Z, UNDO)
    assert row.action.text() == ""
    assert len(desk.tab.editor.objectives.rows) == 1
    QTest.keyClick(desk.shell.window.windowHandle(), Qt.Key.Key_Z, UNDO)
    assert desk.tab.editor.objectives.rows == []


def test_an_undo_is_not_written_over_by_the_text_that_the_editor_still_holds(
    desk: Desk, qtbot: QtBot, passphrase: str
) -> None:
    """P5, DESIGN 3.4: after the text's own undo the next one takes the kept change back, for good, and the
    history gets no change that nobody made."""
    desk.add("Find work", action="Apply", measure="one")
    desk.settle()
    action = desk.tab.editor.objectives.rows[0].action
    action.setFocus()
    qtbot.keyClicks(action, " daily")
    desk.shell.lock()
    desk.settle()
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    desk.settle()
    action = desk.tab.editor.objectives.rows[0].action
    assert QApplication.focusWidget() is action and action.text() == "Apply daily"
    qtbot.keyClicks(action, "xyz")
    window = desk.shell.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Z, UNDO)
    assert action.text() == "Apply daily"
    before = entries(desk)
    QTest.keyClick(window, Qt.Key.Key_Z, UNDO)
    desk.settle()
    assert standing(desk).objectives[0].action == "Apply" == action.text()
    assert entries(desk) == before + 1
    assert desk.shell.frame.banner.text.startswith("Undone: ")


def test_agreeing_asks_for_an_objective_with_a_measure(desk: Desk) -> None:
    """P5 (JFS 4.05): refused beside the missing field, with the paragraph, and in sight from wherever."""
    table = desk.tab.editor.objectives
    desk.tab.agree()
    assert "JFS 4.05" in table.note.text()
    desk.add("Know the local care sector")
    called: list[tuple[Objective, ...]] = []
    desk.tab.keeper.rest()  # the field is left by a press on a button, which looks at the plan
    desk.tab.keeper.look(lambda: called.append(standing(desk).objectives))
    assert not called
    desk.settle()
    assert [one.objective for (one,) in called] == ["Know the local care sector"]
    sheet = desk.tab.editor.verticalScrollBar()
    sheet.setValue(sheet.maximum())
    assert table.rows[0].measure.visibleRegion().isEmpty()
    desk.tab.agree()
    assert not table.rows[0].measure.visibleRegion().isEmpty()
    assert table.rows[0].measure.property("state") == "error"
    assert "JFS 4.05" in table.rows[0]._note.text()
    assert QApplication.focusWidget() is table.rows[0].measure
    assert desk.shell.window.findChildren(MakeVersionDialog) == []


def test_versions_are_made_and_compared_word_by_word(
    desk: Desk, qtbot: QtBot, save_picture: Callable[[QWidget, str], None]
) -> None:
    desk.add("Two applications a week", "With the new CV", "Two sent each Friday")
    desk.add("Interview confidence", "Mock interview", "Feedback heard")
    desk.tab.agree()
    desk.settle()
    (dialog,) = desk.shell.window.findChildren(MakeVersionDialog)
    save_picture(dialog, "plan-make-version")
    assert dialog.how.currentText() == "Choose…"
    dialog.save.click()
    desk.settle()
    assert dialog.form.note("how") and desk.tab.head.compare.text() != "Compare with v1", "P1: nobody said so"
    dialog.form.set_value("how", "Video call")
    dialog.save.click()
    desk.settle()
    assert desk.tab.head.state.text() == "version 1 · agreed 4 June"
    assert desk.tab.head.compare.text() == "Compare with v1"
    table = desk.tab.editor.objectives
    measure = table.rows[0].measure
    measure.setFocus()
    with qtbot.waitSignal(desk.tab.keeper.saved, timeout=patience.MS):
        qtbot.keyClicks(measure, " afternoon")
        desk.tab.keeper.save()
    assert desk.tab.head.state.text().startswith("version 2, draft") and desk.tab.keeper.unsettled
    measure.take("Three sent each Friday")
    table.move_row(table.rows[1], -1)
    desk.tab.editor.steps.take("Ring the clinic")
    desk.tab.compare()
    (compared,) = desk.shell.window.findChildren(CompareVersions)
    save_picture(compared, "plan-compare")
    aloud = " ".join(compared.lines())
    assert "removed: Two, added: Three" in aloud
    assert "moved from row" in aloud
    assert "1 moved" in compared.summary.text()
    stated = "From: Version 1, agreed 4 June. To: As it stands, changed since."
    assert stated in compared.summary.text(), "P9: what is compared, of which day, and as what it stands"
    page = compared.text.toPlainText()
    assert "⟨− Two⟩" in page
    assert "⟨+ Three⟩" in page
    assert "Mock interview" not in page
    compared.only_changes.setChecked(False)
    assert "Mock interview" in compared.text.toPlainText()
    compared.older.setCurrentIndex(compared.older.findData(AS_IT_STANDS))
    assert "as it was" in compared.summary.text()
    compared.reject()
    desk.settle()
    assert desk.tab.head.state.text() == "version 2, draft · last agreed 4 June (version 1)"
    desk.tab.agree()
    desk.settle()
    dialog = next(one for one in desk.shell.window.findChildren(MakeVersionDialog) if one.isVisible())
    dialog.form.set_value("how", "Video call")
    dialog.save.click()
    desk.settle()
    assert desk.tab.head.state.text() == "version 2 · agreed 4 June"
    assert desk.tab.head.compare.text() == "Compare with v1", "and not with what it is itself"
    desk.tab.compare()
    compared = next(one for one in desk.shell.window.findChildren(CompareVersions) if one.isVisible())
    assert "⟨+ Three⟩" in compared.text.toPlainText()
    compared.reject()


def test_a_line_that_a_session_writes_joins_what_is_being_typed(desk: Desk, qtbot: QtBot) -> None:
    """P4: the record of activities is fed while the person types, and nothing of theirs is lost."""
    workspace = desk.shell.context.workspace
    box = desk.tab.editor.steps
    box.setFocus()
    qtbot.keyClicks(box, "Ring the ")
    with workspace.changing(plans.SETTLE, case_id=desk.case_id) as change:
        plans.write_activity(
            change,
            workspace,
            desk.case_id,
            session_id=None,
            at=workspace.now(),
            kind="1-2-1 session",
            text="Reworked the personal profile",
            adviser="Rosa Khan",
        )
    desk.tab.mark_stale()
    qtbot.keyClicks(box, "clinic")
    desk.settle()
    assert box.text() == "Ring the clinic"
    assert QApplication.focusWidget() is box


def test_typing_asks_nothing_of_the_store(desk: Desk, qtbot: QtBot) -> None:
    """A key in a long plan starts timers and no more: no job is given to the store, none awaited."""
    key = desk.shell.context.workspace.new_key
    long = "Wedi trafod y cam nesaf gyda Llywelyn. " * 205
    content = PlanContent(
        objectives=tuple(
            Objective(key(), f"Amcan {number}", "Ffonio'r clinig", "Wedi ei wneud") for number in range(25)
        ),
        activities=(Activity(key(), desk.shell.clock.now(), "1-2-1 session", long, "Rosa Khan"),),
    )
    plans.settle(desk.shell.context.workspace, desk.case_id, content)
    desk.tab.mark_stale()
    desk.settle()
    box = desk.tab.editor.activities.rows[0].text
    box.setFocus()
    for letter in "agreed to ring":
        qtbot.keyClick(box, letter)
        assert not desk.shell.tasks.busy
    desk.tab.keeper.save()
    assert desk.shell.tasks.busy
    desk.settle()
    assert len(desk.tab.editor.objectives.rows) == 25


@pytest.mark.parametrize("first_name", ["Gwenllian-Angharad Llanfairpwllgwyngyll"])
@pytest.mark.parametrize(("look", "size"), [("light", (1280, 800)), ("dark", (1920, 1080))])
def test_picture_of_a_long_plan(
    desk: Desk,
    first_name: str,
    size: tuple[int, int],
    look: str,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """No cell cuts its text: each box is as tall as what stands in it."""
    key = desk.shell.context.workspace.new_key
    told = "Ymgeisio am swydd weinyddol yn y clinig, gyda'r CV newydd, cyn diwedd yr wythnos nesaf"
    objectives = tuple(
        Objective(
            key(),
            told[: 20 + 9 * number],
            told,
            "Dau gais wedi eu hanfon",
            ("participant", "adviser", "Comann Eachdraidh Steòrnabhaigh")[number % 3],
            date(2021, 6, 1 + number),
            list(ObjectiveStatus)[number % 4],
        )
        for number in range(8)
    )
    plans.settle(desk.shell.context.workspace, desk.case_id, PlanContent(objectives, next_steps=told))
    desk.shell.theme.choose(look)
    desk.shell.window.resize(*size)
    desk.tab.mark_stale()
    desk.settle()
    for row in desk.tab.editor.objectives.rows:
        for box in (row.aim, row.action, row.measure, row.who):
            assert box.viewport().height() >= int(box.document().size().height())
    save_picture(desk.shell.window, f"plan-long-{look}-{size[0]}")
    desk.shell.theme.choose("light")


def test_p1_a_day_that_does_not_exist_takes_no_agreed_day_away(desk: Desk, qtbot: QtBot) -> None:
    """'31 feb' typed over an agreed day is told beside it, and the day that was agreed stands."""
    desk.add("Find a job in a kitchen", "Ring the Harbour Hotel", "Rung", "30 june")
    desk.rest()
    desk.settle()
    agreed = date(2021, 6, 30)
    assert [one.target_on for one in standing(desk).objectives] == [agreed]
    (row,) = desk.tab.editor.objectives.rows
    row.by.setFocus()
    row.by.selectAll()
    qtbot.keyClicks(row.by, "31 feb")
    qtbot.keyClick(row.by, Qt.Key.Key_Tab)
    desk.rest()
    desk.settle()
    assert "February" in row._note.text() and row.by.text() == "31 feb"
    assert row.objective().target_on == agreed
    assert [one.target_on for one in standing(desk).objectives] == [agreed]
    view = plans.open_plan(desk.shell.context.workspace, desk.case_id)
    assert view.draft is None or view.draft.objectives[0].target_on == agreed

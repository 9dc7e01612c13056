"""Dialogs that stand open when the vault locks: nothing of them stays to be read, and all comes back."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.recording import record_offers
from jfs_desktop.errors import VaultProblem
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.vault import Vault
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.circumstances.contact_details import ContactDetailsDialog
from ui.dialogs.office.staff_member import StaffMemberDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.referral import ReferralDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.vault.change_passphrase import ChangePassphrase
from ui.dialogs.vault.unlock import UnlockFace
from ui.shell.context import Context
from ui.shell.shell import Shell
from ui.widgets.dialog import Dialog

Settle = Callable[[Shell], None]
Opener = Callable[[Context, UUID, QWidget], Dialog]
TYPED = ("typed", "canary")
NAME = ("Quib", "blewick")


def typed(number: int) -> str:
    """Put together when asked for, so that this module itself holds no copy."""
    return f"{''.join(TYPED)}-{number}"


def _record(context: Context, case_id: UUID, window: QWidget) -> Dialog:
    return RecordDialog(context, record_offers.offer(context.workspace, case_id, None, None), window)


def _contact(context: Context, case_id: UUID, window: QWidget) -> Dialog:
    return ContactDetailsDialog(context, cases.case_view(context.workspace, case_id), window)


def _staff(context: Context, _: UUID, window: QWidget) -> Dialog:
    person = StaffView(UUID(int=7), "".join(NAME), "adviser", False)
    return StaffMemberDialog(person, lambda *_: None, window)


DIALOGS: dict[str, Opener] = {
    "record": _record,
    "contact": _contact,
    "staff": _staff,
    "referral": lambda context, _, window: ReferralDialog(context, context.workspace.programme, window),
    "passphrase": lambda context, _, window: ChangePassphrase(context, window),
    "manual": lambda context, case_id, window: ManualSessionDialog(context, case_id, "one_to_one", window),
}


@pytest.fixture
def case_id(own_vault: Path, passphrase: str, window_clock: object) -> UUID:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        made = maker.met(first_name="".join(NAME))
        maker.record(made, FactKind.DUPLICATES_SEARCHED, maker.workspace.today())
        maker.record(made, FactKind.START_KEYED, maker.workspace.today(), note="".join(NAME))
    return made


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, case_id: UUID, settle: Settle
) -> Shell:
    return open_window(make_shell, own_vault, passphrase, settle)


def only_case(shell: Shell) -> UUID:
    return shell.context.caseload.now().search("")[0]


def unlock(shell: Shell, passphrase: str, settle: Settle) -> None:
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    settle(shell)


def fields_of(dialog: QDialog) -> list[QLineEdit | QPlainTextEdit]:
    """The fields that a person can type into now."""
    found: list[QLineEdit | QPlainTextEdit] = []
    for kind in (QLineEdit, QPlainTextEdit):
        found += [one for one in dialog.findChildren(kind) if one.isVisible() and one.isEnabled()]
    return [one for one in found if not one.objectName().startswith("qt_") and not one.isReadOnly()]


def text_of(field: QWidget) -> str:
    return str(field.property("plainText") if isinstance(field, QPlainTextEdit) else field.property("text"))


def shown_texts(whole: QWidget) -> dict[int, str]:
    """Every text that stands in a window, by the place of its widget."""
    kinds = QLabel | QLineEdit | QPlainTextEdit | QTextEdit
    every = whole.findChildren(QWidget)
    return {place: _text(one) for place, one in enumerate(every) if isinstance(one, kinds)}


def _text(widget: QWidget) -> str:
    return str(widget.property("plainText") or widget.property("text") or "")


def held_by_python(*words: str) -> list[str]:
    """What Python objects alive hold one of the words in a text of theirs."""
    gc.collect()
    found = []
    for thing in gc.get_objects():
        for part in gc.get_referents(thing):
            if isinstance(part, str | bytes) and type(thing) is not type(words):
                text = part if isinstance(part, str) else part.decode("latin-1")
                if any(word in text for word in words):
                    found.append(f"{type(thing).__module__}.{type(thing).__name__}")
    return found


def held_by_widgets(*words: str) -> list[str]:
    """Which properties of any widget alive hold one of the words; of fields, their undo steps too."""
    found = []
    for widget in QApplication.allWidgets():
        meta = widget.metaObject()
        for place in range(meta.propertyCount()):
            value = widget.property(meta.property(place).name())
            if isinstance(value, str) and any(word in value for word in words):
                found.append(f"{type(widget).__name__}.{meta.property(place).name()}")
    return found


@pytest.mark.parametrize("name", DIALOGS)
def test_what_stands_in_a_dialog_is_gone_while_locked_and_back_after(
    qtbot: QtBot, desk: Shell, settle: Settle, passphrase: str, name: str
) -> None:
    """SECURITY 4, stolen laptop on: no text of a dialog in any widget or Python object; DESIGN 4: back to
    field and caret."""
    dialog = DIALOGS[name](desk.context, only_case(desk), desk.window)
    dialog.open()
    settle(desk)
    fields = fields_of(dialog)
    assert fields
    for number, field in enumerate(fields):
        field.setProperty("text" if isinstance(field, QLineEdit) else "plainText", "")
        qtbot.keyClicks(field, typed(number))
    last = fields[-1]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Home)
    qtbot.keyClick(last, Qt.Key.Key_Right)
    assert sum(typed(number) in text_of(field) for number, field in enumerate(fields)) >= len(fields) - 4
    before = [hash(text_of(field)) for field in fields]  # the test itself must hold no copy
    desk.lock()
    settle(desk)
    assert not dialog.isVisible()
    words = ("".join(TYPED), "".join(NAME))
    assert held_by_widgets(*words) == []
    assert held_by_python(*words) == []
    assert not any(field.isUndoAvailable() for field in fields if isinstance(field, QLineEdit))
    unlock(desk, passphrase, settle)
    assert dialog.isVisible()
    assert [hash(text_of(field)) for field in fields] == before
    assert dialog.focusWidget() is last
    caret = last.cursorPosition() if isinstance(last, QLineEdit) else last.textCursor().position()
    assert caret == 1
    assert dialog.dirty() or name in ("passphrase", "referral")
    dialog.discard()


def test_a_dialog_looks_after_the_lock_as_before(
    desk: Shell, case_id: UUID, settle: Settle, passphrase: str
) -> None:
    """Every label, choice and button, not the fields alone."""
    dialog = DIALOGS["record"](desk.context, case_id, desk.window)
    dialog.open()
    settle(desk)
    before = shown_texts(dialog)
    assert any("".join(NAME) in text for text in before.values())
    for _ in range(2):
        desk.lock()
        settle(desk)
        assert not any("".join(NAME) in text for text in shown_texts(dialog).values())
        unlock(desk, passphrase, settle)
        assert shown_texts(dialog) == before
    dialog.discard()


def test_what_is_sealed_opens_with_the_vaults_key_alone(
    own_vault: Path, passphrase: str, window_clock: object
) -> None:
    vault = Vault.open(own_vault, passphrase=passphrase, clock=window_clock)  # type: ignore[arg-type]
    sealed = vault.seal(b"half a sentence")
    assert b"sentence" not in sealed
    assert vault.seal(b"half a sentence") != sealed
    vault.lock()
    with pytest.raises(VaultProblem):
        vault.unseal(sealed)
    vault.unlock(passphrase)
    assert vault.unseal(sealed) == b"half a sentence"
    vault.close()


def test_a_dialog_that_goes_while_locked_is_not_missed(
    desk: Shell, case_id: UUID, settle: Settle, passphrase: str
) -> None:
    gone, stays = (DIALOGS[name](desk.context, case_id, desk.window) for name in ("contact", "staff"))
    for dialog in (gone, stays):
        dialog.open()
    desk.lock()
    settle(desk)
    gone.deleteLater()
    unlock(desk, passphrase, settle)
    assert stays.isVisible()
    assert isinstance(stays, QObject)
    stays.discard()

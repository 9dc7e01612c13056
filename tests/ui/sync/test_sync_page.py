"""The Sync page in the real window: enrolled by card and code, exported, the receipt read (D11)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import head_office_changes, sync, sync_bundles
from jfs_desktop.head_office import devices, enrolment, hand_over, intake
from jfs_desktop.head_office.archive import Archive
from tests.head_office.conftest import another_device
from tests.ui.conftest import WindowClock
from tests.ui.sync.conftest import SyncDesk, centre_in

Save = Callable[[QWidget, str], None]


def test_d11_from_enrolment_to_the_receipt(
    desk: SyncDesk, centre: Workspace, tmp_path: Path, save_picture: Save
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    assert "Not enrolled with a head office" in desk.told()
    save_picture(desk.shell.window, "sync-empty")
    given = enrolment.give_code(centre, post)
    slipped = given.code[:-1] + ("0" if given.code[-1] != "0" else "1")
    dialog = desk.enrol(given.card, slipped)
    assert "typing error" in dialog.form.note("code")
    dialog.form.set_value("code", given.code)
    desk.press("enrol", dialog)
    assert "has confirmed nothing yet" in desk.told() and given.fingerprint in desk.told()
    desk.choose(post)
    desk.press("export-now")
    (bundle,) = post.glob("*.jfsb")
    assert "Last bundle: no. 1" in desk.told() and str(post) in desk.told()
    desk.choose(intake.take_in(centre, bundle, post).receipt)
    desk.press("read-receipt")
    assert "Head office has everything up to no. 1, " in desk.told()
    assert "Nothing is newer" in desk.told()
    save_picture(desk.shell.window, "sync-confirmed")
    desk.press("read-receipt")
    assert "Head office has everything up to no. 1, " in desk.told()
    desk.press("export-now")
    assert len(list(post.glob("*.jfsb"))) == 1


def test_d11_a_folder_that_went_away_is_told_and_the_button_stays(
    desk: SyncDesk, centre: Workspace, tmp_path: Path
) -> None:
    given = enrolment.give_code(centre, tmp_path)
    desk.enrol(given.card, given.code)
    desk.choose(tmp_path / "stick")
    desk.press("export-now")
    assert desk.page.export.isEnabled()
    assert "No bundle was made yet" in desk.told()


def test_d11_a_changed_head_office_is_countersigned_and_taken_in_the_window(
    desk: SyncDesk, centre: Workspace, window_clock: WindowClock, tmp_path: Path, save_picture: Save
) -> None:
    """SECURITY 4, 'Head office key swap': two people, and a code by another way."""
    archive, after = Archive.within(centre), centre_in(tmp_path / "after", window_clock)
    workspace = desk.page.context.workspace
    with another_device(tmp_path / "second", window_clock) as second:
        given = enrolment.give_code(centre, tmp_path)
        sync.enrol(second, given.card, given.code)
        made = sync_bundles.export(second, tmp_path).value
        assert made is not None
        intake.take_in(centre, made.path, tmp_path)
        devices.name_countersigner(archive, second.vault.device_id)
        given = enrolment.give_code(centre, tmp_path)
        desk.enrol(given.card, given.code)
        assert "its own, and that of Idris Vaughan, Northgate Skills." in desk.told()
        card = enrolment.give_code(after, tmp_path).card
        paper = hand_over.hand_over(archive, card, "The contract passes on.", tmp_path)
        dialog = desk.change(paper)
        assert "Nobody yet" in desk.told_in(dialog) and dialog.findChild(QPushButton, "take-change") is None
        dialog.reject()
        sync.enrol(second, given.card, enrolment.give_code(centre, tmp_path).code)
        head_office_changes.countersign(second, paper)
    dialog = desk.change(paper)
    save_picture(dialog, "head-office-change")
    code = enrolment.give_code(after, tmp_path)
    dialog.form.set_value("code", given.code)
    desk.press("take-change", dialog)
    assert "not one of the head office that this change leads to" in dialog.error_text()
    dialog.form.set_value("code", code.code)
    desk.press("take-change", dialog)
    assert sync.standing(workspace).fingerprint == code.fingerprint and code.fingerprint in desk.told()
    assert desk.shell.window.height() == 800  # the banner with the news takes its room from the page
    save_picture(desk.shell.window, "sync-changed")
    after.close()

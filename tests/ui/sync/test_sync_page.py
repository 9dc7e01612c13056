"""The Sync page in the real window: enrolled by card and code, exported, the receipt read (D11)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.head_office import enrolment, intake
from tests.ui.sync.conftest import SyncDesk

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

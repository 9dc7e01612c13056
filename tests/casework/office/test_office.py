"""Staff, settings, and the first minute of a vault."""

from __future__ import annotations

import pytest

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import is_set_up, open_workspace
from jfs_desktop.casework.office import first_run, staff
from jfs_desktop.errors import BadInput, NotFound, UserError
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.vault import Vault


def test_the_first_run_enters_who_works_here_and_for_whom(office):
    """S4: who works here stands on every entry from the first."""
    workspace = office.workspace
    assert workspace.me.name == "Rukhsana Khan"
    assert settings.get(workspace, settings.PROVIDER_NAME) == "Northgate Skills"
    again = open_workspace(workspace.vault, office.clock)
    assert again.me == workspace.me


@pytest.mark.parametrize(("provider", "name", "field"), [(" ", "A", "provider_name"), ("A", "\t", "name")])
def test_a_first_run_without_names_writes_nothing(tmp_path, office, provider, name, field):
    vault, _ = Vault.create(tmp_path / "second", "copper lantern seven otters wade", clock=office.clock)
    with pytest.raises(BadInput) as refused:
        first_run.begin(vault, office.clock, first_run.FirstRun(provider, name))
    assert refused.value.field == field
    assert not is_set_up(vault)
    with pytest.raises(UserError, match="Nobody"):
        open_workspace(vault, office.clock)
    vault.close()


def test_settings_keep_within_their_bounds(office):
    workspace = office.workspace
    assert settings.get(workspace, settings.IDLE_MINUTES) == 5
    for wrong in (0, 61):
        with pytest.raises(BadInput):
            settings.put(workspace, settings.IDLE_MINUTES, wrong)
    with pytest.raises(BadInput):
        settings.put(workspace, settings.PROVIDER_NAME, "   ")
    settings.put(workspace, settings.PROVIDER_NAME, " Southgate Skills ")
    assert settings.get(workspace, settings.PROVIDER_NAME) == "Southgate Skills"
    before = office.entries()
    assert settings.put(workspace, settings.PROVIDER_NAME, "Southgate Skills").change_id is None
    assert office.entries() == before


def test_declared_settings_have_a_label_and_help():
    keys = [declared.key for declared in settings.DECLARED]
    assert len(keys) == len(set(keys))
    assert all(declared.label and declared.help for declared in settings.DECLARED)


def test_staff_come_and_go(office):
    workspace = office.workspace
    gareth = staff.add(workspace, name="  Gareth   Pugh ", role=Role.ADVISER, prap_role=False).value
    assert gareth.name == "Gareth Pugh"
    with pytest.raises(BadInput):
        staff.add(workspace, name=" ", role=Role.ADVISER, prap_role=False)
    staff.change(workspace, gareth.id, name="Gareth Pugh", role=Role.ANALYST, prap_role=True, active=False)
    assert [(one.name, one.active) for one in staff.all_staff(workspace)] == [
        ("Rukhsana Khan", True),
        ("Gareth Pugh", False),
    ]
    with pytest.raises(NotFound):
        staff.work_as(workspace, gareth.id)
    with pytest.raises(BadInput):
        staff.change(
            workspace, workspace.me.id, name="R. Khan", role=Role.ADVISER, prap_role=True, active=False
        )
    with pytest.raises(NotFound):
        staff.change(workspace, workspace.new_key(), name="X", role=Role.ADVISER, prap_role=True)


def test_working_as_somebody_else_lasts(office):
    workspace = office.workspace
    morag = staff.add(workspace, name="Morag Sutherland", role=Role.ADVISER, prap_role=True).value
    staff.work_as(workspace, morag.id)
    assert workspace.author.staff_id == morag.id
    assert open_workspace(workspace.vault, office.clock).me.name == "Morag Sutherland"

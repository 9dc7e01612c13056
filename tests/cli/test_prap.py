"""`jfs prap`: the entries to key on PRaP (W1)."""

from __future__ import annotations

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from tests.cli.conftest import PASSPHRASE

REFERRAL = (
    "prap_reference,referral_made_on,received_at,first_name,last_name,date_of_birth,ni_number,nation,"
    "benefit,jobcentre,mappa,scr\n"
    "PR-1,2021-06-03,2021-06-03 09:00,Ada,Cole,1990-02-03,AB123456C,ENG,UC,Harbourside Jobcentre,no,no\n"
)


def test_it_lists_what_is_to_be_keyed(jfs, tmp_path):
    """W1: state, due day and who, as a table and as JSON."""
    jfs("vault", "create", tmp_path / "vault", "--provider", "Northgate", "--name", "R. Khan", "--json")
    file = tmp_path / "referrals.csv"
    file.write_text(REFERRAL, encoding="utf-8")
    assert jfs("import", "referrals", file, "--json").status == 0
    (line,) = jfs("prap", "--today", "2021-06-03", "--json").json
    assert (line["entry"], line["state"], line["due"]) == ("acknowledge", "open", "2021-06-04")
    assert line["proposed"] == "acknowledged"
    shown = jfs("prap", "--keyed", "--today", "2021-06-03")
    assert shown.status == 0
    assert "Ada Cole" in shown.out
    assert jfs("prap", "--today", "2021-06-07", "--json").json[0]["entry"] == "hand_back"


def test_g5_no_list_names_anybody_to_whom_the_caseload_is_closed(jfs, tmp_path):
    """G5: one sentence, what to do, and the paragraph."""
    vault = tmp_path / "vault"
    jfs("vault", "create", vault, "--provider", "Northgate", "--name", "R. Khan", "--json")
    file = tmp_path / "referrals.csv"
    file.write_text(REFERRAL, encoding="utf-8")
    assert jfs("import", "referrals", file, "--json").status == 0
    clock = SystemClock()
    workspace = open_workspace(Vault.open(vault, passphrase=PASSPHRASE, clock=clock), clock)
    settings.put(workspace, settings.STAFF_CHECKS_ENFORCED, True)
    workspace.close()
    for command in (["prap"], ["clocks", "PR-1"], ["requests"], ["export", "cv", "PR-1", "--out", tmp_path]):
        answer = jfs(*command, "--today", "2021-06-03")
        assert (answer.status, answer.out) == (2, "")
        assert "R. Khan has no staff check. The provider opens no case without one." in answer.error

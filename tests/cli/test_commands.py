"""Every other command of `jfs`, run for real on a vault of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.conftest import demo_of_twelve, run

EXAMPLES = Path(__file__).resolve().parents[1] / "example_files"
CAST = {
    "Priya Nair", "Tom Ellery", "Agnes Boateng", "Michael Orr",
    "Callum Reid", "Hannah Moss", "Dafydd Rees", "Sofia Marin",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return demo_of_twelve(tmp_path_factory.mktemp("demo"))


def made_vault(jfs, tmp_path):
    return jfs(
        "vault", "create", tmp_path / "vault", "--provider", "Northgate Skills", "--name", "R. Khan", "--json"
    )


def test_a_vault_is_made_once_and_its_code_shown(jfs_apart, tmp_path):
    jfs = jfs_apart
    made = made_vault(jfs, tmp_path)
    assert set(made.json) == {"vault", "recovery_code"}
    again = made_vault(jfs, tmp_path)
    assert (again.status, again.error.count("\n")) == (2, 1)
    assert jfs("cases", "--json").json == []
    assert jfs("worklist", "--json").json == []


def test_the_passphrase_changes(jfs, tmp_path):
    made_vault(jfs, tmp_path)
    new = tmp_path / "new.txt"
    new.write_text("winter saddle marble teapot river\n", encoding="utf-8")
    changed = jfs("vault", "change-passphrase", tmp_path / "vault", "--new-passphrase-file", new, "--json")
    assert changed.json["changed"] is True
    assert jfs("cases").status == 2
    assert jfs("cases", JFS_PASSPHRASE_FILE=str(new)).status == 0


def test_a_backup_is_made_listed_and_put_back(jfs, tmp_path):
    """What is no backup of this vault changes nothing, and where there is no vault none is made."""
    made_vault(jfs, tmp_path)
    vault = tmp_path / "vault"
    assert jfs("vault", "backups", vault, "--json").json == []
    copy = jfs("vault", "backup", vault, "--json").json["file"]
    assert [one["file"] for one in jfs("vault", "backups", vault, "--json").json] == [copy]
    assert "There is no vault" in jfs("vault", "restore", tmp_path / "none", copy).error
    assert "There is no vault" in jfs("vault", "backups", tmp_path / "none").error
    assert not (tmp_path / "none").exists()
    assert "cannot be read" in jfs("vault", "restore", vault, tmp_path / "none.db").error
    assert "is no backup of this vault" in jfs("vault", "restore", vault, vault / "keys.json").error
    before = (vault / "store.db").read_bytes()
    (vault / "store.db").write_bytes(before[:9000])
    done = jfs("vault", "restore", vault, copy, "--json").json
    assert Path(done["kept"]).read_bytes() == before[:9000]
    listed = [one["file"] for one in jfs("vault", "backups", vault, "--json").json]
    assert listed == [copy, done["kept"]], "what was damaged is not the first to be put back"
    assert jfs("cases", "--json").json == []


def test_errors_are_one_sentence_with_status_two(jfs, tmp_path):
    """Wrong passphrase, no vault, no passphrase, an empty file for it, the window has it open."""
    made_vault(jfs, tmp_path)
    wrong, empty = tmp_path / "wrong.txt", tmp_path / "empty.txt"
    wrong.write_text("not the right one at all\n", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    answers = [
        jfs("cases", JFS_PASSPHRASE_FILE=str(wrong)),
        jfs("cases", JFS_PASSPHRASE_FILE=str(empty)),
        jfs("cases", JFS_PASSPHRASE_FILE=str(tmp_path / "missing.txt")),
        jfs("cases", "--vault", tmp_path / "nowhere"),
        jfs("case", "PR-NOBODY"),
        jfs("cases", "--today", "2021-02-31"),
        run("cases", "--vault", tmp_path / "vault"),
    ]
    with FileLock(tmp_path / "vault" / "app.lock"):
        answers.append(jfs("cases"))
    for answer in answers:
        assert (answer.status, answer.out) == (2, "")
        assert answer.error.startswith("jfs: ") and answer.error.count("\n") == 1
    assert "open in another" in answers[-1].error
    assert "not the right one" not in "".join(answer.error for answer in answers)


def test_import_tells_each_row_and_twice_changes_nothing(jfs, tmp_path):
    """R1, R4: a dry run writes nothing, the same file again is all duplicates."""
    made_vault(jfs, tmp_path)
    good = (EXAMPLES / "referrals.csv").read_text("utf-8-sig").splitlines()
    file = tmp_path / "referrals.csv"
    rows = [*good, _with(good[0], "EX-BAD", ni_number="QQ123456C"), _with(good[0], "EX-SCR", scr="yes")]
    file.write_text("\n".join(rows), encoding="utf-8")
    tried = jfs("import", "referrals", file, "--dry-run", "--json").json
    assert jfs("cases", "--json").json == []
    done = jfs("import", "referrals", file, "--json").json
    assert [row["row"] for row in done["accepted"]] == [row["row"] for row in tried["accepted"]]
    assert len(done["accepted"]) == len(good) - 1
    refused = [(row["row"], row["field"]) for row in done["refused"]]
    assert refused == [(len(good) + 1, "ni_number"), (len(good) + 2, "scr")]
    assert all(row["reason"] for row in done["refused"])
    cases = jfs("cases", "--json").json
    assert len(cases) == len(done["accepted"])
    again = jfs("import", "referrals", file, "--json").json
    assert again["accepted"] == []
    assert len(again["duplicates"]) >= len(done["accepted"])
    assert jfs("cases", "--json").json == cases
    assert jfs("import", "referrals", tmp_path / "missing.csv").status == 2


def test_import_says_why_in_plain_words(jfs, tmp_path):
    """R1, R4: each duplicate and refused row with its reason, and what was assumed of the others."""
    made_vault(jfs, tmp_path)
    header = (EXAMPLES / "referrals.csv").read_text("utf-8-sig").splitlines()[0]
    file = tmp_path / "referrals.csv"
    rows = [
        header,
        _with(header, "EX-1", received_at="2021-05-20"),
        _with(header, "ex-1"),
        _with(header, "EX-3", ni_number="QQ123456C"),
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    answer = jfs("import", "referrals", file)
    assert answer.status == 1, "a refused row is a no"
    said = answer.out
    assert said.startswith("1 accepted, 1 duplicate, 1 refused.")
    assert "1 of them arrives lapsed." in said
    assert "Row 3, duplicate: PRaP reference: twice in this file (row 2)" in said
    assert "Row 4, refused: NI number: " in said
    assert "Row 2, please note: Received at: no time of day is given; taken as 00:00" in said


def _with(header: str, reference: str, **said: str) -> str:
    """A row of the file's columns."""
    values = {
        "prap_reference": reference, "referral_made_on": "2021-05-20", "received_at": "2021-05-20 09:00",
        "first_name": "Ann", "last_name": "Example",
    } | said  # fmt: skip
    return ",".join(values.get(column, "") for column in header.split(","))


def test_cases_and_one_case(demo):
    cases = demo("cases", "--today", "2021-06-04", "--json").json
    assert len(cases) == 12
    assert {"id", "name", "reference", "stage", "next_clock", "next_due"} <= set(cases[0])
    assert {case["name"] for case in cases} >= CAST
    found = demo("cases", "--today", "2021-06-04", "--search", "nair", "--json").json
    assert [case["name"] for case in found] == ["Priya Nair"]
    view = demo("case", found[0]["reference"], "--today", "2021-06-04", "--json").json
    assert view == demo("case", found[0]["id"], "--today", "2021-06-04", "--json").json
    assert (view["name"], view["stage"], view["time"]["minutes"]) == ("Priya Nair", "started", 156)
    assert view["journey"][0]["key"] == "referred"
    plain = demo("case", found[0]["reference"], "--today", "2021-06-04")
    assert "Day 6 of 20" in plain.out


def test_x4_the_jobcentre_s_requests_are_listed_with_their_days(demo):
    """One late, one for nobody here."""
    listed = demo("requests", "--today", "2021-06-04", "--json").json
    told = {(one["who"], one["state"]): one["days_left"] for one in listed}
    assert told["Michael Orr", "open"] == -1
    assert told["Gethin Prosser-Vaughan", "unmatched"] == 2
    assert {state for _, state in told} == {"open", "unmatched"}
    shown = demo("requests", "--done", "--today", "2021-06-04")
    assert shown.status == 0
    assert "Michael Orr\tHarbourside Jobcentre" in shown.out


def test_the_worklist_of_the_first_page(demo):
    """The people of the mock-up stand where it shows them."""
    listed = demo("worklist", "--today", "2021-06-04", "--json").json
    assert set(listed[0]) >= {"case_id", "name", "clock", "due", "state", "paragraph", "action"}
    told = {(item["name"], item["clock"]): (item["state"], item["days_left"]) for item in listed}
    assert told["Tom Ellery", "acknowledge_referral"] == ("late", -1)
    assert told["Agnes Boateng", "missed_meeting_contact"] == ("late", -2)
    assert told["Michael Orr", "share_jfap_with_jobcentre"] == ("late", -1)
    assert told["Callum Reid", "hold_initial_meeting"] == ("due_today", 0)
    assert told["Hannah Moss", "chase_jfap_reply"] == ("due_today", 0)
    assert told["Dafydd Rees", "record_prap_outcome"] == ("running", 1)
    assert told["Sofia Marin", "effective_last_day"] == ("running", 3)


def test_the_clocks_of_a_case_and_of_the_contract(demo):
    reference = demo("cases", "--search", "nair", "--today", "2021-06-04", "--json").json[0]["reference"]
    clocks = demo("clocks", reference, "--today", "2021-06-04", "--json").json
    last = next(clock for clock in clocks if clock["clock"] == "effective_last_day")
    assert (last["due"], last["state"]) == ("2021-06-24", "running")
    assert any("Spring bank holiday" in line for line in last["explanation"])
    assert {clock["clock"] for clock in demo("clocks", "contract", "--json").json} >= {"survey_return"}


def test_a_plan_is_exported(demo, tmp_path):
    reference = demo("cases", "--search", "nair", "--today", "2021-06-04", "--json").json[0]["reference"]
    out = tmp_path / "plan.docx"
    told = demo("export", "jfap", reference, "--out", out, "--today", "2021-06-04", "--json").json
    assert told == {"file": str(out)}
    assert out.read_bytes().startswith(b"PK")
    pages = tmp_path / "plan.pdf"
    given = ("export", "jfap", reference, "--today", "2021-06-04", "--json", "--format", "pdf", "--out")
    assert demo(*given, pages).json == {"file": str(pages)}
    assert pages.read_bytes().startswith(b"%PDF-")
    assert demo(*given, tmp_path / "plan.doc").status != 0


def test_verify_finds_a_sound_vault(demo):
    told = demo("verify", "--json")
    assert told.status == 0
    assert told.json["ok"] is True
    assert {check["name"] for check in told.json["checks"]} >= {
        "pages",
        "journal",
        "attachments",
        "due dates",
    }
    assert json.loads(told.out)["ok"] is True


def test_a_cv_is_exported_in_each_form(demo, tmp_path):
    """V1."""
    reference = demo("cases", "--search", "nair", "--today", "2021-06-04", "--json").json[0]["reference"]
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF-"), ("txt", b"Priya Nair"), ("json", b"{")):
        out = tmp_path / f"cv.{form}"
        told = demo(
            "export", "cv", reference, "--out", out, "--format", form, "--today", "2021-06-04", "--json"
        ).json
        assert told == {"file": str(out)}
        assert out.read_bytes().startswith(begins)
    wrong = demo("export", "cv", reference, "--out", tmp_path / "cv.odt", "--today", "2021-06-04")
    assert wrong.status == 2 or wrong.error

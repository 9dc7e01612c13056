"""The library of templates and the standard wording: who may, what is refused, what stays in use (P2, B1,
B3, I15, P9, D10)."""

from __future__ import annotations

import hashlib
import os
import random
from datetime import timedelta
from functools import cache
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history, snippets, undo_stack
from jfs_desktop.casework.cases.history_sentences import DONE
from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import template_publishing, templates, wording_blocks, workbook_templates
from jfs_desktop.casework.documents.template_publishing import Approval, arrive, examine, publish, withdraw
from jfs_desktop.casework.documents.templates import BUILT_IN, TemplateState, TemplateView, in_use
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plan_export
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule, UndoRefused, UserError, VaultProblem
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.template import TemplateFile
from jfs_desktop.rules.person.document_language import MissingTranslation
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.documents import made_templates as made
from tests.documents import made_workbooks
from tests.store.jobs import Jobs, job_process, kill_after

CHILD = Path(__file__).with_name("kill_publishing.py")


@pytest.fixture
def library(office: Office) -> Office:
    """The office, where an analyst sits."""
    as_role(office, "analyst")
    return office


def as_role(office: Office, role: str) -> None:
    me = office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role=role, prap_role=me.prap_role)


@cache
def jfap_saying(text: str = "") -> bytes:
    document = made.jfap()
    made.lines(document, *filter(None, [text]))
    return made.saved(document)


def arrived(office: Office, content: bytes, kind: str = "jfap", language: str = "en") -> TemplateView:
    seen = examine(office.workspace, kind, language, "own layout.docx", content)
    return arrive(office.workspace, seen, content).value


def approval(office: Office, **said: object) -> Approval:
    today = office.workspace.today()
    values = {"approved_by": "Head office", "in_use_from": today, "received_from_dwp_on": today}
    return Approval(**{**values, **said})  # type: ignore[arg-type]


def published(office: Office, text: str = "", **said: object) -> TemplateView:
    one = arrived(office, jfap_saying(*filter(None, [text])))
    return publish(office.workspace, one.id, approval(office, **said)).value


def version(office: Office) -> str:
    return in_use(office.workspace, "jfap").version


def test_p2_only_a_published_template_is_in_use_and_keeps_who_and_when(library: Office) -> None:
    workspace, today = library.workspace, library.workspace.today()
    assert version(library) == BUILT_IN
    one = arrived(library, jfap_saying())
    assert (one.state, one.version, one.in_use) == (TemplateState.ARRIVED, "1", False)
    assert version(library) == BUILT_IN
    done = publish(workspace, one.id, approval(library, received_from_dwp_on=today - timedelta(days=3))).value
    assert (done.state, done.in_use, done.in_use_from) == (TemplateState.PUBLISHED, True, today)
    assert done.received_from_dwp_on == today - timedelta(days=3)
    assert (done.approved_by, done.published_by) == ("Head office", "Rukhsana Khan")
    used = in_use(workspace, "jfap")
    assert (used.version, used.sha256, used.template_id) == ("1", one.sha256, one.id)
    assert used.template.sha256 == one.sha256


def test_b1_the_six_checks_are_kept_with_who_and_when(library: Office) -> None:
    document = made.jfap()
    made.picture("DWP logo")(document)
    one = arrived(library, made.saved(document))
    with pytest.raises(BadInput) as refused:
        publish(library.workspace, one.id, approval(library))
    assert (refused.value.field, refused.value.paragraph) == ("beside_branding", "JFS 1.38")
    looked = frozenset({"beside_branding", "dwp_logo"})
    with pytest.raises(BadInput) as refused:
        publish(library.workspace, one.id, approval(library, confirmed=looked))
    assert refused.value.field == "logo_version"
    done = publish(
        library.workspace, one.id, approval(library, confirmed=looked, logo_version="DWP 2021, colour")
    ).value
    assert done.logo_version == "DWP 2021, colour"
    assert {check.key: check.state for check in done.checks} == {
        "full_name": "passed",
        "delivered_by": "passed",
        "not_only_footer": "passed",
        "beside_branding": "confirmed",
        "no_acronym": "passed",
        "dwp_logo": "confirmed",
    }


@pytest.mark.parametrize(
    ("kind", "content", "paragraph"),
    [
        ("jfap", made.saved(made.message("Hello.")), "JFS 3.29"),
        ("induction_pack", made.saved(made.pack("complaints")), "JFS 3.20"),
        ("final_jfap_message", made.saved(made.message("Here is your plan.")), "JFS 5.20"),
    ],
)
def test_i15_what_does_not_pass_is_not_published_and_never_replaces_what_works(
    library: Office, kind: str, content: bytes, paragraph: str
) -> None:
    before = in_use(library.workspace, kind).sha256
    one = arrived(library, content, kind)
    with pytest.raises(RefusedByRule, match="cannot be published") as refused:
        publish(library.workspace, one.id, approval(library))
    assert refused.value.paragraph == paragraph
    assert "stays in use" in refused.value.remedy
    assert in_use(library.workspace, kind).sha256 == before
    assert templates.of_id(library.workspace, one.id).state is TemplateState.ARRIVED


def test_a_broken_one_does_not_replace_the_one_published_before_it(library: Office) -> None:
    published(library)
    broken = arrived(library, jfap_saying("Dear {{ participent }}"))
    with pytest.raises(RefusedByRule, match=r"‘participent’.*Paragraph 44"):
        publish(library.workspace, broken.id, approval(library))
    assert version(library) == "1"
    published(library, "Mended.")
    assert version(library) == "3"


@pytest.mark.parametrize("role", ["adviser", "nominated_officer"])
def test_only_head_office_keeps_templates_and_wording(library: Office, role: str) -> None:
    workspace = library.workspace
    one = arrived(library, jfap_saying())
    seen = examine(workspace, "jfap", "en", "x.docx", jfap_saying("Another."))
    as_role(library, role)
    assert not template_publishing.may_publish(workspace)
    for refused in (
        lambda: arrive(workspace, seen, jfap_saying("Another.")),
        lambda: publish(workspace, one.id, approval(library)),
        lambda: withdraw(workspace, one.id, "No"),
        lambda: wording_blocks.rewrite(workspace, "call_reminder", "en", "DWP may ring.", "Shorter"),
    ):
        with pytest.raises(RefusedByRule, match="head office"):
            refused()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"approved_by": " "}, "approved_by"),
        ({"in_use_from": "yesterday"}, "in_use_from"),
        ({"received_from_dwp_on": None}, "received_from_dwp_on"),
        ({"received_from_dwp_on": "tomorrow"}, "received_from_dwp_on"),
    ],
)
def test_p2_what_the_record_needs_is_asked_for(library: Office, said: dict[str, object], field: str) -> None:
    days = {"yesterday": -1, "tomorrow": 1}
    today = library.workspace.today()
    values = {
        key: today + timedelta(days=days[value]) if isinstance(value, str) and value in days else value
        for key, value in said.items()
    }
    one = arrived(library, jfap_saying())
    with pytest.raises(BadInput) as refused:
        publish(library.workspace, one.id, approval(library, **values))
    assert refused.value.field == field
    assert version(library) == BUILT_IN


def test_one_published_for_a_later_day_waits_for_it(library: Office) -> None:
    today = library.workspace.today()
    published(library)
    later = published(library, "From July.", in_use_from=today + timedelta(days=10))
    assert not later.in_use
    assert version(library) == "1"
    assert in_use(library.workspace, "jfap", on=today + timedelta(days=10)).version == "2"
    library.on(today + timedelta(days=10))
    assert version(library) == "2"


def test_withdrawn_with_a_reason_the_one_before_it_is_in_use_again(library: Office) -> None:
    workspace = library.workspace
    first, second = published(library), published(library, "Second.")
    with pytest.raises(BadInput, match="Say why"):
        withdraw(workspace, second.id, " ")
    outcome = withdraw(workspace, second.id, "The logo is out of date")
    assert outcome.value.withdrawn_reason == "The logo is out of date"
    assert version(library) == "1"
    with pytest.raises(RefusedByRule, match="already"):
        withdraw(workspace, second.id, "Again")
    withdraw(workspace, first.id, "It too")
    assert version(library) == BUILT_IN
    assert outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    assert version(library) == "2"


def test_what_arrived_can_be_undone_until_it_is_published(library: Office) -> None:
    workspace = library.workspace
    seen = examine(workspace, "jfap", "en", "a.docx", jfap_saying())
    outcome = arrive(workspace, seen, jfap_saying())
    assert outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    with pytest.raises(NotFound):
        templates.of_id(workspace, outcome.value.id)
    again = arrive(workspace, seen, jfap_saying())
    publish(workspace, again.value.id, approval(library))
    assert again.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(workspace, again.change_id)
    assert version(library) == "1"


def test_the_same_file_is_kept_once_and_another_than_was_checked_not_at_all(library: Office) -> None:
    workspace = library.workspace
    one, two = arrived(library, jfap_saying()), arrived(library, jfap_saying())
    assert one.id == two.id
    seen = examine(workspace, "jfap", "en", "a.docx", jfap_saying())
    with pytest.raises(BadInput, match="another file"):
        arrive(workspace, seen, jfap_saying("Changed since."))


def test_e1_no_template_makes_taking_part_a_duty(library: Office) -> None:
    """E1, JFS 3.03: told with its paragraph, and never published so."""
    seen = examine(
        library.workspace, "jfap", "en", "a.docx", jfap_saying("Missed meetings lead to a sanction.")
    )
    (found,) = [one for one in seen.findings if one.key == "threatens"]
    assert (found.paragraph, found.severity) == ("JFS 3.03", "mend")
    assert "lead to a sanction" in found.place.near
    with pytest.raises(BadInput, match="voluntary") as refused:
        snippets.add(library.workspace, snippets.Wording("Rules", "Coming is mandatory."))
    assert (refused.value.field, refused.value.paragraph) == ("text", "JFS 3.03")
    with pytest.raises(BadInput, match="voluntary"):
        wording_blocks.rewrite(library.workspace, "call_reminder", "en", "Or a penalty follows.", "x")


@pytest.mark.parametrize("content", [b"{\\rtf1}", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_word_document_never_comes_in(library: Office, content: bytes) -> None:
    seen = examine(library.workspace, "jfap", "en", "bad.docx", content)
    with pytest.raises(BadInput, match=r"bad\.docx"):
        arrive(library.workspace, seen, content)
    assert not [one for shelf in templates.shelves(library.workspace) for one in shelf.templates]


def test_a_document_without_a_translation_says_so(library: Office) -> None:
    with pytest.raises(MissingTranslation, match="Welsh"):
        in_use(library.workspace, "prap14", "cy")
    with pytest.raises(NotFound):
        in_use(library.workspace, "birthday_card")
    assert in_use(library.workspace, "jfap", "cy").version == BUILT_IN


def test_only_the_languages_in_which_a_document_is_made_are_offered(library: Office) -> None:
    """P2, B1: what goes to DWP is in English; participants' documents, the CV among them, in both."""
    offered = {(one.kind, one.language): one.version for one in templates.shelves(library.workspace)}
    assert {kind for kind in kinds() if (kind, "cy") not in offered} == {"jfs07", "prap14", "mpr"}
    assert set(offered.values()) == {BUILT_IN}, "each of them is there"
    with pytest.raises(BadInput, match="goes to DWP is in English"):
        examine(library.workspace, "jfs07", "cy", "own.docx", b"")


def test_every_kind_has_a_template_and_stands_in_the_library(library: Office) -> None:
    shelves = {(one.kind, one.language): one.version for one in templates.shelves(library.workspace)}
    assert {kind for kind, _ in shelves} == set(kinds())
    for kind in kinds():
        assert shelves[kind, "en"] == BUILT_IN
        assert kinds()[kind].is_workbook or in_use(library.workspace, kind).template.sha256


def test_p9_an_export_is_made_from_the_template_in_use_and_names_it(library: Office, tmp_path: Path) -> None:
    case_id = library.met()
    one = published(library, "Our own layout, printed in Harbourside.")
    path = tmp_path / "plan.docx"
    plan_export.export(library.workspace, case_id, path)
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "Our own layout, printed in Harbourside." in texts
    assert "Job Finding Support, delivered by Northgate Skills" in texts
    withdraw(library.workspace, one.id, "Too long")
    plan_export.export(library.workspace, case_id, tmp_path / "later.docx")
    with library.workspace.reading() as db:
        made_from = db.scalars(select(PlanExport.template_sha256).order_by(PlanExport.made_at, PlanExport.id))
        assert list(made_from) == [one.sha256, in_use(library.workspace, "jfap").sha256]


def test_p9_a_template_of_words_own_gives_plans_that_every_program_opens(
    library: Office, tmp_path: Path
) -> None:
    case_id, content = library.met(), made.as_dotx(jfap_saying("Kept in Word as a template."))
    one, again = arrived(library, content), arrived(library, content)
    assert one.id == again.id
    publish(library.workspace, one.id, approval(library))
    plan_export.export(library.workspace, case_id, tmp_path / "plan.docx")
    templates.export(library.workspace, tmp_path / "own.docx", "jfap")
    for name in ("plan.docx", "own.docx"):
        texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / name)).paragraphs]
        assert "Kept in Word as a template." in texts


def test_a_template_survives_a_restart_and_tells_of_damage(library: Office) -> None:
    one = published(library)
    library.workspace.close()
    vault = Vault.open(library.folder, passphrase=PASSPHRASE, clock=library.clock)
    library.workspace = open_workspace(vault, library.clock)
    assert templates.content(library.workspace, one.id) == jfap_saying()
    assert version(library) == "1"
    assert verification.verify(library.workspace).ok
    with library.workspace.changing(template_publishing.WITHDRAW) as change:
        change.db.get_one(TemplateFile, one.id).content = b"PK broken"
    with pytest.raises(VaultProblem, match="damaged"):
        in_use(library.workspace, "jfap")
    withdraw(library.workspace, one.id, "Damaged")
    assert version(library) == BUILT_IN


def test_head_office_gets_the_file_in_use_to_edit_it_in_word(library: Office, tmp_path: Path) -> None:
    one = published(library)
    path = templates.export(library.workspace, tmp_path / "to edit.docx", "jfap")
    assert path.read_bytes() == jfap_saying()
    withdraw(library.workspace, one.id, "Out of date")
    templates.export(library.workspace, tmp_path / "old.docx", "jfap", "en", one.id)
    assert (tmp_path / "old.docx").read_bytes() == jfap_saying()
    seen = examine(
        library.workspace, "jfap", "en", "x.docx", templates.content_in_use(library.workspace, "jfap")
    )
    assert seen.sound
    with pytest.raises(BadInput, match=r"\.docx"):
        templates.export(library.workspace, tmp_path / "x.pdf", "jfap")
    with pytest.raises(UserError, match="could not be written"):
        templates.export(library.workspace, tmp_path / "gone" / "x.docx", "jfap")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be killed")
def test_killed_while_publishing_the_last_one_that_passed_stays_in_use(library: Office) -> None:
    published(library)
    library.workspace.close()
    chance = random.Random(4)
    last = 1
    with job_process(CHILD) as jobs:
        for first in (2, 102, 202):  # none that was published already
            said = killed(jobs, library, first, chance)
            assert said[-1] != "through", "the child was through before it could be killed"
            done = [int(line.split()[1]) for line in said if line.startswith("published")]
            vault = Vault.open(library.folder, passphrase=PASSPHRASE, clock=library.clock)
            library.workspace = open_workspace(vault, library.clock)
            used = in_use(library.workspace, "jfap")
            assert used.template_id is not None
            (row,) = [
                one
                for shelf in templates.shelves(library.workspace)
                for one in shelf.templates
                if one.in_use and shelf.kind == "jfap"
            ]
            assert (row.published_by, row.approved_by, len(row.checks)) == ("Rukhsana Khan", "Head office", 6)
            assert int(used.version) >= max([last, *done])
            last = int(used.version)
            assert verification.verify(library.workspace).ok
            library.workspace.close()


def killed(jobs: Jobs, office: Office, first: int, chance: random.Random) -> list[str]:
    """Runs until something was published and a moment more, kills the process, returns what it said."""
    process = jobs.begin(office.folder, office.clock.at.isoformat(), first)
    said = [jobs.line() for _ in range(chance.randint(3, 6))]
    kill_after(process, chance.random() * 0.05)
    said += jobs.rest()
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.parametrize(
    "key", ["call_reminder", "conditionality", "how_to_query", "how_to_query_closed", "privacy_notice"]
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_b3_wording_is_kept_in_versions_with_who_changed_it_and_why(
    library: Office, key: str, language: str
) -> None:
    workspace = library.workspace
    shipped = wording_blocks.block(workspace, key, language)
    assert (shipped.version, bool(shipped.lines)) == (BUILT_IN, True)
    stays = " ".join(shipped.lines)
    outcome = wording_blocks.rewrite(workspace, key, language, f"  New words.\n\n{stays} ", "Clearer")
    assert (outcome.value.version, outcome.value.lines) == ("2", ["New words.", stays])
    wording_blocks.rewrite(workspace, key, language, f"Newer words. {stays}", "Shorter")
    assert wording_blocks.block(workspace, key, language).version == "3"
    told = [
        (one.version, one.text, one.written_by, one.reason)
        for one in wording_blocks.history(workspace, key, language)
    ]
    assert told == [
        ("3", f"Newer words. {stays}", "Rukhsana Khan", "Shorter"),
        ("2", f"New words.\n{stays}", "Rukhsana Khan", "Clearer"),
        (BUILT_IN, shipped.text, "", ""),
    ]


def test_b3_the_same_words_again_are_no_new_version_and_a_version_can_be_undone(library: Office) -> None:
    workspace = library.workspace
    shipped = wording_blocks.block(workspace, "call_reminder")
    same = wording_blocks.rewrite(workspace, "call_reminder", "en", shipped.text, "Just so")
    assert (same.value.version, same.change_id) == (BUILT_IN, None)
    outcome = wording_blocks.rewrite(workspace, "call_reminder", "en", "DWP may ring.", "Shorter")
    assert outcome.change_id is not None
    history.undo(workspace, outcome.change_id)
    assert wording_blocks.block(workspace, "call_reminder").text == shipped.text


@pytest.mark.parametrize(
    ("key", "text", "reason", "field"),
    [
        ("call_reminder", " \n ", "x", "text"),
        ("call_reminder", "x" * 5000, "x", "text"),
        ("call_reminder", "DWP may ring.", " ", "reason"),
    ],
)
def test_b3_wording_is_never_empty_and_never_without_a_reason(
    library: Office, key: str, text: str, reason: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        wording_blocks.rewrite(library.workspace, key, "en", text, reason)
    assert refused.value.field == field


def test_d10_the_privacy_notice_says_who_may_receive_what_is_kept(library: Office) -> None:
    """The Jobcentre, DWP's checks, its evaluation and its calls, and the survey's answers."""
    text = wording_blocks.block(library.workspace, "privacy_notice").text
    for words in ("Jobcentre", "check", "evaluate", "ring you", "survey"):
        assert words in text


NOTICES: dict[str, tuple[str, str]] = {
    "Nobody gets your data.": ("en", "Jobcentre"),
    "We never share anything with DWP. Ask your Jobcentre. We publish nothing.": ("en", "receives nothing"),
    "DWP and your Jobcentre do not get your plan. Answers may be published.": ("en", "receives nothing"),
    "Nobody at DWP or the Jobcentre sees it. Answers may be published.": ("en", "nobody receives"),
    "Your Jobcentre gets a copy of your plan. Answers may be published.": ("en", "DWP may look"),
    "Your Jobcentre gets a copy. DWP may look at your records.": ("en", "survey"),
    "Nid oes neb yn cael eich data.": ("cy", "Jobcentre"),
    "Ni fydd DWP na'r Ganolfan yn gweld dim. Gall atebion gael eu cyhoeddi.": ("cy", "receives nothing"),
}


@pytest.mark.parametrize("text", NOTICES)
def test_d10_a_notice_that_leaves_out_who_may_receive_data_is_refused(library: Office, text: str) -> None:
    language, lacks = NOTICES[text]
    with pytest.raises(BadInput, match=lacks) as refused:
        wording_blocks.rewrite(library.workspace, "privacy_notice", language, text, "Shorter")
    assert (refused.value.field, refused.value.paragraph) == ("text", "JFS 3.19")
    assert wording_blocks.block(library.workspace, "privacy_notice", language).version == BUILT_IN


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody else ever gets it: your Jobcentre may have your plan, and DWP looks at a few records "
         "to check us. What you say in the survey is published without your name."),
        ("cy", "Gall eich Canolfan Byd Gwaith gael eich cynllun, a gall DWP edrych ar gofnodion. Cyhoeddir "
         "yr atebion heb eich enw."),
    ],
)  # fmt: skip
def test_d10_a_notice_in_own_words_that_says_it_is_kept(library: Office, language: str, text: str) -> None:
    wording_blocks.rewrite(library.workspace, "privacy_notice", language, text, "Our own words")
    assert wording_blocks.block(library.workspace, "privacy_notice", language).version == "2"


def behind(office: Office, key: str = "call_reminder") -> list[str]:
    return [one.language for one in wording_blocks.blocks(office.workspace) if one.key == key and one.behind]


def test_b3_d10_a_translation_is_behind_when_the_english_was_rewritten(library: Office) -> None:
    workspace, key = library.workspace, "call_reminder"
    assert behind(library) == []
    first = wording_blocks.rewrite(workspace, key, "en", "DWP may ring.", "Shorter")
    assert behind(library) == ["cy"]
    assert first.change_id is not None
    history.undo(workspace, first.change_id)
    assert behind(library) == []
    wording_blocks.rewrite(workspace, key, "en", "DWP may ring.", "Shorter")
    library.clock.at += timedelta(minutes=5)
    welsh = wording_blocks.block(workspace, key, "cy")
    again = wording_blocks.rewrite(workspace, key, "cy", welsh.text, "It says the same").value
    assert (again.version, again.text, behind(library)) == ("2", welsh.text, [])
    same = wording_blocks.rewrite(workspace, key, "cy", welsh.text, "Once more")
    assert (same.value.version, same.change_id) == ("2", None)


def test_b3_d10_whoever_rewrites_the_english_may_say_that_the_welsh_still_says_the_same(
    library: Office,
) -> None:
    workspace, key = library.workspace, "call_reminder"
    welsh = wording_blocks.block(workspace, key, "cy")
    done = wording_blocks.rewrite(workspace, key, "en", "DWP may ring.", "Shorter", translations_stand=True)
    assert behind(library) == []
    newest = wording_blocks.history(workspace, key, "cy")[0]
    assert (newest.version, newest.text) == ("2", welsh.text)
    assert newest.reason == wording_blocks.TRANSLATION_STANDS
    assert done.change_id is not None
    history.undo(workspace, done.change_id)
    assert wording_blocks.block(workspace, key, "cy").version == BUILT_IN


def test_b3_an_unknown_block_is_not_found(library: Office) -> None:
    with pytest.raises(NotFound):
        wording_blocks.block(library.workspace, "poem")


def test_the_journal_tells_of_templates_in_words(library: Office) -> None:
    one = published(library)
    withdraw(library.workspace, one.id, "Too long")
    wording_blocks.rewrite(library.workspace, "call_reminder", "en", "DWP may ring.", "Shorter")
    last = undo_stack.read(library.workspace).undo
    assert last is not None
    with library.workspace.reading() as db:
        (told,) = history.told(library.workspace, db, [last.change_id])
    assert (told.text, told.reason) == ("Rewrote standard wording", "Shorter")
    verbs = (template_publishing.ARRIVE, template_publishing.PUBLISH, template_publishing.WITHDRAW)
    assert [DONE[verb.name] for verb in verbs] == [
        "Took a template into the library",
        "Published a template",
        "Withdrew a template",
    ]


def test_mi2_dwps_workbook_is_kept_and_carried_on_to_the_byte(library: Office, tmp_path: Path) -> None:
    """MI2, MI8, J8.02, J8.03: the tabs are those of the profile; a workbook without instructions, and what
    is none, replace nothing; what was published comes out as it came, with its version and hash; one whose
    instructions were touched is told."""
    workspace, dwp = library.workspace, made_workbooks.saved(made_workbooks.book())
    kind = kinds()[made_workbooks.MPR]
    assert workbook_templates.tabs(workspace, kind) == made_workbooks.TABS
    lacking = made_workbooks.book()
    lacking.remove(lacking["Instructions"])
    one = arrived(library, made_workbooks.saved(lacking), kind.key)
    with pytest.raises(RefusedByRule, match="‘Instructions’ is missing") as refused:
        publish(workspace, one.id, approval(library))
    assert refused.value.paragraph == "JFS 8.02"
    for hostile in (b"", b"PK\x05\x06" + b"\0" * 18, made.saved(made.jfap()), dwp[: len(dwp) // 2]):
        seen = examine(workspace, kind.key, "en", "dwp.xlsx", hostile)
        assert not seen.taken and "Excel" in seen.findings[0].remedy
    with pytest.raises(BadInput):
        examine(workspace, kind.key, "cy", "dwp.xlsx", dwp)
    done = publish(workspace, arrived(library, dwp, kind.key).id, approval(library)).value
    assert (done.in_use, done.version, done.sha256) == (True, "2", hashlib.sha256(dwp).hexdigest())
    assert templates.content_in_use(workspace, kind.key) == dwp
    touched = made_workbooks.book()
    touched["Instructions"]["A1"] = "Complete every tab that you like."
    seen = examine(workspace, kind.key, "en", "dwp.xlsx", made_workbooks.saved(touched))
    assert [(one.key, one.paragraph) for one in seen.findings] == [("instructions-differ", "JFS 8.03")]
    assert not examine(workspace, kind.key, "en", "dwp.xlsx", dwp).findings
    assert templates.export(workspace, tmp_path / "mpr.xlsx", kind.key).read_bytes() == dwp
    with pytest.raises(BadInput, match="must end in"):
        templates.export(workspace, tmp_path / "mpr.docx", kind.key)

"""A standard text whose English was rewritten after its Welsh is told where a document is made with it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.agreement import plan_finalising, plan_sending
from jfs_desktop.casework.contact import document_language, induction_packs
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import pack_texts, wording_blocks
from jfs_desktop.casework.documents.pack_texts import starting_texts
from jfs_desktop.casework.ending import case_letters
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.outbox import mail_offers
from jfs_desktop.casework.plan import plans
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office

NOTICE = "Nobody else sees it: your Jobcentre may have your plan, DWP looks, and answers may be published."


@pytest.fixture
def case_id(office: Office, plan_to_send: UUID) -> UUID:
    """Somebody who is far enough for each document, in an office that can make all of them."""
    workspace = office.workspace
    me = workspace.me
    staff.change(workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    settings.put(workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
    pack_texts.publish(workspace, starting_texts(), "Ceri Vaughan")
    aim = Objective(uuid4(), "Find work", "Apply", "Two a week", target_on=workspace.today())
    plans.settle(workspace, plan_to_send, PlanContent(objectives=(aim,), next_steps="Go on."))
    plans.make_version(workspace, plan_to_send, summary="", agreed_how="by video")
    return plan_to_send


def told(office: Office, case_id: UUID) -> dict[str, str]:
    """What each place where a document is made says."""
    workspace = office.workspace
    return {
        "letter": case_letters.fill(workspace, case_id, Letter.FIRST_CONTACT).older,
        "pack": induction_packs.offer(workspace, case_id).older,
        "pack pages": induction_packs.assemble(workspace, case_id).older,
        "pack message": mail_offers.offer(workspace, case_id, "pack").older,
        "plan": plans.open_plan(workspace, case_id).older,
        "plan message": mail_offers.offer(workspace, case_id, "jfap").older,
        "plan by hand": plan_sending.offer(workspace, case_id).language,
        "final plan": plan_finalising.standing(workspace, case_id).language,
    }


def test_b3_who_makes_a_welsh_document_is_told_of_wording_that_is_older_than_its_english(
    office: Office, case_id: UUID
) -> None:
    """Not before the English is rewritten, not where the paper lacks the text, never of an English paper, and
    no longer once the Welsh is kept or rewritten too."""
    workspace = office.workspace
    document_language.choose(workspace, case_id, DocumentLanguage.WELSH)
    assert not any("older" in words for words in told(office, case_id).values())
    for key, text in (
        ("conditionality", "What you agreed stays."),
        ("privacy_notice", NOTICE),
        ("how_to_query", "Ask us."),
        ("how_to_query_closed", "Ask us still."),
    ):
        wording_blocks.rewrite(workspace, key, "en", text, "Shorter")
    found = told(office, case_id)
    letter = found.pop("letter")
    assert letter.startswith("The Welsh of ‘Benefit conditions stay as they are’ is older than the English")
    assert all("older than the English" in words for words in found.values()), found
    assert "‘Who may see what we keep about you’ and ‘Benefit" in found["pack pages"]
    assert "plan that is final" in found["final plan"] and "plan that is final" not in found["plan"]
    document_language.choose(workspace, case_id, DocumentLanguage.ENGLISH)
    assert not any("older" in words for words in told(office, case_id).values())
    document_language.choose(workspace, case_id, DocumentLanguage.WELSH)
    wording_blocks.rewrite(workspace, "conditionality", "cy", "Mae'n aros yr un fath.", "As the English")
    again = told(office, case_id)
    assert again["letter"] == "" and "Benefit" not in again["pack pages"]

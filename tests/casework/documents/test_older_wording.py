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
from jfs_desktop.casework.outbox import mail_offers, survey_asking
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.requests import jobcentre_answers
from jfs_desktop.documents.papers.letters import Letter
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office
from tests.casework.requests.test_jobcentre_answers import asked_in_the_middle, final

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


def rewritten(office: Office, *keys: str) -> None:
    for key in keys:
        kept = wording_blocks.block(office.workspace, key)
        wording_blocks.rewrite(office.workspace, key, "en", f"{kept.text} Ask us.", "Clearer")


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


def test_b3_the_notice_of_an_end_and_each_asking_for_the_survey_tell_of_their_own_texts(
    office: Office,
) -> None:
    """X14, Q6: of the text that stands in the message, by reply form or by link, and of no other."""
    workspace, case_id = office.workspace, office.started(email="priya.nair@example.org")
    staff.change(workspace, workspace.me.id, name=workspace.me.name, role=Role.ANALYST, prap_role=True)
    document_language.choose(workspace, case_id, DocumentLanguage.WELSH)

    def older(what: str) -> str:
        return mail_offers.offer(workspace, case_id, what).older

    assert older("exit") == ""
    rewritten(office, "call_reminder")
    assert older("exit").startswith("The Welsh of ‘Reminder of a call from DWP’ is older than the English")
    rewritten(office, "exit_cover")
    assert "‘Reminder of a call from DWP’ are older" in older("exit")
    office.finalised(case_id)
    for key, before in (("survey_form", survey_asking.FORM), ("survey_link_ask", survey_asking.LINK)):
        assert key == before and older("survey") == ""
        rewritten(office, key)
        assert f"‘{shipped_wording.name_of(key)}’ is older than the English" in older("survey")
        settings.put(workspace, settings.SURVEY_LINK, "https://survey.example/a")
    rewritten(office, survey_asking.ASK, survey_asking.CHASE)
    assert shipped_wording.name_of(survey_asking.ASK) in older("survey")
    office.record(case_id, FactKind.SURVEY_ASKED, channel="telephone")
    chased = older("survey")
    assert shipped_wording.name_of(survey_asking.CHASE) in chased
    assert shipped_wording.name_of(survey_asking.ASK) not in chased.replace(
        shipped_wording.name_of(survey_asking.CHASE), ""
    )


def test_b3_a_locked_plan_and_the_answer_to_the_jobcentre_tell_of_the_text_that_they_carry(
    office: Office,
) -> None:
    """P8, X5: how a plan that is final is questioned, once it is; until then how one that is written is."""
    workspace = office.workspace
    staff.change(workspace, workspace.me.id, name=workspace.me.name, role=Role.ANALYST, prap_role=True)
    case_id, request_id = asked_in_the_middle(office)
    document_language.choose(workspace, case_id, DocumentLanguage.WELSH)
    assert jobcentre_answers.standing(workspace, request_id).older == ""
    rewritten(office, "how_to_query")
    before = jobcentre_answers.standing(workspace, request_id).older
    assert "is older than the English" in before and "plan that is final" not in before
    final(office, case_id)
    assert plans.open_plan(workspace, case_id).older == ""
    rewritten(office, "how_to_query_closed")
    locked = plans.open_plan(workspace, case_id).older
    assert (
        "plan that is final" in locked and jobcentre_answers.standing(workspace, request_id).older == locked
    )

"""No Contact, Did Not Attend and Did Not Start stand only on evidence that the case holds (C7, JFS 3.16)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.contact import contacts
from jfs_desktop.casework.contact.contacts import Call
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.outcome_evidence import HELD
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office
from tests.documents import made_pictures

NO_CONTACT_FROM = date(2021, 6, 1)


@pytest.fixture
def case_id(office: Office) -> UUID:
    """Accepted on the day of the referral, 18 May 2021."""
    office.on(date(2021, 5, 18))
    made = office.referred()
    office.record(made, K.ACKNOWLEDGED)
    return made


def keyed(office: Office, case_id: UUID, kind: K, **detail: str) -> FactView:
    return office.record(case_id, kind, detail=detail)


def refused(office: Office, case_id: UUID, kind: K, **detail: str) -> None:
    with pytest.raises(BadInput, match="is not on this case yet") as word:
        keyed(office, case_id, kind, **detail)
    assert (word.value.field, word.value.paragraph) == ("evidence", "JFS 3.16")


def test_c7_no_contact_names_the_attempts_and_files_that_show_it(office: Office, case_id: UUID) -> None:
    """Texts are proved by a file that is kept, not by a tick; what was found stands with the outcome."""
    tries = [contacts.log_attempt(office.workspace, case_id, Call("text"), "sent").value for _ in range(3)]
    office.on(NO_CONTACT_FROM)
    refused(office, case_id, K.NO_CONTACT_KEYED, evidence="log,texts")
    picture = made_pictures.jpeg(60, 40)
    kept = attachments.keep(office.workspace, case_id, "contact_evidence", picture, "text.jpg").value
    held = keyed(office, case_id, K.NO_CONTACT_KEYED, evidence="log,texts").detail[HELD]
    assert held.split() == [str(one) for one in (*tries, kept.id)]
    assert len(kept.sha256) == 64 and kept.retention_class == "contact_attempts"


def test_c7_a_file_that_was_taken_back_proves_nothing(office: Office, case_id: UUID) -> None:
    picture = made_pictures.jpeg(60, 40)
    kept = attachments.keep(office.workspace, case_id, "contact_evidence", picture, "letter.jpg").value
    attachments.take_back(office.workspace, kept.id, "Another person's letter")
    office.record(case_id, K.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Is ill"})
    refused(office, case_id, K.DNA_KEYED, reason="ill", evidence="letters")


def test_c7_did_not_attend_stands_on_the_missed_meeting_or_on_their_words(
    office: Office, case_id: UUID
) -> None:
    """T8, W4: nobody did not attend what was never booked, or what is still to come."""
    for reason in ("absent", "unwilling"):
        with pytest.raises(RefusedByRule, match="Record first that the initial meeting was missed"):
            keyed(office, case_id, K.DNA_KEYED, reason=reason, evidence="told")
    said = office.record(case_id, K.WITHDREW, detail={"words": "I do not want this."})
    dna = keyed(office, case_id, K.DNA_KEYED, reason="unwilling", evidence="told")
    assert dna.detail[HELD] == str(said.id)


def test_c7_did_not_start_stands_on_the_meeting_and_an_error_on_the_referral(
    office: Office, case_id: UUID
) -> None:
    """W5, W7."""
    error = {"reason": "error", "error": "Another person", "found_on": "2021-05-18"}
    refused(office, case_id, K.DNS_KEYED, **error, evidence="record")
    keyed(office, case_id, K.DNS_KEYED, **error, evidence="referral")
    met = office.met(first_name="Tom", last_name="Reid")
    keyed(office, met, K.DNS_KEYED, reason="ill", evidence="record")
    kinds = {one.id: one.kind for one in facts.of_case(office.workspace, met)}
    (dns,) = [one for one in facts.of_case(office.workspace, met) if one.kind == K.DNS_KEYED]
    assert {kinds[UUID(one)] for one in dns.detail[HELD].split()} == {K.INITIAL_MEETING_HELD}

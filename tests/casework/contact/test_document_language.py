"""The language of a person's documents: asked once, kept on the case, in force from then on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import (
    WELSH_MONTHS,
    WELSH_WEEKDAYS,
    DocumentLanguage,
    full_day,
    long_day,
)
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office


@pytest.fixture
def case_id(office: Office) -> UUID:
    return office.referred()


def test_nobody_has_asked_at_first_and_english_is_written(office: Office, case_id: UUID) -> None:
    assert document_language.asked(office.workspace, case_id) is None
    assert document_language.of_case(office.workspace, case_id) is DocumentLanguage.ENGLISH
    assert cases.case_view(office.workspace, case_id).document_language is None


def test_the_latest_choice_is_in_force_and_stands_in_the_history(office: Office, case_id: UUID) -> None:
    document_language.choose(office.workspace, case_id, DocumentLanguage.ENGLISH)
    done = document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    assert document_language.of_case(office.workspace, case_id) is DocumentLanguage.WELSH
    assert cases.case_view(office.workspace, case_id).document_language is DocumentLanguage.WELSH
    told = [entry.text for entry in history.of_case(office.workspace, case_id)]
    assert told.count("Language of documents chosen") == 2
    facts.withdraw(office.workspace, done.value.id, "Asked the wrong person.")
    assert document_language.of_case(office.workspace, case_id) is DocumentLanguage.ENGLISH


def test_another_language_is_refused(office: Office, case_id: UUID) -> None:
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.DOCUMENT_LANGUAGE_CHOSEN, detail={"language": "gd"})
    assert refused.value.field == "language"


def test_welsh_days_are_named_in_welsh() -> None:
    welsh = DocumentLanguage.WELSH
    assert long_day(date(2021, 5, 18), welsh) == "18 Mai 2021"
    assert full_day(date(2021, 5, 18), welsh) == "dydd Mawrth 18 Mai 2021"
    assert full_day(date(2021, 5, 18)) == "Tuesday 18 May 2021"
    assert len(set(WELSH_MONTHS)) == 12
    assert len(set(WELSH_WEEKDAYS)) == 7


def test_the_choice_is_undone_and_survives_a_restart(office: Office, case_id: UUID) -> None:
    """Undo brings the language before it back; what was chosen is there when the vault is opened again."""
    document_language.choose(office.workspace, case_id, DocumentLanguage.WELSH)
    done = document_language.choose(office.workspace, case_id, DocumentLanguage.ENGLISH)
    assert done.label and done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert document_language.asked(office.workspace, case_id) is DocumentLanguage.WELSH
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    assert document_language.asked(office.workspace, case_id) is DocumentLanguage.WELSH
    assert cases.case_view(office.workspace, case_id).document_language is DocumentLanguage.WELSH

"""Why a session was by telephone, and what was promised in it (S12; DESIGN, 'The timer')."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind, WrapUp
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.views import PromisedView, SessionView

DONE = WrapUp(notes="Talked", plan_changed=True, plan_summary="Two applications a week")
WHY = "Her camera is broken"


def by_telephone(office, reason: str = "") -> SessionView:
    session = sessions.start(
        office.workspace,
        office.started(),
        channel="telephone",
        channel_reason=reason,
        identity="confirmed",
        at=office.clock.now(),
    ).value
    office.clock.pass_by(15)
    return session


def journal(office) -> str:
    with office.workspace.reading() as db:
        return b" ".join(one.content or b"" for one in db.scalars(select(JournalEntry))).decode()


def test_s12_a_reason_given_at_the_start_is_kept_and_journaled(office) -> None:
    session = by_telephone(office, f" {WHY} ")
    assert session.channel_reason == WHY
    assert WHY in journal(office)
    view = sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=DONE).value
    assert view.channel_reason == WHY


def test_s12_no_telephone_session_is_complete_without_its_reason(office) -> None:
    session = by_telephone(office)
    with pytest.raises(BadInput) as refused:
        sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=DONE)
    assert (refused.value.field, refused.value.paragraph) == ("channel_reason", "JFS 1.19")
    assert sessions.one(office.workspace, session.id).state == "running"
    given = WrapUp(plan_changed=True, plan_summary="A new aim", channel_reason=WHY)
    view = sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=given).value
    assert view.channel_reason == WHY
    assert WHY in journal(office)


def test_s12_a_video_session_asks_for_none(office) -> None:
    session = sessions.start(
        office.workspace, office.started(), channel="video", identity="confirmed", at=office.clock.now()
    ).value
    assert sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=DONE).value.plan_changed


def test_s12_by_hand_too(office) -> None:
    case_id = office.started()
    begun = office.clock.now() - timedelta(hours=1)
    bare = ManualSession(
        SessionKind.ONE_TO_ONE,
        "telephone",
        begun,
        30,
        "No power",
        plan_changed=True,
        plan_summary="Aim",
        identity="confirmed",
    )
    with pytest.raises(BadInput) as refused:
        sessions.add_manual(office.workspace, case_id, bare)
    assert refused.value.field == "channel_reason"


def test_what_was_promised_is_owed_until_it_is_sent(office) -> None:
    session = sessions.start(
        office.workspace, office.started(), channel="video", identity="confirmed", at=office.clock.now()
    ).value
    given = WrapUp(plan_changed=True, plan_summary="Aim", to_send=("Draft JFAP", "Vacancy list"))
    sessions.save_wrap_up_draft(office.workspace, session.id, given)
    assert sessions.read_wrap_up_draft(office.workspace, session.id) == given
    view = sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=given).value
    assert view.to_send == (PromisedView("Draft JFAP", None), PromisedView("Vacancy list", None))
    office.on(date(2021, 6, 7))
    sent = sessions.mark_sent(office.workspace, session.id, "Vacancy list").value
    assert {one.name: one.sent_on for one in sent.to_send} == {
        "Draft JFAP": None,
        "Vacancy list": date(2021, 6, 7),
    }
    newest = history.of_case(office.workspace, session.case_id)[0]
    assert newest.text == "Noted that something promised was sent"
    back = sessions.mark_sent(office.workspace, session.id, "Vacancy list", sent=False).value
    assert back.to_send[1].sent_on is None


def test_what_was_never_promised_cannot_be_sent(office) -> None:
    session = sessions.start(
        office.workspace, office.started(), channel="video", identity="confirmed", at=office.clock.now()
    ).value
    sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=DONE)
    with pytest.raises(NotFound):
        sessions.mark_sent(office.workspace, session.id, "Vacancy list")

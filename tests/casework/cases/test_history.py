"""The history told from the journal, and undo (MI20, DESIGN 3.4)."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import date

import pytest

import jfs_desktop.casework
from jfs_desktop.casework.cases import caseload, history, history_sentences, history_wording, undo_stack
from jfs_desktop.casework.desk import redating, settings
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import NotFound, UndoRefused
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus, Objective, ObjectiveStatus, PlanContent
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.content import Content
from jfs_desktop.store.unit_of_work import Verb


def _verbs() -> set[str]:
    """The name of every Verb constant in any module of casework."""
    found = set()
    for module in pkgutil.walk_packages(jfs_desktop.casework.__path__, "jfs_desktop.casework."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Verb):
                found.add(value.name)
    return found


def test_every_verb_has_its_sentence():
    """No change of a case is told as 'Changed the case' for want of words."""
    silent = {
        "history.undo",
        redating.REDATE.name,
        "sessions.save_wrap_up_draft",
        "plans.save_draft",
        "cvs.save_draft",
        "drafts.save",
        "drafts.discard",
    }
    assert _verbs() - silent - set(history_sentences.DONE) == set()


def test_every_fact_kind_is_told_by_its_name(office):
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACT_ATTEMPTED, channel="telephone", note="Rang out")
    newest = history.of_case(office.workspace, case_id)[0]
    assert newest.text == "Contact attempt"
    assert newest.details == ("4 June 2021, Telephone, Rang out",)
    assert newest.by == "Rukhsana Khan"
    assert newest.undo_label == facts.RECORD.label


def test_what_was_answered_is_told_in_words(office):
    """MI20, M1: an auditor reads why a meeting was missed and what was agreed, in the words of the questions;
    keys of the product's own stay out, and what the first line tells is not told twice."""
    case_id = office.met()
    said = {"identity": "confirmed", "explanation": "The bus\nbroke down", "kept": "x-1"}
    office.record(case_id, FactKind.MEETING_MISSED)
    office.record(case_id, FactKind.MISSED_MEETING_EXPLAINED, detail=said)
    explained = history.of_case(office.workspace, case_id)[0]
    assert explained.details == ("26 May 2021",)
    assert explained.answers == (
        "Sure who it is: Yes, by at least two details",
        "What they said: The bus broke down",
    )
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-01"})
    assert history.of_case(office.workspace, case_id)[0].answers == ("Day named: 1 June 2021",)
    office.record(case_id, FactKind.JFAP_AGREED)
    office.record(case_id, FactKind.JFAP_QUERIED, detail={"query": "Mondays do not suit"})
    queried = history.of_case(office.workspace, case_id)[0]
    assert "Mondays do not suit" in queried.details[0] and "Mondays" not in str(queried.answers)


def test_a_code_from_a_fixed_list_is_told_by_its_name(office):
    """MI20, X8: what was taken from a fixed list, and the clock or entry that an answer is about."""
    case_id = office.referred()
    office.record(case_id, FactKind.REJECTED, detail={"reason": "duplicate", "matched": "PR-1"})
    assert history.of_case(office.workspace, case_id)[0].answers[:2] == (
        "Reason: Duplicate referral",
        "Reference of the referral that it doubles: PR-1",
    )
    profile = office.workspace.programme
    for said, told in (
        ({"clock": "acknowledge_referral", "late_because": "PRaP was down"}, "acknowledge_referral"),
        ({"clock": "safeguarding_contact", "late_because": "Nobody rang"}, ""),
    ):
        one = Content(after={"kind": "lateness_explained", "detail": said})
        lines = history_wording.answers("case_fact", "insert", one, profile)
        expected = (f"What is late: {profile.clock(told).name}", "Why: PRaP was down") if told else ()
        assert lines == expected


def test_a_restricted_entry_tells_no_answer_in_the_history(office):
    """G2, D6: of an entry that is never shared or restricted, the history holds what it held: no answers."""
    case_id = office.referred()
    for kind in (
        FactKind.SAFEGUARDING_NOTICED,
        FactKind.DISTRICT_LEAD_REACHED,
        FactKind.COMPLAINT_RAISED,
        FactKind.COMPLAINT_STEP_TAKEN,
    ):
        office.record(case_id, kind)
        newest = history.of_case(office.workspace, case_id)[0]
        assert newest.text == office.workspace.programme.fact_kinds[kind].name
        assert newest.answers == () and len(newest.details) == 1


def test_newest_first_and_paged(office):
    case_id = office.referred()
    for minute in range(5):
        office.on(date(2021, 6, 4), f"10:0{minute}")
        office.record(case_id, FactKind.SAFEGUARDING_NOTICED, note=f"number {minute}")
    entries = history.of_case(office.workspace, case_id)
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert len(entries) == 6
    first = history.of_case(office.workspace, case_id, limit=2)
    rest = history.of_case(office.workspace, case_id, before=first[-1], limit=10)
    assert [entry.change_id for entry in (*first, *rest)] == [entry.change_id for entry in entries]


def test_changes_of_one_instant_are_all_paged(office):
    """An import and a test's clock write many changes at one instant."""
    case_id = office.referred()
    for number in range(5):
        office.record(case_id, FactKind.SAFEGUARDING_NOTICED, note=f"number {number}")
    paged, before = [], None
    while page := history.of_case(office.workspace, case_id, before=before, limit=2):
        paged += page
        before = page[-1]
    assert len({entry.change_id for entry in paged}) == len(paged) == 6
    assert paged == list(history.of_case(office.workspace, case_id))


def test_undo_goes_further_back_and_redo_forth_again(office):
    """DESIGN 3.4: one after another, until a new change stands in the way of what was undone."""
    steps = [staff.add(office.workspace, name=name, role=Role.ADVISER, prap_role=False) for name in "ABC"]

    def names():
        return {view.name for view in staff.all_staff(office.workspace)} & set("ABC")

    def go(entry):
        assert entry is not None
        history.undo(office.workspace, entry.change_id)
        return "".join(sorted(names()))

    def stack():
        return undo_stack.read(office.workspace)

    assert len(steps) == 3 and stack().redo is None
    assert [go(stack().undo), go(stack().undo)] == ["AB", "A"]
    assert go(stack().redo) == "AB"
    assert go(stack().undo) == "A", "what was brought back is undone again"
    assert [go(stack().redo), go(stack().redo)] == ["AB", "ABC"]
    assert stack().redo is None
    assert [go(stack().undo), go(stack().undo), go(stack().undo)] == ["AB", "A", ""]
    assert go(stack().redo) == "A"
    staff.add(office.workspace, name="D", role=Role.ADVISER, prap_role=False)
    assert stack().redo is None, "nothing is brought back over a new change"
    assert [go(stack().undo), go(stack().undo)] == ["A", ""]


def test_the_undo_of_one_case_passes_over_every_other(office):
    """DESIGN 3.4: what was done for others, and for several at once, is not undone from one case's page."""
    first, second = office.referred(), office.referred(ni_number="AB123456D")
    for case_id in (first, second):
        office.record(case_id, FactKind.ACKNOWLEDGED)
        office.record(case_id, FactKind.CONTACTED)
    staff.add(office.workspace, name="A", role=Role.ADVISER, prap_role=False)
    assert undo_stack.read(office.workspace).undo.name == ""
    found = undo_stack.reverse(office.workspace, first)
    assert found.name == "" and not any(
        fact.kind == FactKind.CONTACTED for fact in facts.of_case(office.workspace, first)
    )
    assert undo_stack.reverse(office.workspace, second, forth=True) is None
    assert undo_stack.read(office.workspace).redo.name == "Priya Nair"
    assert undo_stack.reverse(office.workspace, forth=True).name == "Priya Nair"


def test_undo_takes_the_fact_and_the_clock_back(office):
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    last = undo_stack.read(office.workspace).undo
    assert last is not None
    assert caseload.Caseload(office.workspace).rows([case_id])[0].next_clock == "hold_initial_meeting"
    outcome = history.undo(office.workspace, last.change_id)
    assert all(kind in outcome.changed for kind in Changed), "every screen looks whether it is concerned"
    assert caseload.Caseload(office.workspace).rows([case_id])[0].next_clock == "contact_participant"
    told = history.of_case(office.workspace, case_id)[0]
    assert told.text == "Undid: record what happened"
    assert told.undo_label, "an undoing may be undone"
    assert history.of_case(office.workspace, case_id)[1].undo_label == "", "it is undone already"
    history.undo(office.workspace, told.change_id)
    brought_back, undoing, contacted, *_ = history.of_case(office.workspace, case_id)
    assert brought_back.text == "Brought back: record what happened"
    assert (bool(undoing.undo_label), bool(contacted.undo_label)) == (False, True)
    assert caseload.Caseload(office.workspace).rows([case_id])[0].next_clock == "hold_initial_meeting"


def test_sessions_versions_and_long_texts_are_told_in_words(office):
    """'Session by video call', 'Froze version 1', and a long note in full."""
    case_id = office.started()
    session = sessions.start(
        office.workspace,
        case_id,
        kind=sessions.SessionKind.ONE_TO_ONE,
        channel="video",
        identity="confirmed",
        at=office.clock.at,
    ).value
    told = history.of_case(office.workspace, case_id)[0]
    assert "Session by video call" in told.details
    office.clock.pass_by(60)
    sessions.stop(
        office.workspace,
        session.id,
        at=office.clock.at,
        wrap_up=sessions.WrapUp(plan_changed=True, plan_summary="A new aim"),
    )
    office.clock.pass_by(60)
    aim = Objective(office.workspace.new_key(), "Two applications a week", "Apply", "Confirmations kept")
    plans.settle(office.workspace, case_id, PlanContent(objectives=(aim,), next_steps="Ring **Anna**"))
    assert "JFAP, next steps: “Ring Anna”" in history.of_case(office.workspace, case_id)[0].details
    office.clock.pass_by(60)
    doing = replace(aim, status=ObjectiveStatus.DOING)
    plans.settle(office.workspace, case_id, PlanContent(objectives=(doing,), next_steps="Ring **Anna**"))
    told = history.of_case(office.workspace, case_id)[0]
    assert told.details == ("Objective “Two applications a week”, status: “to do” → “doing”",)
    office.clock.pass_by(60)
    heading = office.workspace.programme.plan_headings[0]
    for status in (HeadingStatus.DONE, HeadingStatus.NOT_NEEDED):
        headings = (HeadingEntry(heading.key, status, "Said so"),)
        plans.settle(office.workspace, case_id, PlanContent((doing,), headings, next_steps="Ring **Anna**"))
    told = history.of_case(office.workspace, case_id)[0]
    assert told.details[0].startswith(f"Heading “{heading.title}”, status: ")
    office.clock.pass_by(60)
    plans.make_version(office.workspace, case_id, summary="After the first session")
    told = history.of_case(office.workspace, case_id)[0]
    assert (told.text, told.details[0]) == ("Froze version 1", "After the first session")
    note = "word " * 60
    office.record(case_id, FactKind.SAFEGUARDING_NOTICED, note=note)
    assert note.strip() in history.of_case(office.workspace, case_id)[0].details[0]


def test_undoing_a_referral_takes_the_whole_case_back(office):
    case_id = office.referred()
    history.undo(office.workspace, history.of_case(office.workspace, case_id)[0].change_id)
    assert len(caseload.Caseload(office.workspace)) == 0
    assert office.workspace.vault.verify().ok


def test_what_was_keyed_or_sent_is_not_undone(office):
    """DESIGN 3.4: keyed into PRaP, or gone out, is corrected with a reason."""
    case_id = office.met()
    sent = office.record(case_id, FactKind.PACK_SENT)
    stack = undo_stack.read(office.workspace)
    assert stack.undo is None and stack.stopped_by is not None
    assert "pack" in undo_stack.words(office.workspace, stack.stopped_by.change_id)
    for entry in history.of_case(office.workspace, case_id):
        if entry.details and entry.details[0].startswith(("Referral accepted", "Induction pack sent")):
            assert entry.undo_label == ""
            with pytest.raises(UndoRefused):
                history.undo(office.workspace, entry.change_id)
    assert facts.withdraw(office.workspace, sent.id, "Went to another person").value.withdrawn_reason


def test_undo_goes_through_the_guards_of_the_journey(office):
    """DESIGN 3.4: the initial meeting stays while the start that was keyed on PRaP rests on it."""
    case_id = office.started()
    meeting = next(
        entry for entry in history.of_case(office.workspace, case_id) if entry.text == "Initial meeting held"
    )
    assert meeting.undo_label
    before = office.entries()
    with pytest.raises(UndoRefused) as refused:
        history.undo(office.workspace, meeting.change_id)
    assert "could not stand without it" in refused.value.text
    assert office.entries() == before
    assert any(fact.kind == "initial_meeting_held" for fact in facts.of_case(office.workspace, case_id))


def test_bringing_back_a_fact_that_was_recorded_again_is_refused(office):
    """A fact that stands once on a case does not come twice by way of redo."""
    case_id = office.met()
    first = undo_stack.read(office.workspace).undo
    history.undo(office.workspace, first.change_id)
    undoing = undo_stack.read(office.workspace).redo
    office.record(case_id, FactKind.INITIAL_MEETING_HELD)
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, undoing.change_id)


def test_undoing_a_change_of_ones_own_name_is_seen_at_once(office):
    me = office.workspace.me
    changed = staff.change(office.workspace, me.id, name="R. Khan", role=me.role, prap_role=me.prap_role)
    assert office.workspace.me.name == "R. Khan"
    history.undo(office.workspace, changed.change_id)
    assert office.workspace.me == me


def test_undo_is_refused_once_somebody_built_on_it(office):
    colleague = staff.add(office.workspace, name="Gareth Pugh", role=Role.ADVISER, prap_role=False)
    staff.change(office.workspace, colleague.value.id, name="Gareth Pughe", role=Role.ADVISER, prap_role=True)
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, colleague.change_id)
    assert [view.name for view in staff.all_staff(office.workspace)] == ["Gareth Pughe", "Rukhsana Khan"]


def test_undo_of_a_setting(office):
    put = settings.put(office.workspace, settings.IDLE_MINUTES, 12)
    history.undo(office.workspace, put.change_id)
    assert settings.get(office.workspace, settings.IDLE_MINUTES) == settings.IDLE_MINUTES.default


def test_a_change_that_is_not_there(office):
    with pytest.raises(NotFound):
        history.undo(office.workspace, office.workspace.new_key())

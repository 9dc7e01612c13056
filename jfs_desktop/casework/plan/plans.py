"""The Job Finding Action Plan: open, keep a draft, settle, freeze a version, compare (P1 to P7)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, drafts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import older_wording
from jfs_desktop.casework.documents.older_wording import HOW_TO_QUERY, HOW_TO_QUERY_CLOSED
from jfs_desktop.casework.plan import plan_records
from jfs_desktop.casework.plan.plan_content import decode, encode
from jfs_desktop.casework.plan.plan_readiness import refuse_locked, refuse_out_of_place, refuse_unready
from jfs_desktop.clock import london_day
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import Plan, PlanActivity, PlanVersion
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.mail.jfap_request import requests_of
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.plan import plan_difference
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_difference import PlanDifference
from jfs_desktop.rules.plan.plan_state import lock_of, queries_of
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.typed import cleaned
from jfs_desktop.store.unit_of_work import Change, Verb

SAVE_DRAFT = Verb("plans.save_draft", "")
SETTLE = Verb("plans.settle", "edit the JFAP")
MAKE_VERSION = Verb("plans.make_version", "")

LAST_DAY = "effective_last_day"
FIRST_SUMMARY = "First version"
FROZEN = "As it stood when provision ended early"
NOTHING_NEW = "Reviewed, no change"


def open_plan(workspace: Workspace, case_id: UUID) -> PlanView:
    """The plan as it stands, its versions, and an unsettled draft if there is one. Raises NotFound."""
    with workspace.reading() as db:
        return view_in(db, workspace, case_id)


def save_draft(workspace: Workspace, case_id: UUID, content: PlanContent) -> datetime:
    """Keep half-typed text in the vault, outside the journal; returns when. Raises NotFound, and
    RefusedByRule where the plan is locked."""
    with workspace.changing(SAVE_DRAFT) as change:
        refuse_locked(change.db, case_id)
        return drafts.put(change, _owner(case_id), encode(content))


def settle(workspace: Workspace, case_id: UUID, content: PlanContent) -> Outcome[PlanView]:
    """Make the content the plan's own and drop the draft: one change, only of the rows that differ.

    Lines of the record of activities that sessions wrote stay, whether the content holds them or
    not (P4). Nothing is journaled where nothing differs. Raises NotFound, and RefusedByRule where the
    plan is locked (JFS 4.09).
    """
    with workspace.changing(SETTLE, case_id=case_id) as change:
        refuse_locked(change.db, case_id)
        settle_in(change, workspace, case_id, content)
        view = view_in(change.db, workspace, case_id)
    return _told(view, case_id, change, SETTLE)


def settle_draft(workspace: Workspace, case_id: UUID) -> Outcome[PlanView]:
    """Settle the draft where one is left; what is frozen or leaves is what the journal holds."""
    with workspace.changing(SETTLE, case_id=case_id) as change:
        case_of(change.db, case_id)
        settle_left(change, workspace, case_id)
        view = view_in(change.db, workspace, case_id)
    return _told(view, case_id, change, SETTLE)


def make_version(
    workspace: Workspace, case_id: UUID, *, summary: str, session_id: UUID | None = None, agreed_how: str = ""
) -> Outcome[PlanVersionView]:
    """Freeze the plan as a numbered version and record that the JFAP was updated, unless a fact says
    so already and nothing in the plan has changed since.

    ``agreed_how`` says how the participant agreed ('by video'), empty while they have not. An empty
    ``summary`` is filled from what changed. Any draft is settled with it, in the same change. Raises
    RefusedByRule where the plan is locked (JFS 4.09), where the case has ended (JFS 5.01), without an
    objective, or with one that cannot be measured (JFS 4.05), and NotFound.
    """
    with workspace.changing(MAKE_VERSION, case_id=case_id) as change:
        case_of(change.db, case_id)
        refuse_locked(change.db, case_id)
        refuse_out_of_place(change.db, workspace, case_id)
        settle_left(change, workspace, case_id)
        version = freeze_in(change, workspace, case_id, summary, session_id, agreed_how=agreed_how)
        if not plan_records.update_told(change.db, case_id):
            _record_update(change, workspace, case_id, version)
        view = version_view(change.db, version)
    changed = Changed.PLAN | Changed.CLOCKS | Changed.CASES | Changed.HISTORY
    return Outcome(view, changed, frozenset({case_id}), change.change_id)


def freeze_in(
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    summary: str,
    session_id: UUID | None = None,
    *,
    agreed_how: str = "",
) -> PlanVersion:
    """Freeze the plan within an open change and record nothing else; raises as :func:`make_version`."""
    case_of(change.db, case_id)
    content = plan_records.load(
        change.db,
        plan_records.find_plan(change.db, case_id),
        headings_of(workspace.programmes.of_case(change.db, case_id)),
    )
    refuse_unready(content)
    plan = plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
    version = _freeze(change, workspace, plan, content, summary.strip())
    version.session_id = session_id
    if agreed_how.strip():
        version.agreed_at, version.agreed_how = change.at, agreed_how.strip()
    change.db.flush()
    return version


def freeze_as_it_stands(change: Change, workspace: Workspace, case_id: UUID) -> UUID | None:
    """Within an open change: keep the plan of an early completer as a version, complete or not, with
    any draft, and an empty one too (P14, JFS 5.12, AMB-23). Returns the version's id; None where nothing
    was ever written in it, so that there is no paper to keep."""
    settle_left(change, workspace, case_id)
    empty = plan_records.find_plan(change.db, case_id) is None
    plan = plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
    headings = headings_of(workspace.programmes.of_case(change.db, case_id))
    version = _freeze(change, workspace, plan, plan_records.load(change.db, plan, headings), FROZEN)
    change.db.flush()
    return None if empty else version.id


def compare(older: PlanContent, newer: PlanContent) -> PlanDifference:
    """Two contents word by word; see :mod:`jfs_desktop.rules.plan.plan_difference`."""
    return plan_difference.compare(older, newer)


def write_activity(
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    *,
    session_id: UUID | None,
    at: datetime,
    kind: str,
    text: str,
    adviser: str,
) -> UUID:
    """Add a line to the record of activities within an open change (P4); returns its id."""
    plan = plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
    row = PlanActivity(
        id=workspace.new_key(),
        plan_id=plan.id,
        session_id=session_id,
        happened_at=at,
        kind=kind,
        text=text,
        adviser=adviser,
    )
    change.db.add(row)
    change.db.flush()
    return row.id


def headings_of(programme: Programme) -> tuple[str, ...]:
    """The keys of the profile's headings, in its order (P6)."""
    return tuple(heading.key for heading in programme.plan_headings)


def version_of(db: Session, case_id: UUID, number: int) -> PlanVersionView:
    """One frozen version. Raises NotFound."""
    row = db.scalars(
        select(PlanVersion)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id, PlanVersion.number == number)
    ).first()
    if row is None:
        raise NotFound(f"The plan has no version {number}.", remedy="Choose one from the list of versions.")
    return version_view(db, row)


def settle_left(change: Change, workspace: Workspace, case_id: UUID) -> None:
    """The same as :func:`settle_draft` within an open change."""
    draft = change.db.get(Draft, _owner(case_id))
    if draft is not None:
        settle_in(change, workspace, case_id, decode(draft.body))


def settle_in(change: Change, workspace: Workspace, case_id: UUID, content: PlanContent) -> None:
    """The same as :func:`settle` within an open change."""
    headings = headings_of(workspace.programmes.of_case(change.db, case_id))
    plan = plan_records.find_plan(change.db, case_id)
    settled = plan_records.load(change.db, plan, headings)
    typed = decode(cleaned(encode(content)))
    wanted = plan_records.tidy(plan_records.with_session_lines(typed, settled), headings)
    if wanted != settled:
        plan = plan or plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
        plan_records.write(change.db, plan, wanted, workspace.new_key)
    drafts.drop(change, _owner(case_id))
    change.db.flush()


def _freeze(
    change: Change, workspace: Workspace, plan: Plan, content: PlanContent, summary: str
) -> PlanVersion:
    last = change.db.scalars(
        select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc()).limit(1)
    ).first()
    if not summary:
        changes = compare(decode(last.content), content).summary() if last else FIRST_SUMMARY
        summary = changes or NOTHING_NEW
    version = PlanVersion(
        id=workspace.new_key(),
        plan_id=plan.id,
        number=last.number + 1 if last else 1,
        made_at=change.at,
        made_by=workspace.me.id,
        session_id=None,
        summary=summary,
        agreed_at=None,
        agreed_how="",
        content=encode(content),
    )
    change.db.add(version)
    return version


def _record_update(change: Change, workspace: Workspace, case_id: UUID, version: PlanVersion) -> None:
    change.db.add(
        CaseFact(
            id=workspace.new_key(),
            case_id=case_id,
            kind=FactKind.JFAP_UPDATED.value,
            happened_on=london_day(change.at),
            happened_at=change.at,
            by_staff_id=workspace.me.id,
            note=version.summary,
            detail={"version": str(version.number)},
            recorded_at=change.at,
        )
    )
    change.db.flush()


def view_in(db: Session, workspace: Workspace, case_id: UUID) -> PlanView:
    """The same as :func:`open_plan` within a transaction that is open."""
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    adviser = db.get(Staff, case.adviser_id) if case.adviser_id else None
    plan = plan_records.find_plan(db, case_id)
    referral = db.get_one(Referral, case.referral_id)
    headings = headings_of(workspace.programmes.of_case(db, case_id))
    settled = plan_records.load(db, plan, headings)
    draft, saved_at = _draft(db, case_id, settled, headings)
    facts = case_facts.load(db, case_id)
    met_on, last_day = _dates(workspace, facts)
    lock, language = lock_of(facts), chosen(facts) or DocumentLanguage.ENGLISH
    return PlanView(
        case_id=case_id,
        plan_id=plan.id if plan else None,
        name=person.name,
        content=settled,
        versions=_versions(db, plan),
        draft=draft,
        draft_saved_at=saved_at,
        initial_meeting_on=met_on,
        last_day=last_day,
        adviser=adviser.name if adviser else "",
        reference=referral.prap_reference,
        jobcentre=requests_of(facts),
        lock=lock,
        queries=queries_of(facts),
        goes_out_in=language,
        older=older_wording.told(db, language, [HOW_TO_QUERY_CLOSED if lock else HOW_TO_QUERY]),
    )


def _dates(workspace: Workspace, facts: CaseFacts) -> tuple[date | None, date | None]:
    """The day of the initial meeting (JFS 3.29) and the last day that counts."""
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    programme = workspace.programmes.of(facts)
    readings = clocks_for(facts, programme, workspace.calendar, workspace.today(), explain=False)
    last = next((reading.due for reading in readings if reading.id == LAST_DAY), None)
    return held.on if held else None, last


def _draft(
    db: Session, case_id: UUID, settled: PlanContent, headings: tuple[str, ...]
) -> tuple[PlanContent | None, datetime | None]:
    row = db.get(Draft, _owner(case_id))
    if row is None:
        return None, None
    content = plan_records.tidy(plan_records.with_session_lines(decode(row.body), settled), headings)
    return (None, None) if content == settled else (content, row.saved_at)


def _versions(db: Session, plan: Plan | None) -> tuple[PlanVersionView, ...]:
    if plan is None:
        return ()
    rows = db.scalars(
        select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc())
    )
    return tuple(version_view(db, row) for row in rows)


def version_view(db: Session, row: PlanVersion) -> PlanVersionView:
    """A frozen version as it is shown."""
    maker = db.get(Staff, row.made_by)
    return PlanVersionView(
        id=row.id,
        number=row.number,
        made_at=row.made_at,
        made_by=maker.name if maker else "",
        summary=row.summary,
        agreed_at=row.agreed_at,
        agreed_how=row.agreed_how,
        content=decode(row.content),
    )


def _owner(case_id: UUID) -> str:
    return f"plan:{case_id}"


def _told(view: PlanView, case_id: UUID, change: Change, verb: Verb) -> Outcome[PlanView]:
    if change.change_id is None:
        return Outcome(view, Changed.NOTHING, frozenset({case_id}))
    return Outcome(view, Changed.PLAN | Changed.HISTORY, frozenset({case_id}), change.change_id, verb.label)

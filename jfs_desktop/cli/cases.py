"""`jfs cases`, `jfs case`, `jfs worklist` and `jfs clocks`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from jfs_desktop.cli.opening import on_caseload, on_vault_as_of_a_day
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.rules.clocks.clocks import ClockReading

CaseId = Annotated[str, typer.Argument(metavar="ID", help="A case id or a PRaP reference.")]


@on_caseload
def cases(
    workspace: Workspace,
    search: Annotated[str, typer.Option(help="Words of a name, NI number, reference or Jobcentre.")] = "",
    as_json: Json = False,
) -> None:
    """The caseload, what is due first on top."""
    from jfs_desktop.casework.cases.caseload import Caseload
    from jfs_desktop.casework.desk.long_jobs import finish
    from jfs_desktop.casework.desk.redating import redate

    finish(redate(workspace))
    caseload = Caseload(workspace)
    rows = caseload.rows(caseload.search(search))
    if as_json:
        print_json([_row(row) for row in rows])
        return
    print_table(
        ("Name", "Reference", "Stage", "Next", "Due"),
        [(row.name, row.reference, row.stage_name, row.next_clock_name, row.next_due) for row in rows],
    )


@on_caseload
def case(
    workspace: Workspace,
    case_id: CaseId,
    as_json: Json = False,
) -> None:
    """One case: who, where it stands, its journey and its time."""
    from dataclasses import asdict

    from jfs_desktop.casework.cases.cases import case_view

    view = case_view(workspace, find_case(workspace, case_id))
    if as_json:
        print_json(asdict(view))
        return
    typer.echo(f"{view.name} · {view.stage_name} · {view.reference}")
    print_table(("Step", "When", "State"), [(step.title, step.text, step.state) for step in view.journey])
    time = view.time
    typer.echo(
        f"1-2-1: {time.minutes} of {time.target_minutes} minutes in {time.sessions} of "
        f"{time.target_sessions} sessions; without the initial meeting {time.minutes_without_initial}."
    )
    for warning in view.warnings:
        typer.echo(f"Note: {warning}")


@on_caseload
def worklist(workspace: Workspace, *, as_json: Json = False) -> None:
    """What is late, due today, and due in the next five working days."""
    from jfs_desktop.casework.cases.worklist import worklist as read
    from jfs_desktop.casework.desk.long_jobs import finish
    from jfs_desktop.casework.desk.redating import redate

    finish(redate(workspace))
    items = list(read(workspace))
    if as_json:
        print_json(
            [{"case_id": str(item.case_id), "name": item.name, **_clock(item.clock)} for item in items]
        )
        return
    print_table(
        ("State", "Due", "Who", "What", "Paragraph"),
        [
            (item.clock.state, item.clock.due, item.name, item.clock.name, item.clock.paragraph)
            for item in items
        ],
    )


@on_vault_as_of_a_day
def clocks(
    workspace: Workspace,
    case_id: Annotated[str, typer.Argument(metavar="ID", help="A case id, a PRaP reference, or 'contract'.")],
    as_json: Json = False,
) -> None:
    """Every clock of a case, or of the contract, with its explanation."""
    from jfs_desktop.casework.desk import clocks as catalogue
    from jfs_desktop.casework.office import staff_checks

    if case_id == "contract":
        readings = catalogue.of_contract(workspace)
    else:
        staff_checks.require(workspace)
        readings = catalogue.of_case(workspace, find_case(workspace, case_id))
    if as_json:
        print_json([{**_clock(reading), "explanation": _lines(reading)} for reading in readings])
        return
    print_table(
        ("Clock", "State", "Due", "Paragraph"),
        [(reading.name, reading.state, reading.due, reading.paragraph) for reading in readings],
    )


def find_case(workspace: Workspace, text: str) -> UUID:
    """The case by its id or its PRaP reference, the newest where there are several. Raises NotFound."""
    from jfs_desktop.casework.cases.cases import find_reference

    try:
        return UUID(text)
    except ValueError:
        return find_reference(workspace, text)


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.case_id),
        "name": row.name,
        "reference": row.reference,
        "stage": row.stage,
        "next_clock": row.next_clock,
        "next_due": row.next_due,
        "days_left": row.days_left,
        "minutes": row.minutes,
        "jobcentre": row.jobcentre,
        "adviser": row.adviser,
    }


def _clock(reading: ClockReading) -> dict[str, Any]:
    return {
        "clock": reading.id,
        "due": reading.due_at or reading.due,
        "state": reading.state,
        "days_left": reading.days_left,
        "met_on": reading.met_on,
        "single_nation_due": reading.single_nation_due,
        "paragraph": reading.paragraph,
        "action": reading.action,
    }


def _lines(reading: ClockReading) -> list[str]:
    return list(reading.explanation.lines()) if reading.explanation else []

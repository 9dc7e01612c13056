"""`jfs requests`: the Jobcentre's requests for a JFAP, and until when each is to be answered (X4 to X7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jfs_desktop.cli.opening import on_caseload
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.requests.jobcentre_request_views import RequestView


@on_caseload
def requests(
    workspace: Workspace,
    as_json: Json = False,
    done: Annotated[bool, typer.Option("--done", help="Also those that are answered or settled.")] = False,
) -> None:
    """Every request that waits, the soonest due first; restricted ones without a name."""
    from jfs_desktop.casework.requests.jobcentre_request_views import RequestState, every

    finished = (RequestState.ANSWERED, RequestState.SETTLED)
    found = [one for one in every(workspace) if done or one.state not in finished]
    if as_json:
        print_json([_record(one) for one in found])
        return
    print_table(
        ("State", "Requested", "Due", "Days left", "Who", "Jobcentre"),
        [
            (one.state.value, one.requested_on, one.due, one.days_left, _who(one), one.jobcentre)
            for one in found
        ],
    )


def _who(request: RequestView) -> str:
    return "restricted" if request.hidden else request.name or request.participant_name


def _record(request: RequestView) -> dict[str, Any]:
    return {
        "id": str(request.id),
        "state": request.state.value,
        "requested_on": request.requested_on,
        "received_at": request.received_at,
        "due": request.due,
        "days_left": request.days_left,
        "who": _who(request),
        "case_id": str(request.case_id) if request.case_id else None,
        "jobcentre": request.jobcentre,
        "doubts": list(request.doubts),
        "answered_on": [answer.on for answer in request.answers],
    }

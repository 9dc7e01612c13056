"""`jfs export jfap`, `jfs export cv` and `jfs export evidence`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.cases import CaseId, find_case
from jfs_desktop.cli.opening import on_caseload
from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.clock import ClockOnDay
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.cv.cv_forms import CvForm

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.outcome import Outcome

app = typer.Typer(help="Make documents.", no_args_is_help=True)


class PlanForm(StrEnum):
    """In which form the plan is written."""

    DOCX = "docx"
    PDF = "pdf"


@app.callback()
def exports() -> None:
    """Make documents."""


@app.command("jfap")
@on_caseload
def jfap(
    workspace: Workspace,
    case_id: CaseId,
    *,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    form: Annotated[
        PlanForm | None, typer.Option("--format", help="Otherwise as the file's name ends.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", help="A frozen version; otherwise as it stands.")
    ] = None,
    as_json: Json = False,
) -> None:
    """The Job Finding Action Plan as an accessible Word document, or as a tagged PDF."""
    from jfs_desktop.casework.plan.plan_export import export

    if form is not None and out.suffix.lower() != f".{form.value}":
        raise BadInput(f"The file's name must end in .{form.value}.", field="--out")
    _refuse_another_day(workspace)
    done = export(workspace, find_case(workspace, case_id), out, version=number)
    _tell(done, as_json=as_json)


@app.command("cv")
@on_caseload
def cv(
    workspace: Workspace,
    case_id: CaseId,
    *,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    form: Annotated[
        CvForm, typer.Option("--format", help="Word, PDF, plain text or JSON Resume.")
    ] = CvForm.WORD,
    number: Annotated[
        int | None, typer.Option("--number", help="A frozen version; otherwise as it stands.")
    ] = None,
    as_json: Json = False,
) -> None:
    """The CV of a participant, in its style."""
    from jfs_desktop.casework.cv.cv_export import export

    _refuse_another_day(workspace)
    done = export(workspace, find_case(workspace, case_id), out, form, version=number)
    _tell(done, as_json=as_json)


@app.command("evidence")
@on_caseload
def evidence(
    workspace: Workspace,
    case_id: CaseId,
    *,
    out: Annotated[Path, typer.Option("--out", help="A new folder, or a file whose name ends in .zip.")],
    identity_pictures: Annotated[
        bool, typer.Option("--identity-pictures", help="With the pictures of identity checks.")
    ] = False,
    restricted: Annotated[
        list[str] | None,
        typer.Option("--restricted", help="With a restricted class: safeguarding or complaints."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why a restricted class goes into the pack.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a .zip that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Everything that proves what was done on a case, as a folder that opens in a browser."""
    from jfs_desktop.casework.evidence.evidence_pack import PackWish, export, identity_notice

    _refuse_another_day(workspace)
    if out.suffix.lower() == ".zip" and out.exists() and not force:
        raise BadInput(
            "There is a file in that place already.",
            field="--out",
            remedy="Choose another name, or add --force to write over it.",
        )
    found = find_case(workspace, case_id)
    rule = identity_notice(workspace, found) if identity_pictures else None
    if rule is not None:
        typer.echo(rule.notice, err=True)
    wish = PackWish(frozenset(restricted or ()), reason, rule.notice_version if rule is not None else "")
    done = export(workspace, found, out, wish)
    _tell(done, as_json=as_json)


def _tell(done: Outcome[Path], *, as_json: bool) -> None:
    """Where the file is, and what its PDF does not show as Word does."""
    if as_json:
        print_json({"file": str(done.value)} | ({"left_out": list(done.besides)} if done.besides else {}))
        return
    from jfs_desktop.documents.pdf import left_out

    typer.echo(f"Written: {done.value}")
    if done.besides:
        typer.echo(f"{left_out.sentence(done.besides)} {left_out.remedy()}")


def _refuse_another_day(workspace: Workspace) -> None:
    from jfs_desktop.casework.demo import is_demo

    if isinstance(workspace.clock, ClockOnDay) and not is_demo(workspace):
        raise BadInput(
            "--today works with a demo vault only: an export is written into the journal with its day.",
            field="--today",
            remedy="Leave it out.",
        )

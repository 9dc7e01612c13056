"""A template comes in, is checked, published and withdrawn (P2, B1, I15, JFS 1.38).

It is published by head office alone and only when nothing stands against it; until then, and whenever one is
refused, the last one that was published stays in use.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import templates, workbook_templates
from jfs_desktop.casework.documents.attachments import plain_name
from jfs_desktop.casework.documents.templates import TemplateView, row_of, view
from jfs_desktop.documents.doctor.template_doctor import examine as examine_file
from jfs_desktop.documents.marks.template_findings import Examination, NameCheck, Severity
from jfs_desktop.documents.samples.template_fields import LANGUAGES
from jfs_desktop.documents.word.word_package import as_document
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.template import DocumentTemplate, TemplateFile
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.store.unit_of_work import Change, Verb

ARRIVE = Verb("templates.arrive", "take the template in")
PUBLISH = Verb("templates.publish", "")
"""Documents may be issued from it at once, so it is withdrawn with a reason and never undone."""
WITHDRAW = Verb("templates.withdraw", "withdraw the template")

MAY_PUBLISH: Final = frozenset({Role.ANALYST, Role.ADMINISTRATOR})
_TOLD = Changed.TEMPLATES | Changed.HISTORY
_LEAVING: Final = Leaving(
    "The sample",
    "The sample was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)
_WITHOUT_NAME: Final = "the provider"


@dataclass(frozen=True, slots=True, repr=False)
class Approval(Discreet):
    """What whoever publishes a template says of it.

    ``in_use_from`` is today or later. ``received_from_dwp_on`` is asked for where DWP issues the layout
    (JFS 4.10). ``confirmed`` are the checks that only a person can make, by their keys, and
    ``logo_version`` says which DWP logo it is, where it bears one.
    """

    approved_by: str
    in_use_from: date
    received_from_dwp_on: date | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)
    logo_version: str = ""


def may_publish(workspace: Workspace) -> bool:
    """Whether who works here may take templates in, publish and withdraw them."""
    return Role(workspace.me.role) in MAY_PUBLISH


def examine(workspace: Workspace, kind: str, language: str, name: str, content: bytes) -> Examination:
    """The check of a file; nothing is written. Raises NotFound for an unknown kind."""
    _refuse_language(kind, language)
    sort = templates.kind_of(kind)
    if sort.is_workbook:
        return workbook_templates.examine(workspace, sort, language, name, content)
    provider = settings.get(workspace, settings.PROVIDER_NAME) or _WITHOUT_NAME
    return examine_file(
        content,
        name,
        sort,
        language,
        service=workspace.programme.name,
        provider=provider,
        at=workspace.now(),
        voluntary=workspace.programme.voluntary,
    )


def examine_kept(workspace: Workspace, template_id: UUID) -> Examination:
    """The check of one in the library, as it comes out today. Raises NotFound, VaultProblem."""
    known = templates.of_id(workspace, template_id)
    content = templates.content(workspace, template_id)
    return examine(workspace, known.kind, known.language, known.name, content)


def save_sample(workspace: Workspace, path: Path, sample: bytes) -> Path:
    """Write a filled sample as a file. It is of an invented person. Raises UserError."""
    with written_aside(workspace, _LEAVING, sample, path) as put_in_place:
        put_in_place()
    return path


def arrive(
    workspace: Workspace, seen: Examination, content: bytes, *, received_from_dwp_on: date | None = None
) -> Outcome[TemplateView]:
    """Keep a checked file in the library, as the next version of its kind and language; nothing is made
    from it before it is published. The same file again gives the version that is there. A template of
    Word's own (.dotx) is kept as a document, which can be opened under the name that exports give it.

    Raises RefusedByRule for who may not, BadInput for a file that cannot be taken or is another one than
    was checked.
    """
    _refuse_other_roles(workspace)
    refused = next((one for one in seen.findings if one.key == "file"), None)
    if refused is not None:
        raise BadInput(refused.text, field="file", remedy=refused.remedy)
    _refuse_day(workspace, received_from_dwp_on)
    if hashlib.sha256(content).hexdigest() != seen.sha256:
        raise BadInput("This is another file than was checked.", field="file")
    if not templates.kind_of(seen.kind).is_workbook:
        content = as_document(content, seen.name)
    sha256 = hashlib.sha256(content).hexdigest()
    same = select(DocumentTemplate).where(
        DocumentTemplate.kind == seen.kind,
        DocumentTemplate.language == seen.language,
        DocumentTemplate.sha256 == sha256,
        DocumentTemplate.withdrawn_at.is_(None),
    )
    with workspace.changing(ARRIVE) as change:
        row = change.db.scalars(same).first()
        if row is None:
            row = _kept(change, workspace, seen, content)
            row.received_from_dwp_on = received_from_dwp_on
            change.db.flush()
        told = view(change.db, row, workspace.today())
    return Outcome(told, _TOLD, change_id=change.change_id, label=ARRIVE.label)


def _kept(change: Change, workspace: Workspace, seen: Examination, content: bytes) -> DocumentTemplate:
    known = (DocumentTemplate.kind == seen.kind, DocumentTemplate.language == seen.language)
    last = change.db.scalar(select(func.max(DocumentTemplate.number)).where(*known)) or 0
    row = DocumentTemplate(
        id=workspace.new_key(),
        kind=seen.kind,
        language=seen.language,
        number=last + 1,
        name=plain_name(seen.name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        arrived_at=change.at,
        arrived_by=workspace.me.id,
        checks=[],
    )
    change.db.add(row)
    change.db.flush()
    change.db.add(TemplateFile(template_id=row.id, content=content))
    return row


def publish(workspace: Workspace, template_id: UUID, approval: Approval) -> Outcome[TemplateView]:
    """Let documents be made from it, from a day on. It is checked once more first.

    Raises RefusedByRule with the paragraph where a check fails or who works here may not publish, BadInput
    (``field``) for what is missing in the approval, NotFound.
    """
    _refuse_other_roles(workspace)
    known = templates.of_id(workspace, template_id)
    seen = examine_kept(workspace, template_id)
    _refuse_findings(seen)
    checks = _confirmed(seen, approval)
    received = _checked_approval(workspace, known, approval)
    with workspace.changing(PUBLISH) as change:
        row = row_of(change.db, template_id)
        if row.published_at is not None or row.withdrawn_at is not None:
            raise RefusedByRule(
                "This template was published or withdrawn already.", remedy="Look at it again."
            )
        row.published_at, row.published_by = change.at, workspace.me.id
        row.in_use_from, row.approved_by = approval.in_use_from, approval.approved_by.strip()
        row.received_from_dwp_on = received
        row.checks = [check.as_kept() for check in checks]
        row.checked_at, row.checked_by = change.at, workspace.me.id
        row.logo_version = approval.logo_version.strip()
        change.db.flush()
        told = view(change.db, row, workspace.today())
    return Outcome(told, _TOLD, change_id=change.change_id)


def withdraw(workspace: Workspace, template_id: UUID, reason: str) -> Outcome[TemplateView]:
    """Make nothing more from it: the one published before it is in use again, else the shipped one.

    Raises BadInput without a reason, RefusedByRule for who may not or where it is withdrawn already.
    """
    _refuse_other_roles(workspace)
    reason = told_why(reason, "Say why it is withdrawn.")
    with workspace.changing(WITHDRAW, reason=reason) as change:
        row = row_of(change.db, template_id)
        if row.withdrawn_at is not None:
            raise RefusedByRule("This template is withdrawn already.")
        row.withdrawn_at, row.withdrawn_by = change.at, workspace.me.id
        row.withdrawn_reason = reason
        change.db.flush()
        told = view(change.db, row, workspace.today())
    return Outcome(told, _TOLD, change_id=change.change_id, label=WITHDRAW.label)


def _refuse_other_roles(workspace: Workspace) -> None:
    if not may_publish(workspace):
        raise RefusedByRule(
            "Templates are kept by head office: an analyst or an administrator.",
            remedy="Ask one of them, or change who works here in Settings.",
        )


def _refuse_language(kind: str, language: str) -> None:
    if language not in LANGUAGES:
        raise BadInput(f"Documents are not made in ‘{language}’.", field="language")
    sort = templates.kind_of(kind)
    if language not in sort.languages:
        raise BadInput(
            f"‘{sort.name}’ is not made in {LANGUAGES[language]}: what goes to DWP is in English.",
            field="language",
        )


def _refuse_day(workspace: Workspace, day: date | None) -> None:
    if day is not None and day > workspace.today():
        raise BadInput("It cannot have come from DWP on a day to come.", field="received_from_dwp_on")


def _checked_approval(workspace: Workspace, known: TemplateView, approval: Approval) -> date | None:
    """The day on which it came from DWP, where it did. Raises BadInput for what is missing."""
    if not approval.approved_by.strip():
        raise BadInput("Say who approved it.", field="approved_by")
    if approval.in_use_from < workspace.today():
        raise BadInput(
            "It cannot have been in use before today: documents of then were made from another.",
            field="in_use_from",
        )
    received = approval.received_from_dwp_on or known.received_from_dwp_on
    if templates.kind_of(known.kind).by_dwp and received is None:
        raise BadInput("Say when it came from DWP.", field="received_from_dwp_on", paragraph="JFS 4.10")
    _refuse_day(workspace, received)
    return received


def _refuse_findings(seen: Examination) -> None:
    if seen.sound:
        return
    first = next(one for one in seen.findings if one.severity is not Severity.ADVICE)
    where = f" ({first.place.words})" if first.place.words else ""
    raise RefusedByRule(
        f"This template cannot be published: {first.text[:1].lower()}{first.text[1:].rstrip('.')}{where}.",
        paragraph=first.paragraph,
        remedy=f"{first.remedy} Then drop the file in again; until one passes, the last one stays in use.",
    )


def _confirmed(seen: Examination, approval: Approval) -> tuple[NameCheck, ...]:
    """The six checks with what a person has added. Raises BadInput for one that is still open."""
    done = []
    for check in seen.checks:
        if check.state != "ask":
            done.append(check)
            continue
        if check.key not in approval.confirmed:
            raise BadInput(f"Look and confirm: {check.text}.", field=check.key, paragraph="JFS 1.38")
        if check.key == "dwp_logo" and not approval.logo_version.strip():
            raise BadInput(
                "Say which version of the DWP logo it bears.", field="logo_version", paragraph="JFS 1.38"
            )
        done.append(replace(check, state="confirmed", said=approval.logo_version.strip()))
    return tuple(done)

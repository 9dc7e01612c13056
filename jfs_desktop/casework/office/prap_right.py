"""Who may say that something was keyed on PRaP: the person at this computer needs the right for it, and so
does whoever is named as having keyed it (W14, JFS 6.14)."""

from __future__ import annotations

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme

WITHOUT_RIGHT = "You do not have the PRaP right: hand this entry over to somebody who has."


def asked_for(programme: Programme, kind: FactKind) -> bool:
    """Whether such a fact is marked as keyed by nobody without the right."""
    return programme.fact_kinds[kind].keyed_on_prap and programme.settings.prap_right_needed_to_key


def refusal(workspace: Workspace, programme: Programme, kind: FactKind) -> Refusal | None:
    """Why the person at this computer may not mark such a fact, whoever is named; None where they may."""
    if workspace.me.prap_role or not asked_for(programme, kind):
        return None
    return Refusal(WITHOUT_RIGHT, programme.fact_kinds[kind].right_paragraph)

"""In which language a JFAP goes out, and which parts of it were typed in another: told, never mixed in
silently (P1, JFS 3.19)."""

from __future__ import annotations

from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.writing.wording import counted


def typed_parts(content: PlanContent) -> tuple[str, ...]:
    """The parts of a plan that hold typed text, in the order of the paper: '2 objectives', 'next steps'."""
    headings = sum(bool(row.text.strip()) for row in content.headings)
    told = (
        (len(content.objectives), counted(len(content.objectives), "objective")),
        (bool(content.next_steps.strip()), "next steps"),
        (bool(content.further_support.strip()), "further support"),
        (headings, counted(headings, "heading")),
        (
            len(content.activities),
            counted(len(content.activities), "line of the record", "lines of the record"),
        ),
    )
    return tuple(words for there, words in told if there)


def told(content: PlanContent, goes_out_in: DocumentLanguage) -> str:
    """What an adviser is told of a plan whose text is in another language than it goes out in; '' where
    both are one or nothing was typed yet."""
    parts, written = typed_parts(content), content.written_in
    if written is goes_out_in or not parts:
        return ""
    return (
        f"It goes out in {goes_out_in.called}, and what was typed is in {written.called}: {_listed(parts)}."
        " The paper says so, and a screen reader reads each in its own language."
    )


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

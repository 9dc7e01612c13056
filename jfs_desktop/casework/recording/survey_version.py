"""Which version of DWP's questions somebody was asked, and answered (Q7, Q11; JFS 7.44)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.programme import Programme

QUESTIONS: Final = "question_version"
"""In the detail of the fact: which version of them."""


def with_questions(
    programme: Programme, known: CaseFacts, kind: FactKind, detail: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The answers of an entry of the survey, however it came, with the version of the questions: that of the
    asking that is answered, else the one in force. Other facts, and one that names it, pass as they are."""
    if kind not in (FactKind.SURVEY_ASKED, FactKind.SURVEY_ANSWERED) or detail.get(QUESTIONS):
        return detail
    version = programme.survey.version
    if kind is FactKind.SURVEY_ANSWERED:
        returned = (one for one in reversed(known.returned) if one.kind is FactKind.SURVEY_ASKED)
        asked = known.last(FactKind.SURVEY_ASKED) or next(returned, None)
        version = asked.detail.get(QUESTIONS, version) if asked is not None else version
    return {**detail, QUESTIONS: version}

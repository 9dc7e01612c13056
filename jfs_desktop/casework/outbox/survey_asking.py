"""The satisfaction survey as a message: a reply form without any server, or the provider's link (Q6, Q7).

Question and answers are DWP's, of the version that the case's programme has; each asking names it (Q11).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, older_wording, wording_blocks
from jfs_desktop.casework.outbox import offered_mail
from jfs_desktop.casework.outbox.offered_mail import Words
from jfs_desktop.casework.recording.survey_version import QUESTIONS
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.replies.survey_reply import ReplyForm

ASK, CHASE, FORM, LINK = "survey_ask", "survey_chase", "survey_form", "survey_link_ask"
"""The standard texts: what asks, what asks once more, and how to answer by reply or by link."""
SURVEY: Final = "survey"
"""The kind of document, by its key in the profile."""
CHASED = "chase"
"""In the detail of the fact: that it was the second time."""


def words(db: Session, workspace: Workspace, case_id: UUID, known: CaseFacts) -> tuple[Words, dict[str, str]]:
    """What asks this person for the survey now, the first time or once more, and what its fact says.

    Raises MissingTranslation.
    """
    chases = known.has(FactKind.SURVEY_ASKED)
    to, issuer = case_papers.recipient_in(db, case_id), case_papers.issuer_in(db, workspace, case_id)
    language, labels = to.language.value, labels_in(to.language)
    link = settings.value_in(db, settings.SURVEY_LINK)
    programme = workspace.programmes.of_case(db, case_id)
    survey = programme.survey
    asks = wording_blocks.block_in(db, CHASE if chases else ASK, language)
    how = wording_blocks.block_in(db, LINK if link else FORM, language)
    form = ReplyForm(
        labels.name(survey.question),
        tuple(labels.name(one) for one in survey.answers),
        labels.name(survey.follow_up),
    )
    body = offered_mail.greeted(to, issuer, [*asks.lines, *how.lines, link or form.text.rstrip()])
    version = f"{asks.key} {asks.version}, {how.key} {how.version}, questions {survey.version}"
    subject = f"{labels.name(programme.document_name(SURVEY))} ({issuer.service})"
    details = {QUESTIONS: survey.version} | ({CHASED: "yes"} if chases else {})
    must = {"the link": link} if link else _of_the_form(form)
    older = older_wording.told(db, to.language, (asks.key, how.key))
    return Words(subject, body, version, to.language, must, older), details


def _of_the_form(form: ReplyForm) -> dict[str, str]:
    """What DWP asks, by name: the question, its answers and the why stay as they are (Q7)."""
    answers = {f"the answer '{one}'": one for one in form.answers}
    return {"the question": form.question, **answers, "the question why": form.follow_up}


def refuse_without(must: Mapping[str, str], text: str) -> None:
    """Raise BadInput (``body``) where a message lacks what asks for the survey."""
    said = " ".join(text.split())
    for name, wanted in must.items():
        if " ".join(wanted.split()) not in said:
            raise BadInput(
                f"The message lacks {name}.",
                field="body",
                remedy="Keep question, answers and the why as they stand.",
                paragraph="JFS 7.44",
            )


def standing_lines(db: Session, programme: Programme) -> str:
    """All that such a message may say in either language: what of it comes back in a reply is
    no word of the person's own."""
    survey, said = programme.survey, []
    for language in DocumentLanguage:
        said += [wording_blocks.block_in(db, key, language.value).text for key in (ASK, CHASE, FORM, LINK)]
        labels = labels_in(language)
        said += [labels.known(one) or "" for one in (survey.question, survey.follow_up)]
    return "\n".join(said)

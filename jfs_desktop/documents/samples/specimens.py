"""A filled specimen of every kind of document that the program makes, of invented people: what is looked at,
measured and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from jfs_desktop.documents.papers import comparison, cv, paper, plan
from jfs_desktop.documents.papers.comparison import ComparedState, ComparisonDocument, Standing
from jfs_desktop.documents.papers.comparison_words import in_words
from jfs_desktop.documents.papers.cv import CvDocument
from jfs_desktop.documents.papers.forms import SURVEY, SurveyAnswer
from jfs_desktop.documents.samples.paper_samples import ANSWERED, PAPERS, survey
from jfs_desktop.documents.samples.template_fields import LANGUAGES, TemplateKind, kinds
from jfs_desktop.documents.samples.template_samples import MADE_AT, cv_content, plan_content, plan_document
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan import plan_difference
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

JFAP, CV = "jfap", "cv-"
COMPARISON = "jfap_comparison"


@dataclass(frozen=True, slots=True, repr=False)
class Specimen(Discreet):
    """One finished document: its kind's key, language and Word file. ``own`` says that it is the person's
    own, which names nobody else (V1)."""

    kind: str
    language: DocumentLanguage
    docx: bytes = field(repr=False)
    own: bool = False

    @property
    def name(self) -> str:
        """'induction_pack.cy'."""
        return f"{self.kind}.{self.language.value}"


def specimens(programme: Programme, provider: str) -> Iterator[Specimen]:
    """One of each kind in each language of which there is a template, and a comparison of two versions, as
    this provider of the programme would issue them.

    Raises KeyError for a kind that nothing here can make: then it is to be added.
    """
    for kind in kinds().values():
        for key in () if kind.is_workbook else LANGUAGES:
            if resource("documents", kind.shipped(key)).is_file():
                language = DocumentLanguage(key)
                content = _made(kind, language, programme, provider)
                yield Specimen(kind.key, language, content, own=kind.key.startswith(CV))
    for language in DocumentLanguage:
        yield Specimen(COMPARISON, language, _comparison(programme.name, provider, language))


def _made(kind: TemplateKind, language: DocumentLanguage, programme: Programme, provider: str) -> bytes:
    if kind.key == JFAP:
        return plan.render(plan_document(programme.name, kind.name, provider, language))
    if kind.key.startswith(CV):
        content = replace(cv_content(), language=language)
        return cv.render(CvDocument(content, CvStyle(kind.key.removeprefix(CV)), MADE_AT))
    made = PAPERS[kind.key](language) if kind.key != SURVEY else survey(language, _answered(programme))
    issuer = replace(made.issuer, service=programme.name, provider=provider)
    return paper.render(replace(made, issuer=issuer))


def _answered(programme: Programme) -> SurveyAnswer:
    """The survey that the programme prescribes, answered."""
    said = programme.survey
    return replace(
        ANSWERED,
        version=said.version,
        question=said.question,
        answers=said.answers,
        follow_up=said.follow_up,
        answer=said.answers[1],
    )


def _comparison(service: str, provider: str, language: DocumentLanguage) -> bytes:
    whole = plan_document(service, kinds()[JFAP].name, provider, language)
    newer = in_words(whole.labels, plan_content(language))
    first, (measure, steps) = newer.objectives[0], _EARLIER[language]
    earlier = replace(first, measure=measure, target_on=date(2021, 6, 9))
    older = replace(newer, objectives=(earlier,), next_steps=steps)
    before = ComparedState(2, date(2021, 5, 28), Standing.KEPT)
    now = ComparedState(3, date(2021, 6, 4), Standing.AGREED)
    return comparison.render(ComparisonDocument(whole, before, now, plan_difference.compare(older, newer)))


_EARLIER = {
    DocumentLanguage.ENGLISH: ("Six applications noted", "Ring the agency."),
    DocumentLanguage.WELSH: ("Chwe chais wedi'u nodi", "Ffonio'r asiantaeth."),
}
"""How the plan was measured, and went on, in the version before."""

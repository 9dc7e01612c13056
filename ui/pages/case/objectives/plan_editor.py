"""The whole plan on one sheet: objectives, activities, headings, further support, next steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.programme.programme_lists import PlanHeading
from ui.pages.case.objectives.plan_activities import ActivitiesEditor
from ui.pages.case.objectives.plan_headings import HeadingsEditor
from ui.pages.case.objectives.plan_language import PlanLanguage
from ui.pages.case.objectives.plan_objective_row import Reading
from ui.pages.case.objectives.plan_objectives import ObjectivesTable
from ui.pages.case.sheet.plan_undo import Deed, Deeds
from ui.pages.case.sheet.sheet_editor import SheetEditor
from ui.widgets.rich_text import RichTextArea
from ui.widgets.tab_order import reveal
from ui.widgets.text import label


class PlanEditor(SheetEditor):
    """Objectives, activities, headings and texts, each in its own part."""

    def __init__(
        self,
        deeds: Deeds,
        new_key: Callable[[], UUID],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(deeds, parent)
        self._goes_out: tuple[DocumentLanguage, str] = (DocumentLanguage.ENGLISH, "")
        self.language = PlanLanguage()
        self.language.picked.connect(self._choose_language)
        self.objectives = ObjectivesTable(deeds, new_key)
        self.headings = HeadingsEditor(deeds)
        self.activities = ActivitiesEditor(deeds, new_key, now)
        self.support = RichTextArea(
            "plan-further-support", "Further support", hint="What else was offered, and where to", lines=2
        )
        self.steps = RichTextArea(
            "plan-next-steps", "Next steps", hint="What was agreed to come next", lines=2
        )
        self._assemble()
        for part in (self.objectives, self.headings, self.activities):
            part.edited.connect(self.tell)
            part.settled.connect(self.tell_left)
        self.objectives.pulled.connect(partial(self.follow, self.objectives))
        for box in (self.support, self.steps):
            box.edited.connect(self.tell)
            box.left.connect(self.tell_left)

    def content(self) -> PlanContent:
        """The plan as it stands on the screen."""
        return PlanContent(
            objectives=self.objectives.objectives(),
            headings=self.headings.entries(),
            activities=self.activities.activities(),
            further_support=self.support.text(),
            next_steps=self.steps.text(),
            written_in=self.language.choice.state(),
        )

    def show_content(
        self, content: PlanContent, headings: Sequence[PlanHeading], reading: Reading | None
    ) -> None:
        """Show a content; what stands already keeps its focus, caret and undo."""
        self._goes_out = (
            (reading.goes_out_in, reading.older) if reading is not None else (DocumentLanguage.ENGLISH, "")
        )
        with self.showing():
            self.objectives.show_objectives(content.objectives, reading)
            self.headings.show_entries(content.headings, headings)
            self.activities.show_activities(content.activities)
            self.support.set_text(content.further_support)
            self.steps.set_text(content.next_steps)
            self.language.show_language(content, *self._goes_out)

    def go_to_gap(self) -> None:
        """Put the focus on the first thing that a final plan needs and this one lacks (JFS 4.05, 4.07)."""
        content = self.content()
        if not self.objectives.show_missing(content):
            place = self.steps if not content.next_steps.strip() else self.activities.adder
            place.setFocus()
            reveal(place)

    def _choose_language(self, before: DocumentLanguage, after: DocumentLanguage) -> None:
        there, back = partial(self._take_language, after), partial(self._take_language, before)
        there()
        self._deeds.add(Deed("change of language", back, there))

    def _take_language(self, language: DocumentLanguage) -> None:
        self.language.show_language(replace(self.content(), written_in=language), *self._goes_out)
        self.tell()
        self.tell_left()

    def _assemble(self) -> None:
        column = self.column
        column.setSpacing(6)
        column.addWidget(self.language)
        for title, paragraph, part in (
            ("Objectives and actions", "JFS 4.05", self.objectives),
            ("Record of activities", "JFS 4.02", self.activities),
            ("What was worked on", "JFS 4.06", self.headings),
            ("Further support", "JFS 4.07", self.support),
            ("Next steps", "JFS 4.07", self.steps),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label(title, "heading"))
            row.addWidget(label(paragraph, "small"))
            row.addStretch(1)
            column.addLayout(row)
            column.addWidget(part)
            column.addSpacing(12)
        column.addStretch(1)

"""The whole CV on one sheet to write in: the head, then its sections in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.rules.cv import cv_edit
from jfs_desktop.rules.cv.cv import CvContent, Entry, Section
from jfs_desktop.rules.cv.cv_hints import Hint, HintKind
from jfs_desktop.rules.cv.cv_order import newest_first
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.person.document_language import DocumentLanguage
from ui.pages.case.cv.cv_boxes import LineBox, let_files_by
from ui.pages.case.cv.cv_entry import EntryCard
from ui.pages.case.cv.cv_fields import NOUNS
from ui.pages.case.cv.cv_section import SectionBox, SectionHead
from ui.pages.case.sheet.plan_undo import Deed, Deeds
from ui.pages.case.sheet.sheet_editor import SheetEditor
from ui.widgets.rich_text import RichTextArea
from ui.widgets.text import label

Step = Callable[[CvContent], CvContent]


class ProfileBox(QWidget):
    """The profile: a few sentences, with what is said about them below."""

    moveAsked = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.head = SectionHead("Profile")
        self.head.moveAsked.connect(lambda by: self.moveAsked.emit(Section.PROFILE, by))
        self.text = RichTextArea(
            "cv-profile",
            "Profile",
            hint="What an employer reads first",
            lines=3,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.text)


class CvEditor(SheetEditor):
    """The head, the profile, and a section of cards for each part."""

    def __init__(self, deeds: Deeds, new_key: Callable[[], UUID], parent: QWidget | None = None) -> None:
        super().__init__(deeds, parent)
        self._new_key = new_key
        self._style = CvStyle.COMBINED
        self._chosen: tuple[Section, ...] = ()
        self._language = DocumentLanguage.ENGLISH
        self.name = LineBox("cv-name", "Name", hint="As it should stand on the CV")
        self.target = LineBox("cv-target", "Job they are looking for", hint="The job this CV is for")
        self.language = QComboBox()
        self.language.setObjectName("cv-language")
        self.language.setAccessibleName("Language of the CV")
        self.language.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.language.setToolTip("The titles and months of the CV follow it; write the rest in it too")
        for one in DocumentLanguage:
            self.language.addItem(one.called, one)
        self.contacts = SectionBox(None)
        self.profile = ProfileBox()
        self.boxes = {section: SectionBox(section) for section in cv_edit.KINDS}
        self.on_request = QCheckBox("Say that references are available on request")
        self.on_request.setObjectName("cv-on-request")
        self.boxes[Section.REFERENCES].add_extra(self.on_request)
        self.said = label("", "soft", wrap=True)
        self.said_of_profile = label("", "soft", wrap=True)
        self._assemble()
        self._connect()

    def sheet(self) -> StyledCv:
        """The CV as it stands on the screen."""
        return StyledCv(self.content(), self._style)

    def content(self) -> CvContent:
        """Its content alone."""
        content = CvContent(
            name=self.name.text(),
            target_job=self.target.text(),
            profile=self.profile.text.text(),
            references_on_request=self.on_request.isChecked(),
            sections=self._chosen,
            language=DocumentLanguage(self.language.currentData()),
        )
        content = cv_edit.with_rows(content, None, self.contacts.entries())
        for section, box in self.boxes.items():
            content = cv_edit.with_rows(content, section, box.entries())
        return content

    def show_sheet(self, sheet: StyledCv) -> None:
        """Show a CV; what stands already keeps its focus, caret and undo."""
        content, self._style, self._chosen = sheet.content, sheet.style, sheet.content.sections
        self._language = content.language
        with self.showing():
            self.name.set_text(content.name)
            self.target.set_text(content.target_job)
            self.language.setCurrentIndex(self.language.findData(content.language))
            self.profile.text.set_text(content.profile)
            self.contacts.show_entries(content.contacts)
            for section, box in self.boxes.items():
                box.show_entries(cv_edit.rows_of(content, section))
            self.on_request.setChecked(content.references_on_request)
            self._arrange(cv_edit.order_of(content, sheet.style))

    def set_style(self, style: CvStyle) -> None:
        """Show it in another style, which may put its sections in another order."""
        before = self._style
        if style is not before:
            self._do("change of style", partial(self._take_style, style), partial(self._take_style, before))

    def minimumSizeHint(self) -> QSize:
        """No field is ever cut: it does not scroll sideways."""
        least = super().minimumSizeHint()
        wide = self._held.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), wide), least.height())

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Say kind words beside what they are about."""
        by_entry: dict[UUID, list[Hint]] = {}
        for hint in hints:
            if hint.entry_id is not None:
                by_entry.setdefault(hint.entry_id, []).append(hint)
        order = next((hint for hint in hints if hint.kind is HintKind.NOT_NEWEST_FIRST), None)
        for box in (self.contacts, *self.boxes.values()):
            box.show_hints(by_entry, order if order and order.section is box.section else None)
        head = [hint.text for hint in hints if hint.entry_id is None and hint.section is None]
        profile = [hint.text for hint in hints if hint.section is Section.PROFILE]
        for told, texts in ((self.said, head), (self.said_of_profile, profile)):
            told.setText("\n".join(texts))
            told.setVisible(bool(texts))

    def unreadable(self) -> int:
        """How many dates on the screen are not in the CV, because they cannot be read."""
        return sum(box.unreadable for card in self._cards() for box in card.months())

    def refusing(self) -> frozenset[UUID]:
        """The entries of which it was said that a date cannot be read."""
        return frozenset(card.key for card in self._cards() if any(box.refuses for box in card.months()))

    def _cards(self) -> Iterator[EntryCard]:
        for box in self.boxes.values():
            yield from box.cards

    def _order_jobs(self) -> None:
        work = self.content().work
        before, after = (tuple(job.id for job in jobs) for jobs in (work, newest_first(work)))
        self._do("order of jobs", partial(_jobs_in_order, after), partial(_jobs_in_order, before))
        if self.boxes[Section.WORK].cards:
            self.boxes[Section.WORK].cards[0].first_box().setFocus()

    def _add(self, section: Section | None) -> None:
        entry = cv_edit.new_entry(section, self._new_key())
        newest_first = section in (Section.WORK, Section.EDUCATION, Section.VOLUNTEERING)
        place = 0 if newest_first else len(cv_edit.rows_of(self.content(), section))
        self._put(f"add {NOUNS[section]}", section, place, entry.id, partial(_put, section, place, entry))

    def _explain(self, hint: Hint) -> None:
        place = cv_edit.gap_place(self.content(), hint.began)
        entry = cv_edit.gap_entry(hint.began, hint.ended, self._new_key())
        put = partial(_put, Section.WORK, place, entry)
        self._put("explain the gap", Section.WORK, place, entry.id, put)

    def _put(self, name: str, section: Section | None, place: int, key: UUID, put: Step) -> None:
        gone: list[Step] = []

        def take() -> None:
            kept = next(row for row in cv_edit.rows_of(self.content(), section) if row.id == key)
            gone[:] = [partial(_put, section, place, kept)]  # it comes back as it went
            self._apply(partial(_take, section, key))

        self._apply(put)
        self._deeds.add(Deed(name, take, lambda: self._apply(gone[0])))
        self._go_to(section, key)

    def _remove(self, section: Section | None, key: UUID) -> None:
        rows = cv_edit.rows_of(self.content(), section)
        place = next(at for at, row in enumerate(rows) if row.id == key)
        put, take = partial(_put, section, place, rows[place]), partial(_take, section, key)
        self._do(f"remove {NOUNS[section]}", take, put)
        box = self._box(section)
        stop = box.cards[min(place, len(box.cards) - 1)].first_box() if box.cards else box.adder
        stop.setFocus()

    def _shift(self, section: Section | None, key: UUID, place: int) -> None:
        rows = [row.id for row in cv_edit.rows_of(self.content(), section)]
        card = self._box(section).card(key)
        focus = card.focusWidget() if card is not None else None
        there, back = partial(_move, section, key, place), partial(_move, section, key, rows.index(key))
        self._do(f"move {NOUNS[section]}", there, back)
        if focus is not None:
            focus.setFocus()

    def _move_section(self, section: Section, by: int) -> None:
        before = self._chosen
        order = list(cv_edit.order_of(self.content(), self._style))
        at = order.index(section)
        if 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
            there = partial(_in_order, tuple(order))
            self._do("move section", there, partial(_in_order, before))

    def _do(self, name: str, there: Step, back: Step) -> None:
        self._apply(there)
        self._deeds.add(Deed(name, lambda: self._apply(back), lambda: self._apply(there)))

    def _apply(self, step: Step) -> None:
        content = step(self.content())
        self.show_sheet(StyledCv(content, self._style))
        self.edited.emit()
        self.left.emit()

    def _choose_language(self) -> None:
        before, after = self._language, DocumentLanguage(self.language.currentData())
        if after is not before:
            self._do("change of language", partial(_in_language, after), partial(_in_language, before))

    def _take_style(self, style: CvStyle, content: CvContent) -> CvContent:
        self._style = style
        return content

    def _go_to(self, section: Section | None, key: UUID) -> None:
        card = self._box(section).card(key)
        if card is not None:
            card.first_box().setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(card)

    def _box(self, section: Section | None) -> SectionBox:
        return self.contacts if section is None else self.boxes[section]

    def _ticked(self) -> None:
        self.tell()
        self.tell_left()

    def _arrange(self, order: Sequence[Section]) -> None:
        parts = [self.profile if section is Section.PROFILE else self.boxes[section] for section in order]
        standing = [
            item.widget() for at in range(self._sections.count()) if (item := self._sections.itemAt(at))
        ]
        if standing != parts:
            for part in parts:
                self._sections.removeWidget(part)
            for part in parts:
                self._sections.addWidget(part)

    def _connect(self) -> None:
        for text in (self.name, self.target, self.profile.text):
            text.edited.connect(self.tell)
            text.left.connect(self.tell_left)
            let_files_by(text)
        self.on_request.clicked.connect(lambda _: self._ticked())
        self.language.activated.connect(lambda _: self._choose_language())
        self.profile.moveAsked.connect(self._move_section)
        for box in (self.contacts, *self.boxes.values()):
            box.edited.connect(self.tell)
            box.left.connect(self.tell_left)
            box.addAsked.connect(self._add)
            box.removeAsked.connect(self._remove)
            box.shiftAsked.connect(self._shift)
            box.explainAsked.connect(self._explain)
            box.orderAsked.connect(self._order_jobs)
            box.moveAsked.connect(self._move_section)
            box.pulled.connect(partial(self.follow, box))

    def _assemble(self) -> None:
        column = self.column
        column.setSpacing(16)
        head = QFormLayout()
        head.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(8)
        head.addRow(label("Name", "strong"), self.name)
        head.addRow(label("Job sought", "strong"), self.target)
        head.addRow(label("Language", "strong"), self.language)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.contacts)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(18)
        column.addLayout(self._sections)
        column.addStretch(1)
        below = self.profile.layout()
        if below is not None:
            below.addWidget(self.said_of_profile)
        self._arrange(cv_edit.order_of(CvContent(), self._style))


def _put(section: Section | None, place: int, entry: Entry, content: CvContent) -> CvContent:
    return cv_edit.put_in(content, section, place, entry)


def _take(section: Section | None, key: UUID, content: CvContent) -> CvContent:
    return cv_edit.taken_out(content, section, key)


def _move(section: Section | None, key: UUID, place: int, content: CvContent) -> CvContent:
    return cv_edit.moved(content, section, key, place)


def _jobs_in_order(jobs: tuple[UUID, ...], content: CvContent) -> CvContent:
    return cv_edit.in_order(content, jobs)


def _in_order(order: tuple[Section, ...], content: CvContent) -> CvContent:
    return replace(content, sections=order)


def _in_language(language: DocumentLanguage, content: CvContent) -> CvContent:
    return replace(content, language=language)

"""The Jobcentre's requests for a JFAP: to find the case of, to answer, answered (X4 to X7, JFS 5.05)."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.requests import jobcentre_request_views
from jfs_desktop.casework.requests.jobcentre_request_views import RequestList, RequestState, RequestView
from jfs_desktop.outcome import Changed
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.requests.jobcentre_request import RequestDialog
from ui.dialogs.requests.settle_request import SettleRequestDialog
from ui.dialogs.requests.take_back_request import TakeBackRequestDialog
from ui.pages.list_again import ListAgain
from ui.pages.page import Page
from ui.shell import figures
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.empty_state import ListEmpty
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.request_words import SECTIONS, row
from ui.widgets.section_list import SectionList
from ui.widgets.shortcuts import REFRESH


class JobcentreRequestsPage(Page):
    """Each request stays here until it is answered or settled; a row's name opens its case."""

    cares = Changed.REQUESTS | Changed.CASES | Changed.CLOCKS | Changed.STAFF | Changed.MAIL

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._requests: dict[int, RequestView] = {}
        self._acted = -1
        self.head = PageHead("Jobcentre requests")
        self.log = button("Log a request…", "primary", self._log, name="log-request")
        self.head.verbs.addWidget(self.log)
        self.list = SectionList()
        self.list_again = ListAgain(self, self.list)
        self.empty = ListEmpty(
            "No Jobcentre has asked for a JFAP",
            "A request comes by e-mail as form JFSPRO1. Log it on the day it arrives: the answer is due "
            "within five working days of the date on the form. You can paste the whole form.",
            "Log a request…",
        )
        self._assemble()
        self.empty.actionRequested.connect(lambda _: self._log())
        self.list.actionRequested.connect(self._act)
        self.list.nameRequested.connect(self._open)
        self.list.menuRequested.connect(self._more)
        self.list.explainRequested.connect(self._explain)
        REFRESH.bind(self, self.mark_stale)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(
            lambda: jobcentre_request_views.listed(workspace), owner=self, done=self._show
        )

    def clear(self) -> None:
        self._requests, self._acted = {}, -1
        self.list.set_sections(())
        self.head.sub.setText("")

    def _assemble(self) -> None:
        self.area = self.list.scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.area.hide()
        self.empty.hide()

    def _show(self, read: RequestList) -> None:
        found = read.requests
        self.empty.show_closed(read.closed)
        self._requests = dict(enumerate(found))
        to_do, late = jobcentre_request_views.to_do_and_late(found)
        parts = [f"{counted(to_do, 'request')} to see to"] if to_do else ["All answered"]
        parts += [f"{late} late"] if late else []
        self.head.sub.setText(" · ".join(parts) if found else "")
        if not read.closed:
            self.tell_figure(figures.of_requests(found))
        self.empty.setVisible(not found)
        self.area.setVisible(bool(found))
        self.log.setVisible(bool(found))
        acted, self._acted = self._acted, -1
        self.list.set_sections(
            [
                (title, [row(key, one) for key, one in self._requests.items() if one.state is state])
                for state, title in SECTIONS
            ]
        )
        again = self.list.row_at(acted) if acted >= 0 else None
        if again is not None:
            (again.action or again.name).setFocus()  # the next request, without reaching for the mouse
        self.rows_came()

    def _log(self) -> None:
        RequestDialog.ask(self.context, self.window())

    def _act(self, key: object) -> None:
        request = self._requests[cast(int, key)]
        self._acted = self.list.place_of(key)
        if request.state is RequestState.UNMATCHED:
            SettleRequestDialog.ask(self.context, request.id, self.window())
        else:
            from ui.dialogs.requests.answer_request import AnswerRequestDialog  # with it comes Word

            AnswerRequestDialog.ask(self.context, request.id, self.window())

    def _open(self, key: object) -> None:
        request = self._requests[cast(int, key)]
        if request.case_id is not None:
            self.caseRequested.emit(request.case_id, "plan")
        elif request.state is RequestState.UNMATCHED and not request.hidden:
            self._act(key)

    def _more(self, key: object, at: QWidget) -> None:
        menu = self.menu_of(cast(int, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))

    def menu_of(self, key: int) -> QMenu:
        """What else can be done with the request of a row."""
        request, menu = self._requests[key], QMenu(self)
        if request.case_id is not None:
            menu.addAction("Open the case", partial(self._open, key))
        menu.addAction("See or correct the form…", partial(self._correct, request.id))
        if request.state in (RequestState.FINAL_AWAITED, RequestState.ANSWERED) and request.case_id:
            menu.addAction("Send it again…", partial(self._act, key))
        if request.answers:
            menu.addAction("It was not sent…", partial(self._not_sent, request))
        elif request.case_id is not None:
            menu.addAction("It is for another case…", partial(self._take_back, request))
        elif request.settled_as is not None:
            menu.addAction("Take this back…", partial(self._take_back, request))
        return menu

    def _correct(self, request_id: UUID) -> None:
        RequestDialog.correct(self.context, request_id, self.window())

    def _take_back(self, request: RequestView) -> None:
        TakeBackRequestDialog(self.context, request, self.window()).open()

    def _not_sent(self, request: RequestView) -> None:
        workspace, case_id, sent = self.context.workspace, request.case_id, request.answers[-1].fact_id
        if case_id is None:
            return

        def ask(found: tuple[FactView, ...]) -> None:
            for one in found:
                if one.id == sent:
                    WithdrawDialog.ask(self.context, one, self.window())

        self.context.tasks.read(lambda: facts.of_case(workspace, case_id), owner=self, done=ask)

    def _explain(self, key: object, chip: QWidget) -> None:
        workspace, request = self.context.workspace, self._requests[cast(int, key)]

        def show(reading: ClockReading) -> None:
            again = self.list.row_of(key)
            if again is not None and again.chip is chip:
                ExplanationPopover.open_at(chip, reading)

        self.context.tasks.read(
            lambda: jobcentre_request_views.reading_of(workspace, request), owner=self, done=show
        )

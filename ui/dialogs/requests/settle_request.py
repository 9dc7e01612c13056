"""Whose JFAP a Jobcentre's request asks for, or why it gets none (X4)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from jfs_desktop.casework.requests import jobcentre_request_views, jobcentre_requests
from jfs_desktop.casework.requests.jobcentre_request_views import Sorted
from jfs_desktop.casework.requests.request_candidates import Candidate
from jfs_desktop.casework.requests.request_rows import SettledAs
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import long_day, short_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.request_words import SETTLED, form_line
from ui.widgets.text import label

OURS = "ours"
SEARCH_AFTER_MS = 200
ROWS_SHOWN = 3


class SettleRequestDialog(FormDialog):
    """The cases of the NI number stand there at once, the one whose end fits best chosen."""

    def __init__(self, context: Context, found: Sorted, parent: QWidget | None) -> None:
        super().__init__("Whose JFAP is asked for?", form_line(found.request), parent, width=640)
        self._context = context
        self._request = found.request
        self._candidates: tuple[Candidate, ...] = ()
        for doubt in found.request.doubts:
            self.content.addWidget(label(f"{doubt}.", "warning", wrap=True))
        self.form = FormKit()
        self._make_fields(found)
        self.content.addWidget(self.form)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.form.changed.connect(lambda _: self._fold())
        self.cases.currentRowChanged.connect(lambda _: self._fold())
        self.add_cancel()
        self.go = self.add_verb("Mark the case", "primary", self._go, saves=True)
        self.go.setObjectName("settle-request")
        self.how.set_chosen([OURS])
        self._take(found.candidates)
        self._fold()
        (self.cases if found.candidates else self.search).setFocus()

    @classmethod
    def ask(cls, context: Context, request_id: UUID, parent: QWidget) -> None:
        """Read which cases it may be for, and open the question."""
        workspace = context.workspace
        context.tasks.read(
            lambda: jobcentre_request_views.to_settle(workspace, request_id),
            owner=parent,
            done=lambda found: cls(context, found, parent).open(),
            failed=context.say.problem,
        )

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _make_fields(self, found: Sorted) -> None:
        form = self.form
        options = [(OURS, "One of ours"), *((kind.value, SETTLED[kind]) for kind in SettledAs)]
        self.how = form.add("how", "What it is", ChipChoice(options))
        self.search = form.add("search", "Find the case", QLineEdit())
        self.search.setPlaceholderText("Name, NI number or PRaP reference")
        self.cases = QListWidget()
        self.cases.setAccessibleName("Cases it may be for")
        self.cases.setObjectName("request-cases")
        self.cases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form.add_row(self.cases)
        self.none = label("", "soft", wrap=True)
        self.against = label("", "warning", wrap=True)
        form.add_row(self.none)
        form.add_row(self.against)
        self.repeats = form.add("duplicate_of", "Which request it repeats", QComboBox())
        self.repeats.addItem("Choose…", None)
        for one in found.earlier:
            name = one.name or one.participant_name
            self.repeats.addItem(f"{name}, asked {long_day(one.requested_on)}", one.id)
        known = found.request.ni_number
        nobody = "No case has this NI number" if known else "It has no NI number"
        self._found_nobody = f"{nobody}. Search by name."
        same = [at for at, one in enumerate(found.earlier, 1) if one.ni_number == known]
        self.repeats.setCurrentIndex(same[0] if same else 0)
        form.add("reason", "Why", note_box(2))

    def _take(self, candidates: tuple[Candidate, ...]) -> None:
        """Show other cases, the best fit first and chosen."""
        self._candidates = candidates
        self.cases.clear()
        for one in candidates:
            words = _words(one, best=one is candidates[0] and len(candidates) > 1)
            item = QListWidgetItem(words)
            item.setToolTip(words)
            self.cases.addItem(item)
        if candidates:
            self.cases.setCurrentRow(0)
        line = self.cases.sizeHintForRow(0) if candidates else 0
        rows = min(len(candidates), ROWS_SHOWN)
        self.cases.setFixedHeight(max(line, 24) * max(rows, 1) + 2 * self.cases.frameWidth() + 6)
        searched = bool(self.search.text().strip())
        self.none.setText("Nobody is found." if searched else self._found_nobody)

    def _search(self) -> None:
        workspace, request_id, words = self._context.workspace, self._request.id, self.search.text()
        self._context.tasks.read(
            lambda: jobcentre_request_views.to_settle(workspace, request_id, words),
            owner=self,
            done=lambda found: self._found(found, words),
        )

    def _found(self, found: Sorted, words: str) -> None:
        if words == self.search.text():
            self._take(found.candidates)
            self._fold()

    def _fold(self) -> None:
        how = self._how()
        ours = how == OURS
        chosen = self._chosen()
        self.form.set_shown("search", ours)
        self.cases.setVisible(ours and bool(self._candidates))
        self.none.setVisible(ours and not self._candidates)
        self.form.set_shown("duplicate_of", how == SettledAs.DUPLICATE)
        refused = chosen.refused if ours and chosen is not None else ""
        self.against.setText(refused and f"{refused} Choose 'Nothing to send' if this is the person.")
        self.against.setVisible(bool(refused))
        asked = not ours or (chosen is not None and not chosen.certain and not refused)
        self.form.set_shown("reason", asked)
        self.form.set_title("reason", "Why it is this case" if ours else "Why, and whom you told")
        self.go.setText("Mark the case" if ours else "Settle without a JFAP")
        self.go.setEnabled(bool(how) and (not ours or (chosen is not None and not refused)))

    def _how(self) -> str:
        chosen = self.how.chosen()
        return chosen[0] if chosen else ""

    def _chosen(self) -> Candidate | None:
        row = self.cases.currentRow()
        return self._candidates[row] if 0 <= row < len(self._candidates) else None

    def _go(self) -> None:
        how, case = self._how(), self._chosen()
        if not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, request_id, reason = self._context.workspace, self._request.id, self.form.value("reason")
        repeats = self.repeats.currentData()
        self._context.tasks.write(
            lambda: (
                jobcentre_requests.match(workspace, request_id, case.case_id, reason)
                if how == OURS and case is not None
                else jobcentre_requests.settle(workspace, request_id, SettledAs(how), reason, repeats)
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)
        self._fold()

    def _done(self, outcome: Outcome[UUID]) -> None:
        said = "The case is marked: the Jobcentre asked for its JFAP."
        if self._how() != OURS:
            said = f"Settled: {SETTLED[SettledAs(self._how())].lower()}."
        self.accept()
        tell_with_undo(self._context, outcome, said)


def _words(one: Candidate, *, best: bool) -> str:
    """'Priya Nair · PR-00001 · Completer' and what agrees, on two lines."""
    from_to = f"from {short_day(one.started_on)}" if one.started_on else "not started"
    if one.ended_on is not None:
        from_to += f" to {long_day(one.ended_on)}"
    agrees = [
        "NI number agrees" if one.ni_agrees else "another NI number",
        "name agrees" if one.name_agrees else "another name",
        *(["asked for before it was referred: check the date of request"] if one.too_early else []),
        *(["the end fits best"] if best and one.days_off is not None else []),
    ]
    return f"{one.name} · {one.reference} · {one.stage_name}\n{from_to} · {', '.join(agrees)}"

"""Keep a version of the CV, or agree it with the participant as their final one, or the one that they have
instead (V1, V3, V4)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.cv.cv_views import CvVersionView, CvView
from jfs_desktop.casework.cv.cvs import AgreedCv
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.writing.wording import day_and_time
from ui.dialogs.cv.cv_decline import DeclineCvDialog
from ui.shell.context import Context
from ui.shell.telling import with_form_kept
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice

OTHER = "other"


class AgreeCvDialog(Dialog):
    """What is on the screen has been settled before. With ``final`` it is agreed, otherwise only kept."""

    def __init__(self, context: Context, view: CvView, parent: QWidget | None, *, final: bool) -> None:
        title = "Agree the CV as final" if final else "Keep a version of the CV"
        body = (
            "The CV as it stands is kept for good, as a Word document and a PDF, and stands in the JFAP "
            "(JFS 5.02)."
            if final
            else "The CV as it stands is kept under a number, and stands in the JFAP."
        )
        super().__init__(title, body, parent, width=520)
        self._context, self._view, self._final = context, view, final
        self.form = FormKit()
        self.how: QComboBox | None = None
        if final:
            made = [(cvs.IMPROVED, "The one they had, made better"), (cvs.MADE, "Made together")]
            self.form.add("how", "How it came about", choice(made if view.existing else made[::-1]))
            named = [(name, name) for name in view.channels]
            ways = [("", "Choose…"), *named, (OTHER, "In another way")]
            self.how = self.form.add("agreed_how", "How did the participant agree?", choice(ways))
            self.form.add("other", "In which way", QLineEdit())
            self.how.currentIndexChanged.connect(lambda _: self._show_way())
        sessions = [(str(one.id), f"Session of {day_and_time(one.started_at)}") for one in view.sessions]
        self.form.add("session", "Worked on together in", choice([("", "No session"), *sessions]))
        if sessions:
            self.form.set_value("session", sessions[0][0])
        self.content.addWidget(self.form)
        self.add_cancel()
        if final:
            own = self.add_verb("They keep their own…", "plain", self._keep_own)
            own.setObjectName("cv-keep-own")
        self.save = self.add_verb("Agree it" if final else "Keep it", "primary", self._make, default=True)
        self.save.setObjectName("cv-agree-now")
        self._show_way()

    @classmethod
    def ask(cls, context: Context, view: CvView, parent: QWidget | None, *, final: bool) -> AgreeCvDialog:
        """Open it; the version is made from its button."""
        dialog = cls(context, view, parent, final=final)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return self._final and bool(str(self.form.value("other")).strip())

    def _show_way(self) -> None:
        if self.how is not None:
            self.form.set_shown("other", self.how.currentData() == OTHER)

    def _keep_own(self) -> None:
        """They want the CV that they have as their final one: why, unless that stands already, and their
        word (V3, AMB-22)."""
        declined, parent = self._view.state is CvState.DECLINED, self.parentWidget()
        confirming = declined and self._view.existing is not None
        self.discard()
        DeclineCvDialog.ask(self._context, self._view, parent, confirming=confirming)

    def _make(self) -> None:
        workspace, case_id = self._context.workspace, self._view.case_id
        chosen = str(self.form.value("session") or "")
        session = next((one.id for one in self._view.sessions if str(one.id) == chosen), None)
        how = agreed = ""
        if self._final:
            how, agreed = str(self.form.value("how")), str(self.form.value("agreed_how"))
            unsaid = "other" if agreed == OTHER else "agreed_how"
            agreed = str(self.form.value("other")).strip() if agreed == OTHER else agreed
            if not agreed:
                self.form.set_notes({unsaid: ("Say how the participant agreed.", "error")})
                self.form.field(unsaid).setFocus()
                return

        self.set_busy(True)
        write = self._context.tasks.write
        if how:
            write(
                lambda: cvs.agree(workspace, case_id, how=how, agreed_how=agreed, session_id=session),
                owner=self,
                done=self._agreed,
                failed=self.show_error,
            )
        else:
            write(
                lambda: cvs.make_version(workspace, case_id, session_id=session),
                owner=self,
                done=self._kept,
                failed=self.show_error,
            )

    def _agreed(self, outcome: Outcome[AgreedCv]) -> None:
        made = outcome.value
        told = f"Version {made.version.number} of the CV is agreed as final."
        self._tell(outcome, with_form_kept(told, made.document) if made.document is not None else told)

    def _kept(self, outcome: Outcome[CvVersionView]) -> None:
        self._tell(outcome, f"Version {outcome.value.number} of the CV is kept.")

    def _tell(self, outcome: Outcome[Any], told: str) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(told)
        self.accept()

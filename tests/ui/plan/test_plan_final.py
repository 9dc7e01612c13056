"""The JFAP made final in the real window: what is missing, the lock, queries, sending, back (P4 to P14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from jfs_desktop.casework.agreement import plan_queries
from jfs_desktop.casework.agreement.plan_queries import RaisedQuery
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.documents import issued_documents, wording_blocks
from jfs_desktop.casework.documents.document_views import DocumentState
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.today import cockpit
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective
from jfs_desktop.rules.programme.roles import Role
from tests.documents import made_templates
from tests.ui.casemaker import CaseMaker, case_maker, open_window
from tests.ui.recorder import Recorder
from tests.ui.tab_desk import TabDesk
from ui.dialogs.plan.compare_versions import CompareVersions
from ui.dialogs.plan.finalise_plan import FinalisePlanDialog
from ui.dialogs.plan.plan_query import LogQueryDialog, SettleQueryDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.pages.case.plan.plan import PlanTab
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]
DAY = date(2021, 6, 4)
AIM = Objective(uuid4(), "Find work in a warehouse", "Apply", "Two applications a week")


def planned(maker: CaseMaker, steps: str = "Go on applying.") -> UUID:
    """Somebody on provision with an agreed first version and one activity."""
    case_id = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
    maker.record(case_id, K.GROUP_ATTENDED, DAY)
    before = plans.open_plan(maker.workspace, case_id).content
    plans.settle(maker.workspace, case_id, replace(before, objectives=(AIM,), next_steps=steps))
    plans.make_version(maker.workspace, case_id, summary="First", agreed_how="by video")
    return case_id


class Way(TabDesk[PlanTab]):
    """The window on the JFAP tab of one case."""

    key, kind = "plan", PlanTab

    def shown(self, name: str) -> bool:
        made = self.tab.findChild(QPushButton, name)
        return made is not None and made.isVisible()

    def words(self) -> str:
        return " ".join(one.text() for one in self.tab.findChildren(QLabel) if one.isVisible())

    def make_final(self) -> None:
        self.click("plan-finalise")
        form = self.dialog_of(FinalisePlanDialog)
        form.form.set_value("how", "Video call")
        self.click("finalise-plan", form)
        assert QApplication.activeModalWidget() is None


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock, settle: Settle
) -> Callable[..., Way]:
    """A case brought there by verbs, and the window on its JFAP; called again without one, a restart."""
    known: list[UUID] = []

    def opened(bring: Callable[[CaseMaker], UUID] | None = None) -> Way:
        if bring is not None:
            with case_maker(own_vault, passphrase, window_clock) as maker:
                known.append(bring(maker))
                maker.on(DAY, time(9, 30))
        return Way(open_window(make_shell, own_vault, passphrase, settle), known[-1], settle)

    return opened


def test_p10_final_locked_and_still_locked_after_a_restart(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    way = opened(planned)
    left = "Of the minimum service, not recorded as given: 4 h of 1-2-1 support, Two 1-2-1 sessions or more"
    assert "The JFAP is complete" in way.words() and left in way.words(), "S13"
    assert way.tab.sheet.currentWidget() is way.tab.editor
    save_picture(way.shell.window, "plan-final-1-ready")
    way.click("plan-finalise")
    form = way.dialog_of(FinalisePlanDialog)
    assert not form.lacks.isVisible() and "Still empty" in form.told.text(), "P6"
    assert "Every activity is in the JFAP" in form.told.text(), "P4"
    assert form.service.isVisible() and form.service.text().startswith(left), "S13"
    save_picture(form, "plan-final-2-form")
    form.discard()
    way.make_final()
    for _ in range(2):
        assert way.tab.sheet.currentWidget() is way.tab.locked and not way.tab.head.agree.isVisible()
        assert "final since 4 June 2021 and locked" in way.tab.locked.words.text()
        assert "Find work in a warehouse" in way.tab.locked.text.toPlainText()
        (kept,) = issued_documents.of_case(way.workspace, way.case_id)
        assert kept.state is DocumentState.FINAL and kept.docx_sha256[:12] in way.tab.side.final.kept.text()
        save_picture(way.shell.window, "plan-final-3-locked")
        assert "older than the English" not in way.tab.locked.words.text()
        way.shell.window.close()
        way.shell.close()
        way = opened()
    me = way.workspace.me
    staff.change(way.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    document_language.choose(way.workspace, way.case_id, DocumentLanguage.WELSH)
    told = wording_blocks.rewrite(way.workspace, "how_to_query_closed", "en", "Ask us still.", "Shorter")
    way.shell.context.hub.tell(told)
    way.settle()
    assert "kept at an early end’ is older than the English" in way.tab.locked.words.text(), "B3"


def without_pages(maker: CaseMaker) -> UUID:
    """The same under a layout that cannot be set on pages once it is of them: tables within tables."""
    layout = made_templates.without_pages(made_templates.jfap(), 'first_name == "Gwenllian Angharad"')
    maker.layout_published("jfap", layout)
    return planned(maker)


def test_p9_a_final_plan_without_a_pdf_is_told_so(opened: Callable[..., Way]) -> None:
    """Frozen as Word and PDF, says the form: where no PDF could be made, the news of it says that."""
    way = opened(without_pages)
    said = Recorder(way.shell.context.say)
    way.make_final()
    (kept,) = issued_documents.of_case(way.workspace, way.case_id)
    assert kept.docx_sha256 and not kept.pdf_sha256
    told = said.news[-1].text
    assert "The JFAP is final" in told and "no PDF of it could be made" in told


def test_p7_p10_no_agreement_is_recorded_that_nobody_stated(opened: Callable[..., Way]) -> None:
    """JFS 4.09: how they agreed is chosen by whoever knows; and it is said that finalising began."""
    way = opened(planned)
    way.click("plan-finalise")
    form = way.dialog_of(FinalisePlanDialog)
    assert form.how.currentText() == "Choose…"
    assert "This also records that finalising began today." in form.told.text()
    way.click("finalise-plan", form)
    assert "JFS 4.09" in form.form.note("how") and form.isVisible()
    assert issued_documents.of_case(way.workspace, way.case_id) == ()
    form.form.set_value("how", "other")
    way.click("finalise-plan", form)
    assert form.form.note("other")
    form.form.set_value("other", "At the office")
    way.click("finalise-plan", form)
    (kept,) = issued_documents.of_case(way.workspace, way.case_id)
    assert kept.state is DocumentState.FINAL


def test_p8_no_way_is_recorded_by_which_a_query_came_before_it_is_said(opened: Callable[..., Way]) -> None:
    way = opened(planned)
    way.click("plan-query")
    form = way.dialog_of(LogQueryDialog)
    assert form.channel.currentText() == "Choose…"
    form.form.set_value("query", "The second date is too early.")
    way.click("log-query", form)
    assert form.form.note("channel") and form.isVisible()
    form.form.set_value("channel", "email")
    way.click("log-query", form)
    assert QApplication.activeModalWidget() is None


def test_p7_what_is_missing_is_told_with_its_paragraph(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    way = opened(lambda maker: planned(maker, steps=""))
    assert "The next steps are not written down yet. (JFS 4.07)" in way.words()
    way.click("plan-finalise")
    form = way.dialog_of(FinalisePlanDialog)
    assert "JFS 4.07" in form.lacks.text() and not form.form.isVisible() and not form.save.isVisible()
    save_picture(form, "plan-final-missing")
    assert form.focusWidget() is form.findChild(QPushButton, "mend-next_steps"), "its key leads there"
    way.click("mend-next_steps", form)
    assert QApplication.activeModalWidget() is None
    steps = way.tab.editor.steps
    assert way.shell.window.focusWidget() is steps, "where they are written"
    assert not steps.visibleRegion().isEmpty()
    QTest.keyClicks(steps, "Apply for two posts.")
    way.tab.head.export.setFocus()  # the field is left, as by a press on a button
    way.click("plan-finalise")
    assert way.dialog_of(FinalisePlanDialog).form.isVisible(), "what is typed counts at once"


def test_p8_from_what_is_missing_a_button_leads_to_the_open_query(opened: Callable[..., Way]) -> None:
    def bring(maker: CaseMaker) -> UUID:
        case_id = planned(maker)
        asked = RaisedQuery("The second date is too early.", "email", DAY)
        plan_queries.raise_query(maker.workspace, case_id, asked)
        return case_id

    way = opened(bring)
    way.click("plan-finalise")
    way.click("mend-query", way.dialog_of(FinalisePlanDialog))
    answer = way.dialog_of(SettleQueryDialog)
    answer.form.set_value("answer", "Moved by a week.")
    way.click("settle-query", answer)
    assert "The JFAP is complete" in way.words()


def test_p5_a_button_leads_to_the_objective_that_lacks_its_measure(opened: Callable[..., Way]) -> None:
    def bring(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        before = plans.open_plan(maker.workspace, case_id).content
        vague = replace(AIM, measure="")
        plans.settle(maker.workspace, case_id, replace(before, objectives=(vague,), next_steps="Apply."))
        return case_id

    way = opened(bring)
    way.click("plan-finalise")
    way.click("mend-objectives", way.dialog_of(FinalisePlanDialog))
    (row,) = way.tab.editor.objectives.rows
    assert way.shell.window.focusWidget() is row.measure and "JFS 4.05" in way.words()


def test_p8_a_query_is_logged_bars_it_stands_on_today_and_is_settled(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    way = opened(planned)
    way.click("plan-query")
    form = way.dialog_of(LogQueryDialog)
    form.form.set_value("query", "The second date is too early.")
    form.form.set_value("channel", "email")
    assert not form.form.field("identity").isVisible()
    form.form.set_value("channel", "video")
    assert form.form.value("identity") == ("confirmed",), "said when the group session was recorded"
    form.form.set_value("identity", ())
    way.click("log-query", form)
    assert "JFS 3.21" in form.form.note("identity"), "I3: each call says who it is"
    form.form.set_value("identity", ("confirmed",))
    save_picture(form, "plan-query-log")
    way.click("log-query", form)
    assert "1 query about the JFAP is open" in way.words() and "The second date is too early." in way.words()
    todos = [todo for todo in cockpit.cockpit(way.workspace).todos if todo.kind == "query"]
    assert [todo.what for todo in todos] == ["Answer the query about the JFAP"]
    save_picture(way.shell.window, "plan-query-open")
    way.click("settle-query", way.tab.side.queries)
    answer = way.dialog_of(SettleQueryDialog)
    answer.form.set_value("answer", "Moved by a week.")
    answer.changed.setChecked(True)
    save_picture(answer, "plan-query-settle")
    way.click("settle-query", answer)
    assert "Moved by a week. (plan changed)" in way.words() and "The JFAP is complete" in way.words()


def test_p8_a_query_without_a_blank_breaks_in_the_side_pane(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    way = opened(planned)
    way.click("plan-query")
    form = way.dialog_of(LogQueryDialog)
    form.form.set_value("query", "W" * 20_000)
    form.form.set_value("channel", "email")
    way.click("log-query", form)
    side = way.tab.side
    assert side.widget().width() <= side.viewport().width(), "nothing stands out of the pane"
    assert "W" * 20_000 in way.words().replace("\u200b", "")
    save_picture(way.shell.window, "plan-query-long")


def test_t23_a_query_or_more_help_opens_a_final_plan_again(opened: Callable[..., Way]) -> None:
    way = opened(planned)
    way.make_final()
    way.click("plan-reopen")
    assert way.tab.sheet.currentWidget() is way.tab.editor and way.shown("plan-finalise")
    way.make_final()
    way.click("plan-query")
    form = way.dialog_of(LogQueryDialog)
    assert "goes back to support" in form.body.text()
    form.form.set_value("query", "Mondays do not suit me.")
    form.form.set_value("channel", "email")
    way.click("log-query", form)
    assert way.tab.sheet.currentWidget() is way.tab.editor
    assert "Before it can be final" in way.words()


def test_x3_the_final_one_goes_with_the_reminder_and_its_copy_is_named(
    opened: Callable[..., Way], save_picture: Save
) -> None:
    way = opened(planned)
    way.make_final()
    assert "It has not gone to the participant yet." in way.words()
    way.click("plan-send")
    form = way.dialog_of(SendPlanDialog)
    assert "Gwenllian" in form.heading.text() and "Gwenllian" not in form.windowTitle()
    whole = str(form.form.value("message"))
    assert form.channel.currentText() == "Choose…", "nothing agreed carries documents (I9)"
    form.form.set_value("sent_to", "gwen@example.org")
    way.click("record-sent", form)
    assert form.form.note("channel"), "nothing is recorded by a way that nobody chose"
    form.form.set_value("channel", "email")
    form.form.set_value("sent_to", "gwen@example.org")
    form.form.set_value("message", "Here it is.")
    way.click("record-sent", form)
    assert "lacks" in form.form.note("message"), "P11, B3"
    form.form.set_value("message", whole)
    save_picture(form, "plan-send")
    way.click("record-sent", form)
    assert QApplication.activeModalWidget() is None, form.error_text()
    assert "E-mail to gwen@example.org, 4 June" in way.tab.side.final.kept.text()
    assert "Final, sent" in way.words()


def test_p14_an_early_end_is_shown_as_it_was_kept(opened: Callable[..., Way], save_picture: Save) -> None:
    def bring(maker: CaseMaker) -> UUID:
        case_id = planned(maker)
        maker.record(case_id, K.WITHDREW, DAY)
        maker.record(case_id, K.ENDED_EARLY, DAY)
        return case_id

    way = opened(bring)
    assert "kept as it stood when provision ended early, 4 June 2021" in way.tab.locked.words.text()
    assert "No final JFAP is needed." in way.words()
    assert not any(way.shown(name) for name in ("plan-finalise", "plan-send", "plan-reopen"))
    save_picture(way.shell.window, "plan-kept-early")


def test_p9_what_is_compared_is_exported_as_word(opened: Callable[..., Way], tmp_path: Path) -> None:
    way = opened(planned)
    steps = way.tab.editor.steps
    QTest.keyClicks(steps, "Ring first. ")
    way.tab.keeper.settle()
    way.settle()
    way.click("plan-compare")
    dialog = way.dialog_of(CompareVersions)
    dialog.export.click()
    way.settle()
    where = way.shell.window.findChild(QFileDialog, "where-to-save")
    assert isinstance(where, QFileDialog)
    assert where.nameFilters()[:2] == ["Word document (*.docx)", "PDF (*.pdf)"]
    where.fileSelected.emit(str(tmp_path / "compared.docx"))
    way.settle()
    where.fileSelected.emit(str(tmp_path / "compared.pdf"))
    where.reject()
    way.settle()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in (tmp_path / "compared.pdf").read_bytes()
    told = Document(str(tmp_path / "compared.docx"))
    came = [
        run.text
        for table in told.tables
        for row in table.rows
        for paragraph in row.cells[1].paragraphs
        for run in paragraph.runs
        if run.font.underline
    ]
    assert came == ["Ring first."]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

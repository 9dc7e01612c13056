"""A CV that they have, brought in in the real window; and help declined (V2, V3, AMB-22)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.cv.cv_views import KEPT
from jfs_desktop.casework.plan import plans
from jfs_desktop.rules.cv.cv import Section, entries_of
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.documents.made_hostile import CVS
from tests.documents.made_old_cvs import plain_pdf
from tests.documents.made_pictures import jpeg
from tests.documents.made_word import whole
from tests.ui.casemaker import MET, case_maker
from tests.ui.cv.conftest import CvDesk
from ui.dialogs.cv.cv_decline import DeclineCvDialog
from ui.dialogs.cv.cv_import import ImportCvDialog

GOOD = (
    "Gwenllian Llywelyn-Prytherch",
    "07700 900123",
    "Work history",
    "Kitchen porter",
    "Quay Café, Harbourside",
    "March 2017 to May 2019",
    "Washed up for eighty guests a night.",
    "Languages",
    "Polish",
    "National Insurance number: QQ123456C",
    "Born on 3 May 1990",
)


def file_of(folder: Path, *lines: str) -> Path:
    made = folder / "old cv.docx"
    made.write_bytes(whole(*lines))
    return made


def dropped(desk: CvDesk, file: Path) -> Any:
    """Drop a file onto the tab; the dialog that opens."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    none = Qt.MouseButton.NoButton
    at, how, keys = QPointF(40, 40), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    desk.tab.dropEvent(QDropEvent(at, how, mime, none, keys))
    return desk.dialog()


def test_v1_a_short_cv_that_runs_over_its_page_says_so(desk: CvDesk, tmp_path: Path) -> None:
    """The style is called 'Short, one page': where it has two, the editor says what to do."""
    jobs = [line for at in range(64) for line in (f"Driver, House{at}", f"{1955 + at} - {1956 + at}")]
    dialog = dropped(desk, file_of(tmp_path, "Ann Lee", "ann@example.org", "Work history", *jobs))
    dialog.go.click()
    desk.settle()
    box = desk.tab.head.style_box
    box.setCurrentIndex(box.findData(CvStyle.SHORT))
    box.activated.emit(box.currentIndex())
    desk.qtbot.waitUntil(lambda: desk.tab.preview.up_to_date and desk.tab.preview.view.page_count == 2)
    said = " ".join(one.text() for one in desk.tab.editor.findChildren(QLabel) if one.isVisibleTo(desk.tab))
    assert "made for one page, and the CV has 2" in said


def test_every_line_is_shown_and_what_was_not_understood_is_placed(desk: CvDesk, tmp_path: Path) -> None:
    """V2: nothing is dropped in silence."""
    dialog = dropped(desk, file_of(tmp_path, *GOOD))
    assert isinstance(dialog, ImportCvDialog)
    told = " ".join(line.read.text for line in dialog._lines)
    assert all(line in told for line in GOOD) and not dialog.whose.isVisible()
    left = [line for line in dialog._lines if line.open]
    assert left and dialog.only_open.isChecked() and dialog.places.isVisible()
    for _ in left:
        desk.click("cv-place-interests", dialog)
    assert not any(line.open for line in dialog._lines)
    desk.click("cv-place-back", dialog)
    desk.click("cv-place-nowhere", dialog)
    dialog.form.set_value("improvements", "Dates")
    dialog.go.click()
    desk.settle()
    view = desk.view
    assert view.state is CvState.DRAFT and view.existing is not None and view.existing.name == "old cv.docx"
    assert [row.title for row in desk.tab.editor.content().work] == ["Kitchen porter"]
    assert len(desk.tab.editor.content().interests) == len(left) - 1
    lines = [line.text for line in plans.open_plan(desk.workspace, desk.case_id).content.activities]
    assert any("Dates" in text for text in lines)


def test_v2_a_file_that_names_somebody_else_is_asked_about(desk: CvDesk, tmp_path: Path) -> None:
    """Another person's details would come into this case."""
    dialog = dropped(desk, file_of(tmp_path, "Mary Ann Smith", *GOOD[1:]))
    person = desk.view.person
    assert (
        dialog.whose.isVisible() and "Mary Ann Smith" in dialog.whose.text() and person in dialog.whose.text()
    )


def test_a_line_that_was_taken_wrongly_is_put_elsewhere(desk: CvDesk, tmp_path: Path) -> None:
    """V2: any line, and not only one that was not understood; what is unsure is shown at once."""
    work = ("Cashing up", "March 2020 to May 2020")
    dialog = dropped(desk, file_of(tmp_path, *GOOD[:6], *work, *GOOD[6:9]))
    assert "Cashing up" in [line.read.text for line in dialog._lines if line.to_look_at]
    dialog.only_open.setChecked(False)

    def choose(text: str) -> None:
        dialog.table.selectRow(next(at for at, line in enumerate(dialog._lines) if line.read.text == text))

    was = dialog._content
    choose("Quay Café, Harbourside")
    desk.click("cv-place-interests", dialog)
    job, interest = dialog._content.work[1], dialog._content.interests[0]  # the newest job comes first
    assert (job.title, job.employer, job.place) == ("Kitchen porter", "", "")
    assert interest.text == "Quay Café, Harbourside"
    choose("Quay Café, Harbourside")
    desk.click("cv-place-skills", dialog)
    assert not dialog._content.interests and dialog._content.skills[0].name == interest.text
    choose("Polish")
    desk.click("cv-place-nowhere", dialog)
    assert not dialog._content.languages
    for _ in range(3):
        desk.click("cv-place-back", dialog)
    assert dialog._content == was
    dialog.reject()


def test_each_hostile_file_is_refused_in_one_sentence(desk: CvDesk, tmp_path: Path) -> None:
    """Macros, what lies elsewhere, bombs, passwords, .doc, 300 pages, scans, cut off."""
    for name, (make, words) in CVS.items():
        bad = tmp_path / "their cv.pdf"
        bad.write_bytes(make())
        dialog = dropped(desk, bad)
        told = dialog.error_text()
        assert "'their cv.pdf'" in told and re.search(words, told) and told.count(". ") == 1, (name, told)
        assert not dialog.go.isEnabled() and not dialog.table.isVisible()
        dialog.reject()
        desk.settle()
    assert desk.view.state is CvState.NONE


def test_twelve_jobs_come_in_go_out_as_json_resume_and_come_back(desk: CvDesk, tmp_path: Path) -> None:
    """V1, V2: date, title and employer on three lines, the oldest first."""
    lines = ["Ann Lee", "ann@example.org", "Work history"]
    for year in range(1998, 2022, 2):
        lines += [
            f"{year} - {year + 1}",
            "Sales Assistant",
            f"House{year}, Prestatyn",
            "- Worked on the till",
        ]
    dialog = dropped(desk, file_of(tmp_path, *lines, "Training", "Food Hygiene Level 2 - 2019"))
    assert not any(line.open for line in dialog._lines)
    dialog.go.click()
    desk.settle()
    came = desk.tab.editor.content()
    assert [job.employer for job in came.work] == [f"House{year}" for year in range(2020, 1996, -2)]
    assert [row.name for row in came.training] == ["Food Hygiene Level 2"]
    out = tmp_path / "cv.json"
    desk.tab.export_to(out, CvForm.JSON_RESUME)
    desk.settle()
    dropped(desk, out).go.click()
    desk.settle()
    back = desk.tab.editor.content()
    for section in (Section.WORK, Section.TRAINING):
        rows = zip(entries_of(back, section), entries_of(came, section), strict=True)
        assert all(replace(new, id=old.id) == old for new, old in rows)


def test_what_stood_in_the_editor_is_kept_as_a_version(desk: CvDesk, tmp_path: Path) -> None:
    desk.begin()
    desk.add("work", title="Porter")
    dialog = dropped(desk, file_of(tmp_path, *GOOD[:7]))
    assert "kept as a version" in dialog.further.text()
    dialog.go.click()
    desk.settle()
    assert [row.title for row in desk.view.versions[0].shown.content.work] == ["Porter"]
    assert [row.title for row in desk.tab.editor.content().work] == ["Kitchen porter"]


def test_declining_with_the_cv_that_they_have_makes_it_final(desk: CvDesk, tmp_path: Path) -> None:
    """V3, AMB-22."""
    desk.click("cv-decline")
    dialog = desk.dialog()
    assert isinstance(dialog, DeclineCvDialog)
    dialog.save.click()
    desk.settle()
    assert dialog.isVisible() and desk.view.state is CvState.NONE
    dialog.has_one.chips[0].click()
    dialog.save.click()
    desk.settle()
    assert dialog.isVisible()
    dialog.form.set_value("reason", "Their sister wrote it.")
    dialog.take_file(file_of(tmp_path, *GOOD))
    desk.settle()
    assert dialog.confirm_form.isVisible()
    dialog.how.setCurrentIndex(1)
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.FINAL
    assert desk.tab.start.title.text() == "They keep the CV that they have"


def test_v3_who_declines_once_their_cv_was_brought_in_keeps_their_own(desk: CvDesk, tmp_path: Path) -> None:
    """AMB-22, JFS 4.14, 5.02: what was begun from it stands beside it, and is not what they confirmed."""
    dialog = dropped(desk, file_of(tmp_path, *GOOD))
    dialog.go.click()
    desk.settle()
    desk.click("cv-agree")
    desk.click("cv-keep-own", desk.dialog())
    dialog = desk.dialog()
    assert isinstance(dialog, DeclineCvDialog) and "is kept on the case" in dialog.kept.text()
    dialog.form.set_value("reason", "Their sister wrote it.")
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.DECLINED
    desk.click("cv-agree")
    desk.click("cv-keep-own", desk.dialog())
    dialog = desk.dialog()
    assert isinstance(dialog, DeclineCvDialog) and "reason" not in dialog.form.values()
    dialog.save.click()
    desk.settle()
    assert (desk.view.state, desk.view.agreed_as) == (CvState.FINAL, KEPT)
    assert "their own is final since" in desk.tab.head.state.text().lower()
    lines = plans.open_plan(desk.workspace, desk.case_id).content.activities
    assert any("Their sister wrote it." in line.text for line in lines), "V3"


def test_without_any_cv_the_tab_says_what_that_means(desk: CvDesk) -> None:
    """AMB-22: nobody is a completer without a CV."""
    desk.click("cv-decline")
    dialog = desk.dialog()
    dialog.has_one.chips[1].click()
    dialog.form.set_value("reason", "Wants none.")
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.DECLINED
    assert "nobody is a completer" in desk.tab.start.text.text()
    assert desk.tab.start.begin.isVisible() and not desk.tab.start.decline.isVisible()


def test_their_word_may_be_recorded_later(desk: CvDesk, tmp_path: Path) -> None:
    desk.click("cv-decline")
    dialog = desk.dialog()
    dialog.has_one.chips[0].click()
    dialog.form.set_value("reason", "Happy with it.")
    dialog.take_file(file_of(tmp_path, *GOOD))
    desk.settle()
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.DECLINED
    desk.click("cv-confirm")
    desk.dialog().save.click()
    desk.settle()
    assert desk.view.state is CvState.FINAL
    desk.click("cv-open-existing")
    shown = desk.dialog()
    desk.qtbot.waitUntil(lambda: shown.pages.page_count == 1)


@pytest.mark.parametrize("form", ["scan", "photograph"])
def test_amb22_a_cv_on_paper_is_kept_as_it_is_and_confirmed(desk: CvDesk, tmp_path: Path, form: str) -> None:
    """V2, V3: its words need not be read for it to be the one that they have."""
    path = tmp_path / ("cv.pdf" if form == "scan" else "cv.jpg")
    path.write_bytes(plain_pdf(b"0 0 m 9 9 l S") if form == "scan" else jpeg(900, 1200))
    desk.click("cv-decline")
    dialog = desk.dialog()
    dialog.has_one.chips[0].click()
    dialog.form.set_value("reason", "Happy with it.")
    dialog.take_file(path)
    desk.settle()
    assert path.name in dialog.kept.text() and dialog.confirm_form.isVisible()
    dialog.how.setCurrentIndex(1)
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.FINAL
    desk.click("cv-open-existing")
    shown = desk.dialog()
    if form == "scan":
        desk.qtbot.waitUntil(lambda: shown.pages.page_count == 1)
    else:
        desk.qtbot.waitUntil(lambda: not shown.picture.pixmap().isNull())
        assert shown.area.isVisible() and "cv.jpg" in shown.picture.accessibleName()


@pytest.mark.parametrize("form", ["scan", "photograph"])
def test_v2_a_cv_on_paper_is_kept_where_help_is_accepted(desk: CvDesk, tmp_path: Path, form: str) -> None:
    """JFS 4.13: no words can be read in it, so the CV is typed in beside it; the offer stands in the JFAP."""
    path = tmp_path / ("cv.pdf" if form == "scan" else "cv.jpg")
    path.write_bytes(plain_pdf(b"0 0 m 9 9 l S") if form == "scan" else jpeg(900, 1200))
    dialog = dropped(desk, path)
    assert "picture" in dialog.error_text() and not dialog.go.isVisible()
    dialog.form.set_value("improvements", "Newer jobs")
    desk.click("cv-keep-picture", dialog)
    view = desk.view
    assert view.state is CvState.EXISTING and view.existing is not None and view.existing.name == path.name
    lines = [line.text for line in plans.open_plan(desk.workspace, desk.case_id).content.activities]
    assert any("Newer jobs" in text for text in lines)
    desk.click("cv-open-existing")
    shown = desk.dialog()
    desk.qtbot.waitUntil(lambda: shown.pages.page_count == 1 or not shown.picture.pixmap().isNull())
    shown.reject()
    desk.begin()
    assert desk.view.state is CvState.DRAFT and desk.view.existing is not None


def test_v2_what_could_not_be_shown_again_is_not_kept(desk: CvDesk, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"%PDF-1.4 nothing of it")
    desk.click("cv-decline")
    dialog = desk.dialog()
    dialog.has_one.chips[0].click()
    dialog.take_file(path)
    desk.settle()
    assert dialog.error_text() and not dialog.confirm_form.isVisible()


def test_one_that_was_agreed_elsewhere_is_not_called_the_one_they_had(
    make_desk: Callable[[], CvDesk], own_vault: Path, case_id: UUID, passphrase: str, window_clock: Any
) -> None:
    """V4: recorded as made together, without a copy here."""
    now = window_clock.wall
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.record(case_id, FactKind.CV_AGREED, MET, detail={"how": "made"})
    window_clock.wall = now
    start = make_desk().tab.start
    assert start.title.text() == "The CV is final"
    assert "No copy of it is here" in start.text.text()
    assert start.bring.isVisible() and not start.open.isVisible()


def test_a_welsh_cv_comes_in_as_welsh_and_the_choice_on_the_case_stays(desk: CvDesk, tmp_path: Path) -> None:
    """V2, B1: what was recorded is never changed from here, and where it differs it is said."""
    desk.shell.hub.tell(document_language.choose(desk.workspace, desk.case_id, DocumentLanguage.ENGLISH))
    desk.settle()
    welsh = tmp_path / "cv.txt"
    welsh.write_text("Siân Prŷs\n\nHanes gwaith\nMai 2016 – presennol  Cogydd, Ysgol Tryfan\n", "utf-8")
    dialog = dropped(desk, welsh)
    assert dialog.language.currentText() == "Welsh"
    assert "Their documents stay in English" in dialog.form.note("language")
    dialog.go.click()
    desk.settle()
    assert desk.tab.editor.language.currentText() == "Welsh"
    assert document_language.asked(desk.workspace, desk.case_id) is DocumentLanguage.ENGLISH
    dialog = dropped(desk, file_of(tmp_path, *GOOD))
    assert dialog.language.currentText() == "English"
    assert "The CV here is in Welsh" in dialog.form.note("language")
    dialog.form.set_value("language", DocumentLanguage.WELSH)
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert "reads as English" in dialog.form.note("language")
    dialog.go.click()
    desk.settle()
    assert desk.tab.editor.content().language is DocumentLanguage.WELSH


def test_a_new_cv_begins_in_the_language_they_chose(desk: CvDesk) -> None:
    """V1, B1."""
    desk.shell.hub.tell(document_language.choose(desk.workspace, desk.case_id, DocumentLanguage.WELSH))
    desk.settle()
    desk.begin()
    assert desk.tab.editor.language.currentText() == "Welsh"

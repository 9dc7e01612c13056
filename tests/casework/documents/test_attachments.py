"""Evidence kept on a case, by the verbs alone: the notice first, each look logged, nothing plain on disk
(C7, I5, I6, I7, W16, D5)."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk.verification import verify
from jfs_desktop.casework.documents import attachments
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule, UndoRefused, VaultProblem
from jfs_desktop.outcome import Changed
from jfs_desktop.records.attachment import AttachmentKey
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.documents import made_pictures as made
from tests.documents.made_old_cvs import plain_pdf

IDENTITY, CONTACT, PROOF = "identity_evidence", "contact_evidence", "prap_proof"
PDF = plain_pdf(b"BT /F1 9 Tf 50 700 Td (Hello) Tj ET", trailer=b"/Note (CANARY letter text)")


def kept(office: Office, case_id: UUID, content: bytes | None = None) -> attachments.AttachmentView:
    """A picture of a passport, with the notice shown."""
    picture = made.jpeg(600, 400, orientation=6) if content is None else content
    return attachments.keep(
        office.workspace, case_id, IDENTITY, picture, "C:\\Users\\rk\\IMG_2034.JPG", notice_version="1"
    ).value


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_i6_a_picture_is_kept_and_comes_back_as_it_was_written_anew(office: Office) -> None:
    case_id = office.referred()
    view = kept(office, case_id)
    content = attachments.content(office.workspace, view.id)
    assert (view.purpose_name, view.kind, view.name) == ("Identity check", FileKind.JPEG, "IMG_2034.JPG")
    assert (view.width, view.height, view.size) == (400, 600, len(content))
    assert view.sha256 == hashlib.sha256(content).hexdigest() and view.by == "Rukhsana Khan"
    assert view.retention_class == "identity_evidence" and view.taken_at == office.workspace.now()
    assert attachments.of_case(office.workspace, case_id) == (view,)
    assert verify(office.workspace).ok


def test_i7_nothing_of_it_is_plain_on_the_disk_nor_are_the_camera_s_notes_anywhere(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vault, log of the database, backup and the folder for temporary files, open and locked."""
    scratch = tmp_path / "temporary"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    original = made.jpeg(600, 400)
    view = kept(office, office.referred(), original)
    content = attachments.content(office.workspace, view.id)
    assert made.CANARY in original and made.CANARY not in content and b"Exif" not in content
    office.workspace.vault.back_up()
    middle = len(content) // 2
    needles = (made.CANARY, original[200:264], content[:32], content[middle : middle + 32], b"IMG_2034")
    for locked in (False, True):
        if locked:
            office.workspace.vault.lock()
        for path in files_of(office.folder):
            written = path.read_bytes()
            assert not [needle for needle in needles if needle in written], path.name
            assert "IMG" not in path.name
    assert files_of(scratch) == []
    office.workspace.vault.unlock(PASSPHRASE)
    assert attachments.content(office.workspace, view.id) == content


def test_i7_no_picture_before_the_notice_was_shown(office: Office) -> None:
    case_id, workspace = office.referred(), office.workspace
    with pytest.raises(RefusedByRule) as refused:
        attachments.keep(workspace, case_id, IDENTITY, made.jpeg(), "id.jpg")
    assert refused.value.paragraph == "JFS 3.23" and refused.value.remedy
    shown = workspace.now() - timedelta(minutes=2)
    view = attachments.keep(
        workspace, case_id, IDENTITY, made.jpeg(), "id.jpg", notice_version="1", notice_shown_at=shown
    ).value
    assert (view.notice_version, view.notice_shown_at) == ("1", shown)
    with pytest.raises(BadInput, match="future"):
        attachments.keep(
            workspace, case_id, IDENTITY, made.jpeg(), "id.jpg",
            notice_version="1", notice_shown_at=workspace.now() + timedelta(seconds=1),
        )  # fmt: skip
    without = attachments.keep(workspace, case_id, PROOF, made.png(), "prap.png").value
    assert (without.notice_version, without.notice_shown_at, without.kind) == ("", None, FileKind.PNG)


def test_i6_every_look_is_logged_with_who_and_when(office: Office) -> None:
    case_id = office.referred()
    view = kept(office, case_id)
    assert attachments.openings(office.workspace, view.id) == ()
    times = []
    for at in ("10:00", "11:30"):
        office.on(date(2021, 6, 4), at)
        attachments.content(office.workspace, view.id)
        times.append(office.workspace.now())
    seen = attachments.openings(office.workspace, view.id)
    assert [(look.by, look.at) for look in seen] == [("Rukhsana Khan", at) for at in reversed(times)]
    told = [entry.text for entry in history.of_case(office.workspace, case_id)]
    assert told[:3] == ["Looked at a piece of evidence"] * 2 + ["Kept a piece of evidence"]


def test_a_look_at_a_missing_file_is_logged_all_the_same(office: Office) -> None:
    view = kept(office, office.referred())
    (office.folder / "att" / str(view.id)).unlink()
    with pytest.raises(VaultProblem, match="missing"):
        attachments.content(office.workspace, view.id)
    assert len(attachments.openings(office.workspace, view.id)) == 1
    found = {check.name: check.ok for check in verify(office.workspace).checks}
    assert found["attachments"] is False


def test_d5_what_is_taken_back_is_erased_and_stays_told_with_its_reason(office: Office) -> None:
    case_id, workspace = office.referred(), office.workspace
    view = kept(office, case_id)
    with pytest.raises(BadInput, match="why"):
        attachments.take_back(workspace, view.id, "  ")
    outcome = attachments.take_back(workspace, view.id, "Somebody else's passport")
    assert outcome.value.taken_back and outcome.value.removed_reason == "Somebody else's passport"
    assert outcome.changed & Changed.EVIDENCE and outcome.case_ids == {case_id} and not outcome.label
    assert list((office.folder / "att").iterdir()) == []
    with workspace.reading() as db:
        assert db.get(AttachmentKey, view.id) is None
    for look in (attachments.content, lambda w, known: attachments.take_back(w, known, "again")):
        with pytest.raises(NotFound, match="taken back"):
            look(workspace, view.id)
    assert attachments.of_case(workspace, case_id)[0].sha256 == view.sha256
    newest = history.of_case(workspace, case_id)[0]
    assert newest.text == "Took a piece of evidence back" and any("passport" in row for row in newest.details)
    assert outcome.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(workspace, outcome.change_id)
    assert verify(workspace).ok


def test_keeping_is_corrected_and_never_undone(office: Office) -> None:
    outcome = attachments.keep(office.workspace, office.referred(), PROOF, made.png(), "prap.png")
    assert outcome.label == "" and outcome.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, outcome.change_id)


def test_c7_evidence_for_one_entry(office: Office) -> None:
    """W16, C7: a picture or a letter hangs on the attempt that it proves, and on no other case's."""
    case_id, other = office.referred(), office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    attempt = office.record(case_id, FactKind.CONTACT_ATTEMPTED, channel="telephone").id
    workspace = office.workspace
    letter = attachments.keep(workspace, case_id, CONTACT, PDF, "letter.pdf", about=attempt).value
    attachments.keep(workspace, case_id, CONTACT, made.png(), "call log.png")
    assert attachments.of_case(workspace, case_id, about=attempt) == (letter,)
    assert len(attachments.of_case(workspace, case_id)) == 2 and attachments.of_case(workspace, other) == ()
    assert (letter.kind, letter.width, letter.retention_class) == (FileKind.PDF, None, "contact_attempts")
    assert attachments.content(workspace, letter.id) == PDF
    with pytest.raises(NotFound, match="not on this case"):
        attachments.keep(workspace, other, CONTACT, PDF, "letter.pdf", about=attempt)


def test_a_pdf_is_kept_only_where_the_purpose_lets_it(office: Office) -> None:
    with pytest.raises(BadInput, match="PDF"):
        attachments.keep(office.workspace, office.referred(), IDENTITY, PDF, "id.pdf", notice_version="1")
    before = office.entries()
    for content, words in (
        (b"", "empty"),
        (made.jpeg()[:-500], "damaged"),
        (made.stated_png(9999, 9999), "pixels"),
    ):
        with pytest.raises(BadInput, match=words):
            attachments.keep(office.workspace, None, "complaint", content, "x.jpg")
    with pytest.raises(BadInput, match="purpose"):
        attachments.keep(office.workspace, None, "holiday", made.jpeg(), "x.jpg")
    assert office.entries() == before and list((office.folder / "att").iterdir()) == []


def test_what_was_checked_beside_the_work_is_kept_as_it_is(office: Office) -> None:
    """And a PDF that was checked for another purpose is not."""
    purposes = office.workspace.programme
    proof, contact = purposes.evidence_purpose(PROOF), purposes.evidence_purpose(CONTACT)
    assert proof is not None and contact is not None
    checked = attachments.check(proof, made.png())
    case_id = office.referred()
    view = attachments.keep(office.workspace, case_id, PROOF, checked, "prap.png").value
    assert attachments.content(office.workspace, view.id) == checked.content and "IHDR" not in repr(checked)
    with pytest.raises(BadInput, match="PDF"):
        attachments.keep(office.workspace, case_id, PROOF, attachments.check(contact, PDF), "x.pdf")


def test_an_unknown_case_keeps_nothing(office: Office) -> None:
    with pytest.raises(NotFound):
        attachments.keep(office.workspace, UUID(int=5), PROOF, made.png(), "x.png")
    assert list((office.folder / "att").iterdir()) == []


def test_the_second_press_of_the_button_keeps_nothing_twice(office: Office) -> None:
    case_id = office.referred()
    first = kept(office, case_id)
    before = office.entries()
    again = attachments.keep(
        office.workspace,
        case_id,
        IDENTITY,
        made.jpeg(600, 400, orientation=6),
        "copy.jpg",
        notice_version="1",
    )
    assert again.value == first and again.change_id is None and office.entries() == before
    attachments.take_back(office.workspace, first.id, "Blurred")
    assert kept(office, case_id).id != first.id


def test_d5_all_evidence_of_a_purpose_for_an_audit(office: Office) -> None:
    """On every case and on the contract, newest first, with what was taken back among it."""
    workspace = office.workspace
    one, two = office.referred(), office.referred()
    views = []
    for hour, case_id in ((10, one), (11, two)):
        office.on(date(2021, 6, 4), f"{hour}:00")
        views.append(kept(office, case_id))
    attachments.take_back(workspace, views[0].id, "Blurred")
    letter = attachments.keep(workspace, None, "complaint", PDF, "letter.pdf").value
    assert [view.id for view in attachments.of_purpose(workspace, IDENTITY)] == [views[1].id, views[0].id]
    assert attachments.of_purpose(workspace, IDENTITY)[1].taken_back
    assert attachments.of_purpose(workspace, "complaint") == (letter,)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../Startup/run.exe", "run.exe"),
        ("C:\\Users\\x\\pass port.jpg", "pass port.jpg"),
        ("a\u202egpj.exe", "a gpj.exe"),
        ("a\x00b\r\nc", "a b c"),
        ("", "picture"),
        ("x" * 500, "x" * attachments.LONGEST_NAME),
        ("/", "picture"),
    ],
)
def test_a_file_s_name_is_only_a_label(name: str, shown: str) -> None:
    assert attachments.plain_name(name) == shown


def test_a_view_names_nobody_and_no_file(office: Office) -> None:
    view = kept(office, office.referred())
    attachments.content(office.workspace, view.id)
    for value in (view, attachments.openings(office.workspace, view.id)[0]):
        assert "IMG" not in repr(value) and "Khan" not in repr(value)


def test_it_is_there_after_the_vault_was_closed_and_opened(office: Office) -> None:
    case_id = office.referred()
    view = kept(office, case_id)
    before = attachments.content(office.workspace, view.id)
    office.workspace.close()
    assert [path.name for path in (office.folder / "att").iterdir()] == [str(view.id)]
    office.workspace.vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    assert attachments.content(office.workspace, view.id) == before

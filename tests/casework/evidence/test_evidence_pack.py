"""The evidence pack of a case: opened, each link followed, each hash worked out (I18, D5, MI12, G2)."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import os
import re
import shutil
import zipfile
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import unfinished_exports
from jfs_desktop.casework.desk.leaving_file import written_aside
from jfs_desktop.casework.desk.long_jobs import Stopped, Where
from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.evidence import evidence_pack, pack_writing
from jfs_desktop.casework.evidence.evidence_pack import PackWish
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.store import chain
from jfs_desktop.store.attachment_files import place
from tests.casework.conftest import Office
from tests.casework.mailed import OWN, SERVER
from tests.casework.replies.test_replies import BOTH, bring, reply, send
from tests.documents.made_pictures import jpeg
from tests.exchange.test_clean_names import HOSTILE

TYPED = '<script>alert("x")</script><img src=//evil.example/x onerror=1> & \u202egpj.\x07'
WITH_IDENTITY = PackWish(identity_notice="1")


@dataclass
class Page(HTMLParser):
    """A page as a browser reads it: its tags, links and words."""

    tags: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        self.hrefs += [found["href"] or ""] if "href" in found else []
        self.ids |= {found["id"] or ""} if "id" in found else set()
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "tags that do not close one another"

    def handle_data(self, data: str) -> None:
        self.words += data


def page(content: bytes) -> Page:
    read = Page()
    read.feed(content.decode("utf-8"))
    read.close()
    assert read.open == []
    return read


@pytest.fixture
def case_id(office: Office, tmp_path: Path) -> UUID:
    """Somebody with papers, a message, a reply, a picture of identity and words of an evil hand."""
    made = office.met(email=OWN)
    ws = office.workspace
    office.record(made, K.VOLUNTEER_CONFIRMED)
    office.record(made, K.JFAP_AGREED, note=TYPED)
    mail_account.put(ws, SERVER)
    issued_documents.freeze(
        ws,
        made,
        issued_documents.NewDocument(kind="jfap", pdf=b"%PDF-1.7 the plan", docx=b"PK the plan", version="1"),
    )
    attachments.keep(ws, made, "identity_evidence", jpeg(), "passport.jpg", notice_version="1")
    attachments.keep(ws, made, "contact_evidence", jpeg(64, 48), "text <b>message.jpg")
    bring(office, tmp_path, reply(send(office, made, "pack"), BOTH, office.clock.at))
    office.record(made, K.SAFEGUARDING_NOTICED, detail={"incident": "other"}, note="UNSAID")
    office.record(made, K.COMPLAINT_RAISED, detail={"raised_by": "HER BROTHER", "words": "UNSAID"})
    return made


def whole(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def sums(held: dict[str, bytes]) -> dict[str, str]:
    lines = held["SHA256SUMS"].decode().splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def test_a_folder_opens_without_the_product_and_every_link_and_hash_holds(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18, D5, MI12: each link leads to a file of the pack or a place on the page, each file is listed with
    the hash of its bytes and linked to, and no page runs or fetches anything."""
    folder = evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value
    held = whole(folder)
    assert sums(held) == {
        path: hashlib.sha256(content).hexdigest() for path, content in held.items() if path != "SHA256SUMS"
    }
    reached = {"index.html"}
    for path in [one for one in held if one.endswith(".html")]:
        read = page(held[path])
        assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(read.tags)
        assert not {one for one in read.attributes if one.startswith("on")} | {"src"} & read.attributes
        assert {"html", "title", "h1", "main"} <= set(read.tags)
        for href in read.hrefs:
            assert "//" not in href and ":" not in href
            place, _, anchor = href.partition("#")
            if not place:
                assert anchor in read.ids
                continue
            target = (folder / path).parent.joinpath(unquote(place)).resolve()
            assert target.is_relative_to(folder.resolve()) and target.is_file()
            reached.add(target.relative_to(folder.resolve()).as_posix())
    assert reached == set(held)


def test_no_hash_stands_there_for_a_file_that_is_elsewhere_or_nowhere(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """P9, I16, I18: beside each entry that names a file's hash stands where in the pack that file is, or that
    it is not in it."""
    went = {"file_sha256": hashlib.sha256(b"PK the plan").hexdigest(), "pdf_sha256": "0" * 64}
    office.record(case_id, K.DRAFT_JFAP_SENT, channel="email", detail={"sent_to": OWN, **went})
    held = whole(evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value)
    read = page(held["index.html"])
    words, name = read.words, "002 Job Finding Action Plan, version 1.docx"
    assert f"File: {name}SHA-256 {went['file_sha256']}" in words
    assert read.hrefs.count(quote(f"documents/{name}")) == 2, "both lead to it"
    assert f"PDF, not in this packSHA-256 {went['pdf_sha256']}" in words
    listed = set(sums(held).values())
    for told in re.finditer(r"(.{0,20})SHA-256 ([0-9a-f]{64})", words):
        assert told[2] in listed or told[1].endswith("not in this pack")


def test_i17_the_receipt_leads_to_the_reply_that_it_rests_on(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I17, I18: with several papers and replies nobody has to guess which confirms which."""
    (waiting,) = replies.of_case(office.workspace, case_id)
    replies.accept(office.workspace, waiting.id, [Paper.PACK])
    held = whole(evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value)
    (path,) = [one for one in held if one.startswith("messages/") and "Reply" in one]
    assert (
        f"Reply: {path.removeprefix('messages/')}SHA-256 {waiting.sha256}" in page(held["index.html"]).words
    )


@pytest.mark.parametrize("place", ["pack.zip", "att/pack", "../{vault}/pack"])
def test_nothing_leaves_into_the_vaults_own_folder(
    office: Office, case_id: UUID, tmp_path: Path, place: str
) -> None:
    """I18, SECURITY 3: clear text would lie among what is encrypted, and a sound vault would look damaged."""
    vault = office.workspace.vault.folder
    before = set(vault.rglob("*"))
    path = vault / place.replace("{vault}", vault.name)
    with pytest.raises(BadInput, match="vault's own folder") as refused:
        evidence_pack.export(office.workspace, case_id, path)
    assert refused.value.field == "path"
    with (
        pytest.raises(BadInput, match="vault's own folder"),
        written_aside(office.workspace, pack_writing.LEAVING, b"clear", path),
    ):
        pass
    assert set(vault.rglob("*")) == before


def test_what_was_kept_is_there_byte_for_byte(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I14, I17, I18: documents and replies as they were kept, messages as mail programs open them."""
    held = whole(evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value)
    assert held["documents/001 Job Finding Action Plan, version 1.pdf"] == b"%PDF-1.7 the plan"
    assert held["documents/002 Job Finding Action Plan, version 1.docx"] == b"PK the plan"
    mails = {path: message_from_bytes(held[path], policy=default) for path in held if path.endswith(".eml")}
    assert len(mails) == 2
    out = next(one for one in mails.values() if one["To"].addresses[0].addr_spec == OWN)
    assert "Your pack [JFS-" in out["Subject"] and out["Message-ID"].startswith("<")
    (came,) = [one for one in attachments.of_case(office.workspace, case_id) if one.purpose == "reply"]
    assert came.sha256 in {hashlib.sha256(content).hexdigest() for content in held.values()}
    assert len(attachments.openings(office.workspace, came.id)) == 1


def test_words_typed_by_anybody_are_shown_and_never_run(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """SECURITY: escaped, on the pages and in the tables; what turns a line round is taken out."""
    held = whole(evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value)
    for path in ("index.html", "logs/journal.html"):
        assert b"<script" not in held[path] and "\u202e".encode() not in held[path]
        assert 'alert("x")' in page(held[path]).words
    assert "text <b>message.jpg" in page(held["index.html"]).words


def test_what_is_restricted_stays_unless_asked_for_with_a_reason(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """G2, X7: nowhere in the pack, its journal either; what is left out is told of every case alike."""
    ws = office.workspace
    plain = whole(evidence_pack.export(ws, case_id, tmp_path / "plain").value)
    told = b"".join(plain.values())
    assert b"UNSAID" not in told and b"HER BROTHER" not in told and b"Safeguarding issue" not in told
    assert (
        "Kept apart, and told only with a reason: complaints, safeguarding."
        in page(plain["index.html"]).words
    )
    wish = PackWish(frozenset({"safeguarding"}))
    with pytest.raises(BadInput) as refused:
        evidence_pack.export(ws, case_id, tmp_path / "b", wish)
    assert refused.value.field == "reason"
    with pytest.raises(BadInput):
        evidence_pack.export(
            ws, case_id, tmp_path / "b", PackWish(frozenset({"contact"}), "Asked for by DWP")
        )
    asked = PackWish(frozenset({"safeguarding"}), "The District Lead asked for it")
    given = whole(evidence_pack.export(ws, case_id, tmp_path / "b", asked).value)
    assert "UNSAID" in page(given["index.html"]).words and b"HER BROTHER" not in b"".join(given.values())
    newest = next(one for one in facts.of_case(ws, case_id) if one.kind == K.EVIDENCE_PACK_SAVED)
    assert newest.detail["reason"] == "The District Lead asked for it"
    assert history.of_case(ws, case_id)[0].reason == "The District Lead asked for it"


def test_why_a_restricted_thing_is_late_stays_with_it_and_no_line_tells_a_key(
    office: Office, tmp_path: Path
) -> None:
    """G2, T28, W14: a late clock and an entry for PRaP stand by their names; a reason that is about
    safeguarding leaves on the tick of that class alone, its journal with it."""
    ws, made = office.workspace, office.referred()
    programme = ws.programme_of(made)
    for clock, why in (("acknowledge_referral", "PRaP was down"), ("safeguarding_contact", "UNSAID")):
        office.record(made, K.LATENESS_EXPLAINED, detail={"clock": clock, "late_because": why})
    entry = next(one for one in programme.prap.entries if one.name != one.key)
    office.record(made, K.ENTRY_HANDED_OVER, detail={"entry": entry.key, "to_whom": "Rosa Khan"})
    apart = programme.clock("safeguarding_contact").name
    plain = page(whole(evidence_pack.export(ws, made, tmp_path / "plain").value)["index.html"]).words
    assert f"What is late: {programme.clock('acknowledge_referral').name}" in plain
    assert f"Which entry: {entry.name}" in plain and "PRaP was down" in plain
    assert f"Which entry: {entry.key}" not in plain and "What is late: acknowledge_referral" not in plain
    told = b"".join(whole(tmp_path / "plain").values())
    assert b"UNSAID" not in told and apart.encode() not in told
    wish = PackWish(frozenset({"safeguarding"}), "The District Lead asked for it")
    given = page(whole(evidence_pack.export(ws, made, tmp_path / "b", wish).value)["index.html"]).words
    assert "Why: UNSAID" in given and f"What is late: {apart}" in given


def test_pictures_of_identity_leave_only_with_their_notice(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I6, I7: without the tick the hash stands alone and nobody looked; with another notice it is refused."""
    ws = office.workspace
    (check,) = [one for one in attachments.of_case(ws, case_id) if one.purpose == "identity_evidence"]
    plain = whole(evidence_pack.export(ws, case_id, tmp_path / "plain").value)
    assert check.sha256 not in sums(plain).values() and check.sha256 in page(plain["index.html"]).words
    assert attachments.openings(ws, check.id) == ()
    rule = evidence_pack.identity_notice(ws, case_id)
    assert rule is not None and (rule.notice_version, rule.paragraph) == ("1", "JFS 3.25")
    with pytest.raises(RefusedByRule):
        evidence_pack.export(ws, case_id, tmp_path / "b", PackWish(identity_notice="0"))
    asked = whole(evidence_pack.export(ws, case_id, tmp_path / "b", WITH_IDENTITY).value)
    assert check.sha256 in sums(asked).values() and len(attachments.openings(ws, check.id)) == 1


def test_a_zip_holds_the_same_and_its_hash_is_in_the_journal(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18, MI12: one archive; that it left stands on the case with its hash, and never where it went."""
    ws = office.workspace
    file = evidence_pack.export(ws, case_id, tmp_path / "Priya Nair.zip").value
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert set(sums(held)) | {"SHA256SUMS"} == set(held)
    saved = next(one for one in facts.of_case(ws, case_id) if one.kind == K.EVIDENCE_PACK_SAVED)
    assert saved.detail["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert "Priya Nair.zip" not in str([one.details for one in history.of_case(ws, case_id)])


def test_each_entry_of_the_journal_can_be_worked_out_again(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """MI20, MI12: from the table alone, the digest of every entry follows from the one before it. Who and
    what stand beside the first entry of a change, and its others name that one; a digest has a column of
    its own."""
    held = whole(evidence_pack.export(office.workspace, case_id, tmp_path / "pack").value)
    rows = list(csv.DictReader(io.StringIO(held["logs/journal.csv"].decode("utf-8-sig"))))
    assert len(rows) > 20
    for row in rows:
        header = [
            int(row[name])
            if name == "number"
            else row[name] or (None if name in {"staff_id", "case_id"} else "")
            for name in chain.PUBLIC
        ]
        before, commitment = bytes.fromhex(row["previous_digest"]), bytes.fromhex(row["commitment"])
        assert chain.digest_of(header, before, commitment).hex() == row["digest"]
    first: dict[str, str] = {}
    for row in rows:
        begun = first.setdefault(row["change_id"], row["number"])
        assert row["Who"] and (row["Change"] == f"Part of no. {begun}") is (row["number"] != begun)
    assert len(first) < len(rows)
    told = held["logs/journal.html"].decode()
    assert "Evidence pack: Priya Nair · Made on" in page(held["logs/journal.html"]).words
    assert '<th scope="col">Number</th><th scope="col">Digest</th>' in told
    assert told.count('<td class="hash">') == len(rows)


def test_a_damaged_file_is_told_and_stops_nothing(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """D5: the pack is made of what is there, and its page of what is missing names the rest."""
    ws = office.workspace
    (kept,) = [one for one in attachments.of_case(ws, case_id) if one.purpose == "contact_evidence"]
    place(ws.vault.folder, kept.id).write_bytes(b"scratched")
    held = whole(evidence_pack.export(ws, case_id, tmp_path / "pack").value)
    words = page(held["missing.html"]).words
    assert "What is kept of 'Contact attempt, picture' is missing or damaged" in words
    assert "The person has not confirmed that they have the pack" in words


def test_nothing_is_left_where_it_cannot_be_written(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """D5: a place that is taken or not there is refused; neither a part nor a record stays."""
    ws, taken = office.workspace, tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    for where in (taken, tmp_path / "nowhere" / "pack", tmp_path / "nowhere" / "pack.zip"):
        with pytest.raises(UserError):
            evidence_pack.export(ws, case_id, where)
    assert K.EVIDENCE_PACK_SAVED not in {one.kind for one in facts.of_case(ws, case_id)}
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.endswith(".eml")) == [
        "taken",
        "vault",
    ]
    empty = tmp_path / "empty"
    empty.mkdir()
    evidence_pack.export(ws, case_id, empty)
    assert (empty / "index.html").is_file()


def packs_that_left(office: Office, case_id: UUID) -> int:
    told = facts.of_case(office.workspace, case_id)
    return sum(one.kind == K.EVIDENCE_PACK_SAVED and not one.withdrawn_reason for one in told)


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_pack_stopped_at_any_step_leaves_nothing(
    office: Office, case_id: UUID, tmp_path: Path, name: str
) -> None:
    """I18, MI12: no file, no part of one, no word that a pack left; and it can be made anew at once. As well
    where a lock closes it as where somebody stops it, and it takes away what is half on its own threads."""
    ws, before = office.workspace, {one.name for one in tmp_path.iterdir()}
    parts = [one.part for one in evidence_pack.in_steps(ws, case_id, tmp_path / name)]
    assert parts == sorted(parts) and parts[-1] == 1 and len(parts) > 20
    erase(tmp_path / name)
    for number in range(0, len(parts) - 3, 4):
        steps = evidence_pack.in_steps(ws, case_id, tmp_path / name)
        for _ in range(number + 1):
            next(steps)
        if number % 8:
            steps.close()
        else:
            with pytest.raises(Stopped):
                steps.throw(Stopped("Enough"))
                deque(steps)
        assert {one.name for one in tmp_path.iterdir()} == before
        assert not unfinished_exports.sweep(ws)
        assert packs_that_left(office, case_id) == 1
    steps = evidence_pack.in_steps(ws, case_id, tmp_path / name)
    assert any((tmp_path / name).exists() for _ in steps)
    with pytest.raises(StopIteration) as made:
        steps.throw(Stopped("Too late"))
    assert made.value.value.value.exists() and packs_that_left(office, case_id) == 2


def test_only_short_steps_write_to_the_vault(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """PERFORMANCE, I18: others save while files are read, zipped and carried; what needs the folder touches
    nothing of the vault, and what is recorded of a pack that finds no place is taken back."""
    ws, place = office.workspace, tmp_path / "pack.zip"
    wheres = [one.where for one in evidence_pack.in_steps(ws, case_id, place)]
    assert wheres.count(Where.VAULT) == 3 and Where.APART in wheres and wheres[-2:] == ["folder", "vault"]
    place.unlink()
    steps = evidence_pack.in_steps(ws, case_id, place)
    assert any(packs_that_left(office, case_id) == 2 for _ in steps), "recorded before it is in its place"
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="could not be written there"):
        deque(steps)
    assert packs_that_left(office, case_id) == 1 and not list(tmp_path.glob("*.part-*"))


def erase(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_a_large_zip_reaches_a_slow_stick_in_short_steps(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18, MI12: what others save goes between them, and it may be stopped at each."""
    noise = issued_documents.NewDocument(kind="jfap", docx=b"PK" + os.urandom(3 * 1024 * 1024))
    issued_documents.freeze(office.workspace, case_id, noise)
    sizes = []
    for _ in evidence_pack.in_steps(office.workspace, case_id, tmp_path / "pack.zip"):
        sizes += [one.stat().st_size for one in tmp_path.glob("pack.zip.part-*")]
    assert len(sizes) > 3 and sizes == sorted(sizes)
    assert max(more - less for less, more in itertools.pairwise(sizes)) <= 1024 * 1024
    assert (tmp_path / "pack.zip").stat().st_size == sizes[-1]


def test_a_pack_that_was_cut_off_is_swept_away(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """SECURITY: the part of a folder that nobody finished goes at the next opening."""
    ws, part = office.workspace, tmp_path / "pack.part"
    with pytest.raises(KeyboardInterrupt), unfinished_exports.remembered(ws, part):
        (part / "documents").mkdir(parents=True)
        (part / "documents" / "plan.pdf").write_bytes(b"x")
        raise KeyboardInterrupt
    assert not part.exists()


def test_hostile_names_stay_inside(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """SECURITY, path traversal: sixty hostile titles and names of files, and all of it lies in the folder."""
    ws = office.workspace
    for number, name in enumerate(one for one in HOSTILE if "\ud800" not in one):
        pdf = b"%PDF-1.7 " + str(number).encode()
        issued_documents.freeze(
            ws,
            case_id,
            issued_documents.NewDocument(kind="jfap", pdf=pdf, title=name or "x", version=str(number)),
        )
    folder = evidence_pack.export(ws, case_id, tmp_path / "pack").value
    held = whole(folder)
    assert sum(path.startswith("documents/") for path in held) == len(HOSTILE) - 1 + 2
    assert all(path.count("/") <= 1 for path in held)
    assert not {one.name for one in tmp_path.iterdir()} - {"pack", "vault", "0.eml"}

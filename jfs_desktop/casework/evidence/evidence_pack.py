"""The evidence pack of one case: everything that proves what was done, for whoever audits it (I18, D5, MI12).

What is restricted leaves only on a tick with a reason, pictures of identity only when asked for with their
notice in sight (G2, I7). That a pack left is in the journal with its hash; where it went is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from jfs_desktop.casework.cases.cases import case_view
from jfs_desktop.casework.desk.long_jobs import Where, finish
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.evidence import (
    evidence,
    evidence_logs,
    evidence_pieces,
    message_pieces,
    pack_writing,
)
from jfs_desktop.casework.evidence.evidence import STATE_NAMES, CaseEvidence, CaseRecords, EvidenceLine, Opens
from jfs_desktop.casework.evidence.evidence_pieces import FOLDERS
from jfs_desktop.casework.evidence.pack_piece import Piece
from jfs_desktop.casework.evidence.pack_writing import READ, PackProgress
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.exchange import clean_names, evidence_files
from jfs_desktop.exchange.evidence_pack import Pack, PackDigest, PackFile, PackGap, PackRow, PackSection
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import CaseView, TimeTotal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import counted, day_and_time, full_day, long_day
from jfs_desktop.store.recorder import record_id

DAMAGED: Final = "What is kept of '{what}' is missing or damaged, so it is not in the pack"


@dataclass(frozen=True, slots=True, repr=False)
class PackWish(Discreet):
    """What goes into a pack beside what always does: the ``restricted`` classes by key, with the ``reason``,
    and pictures of identity, where the notice of that version was in sight."""

    restricted: frozenset[str] = frozenset()
    reason: str = ""
    identity_notice: str = ""


def identity_notice(workspace: Workspace, case_id: UUID) -> EvidencePurpose | None:
    """What is shown before pictures of identity go into a pack. None where nothing is held back."""
    programme = workspace.programme_of(case_id)
    held = [key for one in programme.evidence_classes if one.pictures_asked for key in one.purposes]
    return next((rule for rule in map(programme.evidence_purpose, held) if rule is not None), None)


def export(workspace: Workspace, case_id: UUID, path: Path, wish: PackWish = PackWish()) -> Outcome[Path]:
    """The same as :func:`in_steps`, to its end."""
    return finish(in_steps(workspace, case_id, path, wish))


def in_steps(
    workspace: Workspace, case_id: UUID, path: Path, wish: PackWish = PackWish()
) -> Generator[PackProgress, None, Outcome[Path]]:
    """Write the pack to ``path``: one ZIP where the name ends in .zip, else a folder, which must be new or
    empty. The first step is one of ``Where.VAULT``; each yields what the next one touches. It is written
    aside and put in place whole, or not at all: where it is stopped before its end no file is left and
    nothing says that a pack left; which files were taken out for it stays recorded (I6).

    A file that is missing or damaged in the vault does not stop it: the pack says so. Raises BadInput
    (``path``, ``reason``), RefusedByRule where the notice was not in sight, UserError when it cannot be
    written, NotFound.
    """
    _refuse(workspace, case_id, wish)
    yield PackProgress(0, Where.FOLDER)
    pack_writing.refuse_place(workspace, path)
    yield PackProgress(0, Where.APART)
    held = evidence_files.made((yield from _pack(workspace, case_id, wish)))
    yield PackProgress(READ, Where.VAULT)
    said = {"pieces": str(len(held))}
    if wish.restricted:
        said |= {"restricted": ",".join(sorted(wish.restricted)), "reason": wish.reason.strip()}
    if wish.identity_notice:
        said["identity_notice"] = wish.identity_notice
    change_id = yield from pack_writing.written(
        workspace, case_id, held, path, said, reason=wish.reason.strip()
    )
    return Outcome(path, Changed.HISTORY | Changed.CASES, frozenset({case_id}), change_id)


def _refuse(workspace: Workspace, case_id: UUID, wish: PackWish) -> None:
    programme = workspace.programme_of(case_id)
    known = {one.key for one in programme.evidence_classes if one.restricted}
    if wish.restricted - known:
        raise BadInput("There is no such restricted class.", field="restricted")
    if wish.restricted and not says_why(wish.reason):
        raise BadInput("Say why this goes into the pack.", field="reason", paragraph="JFS 1.08")
    rule = identity_notice(workspace, case_id)
    if wish.identity_notice and (rule is None or wish.identity_notice != rule.notice_version):
        raise RefusedByRule(
            "Read what the pictures of identity are for before they leave.",
            paragraph=rule.paragraph if rule is not None else "",
        )


def _pack(workspace: Workspace, case_id: UUID, wish: PackWish) -> Generator[PackProgress, None, Pack]:
    view, programme = case_view(workspace, case_id), workspace.programme_of(case_id)
    records = evidence.records_of(workspace, case_id)
    found = evidence.of_case(workspace, case_id, records)
    damaged: list[EvidenceLine] = []
    lines, read = [line for line in found.lines if _goes(line, wish)], {}
    for number, line in enumerate(lines):
        yield PackProgress(READ * number / len(lines), Where.APART)
        read[line.id] = _read(workspace, case_id, line, records, wish, damaged=damaged)
    sections = tuple(_sections(found, lines, read))
    gaps = [
        PackGap(one.class_name, one.text, one.todo, one.paragraph)
        for one in found.missing
        if _goes(one, wish)
    ]
    gaps += [_damage(line) for line in damaged]
    gaps += _messages_lacking(found, records, wish)
    hidden = frozenset(
        record_id((line.id,))
        for line in found.lines
        if line.restricted and line.class_key not in wish.restricted
    )
    return Pack(
        programme.name,
        f"Evidence pack: {view.name}",
        f"Made on {day_and_time(workspace.now())} by {workspace.me.name}",
        _who(view, found),
        sections,
        tuple(gaps),
        tuple(_left_out(programme, wish)),
        (
            evidence_logs.contact_log(found),
            evidence_logs.session_log(records, dict(programme.channels_for(""))),
            evidence_logs.journal(workspace, case_id, hidden),
        ),
    )


def _goes(one: EvidenceLine | evidence.Missing, wish: PackWish) -> bool:
    """Whether such a thing may leave with this pack."""
    key = one.class_key if isinstance(one, EvidenceLine) else one.of
    return not one.restricted or key in wish.restricted


def _sections(
    found: CaseEvidence, lines: list[EvidenceLine], read: Mapping[UUID, tuple[Piece, ...]]
) -> Iterator[PackSection]:
    """Each class with its files, the earliest class of the profile first."""
    paths = _paths(lines, read)
    places = {file.sha256: file.path for files in paths.values() for file in files}
    for one in found.classes:
        rows = [
            PackRow(
                line.title, line.when, line.by, STATE_NAMES[line.state], line.details, paths[line.id],
                () if paths[line.id] else tuple(_hashes(line, places)),
            )
            for line in lines
            if line.class_key == one.key
        ]  # fmt: skip
        if rows:
            yield PackSection(one.key, one.name, one.paragraph, tuple(rows))


def _hashes(line: EvidenceLine, places: Mapping[str, str]) -> Iterator[PackDigest]:
    """What a line has the hash of without the file standing behind it, each with its place in the pack."""
    for form, digest in line.digests:
        place, name = places.get(digest, ""), f"{form[:1].upper()}{form[1:]}"
        told = f"{name}: {place.rpartition('/')[2]}" if place else f"{name}, not in this pack"
        yield PackDigest(told, digest, place)


def _read(
    workspace: Workspace,
    case_id: UUID,
    line: EvidenceLine,
    records: CaseRecords,
    wish: PackWish,
    *,
    damaged: list[EvidenceLine],
) -> tuple[Piece, ...]:
    if line.asked_for and not wish.identity_notice:
        return ()
    try:
        return tuple(evidence_pieces.pieces_of(workspace, case_id, line, records))
    except UserError:
        damaged.append(line)
        return ()


def _paths(
    lines: list[EvidenceLine], read: Mapping[UUID, tuple[Piece, ...]]
) -> dict[UUID, tuple[PackFile, ...]]:
    """The files with their places in the pack, numbered by folder."""
    placed: dict[UUID, list[PackFile]] = {line.id: [] for line in lines}
    for folder in dict.fromkeys(FOLDERS.values()):
        here = [
            (line, piece) for line in lines if FOLDERS.get(line.opens) == folder for piece in read[line.id]
        ]
        names = clean_names.numbered(folder, [(piece.name, piece.ending) for _, piece in here])
        for (line, piece), path in zip(here, names, strict=True):
            placed[line.id].append(PackFile(path, piece.label, piece.content))
    return {key: tuple(files) for key, files in placed.items()}


def _messages_lacking(found: CaseEvidence, records: CaseRecords, wish: PackWish) -> Iterator[PackGap]:
    """What is not there of the messages that this pack tells of."""
    lines = {line.id: line for line in found.lines if line.opens is Opens.MESSAGE and _goes(line, wish)}
    for view in records.messages:
        line, lack = lines.get(view.id), message_pieces.lacks(view, records.copies.get(view.id, ()))
        if line is not None and lack is not None:
            yield PackGap(line.class_name, *lack, line.paragraph)


def _damage(line: EvidenceLine) -> PackGap:
    todo = "Bring it back from a backup, or ask head office for their copy."
    return PackGap(line.class_name, DAMAGED.replace("{what}", line.title), todo, line.paragraph)


def _left_out(programme: Programme, wish: PackWish) -> Iterator[str]:
    """What is not in the pack, said of every case alike, so that it tells nothing of this one."""
    kept_back = [
        one.name for one in programme.evidence_classes if one.restricted and one.key not in wish.restricted
    ]
    if kept_back:
        yield f"Kept apart, and told only with a reason: {', '.join(kept_back).lower()}."
    if not wish.identity_notice:
        yield "Pictures of identity checks stay in the vault; their hashes stand beside the check."


def _time(time: TimeTotal) -> str:
    """'245 minutes: initial meeting and 5 sessions': the meeting counts in the minutes alone (AMB-16)."""
    sessions = counted(time.sessions, "session")
    met = time.minutes > time.minutes_without_initial
    held = f": initial meeting and {sessions}" if met else f" in {sessions}"
    return f"{counted(time.minutes, 'minute')}{held}"


def _who(view: CaseView, found: CaseEvidence) -> tuple[tuple[str, str], ...]:
    said = (
        ("Participant", view.name),
        ("NI number", view.ni_number),
        ("Referral", view.reference),
        ("Referral made", long_day(view.referral_made_on)),
        ("Jobcentre", view.jobcentre),
        ("Start date", full_day(view.start_date) if view.start_date else "Not started"),
        ("Stage", found.stage_name),
        ("Designated adviser", view.adviser),
        ("1-2-1 time", _time(view.time)),
    )
    return tuple((name, value) for name, value in said if value)

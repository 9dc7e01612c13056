"""A pack of evidence as files that open without this product: pages, documents, logs, hashes (I18, MI12).

What is told is made elsewhere. Nothing in the files calls on a network or runs anything.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Generator, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from jfs_desktop.clock import LONDON
from jfs_desktop.exchange import evidence_pages as pages
from jfs_desktop.exchange.csv_writing import table_as_csv
from jfs_desktop.exchange.evidence_pack import INDEX, MISSING, SUMS, Pack
from jfs_desktop.store.files import flush_file


def made(pack: Pack) -> dict[str, bytes]:
    """The files of a pack by their paths, in the order in which they are listed; their hashes last."""
    held = {INDEX: pages.index(pack), MISSING: pages.missing(pack)}
    for log in pack.logs:
        held[f"logs/{log.key}.html"] = pages.log(pack, log)
        held[f"logs/{log.key}.csv"] = table_as_csv(log.headings, log.rows)
    held |= {one.path: one.content for one in pack.files}
    held[SUMS] = sums(held)
    return held


def sums(held: Mapping[str, bytes]) -> bytes:
    """The list of hashes of these files."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(held.items()))
    return "".join(lines).encode()


def zipped(held: Mapping[str, bytes], moment: datetime) -> Generator[int, None, bytes]:
    """The pack as one ZIP, made file by file, with the number of those in it so far; ``moment`` (aware) is
    the time that each file bears."""
    local, whole = moment.astimezone(LONDON).timetuple()[:6], io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (path, content) in enumerate(held.items(), 1):
            archive.writestr(zipfile.ZipInfo(path, local), content, zipfile.ZIP_DEFLATED)
            yield number
    return whole.getvalue()


def write_folder(held: Mapping[str, bytes], folder: Path) -> Iterator[int]:
    """The pack as a new folder, which only the person at this computer may read, file by file. Raises
    OSError."""
    folder.mkdir(mode=0o700)
    for number, (path, content) in enumerate(held.items(), 1):
        target = folder.joinpath(*path.split("/"))
        target.parent.mkdir(mode=0o700, exist_ok=True)
        target.write_bytes(content)
        flush_file(target)
        yield number

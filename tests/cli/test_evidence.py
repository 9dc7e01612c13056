"""`jfs export evidence`: a pack per participant from the command line (I18, MI12)."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Jfs, demo_of_twelve

DAY = ("--today", "2021-06-04")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Jfs:
    return demo_of_twelve(tmp_path_factory.mktemp("evidence"))


def test_a_pack_is_written_as_a_folder_or_as_a_zip(demo: Jfs, tmp_path: Path) -> None:
    """I18, MI12: the same pack in either form, each file listed with its hash."""
    reference = demo("cases", "--json", *DAY).json[0]["reference"]
    folder = Path(
        demo("export", "evidence", reference, "--out", tmp_path / "pack", *DAY, "--json").json["file"]
    )
    listed = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in listed:
        digest, _, path = line.partition("  ")
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest
    assert "Written:" in demo("export", "evidence", reference, "--out", tmp_path / "p.zip", *DAY).out
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert len(archive.namelist()) == len(listed) + 1


def test_what_is_held_back_is_asked_for_in_words(demo: Jfs, tmp_path: Path) -> None:
    """G2, I7: a restricted class wants its reason; the notice of identity pictures is told; a place that is
    taken is refused; nothing is written then."""
    reference = demo("cases", "--json", *DAY).json[0]["reference"]
    given = ("export", "evidence", reference, *DAY, "--out")
    refused = demo(*given, tmp_path / "a", "--restricted", "safeguarding")
    assert (refused.status, "Say why" in refused.error) == (2, True)
    told = demo(*given, tmp_path / "b", "--identity-pictures")
    assert told.status == 0 and "identity was checked" in told.error
    assert demo(*given, tmp_path / "b").status == 2
    assert [one.name for one in tmp_path.iterdir()] == ["b"]
    (tmp_path / "p.zip").write_bytes(b"of last month")
    refused = demo(*given, tmp_path / "p.zip")
    assert (refused.status, "--force" in refused.error) == (2, True)
    assert (tmp_path / "p.zip").read_bytes() == b"of last month"
    assert demo(*given, tmp_path / "p.zip", "--force").status == 0
    assert zipfile.is_zipfile(tmp_path / "p.zip")

"""Lists the licence of each package that ships, and refuses what the product may not carry."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

# Said only in the licence file inside the package, and read there.
READ_BY_HAND = {"sqlcipher3": "Zlib", "pyrage": "MIT"}
FILES = {"resources/dictionaries": ("en_GB word list", "2019-03-01", "LGPL-2.1-or-later", "README_en_GB.txt")}
"""What ships and is no package: folder to name, version, licence, and the file there that says so."""
ROOT = Path(__file__).resolve().parent.parent
RUN = Path(__file__).resolve().parent / "requirements" / "run.txt"


def shipped() -> list[str]:
    """The names of all pinned packages that a run needs."""
    return re.findall(r"^([\w.-]+)==", RUN.read_text("utf-8"), re.MULTILINE)


def licence_of(facts: PackageMetadata) -> str:
    """What the package says of itself: the expression, else the classifiers, else its free text."""
    if "License-Expression" in facts:
        return facts["License-Expression"]
    classifiers = facts.get_all("Classifier") or []
    named = [row.rpartition(" :: ")[2] for row in classifiers if row.startswith("License :: ")]
    named = [name for name in named if name != "OSI Approved"]
    if named:
        return " AND ".join(named)
    free = [*(facts.get_all("License") or []), READ_BY_HAND.get(facts["Name"], "")]
    return next((text.strip().partition("\n")[0] for text in free if text.strip()), "not said")


def allowed(licence: str) -> bool:
    """Whether one of the offered alternatives is not the GPL or AGPL; the LGPL may ship in a folder build."""
    if licence == "not said":
        return False
    return any(not _is_gpl(choice) for choice in re.split(r"\bOR\b", licence))


def _is_gpl(licence: str) -> bool:
    plain = re.sub(r"LGPL|Lesser General Public|Library General Public", "", licence, flags=re.IGNORECASE)
    return re.search(r"GPL|General Public", plain, re.IGNORECASE) is not None


def main() -> int:
    """Prints the table; 1 where a package may not ship."""
    refused = 0
    for name in sorted(set(shipped())):
        try:
            facts = metadata(name)
        except PackageNotFoundError:
            print(f"{name:24}{'':12}not needed on this platform")
            continue
        licence = licence_of(facts)
        mark = "" if allowed(licence) else "   MAY NOT SHIP"
        refused += bool(mark)
        print(f"{name:24}{facts['Version']:12}{licence}{mark}")
    for folder, (name, version, licence, told_in) in FILES.items():
        mark = "" if allowed(licence) and (ROOT / folder / told_in).is_file() else "   MAY NOT SHIP"
        refused += bool(mark)
        print(f"{name:24}{version:12}{licence}{mark}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

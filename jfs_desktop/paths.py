"""Where the product's own files lie, in a source tree, a wheel or a frozen build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs


def resource(*parts: str) -> Path:
    """The path of a shipped file below ``resources/``."""
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    """In a frozen build the folder lies beside the program, in a wheel inside the package, in a source tree
    at its top."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent
    places = [Path(frozen)] if frozen else [package, package.parent]
    for place in places:
        folder = place / "resources"
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def default_vault() -> Path:
    """The folder of the person's own vault, on a local disk."""
    return Path(platformdirs.user_data_dir("JFS Desktop", appauthor=False, roaming=False)) / "vault"


def settings_file() -> Path:
    """Window geometry and the last vault's place; never personal data."""
    return Path(platformdirs.user_config_dir("JFS Desktop", appauthor=False)) / "window.ini"


def logs() -> Path:
    """The folder of the log, which holds ids and counts only."""
    return Path(platformdirs.user_log_dir("JFS Desktop", appauthor=False))


def opened_elsewhere() -> Path:
    """Where copies lie for as long as another program has them open: on this computer, never synchronised."""
    return Path(platformdirs.user_cache_dir("JFS Desktop", appauthor=False)) / "opened"

"""The command's program in a frozen build."""

from __future__ import annotations

from jfs_desktop.cli import main

main()

"""`python -m jfs_desktop.cli`, for a computer where the command itself is not on the path."""

from jfs_desktop.cli import main

main()

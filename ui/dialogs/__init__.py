"""Questions, one file each."""

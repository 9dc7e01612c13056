"""Questions, one file each, sorted into families."""

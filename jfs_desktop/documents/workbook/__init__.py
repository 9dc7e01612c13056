"""DWP's workbooks: read, checked, looked at."""

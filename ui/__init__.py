"""The window of JFS Desktop."""

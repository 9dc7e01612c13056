"""The core of JFS Desktop. It knows no screen."""

__version__ = "0.1.0"

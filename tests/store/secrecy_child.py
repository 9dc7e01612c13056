"""Run by the secrecy tests: opens a vault, works in it, locks it, and waits to be looked through.

Prints the key masked, so that the only copies a search may find are real ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.orm import Session

from jfs_desktop.clock import SystemClock
from jfs_desktop.records.staff import Staff
from jfs_desktop.store.vault import Vault

MASK = 0x5A


def main() -> None:
    vault = Vault.open(Path(sys.argv[1]), passphrase=sys.stdin.readline().rstrip("\n"), clock=SystemClock())
    print(" ".join(str(byte ^ MASK) for byte in vault._held_key()), flush=True)
    sys.stdin.readline()
    forgotten = Session(vault.engine)
    forgotten.get(Staff, vault.device_id)
    vault.lock()
    print("locked", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main()

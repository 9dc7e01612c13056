"""First start, unlocking, passphrase and recovery code, a backup put back, the practice caseload."""

"""The encrypted store: vault, key slots, engine, journal, migrations, backup."""

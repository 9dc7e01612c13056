"""The steps from one schema to the next, run by alembic on SQLite and PostgreSQL alike."""

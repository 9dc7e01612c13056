"""Triggers that let the journal only grow: entries are added, and erasure empties their content."""

from __future__ import annotations

from alembic import op

FIXED = (
    "device_id", "number", "change_id", "at", "staff_id", "verb", "label",
    "case_id", "table", "record_id", "action", "commitment", "digest",
)  # fmt: skip
REFUSAL = "the journal only grows"


def put_up() -> None:
    """Creates the guards; to be run again after any step that rebuilds the table."""
    if op.get_bind().dialect.name == "postgresql":
        _put_up_on_postgresql()
        return
    kept = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in FIXED)
    op.execute(
        "CREATE TRIGGER journal_entry_kept BEFORE UPDATE ON journal_entry "
        f"WHEN NOT (NEW.content IS NULL AND NEW.salt IS NULL AND {kept}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_not_deleted BEFORE DELETE ON journal_entry "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _put_up_on_postgresql() -> None:
    kept = " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in FIXED)
    op.execute(
        "CREATE FUNCTION journal_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND NEW.content IS NULL AND NEW.salt IS NULL AND {kept} "
        f"THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER journal_entry_kept BEFORE UPDATE OR DELETE ON journal_entry "
        "FOR EACH ROW EXECUTE FUNCTION journal_entry_guard()"
    )

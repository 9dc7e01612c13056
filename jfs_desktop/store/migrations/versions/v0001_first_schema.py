"""The first schema. Written by packaging/write_first_migration.py."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import jfs_desktop.records.base
from jfs_desktop.store.migrations import journal_guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def add_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )


def add_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("saved_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_draft")),
    )


def add_enrolled_device() -> None:
    op.create_table(
        "enrolled_device",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("enrolled_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("countersigns", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolled_device")),
    )


def add_journal_entry() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", "number", name=op.f("pk_journal_entry")),
    )
    op.create_index(op.f("ix_journal_entry_case_id"), "journal_entry", ["case_id"], unique=False)
    op.create_index(op.f("ix_journal_entry_change_id"), "journal_entry", ["change_id"], unique=False)


def add_journal_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", "number", name=op.f("pk_journal_head")),
    )


def add_participant() -> None:
    op.create_table(
        "participant",
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("ni_number", sa.String(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("nation", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("vulnerable", sa.Boolean(), nullable=False),
        sa.Column("contact_notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_ni_number"), "participant", ["ni_number"], unique=False)


def add_programme_profile() -> None:
    op.create_table(
        "programme_profile",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("adopted_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_programme_profile")),
    )


def add_restricted_referral() -> None:
    op.create_table(
        "restricted_referral",
        sa.Column("prap_reference", sa.String(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("seen_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("told_officer_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restricted_referral")),
    )


def add_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def add_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("prap_role", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )


def add_bundle_in() -> None:
    op.create_table(
        "bundle_in",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("first_entry", sa.Integer(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("taken_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["enrolled_device.id"], name=op.f("fk_bundle_in_device_id")),
        sa.PrimaryKeyConstraint("device_id", "number", name=op.f("pk_bundle_in")),
    )


def add_bundle_out() -> None:
    op.create_table(
        "bundle_out",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("builds_on", sa.Integer(), nullable=False),
        sa.Column("first_entry", sa.Integer(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("receipt_read_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_bundle_out_by_staff_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_bundle_out")),
    )


def add_call_summary() -> None:
    op.create_table(
        "call_summary",
        sa.Column("call_month", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("taken_back_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("taken_back_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_call_summary_by_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_summary")),
    )
    op.create_index(op.f("ix_call_summary_call_month"), "call_summary", ["call_month"], unique=False)


def add_document_template() -> None:
    op.create_table(
        "document_template",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("arrived_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("arrived_by", sa.Uuid(), nullable=False),
        sa.Column("received_from_dwp_on", sa.Date(), nullable=True),
        sa.Column("published_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("in_use_from", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("checked_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("logo_version", sa.String(), nullable=False),
        sa.Column("withdrawn_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["arrived_by"], ["staff.id"], name=op.f("fk_document_template_arrived_by")),
        sa.ForeignKeyConstraint(["checked_by"], ["staff.id"], name=op.f("fk_document_template_checked_by")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["staff.id"], name=op.f("fk_document_template_published_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["staff.id"], name=op.f("fk_document_template_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
        sa.UniqueConstraint(
            "kind", "language", "number", name=op.f("uq_document_template_kind_language_number")
        ),
    )


def add_enrolment_code() -> None:
    op.create_table(
        "enrolment_code",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("valid_until", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("used_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_enrolment_code_by_staff_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_enrolment_code")),
    )


def add_group_session() -> None:
    op.create_table(
        "group_session",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("starts_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("led_by", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("closed_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("called_off_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("called_off_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_group_session_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
    )


def add_head_office() -> None:
    op.create_table(
        "head_office",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("countersigners", sa.JSON(), nullable=False),
        sa.Column("change_serial", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_head_office_by_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_office")),
    )


def add_own_word() -> None:
    op.create_table(
        "own_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("added_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_own_word_added_by")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_own_word")),
    )


def add_pack_version() -> None:
    op.create_table(
        "pack_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("published_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["staff.id"], name=op.f("fk_pack_version_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_version")),
        sa.UniqueConstraint("number", name=op.f("uq_pack_version_number")),
    )


def add_received_file() -> None:
    op.create_table(
        "received_file",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_sha256", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["enrolled_device.id"], name=op.f("fk_received_file_device_id")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_received_file")),
    )


def add_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("prap_reference", sa.String(), nullable=False),
        sa.Column("referral_made_on", sa.Date(), nullable=False),
        sa.Column("received_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("benefit", sa.String(), nullable=False),
        sa.Column("claim_start_date", sa.Date(), nullable=True),
        sa.Column("work_coach", sa.String(), nullable=False),
        sa.Column("jobcentre", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_referral_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_participant_id"), "referral", ["participant_id"], unique=False)
    op.create_index(op.f("ix_referral_prap_reference"), "referral", ["prap_reference"], unique=False)


def add_sealing_key() -> None:
    op.create_table(
        "sealing_key",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_sealing_key_device_id")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_sealing_key")),
    )


def add_snippet() -> None:
    op.create_table(
        "snippet",
        sa.Column("shipped_key", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("written_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_snippet_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
    )
    op.create_index(op.f("ix_snippet_shipped_key"), "snippet", ["shipped_key"], unique=False)


def add_staff_check() -> None:
    op.create_table(
        "staff_check",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("chapter_read_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("taken_back_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("taken_back_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_check_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_check")),
    )
    op.create_index(op.f("ix_staff_check_staff_id"), "staff_check", ["staff_id"], unique=False)


def add_wording_block() -> None:
    op.create_table(
        "wording_block",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_wording_block_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_block")),
        sa.UniqueConstraint("key", "language", "number", name=op.f("uq_wording_block_key_language_number")),
    )


def add_working_calendar() -> None:
    op.create_table(
        "working_calendar",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("adopted_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["adopted_by"], ["staff.id"], name=op.f("fk_working_calendar_adopted_by")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_working_calendar")),
    )


def add_case() -> None:
    op.create_table(
        "case",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["adviser_id"], ["staff.id"], name=op.f("fk_case_adviser_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_case_participant_id")),
        sa.ForeignKeyConstraint(["programme"], ["programme_profile.key"], name=op.f("fk_case_programme")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_case_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_participant_id"), "case", ["participant_id"], unique=False)
    op.create_index(op.f("ix_case_referral_id"), "case", ["referral_id"], unique=False)


def add_enrolment_token() -> None:
    op.create_table(
        "enrolment_token",
        sa.Column("head_office_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["head_office_id"], ["head_office.id"], name=op.f("fk_enrolment_token_head_office_id")
        ),
        sa.PrimaryKeyConstraint("head_office_id", name=op.f("pk_enrolment_token")),
    )


def add_template_file() -> None:
    op.create_table(
        "template_file",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["document_template.id"], name=op.f("fk_template_file_template_id")
        ),
        sa.PrimaryKeyConstraint("template_id", name=op.f("pk_template_file")),
    )


def add_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("retention_class", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("taken_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("notice_version", sa.String(), nullable=False),
        sa.Column("notice_shown_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("removed_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_attachment_by_staff_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attachment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_about_id"), "attachment", ["about_id"], unique=False)
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"], unique=False)
    op.create_index(op.f("ix_attachment_purpose"), "attachment", ["purpose"], unique=False)


def add_case_fact() -> None:
    op.create_table(
        "case_fact",
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("by_staff_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_case_fact_by_staff_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_fact_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_fact")),
    )
    op.create_index("ix_case_fact_case_id_happened_on", "case_fact", ["case_id", "happened_on"], unique=False)
    op.create_index(
        "ix_case_fact_kind", "case_fact", ["kind", "happened_on", "case_id", "withdrawn_at"], unique=False
    )


def add_case_summary() -> None:
    op.create_table(
        "case_summary",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("surname_key", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("next_clock", sa.String(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("adviser_id", sa.Uuid(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cv", sa.String(), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_summary_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_summary")),
    )
    op.create_index("ix_case_summary_name", "case_summary", ["name_key"], unique=False)
    op.create_index("ix_case_summary_next_due", "case_summary", ["next_due"], unique=False)
    op.create_index("ix_case_summary_stage", "case_summary", ["stage"], unique=False)
    op.create_index("ix_case_summary_surname", "case_summary", ["surname_key"], unique=False)


def add_cv() -> None:
    op.create_table(
        "cv",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("begun_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("edited_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_cv_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cv")),
        sa.UniqueConstraint("case_id", name=op.f("uq_cv_case_id")),
    )


def add_moved_date() -> None:
    op.create_table(
        "moved_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("due_now", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar"], ["working_calendar.version"], name=op.f("fk_moved_date_calendar")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_moved_date_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved_date")),
    )
    op.create_index(op.f("ix_moved_date_calendar"), "moved_date", ["calendar"], unique=False)
    op.create_index(op.f("ix_moved_date_case_id"), "moved_date", ["case_id"], unique=False)


def add_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("further_support", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("written_in", sa.String(), nullable=False),
        sa.Column("created_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_plan_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("case_id", name=op.f("uq_plan_case_id")),
    )


def add_timed_session() -> None:
    op.create_table(
        "timed_session",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("channel_reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("stopped_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("booked_until", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("manual", sa.Boolean(), nullable=False),
        sa.Column("manual_reason", sa.Text(), nullable=False),
        sa.Column("corrected_minutes", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("plan_changed", sa.Boolean(), nullable=True),
        sa.Column("no_change_reason", sa.Text(), nullable=False),
        sa.Column("to_send", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["adviser_id"], ["staff.id"], name=op.f("fk_timed_session_adviser_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_timed_session_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timed_session")),
    )
    op.create_index(op.f("ix_timed_session_case_id"), "timed_session", ["case_id"], unique=False)


def add_attachment_key() -> None:
    op.create_table(
        "attachment_key",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_sha256", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_key_attachment_id")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_key")),
    )


def add_attachment_opening() -> None:
    op.create_table(
        "attachment_opening",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_opening_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_staff_id"], ["staff.id"], name=op.f("fk_attachment_opening_by_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_opening")),
    )
    op.create_index(
        op.f("ix_attachment_opening_attachment_id"), "attachment_opening", ["attachment_id"], unique=False
    )


def add_cv_export() -> None:
    op.create_table(
        "cv_export",
        sa.Column("cv_id", sa.Uuid(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("template_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cv_id"], ["cv.id"], name=op.f("fk_cv_export_cv_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cv_export")),
    )
    op.create_index(op.f("ix_cv_export_cv_id"), "cv_export", ["cv_id"], unique=False)


def add_cv_version() -> None:
    op.create_table(
        "cv_version",
        sa.Column("cv_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("agreed_how", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cv_id"], ["cv.id"], name=op.f("fk_cv_version_cv_id")),
        sa.ForeignKeyConstraint(["session_id"], ["timed_session.id"], name=op.f("fk_cv_version_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cv_version")),
        sa.UniqueConstraint("cv_id", "number", name=op.f("uq_cv_version_cv_id_number")),
    )
    op.create_index(op.f("ix_cv_version_cv_id"), "cv_version", ["cv_id"], unique=False)


def add_document() -> None:
    op.create_table(
        "document",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("template_version", sa.String(), nullable=False),
        sa.Column("template_sha256", sa.String(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_version", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retention_class", sa.String(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("docx_id", sa.Uuid(), nullable=True),
        sa.Column("docx_sha256", sa.String(), nullable=False),
        sa.Column("docx_size", sa.Integer(), nullable=False),
        sa.Column("pdf_id", sa.Uuid(), nullable=True),
        sa.Column("pdf_sha256", sa.String(), nullable=False),
        sa.Column("pdf_size", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["docx_id"], ["attachment.id"], name=op.f("fk_document_docx_id")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_document_made_by")),
        sa.ForeignKeyConstraint(["pdf_id"], ["attachment.id"], name=op.f("fk_document_pdf_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_case_id"), "document", ["case_id"], unique=False)
    op.create_index(op.f("ix_document_kind"), "document", ["kind"], unique=False)
    op.create_index(op.f("ix_document_source_id"), "document", ["source_id"], unique=False)


def add_group_place() -> None:
    op.create_table(
        "group_place",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_group_place_case_id")),
        sa.ForeignKeyConstraint(["group_id"], ["group_session.id"], name=op.f("fk_group_place_group_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["case_fact.id"], name=op.f("fk_group_place_invitation_id")
        ),
        sa.ForeignKeyConstraint(["outcome_id"], ["case_fact.id"], name=op.f("fk_group_place_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_place")),
        sa.UniqueConstraint("group_id", "case_id", name=op.f("uq_group_place_group_id_case_id")),
    )
    op.create_index(op.f("ix_group_place_case_id"), "group_place", ["case_id"], unique=False)


def add_jobcentre_request() -> None:
    op.create_table(
        "jobcentre_request",
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("return_email", sa.String(), nullable=False),
        sa.Column("return_address", sa.Text(), nullable=False),
        sa.Column("participant_name", sa.String(), nullable=False),
        sa.Column("ni_number", sa.String(), nullable=False),
        sa.Column("provision_ended_on", sa.Date(), nullable=True),
        sa.Column("jobcentre", sa.String(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("received_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("logged_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("logged_by", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("match_reason", sa.Text(), nullable=False),
        sa.Column("settled_as", sa.String(), nullable=False),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("duplicate_of_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("checked_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("check_missing", sa.JSON(), nullable=False),
        sa.Column("check_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_jobcentre_request_case_id")),
        sa.ForeignKeyConstraint(["checked_by"], ["staff.id"], name=op.f("fk_jobcentre_request_checked_by")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["jobcentre_request.id"], name=op.f("fk_jobcentre_request_duplicate_of_id")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["case_fact.id"], name=op.f("fk_jobcentre_request_fact_id")),
        sa.ForeignKeyConstraint(["logged_by"], ["staff.id"], name=op.f("fk_jobcentre_request_logged_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobcentre_request")),
    )
    op.create_index(op.f("ix_jobcentre_request_case_id"), "jobcentre_request", ["case_id"], unique=False)


def add_message() -> None:
    op.create_table(
        "message",
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_version", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("queued_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("not_before", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("started_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("ended_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("server_answer", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_message_case_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["case_fact.id"], name=op.f("fk_message_fact_id")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_message_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_case_id"), "message", ["case_id"], unique=False)
    op.create_index(op.f("ix_message_message_id"), "message", ["message_id"], unique=False)
    op.create_index(op.f("ix_message_reference"), "message", ["reference"], unique=False)
    op.create_index(op.f("ix_message_state"), "message", ["state"], unique=False)


def add_plan_activity() -> None:
    op.create_table(
        "plan_activity",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("adviser", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["case_fact.id"], name=op.f("fk_plan_activity_fact_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_activity_plan_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["timed_session.id"], name=op.f("fk_plan_activity_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_activity")),
    )
    op.create_index(op.f("ix_plan_activity_plan_id"), "plan_activity", ["plan_id"], unique=False)


def add_plan_heading() -> None:
    op.create_table(
        "plan_heading",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_heading_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_heading")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_heading_plan_id_key")),
    )
    op.create_index(op.f("ix_plan_heading_plan_id"), "plan_heading", ["plan_id"], unique=False)


def add_plan_objective() -> None:
    op.create_table(
        "plan_objective",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_objective_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objective")),
    )
    op.create_index(op.f("ix_plan_objective_plan_id"), "plan_objective", ["plan_id"], unique=False)


def add_plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("agreed_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("agreed_how", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )
    op.create_index(op.f("ix_plan_version_plan_id"), "plan_version", ["plan_id"], unique=False)


def add_session_correction() -> None:
    op.create_table(
        "session_correction",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("minutes_after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["timed_session.id"], name=op.f("fk_session_correction_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_correction")),
    )
    op.create_index(
        op.f("ix_session_correction_session_id"), "session_correction", ["session_id"], unique=False
    )


def add_session_gap() -> None:
    op.create_table(
        "session_gap",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("ended_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("steady_s", sa.Float(), nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("unsaved", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["timed_session.id"], name=op.f("fk_session_gap_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_gap")),
    )
    op.create_index(op.f("ix_session_gap_session_id"), "session_gap", ["session_id"], unique=False)


def add_session_heartbeat() -> None:
    op.create_table(
        "session_heartbeat",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("wall", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("monotonic", sa.Float(), nullable=False),
        sa.Column("process_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["timed_session.id"], name=op.f("fk_session_heartbeat_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_heartbeat")),
    )


def add_session_segment() -> None:
    op.create_table(
        "session_segment",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("ended_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("elsewhere_s", sa.Float(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("steady_from", sa.Float(), nullable=False),
        sa.Column("process_key", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["timed_session.id"], name=op.f("fk_session_segment_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_segment")),
    )
    op.create_index(op.f("ix_session_segment_session_id"), "session_segment", ["session_id"], unique=False)
    op.create_index(op.f("ix_session_segment_started_at"), "session_segment", ["started_at"], unique=False)


def add_document_issue() -> None:
    op.create_table(
        "document_issue",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("issued_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("by_staff_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("message_version", sa.String(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_document_issue_by_staff_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_issue_document_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["case_fact.id"], name=op.f("fk_document_issue_fact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_issue")),
    )
    op.create_index(op.f("ix_document_issue_document_id"), "document_issue", ["document_id"], unique=False)
    op.create_index(op.f("ix_document_issue_fact_id"), "document_issue", ["fact_id"], unique=False)


def add_message_part() -> None:
    op.create_table(
        "message_part",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_message_part_document_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_part_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_part")),
    )
    op.create_index(op.f("ix_message_part_document_id"), "message_part", ["document_id"], unique=False)
    op.create_index(op.f("ix_message_part_message_id"), "message_part", ["message_id"], unique=False)


def add_plan_export() -> None:
    op.create_table(
        "plan_export",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("made_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("template_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_export_plan_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["jobcentre_request.id"], name=op.f("fk_plan_export_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_export")),
    )
    op.create_index(op.f("ix_plan_export_plan_id"), "plan_export", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_export_request_id"), "plan_export", ["request_id"], unique=False)


def add_received_message() -> None:
    op.create_table(
        "received_message",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("from_address", sa.String(), nullable=False),
        sa.Column("from_name", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("written_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("proves", sa.JSON(), nullable=False),
        sa.Column("attached", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("brought_in_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=False),
        sa.Column("brought_in_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", jfs_desktop.records.base.UtcInstant(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["answers_id"], ["message.id"], name=op.f("fk_received_message_answers_id")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_received_message_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["brought_in_by"], ["staff.id"], name=op.f("fk_received_message_brought_in_by")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_received_message_case_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_received_message_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_message")),
    )
    op.create_index(op.f("ix_received_message_answers_id"), "received_message", ["answers_id"], unique=False)
    op.create_index(op.f("ix_received_message_case_id"), "received_message", ["case_id"], unique=False)
    op.create_index(op.f("ix_received_message_message_id"), "received_message", ["message_id"], unique=False)
    op.create_index(op.f("ix_received_message_sha256"), "received_message", ["sha256"], unique=False)


TABLES = (
    add_device,
    add_draft,
    add_enrolled_device,
    add_journal_entry,
    add_journal_head,
    add_participant,
    add_programme_profile,
    add_restricted_referral,
    add_setting,
    add_staff,
    add_bundle_in,
    add_bundle_out,
    add_call_summary,
    add_document_template,
    add_enrolment_code,
    add_group_session,
    add_head_office,
    add_own_word,
    add_pack_version,
    add_received_file,
    add_referral,
    add_sealing_key,
    add_snippet,
    add_staff_check,
    add_wording_block,
    add_working_calendar,
    add_case,
    add_enrolment_token,
    add_template_file,
    add_attachment,
    add_case_fact,
    add_case_summary,
    add_cv,
    add_moved_date,
    add_plan,
    add_timed_session,
    add_attachment_key,
    add_attachment_opening,
    add_cv_export,
    add_cv_version,
    add_document,
    add_group_place,
    add_jobcentre_request,
    add_message,
    add_plan_activity,
    add_plan_heading,
    add_plan_objective,
    add_plan_version,
    add_session_correction,
    add_session_gap,
    add_session_heartbeat,
    add_session_segment,
    add_document_issue,
    add_message_part,
    add_plan_export,
    add_received_message,
)


def upgrade() -> None:
    for add in TABLES:
        add()
    journal_guard.put_up()

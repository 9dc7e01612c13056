"""The tabs that are made for the duty of a clock, to which its action leads from a list."""

from __future__ import annotations

from collections.abc import Mapping

CONTACT, MEETING, SESSIONS, CIRCUMSTANCES = "contact", "meeting", "sessions", "circumstances"
ENDING, REFERRAL = "ending", "referral"

OF_CLOCK: Mapping[str, str] = {
    "contact_participant": CONTACT,
    "hold_initial_meeting": MEETING,
    "chase_pack_reply": MEETING,
    "chase_jfap_reply": MEETING,
    "ask_about_doubt": REFERRAL,
    "re_engagement_window_capped": CIRCUMSTANCES,
    "exit_on_request": ENDING,
    "ask_survey": ENDING,
    "maximum_provision": ENDING,
    "effective_last_day": ENDING,
}
"""Clocks whose duty has a tab of its own. Every other is met on PRaP or by the form for any fact."""

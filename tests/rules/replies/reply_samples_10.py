"""Once more, apart from whoever wrote the matcher: 67 of 85 confirmations were found at first
sight, of the others some stand under YES; what stands under NO was taken for one."""

from __future__ import annotations

from typing import Final

from tests.rules.replies.reply_sample import BOTH

OFFICE: Final = (
    "This message and any attachments are confidential and intended solely for the use of the individual to"
    " whom they are addressed. If you have received this message in error, please notify the sender and"
    " delete it."
)
YES: Final = (
    (
        "Hi Rosa\n\nI confirm receipt of the pack and the draft plan.\n\nKind regards\n\nRhys Penhale BSc",
        BOTH,
    ),
    ("Thanks for meeting me today. I have received both documents.", BOTH),
    (
        "Dear Ms Khan,\n\nThank you for the e-mail. I have received the induction pack and the draft Job"
        " Finding Action Plan.\n\nYours sincerely\nRhys Penhale",
        BOTH,
    ),
    ("I am confirming that I have received the Pack and the Draft Plan sent to me today", BOTH),
    ("Received both documents via email today. Thank you. Rhys", BOTH),
    (f"Both docs received x\n\n{OFFICE}", BOTH),
    ("Both documents received.\n\nPlease consider the environment before printing this email.", BOTH),
    ("Both documents received.\n\nRhys Penhale MA (Hons), PhD", BOTH),
    ("I confirm that I have received both documents from JFS.", BOTH),
    ("Thank you received both", BOTH),
    ("I have received both documents and will read them tonight", BOTH),
    ("The documents you have sent have arrived", BOTH),
    ("They have both arrived", BOTH),
    ("Both of them received, thanks", BOTH),
    ("They have all been received", BOTH),
    ("Both documents received.\n\nYours faithfully\nR. Penhale", BOTH),
)

NO: Final = (
    "It received both", "You two received both", "Support received both", "My phone has both",
    "Yes April received both", "Ok June got both", "April have both documents", "One received both",
    "Tomorrow I have both", "Next week, received both", "soon: got both",
    "They have both", "They have received both", "They've got both", "They confirm receipt", "We have both",
    "those have both", "Both of them got it", "You both got it", "U received both", "u have both",
    "Have u got both", "do u have both", "Are both in", "Thanks for having received both",
    "JFS received both", "Y/N received both", "Received. Support", "Received thanks\nSupport",
    "Received thanks\nFinding Support", "I've got this!", "I got it all sorted",
    "All arrived at the meeting", "Received both 😡", "Received both :(",
    "Received both. Can I have the plan again", "Received both. Is that all",
    "Both received, please acknowledge", "Received both thanks\nM.", "Got the attachment", "Got the file",
    "Opened the file", "Received document", "Got the letter", "I have your letter", "Got the pdf",
    "Received both.\n\nThis email is confidential. Not received.",
    "Received both.\n\nThis email is confidential and I did not receive it",
    f"{OFFICE}\n\nThis email is confidential. You have not received both.",
    "Received both.\n\nYours sincerely\nMark MBA", "Received both.\n\nBA",
)  # fmt: skip

AFTER: Final = (
    "plan later", "plan soon", "plan next", "plan to come", "the plan next week",
    "the plan can come later", "will get the plan later", "well, one", "the first one", "first of two",
    "as you were", "to be confirmed", "to be received", "to keep you happy", "on paper",
    "come again please", "please get them here", "please help", "that was then", "as in the first",
    "two to come", "all again please", "is that it", "not really", "just one actually", "minus the plan",
    "plan pending", "where's plan", "oh wait", "so they say", "to be sent", "my wife did",
    "on the old account", "and passed on", "Priya out", "pp Mark", "Her son", "the occupier",
)  # fmt: skip
"""What takes it back, or half of it, behind a plain confirmation."""

"""Replies that try the words and their limits, written beside the words that read them."""

from __future__ import annotations

from typing import Final

from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from tests.rules.replies.reply_sample import BOTH, PACK, PLAN, Sample

K = ReplyKind
_ASKED: Final = """
On Fri, 4 Jun 2021 at 10:12, Carys Llwyd - Job Finding Support at Provider of the North
<carys@provider.example> wrote:
> I have received both documents. Copy this line into your reply.
"""

SAMPLES: Final = (
    # Confirmations.
    Sample("I have received both documents.", K.ACKNOWLEDGES, BOTH),
    Sample("I've got them both, thank you very much for today.", K.ACKNOWLEDGES, BOTH),
    Sample("Documents received and read. See you on Tuesday, can't wait!", K.ACKNOWLEDGES, BOTH),
    Sample("I acknowledge receipt of the induction pack.\n\nRegards,\nRhys", K.ACKNOWLEDGES, PACK),
    Sample("The action plan arrived, thanks. I will read it tonight.", K.ACKNOWLEDGES, PLAN),
    Sample("Yes, I have them. What time do we meet on Tuesday?", K.ACKNOWLEDGES, BOTH),
    Sample("Pack received.\nPlan received.", K.ACKNOWLEDGES, BOTH),
    Sample("Mae'r pecyn a'r cynllun wedi cyrraedd, diolch.", K.ACKNOWLEDGES, BOTH),
    Sample("Cefais y cynllun ddoe. Diolch, Rhys", K.ACKNOWLEDGES, PLAN),
    Sample("Ges i'r ddau, diolch yn fawr iawn!\n\nAnfonwyd o fy iPhone", K.ACKNOWLEDGES, BOTH),
    Sample("Dear Carys,\nI am in receipt of the papers.\nRhys Penhale" + _ASKED, K.ACKNOWLEDGES, BOTH),
    # The request quoted, and nothing said to it.
    Sample("Thank you" + _ASKED, K.THANKS),
    Sample(_ASKED, K.UNCLEAR),
    Sample("What is this about?" + _ASKED, K.ASKS),
    Sample("Hello\n\n-----Original Message-----\nFrom: Carys\nI have received both documents.", K.THANKS),
    Sample("ok\n________________________________\nFrom: Carys Llwyd\nI have received both.", K.THANKS),
    # Forwarded: not the participant's words.
    Sample(
        "FYI\n\nBegin forwarded message:\n\nFrom: Carys\nI have received both documents.",
        K.UNCLEAR,
        subject="Fwd: Your induction pack and your draft action plan [JFS-7K2M9Q]",
    ),
    # Later, or asked.
    Sample("I will confirm once I have received both documents.", K.ASKS),
    Sample("If I have received it I will tell you on Monday.", K.ASKS),
    Sample("Should I have received the pack by now?", K.ASKS),
    Sample("Still waiting for it, I'll reply when I get them.", K.ASKS),
    # Not come.
    Sample("I have not received the documents.", K.NOT_RECEIVED),
    Sample("I've received the plan but the pack is missing.", K.NOT_RECEIVED),
    Sample("I only received one of the two documents", K.NOT_RECEIVED),
    Sample("Dydw i ddim wedi derbyn y pecyn.", K.NOT_RECEIVED),
    # Somebody else, something else, a machine.
    Sample("I am not Rhys, you have the wrong address. I received your documents.", K.WRONG_PERSON),
    Sample("I received a letter about an interview at the hospital.", K.UNCLEAR),
    Sample("I have got a job! Starting Monday.", K.UNCLEAR),
    Sample("I have received both documents.", K.AUTOMATIC, automatic=True),
    Sample(
        "Out of office. Your message has been received.", K.AUTOMATIC, subject="Out of office: Re: Your pack"
    ),
)
"""Thirty, all answering a message with both papers."""

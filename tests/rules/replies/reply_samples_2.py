"""Replies as people in Britain type them on a telephone, not knowing the words that read them."""

from __future__ import annotations

from typing import Final

from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from tests.rules.replies.reply_sample import BOTH, PACK, PLAN, Sample

K = ReplyKind

SAMPLES: Final = (
    # Confirmations.
    Sample("Hiya, got both of them thanks x", K.ACKNOWLEDGES, BOTH),
    Sample("Hi Carys\n\nyes ive recieved both documents all ok\n\nSent from my iPhone", K.ACKNOWLEDGES, BOTH),
    Sample("All received with thanks.\n\nKind regards\nRhys Penhale", K.ACKNOWLEDGES, BOTH),
    Sample("got the welcome pack cheers", K.ACKNOWLEDGES, PACK),
    Sample("Hi there, just to confirm receipt of the action plan. Many thanks, Rhys", K.ACKNOWLEDGES, PLAN),
    Sample("Diolch, wedi derbyn y ddau.", K.ACKNOWLEDGES, BOTH),
    Sample("Rwyf wedi cael y pecyn sefydlu a'r cynllun gweithredu, diolch yn fawr", K.ACKNOWLEDGES, BOTH),
    Sample("They both came through fine this morning 👍", K.ACKNOWLEDGES, BOTH),
    Sample(
        "I confirm that I have recived the induction pack and the draft JFAP.\n\n"
        "On Fri, 4 Jun 2021 at 10:12, Carys Llwyd <carys@provider.example> wrote:\n"
        "> Please tell me that you have received both documents.\n> Have you had any questions?",
        K.ACKNOWLEDGES,
        BOTH,
    ),
    Sample("Recieved thank you", K.ACKNOWLEDGES, BOTH),
    Sample("hi mate emails come through and i can open everything fine", K.ACKNOWLEDGES, BOTH),
    Sample("Wedi ei dderbyn, diolch", K.ACKNOWLEDGES, BOTH),
    # Thanks, and nothing that could be taken for proof.
    Sample("Thanks so much for your help today!", K.THANKS),
    Sample("👍", K.UNCLEAR),
    Sample("ta", K.THANKS),
    Sample("", K.UNCLEAR),
    # Not there, or not all of it.
    Sample("I havent recieved anything yet, can u send again pls", K.NOT_RECEIVED),
    Sample("Nothing has come through on my end I've checked my junk as well", K.NOT_RECEIVED),
    Sample("Got the email but theres no attachment on it", K.NOT_RECEIVED),
    Sample("dwi heb gael dim byd eto", K.NOT_RECEIVED),
    Sample("I got the pack but the plan wont open on my phone, says file damaged", K.NOT_RECEIVED),
    # Other people.
    Sample("Hi, this is Rhys's mum, he's lost his phone but we got it thanks", K.WRONG_PERSON),
    Sample("Wrong email love, I dont know any Rhys. Received this by mistake", K.WRONG_PERSON),
    Sample(
        "I have received both documents on his behalf.", K.WRONG_PERSON, from_address="d.penhale@example.net"
    ),
    # Other things.
    Sample("Great news - I got the job at Tesco!! Start on Monday", K.UNCLEAR),
    Sample("Received your missed call, will ring you back after 3", K.UNCLEAR),
    Sample("I will let you know when I receive them", K.ASKS),
    Sample("What time is it tomorrow? and do i need to sign anything", K.ASKS),
    # Machines.
    Sample(
        "I am away until 14 June. I have received your email and will reply on my return.",
        K.AUTOMATIC,
        subject="Automatic reply: Your induction pack and your draft action plan [JFS-7K2M9Q]",
    ),
    Sample(
        "The following message was received by the server but could not be delivered: mailbox full.",
        K.BOUNCE,
        from_address="MAILER-DAEMON@mail.example.org",
        subject="Undelivered Mail Returned to Sender",
        report=K.BOUNCE,
    ),
)
"""Thirty, all answering a message with both papers."""

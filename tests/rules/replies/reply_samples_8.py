"""The same in six goes, each written before the reader was mended by those before it: 60 of these 96
confirmations were found at first sight, 15 of 18 in the last go; none of the 84 others was taken for one."""

from __future__ import annotations

from typing import Final

from tests.rules.replies.reply_sample import BOTH, PACK, PLAN

YES: Final = (
    (
        "Alright Rosa, just to say both of those documents turned up in my emails. Rhys",
        BOTH,
    ),
    (
        "Yes, thank you, I have them both saved to my phone now.",
        BOTH,
    ),
    (
        "Got the welcome pack and my action plan ok, thanks for your help today",
        BOTH,
    ),
    (
        "Pack received, ta very much",
        PACK,
    ),
    (
        "Hello Rosa. I can confirm that the action plan has arrived. Regards Rhys Penhale",
        PLAN,
    ),
    (
        "I am just emailing to confirm that I got both attachments.",
        BOTH,
    ),
    (
        "Cheers for them, got them both fine",
        BOTH,
    ),
    (
        "Nae bother, got baith docs through this morning",
        BOTH,
    ),
    (
        "Hi Rosa, got your email with the induction pack and plan attached, all opened "
        "fine. Many thanks, Rhys",
        BOTH,
    ),
    (
        "yh got em both ty",
        BOTH,
    ),
    (
        "Received 👍",
        BOTH,
    ),
    (
        "Dear Rosa\n\nThank you for your email. I have received and read both "
        "documents.\n\nBest wishes\n\nRhys",
        BOTH,
    ),
    (
        "Hi, I've downloaded both documents and had a read through. See you on Tuesday.",
        BOTH,
    ),
    (
        "Diolch Rosa, mae'r ddau wedi cyrraedd yn saff",
        BOTH,
    ),
    (
        "I confirm that I received the pack. Rhys",
        PACK,
    ),
    (
        "<p>Hi Rosa</p><p>Yes both documents have come through, thank you</p><p>Rhys</p>",
        BOTH,
    ),
    (
        "Hi Rosa thanks for that, I have both of them here on my laptop",
        BOTH,
    ),
    (
        "received, all fine. Rhys P",
        BOTH,
    ),
    (
        "Good afternoon, I write to acknowledge that both documents have been safely "
        "received. Kind regards, Rhys Penhale",
        BOTH,
    ),
    (
        "Ok thats both come thru now",
        BOTH,
    ),
    (
        "Just letting you know I've got the plan x",
        PLAN,
    ),
    (
        "yes got them rosa thankyou",
        BOTH,
    ),
    (
        "The welcome pack arrived in my inbox this afternoon, thanks ever so much",
        PACK,
    ),
    (
        "Aye they've both come in hen, cheers",
        BOTH,
    ),
    (
        "Hi, sorry for late reply. Yes I received both.\n\nSent from my Galaxy",
        BOTH,
    ),
    (
        "I received all the documents you sent. Thank you",
        BOTH,
    ),
    (
        "Rhys Penhale here. Both documents received with thanks.",
        BOTH,
    ),
    (
        "tidy, got both now diolch",
        BOTH,
    ),
    (
        "Confirming receipt of pack and plan",
        BOTH,
    ),
    (
        "I can see both attachments and they open fine, thanks Rosa.",
        BOTH,
    ),
    (
        "Everything received, see you next Thursday at 2",
        BOTH,
    ),
    (
        "Have just read the action plan you sent, happy with it all. Thanks, Rhys",
        PLAN,
    ),
    (
        "Hello, this is to say I got the pack and the plan you emailed. Cheers Rhys",
        BOTH,
    ),
    (
        "Hi Ros, both are here now thank you",
        BOTH,
    ),
    (
        "Documents came through a minute ago, cheers",
        BOTH,
    ),
    (
        "All good this end, got both",
        BOTH,
    ),
    (
        "Thanks so much for the pack, it came through no bother",
        PACK,
    ),
    (
        "I got the two attachments and was able to open them",
        BOTH,
    ),
    (
        "can confirm ive had both x",
        BOTH,
    ),
    (
        "Rosa, I've got both documents. I'll bring them on Tuesday.",
        BOTH,
    ),
    (
        "JFAP received, thank you",
        PLAN,
    ),
    (
        "Got your email this morning with both documents attached. Rhys",
        BOTH,
    ),
    (
        "they came through grand, thanks a million",
        BOTH,
    ),
    (
        "Dwi wedi derbyn y pecyn a'r cynllun, diolch Rosa",
        BOTH,
    ),
    (
        "Have received everything you sent over. Kind regards R Penhale",
        BOTH,
    ),
    (
        "yep all recieved cheers rosa",
        BOTH,
    ),
    (
        "Lovely speaking today. Got both emails and the attachments open ok",
        BOTH,
    ),
    (
        "Thank you. Both safely in my inbox.",
        BOTH,
    ),
    (
        "Hi Rosa, the two documents arrived ok, thanks for sorting that. Rhys",
        BOTH,
    ),
    (
        "On Fri, 4 Jun 2021, Rosa Khan wrote:\n> Please reply to say that you have received "
        "both.\n> Rosa\n\nYep got them both, cheers",
        BOTH,
    ),
    (
        "My action plan has arrived thanks",
        PLAN,
    ),
    (
        "Sorted, got both",
        BOTH,
    ),
    (
        "Hi its Rhys, got both of them documents thank you",
        BOTH,
    ),
    (
        "I've had a good read of the pack and the plan and I'm happy to go ahead.",
        BOTH,
    ),
    (
        "Confirmed receipt of both docs. R. Penhale",
        BOTH,
    ),
    (
        "Evening Rosa, pack and plan both received, have a good weekend",
        BOTH,
    ),
    (
        "Both received and read. Looking forward to starting.",
        BOTH,
    ),
    (
        "hi rosa ye got them both no worries",
        BOTH,
    ),
    (
        "Thanks for the quick turnaround, I have received both documents.",
        BOTH,
    ),
    (
        "The plan's come through fine, cheers Rosa",
        PLAN,
    ),
    (
        "Received the induction pack by email today",
        PACK,
    ),
    (
        "I have now opened both attachments on my phone",
        BOTH,
    ),
    (
        "Wedi cael y ddau, diolch. Rhys",
        BOTH,
    ),
    (
        "Hi, both documents have arrived in good order. Thank you, Rhys",
        BOTH,
    ),
    (
        "Got your docs Rosa thanks",
        BOTH,
    ),
    (
        "Can confirm both are in my inbox Rosa",
        BOTH,
    ),
    (
        "Got the lot, thanks again for today",
        BOTH,
    ),
    (
        "I've got the induction pack here. Thanks for explaining everything.",
        PACK,
    ),
    (
        "yes i have got both of these thank you for your help rosa",
        BOTH,
    ),
    (
        "Received with thanks. Rhys Penhale",
        BOTH,
    ),
    (
        "Aye that's them both through now, ta",
        BOTH,
    ),
    (
        "Both files downloaded no problem",
        BOTH,
    ),
    (
        "Hi Rosa, this is Rhys Penhale. I acknowledge receipt of my action plan and the induction pack.",
        BOTH,
    ),
    (
        "The attachments came through ok this time, I have both",
        BOTH,
    ),
    (
        "Hello Rosa. I recieve the pack and plan. Thank you",
        BOTH,
    ),
    (
        "All received ok, speak Tuesday",
        BOTH,
    ),
    (
        "Everything's arrived, thanks",
        BOTH,
    ),
    (
        "I have them both, thanks. Rhys\n\nSent from my iPad",
        BOTH,
    ),
    (
        "Hi Rosa, I received the two documents this morning, thanks. Rhys",
        BOTH,
    ),
    (
        "Yes, I got both of them yesterday, thank you",
        BOTH,
    ),
    (
        "thanks rosa both came ok",
        BOTH,
    ),
    (
        "I've received the plan and the pack. See you on the 11th.",
        BOTH,
    ),
    (
        "Hi Rosa. Just confirming I received the pack and the action plan. Kind regards. Rhys",
        BOTH,
    ),
    (
        "Got both, will read them tonight. Cheers",
        BOTH,
    ),
    (
        "Have got your emails, both documents attached and opened. Rhys Penhale",
        BOTH,
    ),
    (
        "The induction pack is here, thank you",
        PACK,
    ),
    (
        "Action plan received and read. I agree with it.",
        PLAN,
    ),
    (
        "Mae'r pecyn wedi cyrraedd, diolch yn fawr",
        PACK,
    ),
    (
        "Aye, got the pack and the plan, nae problem. Cheers Rosa",
        BOTH,
    ),
    (
        "Both of them are here, thanks for sending",
        BOTH,
    ),
    (
        "Morning Rosa! Documents received, thank you :)",
        BOTH,
    ),
    (
        "hi i have recieved both the documents and understand them thanks",
        BOTH,
    ),
    (
        "Good morning. I acknowledge receipt of your e-mail and of both documents.",
        BOTH,
    ),
    (
        "Received both this morning, sorry for the late reply, my phone was off",
        BOTH,
    ),
    (
        "Thank you Rosa, both arrived safe",
        BOTH,
    ),
    (
        "I got the draft plan, it looks fine to me. Thanks again Rosa",
        PLAN,
    ),
)

NO: Final = (
    "Both? I only asked for one",
    "Sure I'll get to both of them at the weekend",
    "Did both come back to you or did I get it wrong",
    "It's Daniel, Rhys is in work. Both got here ok",
    "Lovely. Another two documents nobody will ever read",
    ("Thanks for getting in touch! I'm away till the 14th, I've received your message and will reply then."),
    "got the pack from the last lot not yours",
    "If they'd come I would have said so",
    "Was expecting both by now",
    "I thought I got them but it was from the bank",
    "They arrived blank, can you do them again",
    "Do you want me to say I've got both even though I've not",
    "Angharad Penhale has received both documents on his behalf",
    "Got the plan but it's got someone called Tariq's name on it",
    "Yes",
    "Ok both",
    "Not sure if both came, I'll look in a bit",
    "Hi it's Rhys's key worker. He's received both.",
    "Got both of your voicemails sorry I missed you",
    "Both received by my solicitor Mr Pryce",
    "I'll have got them by Monday I'm sure",
    "Yeah got both, and I'm the Queen of Sheba",
    "Please see attached confirmation of receipt of both documents from my landlord",
    "both bounced",
    "Thanks Rosa. Ann",
    "Rhys said to tell you he got both. Ta, Ann",
    "The only thing I received was the plan for my heating",
    "You never sent me the pack and the plan I received is from 2019",
    "Hi Rosa, the plan you sent is the same as the pack so I think one is missing",
    "Cheers for both, what do I do with them",
    "Yes I will confirm when both come",
    "Rosa got both",
    "I got both but Rhys hasn't seen them",
    "Both received. Love, Mam",
    "Message received. The person you are trying to reach is unavailable.",
    "Just got in. Will read both later",
    "got them all wrong on the quiz lol",
    "My nan got both of hers in the post",
    "I've both good and bad news",
    "It says I have received both but I cannot see anything",
    "received your email, attachments stripped by the server",
    "Got both. This is Rhys's account but he's moved out",
    (
        "On Fri, 4 Jun 2021, Rosa Khan wrote:\n> Please reply to say that you have received "
        "both.\n> Rosa\nreceived both.\n"
    ),
    "> I have received both documents.\n> Rhys\n",
    "Rhys Penhale has not received both documents",
    "Rhys here, got neither",
    "Yes Rhys got them off the shelf for me, his dad",
    "Got both pal's parcels at mine, tell him",
    "Hi, Ann here on Rhys's phone, got both",
    "Got both of them to sign it, my mum and dad",
    "If Rhys got both fine, if not send again",
    "They've both come in to help me move",
    "I have reviewed both jobs and neither suits",
    "Got both thanks, oh wait that's last year's ones",
    "Both received last night on the telly",
    "Received both. Not. Lol",
    "Both received, cheers, Penhale & Sons Ltd",
    "Thanks for the pack and the plan, I'll have both in the end I'm sure",
    "Thanks for receiving both of mine",
    "I've had both doses so I can come in",
    "got both hands full will look tonight",
    "Plan's come to nothing, no bus",
    "Received. Signed, Angharad",
    "Confirmed receipt of both? Who says I did",
    "Both have turned up, one is Daniel's",
    "Everything has come undone, can you ring",
    "Got both thanks for nothing",
    "I received all the documents except mine",
    "Yes Rosa, Rhys's sister got them",
    "They've come over all funny on my phone",
    "Had a good read of the plan on the bus, your poster I mean",
    "I have both parents ill so no",
    "Received a missed call from you, was it about the documents?",
    "Will confirm both once I'm home",
    "Hi Rosa, Ann has both of them",
    "Only one of the two has come",
    "Both received but they're in my old name, can you change them",
    "Sorry I haven't had chance, will do both at the weekend",
    "Thanks for today, I will look out for the documents",
    "I am on annual leave, both received messages will be answered on my return",
    "My daughter Rhys-Ann got both",
    "This is the helpdesk: both documents received and scanned",
    "I got it, then lost it",
    "Please stop sending me these, both received are in the bin",
)

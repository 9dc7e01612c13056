"""Once more, written before the grammar that reads them: 62 of these 86 confirmations were found then, and
none of the others was taken for one. What says that one paper came and the other did not is left to the
adviser, as are answers between quoted lines."""

from __future__ import annotations

from typing import Final

from tests.rules.replies.reply_sample import BOTH, PACK, PLAN

YES: Final = (
    (
        (
            "Hi Rosa, I can confirm I've received the induction pack and the draft action plan. See "
            "you next week. Rhys"
        ),
        BOTH,
    ),
    ("Good morning, just to confirm both documents have come through. Many thanks, Rhys", BOTH),
    ("Hello\n\nBoth attachments received, thank you.\n\nRegards\nRhys Penhale", BOTH),
    ("Hi, all received thanks. Rhys", BOTH),
    ("Got them both cheers", BOTH),
    ("got both docs ta x", BOTH),
    ("Hi Rosa yep got them both thanks very much", BOTH),
    (
        (
            "Afternoon Rosa,\n\nI've got both the pack and the plan, thanks for sending them over so "
            "quickly.\n\nRhys"
        ),
        BOTH,
    ),
    ("Pack and plan both received with thanks.", BOTH),
    ("I acknowledge receipt of the Induction Pack and Draft JFAP.", BOTH),
    (
        (
            "I am writing to acknowledge receipt of both documents, the induction pack and the draft "
            "job finding action plan.\n\nYours sincerely\n\nMr R Penhale"
        ),
        BOTH,
    ),
    ("Received both documents, will have a proper read at the weekend.", BOTH),
    ("Both have landed in my inbox, thank you", BOTH),
    ("Hiya, both came through fine thanks :)", BOTH),
    ("Yes I got both 👍", BOTH),
    ("Yes both received", BOTH),
    ("Confirmed - both received.", BOTH),
    ("Confirming receipt of both docs. Thanks, R", BOTH),
    (
        "Just confirming I have had the induction pack and the draft plan. Thank you for your time today.",
        BOTH,
    ),
    ("Hi Rosa, the pack and the plan have arrived safely. Rhys", BOTH),
    ("Hi, thanks for these. I have received the two documents.", BOTH),
    ("Both emails came through and I have the pack and the plan.", BOTH),
    (
        (
            "This is to confirm that I received the induction pack and the draft action plan today, 4 "
            "June 2021."
        ),
        BOTH,
    ),
    ("i have recieved both documents thank you", BOTH),
    ("Ive recived the pack an the plan thanks", BOTH),
    ("recieved both thx", BOTH),
    ("hi iv got both of them thanks", BOTH),
    ("Both docs recvd", BOTH),
    ("Both rec'd with thanks", BOTH),
    ("got both thank u rosa c u tues", BOTH),
    ("Hi Rosa, Got both documents thanks. I haven't read them yet but will do over the weekend.", BOTH),
    ("I have received the pack and the plan. I have not had a chance to read them yet.", BOTH),
    ("Received both, not read yet", BOTH),
    ("Bore da Rosa,\n\nI have received both documents, diolch yn fawr.\n\nCofion\nRhys", BOTH),
    ("Prynhawn da. I confirm I have received the induction pack and the draft plan. Diolch", BOTH),
    ("Shwmae Rosa, got both docs, diolch!", BOTH),
    ("Rwyf wedi derbyn y ddwy ddogfen, diolch.", BOTH),
    ("Rydw i wedi derbyn y pecyn a'r cynllun. Diolch yn fawr", BOTH),
    ("Dw i wedi cael y ddau. Diolch, Rhys", BOTH),
    ("Wedi derbyn y ddau, diolch", BOTH),
    ("Helo Rosa\nCadarnhaf fy mod wedi derbyn y pecyn sefydlu a'r cynllun drafft.\nCofion gorau\nRhys", BOTH),
    ("Hello miss Rosa, I receive the two document, thank you so much", BOTH),
    ("Dear Sir/Madam, I am receive both document today. Thank you for help.", BOTH),
    ("Hello, I recieved the pack and plan. Thank you very much. God bless you", BOTH),
    ("Good day, I have receive all the documents. Many thanks", BOTH),
    ("Hi I did received both papers thank you for you", BOTH),
    ("I already received the both documents madam, thank you", BOTH),
    ("Dear Rosa, documents received. Thank you for your kindly help.", BOTH),
    (
        (
            "Both received, thanks Rosa.\n\nSent from my iPhone\n\nOn Fri, 4 Jun 2021 at 10:02, Rosa "
            "Khan <rosa@provider.example> wrote:\n> Dear Rhys,\n> Here are your induction pack and "
            "your draft action plan.\n> Please reply to say that you received both documents.\n"
        ),
        BOTH,
    ),
    (
        (
            "Received both\n\nGet Outlook for Android\n\nOn Fri, 4 Jun 2021 at 10:02, Rosa Khan "
            "<rosa@provider.example> wrote:\n> Dear Rhys,\n> Here are your induction pack and your "
            "draft action plan.\n> Please reply to say that you received both documents.\n"
        ),
        BOTH,
    ),
    (
        (
            "I confirm I have received both documents.\n\nOn Fri, 4 Jun 2021 at 10:02, Rosa Khan "
            "<rosa@provider.example> wrote:\n> Dear Rhys,\n> Here are your induction pack and your "
            "draft action plan.\n> Please reply to say that you received both documents.\n"
        ),
        BOTH,
    ),
    ("Yes, both received thanks\n\nSent from Yahoo Mail on Android", BOTH),
    ("Hi Rosa\n\nI got the pack and the plan, thank you.\n\n-- \nRhys Penhale\n07700 900123", BOTH),
    (
        (
            "Both received.\n\nSent from Outlook for iOS\n________________________________\nFrom: Rosa "
            "Khan <rosa@provider.example>\nSent: Friday, June 4, 2021 10:02\nTo: Rhys Penhale\n"
            "Subject: Your induction pack\n\nPlease confirm that you received both."
        ),
        BOTH,
    ),
    ("> Please reply to say that you received both documents.\nYes, I received both.\n\nRhys", BOTH),
    (
        (
            "> Did the induction pack arrive?\nYes, the induction pack arrived.\n> Did the draft plan "
            "arrive?\nYes, the draft plan arrived too."
        ),
        BOTH,
    ),
    ("I have received the induction pack, thank you.", PACK),
    ("Hi Rosa, I've got the plan but I've not had the pack yet", PLAN),
    ("Got the action plan thanks, still waiting on the induction pack", PLAN),
    ("The pack came through but there was no plan attached", PACK),
    ("Received the induction pack. The plan was not attached.", PACK),
    ("I have the pack but I couldn't open the plan", PACK),
    ("Draft action plan received, thanks", PLAN),
    ("I can confirm receipt of the draft JFAP.", PLAN),
    ("The induction pack has arrived, thanks Rosa", PACK),
    ("i got the plan x", PLAN),
    ("I only received the induction pack", PACK),
    ("Wedi derbyn y pecyn, diolch.", PACK),
    ("Thank you for sending these. I've received both documents and I'm happy with the plan.", BOTH),
    ("Both documents received and understood.", BOTH),
    ("I've received and read both documents, thanks.", BOTH),
    ("I received both documents. I agree with the action plan.", BOTH),
    ("Received both documents, I will sign and return the plan on Monday.", BOTH),
    ("I've received both. Sorry for the late reply, I've been poorly.", BOTH),
    ("Sorry for the delay, I have now received both documents.", BOTH),
    ("Apologies for not replying sooner. I can confirm that both documents have been received.", BOTH),
    ("Got the induction pack and plan, found them in my junk folder!", BOTH),
    ("They were in spam but I've found them now - both received.", BOTH),
    ("Rosa, thanks. Both documents safely received. Have a good weekend.", BOTH),
    ("Hi Rosa, lovely to meet you yesterday. Both documents received. Kind regards, Rhys", BOTH),
    (
        (
            "Thanks Rosa, I've received both the induction pack and the draft action plan and "
            "downloaded them to my phone."
        ),
        BOTH,
    ),
    ("RECEIVED BOTH DOCUMENTS THANK YOU", BOTH),
    ("Documents received.", BOTH),
    ("I'm confirming I got the welcome pack and the action plan.", BOTH),
    ("Hi I received your email with the induction pack and the action plan attached. Thanks", BOTH),
    ("Hi Rosa, email received with both documents. Thanks", BOTH),
)

NO: Final = (
    "I have not received anything yet.",
    "Hi Rosa, nothing has come through. Could you resend please?",
    "I haven't got the pack or the plan",
    "Neither document has arrived",
    "Only an empty email came through, no attachments.",
    "I got your email but there were no attachments",
    "I got the email but I can't open the documents",
    "The attachments won't open on my phone",
    "I think I received both but I'm not sure",
    "I might have got them, will check later",
    "I will let you know when I have received both documents.",
    "I'll confirm receipt once I've checked my emails",
    "Will check tonight if I received both",
    "I have not read it yet",
    "Not had a look yet, will do tomorrow",
    "I have received the CV but not the plan",
    "I received your letter about the appointment",
    "I should have received both by now?",
    "Have I received both documents?",
    "Have you received both documents from me?",
    "Did you get my documents? I sent both yesterday",
    "Can you confirm that I have received both documents?",
    "Do I need to confirm that I received both?",
    "What documents?",
    "Which documents do you mean?",
    "Where is the induction pack?",
    "Is the plan meant to be blank?",
    "When will I get the pack and the plan?",
    "Who do I tell when I have received both?",
    "If I received both documents do I need to sign them?",
    "I was told I would receive both documents",
    "You said I received both but I didn't",
    "You keep saying I've received both documents. I have not.",
    "My mum says she received both documents",
    "My partner has received both documents by mistake",
    "This is Rhys's wife. He received both documents.",
    "I am writing on behalf of Rhys: he has received both.",
    "I am Rhys's support worker and I confirm he has received both.",
    "Wrong person, I don't know any Rhys",
    "I think you have the wrong email address. I received both documents but they're not for me.",
    "I refuse to confirm receipt of these documents.",
    "I do not want the pack or the plan.",
    "I don't agree to confirm that I have received both documents",
    "No thank you",
    "I'd rather not confirm anything in writing, sorry.",
    "Please don't send me any more of these documents",
    "I won't be confirming receipt of anything",
    "I am not prepared to acknowledge receipt of the induction pack",
    "With respect, I'd prefer not to acknowledge these",
    "I withdraw my confirmation that I received both.",
    "Please ignore my last email, I have not received both documents.",
    "Sorry I said I received both, I was wrong",
    "I said yesterday I'd received both but actually it was only the letter",
    "Scrap that, I never received both",
    "Thanks",
    "Thank you for your help today Rosa",
    "ok",
    "Ok thanks will do",
    "👍",
    "Yes",
    "No problem",
    "Cheers Rosa see you tuesday",
    "Lovely to meet you",
    "Diolch yn fawr",
    "Bore da Rosa, diolch am yr ebost",
    "Noted.",
    "Understood",
    "Email received.",
    "I got your email",
    "I got your voicemail",
    "I received your text",
    "Dw i ddim wedi derbyn y ddau",
    "Nid wyf wedi derbyn y pecyn na'r cynllun",
    "Heb dderbyn y pecyn eto",
    "Ydw i wedi derbyn y ddau?",
    "Byddaf yn cadarnhau pan fyddaf wedi derbyn y ddau",
    "I am out of the office until 14 June. I have received your email and will reply on my return.",
    "Thank you for your email. It has been received and will be dealt with within 5 working days.",
    "Your documents have been received. This is an automated message, please do not reply.",
    "Automatic reply: I am on annual leave and have received both documents on return",
    (
        "---------- Forwarded message ---------\nFrom: Rosa Khan\nDate: Fri, 4 Jun 2021\nSubject: "
        "Your induction pack\n\nI have received both documents."
    ),
    "fyi\n\nBegin forwarded message:\n\nFrom: Rhys\nI have received both documents",
    "> I have received both documents",
    "Is this right?\n> I have received both the induction pack and the draft plan.",
    'You asked me to write "I have received both documents". Why?',
    "Please sign below: I have received both documents. Signed ________",
    'What do I write? "Received both"?',
    "I received both sanctions letters",
    "I got both jobs!",
    "I've had both jabs",
    "I have both feet in plaster so can't come",
    "Received both payslips, thanks",
    "I got both your calls",
    "I received both of your voicemails",
    "I have received the pack of cards",
    "I have a plan",
    "Got a plan for the job search",
    "I've got the plan for Tuesday sorted",
    "Have received both documents? Rosa Khan wants to know",
    "I hope I've received both documents",
    "I wish I had received both",
    "I would have received both if the wifi worked",
    "Nobody in this house has received both",
    "I can't say I've received both",
    "I don't remember receiving both",
    "I deny having received both",
    "Far from having received both, I got nothing",
    "I've received both documents but they're for someone else called Alan",
    "Both received but they have someone else's name on",
    "Received both but both are blank",
    "Received both but page 2 is missing",
    "I received both documents but cannot open either",
    "Both received - joking, nothing here",
    "Yeah right, like I received both",
    "received both (not)",
    "Received both? no",
    "Received neither",
    "I received 0 documents",
    "Half of it received",
    "Both documents are still downloading",
    "Both due tomorrow",
    "I expect to receive both tomorrow",
    "Please confirm you received both documents",
    "Both sent to you this morning",
    "I've returned both documents",
    "I've deleted both documents without opening them",
    "Both documents were received by the jobcentre",
    "The Jobcentre got both documents",
    "I've got both documents to send you",
    "I have both documents to bring on Tuesday (passport and bank statement)",
    "I've got both forms of ID",
    "I received the documents from the jobcentre, where are yours?",
    "I got the pack last year from Restart",
    "I got the pack from my old provider",
)

"""Replies in the form in which they come: greeted, signed, with the lines that Outlook, Gmail and telephones
put around them. Written before the words that read them were changed: 18 of the 50 confirmations were
found then, and 13 of the 58 others were taken for one. English and Welsh."""

from __future__ import annotations

from typing import Final

from tests.rules.replies.reply_sample import BOTH, PACK, PLAN

YES: Final = (
    ("Hi Rosa, I have received both documents.", BOTH),
    ("Hi Rosa,\n\nI have received the pack and the plan.\n\nKind regards,\nPriya Nair", BOTH),
    ("hi rosa got them both thanks", BOTH),
    ("Hi Mrs Khan,\n\nBoth documents received with thanks.\n\nPriya", BOTH),
    (
        "Dear Ms Khan,\n\nI confirm receipt of the induction pack and the draft JFAP.\n\nYours "
        "sincerely\nPriya Nair",
        BOTH,
    ),
    ("Dear Sir/Madam,\n\nI have received both documents.\n\nYours faithfully,\nP. Nair", BOTH),
    ("Dear Sir or Madam\nI acknowledge receipt of both documents.\nRegards\nMr D Okafor", BOTH),
    ("Hi there,\nboth arrived thanks\n\nSent from my iPhone", BOTH),
    ("Hi team, got the pack and the plan. Dave", BOTH),
    ("Hello both, I've received the induction pack. Thanks", PACK),
    ("Rosa,\n\nPack and plan received.\n\nMohammed", BOTH),
    ("Morning Rosa!\nGot both\nx", BOTH),
    (
        "Good afternoon Rosa Khan,\nI can confirm that I have received the draft action plan.\n"
        "Many thanks\nGareth",
        PLAN,
    ),
    ("Just to let you know the pack and the plan have both arrived.", BOTH),
    ("They have both arrived thank you very much for your help", BOTH),
    ("Both in, thanks", BOTH),
    ("Received, both, thank you", BOTH),
    ("confirmed received", BOTH),
    ("I have the documents here in front of me", BOTH),
    ("Got both, thanks\n\nPriya Nair\n07700 900123", BOTH),
    ("Both received.\n\nBest wishes\n\nPriya Nair\n12 High Street\nCardiff\nCF10 1AA", BOTH),
    (
        "Hi Rosa\nI have had both emails with the documents attached\nThank you\nGraham Pugh\nTel: "
        "01632 960 111",
        BOTH,
    ),
    ("Yes I got the pack, and the plan came through as well.\nSee you on Tuesday at 2.\nKaren", BOTH),
    ("All received Rosa, have printed them off and will bring the signed plan on Thursday", BOTH),
    ("Ive got it all now sorry it took a while my internet was down", BOTH),
    ("Pack and jfap received and saved to my phone 👍🏽", BOTH),
    ("HI ROSA RECEIVED BOTH DOCUMENTS MANY THANKS JOHN", BOTH),
    ("yes both come thru ta", BOTH),
    ("just got ur email with both docs on it cheers", BOTH),
    ("Hi Rosa hope you are well. I've received the pack and action plan you emailed me. Thanks, Lee", BOTH),
    (
        "Good evening. I am writing to confirm that I have received the induction pack and the "
        "action plan. Regards, Olena",
        BOTH,
    ),
    ("Hello Miss Khan i have received your documents thank you god bless", BOTH),
    ("Received both docs today 04/06/2021. Thanks for a really helpful meeting.", BOTH),
    (
        "Hi, confirming that both the induction pack and the draft plan were received this "
        "morning. A. Thomas",
        BOTH,
    ),
    ("I've just opened the pack and the plan, both are fine thanks", BOTH),
    ("Hi yes I have both of the documents now, thank you Rosa :)", BOTH),
    ("Got the action plan, thanks Rosa. Really pleased with it!", PLAN),
    ("welcome pack arrived ok, nice to meet you yesterday", PACK),
    (
        "Dear Rosa\n\nThank you for your email. I have received the two documents and have read "
        "them.\n\nBest regards\n\nAhmed Hassan\nSent from Outlook for Android",
        BOTH,
    ),
    (
        "Received both thanks Rosa\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"
        "________________________________\nFrom: Rosa Khan <rosa@provider.example>\nSent: Friday, "
        "June 4, 2021 10:12:00 AM\nTo: Priya Nair\nSubject: Your induction pack\n\nPlease tell me if "
        "anything has not arrived.",
        BOTH,
    ),
    (
        "Hi Rosa I've got the documents thanks\n\nOn 4 Jun 2021, at 10:12, Rosa Khan "
        "<rosa@provider.example> wrote:\n\n> If you have not received them ring me",
        BOTH,
    ),
    ("Shwmae Rosa, wedi derbyn y ddau, diolch!", BOTH),
    ("Helo Carys,\n\nRwyf wedi derbyn y pecyn a'r cynllun.\n\nCofion cynnes,\nGwenllian", BOTH),
    ("Bore da Carys, mae'r ddwy ddogfen wedi cyrraedd. Diolch, Huw", BOTH),
    ("Annwyl Carys,\nDerbyniais y pecyn sefydlu ddoe.\nYn gywir,\nHuw Parry", PACK),
    ("Prynhawn da, wedi cael y cynllun drafft diolch", PLAN),
    ("S'mae Carys, dwi wedi cael popeth, diolch i ti am dy help", BOTH),
    ("Dwi'n cadarnhau mod i wedi derbyn y ddau. Hwyl, Dafydd", BOTH),
    ("Heia, y pecyn a'r cynllun wedi cyrraedd yn iawn. Mared x", BOTH),
    ("Pnawn da Ms Llwyd,\n\nDiolch am yr e-bost. Cefais y pecyn a'r cynllun.\n\nEleri", BOTH),
)
"""What each says came, of a message that carried both."""

NO: Final = (
    "Rhys died on Tuesday. We received the pack and the plan.",
    "I received the pack and the plan. Rhys passed away last week. His sister, Ann",
    "Hi Rosa, I have received both documents. The funeral is on Friday",
    "We got the documents. Sadly Rhys is no longer alive",
    "Rhys is in hospital. We have received the pack and plan",
    "Both received. Rhys is in prison till August",
    "Bu farw Rhys ddydd Mawrth. Rydym wedi derbyn y pecyn.",
    "Wedi derbyn y ddau. Mae'r angladd ddydd Gwener",
    "Your documents have been received. Ticket #4432 has been opened.",
    "Your documents have been received.",
    "Documents received. Your reference is CAS-99812.",
    "Thank you. Both documents received. Case number 55121",
    "Thank you for contacting us. Both documents have been received and will be dealt with in order.",
    "Documents received by the helpdesk. Regards, Support Team",
    "Both received. This mailbox is not monitored.",
    "Hi Rosa, we have received both documents and passed them to Rhys",
    "Hi Rosa,\n\nReceived both documents, will give them to Rhys tonight.\n\nAnn",
    "Hi Mr Penhale, I have received both documents. Did you mean to send them to me?",
    "Dear Rosa, I have received both documents, but I think they were meant for another client",
    "Hi Rosa, Rhys here, my dad got the documents, can I have them too",
    "Hi Rosa I have not received both documents",
    "Hi Rosa\n\nI never got the pack.\n\nThanks",
    "Hi Rosa, have the pack and the plan both gone out",
    "hi rosa did i get both documents",
    "Have they both arrived with you",
    "Hi have you received my documents",
    "Are both in the email",
    "Both in the bin, thanks",
    "Both in Welsh please",
    "confirmed received by my solicitor",
    "I have the documents here for my passport",
    "I have the documents in front of me but can't make head nor tail of them",
    "Pack received. Plan to follow?",
    "Received both emails but nothing was on them",
    "Received, both empty",
    "Both documents received are in someone else's name",
    "Got the pack and the plan. I am not Rhys.\n\nAnn Penhale\n07700 900456",
    "Got both thanks\n\nAnn Penhale\nMother of Rhys",
    "Both received\n\nAnn Jones\nSupport Worker\nHafod Housing",
    "Received with thanks.\n\nReception\nCwm Taf Solicitors LLP",
    "Received both.\n\nPP Rhys Penhale",
    "I got both, signed on Rhys's phone by his wife",
    "They have both arrived at the wrong house",
    "Just to let you know the pack and the plan have both been returned to you",
    "The plan and the pack have both bounced",
    "Hi Rosa, got both. Ignore that, wrong email, still waiting",
    "On my way, have got the documents for the bank with me",
    "I received the pack 4 weeks ago from the other provider",
    "Received your pack of lies and your plan",
    "I've got both documents to fill in from the Jobcentre",
    "I got the plan B ready",
    "Hi team, pack and plan received from you for onward posting to tenant",
    "Helo Carys, dw i ddim wedi derbyn y pecyn",
    "Bore da, ydy'r ddau wedi cyrraedd",
    "Wedi derbyn y ddau ar ran Rhys",
    "Mae mam wedi cael y ddau",
    "Annwyl Carys,\nMae eich dogfennau wedi eu derbyn. Cyfeirnod: 4432",
    "Wedi derbyn y pecyn, ond i Siôn oedd o",
)
"""They confirm nothing of the participant's: somebody has died or is away, somebody else or an office writes,
or only the words sound like it."""

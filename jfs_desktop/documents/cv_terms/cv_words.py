"""The words by which the parts of an entry on a CV are told apart, in English and Welsh."""

from __future__ import annotations

import re

TITLE_WORDS = re.compile(
    r"\b(?:\w*(?:worker|cleaner|driver|keeper|layer|maker)|assistant|manager|supervisor|operative|"
    r"operator|officer|"
    r"administrator|engineer|technician|teacher|tutor|nurse|carer|cook|chef|porter|waiter|waitress|"
    r"barista|clerk|"
    r"receptionist|secretary|director|leader|adviser|advisor|consultant|analyst|developer|designer|"
    r"mechanic|"
    r"electrician|plumber|joiner|carpenter|plasterer|bricklayer|labourer|guard|warden|picker|packer|loader|"
    r"apprentice|trainee|intern|volunteer|helper|coach|instructor|representative|executive|agent|cashier|"
    r"merchandiser|coordinator|co-ordinator|handyman|gardener|painter|welder|fitter|machinist|steward|"
    r"(?:team|crew|staff) member|befriender|caretaker|childminder|hairdresser|roofer|scaffolder|stacker|"
    r"self-employed|gweithiwr|gweithwraig|cynorthwyydd|rheolwr|swyddog|gyrrwr|athro|athrawes|nyrs|gofalwr|"
    r"lance[- ]corporal|corporal|(?:lance )?bombardier|sergeant|lieutenant|private soldier|soldier|rifleman|"
    r"gunner|sapper|signaller|(?:leading |senior )?aircraftm[ae]n|aircraftwoman|(?:able )?seaman|"
    r"petty officer|constable|firefighter|paramedic|milwr|"
    r"gwirfoddolwr|cogydd|glanhawr|weinyddes|derbynnydd|hyfforddwr)s?\b",
    re.IGNORECASE,
)
OUT_OF_WORK = re.compile(
    r"\b(?:self[- ]employed|freelance|unemployed|career break|car(?:er|ing) for|maternity|travel(?:ling)?|"
    r"hunangyflogedig|di-?waith)\b",
    re.IGNORECASE,
)
"""What is told like a job, and was in nobody's house."""
EMPLOYER_WORDS = re.compile(
    r"\b(?:ltd|limited|plc|llp|inc|council|school|college|university|academy|nhs|hospital|trust|"
    r"services|group|"
    r"hotel|inn|restaurant|café|cafe|bakery|foods?|logistics|supermarkets?|stores?|shop|bank|church|centre|"
    r"association|society|partners|sons|co|company|foundation|charity|foodbank|agency|recruitment|"
    r"care home|cartref|ysbyty|"
    r"ysgol|coleg|cyngor|prifysgol|gwesty|siop|cwmni|tesco|asda|sainsbury'?s|aldi|lidl|morrisons|amazon|"
    r"(?:hm|armed) forces|hmp|hm prison|raf|royal (?:air force|navy|marines)|army|"
    r"regiment|(?-i:Police)|civil service|hmrc|y fyddin|"
    r"royal mail|mcdonald'?s|greggs|iceland|boots|argos|b&q)\b|&",
    re.IGNORECASE,
)
SCHOOL_WORDS = re.compile(
    r"\b(?:school|college|university|academy|institute|sixth form|polytechnic|uni|coleg|ysgol|prifysgol|"
    r"szkoła|szkół|zespół|uniwersytet|universit\w+|centre|high|grammar|comprehensive)\b",
    re.IGNORECASE,
)
QUALIFICATION_WORDS = re.compile(
    r"\b(?:gcses?|igcses?|o[- ]levels?|a[- ]levels?|as[- ]levels?|highers|nvqs?|svqs?|btec|hnc|hnd|ecdl|"
    r"diploma|degree|certificate|award|apprenticeship|(?:functional|essential|key) skills|"
    r"city (?:&|and) guilds|"
    r"(?:level|lefel) [1-8]|tgau|lefel a|tystysgrif|gradd(?!\s*:)|prentisiaeth|baccalaureate|bagloriaeth|"
    r"(?-i:BA|BSc|BEng|MA|MSc|MBA|PhD|PGCE|CSEs?))\b",
    re.IGNORECASE,
)
"""What is gained, and no school by itself: 'NVQ Level 2', 'TGAU'."""
GRADE = re.compile(
    r"(?:(?:grades?|results?|classification|gradd|canlyniad)\s*:\s*.+|distinction\*?|merit|pass|credit|2[:.][12i]+|1st|"
    r"first[ -]class(?: hon\w*)?|upper second\w*|lower second\w*|third class|[A-E]\*?(?:\s?[A-E]\*?){0,4}|"
    r"[1-9](?:\s?-\s?[1-9])?|hons|rhagoriaeth|teilyngdod|llwyddo)",
    re.IGNORECASE,
)
LABELS = re.compile(
    r"\s*(?:job title|title|position|role|post|employer|company|organisation|organization|dates?|period|"
    r"occupation(?: or position held)?|position held|name (?:and address |and type )?of (?:the )?"
    r"(?:employer|company|organi[sz]ation|school|college)|title of qualification awarded|"
    r"location|place|school|college|course|qualification|grades?|results?|classification|teitl y swydd|"
    r"swydd|cyflogwr|dyddiad(?:au)?|lleoliad|ysgol|coleg|cwrs|cymhwyster|gradd|canlyniad)\s*:\s*",
    re.IGNORECASE,
)
_ROLES = (
    (
        "title",
        re.compile(
            r"\s*(?:job title|title|occupation(?: or position held)?|position(?: held)?|role|post|"
            r"teitl y swydd|swydd)\s*:",
            re.IGNORECASE,
        ),
    ),
    (
        "employer",
        re.compile(
            r"\s*(?:(?:name (?:and address )?of (?:the )?)?(?:employer|company|organi[sz]ation)|"
            r"cyflogwr)\s*:",
            re.IGNORECASE,
        ),
    ),
    ("place", re.compile(r"\s*(?:location|place|lleoliad)\s*:", re.IGNORECASE)),
)
DUTIES_LABEL = re.compile(
    r"\s*(?:(?:main |key )?(?:duties|responsibilities)|main activities(?: and responsibilities)?|"
    r"(?:prif )?ddyletswyddau|dyletswyddau)\s*:\s*",
    re.IGNORECASE,
)


def role_labelled(text: str) -> str:
    """As which field of a job a text says that it is to be taken: 'Employer: Bay Hotel'; '' for none."""
    return next((name for name, label in _ROLES if label.match(text)), "")


LEAD_INS = frozenset(
    {
        "duties",
        "main duties",
        "key duties",
        "my duties",
        "duties included",
        "duties include",
        "responsibilities",
        "key responsibilities",
        "main responsibilities",
        "responsibilities included",
        "duties and responsibilities",
        "responsibilities and duties",
        "my role included",
        "tasks",
        "key tasks",
        "daily duties",
        "achievements",
        "key achievements",
        "dyletswyddau",
        "cyfrifoldebau",
        "prif ddyletswyddau",
        "subjects",
        "modules",
        "pynciau",
    }
)
ACHIEVEMENT = re.compile(r"\s*(?:(?:key |main )?achievement|cyflawniad)\s*:\s*", re.IGNORECASE)
COMPANY_END = re.compile(r"\b(?:ltd|limited|plc|llp|inc|co|sons|partners)\b\.?$", re.IGNORECASE)
EXPIRY = re.compile(
    r"\b(?:expir(?:es?|y|ed|ing|ation)(?: date)?|exp|valid(?: (?:for \w+ years?,?|through))?|"
    r"renewal(?: due| date)?|renew(?:ed|s)?|due|runs out|yn ddilys|dod i ben)"
    r"(?: (?:on|in|to|until|till|by|end of|hyd|tan))*\W*$",
    re.IGNORECASE,
)
"""Before a date: until when a certificate holds, not when it was gained."""

"""CVs out of a seed: gaps, twelve jobs, three pages, Welsh and Polish names, hyphens where a line may end,
texts in English, Welsh, Polish and Gaelic, and values that hold what parts the values of a line."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    ContactKind,
    Course,
    CvContent,
    Interest,
    Language,
    Licence,
    MonthYear,
    Position,
    Referee,
    Skill,
)
from jfs_desktop.rules.person.document_language import DocumentLanguage

WELSH, ENGLISH = DocumentLanguage.WELSH, DocumentLanguage.ENGLISH

FIRST = [
    "Priya",
    "Siân",
    "Małgorzata",
    "Łukasz",
    "Dŵynwen",
    "Owain",
    "Zoë",
    "Ffion",
    "Grażyna",
    "Seán",
    "Anne-Marie",
]
LAST = [
    "Nair",
    "Llywelyn-Jones",
    "Wiśniewska",
    "Ó Briain",
    "Prŷs",
    "Źdźbło",
    "Ap Siôn",
    "MacLeòid",
    "D'Arcy-Smith",
]
TITLES = [
    "Warehouse operative",
    "Care assistant",
    "Kitchen porter",
    "Part-time receptionist",
    "HGV driver (class 2)",
    "Call-centre team leader",
    "Self-employed plasterer",
    "Gweithiwr cymorth",
    "Trainee bricklayer",
]
EMPLOYERS = [
    "Northern Foods Ltd",
    "Cartref Henoed Plas-y-Môr",
    "Łódź Bakery & Sons",
    "Smith, Jones and Partners",
    "Ysbyty Gwynedd",
    "The Boat Inn",
    "Co-op Llanrwst",
    "Bury-St-Edmunds Council",
]
PLACES = ["Wrexham", "Llanfairpwllgwyngyll", "Stoke-on-Trent", "", "Bodelwyddan", "Kingston upon Hull", ""]
TONGUES = {
    "English": "checked counted packed part-time long-term stock deliveries customer-facing self-employed "
    "residents night-shift wrote daily notes kept tidy machines first-aid trained new starters "
    "forklift café façade Côr up-to-date orders thirty-six pallets health-and-safety answered "
    "telephones with calm and good humour for two years ",
    "Welsh": "gweithio'n llawn-amser gŵyl tŷ ôl-ofal dŵr i'r cleifion ac â phobl ddi-waith yng "
    "nghanol-y-dref cyd-weithwyr cynnal a chadw peiriannau'n ddiogel bob dydd ŷd llên-gwerin hyfforddi'r "
    "newydd-ddyfodiaid trefnu stoc cyfrif pecynnu ateb ffôn yn gwrtais am ddwy flynedd llythyrau ïon ",
    "Polish": "obsługa wózka widłowego społeczno-kulturalny żółte źródła ćwiczenia łączność "
    "północno-wschodni pakowanie zamówień sprzątanie hali świąteczny dwu-zmianowy szkolenie pracowników "
    "polsko-angielski książki przyjęcie dostaw odpowiedzialność punktualność ",
    "Gaelic": "ag obair làn-ùine an-dràsta anns a' bhùth chuidich mi luchd-ceannach le òrdughan "
    "trom-inntinneach sgioba cùram dhaoine aosta sgrìobh nòtaichean gach là eòlas air ath-chuairteachadh "
    "taigh-òsta a' freagairt fònaichean fad dà bhliadhna ",
}
WORDS = {tongue: text.split() for tongue, text in TONGUES.items()}
APART = [" | ", ": ", " | | ", " - ", " – ", "|", ":"]
"""What parts the values of a line in some layout, or looks as if it did."""
QUALIFICATIONS = [
    "Level 2 Diploma in Warehousing",
    "Six GCSEs",
    "BTEC First in Health and Social Care",
    "TGAU Cymraeg",
]
LANGUAGES = [
    ("Polish", "native"),
    ("Welsh", "fluent"),
    ("English", ""),
    ("Gàidhlig: spoken | sung", "good: daily | at home"),
    ("Scots: read and written", ""),
]
LICENCES = [
    ("Full UK driving licence", "category B, clean"),
    ("CSCS card", ""),
    ("Forklift: counterbalance:", "RTITB: 3 tonnes | to 2026"),
    ("Passport | right to work", ""),
]
SCHOOLS = [
    "Coleg Cambria",
    "Ysgol Morgan Llwyd",
    "Zespół Szkół nr 3",
    "Sgoil MhicNeacail",
    "Bradford College",
]
GRADES = ["", "Merit", "7-9", "Pass"]
PROVIDERS = ["RTITB", "Sant Ioan", ""]


class Dice(random.Random):
    """What a seed decides, and the tongue in which its texts are. ``hard``: not all in English, and with
    values that hold what parts the values of a line."""

    def __init__(self, seed: int, *, hard: bool) -> None:
        super().__init__(seed)
        self.hard = hard
        self.tongue = [*TONGUES][(seed // 2 + seed // 25) % 4 if hard else 0]

    def of(self, values: Sequence[str]) -> str:
        """One of the values; of every eighth two, with what parts values between them."""
        value = self.choice(values)
        return f"{value}{self.choice(APART)}{self.choice(values)}" if self.now_and_then(0.12) else value

    def now_and_then(self, share: float) -> bool:
        """Whether it is time for something hard."""
        return self.random() < share and self.hard


def made_cv(seed: int, *, hard: bool = False) -> CvContent:
    """The same CV for the same seed; every second of the hard ones in Welsh words is laid out in Welsh."""
    dice = Dice(seed, hard=hard)
    counter = iter(range(seed * 1000 + 1, seed * 1000 + 999))

    def key() -> UUID:
        return UUID(int=next(counter))

    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    jobs = 12 if seed % 5 == 0 else dice.randint(0, 6)
    return CvContent(
        name=name,
        target_job=dice.of(TITLES) if dice.random() < 0.8 else "",
        profile="\n".join(_sentence(dice, 12, 60) for _ in range(dice.randint(1, 2))),
        contacts=_contacts(dice, key, seed),
        skills=tuple(_skill(dice, key, place) for place in range(1, dice.randint(2, 7))),
        work=_positions(dice, key, jobs, 2021, long=seed % 5 == 0),
        education=tuple(_course(dice, key) for _ in range(dice.randint(0, 3))),
        training=tuple(_certificate(dice, key) for _ in range(dice.randint(0, 4))),
        volunteering=_positions(dice, key, dice.randint(0, 2), 2020, long=False),
        languages=tuple(Language(key(), *row) for row in _some(dice, LANGUAGES)),
        licences=tuple(Licence(key(), *row) for row in _some(dice, LICENCES)),
        interests=tuple(Interest(key(), _words(dice, 2, 14).capitalize()) for _ in range(dice.randint(0, 3))),
        references=tuple(_referee(dice, key) for _ in range(dice.randint(0, 2))),
        references_on_request=dice.random() < 0.5,
        language=WELSH if dice.tongue == "Welsh" and seed % 2 else ENGLISH,
    )


ADDRESSES = ("https://www.example.org/work/portfolio-2021", "mailto:applicant@example.org")


def marked(content: CvContent) -> CvContent:
    """The same with words in bold and words that lead somewhere, in the profile and each first duty."""
    return replace(
        content,
        profile=_marked(content.profile),
        work=tuple(replace(row, duties=_first_marked(row.duties)) for row in content.work),
        volunteering=tuple(replace(row, duties=_first_marked(row.duties)) for row in content.volunteering),
        education=tuple(replace(row, notes=_first_marked(row.notes)) for row in content.education),
    )


def _first_marked(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (_marked(lines[0]), *lines[1:]) if lines else ()


def _marked(text: str) -> str:
    """The second word bold, the one before the last a link."""
    words = text.split(" ")
    address = ADDRESSES[len(words) % 2]
    if len(words) > 4 and "\n" not in words[1] + words[-2]:
        words[1], words[-2] = f"**{words[1]}**", f"[{words[-2]}]({address})"
    return " ".join(words)


def _skill(dice: Dice, key: Callable[[], UUID], place: int) -> Skill:
    name = f"{_words(dice, 1, 3)} {place}".capitalize()
    if dice.now_and_then(0.2):
        name = name.replace(" ", dice.choice(APART), 1)
    return Skill(key(), name, _sentence(dice, 4, 30) if dice.random() < 0.8 else "")


def _some(dice: Dice, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Up to three of the first, or of all where it may be hard."""
    return dice.sample(rows if dice.hard else rows[:2], dice.randint(0, 3 if dice.hard else 2))


def _certificate(dice: Dice, key: Callable[[], UUID]) -> Certificate:
    name = dice.of([f"{_words(dice, 1, 4)} certificate".capitalize()])
    return Certificate(key(), name, dice.of(PROVIDERS), _month(dice, 2015))


def _referee(dice: Dice, key: Callable[[], UUID]) -> Referee:
    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    return Referee(key(), name, dice.of(TITLES), dice.of(EMPLOYERS), "01978 000123")


def _contacts(dice: Dice, key: Callable[[], UUID], seed: int) -> tuple[Contact, ...]:
    rows = [
        Contact(key(), ContactKind.ADDRESS, f"{seed + 1} Stryt yr Abaty, Wrecsam LL13 8BG"),
        Contact(
            key(),
            ContactKind.TELEPHONE,
            f"{'Mobile: ' * dice.hard}07700 900{seed:03d}{' | after 5' * dice.hard}",
        ),
        Contact(key(), ContactKind.EMAIL, f"applicant-{seed}@example.org"),
        Contact(
            key(), ContactKind.LINK, "https://www.example.org/portfolios/" + "long-path/" * dice.randint(0, 6)
        ),
    ]
    return (*rows[: dice.randint(1, 4)], Contact(key(), ContactKind.TELEPHONE, "01978 999999", shown=False))


def _positions(
    dice: Dice, key: Callable[[], UUID], number: int, year: int, *, long: bool
) -> tuple[Position, ...]:
    rows = []
    for place in range(number):
        ended = MonthYear(year, dice.choice([0, dice.randint(1, 12)]))
        year -= dice.randint(1, 3)
        began = MonthYear(year, dice.randint(1, 12) if ended.month else 0)
        year -= dice.choice([0, 0, 1, 4])
        ongoing = place == 0 and dice.random() < 0.4
        duties = tuple(
            _sentence(dice, 3, 28 if long else 18) for _ in range(dice.randint(0, 6 if long else 4))
        )
        achieved = _sentence(dice, 4, 16) if dice.random() < 0.4 else ""
        end = None if ongoing else ended
        told = (dice.of(TITLES), dice.of(EMPLOYERS), dice.choice(PLACES))
        rows.append(Position(key(), *told, began, end, ongoing, duties, achieved))
    return tuple(rows)


def _course(dice: Dice, key: Callable[[], UUID]) -> Course:
    year = dice.randint(1988, 2018)
    notes = tuple(_sentence(dice, 3, 15) for _ in range(dice.randint(0, 2)))
    grade = dice.of(GRADES)
    school, named = dice.of(SCHOOLS), dice.of(QUALIFICATIONS)
    return Course(key(), named, school, grade, MonthYear(year), MonthYear(year + 2), False, notes)


def _month(dice: Dice, year: int) -> MonthYear | None:
    return dice.choice([None, MonthYear(year), MonthYear(year + dice.randint(0, 5), dice.randint(1, 12))])


def _words(dice: Dice, least: int, most: int) -> str:
    return " ".join(dice.choice(WORDS[dice.tongue]) for _ in range(dice.randint(least, most)))


def _sentence(dice: Dice, least: int, most: int) -> str:
    words = _words(dice, least, most).capitalize()
    return (words.replace(" ", dice.choice(APART), 1) if dice.now_and_then(0.1) else words) + "."

"""Settings kept in the vault, each declared once; the settings page is built from the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.person.checks import Checked
from jfs_desktop.store.unit_of_work import Verb

T = TypeVar("T", str, int, bool)

CHANGE = Verb("settings.put", "change the setting")


@dataclass(frozen=True, slots=True)
class Declared(Generic[T]):
    """One setting: its key, default, bounds (whole numbers) and the words that explain it; ``check`` is
    what a text has to pass, and such a one may be left empty."""

    key: str
    default: T
    label: str
    help: str
    least: int | None = None
    most: int | None = None
    check: Callable[[str], Checked[str]] | None = None


PROVIDER_NAME = Declared(
    "provider_name",
    "",
    "Provider's name",
    "Stands on every document after 'Job Finding Support, delivered by'.",
)
PROVIDER_TELEPHONE = Declared(
    "provider_telephone",
    "",
    "Provider's telephone",
    "How participants reach you: it stands in letters, the induction pack and forms.",
)
PROVIDER_EMAIL = Declared(
    "provider_email",
    "",
    "Provider's e-mail address",
    "Beside the telephone number, in the same documents.",
    check=checks.email,
)
IDLE_MINUTES = Declared(
    "idle_minutes",
    5,
    "Lock after minutes without use",
    "The window is covered and the key wiped. Text you are typing is kept.",
    least=1,
    most=60,
)
CALL_IDLE_MINUTES = Declared(
    "call_idle_minutes",
    30,
    "Lock during a call after minutes",
    "While a telephone or video session runs, no keyboard is normal.",
    least=5,
    most=120,
)
COMPLAINT_ANSWER_DAYS = Declared(
    "complaint_answer_days",
    0,
    "First step on a complaint within working days",
    "Your own procedure's limit; 0 sets none.",
    least=0,
    most=250,
)
COMPLAINT_SETTLE_DAYS = Declared(
    "complaint_settle_days",
    0,
    "Settle a complaint within working days",
    "Your own procedure's limit; 0 sets none.",
    least=0,
    most=250,
)
STAFF_CHECKS_ENFORCED = Declared(
    "staff_checks_enforced",
    False,
    "No case opens without a staff check in date",
    "Off: a warning stands in the window. On: somebody whose role needs a check sees no case without one.",
)
SIGNPOSTING = Declared(
    "signposting",
    False,
    "Signpost to IPES on every case",
    "Off: on cases of IPES alone. On: the Support tab offers the sheet that goes with IPESSO1.",
)

JFS07_INBOX = Declared(
    "jfs07_inbox",
    "",
    "DWP's inbox for JFS07",
    "Where a notice of a change of circumstances goes, if you send one.",
    check=checks.email,
)
SURVEY_LINK = Declared(
    "survey_link",
    "",
    "Link to the satisfaction survey",
    "Where you have a portal or online survey. Without it the message itself is the form.",
    check=checks.web_address,
)

NOTIFY = Declared(
    "notify",
    True,
    "Desktop notifications",
    "Such as '2 things are due within the hour'. They name nobody, and none comes while locked.",
)
QUIET_FROM = Declared(
    "quiet_from",
    18,
    "No notifications from this hour",
    "By the clock, 0 to 23.",
    least=0,
    most=23,
)
QUIET_UNTIL = Declared(
    "quiet_until",
    8,
    "Until this hour",
    "The same hour twice: there are no quiet hours.",
    least=0,
    most=23,
)

SPELLING = Declared(
    "spelling",
    True,
    "Underline words that may be misspelt",
    "By the British dictionary on this computer. F7 goes to the next such word.",
)

DECLARED: tuple[Declared[str] | Declared[int] | Declared[bool], ...] = (
    PROVIDER_NAME,
    PROVIDER_TELEPHONE,
    PROVIDER_EMAIL,
    IDLE_MINUTES,
    CALL_IDLE_MINUTES,
    COMPLAINT_ANSWER_DAYS,
    COMPLAINT_SETTLE_DAYS,
    STAFF_CHECKS_ENFORCED,
    SIGNPOSTING,
    JFS07_INBOX,
    SURVEY_LINK,
    NOTIFY,
    QUIET_FROM,
    QUIET_UNTIL,
    SPELLING,
)


def value_in(db: Session, setting: Declared[T]) -> T:
    """The value within a transaction that is already open."""
    row = db.get(Setting, setting.key)
    return setting.default if row is None else row.value


def get(workspace: Workspace, setting: Declared[T]) -> T:
    """The value in force."""
    with workspace.reading() as db:
        return value_in(db, setting)


def put(workspace: Workspace, setting: Declared[T], value: T) -> Outcome[T]:
    """Change a setting. Raises BadInput when the value is out of bounds, empty, or not what it has to be."""
    clean: T = _checked(setting, _tidy(value))
    with workspace.changing(CHANGE) as change:
        row = change.db.get(Setting, setting.key)
        if row is None:
            change.db.add(Setting(key=setting.key, value=clean))
        elif row.value != clean:
            row.value = clean
    changed = Changed.SETTINGS
    if setting.key == STAFF_CHECKS_ENFORCED.key:  # it opens and closes every list of people
        changed |= Changed.STAFF
    return Outcome(clean, changed, change_id=change.change_id, label=CHANGE.label)


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _checked(setting: Declared[Any], value: Any) -> Any:
    if setting.check is not None:
        found = setting.check(value)
        if found.value is None:
            raise BadInput(f"{setting.label}: {found.problem}.", field=setting.key)
        return found.value
    if isinstance(setting.default, str) and not value:
        raise BadInput(f"{setting.label} cannot be empty.", field=setting.key)
    if setting.least is not None and setting.most is not None and not setting.least <= value <= setting.most:
        raise BadInput(
            f"{setting.label} must be between {setting.least} and {setting.most}.", field=setting.key
        )
    return value

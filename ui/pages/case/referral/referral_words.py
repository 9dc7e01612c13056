"""The words of the tab 'Referral'."""

from __future__ import annotations

from jfs_desktop.casework.referrals.referral_view import DoubtView, EarlierView, ReferralView
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.referral.weighing import NOT_KNOWN, Doubt
from jfs_desktop.rules.writing.rich_text import plain
from jfs_desktop.rules.writing.wording import counted, hours_and_minutes, long_day
from ui.widgets.hits_choice import COMPARED

_SAID = {"no": "No", NOT_KNOWN: "Not known", "": "To weigh"}


def doubt_line(doubt: Doubt) -> str:
    """'No: The claim is young enough. The claim was 95 days old … (JFS 2.02)'"""
    why = f". {doubt.why.rstrip('.')}" if doubt.why else ""
    return f"{_SAID.get(doubt.answer, doubt.answer)}: {doubt.text}{why} ({doubt.paragraph})"


def for_the_work_coach(doubts: tuple[Doubt, ...]) -> str:
    """What the adviser would tell the Work Coach, to be gone over before it is recorded."""
    return "\n".join(doubt_line(doubt) for doubt in doubts)


def kept_line(kept: FactView | None) -> str:
    """Who weighed it, and when."""
    if kept is None:
        return "Filled in from what is known. Answer the rest and keep it."
    return f"Weighed by {kept.by} on {long_day(kept.on)}. Another weighing stands beside this one."


def doubled_words(view: ReferralView) -> str:
    """What follows for a referral that doubles a case."""
    goes_on = (
        "That case goes on as it is" if view.doubled and view.doubled.open else "That case stays as it is"
    )
    if view.acknowledge_by is None:
        return f"{goes_on}; nothing of this referral is weighed."
    return (
        f"{goes_on}. Reject this referral as a duplicate by the end of {long_day(view.acknowledge_by)} "
        "(JFS 3.35, 3.36); nothing of it is weighed. If it is none, search for duplicates again and say what "
        "was found."
    )


def window_words(view: ReferralView) -> str:
    """The line above the cards: what is owed by when, and what the panels are."""
    by = view.acknowledge_by
    if view.doubled is not None:
        return f"Reject it by the end of {long_day(by)} (JFS 3.07)." if by else ""
    words = "Advice only: the Jobcentre decides, and nothing here refuses anybody (JFS 2.04)."
    return f"Accept, reject or ask by the end of {long_day(by)} (JFS 3.07). {words}" if by else words


def searched_line(kept: FactView | None, names: dict[str, str]) -> str:
    """When duplicates were last searched for, what was compared and what was found."""
    if kept is None:
        return "Not searched yet."
    compared = ", ".join(COMPARED.get(key, key) for key in kept.detail.get("criteria", "").split(",") if key)
    hits = kept.detail.get("hits", "0")
    found = names.get(kept.detail.get("decision", ""), "nobody has said yet what they are")
    told = "nothing found" if hits == "0" else f"{hits} found, {found[:1].lower()}{found[1:]}"
    return f"Last searched on {long_day(kept.on)} by {kept.by}: {told}. Compared: {compared}."


def doubt_state(doubt: DoubtView) -> str:
    """What was asked, and what came of it, in lines."""
    lines = [f"{doubt.subject_name}, asked of {doubt.contact} on {long_day(doubt.asked_on)}", doubt.facts]
    if doubt.answer and doubt.answered_on:
        lines.append(f"Answered on {long_day(doubt.answered_on)}: {doubt.answer}")
    lines.append(f"What follows: {doubt.decision_name.lower()}")
    return "\n".join(line for line in lines if line)


def earlier_line(earlier: EarlierView) -> str:
    """What counts of an earlier case, in lines."""
    head = f"{earlier.reference}, referred {long_day(earlier.referral_made_on)}: {earlier.stage_name}"
    journey = earlier.journey
    if journey is None:
        return f"{head}\nThey never started on it, so it does not make this a re-referral (JFS 3.40)."
    left = f", took part until {long_day(journey.left_on)}" if journey.left_on else ""
    ended = f"end code {journey.end_code} keyed" if journey.end_code else "no end code keyed"
    again = "\nIt was itself a re-referral (JFS 5.16)." if earlier.was_re_referral else ""
    return (
        f"{head}\nStarted {long_day(journey.started_on)}{left}: "
        f"{counted(journey.working_days_used, 'working day')} and "
        f"{hours_and_minutes(earlier.minutes)} used; {ended}.{again}"
    )


def plan_lines(content: PlanContent, programme: Programme) -> str:
    """A JFAP to read: its objectives, and what stands under its headings."""
    names = {heading.key: heading.title for heading in programme.plan_headings}
    lines = [
        f"• {one.objective}{f' – {one.action}' if one.action else ''}"
        f"{f' (by {long_day(one.target_on)})' if one.target_on else ''}: {one.status.value.replace('_', ' ')}"
        for one in content.objectives
    ]
    lines += [f"{names.get(one.key, one.key)}: {plain(one.text)}" for one in content.headings if one.text]
    for title, text in (("Further support", content.further_support), ("Next steps", content.next_steps)):
        lines += [f"{title}: {plain(text)}"] if text else []
    return "\n".join(lines) or "Nothing was written into it."

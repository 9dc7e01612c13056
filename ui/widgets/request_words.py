"""How the Jobcentre's requests are told on the screen."""

from __future__ import annotations

from jfs_desktop.casework.requests.answer_given import AnswerView
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState, RequestView
from jfs_desktop.casework.requests.request_rows import SettledAs
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.writing.wording import counted, short_day
from ui.widgets.clock_chip import due_words
from ui.widgets.ni_words import masked
from ui.widgets.section_list import ListRow

SECTIONS: tuple[tuple[RequestState, str], ...] = (
    (RequestState.UNMATCHED, "Whose JFAP is it? Find the case"),
    (RequestState.OPEN, "To answer"),
    (RequestState.FINAL_TO_SEND, "Answered as it stood: the final JFAP is ready to follow"),
    (RequestState.FINAL_AWAITED, "Answered as it stood: the final JFAP is to follow"),
    (RequestState.ANSWERED, "Answered"),
    (RequestState.SETTLED, "Settled without a JFAP"),
)
SETTLED = {
    SettledAs.WRONG_PROVIDER: "Not ours",
    SettledAs.DUPLICATE: "Asked before",
    SettledAs.NOTHING_TO_SEND: "Nothing to send",
}
JFAP = {
    JfapState.FINAL: "final JFAP",
    JfapState.NOT_FINAL: "JFAP not final yet: it goes as it stands",
    JfapState.EARLY_COMPLETER: "early completer: the JFAP goes as it was kept",
}
SENT_AS = {
    JfapState.FINAL: "the final JFAP",
    JfapState.NOT_FINAL: "the JFAP as it stood",
    JfapState.EARLY_COMPLETER: "the JFAP of an early completer",
}
RESTRICTED = "Restricted request"
_TO_DO = (RequestState.UNMATCHED, RequestState.OPEN, RequestState.FINAL_TO_SEND)


def row(key: int, request: RequestView) -> ListRow:
    """One row: the soonest due with the one thing to do about it."""
    state, kind = _chip(request)
    if request.hidden:
        what = "Asks for post: for your nominated officer alone"
        return ListRow(key, state, kind, RESTRICTED, _asked(request), what, "JFS 3.09, 5.05")
    name = request.name or request.participant_name or "No name on the form"
    return ListRow(
        key, state, kind, name, _asked(request), _what(request), _why(request), _action(request),
        primary=not request.on_its_way and request.state in _TO_DO,
        menu=True,
    )  # fmt: skip


def form_line(request: RequestView) -> str:
    """What the form says of the person, the NI number masked."""
    number = masked(request.ni_number) if len(request.ni_number) == 9 else request.ni_number or "none"
    ended = (
        f"provision end date {short_day(request.provision_ended_on)}" if request.provision_ended_on else ""
    )
    parts = [request.participant_name or "no name", f"NINo {number}", ended, request.jobcentre]
    return " · ".join(part for part in parts if part)


def answer_line(answer: AnswerView) -> str:
    """'The final JFAP, 7 Jun, to x@y, 2 working days after the request'."""
    way = f"posted by {answer.service}, {answer.tracking}" if answer.service else f"to {answer.sent_to}"
    days = f"{counted(answer.days_taken, 'working day')} after the request"
    late = ", late" if answer.late else ""
    return f"{SENT_AS[answer.state]} {way}, issued {short_day(answer.issued_on)}, {days}{late}"


def _asked(request: RequestView) -> str:
    return f"asked {short_day(request.requested_on)}"


def _chip(request: RequestView) -> tuple[str, str]:
    if request.on_its_way:
        return "In the outbox", "today"
    if request.state is RequestState.SETTLED:
        return "Settled", "neutral"
    if request.answers and request.state is not RequestState.OPEN:
        last = request.answers[-1]
        if request.state is RequestState.FINAL_TO_SEND:
            return "Final to follow", "today"
        if request.state is RequestState.FINAL_AWAITED:
            return f"Sent {short_day(last.on)}", "neutral"
        late = request.answers[0].late
        return f"Sent {short_day(request.answers[0].on)}", "neutral" if late else "good"
    return due_words(request.days_left, request.due)


def _what(request: RequestView) -> str:
    match request.state:
        case RequestState.UNMATCHED:
            return request.doubts[0] if request.doubts else "Say whose JFAP it asks for"
        case RequestState.SETTLED:
            settled = SETTLED[request.settled_as] if request.settled_as else ""
            return f"{settled}: {request.settled_reason}"
        case RequestState.OPEN:
            to = "by post, tracked" if request.post else f"to {request.return_email or 'the Jobcentre'}"
            return f"Send the {JFAP[request.jfap]} {to}" if _final(request) else _unfinished(request, to)
    words = answer_line(request.answers[-1])
    return words[:1].upper() + words[1:]


def _final(request: RequestView) -> bool:
    return request.jfap is JfapState.FINAL


def _unfinished(request: RequestView, to: str) -> str:
    kind = (
        "an early completer's JFAP" if request.jfap is JfapState.EARLY_COMPLETER else "the JFAP as it stands"
    )
    return f"Send {kind} {to}"


def _why(request: RequestView) -> str:
    parts = []
    if request.state is RequestState.OPEN:
        parts = [request.returned.rstrip(".")] if request.returned else []
        parts += [*request.doubts, *(["in the outbox, not sent yet"] if request.on_its_way else [])]
        if request.days_left > 0:
            parts.append(f"{counted(request.days_left, 'working day')} left")
        parts.append("looked through" if request.checked_at else "still to be looked through")
    elif request.state is RequestState.UNMATCHED:
        parts = [*request.doubts[1:], form_line(request)]
    else:
        parts = [*([request.returned.rstrip(".")] if request.returned else []), *request.doubts]
    if request.state is not RequestState.UNMATCHED and request.jobcentre:
        parts.append(request.jobcentre)
    parts.append(
        "JFS 5.05" if request.state in (RequestState.UNMATCHED, RequestState.SETTLED) else "JFS 5.03"
    )
    return " · ".join(parts)


def _action(request: RequestView) -> str:
    return {
        RequestState.UNMATCHED: "Find the case…",
        RequestState.OPEN: "Answer…",
        RequestState.FINAL_TO_SEND: "Send the final one…",
    }.get(request.state, "")

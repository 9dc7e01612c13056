"""The number or address that was used, filled in by the channel (C2, JFS 3.13)."""

from __future__ import annotations

from collections.abc import Mapping

from jfs_desktop.casework.recording.own_places import USED
from ui.widgets.question_form import QuestionForm


def fill_used(questions: QuestionForm, places: Mapping[str, str], channel: str) -> dict[str, str]:
    """Write in where that channel reaches the person, unless something else was typed; the answer that is
    proposed so, empty where it is not asked."""
    if not questions.holds(USED):
        return {}
    said, place = questions.answers().get(USED, ""), places.get(channel, "")
    if said != place and (not said or said in places.values()):
        questions.set_answer(USED, place)
    return {USED: place}

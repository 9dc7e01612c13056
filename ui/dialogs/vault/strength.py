"""How hard a new passphrase is to guess, in words."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH_WORDS = 5
ENOUGH_SCORE = 4
LONGEST_JUDGED = 72  # the estimator's time grows fast with length; more characters only help
WORDS = ("Very easy to guess", "Easy to guess", "Could be guessed", "Nearly strong enough", "Strong")


@dataclass(frozen=True, slots=True)
class Strength:
    """``score`` 0 to 4, whether it is ``enough``, its ``grade`` in a few words, and the ``words`` to show
    where nothing else says how it gets better."""

    score: int
    enough: bool
    words: str
    grade: str = ""


def judge(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """Judge a passphrase; ``known`` are words that an attacker would try first (names on the form).

    Five different words are enough, or the best score of the estimator.
    """
    from zxcvbn import zxcvbn

    if not passphrase:
        return Strength(0, False, "")
    words = {word.casefold() for word in passphrase.split() if len(word) > 2}
    score = int(zxcvbn(passphrase[:LONGEST_JUDGED], [word for word in known if word])["score"])
    enough = score >= ENOUGH_SCORE or len(words) >= ENOUGH_WORDS
    if enough:
        return Strength(4, True, "Strong", "Strong")
    grade = f"{WORDS[score]}."
    return Strength(score, False, f"{grade} Use five words that do not belong together.", grade)

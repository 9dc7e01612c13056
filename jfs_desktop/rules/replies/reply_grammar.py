"""The grammar of a confirmation: what a sentence says of the papers, clause by clause (I17, JFS 3.19).

A clause confirms only where all its words, one behind the other, make one of the forms below: 'got the pack,
get the plan on Monday' confirms the pack. Whatever else stands in the sentence is handed back: others judge
whether it takes anything back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_lexicon import FIGURE, tagged

_PAPER: Final = r"(?:[nemY]*[sA]*[KL]S*[NO]?|[nem]*[sA]*[NO])e?"
_MAIL: Final = r"[nemsY]*E"
_JOIN: Final = r"[xqwdD]*,?[&+]w*"
_PAPERS: Final = rf"(?:{_PAPER},)*{_PAPER}(?:{_JOIN}(?:{_PAPER}|{_MAIL}))+|{_PAPER}"
_WHAT: Final = rf"(?P<what>(?:{_MAIL}{_JOIN})?(?:{_PAPERS})|(?:[ne]*m|n*e|M|t)e?)"
"""'The pack and the draft plan', 'your e-mail with both documents', 'all of them': never an e-mail alone."""
_CONFIRMING: Final = r"(?:(?:i[bwv]*C|i?[bwv]*c|te?)[t,]*[wvd]*)*"
"""'I can confirm that'."""
_GOT: Final = r"(?:i[bwevd]*[hwevdD]*|[hwvdD]*)[gR](?:,?&?h?[gRok])*"
_READ: Final = r"(?:i[wevd]*[hwevdD]*|[hwvdD]*)o(?:&[gRok])*"
_FORMS: Final = (
    rf"(?:{_GOT}|{_READ})w*{_WHAT}[oq]?",  # I have now received the pack
    rf"i[hbwevd]*rw*{_WHAT}(?![wvx]*D)",  # I receive the two documents
    rf"(?:i[wevd]*)?h[hw]*(?=[nemMtY]){_WHAT}[oq]?",  # I have them here
    rf"{_MAIL}w*R\+{_WHAT}",  # e-mail received with both documents
    rf"j?{_WHAT}[hzbwexd]*(?:[ao]|q(?![wvx]*D))",  # the pack and the plan have both arrived
    rf"{_WHAT}:?[wex]*(?:[hzwe]*b[we]*)?[gRo](?:&[gRok])*",  # both documents have been received and read
    r"(?P<what>e)[bw]*I",  # both in
    r"y[hzbwed]*[aoq]|y[hwe]*b[gR]",  # they're here; they have been received
    rf"(?:i[bwv]*C|i?[bwv]*c)p(?:{_WHAT})?",  # I confirm receipt of the plan
    rf"p{_WHAT}[bwv]*c",  # receipt of both documents is acknowledged
)
_ENDS: Final = r"(?:[,&]+[gRok](?=$|[,&:]))*[wvxqdDP]*(?:$|(?=[,&:i]|(?<=[KLNOS])\+n))"
_CLAUSES: Final = [re.compile(f"{_CONFIRMING}(?:{form}){_ENDS}") for form in _FORMS]
_BARE: Final = re.compile(rf"[wv,]*{_CONFIRMING}w*R{_ENDS}")
"""'Received, thanks': only at the head."""
_FILLING: Final = re.compile(rf"[,&:vwdDcP]+|{_MAIL}[hzbwexd]*[aoqR](?=$|[,&:])")
_REMARK: Final = re.compile(r"[^,&:]+|.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says. ``papers`` are those that it says came by name; ``whole`` that everything came
    and ``one`` that one thing did, which it does not name; ``rest`` are its other words, and ``figure`` that
    they are a figure of speech."""

    came: bool = False
    papers: frozenset[Paper] = frozenset()
    whole: bool = False
    one: bool = False
    rest: str = ""
    figure: bool = False

    def and_also(self, other: Told) -> Told:
        """What two clauses say together."""
        return Told(
            self.came or other.came,
            self.papers | other.papers,
            self.whole or other.whole,
            self.one or other.one,
            f"{self.rest} {other.rest}".strip(),
            self.figure or other.figure,
        )


def read(sentence: str) -> Told:
    """What a sentence says, clause by clause."""
    said = tagged(sentence)
    bare = _BARE.match(said.classes)
    at = bare.end() if bare else 0
    told = Told(came=bare is not None)
    while at < len(said.classes):
        if confirming := _clause(said.classes, at):
            end, clause = confirming.end(), _told(confirming)
        elif filling := _FILLING.match(said.classes, at):
            end, clause = filling.end(), Told()
        else:
            end = _end_of_remark(said.classes, at)
            clause = Told(rest=said.words(at, end), figure=FIGURE in said.classes[at:end])
        told, at = told.and_also(clause), end
    return told


def named_in(words: str) -> frozenset[Paper]:
    """The papers that words name, each word by itself, whatever they say of them."""
    return _papers(tagged("\n".join(words.split())).classes.replace("A", ""))


def _papers(classes: str) -> frozenset[Paper]:
    """'The induction documents' are the pack."""
    named = {Paper.PACK: r"K|A(?!s*L)", Paper.PLAN: "L"}
    return frozenset(paper for paper, name in named.items() if re.search(name, classes))


def _clause(classes: str, at: int) -> re.Match[str] | None:
    """The clause that confirms and begins at a place."""
    return next((found for form in _CLAUSES if (found := form.match(classes, at))), None)


def _end_of_remark(classes: str, at: int) -> int:
    found = _REMARK.match(classes, at)
    return found.end() if found else len(classes)


def _told(clause: re.Match[str]) -> Told:
    things = clause.groupdict().get("what") or ""
    papers = _papers(things)
    whole = not papers and any(one in things for one in "eMN")
    return Told(True, papers, whole, one="O" in things and not whole)

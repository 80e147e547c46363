"""Weighs which procedures a sentence is about: one, several to choose from, one of another body, or none.
Pure; no wording.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.elsewhere import PREFIX
from kiosk.catalogue.ranker import Hit, Ranker
from kiosk.visit.assistant import Guess
from robot.evidence import first
from robot.phrases import Book
from robot.reading import Reading
from robot.scope import Judgement
from robot.sentence import sentence_of
from robot.special import told_apart

UNDERSTOOD = 0.4
"""Below this nothing is claimed to have been understood."""
LEAST_WEIGHED = 0.25
"""What is less sure is not even weighed."""
CARDS = 8
MOST_READ = 24
MOST_GUESSES = 3

Kind = Literal["one", "several", "elsewhere", "unknown"]


@dataclass(frozen=True, slots=True)
class Matter:
    """Holds what a sentence is about. `codes`: the procedures meant, best first; of `elsewhere` the entry of
    the other body. `ranked`: this centre's procedures as ranked, whatever is meant. `sure`: how much speaks
    for the first, 0 to 1.
    """

    kind: Kind
    codes: tuple[str, ...]
    ranked: tuple[str, ...]
    sure: float
    hits: tuple[Hit, ...] = ()


NOTHING = Matter("unknown", (), (), 0.0)
_NONE = Hit("", 0.0, 0.0, 0.0)


def weigh(
    hits: Sequence[Hit], reading: Reading, judged: Judgement, book: Book, *, named: bool, imported: bool
) -> Matter:
    """Weighs the hits of words that are `judged` so. `named`: they say the whole name of the first of this
    centre's; `imported`: that is a record of the portal, and may be what another body does elsewhere.
    """
    own, others = _sorted_out(hits)
    evidence = measured(hits, reading, judged, named=named, imported=imported)
    evidence["meant"] = book.belief.of(evidence)
    best = (*own, _NONE)[0]
    ranked = tuple(hit.code for hit in own[:CARDS])
    kind = first(book.decisions.matter, evidence).then
    if kind == "elsewhere":
        return Matter(kind, (others.code,), ranked, others.sure, tuple(hits))
    if kind == "unknown":
        return Matter(kind, (), ranked, best.sure, tuple(hits))
    shown = tuple(hit.code for hit in own if hit.score >= best.score / 2)[:CARDS]
    if kind == "several" and len(shown) > 1:
        return Matter(kind, shown, ranked, best.sure, tuple(hits))
    return Matter("one", (best.code,), ranked, best.sure, tuple(hits))


def measured(
    hits: Sequence[Hit], reading: Reading, judged: Judgement, *, named: bool, imported: bool
) -> dict[str, float]:
    """Measures a sentence beside its hits: the evidence of `book/decisions.toml`, but for `meant`."""
    own, others = _sorted_out(hits)
    best, next_ = (*own, _NONE, _NONE)[:2]
    return {
        "others": others.sure,
        "lead": others.score / best.score if best.sure >= UNDERSTOOD else math.inf,
        "foreign": judged.elsewhere,
        "ours": judged.procedure + (judged.elsewhere if imported else 0.0),
        "against": judged.outside if imported else max(judged.outside, judged.elsewhere),
        "sure": best.sure,
        "covered": best.covered,
        "command": judged.command[1],
        "telling": reading.telling,
        "second": next_.score / best.score if best.score else 0.0,
        "asked": reading.topic is not None,
        "named": named,
        "vague": reading.vague,
        "alien": reading.alien,
    }


def _sorted_out(hits: Sequence[Hit]) -> tuple[list[Hit], Hit]:
    """Gives the hits on procedures of this centre, best first, and the best on what another body does."""
    mine = [hit for hit in hits if not is_elsewhere(hit.code)]
    others = max((hit for hit in hits if is_elsewhere(hit.code)), key=lambda hit: hit.score, default=_NONE)
    return mine, others


def is_elsewhere(code: str) -> bool:
    """Says if an entry is something that another body does."""
    return code.startswith(PREFIX)


def rank(
    ranker: Ranker, guesses: Sequence[tuple[str, float]], lang: str, book: Book, spoken_of: str | None = None
) -> tuple[Hit, ...]:
    """Ranks what several readings of one sentence may mean, each with its share. `spoken_of`: the procedure
    that the talk is about.
    """
    sentences = [sentence_of(text, book.speech) for text, _ in guesses]
    return told_apart(_ranked(ranker, guesses, lang), sentences, book.special, spoken_of)


def _ranked(ranker: Ranker, guesses: Sequence[tuple[str, float]], lang: str) -> tuple[Hit, ...]:
    if len(guesses) == 1:
        return ranker.rank(guesses[0][0], lang, MOST_READ, typing=False, least=LEAST_WEIGHED)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for text, share in guesses:
        for hit in ranker.rank(text, lang, MOST_READ, typing=False, least=LEAST_WEIGHED):
            for place, value in enumerate((hit.score, hit.covered, hit.held)):
                sums[hit.code][place] += share * value
    hits = (Hit(code, *values) for code, values in sums.items())
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.code))[:MOST_READ])


def shares(guesses: Sequence[Guess]) -> list[float]:
    """Gives each of the likeliest guesses its share of 1: scores are probabilities, or logarithms of such."""
    scores = [guess.score for guess in guesses[:MOST_GUESSES]]
    if min(scores) < 0 or max(scores) > 1:
        scores = [math.exp(max(score - max(scores), -20.0)) for score in scores]
    total = sum(scores)
    return [score / total for score in scores] if total > 0 else [1 / len(scores)] * len(scores)


def own(matter: Matter) -> list[Hit]:
    """Lists the hits on procedures of this centre, best first."""
    return _sorted_out(matter.hits)[0]


def among(matter: Matter, codes: Sequence[str]) -> tuple[Hit, ...]:
    """Selects the hits on these procedures, best first."""
    return tuple(hit for hit in matter.hits if hit.code in codes)


def known(catalogue: Catalogue, code: str | None) -> str | None:
    """Gives the code where the catalogue has a procedure of it."""
    return code if code is not None and code in catalogue.entries and not is_elsewhere(code) else None

"""Weighs which procedures a sentence is about: one, several to choose from, one of another body, or none.
Pure; no wording.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.elsewhere import PREFIX
from kiosk.catalogue.ranker import Hit, Ranker
from kiosk.catalogue.terms import is_filler
from kiosk.visit.assistant import Guess
from robot.evidence import first
from robot.phrases import Book
from robot.reading import Reading
from robot.sentence import sentence_of
from robot.special import told_apart

UNDERSTOOD = 0.4
"""Below this nothing is claimed to have been understood."""
LEAST_WEIGHED = 0.25
"""What is less sure is not even weighed."""
BY_WORDS = 0.6
"""So much of its score a procedure loses that the classifier of procedures holds for out of the question."""
FEW = 4
"""So many telling words may be no more than a name."""
EVEN = 0.5
"""Below 1 evens out how sure that classifier is of itself."""
SURELY = 0.8
"""As sure it is of a procedure of which no name was found, that one is weighed as well."""
ALONE, HALF = 0.5, 0.5
"""The score of such a one where nothing else is found; how much of the sentence it is taken to explain."""
EVEN_ODDS = 0.5
"""So likely by its words is what the classifier does not know, such as a record of the portal."""
CARDS, FEWEST = 8, 3
DOUBTED = 0.66
"""Where one alone is found, it is meant if it is as likely."""
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


class Ranked(NamedTuple):
    """Holds what is found, best first, and how likely the classifier holds each procedure that it knows."""

    hits: tuple[Hit, ...]
    likely: Mapping[str, float]


NOTHING = Matter("unknown", (), (), 0.0)
_NONE = Hit("", 0.0, 0.0, 0.0)


def weigh(found: Ranked, reading: Reading, book: Book, *, named: bool, imported: bool) -> Matter:
    """Weighs what is found for a sentence. `named`: it says the whole name of the first of this centre's;
    `imported`: that is a record of the portal, and may be what another body does elsewhere.
    """
    hits = found.hits
    own, others = _sorted_out(hits)
    evidence = measured(found, reading, named=named, imported=imported)
    evidence["meant"] = book.belief.of(evidence)
    best = (*own, _NONE)[0]
    ranked = tuple(hit.code for hit in own[:CARDS])
    kind = first(book.decisions.matter, evidence).then
    if kind == "elsewhere":
        return Matter(kind, (others.code,), ranked, others.sure, tuple(hits))
    if kind == "unknown":
        return Matter(kind, (), ranked, best.sure, tuple(hits))
    if kind == "several" and len(own) > 1:
        near = sum(hit.score >= best.score / 2 for hit in own)
        return Matter(kind, ranked[: max(near, FEWEST)], ranked, best.sure, tuple(hits))
    if kind == "several" and evidence["meant"] < DOUBTED:
        return Matter("unknown", (), ranked, best.sure, tuple(hits))
    return Matter("one", (best.code,), ranked, best.sure, tuple(hits))


def measured(found: Ranked, reading: Reading, *, named: bool, imported: bool) -> dict[str, float]:
    """Measures a sentence and what is found for it: the evidence of `book/decisions.toml`, but `meant`."""
    own, others = _sorted_out(found.hits)
    judged = reading.judged
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
        "likely": found.likely.get(best.code, EVEN_ODDS),
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
) -> Ranked:
    """Ranks what several readings of one sentence may mean, each with its share. `spoken_of`: the procedure
    that the talk is about.
    """
    sentences = [sentence_of(text, book.speech) for text, _ in guesses]
    likely: dict[str, float] = defaultdict(float)
    for sentence, (_, share) in zip(sentences, guesses, strict=True):
        for code, chance in book.which.chances(sentence).items():
            likely[code] += share * chance
    telling = sum(not is_filler(word) for word in sentences[0].words)
    hits = _by_words(_ranked(ranker, guesses, lang), likely, telling)
    return Ranked(told_apart(hits, sentences, book.special, spoken_of), likely)


def _by_words(hits: Sequence[Hit], likely: Mapping[str, float], telling: int) -> tuple[Hit, ...]:
    """Orders hits by what the classifier makes of the words as well, and adds what it is sure of; what it
    does not know stays as it is. Of few words that are all some procedure's name, the name decides.
    """
    weight = BY_WORDS * (1.0 if telling > FEW else 1 - max((hit.covered for hit in hits), default=0.0))
    top = max((hit.score for hit in hits), default=ALONE)
    there = {hit.code for hit in hits}
    added = (
        Hit(code, top * chance, chance * HALF, chance * HALF)
        for code, chance in likely.items()
        if chance >= SURELY and code not in there
    )
    every = (*hits, *added)
    best = max((likely[hit.code] for hit in every if hit.code in likely), default=0.0) or 1.0
    weighed = (
        replace(hit, score=hit.score * (1 - weight + weight * (likely[hit.code] / best) ** EVEN))
        if hit.code in likely
        else hit
        for hit in every
    )
    return tuple(sorted(weighed, key=lambda hit: (-hit.score, hit.code)))


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

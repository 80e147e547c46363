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
from robot.reading import Reading
from robot.scope import Judgement

UNDERSTOOD = 0.4
UNDERSTOOD_THOUGH_A_COMMAND = 0.55
"""Below this nothing is claimed to have been understood."""
AS_GOOD = (0.72, 0.72, 0.72, 0.8, 0.85)
AS_GOOD_FOR_A_QUESTION = (0.91, 0.91, 0.91, 0.91, 0.95)
"""Procedures for which nearly as much speaks as for the best one are offered beside it, where a sentence has
so many telling words (0, 1, 2 …): the fewer, the less it can tell them apart."""
NO_DIFFERENCE = 0.985
"""Two for which as much speaks as this are never told apart by a long sentence either."""
EXPLAINS = 0.8
OTHERS_FIRST = (1.25, 0.95)
"""By so much another body's matter must come before the best procedure of this centre: where the words alone
speak for a procedure, and where they speak for another body."""
OUTSIDE = 0.5
"""As likely outside of all that is done here, a sentence is about nothing, unless the ranker is surer."""
SURELY = 0.75
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


def weigh(hits: Sequence[Hit], reading: Reading, judged: Judgement, named: bool) -> Matter:
    """Weighs the hits of words that are `judged` so. `named`: they say the whole name of the first."""
    own = [hit for hit in hits if not is_elsewhere(hit.code)]
    ranked = tuple(hit.code for hit in own[:CARDS])
    others = max((hit for hit in hits if is_elsewhere(hit.code)), key=lambda hit: hit.score, default=None)
    best = own[0] if own else None
    if others is not None and others.sure >= UNDERSTOOD:
        ours = best.score if best is not None and best.sure >= UNDERSTOOD else 0.0
        first = OTHERS_FIRST[judged.elsewhere >= SURELY]
        if best is not None and best.covered >= EXPLAINS and reading.telling < len(AS_GOOD):
            first = max(first, 1.0)  # a few words that say all of ours are refused only where ours is second
        if others.score >= first * ours:
            return Matter("elsewhere", (others.code,), ranked, others.sure, tuple(hits))
    wholly = best is not None and best.covered >= 1.0 and 0 < reading.telling < len(AS_GOOD)
    if best is None or best.sure < (UNDERSTOOD if wholly else _least(judged)):
        return Matter("unknown", (), ranked, best.sure if best else 0.0, tuple(hits))
    as_good = AS_GOOD if reading.topic is None else AS_GOOD_FOR_A_QUESTION
    broad = (
        reading.telling < len(as_good)
        and best.covered >= EXPLAINS
        and len(own) > 1
        and own[1].score >= as_good[reading.telling] * best.score
        and not named
    )
    tied = len(own) > 1 and own[1].score >= NO_DIFFERENCE * best.score
    if broad or tied or reading.vague:
        shown = tuple(hit.code for hit in own if hit.score >= best.score / 2)[:CARDS]
        if len(shown) > 1:
            return Matter("several", shown, ranked, best.sure, tuple(hits))
    return Matter("one", (best.code,), ranked, best.sure, tuple(hits))


def _least(judged: Judgement) -> float:
    """Gives how sure the ranker must be, where the words alone speak against any procedure."""
    against = max(judged.outside, judged.elsewhere)
    least = UNDERSTOOD_THOUGH_A_COMMAND if judged.command[1] >= OUTSIDE else UNDERSTOOD
    return max(least, against) if against >= OUTSIDE else least


def is_elsewhere(code: str) -> bool:
    """Says if an entry is something that another body does."""
    return code.startswith(PREFIX)


def rank(ranker: Ranker, guesses: Sequence[tuple[str, float]], lang: str) -> tuple[Hit, ...]:
    """Ranks what several readings of one sentence may mean, each with its share."""
    if len(guesses) == 1:
        return ranker.rank(guesses[0][0], lang, MOST_READ, typing=False)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for text, share in guesses:
        for hit in ranker.rank(text, lang, MOST_READ, typing=False):
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


def among(matter: Matter, codes: Sequence[str]) -> tuple[Hit, ...]:
    """Selects the hits on these procedures, best first."""
    return tuple(hit for hit in matter.hits if hit.code in codes)


def known(catalogue: Catalogue, code: str | None) -> str | None:
    """Gives the code where the catalogue has a procedure of it."""
    return code if code is not None and code in catalogue.entries and not is_elsewhere(code) else None

"""Tells a procedure from the one that it is a special case of: what makes it special must be said. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.catalogue.ranker import Hit
from robot.phrases import Shelf, Special
from robot.sentence import Sentence

NEAR = 0.75
"""So near a procedure must come behind its special case, to be meant where that one's words are not said."""
SAID = 0.6
"""So near a special case must come behind, to be meant where they are."""
BEHIND = 0.92
"""So near behind the other the one comes that is not meant."""


def told_apart(
    hits: Iterable[Hit], sentences: Sequence[Sentence], shelf: Shelf[Special], spoken_of: str | None
) -> tuple[Hit, ...]:
    """Puts of each special case and its procedure the one first that the sentences speak of. A talk may go
    on about a special case, `spoken_of`, without its words.
    """
    found = {hit.code: hit for hit in hits}
    said = {id(entry) for sentence in sentences for entry in shelf.said(sentence)}
    for special in shelf.entries:
        case, whole = found.get(special.procedure), found.get(special.of)
        is_said = id(special) in said
        if case is None or whole is None or (special.procedure == spoken_of and not is_said):
            continue
        meant, other = (case, whole) if is_said else (whole, case)
        if meant.score >= (SAID if is_said else NEAR) * other.score:
            top, low = max(case.score, whole.score), min(case.score, whole.score)
            found[meant.code] = replace(meant, score=top)
            found[other.code] = replace(other, score=min(low, BEHIND * top))
    return tuple(sorted(found.values(), key=lambda hit: (-hit.score, hit.code)))

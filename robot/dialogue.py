"""Understands a sentence by the talk before it: what is asked on, narrowed, corrected or begun anew. Pure; no
wording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.visit.assistant import Thread
from robot.reading import Reading
from robot.understanding import UNDERSTOOD, Kind, Matter, among, own

SURE_ALONE = 0.6
"""As sure of a matter of its own, a sentence begins anew."""
NEARLY = 0.9
"""Among the cards that are shown, the first of those for which so nearly as much speaks is meant."""
STAYS = 0.97
"""A talk stays with its procedure where as much speaks for it as for the best."""
NEARLY_BEHIND = 0.85
"""As near behind the one spoken of, another may be meant in its stead, where the words call for it."""
CALLED_FOR = 1.2
"""By so much words must bring a procedure nearer to the one spoken of, to call for it."""
FOREIGN = 0.95
"""What is so likely nothing of this centre's is no question that is asked on."""
FOREIGN_BESIDE = 0.8
"""The same, of a question that has words which nothing is known of."""
FITS = 3
"""Among so many of the first that its own words lead to, the one spoken of is still meant."""
FEW_BESIDE = 2
"""So many words that nothing is known of may stand in a question that is asked on."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Holds what a sentence is about, in the talk. `query`: the words that led there, for the next turn."""

    kind: Kind
    codes: tuple[str, ...]
    topic: str | None
    query: str


def understood_alone(reading: Reading, alone: Matter, thread: Thread) -> Understood | None:
    """Understands a sentence that needs no talk before it; None where there is a talk that it may go on."""
    if thread.procedure is None and not thread.offered:
        return Understood(alone.kind, alone.codes, reading.topic, reading.about)
    return None


def in_talk(reading: Reading, alone: Matter, thread: Thread, weighed: Callable[[str], Matter]) -> Understood:
    """Understands a sentence that goes on with a talk. `weighed` weighs other words in its place."""
    if reading.bare or (reading.starts and reading.few):
        return _asked_on(reading, thread)
    if reading.correction:
        return _corrected(reading, alone, thread, weighed)
    if alone.kind != "unknown" and alone.sure >= SURE_ALONE:
        return _anew(reading, alone, thread, weighed)
    together = f"{thread.query} {reading.about}"
    both = weighed(together)
    narrowed = _narrowed(reading, both, thread, together, alone) or _turned(reading, both, thread, weighed)
    if narrowed is not None:
        return narrowed
    about_it = _is_asked_on(reading) or thread.procedure in {hit.code for hit in own(alone)[:FITS]}
    if thread.procedure is not None and about_it and not _is_foreign(reading):
        return _asked_on(reading, thread)
    return Understood(alone.kind, alone.codes, reading.topic, reading.about)


def _anew(reading: Reading, alone: Matter, thread: Thread, weighed: Callable[[str], Matter]) -> Understood:
    """Understands a sentence that names a matter itself: another one, or still the same."""
    spoken_of, together = thread.procedure, f"{thread.query} {reading.about}"
    if reading.goes_on and spoken_of is not None and alone.kind in ("one", "several"):
        return Understood("one", (_another(alone, spoken_of),), reading.topic, reading.about)
    if spoken_of is not None and alone.kind != "elsewhere" and spoken_of in _as_good(alone):
        return Understood("one", (spoken_of,), reading.topic, together)
    if alone.kind == "several" or _is_among(alone, thread):
        narrowed = _narrowed(reading, weighed(together), thread, together, alone)
        if narrowed is not None:
            return narrowed
    return Understood(alone.kind, alone.codes, reading.topic, reading.about)


def _asked_on(reading: Reading, thread: Thread) -> Understood:
    """Goes on about the procedure spoken of, or about the cards that are shown."""
    if thread.procedure is not None:
        return Understood("one", (thread.procedure,), reading.topic, thread.query)
    return Understood("several", thread.offered, reading.topic or thread.topic, thread.query)


def _corrected(
    reading: Reading, alone: Matter, thread: Thread, weighed: Callable[[str], Matter]
) -> Understood:
    """Takes back what was understood before: another procedure is meant."""
    offered = among(alone, thread.offered)
    if offered and alone.kind != "elsewhere":
        return Understood("one", (offered[0].code,), reading.topic, reading.about)
    if alone.kind != "unknown":
        if alone.kind == "several" and alone.codes[0] != thread.procedure:
            others = [hit for hit in among(alone, alone.codes[1:]) if hit.code != thread.procedure]
            if not others or others[0].score < NEARLY * among(alone, alone.codes[:1])[0].score:
                return Understood("one", alone.codes[:1], reading.topic, reading.about)
        codes = tuple(code for code in alone.codes if code != thread.procedure)
        return Understood(alone.kind if codes else "unknown", codes, reading.topic, reading.about)
    others = [hit for hit in own(alone) if hit.code != thread.procedure and hit.sure >= UNDERSTOOD]
    if others:  # that something else is meant is said, so it needs not sound like a procedure
        return Understood("one", (others[0].code,), reading.topic, reading.about)
    together = weighed(f"{thread.query} {reading.about}")
    if together.kind == "one" and alone.hits:
        return Understood("one", together.codes, reading.topic, f"{thread.query} {reading.about}")
    return Understood("unknown", (), reading.topic, thread.query)


def _narrowed(reading: Reading, both: Matter, thread: Thread, query: str, alone: Matter) -> Understood | None:
    """Understands words that say more exactly what was meant before."""
    if thread.offered and thread.procedure is None:
        mine = among(both, thread.offered)
        new = {hit.code for hit in alone.hits}
        fitting = [hit for hit in mine if hit.code in new] or list(mine)
        if not fitting or (alone.kind == "unknown" and not alone.hits and not reading.few):
            return None
        if both.kind == "one" and both.codes[0] in new:
            return Understood("one", both.codes, reading.topic or thread.topic, query)
        good = {hit.code for hit in fitting if hit.score >= NEARLY * fitting[0].score}
        first = next(code for code in thread.offered if code in good)
        return Understood("one", (first,), reading.topic or thread.topic, query)
    if both.kind != "one" or both.codes[0] == thread.procedure:
        return None
    if both.codes[0] in {hit.code for hit in alone.hits[:3]}:
        return Understood("one", both.codes, reading.topic, query)
    return None


def _another(alone: Matter, spoken_of: str) -> str:
    """Gives the procedure that "and then …" asks for: not the same again, where another is nearly as good."""
    hits = own(alone)
    near = [hit.code for hit in hits if hit.score >= NEARLY_BEHIND * hits[0].score and hit.code != spoken_of]
    return near[0] if near and hits[0].code == spoken_of else alone.codes[0]


def _turned(
    reading: Reading, both: Matter, thread: Thread, weighed: Callable[[str], Matter]
) -> Understood | None:
    """Understands words that name no matter, but call for another procedure of the one spoken of."""
    spoken_of = thread.procedure
    if spoken_of is None or reading.strange <= FEW_BESIDE:
        return None
    before = {hit.code: hit.score for hit in own(weighed(thread.query))}
    now = {hit.code: hit.score for hit in own(both)}
    if not before.get(spoken_of) or not now.get(spoken_of):
        return None
    for code, score in now.items():
        lead, led = score / now[spoken_of], before.get(code, 0.0) / before[spoken_of]
        if code != spoken_of and led > 0 and lead >= max(NEARLY_BEHIND, CALLED_FOR * led):
            return Understood("one", (code,), reading.topic, f"{thread.query} {reading.about}")
    return None


def _is_among(alone: Matter, thread: Thread) -> bool:
    """Says if a card that is shown is nearly as good as what a sentence names."""
    if thread.procedure is not None or alone.kind != "one":
        return False
    shown = among(alone, thread.offered)
    return bool(shown) and shown[0].score >= NEARLY * alone.hits[0].score


def _is_asked_on(reading: Reading) -> bool:
    """Says if a sentence asks something and names next to nothing."""
    return (reading.topic is not None or bool(reading.told)) and reading.strange <= FEW_BESIDE


def _is_foreign(reading: Reading) -> bool:
    """Says if a sentence is most likely about nothing that this centre has to do with."""
    most = FOREIGN_BESIDE if reading.strange >= FEW_BESIDE else FOREIGN
    return reading.alien or reading.judged.outside >= most


def _as_good(matter: Matter) -> tuple[str, ...]:
    """Lists the procedures for which nearly as much speaks as for the best."""
    best = matter.hits[0].score if matter.hits else 0.0
    return tuple(hit.code for hit in matter.hits if hit.score >= STAYS * best)

"""Tries recorded questions on recogniser and robot: what was heard, what was made of it, how long it took."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from config.reading import CannotRead, read_bytes
from devices.speech.belief import loops
from devices.speech.sounds import distance, words_in
from devices.speech.wav import pieces, samples
from kiosk.language import numbers
from kiosk.ports.device import Fault
from kiosk.ports.speech import FREE, Recogniser
from kiosk.visit.assistant import Assistant, Reply, TurnContext

MOST_BYTES = 50_000_000
Rank = Callable[[str, str], Sequence[str]]
"""Gives the procedures' codes that fit a text in a language, the best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Describes a recorded question: what was said, by whom, and what is right."""

    file: Path
    said: str
    lang: str = "vi"
    speaker: str = ""
    accent: str = ""
    action: str = "answer"
    command: str | None = None
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """Holds how one question ended. `heard` is empty where nothing could be believed."""

    asked: Asked
    heard: str
    why: str
    ms: int
    errors: int
    words: int
    ranked: tuple[str, ...] = ()
    reply: Reply | None = None

    @property
    def wrong_deed(self) -> bool:
        """Says if the robot would do what nobody asked for."""
        if self.reply is None or self.reply.action != "do" or self.reply.then is None:
            return False
        return self.asked.action != "do" or self.reply.command != self.asked.command

    @property
    def wrong_procedure(self) -> bool:
        """Says if the robot answers for sure about another procedure."""
        if self.reply is None or self.reply.action != "answer" or not self.reply.cards:
            return False
        return self.reply.cards[0].code not in self.asked.procedures

    @property
    def loop(self) -> bool:
        """Says if what was heard as text is one piece again and again."""
        return loops(words_in(self.heard))

    def within(self, first: int) -> bool:
        """Says if a right procedure is among the first so many."""
        return bool(set(self.ranked[:first]) & set(self.asked.procedures))


class CannotTry(Exception):
    """Says that a recording can't be read; the text is one line."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Holds what is tried: who hears, who answers, and who ranks."""

    recogniser: Recogniser
    robot: Assistant
    rank: Rank

    def play(self, asked: Asked) -> Tried:
        """Plays one recording to the recogniser, and what it heard to the robot. Raises CannotTry."""
        return self.play_sound(asked, sound_of(asked.file))

    def play_sound(self, asked: Asked, sound: bytes) -> Tried:
        """Plays samples that are in memory already."""
        began = time.monotonic()
        heard = self.recogniser.recognise(pieces(sound), asked.lang, FREE)
        took = round((time.monotonic() - began) * 1000)
        said = comparable(asked.said)
        if isinstance(heard, Fault):
            return Tried(asked, "", heard.detail or heard.id, took, len(said), len(said))
        errors = round(distance(said, comparable(heard.text), lambda one, other: float(one != other)))
        ranked = tuple(self.rank(heard.text, asked.lang))
        reply = self.robot.reply(heard.text, TurnContext(asked.lang))
        return Tried(asked, heard.text, "", took, errors, len(said), ranked, reply)


def sound_of(file: Path) -> bytes:
    """Reads a recording's samples. Raises CannotTry."""
    try:
        sound = samples(read_bytes(file, MOST_BYTES))
    except CannotRead as error:
        raise CannotTry(f"{file.name}: {error}") from error
    if sound is None:
        raise CannotTry(f"{file.name}: not a WAV of 16 bits")
    return sound


def comparable(text: str) -> tuple[str, ...]:
    """Gives the words as they are counted: numbers in words, no signs, lower case."""
    spelt = re.sub(r"\d{1,12}", lambda found: f" {numbers.words(int(found[0]))} ", text)
    return words_in(spelt)


def figures(rows: Sequence[Tried]) -> dict[str, Any]:
    """Counts out a set of questions: errors of words (what is not heard counts whole), the right procedure
    among the first one and three (of the questions that have one), and times in milliseconds.
    """
    meant = [row for row in rows if row.asked.procedures and row.asked.action == "answer"]
    return {
        "questions": len(rows),
        "wer": share(sum(row.errors for row in rows), sum(row.words for row in rows)),
        "not_heard": sum(not row.heard for row in rows),
        "r1": share(sum(row.within(1) for row in meant), len(meant)),
        "r3": share(sum(row.within(3) for row in meant), len(meant)),
        "wrong_deeds": sum(row.wrong_deed for row in rows),
        "confident_wrong": share(sum(row.wrong_procedure for row in rows), len(rows)),
        "loops": sum(row.loop for row in rows),
        "ms_p50": quantile([row.ms for row in rows], 0.5),
        "ms_p95": quantile([row.ms for row in rows], 0.95),
    }


def figures_by(rows: Iterable[Tried], key: Callable[[Asked], str]) -> Mapping[str, dict[str, Any]]:
    """Counts out each group of questions."""
    ordered = sorted(rows, key=lambda row: key(row.asked))
    return {name: figures(list(group)) for name, group in groupby(ordered, lambda row: key(row.asked))}


def share(part: float, whole: float) -> float | None:
    """Gives a share of three digits; None of nothing."""
    return round(part / whole, 3) if whole else None


def quantile(values: Sequence[int], part: float) -> int | None:
    """Gives the value that this part of all does not exceed."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)] if values else None

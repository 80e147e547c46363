"""Says texts sentence by sentence: the first is heard while the next is made."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.language.aloud import aloud
from kiosk.language.sentences import sentences
from kiosk.ports.device import Fault
from kiosk.ports.speech import Manner, Player, Sound, Voice


class Lane(Protocol):
    """Runs calls in turn on one thread for one port; `done` gets the result (or a crash report)."""

    def submit(self, call: Callable[[], object], done: Callable[[object], object]) -> bool:
        """Queues `call`."""


@dataclass(slots=True)
class Mouth:
    """Speaks one text at a time, on the lanes `voice` and `player`; a new one takes the place of the one
    before. `say()` and `hush()` are called on one thread.

    `turn` counts what has been begun or stopped: what belongs to an older one ends at once. `texts` counts
    the texts begun. `cut` makes sentences of a text.
    """

    voice: Voice | None
    player: Player | None
    lanes: Mapping[str, Lane]
    cut: Callable[[str], list[str]] = field(default=sentences, repr=False)
    turn: int = 0
    texts: int = 0
    _silent: threading.Event = field(default_factory=threading.Event)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._silent.set()

    @property
    def is_speaking(self) -> bool:
        """Says if something is being spoken, or made to be spoken."""
        return not self._silent.is_set()

    def wait_for_silence(self, most_s: float) -> bool:
        """Waits until nothing is spoken; False when it took longer."""
        return self._silent.wait(most_s)

    def say(self, text: str, lang: str, manner: Manner, done: Callable[[object], object]) -> None:
        """Says `text`. `done(None)` comes when it was heard to its end, or `done(fault)`; nothing when
        it was hushed. Without a voice or a player it has ended at once.
        """
        said = self.cut(aloud(text, lang))
        if self.voice is None or self.player is None or not said:
            self.hush()
            done(None)
            return
        with self._one:
            self.turn += 1
            self._silent.clear()
            self.texts += 1
        self.player.stop()
        _Utterance(self, self.voice, self.player, deque(said), lang, manner, done, self.turn).begin()

    def hush(self) -> None:
        """Stops what is heard and what is being made, and drops what was still to come."""
        with self._one:
            self.turn += 1
        if self.player is not None:
            self.player.stop()
        self._silent.set()

    def ended(self, turn: int) -> bool:
        """Notes that all of a turn is heard; False when it had been hushed."""
        with self._one:
            if turn != self.turn:
                return False
            self._silent.set()
            return True


@dataclass(slots=True)
class _Utterance:
    """Holds one text under way: each sentence is made on the lane of the voice, then handed to that of the
    player. Every ending goes through the lane of the player, behind what is still to be heard.
    """

    mouth: Mouth
    voice: Voice
    player: Player
    rest: deque[str] = field(repr=False)
    lang: str
    manner: Manner
    done: Callable[[object], object] = field(repr=False)
    turn: int
    over: bool = False

    def begin(self) -> None:
        sentence = self.rest.popleft()
        self.mouth.lanes["voice"].submit(lambda: self._made(sentence), self._take)

    def _is_over(self) -> bool:
        return self.over or self.turn != self.mouth.turn

    def _made(self, sentence: str) -> Sound | Fault | None:
        return None if self._is_over() else self.voice.speak(sentence, self.lang, self.manner)

    def _take(self, made: object) -> None:
        to_player = self.mouth.lanes["player"].submit
        if not isinstance(made, Sound):
            to_player(lambda: made, self._end)
        elif self.rest:
            to_player(lambda: self._play(made), self._heard)
            self.begin()
        else:
            to_player(lambda: self._play(made), self._end)

    def _play(self, sound: Sound) -> Fault | None:
        return None if self._is_over() else self.player.play(sound, unless=self._is_over)

    def _heard(self, result: object) -> None:
        if result is not None:
            self._end(result)

    def _end(self, result: object) -> None:
        if self.over:
            return
        self.over = True
        if self.mouth.ended(self.turn) or result is not None:
            self.done(result)

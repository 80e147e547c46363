"""Recognises speech by Whisper (faster-whisper, int8 on the processor): the ear that every machine can have.

The base model is a weak ear for Vietnamese. So nothing of what was said before is told to it, nothing is
repeated, silence is cut first, and where answers are expected each of them is weighed against the sound.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from devices.registry import driver
from devices.speech.belief import answers, believable, chosen, not_heard
from devices.speech.models import folder_of
from devices.speech.sounds import words_in
from devices.speech.vad import Spoken, detector, spoken
from kiosk.language.normal import nfc
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import RATE, SAMPLE_BYTES, Expected, Heard, Recogniser

LONGEST_S = 30
"""Seconds that Whisper hears at once."""
BEHIND_S, BEHIND_ANSWER_S = 14, 5
"""Seconds of silence behind what was said that Whisper is given, freely and where an answer is expected. It
learned with 30 in all; with less it is faster, with next to none it makes words up. Of 79 words of eight
human sentences 28 were wrong with 5, 27 with 9, 24 with 14, and 26 with 30 seconds in all.
"""
FRAMES = 100
"""Steps of the sound's picture a second."""
GUESSES = 5
SURE, AHEAD = -2.8, 1.0
"""An answer is heard when its average log-probability a token reaches the first, and is the second ahead of
what means something else. Found with the 80 words of docs/robot.md.
"""
LIKELY = 8
"""The most likely words that are told to Whisper: of a long list it writes words that nobody said."""


@driver("recogniser.whisper", port=Recogniser)
class WhisperRecogniser:
    """Hears one utterance at a time, up to 30 seconds of it."""

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `model` is a row of `config/models.toml`, looked for in `models` (None: where
        `./run models get` puts them), `languages` are those that it may be asked for.
        """

        model: str = "whisper-base"
        models: Path | None = None
        languages: tuple[str, ...] = ("vi", "en")
        threads: int = 2

    def __init__(self, options: Options) -> None:
        self._options = options
        self._whisper: Any = None

    def open(self) -> Fault | None:
        """Loads the model; `model_missing` where it is not on this machine."""
        folder = folder_of(self._options.model, self._options.models)
        if folder is None:
            return Fault("model_missing", self._options.model)
        try:
            _without_av()
            from faster_whisper import WhisperModel

            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=self._options.threads,
                local_files_only=True,
            )
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            return Fault("recogniser_failed", type(error).__name__)
        return None

    def close(self) -> None:
        """Gives the memory back."""
        self._whisper = None

    def health(self) -> Health:
        """Reports ready once the model is loaded."""
        if self._whisper is None:
            return Health(State.MISSING, Fault("recogniser_failed", "not loaded"))
        return Health(State.READY, identity=self._options.model)

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Hears the pieces to their end, and then understands them."""
        if self._whisper is None:
            return self.health().fault or Fault("recogniser_failed")
        if lang not in self._options.languages:
            return Fault("recogniser_failed", f"no model for {lang}")
        said = spoken(_beginning(pieces, LONGEST_S * RATE * SAMPLE_BYTES), detector())
        began = time.monotonic()
        if said is None:
            return not_heard("silence")
        behind = BEHIND_ANSWER_S if answers(expected, lang) else BEHIND_S
        found = _Hearing(self._whisper, said, lang, behind).understood(expected)
        if isinstance(found, Fault):
            return found
        return Heard(found, lang, self._options.model, round((time.monotonic() - began) * 1000))


def _beginning(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Gives the pieces up to `most` bytes; what comes after is taken from the microphone and left out."""
    for piece in pieces:
        yield piece[:most]
        most -= len(piece[:most])


def _without_av() -> None:
    """Puts an empty module in the place of av, which faster-whisper imports for compressed files alone: it is
    not installed (`requirements/overrides.txt`).
    """
    sys.modules.setdefault("av", ModuleType("av"))


class _Hearing:
    """Weighs one utterance: its sound is taken in once, and asked several times."""

    def __init__(self, whisper: Any, said: Spoken, lang: str, behind_s: int) -> None:
        import numpy as np
        from faster_whisper.audio import pad_or_trim
        from faster_whisper.tokenizer import Tokenizer

        self._whisper, self._said, self._lang = whisper, said, lang
        self._tokens = Tokenizer(whisper.hf_tokenizer, True, task="transcribe", language=lang)
        heard = np.frombuffer(said.samples, "<i2").astype(np.float32) / 32768
        self._frames = min(LONGEST_S * FRAMES, (len(heard) // RATE + 1 + behind_s) * FRAMES)
        picture = pad_or_trim(whisper.feature_extractor(heard), self._frames)
        self._sound = whisper.encode(picture)

    def understood(self, expected: Expected) -> tuple[tuple[str, float], ...] | Fault:
        """Gives the texts that can be believed; the expected answers where one of them was said. Where
        nothing can be believed that was heard freely, it may be one of the likely words.
        """
        free = believable(self._guesses(expected), self._said.seconds, expected, self._lang)
        meaning = answers(expected, self._lang)
        if not meaning:
            likely = {word: word for word in expected.likely}
            return self._answer(likely) if likely and isinstance(free, Fault) else free
        most = max(len(words_in(answer)) for answer in meaning) + 2
        if not isinstance(free, Fault) and len(words_in(free[0][0])) > most:
            return free
        return self._answer(meaning)

    def _guesses(self, expected: Expected) -> list[tuple[str, float]]:
        from faster_whisper.transcribe import get_suppressed_tokens

        hot = ", ".join(expected.likely) if 0 < len(expected.likely) <= LIKELY else None
        prompt = self._whisper.get_prompt(self._tokens, [], without_timestamps=True, hotwords=hot)
        result = self._whisper.model.generate(
            self._sound,
            [prompt],
            beam_size=GUESSES,
            num_hypotheses=GUESSES,
            no_repeat_ngram_size=3,
            repetition_penalty=1.2,
            max_length=len(prompt) + 100,
            return_scores=True,
            suppress_tokens=list(get_suppressed_tokens(self._tokens, [-1])),
        )[0]
        return [
            (self._tokens.decode(tokens), math.exp(score))
            for tokens, score in zip(result.sequences_ids, result.scores, strict=True)
        ]

    def _answer(self, meaning: Mapping[str, str]) -> tuple[tuple[str, float], ...] | Fault:
        """Weighs each expected answer against the sound, as if it had been said."""
        weights = {answer: self._weight(answer) for answer in meaning}
        ranked = chosen(weights, meaning, least=SURE, ahead=AHEAD)
        if isinstance(ranked, Fault):
            return ranked
        whole = sum(math.exp(weight) for weight in weights.values())
        return tuple((nfc(answer), round(math.exp(weights[answer]) / whole, 4)) for answer in ranked)

    def _weight(self, answer: str) -> float:
        tokens = self._tokens.encode(f" {answer[:1].upper()}{answer[1:]}.")
        start = list(self._tokens.sot_sequence)
        aligned = self._whisper.model.align(self._sound, start, [tokens], self._frames)[0]
        chances = aligned.text_token_probs
        return sum(math.log(max(chance, 1e-9)) for chance in chances) / len(chances)

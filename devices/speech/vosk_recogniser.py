"""Recognises speech by Vosk: as it is spoken, with a grammar of its own where answers are expected."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from devices.registry import driver
from devices.speech.belief import LEAST, Guess, not_heard, understood, vocabulary
from devices.speech.models import folder_of
from devices.speech.vad import detector, spoken
from kiosk.language.normal import nfc
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import RATE, Expected, Heard, Recogniser

GUESSES = 5
UNKNOWN = "[unk]"
"""What Vosk writes for a word that its grammar lacks."""


@driver("recogniser.vosk", port=Recogniser)
class VoskRecogniser:
    """Hears one utterance at a time, and works while it is spoken."""

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `model` is the name of a folder in `models` (None: where `./run models get` puts
        them), `lang` the one language that the model was made for.
        """

        model: str
        lang: str = "vi"
        models: Path | None = None

    def __init__(self, options: Options) -> None:
        self._options = options
        self._model: Any = None

    def open(self) -> Fault | None:
        """Loads the model; `model_missing` where it is not on this machine."""
        folder = folder_of(self._options.model, self._options.models)
        if folder is None:
            return Fault("model_missing", self._options.model)
        try:
            self._model = _vosk().Model(str(folder))
        except Exception as error:  # Vosk raises its base class itself
            return Fault("recogniser_failed", type(error).__name__)
        return None

    def close(self) -> None:
        """Gives the memory back."""
        self._model = None

    def health(self) -> Health:
        """Reports ready once the model is loaded."""
        if self._model is None:
            return Health(State.MISSING, Fault("recogniser_failed", "not loaded"))
        return Health(State.READY, identity=self._options.model)

    def recognise(self, pieces: Iterable[bytes], lang: str, expected: Expected) -> Heard | Fault:
        """Hears the pieces as they come."""
        if self._model is None:
            return self.health().fault or Fault("recogniser_failed")
        if lang != self._options.lang:
            return Fault("recogniser_failed", f"no model for {lang}")
        hearing = self._hearing(vocabulary(expected, lang))
        said = spoken(_taken(hearing, pieces), detector())
        began = time.monotonic()
        if said is None:
            return not_heard("silence")
        guesses = _guesses(json.loads(hearing.FinalResult()))
        found = understood(guesses, said.seconds, expected, lang)
        if isinstance(found, Fault):
            return found
        return Heard(found, lang, self._options.model, round((time.monotonic() - began) * 1000))

    def _hearing(self, words: tuple[str, ...]) -> Any:
        vosk = _vosk()
        if words:
            known = [nfc(word).lower() for word in words]
            if self._model.vosk_model_find_word(UNKNOWN) >= 0:
                known.append(UNKNOWN)
            hearing = vosk.KaldiRecognizer(self._model, RATE, json.dumps(known, ensure_ascii=False))
        else:
            hearing = vosk.KaldiRecognizer(self._model, RATE)
        hearing.SetMaxAlternatives(GUESSES)
        return hearing


def _taken(hearing: Any, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Gives each piece to Vosk, and then to the caller."""
    for piece in pieces:
        hearing.AcceptWaveform(piece)
        yield piece


def _guesses(result: dict[str, Any]) -> list[Guess]:
    """Reads Vosk's alternatives. Their confidences are sums of the lattice, good for comparing only: the
    share of each says which is surer, and none is disbelieved for it.
    """
    found = [
        (str(one["text"]).replace(UNKNOWN, " "), float(one["confidence"]))
        for one in result.get("alternatives", ())
        if str(one["text"]).replace(UNKNOWN, " ").strip()
    ]
    if not found:
        return []
    best = max(confidence for _, confidence in found)
    weights = [math.exp(confidence - best) for _, confidence in found]
    shares = [weight / sum(weights) for weight in weights]
    return [(text, LEAST + (1 - LEAST) * share) for (text, _), share in zip(found, shares, strict=True)]


def _vosk() -> Any:
    """Imports Vosk and quiets it. Its package imports `srt`, of which there is no wheel, for subtitles that
    nothing here makes.
    """
    sys.modules.setdefault("srt", ModuleType("srt"))
    import vosk

    vosk.SetLogLevel(-1)
    return vosk

"""Listens to one utterance: microphone, end of speech, recogniser. Nothing of it is kept."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator

from devices.speech.belief import not_heard
from devices.speech.vad import MARGIN, Detector, Endpoint, detector
from kiosk.ports.device import Fault
from kiosk.ports.speech import Expected, Heard, Microphone, Recogniser


class UtteranceEar:
    """Hears utterances one after the other, on one thread; `done()` and `cancel()` come from others.

    Silence ends an utterance by itself (`Endpoint`), `done()` at once ("nói xong"), and
    `cancel()` throws it away: the citizen touched, or the kiosk itself begins to speak.
    """

    def __init__(
        self, microphone: Microphone, recogniser: Recogniser, detectors: Callable[[], Detector] = detector
    ) -> None:
        self._microphone, self._recogniser, self._detectors = microphone, recogniser, detectors
        self._done, self._cancelled = threading.Event(), threading.Event()

    def listen(self, lang: str, expected: Expected) -> Heard | Fault:
        """Listens until the end of speech. `not_heard` when nobody speaks, or when it was cancelled."""
        self._done.clear()
        self._cancelled.clear()
        fault = self._microphone.start()
        if fault is not None:
            return fault
        trouble: list[Fault] = []
        try:
            found = self._recogniser.recognise(self._utterance(trouble), lang, expected)
        finally:
            self._microphone.stop()
        if self._cancelled.is_set():
            return not_heard("cancelled")
        return trouble[0] if trouble else found

    def done(self) -> None:
        """Ends the utterance now, and understands what was said."""
        self._done.set()

    def cancel(self) -> None:
        """Ends the utterance now, and throws it away."""
        self._cancelled.set()
        self._microphone.stop()

    def _utterance(self, trouble: list[Fault]) -> Iterator[bytes]:
        """Gives the pieces from a little before the first word to the end of speech."""
        end, is_speech = Endpoint(), self._detectors()
        before: deque[bytes] = deque(maxlen=MARGIN)
        while not (self._done.is_set() or self._cancelled.is_set()):
            piece = self._microphone.read()
            if isinstance(piece, Fault):
                trouble.append(piece)
                return
            if not piece:
                return
            state = end.feed(is_speech(piece))
            if state == "waiting":
                before.append(piece)
                continue
            if state == "nothing":
                return
            yield from before
            before.clear()
            yield piece
            if state == "ended":
                return

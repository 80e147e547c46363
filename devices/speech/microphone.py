"""Listens through PortAudio (sounddevice): USB microphones and sound cards."""

from __future__ import annotations

import contextlib
import queue
from dataclasses import dataclass
from typing import Any

from devices.registry import driver
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PIECE, RATE, Microphone

WAITING = 128
"""Pieces that wait to be read, four seconds; older ones are lost first, for they are no longer needed."""
WITHIN_S = 2.0


@driver("microphone.portaudio", port=Microphone)
class PortAudioMicrophone:
    """Listens only between `start()` and `stop()`. What is not read is thrown away."""

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `device` is a name (or a part of it) that `python -m sounddevice` lists; None is
        the system's default.
        """

        device: str | None = None

    def __init__(self, options: Options) -> None:
        self._options = options
        self._sound: Any = None
        self._stream: Any = None
        self._pieces: queue.Queue[bytes] = queue.Queue(WAITING)

    def open(self) -> Fault | None:
        """Checks that there is a microphone of that name."""
        return self.health().fault

    def close(self) -> None:
        """Stops listening."""
        self.stop()

    def health(self) -> Health:
        """Reports `microphone_missing` where PortAudio has no such input."""
        try:
            self._sound = self._sound or _portaudio()
            found = self._sound.query_devices(self._options.device, "input")
        except (OSError, ValueError, self._errors()) as error:
            return Health(State.MISSING, Fault("microphone_missing", type(error).__name__))
        return Health(State.READY, identity=str(found["name"]))

    def start(self) -> Fault | None:
        """Begins to listen, with nothing of before."""
        self.stop()
        fault = self.health().fault
        if fault is not None:
            return fault
        self._pieces = queue.Queue(WAITING)
        pieces = self._pieces

        def take(piece: Any, *_: object) -> None:
            if pieces.full():
                pieces.get_nowait()
            pieces.put_nowait(bytes(piece))

        try:
            self._stream = self._sound.RawInputStream(
                samplerate=RATE,
                blocksize=PIECE,
                device=self._options.device,
                channels=1,
                dtype="int16",
                callback=take,
            )
            self._stream.start()
        except (OSError, ValueError, self._errors()) as error:
            self._stream = None
            return Fault("microphone_missing", type(error).__name__)
        return None

    def read(self) -> bytes | Fault:
        """Waits for the next piece; a microphone that gives none for two seconds is gone."""
        if self._stream is None:
            return b""
        try:
            return self._pieces.get(timeout=WITHIN_S)
        except queue.Empty:
            return Fault("microphone_missing", "no sound comes from it")

    def stop(self) -> None:
        """Ends listening, and drops what was not taken."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        stream.close()
        with contextlib.suppress(queue.Empty):
            while True:
                self._pieces.get_nowait()
        self._pieces.put_nowait(b"")

    def _errors(self) -> type[Exception]:
        """Gives PortAudio's own error, once it is loaded."""
        error: type[Exception] = self._sound.PortAudioError if self._sound else OSError
        return error


def _portaudio() -> Any:
    import sounddevice

    return sounddevice

"""Measures how soon the kiosk is heard, and how soon silent: the real voice, a sink that notes the time.

From a recogniser's result, through the robot, to the first sample that is not silence; and from a touch to
the moment at which the sink stops. The loudspeaker itself and its driver's buffer are not in it.
"""

from __future__ import annotations

import io
import threading
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from devices.speech.espeak_voice import EspeakVoice
from devices.worker import Worker
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.speech import PLAIN, Sound, Voice, never
from kiosk.visit.assistant import Assistant, Thread, TurnContext
from kiosk.visit.mouth import Mouth
from ui.technician.speech_trial import quantile

AUDIBLE = 200
"""The least amplitude of a sample (of 32,767) that counts as sound: 44 dB below full scale."""

SECOND_TURN = TurnContext("vi", thread=Thread(turns=1))
"""A talk that has begun: its answers do not begin with the short sentence that a machine speaks."""


@dataclass
class Sink:
    """A loudspeaker that plays in real time, and notes when its first audible sample would be heard."""

    began: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    audible_at: float = 0.0
    silent_at: float = 0.0

    def open(self) -> Fault | None:
        return None

    def close(self) -> None:
        return None

    def health(self) -> Health:
        return Health(State.READY)

    def play(self, sound: Sound, unless: Callable[[], bool] = never) -> Fault | None:
        self.stopped.clear()
        if unless():
            return None
        now = time.monotonic()
        with wave.open(io.BytesIO(sound.wav)) as read:
            samples = np.abs(np.frombuffer(read.readframes(read.getnframes()), "<i2").astype(int))
            rate = read.getframerate()
        if not self.began.is_set():
            self.audible_at = now + int(np.argmax(samples > AUDIBLE)) / rate
            self.began.set()
        self.stopped.wait(len(samples) / rate)
        self.silent_at = time.monotonic()
        return None

    def stop(self) -> None:
        self.stopped.set()


def speaking(questions: Sequence[str], robot: Assistant) -> dict[str, Any]:
    """The figures of the voice, a reply to each question."""
    with _mouth(EspeakVoice(EspeakVoice.Options())) as (mouth, sink):
        first, silent = zip(*(_turn(mouth, sink, robot, one) for one in questions), strict=True)
    return {
        "voice": "voice.espeak",
        "replies": len(questions),
        "first_sample_ms_p50": quantile(first, 0.5),
        "first_sample_ms_p95": quantile(first, 0.95),
        "silence_ms_p95": quantile(silent, 0.95),
    }


@contextmanager
def _mouth(voice: Voice) -> Iterator[tuple[Mouth, Sink]]:
    if fault := voice.open():
        raise SystemExit(f"bench speech: {fault.id}: {fault.detail}")
    sink = Sink()
    lanes = {name: Worker(name) for name in ("voice", "player")}
    try:
        yield Mouth(voice, sink, lanes), sink
    finally:
        for lane in lanes.values():
            lane.stop()
        voice.close()


def _turn(mouth: Mouth, sink: Sink, robot: Assistant, question: str) -> tuple[int, int]:
    """Answers one question, and hushes the answer once it is heard; both times in milliseconds."""
    sink.began.clear()
    asked = time.monotonic()
    mouth.say(robot.reply(question, SECOND_TURN).spoken, "vi", PLAIN, lambda _result: None)
    if not sink.began.wait(20):
        raise SystemExit("bench speech: nothing was heard within 20 s")
    time.sleep(0.1)
    touched = time.monotonic()
    mouth.hush()
    while sink.silent_at < touched:
        time.sleep(0.0005)
    return round((sink.audible_at - asked) * 1000), round((sink.silent_at - touched) * 1000)

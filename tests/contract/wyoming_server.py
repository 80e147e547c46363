"""A Wyoming server for the contracts: it hears what the test lays ready, and speaks by espeak-ng."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from wyoming.asr import Transcribe, Transcript
from wyoming.event import Event, read_event, write_event

from devices.speech.wav import pieces, samples
from kiosk.ports.speech import RATE, SAMPLE_BYTES
from tests.speech.voices import spoken_wav


class WyomingServer(socketserver.ThreadingTCPServer):
    """Answers each utterance with the texts of `nbest`; keeps what it was asked and how much it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.nbest: list[tuple[str, float]] = []
        self.says_nbest = True
        self.channels = 1
        self.asked: list[Transcribe] = []
        self.sent = 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answer(self, event: Event) -> Iterator[Event]:
        if event.type == "describe":
            engines = {"asr": [{"name": "typed", "models": []}], "tts": [{"name": "espeak", "voices": []}]}
            yield Event("info", engines)
        elif event.type == "synthesize":
            yield from self.speaks(event.data["text"], event.data["voice"])
        elif Transcribe.is_type(event.type):
            self.asked.append(Transcribe.from_event(event))
        elif event.type == "audio-chunk":
            self.sent += len(event.payload or b"")
        elif event.type == "audio-stop":
            context: dict[str, Any] | None = {"nbest": self.nbest} if self.says_nbest else None
            yield Transcript(self.nbest[0][0] if self.nbest else "", context=context).event()

    def speaks(self, text: str, voice: dict[str, str]) -> Iterator[Event]:
        """Gives the sound in pieces, as Piper's server does."""
        content = samples(spoken_wav(text, voice["language"])) or b""
        form = {"rate": RATE, "width": SAMPLE_BYTES, "channels": self.channels}
        yield Event("audio-start", form)
        for piece in pieces(content):
            yield Event("audio-chunk", form, piece)
        yield Event("audio-stop")


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, WyomingServer)
        incoming, outgoing = cast(BinaryIO, self.rfile), cast(BinaryIO, self.wfile)
        while (event := read_event(incoming)) is not None:
            for answer in server.answer(event):
                write_event(answer, outgoing)

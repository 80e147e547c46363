"""A Wyoming server for the contract: it hears what the test lays ready."""

from __future__ import annotations

import socketserver
import threading
from typing import Any, BinaryIO, cast

from wyoming.asr import Transcribe, Transcript
from wyoming.event import Event, read_event, write_event


class WyomingServer(socketserver.ThreadingTCPServer):
    """Answers each utterance with the texts of `nbest`; keeps what it was asked and how much it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.nbest: list[tuple[str, float]] = []
        self.says_nbest = True
        self.asked: list[Transcribe] = []
        self.sent = 0
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answer(self, event: Event) -> Event | None:
        if event.type == "describe":
            return Event("info", {"asr": [{"name": "typed", "installed": True, "models": []}]})
        if Transcribe.is_type(event.type):
            self.asked.append(Transcribe.from_event(event))
        elif event.type == "audio-chunk":
            self.sent += len(event.payload or b"")
        elif event.type == "audio-stop":
            context: dict[str, Any] | None = {"nbest": self.nbest} if self.says_nbest else None
            return Transcript(self.nbest[0][0] if self.nbest else "", context=context).event()
        return None


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, WyomingServer)
        incoming, outgoing = cast(BinaryIO, self.rfile), cast(BinaryIO, self.wfile)
        while (event := read_event(incoming)) is not None:
            answer = server.answer(event)
            if answer is not None:
                write_event(answer, outgoing)

"""Serves the simulated backend over HTTP, and what operates it: a page, its state, and its mood.

`GET /sim` is the page, `GET /sim/state` its figures as JSON, `POST /sim/mood` sets the mood by JSON or by the
page's form.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from devices.simulators.backend_moods import MOODS, Mood
from devices.simulators.backend_sim import HTML, JSON, BackendSim, Reply

MOST_BODY = 32 * 1024 * 1024
PATIENCE_S = 30.0
Page = Callable[[BackendSim], bytes]


def state(sim: BackendSim) -> dict[str, Any]:
    """Gives the figures of the simulated backend."""
    mood = sim.temper.mood
    return {
        "mood": mood.name,
        "share": mood.share,
        "slow_s": mood.slow_s,
        "requests": sim.requests,
        "dossiers": len(sim.filed),
        "twice": sum(one.times - 1 for one in list(sim.filed.values())),
    }


class BackendServer:
    """Runs a simulated backend on a thread. OSError when the port is taken."""

    def __init__(self, sim: BackendSim, port: int, page: Page) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, sim, page))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        """Begins to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Ends."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    timeout = PATIENCE_S
    protocol_version = "HTTP/1.1"

    def __init__(self, sim: BackendSim, page: Page, *more: Any) -> None:
        self._sim, self._page = sim, page
        super().__init__(*more)

    def do_GET(self) -> None:
        """Answers a GET."""
        self._answer()

    def do_POST(self) -> None:
        """Answers a POST."""
        self._answer()

    def do_PUT(self) -> None:
        """Answers a PUT."""
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a dossier's number could stand in it."""

    def _answer(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            return
        path = urlsplit(self.path).path
        if path == "/sim" or path.startswith("/sim/"):
            self._reply(self._operated(path, body))
            return
        key = self.headers.get("Idempotency-Key", "")
        reply = self._sim.answer(self.command, path, body, key)
        if reply is None:
            self.close_connection = True
            return
        if reply.after_s:
            time.sleep(reply.after_s)
        self._reply(reply)

    def _body(self) -> bytes | None:
        """Reads the whole body; None where it ends in the middle: nothing is made of a part."""
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(min(length, MOST_BODY))
        return body if len(body) == length else None

    def _operated(self, path: str, body: bytes) -> Reply:
        if path == "/sim/mood" and self.command == "POST":
            try:
                self._sim.temper.set(_mood(self._sim.temper.mood, self._values(body)))
            except ValueError as error:
                return Reply(422, "text/plain", str(error).encode())
            if self.headers.get("Content-Type", "").startswith("application/x-www-form"):
                return Reply(303, HTML, b"")
        elif path == "/sim":
            return Reply(200, f"{HTML}; charset=utf-8", self._page(self._sim))
        elif path != "/sim/state":
            return Reply(404, "text/plain", b"")
        return Reply(200, JSON, json.dumps(state(self._sim)).encode())

    def _values(self, body: bytes) -> Mapping[str, Any]:
        if self.headers.get("Content-Type", "").startswith("application/x-www-form"):
            return dict(parse_qsl(body.decode()))
        found = json.loads(body)
        if not isinstance(found, dict):
            raise ValueError("an object is expected")
        return found

    def _reply(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.status == 303:
            self.send_header("Location", "/sim")
        self.end_headers()
        self.wfile.write(reply.body)


def _mood(before: Mood, values: Mapping[str, Any]) -> Mood:
    name = values.get("mood", before.name)
    if name not in MOODS:
        raise ValueError(f"mood is one of {', '.join(MOODS)}")
    return Mood(name, float(values.get("share", 1.0)), float(values.get("slow_s", before.slow_s)))

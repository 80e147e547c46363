"""Serves the virtual printer's second port: one line of JSON in, one out, for tests in other processes.

{"do": "state"}                                           {"switches": […], "pieces": 2, "events": […]}
{"do": "switch", "name": "paper_out", "on": true}         {"ok": true}
{"do": "arm", "name": "drop", "rows": 100}                {"ok": true}
{"do": "piece", "number": 1}                              {"height": 720, "cut": true, "png": "…"}
"""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from typing import Any

from devices.simulators.vprinter import VirtualPrinter

_LONGEST_LINE = 4096


class ControlPort:
    """Listens on the loopback as long as it is started."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._printer = printer
        self._server: socketserver.ThreadingTCPServer | None = None

    def start(self, port: int = 0) -> int:
        """Starts to listen and gives the port. Raises OSError when it is taken."""
        printer = self._printer

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in iter(lambda: self.rfile.readline(_LONGEST_LINE), b""):
                    self.wfile.write(json.dumps(answer(printer, line)).encode("utf-8") + b"\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="vprinter-control", daemon=True).start()
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Stops listening."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def answer(printer: VirtualPrinter, line: bytes) -> dict[str, Any]:
    """Answers one line; `error` says what is wrong with it."""
    try:
        asked = json.loads(line.decode("utf-8"))
        return _do(printer, asked)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _do(printer: VirtualPrinter, asked: dict[str, Any]) -> dict[str, Any]:
    wanted = {key: value for key, value in asked.items() if key not in ("do", "name")}
    match asked["do"]:
        case "state":
            return {
                "switches": sorted(printer.switches),
                "pieces": len(printer.pieces),
                "hanging": printer.hanging is not None,
                "events": [list(event) for event in printer.events],
            }
        case "switch":
            printer.switch(asked["name"], **wanted)
        case "arm":
            printer.arm(asked["name"], **wanted)
        case "piece":
            piece = printer.pieces[int(asked["number"]) - 1]
            return {
                "width": piece.width,
                "height": piece.height,
                "cut": piece.cut,
                "png": base64.b64encode(piece.png()).decode("ascii"),
            }
        case other:
            raise ValueError(f"no such thing to do: {other!r}; there are state, switch, arm, piece")
    return {"ok": True}

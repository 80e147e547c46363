"""The officer of the played visit: acts through the hub's HTTP interface only, as the console does."""

from __future__ import annotations

import http.cookiejar
import json
import threading
import urllib.request
from collections.abc import Callable
from typing import Any


class Officer:
    """One officer at one counter, logged in with the staff code."""

    def __init__(self, hub: str, counter: str, name: str, code: str) -> None:
        self.hub, self.counter = hub, counter
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self._ask("POST", "/v1/session", {"officer": name, "code": code})

    def call_next(self) -> dict[str, Any]:
        """Call the next number; the ticket, or an empty dict when nobody waits."""
        return dict(self._ask("POST", f"/v1/counters/{self.counter}/call", {})["ticket"] or {})

    def act(self, what: str) -> dict[str, Any]:
        """`recall`, `start`, `finish` or `no-show` for the number that is called."""
        return dict(self._ask("POST", f"/v1/counters/{self.counter}/{what}", {})["ticket"])

    def at_counter(self) -> dict[str, Any]:
        """What the console shows beside the ticket."""
        return dict(self._ask("GET", f"/v1/counters/{self.counter}"))

    def dossier(self, dossier_id: str) -> dict[str, Any]:
        """The dossier as the officer sees it."""
        return dict(self._ask("GET", f"/v1/dossiers/{dossier_id}")["dossier"])

    def find(self, reference: str) -> list[dict[str, Any]]:
        """The dossiers with that local reference; one, if nothing was lost or doubled."""
        return list(self._ask("GET", f"/v1/dossiers?reference={reference}")["dossiers"])

    def decide(
        self, dossier_id: str, kind: str, reason: str = "", papers: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Accept, ask for a supplement, or refuse."""
        body = {"kind": kind, "reason": reason, "papers": list(papers)}
        return dict(self._ask("POST", f"/v1/dossiers/{dossier_id}/decision", body)["dossier"])

    def notices(self) -> list[dict[str, Any]]:
        """What the kiosks report and nobody has seen to yet."""
        return list(self._ask("GET", "/v1/notices")["notices"])

    def file(self, path: str) -> bytes:
        """A picture of the dossier."""
        with self._opener.open(self.hub + path, timeout=10) as answer:
            return bytes(answer.read())

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Motcua": "1"}
        request = urllib.request.Request(self.hub + path, data, headers, method=method)  # noqa: S310
        with self._opener.open(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")


class BoardListener:
    """A client of the public event stream, as a board is: collects what it hears on a thread of its own."""

    def __init__(self, hub: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._stream = urllib.request.urlopen(f"{hub}/v1/events", timeout=30)  # noqa: S310
        self._thread = threading.Thread(target=self._listen, name="board", daemon=True)
        self._thread.start()

    def wait(self, wanted: Callable[[dict[str, Any]], bool], seconds: float) -> dict[str, Any] | None:
        """The first event that is `wanted`, or None when none came in time."""
        with self._news:
            self._news.wait_for(lambda: any(wanted(event) for event in self.heard), seconds)
            return next((event for event in self.heard if wanted(event)), None)

    def _listen(self) -> None:
        kind = ""
        try:
            for raw in self._stream:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    with self._news:
                        self.heard.append({"event": kind, **json.loads(line.removeprefix("data: "))})
                        self._news.notify_all()
        except (OSError, ValueError):
            return

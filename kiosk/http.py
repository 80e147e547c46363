"""Implements the one HTTP client: short timeouts, a token or a signature, no redirects, no surprises.

What comes back is a value. A captive portal answers 200 with a page of its own, so only the statuses that our
services document, with JSON, count as their answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import requests

from kiosk.ports.causes import cause_of
from kiosk.ports.device import Fault
from kiosk.signing import Signer

CONNECT_S = 1.0
MOST_BYTES = 1024 * 1024
NOT_CONNECTED = frozenset({"refused", "unknown_host"})
"""The details of faults after which it is certain that the service got nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Holds a service's answer: status and JSON object (empty where it sent none). `ours`: the media type is
    that of our services, so it is not some page of a router in between. `headers`: by names in small letters.
    """

    status: int
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    ours: bool = False
    headers: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def problem(self) -> str:
        """Gives the id of a problem detail (RFC 9457), or an empty text."""
        return str(self.body.get("id", "")) if self.status >= 400 else ""


class HttpClient:
    """Sends requests to one service. Safe from several threads: each request has a connection of its own."""

    def __init__(
        self,
        base_url: str,
        *,
        token: str = "",
        signer: Signer | None = None,
        timeout_s: float = 3.0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._signer = signer
        self._headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        self._timeout = (min(CONNECT_S, timeout_s), timeout_s)

    def get(self, path: str) -> Answer | Fault:
        """Sends a GET; `hub_unreachable` when nobody answers in time."""
        return self.send("GET", path, b"", {})

    def post(self, path: str, body: bytes, *, key: str = "") -> Answer | Fault:
        """Sends JSON bytes by POST, with an Idempotency-Key where one is given; `hub_unreachable` as above:
        whether the service did it is then unknown.
        """
        headers = {"Content-Type": "application/json", **({"Idempotency-Key": key} if key else {})}
        return self.send("POST", path, body, headers)

    def put(self, path: str, content: bytes) -> Answer | Fault:
        """Sends bytes by PUT."""
        return self.send("PUT", path, content, {"Content-Type": "application/octet-stream"})

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        """Sends a request of any method; `hub_unreachable` as above."""
        if self._signer is None:
            return self._exchange(method, path, body, headers)
        key = headers.get("Idempotency-Key", "")
        for _ in range(2):
            signed = self._signer.headers(method, _target(self._base + path), body, key)
            answer = self._exchange(method, path, body, {**headers, **signed})
            if isinstance(answer, Fault) or answer.problem != "clock_differs":
                break
            try:
                self._signer.learn(datetime.fromisoformat(answer.body["now"]))
            except (KeyError, TypeError, ValueError):
                break
        return answer

    def _exchange(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        try:
            with requests.Session() as session:
                session.trust_env = False
                response = session.request(
                    method,
                    f"{self._base}{path}",
                    data=body or None,
                    headers={**self._headers, **headers},
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                )
                with response:
                    return _answer(response)
        except requests.Timeout:
            return Fault("hub_unreachable", "no_answer")
        except requests.RequestException as error:
            return Fault("hub_unreachable", cause_of(error))


def _target(url: str) -> str:
    """Gives path and query as they go over the wire."""
    try:
        return requests.Request("GET", url).prepare().path_url
    except requests.RequestException:  # sending it says what is wrong
        return ""


def _answer(response: requests.Response) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return replace(_read(response), headers=headers)


def _read(response: requests.Response) -> Answer:
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if media_type not in ("application/json", "application/problem+json"):
        return Answer(response.status_code)
    content = bytearray()
    for part in response.iter_content(65536):
        content += part
        if len(content) > MOST_BYTES:
            return Answer(response.status_code)
    try:
        body = json.loads(bytes(content))
    except ValueError:
        return Answer(response.status_code)
    return (
        Answer(response.status_code, body, ours=True)
        if isinstance(body, dict)
        else Answer(response.status_code)
    )

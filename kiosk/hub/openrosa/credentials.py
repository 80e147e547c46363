"""Checks who hands in by OpenRosa: a bearer token, or HTTP Digest (RFC 7616) with the token as its password.

ODK Collect and Enketo answer a Digest challenge; MD5 is what both of them know. Nothing is kept between a
challenge and its answer: a nonce says itself when it was made, and that it is ours.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

from kiosk.ports.time import Clock

REALM = "motcua"
USER = "collector"
NONCE_LASTS_S = 600
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


class Collectors:
    """Admits who has the token of the collectors."""

    def __init__(self, token: str, clock: Clock) -> None:
        self._token, self._clock = token, clock

    def admits(self, method: str, target: str, authorization: str) -> bool:
        """Says if the header is a right one for this request."""
        scheme, _, said = authorization.partition(" ")
        if scheme.lower() == "bearer":
            return hmac.compare_digest(said.strip().encode(), self._token.encode())
        return scheme.lower() == "digest" and self._is_right(method, target, _pairs(said))

    def challenge(self) -> str:
        """Gives what a client that is not admitted is asked for."""
        made = str(int(self._clock.now().timestamp()))
        return f'Digest realm="{REALM}", qop="auth", algorithm=MD5, nonce="{made}-{self._seal(made)}"'

    def _is_right(self, method: str, target: str, said: Mapping[str, str]) -> bool:
        nonce = said.get("nonce", "")
        if said.get("username") != USER or said.get("uri") != target or not self._is_ours(nonce):
            return False
        if said.get("qop") != "auth":
            return False
        secret = _md5(f"{USER}:{REALM}:{self._token}")
        rest = f"{nonce}:{said.get('nc', '')}:{said.get('cnonce', '')}:auth:{_md5(f'{method}:{target}')}"
        return hmac.compare_digest(_md5(f"{secret}:{rest}"), said.get("response", ""))

    def _is_ours(self, nonce: str) -> bool:
        made, _, seal = nonce.partition("-")
        if not made.isascii() or not made.isdigit() or not hmac.compare_digest(seal, self._seal(made)):
            return False
        return abs(self._clock.now().timestamp() - int(made)) <= NONCE_LASTS_S

    def _seal(self, made: str) -> str:
        return hmac.new(self._token.encode(), made.encode(), hashlib.sha256).hexdigest()


def _pairs(said: str) -> dict[str, str]:
    return {name: quoted or plain for name, quoted, plain in _PAIR.findall(said)}


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

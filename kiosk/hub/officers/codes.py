"""Makes and checks the officers' codes; what is kept of one is a salted digest by scrypt (RFC 7914)."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from kiosk.dossier.ids import new_token
from kiosk.language.normal import nfc

LEAST_CODE = 8
LEAST_LETTERS = 4
"""A code of fewer different letters is guessed."""
_KEPT = re.compile(r"scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]+)\$([0-9a-f]+)")
_SALT_BYTES, _DIGEST_BYTES = 16, 32
_MOST_MEMORY = 64 * 2**20


def new_code() -> str:
    """Makes a code of 60 random bits, such as "7KQ2-M8XR-PD4T"."""
    return "-".join(new_token(4) for _ in range(3))


def is_weak(code: str, login: str) -> bool:
    """Says if a code is too short, of too few letters, or the log-in once more."""
    normal = _normal(code)
    return len(normal) < LEAST_CODE or len(set(normal)) < LEAST_LETTERS or _normal(login) in normal


@dataclass(frozen=True, slots=True)
class Codes:
    """Hashes codes at a cost: blocks `n` (a power of 2; memory is 128 · n · r bytes), their size `r`, passes
    `p`. The default is one that OWASP's Password Storage Cheat Sheet names.
    """

    n: int = 2**14
    r: int = 8
    p: int = 5

    def hashed(self, code: str) -> str:
        """Gives what is kept of a code, with its cost: "scrypt$n$r$p$salt$digest"."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return self._written(salt, _scrypt(code, salt, self.n, self.r, self.p))

    def matches(self, code: str, kept: str | None) -> bool:
        """Says if this is the code. Where none is kept, the answer takes as long."""
        found = _KEPT.fullmatch(kept or self._written(secrets.token_bytes(_SALT_BYTES), b"\0"))
        if found is None:
            return False
        n, r, p = (int(found[place]) for place in (1, 2, 3))
        given = _scrypt(code, bytes.fromhex(found[4]), n, r, p)
        return hmac.compare_digest(given, bytes.fromhex(found[5]))

    def _written(self, salt: bytes, digest: bytes) -> str:
        return f"scrypt${self.n}${self.r}${self.p}${salt.hex()}${digest.hex()}"


DEFAULT_CODES = Codes()


def _normal(code: str) -> str:
    """Gives a code as it is compared: capitals or not is the same, as with every code of the slips."""
    return nfc(code).strip().upper()


def _scrypt(code: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(
        _normal(code).encode(), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_DIGEST_BYTES
    )

"""Seals the keys that go into a backup with a recovery code that people write down.

The code has 150 bits by chance, so that a key may be derived from it at once (RFC 5869); its letters are
those of Crockford's base 32, which has no I, L, O and U, and takes them for the digits that they look like.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 6, 5
NONCE_BYTES = SALT_BYTES = 12
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\n": None})


class WrongCode(Exception):
    """Says that the recovery code does not open this backup, or that the backup was changed."""


def new_code() -> str:
    """Makes a recovery code: six groups of five letters or digits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def seal(code: str, content: Mapping[str, bytes], about: bytes) -> bytes:
    """Encrypts files by their names, bound to `about`."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    plain = json.dumps({name: b64encode(one).decode() for name, one in content.items()}).encode()
    return salt + nonce + AESGCM(_key(code, salt)).encrypt(nonce, plain, about)


def unseal(code: str, sealed: bytes, about: bytes) -> dict[str, bytes]:
    """Decrypts what `seal` gave. Raises WrongCode."""
    salt, rest = sealed[:SALT_BYTES], sealed[SALT_BYTES:]
    try:
        plain = AESGCM(_key(code, salt)).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise WrongCode from error
    return {name: b64decode(one) for name, one in json.loads(plain).items()}


def _key(code: str, salt: bytes) -> bytes:
    written = code.upper().translate(_MEANT).encode()
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"backup").derive(written)

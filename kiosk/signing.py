"""Signs a kiosk's requests and checks the signatures: HTTP Message Signatures (RFC 9421) with Ed25519, the
content by its digest (RFC 9530).

Covered are method, path, query, content, the instance of the program and, where there is one, the idempotency
key. Of the RFC only this one form is read: the label `kiosk`, the components in this order.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

INSTANCE = "Motcua-Instance"
IDEMPOTENCY_KEY = "Idempotency-Key"
ONLY_LOOKS = "look"
"""The instance of a program beside the kiosk's own that only reads, such as the doctor."""
_COMPONENTS = '"@method" "@path" "@query" "content-digest" "motcua-instance"'
_WITH_KEY = f'{_COMPONENTS} "idempotency-key"'
_INPUT = re.compile(
    r'kiosk=(\((?P<covered>[^)]{1,200})\);created=(?P<created>\d{1,12});keyid="(?P<keyid>[0-9A-Za-z/-]{1,80})"'
    r';nonce="(?P<nonce>[0-9A-Za-z_-]{1,64})";alg="ed25519")'
)
_SIGNATURE = re.compile(r"kiosk=:(?P<value>[0-9A-Za-z+/]{86}==):")


@dataclass(frozen=True, slots=True)
class Sent:
    """Holds what is signed of a request. `target` is path and query; `key` its Idempotency-Key, or empty."""

    method: str
    target: str
    digest: str
    instance: str
    key: str = ""

    def base(self, parameters: str) -> bytes:
        """Gives the signature base (RFC 9421, section 2.5)."""
        path, _, query = self.target.partition("?")
        lines = [
            f'"@method": {self.method}',
            f'"@path": {path}',
            f'"@query": ?{query}',
            f'"content-digest": {self.digest}',
            f'"motcua-instance": {self.instance}',
            *([f'"idempotency-key": {self.key}'] if self.key else []),
            f'"@signature-params": {parameters}',
        ]
        return "\n".join(lines).encode()


@dataclass(frozen=True, slots=True)
class Signature:
    """Holds a signature as it was sent: whose key, when it was made, and its number used once."""

    parameters: str
    covered: str
    created: int
    keyid: str
    nonce: str
    value: bytes = field(repr=False)

    def is_of(self, sent: Sent, public_key: bytes) -> bool:
        """Says if the owner of that key has signed exactly this."""
        if self.covered != (_WITH_KEY if sent.key else _COMPONENTS):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.value, sent.base(self.parameters))
        except (InvalidSignature, ValueError):
            return False
        return True


def content_digest(sha256: bytes) -> str:
    """Writes the digest of a body as the header `Content-Digest` holds it."""
    return f"sha-256=:{base64.b64encode(sha256).decode()}:"


def read_signature(headers: Mapping[str, str]) -> Signature | None:
    """Reads the signature of a request; None where it has none of our form."""
    described = _INPUT.fullmatch(headers.get("Signature-Input", ""))
    value = _SIGNATURE.fullmatch(headers.get("Signature", ""))
    if described is None or value is None:
        return None
    return Signature(
        described[1],
        described["covered"],
        int(described["created"]),
        described["keyid"],
        described["nonce"],
        base64.b64decode(value["value"]),
    )


class Signer:
    """Signs the requests of one kiosk. `instance` names this run of the program: one that was followed by
    another never comes back, so two machines with the same key are found out.

    Signs by the hub's time once the hub has told it: a kiosk whose clock is wrong is let in all the same.
    """

    def __init__(self, private_key: bytes, keyid: str, instance: str, now: Callable[[], datetime]) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self._keyid, self._instance, self._now = keyid, instance, now
        self._offset = timedelta()

    @property
    def offset(self) -> timedelta:
        """Gives how far the hub's clock is ahead of this one, as far as the hub had to tell it."""
        return self._offset

    def learn(self, hub_now: datetime) -> None:
        """Takes the hub's time."""
        self._offset = hub_now - self._now()

    def headers(self, method: str, target: str, body: bytes, key: str = "") -> dict[str, str]:
        """Gives the headers by which the hub knows who sent this."""
        digest = content_digest(hashlib.sha256(body).digest())
        created = int((self._now() + self._offset).timestamp())
        covered = _WITH_KEY if key else _COMPONENTS
        nonce = secrets.token_urlsafe(16)
        parameters = f'({covered});created={created};keyid="{self._keyid}";nonce="{nonce}";alg="ed25519"'
        sent = Sent(method, target, digest, self._instance, key)
        value = base64.b64encode(self._key.sign(sent.base(parameters))).decode()
        return {
            "Content-Digest": digest,
            INSTANCE: self._instance,
            "Signature-Input": f"kiosk={parameters}",
            "Signature": f"kiosk=:{value}:",
        }


def new_key() -> bytes:
    """Makes a private key, on the device that will use it."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """Gives the public half of a key, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()

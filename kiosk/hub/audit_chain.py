"""Chains the audit: each row's digest holds the one before, and checkpoints of the chain are signed.

A row that is changed, left out, added or moved gives another chain, so a checkpoint that was made before no
longer fits. What came after the last checkpoint is not proved yet. Who has the hub's key can sign anew: only
a copy of the checkpoints at another place (each backup has one) proves against them.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hub.store.records import AuditRow

FIRST = hashlib.sha256(b"motcua audit 1").hexdigest()
"""The digest before the first row."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Says that the chain up to row `seq`, `count` rows in all, has this digest; signed at that moment."""

    seq: int
    count: int
    digest: str
    at: str
    signature: str = ""

    def signed_text(self) -> bytes:
        """Gives what is signed."""
        return json.dumps([self.seq, self.count, self.digest, self.at]).encode()


def chained(digest: str, row: AuditRow) -> str:
    """Gives the digest of the chain with one row more."""
    content = json.dumps([digest, *row], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def extended(last: Checkpoint | None, rows: Iterable[AuditRow], at: datetime) -> Checkpoint | None:
    """Gives the chain from the last checkpoint on, not signed yet; None where no row has come."""
    seq, count, digest = (last.seq, last.count, last.digest) if last else (0, 0, FIRST)
    before = count
    for row in rows:
        seq, count, digest = row.seq, count + 1, chained(digest, row)
    return None if count == before else Checkpoint(seq, count, digest, at.isoformat())


def sign(checkpoint: Checkpoint, key: bytes) -> Checkpoint:
    """Signs a checkpoint with Ed25519; `key` is 32 bytes."""
    value = Ed25519PrivateKey.from_private_bytes(key).sign(checkpoint.signed_text())
    made = base64.b64encode(value).decode()
    return Checkpoint(checkpoint.seq, checkpoint.count, checkpoint.digest, checkpoint.at, made)


def is_signed(checkpoint: Checkpoint, key: bytes) -> bool:
    """Says if the owner of the key has signed exactly this."""
    public = Ed25519PrivateKey.from_private_bytes(key).public_key()
    try:
        public.verify(base64.b64decode(checkpoint.signature, validate=True), checkpoint.signed_text())
    except (InvalidSignature, ValueError):
        return False
    return True


def wrong(rows: Iterable[AuditRow], checkpoints: Sequence[Checkpoint], key: bytes) -> Iterator[str]:
    """Says what the audit has lost since its checkpoints, by the numbers of the rows between which it is;
    nothing where all is as it was.
    """
    seq, count, digest, good = 0, 0, FIRST, 0
    left = iter(rows)
    row = next(left, None)
    for number, one in enumerate(checkpoints, 1):
        if not is_signed(one, key):
            yield f"checkpoint {number}: not signed by this hub"
            continue
        if one.seq < good:
            yield f"checkpoint {number}: out of order"
            continue
        while row is not None and row.seq <= one.seq:
            seq, count, digest = row.seq, count + 1, chained(digest, row)
            row = next(left, None)
        if (seq, count, digest) != (one.seq, one.count, one.digest):
            yield f"rows {good + 1} to {one.seq}: changed, moved, added or gone"
            seq, count, digest = one.seq, one.count, one.digest  # what comes after is judged by itself
        good = one.seq


def as_line(checkpoint: Checkpoint) -> str:
    """Writes a checkpoint as one line of JSON."""
    fields = {name: getattr(checkpoint, name) for name in Checkpoint.__slots__}
    return json.dumps(fields) + "\n"


def from_lines(text: str) -> tuple[Checkpoint, ...]:
    """Reads checkpoints, a line each. Raises ValueError for a line that is none."""
    return tuple(_from_line(line) for line in text.splitlines() if line.strip())


def _from_line(line: str) -> Checkpoint:
    try:
        found = json.loads(line)
        made = Checkpoint(**found)
    except TypeError as error:
        raise ValueError("not a checkpoint") from error
    texts = (made.digest, made.at, made.signature)
    if not isinstance(made.seq, int) or not all(isinstance(one, str) for one in texts):
        raise ValueError("not a checkpoint")
    return made

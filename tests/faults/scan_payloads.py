"""Draws by a seed the codes that people, and people with bad intentions, hold before a reader."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.contract.text import ALPHABET, TOKEN_LENGTH
from kiosk.dossier.codes import slip_url
from kiosk.identity.vietqr import checksum
from tests.identity.cards import ADDRESSES, CHILD, NAMES, OF_2021, OF_2024, Asked, Insured, Printed

PUBLIC_URL = "http://hub.example"
Way = Literal["whole", "serial", "typed"]
WAYS: tuple[Way, ...] = ("whole", "serial", "typed")
"""How a payload reaches the kiosk: as a camera's bytes, off a serial line, from a keyboard's keys."""

HOSTILE: tuple[bytes, ...] = tuple(
    text if isinstance(text, bytes) else text.encode()
    for text in (
        "https://evil.example/steal?card=1",
        "http://hub.example.evil.example/d/AAAAAAAAAAAAAAAA",
        "http://hub.example@evil.example/d/AAAAAAAAAAAAAAAA",
        "http://hub.example/d/../../admin",
        "http://hub.example/v1/session",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "intent://scan/#Intent;scheme=zxing;end",
        "WIFI:T:WPA;S=office;P=secret;;",
        "tel:113",
        "sms:+84900000000:hello",
        "mailto:a@example.com",
        "BEGIN:VCARD\nFN:MẪU\nEND:VCARD",
        "<img src='http://evil.example/x.png'>",
        "<a href='file:///etc/passwd'>Nguyễn Thị MẪU</a>",
        "'; DROP TABLE tickets; --",
        "$(reboot)",
        "`reboot`",
        "; rm -rf / #",
        "| sh",
        "{0.__class__.__init__.__globals__}",
        "%s%s%s%n",
        "../../../../etc/shadow",
        '{"event": "WantsHandIn"}',
        "[devices.slip_printer]\ndriver = 'x'",
        "\x1b[2J\x1b]0;owned\x07",
        b"\x1b@\x1bp\x00\x19\xfa",
        b"\x1d(k\x04\x001A2\x00",
        "\x00",
        "\u202e\u2066gnp.ytitnedi",
        "\u200b\u200d\ufeff",
        "\ud7ff\ue000\U000f0000",
        b"\xed\xa0\x80\xed\xb0\x80",
        b"\xc0\xaf\xc0\xae",
        b"\xff\xfe" + "079".encode("utf-16-le"),
        "\u0661\u0662\u0663\uff11\uff12",
        "Z\u0335\u0321\u0322a\u0335\u0336",
        "\u2028\u2029\x85",
        "IDVNM1570000116079157000011<<8\n5703021F2703024VNM<<<<<<<<<<<8\nNGUYEN<<THI<MAU<<<<<<<<<<<<<<<",
        "]Q1000201",
        "f2",
        "Enter",
        "OK",
        "yes",
        "",
        "   ",
        "|" * 6,
        "|" * 40,
    )
)


@dataclass(frozen=True)
class Held:
    """One thing that is held up. `kind` is what it was made from, `whole` whether it was left as it is."""

    kind: str
    payload: bytes
    whole: bool
    way: Way


def held(count: int, seed: int) -> list[Held]:
    """`count` of them: every eighth is one of `HOSTILE`, in turn; a tenth of the others are whole codes, the
    rest have been changed in one to four ways."""
    chance = random.Random(seed)
    return [
        _held(chance) if number % 8 else Held("hostile", HOSTILE[number // 8 % len(HOSTILE)], True, "whole")
        for number in range(count)
    ]


def _held(chance: random.Random) -> Held:
    kind = chance.choice(tuple(_KINDS))
    payload = _KINDS[kind](chance)
    way = chance.choices(WAYS, (4, 1, 1))[0]
    whole = kind not in _SPOILT and chance.random() < 0.1
    for _ in range(0 if whole or kind in _SPOILT else chance.randint(1, 4)):
        payload = chance.choice(_CHANGES)(payload, chance)
    return Held(kind, payload, whole, way)


def _card(chance: random.Random, like: Printed) -> bytes:
    name = like.name if like.rest[1:2] and like.rest[1] else chance.choice(NAMES)
    number = f"{like.id[:6]}{chance.randrange(10**6):06d}"
    return replace(like, id=number, name=name, address=chance.choice(ADDRESSES[:-1])).payload


def _grown(payload: bytes, chance: random.Random) -> bytes:
    """A card of which one field has one character too many."""
    fields = payload.split(b"|")
    fields[chance.randrange(len(fields))] += chance.choice((b"0", b"7", b"A", b"\xc4\x91"))
    return b"|".join(fields)


def _damaged(payload: bytes, chance: random.Random) -> bytes:
    """A card of which half a letter is missing."""
    at = chance.choice([at for at, byte in enumerate(payload) if byte >= 0x80])
    return payload[:at] + payload[at + 1 :]


def _token(chance: random.Random) -> str:
    return "".join(chance.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def _transfer(chance: random.Random) -> bytes:
    body = Asked(amount=str(chance.randrange(1, 10**7)), note="LE PHI MAU").body
    return (body + checksum(body.encode())).encode()


def _random_bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((1, 7, 60, 300, 3000)))


_SPOILT = ("grown", "damaged")
_KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "card_2021": lambda chance: _card(chance, OF_2021),
    "card_2024": lambda chance: _card(chance, OF_2024),
    "child": lambda chance: _card(chance, CHILD),
    "insurance": lambda chance: replace(Insured(), name=chance.choice(NAMES)).payload,
    "transfer": _transfer,
    "dossier": lambda chance: slip_url(PUBLIC_URL, "dossier", _token(chance)).encode(),
    "ticket": lambda chance: slip_url(PUBLIC_URL, "ticket", _token(chance)).encode(),
    "grown": lambda chance: _grown(_card(chance, OF_2021), chance),
    "damaged": lambda chance: _damaged(_card(chance, OF_2024), chance),
    "bytes": _random_bytes,
}


def _place(payload: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(payload))


def _flip(payload: bytes, chance: random.Random) -> bytes:
    if not payload:
        return b"\x00"
    changed = bytearray(payload)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _delete(payload: bytes, chance: random.Random) -> bytes:
    start = _place(payload, chance)
    return payload[:start] + payload[start + chance.choice((1, 1, 2, 5, 20)) :]


def _insert_hostile(payload: bytes, chance: random.Random) -> bytes:
    at = _place(payload, chance)
    return payload[:at] + chance.choice(HOSTILE) + payload[at:]


def _cut(payload: bytes, chance: random.Random) -> bytes:
    return payload[: _place(payload, chance)]


def _tail(payload: bytes, chance: random.Random) -> bytes:
    return payload[_place(payload, chance) :]


def _stutter(payload: bytes, chance: random.Random) -> bytes:
    at = _place(payload, chance)
    return payload[:at] + payload[at : at + chance.choice((1, 1, 2, 4))] + payload[at:]


def _double(payload: bytes, chance: random.Random) -> bytes:
    return payload + chance.choice((b"", b"\r\n", b"|")) + payload


def _splice(payload: bytes, chance: random.Random) -> bytes:
    other = _KINDS[chance.choice(tuple(_KINDS))](chance)
    return payload[: _place(payload, chance)] + other[_place(other, chance) :]


def _other_field(payload: bytes, chance: random.Random) -> bytes:
    fields = payload.split(b"|")
    at = chance.randrange(len(fields))
    fields[at] = chance.choice((b"", chance.choice(HOSTILE), fields[-1], fields[0], b"0" * 12, b"9" * 500))
    return b"|".join(fields)


def _swap_fields(payload: bytes, chance: random.Random) -> bytes:
    fields = payload.split(b"|")
    chance.shuffle(fields)
    return b"|".join(fields)


def _more_fields(payload: bytes, chance: random.Random) -> bytes:
    return payload + b"|" * chance.choice((1, 2, 4, 5, 90))


def _other_digit(payload: bytes, chance: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(payload) if 0x30 <= byte <= 0x39]
    if not digits:
        return payload
    at = chance.choice(digits)
    digit = chance.choice((b"O", b"l", b"-", "٣".encode(), "３".encode(), str(chance.randrange(10)).encode()))
    return payload[:at] + digit + payload[at + 1 :]


def _other_charset(payload: bytes, chance: random.Random) -> bytes:
    """As a reader shows it that takes UTF-8 for something else, or a printer that wrote something else."""
    text = payload.decode("utf-8", "replace")
    charset = chance.choice(("utf-16", "utf-8-sig", "cp1258", "latin-1", "cp437", "big5", "shift-jis"))
    if chance.random() < 0.5:
        return text.encode(charset, "replace")
    return payload.decode(charset, "replace").encode("utf-8", "replace")


def _longer(payload: bytes, chance: random.Random) -> bytes:
    return payload + chance.choice((b" ", b"A", "Ễ".encode())) * chance.choice((50, 1200, 3000))


def _ended(payload: bytes, chance: random.Random) -> bytes:
    return payload + chance.choice((b"\r", b"\n", b"\r\n", b"\t", b"\x00", b"\x03\x04", b"\x1d"))


def _unseen(payload: bytes, chance: random.Random) -> bytes:
    at = _place(payload, chance)
    sign = chance.choice(
        "\x00\x07\x08\x1b\x7f\x85\u00ad\u200b\u200d\u200e\u202e\u2028\u2066\ufeff\ue000\U000e0041"
    )
    return payload[:at] + sign.encode() + payload[at:]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _delete,
    _insert_hostile,
    _cut,
    _tail,
    _stutter,
    _double,
    _splice,
    _other_field,
    _swap_fields,
    _more_fields,
    _other_digit,
    _other_charset,
    _longer,
    _ended,
    _unseen,
)

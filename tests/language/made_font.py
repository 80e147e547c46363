"""A small TrueType font made from nothing: any letters, each a solid block of a height of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

UNITS = 1000
KHMER = range(0x1780, 0x17FA)


def make_font(path: Path, family: str, letters: Iterable[int]) -> Path:
    """Write a font of that family with just these letters, all below U+10000."""
    codes = sorted(set(letters))
    glyphs = [_block(650, 650), *(_block(400, 300 + 17 * (code % 23)) for code in codes)]
    glyf = b"".join(glyphs)
    ends = [sum(len(one) for one in glyphs[:index]) for index in range(len(glyphs) + 1)]
    tables = {
        b"GSUB": _shaping(b"khmr"),
        b"OS/2": _os2(codes),
        b"cmap": _cmap(codes),
        b"glyf": glyf,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS, 0, 0, 0, 0, 650, 700, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 900, -300, 0, 700, 0, 0, 650, 1, *[0] * 7, len(glyphs)
        ),
        b"hmtx": struct.pack(">Hh", 700, 0) + struct.pack(">Hh", 500, 50) * len(codes),
        b"loca": struct.pack(f">{len(ends)}I", *ends),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(glyphs), 4, 1, 0, 0, 2, *[0] * 8),
        b"name": _names(family),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    path.write_bytes(_file(tables))
    return path


def _block(width: int, height: int) -> bytes:
    """A rectangle on the base line."""
    head = struct.pack(">hhhhh", 1, 50, 0, 50 + width, height)
    corners = struct.pack(">hhhh", 50, 0, width, 0) + struct.pack(">hhhh", 0, height, 0, -height)
    return (head + struct.pack(">HH", 3, 0) + b"\x01" * 4 + corners).ljust(36, b"\0")


def _cmap(codes: list[int]) -> bytes:
    segments = [(code, code, (index + 1 - code) % 0x10000) for index, code in enumerate(codes)]
    segments.append((0xFFFF, 0xFFFF, 1))
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    body = struct.pack(">HHHH", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    body += b"".join(struct.pack(">H", last) for _, last, _ in segments) + b"\0\0"
    body += b"".join(struct.pack(">H", first) for first, _, _ in segments)
    body += b"".join(struct.pack(">H", delta) for _, _, delta in segments) + b"\0\0" * count
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _shaping(script: bytes) -> bytes:
    """A table of shaping rules that names its script and holds no rule: Qt asks for one before it draws."""
    scripts = (
        struct.pack(">H4sH", 1, script, 8) + struct.pack(">HH", 4, 0) + struct.pack(">HHH", 0, 0xFFFF, 0)
    )
    return struct.pack(">IHHH", 0x10000, 10, 10 + len(scripts), 12 + len(scripts)) + scripts + b"\0" * 4


def _names(family: str) -> bytes:
    texts = {1: family, 2: "Regular", 3: family, 4: family, 6: family.replace(" ", "")}
    rows, store = b"", b""
    for number, text in texts.items():
        value = text.encode("utf-16-be")
        rows += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(value), len(store))
        store += value
    return struct.pack(">HHH", 0, len(texts), 6 + len(rows)) + rows + store


def _os2(codes: list[int]) -> bytes:
    khmer = 1 << (80 - 64)  # the bit that tells of Khmer, in the third of the four words
    return struct.pack(
        ">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHHIIhhHHH",
        *(4, 500, 400, 5, 0, 600, 600, 0, 100, 600, 600, 0, 300, 50, 250, 0, b"\0" * 10),
        *(0, 0, khmer, 0, b"MADE", 0x40, codes[0], codes[-1], 900, -300, 0, 900, 300, 0, 0),
        *(500, 700, 0, 0x20, 2),
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x10000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power)
    )
    at = len(head) + 16 * len(tables)
    rows, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) % (1 << 32)
        rows += struct.pack(">4sIII", tag, total, at + len(body), len(table))
        body += padded
    return head + rows + body

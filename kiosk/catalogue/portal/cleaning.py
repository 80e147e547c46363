"""Cleans the portal's texts: what a browser, an old font or a copied Word file left between the letters."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(r"<(?:br|hr)\s*/?>|</?(?:p|div|li|ul|ol|tr|table|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_CELL = re.compile(r"</?t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|sup|sub|small|big|img|tbody|thead|o:p|html|body|center)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BULLETS = re.compile(r"[\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf076\u2022\u25aa\u25cf]\s*")
"""Bullets of the Symbol and Wingdings fonts, which no other font can draw, and those of Unicode."""
_SPACES = re.compile(r" +")
_RAGGED = re.compile(r"  | \n|\n |\n\n\n")
_EMPTY_LINES = re.compile(r"\n{3,}")

_PLAIN = frozenset(
    "\n"
    + "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư–“”"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
)
"""Letters that need no second look; it only saves time."""


@lru_cache(4096)  # the same bodies and phrases stand in most records
def clean(text: str) -> str:
    """Gives plain text in NFC: no mark-up, entities or unseen characters, lines ended by a line feed, single
    spaces, one empty line at most. Clean text stays as it is.

    Only names of tags that exist are taken for mark-up: "dưới < 500 m" keeps its sign.
    """
    while (cleaner := _once(text)) != text:
        text = cleaner
    return text


def one_line(text: str) -> str:
    """Gives the clean text on one line."""
    return " ".join(clean(text).split())


def dotted(names: Iterable[str]) -> str:
    """Joins different names by semicolons; names hold commas of their own."""
    return "; ".join(dict.fromkeys(filter(None, names)))


def _once(text: str) -> str:
    letters = set(text)
    strange = letters - _PLAIN
    if strange:
        text = _BULLETS.sub("- ", _LINE_ENDS.sub("\n", text))
        for letter in strange:
            if not letter.isprintable():
                text = text.replace(letter, _instead(letter))
    if not letters.isdisjoint("<&"):
        text = _CELL.sub(" ", _BREAKS.sub("\n", _UNSEEN.sub("", text)))
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), _TAGS.sub("", text))
    text = unicodedata.normalize("NFC", text)
    if _RAGGED.search(text):
        lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
        text = _EMPTY_LINES.sub("\n\n", "\n".join(lines))
    return text.strip()


def _instead(letter: str) -> str:
    """Gives what stands for an unseen letter: a space for any kind of space, nothing for the others."""
    return " " if letter == "\t" or unicodedata.category(letter) == "Zs" else ""

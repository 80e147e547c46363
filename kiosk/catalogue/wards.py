"""Finds the wards of today that an address names, old or new: "Phường 5, Quận 5" is An Đông now.

On 1 July 2025 the wards and districts before were joined to 168 wards. People go on saying the old ones, with
or without marks, short ("P.5 Q5") or in the middle of a question. An old ward that was divided has several
answers: then somebody has to ask for the street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.centre import WARDS
from config.rows import csv_rows
from kiosk.catalogue.terms import Words, may_mean, words_of
from kiosk.language.normal import fold

_SAID_AS = {
    "phường": ("phường", "p", "f", "ward"),
    "xã": ("xã", "x", "commune"),
    "thị trấn": ("thị trấn", "tt"),
    "đặc khu": ("đặc khu",),
    "district": ("quận", "q", "huyện", "h", "thành phố", "tp", "thị xã", "tx", "district", "city"),
    "street": ("đường", "hẻm", "ngõ", "street"),
}
_KINDS = {
    tuple(fold(said).split()): (tuple(said.split()), kind)
    for kind, names in _SAID_AS.items()
    for said in names
}
_AFTER = {"ward": "phường", "commune": "xã", "district": "district", "city": "district"}
# Districts that became the city of Thủ Đức in 2021 already, and are still said.
_BEFORE_2021: dict[Words, Words] = {("2",): ("thủ", "đức"), ("9",): ("thủ", "đức")}

_OLD = re.compile(r"(?P<unit>[^(]+?)(?: \((?P<district>[^)]+)\))?")
_SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_LONGEST_KIND = 2


@dataclass(frozen=True, slots=True)
class Ward:
    """Describes one ward of today: its national 5-digit code and names. `merged_from`: the wards before July
    2025 that went into it, wholly or in part.
    """

    code: str
    name: str
    full_name: str
    full_name_en: str
    merged_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WardMatch:
    """Names a ward of today that an address may mean. `old`: the ward before July 2025 that was named; None:
    the address bears the name of today.
    """

    ward: Ward
    old: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """Holds a name by which a ward is known: its kind and words, and the district it lay in, where known."""

    kind: str
    words: Words
    district: Words | None
    match: WardMatch


@dataclass(frozen=True, slots=True)
class _Mention:
    """Holds a place of the text that names something: of which kind it is said to be (None: nothing said)."""

    kind: str | None
    names: tuple[_Name, ...]
    districts: tuple[Words, ...]


class Wards(Mapping[str, Ward]):
    """Holds the wards of the city by code, and finds them by what people say."""

    def __init__(self, wards: tuple[Ward, ...]) -> None:
        self._wards = {ward.code: ward for ward in wards}

    @classmethod
    def load(cls, path: Path = WARDS) -> Wards:
        """Loads `wards.csv`. Raises BadFile."""
        columns = ("code", "name", "full_name", "full_name_en", "merged_from")
        rows = (row for _, row in csv_rows(path, columns))
        return cls(tuple(_ward(row) for row in rows))

    def __getitem__(self, code: str) -> Ward:
        return self._wards[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._wards)

    def __len__(self) -> int:
        return len(self._wards)

    def find(self, text: str) -> tuple[WardMatch, ...]:
        """Finds the wards that `text` may mean, each once; none where it names no ward.

        A word typed with marks means that word alone; one without marks, any that folds alike. A district
        alone is no answer: it went to several wards.
        """
        words = _words(text)
        mentions = list(self._mentions(words, _key(words)))
        said = [mention for mention in mentions if mention.kind is not None and mention.names]
        if not said:
            said = [mention for mention in mentions if mention.kind is None and mention.names][:1]
        hints = {district for mention in mentions if mention not in said for district in mention.districts}
        found: dict[str, WardMatch] = {}
        for mention in said:
            for name in _fitting(mention, hints):
                found.setdefault(name.match.ward.code, name.match)
        return tuple(found.values())

    def _mentions(self, words: Words, plain: Words) -> Iterator[_Mention]:
        at = 0
        while at < len(words):
            length, mention = self._mention(words, plain, at)
            if mention is not None:
                yield mention
            at += length

    def _mention(self, words: Words, plain: Words, at: int) -> tuple[int, _Mention | None]:
        """Reads what begins at a word: how many words it takes, and what it names. `plain`: the words without
        marks.
        """
        before, kind = _kind(words, plain, at)
        start = at + before
        for end in range(min(start + self._longest, len(words)), start, -1):
            part, key = words[start:end], plain[start:end]
            names = tuple(name for name in self._names.get(key, ()) if _same(part, name.words))
            districts = tuple(known for known in self._districts.get(key, ()) if _same(part, known))
            as_kind = kind or (_AFTER.get(words[end]) if end < len(words) else None)
            if not (names or districts) or (as_kind is None and part[0].isdecimal()):
                continue
            if as_kind == "street":
                return end - at, None
            now = tuple(_BEFORE_2021.get(district, district) for district in districts)
            if as_kind == "district":  # Côn Đảo alone was a whole district
                names = tuple(name for name in names if name.kind == as_kind)
            return end - at, _Mention(as_kind, names, now)
        return before or 1, None

    @cached_property
    def _names(self) -> dict[Words, list[_Name]]:
        found: dict[Words, list[_Name]] = {}
        for ward in self._wards.values():
            for name in (_name(ward.full_name, WardMatch(ward)), *_old_names(ward)):
                found.setdefault(_key(name.words), []).append(name)
        return found

    @cached_property
    def _districts(self) -> dict[Words, set[Words]]:
        found: dict[Words, set[Words]] = {}
        known = {name.district for names in self._names.values() for name in names if name.district}
        for words in (*known, *_BEFORE_2021):
            found.setdefault(_key(words), set()).add(words)
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self._names, *self._districts)))


def _ward(row: Mapping[str, str]) -> Ward:
    olds = tuple(row["merged_from"].split("; "))
    return Ward(row["code"], row["name"], row["full_name"], row["full_name_en"], olds)


def _name(unit: str, match: WardMatch, district: str | None = None) -> _Name:
    """Cuts "Phường Bến Nghé" into its kind and its name."""
    kind, name = _cut(unit)
    return _Name(kind or "", name, None if district is None else _cut(district)[1], match)


def _cut(unit: str) -> tuple[str | None, Words]:
    words = _words(unit)
    length, kind = _kind(words, _key(words), 0)
    return kind, words[length:]


def _old_names(ward: Ward) -> Iterator[_Name]:
    for old in ward.merged_from:
        parts = _OLD.fullmatch(old)
        if parts is not None:
            yield _name(parts["unit"], WardMatch(ward, old), parts["district"])


def _fitting(mention: _Mention, hints: set[Words]) -> list[_Name]:
    """Selects the names that fit the kind and the districts said; where none fits, the kind is not insisted
    on, and names of an unknown district count.
    """
    same_kind = [name for name in mention.names if name.kind == mention.kind]
    names = same_kind or list(mention.names)
    if not hints:
        return names
    there = [name for name in names if name.district in hints]
    return there or [name for name in names if name.district is None]


def _kind(words: Words, plain: Words, at: int) -> tuple[int, str | None]:
    """Gives the kind of unit that these words begin with, and how many words say so."""
    for end in range(min(at + _LONGEST_KIND, len(words) - 1), at, -1):
        said, kind = _KINDS.get(plain[at:end], ((), None))
        if _same(words[at:end], said):
            return end - at, kind
    return 0, None


def _words(text: str) -> Words:
    """Cuts a text into words: "P.05Q5" into p, 5, q, 5."""
    return tuple(word.lstrip("0") if word.isdecimal() else word for word in words_of(_SEAM.sub(" ", text)))


def _key(words: Words) -> Words:
    return tuple(map(fold, words))


def _same(typed: Words, known: Words) -> bool:
    return len(typed) == len(known) and all(map(may_mean, typed, known))

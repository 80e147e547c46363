"""Finds names of administrative units in addresses: what a mask may show of one."""

from __future__ import annotations

import re

from kiosk.language.normal import fold

_PROVINCES = """
An Giang, Bà Rịa Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình Phước,
Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai,
Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Huế, Hưng Yên,
Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình,
Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La,
Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, TPHCM, HCM, Trà Vinh, Tuyên Quang,
Vĩnh Long, Vĩnh Phúc, Yên Bái
"""
PROVINCES = frozenset(fold(name) for name in _PROVINCES.split(","))
"""Provinces and cities of before and after July 2025, folded: known without the word "tỉnh" before them."""

_WITH_NUMBERS = ("phường", "quận", "ward", "district", "p.", "q.", "f.", "p", "q", "f")
_OF_PROVINCES = ("tỉnh", "thành phố", "tp", "tp.")
_OTHERS = ("xã", "thị trấn", "đặc khu", "huyện", "thị xã", "commune", "x.", "h.", "tt.", "tx.")
_STREETS = "đường phố ngõ ngách hẻm kiệt số lô tầng căn tòa toà chung block"
_HAMLETS = "ấp thôn khu khóm tổ buôn bản làng xóm đội sóc phum plei"
_STREET_WORDS = frozenset(_STREETS.split())
_HAMLET_WORDS = frozenset(_HAMLETS.split())
_MOST_WORDS, _MOST_OF_PROVINCES = 3, 4
_PART = re.compile(r"[,;|()\[\]/:\n\u2013\u2014]+")
_WORD = re.compile(r"[^\s.]+\.?|\.")
_NUMBER = re.compile(r"\d{1,2}\.?")
_GLUED = re.compile(r"(?i)(?<!\w)([pqf]|tp|tx|tt|[xh])\.(?=\S)|(?<!\w)([pqf])(?=\d{1,2}(?!\w))")
_ENGLISH = re.compile(r"(?i)(?:[^\W\d_]+[ '-]){1,4}(ward|commune|township|town|district|city|province)")


def units(address: str) -> tuple[list[str], bool]:
    """Finds the whole administrative units that an address names, in its own order and spelling, and says if
    it holds anything else.

    A unit is its kind with its name behind it: a number only after "phường" or "quận", else up to three words
    (four of a province's) before the next number, street or hamlet. A part between commas without a kind is
    one where it is a province's name, or ends with an English kind. Anything that may be a street is none.
    """
    found: list[str] = []
    rest = False
    for part in filter(None, map(str.strip, _PART.split(address))):
        if _ENGLISH.fullmatch(part) or fold(part.replace("-", " ")) in PROVINCES:
            found.append(part)
            continue
        named, more = _in_part(part)
        found += named
        rest = rest or more
    return found, rest


def _in_part(part: str) -> tuple[list[str], bool]:
    words = _GLUED.sub(lambda kind: f"{kind[0]}\0 ", part).split()
    kinds = [_kind(words, at, marked=not part.isascii()) for at in range(len(words))]
    found: list[str] = []
    shown = at = 0
    while at < len(words):
        kind = kinds[at]
        if kind is None or _of_a_street(words, at):
            at += 1
            continue
        length = len(kind.split())
        name = _name(words, at + length, kinds, kind)
        if name:
            end = at + length + len(name)
            found.append(_joined(words[at:end]))
            shown += end - at
        at += length + len(name)
    return found, shown < len(words)


def _kind(words: list[str], at: int, *, marked: bool) -> str | None:
    """Gives the kind of unit that begins at this word, in small letters with its marks. Without marks only
    where the whole part has none: "Quan Hoa" and "Hà Tĩnh" are names.
    """
    for length in (2, 1):
        said = " ".join(words[at : at + length]).lower().replace("\0", "")
        for kind in (*_WITH_NUMBERS, *_OF_PROVINCES, *_OTHERS):
            if len(kind.split()) != length or len(words) - at < length:
                continue
            if said == kind or (not marked and said == fold(kind)):
                return kind if not (at + length < len(words) and fold(words[at + length]) == "lo") else None
    return None


def _of_a_street(words: list[str], at: int) -> bool:
    """Says that what looks like a unit is a street's name: it follows a house number or a
    word for a street.
    """
    before = words[at - 1].lower().strip(".-") if at else ""
    if before in _STREET_WORDS:
        return before != "phố" or at < 2 or words[at - 2].lower() not in ("khu", "thành", "dân")
    if not any(sign.isdigit() for sign in before):
        return False
    owner = words[at - 2].lower().replace("\0", "") if at >= 2 else ""
    return owner not in (*_WITH_NUMBERS, *_HAMLET_WORDS, "phố", *map(fold, (*_WITH_NUMBERS, *_HAMLET_WORDS)))


def _name(words: list[str], start: int, kinds: list[str | None], kind: str) -> list[str]:
    """Gives the words that name the unit whose kind ends before `start`; none where it is not sure."""
    if start < len(words) and any(sign.isdigit() for sign in words[start]):
        return words[start : start + 1] if kind in _WITH_NUMBERS and _NUMBER.fullmatch(words[start]) else []
    end = start
    while end < len(words) and not _ends_name(words, end, start, kinds):
        end += 1
    while end > start and words[end - 1] in ("-", "."):
        end -= 1
    length = sum(word != "-" for word in words[start:end])
    return (
        words[start:end] if length <= (_MOST_OF_PROVINCES if kind in _OF_PROVINCES else _MOST_WORDS) else []
    )


def _ends_name(words: list[str], at: int, start: int, kinds: list[str | None]) -> bool:
    word = words[at].lower()
    if kinds[at] is not None or any(sign.isdigit() for sign in word):
        return True
    return word in _STREET_WORDS or (at > start and word in _HAMLET_WORDS)


def _joined(words: list[str]) -> str:
    return " ".join(words).replace("\0 ", "").replace("\0", "").rstrip(" .-")

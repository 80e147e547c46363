"""Defines what every reader of the portal's formats gives: one normal record, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from config.text import Frozen
from kiosk.catalogue.imported import Origin, Passage
from kiosk.catalogue.portal.cleaning import clean, one_line
from kiosk.catalogue.procedure import Level
from kiosk.clock import ICT

PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"
_UUID7 = re.compile(r"\b([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-")
_NOTHING = re.compile(r"(?i)[\s*.-]*(không( có)?( quy định| thông tin| yêu cầu)?)?[\s.;]*")

_Item = TypeVar("_Item")


def _told(value: object) -> object:
    return "" if value is None else clean(value) if isinstance(value, str) else value


def _listed(value: object) -> object:
    return () if value is None else value


Told = Annotated[str, BeforeValidator(_told)]
"""A text of the portal, clean; empty where it has null."""
Listed = Annotated[tuple[_Item, ...], BeforeValidator(_listed)]
"""A list of the portal; empty where it has null."""


class Read(Frozen):
    """Holds a part of a record as its format has it; the portal may add keys."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel)


class Refusal(Exception):
    """Says why a record is not imported. `damaged`: it should have been; otherwise the portal itself has
    deleted it.
    """

    def __init__(self, why: str, code: str = "", damaged: bool = True) -> None:
        super().__init__(why)
        self.why, self.code, self.damaged = why, code, damaged


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """Holds one procedure of the portal. `field_names`: its fields (lĩnh vực) in the portal's words.
    `stamp`: the newest day that the record itself shows.
    """

    code: str
    name: str
    origin: Origin
    field_names: tuple[str, ...]
    level: Level
    stamp: date | None
    url: str | None
    passages: tuple[Passage, ...]


_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


def code_and_name(code: str, name: str) -> tuple[str, str]:
    """Gives both as they are stored. Raises Refusal: no code, no name, or marked as deleted.

    The portal's list has codes with a digit too many, so that any code goes; a deleted one ends in "-Xoa".
    """
    code, name = one_line(code), one_line(name)
    if not _CODE.fullmatch(code):
        raise Refusal(f"{code[:40]!r} is no code" if code else "has no code", code[:40])
    if code.casefold().endswith(("-xoa", "-xóa")):
        raise Refusal("the portal marks it as deleted (“-Xoa”)", code, damaged=False)
    if not name:
        raise Refusal("has no name", code)
    return code, name


def passages(*parts: tuple[str, Iterable[str]]) -> tuple[Passage, ...]:
    """Makes passages of headings and blocks of text; what holds nothing is left out."""
    found = (
        (heading, "\n\n".join(dict.fromkeys(filter(says_something, blocks)))) for heading, blocks in parts
    )
    return tuple(Passage(heading=heading, text=text) for heading, text in found if text)


def says_something(text: str) -> bool:
    """Says if a text is more than the portal's ways to say "nothing"."""
    return not _NOTHING.fullmatch(text)


def lowest(commune: bool, province: bool, ministry: bool) -> Level:
    """Chooses the level where a citizen goes first."""
    if commune:
        return "commune"
    if province:
        return "province"
    return "ministry" if ministry else "other"


def level_of_names(names: Iterable[str]) -> Level:
    """Gives the level of "Cấp xã", "Cấp Tỉnh", "Cấp bộ", "Cơ quan khác"."""
    said = {name.strip().casefold() for name in names}
    return lowest("cấp xã" in said, "cấp tỉnh" in said, "cấp bộ" in said)


def day_of_ms(milliseconds: int | None) -> date | None:
    """Gives the day in Vietnam of the portal's milliseconds since 1970; local midnight is the day before in
    UTC.
    """
    try:
        return None if not milliseconds else datetime.fromtimestamp(milliseconds / 1000, ICT).date()
    except (OverflowError, OSError, ValueError):
        return None


def day_of_page(text: str) -> date | None:
    """Gives the day on which a page's id was made: the portal's ids are UUIDv7, whose first 48 bits are the
    time (RFC 9562 §5.7).
    """
    found = _UUID7.search(text)
    return day_of_ms(int(found[1] + found[2], 16)) if found else None


def newest(days: Iterable[date | None], today: date) -> date | None:
    """Chooses the newest day that is not to come; the data has slips such as a law of next year."""
    return max((day for day in days if day is not None and day <= today), default=None)


def nfc_keys(value: Any) -> Any:
    """Gives a value of JSON with the keys of its objects in NFC."""
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): nfc_keys(one) for key, one in value.items()}
    return [nfc_keys(one) for one in value] if isinstance(value, list) else value


def web_page(address: str) -> str | None:
    """Gives an address if it is one of a web page."""
    return address if address.startswith(("https://", "http://")) and " " not in address else None

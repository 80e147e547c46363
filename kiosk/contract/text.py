"""Defines the texts that cross the wire: one normal form, and a most length for each
kind.

What comes in is brought into its normal form (NFC, no controls of direction, no control characters, no spaces
at its ends) and refused where it is too long or not of its pattern. What the hub keeps already is read as it
is (`STORED`): a limit that comes later must not hide a dossier.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

STORED: Any = {"stored": True}
"""The validation context for what was accepted before."""
FIRST_YEAR, LAST_YEAR = 2020, 2098
_YEARS = "^20(?:[2-8][0-9]|9[0-8])-"
"""The same, as the description of a day or a moment says it."""
MOST_MARKS = 8
"""Combining marks in a row; a Vietnamese letter has none in NFC, a Khmer one a few."""
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALF = re.compile("[\ud800-\udfff]")
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_RAW_FACTOR = 4
"""A text may be this much longer before it is brought into its normal form: NFD takes more letters."""


class ToHub(BaseModel):
    """Serves as the base of what is sent to the hub. A key that it does not know is refused: it would be
    lost.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class FromHub(BaseModel):
    """Serves as the base of what the hub answers. A reader passes over keys that it does not know: a hub may
    be newer.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


def one_line(text: str) -> str:
    """Gives a text in its one normal form, on one line."""
    return " ".join(_plain(text).split())


def several_lines(text: str) -> str:
    """Gives a text in its one normal form that keeps its lines."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(one_line(line) for line in lines).strip("\n")


def _plain(text: str) -> str:
    kept = _DIRECTIONS.sub("", unicodedata.normalize("NFC", text))
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in kept)


def _has_many_marks(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > MOST_MARKS:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Written:
    """Describes the rule of a text: its most letters, the pattern of the whole, whether
    it has several lines.
    """

    most: int
    least: int = 0
    pattern: str | None = None
    lines: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        shown = {**handler(schema), "maxLength": self.most}
        if self.least:
            shown["minLength"] = self.least
        if self.pattern is not None:
            shown["pattern"] = f"^{self.pattern}$"
        return shown

    def _checked(self, text: str, info: core_schema.ValidationInfo[Any]) -> str:
        if info.context == STORED:
            return text
        if _HALF.search(text):
            raise PydanticCustomError("text_half", "half of a surrogate pair is no letter")
        if len(text) > self.most * _RAW_FACTOR or _has_many_marks(text):
            raise PydanticCustomError("text_too_long", "too long")
        normal = several_lines(text) if self.lines else one_line(text)
        if not self.least <= len(normal) <= self.most:
            raise PydanticCustomError("text_length", "too long or too short")
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            raise PydanticCustomError("text_pattern", "not of its pattern")
        return normal


def _written_day(day: object) -> object:
    """Refuses what pydantic takes for seconds or milliseconds since 1970: 0, "0"."""
    if isinstance(day, date) or (isinstance(day, str) and _ISO_DAY.fullmatch(day)):
        return day
    raise PydanticCustomError("day_written", "not a day as YYYY-MM-DD")


def _written_moment(moment: object) -> object:
    if isinstance(moment, datetime) or (isinstance(moment, str) and _ISO_DAY.match(moment)):
        return moment
    raise PydanticCustomError("moment_written", "not a moment as RFC 3339 writes it")


def _in_our_time(moment: datetime, info: core_schema.ValidationInfo[Any]) -> datetime:
    if info.context != STORED and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise PydanticCustomError("moment_year", "not of our time")
    return moment


@dataclass(frozen=True, slots=True)
class _OfOurTime:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(_in_our_time, handler(source))


@dataclass(frozen=True, slots=True)
class _YearsShown:
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "pattern": _YEARS}


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a token survives being read aloud."""
TOKEN_LENGTH = 16

Day = Annotated[
    date,
    Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31)),
    BeforeValidator(_written_day),
    _YearsShown(),
]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_moment), _OfOurTime(), _YearsShown()]
Flag = Annotated[bool, Strict()]
"""Yes or no; 1 and "yes" are neither."""
Id = Annotated[str, Written(60, 1, "[a-z][a-z0-9_]*")]
ItemId = Annotated[str, Written(121, 1, r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")]
"""What a dossier asks: a question's id, or an input of a person as "role.input"."""
Key = Annotated[str, Written(64, 8, "[0-9A-Za-z-]+")]
Token = Annotated[str, Written(TOKEN_LENGTH, TOKEN_LENGTH, f"[{ALPHABET}]+")]
Lang = Annotated[str, Written(3, 2, "[a-z]+")]
VisitId = Annotated[str, Written(64, 1, "[0-9A-Za-z-]+")]
KioskName = Annotated[str, Written(6, 1, "[A-Z][A-Z0-9]*")]
ProcedureCode = Annotated[str, Written(8, 8, r"[0-9]\.[0-9]{6}")]
CentreCode = Annotated[str, Written(10, 1, "[0-9A-Za-z]+")]
CounterNumber = Annotated[str, Written(10, 1, "[0-9A-Za-z]+")]
Digest = Annotated[str, Written(64, 64, "[0-9a-f]+")]
Reference = Annotated[str, Written(40, 1, "[0-9A-Z-]+")]
APPOINTMENT_CODE_LENGTH = 8
AppointmentCode = Annotated[str, Written(APPOINTMENT_CODE_LENGTH, APPOINTMENT_CODE_LENGTH, f"[{ALPHABET}]+")]
"""What the holder of an appointment types: 40 bits of chance, asked for by kiosks alone."""
TicketNumber = Annotated[str, Written(8, 5, "[A-Z]{1,2} (?:[0-9]{3}|[1-9][0-9]{3,4})")]
"""A number in its one written form: "H 047", "H 1047"."""
Value = Annotated[str, Written(300)]
"""A value of a person, or an answer."""
Line = Annotated[str, Written(200)]
Reason = Annotated[str, Written(1000, lines=True)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]

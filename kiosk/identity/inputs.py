"""Lists what a dossier may ask about a person: one row an input, and the only place that
lists them.

Procedures name them (`roles.inputs`), the visit asks and checks them, cards fill them, screen, console and
voice label them. To add one: a row here, its texts in the message catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from config.problems import did_you_mean
from kiosk.identity import mask, typed
from kiosk.identity.card import tidy_address
from kiosk.identity.dates import show
from kiosk.identity.model import CitizenCard
from kiosk.language.messages import N_, Messages
from kiosk.language.names import tidy
from kiosk.ports.device import Fault

InputKind = Literal["text", "number", "date", "choice"]


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Describes one input about a person. Texts are message ids.

    `label` names it, `asks` is the sentence read aloud, `hint` the line under the number pad. `check` makes
    a typed text regular, `masked` hides it from others, `of_card` reads it from a card. `example` is an
    invented value as it is typed. `choices` are the values of a choice with their names, `icons` their
    pictograms. `suggested` are values to touch instead of typing. `extra`: a detail that may be missing;
    those of a person stand together on one page. `lengths`: how many digits it may have. `spelt`: by voice it
    is told letter by letter.
    """

    name: str
    kind: InputKind
    label: str
    asks: str
    check: Callable[[str, date], str | Fault]
    masked: Callable[[str], str]
    example: str
    of_card: Callable[[CitizenCard], str] | None = None
    hint: str = ""
    optional: bool = False
    suggested: tuple[str, ...] = ()
    extra: bool = False
    lengths: tuple[int, ...] = ()
    spelt: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)

    def checked(self, text: str, today: date) -> str | Fault:
        """Checks `text`: gives the value for the dossier, or the fault: `value_missing` or a fault of
        `typed.py`.
        """
        tidied = tidy(text)
        if tidied:
            return self.check(tidied, today)
        return "" if self.optional else Fault("value_missing")

    def hidden(self, value: str, lang: str, messages: Messages) -> str:
        """Gives the value as others may see it; an empty one says that it was left out."""
        if not value:
            return messages.text(lang, "Not given")
        return self.masked(self.words(value, lang, messages) if self.choices else value)

    def words(self, value: str, lang: str, messages: Messages) -> str:
        """Gives the value for people who may see it: a date day first, a choice by its name."""
        if self.kind == "date":
            return show(value, lang) or value
        return messages.text(lang, self.choices[value]) if value in self.choices else value


_ROWS = (
    PersonInput(
        "name",
        "text",
        label=N_("Full name"),
        asks=N_("Please type the full name."),
        check=typed.name,
        masked=mask.mask_name,
        example="Lò Thị MẪU",
        of_card=lambda card: card.name,
        spelt=True,
    ),
    PersonInput(
        "id",
        "number",
        label=N_("Personal number"),
        asks=N_("Please type the personal number, 12 digits."),
        hint=N_("12 digits, on the front of the card"),
        check=typed.personal_number,
        masked=mask.mask_id,
        example="079301000022",
        of_card=lambda card: card.id,
        optional=True,
        lengths=(12,),
    ),
    PersonInput(
        "birth_date",
        "date",
        label=N_("Date of birth"),
        asks=N_("Please type the date of birth."),
        check=typed.past_date,
        masked=mask.mask_date,
        example="02032001",
        of_card=lambda card: card.birth_date,
    ),
    PersonInput(
        "sex",
        "choice",
        label=N_("Sex"),
        asks=N_("Please choose the sex."),
        check=typed.sex,
        masked=str,
        example="Nữ",
        of_card=lambda card: card.sex,
        choices={"Nam": N_("Male"), "Nữ": N_("Female")},
        icons={"Nam": "man", "Nữ": "woman"},
    ),
    PersonInput(
        "address",
        "text",
        label=N_("Address"),
        asks=N_("Please type the address."),
        check=typed.address,
        masked=mask.mask_address,
        example="Buôn Mẫu, xã Ea Mẫu",
        of_card=lambda card: tidy_address(card.address),
    ),
    PersonInput(
        "phone",
        "number",
        label=N_("Telephone"),
        asks=N_("Please type the telephone number."),
        hint=N_("For a message when the result is ready"),
        check=typed.phone,
        masked=mask.mask_phone,
        example="0900000000",
        optional=True,
        lengths=(10, 11),
    ),
    PersonInput(
        "birth_place",
        "text",
        label=N_("Place of birth"),
        asks=N_("Please type the place of birth."),
        check=typed.address,
        masked=mask.mask_address,
        example="Bệnh viện Mẫu, phường Mẫu",
        optional=True,
        extra=True,
    ),
    PersonInput(
        "native_place",
        "text",
        label=N_("Native place"),
        asks=N_("Please type the native place."),
        check=typed.address,
        masked=mask.mask_address,
        example="Xã Ea Mẫu, tỉnh Đắk Lắk",
        optional=True,
        extra=True,
    ),
    PersonInput(
        "ethnicity",
        "text",
        label=N_("Ethnic group"),
        asks=N_("Please type the ethnic group."),
        check=typed.group,
        masked=str,
        example="Ê-đê",
        optional=True,
        suggested=("Kinh", "Hoa", "Khmer", "Chăm", "Tày"),
        extra=True,
    ),
    PersonInput(
        "nationality",
        "text",
        label=N_("Nationality"),
        asks=N_("Please type the nationality."),
        check=typed.group,
        masked=str,
        example="Việt Nam",
        optional=True,
        suggested=("Việt Nam",),
        extra=True,
    ),
    PersonInput(
        "id_issued_on",
        "date",
        label=N_("Paper issued on"),
        asks=N_("Please type the day on which the identity paper was issued."),
        check=typed.past_date,
        masked=mask.mask_date,
        example="02032022",
        of_card=lambda card: card.issue_date,
        optional=True,
        extra=True,
    ),
    PersonInput(
        "occupation",
        "text",
        label=N_("Occupation"),
        asks=N_("Please type the occupation."),
        check=typed.group,
        masked=mask.mask_name,
        example="Bán tạp hóa",
        optional=True,
        extra=True,
    ),
)
INPUTS: dict[str, PersonInput] = {row.name: row for row in _ROWS}


def _known(name: str) -> str:
    if name not in INPUTS:
        raise ValueError(f"no input is called {name}{did_you_mean(name, INPUTS)}")
    return name


InputName = Annotated[str, AfterValidator(_known)]
"""The name of a row, as a procedure's file may say it."""


_FINDS = ("birth_date", "id")
"""With the name, one of these finds a person in the population database."""


def to_find(names: tuple[str, ...], text_of: Callable[[str], str]) -> str | None:
    """Gives the first input among `names` without which nobody finds the person: the name, then a birth date
    or a number; None where enough is known.
    """
    if "name" in names and not text_of("name"):
        return "name"
    known = [name for name in _FINDS if name in names]
    return known[0] if known and not any(map(text_of, known)) else None


def read_from(card: CitizenCard, names: tuple[str, ...]) -> dict[str, str]:
    """Gives the inputs among `names` that the card fills; what is empty on it is left out."""
    found = {name: INPUTS[name].of_card for name in names}
    read = {name: of_card(card) for name, of_card in found.items() if of_card is not None}
    return {name: text for name, text in read.items() if text}

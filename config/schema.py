"""Defines what the settings files may contain. Values only; `config/load.py` reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from config.problems import N_
from config.text import FilePath, Frozen, Id, Nfc, Text, WebAddress

Port = Annotated[int, Field(ge=1, le=65535)]
Pixels = Annotated[int, Field(ge=1, le=16384)]
Measure = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
UnitCode = Annotated[str, Field(pattern=r"^\d{5}$")]


class Centre(Frozen):
    """Describes one service centre: a row of `wards.csv`, and the unit part of its
    dossier codes.

    `code` is the national 5-digit unit code (join on it, never on the name). `dossier_unit` is None until the
    centre's own folder states it: no dossier gets a code before (Circular 01/2018/TT-VPCP, article 19).
    """

    code: UnitCode
    name: Nfc
    full_name: Nfc
    full_name_en: str
    dossier_unit: str | None = None

    def named(self, lang: str) -> str:
        """Gives the full name for a reader of `lang`: in English, and in Vietnamese for everybody else."""
        return self.full_name_en if lang == "en" else self.full_name


class QueueField(Frozen):
    """Describes a queue field: a tile of the home screen and a letter of the numbers. A row of
    `centre/fields.toml`. `guidance`: the desk for who does not know what to choose; at most one.
    `shares_number`: in one visit, its services share a number with those of other such fields.
    """

    id: Id
    letter: Annotated[str, Field(pattern=r"^[A-Z]{1,2}$")]
    name: Text
    examples: Text
    icon: str
    guidance: bool = False
    shares_number: bool = False


class Priority(Frozen):
    """Describes a reason to be called first. A row of `centre/priorities.toml`. `ahead_minutes`: how far it
    moves a place in the queue forward (`config.calling`).
    """

    id: Id
    name: Text
    icon: str
    ahead_minutes: Annotated[int, Field(ge=0, le=240)] = 60


class Counter(Frozen):
    """Describes a counter of the centre, the fields it serves and what it is able to do besides: languages
    (`en`), or any word that a site uses. A row of `centre/counters.toml`.
    """

    number: str
    name: Text
    fields: tuple[Id, ...]
    skills: tuple[Id, ...] = ()


class DeviceChoice(Frozen):
    """Says which driver serves a device slot, with its options (checked by the driver's own `Options`)."""

    driver: str
    options: dict[str, Any] = Field(default_factory=dict)


class BackendChoice(Frozen):
    """Says how dossiers are handed over to a system behind the centre: by which file of
    `kiosk/handover/backends`, with its options (checked by its own `Options`). `settle_s`: the longest that
    it may take there to work on a request; before that, nothing that may have arrived is asked after.
    """

    driver: Id
    settle_s: Measure = 60.0
    longest_wait_s: Measure = 60.0
    options: dict[str, Any] = Field(default_factory=dict)


class Idle(Frozen):
    """Holds the seconds without activity until the warning, and of the count-down after it; how many times as
    long everything lasts for who reads large text, listens or talks; the seconds until the screen goes home
    by itself after a slip on paper (`return_s`), and after a result that was only shown (`shown_s`).
    """

    warn_s: Annotated[int, Field(ge=10, le=600)] = 60
    count_s: Annotated[int, Field(ge=10, le=120)] = 20
    assisted: Annotated[float, Field(ge=1, le=5)] = 2.0
    return_s: Annotated[int, Field(ge=10, le=120)] = 15
    shown_s: Annotated[int, Field(ge=10, le=300)] = 60


class Panel(Frozen):
    """Describes the touch panel: window size in pixels and pixels a millimetre (27 inch, 1080 × 1920
    upright).
    """

    width: Pixels = 1080
    height: Pixels = 1920
    px_per_mm: Measure = 3.21


class HubLink(Frozen):
    """Says where the kiosk finds the centre's hub. `token_file` holds the device token, one line."""

    url: WebAddress = "http://127.0.0.1:8480"
    token_file: FilePath | None = None
    timeout_s: Measure = 3.0


class HubService(Frozen):
    """Says how the hub listens. `public_url` is what QR codes carry; phones must reach it.
    `database_url_file` holds the URL of a PostgreSQL database, one line; without it the hub keeps an
    encrypted file of its own.
    """

    host: Annotated[str, Field(pattern=r"^[0-9A-Za-z.:_-]+$")] = "127.0.0.1"
    port: Port = 8480
    public_url: WebAddress = "http://127.0.0.1:8480"
    database_url_file: FilePath | None = None


class Profile(Frozen):
    """Describes one machine's role. A production profile refuses fakes.

    `centre_dir` is the centre's own folder (`config/centre.py`); without one, the defaults hold. `devices`
    are the drivers by device slot (the table is `kiosk/ports/slots.py`); a slot left out is not on this
    machine, and its screens offer the other way. `backends`: the systems to which the hub hands dossiers
    over, by a name of the site's own; without one, it hands over none. `languages` are those that the kiosk
    offers, the one it begins a visit with first.
    """

    role: Literal["kiosk", "hub", "demo"]
    production: bool = True
    centre: str
    centre_dir: FilePath | None = None
    kiosk: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,5}$")] = "K1"
    offline_numbers: tuple[int, int] = (800, 899)
    data_dir: FilePath = Path("var")
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("vi", "en")
    hub_link: HubLink = HubLink()
    hub: HubService = HubService()
    devices: dict[str, DeviceChoice] = Field(default_factory=dict)
    backends: dict[Id, BackendChoice] = Field(default_factory=dict)
    idle: Idle = Idle()
    panel: Panel = Panel()

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(languages)) < len(languages):
            raise ValueError(N_("names a language twice"))
        return languages

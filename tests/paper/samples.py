"""Invented slips for tests: the product's settings and procedures, nobody's data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from config.load import PROCEDURES
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from kiosk.paper.render import render
from kiosk.paper.sample import sample_data
from kiosk.ports.printing import PrintJob, SlipPicture
from tests.catalogues import opened
from tests.centres import SAIGON

PUBLIC_URL = "http://192.168.10.20:8480"
ROOT = Path(__file__).resolve().parents[2]


@cache
def messages() -> Messages:
    """The product's own catalogue."""
    return Messages.from_folder(ROOT / "ui/messages")


def catalogue() -> Catalogue:
    """The product's own procedures."""
    return opened(Sources(PROCEDURES))


def filled(slip: str, lang: str = "vi", code: str = "1.001193") -> dict[str, Any]:
    """The data of a sample slip."""
    procedure = catalogue().procedures[code]
    return sample_data(
        slip,
        centre=SAIGON.centre,
        field=next(field for field in SAIGON.fields if field.id == procedure.field),
        procedure=procedure,
        public_url=PUBLIC_URL,
        lang=lang,
        messages=messages(),
    )


def picture_of(slip: str, lang: str = "vi", width: int = 576, **changed: object) -> SlipPicture:
    """A sample slip as a picture, with some of its data changed."""
    return render(slip, {**filled(slip, lang), **changed}, lang, messages(), width)


@cache
def small_job(name: str) -> PrintJob:
    """A job whose slip is short, so that tests are quick; different names give different pictures."""
    stride, height = 72, 200
    row = name.encode().ljust(stride, b"\xff")[:stride]
    return PrintJob(name, "ticket", SlipPicture(576, height, row * height))

"""Chooses the screen that shows a visit. Each module of a journey's folder here is a
screen, by its `SCREEN`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from kiosk.visit.model import HOME, KioskContext, Visit
from ui import citizen
from ui.citizen.screen import Screen, kind_asked


def _found() -> Iterator[Screen]:
    for folder in iter_modules(citizen.__path__, f"{citizen.__name__}."):
        if folder.ispkg:
            package = import_module(folder.name)
            for found in iter_modules(package.__path__, f"{package.__name__}."):
                yield replace(import_module(found.name).SCREEN, folder=folder.name.rpartition(".")[2])


SCREENS: tuple[Screen, ...] = tuple(_found())
"""Every screen; which one shows a visit does not hang on their order."""


def screen_for(context: KioskContext, visit: Visit) -> Screen:
    """Gives the screen of `visit`; Home where there is none."""
    kind = kind_asked(context, visit)
    found = (screen for screen in SCREENS if screen.fits(visit.at, kind))
    return next(found, None) or screen_for(context, replace(visit, at=HOME))

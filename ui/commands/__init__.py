"""Holds the command line: one module a command, dispatched by `__main__`.

A module offers `HELP`, `arguments(parser)` and `run(options)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.language.messages import N_

MESSAGES = Path(__file__).resolve().parents[1] / "messages"
NOT_TEXT = N_("{command}: what was typed is not text in UTF-8.")


class Refused(Exception):
    """Says that the work failed or can't be done; the texts are the lines that people read, as a rule one.
    Exit status 1.
    """


class WrongUse(Exception):
    """Says that the command was used wrongly; the text is the one line that people read. Exit status 2."""


def is_text(word: str) -> bool:
    """Says if a word of the command line or of JSON is Unicode text: bytes that are not UTF-8 reach Python as
    lone surrogates, which can be neither printed nor spoken nor stored.
    """
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


def language_of(environment: Mapping[str, str]) -> str:
    """Gives "vi" or "en" by the locale, in the order in which the C library looks."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"

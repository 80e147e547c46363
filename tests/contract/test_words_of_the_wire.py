"""The words of the wire stand in databases and in other people's programs: they never change by accident."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from kiosk import contract

WORDS = {
    "Act": {"recall", "start", "finish", "no-show"},
    "DecisionKind": {"accept", "supplement", "refuse"},
    "DossierState": {"waiting_check", "accepted", "supplement", "refused", "done"},
    "Origin": {"hub", "kiosk"},
    "PaperState": {"captured", "at_counter", "none"},
    "SheetState": {"waiting", "sending", "printed", "kept", "in_doubt", "failed"},
    "ShownHow": {"paper", "screen"},
    "TicketState": {"issued", "waiting", "called", "serving", "finished", "no_show"},
    "ValueSource": {"card", "typed", "card_typed_over"},
}


def vocabularies() -> Iterator[tuple[str, set[Any]]]:
    """Name and words of every enumeration and every named literal of the contract."""
    for one in pkgutil.walk_packages(contract.__path__, f"{contract.__name__}."):
        module = importlib.import_module(one.name)
        for name, value in vars(module).items():
            if get_origin(value) is Literal:
                yield name, set(get_args(value))
            elif isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__:
                yield name, {member.value for member in value}


def test_every_word_is_what_it_was() -> None:
    assert {name: words for name, words in vocabularies() if name in WORDS} == WORDS


def test_no_vocabulary_is_new_here_without_being_written_down() -> None:
    assert {name for name, _ in vocabularies()} == set(WORDS)

"""Ways to be wrong about a scanned code, on purpose: the campaign must notice each."""

from __future__ import annotations

import contextlib
import logging
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kiosk.contract.text import TOKEN_LENGTH
from kiosk.dossier.codes import SlipCode, is_token
from kiosk.dossier.model import Person, Value
from kiosk.identity import card, meaning
from kiosk.ports.device import Fault
from kiosk.visit import outcomes as oc
from kiosk.visit import reducer, runner, session
from kiosk.visit.journeys.application.state import filling

_log = logging.getLogger(__name__)
_understand, _card = meaning.understand, card._card


def _opens_addresses(payload: bytes, *rest: Any, **named: Any) -> Any:
    if payload.startswith(b"http"):
        with contextlib.suppress(OSError, ValueError):
            subprocess.Popen(["/nowhere/xdg-open", payload.decode("ascii", "replace")])
    return _understand(payload, *rest, **named)


def _opens_files(payload: bytes, *rest: Any, **named: Any) -> Any:
    if payload.startswith(b"file://"):
        with contextlib.suppress(OSError, ValueError):
            Path("/nowhere", payload.decode("ascii", "replace")).read_bytes()
    return _understand(payload, *rest, **named)


def _logs_it(payload: bytes, *rest: Any, **named: Any) -> Any:
    _log.debug("read %r", payload)
    return _understand(payload, *rest, **named)


def _tells_it(payload: bytes, *rest: Any, **named: Any) -> Any:
    found = _understand(payload, *rest, **named)
    return Fault(found.id, payload.decode("utf-8", "replace")) if isinstance(found, Fault) else found


def _crashes(payload: bytes, *rest: Any, **named: Any) -> Any:
    payload.split(b"|")[6 if payload.count(b"|") > 2 else 0]
    return _understand(payload, *rest, **named)


def _mends_bytes(payload: bytes, *rest: Any, **named: Any) -> Any:
    return _understand(payload.decode("utf-8", "ignore").encode(), *rest, **named)


def _keeps_unseen(payload: bytes, *rest: Any, **named: Any) -> Any:
    text = payload.decode("utf-8", "ignore")
    return _understand("".join(filter(str.isprintable, text)).encode(), *rest, **named)


def _forgets_lost_letters(payload: bytes, *rest: Any, letters_lost: bool = False) -> Any:
    return _understand(payload.replace(b"|N|", "|Nữ|".encode()), *rest)


def _any_host(payload: bytes, _public_url: str) -> SlipCode | Fault:
    token = payload.decode("ascii", "ignore").strip()[-TOKEN_LENGTH:]
    return SlipCode("dossier", token) if is_token(token) else Fault("unknown_code")


def _any_page(known: Any, visit: Any, event: Any, now: Any) -> Any:
    if not isinstance(event, oc.CardRead):
        return reducer.advance(known, visit, event, now)
    return filling(visit, persons={"requester": Person({"id": Value(event.card.id, "card")})}), ()


def _cuts_fields(fields: list[str], payload: bytes, *rest: Any, **named: Any) -> Any:
    return _card([fields[0][:12], *fields[1:]], payload, *rest, **named)


def _understanding(wrong: Callable[..., Any]) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(runner, "understand", wrong)


MUTANTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "opens_addresses": _understanding(_opens_addresses),
    "opens_files": _understanding(_opens_files),
    "logs_it": _understanding(_logs_it),
    "tells_it_to_the_screen": _understanding(_tells_it),
    "crashes": _understanding(_crashes),
    "mends_bytes": _understanding(_mends_bytes),
    "drops_unseen_characters": _understanding(_keeps_unseen),
    "forgets_lost_letters": _understanding(_forgets_lost_letters),
    "any_host_is_ours": lambda: patch.object(meaning, "parse_slip_code", _any_host),
    "any_page_takes_a_card": lambda: patch.object(session, "advance", _any_page),
    "cuts_long_numbers": lambda: patch.object(card, "_card", _cuts_fields),
}

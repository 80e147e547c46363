"""Makes the receipt (form 01) of an accepted dossier: a picture for the console, a sheet of A4, and for the
phone.

The slip's code is printed on paper that anybody may find, so it never leads to the receipt. The console shows
a code of its own after the acceptance; what it adds to the address opens the receipt for a day.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import segno

from kiosk.dossier.codes import slip_url
from kiosk.hub.brought_back import as_decided
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import DecisionRecord, DossierRecord
from kiosk.hub.store.transaction import Reading
from kiosk.paper.data import receipt_data
from kiosk.paper.render import render, to_png
from kiosk.paper.sheet import sheet

ON_PHONE = timedelta(hours=24)
"""How long after the acceptance the receipt can be fetched."""

_WORD_BYTES = 10
_MODULE = 6


def receipt_png(hub: Hub, filed: DossierRecord, decided: Sequence[DecisionRecord], lang: str) -> bytes:
    """Draws the receipt as a picture. 409 `not_accepted` before acceptance;
    `unknown_procedure` without data.
    """
    return to_png(render("receipt", _data(hub, filed, decided, lang), lang, hub.messages))


def receipt_pdf(hub: Hub, filed: DossierRecord, decided: Sequence[DecisionRecord], lang: str) -> bytes:
    """Draws the receipt on A4. Problems as of `receipt_png`."""
    return sheet("receipt", _data(hub, filed, decided, lang), lang, hub.messages)


def phone_url(hub: Hub, filed: DossierRecord) -> str | None:
    """Gives the address that offers the receipt to a phone; None before acceptance, and when its time is
    over.
    """
    word = _word(hub, filed)
    return f"{slip_url(hub.public_url, 'dossier', filed.dossier.token)}/{word}" if word else None


def opens(hub: Hub, filed: DossierRecord, word: str) -> bool:
    """Says if the word is the one of that receipt, and its time not over."""
    known = _word(hub, filed)
    return known is not None and hmac.compare_digest(known.encode(), word.encode())


def phone_code(hub: Hub, filed: DossierRecord) -> bytes:
    """Draws the address as a QR code, a PNG. 409 `not_accepted` where there is none."""
    url = phone_url(hub, filed)
    if url is None:
        raise ProblemError("not_accepted", "only a receipt of the last day can be fetched")
    return code_png(url)


def code_png(url: str) -> bytes:
    """Draws an address as a QR code, a PNG."""
    buffer = io.BytesIO()
    segno.make(url, error="m", micro=False).save(buffer, kind="png", scale=_MODULE, border=4)
    return buffer.getvalue()


def _word(hub: Hub, filed: DossierRecord) -> str | None:
    if filed.accepted_at is None or hub.clock.now() - filed.accepted_at > ON_PHONE:
        return None
    about = f"{filed.dossier.id}\n{filed.accepted_at.isoformat()}".encode()
    digest = hmac.digest(hub.receipt_key, about, hashlib.sha256)
    return base64.b32encode(digest[:_WORD_BYTES]).decode().lower()


def _data(hub: Hub, filed: DossierRecord, decided: Sequence[DecisionRecord], lang: str) -> dict[str, Any]:
    procedure = hub.dossiers.procedure_of(filed.dossier)
    if filed.accepted_at is None:
        raise ProblemError("not_accepted", "only an accepted dossier has a receipt")
    if procedure is None:
        raise ProblemError("unknown_procedure", "the catalogue no longer has this procedure")
    return receipt_data(
        centre=hub.centre,
        dossier=as_decided(filed.dossier, decided),
        procedure=procedure,
        code=filed.code,
        officer=hub.store.read(partial(_name_of, login=decided[-1].decision.officer)),
        received_at=filed.accepted_at,
        due=filed.due or _no_day(hub, filed, lang),
        url=slip_url(hub.public_url, "dossier", filed.dossier.token),
        lang=lang,
        messages=hub.messages,
        account=hub.bundle.account,
        specimen=hub.specimen,
    )


def _name_of(reading: Reading, login: str) -> str:
    return reading.officers.name_of(login)


def _no_day(hub: Hub, filed: DossierRecord, lang: str) -> str | None:
    """Says why no day is promised; None: no time limit is published, or it was not kept."""
    basis = filed.due_basis
    if basis is None or basis.limit.quantity is None:
        return None
    return basis.due(None).line(lang, hub.messages)

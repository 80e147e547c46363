"""Takes the rating of a number or a dossier on the page behind its code: by buttons that need no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from kiosk.contract.dossier import DossierState
from kiosk.contract.rating import ASKS_WHY, BEST, NewRating, RatingReason
from kiosk.contract.ticket import TicketState
from kiosk.hub import ratings
from kiosk.hub.access import public
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.language.messages import Messages
from kiosk.rating import ASK, ASK_WHY, FACES, NO_ANSWER, REASONS, THANKS, rating_id
from ui.web.pages import DEFAULT_LANGUAGE

PHONE = "PHONE"
"""What stands where a rating given at a kiosk names the kiosk."""
NONE = "none"
Stars = Literal["1", "2", "3", "4", "5", "none"]
Why = Literal["waited", "papers", "manner", "kiosk", "unfinished", "none"]


@dataclass(frozen=True, slots=True)
class Slip:
    """Names what is rated: as its rating's id is made of it, and its procedure."""

    name: str
    procedure: str | None


@dataclass(frozen=True, slots=True)
class RatingButton:
    """Describes an answer: the end of its address, its words, and the picture of a face."""

    to: str
    text: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class RatingCard:
    """Describes what the page asks, or thanks for."""

    text: str
    buttons: tuple[RatingButton, ...] = ()


_FACES = tuple(
    RatingButton(f"rating/{stars}", FACES[stars - 1], f"face-{stars}") for stars in range(BEST, 0, -1)
)
ASKED = RatingCard(ASK, (*_FACES, RatingButton(f"rating/{NONE}", NO_ANSWER)))
ASKED_WHY = RatingCard(
    ASK_WHY,
    (
        *(RatingButton(f"reason/{reason.value}", words) for reason, words in REASONS.items()),
        RatingButton(f"reason/{NONE}", NO_ANSWER),
    ),
)
THANKED = RatingCard(THANKS)


def slip_of(reading: Reading, kind: str, token: str) -> Slip | None:
    """Finds what may be rated by that token: a number that was served, a dossier that was looked at."""
    if kind == "t":
        ticket = reading.tickets.by_token(token)
        served = ticket is not None and ticket.state is TicketState.FINISHED
        return Slip(ticket.token, ticket.procedure) if ticket is not None and served else None
    filed = reading.dossiers.by_token(token)
    if filed is None or filed.state is DossierState.WAITING_CHECK:
        return None
    return Slip(filed.dossier.reference, filed.dossier.procedure)


async def card(hub: Hub, kind: str, token: str, asked: Mapping[str, str]) -> RatingCard | None:
    """Chooses what the page of that token shows of the rating; None: nothing is to be rated yet. `asked` are
    the parameters of its address: the answer that was just given asks why.
    """

    def look(reading: Reading) -> RatingCard | None:
        slip = slip_of(reading, kind, token)
        if slip is None:
            return None
        known = reading.ratings.by_id(rating_id(slip.name))
        if known is None:
            return ASKED
        return ASKED_WHY if "why" in asked and _asks_why(*known) else THANKED

    return await hub.read(look)


def router(messages: Messages) -> APIRouter:
    """Makes the routes `…/rating/{stars}` and `…/reason/{reason}` below the pages of numbers and dossiers."""
    routes = APIRouter(include_in_schema=False)

    async def rate(kind: str, token: str, stars: Stars, request: Request) -> bool:
        """Keeps the face; true where the page has to ask why."""

        def work(tx: Transaction) -> bool:
            slip = slip_of(tx, kind, token)
            if slip is None:
                return False
            given = None if stars == NONE else int(stars)
            _keep(tx, slip, given, None)
            return _asks_why(given, None)

        return await hub_of(request).write(work)

    async def explain(kind: str, token: str, reason: Why, request: Request) -> None:
        """Keeps why, where the face asked for it."""

        def work(tx: Transaction) -> None:
            slip = slip_of(tx, kind, token)
            known = None if slip is None else tx.ratings.by_id(rating_id(slip.name))
            if slip is not None and known is not None and _asks_why(*known) and reason != NONE:
                _keep(tx, slip, known[0], RatingReason(reason))

        await hub_of(request).write(work)

    def back(page: str, lang: str | None, why: bool) -> RedirectResponse:
        shown = lang if lang in messages.languages else DEFAULT_LANGUAGE
        return RedirectResponse(f"{page}?lang={shown}{'&why=1' if why else ''}", 303)

    @routes.post("/t/{token}/rating/{stars}")
    @public
    async def rate_number(token: str, stars: Stars, request: Request, lang: str | None = None) -> Response:
        return back(f"/t/{quote(token)}", lang, await rate("t", token, stars, request))

    @routes.post("/t/{token}/reason/{reason}")
    @public
    async def explain_number(token: str, reason: Why, request: Request, lang: str | None = None) -> Response:
        await explain("t", token, reason, request)
        return back(f"/t/{quote(token)}", lang, why=False)

    @routes.post("/d/{token}/rating/{stars}")
    @public
    async def rate_dossier(token: str, stars: Stars, request: Request, lang: str | None = None) -> Response:
        return back(f"/d/{quote(token)}", lang, await rate("d", token, stars, request))

    @routes.post("/d/{token}/reason/{reason}")
    @public
    async def explain_dossier(token: str, reason: Why, request: Request, lang: str | None = None) -> Response:
        await explain("d", token, reason, request)
        return back(f"/d/{quote(token)}", lang, why=False)

    return routes


def _asks_why(stars: int | None, reason: RatingReason | None) -> bool:
    return stars is not None and stars <= ASKS_WHY and reason is None


def _keep(tx: Transaction, slip: Slip, stars: int | None, reason: RatingReason | None) -> None:
    new = NewRating(
        id=rating_id(slip.name), stars=stars, reason=reason, procedure=slip.procedure, kiosk=PHONE
    )
    ratings.keep(tx, new, "holder")

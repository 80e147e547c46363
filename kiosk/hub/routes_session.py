"""Defines the routes by which an officer signs in, sees what their account permits, and signs out."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kiosk.contract.officer import OwnCode
from kiosk.contract.session import Login
from kiosk.contract.session import Session as ShownSession
from kiosk.hub.access import (
    COOKIE,
    client_address,
    officer_of,
    public,
    require_header,
    signed_in,
    signed_in_of,
)
from kiosk.hub.day import today
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.officers import rules, sessions
from kiosk.hub.officers.codes import is_weak
from kiosk.hub.officers.sessions import SignedIn
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.store.transaction import Transaction

router = APIRouter(tags=["session"])


@router.post(
    "/v1/session",
    status_code=201,
    response_model=ShownSession,
    responses=refusals("wrong_code", "header_missing", "not_assigned", "too_many_tries"),
)
@public
async def sign_in(request: Request, login: Login) -> JSONResponse:
    """Opens an officer's session: the answer carries its cookie. A wrong code is put on record."""
    hub = hub_of(request)
    require_header(request)
    await _check_code(hub, login.officer, login.code, client_address(request))
    begun = await hub.write(partial(_begin, centre=hub.centre.code, login=login.officer))
    if begun is None:
        raise ProblemError("not_assigned", "nothing assigns this officer to the centre today")
    token, found = begun
    answer = JSONResponse(_session_out(hub, found).model_dump(mode="json"), 201)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(sessions.SESSION / timedelta(seconds=1)),
        httponly=True,
        samesite="strict",
        secure=hub.public_url.startswith("https:"),
    )
    return answer


@router.get("/v1/session")
@signed_in
async def who_am_i(request: Request) -> ShownSession:
    """Gives the officer of this session, and what their account permits."""
    return _session_out(hub_of(request), signed_in_of(request))


@router.delete("/v1/session", status_code=204)
@signed_in
async def sign_out(request: Request) -> Response:
    """Ends the session."""
    token = request.cookies[COOKIE]
    await hub_of(request).write(partial(sessions.end, token=token, login=officer_of(request)))
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


@router.delete("/v1/session/others", status_code=204)
@signed_in
async def sign_out_elsewhere(request: Request) -> Response:
    """Ends the officer's sessions at other places; this one stays."""
    token = request.cookies[COOKIE]
    await hub_of(request).write(partial(sessions.end_others, token=token, login=officer_of(request)))
    return Response(status_code=204)


@router.put(
    "/v1/session/code", status_code=204, responses=refusals("wrong_code", "code_weak", "too_many_tries")
)
@signed_in
async def change_own_code(request: Request, wanted: OwnCode) -> Response:
    """Changes the officer's own code; their sessions at other places end."""
    hub, login, token = hub_of(request), officer_of(request), request.cookies[COOKIE]
    await _check_code(hub, login, wanted.old, client_address(request))
    if is_weak(wanted.new, login):
        raise ProblemError("code_weak", "eight letters or more, four different ones, and not the log-in")
    kept = await asyncio.to_thread(hub.access.codes.hashed, wanted.new)

    def work(tx: Transaction) -> None:
        tx.officers.give_code(login, kept)
        tx.audit.add("staff", login, "officer.own_code", login)
        sessions.end_others(tx, token, login)

    await hub.write(work)
    return Response(status_code=204)


async def _check_code(hub: Hub, login: str, code: str, address: str) -> None:
    """Raises ProblemError 401 for a wrong code, 429 after too many of them."""
    hub.access.tries.admit(login, address)
    kept = await hub.read(lambda reading: reading.officers.code_hash(login))
    if not await asyncio.to_thread(hub.access.codes.matches, code, kept):
        hub.access.tries.was_wrong(login, address)
        await hub.write(partial(_record_wrong, login=login, address=address))
        raise ProblemError("wrong_code")
    hub.access.tries.was_right(login, address)


def _record_wrong(tx: Transaction, login: str, address: str) -> None:
    """Puts a wrong code on record. Of a log-in that nobody has no word is kept: it may be a mistyped code."""
    known = tx.officers.by_login(login) is not None
    tx.audit.add("public", "nobody", "session.refused", login if known else "", address)


def _begin(tx: Transaction, centre: str, login: str) -> tuple[str, SignedIn] | None:
    """Opens the session where the officer is on duty; either is on record."""
    officer = tx.officers.by_login(login)
    if officer is not None and rules.is_on_duty(officer, centre, today(tx)):
        token = sessions.begin(tx, login)
        found = sessions.find(tx, token, centre)
        return None if found is None else (token, found)
    tx.audit.add("staff", login, "session.not_assigned", login)
    return None


def _session_out(hub: Hub, found: SignedIn) -> ShownSession:
    return ShownSession(
        officer=found.officer.login,
        name=found.officer.name,
        permissions=tuple(sorted(found.officer.permissions, key=lambda one: one.value)),
        counters=_counters(hub, found),
        expires_at=found.session.expires_at,
        elsewhere=found.elsewhere,
    )


def _counters(hub: Hub, found: SignedIn) -> tuple[str, ...] | None:
    own = rules.counters(found.officer, hub.centre.code, found.day)
    return None if own is None else tuple(number for number in hub.queue.counters if number in own)

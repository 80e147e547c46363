"""Defines the routes of who administers the officers: accounts, permissions, skills, assignments, codes."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse

from kiosk.contract.officer import (
    Assignment,
    ChangedOfficer,
    LoginName,
    MadeCode,
    NewOfficer,
    Officer,
    OfficerAnswer,
    Officers,
    Permission,
)
from kiosk.dossier.codec import canonical
from kiosk.hub.access import officer_of, staff
from kiosk.hub.day import today
from kiosk.hub.hub import Answer, Hub, hub_of
from kiosk.hub.officers import accounts, rules
from kiosk.hub.officers.codes import new_code
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.routes_kiosk import IdempotencyKey
from kiosk.hub.store.records import OfficerRecord
from kiosk.hub.store.transaction import Reading, Transaction

IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=40)]
router = APIRouter(tags=["officers"])


@router.get("/v1/officers")
@staff(Permission.ADMINISTER)
async def all_officers(request: Request) -> Officers:
    """Lists the accounts of the centre's officers."""
    hub = hub_of(request)

    def look(reading: Reading) -> Officers:
        return Officers(officers=tuple(_out(hub, reading, one) for one in reading.officers.listed()))

    return await hub.read(look)


@router.post(
    "/v1/officers",
    status_code=201,
    response_model=OfficerAnswer,
    responses=refusals("key_reused", "login_taken", "unknown_counter"),
)
@staff(Permission.ADMINISTER)
async def add_officer(request: Request, new: NewOfficer, key: IdempotencyKey) -> JSONResponse:
    """Adds an account. Somebody can sign in with it once a code is made."""
    hub, by = hub_of(request), officer_of(request)

    def work(tx: Transaction) -> Answer:
        added = accounts.add(tx, hub.queue, hub.centre.code, new, by)
        return 201, OfficerAnswer(officer=_out(hub, tx, added)).model_dump(mode="json")

    status, answer = await hub.write_once("officer", key, canonical(new.model_dump(mode="json")), work)
    return JSONResponse(answer, status, {"ETag": _tag(answer["officer"]["version"])})


@router.get("/v1/officers/{login}", response_model=OfficerAnswer, responses=refusals("unknown_officer"))
@staff(Permission.ADMINISTER)
async def one_officer(request: Request, login: LoginName) -> JSONResponse:
    """Shows one account; its ETag is wanted with a change."""
    hub = hub_of(request)

    def look(reading: Reading) -> Officer:
        return _out(hub, reading, accounts.get_or_404(reading, login))

    return _answer(await hub.read(look))


@router.put(
    "/v1/officers/{login}",
    response_model=OfficerAnswer,
    responses=refusals(
        "unknown_officer", "unknown_counter", "last_administrator", "changed_meanwhile", "if_match_missing"
    ),
)
@staff(Permission.ADMINISTER)
async def change_officer(
    request: Request, login: LoginName, wanted: ChangedOfficer, known: IfMatch = None
) -> JSONResponse:
    """Changes an account, where nobody else has changed it since (`If-Match` carries the ETag). What a closed
    one has open is signed out.
    """
    hub, by = hub_of(request), officer_of(request)
    version = _version(known)

    def work(tx: Transaction) -> Officer:
        changed = accounts.change(tx, hub.queue, hub.centre.code, login, wanted, version=version, by=by)
        return _out(hub, tx, changed)

    return _answer(await hub.write(work))


@router.post("/v1/officers/{login}/code", status_code=201, responses=refusals("unknown_officer"))
@staff(Permission.ADMINISTER)
async def make_code(request: Request, login: LoginName) -> MadeCode:
    """Makes a new code for an officer, shown this once. The one before ends, and what is open with it; a
    repetition makes another one.
    """
    hub, by, code = hub_of(request), officer_of(request), new_code()
    kept = await asyncio.to_thread(hub.access.codes.hashed, code)
    await hub.write(partial(accounts.give_code, login=login, code_hash=kept, by=by))
    return MadeCode(login=login, code=code)


def _answer(officer: Officer) -> JSONResponse:
    body = OfficerAnswer(officer=officer).model_dump(mode="json")
    return JSONResponse(body, headers={"ETag": _tag(officer.version)})


def _tag(version: int) -> str:
    return f'"{version}"'


def _version(known: str | None) -> int:
    """Reads the version of an `If-Match`; none that there is (-1) where it is no tag of ours."""
    if known is None:
        raise ProblemError("if_match_missing", "send If-Match with the ETag of the account as it was read")
    number = known.strip().strip('"')
    return int(number) if number.isascii() and number.isdigit() else -1


def _out(hub: Hub, reading: Reading, one: OfficerRecord) -> Officer:
    centre = hub.centre.code
    return Officer(
        login=one.login,
        name=one.name,
        permissions=tuple(each for each in Permission if each in one.permissions),
        skills=tuple(sorted(one.skills)),
        assignments=tuple(
            Assignment(first=each.first, last=each.last, counter=each.counter)
            for each in one.assignments
            if each.centre == centre
        ),
        closed=one.closed,
        has_code=one.has_code,
        on_duty=rules.is_on_duty(one, centre, today(reading)),
        version=one.version,
    )

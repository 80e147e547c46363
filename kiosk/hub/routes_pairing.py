"""Defines the routes by which kiosks become the centre's, and cease to be."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request

from kiosk.contract.officer import Permission
from kiosk.contract.pairing import (
    MadePairing,
    MadePairingCode,
    PairedKiosk,
    PairedKioskAnswer,
    PairedKiosks,
    PairingId,
    WantedPairing,
    WantedPairingCode,
)
from kiosk.contract.text import Lang
from kiosk.hub import kiosk_states
from kiosk.hub.access import client_address, officer_of, public, staff
from kiosk.hub.hub import Hub, hub_of
from kiosk.hub.pairing import rules
from kiosk.hub.problems import ProblemError, refusals
from kiosk.hub.store.records import PairingRecord
from kiosk.hub.store.transaction import Reading

PAIRING = "pairing"
"""Under this name wrong codes are counted, as those of a log-in are."""
router = APIRouter(tags=["pairing"])


@router.post(
    "/v1/pairings",
    status_code=201,
    responses=refusals("wrong_code", "pairing_code_ended", "wrong_centre", "too_many_tries"),
)
@public
async def pair(request: Request, wanted: WantedPairing) -> MadePairing:
    """Makes the owner of a one-time code a kiosk of this centre: it gets its name and its numbers."""
    hub, address = hub_of(request), client_address(request)
    hub.access.tries.admit(PAIRING, address)
    try:
        return await hub.write(
            partial(rules.pair, centre=hub.centre.code, reserved=hub.bundle.reserved, wanted=wanted)
        )
    except ProblemError as error:
        if error.id == "wrong_code":
            hub.access.tries.was_wrong(PAIRING, address)
        raise


@router.post("/v1/pairing-codes", status_code=201, responses=refusals("no_numbers_left"))
@staff(Permission.ADMINISTER)
async def make_pairing_code(request: Request, wanted: WantedPairingCode) -> MadePairingCode:
    """Makes a code for one kiosk, shown this once; it works once, within ten minutes."""
    hub, by = hub_of(request), officer_of(request)
    return await hub.write(partial(rules.make_code, reserved=hub.bundle.reserved, wanted=wanted, officer=by))


@router.get("/v1/pairings")
@staff(Permission.ADMINISTER)
async def all_kiosks(request: Request, lang: Lang = "vi") -> PairedKiosks:
    """Lists the kiosks that are paired, and those that were."""
    hub = hub_of(request)

    def look(reading: Reading) -> PairedKiosks:
        kiosks = tuple(_out(hub, reading, one, lang) for one in reading.pairings.listed())
        return PairedKiosks(kiosks=kiosks, now=reading.now)

    return await hub.read(look)


@router.delete("/v1/pairings/{pairing_id}", responses=refusals("unknown_kiosk"))
@staff(Permission.ADMINISTER)
async def revoke_kiosk(request: Request, pairing_id: PairingId, lang: Lang = "vi") -> PairedKioskAnswer:
    """Lets a kiosk in no more, from its next request on. Its name and numbers are free again."""
    hub, by = hub_of(request), officer_of(request)
    await hub.write(partial(rules.revoke, pairing_id=pairing_id, officer=by))

    def look(reading: Reading) -> PairedKioskAnswer:
        return PairedKioskAnswer(kiosk=_out(hub, reading, rules.get_or_404(reading, pairing_id), lang))

    return await hub.read(look)


def _out(hub: Hub, reading: Reading, one: PairingRecord, lang: str) -> PairedKiosk:
    heard_at = kiosk_states.heard_at(hub, reading, one)
    return PairedKiosk(
        id=one.id,
        kiosk=one.kiosk,
        numbers=one.numbers,
        state=one.state(reading.now),
        paired_at=one.paired_at,
        paired_by=one.officer,
        expires_at=one.expires_at,
        ended_at=one.ended_at,
        heard_at=heard_at,
        silent=kiosk_states.is_silent(heard_at, reading.now),
        said=None if one.ended_at is not None else kiosk_states.said(hub, one.kiosk, lang, one.paired_at),
    )

"""Officers for the tests of the hub: accounts that are there at once, with codes that are cheap to check."""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.hub import Hub
from kiosk.hub.officers.codes import Codes
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from kiosk.hub.store.transaction import Transaction

CHEAP = Codes(n=2, r=1, p=1)
CODE = "1111-2222-3333"
"""The code of every officer of the tests."""
CAN = frozenset(Permission) - {Permission.ADMINISTER}
"""What an officer could do before there were permissions."""
_KEPT = CHEAP.hashed(CODE)


def hire(
    hub: Hub,
    login: str,
    permissions: Iterable[Permission] = CAN,
    *,
    name: str = "",
    skills: Iterable[str] = (),
    assignments: Iterable[AssignmentRecord] | None = None,
) -> OfficerRecord:
    """An officer of the hub's centre, at every counter unless `assignments` say otherwise; whoever has the
    log-in already is changed."""
    held = (AssignmentRecord(hub.centre.code, FIRST_DAY),) if assignments is None else tuple(assignments)
    new = OfficerRecord(login, name or login, frozenset(permissions), frozenset(skills), held)

    def work(tx: Transaction) -> None:
        (tx.officers.change if tx.officers.by_login(login) else tx.officers.add)(new)
        tx.officers.give_code(login, _KEPT)

    hub.store.submit(work).result()
    return new


def sign_in(client: httpx.Client, login: str, code: str = CODE) -> httpx.Response:
    """The officer signs in; the client keeps the cookie."""
    return client.post("/v1/session", json={"officer": login, "code": code}, headers={"X-Motcua": "1"})

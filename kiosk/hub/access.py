"""Controls access: kiosks by their signed requests, the city's portal by token, officers by session and
permission, everybody else only what is public.

Default deny: a route says who may use it with `@public`, `@device`, `@portal`, `@signed`, `@monitor`,
`@signed_in` or `@staff(permission)`, a page for the staff with `@page(permission)`; one that says nothing is
refused.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from fastapi import Request

from config.reading import CannotRead, read_text
from kiosk.contract.officer import Permission
from kiosk.dossier.ids import new_token
from kiosk.hub.officers import rules, sessions
from kiosk.hub.officers.codes import Codes
from kiosk.hub.officers.reach import Reach
from kiosk.hub.officers.sessions import SignedIn
from kiosk.hub.officers.tries import Tries
from kiosk.hub.openrosa.credentials import Collectors
from kiosk.hub.pairing import gate
from kiosk.hub.problems import ElsewhereError, ProblemError
from kiosk.hub.store.records import PairingRecord
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.keys import write_secret

Role = Literal["public", "device", "portal", "collector", "signed", "monitor", "staff", "page"]
COOKIE = "motcua_session"
HEADER = "X-Motcua"
SIGN_IN = "/counter/sign-in"
"""The page that a page for the staff leads to whom it does not open for."""
LEAST_TOKEN = 16
_TOKEN = re.compile(rf"[!-~]{{{LEAST_TOKEN},}}")
_MARK = "__motcua_access__"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = TypeVar("Handler", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Mark:
    """Says who may use a route. `permission` None: every officer who is signed in. `at`: the parameter of its
    path that names the counter where it is done; `of`: the one that names the dossier it is about.
    """

    role: Role
    permission: Permission | None = None
    at: str | None = None
    of: str | None = None


def public(handler: Handler) -> Handler:
    """Marks a route that everybody may use: it must show no personal data."""
    return _marked(handler, Mark("public"))


def device(handler: Handler) -> Handler:
    """Marks a route for the centre's kiosks (signed requests; the shared token where the hub takes it)."""
    return _marked(handler, Mark("device"))


def portal(handler: Handler) -> Handler:
    """Marks a route for the city's portal (bearer token)."""
    return _marked(handler, Mark("portal"))


def signed(handler: Handler) -> Handler:
    """Marks a route that checks a signature itself: a link that this hub made, or a body that a backend
    signed.
    """
    return _marked(handler, Mark("signed"))


def collector(handler: Handler) -> Handler:
    """Marks a route for who collects dossiers by OpenRosa (bearer token, or HTTP Digest)."""
    return _marked(handler, Mark("collector"))


def monitor(handler: Handler) -> Handler:
    """Marks a route for who watches the hub from afar (bearer token)."""
    return _marked(handler, Mark("monitor"))


def signed_in(handler: Handler) -> Handler:
    """Marks a route for every officer who is signed in, about themselves."""
    return _marked(handler, Mark("staff"))


def staff(
    permission: Permission, *, at: str | None = None, of: str | None = None
) -> Callable[[Handler], Handler]:
    """Marks a route for officers with that permission; `at`: who work at the counter that this parameter of
    the path names; `of`: who may handle the dossier that this one names.
    """
    return partial(_marked, mark=Mark("staff", permission, at, of))


def page(permission: Permission | None) -> Callable[[Handler], Handler]:
    """Marks a page for officers with that permission (None: for every officer who is signed in); others are
    led to the page where one signs in.
    """
    return partial(_marked, mark=Mark("page", permission))


def _marked(handler: Handler, mark: Mark) -> Handler:
    setattr(handler, _MARK, mark)
    return handler


def mark_of(handler: Callable[..., Any]) -> Mark | None:
    """Gives what a route was marked with, or None."""
    return cast("Mark | None", getattr(handler, _MARK, None))


def role_of(handler: Callable[..., Any]) -> Role | None:
    """Gives the role a route was marked with, or None."""
    mark = mark_of(handler)
    return None if mark is None else mark.role


class Access:
    """Checks the tokens, and holds what signing in needs. Each token is one line in a file of mode 0600 in
    the data folder, made on the first start: `portal_token` of the city's portal, `metrics_token` of who
    watches from afar, `collector_token` of who collects by OpenRosa, `device_token` of all kiosks; with
    `paired_only` there is none of kiosks, each signs with its own key.

    Raises StoreError where one can't be read, or says nothing: an empty token would let everybody in.
    """

    def __init__(self, folder: Path, clock: Clock, codes: Codes, *, paired_only: bool) -> None:
        self.codes, self.tries = codes, Tries(clock)
        self._portal_token = _token(folder / "portal_token")
        self._metrics_token = _token(folder / "metrics_token")
        self.collectors = Collectors(_token(folder / "collector_token"), clock)
        self._device_token = None if paired_only else _token(folder / "device_token")

    def is_device(self, authorization: str) -> bool:
        """Says if the header carries the device token that all kiosks of this hub share."""
        return self._device_token is not None and _carries(authorization, self._device_token)

    def is_portal(self, authorization: str) -> bool:
        """Says if the header carries the token of the city's portal."""
        return _carries(authorization, self._portal_token)

    def is_monitor(self, authorization: str) -> bool:
        """Says if the header carries the token of who watches the hub."""
        return _carries(authorization, self._metrics_token)


def _token(file: Path) -> str:
    with as_store_error(file):
        if not file.exists():
            write_secret(file, f"{new_token(32)}\n".encode())
    try:
        found = read_text(file).strip()
    except CannotRead as error:
        raise StoreError(f"{file}: {error}") from error
    if not _TOKEN.fullmatch(found):
        raise StoreError(
            f"{file}: needs one word of {LEAST_TOKEN} letters or more; "
            "without the file, a start makes a new one"
        )
    return found


def _carries(authorization: str, token: str) -> bool:
    return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def client_address(request: Request) -> str:
    """Gives the address that a request comes from; empty where it has none."""
    return request.client.host if request.client else ""


async def guard(request: Request) -> None:
    """Lets the request through to its handler, or refuses: the dependency of the whole
    application.

    Sets `request.state.signed_in` for staff, `request.state.kiosk` for kiosks. 401: no or wrong credentials;
    403: a route without a mark, what the officer's account does not permit, or a change without the
    `X-Motcua` header, which a foreign page can't send.
    """
    mark = mark_of(request.scope["endpoint"])
    match mark:
        case None:
            raise ProblemError("not_allowed")
        case Mark("public" | "signed"):
            return
        case Mark("device"):
            request.state.kiosk = await gate.admit(request)
            if request.state.kiosk is None and not request.app.state.hub.access.is_device(
                request.headers.get("Authorization", "")
            ):
                raise ProblemError("device_token_wrong")
        case Mark("portal" | "monitor" | "collector"):
            _require_token(request, mark.role)
        case Mark("staff"):
            await _admit(request, mark)
            require_header(request)
        case Mark("page"):
            try:
                await _admit(request, mark)
            except ProblemError as error:
                lang = request.query_params.get("lang", "")
                raise ElsewhereError(SIGN_IN, next=request.url.path, refused=error.id, lang=lang) from error


def _require_token(request: Request, role: Role) -> None:
    access: Access = request.app.state.hub.access
    said = request.headers.get("Authorization", "")
    if role == "portal" and not access.is_portal(said):
        raise ProblemError("portal_token_wrong")
    if role == "monitor" and not access.is_monitor(said):
        raise ProblemError("metrics_token_wrong")
    if role == "collector" and not access.collectors.admits(request.method, _target(request), said):
        raise ProblemError("collector_unknown")


def _target(request: Request) -> str:
    """Gives path and query as they came over the wire."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return (path + b"?" + query if query else path).decode("ascii", "replace")


def require_header(request: Request) -> None:
    """Raises ProblemError 403 for a change that a foreign page could have sent."""
    if request.method not in _SAFE and request.headers.get(HEADER) is None:
        raise ProblemError("header_missing", f"send the header {HEADER}: 1")


def kiosk_of(request: Request) -> PairingRecord | None:
    """Gives the kiosk that asks, at a route for kiosks; None where it came by the shared token."""
    found: PairingRecord | None = request.state.kiosk
    return found


def signed_in_of(request: Request) -> SignedIn:
    """Gives who asks, at a route for the staff."""
    found: SignedIn = request.state.signed_in
    return found


def officer_of(request: Request) -> str:
    """Gives the log-in of the officer who asks: by it, they stand on record."""
    return signed_in_of(request).officer.login


def require(request: Request, permission: Permission) -> None:
    """Raises ProblemError 403 `not_allowed` where the officer's account does not permit this as well."""
    if permission not in signed_in_of(request).officer.permissions:
        raise ProblemError("not_allowed")


async def _admit(request: Request, mark: Mark) -> None:
    hub = request.app.state.hub
    token = request.cookies.get(COOKIE, "")
    found: SignedIn | None = await hub.read(partial(sessions.find, token=token, centre=hub.centre.code))
    if found is None:
        raise ProblemError("login_needed")
    counter = None if mark.at is None else request.path_params[mark.at]
    refused = rules.refusal(found.officer, mark.permission, hub.centre.code, found.day, counter)
    if refused is not None:
        raise ProblemError(refused)
    if mark.of is not None:
        covers = partial(reach_of(hub, found).covers_id, dossier_id=request.path_params[mark.of])
        if not await hub.read(covers):
            raise ProblemError("other_field")
    request.state.signed_in = found


def reach_of(hub: Any, found: SignedIn) -> Reach:
    """Gives which dossiers an officer may handle today."""
    return Reach(
        hub.queue,
        hub.catalogue,
        rules.counters(found.officer, hub.centre.code, found.day),
        results=Permission.RESULTS in found.officer.permissions,
    )

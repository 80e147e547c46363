"""Controls access: devices by token, officers by code and session, everybody else only
what is public.

Default deny: a route says its role with `@public`, `@device`, `@portal` or `@staff`; one that says nothing is
refused.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from fastapi import Request

from config.reading import CannotRead, read_text
from kiosk.dossier.ids import new_token
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import Session
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.language.normal import nfc
from kiosk.ports.time import Clock
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.keys import write_secret

Role = Literal["public", "device", "portal", "staff"]
COOKIE = "motcua_session"
HEADER = "X-Motcua"
SESSION = timedelta(hours=12)
MOST_TRIES = 5
LOCKED_S = 60.0
LEAST_TOKEN = 16
_TOKEN = re.compile(rf"[!-~]{{{LEAST_TOKEN},}}")
LEAST_CODE = 8
_OFFICER = re.compile(
    rf"(?P<login>\S{{1,40}})\s+(?P<code>[0-9A-Za-z-]{{{LEAST_CODE},80}})(?:\s+(?P<name>\S.{{0,79}}))?"
)
_ROLE = "__motcua_role__"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = TypeVar("Handler", bound=Callable[..., Any])


def public(handler: Handler) -> Handler:
    """Marks a route that everybody may use: it must show no personal data."""
    setattr(handler, _ROLE, "public")
    return handler


def device(handler: Handler) -> Handler:
    """Marks a route for the centre's kiosks (bearer token)."""
    setattr(handler, _ROLE, "device")
    return handler


def portal(handler: Handler) -> Handler:
    """Marks a route for the city's portal (bearer token)."""
    setattr(handler, _ROLE, "portal")
    return handler


def staff(handler: Handler) -> Handler:
    """Marks a route for officers who have logged in."""
    setattr(handler, _ROLE, "staff")
    return handler


def role_of(handler: Callable[..., Any]) -> Role | None:
    """Gives the role a route was marked with, or None."""
    return cast("Role | None", getattr(handler, _ROLE, None))


@dataclass(frozen=True, slots=True)
class Officer:
    """Holds an officer as the technician lists them. `name` is empty where none is given."""

    code: str = field(repr=False)
    name: str = ""


class Access:
    """Checks credentials. Secrets lie in files of mode 0600 in the data folder, made on the first start.

    `device_token`, `portal_token`: one line each. `staff_codes`: lines of `officer code full name`, read at
    each login, so that a technician adds or removes an officer without a restart; the name stands on receipts
    and may be left out.
    Raises StoreError where one can't be read, says nothing or holds a line of another form: an empty token
    would let everybody in, and a list without officers would keep all of them out.
    """

    def __init__(self, folder: Path, counters: Iterable[str], clock: Clock) -> None:
        self._clock = clock
        self._device_file = folder / "device_token"
        self._portal_file = folder / "portal_token"
        self._staff_file = folder / "staff_codes"
        with as_store_error(folder):
            for token_file in (self._device_file, self._portal_file):
                if not token_file.exists():
                    write_secret(token_file, f"{new_token(32)}\n".encode())
            if not self._staff_file.exists():
                lines = (
                    f"CB{counter} {new_token(4)}-{new_token(4)}-{new_token(4)}\n" for counter in counters
                )
                write_secret(self._staff_file, "".join(lines).encode())
        self._device_token, self._portal_token = map(_token, (self._device_file, self._portal_file))
        self._officers()
        self._tries: dict[tuple[str, str], list[float]] = {}

    def is_device(self, authorization: str) -> bool:
        """Says if the header carries the centre's device token."""
        return _carries(authorization, self._device_token)

    def is_portal(self, authorization: str) -> bool:
        """Says if the header carries the token of the city's portal."""
        return _carries(authorization, self._portal_token)

    def check_code(self, officer: str, code: str, client: str) -> None:
        """Raises ProblemError 401 for a wrong code, 429 after five wrong ones from one address in a minute,
        503 where the codes can't be read.
        """
        now = self._clock.monotonic()
        recent = [at for at in self._tries.get((officer, client), []) if now - at < LOCKED_S]
        if len(recent) >= MOST_TRIES:
            raise ProblemError("too_many_tries")
        given = code.strip().upper().encode()
        try:
            officers = self._officers()
        except StoreError as error:
            raise ProblemError("store_failed", "staff_codes") from error
        found = officers.get(officer)
        expected = (found.code if found else secrets.token_hex()).upper().encode()
        if not hmac.compare_digest(given, expected):
            self._tries[(officer, client)] = [*recent, now]
            raise ProblemError("wrong_code")
        self._tries.pop((officer, client), None)

    def name_of(self, officer: str) -> str:
        """Gives an officer's full name; who has none, or is no longer listed, keeps the log-in's name."""
        try:
            found = self._officers().get(officer)
        except StoreError:
            return officer
        return found.name if found and found.name else officer

    def _officers(self) -> dict[str, Officer]:
        lines = enumerate(_secret_text(self._staff_file).splitlines(), 1)
        written = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
        officers: dict[str, Officer] = {}
        for number, line in written:
            found = _OFFICER.fullmatch(nfc(line).strip())
            if found is None:
                raise StoreError(
                    f"{self._staff_file}: line {number}: needs an officer, a code of {LEAST_CODE} letters, "
                    "digits and dashes or more, and the full name"
                )
            officers[found["login"]] = Officer(found["code"], found["name"] or "")
        if not officers:
            raise StoreError(f"{self._staff_file}: names no officer; each line holds an officer and a code")
        return officers


def _token(path: Path) -> str:
    found = _secret_text(path).strip()
    if not _TOKEN.fullmatch(found):
        raise StoreError(
            f"{path}: needs one word of {LEAST_TOKEN} letters or more; "
            "without the file, a start makes a new one"
        )
    return found


def _carries(authorization: str, token: str) -> bool:
    return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def _secret_text(path: Path) -> str:
    try:
        return read_text(path)
    except CannotRead as error:
        raise StoreError(f"{path}: {error}") from error


def open_session(tx: Transaction, officer: str) -> tuple[str, Session]:
    """Opens a new session; the returned token is the cookie's value, the database keeps only its digest."""
    token = secrets.token_urlsafe(32)
    session = Session(officer, tx.now + SESSION)
    tx.sessions.end_expired(tx.now)
    tx.sessions.add(_digest(token), session)
    tx.audit.add("staff", officer, "session.opened", officer)
    return token, session


def close_session(tx: Transaction, token: str, officer: str) -> None:
    """Ends a session; harmless when there is none."""
    tx.sessions.end(_digest(token))
    tx.audit.add("staff", officer, "session.closed", officer)


def find_session(reading: Reading, token: str) -> Session | None:
    """Finds the running session behind a cookie; None where there is none."""
    return reading.sessions.find(_digest(token), reading.now)


def client_address(request: Request) -> str:
    """Gives the address that a request comes from; empty where it has none."""
    return request.client.host if request.client else ""


async def guard(request: Request) -> None:
    """Lets the request through to its handler, or refuses: the dependency of the whole
    application.

    Sets `request.state.session` for staff. 401: no or wrong credentials; 403: a route without a role, or a
    change without the `X-Motcua` header, which a foreign page can't send.
    """
    match role_of(request.scope["endpoint"]):
        case "public":
            return
        case "device":
            if not request.app.state.hub.access.is_device(request.headers.get("Authorization", "")):
                raise ProblemError("device_token_wrong")
        case "portal":
            if not request.app.state.hub.access.is_portal(request.headers.get("Authorization", "")):
                raise ProblemError("portal_token_wrong")
        case "staff":
            request.state.session = await _staff_session(request)
        case None:
            raise ProblemError("not_allowed")


def require_header(request: Request) -> None:
    """Raises ProblemError 403 for a change that a foreign page could have sent."""
    if request.method not in _SAFE and request.headers.get(HEADER) is None:
        raise ProblemError("header_missing", f"send the header {HEADER}: 1")


async def _staff_session(request: Request) -> Session:
    hub = request.app.state.hub
    token = request.cookies.get(COOKIE, "")
    session: Session | None = await hub.read(partial(find_session, token=token))
    if session is None:
        raise ProblemError("login_needed")
    require_header(request)
    return session


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Opens, finds and ends the officers' sessions: one holds while its officer is on duty."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.contract.event import SessionOpened
from kiosk.hub.day import today
from kiosk.hub.officers import rules
from kiosk.hub.store.records import OfficerRecord, Session
from kiosk.hub.store.transaction import Reading, Transaction

SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Holds who asks: the session, whose it is, and the day. `elsewhere`: since when the same account is
    signed in at another place as well.
    """

    session: Session
    officer: OfficerRecord
    day: date
    elsewhere: datetime | None


def begin(tx: Transaction, login: str) -> str:
    """Opens a new session; gives its token, the cookie's value. The database keeps only its digest."""
    token = secrets.token_urlsafe(32)
    tx.sessions.end_expired(tx.now)
    tx.sessions.add(_digest(token), Session(login, tx.now + SESSION, tx.now))
    tx.events.add("session.opened", SessionOpened(officer=login))
    tx.audit.add("staff", login, "session.opened", login)
    return token


def end(tx: Transaction, token: str, login: str) -> None:
    """Ends a session; harmless when there is none."""
    tx.sessions.end(_digest(token))
    tx.audit.add("staff", login, "session.closed", login)


def end_others(tx: Transaction, token: str, login: str) -> None:
    """Ends the officer's sessions at other places."""
    tx.sessions.end_others(login, _digest(token))
    tx.audit.add("staff", login, "session.others_closed", login)


def find(reading: Reading, token: str, centre: str) -> SignedIn | None:
    """Finds whose running session is behind a cookie; None where there is none, or its officer is not on duty
    at the centre any more.
    """
    digest = _digest(token)
    session = reading.sessions.find(digest, reading.now)
    officer = reading.officers.by_login(session.officer) if session else None
    if session is None or officer is None:
        return None
    day = today(reading)
    if not rules.is_on_duty(officer, centre, day):
        return None
    return SignedIn(session, officer, day, reading.sessions.elsewhere(officer.login, digest, reading.now))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

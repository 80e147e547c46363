"""Stores what concerns the staff: their sessions and the notices for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import Notice, Session
from kiosk.hub.store.tables import notice, session
from kiosk.store.moments import stamp

_MOST_LISTED = 100

_ADD_SESSION = adding(session, "token_sha256", "officer", "expires_at", "opened_at")
_FIND_SESSION = select(session).where(
    session.c.token_sha256 == bindparam("token_sha256"), session.c.expires_at > bindparam("now")
)
_END_SESSION = delete(session).where(session.c.token_sha256 == bindparam("token_sha256"))
_OTHERS = (
    select(func.max(session.c.opened_at).label("opened_at"))
    .where(session.c.officer == bindparam("officer"), session.c.token_sha256 != bindparam("token_sha256"))
    .where(session.c.expires_at > bindparam("now"))
)
_END_OTHERS = delete(session).where(
    session.c.officer == bindparam("officer"), session.c.token_sha256 != bindparam("token_sha256")
)
_END_EXPIRED = delete(session).where(session.c.expires_at < bindparam("now"))

_ADD_NOTICE = adding(notice, "id", "kind", "detail", "kiosk", "at")
_NOTICE = select(notice).where(notice.c.id == bindparam("this"))
_FINISH = (
    update(notice)
    .where(notice.c.id == bindparam("this"), notice.c.done_at.is_(None))
    .values(done_at=bindparam("at"), done_by=bindparam("officer"))
)
_FORGET_WORDS = update(notice).where(notice.c.id == bindparam("this")).values(detail="")
_COME = (
    update(notice)
    .where(notice.c.id == bindparam("this"), notice.c.done_at.is_(None), notice.c.coming_at.is_(None))
    .values(coming_at=bindparam("at"), coming_by=bindparam("officer"))
)
_OPEN_FROM = select(notice).where(notice.c.kiosk == bindparam("kiosk"), notice.c.done_at.is_(None))
_NEWEST = select(notice).order_by(notice.c.at.desc()).limit(_MOST_LISTED)
_NEWEST_OPEN = _NEWEST.where(notice.c.done_at.is_(None))


class SessionRepository:
    """Stores the officers' sessions, by the SHA-256 of their tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token_sha256: str, new: Session) -> None:
        """Adds a session."""
        self._database.run(
            _ADD_SESSION,
            token_sha256=token_sha256,
            officer=new.officer,
            expires_at=stamp(new.expires_at),
            opened_at=stamp(new.opened_at),
        )

    def find(self, token_sha256: str, now: datetime) -> Session | None:
        """Finds the session that is still running, or None."""
        row = self._database.one(_FIND_SESSION, token_sha256=token_sha256, now=stamp(now))
        if row is None:
            return None
        ends = local(row["expires_at"])
        return Session(row["officer"], ends, local(row["opened_at"]) if row["opened_at"] else ends)

    def elsewhere(self, officer: str, token_sha256: str, now: datetime) -> datetime | None:
        """Gives since when the officer's newest session beside this one runs, or None."""
        row = self._database.one(_OTHERS, officer=officer, token_sha256=token_sha256, now=stamp(now))
        return local(row["opened_at"]) if row["opened_at"] else None

    def end(self, token_sha256: str) -> None:
        """Ends a session; harmless when there is none."""
        self._database.run(_END_SESSION, token_sha256=token_sha256)

    def end_others(self, officer: str, but_sha256: str = "") -> None:
        """Ends all sessions of the officer but that one."""
        self._database.run(_END_OTHERS, officer=officer, token_sha256=but_sha256)

    def end_expired(self, now: datetime) -> None:
        """Forgets the sessions whose time is over."""
        self._database.run(_END_EXPIRED, now=stamp(now))


class NoticeRepository:
    """Stores the notices for the staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_id(self, notice_id: str) -> Notice | None:
        """Finds the notice of that id, or None."""
        row = self._database.one(_NOTICE, this=notice_id)
        return None if row is None else _notice(row)

    def listed(self, *, done: bool) -> list[Notice]:
        """Lists open notices, newest first; with `done` the last hundred of all."""
        return [_notice(row) for row in self._database.all(_NEWEST if done else _NEWEST_OPEN)]

    def open_from(self, kiosk: str) -> list[Notice]:
        """Lists the open notices of that kiosk."""
        return [_notice(row) for row in self._database.all(_OPEN_FROM, kiosk=kiosk)]

    def add(self, new: Notice) -> None:
        """Adds an open notice."""
        self._database.run(
            _ADD_NOTICE, id=new.id, kind=new.kind, detail=new.detail, kiosk=new.kiosk, at=stamp(new.at)
        )

    def finish(self, notice_id: str, officer: str, at: datetime) -> None:
        """Notes who handled it, unless somebody did before."""
        self._database.run(_FINISH, this=notice_id, officer=officer, at=stamp(at))

    def come(self, notice_id: str, officer: str, at: datetime) -> None:
        """Notes who is on the way, unless somebody is already, or it is done."""
        self._database.run(_COME, this=notice_id, officer=officer, at=stamp(at))

    def forget_words(self, notice_id: str) -> None:
        """Forgets the words of a notice."""
        self._database.run(_FORGET_WORDS, this=notice_id)


def _notice(row: Any) -> Notice:
    return Notice(
        id=row["id"],
        kind=row["kind"],
        detail=row["detail"],
        kiosk=row["kiosk"],
        at=local(row["at"]),
        done_at=local(row["done_at"]) if row["done_at"] else None,
        coming_at=local(row["coming_at"]) if row["coming_at"] else None,
    )

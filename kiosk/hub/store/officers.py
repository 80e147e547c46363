"""Stores the officers: accounts with their codes' digests, permissions, skills and assignments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, select, update

from kiosk.contract.officer import Permission
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from kiosk.hub.store.tables import (
    assignment,
    counter_period,
    officer,
    officer_permission,
    officer_skill,
)

_THIS: BindParameter[str] = bindparam("this")
_ADD = adding(officer, "login", "name", "closed", "version")
_CHANGE = (
    update(officer)
    .where(officer.c.login == _THIS)
    .values(name=bindparam("now_name"), closed=bindparam("now_closed"), version=bindparam("now_version"))
)
_GIVE_CODE = update(officer).where(officer.c.login == _THIS).values(code_hash=bindparam("now_hash"))
_ALL = select(officer)
_ONE = select(officer).where(officer.c.login == _THIS)
_PERMISSIONS = select(officer_permission.c.permission).where(officer_permission.c.officer == _THIS)
_SKILLS = select(officer_skill.c.skill).where(officer_skill.c.officer == _THIS)
_ASSIGNMENTS = (
    select(assignment).where(assignment.c.officer == _THIS).order_by(assignment.c.first_day, assignment.c.id)
)
_PERMIT = adding(officer_permission, "officer", "permission")
_FORBID_ALL = delete(officer_permission).where(officer_permission.c.officer == _THIS)
_ADD_SKILL = adding(officer_skill, "officer", "skill")
_FORGET_SKILLS = delete(officer_skill).where(officer_skill.c.officer == _THIS)
_ASSIGN = adding(assignment, "officer", "centre", "first_day", "last_day", "counter")
_END_ASSIGNMENTS = delete(assignment).where(assignment.c.officer == _THIS)
_SKILLS_AT_COUNTERS = (
    select(counter_period.c.counter, officer_skill.c.skill)
    .join(officer_skill, officer_skill.c.officer == counter_period.c.officer)
    .where(counter_period.c.day == bindparam("day"), counter_period.c.ended_at.is_(None))
)


class OfficerRepository:
    """Stores the officers by their log-ins; none is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_login(self, login: str) -> OfficerRecord | None:
        """Finds the account of that log-in, or None."""
        row = self._database.one(_ONE, this=login)
        return None if row is None else self._whole(row)

    def listed(self) -> list[OfficerRecord]:
        """Lists all accounts by log-in, the closed ones last."""
        found = (self._whole(row) for row in self._database.all(_ALL))
        return sorted(found, key=lambda one: (one.closed, one.login))

    def name_of(self, login: str) -> str:
        """Gives an officer's full name; the log-in where there is none."""
        row = self._database.one(_ONE, this=login)
        return login if row is None else str(row["name"])

    def code_hash(self, login: str) -> str | None:
        """Gives the digest of an officer's code; None where they can't sign in."""
        row = self._database.one(_ONE, this=login)
        return None if row is None or row["closed"] else row["code_hash"]

    def skills_at_counters(self, day: date) -> Mapping[str, frozenset[str]]:
        """Gives what the officers can do who opened the counters that day, by counter."""
        found: dict[str, frozenset[str]] = {}
        for row in self._database.all(_SKILLS_AT_COUNTERS, day=day.isoformat()):
            found[row["counter"]] = found.get(row["counter"], frozenset()) | {row["skill"]}
        return found

    def skills_of(self, login: str) -> frozenset[str]:
        """Gives what the officer can do; nothing where nobody has the log-in."""
        return frozenset(row["skill"] for row in self._database.all(_SKILLS, this=login))

    def add(self, new: OfficerRecord) -> None:
        """Adds an account, without a code."""
        self._database.run(_ADD, login=new.login, name=new.name, closed=int(new.closed), version=new.version)
        self._fill(new)

    def change(self, changed: OfficerRecord) -> None:
        """Keeps an account as it is now; its code stays."""
        self._database.run(
            _CHANGE,
            this=changed.login,
            now_name=changed.name,
            now_closed=int(changed.closed),
            now_version=changed.version,
        )
        for forget in (_FORBID_ALL, _FORGET_SKILLS, _END_ASSIGNMENTS):
            self._database.run(forget, this=changed.login)
        self._fill(changed)

    def give_code(self, login: str, code_hash: str) -> None:
        """Keeps the digest of an officer's new code."""
        self._database.run(_GIVE_CODE, this=login, now_hash=code_hash)

    def _fill(self, one: OfficerRecord) -> None:
        for permission in one.permissions:
            self._database.run(_PERMIT, officer=one.login, permission=permission.value)
        for skill in one.skills:
            self._database.run(_ADD_SKILL, officer=one.login, skill=skill)
        for each in one.assignments:
            self._database.run(
                _ASSIGN,
                officer=one.login,
                centre=each.centre,
                first_day=each.first.isoformat(),
                last_day=None if each.last is None else each.last.isoformat(),
                counter=each.counter,
            )

    def _whole(self, row: Any) -> OfficerRecord:
        login = row["login"]
        return OfficerRecord(
            login=login,
            name=row["name"],
            permissions=frozenset(
                Permission(one["permission"]) for one in self._database.all(_PERMISSIONS, this=login)
            ),
            skills=self.skills_of(login),
            assignments=tuple(_assignment(one) for one in self._database.all(_ASSIGNMENTS, this=login)),
            closed=bool(row["closed"]),
            has_code=row["code_hash"] is not None,
            version=row["version"],
        )


def _assignment(row: Any) -> AssignmentRecord:
    last = row["last_day"]
    return AssignmentRecord(
        row["centre"],
        date.fromisoformat(row["first_day"]),
        None if last is None else date.fromisoformat(last),
        row["counter"],
    )

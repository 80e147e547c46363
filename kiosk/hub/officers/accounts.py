"""Changes the officers' accounts: what an administrator does with them, and each with their own code."""

from __future__ import annotations

import json
from dataclasses import replace

from kiosk.contract.event import OfficerChanged
from kiosk.contract.officer import ChangedOfficer, NewOfficer, OfficerFacts
from kiosk.hub.day import today
from kiosk.hub.officers import rules
from kiosk.hub.problems import ProblemError
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from kiosk.hub.store.transaction import Reading, Transaction


def get_or_404(reading: Reading, login: str) -> OfficerRecord:
    """Finds the account of that log-in; 404 `unknown_officer`."""
    found = reading.officers.by_login(login)
    if found is None:
        raise ProblemError("unknown_officer")
    return found


def add(tx: Transaction, queue: CentreQueue, centre: str, new: NewOfficer, by: str) -> OfficerRecord:
    """Adds an account; nobody can sign in before a code is made. 409 `login_taken`; 404 `unknown_counter`."""
    if tx.officers.by_login(new.login) is not None:
        raise ProblemError("login_taken", "a log-in names one person for ever")
    officer = _with_facts(OfficerRecord(new.login, new.name), queue, centre, new)
    tx.officers.add(officer)
    _tell(tx, officer, "officer.added", by)
    return officer


def change(
    tx: Transaction,
    queue: CentreQueue,
    centre: str,
    login: str,
    wanted: ChangedOfficer,
    *,
    version: int,
    by: str,
) -> OfficerRecord:
    """Changes an account; a closed one is signed out everywhere. Assignments to other centres stay.

    404 `unknown_officer`, `unknown_counter`; 412 `changed_meanwhile`: somebody else has changed it since that
    version; 409 `last_administrator`: nobody would be left who can change accounts.
    """
    before = get_or_404(tx, login)
    if before.version != version:
        raise ProblemError("changed_meanwhile", "somebody else has changed the account; look at it again")
    after = replace(
        _with_facts(before, queue, centre, wanted), closed=wanted.closed, version=before.version + 1
    )
    tx.officers.change(after)
    if not rules.is_administered(tx.officers.listed(), centre, today(tx)):
        raise ProblemError("last_administrator", "somebody without an end must stay who administers")
    if after.closed:
        tx.sessions.end_others(login)
    _tell(tx, after, "officer.changed", by)
    return after


def move(
    tx: Transaction, queue: CentreQueue, centre: str, login: str, *, counter: str, by: str
) -> OfficerRecord:
    """Has an officer work at that counter today; tomorrow they work where they did before. Assignments that
    have ended are dropped: the audit keeps them.

    404 `unknown_officer`, `unknown_counter`; 409 `not_moved`: not on duty today, or at every counter.
    """
    queue.counter(counter)
    before, day = get_or_404(tx, login), today(tx)
    moved = rules.moved(before, centre, day, counter)
    if moved is None:
        raise ProblemError("not_moved", "the officer is not on duty today, or works at every counter")
    open_ones = tuple(one for one in moved if one.last is None or one.last >= day or one.centre != centre)
    after = replace(before, assignments=open_ones, version=before.version + 1)
    tx.officers.change(after)
    _tell(tx, after, "officer.moved", by)
    return after


def give_code(tx: Transaction, login: str, code_hash: str, by: str) -> OfficerRecord:
    """Gives an officer a new code: the one before, and all sessions that were opened with it, end.
    404 `unknown_officer`.
    """
    officer = get_or_404(tx, login)
    tx.officers.give_code(login, code_hash)
    tx.sessions.end_others(login)
    tx.audit.add("staff", by, "officer.code_made", login)
    tx.events.add("officer.changed", OfficerChanged(officer=login))
    return officer


def _with_facts(
    officer: OfficerRecord, queue: CentreQueue, centre: str, facts: OfficerFacts
) -> OfficerRecord:
    for one in facts.assignments:
        if one.counter is not None:
            queue.counter(one.counter)
    elsewhere = tuple(one for one in officer.assignments if one.centre != centre)
    here = {
        AssignmentRecord(centre, one.first, one.last, one.counter): None for one in facts.assignments
    }  # each once, in their order
    return replace(
        officer,
        name=facts.name,
        permissions=frozenset(facts.permissions),
        skills=frozenset(facts.skills),
        assignments=(*elsewhere, *here),
    )


def _tell(tx: Transaction, officer: OfficerRecord, action: str, by: str) -> None:
    tx.audit.add("staff", by, action, officer.login, _written(officer))
    tx.events.add("officer.changed", OfficerChanged(officer=officer.login))


def _written(officer: OfficerRecord) -> str:
    """Writes for the audit what an account is now."""
    return json.dumps(
        {
            "name": officer.name,
            "closed": officer.closed,
            "permissions": sorted(one.value for one in officer.permissions),
            "skills": sorted(officer.skills),
            "assignments": [
                [one.centre, one.first.isoformat(), one.last and one.last.isoformat(), one.counter]
                for one in officer.assignments
            ],
        },
        ensure_ascii=False,
    )

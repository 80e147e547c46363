"""Makes the first administrator, and takes over the codes that were one a counter.

The administrator's code is written to a file that only the hub's user can read; a start that finds the file
empty makes a new one. (Without the file it makes none: several hubs may share the accounts.)

A file `staff_codes` of before becomes accounts, which keep their log-ins and codes and may do what they
could: everything but administer. It is removed then: a code lies nowhere in clear any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.reading import CannotRead, read_text
from kiosk.contract.officer import FIRST_DAY, Permission
from kiosk.hub.officers.codes import LEAST_CODE, Codes, new_code
from kiosk.hub.store.records import AssignmentRecord, OfficerRecord
from kiosk.hub.store.store import Store
from kiosk.hub.store.transaction import Transaction
from kiosk.language.normal import nfc
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.keys import write_secret

ADMINISTRATOR = "QT"
ADMINISTRATOR_NAME = "Quản trị"
ADMINISTRATOR_FILE = "administrator_code"
CODES_OF_BEFORE = "staff_codes"
_LINE = re.compile(
    rf"(?P<login>[^\s/]{{1,40}})\s+(?P<code>[0-9A-Za-z-]{{{LEAST_CODE},80}})(?:\s+(?P<name>\S.{{0,79}}))?"
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Holds a line of `staff_codes`; `name` is empty where none is given."""

    code: str = field(repr=False)
    name: str


def prepare_accounts(folder: Path, store: Store, codes: Codes, centre: str) -> None:
    """Makes what accounts the hub can't do without. Raises StoreError with one line where a file can't be
    used.
    """
    take_over_codes(folder / CODES_OF_BEFORE, store, codes, centre)
    make_administrator(folder / ADMINISTRATOR_FILE, store, codes, centre)


def make_administrator(file: Path, store: Store, codes: Codes, centre: str) -> None:
    """Makes the account of the first administrator where there is none, or gives it a new code where the file
    is empty: its code, its permission and a place at the centre.
    """
    with as_store_error(file):
        asked = file.exists() and not _secret_text(file).strip()
    code = new_code()

    def work(tx: Transaction) -> bool:
        before = tx.officers.by_login(ADMINISTRATOR)
        if before is not None and not asked:
            return False
        administers = _whole(ADMINISTRATOR, ADMINISTRATOR_NAME, centre, {Permission.ADMINISTER})
        if before is None:
            tx.officers.add(administers)
        else:
            can = before.permissions | administers.permissions
            tx.officers.change(
                replace(administers, name=before.name, permissions=can, version=before.version + 1)
            )
        tx.officers.give_code(ADMINISTRATOR, codes.hashed(code))
        tx.sessions.end_others(ADMINISTRATOR)
        tx.audit.add("hub", "hub", "officer.code_made", ADMINISTRATOR)
        return True

    is_known = store.read(lambda reading: reading.officers.by_login(ADMINISTRATOR)) is not None
    if (asked or not is_known) and store.submit(work).result():
        with as_store_error(file):
            file.unlink(missing_ok=True)
            write_secret(file, f"{ADMINISTRATOR} {code}\n".encode())


def take_over_codes(file: Path, store: Store, codes: Codes, centre: str) -> None:
    """Makes an account of each line of `staff_codes`, and removes the file. A log-in that has an account
    already keeps what it is.
    """
    with as_store_error(file):
        if not file.exists():
            return
    hashed = {login: (one.name or login, codes.hashed(one.code)) for login, one in _listed(file).items()}
    could = set(Permission) - {Permission.ADMINISTER}

    def work(tx: Transaction) -> None:
        for login, (name, kept) in hashed.items():
            if tx.officers.by_login(login) is None:
                tx.officers.add(_whole(login, name, centre, could))
                tx.officers.give_code(login, kept)
                tx.audit.add("hub", "hub", "officer.taken_over", login)

    store.submit(work).result()
    with as_store_error(file):
        file.unlink()


def _whole(login: str, name: str, centre: str, permissions: set[Permission]) -> OfficerRecord:
    always = AssignmentRecord(centre, FIRST_DAY)
    return OfficerRecord(login, name, frozenset(permissions), assignments=(always,))


def _listed(file: Path) -> Mapping[str, _Listed]:
    lines = enumerate(_secret_text(file).splitlines(), 1)
    written = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    found: dict[str, _Listed] = {}
    for number, line in written:
        one = _LINE.fullmatch(nfc(line).strip())
        if one is None:
            raise StoreError(
                f"{file}: line {number}: needs an officer, a code of {LEAST_CODE} letters, "
                "digits and dashes or more, and the full name"
            )
        found[one["login"]] = _Listed(one["code"], one["name"] or "")
    return found


def _secret_text(path: Path) -> str:
    try:
        return read_text(path)
    except CannotRead as error:
        raise StoreError(f"{path}: {error}") from error

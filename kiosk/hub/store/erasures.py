"""Erases dossiers: what is personal goes, the row that keeps a dossier from coming twice stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, select, update

from kiosk.dossier.codec import to_json
from kiosk.dossier.model import Dossier
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.erasure_tables import erased_page, erasure
from kiosk.hub.store.moments import local
from kiosk.hub.store.openrosa_tables import instance_file, openrosa_instance
from kiosk.hub.store.tables import decision, dossier, dossier_file
from kiosk.store.moments import stamp

_THIS: BindParameter[str] = bindparam("this")
_AT = select(erasure.c.at).where(erasure.c.dossier == _THIS)
_ADD = adding(erasure, "dossier", "at", "officer", "basis")
_EMPTY = update(dossier).where(dossier.c.id == _THIS).values(body=bindparam("emptied"), card_mark=None)
_SILENCE = update(decision).where(decision.c.dossier == _THIS).values(reason="", remark="")
_FILES = select(dossier_file.c.sha256).where(dossier_file.c.dossier == _THIS)
_LET_GO = delete(dossier_file).where(dossier_file.c.dossier == _THIS)
_FORGET_NAMES = delete(instance_file).where(
    instance_file.c.instance.in_(select(openrosa_instance.c.id).where(openrosa_instance.c.dossier == _THIS))
)
_CONDEMN = adding(erased_page, "sha256")
_IS_CONDEMNED = select(erased_page.c.sha256).where(erased_page.c.sha256 == _THIS)
_CONDEMNED = select(erased_page.c.sha256)
_SPARE = delete(erased_page).where(erased_page.c.sha256 == _THIS)
_OF_DOSSIERS = select(dossier_file.c.sha256).where(dossier_file.c.sha256 == _THIS)
_OF_INSTANCES = select(instance_file.c.sha256).where(instance_file.c.sha256 == _THIS)


class ErasureRepository:
    """Stores which dossiers were erased, and which pages are to be destroyed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, dossier_id: str) -> datetime | None:
        """Says when the dossier was erased; None: it was not."""
        row = self._database.one(_AT, this=dossier_id)
        return None if row is None else local(row["at"])

    def erase(self, emptied: Dossier, officer: str, basis: str, at: datetime) -> None:
        """Puts the emptied dossier in the place of what it was, and its pages among those to be destroyed."""
        self._database.run(_ADD, dossier=emptied.id, at=stamp(at), officer=officer, basis=basis)
        self._database.run(_EMPTY, this=emptied.id, emptied=to_json(emptied))
        self._database.run(_SILENCE, this=emptied.id)
        for row in self._database.all(_FILES, this=emptied.id):
            self.condemn(row["sha256"])
        self._database.run(_LET_GO, this=emptied.id)
        self._database.run(_FORGET_NAMES, this=emptied.id)

    def condemn(self, digest: str) -> None:
        """Notes a page that is to be destroyed unless something needs it."""
        if self._database.one(_IS_CONDEMNED, this=digest) is None:
            self._database.run(_CONDEMN, sha256=digest)

    def condemned(self) -> list[str]:
        """Lists the pages that are to be destroyed."""
        return [row["sha256"] for row in self._database.all(_CONDEMNED)]

    def is_needed(self, digest: str) -> bool:
        """Says if a dossier has the page, or a submission whose other pages are still to come."""
        return any(self._database.one(query, this=digest) for query in (_OF_DOSSIERS, _OF_INSTANCES))

    def spare(self, digest: str) -> None:
        """Notes that a page is destroyed, or needed after all."""
        self._database.run(_SPARE, this=digest)

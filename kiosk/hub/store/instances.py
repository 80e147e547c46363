"""Stores which submissions came by OpenRosa, and which of their pictures are here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, update

from kiosk.hub.store.database import Database, adding, setting
from kiosk.hub.store.openrosa_tables import instance_file, openrosa_instance
from kiosk.hub.store.records import InstanceRecord
from kiosk.store.moments import stamp

_FIND = select(openrosa_instance).where(openrosa_instance.c.id == bindparam("this"))
_FILES = select(instance_file).where(instance_file.c.instance == bindparam("this"))
_ADD = adding(openrosa_instance, "id", "xml_sha256", "at")
_SET_FILE = setting(instance_file, "instance", "name", "sha256")
_NOTE = (
    update(openrosa_instance)
    .where(openrosa_instance.c.id == bindparam("this"))
    .values(dossier=bindparam("filed"))
)


class InstanceRepository:
    """Stores submissions by their instanceID."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, instance: str) -> InstanceRecord | None:
        """Finds a submission, or None."""
        row = self._database.one(_FIND, this=instance)
        return None if row is None else InstanceRecord(row["xml_sha256"], row["dossier"])

    def add(self, instance: str, xml_sha256: str, at: datetime) -> None:
        """Adds a submission whose first part has come."""
        self._database.run(_ADD, id=instance, xml_sha256=xml_sha256, at=stamp(at))

    def files_of(self, instance: str) -> dict[str, str]:
        """Gives the digests of its pictures that are here, by their names."""
        return {row["name"]: row["sha256"] for row in self._database.all(_FILES, this=instance)}

    def add_files(self, instance: str, files: Mapping[str, str]) -> None:
        """Adds pictures; one that comes again takes the place of the first."""
        for name, digest in files.items():
            self._database.run(_SET_FILE, instance=instance, name=name, sha256=digest)

    def note_dossier(self, instance: str, dossier: str) -> None:
        """Notes that the dossier is filed."""
        self._database.run(_NOTE, this=instance, filed=dossier)

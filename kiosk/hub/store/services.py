"""Stores the further services that a number is for, in the order in which they were asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.records import ServiceRequest
from kiosk.hub.store.tables import service_request
from kiosk.store.moments import stamp

_ADD = adding(service_request, "ticket", "field", "procedure", "at")
_OF_TICKET = (
    select(service_request)
    .where(service_request.c.ticket == bindparam("ticket"))
    .order_by(service_request.c.id)
)
_TAKE_UP = (
    update(service_request)
    .where(service_request.c.id == bindparam("this"))
    .values(taken_up_at=bindparam("since"))
)


class ServiceRepository:
    """Stores the service requests of numbers that several services share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_ticket(self, ticket: str) -> list[ServiceRequest]:
        """Lists what the number is for besides what it was taken for."""
        return [_record(row) for row in self._database.all(_OF_TICKET, ticket=ticket)]

    def waiting(self, ticket: str) -> list[ServiceRequest]:
        """Lists the services that the number has not come to yet."""
        return [one for one in self.of_ticket(ticket) if not one.is_taken_up]

    def add(self, ticket: str, field: str, procedure: str | None, at: datetime) -> None:
        """Adds a service to the number."""
        self._database.run(_ADD, ticket=ticket, field=field, procedure=procedure, at=stamp(at))

    def take_up(self, request: int, at: datetime | None) -> None:
        """Notes when the number came to that service; None: it has not, after all."""
        self._database.run(_TAKE_UP, this=request, since=None if at is None else stamp(at))


def _record(row: Any) -> ServiceRequest:
    return ServiceRequest(row["id"], row["field"], row["procedure"], row["taken_up_at"] is not None)

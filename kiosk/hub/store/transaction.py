"""Gives a rule or a route the repositories, within one transaction."""

from __future__ import annotations

from datetime import datetime

from kiosk.hub.store.appointments import AppointmentRepository
from kiosk.hub.store.database import Database
from kiosk.hub.store.deliveries import DeliveryRepository, OutageRepository, UpstreamEventRepository
from kiosk.hub.store.dossiers import DossierRepository
from kiosk.hub.store.erasures import ErasureRepository
from kiosk.hub.store.holders import HolderRepository
from kiosk.hub.store.instances import InstanceRepository
from kiosk.hub.store.limits import LimitRepository
from kiosk.hub.store.logs import AuditLog, EventLog
from kiosk.hub.store.memory import Memory
from kiosk.hub.store.moves import CounterRepository, MoveRepository, WaitRepository
from kiosk.hub.store.officers import OfficerRepository
from kiosk.hub.store.orders import AnswerRepository, NumberingRepository, SheetRepository
from kiosk.hub.store.pairings import PairingRepository
from kiosk.hub.store.ratings import RatingRepository
from kiosk.hub.store.retention import RetentionRepository
from kiosk.hub.store.services import ServiceRepository
from kiosk.hub.store.staff import NoticeRepository, SessionRepository
from kiosk.hub.store.steps import StepRepository
from kiosk.hub.store.tickets import TicketRepository
from kiosk.hub.store.workdays import WorkdayRepository


class Reading:
    """Gives the repositories, to look things up in: the database refuses a change. `now`
    is the clock's time, `memory` what was looked up before in the same transaction.
    """

    def __init__(self, database: Database, now: datetime, memory: Memory | None = None) -> None:
        self.now = now
        memory = memory or Memory()
        self.tickets = TicketRepository(database)
        self.appointments = AppointmentRepository(database)
        self.holders = HolderRepository(database)
        self.services = ServiceRepository(database)
        self.limits = LimitRepository(database)
        self.moves = MoveRepository(database)
        self.waits = WaitRepository(database)
        self.counters = CounterRepository(database)
        self.dossiers = DossierRepository(database)
        self.steps = StepRepository(database)
        self.deliveries = DeliveryRepository(database)
        self.outages = OutageRepository(database)
        self.upstream_events = UpstreamEventRepository(database)
        self.officers = OfficerRepository(database)
        self.sessions = SessionRepository(database)
        self.pairings = PairingRepository(database)
        self.retention = RetentionRepository(database)
        self.notices = NoticeRepository(database)
        self.ratings = RatingRepository(database)
        self.sheets = SheetRepository(database)
        self.answers = AnswerRepository(database)
        self.erasures = ErasureRepository(database)
        self.instances = InstanceRepository(database)
        self.workdays = WorkdayRepository(database, memory)
        self.numbering = NumberingRepository(database, memory)
        self.events = EventLog(database, now)
        self.audit = AuditLog(database, now)


class Transaction(Reading):
    """Holds one request's part of a transaction: all that it changes commits together, or none of it. `now`
    is the same for all that it writes.
    """

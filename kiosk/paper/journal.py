"""Records print jobs: committed before the first byte, so that no job is printed twice unknowingly."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from kiosk.ports.device import Fault, Health
from kiosk.ports.printing import Printed, PrintJob, SlipPrinter
from kiosk.ports.time import Clock
from kiosk.store.keys import derive, load_or_make_key
from kiosk.store.sqlite import Connection, DatabaseError, open_migrated

JobState = Literal["sending", "printed", "blocked", "in_doubt"]

MIGRATIONS = Path(__file__).with_name("migrations")

NOT_SENT = "nothing was sent"
"""The detail of a driver's fault that came before the job's first byte: the job may simply be tried again."""


_MOST_FIRST: tuple[JobState, ...] = ("printed", "in_doubt", "sending", "blocked")

_log = logging.getLogger(__name__)


class _Row(NamedTuple):
    """Holds a row of the table, in the order of its columns."""

    job_id: str
    attempt: int
    kind: str
    sha256: str
    state: JobState
    process_id: str
    ts: str


def process_id(job: PrintJob) -> bytes:
    """Gives four bytes of 20..7E that the printer echoes; every attempt of a job has its own, so that the
    late answer to one is never taken for another's.
    """
    digest = hashlib.sha256(f"{job.id}\n{job.reprint}\n{job.attempt}".encode()).digest()
    return bytes(0x20 + byte % 95 for byte in digest[:4])


class Journal:
    """Keeps one row for each attempt of a job. No personal data: pictures are named by
    their SHA-256.

    What a full or broken disk does not take is kept in memory until it does: a slip is printed all the same,
    and a job asked for twice is still printed once.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._unwritten: dict[tuple[str, int], _Row] = {}

    def begin(self, job: PrintJob) -> PrintJob:
        """Commits that the job is about to be sent; gives the job with its attempt, counted from 1."""
        job = replace(job, attempt=1 + len(self._attempts(job.id)))
        self._write(
            _Row(
                job.id,
                job.attempt,
                job.kind,
                hashlib.sha256(job.picture.rows).hexdigest(),
                "sending",
                process_id(job).decode("ascii"),
                self._clock.now().isoformat(),
            )
        )
        return job

    def end(self, job: PrintJob, state: JobState) -> None:
        """Commits how the attempt that `begin` gave ended."""
        begun = self._attempts(job.id)[job.attempt]
        self._write(begun._replace(state=state, ts=self._clock.now().isoformat()))

    def state(self, job_id: str) -> JobState | None:
        """Gives the state of the job: the most that any of its attempts came to; None for
        a job never begun.
        """
        states = {attempt.state for attempt in self._attempts(job_id).values()}
        return next((state for state in _MOST_FIRST if state in states), None)

    def reprints(self, job_id: str) -> int:
        """Counts the attempts that may have put more of the job on paper than the first."""
        printed = [one for one in self._attempts(job_id).values() if one.state != "blocked"]
        return max(0, len(printed) - 1)

    def close(self) -> None:
        """Closes the database."""
        self._connection.close()

    def _attempts(self, job_id: str) -> dict[int, _Row]:
        """Gives every attempt of the job, by its number."""
        rows = self._connection.execute(
            f"SELECT {', '.join(_Row._fields)} FROM print_jobs WHERE job_id = ?",  # noqa: S608
            (job_id,),
        ).fetchall()
        unwritten = [row for (job, _), row in self._unwritten.items() if job == job_id]
        return {row.attempt: row for row in (*map(_Row._make, rows), *unwritten)}

    def _write(self, new: _Row) -> None:
        self._unwritten[new.job_id, new.attempt] = new
        try:
            for key, row in list(self._unwritten.items()):
                self._connection.execute(
                    "INSERT OR REPLACE INTO print_jobs VALUES (?, ?, ?, ?, ?, ?, ?)", row
                )
                del self._unwritten[key]
        except DatabaseError as error:
            _log.warning("the print journal is kept in memory: %s", type(error).__name__)


def open_journal(folder: Path, clock: Clock) -> Journal:
    """Opens the journal of the machine whose data lie in `folder`. Raises StoreError when
    it can't be opened.
    """
    database = folder / "prints.db"
    key = derive(load_or_make_key(folder / "kiosk.key", database), "prints")
    return Journal(open_migrated(database, key, MIGRATIONS), clock)


class JournaledPrinter:
    """Adds the journal to a printer: asked twice for the same job, it prints once.

    A job that was lost sight of (the power went, the answer was lost, it was half printed) may be in
    somebody's hand. It is printed once more by itself, if it can be `marked`; beyond that staff decide.
    """

    def __init__(self, printer: SlipPrinter, journal: Journal) -> None:
        self._printer = printer
        self._journal = journal

    def open(self) -> Fault | None:
        """Opens the printer."""
        return self._printer.open()

    def close(self) -> None:
        """Closes the printer."""
        self._printer.close()

    def health(self) -> Health:
        """Gives the printer's health."""
        return self._printer.health()

    def width(self) -> int:
        """Gives the printer's width."""
        return self._printer.width()

    def print(self, job: PrintJob) -> Printed | Fault:
        """Records the job, prints it, records the result; where it is in doubt, makes the
        one marked reprint.
        """
        state = self._journal.state(job.id)
        if job.reprint or state in (None, "blocked"):
            result = self._attempt(job)
        elif state == "printed":
            return Printed(job.id, confirmed=True)
        else:
            result = Fault("printer_in_doubt", "sent before, outcome unknown")
        if isinstance(result, Fault) and result.id == "printer_in_doubt":
            return self._print_again(job) or result
        return result

    def _print_again(self, job: PrintJob) -> Printed | None:
        if job.reprint or job.marked is None or self._journal.reprints(job.id):
            return None
        result = self._attempt(replace(job, picture=job.marked(), reprint=True))
        return result if isinstance(result, Printed) else None

    def _attempt(self, job: PrintJob) -> Printed | Fault:
        job = self._journal.begin(job)
        result = self._printer.print(job)
        if isinstance(result, Fault):
            self._journal.end(job, "blocked" if result.detail == NOT_SENT else "in_doubt")
        else:
            self._journal.end(job, "printed")
        return result

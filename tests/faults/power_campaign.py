"""Power cuts at any moment of a hub's and of a kiosk's work: `./run faults power --count 10000 [--seed S]
[--mutants] [--json]`.

Both programs run once under strace, which sees each write and each sync. Then the power goes so many times,
half of them on either side: the disk keeps what was synced, and of the rest what chance leaves of it, torn
writes included (`tests/faults/power_disk.py`). The program's own code opens what is left, and everything that
somebody had been told has to be there: each number, each dossier with its pages, and no number twice.
With `--mutants` the programs are broken on purpose, and the cuts have to show it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Ticket
from kiosk.dossier.codec import from_json
from kiosk.dossier.files import DamagedFileError, FileStore
from kiosk.dossier.ids import uuid7
from kiosk.hub.store.opening import open_store
from kiosk.queue.model import TicketRequest
from kiosk.store.errors import StoreError
from kiosk.store.keys import derive
from kiosk.store.sqlite import DatabaseError
from tests.faults.campaign import Report, carry_out
from tests.faults.power_disk import PowerDisk
from tests.faults.power_trace import Operation, Said, traced
from tests.faults.power_work import MUTANTS, SLIP_FIRST, kiosk_at
from tests.hub.scene import MORNING

SIDES = ("hub", "kiosk")
TURNS = 40
MUTANT_CUTS = 300
BROKEN: tuple[tuple[str, str], ...] = (
    *((side, mutant) for side in SIDES for mutant in MUTANTS),
    ("kiosk", SLIP_FIRST),
)


@dataclass
class Promises:
    """Holds what somebody had been told when the power went."""

    numbers: dict[str, str] = field(default_factory=dict)
    dossiers: set[str] = field(default_factory=set)
    passing: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Takes one line of the program."""
        match line.rstrip("\n").split("\t"):
            case ["number", id, number]:
                self.numbers[id] = number
            case ["dossier", id, _]:
                self.dossiers.add(id)
            case ["passing", id, _]:
                self.passing.add(id)

    def __len__(self) -> int:
        return len(self.numbers) + len(self.dossiers)


def cuts(operations: list[Operation], root: Path, count: int, chance: random.Random) -> Iterator[Promises]:
    """Cuts the power so many times while the program works; leaves in `root` what the disk has each time."""
    disk, told = PowerDisk(root), Promises()
    moments = Counter(chance.randrange(1, len(operations) + 1) for _ in range(count))
    for moment, operation in enumerate(operations, 1):
        if isinstance(operation, Said):
            told.hear(operation.text)
        else:
            disk.apply(operation)
        for _ in range(moments[moment]):
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            disk.cut(root, chance)
            yield told


def lost_at_hub(folder: Path, told: Promises) -> int:
    """Counts what the hub was trusted with and has not."""
    store, key = open_store(folder, None, VirtualClock(MORNING), lambda: None)
    try:
        files = FileStore(folder / "files", derive(key, "files"))
        numbers = store.read(lambda reading: [reading.tickets.by_id(id) is not None for id in told.numbers])
        dossiers = store.read(lambda reading: [reading.dossiers.by_id(id) for id in told.dossiers])
        whole = [
            one is not None
            and all(
                _is_there(files.get, page) for paper in one.dossier.papers.values() for page in paper.files
            )
            for one in dossiers
        ]
        return numbers.count(False) + whole.count(False)
    finally:
        store.close()


def lost_at_kiosk(folder: Path, told: Promises) -> int:
    """Counts what the kiosk was trusted with and has not, and a number that it gives twice."""
    gateway, outbox = kiosk_at(folder)
    try:
        waiting = {row.subject: row for row in outbox.pending()}
        lost = sum(id not in waiting for id in told.numbers)
        for id in told.dossiers:
            row = waiting.get(id)
            if row is not None:
                whole = from_json(row.body).id == id
                lost += not (whole and row.files and all(_is_there(outbox.content, one) for one in row.files))
            else:
                lost += not (id in told.passing and outbox.state_of(id) == "sent")
        given = gateway.take_number(TicketRequest(uuid7(), "ho_tich", None, "vi"))
        return lost + (not isinstance(given, Ticket) or given.number in told.numbers.values())
    finally:
        outbox.close()


def _is_there(content: Callable[[str], bytes], digest: str) -> bool:
    try:
        content(digest)
    except DamagedFileError:
        return False
    return True


def judged(side: str, mutant: str | None, count: int, seed: int, turns: int = TURNS) -> Counter[str]:
    """Lets a side work, then cuts its power so many times: counts cuts, promises, what was lost, and what
    could not be opened.
    """
    look = {"hub": lost_at_hub, "kiosk": lost_at_kiosk}[side]
    found: Counter[str] = Counter(cuts=0, promises=0, lost=0, unopened=0)
    with tempfile.TemporaryDirectory(prefix="power-") as name:
        root, chance = Path(name).resolve() / "machine", random.Random(f"{side} {seed}")
        root.mkdir()
        words = [side, str(root / "data"), str(turns), *([mutant] if mutant else [])]
        operations = traced("tests.faults.power_work", words, root, Path(name) / "calls")
        for told in cuts(operations, root, count, chance):
            found["cuts"] += 1
            found["promises"] += len(told)
            try:
                found["lost"] += look(root / "data", told)
            except (StoreError, DatabaseError):
                found["unopened"] += 1
    return found


def report(options: argparse.Namespace) -> Report:
    """Cuts the power on both sides, and of the mutants."""
    sides = {side: dict(judged(side, None, options.count // 2, options.seed)) for side in SIDES}
    found: Report = {"cuts": sum(one["cuts"] for one in sides.values()), **sides}
    if options.mutants:
        found["mutants"] = {
            f"{side}: {mutant}": "caught" if _shows(side, mutant, options.seed) else "missed"
            for side, mutant in BROKEN
        }
    return found


def _shows(side: str, mutant: str, seed: int) -> bool:
    found = judged(side, mutant, MUTANT_CUTS, seed)
    return bool(found["lost"] or found["unopened"])


def holds(found: Report) -> bool:
    """Says that nothing was lost, and that each mutant was caught."""
    whole = all(not found[side]["lost"] and not found[side]["unopened"] for side in SIDES)
    return whole and set(found.get("mutants", {}).values()) <= {"caught"}


if __name__ == "__main__":
    sys.exit(carry_out("faults power", sys.argv[1:], report, holds))

"""Judges a campaign by the paper, never by what the driver says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from devices.simulators.vprinter_paper import Piece
from kiosk.contract.ticket import TicketState
from tests.faults.kiosk_at_work import Office, Told, marked, picture_of
from tests.faults.plan import NONE, Case


@dataclass
class Verdict:
    """Holds the result of a campaign. Counts add up over stages."""

    jobs: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    told_ok_but_lost: int = 0
    unmarked_duplicates: int = 0
    marked_duplicates: int = 0
    called_without_paper_or_screen: int = 0
    fault_free: int = 0
    fault_free_printed: int = 0
    recoverable: int = 0
    left_to_staff: int = 0
    marked_without_doubt: int = 0
    left: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """Counts how often a promise was broken."""
        return self.told_ok_but_lost + self.unmarked_duplicates + self.called_without_paper_or_screen

    def add(self, other: Verdict) -> None:
        """Count another stage in."""
        for name in ("jobs", "told_ok_but_lost", "unmarked_duplicates", "marked_duplicates"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("called_without_paper_or_screen", "fault_free", "fault_free_printed", "recoverable"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.left_to_staff += other.left_to_staff
        self.marked_without_doubt += other.marked_without_doubt
        self.faults += other.faults
        self.left += other.left
        self.bad += other.bad

    def as_json(self) -> dict[str, object]:
        """The report's keys. Shares are between 0 and 1."""
        return {
            "jobs": self.jobs,
            "faults": dict(sorted(self.faults.items())),
            "told_ok_but_lost": self.told_ok_but_lost,
            "unmarked_duplicates": self.unmarked_duplicates,
            "marked_duplicates": self.marked_duplicates,
            "called_without_paper_or_screen": self.called_without_paper_or_screen,
            "fault_free_printed": _share(self.fault_free_printed, self.fault_free, 1.0),
            "left_to_staff": _share(self.left_to_staff, self.recoverable, 0.0),
        }


def _share(part: int, whole: int, otherwise: float) -> float:
    return round(part / whole, 5) if whole else otherwise


@dataclass
class Record:
    """The paper of a stage, by what stands on each piece."""

    plain: Counter[bytes] = field(default_factory=Counter)
    first_at: dict[bytes, float] = field(default_factory=dict)

    @classmethod
    def of(cls, pieces: tuple[Piece, ...]) -> Record:
        """All that left the printer."""
        record = cls()
        for piece in pieces:
            if piece.cut and piece.width == 576:
                rows = piece.trimmed().rows
                record.plain[rows] += 1
                record.first_at.setdefault(rows, piece.first_at)
        return record


def judge(
    told: list[tuple[Case, Told]],
    pieces: tuple[Piece, ...],
    office: Office,
    delivered: list[tuple[float, bytes]],
    process_ids: dict[int, bytes],
) -> Verdict:
    """Every job of a stage. `delivered` reached the kiosk, `process_ids` are the first attempts'."""
    record, verdict = Record.of(pieces), Verdict()
    for case, result in told:
        _judge_one(case, result, record, verdict)
        _judge_call(case, record, result, office, verdict)
        _judge_mark(case, record, delivered, process_ids, verdict)
    return verdict


def _on_paper(case: Case, record: Record) -> tuple[int, int]:
    picture = picture_of(case.number, case.rows)
    return record.plain[picture.rows], record.plain[marked(picture).rows]


def _judge_one(case: Case, result: Told, record: Record, verdict: Verdict) -> None:
    plain, with_mark = _on_paper(case, record)
    verdict.jobs += 1
    if case.name == NONE:
        verdict.fault_free += 1
        whole = result.ok and (plain, with_mark) == (1, 0)
        verdict.fault_free_printed += whole
        if not whole:
            verdict.bad.append(f"{case.number} none: {result} plain {plain} marked {with_mark}")
    else:
        verdict.faults[case.name] += 1
        if case.recoverable:
            verdict.recoverable += 1
            verdict.left_to_staff += not result.ok
            if not result.ok:
                verdict.left[f"{case.name} {result.fault}"] += 1
    if result.ok and not plain + with_mark:
        verdict.told_ok_but_lost += 1
        verdict.bad.append(f"{case.number} {case.name}: told ok, lost; {case}")
    if plain > 1:
        verdict.unmarked_duplicates += plain - 1
        verdict.bad.append(f"{case.number} {case.name}: {plain} unmarked; {case}")
    verdict.marked_duplicates += max(0, min(with_mark, plain + with_mark - 1))


def _judge_call(case: Case, record: Record, result: Told, office: Office, verdict: Verdict) -> None:
    """A number that may be called is on paper or on the screen, and every other one on neither."""
    ticket = f"t{case.number}"
    callable_ = office.states.get(ticket) is TicketState.WAITING
    shown = any(_on_paper(case, record)) or result.on_screen
    if callable_ and not shown:
        verdict.called_without_paper_or_screen += 1
        verdict.bad.append(f"{case.number} {case.name}: callable, on neither; {case}")
    if not callable_ and result.ok:
        verdict.bad.append(f"{case.number} {case.name}: told ok, never callable")


def _judge_mark(
    case: Case,
    record: Record,
    delivered: list[tuple[float, bytes]],
    process_ids: dict[int, bytes],
    verdict: Verdict,
) -> None:
    """A marked reprint is right only where the kiosk had not been told the end of the first attempt."""
    at = record.first_at.get(marked(picture_of(case.number, case.rows)).rows)
    wanted = process_ids.get(case.number)
    if at is None or wanted is None:
        return
    before = b"".join(data for when, data in delivered if when < at)
    if b"\x37\x22" + wanted + b"\0" in before:
        verdict.marked_without_doubt += 1
        verdict.bad.append(f"{case.number} {case.name}: marked though acknowledged; {case}")

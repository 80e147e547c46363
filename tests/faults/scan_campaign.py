"""The campaign of hostile codes: `python -m tests.faults.scan_campaign --count 10000 --seed 1 --json`.

Every payload is held up at the card's screen, at the slip's screen, at a screen that asks for none, and while
the citizen leaves. Judged by what the kiosk then shows, does, logs, and reaches for outside of itself.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kiosk.visit import events as ev
from tests.faults.campaign import carry_out
from tests.faults.scan_guard import Guard
from tests.faults.scan_kiosk import CARD, SLIP, Found, ScanKiosk
from tests.faults.scan_mutants import MUTANTS
from tests.faults.scan_payloads import Held, held

LEAVING = (ev.Left(), ev.Back(), ev.Went("search"))
MUTANT_COUNT = 1500
WARM_UP = 60


@dataclass
class Verdict:
    """Holds the result of all payloads."""

    held_up: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    unexpected: Counter[str] = field(default_factory=Counter)
    crashes: Counter[str] = field(default_factory=Counter)
    reached_out: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Says that nothing happened that should not."""
        return not (self.unexpected or self.crashes or self.reached_out)

    def as_json(self) -> dict[str, Any]:
        """Names and numbers."""
        return {
            "payloads": sum(self.kinds.values()),
            "held_up": self.held_up,
            "kinds": dict(sorted(self.kinds.items())),
            "outcomes": dict(sorted(self.outcomes.items())),
            "unexpected_actions": sum(self.unexpected.values()),
            "crashes": sum(self.crashes.values()),
            "reached_out": sum(self.reached_out.values()),
            "what": dict(self.unexpected | self.crashes | self.reached_out),
        }


_GUARD = Guard()


def campaign(count: int, seed: int, *, until_wrong: bool = False) -> Verdict:
    """Hold up `count` things, each at four screens; `until_wrong` ends it with the first that goes wrong."""
    kiosk, verdict = _kiosk(), Verdict()
    for number, thing in enumerate(held(count, seed)):
        verdict.kinds[thing.kind] += 1
        _all_four(kiosk, thing, number, verdict)
        if until_wrong and not verdict.holds:
            break
    return verdict


@cache
def _kiosk() -> ScanKiosk:
    """One kiosk, which has read everything that it reads only once."""
    kiosk = ScanKiosk()
    for thing in held(WARM_UP, 0):
        _all_four(kiosk, thing, 0, Verdict())
    return kiosk


def _all_four(kiosk: ScanKiosk, thing: Held, number: int, verdict: Verdict) -> None:
    leaves = LEAVING[number % len(LEAVING)]
    _one(verdict, kiosk, thing, CARD)
    _one(verdict, kiosk, thing, SLIP)
    _one(verdict, kiosk, thing, (CARD, SLIP)[number // len(LEAVING) % 2], leaves=leaves)
    _one(verdict, kiosk, thing, kiosk.screens[number % len(kiosk.screens)], stray=True)


def _one(verdict: Verdict, kiosk: ScanKiosk, thing: Held, screen: str, **how: Any) -> None:
    before = len(_GUARD.seen)
    with _GUARD.armed():
        try:
            found = kiosk.shown(thing, screen, **how)
        except Exception as error:
            found = Found("crash")
            verdict.crashes[type(error).__name__] += 1
    verdict.held_up += 1
    verdict.outcomes[found.outcome] += 1
    verdict.unexpected.update(found.wrong)
    verdict.reached_out.update(_GUARD.seen[before:])


def mutant(name: str, count: int, seed: int) -> str:
    """Says if the campaign notices the mutant."""
    _kiosk()
    with MUTANTS[name]():
        return "missed" if campaign(count, seed, until_wrong=True).holds else "caught"


def report(count: int, seed: int, *, mutants: bool) -> dict[str, Any]:
    """Gives the value that `--json` prints."""
    began = time.perf_counter()
    found = campaign(count, seed).as_json()
    found["seconds"] = round(time.perf_counter() - began, 1)
    found["mutants"] = {name: mutant(name, MUTANT_COUNT, seed) for name in MUTANTS} if mutants else {}
    return found


def reached(found: dict[str, Any]) -> bool:
    """Says if the figures hold."""
    quiet = found["unexpected_actions"] == found["crashes"] == found["reached_out"] == 0
    return quiet and "missed" not in found["mutants"].values()


def main(words: list[str]) -> int:
    """Run it; 0 when the figures hold."""
    return carry_out(
        "scan_campaign",
        words,
        lambda asked: report(asked.count, asked.seed, mutants=asked.mutants),
        reached,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

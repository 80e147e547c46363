"""Plans what is to go wrong, and how often: a campaign of faults, drawn by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from devices.simulators.vprinter_switches import Count, Switch

EIGHT: tuple[Switch, ...] = (
    "paper_out",
    "cover_open",
    "drop",
    "power_off",
    "cutter_jam",
    "drop_after_cut",
    "hang_after_cut",
    "lost_ack",
)
"""The faults that most printers meet: a tenth of the campaign each."""

OTHERS: tuple[Switch, ...] = (
    "near_end",
    "hot_head",
    "half_close",
    "hang",
    "never_reads",
    "refuse",
    "no_answer",
    "late_ack",
    "wrong_ack",
    "mute_status",
    "lying_status",
    "no_ack_support",
    "slow_drip",
    "tiny_buffer",
    "garbage",
    "split_answers",
    "asb_storm",
    "swap",
)
"""The other rows of the virtual printer's notes: a hundredth of the campaign each."""

COMBINED = ("paper_out+power_off", "drop+drop", "drop+lost_ack", "power_off+drop_after_cut", "kiosk_restart")
NONE = "none"

BEFORE: frozenset[Switch] = frozenset({"refuse", "no_answer"})
"""They meet who connects: the printer hangs up just before the job."""

LASTING: dict[str, tuple[float, float]] = {
    "paper_out": (1, 10),
    "cover_open": (1, 8),
    "cutter_jam": (2, 8),
    "hot_head": (3, 3),
    "hang": (1, 14),
    "hang_after_cut": (1, 14),
    "power_off": (1, 6),
    "never_reads": (1, 12),
    "refuse": (1, 8),
    "no_answer": (1, 8),
    "late_ack": (0.5, 25),
    "swap": (1, 4),
}
"""Seconds until somebody has mended it, or it is over."""

TOO_LONG_S = 90.0
_TOO_LONG_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Trouble:
    """One switch, thrown when so many more `kind` are counted; `kind` None: at once."""

    name: Switch
    kind: Count | None
    at: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Case:
    """One job of the campaign. `recoverable`: it is over or mended while the kiosk may still wait."""

    number: int
    name: str
    rows: int
    troubles: tuple[Trouble, ...] = ()
    recoverable: bool = True
    by: Literal["cover", "power"] = "cover"
    crash_at: int | None = None


def cases(count: int, seed: int, names: tuple[str, ...] | None = None) -> list[Case]:
    """`count` faults and a tenth as many jobs without one, in a drawn order."""
    chance = random.Random(seed)
    wanted = [name for name in (names or _shares(count)) for _ in (0,)]
    if names is not None:
        wanted = [names[place % len(names)] for place in range(count)]
    wanted += [NONE] * max(1, count // 10)
    chance.shuffle(wanted)
    return [_case(number, name, chance) for number, name in enumerate(wanted, 1)]


def _shares(count: int) -> tuple[str, ...]:
    wanted = [name for name in EIGHT for _ in range(count // 10)]
    wanted += [name for name in OTHERS for _ in range(max(1, count // 100))]
    rest = max(0, count - len(wanted))
    return (*wanted[: count - rest], *(COMBINED[place % len(COMBINED)] for place in range(rest)))


def _case(number: int, name: str, chance: random.Random) -> Case:
    rows = chance.randint(40, 200)
    if name == NONE:
        return Case(number, name, rows)
    if name == "kiosk_restart":
        return Case(number, name, rows, crash_at=chance.randint(0, rows * 72 + 200))
    first, _, second = name.partition("+")
    long = chance.random() < _TOO_LONG_SHARE and first in LASTING and first not in ("hot_head", "late_ack")
    troubles = [_trouble(first, rows, chance, long)]  # type: ignore[arg-type]
    if second:
        later = _trouble(second, rows, chance, long=False)  # type: ignore[arg-type]
        if later.kind == "rows":
            later = Trouble(later.name, "rows", troubles[0].at + later.at, later.seconds)
        elif later.name == "power_off":
            later = Trouble(later.name, "rows", troubles[0].at, later.seconds)
        troubles.append(later)
    if name == "paper_out+power_off":
        troubles[1] = Trouble("power_off", None, 0, troubles[1].seconds)
    return Case(
        number,
        name,
        rows,
        tuple(troubles),
        recoverable=not long and name != "swap",
        by=chance.choice(("cover", "cover", "power")),
    )


def _trouble(name: Switch, rows: int, chance: random.Random, long: bool) -> Trouble:
    least, most = LASTING.get(name, (0.0, 0.0))
    seconds = TOO_LONG_S if long else chance.uniform(least, most) if most else None
    if name in (
        "drop",
        "half_close",
        "hang",
        "power_off",
        "never_reads",
        "paper_out",
        "cover_open",
        "hot_head",
    ):
        kind: Count = chance.choice(("rows", "rows", "bytes"))
        most_at = rows if kind == "rows" else rows * 72
        return Trouble(name, kind, chance.randint(1, most_at), seconds)
    if name == "swap":
        return Trouble(name, "rows", chance.randint(1, rows), seconds)
    if name in ("mute_status", "lying_status", "garbage", "split_answers", "asb_storm", "slow_drip"):
        return Trouble(name, chance.choice((None, "pictures")), 1, seconds)
    return Trouble(name, None, 0, seconds)

"""Lists the virtual printer's switches: what can go wrong with it, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Fault = Literal[
    "paper_out",
    "near_end",
    "cover_open",
    "cutter_jam",
    "hang",
    "power_off",
    "lost_ack",
    "drop",
    "hot_head",
    "half_close",
    "drop_after_cut",
    "hang_after_cut",
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
    "feed_button",
    "broken",
    "forgets_buffer",
]
Switch = Fault
FAULTS: tuple[Switch, ...] = get_args(Fault)
"""Every switch there is. `broken` is the unrecoverable error, `swap` another printer at the next power-on,
`forgets_buffer`: what is buffered does not survive the close of a connection, whatever the make does."""

SWITCHES: tuple[Switch, ...] = (
    "near_end",
    "paper_out",
    "cover_open",
    "cutter_jam",
    "hot_head",
    "power_off",
    "drop",
    "drop_after_cut",
    "half_close",
    "hang",
    "slow_drip",
    "lost_ack",
    "forgets_buffer",
)
"""The ones a person throws in the simulators' window."""

ONCE: frozenset[Switch] = frozenset(
    {"drop", "half_close", "lost_ack", "wrong_ack", "late_ack", "drop_after_cut", "hang_after_cut"}
)
"""They act once and go off by themselves."""

Count = Literal["rows", "cuts", "pictures", "bytes"]


@dataclass(frozen=True, slots=True)
class Make:
    """Describes the make of printer, and how it treats jobs broken off.

    `row_s`, `cut_s` are the mechanism's seconds for a dot row and a cut; `cutter_rows` are fed before a cut:
    the white between the head and the cutter. `start_s` is how long it starts after power-on.
    `after_close`: whether what is buffered still prints when the connection is gone; `torn_command`: whether
    the first bytes of the next job are swallowed by a picture cut off in the middle; `watch_raster`: whether
    real-time commands are obeyed inside picture data.
    """

    buffer_bytes: int = 4096
    row_s: float = 0.0
    cut_s: float = 0.0
    cutter_rows: int = 40
    start_s: float = 0.0
    after_close: Literal["print", "drop"] = "print"
    torn_command: Literal["swallow", "forget"] = "swallow"
    watch_raster: bool = True
    maker: str = "MOT CUA"
    model: str = "VP-80"
    other_model: str = "VP-58"
    other_width: int = 384


@dataclass(slots=True)
class Armed:
    """Holds switches that will be thrown when something has been counted so far."""

    done: dict[Count, int] = field(default_factory=lambda: {"rows": 0, "cuts": 0, "pictures": 0, "bytes": 0})
    waiting: dict[Count, list[tuple[int, Switch, float | None]]] = field(default_factory=dict)

    def add(self, name: Switch, kind: Count, count: int, seconds: float | None) -> None:
        """Arms `name` for when so many more are counted; back after `seconds`, where they are given."""
        self.waiting.setdefault(kind, []).append((self.done[kind] + count, name, seconds))

    def count(self, kind: Count, more: int = 1) -> list[tuple[Switch, float | None]]:
        """Counts so many more, and gives the switches that are due."""
        self.done[kind] += more
        waiting = self.waiting.get(kind)
        if not waiting:
            return []
        due = [(name, seconds) for at, name, seconds in waiting if at <= self.done[kind]]
        self.waiting[kind] = [entry for entry in waiting if entry[0] > self.done[kind]]
        return due

    def disarm(self) -> None:
        """Forgets the switches that wait."""
        self.waiting.clear()


def known(name: str) -> None:
    """Raises ValueError for a switch that isn't there."""
    if name not in FAULTS:
        raise ValueError(f"no switch {name!r}; there are {', '.join(FAULTS)}")

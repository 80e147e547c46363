"""Simulates the inside of the virtual printer: receive buffer, mechanism, sensors, and their faults.

It knows neither threads nor sockets: whoever holds it tells it what time it is, so that the same machine runs
behind a real port and in memory on a virtual clock.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from typing import Literal

from devices.simulators.vprinter_commands import Cut, Feed, Interpreter, Motion, Row, Style
from devices.simulators.vprinter_interface import Interface, Line
from devices.simulators.vprinter_paper import Paper
from devices.simulators.vprinter_queue import CommandQueue, seconds_of
from devices.simulators.vprinter_sensors import Sensors
from devices.simulators.vprinter_switches import ONCE, Armed, Count, Make, Switch, known
from devices.simulators.vprinter_watch import Follower, Watcher

DRIP_S = 0.005
_DRIP_AT_ONCE = 10
HOT_S = 3.0
STORM_S = 0.01
TINY_BYTES = 256
RESERVE = 64
"""Bytes still read when the buffer is full, so that a real-time command of a new connection is seen."""


class Machine:
    """Simulates everything but the connection's medium. Times are seconds that only grow, the same for all
    calls.
    """

    def __init__(self, paper: Paper, make: Make, chance: random.Random | None = None) -> None:
        self.paper = paper
        self.make = make
        self.now = 0.0
        self.sensors = Sensors()
        self.events: list[tuple[str, str]] = []
        self.armed = Armed()
        self._model, self._width = make.model, paper.width
        self.interface = Interface(chance or random.Random(0))
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._spare = RESERVE
        self._dripped = 0.0
        self._started = 0.0
        self._asb = 0
        self._told = b""
        self._waiting: bytes | None = None
        self._may = {1: True, 2: True}
        self._working = False
        self._at = 0.0
        self._due: float | None = None
        self._interpreter = Interpreter(self, self.paper)
        self._queue = CommandQueue(self._interpreter)
        self._watcher = Watcher(self)

    @property
    def on(self) -> set[Switch]:
        """Gives the switches that are on."""
        return self.sensors.on

    @property
    def powered(self) -> bool:
        """Says if it is on, and started."""
        return "power_off" not in self.on and self.now >= self._started

    def accepts(self) -> Literal["yes", "refused", "later"]:
        """Says how it answers a connection that is made now."""
        if not self.powered or "refuse" in self.on:
            return "refused"
        return "later" if "no_answer" in self.on else "yes"

    def connected(self) -> None:
        """Notes a new connection: automatic status is off until asked for."""
        self.interface.opened(self.now)
        self._asb, self._spare = 0, RESERVE
        self._watcher = Watcher(self, None if self.make.watch_raster else Follower())
        if self.make.torn_command == "forget" and not self._queue.bytes:
            self._begin()

    def disconnected(self, as_line: Line = "none") -> None:
        """Notes that the connection is gone, from whichever side."""
        self.interface.closed(as_line)
        if self.make.after_close == "drop" or "forgets_buffer" in self.on:
            self._queue.bytes.clear()

    def room(self) -> int:
        """Gives how many bytes are read from the connection now."""
        if not self.interface.reads or not self.powered or "never_reads" in self.on:
            return 0
        free = self._limit() - len(self._queue.bytes)
        room = free if free > 0 else self._spare
        if "slow_drip" in self.on:
            room = min(room, int((self.now - self._dripped) / DRIP_S))
        return room

    def receive(self, data: bytes) -> None:
        """Takes bytes that were read from the connection."""
        if len(self._queue.bytes) >= self._limit():
            self._spare -= len(data)
        self._dripped = self.now
        if "hang" in self.on:
            self.queue(data)
        else:
            self._watcher.see(data, self.now)
        self._throw_due(self.armed.count("bytes", len(data)))
        self._work(self.now)

    def outgoing(self) -> bytes:
        """Gives what the host receives now."""
        return self.interface.outgoing(self.now)

    def next(self) -> float | None:
        """Gives the time of the next event that happens by itself; a moment gone by: an answer waits to be
        taken.
        """
        moments = [timer[0] for timer in self._timers[:1]]
        if self._due is not None and self._can_move():
            moments.append(self._due)
        if (answer := self.interface.next()) is not None:
            moments.append(answer)
        if "slow_drip" in self.on and self.interface.reads:
            moments.append(self._dripped + DRIP_S * _DRIP_AT_ONCE + 1e-6)
        later = [moment for moment in moments if moment > self.now]
        return min(later, default=min(moments, default=None))

    def run(self, now: float) -> None:
        """Lets everything happen that happens until `now`."""
        while True:
            self._work(min(self._timers[0][0], now) if self._timers else now)
            if not self._timers or self._timers[0][0] > now:
                break
            at, _, action = heapq.heappop(self._timers)
            self.now = max(self.now, at)
            action()
        self.now = max(self.now, now)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Schedules a call for later."""
        heapq.heappush(self._timers, (self.now + seconds, next(self._order), action))

    def throw(self, name: Switch, on: bool = True, seconds: float | None = None) -> None:
        """Throws a switch; after `seconds` it goes back by itself (`late_ack`: they are the delay,
        `hang_after_cut`: how long it hangs then). ValueError for one that isn't there.
        """
        known(name)
        if not on:
            self._put_back(name)
        elif name == "drop":
            self._drop()
        elif name == "half_close":
            self._half_close()
        elif name not in self.on:
            self.on.add(name)
            self.sensors.seconds[name] = seconds
            self._switched_on(name)
            if seconds is None and name == "hot_head":
                seconds = HOT_S
            if seconds is not None and name not in ONCE:
                self.after(seconds, lambda: self._put_back(name))
        self._tell_status()
        self._work(self.now)

    def arm(self, name: Switch, kind: Count, count: int, seconds: float | None = None) -> None:
        """Arms a switch: it is thrown when so many more rows, cuts, pictures or received bytes are
        counted.
        """
        known(name)
        self.armed.add(name, kind, count, seconds)

    def queue(self, data: bytes) -> None:
        """Puts received bytes into the buffer; called by the watcher."""
        if self.powered:
            if not self._queue.bytes:
                self._at = max(self._at, self.now)
            self._queue.bytes += data

    def ask(self, number: int) -> None:
        """Answers DLE EOT at once, also while offline; called by the watcher."""
        if "mute_status" not in self.on:
            self._say(bytes([self.sensors.real_time(number)]))

    def recover(self, clear_first: bool) -> None:
        """Goes on after an error whose cause is gone (DLE ENQ); called by the watcher."""
        if not self.sensors.jammed:
            return
        if clear_first:
            self._forget()
        if "cutter_jam" not in self.on:
            self.sensors.jammed = False
            self._go_on()

    def clear(self) -> None:
        """Empties the buffers, forgets the command under way, says so (DLE DC4 function 8); called by the
        watcher.
        """
        self._forget()
        self._say(b"\x37\x25\0")

    def drawer_pulse(self) -> None:
        """Notes a drawer pulse (DLE DC4 function 1); called by the watcher."""
        if self._may[1]:
            self.event("drawer", "real-time pulse")

    def power_off_sequence(self) -> None:
        """Switches off until power on (DLE DC4 function 2); called by the watcher."""
        if self._may[2]:
            self.event("power_off_sequence", "")
            self.throw("power_off")

    def complete(self, process_id: bytes) -> None:
        """Acknowledges as soon as the mechanism rests; called by the interpreter."""
        self.paper.completed(process_id)
        if "no_ack_support" not in self.on:
            self._waiting = process_id

    def answer(self, data: bytes) -> None:
        """Sends bytes to the host; called by the interpreter."""
        self._acknowledge()
        self._say(data)

    def paper_sensor(self) -> int:
        """Gives the paper sensor's bits, 03 near end, 0C out; called by the interpreter."""
        return self.sensors.paper()

    def identity(self, number: int) -> bytes:
        """Gives the answer to GS I; called by the interpreter."""
        texts = {0x41: "1.00", 0x42: self.make.maker, 0x43: self._model, 0x44: "0001"}
        if number in texts:
            return b"\x5f" + texts[number].encode("ascii") + b"\0"
        return bytes([{1: 0x20, 2: 0x02}.get(number, 0x01)])

    def automatic_status(self, kinds: int) -> None:
        """Switches automatic status: four status bytes now and at every change; called by the interpreter."""
        self._asb, self._told = kinds, b""
        self._tell_status()

    def real_time_switch(self, pairs: bytes) -> None:
        """Handles GS ( D; called by the interpreter."""
        self._may |= {number: bool(on) for number, on in zip(pairs[::2], pairs[1::2], strict=False)}

    def picture_begins(self) -> None:
        """Notes the next picture; called by the interpreter."""
        self._throw_due(self.armed.count("pictures"))

    def event(self, name: str, detail: str) -> None:
        """Records something a test may ask about; called by the interpreter."""
        self.events.append((name, detail))

    def _limit(self) -> int:
        return TINY_BYTES if "tiny_buffer" in self.on else self.make.buffer_bytes

    def _begin(self) -> None:
        self._queue.begin()
        self._at, self._due = self.now, None

    def _forget(self) -> None:
        """Empties buffers and store, and drops waiting completion answers; the paper stays."""
        self._queue.bytes.clear()
        self._waiting = None
        self._interpreter.style.stored = None
        self._begin()

    def _can_move(self) -> bool:
        return self.powered and not self.sensors.offline() and "hang" not in self.on

    def _go_on(self) -> None:
        """Lets the mechanism move again, from now on."""
        self._at = max(self._at, self.now)
        if self._due is not None:
            self._due = max(self._due, self.now)
        self._tell_status()
        self._work(self.now)

    def _work(self, until: float) -> None:
        if self._working:
            return
        self._working = True
        try:
            self._go_through(until)
        finally:
            self._working = False

    def _go_through(self, until: float) -> None:
        while self._can_move():
            motion = self._queue.advance()
            if motion == "went on":
                continue
            if motion == "hungry":
                self._acknowledge()
                return
            if self._due is None:
                self._acknowledge()
                self._due = self._at + seconds_of(motion, self.make)
            if self._due > until:
                return
            self._at, self._due = self._due, None
            self.now = max(self.now, self._at)
            if self._move(motion):
                self._queue.done(motion)

    def _move(self, motion: Motion) -> bool:
        """Carries a motion out; False when the cutter jams: it is tried again afterwards."""
        match motion:
            case Row(dots):
                if self.paper.row(dots, self._at):
                    self.events.append(("overhang", str(len(dots))))
                self._throw_due(self.armed.count("rows"))
            case Feed(rows):
                self.paper.feed(rows, self._at)
            case Cut(extra):
                if "cutter_jam" in self.on:
                    self.sensors.jammed = True
                    self._tell_status()
                    return False
                self.paper.feed(0 if extra is None else self.make.cutter_rows + extra, self._at)
                self.paper.cut()
                self._was_cut()
        return True

    def _was_cut(self) -> None:
        if "drop_after_cut" in self.on:
            self.on.discard("drop_after_cut")
            self._drop()
        if "hang_after_cut" in self.on:
            self.on.discard("hang_after_cut")
            self.throw("hang", seconds=self.sensors.seconds.get("hang_after_cut"))
        self._throw_due(self.armed.count("cuts"))

    def _acknowledge(self) -> None:
        """Answers the latest completion request, as the mechanism rests."""
        if self._waiting is None:
            return
        name, self._waiting = self._waiting, None
        if "lost_ack" in self.on:
            self.on.discard("lost_ack")
        elif "wrong_ack" in self.on:
            self.on.discard("wrong_ack")
            self._say(b"\x37\x22" + bytes(0x20 + (byte - 0x1F) % 95 for byte in name) + b"\0")
        elif "late_ack" in self.on:
            self.on.discard("late_ack")
            late = b"\x37\x22" + name + b"\0"
            self.after(
                self.sensors.seconds.get("late_ack") or HOT_S,
                lambda: self.interface.send_late(late, self.now),
            )
        else:
            self._say(b"\x37\x22" + name + b"\0")

    def _say(self, data: bytes) -> None:
        if self.powered and "hang" not in self.on:
            self.interface.send(
                data, self.now, garbage="garbage" in self.on, split="split_answers" in self.on
            )

    def _tell_status(self) -> None:
        status = self.sensors.automatic()
        if self._asb and status != self._told and "mute_status" not in self.on:
            self._told = status
            self._say(status)

    def _storm(self) -> None:
        if "asb_storm" in self.on:
            self._say(self.sensors.automatic())
            self.after(STORM_S, self._storm)

    def _throw_due(self, due: list[tuple[Switch, float | None]]) -> None:
        for name, seconds in due:
            self.throw(name, seconds=seconds)

    def _switched_on(self, name: Switch) -> None:
        if name == "power_off":
            self.sensors.jammed = False
            self._asb = 0
            self._interpreter.style = Style()
            self._forget()
            self.sensors.on &= {*self.on} - {"hang", "broken", "hot_head"}
            self._drop()
        elif name == "asb_storm":
            self._storm()
        elif name == "slow_drip":
            self._dripped = self.now

    def _put_back(self, name: Switch) -> None:
        if name not in self.on:
            return
        self.on.discard(name)
        if name == "power_off":
            self._started = self.now + self.make.start_s
            self._model = self.make.other_model if "swap" in self.on else self.make.model
            width = self.make.other_width if "swap" in self.on else self._width
            if width != self.paper.width:
                self.paper.tear_off()
                self.paper.width = width
            if self.make.start_s:
                self.after(self.make.start_s, self._go_on)
        self._go_on()

    def _drop(self) -> None:
        if self.interface.reads:
            self.disconnected("reset")

    def _half_close(self) -> None:
        if self.interface.line == "open":
            self.interface.line = "half"

"""Gives the virtual printer's sensors, and their status bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.simulators.vprinter_switches import Switch


@dataclass(slots=True)
class Sensors:
    """Holds the sensors: `on` are the switches; `jammed` stays after a jam is mended until the printer is
    told to go on.
    """

    on: set[Switch] = field(default_factory=set)
    seconds: dict[Switch, float | None] = field(default_factory=dict)
    jammed: bool = False

    def offline(self) -> bool:
        """Says if the mechanism stands still."""
        stops: set[Switch] = {"paper_out", "cover_open", "hot_head", "feed_button", "broken"}
        return self.jammed or not stops.isdisjoint(self.on)

    def real_time(self, number: int) -> int:
        """Gives the answer to DLE EOT 1 to 4."""
        if "lying_status" in self.on:
            return 0x12
        return 0x12 | self._bits(number)

    def paper(self) -> int:
        """Gives the answer to GS r 1."""
        if "lying_status" in self.on:
            return 0
        return (0x03 if "near_end" in self.on else 0) | (0x0C if "paper_out" in self.on else 0)

    def automatic(self) -> bytes:
        """Gives the four bytes of automatic status."""
        if "lying_status" in self.on:
            return b"\x10\x00\x00\x0f"
        first = (
            0x10
            | 0x08 * self.offline()
            | 0x20 * ("cover_open" in self.on)
            | 0x40 * ("feed_button" in self.on)
        )
        second = 0x08 * self.jammed | 0x20 * ("broken" in self.on) | 0x40 * ("hot_head" in self.on)
        return bytes([first, second, self.paper(), 0x0F])

    def _bits(self, number: int) -> int:
        out, hot, broken = "paper_out" in self.on, "hot_head" in self.on, "broken" in self.on
        if number == 1:
            return 0x08 * self.offline()
        if number == 2:
            error = self.jammed or hot or broken
            return (
                0x04 * ("cover_open" in self.on)
                | 0x08 * ("feed_button" in self.on)
                | 0x20 * out
                | 0x40 * error
            )
        if number == 3:
            return 0x08 * self.jammed | 0x20 * broken | 0x40 * hot
        return 0x0C * ("near_end" in self.on) | 0x60 * out

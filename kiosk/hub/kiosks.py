"""Knows the kiosks that called the hub lately, and the sequences that each may give by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from config.centre import CentreBundle
from kiosk.contract.centre import CentreFacts, CentreField, Greeting, KioskNumbers
from kiosk.contract.report import KioskReport
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import PairingRecord
from kiosk.ports.time import Clock

HEARD_FOR_S = 90.0
"""A kiosk greets twice a minute; one that is silent for longer has given its range back."""


@dataclass(frozen=True, slots=True)
class Kiosks:
    """Greets kiosks. Keeps nothing on disk: after a restart of the hub they greet again."""

    bundle: CentreBundle
    clock: Clock
    _heard: dict[str, tuple[float, tuple[int, int]]] = field(default_factory=dict)
    _said: dict[str, tuple[datetime, KioskReport]] = field(default_factory=dict)

    def greet(self, greeting: Greeting, paired: PairingRecord | None = None) -> CentreFacts:
        """Takes note of a kiosk; `paired` is the one that signed. 422 `wrong_centre`, `not_reserved`: it is
        paired with another name or other numbers, too; 409 `range_taken`: another kiosk gives some of the
        same numbers.
        """
        first, last = greeting.numbers
        if greeting.centre != self.bundle.centre.code:
            raise ProblemError("wrong_centre", "the kiosk belongs to another centre")
        if not self.bundle.reserved[0] <= first <= last <= self.bundle.reserved[1]:
            raise ProblemError("not_reserved", "kiosks may give only numbers of the centre's range")
        if paired is not None and (greeting.kiosk, greeting.numbers) != (paired.kiosk, paired.numbers):
            own = f"{paired.kiosk}, {paired.numbers[0]} to {paired.numbers[1]}"
            raise ProblemError("not_reserved", f"this kiosk is paired as {own}")
        for other in self._recent():
            if other.kiosk != greeting.kiosk and first <= other.numbers[1] and other.numbers[0] <= last:
                raise ProblemError("range_taken", f"kiosk {other.kiosk} gives some of these numbers")
        self._heard[greeting.kiosk] = (self.clock.monotonic(), greeting.numbers)
        if greeting.report is not None:
            self._said[greeting.kiosk] = (self.clock.now(), greeting.report)
        return self.facts()

    def said(self) -> dict[str, tuple[datetime, KioskReport]]:
        """Gives what each kiosk reported last, and when."""
        return dict(sorted(self._said.items()))

    def facts(self) -> CentreFacts:
        """Describes the hub's centre for kiosks."""
        centre = self.bundle.centre
        return CentreFacts(
            code=centre.code,
            name=centre.full_name,
            version=self.bundle.version,
            digest=self.bundle.digest,
            unit=centre.dossier_unit,
            fields=tuple(CentreField(id=each.id, letter=each.letter) for each in self.bundle.fields),
            reserved=self.bundle.reserved,
            kiosks=self._recent(),
        )

    def _recent(self) -> tuple[KioskNumbers, ...]:
        now = self.clock.monotonic()
        return tuple(
            KioskNumbers(kiosk=kiosk, numbers=numbers)
            for kiosk, (at, numbers) in sorted(self._heard.items())
            if now - at <= HEARD_FOR_S
        )

"""All procedures of a centre, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.catalogue.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Procedures by code, in the order of the files."""

    procedures: Mapping[str, Procedure]

    def get(self, code: str) -> Procedure | None:
        """The procedure, or None."""
        return self.procedures.get(code)

    def of_field(self, field: str) -> tuple[Procedure, ...]:
        """The procedures of one queue field."""
        return tuple(p for p in self.procedures.values() if p.field == field)

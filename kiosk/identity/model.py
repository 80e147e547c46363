"""What is read from identity papers. Reprs show no personal data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """Fields of a citizen card's QR, NFC. Unsigned, so never proof of identity.

    `birth_date` and `issue_date` are ISO 8601, possibly reduced (`1957`, `1957-03`). `sex` is `Nam` or `Nữ`.
    `rest` are fields 7 and following of the card of 2024, as they stand. `warnings` name cross-checks that
    disagree (`sex_disagrees`, `year_disagrees`, `unknown_prefix`): they warn, never reject.
    """

    id: str = field(repr=False)
    old_id: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: str = field(repr=False)
    sex: str = field(repr=False)
    address: str = field(repr=False)
    issue_date: str = field(repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()

"""Computes what a dossier costs, row by row.

Unknown stays unknown: an `amount` of None is told as "chưa công bố", never as "miễn phí".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.catalogue.procedure import Fee, Procedure
from kiosk.catalogue.rules import applies, kept

Answers = Mapping[str, str]

# Certified copies at a ward office: Circular 226/2016/TT-BTC as restated by the national portal, 2.000815.
FULL_RATE_PAGES = 2
LATER_PAGE = 1_000
MOST_PER_COPY = 200_000


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Holds one fee row for this citizen. `amount` in đồng for all of it, None: not published; `counted`: the
    answers (pages, copies) are in it, else `amount` is the plain rate.
    """

    fee: Fee
    amount: int | None
    counted: bool


def certified_copies(first_page: int, pages: int, copies: int) -> int:
    """Computes the đồng for `copies` certified copies of an original of `pages` pages.

    `first_page` for each of the first two pages, 1,000 from the third, at most 200,000 a copy.
    """
    full = min(pages, FULL_RATE_PAGES) * first_page
    later = max(pages - FULL_RATE_PAGES, 0) * LATER_PAGE
    return min(full + later, MOST_PER_COPY) * copies


def _by_copies(amount: int, answers: Answers) -> int | None:
    pages, copies = _number(answers, "pages"), _number(answers, "copies")
    return None if pages is None or copies is None else certified_copies(amount, pages, copies)


def _each(amount: int, answers: Answers) -> int | None:
    copies = _number(answers, "copies")
    return None if copies is None else amount * copies


# Rules by the name in `scale = "..."`: plain amount and answers → total, None while an answer is missing.
SCALES: dict[str, Callable[[int, Answers], int | None]] = {"copies": _by_copies, "each": _each}


def fee_lines(procedure: Procedure, answers: Answers, channel: str | None = None) -> tuple[FeeLine, ...]:
    """Lists the fee rows of `channel` (all when None), counted out where the answers allow it.

    Without answers also those that depend on them.
    """
    live = kept(procedure, answers)
    return tuple(
        _line(fee, answers)
        for fee in procedure.fees
        if channel in (None, fee.channel) and (not answers or applies(fee.when, live))
    )


def total(procedure: Procedure, answers: Answers, channel: str) -> int | None:
    """Sums the đồng to pay in all through `channel`; None when a part is not published or cannot be counted
    yet.
    """
    lines = fee_lines(procedure, answers, channel)
    if not answers and any(line.fee.when is not None for line in lines):
        return None
    if not lines or any(line.amount is None or (line.fee.scale and not line.counted) for line in lines):
        return None
    return sum(line.amount for line in lines if line.amount is not None)


def _line(fee: Fee, answers: Answers) -> FeeLine:
    if fee.scale is None or fee.amount is None:
        return FeeLine(fee, fee.amount, counted=False)
    counted = SCALES[fee.scale](fee.amount, answers)
    return FeeLine(fee, fee.amount if counted is None else counted, counted=counted is not None)


def _number(answers: Answers, step: str) -> int | None:
    text = answers.get(step, "")
    return int(text) if text.isdecimal() else None

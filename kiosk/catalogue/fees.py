"""Computes what a dossier costs, row by row and in all.

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


Counted = tuple[int, int]
"""How many times something is paid, and the đồng for one."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Holds one fee row for this citizen. `amount` in đồng for all of it, None: not published; `counted`: the
    answers (pages, copies) are in it, as `times` × `each`; else `amount` is the plain rate.
    """

    fee: Fee
    amount: int | None
    counted: bool
    times: int = 1
    each: int | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Holds what is paid through one channel, row by row. `total` in đồng; None: a part of it is not
    published or cannot be counted yet, or nothing is said of that channel.
    """

    channel: str
    lines: tuple[FeeLine, ...]
    total: int | None


def certified_copies(first_page: int, pages: int, copies: int) -> int:
    """Computes the đồng for `copies` certified copies of an original of `pages` pages.

    `first_page` for each of the first two pages, 1,000 from the third, at most 200,000 a copy.
    """
    full = min(pages, FULL_RATE_PAGES) * first_page
    later = max(pages - FULL_RATE_PAGES, 0) * LATER_PAGE
    return min(full + later, MOST_PER_COPY) * copies


def _by_copies(amount: int, answers: Answers) -> Counted | None:
    """Counts certified copies: of one original, or of `originals` that have as many pages each."""
    pages, copies = _number(answers, "pages"), _number(answers, "copies")
    originals = _number(answers, "originals") if "originals" in answers else 1
    if pages is None or copies is None or originals is None:
        return None
    return originals * copies, certified_copies(amount, pages, 1)


def _by(step: str) -> Callable[[int, Answers], Counted | None]:
    def counted(amount: int, answers: Answers) -> Counted | None:
        number = _number(answers, step)
        return None if number is None else (number, amount)

    return counted


# Rules by the name in `scale = "..."`: plain amount and answers → how often and for how much, None while an
# answer is missing.
SCALES: dict[str, Callable[[int, Answers], Counted | None]] = {
    "copies": _by_copies,
    "each": _by("copies"),
    "page": _by("pages"),
    "case": _by("cases"),
    "person": _by("people"),
}


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


def breakdown(procedure: Procedure, answers: Answers, channel: str) -> Breakdown:
    """Lists what is to be paid through `channel`, with the total where everything is known."""
    lines = fee_lines(procedure, answers, channel)
    undecided = not answers and any(line.fee.when is not None for line in lines)
    amounts = [line.amount for line in lines if line.fee.scale is None or line.counted]
    known = [amount for amount in amounts if amount is not None]
    whole = bool(lines) and not undecided and len(known) == len(lines)
    return Breakdown(channel, lines, sum(known) if whole else None)


def _line(fee: Fee, answers: Answers) -> FeeLine:
    counted = SCALES[fee.scale](fee.amount, answers) if fee.scale and fee.amount is not None else None
    if counted is None:
        return FeeLine(fee, fee.amount, counted=False, each=fee.amount)
    times, each = counted
    return FeeLine(fee, times * each, counted=True, times=times, each=each)


def _number(answers: Answers, step: str) -> int | None:
    text = answers.get(step, "")
    return int(text) if text.isdecimal() else None

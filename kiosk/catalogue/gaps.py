"""Lists what a procedure's file does not know yet: what nobody published, what nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from config.problems import Problem
from kiosk.catalogue.loader import named_sources
from kiosk.catalogue.procedure import Procedure
from kiosk.language.messages import N_

NOT_PUBLISHED = N_("not published")


def gaps(procedure: Procedure) -> Iterator[Problem]:
    """Lists the gaps of one procedure; `where` is the key."""
    yield from _not_published(procedure)
    for key, source in procedure.sources.items():
        facts = sum(named == key for named in named_sources(procedure).values())
        if source.confidence != "high":
            what = N_("confidence {confidence}: {count} facts rest on it")
            values = {"confidence": source.confidence, "count": facts}
            yield Problem(f"sources.{key}.confidence", what, values)
        if source.confirmed_by is None:
            yield Problem(
                f"sources.{key}", N_("not confirmed by an officer: {count} facts"), {"count": facts}
            )


def _not_published(procedure: Procedure) -> Iterator[Problem]:
    for index, limit in enumerate(procedure.times):
        if limit.quantity is None and limit.same_day_until is None:
            yield Problem(f"times.{index}", NOT_PUBLISHED)
    for index, fee in enumerate(procedure.fees):
        if fee.amount is None:
            yield Problem(f"fees.{index}", NOT_PUBLISHED)
    if procedure.who is None:
        yield Problem("who", NOT_PUBLISHED)
    if not procedure.legal_basis:
        yield Problem("legal_basis", NOT_PUBLISHED)
    if not procedure.papers:
        yield Problem("papers", NOT_PUBLISHED)
    for key in ("result", "where"):
        if "chưa công bố" in getattr(procedure, key).vi.casefold():
            yield Problem(key, NOT_PUBLISHED)

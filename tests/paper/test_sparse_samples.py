"""The sample of a day on which little is known: what may be missing is missing there, so that the lint sees
the slip without it."""

from __future__ import annotations

import pytest

from kiosk.paper.sample import variants
from tests.paper.samples import filled

MAY_BE_MISSING = {
    "ticket": {"procedure", "counters", "ahead", "wait", "bring"},
    "slip": {
        "procedure",
        "id",
        "phone",
        "address",
        "papers_here",
        "papers_later",
        "papers_none",
        "papers_replaced",
    },
    "receipt": {"procedure", "id", "phone", "address", "times", "fees", "total", "payment"},
}


@pytest.mark.parametrize("slip", MAY_BE_MISSING)
def test_the_sparse_sample_lacks_all_that_may_be_missing_and_the_plain_one_has_most_of_it(slip: str) -> None:
    samples = {name: data for name, data, _ in variants(filled(slip))}
    assert {key for key in MAY_BE_MISSING[slip] if samples["sparse"][key]} == set()
    assert len({key for key in MAY_BE_MISSING[slip] if samples["plain"][key]}) >= 4

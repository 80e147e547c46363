"""The judge of hubs that are killed. What it judges takes minutes: `./run faults hub`; a kill on each store
is in `tests/hub/test_durability.py`.
"""

from __future__ import annotations

import pytest

from tests.faults.hub_campaign import judged


@pytest.mark.parametrize(
    ("acknowledged", "kept", "lost", "doubled"),
    [
        (["H 001", "H 002"], ["H 001", "H 002"], 0, 0),
        (["H 001", "H 002"], ["H 002"], 1, 0),
        (["H 001"], ["H 001", "H 002"], 0, 1),
        (["H 001", "H 001"], ["H 001"], 1, 1),
        ([], ["H 001"], 0, 1),
        (["H 001", "H 002"], ["H 001", "H 003"], 1, 1),
    ],
)
def test_what_is_lost_and_what_is_doubled_is_counted(
    acknowledged: list[str], kept: list[str], lost: int, doubled: int
) -> None:
    verdict = judged(acknowledged, kept)
    assert verdict == {"acknowledged": len(acknowledged), "lost": lost, "doubled": doubled}

"""A slice of `./run faults upload`: a smaller scan and fewer cuts, and every mutant."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk.clock import VirtualClock
from tests.faults.upload_campaign import MB, MOST_RATIO, MUTANTS, caught, cut_off
from tests.hub.scene import MORNING, serving


def test_a_scan_that_is_cut_off_again_and_again_arrives_and_little_is_sent_twice(tmp_path: Path) -> None:
    with serving(tmp_path, VirtualClock(MORNING)) as address:
        found = cut_off(address, tmp_path, 5 * MB, 10, random.Random(1))
    assert found["digest_equal"] is True
    assert found["cuts"] == 10
    assert 1 < float(str(found["sent"])) <= MOST_RATIO


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_power_cut_or_another_page_shows_each_mutant(mutant: str, tmp_path: Path) -> None:
    assert caught(mutant, tmp_path / "files") == (mutant != "none")

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import ICT, SystemClock, VirtualClock


def test_the_zone_is_that_of_vietnam_and_needs_no_zone_database() -> None:
    assert ICT.utcoffset(None) == timedelta(hours=7)
    assert SystemClock().now().utcoffset() == timedelta(hours=7)


def test_the_system_clock_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.monotonic() <= clock.monotonic()


def test_virtual_time_passes_only_when_told() -> None:
    clock = VirtualClock(datetime(2026, 11, 22, 1, 0, tzinfo=UTC))
    assert clock.now().isoformat() == "2026-11-22T08:00:00+07:00"
    clock.advance(90)
    assert clock.monotonic() == 90
    assert clock.now().isoformat() == "2026-11-22T08:01:30+07:00"


def test_virtual_time_needs_a_zone_and_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="zone"):
        VirtualClock(datetime(2026, 11, 22))  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="back"):
        VirtualClock(datetime(2026, 11, 22, tzinfo=ICT)).advance(-1)

"""The campaign against the hub's interface, a slice of it: it runs, and what it once found stays mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.hub.access import COOKIE
from tests.faults.api_campaign import ask, installed
from tests.web.office import open_office

pytestmark = pytest.mark.skipif(not installed(), reason="Schemathesis is not installed")
ONCE_WRONG = ("GET /v1/register", "POST /v1/queue/limits", "POST /v1/appointments/check-in")


def test_every_operation_keeps_to_its_description_where_it_was_once_wrong(tmp_path: Path) -> None:
    names = [word for name in ONCE_WRONG for word in ("--include-name", name)]
    with open_office(tmp_path / "hub") as office:
        cookie = office.all_seeing()[COOKIE]
        words = ["--seed", "1", "--phases", "examples,coverage", *names]
        found = ask(office, tmp_path, words, cookie)
    assert found.failures == ()
    assert found.operations == len(ONCE_WRONG)
    assert found.cases > 50 * len(ONCE_WRONG) / 3

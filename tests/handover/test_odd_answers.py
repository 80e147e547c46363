"""An answer at the hub's address that is not the hub's is told to a technician by what it was."""

from __future__ import annotations

from typing import Any, cast

import pytest

from kiosk.handover.client import HubClient
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault


class Address:
    """Gives one answer to whatever is asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def get(self, _path: str) -> Answer:
        return self._answer

    def post(self, _path: str, _body: bytes, **_more: Any) -> Answer:
        return self._answer


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (Answer(200, {"state": "wonderful"}, ours=True), ("not a status", "not what was found")),
        (Answer(200, {}, ours=False), ("status 200", "status 200")),
        (Answer(502), ("status 502", "status 502")),
    ],
)
def test_it_says_what_came(answer: Answer, detail: tuple[str, str]) -> None:
    client = HubClient(cast(HttpClient, Address(answer)), "K1")
    found = (client.look_up("7K3M9QXW2HVTB5RN"), client.find("K1-261123-0001", ""))
    assert found == tuple(Fault("hub_unreachable", one) for one in detail)

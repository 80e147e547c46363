"""Requests copied from the page of the interface are taken by their routes, and its examples fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from kiosk.contract.centre import CentreAnswer
from kiosk.contract.dossier import DossierAnswer, ReceivedAnswer, WrittenDossier
from kiosk.contract.examples import EXAMPLES
from kiosk.contract.queue import Board
from kiosk.contract.submission import StatusAnswer
from kiosk.contract.ticket import TicketAnswer
from kiosk.dossier.codes import dossier_code
from tests.hub.conftest import Centre
from tests.hub.documented import document

M = TypeVar("M", bound=BaseModel)
MAY_SAY_NOTHING = {"reason", "detail", "remark"}
BODIES = [
    (method, path, content["example"])
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
    for kind, content in operation.get("requestBody", {}).get("content", {}).items()
    if kind == "application/json"
]
SOME_ID = "0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e11"
FILLED = {"number": "04", "act": "leave", "paper": "birth_notice", "kind": "fee", "delivery_id": "1"}


def example(kind: type[M]) -> M:
    return next(one for one in EXAMPLES if type(one) is kind)


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a value, with the name of its field."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, name)
    elif isinstance(value, str):
        yield name, value


def test_a_request_copied_from_the_page_is_well_formed(centre: Centre) -> None:
    assert len(BODIES) > 10
    refused = {}
    for method, path, body in BODIES:
        filled = re.sub(r"{(\w+)}", lambda gap: FILLED.get(gap[1], SOME_ID), path)
        answers = [
            client.request(method, filled, json=body, headers={"Idempotency-Key": SOME_ID}, timeout=60)
            for client in (centre.kiosk, centre.officer)
        ]
        allowed = next((one for one in answers if one.status_code != 401), answers[0])
        if allowed.status_code in (400, 405, 413, 415) or allowed.json().get("id") == "invalid":
            refused[method, path] = allowed.text
    assert refused == {}


@pytest.mark.parametrize("one", EXAMPLES, ids=[type(one).__name__ for one in EXAMPLES])
def test_an_example_says_something_in_every_field(one: BaseModel) -> None:
    nothing = {name for name, text in texts(one.model_dump(mode="json")) if not text}
    assert nothing <= MAY_SAY_NOTHING


def test_the_examples_tell_of_one_dossier_in_one_centre() -> None:
    centre = example(CentreAnswer).centre
    board, written = example(Board).centre, example(WrittenDossier)
    whole, status = example(DossierAnswer).dossier, example(StatusAnswer).status
    assert (board.code, written.centre) == (centre.code, centre.code)
    assert board.name in centre.name
    assert whole.accepted_at is not None
    assert centre.unit is not None
    assert whole.code == status.code == dossier_code(centre.unit, whole.accepted_at.date(), 1)
    assert whole.reference == status.reference == written.reference
    assert {whole.id, example(ReceivedAnswer).dossier.id} == {written.id}
    assert example(TicketAnswer).ticket.id == whole.ticket == written.ticket
    assert set(written.answers) == {one.id for one in whole.answers}
    assert set(written.papers) == {one.id for one in whole.papers}

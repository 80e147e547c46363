"""Who comes back to a page finds there what was typed, as it was typed."""

from __future__ import annotations

import pytest

from kiosk.visit.journeys.application.filling import _typed_before
from kiosk.visit.journeys.application.state import Application, Step, StepKind


@pytest.mark.parametrize(
    ("kind", "answer", "typed"),
    [
        ("text", "Đặng-Mẫu Thị Huỳnh MẪU", "Đặng-Mẫu Thị Huỳnh MẪU"),
        ("date", "1957-03-08", "08031957"),
        ("date", "1957", "1957"),
        ("number", "12", "12"),
        ("choice", "own", ""),
    ],
)
def test_the_answer_to_a_question(kind: StepKind, answer: str, typed: str) -> None:
    assert _typed_before(Step("question", kind), Application(answers={"question": answer})) == typed

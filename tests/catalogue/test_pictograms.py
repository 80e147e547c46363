"""Who can't read finds every answer and every paper by a pictogram: one each, and none like its neighbour."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kiosk.identity.inputs import INPUTS
from tests.visits.world import CONTEXT

ICONS = {path.stem for path in (Path(__file__).resolve().parents[2] / "ui/theme/icons").glob("*.svg")}
PROCEDURES = CONTEXT.catalogue.procedures


@pytest.mark.parametrize("code", PROCEDURES)
def test_every_answer_and_every_paper_has_a_pictogram(code: str) -> None:
    options = [(q.id, o.id, o.icon) for q in PROCEDURES[code].questions for o in q.options]
    papers = [("papers", paper.id, paper.icon) for paper in PROCEDURES[code].papers]
    assert [one for one in (*options, *papers) if one[2] not in ICONS] == []


@pytest.mark.parametrize("code", PROCEDURES)
def test_two_answers_to_a_question_never_look_alike(code: str) -> None:
    for question in PROCEDURES[code].questions:
        alike = [icon for icon, count in Counter(o.icon for o in question.options).items() if count > 1]
        assert not alike, f"{question.id}: {alike}"


def test_two_procedures_of_a_field_never_look_alike() -> None:
    looks = Counter((one.field, one.icon) for one in PROCEDURES.values())
    assert [look for look, count in looks.items() if count > 1] == []


def test_every_choice_about_a_person_has_a_pictogram() -> None:
    for wanted in INPUTS.values():
        assert set(wanted.icons) == set(wanted.choices)
        assert set(wanted.icons.values()) <= ICONS

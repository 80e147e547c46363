"""Every intake point has a name to be told by: its own, or its kind and number."""

from __future__ import annotations

import pytest

from kiosk.catalogue.competence import Competence
from kiosk.catalogue.route_words import place_name
from tests.paper.samples import messages


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_point_has_a_name_and_no_two_the_same(lang: str) -> None:
    points = Competence.load().points
    names = {id: place_name(point, lang, messages()) for id, point in points.items()}
    assert len(set(names.values())) == len(points)
    for id, point in points.items():
        assert names[id].strip(), id
        assert "{" not in names[id]
        if point.name is None:
            assert id in names[id]

"""The first citizen's ticket is as quick as the next one's, on paper of either width."""

from __future__ import annotations

import pytest

from kiosk.paper import draw
from kiosk.paper.ahead import MOST_FREQUENT, draw_ahead
from tests.centres import SAIGON
from tests.paper.samples import PUBLIC_URL, catalogue, messages, picture_of


@pytest.mark.parametrize("width", [576, 384])
def test_after_drawing_ahead_a_ticket_draws_no_shared_text_anew(width: int) -> None:
    draw._kept_marked.cache_clear()
    drawn = draw_ahead(
        centre=SAIGON.centre,
        fields=SAIGON.fields,
        frequent=catalogue().frequent(),
        languages=("vi", "en"),
        public_url=PUBLIC_URL,
        messages=messages(),
        width=width,
    )
    frequent = min(len(catalogue().frequent()), MOST_FREQUENT)
    assert drawn == 2 * (len(SAIGON.fields) + frequent)
    before = draw._kept_marked.cache_info().misses
    for lang in ("vi", "en"):
        picture_of("ticket", lang, width, number="C 812", specimen=False)
    assert draw._kept_marked.cache_info().misses == before
    assert draw._kept_marked.cache_info().currsize < draw.KEPT


def test_however_many_procedures_there_are_few_tickets_are_drawn_ahead() -> None:
    birth = catalogue().entries["1.001193"]
    many = [birth.model_copy(update={"code": f"8.{number:06}"}) for number in range(400)]
    drawn = draw_ahead(
        centre=SAIGON.centre,
        fields=SAIGON.fields,
        frequent=many,
        languages=("vi",),
        public_url=PUBLIC_URL,
        messages=messages(),
        width=384,
    )
    assert drawn == len(SAIGON.fields) + MOST_FREQUENT

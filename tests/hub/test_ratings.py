"""Citizens' ratings: kept by day, the last one of a slip counts, officers see figures alone."""

from __future__ import annotations

from kiosk.hub.ratings import WORDS
from tests.hub.conftest import Centre
from tests.hub.scene import officer_client
from ui.wiring.context import load_messages

SLIP, OTHER = "a" * 64, "b" * 64


def rated(centre: Centre, id: str, stars: int | None, **more: object) -> int:
    body = {"id": id, "stars": stars, "kiosk": "K1", **more}
    return centre.kiosk.post("/v1/ratings", json=body).status_code


def days(centre: Centre) -> list[dict[str, object]]:
    """Reads the figures as an officer who has just come."""
    with officer_client(centre.address) as officer:
        found: list[dict[str, object]] = officer.get("/v1/ratings", params={"lang": "en"}).json()["days"]
    return found


def test_figures_are_counted_by_day_and_star(centre: Centre) -> None:
    for number, stars in enumerate((5, 5, 2, None)):
        assert rated(centre, f"{number}" * 8, stars) == 201
    (day,) = days(centre)
    assert (day["day"], day["stars"], day["unanswered"]) == ("2026-11-23", [0, 1, 0, 0, 2], 1)


def test_the_last_answer_of_a_slip_counts_and_stays_on_its_day(centre: Centre) -> None:
    rated(centre, SLIP, 2)
    rated(centre, SLIP, 2, reason="waited")
    centre.clock.advance(24 * 3600)
    rated(centre, SLIP, 4)
    (day,) = days(centre)
    assert (day["day"], day["stars"], day["reasons"]) == ("2026-11-23", [0, 0, 0, 1, 0], [])


def test_reasons_are_counted_in_words(centre: Centre) -> None:
    rated(centre, SLIP, 1, reason="waited")
    rated(centre, OTHER, 3, reason="waited")
    (day,) = days(centre)
    assert day["reasons"] == [{"reason": "waited", "text": "Waited long", "count": 2}]
    messages = load_messages()
    assert all(messages.has("vi", words) for words in WORDS.values())


def test_the_newest_day_comes_first_and_what_is_older_than_a_month_is_not_shown(centre: Centre) -> None:
    rated(centre, SLIP, 5)
    centre.clock.advance(24 * 3600)
    rated(centre, OTHER, 4)
    assert [day["day"] for day in days(centre)] == ["2026-11-24", "2026-11-23"]
    centre.clock.advance(40 * 24 * 3600)
    rated(centre, "c" * 64, 4)
    assert len(days(centre)) == 1


def test_what_is_no_rating_is_refused(centre: Centre) -> None:
    assert rated(centre, SLIP, 0) == 422
    assert rated(centre, SLIP, 6) == 422
    assert rated(centre, SLIP, 3, reason="weather") == 422
    assert rated(centre, "x", 3) == 422
    assert days(centre) == []

"""Who was served rates the service on the page behind a code, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.contract.rating import ASKS_WHY, RatingDay, RatingReason
from kiosk.hub import ratings
from kiosk.rating import ASK, ASK_WHY, FACES, NO_ANSWER, REASONS, THANKS, rating_id
from tests.clients import client
from tests.web.office import MESSAGES, Office, messages_of, open_office
from ui.board.rating import ASKED, ASKED_WHY


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def phone(office: Office) -> Iterator[httpx.Client]:
    with client(office.address, follow_redirects=True) as opened:
        yield opened


def served(office: Office) -> str:
    """The page of a number that was called, served and finished."""
    ticket = office.number()
    clerk = office.clerk("3")
    for deed in ("next", "start", "finish"):
        answer = clerk.post(f"/v1/counters/3/{deed}", json={})
        assert answer.status_code == 200, answer.text
    return f"/t/{ticket['token']}"


def accepted(office: Office) -> str:
    """The page of a dossier that was accepted."""
    dossier = office.hand_in(None)
    clerk = office.clerk("3")
    assert clerk.post(f"/v1/dossiers/{dossier.id}/decision", json={"kind": "accept"}).status_code == 201
    return f"/d/{dossier.token}"


def day(office: Office) -> RatingDay:
    """The figures of the one day, as officers see them."""
    (found,) = office.hub.store.read(lambda reading: ratings.figures(office.hub, reading, "en")).days
    return found


def texts(page: httpx.Response, lang: str = "en") -> set[str]:
    """The sentences of a rating that stand on the page, by their English text."""
    assert page.status_code == 200
    messages = messages_of(MESSAGES)
    known = (ASK, ASK_WHY, THANKS, *FACES, *REASONS.values(), NO_ANSWER)
    return {text for text in known if f">{messages.text(lang, text)}<" in page.text}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page_of", [served, accepted])
def test_five_faces_are_shown_and_a_good_one_is_all_that_is_asked(
    page_of: object, lang: str, office: Office, phone: httpx.Client
) -> None:
    assert callable(page_of)
    page = page_of(office)
    assert texts(phone.get(page, params={"lang": lang}), lang) == {ASK, *FACES, NO_ANSWER}
    after = phone.post(f"{page}/rating/4", params={"lang": lang})
    assert after.url.path == page
    assert texts(after, lang) == {THANKS}
    assert (day(office).stars, day(office).unanswered) == ((0, 0, 0, 1, 0), 0)
    assert texts(phone.get(page, params={"lang": lang}), lang) == {THANKS}, "one rating a slip"


@pytest.mark.parametrize("stars", range(1, ASKS_WHY + 1))
def test_three_stars_or_fewer_ask_why_once(stars: int, office: Office, phone: httpx.Client) -> None:
    page = served(office)
    after = phone.post(f"{page}/rating/{stars}?lang=en")
    assert texts(after) == {ASK_WHY, *REASONS.values(), NO_ANSWER}
    assert day(office).stars[stars - 1] == 1, "the face counts, whatever comes"
    assert texts(phone.post(f"{page}/reason/manner?lang=en")) == {THANKS}
    assert [(one.reason, one.count) for one in day(office).reasons] == [(RatingReason.MANNER, 1)]
    phone.post(f"{page}/reason/waited?lang=en")
    assert [one.reason for one in day(office).reasons] == [RatingReason.MANNER], "it is not asked again"


def test_no_answer_is_an_answer(office: Office, phone: httpx.Client) -> None:
    page = served(office)
    assert texts(phone.post(f"{page}/rating/none?lang=en")) == {THANKS}
    assert (sum(day(office).stars), day(office).unanswered) == (0, 1)
    other = accepted(office)
    phone.post(f"{other}/rating/2?lang=en")
    assert texts(phone.post(f"{other}/reason/none?lang=en")) == {THANKS}
    assert (day(office).stars, day(office).reasons) == ((0, 1, 0, 0, 0), ())


def test_the_kiosk_and_the_phone_keep_one_rating_of_a_slip(office: Office, phone: httpx.Client) -> None:
    page = served(office)
    token = page.removeprefix("/t/")
    body = {"id": rating_id(token), "stars": 5, "kiosk": "K1"}
    assert office.kiosk.post("/v1/ratings", json=body).status_code == 201
    assert texts(phone.get(page, params={"lang": "en"})) == {THANKS}
    phone.post(f"{page}/rating/2")
    assert day(office).stars == (0, 1, 0, 0, 0)


def test_nothing_is_rated_before_the_service_ends_or_by_who_guesses(
    office: Office, phone: httpx.Client
) -> None:
    waiting = f"/t/{office.number()['token']}"
    unread = f"/d/{office.hand_in(None).token}"
    for page in (waiting, unread):
        assert texts(phone.post(f"{page}/rating/1?lang=en")) == set()
        assert texts(phone.post(f"{page}/reason/waited?lang=en")) == set()
    assert phone.post("/t/0000000000000000/rating/1").status_code == 404
    assert phone.post("/d/0000000000000000/rating/1").status_code == 404
    page = served(office)
    for wrong in ("rating/0", "rating/6", "reason/weather"):
        assert phone.post(f"{page}/{wrong}").status_code == 422
    phone.post(f"{page}/reason/waited")
    assert office.hub.store.read(lambda reading: ratings.figures(office.hub, reading, "en")).days == ()


def test_the_best_face_comes_first_and_every_reason_is_there() -> None:
    assert [button.to for button in ASKED.buttons] == [
        *(f"rating/{n}" for n in (5, 4, 3, 2, 1)),
        "rating/none",
    ]
    assert [button.icon for button in ASKED.buttons] == [*(f"face-{n}" for n in (5, 4, 3, 2, 1)), ""]
    assert [button.text for button in ASKED.buttons[:5]] == list(FACES)[::-1]
    assert [button.to for button in ASKED_WHY.buttons] == [
        *(f"reason/{reason.value}" for reason in RatingReason),
        "reason/none",
    ]

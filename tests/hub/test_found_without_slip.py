"""Dossiers found without their slip: by a typed code or by the card that was shown; state alone is told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.dossier.ids import new_token, uuid7
from kiosk.dossier.model import Dossier, Person, Value
from tests.hub.conftest import Centre
from tests.hub.scene import GRANDMOTHER, HER_NUMBER, birth_dossier, hand_over, open_scene


def another(reference: str, number: str = HER_NUMBER, source: str = "card") -> Dossier:
    """One more dossier; its requester's number came from a card, or was typed."""
    first = birth_dossier()
    requester = Person({"name": Value(GRANDMOTHER, "card"), "id": Value(number, source)})  # type: ignore[arg-type]
    persons = {**first.persons, "requester": requester}
    return replace(first, id=uuid7(), reference=reference, token=new_token(), persons=persons)


def found(centre: Centre, **wanted: str) -> list[dict[str, Any]]:
    answer = centre.kiosk.post("/v1/dossiers/find", json=wanted)
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.json()["found"]
    return listed


def references(centre: Centre, **wanted: str) -> list[str]:
    return [one["reference"] for one in found(centre, **wanted)]


@pytest.fixture
def handed(centre: Centre) -> Dossier:
    dossier = another("K1-261123-0007")
    assert hand_over(centre.kiosk, dossier).status_code == 201
    return dossier


@pytest.mark.parametrize("code", ["K1-261123-0007", "K12611230007"])
def test_a_reference_is_found_with_and_without_its_dashes(centre: Centre, handed: Dossier, code: str) -> None:
    assert references(centre, code=code) == [handed.reference]


def test_a_code_that_nobody_has_finds_nothing(centre: Centre, handed: Dossier) -> None:
    assert references(centre, code="K1-261123-9999") == []
    assert references(centre, card="079157000099") == []
    assert references(centre) == []


def test_the_card_finds_its_dossiers_the_newest_first(centre: Centre, handed: Dossier) -> None:
    hand_over(centre.kiosk, another("K1-261123-0008"))
    hand_over(centre.kiosk, another("K1-261123-0009", "079157000099"))
    assert references(centre, card=HER_NUMBER) == ["K1-261123-0008", "K1-261123-0007"]


def test_a_number_that_somebody_typed_leads_to_nothing(centre: Centre) -> None:
    hand_over(centre.kiosk, another("K1-261123-0008", source="typed"))
    assert references(centre, card=HER_NUMBER) == []


def test_what_is_told_is_the_state_and_what_is_missing_and_nobodys_words(
    centre: Centre, handed: Dossier
) -> None:
    decision = {"kind": "supplement", "reason": "Ảnh bà Trần Thị MẪU mờ.", "papers": ["birth_certificate"]}
    assert centre.officer.post(f"/v1/dossiers/{handed.id}/decision", json=decision).status_code == 201
    (one,) = found(centre, card=HER_NUMBER)
    assert (one["state"], one["papers"], one["reason"], one["code"]) == (
        "supplement",
        ["birth_certificate"],
        "",
        None,
    )
    told = str(one)
    assert not [secret for secret in (HER_NUMBER, GRANDMOTHER, handed.token) if secret in told]


def test_what_is_kept_of_the_card_is_a_hash_under_the_hubs_own_key(tmp_path: Path) -> None:
    """Of twelve digits, a plain hash could be computed for all."""
    hub, other = open_scene(tmp_path / "one"), open_scene(tmp_path / "other")
    mark = hub.dossiers.card_mark(HER_NUMBER)
    assert mark == hub.dossiers.card_mark(HER_NUMBER) != other.dossiers.card_mark(HER_NUMBER)
    assert mark != hashlib.sha256(HER_NUMBER.encode()).hexdigest()
    assert repr(hub.dossiers.card_key) not in repr(hub)
    hub.close()
    other.close()


def test_only_a_kiosk_may_look_by_card(centre: Centre, handed: Dossier) -> None:
    for client in (centre.public, centre.officer):
        assert client.post("/v1/dossiers/find", json={"card": HER_NUMBER}).status_code == 401


@pytest.mark.parametrize("wanted", [{"card": "12"}, {"card": "07915700001a"}, {"code": "x" * 41}])
def test_what_is_no_card_and_no_code_is_refused(centre: Centre, wanted: dict[str, str]) -> None:
    assert centre.kiosk.post("/v1/dossiers/find", json=wanted).status_code == 422

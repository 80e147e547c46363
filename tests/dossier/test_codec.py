"""A dossier goes over the wire and comes back the same, whatever people are called."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contract.text import one_line
from kiosk.dossier.codec import DossierFormatError, canonical, from_json, from_stored, to_json
from kiosk.dossier.model import Person, Value
from tests.hub.scene import GRANDMOTHER, birth_dossier

NAMES = ["H'Yen Niê", "K'Brih", "Thạch Sa Rương", "Lò Thị Mẩy", "Nguyễn Hoà", "Nguyễn Hòa", "Đặng Đình Đức"]


def named(name: str) -> bytes:
    """The grandmother's dossier under another name, as bytes."""
    dossier = birth_dossier()
    fixed = replace(
        dossier, id="01a2b3c4", token="T" * 16, persons={"requester": Person({"name": Value(name)})}
    )
    return to_json(fixed)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_region_come_back(name: str) -> None:
    assert from_json(named(name)).persons["requester"].text("name") == name


@given(st.text(max_size=200))
def test_any_text_comes_back_in_its_one_form(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    try:
        found = from_json(named(text)).persons["requester"].text("name")
    except DossierFormatError:
        return  # a pile of marks
    assert found == one_line(text) == one_line(found)
    assert unicodedata.is_normalized("NFC", found)
    assert from_json(named(found)).persons["requester"].text("name") == found


def test_a_name_of_before_the_limits_is_read_as_it_is() -> None:
    long = named("Nguyễn " * 1000)
    assert len(from_stored(long).persons["requester"].text("name")) == 7000
    with pytest.raises(DossierFormatError):
        from_json(long)


def test_everything_comes_back() -> None:
    dossier = birth_dossier("ticket-1")
    assert from_json(to_json(dossier)) == dossier


@pytest.mark.parametrize("name", NAMES)
def test_a_decomposed_name_gives_the_same_bytes(name: str) -> None:
    assert named(unicodedata.normalize("NFD", name)) == named(name)


def test_the_order_in_which_things_were_filled_in_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [2]}) == canonical({"a": [2], "b": 1}) == b'{"a":[2],"b":1}'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"format":2', b'"format":3'),
        (b'"source":"card"', b'"source":"guess"'),
        (b'"state":"captured"', b'"state":"lost"'),
        (b'"created_at":"2026-11-23T09:00:00+07:00"', b'"created_at":"2026-11-23T09:00:00"'),
        (b'"token"', b'"tokens"'),
        (b"{", b"["),
    ],
)
def test_what_is_no_dossier_is_refused_without_quoting_it(old: bytes, new: bytes) -> None:
    body = to_json(birth_dossier())
    assert old in body
    with pytest.raises(DossierFormatError) as refusal:
        from_json(body.replace(old, new))
    assert GRANDMOTHER not in str(refusal.value)


def test_what_is_left_to_the_counter_comes_along() -> None:
    dossier = replace(birth_dossier(), open_items=("child.birth_place", "copies"))
    assert from_json(to_json(dossier)).open_items == ("child.birth_place", "copies")


@pytest.mark.parametrize("item", ["Nguyễn Văn A", "child.", ".name", "a.b.c"])
def test_an_item_is_named_and_holds_no_value(item: str) -> None:
    with pytest.raises(DossierFormatError):
        from_json(to_json(replace(birth_dossier(), open_items=(item,))))


def test_a_dossier_of_the_first_format_is_still_read_and_leaves_nothing_open() -> None:
    dossier = birth_dossier()
    body = to_json(dossier).replace(b'"format":2', b'"format":1').replace(b'"open_items":[],', b"")
    assert b"open_items" not in body
    assert from_json(body) == from_stored(body) == dossier

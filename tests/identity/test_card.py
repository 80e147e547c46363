import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.faults import FAULTS
from kiosk.identity.card import parse, tidy_address
from kiosk.identity.dates import show
from kiosk.identity.inputs import read_from
from kiosk.identity.model import CitizenCard
from kiosk.identity.payload import LONGEST, without_terminator
from kiosk.ports.device import Fault
from tests.identity.cards import ADDRESSES, CHILD, NAMES, OF_2021, OF_2024, Printed


def card(payload: bytes) -> CitizenCard:
    found = parse(payload)
    assert isinstance(found, CitizenCard), found
    return found


def refused(payload: bytes) -> Fault:
    found = parse(payload)
    assert isinstance(found, Fault)
    assert found.id in FAULTS
    return found


def tells_the_truth(found: CitizenCard, payload: bytes) -> bool:
    """Whether every field is what stands at its place in the payload, no more and no less."""
    fields = unicodedata.normalize("NFC", without_terminator(payload).decode()).split("|")
    digits = ["".join(reversed(fields[3].split("-"))).rjust(8, "0"), fields[6]]
    dates = [show(iso, "vi").replace("/", "").rjust(8, "0") for iso in (found.birth_date, found.issue_date)]
    return (
        (found.id, found.old_id, found.sex) == (fields[0], fields[1], fields[4])
        and found.name == " ".join(fields[2].split())
        and found.address.replace(",", " ").split() == fields[5].replace(",", " ").split()
        and dates == digits
        and found.rest == tuple(fields[7:])
    )


def test_the_card_of_2021() -> None:
    assert card(OF_2021.payload) == CitizenCard(
        id="079157000001",
        old_id="012345678",
        name="Trần Thị MẪU",
        birth_date="1957-03-02",
        sex="Nữ",
        address="12 Đường Mẫu, Phường Mẫu, Quận Mẫu, TP. Hồ Chí Minh",
        issue_date="2021-04-15",
    )


def test_the_card_of_2024_has_four_more_fields_and_no_old_number() -> None:
    found = card(OF_2024.payload)
    assert (found.old_id, found.issue_date, found.rest) == ("", "2024-09-10", ("", "", "", ""))


def test_a_childs_card_keeps_the_parents_as_they_stand_and_in_no_other_field() -> None:
    found = card(CHILD.payload)
    assert (found.name, found.birth_date, found.sex) == ("Trần Văn MẪU", "2020-06-05", "Nam")
    assert found.rest == ("", "Trần Văn MẪU", "Lê Thị MẪU", "")
    assert found.warnings == ()


def test_more_than_eleven_fields_may_come_one_day() -> None:
    assert len(card(replace(OF_2024, rest=("",) * 6).payload).rest) == 6


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_region_are_read(name: str) -> None:
    printed = replace(OF_2021, name=name)
    assert card(printed.payload).name == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "alike", ["\u00d0ặng Văn Mẫu", "\u0189ặng Văn Mẫu", "\u00f0ặng Văn Mẫu", "\u0256ặng Văn Mẫu"]
)
def test_a_letter_that_only_looks_like_the_vietnamese_one_is_read_as_it(alike: str) -> None:
    found = card(replace(OF_2021, name=alike, address=f"12 {alike[0]}ường Mẫu").payload)
    assert {found.name.lower(), found.address.lower()} == {"đặng văn mẫu", "12 đường mẫu"}


@pytest.mark.parametrize(
    "address",
    [
        "12 – 14 Đường Mẫu — Xã Mẫu",
        "Chung cư “Mẫu”, ‘A’, Căn hộ A’12",
        "Số 12½ @ Mẫu, 15°",
        "№ 5 & 6 + 7, 50% Mẫu…",
        "Khu A² • Lô B×C · Mẫu!",
    ],
)
def test_signs_of_real_addresses_refuse_no_card(address: str) -> None:
    for form in ("NFC", "NFD"):
        printed = replace(OF_2021, address=unicodedata.normalize(form, address))
        assert card(printed.payload).address == address.replace("’", "'")


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\u2066", "\u00ad", "\x1b", "\u2028", "\ufffd", "?"])
def test_what_is_not_to_be_seen_still_refuses_a_card(unseen: str) -> None:
    refused(replace(OF_2021, address=f"12 Đường{unseen} Mẫu").payload)


def test_decomposed_text_becomes_nfc() -> None:
    payload = unicodedata.normalize("NFD", OF_2021.text).encode()
    assert card(payload) == card(OF_2021.payload)


def test_a_doubled_comma_in_the_address_is_shown_as_one() -> None:
    found = card(replace(OF_2021, address="Ấp 3,,Xã Mẫu, ,  Tỉnh Mẫu").payload)
    assert tidy_address(found.address) == "Ấp 3, Xã Mẫu, Tỉnh Mẫu"
    assert found.address == "Ấp 3,,Xã Mẫu, ,  Tỉnh Mẫu"
    assert read_from(found, ("name", "phone")) == {"name": "Trần Thị MẪU"}


@pytest.mark.parametrize(
    ("birth", "iso"),
    [
        ("00001957", "1957"),
        ("00031957", "1957-03"),
        ("29022000", "2000-02-29"),
        ("1957", "1957"),
        ("031957", "1957-03"),
        ("1957-03", "1957-03"),
    ],
)
def test_a_birth_date_may_be_known_in_part(birth: str, iso: str) -> None:
    assert card(replace(OF_2021, birth=birth).payload).birth_date == iso


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "79157000001"},
        {"id": "0791570000011"},
        {"id": "07915700000a"},
        {"id": "٠٧٩١٥٧٠٠٠٠٠١"},
        {"id": " 079157000001"},
        {"id": ""},
        {"old_id": "12345678"},
        {"old_id": "079157000001"},
        {"name": ""},
        {"name": "Trần Thị MẪU 2"},
        {"name": "079157000001"},
        {"name": "Nguyá»…n Thị Mẫu"},
        {"name": "阮氏"},
        {"birth": "30021957"},
        {"birth": "15001957"},
        {"birth": "57"},
        {"birth": "0057"},
        {"birth": "131957"},
        {"birth": "00-1957"},
        {"birth": "021957 "},
        {"birth": "02131957"},
        {"birth": "02030057"},
        {"birth": ""},
        {"sex": "Nu"},
        {"sex": "nam"},
        {"sex": "Male"},
        {"sex": ""},
        {"address": "12 Đường\x1bMẫu"},
        {"address": "12 Đường Mẫu\n"},
        {"address": "ÄÆ°á»ng"},
        {"address": "12 Đường\u202eMẫu"},
        {"address": "12 Đường\u00a0Mẫu"},
        {"issue": ""},
        {"issue": "1504202"},
        {"issue": "00042021"},
        {"issue": "00002021"},
        {"issue": "31042021"},
        {"issue": "15042021\r0"},
        {"issue": "2021"},
        {"rest": ("",)},
        {"rest": ("", "", "")},
        {"rest": ("", "\x00", "", "")},
    ],
    ids=str,
)
def test_a_card_with_one_wrong_field_is_refused_whole(wrong: dict[str, Any]) -> None:
    assert refused(replace(OF_2021, **wrong).payload).id == "not_a_card"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"|",
        b"||||||",
        b"https://motcua.example/t/abc",
        b"0100000001|4e677579e1bb85|01/01/1990|1|-|79 - 034",
    ],
)
def test_other_codes_are_no_cards(payload: bytes) -> None:
    assert refused(payload).id == "not_a_card"


def test_damaged_bytes_are_told_from_other_codes() -> None:
    assert refused(OF_2021.payload.replace("ị".encode(), b"\xe1\xbb")).id == "code_unreadable"
    assert refused(OF_2021.text.encode("utf-16")).id == "code_unreadable"
    assert refused(OF_2021.text.replace("ị", "\ufffd").encode()).id == "code_unreadable"


def test_an_endless_payload_is_refused() -> None:
    long = replace(OF_2021, address="Phường Mẫu, " * 200).payload
    assert len(long) > LONGEST
    assert refused(long).detail == "too long"


def test_a_fault_shows_nothing_of_the_card() -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"name": "Mẫu 4711"},
        {"issue": "99999999"},
        {"id": "4711"},
        {"address": "\x07 4711"},
    )
    for wrong in wrongs:
        fault = refused(replace(OF_2021, **wrong).payload)
        assert not set("4719") & set(fault.detail)
        assert "Mẫu" not in repr(fault)


def test_a_card_shows_nothing_of_itself_in_a_log() -> None:
    shown = repr(card(OF_2021.payload))
    assert not any(part in shown for part in ("079157", "MẪU", "1957", "Đường", "012345678"))


def test_a_half_typed_card_is_never_read() -> None:
    """A scanner that types like a keyboard shows every beginning of the text for a moment."""
    for length in range(len(OF_2021.payload)):
        refused(OF_2021.payload[:length])


def test_of_the_longer_card_only_the_first_seven_fields_may_stand_alone() -> None:
    seven = len(replace(OF_2024, rest=()).payload)
    read = {
        length
        for length in range(len(OF_2024.payload))
        if isinstance(parse(OF_2024.payload[:length]), CitizenCard)
    }
    assert read == {seven}


@pytest.mark.parametrize("wrong_charset", ["latin-1", "cp1252", "cp1258", "shift_jis", "big5", "cp437"])
@pytest.mark.parametrize("printed", [OF_2021, OF_2024, CHILD], ids=["2021", "2024", "child"])
def test_a_decoder_that_guesses_the_character_set_is_found_out(wrong_charset: str, printed: Printed) -> None:
    garbled = printed.payload.decode(wrong_charset, "replace").encode()
    refused(garbled)


MARKED = "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))


@pytest.mark.parametrize("charset", ["latin-1", "cp1252", "cp1258"])
def test_one_garbled_letter_in_a_name_is_enough(charset: str) -> None:
    for letter in MARKED + MARKED.upper():
        garbled = letter.encode().decode(charset, "replace")
        refused(replace(OF_2021, name=f"Tran {garbled}n").payload)


DAYS = st.dates(date(1920, 1, 1), date(2020, 12, 31))
PRINTED = st.builds(
    Printed,
    id=st.from_regex(r"[0-9]{12}", fullmatch=True),
    old_id=st.one_of(st.just(""), st.from_regex(r"[0-9]{9}", fullmatch=True)),
    name=st.sampled_from(NAMES),
    birth=st.one_of(
        DAYS.map(lambda day: day.strftime("%d%m%Y")), DAYS.map(lambda day: day.strftime("0000%Y"))
    ),
    sex=st.sampled_from(["Nam", "Nữ"]),
    address=st.sampled_from(ADDRESSES),
    issue=st.dates(date(2021, 1, 1), date(2026, 6, 30)).map(lambda day: day.strftime("%d%m%Y")),
    rest=st.sampled_from([(), ("", "", "", ""), ("079057000009", NAMES[0], NAMES[4], ""), ("",) * 5]),
)


@given(PRINTED)
def test_every_right_card_is_read_and_tells_the_truth(printed: Printed) -> None:
    assert tells_the_truth(card(printed.payload), printed.payload)


@given(st.binary(max_size=400))
@example("|".join(["079157000001"] * 7).encode())
def test_random_bytes_are_never_a_card(payload: bytes) -> None:
    refused(payload)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A right card after what readers and cables do: bytes lost, changed, doubled, put in, cut off."""
    payload = bytearray(draw(PRINTED).payload)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(payload) - 1, 0)))
        match draw(st.sampled_from(["cut", "lose", "change", "flip", "put", "double"])):
            case "cut":
                del payload[at:]
            case "lose":
                del payload[at : at + draw(st.integers(1, 4))]
            case "change" if payload:
                payload[at] = draw(st.integers(0, 255))
            case "flip" if payload:
                payload[at] ^= 1 << draw(st.integers(0, 7))
            case "put":
                payload[at:at] = draw(
                    st.sampled_from([b"|", b"\x00", b"\r\n", b" ", "ữ".encode(), b"0", b"\xff"])
                )
            case _:
                payload[at:at] = payload[at : at + draw(st.integers(1, 6))]
    return bytes(payload)


@given(damaged())
@example(replace(OF_2021, birth="1957").payload)
@example(replace(OF_2021, birth="1957-03").payload)
@example(OF_2021.payload + b"\r\n\x00")
def test_a_damaged_card_is_refused_or_read_as_it_stands(payload: bytes) -> None:
    found = parse(payload)
    assert isinstance(found, Fault) or tells_the_truth(found, payload)

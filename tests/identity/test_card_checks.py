"""What a card's fields say of each other: warnings, guesses, and what a keyboard scanner leaves of it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.identity.card import parse
from kiosk.identity.model import CitizenCard
from kiosk.ports.device import Fault
from tests.identity.cards import CHILD, LETTERS, NAMES, OF_2021, OF_2024, Printed

TODAY = date(2026, 11, 22)


def card(printed: Printed) -> CitizenCard:
    found = parse(printed.payload, TODAY)
    assert isinstance(found, CitizenCard), found
    return found


def test_a_card_in_order_warns_of_nothing() -> None:
    for printed in (OF_2021, OF_2024, CHILD):
        assert card(printed).warnings == ()


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"id": "999157000001"}, "unknown_prefix"),
        ({"sex": "Nam"}, "sex_disagrees"),
        ({"birth": "02031958"}, "year_disagrees"),
        ({"birth": "02032057", "id": "079357000001"}, "birth_in_future"),
        ({"issue": "01031957"}, "issue_before_birth"),
        ({"issue": "23112026"}, "issue_in_future"),
        ({"birth": "1957"}, "birth_shortened"),
        ({"birth": "021957"}, "birth_shortened"),
        ({"name": "Tran Thi MAU", "address": "Kon Tum"}, "marks_missing"),
    ],
)
def test_what_disagrees_warns_and_never_refuses(changed: dict[str, str], warning: str) -> None:
    printed = replace(OF_2021, **changed)  # type: ignore[arg-type]
    found = card(printed)
    assert warning in found.warnings
    assert (found.id, found.sex) == (printed.id, printed.sex)


def test_what_is_of_today_is_not_of_the_future() -> None:
    of_today = replace(CHILD, id="079226000002", birth="22112026", issue="22112026")
    assert card(of_today).warnings == ()


def test_dates_are_compared_with_today_only_where_today_is_known() -> None:
    found = parse(replace(OF_2021, issue="23112026").payload)
    assert isinstance(found, CitizenCard)
    assert found.warnings == ()


def test_a_marked_name_alone_or_a_marked_address_alone_is_no_lost_letter() -> None:
    assert card(replace(OF_2021, name="Kim Sa")).warnings == ()
    assert card(replace(OF_2021, address="Kon Tum")).warnings == ()


def test_the_bytes_are_kept_as_they_came() -> None:
    assert card(OF_2024).raw == OF_2024.payload


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x00", b"\x03", b"\x04\r\n"])
@pytest.mark.parametrize("printed", [OF_2021, OF_2024, CHILD])
def test_what_a_scanner_sends_after_the_code_changes_nothing(printed: Printed, end: bytes) -> None:
    assert parse(printed.payload + end, TODAY) == card(printed)


def test_a_terminator_in_the_middle_is_no_part_of_a_card() -> None:
    assert isinstance(parse(OF_2021.payload + b"\r\n" + OF_2021.payload), Fault)
    assert isinstance(parse(b"\r\n" + OF_2021.payload), Fault)


@pytest.mark.parametrize("fields", [1, 6, 8, 9, 10])
def test_any_other_number_of_fields_is_no_card(fields: int) -> None:
    parts = OF_2024.text.split("|")[:fields]
    assert parse("|".join(parts).encode()) == Fault("not_a_card", f"{fields} fields")


def test_every_letter_is_read_in_names_and_addresses() -> None:
    for letter in LETTERS:
        found = card(replace(OF_2021, name=f"Mẫu {letter}", address=f"Ấp {letter}"))
        assert (found.name, found.address) == (f"Mẫu {letter}", f"Ấp {letter}")


@pytest.mark.parametrize("apostrophe", "'\u2019\u02bc")
def test_a_curly_apostrophe_is_an_apostrophe(apostrophe: str) -> None:
    found = card(replace(OF_2021, name=f"H{apostrophe}Yen Niê Mẫu"))
    assert found.name == "H'Yen Niê Mẫu"


def test_a_curly_apostrophe_after_a_marked_letter_tells_of_a_wrong_character_set() -> None:
    assert "TÒNG".encode().decode("cp1252") == "TÃ\u2019NG"
    assert isinstance(parse(replace(OF_2021, name="TÃ\u2019NG").payload), Fault)


def guessed(printed: Printed, *later: str) -> dict[str, str]:
    found = card(replace(printed, rest=later))
    assert found.rest == later
    assert found.name == printed.name
    return dict(found.guessed)


FATHER, MOTHER = "Trần Văn MẪU", "Lê Thị MẪU"
CANCELLED = "079057000009"


def test_a_childs_parents_and_a_cancelled_number_are_guesses() -> None:
    parents = {"father": FATHER, "mother": MOTHER}
    assert guessed(CHILD, "", FATHER, MOTHER, "") == parents
    assert guessed(CHILD, FATHER, MOTHER, "", "") == parents
    assert guessed(CHILD, CANCELLED, FATHER, MOTHER, "") == {**parents, "cancelled_ids": CANCELLED}
    assert guessed(OF_2024, CANCELLED, "", "", "") == {"cancelled_ids": CANCELLED}
    assert guessed(OF_2024, "", "", "", "") == {}


@pytest.mark.parametrize("name", NAMES[4:])
def test_parents_of_every_region(name: str) -> None:
    printed = replace(CHILD, rest=("", name, "", ""))
    assert card(printed).guessed == {"father": card(replace(OF_2021, name=name)).name}


def test_one_name_alone_counts_only_where_it_is_supposed_to_stand() -> None:
    assert guessed(CHILD, "", FATHER, "", "") == {"father": FATHER}
    assert guessed(CHILD, "", "", MOTHER, "") == {"mother": MOTHER}
    assert guessed(CHILD, FATHER, "", "", "") == {}
    assert guessed(CHILD, FATHER, FATHER, MOTHER, "") == {}


def test_parents_are_read_only_on_a_card_issued_before_the_fourteenth_birthday() -> None:
    assert guessed(OF_2024, "", FATHER, MOTHER, "") == {}
    before = replace(CHILD, issue="04062034")
    assert guessed(before, "", FATHER, MOTHER, "") == {"father": FATHER, "mother": MOTHER}
    assert guessed(replace(CHILD, issue="05062034"), "", FATHER, MOTHER, "") == {}


def test_several_cancelled_numbers_and_what_is_none() -> None:
    other = "001157000008"
    assert guessed(OF_2024, f"{CANCELLED}, {other}", "", "", "") == {"cancelled_ids": f"{CANCELLED} {other}"}
    assert guessed(OF_2024, CANCELLED, "", other, "") == {"cancelled_ids": f"{CANCELLED} {other}"}
    for none in ("012345678", "0790570000091", "079057 000009", OF_2024.id, "số 079057000009"):
        assert guessed(OF_2024, none, "", "", "") == {}


def test_a_card_read_twice_in_one_go_tells_nothing_new() -> None:
    twice = card(replace(CHILD, rest=(*CHILD.rest[:3], *CHILD.text.split("|"))))
    assert twice.guessed == {"father": FATHER, "mother": MOTHER}


def typed(printed: Printed) -> bytes:
    """What a keyboard scanner types of it."""
    return printed.text.encode("ascii", "ignore")


@pytest.mark.parametrize("printed", [OF_2021, OF_2024, CHILD])
def test_of_a_card_without_its_letters_numbers_dates_and_sex_are_sure(printed: Printed) -> None:
    whole = card(printed)
    found = parse(typed(printed), TODAY, letters_lost=True)
    assert isinstance(found, CitizenCard)
    assert (found.id, found.old_id, found.birth_date) == (whole.id, whole.old_id, whole.birth_date)
    assert (found.sex, found.issue_date) == (whole.sex, whole.issue_date)
    assert (found.name, found.address, dict(found.guessed)) == ("", "", {})
    assert found.warnings == ("letters_lost",)


def test_a_card_without_its_letters_is_refused_where_nobody_says_so_or_more_is_lost() -> None:
    assert isinstance(parse(typed(OF_2021), TODAY), Fault)
    for wrong in (
        {"id": "07915700000"},
        {"old_id": "12a"},
        {"birth": "0203195"},
        {"sex": "Nu"},
        {"issue": ""},
    ):
        printed = replace(OF_2021, **wrong)  # type: ignore[arg-type]
        assert isinstance(parse(typed(printed), TODAY, letters_lost=True), Fault)

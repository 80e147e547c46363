"""The machine-readable zone as text: what is taken over, what is refused, and which digit caught it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulators.specimen_back import Lines, zone_lines
from devices.simulators.specimen_card import FATHER, GRANDMOTHER, MOTHER
from kiosk.identity.model import CitizenCard
from kiosk.identity.mrz import MrzCard, as_citizen_card, check_digit, parse
from kiosk.identity.number import PREFIXES
from kiosk.ports.device import Fault

EXAMPLE = (
    "IDVNM0900000018079090000001<<8",
    "9001011M3001019VNM<<<<<<<<<<<2",
    "NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<",
)
DIGITS = [(0, *range(5, 27)), (0, 29), (1, *range(7)), (1, *range(8, 15)), (1, 29)]
PLACES = [(row, column) for row, *columns in DIGITS for column in columns]


@st.composite
def zones(draw: st.DrawFn) -> tuple[str, date, str, date, Lines]:
    """An invented person's number, birth, sex and card's end, with the lines that say so."""
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    female = draw(st.booleans())
    digit = 2 * ((born.year - 1900) // 100) + female
    tail = draw(st.integers(0, 999_999))
    number = f"{draw(st.sampled_from(sorted(PREFIXES)))}{digit}{born.year % 100:02d}{tail:06d}"
    end = draw(st.dates(date(2021, 1, 1), date(2098, 12, 31)))
    one = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<"
    one += check_digit(one[15:])
    two = f"{born:%y%m%d}{check_digit(f'{born:%y%m%d}')}{'MF'[female]}"
    two += f"{end:%y%m%d}{check_digit(f'{end:%y%m%d}')}VNM<<<<<<<<<<<"
    two += check_digit(one[5:] + two[:7] + two[8:15] + two[18:])
    return number, born, "Nữ" if female else "Nam", end, (one, two, EXAMPLE[2])


def payload(lines: Lines) -> bytes:
    return "\n".join(lines).encode()


def with_sign(lines: Lines, row: int, column: int, sign: str) -> Lines:
    changed = [list(line) for line in lines]
    changed[row][column] = sign
    one, two, three = ("".join(line) for line in changed)
    return one, two, three


def test_the_reference_example_is_read() -> None:
    card = parse(payload(EXAMPLE))
    assert card == MrzCard("079090000001", "1990-01-01", "Nam", "2030-01-01", "NGUYEN VAN MAU")


@pytest.mark.parametrize(
    ("text", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("<<<", "0"), ("0AKU<", "0")]
)
def test_check_digits_of_the_standard(text: str, digit: str) -> None:
    """The first two are examples of ICAO 9303 part 3, 4.9; in the last, five signs share one value."""
    assert check_digit(text) == digit


@given(zones())
def test_every_persons_lines_come_back(zone: tuple[str, date, str, date, Lines]) -> None:
    number, born, sex, end, lines = zone
    card = parse(payload(lines))
    assert isinstance(card, MrzCard)
    assert (card.id, card.birth_date, card.sex, card.expiry_date) == (
        number,
        born.isoformat(),
        sex,
        end.isoformat(),
    )
    assert card.warnings == ()


@given(zones(), st.sampled_from(PLACES), st.integers(1, 9))
def test_no_single_wrong_digit_gets_through(
    zone: tuple[str, date, str, date, Lines], place: tuple[int, int], step: int
) -> None:
    """The weights 7, 3 and 1 have no divisor in common with 10: one wrong digit always shows."""
    lines = zone[-1]
    row, column = place
    wrong = str((int(lines[row][column]) + step) % 10)
    found = parse(payload(with_sign(lines, row, column, wrong)))
    assert isinstance(found, Fault)
    assert found.id == "code_unreadable"


@given(zones(), st.integers(0, 1), st.integers(0, 29), st.sampled_from("AKUO0<Z"))
def test_no_other_sign_stands_where_it_may_not(
    zone: tuple[str, date, str, date, Lines], row: int, column: int, sign: str
) -> None:
    """`<`, 0, A, K and U share a check value: the layout tells them apart."""
    lines = zone[-1]
    a_sex_not_stated = (row, column, sign) == (1, 7, "<")  # no check digit covers it
    if lines[row][column] != sign and not a_sex_not_stated:
        assert isinstance(parse(payload(with_sign(lines, row, column, sign))), Fault)


def test_two_numbers_that_disagree_are_refused_even_when_every_check_holds() -> None:
    one = "IDVNM123456789" + check_digit("123456789") + "079090000001<<"
    one += check_digit(one[15:])
    two = EXAMPLE[1][:29]
    two += check_digit(one[5:] + two[:7] + two[8:15] + two[18:])
    assert parse(payload((one, two, EXAMPLE[2]))) == Fault("code_unreadable", "both numbers")


def with_line_two(birth: str, sex: str = "M", expiry: str = "300101") -> Lines:
    """The reference example with other values in line 2, its check digits right."""
    two = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM<<<<<<<<<<<"
    return (
        EXAMPLE[0],
        two + check_digit(EXAMPLE[0][5:] + two[:7] + two[8:15] + two[18:]),
        EXAMPLE[2],
    )


@pytest.mark.parametrize(
    ("birth", "iso"), [("90<<<<", "1990"), ("9003<<", "1990-03"), ("<<<<<<", ""), ("<<0302", "")]
)
def test_a_birth_date_may_be_known_in_part(birth: str, iso: str) -> None:
    """ICAO 9303 part 3, section 4.8: what is not known is filled with `<`, which counts 0 in the check."""
    card = parse(payload(with_line_two(birth)))
    assert isinstance(card, MrzCard)
    assert card.birth_date == iso
    assert card.warnings == ()


def test_the_reports_example_has_the_check_digit_that_it_says() -> None:
    assert (check_digit("57<<<<"), check_digit("5703<<")) == ("6", "7")


@pytest.mark.parametrize("birth", ["9013<<", "9<0302", "900<02", "9003<2", "9<<<<<"])
def test_what_is_filled_by_halves_is_no_date(birth: str) -> None:
    assert isinstance(parse(payload(with_line_two(birth))), Fault)


def test_a_sex_that_is_not_stated_is_empty_and_warns_of_nothing() -> None:
    card = parse(payload(with_line_two("900101", sex="<")))
    assert isinstance(card, MrzCard)
    assert (card.sex, card.warnings) == ("", ())


def test_an_end_that_is_filled_is_none_and_half_an_end_is_no_card() -> None:
    card = parse(payload(with_line_two("900101", expiry="<<<<<<")))
    assert isinstance(card, MrzCard)
    assert card.expiry_date == ""
    assert isinstance(parse(payload(with_line_two("900101", expiry="30<<<<"))), Fault)


@given(st.binary(max_size=120) | st.text("ID<VNM0189\n", min_size=80, max_size=100).map(str.encode))
def test_anything_else_is_a_fault_and_never_an_error(junk: bytes) -> None:
    assert isinstance(parse(junk), Fault)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("H<YEN<NIE<<<<<<<<<<<<<<<<<<<<<", "H YEN NIE"),
        ("LO<<THI<MAY<<<<<<<<<<<<<<<<<<<", "LO THI MAY"),
        ("NGUYEN<<HOANG<THI<MINH<NGUYETA", "NGUYEN HOANG THI MINH NGUYETA"),
    ],
)
def test_names_are_kept_as_printed(name: str, read: str) -> None:
    card = parse(payload((*EXAMPLE[:2], name)))
    assert isinstance(card, MrzCard)
    assert card.name == read


@pytest.mark.parametrize(
    "name", ["<NGUYEN<<VAN".ljust(30, "<"), "AN<<B<<C".ljust(30, "<"), "NGUYEN1".ljust(30, "<")]
)
def test_a_name_of_another_form_is_none(name: str) -> None:
    assert parse(payload((*EXAMPLE[:2], name.ljust(30, "<")))) == Fault("not_a_card", "layout")


def test_a_card_without_end_has_no_expiry_date() -> None:
    card = parse(payload(zone_lines(GRANDMOTHER)))
    assert isinstance(card, MrzCard)
    assert card.expiry_date == ""
    assert card.birth_date == GRANDMOTHER.birth_date


@pytest.mark.parametrize("day", ["900231", "901301", "900100"])
def test_a_day_that_never_was_is_refused(day: str) -> None:
    two = f"{day}{check_digit(day)}M3001019VNM<<<<<<<<<<<"
    two += check_digit(EXAMPLE[0][5:] + two[:7] + two[8:15] + two[18:])
    assert parse(payload((EXAMPLE[0], two, EXAMPLE[2]))) == Fault("code_unreadable", "date")


def test_a_corrected_sex_or_year_warns_and_passes() -> None:
    two = "8901019F3001019VNM<<<<<<<<<<<"
    two = f"890101{check_digit('890101')}" + two[7:]
    two += check_digit(EXAMPLE[0][5:] + two[:7] + two[8:15] + two[18:])
    card = parse(payload((EXAMPLE[0], two, EXAMPLE[2])))
    assert isinstance(card, MrzCard)
    assert card.warnings == ("sex_disagrees", "year_disagrees")


@pytest.mark.parametrize("person", [GRANDMOTHER, FATHER, MOTHER])
def test_as_a_citizen_card_the_name_is_left_to_be_typed(person: CitizenCard) -> None:
    card = parse(payload(zone_lines(person)))
    assert isinstance(card, MrzCard)
    citizen = as_citizen_card(card)
    assert (citizen.name, citizen.address, citizen.issue_date) == ("", "", "")
    assert "letters_lost" in citizen.warnings
    assert card.id not in repr(card) + repr(citizen)

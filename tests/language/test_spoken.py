from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.announce import call, spoken_date, spoken_time
from kiosk.language.numbers import digit_words, english, words
from tests.language.vectors import vectors, without_remark

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def test_numbers_are_read_as_the_vectors_say() -> None:
    for number, said in vectors()["number_words"].items():
        assert words(int(number)) == without_remark(said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (44, "bốn mươi tư"),
        (104, "một trăm lẻ bốn"),
        (111, "một trăm mười một"),
        (500, "năm trăm"),
        (1_005_000, "một triệu không trăm lẻ năm nghìn"),
        (2_000_000_021, "hai tỷ không trăm hai mươi mốt"),
        (10**12, "một nghìn tỷ"),
        (999_999_999_999, "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu "
         "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
    ],
)  # fmt: skip
def test_large_and_odd_numbers(number: int, said: str) -> None:
    assert words(number) == said


@pytest.mark.parametrize("number", [-1, 10**12 + 1])
def test_a_number_outside_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        words(number)


def number_of(said: str) -> int:
    """Read number words back, by a rule of its own."""
    total = group = value = 0
    for word in said.split():
        if word == "tỷ":
            total, group, value = (total + group + value) * 10**9, 0, 0
        elif word in ("nghìn", "triệu"):
            total += (group + value) * {"nghìn": 1000, "triệu": 10**6}[word]
            group = value = 0
        elif word == "trăm":
            group, value = value * 100, 0
        elif word == "mươi":
            group, value = group + value * 10, 0
        elif word == "mười":
            group += 10
        elif word != "lẻ":
            value = {"mốt": 1, "tư": 4, "lăm": 5}.get(word, UNITS.index(word) if word in UNITS else 0)
    return total + group + value


@given(st.integers(0, 10**12 - 1))
def test_what_is_said_can_be_understood_again(number: int) -> None:
    assert number_of(words(number)) == number


def test_english_numbers() -> None:
    assert [english(n) for n in (0, 3, 15, 20, 42, 100, 115)] == [
        "zero", "three", "fifteen", "twenty", "forty-two", "one hundred", "one hundred and fifteen",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not between"):
        english(1000)


def test_only_digits_are_read_digit_by_digit() -> None:
    assert digit_words("047", "vi") == ["không", "bốn", "bảy"]
    with pytest.raises(ValueError, match="digits"):
        digit_words("4²", "vi")


def test_numbers_are_called_as_the_vectors_say() -> None:
    for one in vectors()["ticket_announcements"]:
        assert call(one["ticket"], str(one["counter"]), "vi") == one["text"]


def test_a_number_as_printed_is_called() -> None:
    assert call("H 047", "3", "vi") == "Mời công dân số H, không, bốn, bảy, đến quầy số ba."
    assert call("H 047", "3", "en") == "Number H, zero, four, seven, please go to counter three."
    assert call("UT 021", "12", "en") == "Number priority, zero, two, one, please go to counter twelve."
    assert call("HT 801", "3A", "vi") == "Mời công dân số H T, tám, không, một, đến quầy số 3A."


@pytest.mark.parametrize("number", ["", "047", "H", "h 047", "H  047", "H 04a", "ABC 1", "H 047 "])
def test_what_is_no_ticket_number_is_not_called(number: str) -> None:
    with pytest.raises(ValueError, match="not a ticket number"):
        call(number, "1", "vi")


def test_dates_are_read_as_the_vectors_say() -> None:
    for day, said in vectors()["dates"].items():
        assert spoken_date(date.fromisoformat(day), "vi").startswith(without_remark(said))


def test_dates_and_times_aloud() -> None:
    assert spoken_date(date(2026, 11, 22), "vi") == (
        "ngày hai mươi hai tháng mười một năm hai nghìn không trăm hai mươi sáu"
    )
    assert spoken_date(date(2026, 5, 10), "vi").startswith("ngày mùng mười tháng năm ")
    assert spoken_date(date(2026, 4, 4), "en") == "4 April 2026"
    assert spoken_time(time(8, 5), "vi") == "tám giờ năm phút"
    assert [spoken_time(time(hour, 0), "en") for hour in (0, 12, 15)] == ["12 a.m.", "12 p.m.", "3 p.m."]
    assert spoken_time(time(7, 30), "en") == "7:30 a.m."


def test_times_are_read_as_the_vectors_say() -> None:
    for at, said in vectors()["time"].items():
        assert spoken_time(time.fromisoformat(at), "vi") == without_remark(said)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.language.names import has_name_letters, tidy, title_case, valid_name

PEOPLE = (
    "Trần Thị MẪU",
    "Nguyễn Hoà",
    "Nguyễn Hòa",
    "Đặng Thùy Trâm",
    "H'Yen Niê",
    "K'Brih",
    "Y Blô Êban",
    "Thạch Sa Rương",
    "Lò Thị Mẩy",
    "Giàng A Páo",
    "Ksor Hơ Jơ\u0306",
    "Chau Sóc Kim",
    "Ông Ủ",
    "Nguyễn-Smith Anna",
    "O'Neill",
    "Bruce Lee",
    "Max Hans Dawn Brooks",
    "François Müller",
    "Y",
)


@pytest.mark.parametrize("name", PEOPLE)
def test_people_of_every_region_have_valid_names(name: str) -> None:
    assert valid_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Trần  Mẫu",
        " Mẫu",
        "Mẫu-",
        "Mẫu 2",
        "Trần_Mẫu",
        "Trần\nMẫu",
        "<b>Mẫu</b>",
        "Mẫu!",
        "Nguyá»…n",
        "Нгуен",
        "阮",
        "''",
        "M\u0301\u0301",
        "\u0306a",
        "Trần\u200bMẫu",
        "Nº",
        "a" * 101,
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert not valid_name(name)


@pytest.mark.parametrize("name", ["Nguyeenx Văn An", "TRAANF VĂN AN", "Ddawng", "ddinh", "Thuwowng"])
def test_telex_that_nothing_composed_is_found(name: str) -> None:
    assert has_name_letters(name)
    assert not valid_name(name)


@pytest.mark.parametrize(
    ("card", "read"),
    [
        ("H'YEN NIÊ", "H'Yen Niê"),
        ("NGUYỄN THỊ ÁNH", "Nguyễn Thị Ánh"),
        ("ĐẶNG-SMITH ANNA", "Đặng-Smith Anna"),
        ("k'brih", "K'Brih"),
        ("Trần Thị MẪU", "Trần Thị MẪU"),
        ("Van der Berg", "Van der Berg"),
    ],
)
def test_capitals_are_read_as_a_name(card: str, read: str) -> None:
    assert title_case(card) == read


@given(st.sampled_from(PEOPLE))
def test_words_keep_their_order(name: str) -> None:
    assert title_case(name.upper()).lower().split() == name.lower().split()


def test_tidying_straightens_spaces_and_apostrophes() -> None:
    assert tidy("  H\u2019Yen \u00a0 Nie\u0302 ") == "H'Yen Niê"

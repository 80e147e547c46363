"""Values read out of what was said: digits, dates, numbers, yes and no, choices, wards, letters."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.problems import BadFile
from kiosk.language.aloud import aloud
from kiosk.language.announce import spoken_date
from kiosk.language.normal import fold
from kiosk.language.numbers import digit_words, words
from kiosk.visit.assistant import Guess
from robot.values.lexicon import VALUES, lexicon, utterance
from robot.values.likeness import heard, likeness
from robot.values.model import Asked, Choice, Kind, Values
from robot.values.read import read_value, read_values
from tests.robot.noise import noisy

TODAY = date(2026, 11, 23)
DWELLING = (
    Choice("own", ("Nhà của tôi", "nhà mình")),
    Choice("rented", ("Nhà thuê, mượn, ở nhờ", "phòng trọ")),
    Choice("family", ("Nhà của cha mẹ, vợ chồng, con",)),
)
KIN = (
    Choice("close", ("Vợ, chồng, con, cha hoặc mẹ",)),
    Choice("relative", ("Người thân khác", "bà con", "cô", "chú")),
    Choice("authorised", ("Người ngoài được nhờ đi thay",)),
)
MARRIED = (Choice("married", ("Đã kết hôn",)), Choice("single", ("Chưa kết hôn",)))


def read(text: str, asked: Asked, lang: str = "vi") -> Values[str]:
    return read_value((Guess(text),), asked, lang, TODAY)


def asked(kind: Kind, stands: str = "") -> Asked:
    lengths = (10,) if kind == "digits" else ()
    return Asked("it", kind, lengths=lengths, stands=stands)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("không chín không không một hai ba bốn năm sáu", "0900123456"),
        ("số điện thoại của tôi là không chín không tám, hai mươi lăm ba bốn sáu bảy", "0908253467"),
        ("dạ không chín tám bảy, bảy tám chín, hai số không, một", "0987789001"),
        ("khong chin bay tam", "0978"),
        ("0900 000 000", "0900000000"),
        ("ba trăm linh năm", "305"),
        ("lệ phí khai sinh bao nhiêu", None),
        ("hông biết", None),
    ],
)
def test_digits(text: str, value: str | None) -> None:
    assert read(text, asked("digits")).value == value


@pytest.mark.parametrize(
    ("stands", "text", "first"),
    [
        ("0987", "sáu năm bốn", "0987654"),
        ("098123", "à không, chín tám bảy", "098987"),
        ("0912345678", "không, chín tám bảy", "0912345987"),
        ("0912345678", "nhầm rồi, không chín một hai ba bốn năm sáu bảy chín", "0912345679"),
        ("0912345678", "không phải, chín hai một ba bốn bốn", "0912921344"),
    ],
)
def test_digits_that_stand_are_gone_on_with_or_corrected(stands: str, text: str, first: str) -> None:
    assert read(text, asked("digits", stands)).candidates[0] == first


def test_a_zero_that_may_be_a_no_is_asked_about() -> None:
    asked_for = Asked("it", "digits")
    assert set(read("chín tám bảy không chín tám sáu", asked_for).candidates) >= {"9870986"}
    assert not read("không chín", Asked("it", "digits", stands="098")).sure


def test_digits_in_english() -> None:
    assert (
        read("oh nine double two three four five six seven one", asked("digits"), "en").value == "0922345671"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mùng ba tháng mười một năm hai không hai sáu", "2026-11-03"),
        ("mồng ba tháng mười một", "2026-11-03"),
        ("ngay nam thang nam nam hai nghin khong tram hai muoi sau", "2026-05-05"),
        ("hôm qua", "2026-11-22"),
        ("bữa kia", "2026-11-21"),
        ("3/11", "2026-11-03"),
        ("03112026", "2026-11-03"),
        ("tháng mười năm một chín năm bảy", "1957-10"),
        ("năm năm bảy", "1957"),
        ("mười lăm tháng tư năm chín lăm", "1995-04-15"),
        ("ngày hai mươi nhăm tháng bảy năm ngoái", "2025-07-25"),
        ("sinh năm hai ngàn lẻ sáu", "2006"),
        ("mùng ba, à không, mùng bốn tháng mười một", "2026-11-04"),
        ("từ mùng ba đến mùng năm tháng mười", None),
        ("mùng năm âm lịch", None),
        ("ba mươi tháng hai năm hai không hai sáu", None),
        ("khi nào lấy được", None),
    ],
)
def test_dates(text: str, value: str | None) -> None:
    assert read(text, asked("date")).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("không, ngày mười lăm", "2026-11-15"),
        ("tháng mười hai chứ", "2026-12-03"),
        ("năm hai không hai lăm", "2025-11-03"),
        ("không phải, mùng bốn tháng mười", "2026-10-04"),
    ],
)
def test_a_date_that_stands_is_corrected(text: str, value: str) -> None:
    assert read(text, asked("date", "2026-11-03")).value == value


def test_a_year_of_two_centuries_is_asked_about() -> None:
    assert set(read("năm hai mươi", asked("date")).candidates) == {"2020", "1920"}


def test_a_year_that_was_not_said_is_not_sure() -> None:
    assert not read("mùng ba tháng mười một", asked("date")).sure
    assert read("mùng ba tháng mười hai", asked("date")).value == "2025-12-03"
    assert read("mùng ba tháng mười hai", Asked("it", "date", ahead=True)).value == "2026-12-03"


@pytest.mark.parametrize("text", ["3 November 2026", "November 3rd, 2026", "the third of November"])
def test_dates_in_english(text: str) -> None:
    assert read(text, asked("date"), "en").value == "2026-11-03"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ba bản", "3"),
        ("lấy hai, à không, ba bản", "3"),
        ("năm chục", "50"),
        ("hai triệu rưỡi", "2500000"),
        ("một triệu hai", "1200000"),
        ("trăm hai", "120"),
        ("hăm mốt", "21"),
        ("1.500.000 đồng", "1500000"),
        ("muoi lam ban", "15"),
        ("hai hay ba bản", None),
    ],
)
def test_numbers(text: str, value: str | None) -> None:
    assert read(text, asked("number")).value == value


@pytest.mark.parametrize(
    "text",
    [
        "năm ba nghìn",
        "hai ba trăm",
        "bảy tám triệu",
        "khoảng năm bảy chục bản",
        "ba bốn chục",
        "chừng hai ba ngàn",
    ],
)
def test_about_how_many_is_no_number(text: str) -> None:
    assert read(text, asked("number")).candidates == ()


@pytest.mark.parametrize(
    ("text", "value"), [("hai mốt nghìn", "21000"), ("bốn lăm nghìn", "45000"), ("ba tư triệu", "34000000")]
)
def test_tens_that_are_not_said_are_a_number(text: str, value: str) -> None:
    assert read(text, asked("number")).value == value


@pytest.mark.parametrize("text", ["kết hôn", "hôn nhân", "đám cưới"])
def test_what_only_rhymes_with_a_word_of_a_choice_is_no_choice(text: str) -> None:
    assert read(text, Asked("it", "choice", choices=DWELLING)).candidates == ()


def test_a_number_out_of_range_is_none() -> None:
    assert read("một nghìn bản", Asked("it", "number", least=1, most=200)).candidates == ()


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("dạ đúng rồi", "yes", True),
        ("ừ", "yes", True),
        ("vâng tôi đồng ý", "yes", True),
        ("không sai", "yes", True),
        ("phải", "yes", False),
        ("có", "yes", True),
        ("đúng", "yes", False),
        ("hổng phải", "no", True),
        ("không phải đâu em", "no", True),
        ("dạ chưa", "no", True),
        ("dạ không phải mô", "no", True),
        ("dạ", "yes", False),
        ("đụng rồi", "yes", True),
        ("khong", "no", True),
        ("khống", "no", False),
        ("có cần giấy gì không", None, False),
        ("không biết", None, False),
    ],
)
def test_yes_and_no(text: str, value: str | None, sure: bool) -> None:
    found = read(text, asked("yes_no"))
    assert (found.value, found.sure) == (value, sure)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nhà thuê", "rented"),
        ("nha muon", "rented"),
        ("phòng trọ", "rented"),
        ("cái thứ hai nha em", "rented"),
        ("số ba", "family"),
        ("cái cuối", "family"),
        ("của cha mẹ", "family"),
        ("nhà", None),
        ("không phải nhà thuê", None),
        ("cái thứ năm", None),
    ],
)
def test_choices(text: str, value: str | None) -> None:
    assert read(text, Asked("it", "choice", choices=DWELLING)).value == value


@pytest.mark.parametrize("text", ["con", "tui là con ruột", "tôi là mẹ", "chồng"])
def test_a_choice_that_lists_several_is_said_by_one_of_them(text: str) -> None:
    assert read(text, Asked("it", "choice", choices=KIN)).value == "close"


def test_a_no_that_is_a_choice_counts() -> None:
    assert read("chưa", Asked("it", "choice", choices=MARRIED)).value == "single"
    assert read("đã có vợ", Asked("it", "choice", choices=MARRIED)).value == "married"
    assert read("kết hôn", Asked("it", "choice", choices=MARRIED)).value is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("phường Sài Gòn", {"26740"}),
        ("phường Bến Nghé", {"26740"}),
        ("p5 quận 5", {"27316"}),
        ("xài gòn", {"26740"}),
        ("tôi không nhớ", set()),
    ],
)
def test_wards(text: str, codes: set[str]) -> None:
    assert set(read(text, asked("ward")).candidates) == codes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mờ â u ngã", "Mẫu"),
        ("en nờ gờ u y ê nờ ngã, cách, mờ â u ngã", "Nguyễn Mẫu"),
        ("tê hờ i nặng", "Thị"),
        ("đê ớ u", "Đâu"),
        ("Mẫu", None),
    ],
)
def test_letters(text: str, value: str | None) -> None:
    assert read(text, asked("letters")).value == value


def test_one_sentence_answers_several() -> None:
    sex = Asked("sex", "choice", choices=(Choice("Nam", ("Nam", "trai")), Choice("Nữ", ("Nữ", "gái"))))
    child, mother = Asked("child", "date", ("cháu",)), Asked("mother", "date", ("mẹ",))
    text = "cháu trai sinh ngày mùng ba tháng mười một"
    found = read_values((Guess(text),), (sex, child, mother, asked("digits")), "vi", TODAY)
    assert {step: values.value for step, values in found.items()} == {"sex": "Nam", "child": "2026-11-03"}


def test_what_two_may_mean_is_nobodys() -> None:
    dates = (Asked("child", "date", ("cháu",)), Asked("mother", "date", ("mẹ",)))
    assert read_values((Guess("sinh mùng ba tháng mười một"),), dates, "vi", TODAY) == {}


def test_guesses_that_differ_are_asked_about() -> None:
    guesses = (Guess("mùng ba tháng mười", 0.5), Guess("mùng bốn tháng mười", 0.45))
    found = read_value(guesses, asked("date"), "vi", TODAY)
    assert found.value is None
    assert set(found.candidates) == {"2026-10-03", "2026-10-04"}


@given(st.integers(0, 10**12))
def test_numbers_in_words_are_read_back(number: int) -> None:
    found = read(words(number), asked("number"))
    assert found.candidates[0] == str(number)
    assert len(found.candidates) == 1


@given(st.dates(date(1925, 1, 1), TODAY - timedelta(days=1)))
def test_dates_in_words_are_read_back(day: date) -> None:
    for text in (spoken_date(day, "vi"), aloud(day.strftime("%d/%m/%Y"), "vi"), fold(spoken_date(day, "vi"))):
        assert read(text, asked("date")).value == day.isoformat(), text
    assert read(spoken_date(day, "en"), asked("date"), "en").value == day.isoformat()


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_digits_in_words_are_read_back(digits: str) -> None:
    for text in (" ".join(digit_words(digits, "vi")), aloud(digits, "vi"), fold(aloud(digits, "vi"))):
        assert read(text, asked("digits")).value == digits, text
    assert read(aloud(digits, "en"), asked("digits"), "en").value == digits


@given(
    st.sampled_from(
        [
            "không",
            "không phải",
            "không đúng",
            "hổng phải",
            "chưa",
            "dạ không",
            "không đồng ý",
            "sai rồi",
            "thôi",
        ]
    ),
    st.integers(0, 5000),
    st.sampled_from([0.1, 0.3, 0.6]),
)
@settings(max_examples=300)
def test_no_amount_of_noise_makes_a_sure_yes_of_a_no(text: str, seed: int, share: float) -> None:
    found = read(noisy(text, share, seed), asked("yes_no"))
    assert not (found.sure and "yes" in found.candidates)


@given(
    st.sampled_from(["đúng rồi", "ừ", "vâng", "dạ đúng rồi", "phải rồi", "có", "đồng ý", "đúng"]),
    st.integers(0, 5000),
    st.sampled_from([0.1, 0.3, 0.6]),
)
@settings(max_examples=300)
def test_no_amount_of_noise_makes_a_no_of_a_yes(text: str, seed: int, share: float) -> None:
    assert "no" not in read(noisy(text, share, seed), asked("yes_no")).candidates


@given(
    st.text(max_size=60), st.sampled_from(["yes_no", "choice", "date", "number", "digits", "ward", "letters"])
)
def test_any_text_is_read_without_trouble(text: str, kind: Kind) -> None:
    read(text, Asked("it", kind, choices=DWELLING))


def test_a_word_with_two_meanings_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "values.toml"
    broken.write_text(
        VALUES.read_text("utf-8").replace('"1" = ["một", "mốt"]', '"1" = ["một", "hai"]'), "utf-8"
    )
    with pytest.raises(BadFile, match='"hai" stands for'):
        lexicon("vi", broken)


@pytest.mark.parametrize(
    ("said", "phrase", "least", "most"),
    [
        ("chuần bị hồ sơ", "chuẩn bị hồ sơ", 0.9, 1.0),
        ("cháu làm ho sơ giúp bà", "làm hồ sơ", 0.9, 1.0),
        ("chuẩn bị hồ", "chuẩn bị hồ sơ", 0.7, 0.8),
        ("lấi số", "lấy số", 0.85, 1.0),
        ("làm hộ chiếu", "làm hồ sơ", 0.0, 0.6),
        ("đăng ký kết hôn", "lấy số", 0.0, 0.1),
    ],
)
def test_how_much_a_sentence_sounds_like_a_phrase(said: str, phrase: str, least: float, most: float) -> None:
    words = utterance(said)
    got = likeness(heard(words.words), heard(utterance(phrase).words), words.marked, {"chau", "giup", "ba"})
    assert least <= got <= most

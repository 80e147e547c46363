"""A long table of hearings and what is read out of them: every candidate, and whether it is sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

import pytest

from kiosk.visit.assistant import Guess
from robot.values.lexicon import utterance
from robot.values.likeness import heard, likeness
from robot.values.model import Asked, Choice, Values
from robot.values.read import read_assent, read_value, read_values
from tests import approved
from tests.approved import listed

TODAY = date(2026, 11, 23)
DAYS = (
    "",
    *listed("""
ngày ba; mùng ba; ngày mùng một; mùng mười; mùng mười một; ngày mười lăm; ngày hăm mốt;
ngày hai mươi nhăm; ba mươi; ngày ba mươi mốt; ngày ba mươi hai; ngay 5; hai mươi ba
"""),
)
MONTHS = (
    "",
    *listed("""
tháng một; tháng giêng; tháng tư; tháng mười một; tháng mười hai; tháng chạp; tháng mười ba; thang 2;
tháng này; tháng trước
"""),
)
YEARS = (
    "",
    *listed("""
năm nay; năm ngoái; năm hai không hai sáu; năm hai ngàn lẻ sáu; năm hai nghìn; năm năm bảy; năm chín lăm;
năm hai mươi sáu; năm hai mươi bảy; 2026; năm một chín không sáu; năm 1905; năm hai ngàn sáu;
năm một ngàn chín trăm tám mươi; năm 68; năm 2148; năm một chín năm
"""),
)
DATES = listed("""
hôm nay; hôm qua; hôm kia; bữa kia; 3/11; 03/11/2026; 3-11-26; 3.11.27; 31/2/2026; 03112026; 1957;
31122025; 20262026; 3/13; rằm tháng bảy âm lịch; mùng năm âm; mùng ba, à không, mùng bốn;
mùng ba tháng mười, nhầm, tháng chín; mùng ba và mùng năm tháng mười; sinh ngày ba tháng năm năm năm lăm;
tháng mười năm ngoái; 1957, à không, 1958; 03112026 chứ không phải 04112026; 1957 tháng năm;
3/11 năm 1957; 03112026 năm 1957; 3/11/2026 tháng mười; 1957 ngày ba; ngày 3 tháng 11 1957; 3/11, 4/11;
1957 1958; ngày hai chín tháng hai năm hai không hai tư; ngày hai chín tháng hai; năm;
một một một chín chín chín; ngày một tháng một năm một chín hai sáu; không biết; năm hai không
""")
ENGLISH_DAYS = "", "3", "the third of", "first", "twenty first", "31st", "thirty second", "twelve"
ENGLISH_DATES = """
today; yesterday; the day before yesterday; November 3rd, 2026; may nineteen ten; twenty ten; twenty nine;
the third of May twenty eleven; nineteen nine; the first of June nineteen ninety
"""
ENGLISH_YEARS = (
    "",
    "2026",
    "1957",
    "nineteen fifty seven",
    "twenty twenty five",
    "two thousand and six",
    "last year",
)
CORRECTIONS = listed("""
không, ngày mười lăm; tháng mười hai chứ; năm hai không hai lăm; không phải, mùng bốn tháng mười;
ngày ba mươi mốt; à không, tháng hai; mười lăm; năm ngoái; đúng rồi; nhầm, năm tám mươi
""")
DIGITS = listed("""
không chín không; chín tám bảy, bảy tám chín, hai số không; ba số tám; hai mươi lăm ba bốn; tám mươi;
một trăm; một trăm linh năm; 0900 123 456; không ba chín hai một à không ba chín ba một; oh nine;
ba ba ba ba ba ba ba ba ba ba; không; không không; chín một một tám à nhầm tám chín; mười hai mười ba;
số của tôi là không chín; gọi cho tôi nhé không; tám số ba; một số năm; không chín, không, tám; năm lăm;
0900123456 7; 09001234567; hai hai không phải hai ba; chín triệu; lẻ năm; mốt; tư; linh;
dạ số là 0 9 0 dạ 1 2 3; ba bốn năm sáu bảy à ba bốn năm sáu tám; chín hay tám
""")
NUMBERS = listed("""
không; một; hai bản; mười; mười một; mười lăm; hai mươi; hăm mốt; hai mốt; hai tư; băm ba; chín chín;
một trăm; trăm rưỡi; trăm hai; trăm lẻ hai; một trăm linh hai; hai trăm rưỡi; nghìn tư; một nghìn;
ngàn rưỡi; hai ngàn lẻ năm; hai nghìn không trăm linh năm; mười nghìn; một triệu hai; hai triệu rưỡi;
triệu hai trăm; một tỷ; một tỷ hai; ba chục; ba chục rưỡi; chục mốt; 1.500; 1,5; 1.500.000 đồng; 12; 007;
12a; hai hay ba; hai ba; hai, à không, ba bản; một hai bản; bốn lăm; nửa; đôi; vài bản; 200; 201; mươi;
trăm; lẻ năm; hai trăm linh; mười mươi; năm năm; tám tám
""")
ENGLISH_NUMBERS = listed("""
zero; one; a dozen; twelve; twenty one; ninety-nine; one hundred; a hundred and five; two thousand;
two copies; two or three; 1,500; a couple; five hundred fifty; one million; no, three; three hundred
""")
YES_NO = listed("""
có; không; dạ; ừ; vâng; đúng; đúng rồi; phải; phải rồi; không phải; chưa; rồi; dạ có; dạ không; có chứ;
không có; không đâu; đồng ý; không đồng ý; thôi; được; không được; ok; okay; yes; no; yeah; nope;
yes please; no thanks; not yet; sure; có không; có hay không; đúng không; dạ đúng rồi ạ; ừ đúng đó em;
hổng; hông; khong; khống; hổng chịu; chắc là có; không sai; sai; sai rồi; có mà; đừng; à không có;
không không; dạ dạ; dạ thưa; được rồi; thôi khỏi; khỏi
""")
KIN = (
    Choice("close", ("Vợ, chồng, con, cha hoặc mẹ",)),
    Choice("relative", ("Người thân khác", "bà con", "cô", "chú")),
    Choice("authorised", ("Người ngoài được nhờ đi thay",)),
)
DWELLING = (
    Choice("own", ("Nhà của tôi", "nhà mình")),
    Choice("rented", ("Nhà thuê, mượn, ở nhờ", "phòng trọ")),
    Choice("family", ("Nhà của cha mẹ, vợ chồng, con",)),
)
MARRIED = (Choice("married", ("Đã kết hôn",)), Choice("single", ("Chưa kết hôn",)))
CHOICES = {"kin": KIN, "dwelling": DWELLING, "married": MARRIED, "alone": MARRIED[:1]}
CHOSEN = listed("""
vợ; chồng; con trai; tôi là mẹ; bà con; cô chú; người thân; người ngoài; được nhờ; đi thay; người; nhà;
nhà của tôi; nhà thuê; thuê; ở nhờ; nha muon; phòng; của cha mẹ; nhà của; tôi; số một; số hai; số ba;
số bốn; cái đầu; cái cuối; cái thứ hai ạ; thứ nhất thứ hai; một; hai; không phải nhà thuê; không; chưa;
rồi; đã kết hôn; kết hôn; chưa kết hôn; kết hôn rồi; đả kết hôn; nhà thuê nhà của tôi;
vợ chồng con cha mẹ; nhà trọ; first; the second one; the last; mình
""")
WARDS = listed("""
phường Sài Gòn; sài gòn; phường Bến Nghé; bến nghé; p5 quận 5; phường 5 quận 5; phường 5; quận 1;
xài gòn; tân định; phường tân định quận một; xã bình hưng; bình chánh; phường an đông; chợ lớn;
phú nhuận; thủ đức; không biết; phường mười hai; tui ở phường sài gòn; củ chi; hồ chí minh
""")
LETTERS = listed("""
mờ â u ngã; en nờ gờ u y ê nờ ngã; tê hờ i nặng; đê ớ u; a; bê a sắc; cê o nờ; hờ o à; Mẫu; u hai chấm;
xê hờ a ư; i cờ rét; y dài; ét sì ơ nờ huyền; mờ a i, cách, lờ a nờ; đờ ư c nặng; vê; đúp lơ vê;
nờ gờ ô hỏi; không; cách; sắc; tờ rờ a nờ huyền; quy nờ hờ; u gi
""")

SOUNDS = listed("""
lấi số; lấy xố; láy số; nấy số; chuần bị hồ sơ; chuẩn bị hồ; cháu làm ho sơ giúp bà; nhà thê; nhà tuê ạ;
con nui; con muôi; chửa kết hông; chưa cưới; mụt; mút; hai mưi; hai mười; tháng tứ; tháng từ; thắng tư; dạ một
""")
GUESSED = {
    "a date": (Asked("it", "date"), ("mùng ba tháng mười", "ba tháng mười", "hôm qua")),
    "a number": (Asked("it", "number", least=1, most=200), ("ba bản", "hai hay ba", "mười")),
    "yes or no": (Asked("it", "yes_no"), ("có", "không", "đúng rồi")),
    "digits": (Asked("it", "digits"), ("không chín không một", "không chín bốn một")),
    "a choice": (Asked("it", "choice", choices=KIN), ("người ngoài", "bà con", "cô chú")),
}
SEVERAL = listed("""
cháu trai sinh ngày mùng ba tháng mười một; mẹ sinh năm chín lăm; cháu gái, mẹ sinh năm chín lăm;
cháu sinh hôm qua, mẹ sinh năm chín mươi; lấy ba bản; con trai; mùng ba tháng mười; nam; không biết;
cháu sinh hôm qua lấy hai bản; mẹ; cháu gái sinh năm 2020 lấy 3 bản
""")


def told(found: Values[str]) -> str:
    """The candidates in their order; with a mark when the reader is sure."""
    return "|".join(found.candidates) + (" !" if found.sure else "")


def table(lang: str, asked: Asked, texts: Iterable[str], today: date = TODAY) -> dict[str, object]:
    return {text: told(read_value((Guess(text),), asked, lang, today)) for text in texts}


def held(about: str, rows: dict[str, object]) -> None:
    approved.hold(__file__, {f"{about}: {text}": value for text, value in rows.items()})


def joined(*parts: Iterable[str]) -> Iterator[str]:
    for words in product(*parts):
        if any(words):
            yield " ".join(filter(None, words))


@pytest.mark.parametrize("day", DAYS)
def test_days_months_and_years(day: str) -> None:
    years = YEARS if day in ("", "ngày mười lăm") else ("", "năm chín lăm")
    held("date", table("vi", Asked("it", "date"), joined((day,), MONTHS, years)))


def test_dates_said_otherwise() -> None:
    held("date", table("vi", Asked("it", "date"), DATES))
    held("date ahead", table("vi", Asked("it", "date", ahead=True), (*DATES, *joined(DAYS, MONTHS[:7]))))
    january = date(2026, 1, 5)
    held("date in January", table("vi", Asked("it", "date"), (*DATES, *joined(DAYS, MONTHS)), january))


def test_dates_in_english() -> None:
    asked, months = Asked("it", "date"), ("", "January", "of November", "december", "May")
    held("English date", table("en", asked, joined(ENGLISH_DAYS, months, ENGLISH_YEARS)))
    held(
        "English date",
        table("en", asked, listed(ENGLISH_DATES)),
    )
    held("English date", table("en", asked, joined(("March",), ("3", "the third", "12th"), ENGLISH_YEARS)))


@pytest.mark.parametrize("stands", ["2026-11-03", "2026-01-31", "1957-10", "1957"])
def test_dates_that_stand_are_corrected(stands: str) -> None:
    held(f"date after {stands}", table("vi", Asked("it", "date", stands=stands), CORRECTIONS))


@pytest.mark.parametrize("stands", ["", "0987", "0912345678"])
@pytest.mark.parametrize("lengths", [(), (10,)])
def test_digits(lengths: tuple[int, ...], stands: str) -> None:
    asked = Asked("it", "digits", lengths=lengths, stands=stands)
    held(f"digits {lengths} after {stands}", table("vi", asked, DIGITS))


def test_numbers() -> None:
    held("number", table("vi", Asked("it", "number"), NUMBERS))
    held("number from 1 to 200", table("vi", Asked("it", "number", least=1, most=200), NUMBERS))
    held("English number", table("en", Asked("it", "number"), ENGLISH_NUMBERS))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_yes_and_no(lang: str) -> None:
    held(f"yes or no {lang}", table(lang, Asked("it", "yes_no"), YES_NO))
    found = {text: read_assent((Guess(text),), lang) for text in YES_NO}
    held(f"assent {lang}", {text: [list(one.candidates), one.sure] for text, one in found.items()})


@pytest.mark.parametrize("name", CHOICES)
def test_choices(name: str) -> None:
    held(name, table("vi", Asked("it", "choice", choices=CHOICES[name]), CHOSEN))


def test_wards_and_letters() -> None:
    held("ward", table("vi", Asked("it", "ward"), WARDS))
    held("letters", table("vi", Asked("it", "letters"), LETTERS))


def test_several_guesses() -> None:
    shares = ((0.9, 0.1), (0.6, 0.4), (0.5, 0.5), (0.34, 0.33), (1.0, 1.0))
    pairs = (("mùng ba", "mùng bốn"), ("mùng ba tháng mười", "không biết"), ("hôm qua", "hôm qua"))
    for (one, other), (much, less) in product(pairs, shares):
        found = read_value((Guess(one, much), Guess(other, less)), Asked("it", "date"), "vi", TODAY)
        held("guesses", {f"{one} {much} / {other} {less}": told(found)})


@pytest.mark.parametrize("kind", GUESSED)
def test_a_guess_in_which_nothing_is_said_makes_less_sure(kind: str) -> None:
    asked, texts = GUESSED[kind]
    rows: dict[str, object] = {}
    for one, other in product(texts, (*texts, "lệ phí khai sinh bao nhiêu", "")):
        for scores in ((0.9, 0.1), (0.6, 0.4), (0.3, 0.7), (-1.0, -2.0)):
            heard = tuple(Guess(text, score) for text, score in zip((one, other), scores, strict=True))
            three = (*heard, Guess("thôi", min(scores)))
            both = [told(read_value(guesses, asked, "vi", TODAY)) for guesses in (heard, three)]
            rows[f"{one} / {other} {scores}"] = " / ".join(both)
    held(f"guesses of {kind}", rows)


def test_how_alike_what_is_said_is_to_what_may_be_chosen() -> None:
    phrases = listed("lấy số; chuẩn bị hồ sơ; nhà thuê; con nuôi; chưa kết hôn; một; hai mươi; tháng tư")
    light = {"chau", "giup", "ba", "a", "da"}
    rows: dict[str, object] = {}
    for said in (*SOUNDS, *CHOSEN):
        words = utterance(said)
        for phrase in phrases:
            known = heard(utterance(phrase).words)
            rows[f"{said} ~ {phrase}"] = round(likeness(heard(words.words), known, words.marked, light), 3)
    held("alike", rows)


def test_several_answers_in_one_sentence() -> None:
    sex = Asked("sex", "choice", choices=(Choice("Nam", ("Nam", "trai")), Choice("Nữ", ("Nữ", "gái"))))
    every = (
        sex,
        Asked("child", "date", ("cháu",)),
        Asked("mother", "date", ("mẹ",)),
        Asked("copies", "number"),
    )
    for text in SEVERAL:
        found = read_values((Guess(text),), every, "vi", TODAY)
        held("several", {text: {step: told(values) for step, values in found.items()}})

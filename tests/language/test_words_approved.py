"""Long tables of worked examples: what a voice is given, what keys make, how names and syllables are read."""

from __future__ import annotations

from datetime import date, time
from functools import reduce

import pytest

from kiosk.catalogue.sounds import of
from kiosk.catalogue.terms import may_mean, one_spelling, triples, words_of
from kiosk.language.abbreviations import BODIES, SHORT, WORDS
from kiosk.language.aloud import aloud
from kiosk.language.announce import call, spoken_date, spoken_time
from kiosk.language.names import has_name_letters, telex_residue, tidy, title_case, valid_name
from kiosk.language.normal import fold, same_tones
from kiosk.language.numbers import english, words
from kiosk.language.sentences import sentences
from kiosk.language.syllable import read, split_tone
from kiosk.language.telex import composed_by, has_no_vowel, last_word, press
from kiosk.language.typing import Typed, finished, shown, typed
from tests import approved
from tests.approved import listed
from tests.language import syllables

WRITTEN = listed("""
UBND xã, HĐND; UBND-TP; 17/2024/NĐ-CP; 60/2014/QH13; 12/2021/TTLT-BTP-BCA; 5/2020/QĐ-UBND; 1/2/2026;
31/4/2026; 01-12-2026; 1.2.2026; 2026-02-30; 2026-02-28; 3/11; ngày 3/11; ngày 03/11; tháng 3/2026;
3/2026; 13/2026; 7:30; 07:05; 24:00; 23:59:59; 7h; 7h30; 24h; 25h; 7:30-11:30; 7h30–11h; 1-3 ngày;
1–3 ngày; 10 - 12; 3-4-5; H 047; UT 012; UT012; ưu tiên UT 012; Đ 101; AB 12; H 047/2;
000.22.25.H29-261123-0001; K1-1123-007; A-B; 12-34; 0901 234 567; 028 3829 1234; 1900 1234;
+84 90 123 4567; 0901234567; 079157000001; 1234567; 123456; 12345678; tổng đài 1022; đường dây nóng 115;
hotline 19001234; 8.000 đồng; 8.000đ; 8000 Đ; 1.500.000 VND; 8,000 VND; 5₫; 50.000đ/bản; 50.000đ/2 bản;
1,5 triệu; 0,5%; 100 %; 1.234.567; 1.23; 1.2345; 3.141592; 1.000000; 12.5; 1/2; ½; 2²; ٣; 5 m; 5m2; 5 m3;
5 km; 5cm; 5 mm; 2 ha; 10kg; 10 kgs; 02 bản; 03 ngày; 007; 00; 0 bản; 01; Quý I/2026; Quý IV; Chương XIX;
khoản V; Phần IX; mục XX; mục XXI; cấp II; thế kỷ XXI; kỳ VI; hạng A; ông/bà; Ông/Bà; và/hoặc; thứ 4;
tháng 4; quý 4; thứ 40; tháng 4 mươi; P.5; Q. 10; TP. Hồ Chí Minh; KP.3; ĐT. 0901; TP.HCM; TPHCM; v.v.;
v.v; ADN; dichvucong.gov.vn; VNeID; CCCD12; A4; B2; 2A; 12a3; H2O; 10 bản, 2 ngày; 1000000000000;
1000000000001; 10000000000000; 999.999.999.999; 1.000.000.000.000; 0.5; .5; 5.; 5,; 5,25; 10,0;
12345,678; 1 2 3; 100-200; Điều 12 khoản 3 điểm a; 15 giờ 30; 8:5; 08:60; 12:00 PM; 9:30 a.m.; 3/4/5;
100/200; (1); "2"; số 12/3 Đường Mẫu; hẻm 5/12/7; 20 %/năm
""")
TYPED = listed("""
Nguyeenx Vawn An; ddawng kys; thuongwf; nuwocs; huow; duow; giaf gif gieengs; hoafn hofan; quys tuyf;
thuyr; khoer; aa aaa aaaa; ee eee; oo ooo; dd ddd dddd; w ww www; uw uww; ow oww; as ass asss;
asf asfr az asz; chuwar ruwowij; toans toasn tsoan; nghieengx nghieeng; quoocs; quaan; quaanf; giuwowngf;
gioongs; yeeu; yeeus; uyeen; khuyaan; ddoo; school; google; email; windows; covid; facebook; zalo; test;
user; text; form; error; free; class; address; wifi; ok; Hoof Chis Minh; DDAF NAWNGX; DDawks Lawks;
H'Yeen Nieee; K'Brihf; Y Bloo; tuwj; uwowng; truwowngf; ngoaif; ngoefo; oaf oef uyf; thuees; huees;
xoong; boong; cooongj; quets; queets; khoai; khuaay; ngueechj; ddeef; ddeer; phuowngf
""")
NAMED = listed("""
nguyễn văn an; NGUYỄN VĂN AN; nguyễn  văn   an; h'yen niê; H'YEN NIÊ; k'brih; y blô êban; ksor hơ jơ̆;
o'neil; an 5; an; a; đặng-thị; lê thị mỹ; Nguyeenx; Vawn; ngawn; tuaans; jean-pierre; nguyễn.văn; mẫu;
Mẫu; văn2; ; thạch sa rương; w
""")
SENTENCES = listed("""
Một câu. Hai câu! Ba câu? Bốn; Xem mục 1.2. Sau đó; TP. Hồ Chí Minh. Xin cảm ơn; …rồi… thôi;
Điều 5. Khoản 2; Lệ phí 8.000 đồng. Trong ngày; .; v.v. Và nữa; Ông A. Bà B; (một. hai) ba.
""")
COMPARED = listed("""
hoà; hòa; quý; quí; thuỷ; thủy; lý; lí; kỹ; kĩ; đường; duong; giấy; giay; gii; gì; nghỉ; nghĩ; tr;
trường; chường; sương; xương; dương; giương; vương; nương; lương; rương; gương; phương; fương; kính;
cính; quy; ngành; nghành; ngang; oan; oang; oanh; iêu; yêu; uôi; ươu; y; ay; uy; uyê; oay; uay; uơ; buýt;
xoong; wifi; zalo; jack; abc; 123; x; mh; ng
""")


def told(about: str, rows: dict[str, object]) -> None:
    approved.hold(__file__, {f"{about}: {text}": value for text, value in rows.items()})


def keyed(keys: str) -> str:
    return reduce(lambda text, key: press(text, "space" if key == " " else key), keys, "")


def typed_out(keys: str) -> tuple[str, str]:
    done = reduce(lambda before, key: typed(before, "space" if key == " " else key), keys, Typed())
    return repr(done), finished(done)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_voice_is_given(lang: str) -> None:
    every = [
        *WRITTEN,
        *WORDS,
        *(f"{short}. Một" for short in SHORT),
        *(f"1/2026/{body}-CP" for body in BODIES),
    ]
    told(f"aloud {lang}", {text: aloud(text, lang) for text in every})
    told(
        f"aloud {lang}",
        {f"(xem {text} và sau đó)": aloud(f"(xem {text} và sau đó)", lang) for text in WRITTEN},
    )


def test_numbers_days_and_hours() -> None:
    told(
        "words",
        {str(n): words(n) for n in (*range(130), *range(190, 1300, 37), 10**4, 10**6 + 5, 10**9, 10**12)},
    )
    told("English", {str(n): english(n) for n in (*range(35), 40, 99, 100, 101, 110, 119, 120, 500, 999)})
    days = [date(2026, month, day) for month in range(1, 13) for day in (1, 4, 10, 11, 15, 24, 28)]
    times = [time(hour, minute) for hour in (0, 1, 7, 11, 12, 13, 15, 23) for minute in (0, 1, 5, 10, 30, 59)]
    for lang in ("vi", "en"):
        told(f"day {lang}", {str(day): spoken_date(day, lang) for day in days})
        told(f"hour {lang}", {str(at): spoken_time(at, lang) for at in times})
        numbers = ("H 047", "UT 012", "Đ 100", "A001", "C 81234")
        told(f"call {lang}", {f"{n} {c}": call(n, c, lang) for n in numbers for c in ("3", "12", "A2", "0")})


def test_what_keys_make() -> None:
    told("telex", {keys: keyed(keys) for keys in TYPED})
    told("typing", {keys: typed_out(keys) for keys in TYPED})
    told("shown", {keys: [shown(one) for one in keys.split()] for keys in TYPED})
    told("composed", {keys: [composed_by(one) for one in keyed(keys).split()] for keys in TYPED})
    told("last word", {keys: (last_word(keyed(keys)), has_no_vowel(keys)) for keys in TYPED})
    told("backspace", {keys: press(keyed(keys), "backspace") for keys in TYPED})


def test_how_names_are_read() -> None:
    checks = (tidy, title_case, valid_name, has_name_letters, telex_residue)
    told("name", {text: [check(text) for check in checks] for text in NAMED})


def test_how_words_are_compared() -> None:
    told(
        "word",
        {word: [fold(word), same_tones(word), one_spelling(word), repr(of(word))] for word in COMPARED},
    )
    told("syllable", {word: [repr(read(word)), split_tone(word)] for word in COMPARED})
    told("triples", {word: triples((word, "xa")) for word in COMPARED})
    told("may mean", {a: [b for b in COMPARED if may_mean(a, b)] for a in COMPARED})
    told("sound", {word: sorted(other for other in COMPARED if of(word) == of(other)) for word in COMPARED})


def test_how_syllables_are_read_and_sound() -> None:
    every = sorted({f"{onset}{syllables.toned(rime, tone)}" for onset, rime, tone in syllables.everything()})
    for first in sorted({word[0] for word in every}):
        mine = [word for word in every if word[0] == first]
        told("syllables with", {first: [(word, repr(of(word)), repr(read(word))) for word in mine]})


def test_sentences_and_words() -> None:
    for text in SENTENCES:
        told("sentences", {text: [sentences(text), words_of(text)]})

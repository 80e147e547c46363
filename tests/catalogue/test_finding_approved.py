"""How a small catalogue that never changes is compiled, and what is found in it, as it was approved: for each
question, however it is typed, misspelled or misheard, its slots and the hits.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator
from datetime import date

import pytest

from config.problems import Problem
from config.text import Text
from kiosk.catalogue.compile import compiled
from kiosk.catalogue.elsewhere import Doer, Elsewhere, Everyday
from kiosk.catalogue.entry import short_name
from kiosk.catalogue.imported import Imported
from kiosk.catalogue.index import in_memory
from kiosk.catalogue.procedure import Procedure, Source
from kiosk.catalogue.query import Query
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Gathered
from kiosk.catalogue.speech import Speech, _File
from kiosk.language.normal import fold
from tests import approved
from tests.approved import listed
from tests.catalogue.many import names
from tests.hub.scene import BIRTH as PLAIN

DAY = date(2026, 7, 18)
SPEECH = Speech(
    _File.model_validate(
        {
            "spelling": {"sanh": "sinh", "dk": "đăng ký", "k": "không", "thẻ": "giấy"},
            "asking": {
                "vi": ["cho hỏi", "làm sao", "ở đâu", "cần giấy tờ gì"],
                "en": ["how do i", "where is"],
            },
            "same": [
                {"words": ["hộ khẩu", "thường trú", "sổ hộ khẩu gia đình"]},
                {"words": ["cưới", "kết hôn", "lấy vợ"]},
                {"words": ["mất", "qua đời", "chết"]},
            ],
        }
    )
)


def by_hand(code: str, name: str, english: str, aliases: tuple[str, ...], *, often: bool) -> Procedure:
    changes = {
        "code": code,
        "name": Text(vi=name, en=english),
        "summary": Text(vi=f"{name}, cấp giấy mới", en=f"{english}, a new paper"),
        "aliases": {"vi": aliases, "en": (english.lower(), f"get a {english.lower()}")},
        "frequent": often,
    }
    return PLAIN.model_copy(update=changes)


PROCEDURES = {
    one.code: one
    for one in (
        by_hand(
            "1.000001",
            "Đăng ký khai sinh",
            "Birth registration",
            ("làm giấy khai sinh", "khai sinh cho con"),
            often=True,
        ),
        by_hand("1.000002", "Đăng ký kết hôn", "Marriage", ("giấy cưới", "làm hôn thú"), often=True),
        by_hand(
            "1.000003", "Đăng ký khai tử", "Death registration", ("báo tử", "người nhà mất"), often=False
        ),
        by_hand(
            "1.000004",
            "Chứng thực bản sao",
            "Certified copies",
            ("sao y bản chính", "công chứng giấy tờ"),
            often=False,
        ),
        by_hand("1.000005", "Đăng ký thường trú", "Residence", ("nhập hộ khẩu", "tách hộ khẩu"), often=False),
    )
}
LONG = "Cấp giấy phép " + "hoạt động in ấn và phát hành xuất bản phẩm, " * 4


def record(number: int, name: str) -> Imported:
    level = ("commune", "province", "ministry", "other")[number % 4]
    further = (name.lower(), f"thủ tục {number}") if number % 3 else ()
    return Imported.model_validate(
        {
            "code": f"2.{number:06}",
            "name": name,
            "names": further,
            "field": "dat_dai",
            "level": level,
            "seen": DAY,
        }
    )


IMPORTED = {
    one.code: one
    for one in (
        *(record(number, name) for number, name in enumerate(names(40))),
        record(50, f"{LONG}(cấp xã)"),
        record(51, LONG.strip(", ")),
    )
}
SOURCE = Source(title=Text(vi="Cổng", en="Portal"), seen=DAY, confidence="high")
GATHERED = Gathered(
    PROCEDURES,
    IMPORTED,
    (Problem("x.toml", "something is wrong"),),
    {
        "2.000003": Everyday(
            code="2.000003", vi=tuple(f"việc nhỏ {n}" for n in range(8)), en=("a small thing",) * 8
        )
    },
    {
        "divorce": Elsewhere(
            id="divorce",
            name=Text(vi="Ly hôn", en="Divorce"),
            done_by=Doer(who=Text(vi="Tòa án", en="The court"), source=SOURCE),
            aliases={"vi": ("bỏ vợ", "chia tay vợ chồng"), "en": ("divorce",)},
        )
    },
)
INDEX = in_memory(GATHERED, "a fingerprint")
RANKER = Ranker(INDEX, SPEECH)
QUESTIONS = listed("""
đăng ký khai sinh; cho hỏi khai sanh cho cháu ở đâu; dk kết hôn; tôi muốn lấy vợ;
báo tử cho người nhà qua đời;
sao y bản chính; tách sổ hộ khẩu gia đình; nhập thường trú; ly hôn; birth registration;
how do i get a marriage;
giấy phép in ấn; thư viện tư nhân; karaoke; hộ nghèo; trẻ em; gia hạn giấy phép tại cấp xã;
việc nhỏ; small thing;
giấy; đăng; tôi; xe tăng; khai; làm sao; chứng thực bản sao công chứng giấy tờ
""")
TELEX = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
TONES = str.maketrans("áàảãạếềểễệ", "àáãảảềếễểể")
SWAPPED = str.maketrans({"s": "x", "x": "s", "r": "g", "l": "n", "n": "l"})


def ways(question: str) -> Iterator[tuple[str, str]]:
    """The ways in which a question may come: its name and text."""
    yield "as it is", question
    yield "without marks", fold(question)
    yield "in capitals", f"  {question.upper()}?! "
    yield "run together", question.replace(" ", "")
    yield "as Telex", "".join(TELEX.get(letter, fold(letter)) for letter in question)
    yield "other tones", question.translate(TONES)
    yield "misheard", question.translate(SWAPPED)
    plain = fold(question)
    for at in range(2, len(plain), 9):
        yield f"without letter {at}", plain[:at] + plain[at + 1 :]
        yield f"turned round at {at}", plain[:at] + plain[at : at + 2][::-1] + plain[at + 2 :]
        yield f"a letter more at {at}", f"{plain[:at]}h{plain[at:]}"
        yield f"another letter at {at}", f"{plain[:at]}c{plain[at + 1 :]}"
    for end in range(1, len(question), 4):
        yield f"begun up to {end}", question[:end]


def slots(text: str, typing: bool) -> list[object]:
    """What a question is cut into, in plain parts."""
    query = Query(text, INDEX, SPEECH, typing)
    cut = [
        [
            round(slot.rarity, 4),
            slot.word,
            len(slot),
            [[round(sure, 3), *phrases] for sure, phrases in slot.options],
        ]
        for slot in query.slots
    ]
    return [query.wanted, cut]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_is_cut_into_and_finds(question: str) -> None:
    rows: dict[str, object] = {}
    for way, text in ways(question):
        found = [
            [hit.code, *(round(number, 4) for number in (hit.score, hit.covered, hit.held, hit.sure))]
            for typing in (True, False)
            for lang in ("vi", "en")
            for hit in RANKER.rank(text, lang, limit=4, typing=typing)
        ]
        rows[f"{question}, {way}"] = [slots(text, True), slots(text, False), found]
    least = [[hit.code for hit in RANKER.rank(question, "vi", least=sure)] for sure in (0.0, 0.2, 0.5, 0.9)]
    rows[f"{question}, if it must be surer"] = least
    approved.hold(__file__, rows)


def told(value: object) -> object:
    """A part of a row in plain parts."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, bytes):
        return zlib.decompress(value).decode() if value[:2] == b"x\x9c" else list(array("B", value))
    return value


def test_how_a_catalogue_is_compiled() -> None:
    tables = compiled(GATHERED, "a fingerprint")
    columns = INDEX.columns
    rows: dict[str, object] = {
        "about": [
            INDEX.fingerprint,
            INDEX.problems,
            INDEX.longest_name,
            INDEX.codes,
            INDEX.curated,
            INDEX.frequent,
            INDEX.levels,
            list(columns.entries),
            columns.languages,
            list(columns.weights),
            *([round(one, 4) for one in column] for column in (columns.lengths, columns.triple_lengths)),
        ],
        "of a field": [INDEX.entries_of("ho_tich"), INDEX.entries_of("dat_dai"), INDEX.entry("1.000001")],
    }
    for name in ("entry", "whole", "name", "gram", "triple", "word"):
        rows[name] = sorted(map(str, ([*map(told, row)] for row in getattr(tables, name))))
    approved.hold(__file__, rows)


def test_how_long_names_are_shortened() -> None:
    ends = ("", " (cấp xã)", "(cấp xã)", " (cấp huyện (cũ))", " (một đoạn rất dài trong ngoặc đơn)")
    texts = {
        f"{LONG[:length]}{end}" for length in (100, 130, 131, 132, 138, 139, 140, 141, 170) for end in ends
    }
    approved.hold(__file__, {f"short {len(text)} {text[-12:]}": short_name(text) for text in texts})


def test_how_people_say_things() -> None:
    rows: dict[str, object] = {}
    for question in QUESTIONS:
        words = tuple(question.split())
        alike = [[one.start, one.end, sorted(one.others)] for one in SPEECH.alike(words)]
        rows[f"said {question}"] = [SPEECH.spelled(words), SPEECH.telling(words), alike]
    approved.hold(__file__, rows)

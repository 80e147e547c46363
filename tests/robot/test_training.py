"""What the classifiers learn from, how each text is asked, and what comes of it: the same book gives the same
files.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from config.text import Text
from kiosk.catalogue.elsewhere import Doer, Elsewhere, Everyday
from robot import calibration, training
from robot.linear import BUCKETS, read_linear
from robot.phrases import Asked, Book, Phrases, own_book
from robot.sentence import sentence_of
from robot.training import Example, misheard
from tests import approved
from tests.approved import listed
from tests.catalogue.test_finding_approved import GATHERED, INDEX, PROCEDURES, SOURCE

BOOK = own_book()
OTHER = Elsewhere(
    id="divorce",
    name=Text(vi="Ly hôn", en="Divorce"),
    done_by=Doer(who=Text(vi="Tòa án", en="The court"), source=SOURCE),
    aliases={"vi": ("bỏ vợ",), "en": ("leave my husband",)},
)
SAID: dict[str, list[Phrases | Asked]] = {
    "asked.toml": [Asked(procedure="1.001193", vi=("con mới sinh",), en=("a new baby",))],
    "said.toml": [
        Phrases(id=kind, vi=(f"{kind} … nói",), en=(f"say {kind}",))
        for kind in ("procedure", "elsewhere", "help")
    ],
    "outside.toml": [Phrases(id="weather", vi=("trời mưa không", "nóng quá"), en=("will it rain",))],
}
EXAMPLES: list[Example] = [
    *(
        ("procedure", "vi", text)
        for text in ("khai sinh", "kết hôn", "làm giấy khai tử", "chứng thực bản sao")
    ),
    *(("procedure", "en", text) for text in ("birth registration", "certified copies")),
    *(("elsewhere", "vi", text) for text in ("ly hôn", "hộ chiếu", "bằng lái xe")),
    *(("outside", "vi", text) for text in ("trời mưa không", "xổ số hôm nay", "nấu phở")),
    *(("command.help", "vi", text) for text in ("gọi cán bộ", "giúp tôi")),
    ("command.help", "en", "call an officer"),
]
FILES = ("scope.npz", "which.npz")
SENTENCES = listed("""
khai sinh cho con; tôi muốn kết hôn; ly hôn ở đâu; trời mưa; gọi cán bộ giùm; certified copies; xổ số; abc
""")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Book:
    """The book with few commands and declined matters, beside a small catalogue; nothing is written over."""

    def read(path: Path, _name: str, _model: object) -> Iterator[Phrases | Asked]:
        yield from SAID[path.name]

    monkeypatch.setattr(training, "read_entries", read)
    monkeypatch.setattr(training, "read_procedures", lambda _folder: (PROCEDURES, ()))
    monkeypatch.setattr(training, "read_everyday", lambda _file: dict[str, Everyday](GATHERED.everyday))
    monkeypatch.setattr(training, "read_elsewhere", lambda _folder: {OTHER.id: OTHER})
    monkeypatch.setattr(training, "MODEL", tmp_path / "scope.npz")
    monkeypatch.setattr(training, "WHICH", tmp_path / "which.npz")
    shelves = [
        SimpleNamespace(entries=BOOK.commands.entries[:2]),
        SimpleNamespace(entries=BOOK.declined.entries[:1]),
    ]
    commands, declined = shelves
    made = SimpleNamespace(speech=BOOK.speech, commands=commands, declined=declined)
    monkeypatch.setattr(training, "load_book", lambda scope, which: made)
    return made  # type: ignore[return-value]


def test_what_is_learnt_from(small: Book) -> None:
    approved.hold(__file__, {"texts": list(training.texts(small)), "named": list(training.named())})


def test_a_short_name_that_stands_in_others_may_mean_these_too() -> None:
    names: list[Example] = [
        ("1", "vi", "Giấy phép xây dựng"),
        ("2", "vi", "Gia hạn giấy phép xây dựng"),
        ("3", "vi", "Giấy phép xây dựng tạm cho công trình"),
        ("4", "vi", "Tách hộ"),
    ]
    assert list(training._shared(names)) == [(code, "vi", "giấy phép xây dựng") for code in "123"]


def test_how_the_texts_are_asked() -> None:
    rows = {
        f"asked, by chance {seed}": list(training._asked(EXAMPLES, random.Random(seed))) for seed in range(3)
    }
    approved.hold(__file__, rows)


@pytest.mark.parametrize("text", SENTENCES)
def test_how_a_text_is_misheard(text: str) -> None:
    heard = [misheard(f"{text} trong sách giày rổ vàng lạnh nắng", random.Random(seed)) for seed in range(20)]
    approved.hold(__file__, {f"misheard {text}": heard})
    assert misheard("", random.Random(1)) == ""


def test_what_a_trained_one_says() -> None:
    trained = training.train(BOOK, EXAMPLES)
    classes, weights, _ = trained.parts
    assert weights.shape == (BUCKETS + 1, len(classes))
    judged = {}
    for text in SENTENCES:
        chances = trained.chances(sentence_of(text, BOOK.speech))
        judged[text] = {name: round(chance, 2) for name, chance in chances.items()}
    approved.hold(__file__, {"trained": [judged, int(np.count_nonzero(weights))]})
    best = [max(one, key=one.__getitem__) for one in judged.values()]
    assert best[:5] == ["procedure", "procedure", "elsewhere", "outside", "command.help"]


def test_what_is_written_is_read_again(small: Book, tmp_path: Path) -> None:
    training.main()
    first = [(tmp_path / name).read_bytes() for name in FILES]
    scope = training.train(small, list(training.texts(small))).parts
    read = read_linear(tmp_path / "scope.npz").parts
    assert (read[0], read[2]) == (scope[0], scope[2])
    assert np.array_equal(read[1], scope[1])
    training.main()
    again = [(tmp_path / name).read_bytes() for name in FILES]
    assert again == first, "the same book, the same files"


def test_what_is_fitted_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "belief.toml"
    rows = [(at % 3 == 0, [float(at % 5), at % 3 / 2, 1.0, at % 7 / 7, at % 2]) for at in range(60)]
    catalogue = SimpleNamespace(index=INDEX, close=lambda: None)
    monkeypatch.setattr(calibration, "FILE", file)
    monkeypatch.setattr(calibration, "open_catalogue", lambda _sources: catalogue)
    monkeypatch.setattr(calibration, "asked", lambda _book, _ranker, _paths: iter(rows))
    calibration.main([])
    approved.hold(__file__, {"written": file.read_text(encoding="utf-8")})

"""What the classifier learns from, how each text is asked, and what comes of it: the same book gives the same
file, and the sentences that measure it are none of those that it has learnt.
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
from kiosk.catalogue.ranker import Ranker
from robot import calibration, training
from robot.phrases import Book, Phrases, load_book
from robot.scope import BUCKETS, Scope, load_scope
from robot.sentence import sentence_of
from robot.training import Example, misheard
from tests import approved
from tests.approved import listed
from tests.catalogue.test_finding_approved import GATHERED, INDEX, PROCEDURES, SOURCE

BOOK = load_book()
OTHER = Elsewhere(
    id="divorce",
    name=Text(vi="Ly hôn", en="Divorce"),
    done_by=Doer(who=Text(vi="Tòa án", en="The court"), source=SOURCE),
    aliases={"vi": ("bỏ vợ",), "en": ("leave my husband",)},
)
SAID = {
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
SENTENCES = listed("""
khai sinh cho con; tôi muốn kết hôn; ly hôn ở đâu; trời mưa; gọi cán bộ giùm; certified copies; xổ số; abc
""")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Book:
    """The book with few commands and declined matters, beside a small catalogue; nothing is written over."""

    def read(path: Path, _name: str, _model: object) -> Iterator[Phrases]:
        yield from SAID[path.name]

    for module in (training, calibration):
        monkeypatch.setattr(module, "read_entries", read)
    monkeypatch.setattr(training, "read_procedures", lambda _folder: (PROCEDURES, ()))
    monkeypatch.setattr(training, "read_everyday", lambda _file: dict[str, Everyday](GATHERED.everyday))
    monkeypatch.setattr(training, "read_elsewhere", lambda _folder: {OTHER.id: OTHER})
    monkeypatch.setattr(training, "MODEL", tmp_path / "scope.npz")
    shelves = [
        SimpleNamespace(entries=BOOK.commands.entries[:2]),
        SimpleNamespace(entries=BOOK.declined.entries[:1]),
    ]
    commands, declined = shelves
    made = SimpleNamespace(speech=BOOK.speech, commands=commands, declined=declined)
    monkeypatch.setattr(training, "load_book", lambda scope: made if scope is training.UNTRAINED else None)
    return made  # type: ignore[return-value]


def test_what_is_learnt_from(small: Book) -> None:
    approved.hold(__file__, {"texts": list(training.texts(small))})


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


@pytest.mark.parametrize("rounds", [1, 12])
def test_what_a_trained_one_says(rounds: int) -> None:
    classes, weights = training.train(BOOK, EXAMPLES, rounds)
    assert weights.shape == (BUCKETS + 1, len(classes))
    judged = {}
    for text in SENTENCES:
        chances = Scope(classes, weights).judge(sentence_of(text, BOOK.speech)).chances
        judged[text] = {name: round(chance, 2) for name, chance in chances.items()}
    everyone = [round(float(weight), 2) for weight in weights[BUCKETS]]
    approved.hold(__file__, {f"after {rounds}": [judged, everyone, int(np.count_nonzero(weights))]})
    if rounds > 1:
        best = [max(one, key=one.__getitem__) for one in judged.values()]
        assert best[:5] == ["procedure", "procedure", "elsewhere", "outside", "command.help"]


def test_what_is_written_is_read_again_to_a_127th(small: Book, tmp_path: Path) -> None:
    file = tmp_path / "scope.npz"
    classes, weights = training.train(small, list(training.texts(small)))
    training.write(classes, weights)
    scope, first = load_scope(file), file.read_bytes()
    assert scope._classes == classes
    most = float(np.abs(weights).max())
    assert np.abs(scope._weights - weights).max() <= most / 127 / 2 + 1e-6
    training.main()
    assert file.read_bytes() == first, "the same book, the same file"


def test_what_measures_it_has_not_been_learnt(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[set[Example]] = []
    scope = load_scope()

    def train(_book: Book, examples: list[Example]) -> tuple[tuple[str, ...], object]:
        learnt.append(set(examples))
        return scope._classes, scope._weights

    monkeypatch.setattr(calibration, "train", train)
    everything = [*training.texts(BOOK)]
    monkeypatch.setattr(calibration, "texts", lambda _book: everything)
    held = [set(calibration.held_out(fold)) for fold in range(calibration.FOLDS)]
    assert {one for fold in held for one in fold} == {
        ("procedure", "vi", "procedure   nói"),
        ("procedure", "en", "say procedure"),
        ("outside", "vi", "trời mưa không"),
        ("outside", "vi", "nóng quá"),
        ("outside", "en", "will it rain"),
    }
    assert sorted(map(len, held))[-1] >= 3, "foreign ones are held out kind by kind"
    found = list(calibration.asked(BOOK, Ranker(INDEX)))
    assert learnt == [set(everything) - fold for fold in held]
    assert sum(ours for ours, _ in found) == 2
    rows = {f"measured {at}": [ours, [round(one, 2) for one in row]] for at, (ours, row) in enumerate(found)}
    approved.hold(__file__, rows)


def test_what_is_fitted_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "belief.toml"
    rows = [(at % 3 == 0, [float(at % 5), at % 3 / 2, 1.0, at % 7 / 7]) for at in range(60)]
    catalogue = SimpleNamespace(index=INDEX, close=lambda: None)
    monkeypatch.setattr(calibration, "FILE", file)
    monkeypatch.setattr(calibration, "open_catalogue", lambda _sources: catalogue)
    monkeypatch.setattr(calibration, "asked", lambda _book, _ranker: iter(rows))
    calibration.main()
    approved.hold(__file__, {"written": file.read_text(encoding="utf-8")})

"""Which procedure is meant where its name is not said: the words as a whole tell, and the ranker's names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.ranker import Hit, Ranker
from kiosk.catalogue.sources import Sources
from robot.linear import BUCKETS, Linear, read_linear, whole, write_linear
from robot.phrases import own_book
from robot.sentence import sentence_of
from robot.understanding import SURELY, _by_words, is_elsewhere, rank
from tests.catalogues import opened

CATALOGUE = opened(Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY))
RANKER, BOOK = Ranker(CATALOGUE.index), own_book()


def test_it_knows_every_procedure_that_is_kept_and_every_matter_of_others() -> None:
    others = {code for code in CATALOGUE.entries if is_elsewhere(code)}
    assert set(BOOK.which.classes) == set(CATALOGUE.procedures) | others


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chị tôi đứng bán xôi trước cổng trường, giờ muốn đàng hoàng giấy phép", "1.001612"),
        ("cha mẹ chia tay, ông nội giành đứng ra nuôi và giám hộ đứa nhỏ", "1.004837"),
        ("nhà bên cất nhà lấn sang đất nhà tôi cả gang tay", "1.013967"),
        ("how do i register as a household business", "1.001612"),
    ],
)
def test_a_matter_that_is_told_is_found(text: str, code: str) -> None:
    lang = "en" if text.isascii() else "vi"
    assert rank(RANKER, ((text, 1.0),), lang, BOOK).hits[0].code == code


def test_what_it_holds_for_out_of_the_question_falls_behind_and_a_record_it_does_not_know_stays() -> None:
    hits = (Hit("a", 0.6, 1, 1), Hit("b", 0.5, 1, 1), Hit("portal", 0.4, 1, 1))
    found = _by_words(hits, {"a": 0.0, "b": 0.7}, telling=6)
    assert [hit.code for hit in found] == ["b", "portal", "a"]
    assert found[1] == hits[2]


def test_of_few_words_that_are_all_a_name_the_name_decides() -> None:
    hits = (Hit("a", 0.6, 1, 1), Hit("b", 0.5, 1, 1))
    assert _by_words(hits, {"a": 0.0, "b": 0.7}, telling=2) == hits


def test_what_it_is_sure_of_is_weighed_though_no_name_was_found() -> None:
    assert [hit.code for hit in _by_words((), {"a": SURELY, "b": SURELY / 2}, telling=6)] == ["a"]
    assert _by_words((), {"a": 0.5}, telling=6) == ()


def test_a_classifier_is_read_as_it_was_written_and_another_programs_is_refused(tmp_path: Path) -> None:
    weights = np.zeros((BUCKETS + 1, 2), np.float32)
    weights[BUCKETS] = (0.0, np.log(3))
    made = whole(("a", "b"), weights)
    write_linear(tmp_path / "it.npz", made)
    chances = read_linear(tmp_path / "it.npz").chances(sentence_of("tôi hỏi", BOOK.speech))
    assert chances == pytest.approx({"a": 0.25, "b": 0.75}, abs=0.01)
    write_linear(tmp_path / "other.npz", Linear(("a",), np.zeros((7, 1), np.int8), 1.0))
    with pytest.raises(ValueError, match=r"other\.npz: is of another program"):
        read_linear(tmp_path / "other.npz")

"""People type what they need, with and without marks, and see it before they have finished."""

from __future__ import annotations

from collections.abc import Iterable

import hypothesis.strategies as st
import pytest
from hypothesis import given

from config.load import PROCEDURES
from kiosk.catalogue.index import in_memory
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Gathered, Sources
from kiosk.catalogue.terms import may_mean
from kiosk.language.normal import fold
from tests.catalogues import opened

CATALOGUE = opened(Sources(PROCEDURES))
RANKER = Ranker(CATALOGUE.index)


def codes(text: str, lang: str = "vi", ranker: Ranker = RANKER, limit: int = 8) -> list[str]:
    return [hit.code for hit in ranker.rank(text, lang, limit)]


def named(code: str, vi: str) -> Procedure:
    """A procedure like the first one, with another name and nothing else to find it by."""
    name = {"vi": vi, "en": code}
    return CATALOGUE.procedures["2.000815"].model_copy(
        update={
            "code": code,
            "name": CATALOGUE.procedures["2.000815"].name.model_copy(update=name),
            "summary": CATALOGUE.procedures["2.000815"].name.model_copy(update=name),
            "aliases": {},
        }
    )


def ranker_of(procedures: Iterable[Procedure]) -> Ranker:
    return Ranker(in_memory(Gathered({procedure.code: procedure for procedure in procedures}, {}, ())))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("khai sinh cho cháu", "1.001193"),
        ("khai sinh", "1.001193"),
        ("khai si", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("lam giay khai sinh cho em be", "1.001193"),
        ("má tui mới sanh con em", "1.001193"),
        ("đổi thẻ bảo hiểm y tế", "1.002759"),
        ("thẻ bảo hiểm y tế cho trẻ em", "2.000986"),
        ("sửa nhà", "1.013229"),
        ("giay phep xay nha het han", "1.013227"),
        ("sao y", "2.000815"),
        ("cong chung bang cap", "2.000815"),
        ("trích lục kết hôn", "2.000635"),
        ("mất giấy khai sinh", "2.000635"),
        ("mở quán", "1.001612"),
        ("mo ho kinh d", "1.001612"),
        ("dang ky kinh doanh", "1.001612"),
    ],
)
def test_what_people_type_finds_what_they_mean(typed: str, first: str) -> None:
    assert codes(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("birth certificate", "1.001193"),
        ("certified copies", "2.000815"),
        ("business lic", "1.001612"),
        ("lost marriage certificate", "2.000635"),
    ],
)
def test_in_english(typed: str, first: str) -> None:
    assert codes(typed, "en")[0] == first


def test_a_childs_birth_finds_the_linked_procedure_as_well() -> None:
    found = codes("khai sinh cho cháu")
    assert found[0] == "1.001193"
    assert "2.000986" in found


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "tôi muốn", "xin visa đi Mỹ", "mua vé số", "chơi đá gà", "bitcoin"]
)
def test_what_is_not_ours_finds_nothing(typed: str) -> None:
    assert codes(typed) == []


def test_a_word_with_marks_never_finds_another_word() -> None:
    ranker = ranker_of([named("3.000001", "Hỗ trợ gạo"), named("3.000002", "Cấp hộ chiếu")])
    assert codes("làm hộ chiếu", ranker=ranker) == ["3.000002"]
    assert codes("hộ", ranker=ranker) == ["3.000002"]
    assert codes("hỗ trợ", ranker=ranker) == ["3.000001"]
    assert set(codes("ho", ranker=ranker)) == {"3.000001", "3.000002"}


def test_both_placements_of_a_tone_are_one_word() -> None:
    ranker = ranker_of([named("3.000001", "Hoà giải"), named("3.000002", "Đặng ký")])
    assert codes("hòa giải", ranker=ranker) == codes("hoà giải", ranker=ranker) == ["3.000001"]


@pytest.mark.parametrize(("typed", "first"), [("trichluc", "2.000635"), ("kinhdoanh", "1.001612")])
def test_words_run_together_are_still_found(typed: str, first: str) -> None:
    assert codes(typed)[0] == first


@given(st.sampled_from(["đăng ký khai sinh", "sao y bản chính", "trích lục khai tử"]), st.data())
def test_typing_on_keeps_finding_it(phrase: str, data: st.DataObject) -> None:
    target = codes(phrase)[0]
    start = phrase.index(" ") + 2
    part = phrase[: data.draw(st.integers(start, len(phrase)))]
    everything = len(CATALOGUE.entries)
    assert target in codes(part, limit=everything)
    assert target in codes(fold(part), limit=everything)


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for hit in RANKER.rank(text, "vi"):
        assert 0 < hit.score < 1
        assert 0 <= hit.covered <= 1


@given(st.text(alphabet="aăâbcdđeêghiknoôơtuưáàạộỗ", min_size=1, max_size=6))
def test_a_word_may_mean_itself_and_is_meant_by_its_bare_letters(word: str) -> None:
    assert may_mean(word, word)
    assert may_mean(fold(word), word)
    assert fold(word) == word or not may_mean(word, fold(word))


def test_no_more_hits_than_asked_for() -> None:
    assert len(RANKER.rank("k", "vi", limit=2)) == 2

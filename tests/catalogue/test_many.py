"""A ward's whole catalogue: what a start, a key and a question touch, counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk.catalogue import catalogue as catalogues
from kiosk.catalogue import index as indexes
from kiosk.catalogue import loader, sources
from kiosk.catalogue.catalogue import ENTRIES_KEPT, WHOLE_KEPT, Catalogue, open_catalogue
from kiosk.catalogue.entry import Entry
from kiosk.catalogue.index import Gram, Index, Triple
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.catalogue.terms import may_mean
from kiosk.language.messages import Messages
from kiosk.visit.assistant import TurnContext
from robot.turn import Robot
from tests.catalogue.many import BY_HAND, write_many

ENTRIES = 2_675
MOST_TOUCHED = 30_000
Term = TypeVar("Term", Gram, Triple)
QUESTION = "Tôi muốn xin cấp giấy phép cho cơ sở giáo dục mầm non tại cấp xã thì cần giấy tờ gì, nộp ở đâu?"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many")


@pytest.fixture(scope="module")
def many(place: Path) -> Sources:
    """The sources, with their index built."""
    made = write_many(place, ENTRIES)
    open_catalogue(made, place / "index").close()
    return made


@pytest.fixture
def catalogue(many: Sources, place: Path) -> Iterator[Catalogue]:
    opened = open_catalogue(many, place / "index")
    yield opened
    opened.close()


class Postings(list[int]):
    """Postings that count themselves whenever they are gone through."""

    def __init__(self, numbers: Iterable[int], touched: list[int]) -> None:
        super().__init__(numbers)
        self._touched = touched

    def __iter__(self) -> Iterator[int]:
        self._touched.append(len(self))
        return super().__iter__()


class Counting(Index):
    """An index that knows how many of its postings were gone through, and how many it holds for the query."""

    def __init__(self, index: Index) -> None:
        super().__init__(index._connection)
        self.touched: list[int] = []

    def grams(self, marked: Collection[str]) -> dict[str, Gram]:
        return {key: self._counted(gram) for key, gram in super().grams(marked).items()}

    def triples(self, letters: Collection[str]) -> dict[str, Triple]:
        return {key: self._counted(triple) for key, triple in super().triples(letters).items()}

    def _counted(self, one: Term) -> Term:
        return replace(one, phrases=Postings(one.phrases, self.touched))  # type: ignore[arg-type]


def test_everything_is_in_it(catalogue: Catalogue) -> None:
    assert catalogue.problems == ()
    assert len(catalogue.entries) == ENTRIES
    assert len(catalogue.procedures) == BY_HAND
    assert catalogue.on_disk


def test_a_start_with_a_built_index_reads_no_procedure(
    many: Sources, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise AssertionError("a source was read anew")

    for module, name in (
        (loader, "read_toml"),
        (sources, "read_procedures"),
        (sources, "read_imported"),
        (indexes, "compiled"),
        (Entry, "model_validate_json"),
        (Procedure, "model_validate_json"),
    ):
        monkeypatch.setattr(module, name, nobody)
    opened = open_catalogue(many, place / "index")
    assert Ranker(opened.index).rank("cấp giấy phép", "vi")
    opened.close()


def test_a_list_reads_its_own_entries_and_a_page_one_procedure(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(name: str) -> Callable[[str], object]:
        original = getattr(catalogue.index, name)

        def counted(code: str) -> object:
            read.append(name)
            return original(code)

        return counted

    monkeypatch.setattr(catalogue.index, "entry", reading("entry"))
    monkeypatch.setattr(catalogue.index, "whole", reading("whole"))
    shown = [catalogue.entries[hit.code].name for hit in Ranker(catalogue.index).rank("giấy phép", "vi")]
    assert 0 < len(shown) == len(read) <= 8
    assert set(read) == {"entry"}
    read.clear()
    for _ in range(3):
        assert catalogue.get("8.000007") is not None
    assert read.count("whole") == 1


def test_what_is_kept_in_memory_is_bounded(catalogue: Catalogue) -> None:
    for code in catalogue.entries:
        assert catalogue.entries[code].code == code
        catalogue.get(code)
    assert catalogue._entry.cache_info().currsize == ENTRIES_KEPT
    assert catalogue._whole.cache_info().currsize == WHOLE_KEPT


@pytest.mark.parametrize("typed", ["k", "t", "đ", "đăng ký kh", "dang ky kinh doanh", QUESTION, QUESTION * 4])
def test_a_query_goes_through_a_bounded_number_of_postings(catalogue: Catalogue, typed: str) -> None:
    counting = Counting(catalogue.index)
    assert Ranker(counting).rank(typed, "vi")
    assert 0 < sum(counting.touched) <= MOST_TOUCHED


def test_the_robot_looks_names_up_instead_of_comparing_them_all(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counted(said: str, known: str) -> bool:
        compared.append(known)
        return may_mean(said, known)

    monkeypatch.setattr(catalogues, "may_mean", counted)
    name = catalogue.entries["8.000003"].name.vi
    robot = Robot(catalogue, Ranker(catalogue.index), Messages({}))
    reply = robot.reply(f"cho tôi hỏi {name} mất bao lâu", TurnContext("vi"))
    assert [card.code for card in reply.cards][:1] == ["8.000003"]
    assert len(compared) < 200


def test_an_imported_record_is_found_and_read_but_is_no_procedure(catalogue: Catalogue) -> None:
    code = "9.000011"
    name = catalogue.entries[code].name.vi
    assert code in {hit.code for hit in Ranker(catalogue.index).rank(name, "vi")}
    record = catalogue.imported(code)
    assert record is not None
    assert record.passages
    assert catalogue.get(code) is None
    assert code not in catalogue.procedures

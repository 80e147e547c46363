"""How a phrase of the book stands in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from config.load import PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.sources import Sources
from kiosk.catalogue.speech import load_speech
from robot.cases import CHANNEL
from robot.phrases import BOOK, Shelf, load_book, own_book
from robot.sentence import outside, phrase_of, sentence_of
from tests.catalogues import opened

SPEECH = load_speech()
BOOKS = own_book()


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("lấy số", "cho tôi lấy số với", True),
        ("lấy số", "lấy sổ hồng", False),
        ("lấy số", "lay so", True),
        ("lấy số", "lấy xố", True),
        ("lấy số", "lấy một số", False),
        ("hồ sơ … tới đâu", "hồ sơ tới đâu", True),
        ("hồ sơ … tới đâu", "hồ sơ của tôi nay tới đâu rồi", True),
        ("hồ sơ … tới đâu", "hồ sơ của tôi từ hôm qua tới đâu", False),
        ("hồ sơ … tới đâu", "tới đâu hồ sơ", False),
        ("hoà giải", "hòa giải", True),
        ("làm giả", "làm gia hạn tạm trú", False),
        ("làm giả", "lam gia giay to", True),
        ("cà thẻ", "cả thẻ bảo hiểm", False),
        ("khen", "khen thưởng", True),
        ("in English", "Is it in ENGLISH?", True),
        ("không", "ko", True),
    ],
)
def test_a_phrase_in_a_sentence(phrase: str, sentence: str, found: bool) -> None:
    assert bool(phrase_of(phrase, SPEECH).spans(sentence_of(sentence, SPEECH))) is found


def test_the_words_of_a_phrase_are_taken_out() -> None:
    sentence = sentence_of("sao y bao nhiêu tiền một bản", SPEECH)
    spans = phrase_of("bao nhiêu tiền", SPEECH).spans(sentence)
    assert outside(sentence, spans) == sentence_of("sao y một bản", SPEECH).words


def test_a_phrase_inside_a_longer_one_does_not_count() -> None:
    topics = BOOKS.topics.found(sentence_of("giấy đó bao nhiêu ngày thì có", SPEECH))
    assert [one.entry.id for one in topics] == ["time"]


def test_every_entry_of_the_book_is_found_by_its_own_phrases() -> None:
    shelves: list[Shelf[Any]] = [BOOKS.commands, BOOKS.topics, BOOKS.declined, BOOKS.cues, BOOKS.meanings]
    shelves.append(BOOKS.special)
    for shelf in (*shelves, *BOOKS.manners.values(), *BOOKS.deeds.values()):
        for entry in shelf.entries:
            for text in (*entry.vi, *entry.en):
                assert phrase_of(text, SPEECH).spans(sentence_of(text.replace("…", "x"), SPEECH)), text


def test_no_two_commands_claim_the_same_words() -> None:
    owner: dict[str, str] = {}
    for entry in (*BOOKS.commands.entries, *BOOKS.declined.entries):
        for text in (*entry.vi, *entry.en):
            assert owner.setdefault(text.casefold(), entry.id) == entry.id, text


def test_every_case_of_the_book_is_an_option_that_a_procedure_asks_for() -> None:
    catalogue = opened(Sources(PROCEDURES))
    asked = {
        (code, question.id, option.id)
        for code, procedure in catalogue.procedures.items()
        for question in procedure.questions
        for option in question.options
    }
    for cue in BOOKS.cues.entries:
        for code in cue.procedures:
            assert (code, cue.question, cue.option) in asked
        anywhere = {(question, option) for _, question, option in asked}
        assert cue.question == CHANNEL or (cue.question, cue.option) in anywhere, cue


def test_a_wrong_book_is_named_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(BOOK, tmp_path, dirs_exist_ok=True)
    topics = tmp_path / "topics.toml"
    topics.write_text('[[topic]]\nid = "fee"\nvi = []', encoding="utf-8")
    with pytest.raises(BadFile, match=r"topics\.toml: topic\.0\.en: is missing"):
        load_book(tmp_path)
    topics.write_text("[[topc]]\n", encoding="utf-8")
    with pytest.raises(BadFile, match="did you mean topic"):
        load_book(tmp_path)
    shutil.copy(BOOK / "topics.toml", topics)
    (tmp_path / "manners.toml").write_text("", encoding="utf-8")
    with pytest.raises(BadFile, match=r"manners\.toml: courtesy: is missing"):
        load_book(tmp_path)

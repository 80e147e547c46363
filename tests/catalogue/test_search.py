"""The citizen's own words find what they mean, in every register; what others do is said, and nothing is
guessed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.elsewhere import PREFIX, read_elsewhere, read_everyday
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sounds import of
from kiosk.catalogue.sources import Sources
from kiosk.catalogue.speech import SPEECH, load_speech
from kiosk.catalogue.terms import words_of
from tests.catalogues import opened

CATALOGUE = opened(Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY))
RANKER = Ranker(CATALOGUE.index)
FROZEN = Path(__file__).parent / "frozen_questions.jsonl"


def first(text: str, lang: str = "vi", ranker: Ranker = RANKER) -> str | None:
    return next((hit.code for hit in ranker.rank(text, lang, typing=False)), None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("đăng ký khai sinh", "1.001193"),
        ("dang ky khai sinh", "1.001193"),
        ("ddawng kys khai sinh", "1.001193"),
        ("đk khai sanh", "1.001193"),
        ("đăn kí khai sin", "1.001193"),
        ("khia sinh cho con", "1.001193"),
        ("sao y bản chính", "2.000815"),
        ("xao y bảng chín", "2.000815"),
        ("chứn thựt chữ ký", "2.000884"),
        ("hoà giải viên", "1.002211"),
        ("hòa giải viên", "1.002211"),
        ("tách hổ khẩu", "1.010038"),
    ],
)
def test_however_it_is_spelled(said: str, code: str) -> None:
    assert first(said) == code


@pytest.mark.parametrize(
    ("said", "lang", "who"),
    [
        ("tôi muốn ly hôn", "vi", "divorce"),
        ("tui voi vo tui muon ly di", "vi", "divorce"),
        ("xin lý lịch tư pháp", "vi", "judicial_record"),
        ("passport hết hạn", "vi", "passport"),
        ("How do I get a police clearance?", "en", "judicial_record"),
        ("mất căn cước rồi", "vi", "identity_lost"),
        ("đổi bằng lái", "vi", "driving_licence"),
    ],
)
def test_what_others_do_is_found_as_such(said: str, lang: str, who: str) -> None:
    code = first(said, lang)
    assert code == PREFIX + who
    entry = CATALOGUE.entries[code]
    assert entry.done_by is not None
    assert entry.done_by.who.vi
    assert entry.field == ""
    assert code not in CATALOGUE.procedures


@pytest.mark.parametrize(
    "said", ["kể chuyện ma nghe coi", "bitcoin lên giá chưa", "ai thắng bầu cử tổng thống"]
)
def test_an_accident_of_words_finds_nothing(said: str) -> None:
    assert first(said) is None


def test_the_frozen_questions_are_found() -> None:
    asked = [json.loads(line) for line in FROZEN.read_text(encoding="utf-8").splitlines()]
    ours = set(CATALOGUE.procedures)
    places = []
    for one in asked:
        right = set(one["expected"].get("procedures_any") or ()) & ours
        if right:
            found = [hit.code for hit in RANKER.rank(one["q"], one["lang"], 8, typing=False)]
            places.append(next((at for at, code in enumerate(found, 1) if code in right), 9))
    assert len(asked) == 60
    assert sum(at == 1 for at in places) / len(places) >= 0.88
    assert sum(at <= 3 for at in places) / len(places) >= 0.96


def test_where_the_catalogue_holds_a_record_it_is_found_and_nobody_is_sent_away(tmp_path: Path) -> None:
    record = {
        "code": "1.014064",
        "name": "Cấp lại thẻ (MẪU)",
        "field": "ho_tich",
        "level": "commune",
        "seen": "2026-07-18",
    }
    (tmp_path / "portal.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    opened: Catalogue = open_catalogue(Sources(PROCEDURES, tmp_path, elsewhere=ELSEWHERE, everyday=EVERYDAY))
    ranker = Ranker(opened.index)
    assert first("mất căn cước rồi", ranker=ranker) == "1.014064"
    assert first("I lost my identity card", "en", ranker) == "1.014064"
    assert f"{PREFIX}identity_lost" not in opened.entries


def test_every_name_of_what_others_do_leads_to_it() -> None:
    lost = [
        (one.id, name)
        for one in read_elsewhere(ELSEWHERE).values()
        for lang in ("vi", "en")
        for name in one.aliases[lang]
        if PREFIX + one.id not in {hit.code for hit in RANKER.rank(name, lang, typing=False)}
    ]
    assert lost == []


def test_a_wrong_list_is_named_and_the_rest_of_the_catalogue_works(tmp_path: Path) -> None:
    for path in ELSEWHERE.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / "police.toml").read_text(encoding="utf-8")
    (tmp_path / "police.toml").write_text(
        text.replace('body = "city_police"', 'body = "city_polce"'), "utf-8"
    )
    with pytest.raises(
        BadFile, match=r"judicial_record.body: unknown body city_polce.*did you mean city_police"
    ):
        read_elsewhere(tmp_path)
    opened = open_catalogue(Sources(PROCEDURES, elsewhere=tmp_path))
    assert "city_polce" in opened.trouble()
    assert "1.001193" in opened.procedures


def test_a_name_belongs_to_one(tmp_path: Path) -> None:
    text = EVERYDAY.read_text(encoding="utf-8")
    twice = tmp_path / "everyday.toml"
    twice.write_text(text.replace('"thuê vỉa hè buôn bán"', '"lập hợp tác xã"'), encoding="utf-8")
    with pytest.raises(BadFile, match="lập hợp tác xã is claimed by"):
        read_everyday(twice)


def test_words_that_sound_alike_and_words_that_do_not() -> None:
    for heard, meant in (("xao", "sao"), ("dấy", "giấy"), ("thựt", "thực"), ("trít", "trích"), ("hổ", "hỗ")):
        assert of(heard) == of(meant)
    assert of("hộ") != of("hỗ")
    assert of("đăng").key != of("dang").key


def test_what_only_asks_is_taken_out_and_shorthand_is_written_out() -> None:
    speech = load_speech()
    said = speech.spelled(words_of("đk kết hôn cần giấy tờ gì ở đâu"))
    assert speech.telling(said) == [("đăng", "kí", "kết", "hôn")]
    assert speech.telling(words_of("bao nhiêu tiền")) == []
    assert speech.telling(speech.spelled(words_of("tạm trú nộp dấy gì"))) == [("tạm", "trú")]


def test_other_words_for_one_thing() -> None:
    alike = load_speech().alike(words_of("giấy hôn thú"))
    assert any(("kết", "hôn") in one.others for one in alike if (one.start, one.end) == (1, 3))


def test_a_word_within_a_longer_saying_is_not_read_alone() -> None:
    dead = words_of("má con mới mất sáng nay")
    said = [dead[part.start : part.end] for part in load_speech().alike(dead)]
    assert ("mới", "mất") in said
    assert ("mất",) not in said
    lost = words_of("mất khai sinh")
    assert ("mất",) in [lost[part.start : part.end] for part in load_speech().alike(lost)]


def test_a_wrong_key_of_the_speech_file_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "speech.toml"
    wrong.write_text(SPEECH.read_text(encoding="utf-8").replace("[asking]", "[askin]"), encoding="utf-8")
    with pytest.raises(BadFile, match="askin: unknown key"):
        load_speech(wrong)

"""What a screen, a slip or a voice says about a procedure."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROCEDURES
from config.text import Text
from kiosk.catalogue import describe
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from tests.catalogues import opened
from ui.commands import MESSAGES

CATALOGUE = opened(Sources(PROCEDURES)).procedures
BIRTH, COPIES, EXTRACT = CATALOGUE["1.001193"], CATALOGUE["2.000815"], CATALOGUE["2.000635"]
WORDS = Messages.from_folder(MESSAGES)
KHMER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: km\\n"

msgid "Register a birth"
msgstr "ចុះបញ្ជីកំណើត"

msgid "not published"
msgstr "មិនបានផ្សាយ"
"""


@pytest.fixture
def khmer(tmp_path: Path) -> Messages:
    """The messages with a third language, of which little is translated."""
    (tmp_path / "vi").mkdir()
    (tmp_path / "km").mkdir()
    (tmp_path / "km/language.toml").write_text('name = "ខ្មែរ"\n', encoding="utf-8")
    (tmp_path / "km/catalogue.po").write_text(KHMER, encoding="utf-8")
    return Messages.from_folder(tmp_path)


def test_the_time_of_a_birth_registration() -> None:
    vietnamese = describe.time_lines(BIRTH, "vi", WORDS)
    assert vietnamese[0] == (
        "Hồ sơ đủ, hợp lệ: trong ngày làm việc; nhận sau 15 giờ thì ngày làm việc tiếp theo"
    )
    assert "after 15:00, the next working day" in describe.time_lines(BIRTH, "en", WORDS)[0]
    unmarried = {"parents": "both", "married": "no"}
    assert describe.time_lines(BIRTH, "en", WORDS, unmarried) == (
        "Unmarried parents, the father acknowledges the child: 8 working days",
    )


def test_several_time_limits_are_all_told() -> None:
    lines = describe.time_lines(CATALOGUE["2.000986"], "vi", WORDS)
    assert [line.split(": ")[1] for line in lines[::2]] == ["20 ngày làm việc", "15 ngày", "2 ngày làm việc"]


def test_an_unknown_fee_is_told_as_unknown() -> None:
    lines = describe.fee_lines(BIRTH, "vi", WORDS)
    assert lines[0].startswith("Lệ phí đăng ký khai sinh, nộp tại quầy: chưa công bố")
    assert "nộp trực tuyến: 0 đồng" in lines[1]
    assert describe.fee_lines(BIRTH, "en", WORDS)[0].startswith(
        "Birth registration fee, at the counter: not published"
    )


def test_an_unknown_time_is_told_as_unknown() -> None:
    assert describe.time_lines(COPIES, "vi", WORDS) == ("Chứng thực bản sao: chưa công bố",)


def test_a_fee_is_counted_out_once_the_answers_are_there() -> None:
    assert ": 2.000 đồng (" in describe.fee_lines(COPIES, "vi", WORDS)[0]
    answers = {"origin": "vietnam", "pages": "3", "copies": "4"}
    assert "= 20.000 đồng (" in describe.fee_lines(COPIES, "vi", WORDS, answers)[0]
    assert "= 20,000 VND (" in describe.fee_lines(COPIES, "en", WORDS, answers)[0]
    assert len(describe.fee_lines(EXTRACT, "vi", WORDS, channel="post")) == 1


def test_papers_before_and_after_the_answers() -> None:
    before = describe.paper_lines(BIRTH, "vi", WORDS)
    assert "Giấy chứng sinh (tùy trường hợp, bản chính: 1)" in before
    assert len(before) == len(BIRTH.papers)
    after = describe.paper_lines(BIRTH, "vi", WORDS, {"relation": "grandparent", "notice": "yes"})
    assert "Giấy chứng sinh (bản chính: 1)" in after
    assert "Giấy ủy quyền của cha mẹ cháu (nếu có)" in after
    assert len(after) < len(before)
    family = describe.paper_lines(CATALOGUE["1.001612"], "vi", WORDS, {"founder": "family"})
    assert "Giấy ủy quyền của thành viên hộ gia đình cho chủ hộ (bản sao: 1)" in family


def test_the_source_and_the_day_it_was_seen() -> None:
    assert describe.citation(BIRTH, "vi", WORDS) == (
        "Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193, xem ngày 18/07/2026; "
        "hết hiệu lực sau 28/02/2027"
    )
    assert describe.citation(BIRTH, "en", WORDS) == (
        "Source: National Public Service Portal, procedure 1.001193, seen 18 July 2026; "
        "valid to 28 February 2027"
    )
    lines = describe.citation_lines(BIRTH, "vi", WORDS)
    assert len(lines) == len(BIRTH.sources)
    assert lines[-1].endswith("xem ngày 21/11/2026; xin hỏi lại cán bộ")


def test_the_validity_is_told_where_the_source_states_it() -> None:
    source = BIRTH.sources["portal"].model_copy(
        update={"valid_from": BIRTH.sources["portal"].seen, "valid_to": BIRTH.sources["city_online"].seen}
    )
    told = describe.source_words(source, "vi", WORDS)
    assert told.endswith("; có hiệu lực từ 18/07/2026; hết hiệu lực sau 21/11/2026")


def test_a_source_named_twice_is_cited_once() -> None:
    cited = describe.citations(BIRTH, ["portal", "copies", "portal"], "vi", WORDS)
    assert [c.seen for c in cited] == ["2026-07-18", "2026-07-18"]
    assert cited[1].title.endswith("2.000635")


def test_a_third_language_tells_what_it_has_and_else_vietnamese(khmer: Messages) -> None:
    assert describe.words(BIRTH.name, "km", khmer) == "ចុះបញ្ជីកំណើត"
    assert describe.words(BIRTH.summary, "km", khmer) == BIRTH.summary.vi
    assert describe.words(Text(vi="Cháu bé", en="Child"), "en", khmer) == "Child"
    assert "មិនបានផ្សាយ" in describe.fee_lines(BIRTH, "km", khmer)[0]

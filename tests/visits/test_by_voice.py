"""A visit that is led by voice, from the first question to the spoken number; and what no sentence does.

What is heard is typed in. Invented people, marked MẪU.
"""

from __future__ import annotations

import pytest

from kiosk.contract.dossier import PaperState
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit.assistant import Guess, Reply, TurnContext
from kiosk.visit.effects import CALL_STAFF, Listen
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.journeys.exploring import PROCEDURE, ROBOT
from kiosk.visit.model import HOME, Visit
from kiosk.visit.spoken import spoken
from kiosk.visit.turn import turn_context
from tests.screens.scenes import SCENES
from tests.visits.test_birth_registration import BIRTH, answer_the_questions, at_the_card, to_the_review
from tests.visits.wandering import strings
from tests.visits.world import CONTEXT, GRANDMOTHER, NOW, Turn, World, real_robot
from ui.citizen.talk import view as talk

TRAN_VAN_MAU = "tê rờ â nờ huyền, vờ ă nờ cách, mờ â u ngã"
LE_THI_MAU = "lờ ê cách thờ i nặng mờ â u ngã"


@pytest.fixture
def world() -> World:
    return World(real_robot())


def says_all(world: World, *sentences: str) -> Turn:
    turn = Turn((), world.visit)
    for sentence in sentences:
        turn = world.says(sentence)
    return turn


def at_the_childs_name(world: World) -> None:
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.Answered("card:requester"))
    answer_the_questions(world)
    world.does(ev.PaperElsewhere("papers", "at_counter"))
    assert world.visit.at == "person:child"


def test_a_birth_is_registered_by_voice_alone(world: World) -> None:
    """Nothing is touched but "Nói" at the beginning: the card is held up, the paper is laid down."""
    world.lanes["reader"].hold()
    asked = world.says("tôi muốn làm giấy khai sinh cho cháu")
    assert "Tôi là máy" in asked.last
    assert world.says("làm hồ sơ luôn").visit.at == PROCEDURE
    says_all(world, "có", "chỉ cái này", "đồng ý")
    assert "thẻ" in world.voice.said[-1][1]
    world.reader.shows.append(GRANDMOTHER)
    world.lanes["reader"].release()
    assert "Đã đọc thẻ" in world.voice.said[-1][1]
    world.reader.shows.extend([Fault("no_code")] * 9)
    says_all(world, "đúng rồi", "tôi là bà ngoại", "cả cha và mẹ", "đã đăng ký", "có", "hai bản", "đúng rồi")
    says_all(world, "chụp", "được rồi", "tiếp tục", "không có")
    says_all(world, TRAN_VAN_MAU, "đúng rồi", "mùng ba tháng mười một", "đúng rồi", "cháu trai")
    says_all(world, "dân tộc", "Kinh", "đúng rồi", "xong")
    assert world.visit.at == "card:mother"
    says_all(
        world, "quên thẻ", LE_THI_MAU, "đúng rồi", "mùng năm tháng sáu năm một chín chín lăm", "đúng rồi"
    )
    says_all(world, "bỏ qua", "mười hai đường Mẫu", "đúng rồi", "xong")
    says_all(
        world, "quên thẻ", TRAN_VAN_MAU, "đúng rồi", "mùng bảy tháng tám năm một chín chín tư", "đúng rồi"
    )
    says_all(world, "bỏ qua", "mười hai đường Mẫu", "đúng rồi", "xong")
    assert world.visit.at == "review"
    assert "phải không" in world.says("nộp hồ sơ").last
    done = world.says("có")
    assert done.visit.at == HANDED_IN
    assert "H, không, không, một" in done.last
    (dossier,) = world.gateway.dossiers
    child, mother = dossier.persons["child"], dossier.persons["mother"]
    assert (child.text("name"), child.text("birth_date"), child.text("sex")) == (
        "Trần Văn Mẫu",
        "2026-11-03",
        "Nam",
    )
    assert (mother.text("name"), mother.text("birth_date")) == ("Lê Thị Mẫu", "1995-06-05")
    assert dossier.answers["relation"] == "grandparent"
    assert dossier.papers["birth_notice"].state is PaperState.CAPTURED


def test_a_part_of_a_number_is_read_back_digit_by_digit(world: World) -> None:
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.WantsChange("requester.phone"))
    turn = world.says("chín không ba một ba hai")
    assert turn.visit.at == "requester.phone"
    assert "chín không ba, một ba hai" in turn.last


def test_voice_touch_and_card_change_places(world: World) -> None:
    world.lanes["reader"].hold()
    world.does(ev.PickedProcedure(BIRTH), ev.WantsStart())
    world.says("chỉ cái này")
    world.does(ev.Consented(yes=True))
    assert not world.visit.voice.leads, "a finger leads"
    world.reader.shows.append(GRANDMOTHER)
    world.lanes["reader"].release()
    assert world.says("đúng rồi").visit.at == "relation"
    assert world.says("cái thứ ba").visit.at == "choices:parents"
    assert filled(world.visit).answers["relation"] == "grandparent"
    world.does(ev.Answered("parents", "both"))
    assert not world.visit.waits_for(Listen)
    assert world.says("đã đăng ký").visit.waits_for(Listen)
    world.does(ev.Answered("notice", "no"), ev.Answered("proof", "witness"), ev.Answered("copies", "1"))
    assert world.does(ev.Answered("choices:parents")).at == "paper:witness_statement"


def test_what_may_be_said_stands_there_while_the_kiosk_listens(world: World) -> None:
    world.does(ev.PickedProcedure(BIRTH), ev.WantsNumber(), ev.WantsStart())
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak())
    line = talk(CONTEXT, world.visit)["line"]
    assert line.startswith("Đang nghe… Có thể nói: “")
    assert line.endswith("Chỉ làm việc này”.")


def test_a_question_is_answered_and_the_page_goes_on(world: World) -> None:
    at_the_childs_name(world)
    turn = world.says("làm giấy khai sinh mất bao lâu")
    assert turn.visit.at == "person:child"
    assert "ngày làm việc" in turn.last
    assert "Họ và tên" in turn.last, "and the page asks again"
    assert turn.visit.voice.over is not None
    assert turn.visit.waits_for(Listen)
    assert world.says(TRAN_VAN_MAU).visit.voice.over is None


def test_one_sentence_answers_several_pages(world: World) -> None:
    at_the_childs_name(world)
    turn = world.says("cháu trai sinh ngày mùng ba tháng mười một")
    assert "ngày ba tháng mười một" in turn.last
    assert "Nam" in turn.last
    assert not filled(turn.visit).persons.get("child"), "nothing counts before a yes"
    turn = says_all(world, "đúng rồi", TRAN_VAN_MAU, "đúng rồi")
    assert turn.visit.at == "person:child"
    about = turn_context(CONTEXT, turn.visit, NOW)
    assert about.asked is None, "birth date and sex are not asked again"
    child = filled(turn.visit).persons["child"]
    assert (child.text("birth_date"), child.text("sex")) == ("2026-11-03", "Nam")


def test_what_was_told_can_be_corrected_or_taken_back(world: World) -> None:
    at_the_childs_name(world)
    says_all(world, TRAN_VAN_MAU, "đúng rồi", "mùng ba tháng mười một năm 2026")
    turn = world.says("không, ngày mười lăm")
    assert "ngày mười lăm tháng mười một" in turn.last
    assert filled(turn.visit).told == (("child.birth_date", "2026-11-15"),)
    turn = world.says("không")
    assert filled(turn.visit).told == ()
    asked = turn_context(CONTEXT, turn.visit, NOW).asked
    assert asked is not None
    assert asked.step == "child.birth_date"
    assert filled(turn.visit).persons["child"].text("birth_date") == ""


def test_an_answer_just_given_can_be_corrected_on_the_next_page(world: World) -> None:
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.Answered("card:requester"))
    assert world.says("mẹ").visit.at == "choices:parents"
    turn = world.says("không phải, bà ngoại")
    assert "Ông hoặc bà" in turn.last
    assert filled(world.says("đúng rồi").visit).answers["relation"] == "grandparent"


LOST = [
    ("procedure", "lấy số"),
    ("review", "nộp hồ sơ"),
    ("review", "xóa hết thông tin của tôi"),
    ("choice", "kết thúc"),
    ("choice", "chữ to lên"),
    ("choice", "đổi sang tiếng Anh"),
    ("choice", "hồ sơ của tôi tới đâu rồi"),
    ("number", "kết thúc"),
]


def untouched(before: Visit, after: Visit) -> bool:
    """Whether a visit has lost and done nothing."""
    names = ("id", "at", "lang", "comfort", "tickets", "journey")
    return all(getattr(before, name) == getattr(after, name) for name in names)


@pytest.mark.parametrize(("scene", "sentence"), LOST)
def test_nothing_is_lost_or_done_by_a_sentence_without_a_yes(world: World, scene: str, sentence: str) -> None:
    before = SCENES[scene](world)
    world.session._visit = before
    turn = world.says(sentence)
    assert untouched(before, turn.visit)
    assert turn.visit.voice.over is not None
    assert turn.visit.voice.over.confirm
    assert untouched(before, world.says("không").visit)


@pytest.mark.parametrize(("scene", "sentence"), LOST)
def test_a_yes_does_it(world: World, scene: str, sentence: str) -> None:
    before = SCENES[scene](world)
    world.session._visit = before
    world.says(sentence)
    assert not untouched(before, world.says("có").visit)


def test_a_yes_said_on_another_page_does_not_do_it(world: World) -> None:
    to_the_review(world)
    world.says("xóa hết thông tin của tôi")
    page = world.does(ev.Back()).at
    visit = world.says("có").visit
    assert visit.at == page
    assert filled(visit).persons


def test_another_procedure_is_begun_only_with_a_yes(world: World) -> None:
    at_the_childs_name(world)
    world.does(ev.Went(ROBOT))
    world.says("tôi muốn đăng ký kết hôn")
    visit = world.says("cái thứ nhất").visit
    assert filled(visit).persons
    assert filled(world.says("không").visit).persons


def test_what_an_ear_was_told_of_and_nobody_said_is_not_done(world: World) -> None:
    """Of the answers that it expects an ear gives the others too, with what little speaks for them."""

    class Robot:
        def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
            return real_robot().reply(text, about, (Guess(text, 0.78), Guess("Nghe đọc", 0.06)))

    world = World(Robot())
    world.reader.shows.append(GRANDMOTHER)
    at_the_card(world)
    world.does(ev.Answered("card:requester"), ev.Answered("relation", "grandparent"))
    world.does(ev.Answered("parents", "both"))
    told = world.says("đúng rồi").visit
    assert told.voice.over is None or not told.voice.over.confirm
    assert dict(filled(told).told or filled(told).answers)["married"] == "yes"


def test_an_officer_is_called_at_once(world: World) -> None:
    at_the_childs_name(world)
    visit = world.says("gọi cán bộ").visit
    assert visit.staff_called
    assert CALL_STAFF in world.gateway.notices
    assert visit.at == "person:child"


def test_after_three_sentences_without_an_answer_the_finger_leads(world: World) -> None:
    at_the_childs_name(world)
    for _ in range(2):
        assert world.says("bánh xèo nước mắm").visit.waits_for(Listen)
    turn = world.says("bánh xèo nước mắm")
    assert "Gọi cán bộ" in turn.last
    assert not turn.visit.waits_for(Listen)
    assert not turn.visit.voice.leads


def test_silence_while_a_card_is_held_is_no_failure(world: World) -> None:
    world.lanes["reader"].hold()
    world.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH))
    world.says("đồng ý")
    for _ in range(4):
        visit = world.says().visit
    assert visit.problem is None
    assert visit.waits_for(Listen)


def test_when_all_is_done_it_listens_once_and_leaves_it_at_that(world: World) -> None:
    to_the_review(world)
    says_all(world, "nộp hồ sơ", "có")
    turn = world.says()
    assert not turn.said
    assert not turn.visit.waits_for(Listen)
    assert turn.visit.at == HANDED_IN


def test_it_says_again_what_it_said(world: World) -> None:
    at_the_childs_name(world)
    first = world.says("gọi cán bộ")
    assert world.says("nói lại").last == first.last


def test_that_it_is_a_machine_is_said_once(world: World) -> None:
    at_the_childs_name(world)
    turns = [world.says(TRAN_VAN_MAU), world.says("đúng rồi"), world.says("khai sinh cần giấy tờ gì")]
    assert ["Tôi là máy" in turn.last for turn in turns] == [True, False, False]


class Curious:
    """A robot that keeps what it is asked."""

    def __init__(self) -> None:
        self.guesses: tuple[Guess, ...] = ()

    def reply(self, text: str, about: TurnContext, guesses: tuple[Guess, ...] = ()) -> Reply:
        self.guesses = guesses
        return Reply("decline", "")


def test_the_robot_gets_every_reading_with_its_score() -> None:
    robot = Curious()
    World(robot).says("khai sinh", "khai sanh", "cai sinh")
    assert [guess.text for guess in robot.guesses] == ["khai sinh", "khai sanh", "cai sinh"]
    assert [guess.score for guess in robot.guesses] == pytest.approx([0.9, 0.8, 0.7])


def test_nothing_that_was_told_is_said_to_the_next_citizen(world: World) -> None:
    at_the_childs_name(world)
    says_all(world, TRAN_VAN_MAU, "đúng rồi", "mùng ba tháng mười một năm 2026")
    world.does(ev.Left())
    said_before = len(world.voice.said)
    visit = world.says("xin chào").visit
    kept = "\n".join([*strings(visit), *(text for _, text in world.voice.said[said_before:])])
    assert "Trần" not in kept
    assert "2026-11-03" not in kept
    assert "tháng mười một" not in kept
    assert "Trần" not in spoken(CONTEXT, visit)


def test_a_hearing_that_comes_late_is_not_the_next_citizens(world: World) -> None:
    at_the_childs_name(world)
    world.lanes["recogniser"].hold()
    world.does(ev.WantsToSpeak(), ev.Left())
    assert "cancel" in world.ear.calls
    world.lanes["recogniser"].release()
    assert world.visit.at == HOME
    assert world.visit.voice.thread.turns == 0


def test_a_yes_that_may_be_the_rest_of_a_no_is_asked_for_once_more(world: World) -> None:
    at_the_childs_name(world)
    says_all(world, TRAN_VAN_MAU, "đúng rồi", "mùng ba tháng mười một năm 2026")
    turn = world.says("đúng")
    assert "đúng rồi" in turn.last
    assert not filled(turn.visit).persons["child"].text("birth_date")
    assert filled(world.says("đúng").visit).persons["child"].text("birth_date") == "2026-11-03"

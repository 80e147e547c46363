"""Writes down what the grandmother says and does in the played visit by voice.

The sentences, voices and speeds were chosen by trying: this ear (Whisper base) hears them when espeak-ng
speaks them. What it was not seen to hear is said all the same, and then done by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.language.messages import N_

BIRTH = "1.001193"
CHILD = "Trần Ngọc MẪU"
"""As the specimen of a birth notice names it (`devices/simulators/specimen_paper.py`)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Holds words as they are spoken: by which voice of espeak-ng, and how many words a minute."""

    text: str
    voice: str = "vi-vn-x-south+f3"
    rate: int = 120


@dataclass(frozen=True, slots=True)
class Part:
    """Describes what is done where the visit asks one thing.

    `say` are her words, one after the other as long as they are not understood; then, or where there are
    none, her hand: `option` answers a question, `procedure` touches its card, `write` types, `touch` touches
    a control (a message id). `lay`: what she holds before the camera first.
    """

    say: tuple[Words, ...] = ()
    lay: str = ""
    option: str = ""
    procedure: str = ""
    write: str = ""
    touch: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Holds a step of the report: its title, and the parts by what is asked (`voice_person.asked`)."""

    title: str
    parts: Mapping[str, Part]


NORTH = Words("", "vi", 120)
SOUTH = Words("", "vi-vn-x-south", 120)


def _said(*texts: str, like: Words = Words(""), by_hand: Part | None = None) -> Part:
    return replace(by_hand or Part(), say=tuple(replace(like, text=text) for text in texts))


YES = _said("đúng rồi", "đúng rồi", like=SOUTH)
CONFIRMED: Mapping[str, Part] = {
    "told": replace(YES, touch="Yes, that is right"),
    "offered": replace(YES, touch="All of them are correct"),
    "confirm": replace(YES, touch="Yes"),
    "unwanted": _said("không phải", "không", like=SOUTH, by_hand=Part(touch="No")),
}
"""What is done wherever something is read back, or asked before it is done."""
READ = replace(YES, touch="Yes, go on")
GO_ON = Part(touch="Continue")
WANTED = frozenset({"review"})
"""The pages on which she wants what is asked before it is done; elsewhere she was misheard, and says no."""
FACTS: Mapping[str, str] = {
    "relation": "grandparent",
    "parents": "both",
    "married": "yes",
    "notice": "yes",
    "copies": "2",
    "child.birth_date": "2026-11-09",
    "child.sex": "Nữ",
}
"""What is so, by step: she says yes to nothing else."""
_BEGIN = _said("bắt đầu làm", "bắt đầu làm", like=NORTH)
_FIND = "đăng ký khai sinh"

SECTIONS = (
    Section(
        N_("She says what she needs"),
        {
            "home": _said(_FIND, _FIND, like=Words("", "vi", 145)),
            "robot": _said(_FIND, _FIND, like=SOUTH, by_hand=Part(procedure=BIRTH)),
            "robot answered": replace(_BEGIN, procedure=BIRTH),
            "procedure": replace(_BEGIN, touch="Start now"),
            "offer": _said(
                "chỉ làm việc này", "chỉ làm việc này", like=SOUTH, by_hand=Part(touch="Only this one")
            ),
            "consent": _said("đồng ý", "đồng ý", by_hand=Part(touch="Yes, I agree")),
        },
    ),
    Section(
        N_("Her card fills in her details"),
        {
            "card:requester": Part(lay="grandmother"),
            "card:requester read": READ,
        },
    ),
    Section(
        N_("She answers the questions"),
        {
            "relation": _said("ông hoặc bà", "ông hoặc bà", by_hand=Part(option="grandparent")),
            "parents": _said("cả cha và mẹ", "cả cha và mẹ", like=NORTH, by_hand=Part(option="both")),
            "married": _said("đúng rồi", "đúng rồi", like=SOUTH, by_hand=Part(option="yes")),
            "notice": _said("đúng rồi", "đúng rồi", like=SOUTH, by_hand=Part(option="yes")),
            "copies": _said("hai", "hai bản", by_hand=Part(option="2")),
        },
    ),
    Section(
        N_("A paper is photographed"),
        {
            "paper:birth_notice": replace(
                _said("chụp ảnh", "chụp ảnh", like=NORTH, by_hand=Part(touch="Take picture")),
                lay="birth_notice",
            ),
            "paper:birth_notice taken": replace(YES, touch="It is good"),
            "paper:birth_notice kept": GO_ON,
            "paper:parents_consent": _said(
                "tôi sẽ nộp tại quầy", by_hand=Part(touch="I will show it at the counter")
            ),
        },
    ),
    Section(
        N_("The child: what her birth notice says is read out; what was not read is asked"),
        {
            "child.name": Part(write=CHILD),
            "child.birth_date": _said(
                "mùng chín tháng mười một năm hai không hai sáu", by_hand=Part(write="09112026")
            ),
            "child.sex": _said("nữ", "nữ", by_hand=Part(option="Nữ")),
            "person:child": _said("tiếp tục", by_hand=GO_ON),
        },
    ),
    Section(
        N_("The parents' cards fill in their details"),
        {
            "card:mother": Part(lay="mother"),
            "card:mother read": READ,
            "card:father": Part(lay="father"),
            "card:father read": READ,
        },
    ),
    Section(
        N_("She hands in, and is told her number"),
        {"review": _said("nộp hồ sơ", "nộp hồ sơ", like=NORTH, by_hand=Part(touch="Hand in"))},
    ),
)

"""What a touch means: every control of every screen sends the event it promises, and no name is misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from kiosk.visit import events as ev
from tests.screens.stage import Stage, stage
from ui.citizen import screens
from ui.citizen.common import ALWAYS
from ui.citizen.screen import Screen
from ui.citizen.talk import ACTIONS as TALK

FOLDER = Path(screens.__file__).parent
SHARED_FILES = ("Main", "Header", "AccessBar", "IdleWarning", "Talk", "Answer")

COMBINED = "Birth, residence and health insurance card for a child under 6"
TOUCHES = [
    ("home", "Civil status", ev.PickedField("ho_tich")),
    ("home", "Ask in your own words", ev.WantsToSpeak()),
    ("procedure", "Speak", ev.WantsToSpeak()),
    ("choice_listening", "I have said it all", ev.SaidAll()),
    ("date_told", "Yes, that is right", ev.ReadBack(right=True)),
    ("date_told", "No, once more", ev.ReadBack(right=False)),
    ("choice_answered", "Continue", ev.PutAway()),
    ("review_asked", "Yes", ev.AskedRobot("Yes")),
    ("home", "Type the procedure you need", ev.Went("search")),
    ("home", "I have a slip: where is my dossier?", ev.Went("show_code")),
    ("home", "Listen", ev.ToggledComfort("listen")),
    ("home", "Call staff", ev.CalledStaff()),
    ("search", "Register a birth", ev.PickedProcedure("1.001193")),
    ("search", "q", ev.Keyed("q")),
    ("search", "Delete", ev.Keyed("backspace")),
    ("search", "Space", ev.Keyed("space")),
    ("search", "Ask about “khai sinh cho cháu”", ev.AskedRobot("khai sinh cho cháu")),
    ("field", "Take a number for this field", ev.WantsNumber()),
    ("field_at_the_counter", "Take a number for this field", ev.WantsNumber()),
    ("field_at_the_counter", "I have a slip: where is my dossier?", ev.Went("show_code")),
    ("field_at_the_counter", "Type the procedure you need", ev.Went("search")),
    ("robot", "Ask", ev.AskedRobot("")),
    ("robot", "Register a birth", ev.PickedProcedure("1.001193")),
    ("procedure", "Number only", ev.WantsNumber()),
    ("procedure", "Start now", ev.WantsStart()),
    ("procedure", COMBINED, ev.TookOffer("2.000986")),
    ("procedure", "Print this list to take home", ev.Went("checklist")),
    ("checklist", "Start now", ev.WantsStart()),
    ("procedure", "Back", ev.Back()),
    ("offer", f"This one: {COMBINED}", ev.TookOffer("2.000986")),
    ("offer", "Only this one", ev.TookOffer("1.001193")),
    ("consent", "Yes, I agree", ev.Consented(yes=True)),
    ("consent", "No", ev.Consented(yes=False)),
    ("card", "No card", ev.WantsTyping("card:requester")),
    ("card", "All sections", ev.WantsChange("sections")),
    ("card_filled", "Telephone", ev.WantsChange("requester.phone")),
    ("card_problem", "Try again", ev.WantsScan("card:requester")),
    ("card_filled", "Yes, go on", ev.Answered("card:requester")),
    ("card_filled", "Another card", ev.WantsScan("card:requester")),
    ("choice", "Grandparent", ev.Answered("relation", "grandparent")),
    ("choice_sex", "Female", ev.Answered("child.sex", "Nữ")),
    ("text_entry", "Continue", ev.Answered("child.name")),
    ("text_entry", "Enter", ev.Answered("child.name")),
    ("text_entry", "sắc", ev.Keyed("tone:sac")),
    ("text_entry_suggested", "Khmer", ev.Answered("child.ethnicity", "Khmer")),
    ("person", "Full name", ev.WantsChange("child.name")),
    ("person", "Sex: Female", ev.Answered("child.sex", "Nữ")),
    ("person", "The officer asks for the rest", ev.Answered("person:child", "")),
    ("person_given", "Nationality: Việt Nam", ev.Answered("child.nationality", "Việt Nam")),
    ("person_given", "Place of birth", ev.WantsChange("child.birth_place")),
    ("person_given", "Change: Ethnic group", ev.WantsChange("child.ethnicity")),
    ("person_given", "Continue", ev.Answered("person:child")),
    ("choices", "Are the parents married?: Yes", ev.Answered("married", "yes")),
    ("choices", "How many copies do you need?: 2", ev.Answered("copies", "2")),
    ("choices", "How many copies do you need?: Other", ev.WantsChange("copies")),
    ("details", "Continue", ev.Answered("details")),
    ("sections", "Child", ev.WantsChange("person:child")),
    ("sections", "Continue", ev.Answered("sections")),
    ("date_entry", "Continue", ev.Answered("child.birth_date")),
    ("date_entry", "7", ev.Keyed("7")),
    ("number_entry", "Skip", ev.Answered("requester.phone", "")),
    ("papers", "The parents' written authorisation", ev.WantsChange("paper:parents_consent")),
    (
        "papers_first",
        "There is none: The parents' written authorisation",
        ev.PaperElsewhere("paper:parents_consent", "none"),
    ),
    ("person_read", "All of them are correct", ev.JudgedReading("person:child", right=True)),
    ("person_read", "Correct: Full name, Trần Ngọc Mẫu", ev.JudgedReading("child.name", right=True)),
    ("person_read", "Change: Date of birth", ev.WantsChange("child.birth_date")),
    ("papers_first", "All other papers at the counter", ev.PaperElsewhere("papers", "at_counter")),
    ("paper", "Take picture", ev.WantsCapture("paper:birth_notice")),
    ("paper", "I will show it at the counter", ev.PaperElsewhere("paper:birth_notice", "at_counter")),
    ("paper_preview", "It is good", ev.KeptPage("paper:birth_notice", yes=True)),
    ("paper_preview", "Take again", ev.KeptPage("paper:birth_notice", yes=False)),
    ("paper_kept", "Continue", ev.Answered("paper:birth_notice")),
    ("paper_kept", "Another page", ev.WantsCapture("paper:birth_notice")),
    ("review", "Hand in", ev.WantsHandIn()),
    ("review", "Change: Person applying, Full name", ev.WantsChange("requester.name")),
    ("number", "Prepare the papers while you wait", ev.WantsStart()),
    ("number", "Exit", ev.WantsToLeave()),
    ("number_returning", "Stay", ev.MoreTime()),
    ("handed_in", "Exit", ev.WantsToLeave()),
    ("number", "Finish", ev.Left()),
    ("number", "Another number, for something else", ev.Went("another")),
    ("field", "Priority", ev.WantsPriority()),
    ("procedure", "Priority", ev.WantsPriority()),
    ("portal_text", "Priority", ev.WantsPriority()),
    ("priority", "Pregnant", ev.ChosePriority("pregnant")),
    ("priority", "None of these", ev.ChosePriority("")),
    ("home", "I don't know what to choose", ev.WantsPriority("huong_dan")),
    ("search_nothing", "I don't know what to choose", ev.WantsPriority("huong_dan")),
    ("status_done", "Take a number to collect the result", ev.WantsNumber("ho_tich")),
    ("show_code", "Type the code", ev.Went("type_code")),
    ("show_code", "Use my citizen card", ev.Went("show_card")),
    ("show_card", "Type the code", ev.Went("type_code")),
    ("type_code", "Look up", ev.WantsLookUp()),
    ("type_code", "Use my citizen card", ev.Went("show_card")),
    ("found", "Register a birth, 23 November 2026", ev.PickedDossier("K1-261122-0007")),
    ("status", "Rate the service", ev.Went("rate")),
    ("number", "Rate the service", ev.Went("rate")),
    ("handed_in", "Rate the service", ev.Went("rate")),
    ("rate", "Very good", ev.Rated(5)),
    ("rate", "Very poor", ev.Rated(1)),
    ("rate", "I would rather not answer", ev.Rated(None)),
    ("rate_why", "I waited too long", ev.RatedWhy("waited")),
    ("rate_why", "I would rather not answer", ev.RatedWhy("")),
    ("rated", "Finish", ev.Left()),
    ("write", "Send", ev.WroteStaff()),
    ("write", "q", ev.Keyed("q")),
    ("another", "Certification", ev.WantsNumber("chung_thuc")),
    ("closed", "Prepare my application now", ev.WantsStart()),
    ("closed", "Find a procedure", ev.Went("search")),
    ("closed", "I have a slip: where is my dossier?", ev.Went("show_code")),
    ("number_failed", "Try again", ev.WantsNumber()),
    ("handed_in", "Finish", ev.Left()),
    ("status", "Finish", ev.Left()),
    ("idle", "More time", ev.MoreTime()),
    ("idle", "I am done", ev.Left()),
]


@pytest.fixture(scope="module")
def shown() -> Iterator[Stage]:
    with stage() as opened:
        yield opened


@pytest.mark.parametrize(("scene", "name", "event"), TOUCHES)
def test_a_touch_sends_its_event(shown: Stage, scene: str, name: str, event: ev.Event) -> None:
    shown.show(scene, "en", "normal")
    shown.session.posted.clear()
    shown.window.press(name)
    *scrolled, sent = shown.session.posted
    assert sent == event
    assert set(scrolled) <= {ev.Touched()}, "scrolling to it is a touch, and nothing more"


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("Hear again", ev.WantsRepeat()),
        *((how.capitalize(), ev.AdjustedSpeech(how)) for how in get_args(ev.SpeechStep)),
    ],
)
def test_who_listens_can_have_it_louder_slower_and_again(shown: Stage, name: str, event: ev.Event) -> None:
    shown.show("review", "en", "normal")
    assert name not in shown.window.names()
    shown.show("review", "en", "large_listen")
    shown.session.posted.clear()
    shown.window.press(name)
    assert shown.session.posted == [event]


def named_in(file: str) -> set[str]:
    """Actions that a QML file asks for."""
    return set(re.findall(r'Kiosk\.act\("(\w+)"', (FOLDER / f"{file}.qml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("screen", screens.SCREENS, ids=lambda screen: screen.name)
def test_screen_and_view_model_name_the_same_actions(screen: Screen) -> None:
    asked = named_in(screen.file)
    assert asked <= {*screen.actions, *ALWAYS, *TALK}
    assert set(screen.actions) <= asked


@pytest.mark.parametrize("file", SHARED_FILES)
def test_header_bar_and_warning_name_only_what_every_screen_has(file: str) -> None:
    assert named_in(file) <= {*ALWAYS, *TALK}


def test_no_qml_property_has_the_name_of_a_signal_handler() -> None:
    """`onPrimary` would silently read as undefined."""
    for path in FOLDER.parent.rglob("*.qml"):
        found = re.findall(r"property\s+\S+\s+(on[A-Z]\w*)", path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found}"

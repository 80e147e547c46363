"""A centre chooses the languages its kiosk offers: those, no others, and the first one to begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from config.load import BadSettings, load_profile
from kiosk.clock import ICT
from kiosk.visit import events as ev
from kiosk.visit.model import KioskContext, Moment, Visit
from kiosk.visit.reducer import advance, begin, is_untouched
from tests.visits.world import context
from ui.wiring.context import load_context

NOW = Moment(datetime(2026, 11, 23, 9, 0, tzinfo=ICT), 0.0, "visit")


def after(context: KioskContext, visit: Visit, event: ev.Event) -> Visit:
    return advance(context, visit, event, NOW)[0]


def loaded(folder: Path, languages: str) -> KioskContext:
    path = folder / "ours.toml"
    path.write_text(f'role = "kiosk"\ncentre = "26740"\nlanguages = {languages}\n', encoding="utf-8")
    return load_context(load_profile(path))


def test_a_kiosk_that_offers_vietnamese_only_stays_in_it(tmp_path: Path) -> None:
    ours = loaded(tmp_path, '["vi"]')
    assert after(ours, begin(ours, NOW), ev.ChoseLanguage("en")).lang == "vi"


def test_a_visit_begins_in_the_first_language_and_comes_back_to_it(tmp_path: Path) -> None:
    ours = loaded(tmp_path, '["en", "vi"]')
    first = begin(ours, NOW)
    assert first.lang == "en"
    assert is_untouched(ours, first)
    chosen = after(ours, first, ev.ChoseLanguage("vi"))
    assert chosen.lang == "vi"
    assert not is_untouched(ours, chosen)
    assert after(ours, chosen, ev.Left()).lang == "en"


def test_a_language_that_nobody_translated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"languages: there is no folder ui/messages/qaa; there are: "):
        loaded(tmp_path, '["vi", "qaa"]')


def test_the_screens_offer_the_languages_of_the_profile() -> None:
    from tests.visits.world import World
    from ui.citizen.kiosk_view import Kiosk

    shown: Any = Kiosk()
    shown.attach(World().session, replace(context(), languages=("en", "vi")))
    assert [language["name"] for language in shown.languages] == ["English", "Tiếng Việt"]


def test_a_window_that_stands_before_its_visit_is_told_language_and_centre_when_it_comes() -> None:
    from tests.visits.world import World
    from ui.citizen.kiosk_view import Kiosk

    shown: Any = Kiosk()
    assert shown.centre == ""
    told: list[tuple[str, str]] = []
    shown.langChanged.connect(lambda: told.append((shown.lang, shown.centre)))
    known = context()
    shown.attach(World().session, known)
    assert (known.languages[0], known.centre.named(known.languages[0])) in told

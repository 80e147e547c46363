"""Loads what every role reads at its start: data files of the centre, messages, procedures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.load import load_bundle
from config.problems import N_, Problem, refuse_if
from config.schema import Profile
from kiosk.catalogue.ranker import Ranker
from kiosk.language.messages import Messages
from kiosk.ports.slots import MICROPHONE, PAPER_READER, RECOGNISER
from kiosk.visit.model import KioskContext
from ui.wiring.catalogue import load_catalogue

MESSAGES = Path(__file__).resolve().parents[1] / "messages"


def load_messages() -> Messages:
    """Loads the message catalogue."""
    return Messages.from_folder(MESSAGES)


def wrong_languages(profile: Profile, messages: Messages, file: str) -> Iterator[Problem]:
    """Gives a problem for each language of the profile without a translation."""
    known = ", ".join(messages.languages)
    for lang in profile.languages:
        if lang not in messages.languages:
            values = {"language": lang, "known": known}
            what = N_("there is no folder ui/messages/{language}; there are: {known}")
            yield Problem(f"{file}: languages", what, values)


def load_context(profile: Profile) -> KioskContext:
    """Loads everything a kiosk of that profile knows, its catalogue compiled if need be. Raises BadFile."""
    messages = load_messages()
    refuse_if(wrong_languages(profile, messages, "profile"))
    bundle = load_bundle(profile)
    catalogue = load_catalogue(profile.data_dir, bundle.fields)
    return KioskContext(
        catalogue=catalogue,
        ranker=Ranker(catalogue.index),
        fields=bundle.fields,
        counters=bundle.counters,
        centre=bundle.centre,
        timetable=bundle.timetable,
        takes_appointments=bundle.booking.takes(bundle.timetable),
        priorities=bundle.priorities,
        kiosk=profile.kiosk,
        messages=messages,
        idle=profile.idle,
        public_url=profile.hub.public_url,
        languages=profile.languages,
        specimen=not profile.production,
        hears={MICROPHONE.name, RECOGNISER.name} <= profile.devices.keys(),
        reads_papers=PAPER_READER.name in profile.devices,
    )

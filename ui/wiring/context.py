"""What every role reads at its start: data files of the centre, messages, procedures."""

from __future__ import annotations

from pathlib import Path

from config.load import PROCEDURES, BadSettings, load_centre, load_counters, load_fields
from config.schema import Profile
from kiosk.catalogue.loader import load_catalogue
from kiosk.language.messages import Messages
from kiosk.visit.model import KioskContext

MESSAGES = Path(__file__).resolve().parents[1] / "messages"


def load_messages() -> Messages:
    """The message catalogue beside the faces."""
    return Messages.from_folder(MESSAGES)


def load_context(profile: Profile) -> KioskContext:
    """Everything a kiosk of that profile knows. Raises BadSettings or BadCatalogue, one line."""
    messages = load_messages()
    for lang in profile.languages:
        if lang not in messages.languages:
            context = ", ".join(messages.languages)
            raise BadSettings(f"languages: there is no folder ui/messages/{lang}; there are: {context}")
    return KioskContext(
        catalogue=load_catalogue(PROCEDURES),
        fields=load_fields(),
        counters=load_counters(),
        centre=load_centre(profile.centre),
        kiosk=profile.kiosk,
        messages=messages,
        idle=profile.idle,
        public_url=profile.hub.public_url,
        languages=profile.languages,
        specimen=not profile.production,
    )

"""Runs `./run pair`: makes this kiosk one of a centre's, by a code that an officer reads out at the hub."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from config.load import PROFILES, BadSettings, load_profile
from config.schema import Profile
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("makes this kiosk one of a centre's, by a code from the hub's page “Kiosks”")
PAIRED = N_(
    "This kiosk is {kiosk} of {hub}; the numbers {first} to {last} are its own. "
    "If it is running, start it again."
)
NOT_KIOSK = N_("pair: {profile}: role: only a kiosk is paired")
NOT_ADDRESS = N_("pair: {hub}: not the address of a hub, such as 192.168.1.10:8480")
UNREACHABLE = N_("pair: {hub}: {why}")
NOT_OURS = N_("pair: {hub}: something answers there, but no hub of Một Cửa")
REASONS = {
    "wrong_code": N_("The hub does not know this code; read it once more."),
    "pairing_code_ended": N_(
        "This code was used already, or is older than ten minutes; have a new one made at the hub."
    ),
    "wrong_centre": N_("That hub is of another centre; compare `centre` in the profile."),
    "too_many_tries": N_("Too many wrong codes; try again in a minute."),
}
OTHER = N_("The hub refuses: {reason}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares hub, code and profile."""
    parser.add_argument("hub", metavar="HUB", help="its address, such as 192.168.1.10:8480")
    parser.add_argument("code", metavar="CODE", help="the code from the hub's page")
    parser.add_argument("--profile", type=Path, default=PROFILES / "kiosk.toml", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Pairs this kiosk."""
    from kiosk.handover.pairing import ask_pairing, keep_pairing
    from kiosk.http import HttpClient
    from kiosk.ports.device import Fault
    from kiosk.store.errors import StoreError
    from ui.technician.causes import cause_text

    say = partial(Messages.from_folder(MESSAGES).text, options.lang)
    profile = _profile(options.profile, say)
    hub = _address(options.hub, say)
    found = ask_pairing(
        HttpClient(hub, timeout_s=profile.hub_link.timeout_s), hub, profile.centre, options.code
    )
    match found:
        case Fault("hub_unreachable", detail):
            raise Refused(say(UNREACHABLE, hub=hub, why=say(cause_text(detail))))
        case Fault("pairing_refused", reason):
            raise Refused(f"pair: {say(REASONS[reason]) if reason in REASONS else say(OTHER, reason=reason)}")
        case Fault():
            raise Refused(say(NOT_OURS, hub=hub))
    try:
        keep_pairing(profile.data_dir, found)
    except StoreError as error:
        raise Refused(str(error)) from error
    first, last = found.numbers
    print(say(PAIRED, kiosk=found.kiosk, hub=hub, first=first, last=last))
    return 0


def _profile(path: Path, say: partial[str]) -> Profile:
    try:
        profile = load_profile(path)
    except BadSettings as error:
        raise Refused(error.translated(say)) from error
    if profile.role != "kiosk":
        raise WrongUse(say(NOT_KIOSK, profile=path))
    return profile


def _address(hub: str, say: partial[str]) -> str:
    """Gives the hub's address with its scheme."""
    url = hub if "://" in hub else f"http://{hub}"
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        good = False
    if not good:
        raise WrongUse(say(NOT_ADDRESS, hub=hub))
    return url.rstrip("/")

"""Runs `./run audit`: proves that nothing of the hub's audit was changed, and shows it."""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path

from config.load import PROFILES, BadSettings, load_profile
from config.reading import CannotRead, read_text
from config.schema import Profile
from kiosk.language.messages import N_, Messages
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("proves that nothing of the hub's audit was changed since its checkpoints, or shows it")
WHOLE = N_("The audit is whole up to row {seq}: {checkpoints} checkpoints fit ({at}).")
NONE = N_("audit: {file}: no checkpoint yet; a hub makes one ten minutes after its start")
NOT_HUB = N_("audit: {profile}: role: only a hub has an audit")
MOST = 50_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what is done, and where the audit lies."""
    parser.add_argument("deed", choices=("verify", "show"))
    parser.add_argument("--profile", type=Path, default=PROFILES / "hub.toml", metavar="FILE")
    parser.add_argument(
        "--checkpoints", type=Path, metavar="FILE", help="a copy of another place, such as a backup's"
    )
    parser.add_argument("--after", type=int, default=0, metavar="N", help="show: from the row after this one")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="show: at most so many rows")


def run(options: argparse.Namespace) -> int:
    """Verifies, or prints a JSON line for each row."""
    from kiosk.hub.store.audit_file import audit_of
    from kiosk.store.errors import StoreError

    messages = Messages.from_folder(MESSAGES)
    profile = _profile(options, messages)
    try:
        if options.deed == "verify":
            return _verify(options, profile, messages)
        with audit_of(profile.data_dir) as rows:
            wanted = (row for row in rows if row.seq > options.after)
            for row in islice(wanted, options.most):
                print(json.dumps(row._asdict(), ensure_ascii=False))
    except StoreError as error:
        raise Refused(str(error)) from error
    return 0


def _verify(options: argparse.Namespace, profile: Profile, messages: Messages) -> int:
    from kiosk.hub.audit_chain import from_lines, wrong
    from kiosk.hub.audit_keeper import FILE
    from kiosk.hub.store.audit_file import audit_key, audit_of

    path = options.checkpoints or profile.data_dir / FILE
    if not path.exists():
        raise Refused(messages.text(options.lang, NONE, file=path))
    try:
        checkpoints = from_lines(read_text(path, MOST))
    except (CannotRead, ValueError) as error:
        raise Refused(f"audit: {path}: {error}") from error
    with audit_of(profile.data_dir) as rows:
        found = list(wrong(rows, checkpoints, audit_key(profile.data_dir)))
    if found:
        raise Refused(*(f"audit: {one}" for one in found))
    if not checkpoints:
        raise Refused(messages.text(options.lang, NONE, file=path))
    last = checkpoints[-1]
    said = messages.text(options.lang, WHOLE, seq=last.seq, checkpoints=len(checkpoints), at=last.at)
    print(said)
    return 0


def _profile(options: argparse.Namespace, messages: Messages) -> Profile:
    try:
        profile = load_profile(options.profile)
    except BadSettings as error:
        raise Refused(*str(error).split("\n")) from error
    if profile.role == "kiosk":
        raise WrongUse(messages.text(options.lang, NOT_HUB, profile=options.profile))
    return profile

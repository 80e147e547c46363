"""Reads a machine's profile, and the list of the units that can have a centre.

Every error is a `BadSettings`: a line for each problem, "file: key: what is wrong (did you mean X?)".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.centre import CentreBundle
from config.errors import checked, read_toml
from config.lines import placed
from config.problems import N_, BadFile, Problem, tried
from config.schema import Profile

FOLDER = Path(__file__).resolve().parent
PROCEDURES = FOLDER / "procedures"
ELSEWHERE = FOLDER / "elsewhere"
EVERYDAY = FOLDER / "everyday.toml"
PROFILES = FOLDER / "profiles"

BadSettings = BadFile


def load_profile(path: Path) -> Profile:
    """Loads one machine's profile, checked against its centre's folder. Relative paths in it are meant from
    the working directory. Raises BadSettings with every problem of both.
    """
    problems: list[Problem] = []
    profile = tried(problems, lambda: checked(Profile, read_toml(path), path.name))
    if profile is not None:
        loaded = profile
        bundle = tried(problems, lambda: load_bundle(loaded, path.name))
        if bundle is not None:
            problems += range_problems(loaded.offline_numbers, bundle.reserved, path.name)
    if problems or profile is None:
        raise BadSettings(*placed(problems, path))
    return profile


def load_bundle(profile: Profile, file: str = "profile") -> CentreBundle:
    """Loads the bundle of the profile's centre. Raises BadSettings; `file` is the profile's name in it."""
    return CentreBundle.load(profile.centre, profile.centre_dir, named_by=f"{file}: centre")


def range_problems(own: tuple[int, int], reserved: tuple[int, int], file: str) -> Iterator[Problem]:
    """Says why a kiosk may not give the numbers `own` on its own: the hub takes over none outside its
    centre's `reserved` range, and might have given them itself.
    """
    where = f"{file}: offline_numbers"
    if not 0 < own[0] <= own[1]:
        yield Problem(where, N_("needs two numbers above 0, the smaller one first"))
    elif not reserved[0] <= own[0] <= own[1] <= reserved[1]:
        values = {"first": reserved[0], "last": reserved[1]}
        yield Problem(where, N_("lies outside the centre's reserved numbers, {first} to {last}"), values)

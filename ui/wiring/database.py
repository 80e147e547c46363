"""Finds the URL of the hub's database on a server. It may hold a password, so it stands in no profile."""

from __future__ import annotations

from collections.abc import Mapping

from config.load import BadSettings
from config.problems import N_, Problem
from config.reading import CannotRead, read_text
from config.schema import Profile

VARIABLE = "MOTCUA_DATABASE_URL"


def database_url(profile: Profile, environment: Mapping[str, str]) -> str | None:
    """Gives the URL that the environment names, else the one in the profile's file; None where neither is
    named. Raises BadSettings where what is named is no URL of PostgreSQL.
    """
    path = profile.hub.database_url_file
    url = environment.get(VARIABLE, "")
    if not url and path is None:
        return None
    if not url and path is not None:
        try:
            url = read_text(path).strip()
        except CannotRead as error:
            raise BadSettings(f"{path}: {error}") from error
    if not url.startswith(("postgresql://", "postgres://")) or len(url.split()) != 1:
        place = VARIABLE if environment.get(VARIABLE) else str(path)
        raise BadSettings(Problem(place, N_("holds no postgresql:// URL on one line")))
    return url

"""Where the hub's database is: the environment says it, the profile's file, or it is a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import checked
from config.load import BadSettings
from config.schema import Profile
from ui.wiring.database import VARIABLE, database_url

URL = "postgresql://motcua:hush-hush@localhost/motcua"


def profile(file: Path | None = None) -> Profile:
    hub = {"database_url_file": str(file)} if file else {}
    return checked(Profile, {"role": "hub", "centre": "26740", "hub": hub}, "hub.toml")


def test_without_a_url_the_hub_keeps_a_file_of_its_own() -> None:
    assert database_url(profile(), {}) is None
    assert database_url(profile(), {VARIABLE: ""}) is None


def test_the_environment_counts_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text(f"{URL}\n")
    assert database_url(profile(file), {}) == URL
    assert database_url(profile(file), {VARIABLE: "postgres:///other"}) == "postgres:///other"


@pytest.mark.parametrize(
    "content", ["", "mysql://hush-hush@x/y", "host=localhost password=hush-hush", f"{URL} x"]
)
def test_what_is_no_url_is_refused_without_a_word_of_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "url"
    file.write_text(content)
    with pytest.raises(BadSettings) as refused:
        database_url(profile(file), {})
    assert str(refused.value) == f"{file}: holds no postgresql:// URL on one line"


def test_a_wrong_variable_is_named_and_not_quoted() -> None:
    with pytest.raises(BadSettings) as refused:
        database_url(profile(), {VARIABLE: "hush-hush"})
    assert str(refused.value) == f"{VARIABLE}: holds no postgresql:// URL on one line"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="gone: cannot be read: No such file"):
        database_url(profile(tmp_path / "gone"), {})

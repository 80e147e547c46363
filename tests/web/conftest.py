"""One browser for all tests of a process, with fresh pages for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ui.demo.pages import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    yield chromium
    chromium.close_pages()

"""A store of the hub of each kind, for the suites that say what every one keeps to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.hub_stores import Stand, database_on_a_server, encrypted_sqlite


@pytest.fixture(params=[encrypted_sqlite, database_on_a_server])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    with request.param(tmp_path) as made:
        yield made
        made.store.close()

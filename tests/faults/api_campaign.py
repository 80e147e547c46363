"""Asks every operation of a running hub what its description promises: Schemathesis sends data that the
description allows and data that it forbids, and holds each answer against it.

    ./run faults api [--count N] [--seed S] [--json]

`--count`: at most so many cases of random data an operation, beside those that follow from the limits of
each value. The office is the tests' own: somebody waits, a dossier is handed in. Schemathesis belongs to the
set of libraries of the suite (`./run test` sets it up).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kiosk.hub.access import COOKIE
from tests.faults import api_hooks
from tests.web.office import Office, open_office

ROOT = Path(__file__).resolve().parents[2]
ENDS_THE_SESSION = ("DELETE /v1/session", "DELETE /v1/session/others")
STREAMS = ("GET /v1/events", "GET /v1/staff/events")
"""They are read for seconds each time: no random data."""
LIMITS, RANDOM = "examples,coverage", "examples,coverage,fuzzing"
MISSING = "faults api: Schemathesis is not installed; ./run test sets it up."
# A 422 with a name is an answer like any other here; `api_hooks` looks at its name instead.
REPLACED = "positive_data_acceptance"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Schemathesis found: `failures` are its words, an operation and a rule each."""

    operations: int
    cases: int
    failures: tuple[str, ...]


def installed() -> bool:
    """Says if Schemathesis is here."""
    return find_spec("schemathesis") is not None


def ask(office: Office, folder: Path, words: Sequence[str], cookie: str) -> Outcome:
    """Runs Schemathesis against the office with those further words of its command line."""
    settings, report = folder / "settings.toml", folder / "report.json"
    settings.write_text(_settings(office, cookie))
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)]
    command += ["run", f"{office.address}/v1/openapi.json", "--exclude-checks", REPLACED, "--no-color"]
    command += ["--report", "json", "--report-json-path", str(report), "--continue-on-failure", *words]
    said = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not report.exists():
        raise RuntimeError(said.stdout + said.stderr)
    found = json.loads(report.read_text())
    failures = [
        f"{operation}: {one['title']}" for one in found["failures"] for operation in one["operations"]
    ]
    failures += [str(one) for one in found["errors"]]
    if failures:
        print(said.stdout, file=sys.stderr)
    return Outcome(found["operations"]["tested"], found["test_cases"]["generated"], tuple(failures))


def _settings(office: Office, cookie: str) -> str:
    """The settings for Schemathesis: who asks, and what there is to ask for."""
    device, portal = ((office.folder / name).read_text().strip() for name in ("device_token", "portal_token"))
    ticket = office.number()
    dossier = office.hand_in(ticket["id"], f"K1-261123-{office.number()['number'][-3:]}")
    return f"""
hooks = "{api_hooks.__name__}"
headers = {{ "X-Motcua" = "1" }}
[parameters]
"path.dossier_id" = "{dossier.id}"
"path.ticket_id" = "{ticket["id"]}"
"path.login" = "CB3"
[auth.openapi.device]
bearer = "{device}"
[auth.openapi.portal]
bearer = "{portal}"
[auth.openapi.staff]
api_key = "{cookie}"
[[operations]]
include-path = "/v1/tickets/by-token/{{token}}"
parameters = {{ "path.token" = "{ticket["token"]}" }}
[[operations]]
include-path = "/v1/status/{{token}}"
parameters = {{ "path.token" = "{dossier.token}" }}
"""


def campaign(count: int, seed: int) -> Outcome:
    """Asks all operations; those that end the session come last."""
    common = ["--max-examples", str(count), "--seed", str(seed)]
    asked = (
        [*_named("--exclude-name", ENDS_THE_SESSION + STREAMS), "--phases", RANDOM],
        [*_named("--include-name", STREAMS), "--phases", LIMITS],
        [*_named("--include-name", ENDS_THE_SESSION), "--phases", RANDOM],
    )
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with open_office(folder / "hub") as office:
            cookie = office.all_seeing()[COOKIE]
            parts = [ask(office, folder, [*common, *words], cookie) for words in asked]
    return Outcome(
        sum(part.operations for part in parts),
        sum(part.cases for part in parts),
        tuple(failure for part in parts for failure in part.failures),
    )


def _named(option: str, names: Sequence[str]) -> list[str]:
    return [word for name in names for word in (option, name)]


def main(words: Sequence[str] | None = None) -> int:
    """Runs the campaign; 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="faults api")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    if not installed():
        print(MISSING, file=sys.stderr)
        return 1
    outcome = campaign(options.count, options.seed)
    figures = {
        "seed": options.seed,
        "operations": outcome.operations,
        "cases": outcome.cases,
        "failures": list(outcome.failures),
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"{outcome.operations} operations, {outcome.cases} cases, {len(outcome.failures)} failures")
        print("\n".join(outcome.failures), end="")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""A stranger hands in a dossier who has read nothing but the page of the interface."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.problem import PROBLEMS
from tests.clients import client
from tests.hub.scene import JPEG, MORNING, officer_client, serving


@dataclass(frozen=True)
class Known:
    """What the centre told the stranger: an address and a token; and the page that lies there."""

    address: str
    token: str
    page: dict[str, Any]

    @property
    def guide(self) -> str:
        """What the page says in words."""
        return str(self.page["info"]["description"])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("hub")
    with serving(folder, VirtualClock(MORNING)) as address, client(address) as http:
        token = (folder / "device_token").read_text().strip()
        yield Known(address, token, http.get("/v1/openapi.json").json())


def run(known: Known, folder: Path, script: str) -> tuple[int, dict[str, Any]]:
    """Run the script in a folder; its status, and the answer that it printed."""
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HUB": known.address,
            "TOKEN": known.token,
            "PAGE": "page.jpg",
            "PROCEDURE": "1.001193",
            "PAPER": "birth_certificate",
            "no_proxy": "*",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {"said": done.stderr}


def test_the_script_on_the_page_hands_in_a_dossier_and_a_repetition_changes_nothing(
    known: Known, tmp_path: Path
) -> None:
    (script,) = re.findall(r"```sh\n(.*?)```", known.guide, re.DOTALL)
    (tmp_path / "page.jpg").write_bytes(JPEG + os.urandom(300_000))
    status, answer = run(known, tmp_path, script)
    assert status == 0, answer
    handed_in = json.loads((tmp_path / "dossier.json").read_text())
    assert answer["dossier"]["id"] == handed_in["id"]
    assert answer["dossier"]["state"] == "waiting_check"
    assert run(known, tmp_path, script) == (0, answer)
    with officer_client(known.address) as officer:
        shown = officer.get(f"/v1/dossiers/{handed_in['id']}").json()["dossier"]
        (paper,) = [paper for paper in shown["papers"] if paper["files"]]
        assert officer.get(paper["files"][0]["url"]).content == (tmp_path / "page.jpg").read_bytes()
    changed = json.dumps(handed_in | {"lang": "en"})
    (tmp_path / "dossier.json").write_text(changed)
    status, answer = run(known, tmp_path, script)
    assert (status, answer["id"]) == (1, "key_reused")


def test_the_examples_of_the_page_are_enough_for_a_program(known: Known) -> None:
    """Follows the examples alone: what is sent, and what each refusal says."""
    headers = {"Authorization": f"Bearer {known.token}"}
    operation = known.page["paths"]["/v1/dossiers"]["post"]
    dossier = operation["requestBody"]["content"]["application/json"]["example"]
    with client(known.address, headers=headers) as http:

        def send(body: dict[str, Any], key: str) -> httpx.Response:
            return http.post("/v1/dossiers", json=body, headers={"Idempotency-Key": key})

        other = send(dossier, dossier["id"])
        assert (other.status_code, other.json()["id"]) == (422, "wrong_centre")
        dossier |= {"centre": http.get("/v1/centre").json()["centre"]["code"]}
        missing = send(dossier, dossier["id"])
        assert missing.json()["id"] == "files_missing"
        assert missing.json()["files"] == [
            one for paper in dossier["papers"].values() for one in paper["files"]
        ]
        dossier |= {"papers": {}}
        answer = send(dossier, dossier["id"])
        assert answer.status_code == 201
        assert set(answer.json()) == set(
            operation["responses"]["201"]["content"]["application/json"]["example"]
        )
        assert send(dossier, dossier["id"]).json() == answer.json()
        assert send(dossier | {"lang": "en"}, dossier["id"]).json()["id"] == "key_reused"
        assert send(dossier, "another-key").json()["id"] == "key_differs"
    told = {
        problem
        for answers in operation["responses"].values()
        for problem in answers["content"].get("application/problem+json", {}).get("examples", {})
    }
    assert {"wrong_centre", "files_missing", "key_reused", "key_differs", "device_token_wrong"} <= told


def test_every_refusal_of_the_guide_has_its_status(known: Known) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", known.guide, re.MULTILINE)
    assert len(rows) > 10
    assert {name: int(status) for name, status in rows} == {name: PROBLEMS[name] for name, _ in rows}
    paths = ("/v1/dossiers", "/v1/uploads", "/v1/uploads/{upload_id}", "/v1/files/{sha256}")
    said = str([known.page["paths"][path] for path in paths])
    assert {name for name, _ in rows if name not in said} == set()

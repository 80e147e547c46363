"""Nothing of the audit is changed, left out, added or moved up to the last checkpoint without being found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import ICT, VirtualClock
from kiosk.hub.audit_chain import Checkpoint, as_line, extended, from_lines, sign, wrong
from kiosk.hub.audit_keeper import FILE, AuditKeeper
from kiosk.hub.hub import Hub
from kiosk.hub.store.audit_file import audit_key, audit_of
from kiosk.hub.store.records import AuditRow
from kiosk.store.errors import StoreError
from tests.hub.scene import MORNING, open_scene
from ui.commands.__main__ import main

KEY = bytes(range(32))
AT = datetime(2026, 11, 23, 9, tzinfo=ICT)
COUNT = 300
ROWS = [
    AuditRow(seq, "2026-11-23T02:00:00.000000+00:00", "staff", f"CB{seq % 3}", "call", f"t{seq}", "")
    for seq in range(1, COUNT + 1)
]


def checkpoints_of(rows: list[AuditRow], *ends: int) -> tuple[Checkpoint, ...]:
    made: list[Checkpoint] = []
    for end in ends:
        last = made[-1] if made else None
        since = [row for row in rows if row.seq <= end and (last is None or row.seq > last.seq)]
        found = extended(last, since, AT)
        assert found is not None
        made.append(sign(found, KEY))
    return tuple(made)


CHECKPOINTS = checkpoints_of(ROWS, 100, 200, COUNT)


def edited(rows: list[AuditRow], chance: random.Random) -> list[AuditRow]:
    at = chance.randrange(COUNT)
    field = chance.choice(["at", "role", "actor", "action", "subject", "detail"])
    return [*rows[:at], rows[at]._replace(**{field: "another"}), *rows[at + 1 :]]  # type: ignore[arg-type]


def deleted(rows: list[AuditRow], chance: random.Random) -> list[AuditRow]:
    at = chance.randrange(COUNT)
    return [*rows[:at], *rows[at + 1 :]]


def moved(rows: list[AuditRow], chance: random.Random) -> list[AuditRow]:
    one, other = chance.sample(range(COUNT), 2)
    found = list(rows)
    found[one] = rows[other]._replace(seq=rows[one].seq)
    found[other] = rows[one]._replace(seq=rows[other].seq)
    return found


def truncated(rows: list[AuditRow], chance: random.Random) -> list[AuditRow]:
    return rows[: chance.randrange(COUNT)]


def added(rows: list[AuditRow], chance: random.Random) -> list[AuditRow]:
    at = chance.randrange(COUNT)
    return [*rows[:at], rows[at]._replace(subject="made up"), *rows[at:]]


@pytest.mark.parametrize("tamper", [edited, deleted, moved, truncated, added])
def test_every_change_is_found(tamper: object) -> None:
    chance = random.Random(7)
    missed = [
        turn
        for turn in range(100)
        if (changed := tamper(ROWS, chance)) != ROWS and not list(wrong(changed, CHECKPOINTS, KEY))  # type: ignore[operator]
    ]
    assert missed == []


def test_what_is_whole_is_told_whole_and_later_rows_are_no_fault() -> None:
    assert list(wrong(ROWS, CHECKPOINTS, KEY)) == []
    later = [*ROWS, ROWS[-1]._replace(seq=COUNT + 1)]
    assert list(wrong(later, CHECKPOINTS, KEY)) == []
    assert extended(CHECKPOINTS[-1], (), AT) is None


def test_where_it_is_is_named() -> None:
    changed = [row._replace(actor="CB9") if row.seq == 150 else row for row in ROWS]
    assert list(wrong(changed, CHECKPOINTS, KEY)) == ["rows 101 to 200: changed, moved, added or gone"]


def test_checkpoints_that_were_made_up_are_found() -> None:
    mine = sign(replace(CHECKPOINTS[0], digest="0" * 64), bytes(32))
    assert "not signed" in next(wrong(ROWS, (mine,), KEY))
    assert "not signed" in next(wrong(ROWS, (replace(CHECKPOINTS[0], seq=99),), KEY))
    assert "out of order" in list(wrong(ROWS, CHECKPOINTS[::-1], KEY))[-1]


def test_checkpoints_are_read_as_they_were_written() -> None:
    assert from_lines("".join(map(as_line, CHECKPOINTS))) == CHECKPOINTS
    for line in ("{}", "[]", "x", '{"seq": "1", "count": 1, "digest": "", "at": ""}'):
        with pytest.raises(ValueError):  # noqa: PT011 - several kinds
            from_lines(line)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    opened = open_scene(tmp_path_factory.mktemp("hub"), VirtualClock(MORNING))
    try:
        yield opened
    finally:
        opened.close()


def profile(folder: Path, data: Path) -> Path:
    path = folder / "hub.toml"
    path.write_text(f'role = "hub"\ncentre = "26740"\ndata_dir = "{data}"\n', encoding="utf-8")
    return path


def test_a_hub_makes_checkpoints_and_the_command_proves_them(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--profile", str(profile(tmp_path, hub.folder)), "--lang", "en"]
    assert main(["audit", "verify", *words]) == 1
    assert "no checkpoint yet" in capsys.readouterr().err
    keeper = AuditKeeper(hub, audit_key(hub.folder))
    for turn in range(2):
        for change in [
            hub.store.submit(lambda tx, s=f"{turn}-{each}": tx.audit.add("staff", "CB1", "call", s))  # type: ignore[misc]
            for each in range(600)
        ]:
            change.result()
        keeper.look()
        keeper.look()
    assert len((hub.folder / FILE).read_text().splitlines()) == 2, "none where nothing was done"
    assert main(["audit", "verify", *words]) == 0
    assert "2 checkpoints fit" in capsys.readouterr().out
    assert main(["audit", "show", *words, "--after", "1199", "--most", "3"]) == 0
    assert capsys.readouterr().out.startswith('{"seq": 1200')
    with audit_of(hub.folder) as rows:
        known = list(rows)
    assert len(known) > 1200
    checkpoints = from_lines((hub.folder / FILE).read_text())
    assert list(wrong(known[1:], checkpoints, audit_key(hub.folder)))
    copy = tmp_path / "copy.jsonl"
    copy.write_text(as_line(replace(checkpoints[0], digest="0" * 64)))
    assert main(["audit", "verify", *words, "--checkpoints", str(copy)]) == 1
    assert "not signed by this hub" in capsys.readouterr().err


def test_a_folder_without_a_hub_has_no_audit_and_gets_no_key(tmp_path: Path) -> None:
    for read in (lambda: audit_of(tmp_path).__enter__(), lambda: audit_key(tmp_path)):
        with pytest.raises(StoreError, match=r"hub\.db: is not there|missing"):
            read()
    assert list(tmp_path.iterdir()) == []

"""A machine's data goes to another place while it works, is checked, and is put back whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backup.checking import check_backup
from kiosk.backup.contents import PUT_BACK
from kiosk.backup.making import CODE_FILE, LOCK_FILE, Made, make_backup
from kiosk.backup.manifest import MANIFEST, backups_in, read_manifest
from kiosk.backup.restoring import restore_backup
from kiosk.backup.sealing import GROUPS, LETTERS, WrongCode, new_code, seal, unseal
from kiosk.clock import VirtualClock
from kiosk.contract.ticket import TicketState, WantedTicket
from kiosk.dossier.files import digest_of
from kiosk.handover.outbox import Outbox
from kiosk.hub.hub import Hub
from kiosk.hub.queue import issuing
from kiosk.store.errors import StoreError
from kiosk.store.lock import FileLock
from tests.hub.scene import MORNING, birth_dossier, open_scene

PAGES = ("Giấy chứng sinh MẪU".encode().ljust(3000, b"."), "Giấy ủy quyền MẪU".encode().ljust(2000, b","))


OPEN_FILES = {"catalogue/versions/1.001193-v1.json": "{}", "events.jsonl": "{}\n{}\n"}


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MORNING)


@pytest.fixture
def hub(tmp_path: Path, clock: VirtualClock) -> Iterator[Hub]:
    """A hub at work: two numbers, two pages."""
    opened = open_scene(tmp_path / "hub", clock)
    for page in PAGES:
        opened.files.put(page)
    for name, text in OPEN_FILES.items():
        (tmp_path / "hub" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "hub" / name).write_text(text, encoding="utf-8")
    for _ in range(2):
        number(opened)
    yield opened
    opened.close()


def number(hub: Hub) -> str:
    wanted = WantedTicket(field="ho_tich", kiosk="K1")
    return hub.store.submit(lambda tx: issuing.issue(hub.queue, tx, wanted)).result().number


def backed_up(hub: Hub, tmp_path: Path, clock: VirtualClock, keep: int = 30) -> Made:
    clock.advance(60)
    return make_backup("hub", tmp_path / "hub", tmp_path / "else", centre="26734", keep=keep, clock=clock)


def code_of(tmp_path: Path) -> str:
    return (tmp_path / "hub" / CODE_FILE).read_text(encoding="ascii").strip()


def numbers_in(folder: Path, clock: VirtualClock) -> list[str]:
    hub = open_scene(folder, clock)
    try:
        return [
            one.number
            for one in hub.store.read(lambda reading: reading.tickets.of_day(MORNING.date(), *TicketState))
        ]
    finally:
        hub.close()


def test_what_a_working_hub_has_acknowledged_is_there_when_it_is_put_back(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    made = backed_up(hub, tmp_path, clock)
    assert (made.pages, made.new_pages) == (2, 2)
    assert made.path.name == "26734-hub-20261123T090100"
    late = number(hub)
    put = restore_backup(made.path, "hub", tmp_path / "new", code_of(tmp_path))
    assert put.at == clock.now()
    assert (tmp_path / "new" / PUT_BACK).is_file(), "what it hands on is asked after first"
    again = open_scene(tmp_path / "new", clock)
    found = [
        one.number for one in again.store.read(lambda read: read.tickets.of_day(MORNING.date(), *TicketState))
    ]
    assert found == ["H 001", "H 002"]
    assert (late, number(again)) == ("H 003", "H 003"), "the restored hub goes on where the copy was made"
    assert {again.files.get(one) for one in again.files.digests()} == set(PAGES)
    again.close()
    for name, text in OPEN_FILES.items():
        assert (tmp_path / "new" / name).read_text(encoding="utf-8") == text
    for name in ("device_token", "portal_token", "hub.key", CODE_FILE):
        assert (tmp_path / "new" / name).read_bytes() == (tmp_path / "hub" / name).read_bytes()
        assert (tmp_path / "new" / name).stat().st_mode & 0o777 == 0o600


def test_no_key_and_no_word_of_a_citizen_lies_open_in_a_backup(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    made = backed_up(hub, tmp_path, clock)
    whole = b"".join(path.read_bytes() for path in (tmp_path / "else").rglob("*") if path.is_file())
    for secret in ("hub.key", "device_token", CODE_FILE):
        assert (tmp_path / "hub" / secret).read_bytes().strip() not in whole
    assert "MẪU".encode() not in whole
    assert b"SQLite format" not in whole
    assert sorted(path.name for path in made.path.iterdir()) == [
        "hub.db",
        "keys.sealed",
        "manifest.json",
        "open",
    ]


def test_the_code_is_told_once_and_a_page_is_copied_once(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    first = backed_up(hub, tmp_path, clock)
    assert first.code == code_of(tmp_path)
    hub.files.put("Tờ khai MẪU".encode())
    second = backed_up(hub, tmp_path, clock)
    assert (second.code, second.pages, second.new_pages) == (None, 3, 1)


def test_two_backups_within_a_second_have_two_names(hub: Hub, tmp_path: Path, clock: VirtualClock) -> None:
    first = backed_up(hub, tmp_path, clock).path.name
    folders = ("hub", tmp_path / "hub", tmp_path / "else")
    names = [make_backup(*folders, centre="26734", keep=30, clock=clock).path.name for _ in range(2)]
    assert names == [f"{first}-2", f"{first}-3"]


def test_the_oldest_goes_and_with_it_the_pages_that_nobody_names(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    backed_up(hub, tmp_path, clock)
    [gone, stays] = sorted(hub.files.digests())
    hub.files.delete(gone)
    names = [backed_up(hub, tmp_path, clock, keep=2).path.name for _ in range(2)]
    assert [path.name for path in backups_in(tmp_path / "else")] == names
    assert [path.name for path in (tmp_path / "else" / "pages").iterdir()] == [stays]


def test_beside_one_whose_manifest_is_damaged_a_backup_is_made_and_no_page_goes(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    (backed_up(hub, tmp_path, clock).path / "manifest.json").write_text("{", encoding="ascii")
    hub.files.delete(min(hub.files.digests()))
    made = backed_up(hub, tmp_path, clock)
    assert (made.pages, check_backup(made.path).wrong) == (1, ())
    assert len(list((tmp_path / "else" / "pages").iterdir())) == 2


def test_a_second_backup_of_the_machine_waits_for_another_time(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    lock = FileLock(tmp_path / "hub" / LOCK_FILE)
    with pytest.raises(StoreError, match="another backup is under way"):
        backed_up(hub, tmp_path, clock)
    lock.close()
    assert backed_up(hub, tmp_path, clock).pages == 2


def test_a_whole_backup_passes_with_the_code_and_without(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    made = backed_up(hub, tmp_path, clock)
    assert check_backup(made.path).wrong == ()
    assert check_backup(made.path, code_of(tmp_path)).wrong == ()
    assert not (made.path / "hub.db-wal").exists()


def harmed(made: Made, what: str) -> None:
    page = next((made.path.parent / "pages").iterdir())
    match what:
        case "database":
            with (made.path / "hub.db").open("r+b") as file:
                file.seek(5000)
                file.write(b"\0" * 64)
        case "no database":
            (made.path / "hub.db").unlink()
        case "open file":
            (made.path / "open/events.jsonl").write_text("{}\n", encoding="utf-8")
        case "keys":
            (made.path / "keys.sealed").write_bytes(b"\0" * 300)
        case "no keys":
            (made.path / "keys.sealed").unlink()
        case "manifest":
            told = json.loads((made.path / "manifest.json").read_bytes())
            (made.path / "manifest.json").write_text(json.dumps({**told, "pages": []}))
        case "page":
            page.write_bytes(page.read_bytes()[:-1] + b"\0")
        case "no page":
            page.unlink()


@pytest.mark.parametrize(
    ("what", "seen_without_code", "said"),
    [
        ("database", True, "hub.db: not as it was written"),
        ("no database", True, "hub.db: missing"),
        ("open file", True, "open/events.jsonl: not as it was written"),
        ("keys", False, "another recovery code"),
        ("no keys", True, "keys.sealed: missing"),
        ("manifest", False, "the manifest was changed"),
        ("page", False, ": damaged"),
        ("no page", True, ": missing"),
    ],
)
def test_what_is_damaged_is_named_and_is_not_put_back(
    hub: Hub, tmp_path: Path, clock: VirtualClock, what: str, seen_without_code: bool, said: str
) -> None:
    made = backed_up(hub, tmp_path, clock)
    harmed(made, what)
    assert bool(check_backup(made.path).wrong) is seen_without_code
    wrong = check_backup(made.path, code_of(tmp_path)).wrong
    assert any(said in line for line in wrong), wrong
    with pytest.raises(StoreError):
        restore_backup(made.path, "hub", tmp_path / "new", code_of(tmp_path))
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten_and_nobody_elses_is_taken(
    hub: Hub, tmp_path: Path, clock: VirtualClock
) -> None:
    made, code = backed_up(hub, tmp_path, clock), code_of(tmp_path)
    with pytest.raises(StoreError, match=r"hub\.db is there already"):
        restore_backup(made.path, "hub", tmp_path / "hub", code)
    with pytest.raises(StoreError, match="a backup of a hub, and this machine is a kiosk"):
        restore_backup(made.path, "kiosk", tmp_path / "new", code)
    with pytest.raises(StoreError, match="does not open it"):
        restore_backup(made.path, "hub", tmp_path / "new", new_code())
    with pytest.raises(StoreError, match="no backup"):
        restore_backup(tmp_path, "hub", tmp_path / "new", code)
    assert not (tmp_path / "new").exists()
    assert numbers_in_copy(tmp_path, made, code, clock) == ["H 001", "H 002"]


def numbers_in_copy(tmp_path: Path, made: Made, code: str, clock: VirtualClock) -> list[str]:
    restore_backup(made.path, "hub", tmp_path / "new", code.lower().replace("0", "o").replace("1", "l"))
    return numbers_in(tmp_path / "new", clock)


def test_a_restore_that_was_cut_short_leaves_no_hub_by_halves(
    hub: Hub, tmp_path: Path, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backed_up(hub, tmp_path, clock)

    def cut(path: Path, content: bytes) -> bytes:
        if path.name == "hub.key":
            raise OSError(28, "No space left on device", str(path))
        return content

    monkeypatch.setattr("kiosk.backup.restoring.write_secret", cut)
    with pytest.raises(StoreError, match="No space left"):
        restore_backup(made.path, "hub", tmp_path / "new", code_of(tmp_path))
    with pytest.raises(StoreError, match=r"hub\.key: missing, and nothing else opens hub\.db"):
        open_scene(tmp_path / "new", clock)


def test_a_backup_that_was_cut_short_is_none(
    hub: Hub, tmp_path: Path, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.backup.making._finish", full)
    with pytest.raises(StoreError, match="No space left"):
        backed_up(hub, tmp_path, clock)
    assert list(backups_in(tmp_path / "else")) == []
    assert [path.name for path in (tmp_path / "else").iterdir()] == ["pages"]


def test_a_folder_without_data_is_told(tmp_path: Path, clock: VirtualClock) -> None:
    with pytest.raises(StoreError, match=r"no data of a hub: hub\.key is not there"):
        make_backup("hub", tmp_path, tmp_path / "else", centre="26734", keep=1, clock=clock)
    assert not (tmp_path / CODE_FILE).exists()


def test_a_kiosks_dossiers_are_backed_up_too(tmp_path: Path, clock: VirtualClock) -> None:
    outbox = Outbox(tmp_path / "kiosk", clock)
    dossier = birth_dossier(pages=PAGES)
    outbox.seal(dossier, {digest_of(page): page for page in PAGES})
    made = make_backup("kiosk", tmp_path / "kiosk", tmp_path / "else", centre="26734", keep=1, clock=clock)
    outbox.close()
    assert set(read_manifest(made.path)[0].databases) == {"kiosk.db"}
    restore_backup(made.path, "kiosk", tmp_path / "new", made.code or "")
    again = Outbox(tmp_path / "new", clock)
    assert again.state_of(dossier.id) == "pending"
    again.close()


def test_a_code_has_six_groups_and_opens_what_it_sealed() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [5] * GROUPS
    assert set(code) <= {*LETTERS, "-"}
    sealed = seal(code, {"hub.key": b"\0\1"}, b"about")
    assert unseal(code, sealed, b"about") == {"hub.key": b"\0\1"}
    for other, about in ((new_code(), b"about"), (code, b"another")):
        with pytest.raises(WrongCode):
            unseal(other, sealed, about)


def test_a_backup_of_another_version_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(StoreError, match="made by another version of this program"):
        read_manifest(tmp_path)

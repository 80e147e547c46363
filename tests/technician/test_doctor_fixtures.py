"""The doctor's checks against a machine that is well, and against each way to be ill: all that is broken is
flagged, and nothing else.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from config.centre import CentreBundle
from config.problems import BadFile
from config.schema import DeviceChoice, Panel
from devices.registry import build
from kiosk.contract.centre import CentreFacts, CentreField, KioskNumbers
from kiosk.handover.agreement import Side
from kiosk.language.messages import Messages
from kiosk.ports.causes import cause_of
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.slots import SLIP_PRINTER
from kiosk.store.keys import derive, load_or_make_key, write_secret
from kiosk.store.sqlite import open_database
from tests.centres import SAIGON
from ui.commands import MESSAGES
from ui.technician import centre_checks, checks, machine_checks
from ui.technician.causes import CAUSES
from ui.technician.checks import Finding

Findings = Callable[[Path], Iterable[Finding]]
PANEL = Panel()
HUB = CentreFacts(
    code=SAIGON.centre.code,
    name=SAIGON.centre.full_name,
    version=SAIGON.version,
    digest=SAIGON.digest,
    unit=None,
    fields=tuple(CentreField(id=one.id, letter=one.letter) for one in SAIGON.fields),
    reserved=SAIGON.reserved,
    kiosks=(),
)
SIDE = Side("K1", SAIGON, (800, 849))
OTHER = KioskNumbers(kiosk="K2", numbers=(840, 889))
BESIDE = KioskNumbers(kiosk="K2", numbers=(850, 889))
SWAPS = "Filename Type Size Used Priority\n"


def kept(folder: Path) -> Path:
    """A kiosk's data folder with a database of some pages in it."""
    key = load_or_make_key(folder / "kiosk.key")
    connection = open_database(folder / "kiosk.db", derive(key, "database"), writes=True)
    connection.execute("CREATE TABLE kept (word TEXT)")
    for _ in range(400):
        connection.execute("INSERT INTO kept VALUES (?)", ("MẪU" * 60,))
    connection.close()
    return folder


def torn(folder: Path) -> Path:
    path = kept(folder) / "kiosk.db"
    content = bytearray(path.read_bytes())
    content[9 * 4096 : 9 * 4096 + 64] = bytes(64)
    path.write_bytes(content)
    return folder


def without_key(folder: Path) -> Path:
    (kept(folder) / "kiosk.key").unlink()
    return folder


def other_key(folder: Path) -> Path:
    (kept(folder) / "kiosk.key").write_bytes(bytes(32))
    return folder


def no_database(folder: Path) -> Path:
    (kept(folder) / "kiosk.db").write_bytes(b"not a database at all" * 300)
    return folder


def readable(name: str) -> Callable[[Path], Path]:
    def open_up(folder: Path) -> Path:
        write_secret(folder / name, b"x")
        (folder / name).chmod(0o644)
        return folder

    return open_up


def store(make: Callable[[Path], Path]) -> Findings:
    return lambda folder: machine_checks.check_store("kiosk", make(folder))


def secrets(make: Callable[[Path], Path]) -> Findings:
    return lambda folder: [machine_checks.check_secrets(make(folder))]


def one(finding: Callable[[], Finding]) -> Findings:
    return lambda _folder: [finding()]


def centre(text: str, name: str = "counters.toml") -> Findings:
    """The findings of a centre's folder with that file."""

    def look(folder: Path) -> Iterator[Finding]:
        (folder / name).write_text(text, encoding="utf-8")
        try:
            bundle = CentreBundle.load(SAIGON.centre.code, folder)
        except BadFile as error:
            yield from map(centre_checks.check_file, error.problems)
        else:
            yield from centre_checks.check_centre(bundle, date(2026, 11, 23))

    return look


def hub(answer: CentreFacts | Fault, side: Side = SIDE) -> Findings:
    return lambda _folder: centre_checks.check_hub(side, "http://hub", answer)


@dataclass(frozen=True)
class Case:
    """A check, a machine that is well, and what is broken on others, by name."""

    check: str
    well: tuple[Findings, ...]
    ill: dict[str, Findings]


COUNTER = '[[counter]]\nnumber = "1"\nname = {{ vi = "Quầy", en = "Counter" }}\nfields = {fields}\n'
ALL_FIELDS = str([field.id for field in SAIGON.fields]).replace("'", '"')
CASES = (
    Case(
        "store",
        (store(kept), store(lambda folder: folder)),
        {
            "a page": store(torn),
            "no key": store(without_key),
            "key": store(other_key),
            "file": store(no_database),
        },
    ),
    Case(
        "wal",
        (store(kept), one(lambda: machine_checks.check_wal({"kiosk.db": 200_000_000}))),
        {"never taken in": one(lambda: machine_checks.check_wal({"a.db": 0, "hub.db": 201_000_000}))},
    ),
    Case(
        "secrets",
        (secrets(kept), secrets(lambda folder: folder)),
        {name: secrets(readable(name)) for name in ("kiosk.key", "pairing.json", "hub.db", "portal_token")},
    ),
    Case(
        "sync",
        (
            one(lambda: machine_checks.check_sync(20.0)),
            lambda folder: [machine_checks.check_sync(min(machine_checks.sync_ms(folder) or 999, 100.0))],
        ),
        {
            "slow": one(lambda: machine_checks.check_sync(250.0)),
            "nowhere": lambda folder: [machine_checks.check_sync(machine_checks.sync_ms(folder / "none"))],
        },
    ),
    Case(
        "panel",
        (one(lambda: machine_checks.check_panel(PANEL, (1080, 1920))),),
        {
            size: one(lambda across=across, down=down: machine_checks.check_panel(PANEL, (across, down)))  # type: ignore[misc]
            for size, across, down in (("lying", 1920, 1080), ("small", 1024, 600), ("narrow", 1079, 1920))
        },
    ),
    Case(
        "offset",
        (one(lambda: machine_checks.check_offset(-59.0)),),
        {
            "hours": one(lambda: machine_checks.check_offset(7 * 3600.0)),
            "behind": one(lambda: machine_checks.check_offset(-61.0)),
        },
    ),
    Case(
        "centre",
        (centre(COUNTER.format(fields=ALL_FIELDS)),),
        {
            "not TOML": centre("[[counter"),
            "a field": centre(COUNTER.format(fields=ALL_FIELDS.replace("ho_tich", "ho_tch"))),
            "no counter": centre(COUNTER.format(fields='["ho_tich"]')),
            "a key": centre("versoin = 2\n", "centre.toml"),
            "a file": centre("", "counter.toml"),
        },
    ),
    Case(
        "hub",
        (hub(HUB), hub(HUB.model_copy(update={"kiosks": (BESIDE,)}))),
        {
            "away": hub(Fault("hub_unreachable", "refused")),
            "not paired": hub(Fault("hub_token_wrong")),
            "revoked": hub(Fault("hub_pairing_revoked")),
            "expired": hub(Fault("hub_pairing_expired")),
            "cloned": hub(Fault("hub_pairing_cloned")),
            "no hub": hub(Fault("hub_not_ours", "status 404")),
            "another centre": hub(HUB.model_copy(update={"code": "26737"})),
            "fields": hub(HUB.model_copy(update={"fields": HUB.fields[1:]})),
            "range": hub(HUB, replace(SIDE, numbers=(700, 799))),
            "taken": hub(HUB.model_copy(update={"kiosks": (OTHER,)})),
        },
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_a_machine_that_is_well_raises_no_alarm(case: Case, tmp_path: Path) -> None:
    for number, look in enumerate(case.well):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = [finding for finding in look(folder) if finding.check == case.check]
        assert found
        assert [finding.state for finding in found] == ["ok"] * len(found), found


@pytest.mark.parametrize(
    ("case", "name"),
    [(case, name) for case in CASES for name in case.ill],
    ids=lambda one: getattr(one, "check", one),
)
def test_what_is_broken_is_flagged_with_what_to_do(case: Case, name: str, tmp_path: Path) -> None:
    found = [finding for finding in case.ill[name](tmp_path) if finding.state == "missing"]
    assert {finding.check for finding in found} == {case.check}
    assert all(finding.remedy or case.check == "centre" for finding in found)


def test_swap_in_clear_is_told_and_encrypted_swap_is_not() -> None:
    assert machine_checks.check_swap(SWAPS).state == "ok"
    assert (
        machine_checks.check_swap(f"{SWAPS}/dev/dm-1 partition 1 0 -2\n/dev/zram0 partition 1 0 9\n").state
        == "ok"
    )
    assert machine_checks.check_swap(f"{SWAPS}/dev/sda3 partition 1 0 -2\n").state == "optional"


PRINTERS = {
    "unknown_host": ("printer.tcp", {"host": "no-such-printer.invalid"}),
    "refused": ("printer.tcp", {"host": "127.0.0.1", "port": 1}),
    "no_port": ("printer.serial", {"port": "/dev/ttyNOWHERE"}),
    "not_a_port": ("printer.serial", {"port": "/dev/null"}),
    "no_usb_device": ("printer.usb", {"vendor": 1, "product": 2}),
}


@pytest.mark.parametrize("cause", PRINTERS)
def test_why_a_printer_is_not_reached_is_named(cause: str) -> None:
    driver, options = PRINTERS[cause]
    printer = build(DeviceChoice(driver=driver, options=options), SLIP_PRINTER.port, production=True)
    assert printer.open() == Fault("printer_unreachable", cause)
    printer.close()


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ('lpstat: Invalid destination name in list "office".', "no_queue"),
        ("lp: The printer or class does not exist.", "no_queue"),
        ("lpstat: Scheduler is not running.", "no_cups"),
        ("", "no_cups"),
    ],
)
def test_a_queue_that_is_not_there_is_told_apart(
    said: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if said:
        command = tmp_path / "lpstat"
        command.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
        command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin" if said else str(tmp_path))
    choice = DeviceChoice(driver="printer.cups", options={"queue": "office"})
    printer = build(choice, SLIP_PRINTER.port, production=True)
    fault = printer.open()
    assert fault is not None
    assert fault.detail == cause


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.EACCES, "no_right"),
        (errno.EPERM, "no_right"),
        (errno.EBUSY, "in_use"),
        (errno.ENOENT, "no_port"),
        (errno.ENETUNREACH, "no_route"),
        (errno.ETIMEDOUT, "no_answer"),
        (errno.EIO, "OSError"),
    ],
)
def test_a_number_of_the_system_is_a_cause(number: int, cause: str) -> None:
    assert cause_of(OSError(number, "MẪU")) == cause


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_cause_has_a_sentence_of_its_own(lang: str) -> None:
    messages = Messages.from_folder(MESSAGES)
    said = set()
    for cause in CAUSES:
        health = Health(State.MISSING, Fault("printer_unreachable", cause))
        finding = checks.check_device(SLIP_PRINTER, "printer.tcp", health)
        values = finding.translated(lambda message, **values: messages.text(lang, message, **values))
        said.add(str(values["detail"]))
    assert len(said) == len(CAUSES)
    assert not said & set(CAUSES)

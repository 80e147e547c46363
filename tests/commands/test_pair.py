"""`./run pair` at a kiosk, and what it is from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.load import BadSettings, load_profile
from config.schema import Profile
from kiosk.clock import VirtualClock
from kiosk.contract.pairing import WantedPairingCode
from kiosk.handover.pairing import FILE, load_pairing
from kiosk.hub.hub import Hub
from kiosk.hub.pairing import rules
from kiosk.hub.service import running
from kiosk.signing import Signer
from tests.apps import app_of
from tests.centres import SAIGON
from tests.hub.scene import BUNDLE, MORNING, open_scene
from ui.commands.__main__ import main
from ui.wiring.hub_link import as_paired, credential, pairing_of

SMALL = replace(BUNDLE, centre=SAIGON.centre)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, str]]:
    opened = open_scene(tmp_path_factory.mktemp("hub"), VirtualClock(MORNING), bundle=SMALL, paired_only=True)
    try:
        with app_of(opened) as app, running(app) as address:
            yield opened, address
    finally:
        opened.close()


def code_of(hub: Hub, kiosk: str) -> str:
    wanted = WantedPairingCode(kiosk=kiosk, count=10)
    made = hub.store.submit(lambda tx: rules.make_code(tx, (800, 899), wanted, "QT")).result()
    return made.code


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'role = "kiosk"\ncentre = "{SAIGON.centre.code}"\ndata_dir = "{tmp_path / "data"}"\n'
        "[hub_link]\ntimeout_s = 30.0\n",
        encoding="utf-8",
    )
    return path


def loaded(path: Path) -> Profile:
    return load_profile(path)


def test_a_code_makes_this_machine_a_kiosk(
    hub: tuple[Hub, str], profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened, address = hub
    plain = address.removeprefix("http://")
    assert main(["pair", plain, code_of(opened, "K1"), "--profile", str(profile), "--lang", "en"]) == 0
    assert "This kiosk is K1" in capsys.readouterr().out
    folder = loaded(profile).data_dir
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    pairing = pairing_of(loaded(profile))
    assert pairing is not None
    paired = as_paired(loaded(profile), pairing)
    assert (paired.kiosk, paired.offline_numbers) == ("K1", pairing.numbers)
    assert paired.hub_link.url == address
    assert isinstance(credential(paired, pairing), Signer)
    (folder / f"{FILE}.part").write_text("half of one, left by a power cut", encoding="utf-8")
    assert main(["pair", plain, code_of(opened, "K2"), "--profile", str(profile)]) == 0, "once more"
    again = load_pairing(folder)
    assert again is not None
    assert (again.kiosk, again.key != pairing.key) == ("K2", True)


@pytest.mark.parametrize(
    ("hub_word", "code", "status", "said"),
    [
        ("{address}", "AAAA-BBBB-CCCC", 1, "does not know this code"),
        ("{address}/elsewhere", "AAAA-BBBB-CCCC", 1, "no hub of Một Cửa"),
        ("127.0.0.1:1", "AAAA-BBBB-CCCC", 1, "is it running?"),
        ("no-such-host.invalid", "AAAA-BBBB-CCCC", 1, "no machine of that name"),
        ("ftp://hub", "AAAA-BBBB-CCCC", 2, "not the address of a hub"),
        ("http://:99999", "AAAA-BBBB-CCCC", 2, "not the address of a hub"),
    ],
)
def test_what_went_wrong_is_said(
    hub: tuple[Hub, str],
    profile: Path,
    capsys: pytest.CaptureFixture[str],
    hub_word: str,
    code: str,
    status: int,
    said: str,
) -> None:
    word = hub_word.format(address=hub[1])
    assert main(["pair", word, code, "--profile", str(profile), "--lang", "en"]) == status
    assert said in capsys.readouterr().err
    assert pairing_of(loaded(profile)) is None


def test_a_kiosk_without_a_pairing_says_what_to_do(profile: Path) -> None:
    with pytest.raises(BadSettings, match="not paired with a hub yet"):
        credential(loaded(profile), None)


@pytest.mark.parametrize("content", ["", "{}", '{"key": "00"}', "\ufeff[]"])
def test_a_damaged_pairing_is_refused_in_one_line(profile: Path, content: str) -> None:
    folder = loaded(profile).data_dir
    folder.mkdir()
    (folder / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"pairing.json: .*pair this kiosk again"):
        pairing_of(loaded(profile))


def test_a_pairing_of_another_centre_or_outside_the_numbers_is_refused(
    hub: tuple[Hub, str], profile: Path
) -> None:
    opened, address = hub
    assert main(["pair", address, code_of(opened, "K3"), "--profile", str(profile)]) == 0
    pairing = pairing_of(loaded(profile))
    assert pairing is not None
    with pytest.raises(BadSettings, match="outside the centre's reserved numbers"):
        as_paired(loaded(profile), replace(pairing, numbers=(1, 50)))
    text = profile.read_text(encoding="utf-8").replace(SAIGON.centre.code, "26737")
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match="paired with centre"):
        pairing_of(loaded(profile))

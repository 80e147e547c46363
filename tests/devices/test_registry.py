"""What a technician meets who writes the device part of a profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config.schema import DeviceChoice
from devices import registry
from devices.registry import BadDevice, build, driver, drivers
from kiosk.ports.codes import FrameSource
from kiosk.ports.device import Health, State
from kiosk.ports.speech import Player, Sound


class _Device:
    def open(self) -> None: ...

    def close(self) -> None: ...

    def health(self) -> Health:
        return Health(State.READY)


@pytest.fixture(autouse=True)
def _trial_drivers() -> Iterator[None]:
    drivers()
    before = dict(registry._DRIVERS)

    @driver("trial.horn", port=Player)
    class Horn(_Device):
        @dataclass(frozen=True)
        class Options:
            volume: int = 5
            below: DeviceChoice | None = None

        def __init__(self, options: Options) -> None:
            self.options = options

        def play(self, sound: Sound) -> None: ...

        def stop(self) -> None: ...

    @driver("trial.toy", port=Player, fake=True)
    class Toy(Horn):
        pass

    yield
    registry._DRIVERS.clear()
    registry._DRIVERS.update(before)


def trial(name: str, **options: object) -> DeviceChoice:
    return DeviceChoice(driver=name, options=dict(options))


def test_a_driver_is_built_with_its_options() -> None:
    horn = build(trial("trial.horn", volume=7), Player, production=True)
    assert horn.options.volume == 7  # type: ignore[attr-defined]


def test_a_misspelt_driver_is_answered_with_the_likely_one() -> None:
    with pytest.raises(BadDevice, match=r"unknown driver 'trial\.hron' \(did you mean trial\.horn\?\)"):
        build(trial("trial.hron"), Player, production=True)


def test_a_misspelt_option_is_answered_with_the_likely_one() -> None:
    with pytest.raises(BadDevice, match=r"trial\.horn: unknown option 'volum' \(did you mean volume\?\)"):
        build(trial("trial.horn", volum=7), Player, production=True)


def test_a_wrong_value_names_the_option_in_one_line() -> None:
    with pytest.raises(BadDevice, match="option 'volume'") as told:
        build(trial("trial.horn", volume="loud"), Player, production=True)
    assert "\n" not in str(told.value)


def test_a_driver_of_another_port_is_refused() -> None:
    with pytest.raises(BadDevice, match="is a Player, not a FrameSource"):
        build(trial("trial.horn"), FrameSource, production=True)


def test_production_refuses_a_fake_and_practice_takes_it() -> None:
    with pytest.raises(BadDevice, match="not allowed in a production profile"):
        build(trial("trial.toy"), Player, production=True)
    assert build(trial("trial.toy"), Player, production=False)


def test_production_refuses_a_fake_that_hides_below_a_real_driver() -> None:
    hidden = {"driver": "trial.horn", "options": {"below": {"driver": "trial.toy"}}}
    for below in ({"driver": "trial.toy"}, hidden):
        with pytest.raises(BadDevice, match=r"simulated device 'trial\.toy'"):
            build(trial("trial.horn", below=below), Player, production=True)
        assert build(trial("trial.horn", below=below), Player, production=False)


def test_a_class_that_lacks_a_method_of_its_port_is_never_registered() -> None:
    with pytest.raises(TypeError, match="lacks a method of Player"):

        @driver("trial.mute", port=Player)
        class Mute(_Device):
            @dataclass(frozen=True)
            class Options:
                pass


def test_a_name_belongs_to_one_class() -> None:
    with pytest.raises(TypeError, match="registered by"):

        @driver("trial.horn", port=Player)
        class Other(_Device):
            @dataclass(frozen=True)
            class Options:
                pass

            def play(self, sound: Sound) -> None: ...

            def stop(self) -> None: ...


def test_the_list_is_by_name_and_by_port() -> None:
    names = [entry.name for entry in drivers(Player)]
    assert names == sorted(names)
    assert {"trial.horn", "trial.toy"} <= set(names)
    assert not {"trial.horn"} & {entry.name for entry in drivers(FrameSource)}

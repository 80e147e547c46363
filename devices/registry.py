"""Finds drivers by name: checks the `driver = "printer.tcp"` of a profile and its options.

A driver is one file below `devices/` with one decorated class:

    @driver("printer.tcp", port=SlipPrinter)
    class EscposTcp:
        @dataclass(frozen=True)
        class Options:
            host: str
            port: int = 9100

        def __init__(self, options: Options) -> None: ...

Finding the drivers imports every module of `devices/`, so a module imports its vendor library in `open()`,
never above. A fake is registered with `fake=True`; a production profile refuses it.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

import devices
from config.problems import did_you_mean
from config.schema import DeviceChoice

P = TypeVar("P")
C = TypeVar("C", bound=type)


class BadDevice(ValueError):
    """Says that a device of the profile can't be built; the text is one line for the technician."""


@dataclasses.dataclass(frozen=True, slots=True)
class Driver:
    """Describes one registered driver: `port` is the Protocol of `kiosk.ports` it implements."""

    name: str
    port: type
    make: Any
    options: Any
    fake: bool


_DRIVERS: dict[str, Driver] = {}


def driver(name: str, port: Callable[..., Any], fake: bool = False) -> Callable[[C], C]:
    """Registers the decorated class under `name`.

    Raises TypeError for a class without a frozen `Options` dataclass or that lacks a method of the port, and
    for a name given twice: mistakes of whoever writes the driver.
    """

    def register(cls: C) -> C:
        options = getattr(cls, "Options", None)
        if options is None or not dataclasses.is_dataclass(options):
            raise TypeError(f"driver {name}: {cls.__name__} has no dataclass Options")
        if not issubclass(cls, cast(type, port)):
            raise TypeError(f"driver {name}: {cls.__name__} lacks a method of {_name_of(port)}")
        known = _DRIVERS.get(name)
        if known is not None and _origin(known.make) != _origin(cls):
            raise TypeError(f"driver {name}: registered by {_origin(known.make)} and {_origin(cls)}")
        _DRIVERS[name] = Driver(name, cast(type, port), cls, options, fake)
        return cls

    return register


def drivers(port: Callable[..., Any] | None = None) -> tuple[Driver, ...]:
    """Gives all drivers, or those of one port, by name."""
    _find_all()
    found = sorted(_DRIVERS.values(), key=lambda known: known.name)
    return tuple(known for known in found if port is None or known.port is port)


def build(choice: DeviceChoice, port: Callable[..., P], *, production: bool) -> P:
    """Builds the device a profile names, not yet opened. (`port` is typed as a callable because mypy refuses
    a Protocol where a `type` is asked for.)

    Raises BadDevice: unknown driver, driver of another port, unknown or wrong option, fake in production,
    also where the fake hides in an option that is itself a device (the camera below a code reader).
    """
    known = _find(choice.driver, port)
    if production and known.fake:
        raise BadDevice(f"device {known.name}: a simulated device is not allowed in a production profile")
    options = _checked_options(known, choice.options)
    if production:
        _refuse_fakes_inside(known, options)
    return cast(P, known.make(options))


def _find(name: str, port: Callable[..., Any]) -> Driver:
    _find_all()
    known = _DRIVERS.get(name)
    if known is None:
        fitting = [entry.name for entry in drivers(port)]
        raise BadDevice(f"unknown driver {name!r}{_near(name, fitting)}")
    if known.port is not port:
        raise BadDevice(f"driver {name!r} is a {known.port.__name__}, not a {_name_of(port)}")
    return known


def _checked_options(known: Driver, given: dict[str, Any]) -> Any:
    names = [field.name for field in dataclasses.fields(known.options) if field.init]
    for key in given:
        if key not in names:
            raise BadDevice(f"device {known.name}: unknown option {key!r}{_near(key, names)}")
    try:
        return _adapter(known.options).validate_python(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadDevice(f"device {known.name}: option {where!r}: {first['msg']}") from None


@functools.cache
def _adapter(options: Any) -> TypeAdapter[Any]:
    return TypeAdapter(options)


def _refuse_fakes_inside(known: Driver, options: Any) -> None:
    for field in dataclasses.fields(options):
        for inner in _choices_in(getattr(options, field.name)):
            below = _DRIVERS.get(inner.driver)
            if below is not None and below.fake:
                raise BadDevice(
                    f"device {known.name}: option {field.name!r}: simulated device {inner.driver!r} "
                    "is not allowed in a production profile"
                )


def _choices_in(value: Any) -> Iterator[DeviceChoice]:
    if isinstance(value, DeviceChoice):
        yield value
        for inner in value.options.values():
            yield from _choices_in(inner)
    elif isinstance(value, dict) and "driver" in value:
        yield from _choices_in(DeviceChoice.model_validate(value))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _choices_in(item)


@functools.cache
def _find_all() -> None:
    for module in pkgutil.walk_packages(devices.__path__, "devices."):
        importlib.import_module(module.name)


def _near(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return did_you_mean(name, names) or (f" (known: {', '.join(names)})" if names else "")


def _name_of(port: Callable[..., Any]) -> str:
    return getattr(port, "__name__", str(port))


def _origin(cls: Any) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"

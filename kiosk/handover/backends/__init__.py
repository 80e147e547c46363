"""Holds the backends, one file each: a profile names the file. Each has a class `Options` and `make`."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.schema import BackendChoice
from kiosk.handover.backends._secrets import secret
from kiosk.ports.backend import Backend


class BadBackend(ValueError):
    """Says that a backend of the profile can't be built; the text is one line for the technician."""


def names() -> tuple[str, ...]:
    """Lists the backends that there are."""
    return tuple(sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")))


def event_key(name: str, choice: BackendChoice) -> bytes:
    """Reads the key by which the backend signs what it tells back; empty where it tells nothing. Raises
    BadBackend.
    """
    path = choice.options.get("event_key_file")
    try:
        return secret(Path(path) if path else None).encode()
    except (OSError, ValueError, TypeError) as error:
        raise BadBackend(f"backends.{name}.options.event_key_file: {error}") from error


def make_backend(name: str, choice: BackendChoice) -> Backend:
    """Builds the backend `name` of a profile. BadBackend where there is none, or an option is wrong."""
    if choice.driver not in names():
        raise BadBackend(f"backends.{name}: no backend {choice.driver!r}; there are {', '.join(names())}")
    module: Any = import_module(f"{__name__}.{choice.driver}")
    try:
        options = TypeAdapter(module.Options).validate_python(choice.options)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadBackend(f"backends.{name}.options.{where}: {first['msg']}") from None
    try:
        backend: Backend = module.make(options)
    except (OSError, ValueError) as error:
        raise BadBackend(f"backends.{name}: {error}") from error
    return backend

"""One clear line out of a data file that is wrong, for every loader of settings and procedures."""

from __future__ import annotations

import difflib
import tomllib
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from config.reading import CannotRead, read_text

Model = TypeVar("Model", bound=BaseModel)

_WORDS = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
    "string_pattern_mismatch": "does not have the right form",
    "string_type": "needs a text in quotes",
    "too_short": "has too few entries",
    "path_type": "needs a path in quotes",
    "bool_type": "needs true or false",
    "bool_parsing": "needs true or false",
    "int_type": "needs a whole number",
    "int_parsing": "needs a whole number",
    "int_from_float": "needs a whole number",
    "float_type": "needs a number",
    "float_parsing": "needs a number",
    "finite_number": "needs a finite number",
    "tuple_type": "needs a list in [ ]",
    "dict_type": "needs a table",
    "model_type": "needs a table",
}


class BadFile(Exception):
    """A file of settings or data can't be used: "file: key: what is wrong", in one line."""


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises BadFile when it can't be read or is not TOML in UTF-8."""
    try:
        return tomllib.loads(read_text(path))
    except CannotRead as error:
        raise BadFile(f"{path.name}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{path.name}: not TOML: {error}") from error
    except RecursionError as error:
        raise BadFile(f"{path.name}: not TOML: brackets within brackets without end") from error


def checked(model: type[Model], data: object, file: str, at: str = "") -> Model:
    """`data` as a `model`. Raises BadFile naming `file` and the first wrong key (below `at`)."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadFile(f"{file}: {_first(error, model, at)}") from error


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """ " (did you mean X?)" for the nearest of `known`, or nothing when none is near."""
    near = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _first(error: ValidationError, model: type[BaseModel], at: str) -> str:
    problems = error.errors()
    # A misspelt key explains why the right one is missing.
    problem = next((found for found in problems if found["type"] == "extra_forbidden"), problems[0])
    where = tuple(problem["loc"])
    key = ".".join(str(part) for part in (*((at,) if at else ()), *where))
    what = _WORDS.get(problem["type"], _lower_first(problem["msg"]))
    if problem["type"] == "string_pattern_mismatch":
        what += f" ({problem['ctx']['pattern']})"
    if problem["type"] == "value_error":
        what = str(problem["ctx"]["error"])
    if problem["type"] == "literal_error":
        what += did_you_mean(str(problem["input"]), problem["ctx"]["expected"].replace("'", "").split(", "))
    if problem["type"] == "extra_forbidden":
        what += did_you_mean(str(where[-1]), _keys_at(model, where[:-1]))
    return f"{key}: {what}" if key else what


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _keys_at(model: type[BaseModel], where: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that the schema knows at `where`."""
    found: type[BaseModel] | None = model
    for part in where:
        if found is None:
            return ()
        if isinstance(part, str) and part in found.model_fields:
            found = _model_in(found.model_fields[part].annotation)
    return tuple(found.model_fields) if found else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model | None`, `tuple[Model, ...]` or `dict[str, Model]`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    inner = (_model_in(part) for part in typing.get_args(annotation))
    return next((model for model in inner if model), None)

"""Reads a data file and checks it against its model: errors become clear lines."""

from __future__ import annotations

import tomllib
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.problems import N_, BadFile, Problem, nearest
from config.reading import CannotRead, read_text

Model = TypeVar("Model", bound=BaseModel)

_WORDS = {
    "extra_forbidden": N_("unknown key"),
    "missing": N_("is missing"),
    "string_pattern_mismatch": N_("does not have the right form ({pattern})"),
    "string_type": N_("needs a text in quotes"),
    "too_short": N_("has too few entries"),
    "too_long": N_("has too many entries"),
    "path_type": N_("needs a path in quotes"),
    "bool_type": N_("needs true or false"),
    "bool_parsing": N_("needs true or false"),
    "int_type": N_("needs a whole number"),
    "int_parsing": N_("needs a whole number"),
    "int_from_float": N_("needs a whole number"),
    "float_type": N_("needs a number"),
    "float_parsing": N_("needs a number"),
    "finite_number": N_("needs a finite number"),
    "tuple_type": N_("needs a list in [ ]"),
    "dict_type": N_("needs a table"),
    "model_type": N_("needs a table"),
    "greater_than": N_("input should be greater than {gt:g}"),
    "greater_than_equal": N_("input should be greater than or equal to {ge:g}"),
    "less_than": N_("input should be less than {lt:g}"),
    "less_than_equal": N_("input should be less than or equal to {le:g}"),
    "literal_error": N_("input should be {expected}"),
}


def read_toml(path: Path) -> dict[str, Any]:
    """Reads a TOML file. Raises BadFile when it can't be read or is not TOML in UTF-8."""
    try:
        return tomllib.loads(read_text(path))
    except CannotRead as error:
        raise BadFile(f"{path.name}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(Problem(path.name, N_("not TOML: {reason}"), {"reason": error})) from error
    except RecursionError as error:
        raise BadFile(f"{path.name}: not TOML: brackets within brackets without end") from error


def checked(model: type[Model], data: object, file: str, at: str = "") -> Model:
    """Checks `data` against `model`. Raises BadFile naming `file` and every wrong key (below `at`)."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadFile(*_problems(error, model, file, at)) from error


def _problems(error: ValidationError, model: type[BaseModel], file: str, at: str) -> Iterator[Problem]:
    details = error.errors()
    meant = {
        (*detail["loc"][:-1], nearest(str(detail["loc"][-1]), _keys_at(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        # A misspelt key explains why the right one is missing.
        if detail["type"] == "missing" and tuple(detail["loc"]) in meant:
            continue
        key = ".".join(str(part) for part in (*((at,) if at else ()), *detail["loc"]))
        yield _problem(detail, model, f"{file}: {key}" if key else file)


def _problem(detail: ErrorDetails, model: type[BaseModel], where: str) -> Problem:
    kind, values = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return Problem(where, str(values["error"]))
    near = ""
    if kind == "literal_error":
        near = nearest(str(detail["input"]), values["expected"].replace("'", "").split(", "))
    if kind == "extra_forbidden":
        near = nearest(str(detail["loc"][-1]), _keys_at(model, detail["loc"][:-1]))
    known = _WORDS.get(kind)
    if known is None:
        return Problem(where, _lower_first(detail["msg"]))
    return Problem(where, known, values, near)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _keys_at(model: type[BaseModel], where: tuple[int | str, ...]) -> tuple[str, ...]:
    """Lists the keys that the schema knows at `where`."""
    found: type[BaseModel] | None = model
    for part in where:
        if found is None:
            return ()
        if isinstance(part, str) and part in found.model_fields:
            found = _model_in(found.model_fields[part].annotation)
    return tuple(found.model_fields) if found else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Gives the model inside `Model | None`, `tuple[Model, ...]` or `dict[str, Model]`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    inner = (_model_in(part) for part in typing.get_args(annotation))
    return next((model for model in inner if model), None)

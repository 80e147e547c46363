"""Keeps what a model of printer can do, found by a probe, in one file a model.

The probe prints nothing and cuts nothing. An unknown printer is probed when it is first met.
"""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from devices.printing.escpos_job import completion_request
from devices.printing.link import Link
from devices.printing.text_job import Pages

Completion = Literal["id", "fence", "none"]


@dataclass(frozen=True)
class Model:
    """Describes a printer model. `completion` is how the end of a job is known: by its process id (GS ( H),
    by the weaker fence (GS r 1), or not at all (such a printer's slips are never confirmed). `status`:
    whether it answers DLE EOT. `pages`: whether it has the Vietnamese letters of code pages 30 and 31; no
    probe tells, a person looks at the paper and writes it here. `chinese`: whether it wakes up in Chinese
    mode, where two letters with marks come out as one Hanzi; a person sees that, too.
    """

    identity: str
    completion: Completion = "id"
    status: bool = True
    pages: Pages = "none"
    chinese: bool = False


class Models:
    """Stores the known models by identity; with a `folder`, each in a file there that a technician can
    read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, Model] = {}

    def get(self, identity: str) -> Model | None:
        """Gives the model, if it was ever probed. A file that can't be understood counts as none."""
        if identity not in self._known and self._folder is not None:
            try:
                found = _MODEL.validate_json(self._file(identity).read_bytes())
            except (OSError, ValidationError):
                return None
            self._known[identity] = found
        return self._known.get(identity)

    def put(self, model: Model) -> None:
        """Stores a model. Raises OSError when the folder can't be written."""
        self._known[model.identity] = model
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            text = json.dumps(dataclasses.asdict(model), ensure_ascii=False, indent=2)
            self._file(model.identity).write_text(text + "\n", encoding="utf-8")

    def _file(self, identity: str) -> Path:
        assert self._folder is not None
        name = re.sub(r"[^A-Za-z0-9]+", "-", identity).strip("-").lower()
        return self._folder / f"{name or 'unnamed'}.json"


_MODEL = TypeAdapter(Model)


def probe(link: Link, identity: str, answer_s: float) -> Model:
    """Probes the printer's abilities by trying commands. It must be online, with nothing in its buffer.
    Raises Lost.
    """
    token = secrets.token_hex(2).encode("ascii")
    completion: Completion = "none"
    if link.completes(completion_request(token), token, answer_s):
        completion = "id"
    elif link.passes_fence(answer_s):
        completion = "fence"
    return Model(identity, completion, status=link.ask(answer_s) is not None)

"""Records what happened: steps with their time, their files and whether each really came true."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


class NotTrue(Exception):
    """Says that something that should have happened did not; the text is one line for the report."""


@dataclass(frozen=True, slots=True)
class Note:
    """Holds a fact of a step: a message id and its values. `true` None: told, not checked."""

    message: str
    values: dict[str, object]
    true: bool | None = None

    def english(self) -> str:
        """Gives the fact as the JSON report and the terminal print it."""
        return self.message.format(**self.values) if self.values else self.message


@dataclass(slots=True)
class Act:
    """Holds one thing that a person said or did by hand before a kiosk that hears, and what became of it.

    `at` and `then` are the pages before and after. `said` are her words, `voice` who spoke them; `hand` is
    what she did instead. `expected` is what the ear was told, `heard` its readings with their confidence
    (none: not heard, for `fault`), `ms` from the end of speech to the result. `replies` are what the kiosk
    said then. `picture`, `sound` and `reply_sounds` are files relative to the report.
    """

    at: str
    picture: str
    said: str = ""
    voice: str = ""
    sound: str = ""
    hand: str = ""
    expected: str = ""
    heard: tuple[tuple[str, float], ...] = ()
    fault: str = ""
    ms: int | None = None
    then: str = ""
    replies: list[str] = field(default_factory=list)
    reply_sounds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Step:
    """Holds one step of a scene. `files` are relative to the report; `notes` are facts read from outside.
    `acts` are those of a person who speaks.
    """

    scene: str
    name: str
    ok: bool = False
    ms: int = 0
    files: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def note(self, message: str, **values: object) -> None:
        """Adds a fact for the reader of the report."""
        self.notes.append(Note(message, values))

    def require(self, true: object, message: str) -> None:
        """Requires a fact; it is reported only when it is not true, and the step then fails."""
        if not true:
            self.check(False, message)

    def check(self, true: object, message: str, **values: object) -> None:
        """Checks a fact that must be true, or the step fails with its text."""
        self.notes.append(Note(message, values, bool(true)))
        if not true:
            raise NotTrue(self.notes[-1].english())


class Recorder:
    """Collects the steps of all scenes, and the folder their files go to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[Step] = []
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def ok(self) -> bool:
        """Says if every step came true."""
        return bool(self.steps) and all(step.ok for step in self.steps)

    @contextmanager
    def step(self, scene: str, name: str) -> Iterator[Step]:
        """Runs one step; a failure is recorded and raised on, so that the scene ends there."""
        step = Step(scene, name)
        self.steps.append(step)
        begun = time.perf_counter()
        try:
            yield step
            step.ok = True
        except NotTrue:
            raise
        except Exception as error:
            step.notes.append(Note(traceback.format_exc(limit=-3), {}, False))
            raise NotTrue(f"{scene}: {name}: {type(error).__name__}: {error}") from error
        finally:
            step.ms = round((time.perf_counter() - begun) * 1000)

    def keep(self, step: Step, name: str, content: bytes) -> Path:
        """Writes one file of a step and names it in the report."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        step.files.append(name)
        return path

    def name_file(self, step: Step, path: Path) -> None:
        """Names a file that something else wrote into the report's folder."""
        step.files.append(path.relative_to(self.folder).as_posix())

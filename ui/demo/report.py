"""Writes `report.json` and `report.html` from the recorder's facts alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2

from kiosk.language.messages import Messages
from ui.demo.recorder import Note, Recorder, Step

FONTS = Path(__file__).parents[2] / "config" / "fonts"
TEMPLATE = Path(__file__).with_name("report.html")
_KINDS = {".png": "picture", ".svg": "picture", ".jpg": "picture", ".wav": "sound"}


def write_report(recorder: Recorder, messages: Messages, lang: str, facts: dict[str, Any]) -> None:
    """Writes both reports into the recorder's folder. `facts` are told at the top (versions, date)."""
    steps = [_as_json(step) for step in recorder.steps]
    whole = {"ok": recorder.ok, "steps": steps, **facts}
    (recorder.folder / "report.json").write_text(
        json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        lang=lang,
        ok=recorder.ok,
        facts=facts,
        scenes=[
            {"title": messages.text(lang, scene), "steps": [_as_page(step, messages, lang) for step in group]}
            for scene, group in groupby(recorder.steps, key=lambda step: step.scene)
        ],
        seconds=round(sum(step.ms for step in recorder.steps) / 1000, 1),
        _=lambda message, **values: messages.text(lang, message, **values),
    )
    (recorder.folder / "report.html").write_text(page, encoding="utf-8")
    for weight in ("Regular", "SemiBold", "Bold"):
        shutil.copy(FONTS / f"BeVietnamPro-{weight}.ttf", recorder.folder)


def _as_json(step: Step) -> dict[str, Any]:
    return {
        "scene": step.scene,
        "name": step.name,
        "ok": step.ok,
        "ms": step.ms,
        "files": step.files,
        "notes": [note.english() for note in step.notes],
        "acts": [asdict(act) for act in step.acts],
    }


def _as_page(step: Step, messages: Messages, lang: str) -> dict[str, Any]:
    return {
        "title": messages.text(lang, step.name),
        "ok": step.ok,
        "ms": step.ms,
        "notes": [{"true": note.true, "text": _told(note, messages, lang)} for note in step.notes],
        "acts": step.acts,
        "files": [
            {
                "name": name,
                "kind": _KINDS.get(Path(name).suffix, "file"),
                "wide": "page" in Path(name).name or Path(name).suffix == ".svg",
            }
            for name in step.files
        ],
    }


def _told(note: Note, messages: Messages, lang: str) -> str:
    return messages.text(lang, note.message, **note.values)

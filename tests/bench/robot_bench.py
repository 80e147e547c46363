"""`./run bench robot [--json] [--sets SET …] [--questions FILE …] [--generated N] …`: is the robot right?

Over the procedures kept by hand, with what other bodies do; with `--codes`, over those and the portal's
records of the codes in the file (`commune_codes_600.txt`), in a folder that is gone afterwards:

- `dev` (the questions beside the checkout, those that these procedures can answer), `frozen`, `fresh`,
  `second` and `third` (this repository's own; the last two by people who had not read the robot's book):
  `right`, the mean points as the material's README counts them, and by action (a line may bear in `or` what
  is as good as what it expects); `asserted`, how many questions that are nobody's business here were
  answered with a procedure; `answerable_declined`;
  `commands_wrongly_done`; `topic`; `R@1`, `R@3`, `R@8`, and the same of `peers` on titles (BM25, rank
  fusion);
- `noise`: at 10 and 30 % of the syllables spoilt (`tests/robot/noise.py`, three seeds), what is lost of R@1,
  R@8 and of `right`, Vietnamese questions of kind "answer" alone; `wrong`: the share answered with a wrong
  procedure, clean and spoilt;
- `dialogues`: turns right and whole dialogues, of the same sets;
- `tasks`: of forty whole visits by voice (`tests/tasks/`), played as text against the real visit, the share
  that reached the goal with nothing wrong done: `clean`, and with 10 and 30 % of the syllables of all that is
  said spoilt (three seeds); the same of the half that was written before anything was tried (`frozen`) and of
  the other (`tuned`); `wrong_deeds`: in how many plays something was done, or a value taken, that the person
  did not want;
- `ms_p50`, `ms_p99`: one question, the best of three times, so that other work is not measured;
- `generated`: so many questions made of the procedures' files (10,000), the replies read by an extractor that
  shares no code with the robot: `inventions` (facts that the file does not hold), `right_case` (of all
  asked), `planted` (of 20 inventions put into true answers, those caught).

With `--sets`, those sets alone, without the tasks: so is `fourth` measured, which is kept for a last
judgement, and whose single lines nobody looks at. `--shared DIR` is the material beside the checkout.

Exit status 1 where a figure is not reached; the material beside the checkout is left out where there is none.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.catalogue import Catalogue, open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from kiosk.visit.assistant import TurnContext
from robot.turn import Robot
from tests.bench import search_bench
from tests.bench.search_peers import PEERS
from tests.robot import scoring
from tests.robot.extractor import inventions
from tests.robot.generated import judge, questions
from tests.robot.noise import noisy
from tests.robot.planted import PLANTED
from tests.tasks.play import Played, play
from tests.tasks.scripts import tasks
from ui.commands import MESSAGES

SHARED = Path(__file__).resolve().parents[3] / "shared"
GENERATED = 10_000
ROUNDS = 3
SEEDS = (1, 2, 3)
LIMITS = {
    "dev.right": 0.95,
    "frozen.right": 0.88,
    "frozen.right_decline": 0.97,
    "fresh.right": 0.88,
    "fresh.right_decline": 0.97,
    "dialogues.fresh.turns": 0.93,
    "dialogues.dev.turns": 0.93,
    "dialogues.dev.whole": 0.75,
    "tasks.clean": 0.95,
    "tasks.noise_10": 0.85,
    "tasks.noise_30": 0.6,
    "generated.right_case": 0.9,
    "generated.planted": 20,
}
MOST = {
    "dev.asserted": 0,
    "frozen.asserted": 0,
    "fresh.asserted": 0,
    "dev.answerable_declined": 0.03,
    "frozen.answerable_declined": 0.03,
    "fresh.answerable_declined": 0.03,
    "dev.commands_wrongly_done": 0,
    "frozen.commands_wrongly_done": 0,
    "fresh.commands_wrongly_done": 0,
    "noise.0.3.R@8_lost": 0.06,
    "tasks.wrong_deeds": 0,
    "generated.inventions": 0,
    "ms_p99": 30.0,
}

Item = scoring.Item


def main(words: list[str]) -> int:
    """Measure and print; 0 when every figure is reached."""
    parser = argparse.ArgumentParser(prog="bench robot")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--generated", type=int, default=GENERATED)
    parser.add_argument("--questions", type=Path, nargs="+")
    parser.add_argument("--sets", nargs="+", choices=scoring.SETS + scoring.LAST, metavar="SET")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--codes", type=Path)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="bench-robot-") as folder:
        catalogue = opened(Path(folder), options)
        robot = Robot(catalogue, Ranker(catalogue.index), Messages.from_folder(MESSAGES))
        figures = measured(robot, catalogue, options)
        catalogue.close()
    figures["missed"] = missed(figures)
    if options.json:
        print(json.dumps(figures))
    else:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    return bool(figures["missed"])


def opened(folder: Path, options: argparse.Namespace) -> Catalogue:
    """The catalogue that is asked, its index in memory or in that folder."""
    if options.codes is None:
        return open_catalogue(Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY))
    search_bench.imported(folder / "imported", options.shared, options.codes.read_text("ascii").split())
    return search_bench.opened(folder / "index", folder / "imported")


def measured(robot: Robot, catalogue: Catalogue, options: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    names = options.sets or scoring.SETS
    sets = {name: scoring.questions(name) for name in names}
    talks = {name: scoring.dialogues(name) for name in names}
    robot_material = options.shared / "robot"
    if options.sets is None and robot_material.exists():
        sets["dev"] = scoring.read_items(robot_material / "questions_dev.jsonl")
        talks["dev"] = scoring.read_items(robot_material / "dialogues_dev.jsonl")
    for path in options.questions or ():
        sets[path.stem] = scoring.read_items(path)
    known = set(catalogue.entries)
    sets = {name: [one for one in items if scoring.answerable(one, known)] for name, items in sets.items()}
    figures: dict[str, Any] = {}
    for name, items in sets.items():
        figures[name] = {**scoring.score_questions(robot, items).figures(), "peers": peers(catalogue, items)}
    everything = [item for items in sets.values() for item in items]
    figures["noise"] = {str(share): spoilt(robot, everything, share) for share in (0.1, 0.3)}
    figures["dialogues"] = {name: played(robot, items) for name, items in talks.items()}
    if options.sets is None:
        figures["tasks"] = whole_tasks()
    figures |= timed(robot, everything)
    if options.generated:
        figures["generated"] = generated(robot, sorted(catalogue.procedures), options.generated)
    return figures


def peers(catalogue: Catalogue, items: Iterable[Item]) -> dict[str, dict[str, float]]:
    """How other ways of finding rank the same questions, on the titles alone."""
    titles = {code: procedure.name.vi for code, procedure in catalogue.procedures.items()}
    asked = [item for item in items if item["expected"]["action"] == "answer"]
    figures = {}
    for name in ("bm25", "rank_fusion_titles"):
        ask = PEERS[name](titles)
        places = [
            next((at for at, code in enumerate(ask(item["q"], item["lang"])) if code in right(item)), 99)
            for item in asked
        ]
        figures[name] = {f"R@{k}": scoring.mean([float(at < k) for at in places]) for k in (1, 3, 8)}
    return figures


def spoilt(robot: Robot, items: Iterable[Item], share: float) -> dict[str, float]:
    """What noise costs."""
    asked = [item for item in items if item["expected"]["action"] == "answer" and item["lang"] == "vi"]
    clean = scoring.score_questions(robot, asked)
    noise = [
        scoring.score_questions(robot, [{**item, "q": noisy(item["q"], share, seed)} for item in asked])
        for seed in SEEDS
    ]
    lost = {
        f"{name}_lost": round(
            clean.figures()[name] - sum(one.figures()[name] for one in noise) / len(noise), 3
        )
        for name in ("R@1", "R@3", "R@8", "right")
    }
    wrong = sum(answered_wrongly(one) for one in noise) / len(noise) / len(asked)
    return {**lost, "wrong_clean": round(answered_wrongly(clean) / len(asked), 3), "wrong": round(wrong, 3)}


def answered_wrongly(score: scoring.Score) -> int:
    """How many questions were answered with a wrong procedure."""
    return sum(reply.action == "answer" for _, reply in score.wrong)


def played(robot: Robot, dialogues: list[Item]) -> dict[str, float]:
    """How many turns, and how many whole dialogues, are right."""
    rights = [[right for _, _, right in scoring.play(robot, dialogue)] for dialogue in dialogues]
    turns = [right for dialogue in rights for right in dialogue]
    return {
        "turns": scoring.mean([float(right) for right in turns]),
        "whole": scoring.mean([float(all(dialogue)) for dialogue in rights]),
    }


def whole_tasks() -> dict[str, Any]:
    """How many whole tasks are done, clean and through noise."""
    rounds = {"clean": ((0.0, 0),), "noise_10": _noise(0.1), "noise_30": _noise(0.3)}
    done: dict[str, list[Played]] = {
        name: [play(task, share, seed) for share, seed in plays for task in tasks()]
        for name, plays in rounds.items()
    }
    halves = {"frozen": True, "tuned": False}
    return {
        **{name: _share(played) for name, played in done.items()},
        "wrong_deeds": sum(bool(one.wrong) for played in done.values() for one in played),
        **{
            half: {
                name: _share([one for one in played if one.task.frozen is frozen])
                for name, played in done.items()
            }
            for half, frozen in halves.items()
        },
    }


def _noise(share: float) -> tuple[tuple[float, int], ...]:
    return tuple((share, seed) for seed in SEEDS)


def _share(played: list[Played]) -> float:
    return scoring.mean([float(one.done) for one in played])


def timed(robot: Robot, items: Iterable[Item]) -> dict[str, float]:
    """How long one question takes, in milliseconds."""
    taken = []
    for item in items:
        best = math.inf
        for _ in range(ROUNDS):
            began = time.perf_counter()
            robot.reply(item["q"], TurnContext(item["lang"]))
            best = min(best, (time.perf_counter() - began) * 1000)
        taken.append(best)
    taken.sort()
    at = {"ms_p50": 0.5, "ms_p99": 0.99}
    return {name: round(taken[min(len(taken) - 1, int(len(taken) * part))], 2) for name, part in at.items()}


def generated(robot: Robot, codes: list[str], count: int) -> dict[str, Any]:
    """What the extractor finds in the answers to generated questions."""
    judged = judge(robot, list(questions(codes, count, seed=1)))
    return {
        "asked": judged.asked,
        "answered": judged.answered,
        "offered": judged.offered,
        "right_case": round(judged.right_case / max(1, judged.asked), 3),
        "inventions": len(judged.inventions),
        "planted": sum(caught(robot, *one) for one in PLANTED),
    }


def caught(robot: Robot, code: str, question: str, old: str, new: str) -> bool:
    """Says if an invention that is put into a true answer is found, and the true answer is clean."""
    reply = robot.reply(question, TurnContext("en" if question.isascii() else "vi"))
    cards = " ".join(card.title for card in reply.cards)
    false = reply.text.replace(old, new, 1)
    return (
        false != reply.text
        and not inventions(reply.text, code, cards)
        and bool(inventions(false, code, cards))
    )


def right(item: Item) -> set[str]:
    """The procedures that are right as the answer."""
    return set(item["expected"]["procedures_any"] or ())


def missed(figures: dict[str, Any]) -> list[str]:
    """Each figure that is not reached, by its place; what was not measured is not missed."""
    low = [name for name, least in LIMITS.items() if (got := at(figures, name)) is not None and got < least]
    high = [name for name, most in MOST.items() if (got := at(figures, name)) is not None and got > most]
    return low + high


def at(figures: dict[str, Any], name: str) -> float | None:
    """The figure of that place ("dialogues.dev.turns"); None where it was not measured."""
    found: Any = figures
    parts = name.replace("0.3", "0_3").split(".")
    for part in parts:
        if not isinstance(found, dict):
            return None
        found = found.get(part.replace("0_3", "0.3"))
    return float(found) if isinstance(found, int | float) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

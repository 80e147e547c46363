"""Trains the classifier of `robot/scope.py`: `python -m robot.training` writes `robot/scope.npz`.

It learns from what stands in the repository alone: names and everyday names of procedures, of other bodies'
matters, of the portal's records; the phrases of commands; `book/outside.toml`. Each is asked in frames ("…
cần giấy tờ gì"), so that what asks tells nothing, with marks and without. Seeded: the same book gives the
same file.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from config import load
from config.text import Text
from kiosk.catalogue.elsewhere import read_elsewhere, read_everyday
from kiosk.catalogue.loader import read_procedures
from kiosk.language.normal import fold
from robot.phrases import BOOK, Book, Phrases, load_book, read_entries
from robot.scope import BUCKETS, COMMAND, ELSEWHERE, MODEL, OUTSIDE, PROCEDURE, Scope, Weights, features
from robot.sentence import sentence_of

SEED = 20261128
ROUNDS = 12
BATCH = 64
STEP = 0.08
DECAY = 3e-4
FRAMED = 4
"""How often each text is asked in a frame, beside once as it stands."""

FRAMES = {
    "vi": (
        "{}", "cho hỏi {}", "tôi muốn {}", "tui muốn {}", "cho tôi hỏi {}", "em muốn hỏi {} ạ",
        "{} được không",
        "{} cần giấy tờ gì", "{} ở đâu", "{} bao nhiêu tiền", "{} mất bao lâu", "{} thì làm sao",
        "{} như thế nào",
        "bác muốn {}", "giúp tôi {}", "{} giùm tôi", "{} phải làm gì", "{} có cần không", "{} hông",
        "con ơi {}",
        "giờ {} thì sao", "nhà tôi {}", "mẹ tôi {}", "con tôi {}", "hôm nay {}", "muốn {} thì đi đâu",
        "{} vậy",
    ),
    "en": (
        "{}", "how do i {}", "i want to ask about {}", "where do i {}", "how much is {}",
        "how long does {} take",
        "what do i need for {}", "can i {} here", "please {}", "i need {}", "tell me about {}", "my {}",
    ),
}  # fmt: skip

UNTRAINED = Scope((ELSEWHERE, OUTSIDE, PROCEDURE), np.zeros((BUCKETS + 1, 3), np.float32))
"""Lets the book be read before there is a file."""

STORIES = {
    "vi": (
        "hôm trước", "tuần rồi", "nhà ở trọ", "chồng tôi đi làm xa", "tôi không rành", "mẹ tôi lớn tuổi rồi",
        "nghe người ta nói", "ngoài quê", "năm ngoái", "con tôi còn nhỏ", "vợ chồng tôi", "hai vợ chồng tui",
        "hồi đó", "giờ mới biết", "bữa hổm lên đây", "hàng xóm chỉ", "ba má tui ở quê", "tôi bận đi làm",
        "bên ngân hàng đòi", "nhà trường yêu cầu", "mới cưới", "mới mất", "mới sinh", "bị mất", "bị cháy",
        "cơ quan yêu cầu", "có căn cước", "không còn giấy gì", "muốn làm cho xong", "ông bà già tui",
    ),
    "en": (
        "last week", "my husband works far away", "we live in a rented room", "my mother is old",
        "the bank wants it",
        "my wife is vietnamese", "we just moved here", "i lost the paper", "the school asks for it",
        "long ago",
    ),
}  # fmt: skip
MIXED_UP = (
    ("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("d", "gi"), ("gi", "d"), ("r", "g"), ("v", "d"),
    ("l", "n"), ("n", "l"), ("gi", "v"), ("d", "v"),
)  # fmt: skip
TOLD = 0.35
"""How often a story stands before a question of something that offices do."""
BESIDE = 0.1
"""How often a command's words stand beside a question about a procedure, which it stays."""
ODDS = 2.0
"""How many times likelier a procedure is at a ward's kiosk than among the sentences of the book."""
MISHEARD = 0.25
"""How often a text is misheard: a few of its words sound alike only."""

Example = tuple[str, str, str]
"""A class, a language, a text."""


def texts(book: Book) -> Iterator[Example]:
    """Gives all that is learnt from."""
    procedures, _ = read_procedures(load.PROCEDURES)
    for one in procedures.values():
        yield from _named(PROCEDURE, one.name, one.aliases)
        yield (PROCEDURE, "vi", one.summary.vi)
        yield (PROCEDURE, "en", one.summary.en)
    for record in read_everyday(load.EVERYDAY).values():
        yield from _said(PROCEDURE, {"vi": record.vi, "en": record.en})
    for other in read_elsewhere(load.ELSEWHERE).values():
        yield from _named(ELSEWHERE, other.name, other.aliases)
    for command in book.commands.entries:
        yield from _said(COMMAND + command.id, {"vi": command.vi, "en": command.en})
    for said in read_entries(BOOK / "said.toml", "said", Phrases):
        kind = said.id if said.id in (PROCEDURE, ELSEWHERE) else COMMAND + said.id
        yield from _said(kind, {"vi": said.vi, "en": said.en})
    for outside in (*read_entries(BOOK / "outside.toml", "outside", Phrases), *book.declined.entries):
        yield from _said(OUTSIDE, {"vi": outside.vi, "en": outside.en})


def train(book: Book, examples: list[Example], rounds: int = ROUNDS) -> tuple[tuple[str, ...], Weights]:
    """Trains the classes' weights, one softmax layer; a rare class counts more, by the root of how rare."""
    classes = tuple(sorted({kind for kind, _, _ in examples}))
    chance = random.Random(SEED)
    rows = [
        (features(sentence_of(text, book.speech)), classes.index(kind))
        for kind, text in _asked(examples, chance)
    ]
    counts = np.bincount([kind for _, kind in rows], minlength=len(classes))
    worth = np.sqrt(len(rows) / (len(classes) * counts))
    weights = np.zeros((BUCKETS + 1, len(classes)), np.float32)
    squares = np.full((BUCKETS + 1, len(classes)), 1e-4, np.float32)
    for _ in range(rounds):
        chance.shuffle(rows)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            flat = np.concatenate([[*found, BUCKETS] for found, _ in batch])
            lengths = [len(found) + 1 for found, _ in batch]
            kinds = [kind for _, kind in batch]
            starts = np.cumsum([0, *lengths[:-1]])
            logits = np.add.reduceat(weights[flat], starts, axis=0)
            odds = np.exp(logits - logits.max(axis=1, keepdims=True))
            slope = odds / odds.sum(axis=1, keepdims=True)
            slope[np.arange(len(batch)), kinds] -= 1.0
            slope *= (worth[kinds] / len(batch))[:, None]
            used, place = np.unique(flat, return_inverse=True)
            change = np.zeros((len(used), len(classes)), np.float32)
            np.add.at(change, place, np.repeat(slope, lengths, axis=0))
            change += DECAY * weights[used]
            squares[used] += change**2
            weights[used] -= STEP * change / np.sqrt(squares[used])
    weights[BUCKETS, classes.index(PROCEDURE)] += np.log(ODDS)
    return classes, weights


def write(classes: tuple[str, ...], weights: Weights) -> None:
    """Writes the weights as whole numbers of one byte, with the value of one."""
    scale = np.float32(np.abs(weights).max() / 127)
    whole = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(MODEL, classes=np.array(classes), weights=whole, scale=scale)


def _asked(examples: list[Example], chance: random.Random) -> Iterator[tuple[str, str]]:
    commands: dict[str, list[str]] = {"vi": [], "en": []}
    for kind, lang, text in examples:
        if kind.startswith(COMMAND):
            commands[lang].append(text)
    for kind, lang, text in examples:
        for frame in ("{}", *chance.choices(FRAMES[lang], k=FRAMED)):
            asked = frame.format(text)
            if kind in (PROCEDURE, ELSEWHERE) and chance.random() < TOLD:
                asked = f"{chance.choice(STORIES[lang])} {asked}"
            if kind == PROCEDURE and chance.random() < BESIDE:
                asked = f"{asked} {chance.choice(commands[lang])}"
            if lang == "vi" and chance.random() < MISHEARD:
                asked = misheard(asked, chance)
            yield kind, fold(asked) if chance.random() < 0.3 else asked


def misheard(text: str, chance: random.Random) -> str:
    """Replaces a quarter of the words by what a hurried ear makes of them, or drops one."""
    words = []
    for word in text.split():
        if chance.random() >= 0.25:
            words.append(word)
        elif chance.random() < 0.7:
            here, there = chance.choice(MIXED_UP)
            words.append(there + word.removeprefix(here) if word.startswith(here) else fold(word))
    return " ".join(words) or text


def _named(kind: str, name: Text, aliases: dict[str, tuple[str, ...]]) -> Iterator[Example]:
    yield (kind, "vi", name.vi)
    yield (kind, "en", name.en)
    yield from _said(kind, aliases)


def _said(kind: str, said: dict[str, tuple[str, ...]]) -> Iterator[Example]:
    for lang, phrases in said.items():
        for text in phrases:
            yield (kind, lang, text.replace("…", " "))


def main() -> None:
    """Trains, and writes the file."""
    book = load_book(scope=UNTRAINED)
    write(*train(book, list(texts(book))))


if __name__ == "__main__":
    main()

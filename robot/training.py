"""Trains the classifiers of `robot/scope.py`: `python -m robot.training` writes `scope.npz` and `which.npz`.

They learn from what stands in the repository alone: names and everyday names of procedures, of other bodies'
matters, of the portal's records; the phrases of commands; whole sentences (`book/asked.toml`, `said.toml`,
`outside.toml`). Each is asked in frames ("…
cần giấy tờ gì"), so that what asks tells nothing, with marks and without. Seeded: the same book gives the
same file.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

import numpy as np

from config import load
from config.text import Text
from kiosk.catalogue.elsewhere import PREFIX, read_elsewhere, read_everyday
from kiosk.catalogue.loader import read_procedures
from kiosk.language.normal import fold, nfc
from robot.learning import Row, learn
from robot.linear import BUCKETS, Linear, features, whole, write_linear
from robot.phrases import BOOK, Asked, Book, Phrases, load_book, read_entries
from robot.scope import COMMAND, ELSEWHERE, MODEL, OUTSIDE, PROCEDURE, WHICH, Scope
from robot.sentence import sentence_of

SEED = 20261128
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

UNTRAINED = Linear((ELSEWHERE, OUTSIDE, PROCEDURE), np.zeros((BUCKETS + 1, 3), np.int8), 1.0)
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
ENDS = (("n", "ng"), ("ng", "n"), ("t", "c"), ("c", "t"), ("nh", "n"), ("n", "nh"), ("y", "i"), ("i", "y"))
TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SPOILT, KEPT = 0.25, 0.8
"""So many words of what is misheard are, and so many of these are there at all."""
TOLD = 0.35
"""How often a story stands before a question of something that offices do."""
BESIDE = 0.1
"""How often a command's words stand beside a question about a procedure, which it stays."""
SHORT = 4
"""A name of so many words may be a part of others."""
ODDS = 3.0
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
    for asked in read_entries(BOOK / "asked.toml", "asked", Asked):
        yield from _said(PROCEDURE, {"vi": asked.vi, "en": asked.en})
    for said in read_entries(BOOK / "said.toml", "said", Phrases):
        kind = said.id if said.id in (PROCEDURE, ELSEWHERE) else COMMAND + said.id
        yield from _said(kind, {"vi": said.vi, "en": said.en})
    for outside in (*read_entries(BOOK / "outside.toml", "outside", Phrases), *book.declined.entries):
        yield from _said(OUTSIDE, {"vi": outside.vi, "en": outside.en})


def named() -> Iterator[Example]:
    """Gives all that says which procedure is meant, or which matter of another body: the class is its code. A
    short name that stands in names of others may mean these as well.
    """
    procedures, _ = read_procedures(load.PROCEDURES)
    names = [name for one in procedures.values() for name in _named(one.code, one.name, one.aliases)]
    yield from names
    for one in procedures.values():
        yield (one.code, "vi", one.summary.vi)
        yield (one.code, "en", one.summary.en)
    for asked in read_entries(BOOK / "asked.toml", "asked", Asked):
        yield from _said(asked.procedure, {"vi": asked.vi, "en": asked.en})
    yield from _shared(names)
    for other in read_elsewhere(load.ELSEWHERE).values():
        yield from _named(PREFIX + other.id, other.name, other.aliases)


def _shared(names: list[Example]) -> Iterator[Example]:
    short = {(lang, name.lower()) for _, lang, name in names if len(name.split()) <= SHORT}
    for lang, name in sorted(short):
        inside = {code for code, other, text in names if other == lang and f" {name} " in f" {text.lower()} "}
        yield from ((code, lang, name) for code in sorted(inside) if len(inside) > 1)


def train(book: Book, examples: list[Example]) -> Linear:
    """Trains a classifier of the examples' classes."""
    classes = tuple(sorted({kind for kind, _, _ in examples}))
    chance = random.Random(SEED)
    rows: list[Row] = [
        (features(sentence_of(text, book.speech)), classes.index(kind))
        for kind, text in _asked(examples, chance)
    ]
    weights = learn(rows, len(classes), chance)
    if PROCEDURE in classes:
        weights[BUCKETS, classes.index(PROCEDURE)] += np.log(ODDS)
    return whole(classes, weights)


def _asked(examples: list[Example], chance: random.Random) -> Iterator[tuple[str, str]]:
    commands: dict[str, list[str]] = {"vi": [], "en": []}
    for kind, lang, text in examples:
        if kind.startswith(COMMAND):
            commands[lang].append(text)
    for kind, lang, text in examples:
        for frame in ("{}", *chance.choices(FRAMES[lang], k=FRAMED)):
            asked = frame.format(text)
            if kind != OUTSIDE and not kind.startswith(COMMAND) and chance.random() < TOLD:
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
        if chance.random() >= SPOILT:
            words.append(word)
        elif chance.random() < KEPT:
            words.append(chance.choice((_begun_otherwise, _ended_otherwise, _toned_otherwise))(word, chance))
    return " ".join(words) or text


def _begun_otherwise(word: str, chance: random.Random) -> str:
    here, there = chance.choice(MIXED_UP)
    return there + word.removeprefix(here) if word.startswith(here) else fold(word)


def _ended_otherwise(word: str, chance: random.Random) -> str:
    here, there = chance.choice(ENDS)
    return word.removesuffix(here) + there if word.endswith(here) else fold(word)


def _toned_otherwise(word: str, chance: random.Random) -> str:
    """Gives the word with another tone on its last vowel, or none."""
    letters = [letter for letter in unicodedata.normalize("NFD", word) if letter not in TONES]
    vowels = [at for at, letter in enumerate(letters) if letter in "aeiouy"]
    if vowels:
        letters.insert(vowels[-1] + 1, chance.choice((*TONES, "")))
    return nfc("".join(letters))


def _named(kind: str, name: Text, aliases: dict[str, tuple[str, ...]]) -> Iterator[Example]:
    yield (kind, "vi", name.vi)
    yield (kind, "en", name.en)
    yield from _said(kind, aliases)


def _said(kind: str, said: dict[str, tuple[str, ...]]) -> Iterator[Example]:
    for lang, phrases in said.items():
        for text in phrases:
            yield (kind, lang, text.replace("…", " "))


def main() -> None:
    """Trains, and writes the files."""
    book = load_book(scope=Scope(UNTRAINED), which=UNTRAINED)
    write_linear(MODEL, train(book, list(texts(book))))
    write_linear(WHICH, train(book, list(named())))


if __name__ == "__main__":
    main()

"""Analyses a Vietnamese syllable, and puts its tone on the right letter.

A syllable is onset + nucleus + coda + tone. House style puts the tone where citizens' papers and common
print have it (the "old" style): hòa, thủy, khỏe, tùy; the other style (hoà, thuỷ) is read as the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

Tone = Literal["ngang", "huyen", "hoi", "nga", "sac", "nang"]

TONE_MARKS: dict[Tone, str] = {
    "ngang": "",
    "huyen": "\u0300",
    "hoi": "\u0309",
    "nga": "\u0303",
    "sac": "\u0301",
    "nang": "\u0323",
}
_TONE_OF_MARK: dict[str, Tone] = {mark: tone for tone, mark in TONE_MARKS.items() if mark}

VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"
PLAIN = str.maketrans("ăâêôơưđĂÂÊÔƠƯĐ", "aaeooudAAEOOUD")

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = frozenset(_ONSETS.split()) | {""}

# Names of the Central Highlands and of the north have onsets of their own: Krông, M'Đrắk, Mnông, Hmông. Only
# those that no common English word begins with: who types "brown" means it.
_FOREIGN_ONSETS = "kr đr mn hm ml kb kp kl hl hr hn hb hd xt rm rl rc"
TYPED_ONSETS = ONSETS | frozenset(_FOREIGN_ONSETS.split())

# Codas in -k stand in place names of the Central Highlands (Đắk Lắk); êng and êc follow gi- (giếng, giếc),
# rimes that begin with y and have a coda follow qu- (quýt, quỳnh).
_RIMES = """
a ac ach ai ak am an ang anh ao ap at au ay  ă ăc ăk ăm ăn ăng ăp ăt  â âc âk âm ân âng âp ât âu ây
e ec ek em en eng eo ep et  ê êc êch êk êm ên êng ênh êp êt êu
i ia ich ik im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
y ych yn ynh yp yt  yêm yên yêng yêt yêu
o oc oi ok om on ong op ot  oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăp oăt
oe oem oen oeo oet  ooc oong  ô ôc ôi ôk ôm ôn ông ôp ôt  ơ ơi ơk ơm ơn ơng ơp ơt
u ua uc ui uk um un ung up ut  uân uâng uât uây  uê uêch uên uênh uêt  uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt  uôc uôi uôm uôn uông uôt
ư ưa ưc ưi ưk ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu
"""
RIMES = frozenset(_RIMES.split())


def _ways_towards(rime: str) -> set[str]:
    """Lists everything one may have typed on the way to `rime`: its beginnings, with marks still missing."""
    ways: set[str] = set()
    for length in range(1, len(rime) + 1):
        choices = [{letter, letter.translate(PLAIN)} for letter in rime[:length]]
        ways.update("".join(letters) for letters in product(*choices))
    return ways


_UNFINISHED_RIMES = frozenset(way for rime in RIMES for way in _ways_towards(rime))
_STOPS = ("c", "ch", "k", "p", "t")
_SHAPE = re.compile(rf"([^{VOWELS}]*)([{VOWELS}]+)([^{VOWELS}]*)")


def _toned_letters() -> Iterator[tuple[str, str, Tone]]:
    """Lists every vowel that bears a tone: the letter, the same without it, and the tone; of several tones
    the last.
    """
    for code in (
        *range(0xC0, 0x250),
        *range(0x1E00, 0x1F00),
    ):  # where Unicode has them
        parts = unicodedata.normalize("NFD", chr(code))
        base, marks = parts[0], parts[1:]
        tones = [_TONE_OF_MARK[mark] for mark in marks if mark in _TONE_OF_MARK]
        if tones and base.lower() in VOWELS:
            rest = "".join(mark for mark in marks if mark not in _TONE_OF_MARK)
            yield chr(code), unicodedata.normalize("NFC", base + rest), tones[-1]


_TONE_OF = {letter: tone for letter, _, tone in _toned_letters()}
_WITHOUT_TONE = str.maketrans({letter: plain for letter, plain, _ in _toned_letters()})


def split_tone(word: str) -> tuple[str, Tone]:
    """Splits `word` into its letters without tones, and its tone; of several tones the
    last. NFC in, NFC out.
    """
    tones = [_TONE_OF[letter] for letter in word if letter in _TONE_OF]
    return (word.translate(_WITHOUT_TONE), tones[-1]) if tones else (word, "ngang")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Holds a syllable, or the beginning of one. The letters keep their case and carry no tone."""

    onset: str
    nucleus: str
    coda: str
    tone: Tone = "ngang"

    @property
    def text(self) -> str:
        """Writes the syllable, NFC, the tone in house style."""
        at = _tone_index(self.nucleus.lower(), self.coda)
        toned = unicodedata.normalize("NFC", self.nucleus[at] + TONE_MARKS[self.tone])
        return self.onset + self.nucleus[:at] + toned + self.nucleus[at + 1 :] + self.coda

    @property
    def possible(self) -> bool:
        """Says if this is a Vietnamese syllable or may still become one (marks or letters missing)."""
        return self.onset.lower() in ONSETS and self._rime in _UNFINISHED_RIMES

    @property
    def typable(self) -> bool:
        """Says if a keyboard may compose here: it is `possible`, or a name's with such an onset."""
        return self.onset.lower() in TYPED_ONSETS and self._rime in _UNFINISHED_RIMES

    @property
    def complete(self) -> bool:
        """Says if this is a Vietnamese syllable; one that ends in a stop has sắc or nặng only."""
        return self.onset.lower() in ONSETS and self._rime in RIMES and self.may_have(self.tone)

    def may_have(self, tone: Tone) -> bool:
        """Says if `tone` goes with the coda. No tone yet always does: it may come later."""
        return tone in ("ngang", "sac", "nang") or self.coda.lower() not in _STOPS

    def with_tone(self, tone: Tone) -> Syllable:
        """Gives the same letters with another tone."""
        return replace(self, tone=tone)

    @property
    def _rime(self) -> str:
        return (self.nucleus + self.coda).lower()


def _tone_index(nucleus: str, coda: str) -> int:
    marked = [at for at, letter in enumerate(nucleus) if letter in _MARKED]
    if marked:
        return marked[-1]
    if coda:
        return len(nucleus) - 1
    return 1 if len(nucleus) == 3 else 0


def read(word: str) -> Syllable | None:
    """Takes `word` (NFC, letters only) apart; None when it has no vowel or more than one
    group of them.

    The result need not be `possible`: K'Brih and Krông are names, too.
    """
    letters, tone = split_tone(word)
    small = letters.lower()
    shape = _SHAPE.fullmatch(small)
    if shape is None or len(small) != len(letters):
        return None
    first, last = shape.start(2), shape.start(3)
    onset, nucleus = letters[:first], letters[first:last]
    head = (onset + nucleus).lower()
    if len(nucleus) > 1 and (head.startswith(("qu", "gi"))) and first == 1:
        onset, nucleus = onset + nucleus[0], nucleus[1:]
    elif head == "qu":
        return None
    return Syllable(onset, nucleus, letters[last:], tone)

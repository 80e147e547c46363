"""Vietnamese syllables as written in house style, made independently of the product.

In `RIMES` the letter that carries the tone is followed by an asterisk.
"""

import unicodedata
from collections.abc import Iterator

MARKS = {"ngang": "", "huyen": "\u0300", "hoi": "\u0309", "nga": "\u0303", "sac": "\u0301", "nang": "\u0323"}

_ONSETS_BACK = "b c ch d đ g h kh l m n ng nh ph r s t th tr v x"
ONSETS_BACK = _ONSETS_BACK.split()
_ONSETS_FRONT = "b k ch d đ gh h kh l m n ngh nh ph r s t th tr v x"
ONSETS_FRONT = _ONSETS_FRONT.split()

_RIMES = """
a* a*c a*ch a*i a*m a*n a*ng a*nh a*o a*p a*t a*u a*y ă*c ă*m ă*n ă*ng ă*p ă*t â*c â*m â*n â*ng â*p â*t
â*u â*y e* e*c e*m e*n e*ng e*o e*p e*t ê* ê*ch ê*m ê*n ê*nh ê*p ê*t ê*u i* i*a i*ch i*m i*n i*nh i*p i*t
i*u iê*c iê*m iê*n iê*ng iê*p iê*t iê*u o* o*c o*i o*m o*n o*ng o*p o*t o*a oa*c oa*ch oa*i oa*m oa*n
oa*ng oa*nh oa*o oa*p oa*t oa*y oă*c oă*m oă*n oă*ng oă*t o*e oe*n oe*o oe*t oo*ng oo*c ô* ô*c ô*i ô*m
ô*n ô*ng ô*p ô*t ơ* ơ*i ơ*m ơ*n ơ*p ơ*t u* u*a u*c u*i u*m u*n u*ng u*p u*t uâ*n uâ*ng uâ*t uâ*y uê*
uê*ch uê*nh u*y uy*a uy*ch uy*nh uy*t uy*u uyê*n uyê*t uô*c uô*i uô*m uô*n uô*ng uô*t ư* ư*a ư*c ư*i ư*m
ư*n ư*ng ư*t ư*u ươ*c ươ*i ươ*m ươ*n ươ*ng ươ*p ươ*t ươ*u
"""
RIMES = _RIMES.split()
ONLY_AFTER = {
    "gi": "a* a*c a*i a*m a*n a*ng a*nh a*o a*p a*t a*u a*y ă*c ă*n ă*ng â*c â*m â*n â*y e* e*m e*o "
    "ê*ng ê*t o* o*i o*n o*ng ô*i ô*ng ô*t ơ* ơ*i u* u*a u*c u*i ư* ư*a ươ*ng",
    "g": "i* i*n",
    "qu": "a* a*c a*ch a*i a*n a*ng a*nh a*o a*t a*y ă*m ă*n ă*ng ă*t â*n â*ng â*t â*y e* e*n e*o e*t "
    "ê* ê*n ê*nh ê*t ô*c y* y*t y*nh yê*n yê*t ơ*",
    "h": "uơ*",
    "th": "uơ*",
    "kh": "uơ*",
    "": "yê*m yê*n yê*ng yê*t yê*u y*",
    "m": "y*",
    "k": "y*",
}


def toned(rime: str, tone: str) -> str:
    """The rime with its tone where the asterisk is."""
    return unicodedata.normalize("NFC", rime.replace("*", MARKS[tone]))


def tones_of(rime: str) -> list[str]:
    """The tones that a rime may have: those in a stop have two."""
    return ["sac", "nang"] if rime.endswith(("c", "ch", "p", "t")) else list(MARKS)


def pairs() -> Iterator[tuple[str, str]]:
    """Every onset with every rime it may stand before, the tone's place marked."""
    for rime in RIMES:
        for onset in ["", *(ONSETS_FRONT if rime[0] in "ieê" else ONSETS_BACK)]:
            yield onset, rime
    for onset, rimes in ONLY_AFTER.items():
        for rime in rimes.split():
            yield onset, rime


def everything() -> Iterator[tuple[str, str, str]]:
    """Every onset, rime and tone."""
    for onset, rime in pairs():
        for tone in tones_of(rime):
            yield onset, rime, tone

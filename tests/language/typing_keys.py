"""Types a syllable as a person does: keys of Telex in the orders people use."""

TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
TELEX_TONES = {"ngang": "", "huyen": "f", "hoi": "r", "nga": "x", "sac": "s", "nang": "j"}


def tone_last(onset: str, rime: str, tone: str, keys: dict[str, str], tones: dict[str, str]) -> str:
    """Letters with their marks, then the tone: nguyeenx."""
    return spelled(onset + rime.replace("*", ""), keys) + tones[tone]


def tone_at_vowel(onset: str, rime: str, tone: str, keys: dict[str, str], tones: dict[str, str]) -> str:
    """The tone right after the vowel that carries it: nguyeexn."""
    before, after = rime.split("*")
    return spelled(onset + before, keys) + tones[tone] + spelled(after, keys)


def all_marks_last(onset: str, rime: str, tone: str, keys: dict[str, str], tones: dict[str, str]) -> str:
    """Plain letters first, then every mark once, then the tone: nguyenex, dandf."""
    letters = onset + rime.replace("*", "")
    plain = "".join(keys[letter][0] if letter in keys else letter for letter in letters)
    marks = dict.fromkeys(keys[letter][1] for letter in letters if letter in keys)
    return plain + "".join(marks) + tones[tone]


def spelled(letters: str, keys: dict[str, str]) -> str:
    """Letters with their marks, as keys; two o that stay two take three keys in Telex (xoong)."""
    if keys is TELEX:
        letters = letters.replace("oo", "ooo")
    return "".join(keys.get(letter, letter) for letter in letters)

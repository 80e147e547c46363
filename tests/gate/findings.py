"""What is wrong on a page, and what to do about it; and what is known to be wrong still."""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

KNOWN = Path(__file__).with_name("known.toml")
ADVICE: Mapping[str, str] = {
    "blank": "find out why nothing is drawn",
    "cut": "let it wrap, or give it more room",
    "overlap": "put both into one layout",
    "off screen": "let the page scroll, or make it fit",
    "below the fold": "Home shows everything at once: make it fit",
    "small text": "use a size of Theme (sizeBody or sizeSmall)",
    "contrast": "take a pair of colours of ui/theme/tokens.json that goes together",
    "icon contrast": "take a colour of Theme that stands out there",
    "small target": "at least Theme.target, for main actions Theme.mainTarget",
    "gap": "set the spacing to 3 mm at least (Theme.gapSmall)",
    "name": "set Accessible.name",
    "role": "make it a Press or one of the controls that build on it",
    "action": "handle Accessible.onPressAction, or build on Press",
    "tab order": "set focusPolicy to Qt.StrongFocus, and leave the order to the layout",
    "untranslated": "give it its text in ui/messages, and show it by qsTr or Messages.text",
    "spoken": "let the journey's `places` say what this page shows, and nothing else",
    "warning": "mend what Qt or QML warns of",
    "picture": "look at the page of pictures; where it is meant: ./run gate --accept",
}


@dataclass(frozen=True, slots=True)
class Where:
    """A state: a scene in a language and a mode on a panel."""

    panel: str
    lang: str
    mode: str
    scene: str

    def __str__(self) -> str:
        return f"{self.panel} {self.lang} {self.mode} {self.scene}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind (`ADVICE`), in words, and where."""

    kind: str
    what: str
    where: Where


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to be wrong still, by patterns, and why. It goes as soon as nothing is found by it."""

    kind: str
    reason: str
    what: str = "*"
    panel: str = "*"
    lang: str = "*"
    mode: str = "*"
    scene: str = "*"

    def is_about(self, found: Finding) -> bool:
        """Says if that finding is one of those that it names."""
        at = found.where
        pairs = [(found.what, self.what), (at.panel, self.panel), (at.lang, self.lang)]
        pairs += [(at.mode, self.mode), (at.scene, self.scene)]
        pairs.append((found.kind, self.kind))
        return all(fnmatch.fnmatchcase(one, by) for one, by in pairs)


def known(file: Path = KNOWN) -> list[Known]:
    """Reads the list of what is known."""
    return [Known(**row) for row in tomllib.loads(file.read_text(encoding="utf-8")).get("known", [])]


def divided(found: Iterable[Finding], rows: Iterable[Known]) -> tuple[list[Finding], list[Known]]:
    """Gives the findings that are not known, and the rows by which nothing was found any more."""
    left, used = [], set()
    listed = list(rows)
    for one in found:
        by = [row for row in listed if row.is_about(one)]
        used.update(by)
        if not by:
            left.append(one)
    return left, [row for row in listed if row not in used]


def lines(found: Iterable[Finding]) -> Iterator[str]:
    """Gives a line for each thing that is wrong; one that is found in many states stands once."""
    groups: dict[tuple[str, str], list[Where]] = {}
    for one in found:
        groups.setdefault((one.kind, one.what), []).append(one.where)
    for (kind, what), places in sorted(groups.items()):
        more = f" (and in {len(places) - 1} other states)" if len(places) > 1 else ""
        yield f"{kind}: {what} – {places[0]}{more} – {ADVICE[kind]}"

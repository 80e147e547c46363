"""Names what a dossier leaves to the counter, as officers and citizens call it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure
from kiosk.identity.inputs import INPUTS
from kiosk.language.messages import Messages


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Names one item; `about` is the person, empty where it is about the dossier itself."""

    id: str
    about: str
    name: str


def named_items(
    procedure: Procedure | None, ids: Iterable[str], lang: str, messages: Messages
) -> tuple[OpenItem, ...]:
    """Names the items; what the catalogue does not know keeps its id."""
    roles = {one.id: words(one.name, lang, messages) for one in procedure.roles} if procedure else {}
    asks = {one.id: words(one.ask, lang, messages) for one in procedure.questions} if procedure else {}
    labels = {name: messages.text(lang, asked.label) for name, asked in INPUTS.items()}
    found = []
    for item in ids:
        about, _, name = item.rpartition(".")
        known = labels if about else asks
        found.append(OpenItem(item, roles.get(about, about), known.get(name, name)))
    return tuple(found)


def grouped(items: Iterable[OpenItem]) -> list[tuple[OpenItem, ...]]:
    """Puts the items of one person together; a question stands alone."""
    groups: dict[str, tuple[OpenItem, ...]] = {}
    for item in items:
        key = item.id.rpartition(".")[0] or item.id
        groups[key] = (*groups.get(key, ()), item)
    return list(groups.values())


def names_of(group: Iterable[OpenItem]) -> str:
    """Writes the names of one person's items on a line."""
    return ", ".join(_small(item.name) for item in group)


def item_lines(items: Iterable[OpenItem]) -> list[str]:
    """Writes one line a person with all her items, and one a question."""
    return [
        f"{group[0].about}: {names_of(group)}" if group[0].about else group[0].name
        for group in grouped(items)
    ]


def _small(name: str) -> str:
    """Writes a label within a line; what is written in capitals stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]

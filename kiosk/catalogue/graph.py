"""Draws a procedure's questions as an SVG picture: who checks the facts sees which answer leads where.

Questions stand below each other in the order in which they are asked. What an answer calls for (a later
question, a person, a paper, a time, a fee) hangs on the option with a line; what always comes has none.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from config.text import Text
from kiosk.catalogue.procedure import Procedure, Question, When

WIDTH, MARGIN, GAP, LINE, PADDING = 430, 24, 26, 19, 10
SPACE = 190
"""Pixels between the columns, where the lines run."""
LETTERS = 52
COLOURS = ("#1f5fa8", "#9a3412", "#166534", "#6b21a8", "#a16207", "#0f766e", "#9d174d", "#374151")
_STYLE = (
    "text{font:14px sans-serif;fill:#1b1b1f}.ask{font-weight:600}.note{fill:#55555f}"
    "rect{fill:#fff;stroke:#8a8a94}.question{fill:#eef3fa}path{fill:none;stroke-width:1.6}"
)


@dataclass(slots=True)
class _Box:
    """Holds one box: its lines, where it stands, and the height of the line of each option."""

    title: list[str]
    rows: dict[str, list[str]]
    when: When | None
    asked: bool
    x: int = 0
    y: int = 0

    def move_to(self, x: int, y: int) -> None:
        self.x, self.y = x, y

    @property
    def height(self) -> int:
        lines = len(self.title) + sum(map(len, self.rows.values()))
        return lines * LINE + 2 * PADDING

    def height_of(self, option: str) -> int:
        """Gives the middle of the first line of an option."""
        before = len(self.title)
        for name, lines in self.rows.items():
            if name == option:
                break
            before += len(lines)
        return self.y + PADDING + before * LINE + LINE // 2


def graph(procedure: Procedure, lang: str, headings: dict[str, str]) -> str:
    """Draws the picture; `headings`: what "roles", "papers", "times" and "fees" are called in `lang`."""
    questions = {question.id: _question(question, lang) for question in procedure.questions}
    results = [
        box for group, heading in headings.items() for box in _results(procedure, group, heading, lang)
    ]
    bottom = max(_stack([*questions.values()], MARGIN), _stack(results, MARGIN + WIDTH + SPACE))
    drawn = "".join(map(_drawn, [*questions.values(), *results]))
    lines = "".join(_lines([*questions.values(), *results], questions))
    name = escape(getattr(procedure.name, lang))
    width = 2 * MARGIN + 2 * WIDTH + SPACE
    title = f'<text class="ask" x="{MARGIN}" y="{MARGIN + 6}">{procedure.code} {name}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom}" '
        f'viewBox="0 0 {width} {bottom}"><title>{procedure.code} {name}</title><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" style="stroke:none"/>'
        f"{title}{lines}{drawn}</svg>\n"
    )


def _question(question: Question, lang: str) -> _Box:
    rows = {option.id: _wrapped("→ " + getattr(option.name, lang)) for option in question.options}
    return _Box(_wrapped(getattr(question.ask, lang)), rows, question.when, asked=True)


def _results(procedure: Procedure, group: str, heading: str, lang: str) -> Iterator[_Box]:
    """Lists what answers call for; what always comes stands together in one box."""
    always = []
    for item in getattr(procedure, group):
        text: Text = next(getattr(item, key) for key in ("name", "case", "what") if hasattr(item, key))
        said = getattr(text, lang)
        if item.when is None:
            always.append(said)
        else:
            yield _Box(_wrapped(f"{heading}: {said}"), {}, item.when, asked=False)
    if always:
        lines = {said: _wrapped("· " + said) for said in always}
        yield _Box([heading], lines, None, asked=False)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LETTERS, subsequent_indent="   ")


def _stack(boxes: list[_Box], x: int) -> int:
    """Puts the boxes below each other; gives the bottom."""
    y = 2 * MARGIN + GAP // 2
    for box in boxes:
        box.move_to(x, y)
        y += box.height + (GAP if box.asked else GAP // 2)
    return y + MARGIN


def _drawn(box: _Box) -> str:
    kind = ' class="question"' if box.asked else ""
    parts = [f'<rect{kind} x="{box.x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="6"/>']
    y = box.y + PADDING
    for lines, style in ((box.title, "ask"), *((lines, "") for lines in box.rows.values())):
        for line in lines:
            y += LINE
            mark = f' class="{style}"' if style else ""
            parts.append(
                f'<text{mark} x="{box.x + 12}" y="{y - 5}" xml:space="preserve">{escape(line)}</text>'
            )
    return "".join(parts)


def _lines(boxes: list[_Box], questions: dict[str, _Box]) -> Iterator[str]:
    """Draws a line from each option to what it calls for; to a question it turns back to its column."""
    colours = {
        (step, option): COLOURS[number % len(COLOURS)]
        for number, (step, option) in enumerate((s, o) for s, box in questions.items() for o in box.rows)
    }
    for box in boxes:
        for step, options in box.when.answers.items() if box.when else ():
            for option in options:
                source = questions[step]
                start, end = source.height_of(option), box.y + box.height // 2
                far, edge = SPACE // 2, source.x + WIDTH
                if box.asked:
                    path = f"M{edge},{start} c46,0 46,{end - start} 0,{end - start}"
                else:
                    path = f"M{edge},{start} C{edge + far},{start} {box.x - far},{end} {box.x},{end}"
                yield f'<path d="{path}" stroke="{colours[step, option]}"/>'

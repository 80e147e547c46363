"""Serves forty visitors in a real browser, by the console's keys, and keeps a picture of each step.

    python -m tests.web.forty FOLDER [COUNT]

Each has a number, a phone, and somebody at a counter; some are missed and come later, some fetch a paper,
some bring a dossier. Consoles and phones are in Vietnamese and English by turns. `sheet-N.png` shows ten
visitors: the phone while waiting, the board, the console, the phone in the end, once its holder has pressed a
face. Ends with status 1 where a page complained or did not show what it must, or a rating was not kept.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.web.browsing import log_in
from tests.web.office import Office, open_office
from ui.demo.pages import Browser, BrowserError, Page

FIELDS = {
    "1": "chung_thuc",
    "2": "dat_dai",
    "3": "ho_tich",
    "4": "kinh_doanh",
    "5": "nop_ho_so",
}
LIVE = "document.querySelector('#state').dataset.state === 'live'"
RATED = ("5", "3", "none", "4", "2")
"""What the visitors press, by turns."""
KINDS = ("1", "2", "3", "4", "5", "none")
SERVING = "!document.querySelector('#park').disabled"
ROW, CELL = 10, (420, 300)


@dataclass
class Day:
    """The office, its browser, a console a counter, the board; what was seen."""

    office: Office
    browser: Browser
    folder: Path
    board: Page
    consoles: dict[tuple[str, str], Page] = field(default_factory=dict)
    seen: list[list[bytes]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def console(self, counter: str, lang: str) -> Page:
        """The console of a counter; the clerk has logged in there."""
        if (counter, lang) not in self.consoles:
            width = 1366 if counter != "4" else 480
            self.consoles[counter, lang] = log_in(self.browser, self.office, counter, lang, width)
        return self.consoles[counter, lang]

    def serve(self, visitor: int) -> None:
        """One visitor from the number to the end."""
        counter = str(visitor % 5 + 1)
        lang = "vi" if visitor % 2 else "en"
        procedure = "1.001193" if counter == "3" else None
        ticket = self.office.number(FIELDS[counter], procedure)
        if counter == "3":
            self.office.hand_in(ticket["id"], f"K1-261123-{visitor + 1:04d}")
        address = f"{self.office.address}/t/{ticket['token']}?lang={lang}"
        phone = self.browser.page(address, width=390, height=844, phone=True)
        phone.wait_for(f"document.body.innerText.includes('{ticket['number']}')")
        pictures = [phone.picture()]
        console = self.console(counter, lang)
        self.office.clock.advance(60)
        console.press("n")
        console.wait_for(f"document.body.innerText.includes('{ticket['number']}') && {LIVE}")
        self._called(ticket["number"])
        pictures.append(self.board.picture())
        self._goes_on(visitor, console, phone, ticket["number"])
        pictures.append(console.picture())
        self._ends(console)
        phone.wait_for("document.querySelector('main')")
        self.office.clock.advance(30)
        phone.goto(address)
        self._rates(visitor, phone)
        pictures.append(phone.picture())
        self.wrong += [f"{visitor}: {one}" for one in phone.complaints()]
        phone.close()
        self.seen.append(pictures)

    def _called(self, number: str) -> None:
        self.board.wait_for(f"document.querySelector('#hero-number').innerText === '{number}'")

    def _goes_on(self, visitor: int, console: Page, phone: Page, number: str) -> None:
        """What happens before the service ends: most are served at once."""
        if visitor % 8 == 5:  # is not there, and comes later
            console.press("v")
            console.wait_for(f"document.querySelector('#missed')?.innerText.includes('{number}')")
            self.office.clock.advance(6 * 60)
            console.goto(str(console.evaluate("location.href")))  # it looks by itself once a minute
            console.wait_for(f"{LIVE} && !document.querySelector('#next').disabled")
            console.press("n")
            console.wait_for("!document.querySelector('#recall').disabled")
        self._starts(console)
        if visitor % 8 == 7:  # fetches a paper, and is back
            console.press("g")
            console.wait_for(f"document.querySelector('#aside').innerText.includes('{number}')")
            console.evaluate("document.querySelector('#aside [data-key^=resume]').click()")
            console.wait_for("document.querySelector('#aside').children.length === 0")
            console.press("n")
            console.wait_for("!document.querySelector('#recall').disabled")
            self._starts(console)

    def _rates(self, visitor: int, phone: Page) -> None:
        """The visitor presses a face; who is not content says why, every fifth gives no answer."""
        stars = RATED[visitor % len(RATED)]
        why = "document.querySelector('form[action*=\"/reason/\"]')"
        thanks = "document.querySelector('.rating') && !document.querySelector('.rating form')"
        asks = stars in ("1", "2", "3")
        _press(phone, f'form[action*="/rating/{stars}"] button', why if asks else thanks)
        if asks:
            _press(phone, 'form[action*="/reason/waited"] button', thanks)

    def rated(self) -> list[int]:
        """Counts what the hub kept: how many gave one to five stars, and how many no answer."""
        (day,) = self.office.clerk("1").get("/v1/ratings").json()["days"]
        return [*day["stars"], day["unanswered"]]

    def _starts(self, console: Page) -> None:
        console.press("f")
        console.wait_for(SERVING)

    def _ends(self, console: Page) -> None:
        self.office.clock.advance(4 * 60)
        console.press("f")
        console.wait_for("document.querySelector('#finish-next').disabled")


def _press(page: Page, selector: str, until: str) -> None:
    """Presses a button that leads to another page, and waits there; again where the page moved beneath it."""
    trouble: BrowserError | None = None
    for _ in range(5):
        try:
            if page.evaluate(f"Boolean(document.querySelector({selector!r}))"):
                page.click(selector)
            page.wait_for(until, 4)
            return
        except BrowserError as error:  # looked at while the page changed, or pressed beside it
            trouble = error
    raise BrowserError(f"never came: {until} ({trouble})")


def sheets(seen: list[list[bytes]]) -> list[Image.Image]:
    """Ten visitors a sheet: a column a visitor, a row a picture."""
    found = []
    for start in range(0, len(seen), ROW):
        part = seen[start : start + ROW]
        sheet = Image.new("RGB", (CELL[0] * len(part), CELL[1] * 4), "#8899aa")
        for column, pictures in enumerate(part):
            for row, content in enumerate(pictures):
                with Image.open(io.BytesIO(content)) as picture:
                    small = picture.convert("RGB")
                    small.thumbnail((CELL[0] - 8, CELL[1] - 8))
                    sheet.paste(small, (column * CELL[0] + 4, row * CELL[1] + 4))
        found.append(sheet)
    return found


def main(words: list[str]) -> int:
    """Serves them, and writes the pictures."""
    folder, count = Path(words[0]), int(words[1]) if len(words) > 1 else 40
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, open_office(Path(data)) as office, Browser() as browser:
        board = browser.page(f"{office.address}/board", width=1920, height=1080)
        board.wait_for(LIVE)
        day = Day(office, browser, folder, board)
        for visitor in range(count):
            try:
                day.serve(visitor)
            except BrowserError as error:
                day.wrong.append(f"{visitor}: {error}")
                for (counter, _), page in day.consoles.items():
                    (folder / f"wrong-{visitor}-{counter}.png").write_bytes(page.picture())
                break
        pressed = [RATED[visitor % len(RATED)] for visitor in range(len(day.seen))]
        if (kept := day.rated()) != [pressed.count(kind) for kind in KINDS]:
            day.wrong.append(f"ratings kept: {kept}")
        for page in (day.board, *day.consoles.values()):
            day.wrong += page.complaints()
    for visitor, pictures in enumerate(day.seen):
        for step, content in zip(("phone", "board", "console", "end"), pictures, strict=True):
            (folder / f"{visitor + 1:02d}-{step}.png").write_bytes(content)
    for number, sheet in enumerate(sheets(day.seen), 1):
        sheet.save(folder / f"sheet-{number}.png")
    print(f"{len(day.seen)} served; {len(day.wrong)} complaints")
    print("\n".join(day.wrong))
    return int(bool(day.wrong) or len(day.seen) < count)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Takes pictures of the hub's pages while the day goes on, where Chromium is installed."""

from __future__ import annotations

import json
from collections.abc import Callable

from ui.demo.day.hall import Hall
from ui.demo.officer import Officer
from ui.demo.pages import Browser
from ui.demo.play import CONNECTING, PC, PC_TALL, PHONE, WALL
from ui.demo.recorder import Recorder, Step


class Pictures:
    """Holds the browser; without one no picture is taken. `say` gives a text as the pages, in Vietnamese."""

    def __init__(
        self, recorder: Recorder, hall: Hall, browser: Browser | None, say: Callable[[str], str]
    ) -> None:
        self._recorder, self._hall, self._browser = recorder, hall, browser
        self._connecting = say(CONNECTING)

    def board(self, step: Step, name: str) -> None:
        """Pictures the board in the hall."""
        self._take(step, "/board", f"board_{name}", WALL, "document.querySelector('main')")

    def console(self, step: Step, name: str) -> None:
        """Pictures the console of a counter."""
        self._take(step, "/counter/5", f"counter_{name}", PC, "document.querySelector('main')")

    def figures(self, step: Step) -> None:
        """Pictures the figures of the day."""
        self._take(step, "/counter/figures", "figures", PC_TALL, "document.querySelectorAll('tr').length > 3")

    def phone(self, step: Step, name: str) -> None:
        """Pictures the phone of who has waited longest."""
        waiting = self._hall.waiting()
        if waiting:
            token = waiting[0].ticket.token
            self._take(step, f"/t/{token}", f"phone_{name}", PHONE, "document.querySelector('main')")

    def _take(self, step: Step, path: str, name: str, size: tuple[int, int], ready: str) -> None:
        if self._browser is None:
            return
        officer: Officer = self._hall.desks["5"].officer
        cookies = {cookie.name: cookie.value or "" for cookie in officer.cookies}
        width, height = size
        address = self._hall.centre.url + path
        page = self._browser.page(address, width=width, height=height, phone=width < 500, cookies=cookies)
        try:
            page.wait_for(ready)
            page.wait_for(f"!document.body.innerText.includes({json.dumps(self._connecting)})")
            self._recorder.keep(step, f"pages/page_{name}.png", page.picture(whole=True))
        finally:
            page.close()

"""Takes pictures of the hub's web pages, and operates them: what a clerk at the console
clicks and types.

Where Chromium is not installed there are no pictures: `picture()` answers False and the report says
"not pictured".
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from ui.demo.chromium import BrowserError, Chromium, installed

__all__ = ["Browser", "BrowserError", "Page", "installed", "picture"]

# Virtual key codes and texts of the keys that the pages listen to and that are no letters or digits.
NAMED_KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "Space": (32, " "),
    "ArrowLeft": (37, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}
# A page is looked at when its fonts and pictures are there and two frames were drawn with them.
SETTLED = """(async () => {
  await document.fonts.ready;
  const open = [...document.images].filter((image) => image.loading !== "lazy" && image.src);
  await Promise.all(open.map((image) => image.decode().catch(() => null)));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return true;
})()"""


@dataclass
class Page:
    """Controls one tab. `errors` are what its console and its scripts complained of, in order."""

    browser: Chromium
    target: str
    session: str
    errors: list[str] = field(default_factory=list)

    def goto(self, url: str) -> None:
        """Opens `url` and waits until it is loaded. Raises BrowserError when nothing answers there."""
        answer = self._ask("Page.navigate", url=url)
        if answer.get("errorText"):
            raise BrowserError(f"the page did not open: {answer['errorText']}")
        self.wait_for("document.readyState === 'complete'")

    def evaluate(self, script: str) -> Any:
        """Gives the value of a JavaScript expression (JSON; a promise is awaited). BrowserError when it
        throws.
        """
        answer = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            told = details.get("exception", {}).get("description") or details.get("text")
            raise BrowserError(f"script: {told}")
        return answer["result"].get("value")

    def wait_for(self, condition: str, seconds: float = 10.0) -> float:
        """Waits until a JavaScript expression is truthy; returns the seconds it took. BrowserError else."""
        script = f"""new Promise((done, fail) => {{
          const began = performance.now();
          const look = () => {{
            let yes = false;
            try {{ yes = ({condition}); }} catch (error) {{ yes = false; }}
            const passed = (performance.now() - began) / 1000;
            if (yes) done(passed);
            else if (passed > {seconds}) fail(new Error("waited in vain"));
            else setTimeout(look, 15);
          }};
          look();
        }})"""
        try:
            return float(self.evaluate(script))
        except BrowserError as trouble:
            if "waited in vain" in str(trouble):
                raise BrowserError(f"waited {seconds} s in vain for: {condition}") from None
            raise

    def text(self, selector: str) -> str:
        """Gives the visible text of the first element of that selector; empty when there is none."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Presses the middle of the first visible element of that selector with the mouse."""
        spot = self.evaluate(
            f"""(() => {{
              const found = document.querySelector({json.dumps(selector)});
              if (!found) return null;
              found.scrollIntoView({{block: "nearest"}});
              const box = found.getBoundingClientRect();
              return box.width ? [box.x + box.width / 2, box.y + box.height / 2] : null;
            }})()"""
        )
        if spot is None:
            raise BrowserError(f"nothing to click at {selector}")
        for kind in ("mousePressed", "mouseReleased"):
            self._ask(
                "Input.dispatchMouseEvent", type=kind, x=spot[0], y=spot[1], button="left", clickCount=1
            )

    def press(self, key: str) -> None:
        """Presses and releases one key: a letter, a digit, or a name of `NAMED_KEYS`."""
        if key in NAMED_KEYS:
            number, text = NAMED_KEYS[key]
            code, name = key, " " if key == "Space" else key
        else:
            number, text, name = ord(key.upper()), key, key
            code = f"Digit{key}" if key.isdigit() else f"Key{key.upper()}"
        common: dict[str, Any] = {"code": code, "key": name, "windowsVirtualKeyCode": number}
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self._ask("Input.dispatchKeyEvent", **common, **down)
        self._ask("Input.dispatchKeyEvent", **common, type="keyUp")

    def type(self, text: str) -> None:
        """Puts text where the keyboard's focus is, as an input method does."""
        self._ask("Input.insertText", text=text)

    def media(self, **features: str) -> None:
        """Pretends media features, such as `prefers_reduced_motion="reduce"`."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._ask("Emulation.setEmulatedMedia", features=wanted)

    def offline(self, cut: bool) -> None:
        """Pulls the tab's network cable, or puts it back."""
        self._ask(
            "Network.emulateNetworkConditions",
            offline=cut,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """Gives the tab a window of that many CSS pixels."""
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )

    def picture(self, *, whole: bool = False) -> bytes:
        """Takes a PNG of the window, or of the `whole` page, once fonts and pictures are there."""
        self.evaluate(SETTLED)
        shot = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def complaints(self) -> list[str]:
        """Gives `errors`, brought up to date."""
        self._ask("Runtime.evaluate", expression="1")
        return list(self.errors)

    def close(self) -> None:
        """Closes the tab."""
        self.browser.ask("Target.closeTarget", targetId=self.target)

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        answer = self.browser.ask(method, self.session, **params)
        for event in self.browser.events():
            if event.get("sessionId") == self.session and (told := _complaint(event)):
                self.errors.append(told)
        return answer


class Browser:
    """Runs a browser to open pages in. A context manager; BrowserError where Chromium is not installed."""

    def __init__(self) -> None:
        program = installed()
        if program is None:
            raise BrowserError("Chromium is not installed")
        self._chromium = Chromium(program)
        self._contexts: list[str] = []

    def __enter__(self) -> Browser:
        self._chromium.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._chromium.__exit__(kind, error, trace)

    def page(
        self,
        url: str,
        *,
        width: int = 1366,
        height: int = 768,
        phone: bool = False,
        cookies: Mapping[str, str] | None = None,
    ) -> Page:
        """Opens `url` in a new tab of its own profile (no cookie of another tab), with `cookies` for that
        address.
        """
        context = self._chromium.ask("Target.createBrowserContext")["browserContextId"]
        self._contexts.append(context)
        target = self._chromium.ask("Target.createTarget", url="about:blank", browserContextId=context)
        attached = self._chromium.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = Page(self._chromium, target["targetId"], attached["sessionId"])
        for room in ("Page", "Runtime", "Log", "Network"):
            self._chromium.ask(f"{room}.enable", page.session)
        page.size(width, height, phone=phone)
        for name, value in (cookies or {}).items():
            self._chromium.ask(
                "Network.setCookie", page.session, name=name, value=value, url=url, httpOnly=True
            )
        page.goto(url)
        return page

    def close_pages(self) -> None:
        """Closes every tab and forgets its cookies."""
        while self._contexts:
            self._chromium.ask("Target.disposeBrowserContext", browserContextId=self._contexts.pop())


def picture(
    url: str,
    out_png: Path,
    *,
    width: int = 1920,
    height: int = 1080,
    phone: bool = False,
    cookies: Mapping[str, str] | None = None,
    wait_for: str = "true",
) -> bool:
    """Puts a picture of the page at `url` into `out_png`, once the JavaScript expression
    `wait_for` holds.

    False where Chromium is not installed: not pictured. BrowserError when the page does not come.
    """
    if installed() is None:
        return False
    with Browser() as browser:
        page = browser.page(url, width=width, height=height, phone=phone, cookies=cookies)
        page.wait_for(wait_for)
        out_png.write_bytes(page.picture())
    return True


def _complaint(event: dict[str, Any]) -> str | None:
    params = event.get("params", {})
    match event.get("method"):
        case "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            return str(details.get("exception", {}).get("description") or details.get("text"))
        case "Log.entryAdded" if params["entry"]["level"] in ("error", "warning"):
            return f"{params['entry']['text']} {params['entry'].get('url', '')}".strip()
        case "Runtime.consoleAPICalled" if params["type"] in ("error", "warning", "assert"):
            return " ".join(str(part.get("value", part.get("description"))) for part in params["args"])
        case _:
            return None

"""A clerk at the console, in a real browser."""

from __future__ import annotations

from tests.officers import CODE
from tests.web.office import Office
from ui.demo.pages import Browser, Page


def log_in(browser: Browser, office: Office, counter: str = "3", lang: str = "vi", width: int = 1366) -> Page:
    """The clerk opens the console and types the code; the focus is already there."""
    page = browser.page(f"{office.address}/counter/{counter}?lang={lang}", width=width, height=768)
    page.wait_for("document.activeElement.id === 'login-officer'")
    page.type(f"CB{counter}")
    page.press("Tab")
    page.type(CODE)
    page.press("Enter")
    page.wait_for("!document.querySelector('#work').hidden")
    page.wait_for("document.querySelector('#state').dataset.state === 'live'")
    return page
